"""Visitors of the web chat without a browser: a cookie jar and the requests the page's script makes."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol
from urllib.parse import quote

import aiohttp

from bot.web.visitors import COOKIE


class Reachable(Protocol):
    """Anything with a page."""

    @property
    def url(self) -> str: ...


class Visitor:
    """Somebody who has opened the page."""

    def __init__(self, bot: Reachable, http: aiohttp.ClientSession) -> None:
        self.bot, self.http, self._keys = bot, http, 0

    async def post(self, body: object, **headers: str) -> tuple[int, dict[str, Any]]:
        sent = {"Origin": self.bot.url, "Content-Type": "application/json"} | headers
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self.http.post(f"{self.bot.url}/chat/messages", data=data, headers=sent) as answer:
            return answer.status, await answer.json()

    async def say(self, text: str, key: str | None = None, pressed: str | None = None) -> int:
        self._keys += 1
        return (await self.post({"key": key or f"key-{self._keys:06}", "text": text, "pressed": pressed}))[0]

    async def send_file(self, data: bytes, name: str, text: str = "", key: str | None = None, **headers: str) -> int:
        """What the page's script does with a file that was picked."""
        self._keys += 1
        said = {"X-Key": key or f"key-{self._keys:06}", "X-Name": quote(name), "X-Text": quote(text)}
        sent = {"Origin": self.bot.url, "Content-Type": "application/octet-stream"} | said | headers
        async with self.http.post(f"{self.bot.url}/chat/files", data=io.BytesIO(data), headers=sent) as answer:
            return answer.status

    async def history(self) -> dict[str, Any]:
        async with self.http.get(f"{self.bot.url}/chat/history") as answer:
            assert answer.status == 200
            found: dict[str, Any] = await answer.json()
            return found

    async def lines(self, count: int) -> list[dict[str, Any]]:
        """The conversation once it has `count` lines."""
        async with asyncio.timeout(10):
            while len(lines := (await self.history())["lines"]) < count:  # noqa: ASYNC110 - over HTTP there is no event
                await asyncio.sleep(0.02)
        return list(lines)

    @property
    def session(self) -> str:
        return next(cookie.value for cookie in self.http.cookie_jar if cookie.key == COOKIE)

    @asynccontextmanager
    async def stream(self, after: int = 0, last: int | None = None) -> AsyncIterator[aiohttp.StreamReader]:
        headers = {} if last is None else {"Last-Event-ID": str(last)}
        async with self.http.get(f"{self.bot.url}/chat/stream?after={after}", headers=headers) as answer:
            assert answer.status == 200
            assert answer.content_type == "text/event-stream"
            yield answer.content


@asynccontextmanager
async def visitor(bot: Reachable) -> AsyncIterator[Visitor]:
    """Somebody who has opened the page."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        async with http.get(bot.url) as page:
            assert page.status == 200
        yield Visitor(bot, http)


async def event(stream: aiohttp.StreamReader) -> tuple[int, dict[str, Any]]:
    """The next line of a stream, comments left out."""
    async with asyncio.timeout(10):
        fields: dict[str, str] = {}
        while True:
            line = (await stream.readline()).decode().rstrip("\n")
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "data" in fields:
                return int(fields["id"]), json.loads(fields["data"])
            else:
                fields = {}
