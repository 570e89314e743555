"""Zalo keeps what every channel promises."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from bot.channels.base import Closed, MaybeSent, Misconfigured, Refused, Wait
from bot.channels.http import Patience
from bot.channels.zalo import Account, Zalo
from handlers.message import Address, Choice
from tests.conformance import ChannelConformance, Seen, Wire
from tests.fakes.zalo_server import TOKEN, Fault, ZaloServer

CHAT = "6ede9afa66b88fe6d6a9"
TROUBLES = {
    "unknown chat": Closed, "bad request": Refused, "429": Wait, "401": Misconfigured, "403": MaybeSent, "server error": MaybeSent, "html": MaybeSent,
    "empty": MaybeSent, "slow": MaybeSent, "cut before": MaybeSent, "cut after": MaybeSent,
}  # fmt: skip


class ZaloWire(Wire):
    """The channel over HTTP to the fake server, by polling."""

    def __init__(self, server: ZaloServer, channel: Zalo) -> None:
        super().__init__(channel, Address(channel.name, CHAT), TROUBLES, (TOKEN, TOKEN.partition(":")[2]))
        self.server = server

    async def say(self, text: str) -> None:
        self.server.says(CHAT, text)

    async def press(self, message: str, choice: Choice) -> None:
        raise AssertionError("there are no buttons")

    async def again(self) -> None:
        self.server.bring_again()

    async def seen(self) -> Sequence[Seen]:
        return [Seen(shown.text) for shown in self.server.to(CHAT)]

    def strike(self, trouble: str) -> None:
        self.server.faults.append(Fault(trouble))

    def complaints(self) -> Sequence[str]:
        return self.server.complaints


class TestZalo(ChannelConformance):
    """The suite over Zalo."""

    @pytest.fixture
    async def wire(self) -> AsyncIterator[Wire]:
        async with ZaloServer() as server:
            account = Account(TOKEN, api_url=server.url, patience=Patience(connect=2, write=2, read=0.4), pause=0.02, longest_pause=0.05)
            channel = Zalo(account)
            wire = ZaloWire(server, channel)
            await channel.open()
            server.says(CHAT, "chào")
            listening = asyncio.create_task(channel.listen(wire.receive))
            await wire.heard(1)
            wire.kept.clear()
            yield wire
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await channel.close()
