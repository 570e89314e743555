"""The web chat keeps each visitor's conversation whole: nothing missed, nothing doubled, nothing mixed up."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.visitors import Visitor, event, visitor
from tests.web_bot import WebBot, web_bot


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[WebBot]:
    async with web_bot(tmp_path) as running:
        yield running


async def test_question_and_answer(bot: WebBot) -> None:
    """A message is answered, and both stand in the conversation, in order, after a reload."""
    async with visitor(bot) as somebody:
        assert await somebody.say("Hạn nộp?", "first-key") == 202
        asked, answered = await somebody.lines(2)
    assert (asked["way"], asked["text"], asked["key"]) == ("in", "Hạn nộp?", "first-key")
    assert (answered["way"], answered["text"]) == ("out", "Nghe: Hạn nộp?")
    assert asked["id"] < answered["id"]


async def test_a_resend_changes_nothing(bot: WebBot) -> None:
    """The same key again is accepted and neither heard nor answered again; the same key of another visitor is another message."""
    async with visitor(bot) as one, visitor(bot) as other:
        assert [await one.say("chào", "same-key-1") for _ in range(3)] == [202] * 3
        assert await other.say("chào", "same-key-1") == 202
        assert [line["text"] for line in await other.lines(2)] == ["chào", "Nghe: chào"]
        await one.say("xong", "other-key")
        assert [line["text"] for line in await one.lines(4)] == ["chào", "Nghe: chào", "xong", "Nghe: xong"]


async def test_cut_stream_misses_and_doubles_nothing(bot: WebBot) -> None:
    """Whenever a stream is cut, the next one goes on behind the last line that was seen."""
    async with visitor(bot) as somebody:
        seen: list[int] = []
        said = 0
        for length in (1, 3, 1, 2, 4, 1):
            async with somebody.stream(after=0, last=seen[-1] if seen else None) as stream:
                for _ in range(length):
                    if said < 6:
                        # Said while the stream is open, so that lines also come in the moment of a cut.
                        assert await somebody.say("hai tin") == 202
                        said += 1
                    seen.append((await event(stream))[0])
        async with somebody.stream(after=seen[-1]) as stream:
            while len(seen) < 18:
                seen.append((await event(stream))[0])
        assert seen == [line["id"] for line in await somebody.lines(18)]


async def test_last_event_id_wins(bot: WebBot) -> None:
    """A browser that comes back by itself repeats the old address; what it last saw is in its header."""
    async with visitor(bot) as somebody:
        await somebody.say("một")
        await somebody.say("hai")
        lines = await somebody.lines(4)
        async with somebody.stream(after=0, last=lines[2]["id"]) as stream:
            assert (await event(stream))[1] == lines[3]


async def test_two_windows(bot: WebBot) -> None:
    """Every window of a visitor shows the same lines; another visitor's shows none of them."""
    async with visitor(bot) as somebody, visitor(bot) as stranger:
        async with somebody.stream() as left, somebody.stream() as right, stranger.stream() as elsewhere:
            await somebody.say("riêng tư")
            assert [await event(left) for _ in range(2)] == [await event(right) for _ in range(2)]
            await stranger.say("của tôi")
            assert (await event(elsewhere))[1]["text"] == "của tôi"
        assert [line["text"] for line in await stranger.lines(2)] == ["của tôi", "Nghe: của tôi"]


async def test_heartbeat(tmp_path: Path) -> None:
    """A silent stream shows that it lives, so that a proxy between does not cut it."""
    async with web_bot(tmp_path, heartbeat=0.05) as bot, visitor(bot) as somebody, somebody.stream() as stream:
        async with asyncio.timeout(10):
            comments = [line async for line in until(stream, b":", 3)]
    assert len(comments) == 3


async def until(stream: aiohttp.StreamReader, start: bytes, count: int) -> AsyncIterator[bytes]:
    while count:
        line = await stream.readline()
        if line.startswith(start):
            count -= 1
            yield line


async def test_stop_ends_open_streams(tmp_path: Path) -> None:
    """The bot stops within five seconds although pages are open, and their streams end properly."""
    async with asyncio.timeout(20), visitor_of(tmp_path) as (somebody, leave), somebody.stream() as stream:
        await somebody.say("chào")
        while "chào" not in (await event(stream))[1]["text"]:
            pass
        async with asyncio.timeout(5):
            await leave()
            await stream.read()
        assert stream.at_eof()


@asynccontextmanager
async def visitor_of(folder: Path) -> AsyncIterator[tuple[Visitor, Any]]:
    """A visitor of a bot that can be stopped before the visitor leaves."""
    running = web_bot(folder)
    bot = await running.__aenter__()
    async with visitor(bot) as somebody:
        await somebody.say("trước")
        await somebody.lines(2)
        yield somebody, lambda: running.__aexit__(None, None, None)


async def test_restart_goes_on(tmp_path: Path) -> None:
    """After a restart the conversation is there and its stream goes on behind the last line seen."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        async with web_bot(tmp_path) as bot:
            async with http.get(bot.url):
                pass
            before = Visitor(bot, http)
            await before.say("trước")
            last = (await before.lines(2))[-1]["id"]
        async with web_bot(tmp_path) as bot:
            after = Visitor(bot, http)
            async with after.stream(last=last) as stream:
                await after.say("sau", "key-after-it")
                assert [(await event(stream))[1]["text"] for _ in range(2)] == ["sau", "Nghe: sau"]
            assert len(await after.lines(4)) == 4


async def test_half_a_sign_is_kept_as_text(bot: WebBot) -> None:
    """Half a surrogate pair, which UTF-8 cannot carry, costs that sign only."""
    async with visitor(bot) as somebody:
        assert (await somebody.post(b'{"key": "key-000001", "text": "a\\ud800b"}'))[0] == 202
        assert (await somebody.lines(2))[0]["text"] == "a?b"


async def test_database_locked(tmp_path: Path) -> None:
    """While nothing can be kept nothing is acknowledged; the page's resend then gets through once."""
    async with web_bot(tmp_path, wait=0.1) as bot, visitor(bot) as somebody:
        lock = sqlite3.connect(tmp_path / "web.sqlite3", isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        assert await somebody.say("chào", "key-locked") == 503
        lock.execute("ROLLBACK")
        lock.close()
        assert await somebody.say("chào", "key-locked") == 202
        assert [line["text"] for line in await somebody.lines(2)] == ["chào", "Nghe: chào"]


async def test_demo_switch(bot: WebBot) -> None:
    """The switch makes a visitor an officer of a unit of any kind, the secretariat, or nobody again, and the page knows which."""
    async with visitor(bot) as somebody:
        assert (await somebody.history())["role"] == "dong vai khach"
        for says, words in (("dong vai sen", "Câu lạc bộ Sen"), ("dong vai thuong truc", "thường trực"), ("dong vai khach", "khách")):
            before = len((await somebody.history())["lines"])
            await somebody.say(says)
            assert words in (await somebody.lines(before + 2))[-1]["text"]
            assert (await somebody.history())["role"] == says
        async with somebody.http.get(bot.url) as page:
            offered = re.findall(r'<option value="([^"]+)">', await page.text())
    assert offered == ["dong vai khach", "dong vai 10a", "dong vai sen", "dong vai thuong truc"]


async def test_pressed_choice(bot: WebBot) -> None:
    """A press says what the choice says and names the line it was offered in."""
    async with visitor(bot) as somebody:
        await somebody.say("chon")
        offer = (await somebody.lines(2))[1]
        assert offer["choices"] == [["Thứ nhất", "mot"], ["Thứ hai", "hai"]]
        await somebody.say("hai", pressed=str(offer["id"]))
        press, reply = (await somebody.lines(4))[2:]
    assert (press["text"], press["pressed"]) == ("hai", str(offer["id"]))
    assert reply["text"] == "Nghe: hai"
