"""The web chat as a channel: what it sends goes into the conversation's log, and whoever watches that conversation is woken."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.channels import web_layout
from bot.channels.base import Abilities, Mark, NotSent, Part, Receive, Refused, TooLarge
from bot.store.base import Entry, StoreError
from bot.web import uploads
from handlers.message import Address, Arrival, File, Incoming, Reply

NAME = "web"


class Log(Protocol):
    """The conversation log, as the web chat uses it. Reading and writing may raise StoreError."""

    async def keep(self, address: Address, key: str, body: str) -> int:
        """Keep an outgoing line and return its id after the commit; the same key again gives the same id and changes nothing."""
        ...

    async def lines(self, address: Address, after: int, limit: int) -> Sequence[Entry]:
        """The first `limit` lines behind `after`, oldest first."""
        ...

    async def latest(self, address: Address, limit: int) -> Sequence[Entry]:
        """The last `limit` lines, oldest first."""
        ...


def address_of(session: str) -> Address:
    """Where a browser's conversation lives; the session itself, which is a secret, is not in it."""
    return Address(NAME, hashlib.sha256(session.encode()).hexdigest()[:32])


def inbox_key(address: Address, key: str) -> str:
    """The key a browser made, made its own: no visitor can use up or guess another's."""
    return f"{address.chat}:{key}"


def browser_key(key: str) -> str:
    """The key as the browser made it."""
    return key.rpartition(":")[2]


class WebChannel:
    """The web chat. Heard through `hear`, which the web server calls; sends by keeping a line in the log."""

    name = NAME
    abilities = Abilities(
        longest=1_000_000,
        buttons=True,
        edits=False,
        files_out=True,
        per_second=500,
        per_chat=50,
        per_group=3000,
        idempotent=True,
    )

    def __init__(self, log: Log, now: Callable[[], datetime], folder: Path | None = None) -> None:
        """Below `folder` files are kept (None: none are)."""
        self.log, self.folder = log, folder
        self.closing = False
        self._now = now
        self._receive: Receive | None = None
        self._watchers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    async def open(self) -> None:
        """There is no account to check."""

    async def listen(self, receive: Receive) -> None:
        """From now on the web server's messages go to `receive`."""
        self._receive = receive

    async def hear(self, address: Address, key: str, text: str, pressed: str | None = None, files: tuple[File, ...] = ()) -> None:
        """Hand one message to the core and return after the commit; `pressed` is the id of the line whose choice was pressed.

        Raises NotSent while nobody listens, and whatever `receive` raises.
        """
        if self._receive is None:
            raise NotSent("not listening yet")
        arrival = Arrival.PRESS if pressed else Arrival.TEXT if text or not files else Arrival.OTHER
        incoming = Incoming(
            address=address,
            key=inbox_key(address, key),
            sender=address.chat,
            text=text,
            at=self._now(),
            arrival=arrival,
            message=pressed,
            files=files,
        )
        await self._receive([incoming])
        self._wake(address)

    async def fetch(self, ref: str, most: int) -> bytes:
        """The bytes of a file a browser sent."""
        data = await asyncio.to_thread(uploads.had, self.folder, ref, most) if self.folder else None
        if data is None:
            raise Refused("no such file")
        if len(data) > most:
            raise TooLarge("too large")
        return data

    def render(self, reply: Reply) -> tuple[Part, ...]:
        """One part: a page has no limit a reply could reach."""
        return (web_layout.lay_out(reply),)

    async def send(self, address: Address, part: Part, key: str, plain: bool = False) -> str:
        """Keep the part in the log under `key`; the same key again is the same line."""
        try:
            line = await self.log.keep(address, key, web_layout.dump_part(part))
        except StoreError as error:
            raise NotSent("the log cannot be written") from error
        self._wake(address)
        return str(line)

    async def mark(self, address: Address, mark: Mark) -> None:
        """The page marks a press by itself."""

    async def pressed(self, key: str) -> None:
        """A press needs no answer of its own here."""

    async def close(self) -> None:
        """End every stream."""
        self.closing = True
        self._receive = None
        for watchers in self._watchers.values():
            for watcher in watchers:
                watcher.set()

    @contextmanager
    def watching(self, address: Address) -> Iterator[asyncio.Event]:
        """An event that is set whenever the conversation has grown or the channel closes; the watcher clears it."""
        event = asyncio.Event()
        self._watchers[address.chat].add(event)
        if self.closing:
            event.set()
        try:
            yield event
        finally:
            self._watchers[address.chat].discard(event)
            if not self._watchers[address.chat]:
                del self._watchers[address.chat]

    def watched(self) -> int:
        """How many streams are open."""
        return sum(map(len, self._watchers.values()))

    def _wake(self, address: Address) -> None:
        for watcher in self._watchers.get(address.chat, ()):
            watcher.set()
