"""Telegram keeps what every channel promises."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import pytest

from bot.channels.base import Closed, MaybeSent, Misconfigured, Moved, Refused, RefusedStyle, Wait
from handlers.message import Choice
from tests.conformance import ChannelConformance, Seen, Wire
from tests.fakes.telegram_faults import Fault
from tests.fakes.telegram_server import TOKEN
from tests.fakes.telegram_talk import Talk, talk

CHAT = 42
TROUBLES = {
    "blocked": Closed,
    "chat not found": Closed,
    "entities": RefusedStyle,
    "bad request": Refused,
    "flood": Wait,
    "migrate": Moved,
    "token": Misconfigured,
    "server error": MaybeSent,
    "html": MaybeSent,
    "empty": MaybeSent,
    "slow": MaybeSent,
    "cut before": MaybeSent,
    "cut after": MaybeSent,
}


class TelegramWire(Wire):
    """The channel over HTTP to the fake Bot API server, by polling."""

    def __init__(self, tg: Talk) -> None:
        super().__init__(tg.channel, tg.to(CHAT), TROUBLES, (TOKEN, TOKEN.partition(":")[2]))
        self.tg = tg
        # The talk's core is this wire's.
        tg.receive = self.receive  # type: ignore[method-assign]

    async def say(self, text: str) -> None:
        self.tg.server.says(CHAT, text)

    async def press(self, message: str, choice: Choice) -> None:
        self.tg.server.presses_button(CHAT, int(message), choice.says)

    async def again(self) -> None:
        await self.tg.server.wait_for(lambda: not self.tg.server.updates)
        await self.tg.stop()
        self.tg.server.bring_again()
        await self.tg.listen()

    async def seen(self) -> Sequence[Seen]:
        return [Seen(m.text, m.styled("bold"), [label for row in m.buttons for label, _ in row], m.file) for m in self.tg.server.to(CHAT)]

    def strike(self, trouble: str) -> None:
        self.tg.server.faults.append(Fault(trouble, seconds=0.7 if trouble == "slow" else 1, to=-1002))

    def complaints(self) -> Sequence[str]:
        return self.tg.server.complaints


class TestTelegram(ChannelConformance):
    """The suite over Telegram."""

    @pytest.fixture
    async def wire(self) -> AsyncIterator[Wire]:
        async with talk() as tg:
            tg.server.pace = type(tg.server.pace)(None, None, None)
            wire = TelegramWire(tg)
            tg.server.says(CHAT, "/start")
            await tg.listen()
            await wire.heard(1)
            assert wire.kept.pop().address == wire.address
            yield wire
