"""A Telegram channel on its fake server, with a core that keeps what it hears."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.channels.http import Patience
from bot.channels.telegram import Account, Telegram
from bot.channels.telegram_files import Read, nothing_kept
from handlers.message import Address, Incoming
from tests.fakes.telegram_server import TelegramServer

NOW = datetime(2014, 7, 17, 1, 0, tzinfo=UTC)
MENU = (("hoi", "Hỏi về kế hoạch"), ("trogiup", "Cách hỏi"))


def account(server: TelegramServer) -> Account:
    """The fake's own account, impatient enough for tests."""
    # Reading alone is made to run out here: a connection may take its time on a busy machine.
    patience = Patience(connect=10, write=10, read=0.5)
    return Account(server.token, api_url=server.url, commands=MENU, patience=patience, poll=1, pause=0.05, longest_pause=0.1)


@dataclass
class Talk:
    """The fake, the channel, and what the core was given; `refuse` makes the core keep nothing, `hold` makes it take its time."""

    server: TelegramServer
    channel: Telegram
    kept: list[Incoming] = field(default_factory=list)
    batches: int = 0
    refuse: Exception | None = None
    hold: asyncio.Event | None = None
    listening: asyncio.Task[None] | None = None

    async def receive(self, batch: Sequence[Incoming]) -> None:
        self.batches += 1
        if self.hold:
            await self.hold.wait()
        if self.refuse:
            raise self.refuse
        self.kept += batch

    async def listen(self) -> None:
        await self.channel.open()
        self.listening = asyncio.create_task(self.channel.listen(self.receive))

    async def stop(self) -> None:
        """Stop listening as a dying process does, in the middle of whatever it did."""
        if self.listening:
            self.listening.cancel()
            with suppress(asyncio.CancelledError):
                await self.listening
            self.listening = None

    def to(self, chat: int) -> Address:
        return Address(self.channel.name, str(chat))


@asynccontextmanager
async def talk(server: TelegramServer | None = None, read: Read = nothing_kept, **changes: object) -> AsyncIterator[Talk]:
    """A talk that is opened but does not listen yet, on a server of its own or one already running; `changes` go into the account, `read` gives kept files."""
    fake = server or TelegramServer()
    async with nullcontext(fake) if fake.running else fake as running:
        channel = Telegram(replace(account(running), **changes), lambda: NOW, read)  # type: ignore[arg-type]
        both = Talk(running, channel)
        try:
            await channel.open()
            yield both
        finally:
            await both.stop()
            await channel.close()
            await channel.close()
