"""The web chat keeps what every channel promises."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.base import NotSent, SendError
from bot.channels.web import address_of
from bot.store.base import StoreError
from bot.web.visitors import COOKIE
from handlers.message import Choice, Incoming
from tests.conformance import ChannelConformance, Seen, Wire
from tests.web_bot import WebBot, web_bot


class WebWire(Wire):
    """The channel behind its page's own HTTP calls; a post that is refused is made again with its key, as the page does."""

    def __init__(self, bot: WebBot, client: aiohttp.ClientSession, session: str, database: Path) -> None:
        troubles: dict[str, type[SendError]] = {"database locked": NotSent}
        super().__init__(bot.channel, address_of(session), troubles, (session,))
        self.bot, self.client, self.database = bot, client, database
        self.keys = itertools.count(1)
        self.last: dict[str, Any] = {}
        self.holders: list[sqlite3.Connection] = []

    async def receive(self, batch: Sequence[Incoming]) -> None:
        try:
            await super().receive(batch)
        except OSError as error:
            raise StoreError(str(error)) from error

    async def say(self, text: str) -> None:
        await self._post({"key": f"khoa-cua-trang-{next(self.keys):04}", "text": text})

    async def press(self, message: str, choice: Choice) -> None:
        await self._post({"key": f"khoa-cua-trang-{next(self.keys):04}", "text": choice.says, "pressed": message})

    async def again(self) -> None:
        await self._post(self.last)

    async def seen(self) -> Sequence[Seen]:
        async with self.client.get(f"{self.bot.url}/chat/history") as response:
            lines = (await response.json())["lines"]
        return [await self._line(line) for line in lines if line["way"] == "out"]

    def strike(self, trouble: str) -> None:
        """Another program holds the database, and goes on longer than the store waits."""
        holder = sqlite3.connect(self.database, isolation_level=None, check_same_thread=False)
        holder.execute("BEGIN IMMEDIATE")
        self.holders.append(holder)

    def calm(self) -> None:
        """The other program is done."""
        while self.holders:
            self.holders.pop().close()

    async def _post(self, body: dict[str, Any]) -> None:
        self.last = body
        while True:
            async with self.client.post(f"{self.bot.url}/chat/messages", json=body, headers={"Origin": self.bot.url}) as response:
                if response.status == 202:
                    return
                assert response.status == 503, await response.text()
            await asyncio.sleep(0.05)

    async def _line(self, line: dict[str, Any]) -> Seen:
        wide = line["text"].encode("utf-16-le")
        bold = [wide[2 * at : 2 * (at + length)].decode("utf-16-le") for kind, at, length in line["styles"] if kind == "bold"]
        file = None
        if "file" in line:
            async with self.client.get(f"{self.bot.url}/chat/files/{line['id']}") as response:
                file = (line["file"]["name"], await response.read())
        return Seen(line["text"], bold, [label for label, _ in line["choices"]], file)


class TestWeb(ChannelConformance):
    """The suite over the web chat."""

    @pytest.fixture
    async def wire(self, tmp_path: Path) -> AsyncIterator[Wire]:
        async with web_bot(tmp_path) as bot, aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
            async with client.get(bot.url) as response:
                session = response.cookies[COOKIE].value
            wire = WebWire(bot, client, session, tmp_path / "web.sqlite3")
            await bot.channel.listen(wire.receive)
            yield wire
            wire.calm()
