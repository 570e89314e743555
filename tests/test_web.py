"""The web chat keeps each visitor's conversation whole, private and plain text."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.web import address_of
from bot.web.visitors import COOKIE
from tests.web_bot import FILE, WebBot, web_bot


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[WebBot]:
    async with web_bot(tmp_path) as running:
        yield running


class Visitor:
    """A browser without a page: a cookie jar and the requests the page's script makes."""

    def __init__(self, bot: WebBot, http: aiohttp.ClientSession) -> None:
        self.bot, self.http, self._keys = bot, http, 0

    async def post(self, body: object, **headers: str) -> tuple[int, dict[str, Any]]:
        sent = {"Origin": self.bot.url, "Content-Type": "application/json"} | headers
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self.http.post(f"{self.bot.url}/chat/messages", data=data, headers=sent) as answer:
            return answer.status, await answer.json()

    async def say(self, text: str, key: str | None = None, pressed: str | None = None) -> int:
        self._keys += 1
        return (await self.post({"key": key or f"key-{self._keys:06}", "text": text, "pressed": pressed}))[0]

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
async def visitor(bot: WebBot) -> AsyncIterator[Visitor]:
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
        await event(stream)
        async with asyncio.timeout(5):
            await leave()
        assert b"Nghe: ch" in await stream.read()


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


async def test_session_is_a_secret(bot: WebBot) -> None:
    """The cookie is random, out of reach of scripts and other sites, and stands nowhere in the database."""
    async with visitor(bot) as one, visitor(bot) as other:
        assert one.session != other.session
        await one.say("chào")
        await one.lines(2)
        async with one.http.get(bot.url) as page:
            cookie = page.headers["Set-Cookie"]
        rows = await bot.engine.read(lambda view: view.latest(address_of(one.session), 10))
        assert rows
        assert one.session not in repr(rows)
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "Secure" not in cookie


async def test_https_session_is_secure(tmp_path: Path) -> None:
    """Behind a public https address the cookie is never sent over plain http."""
    address = {"Host": "kehoach.example"}
    async with (
        web_bot(tmp_path, public_url="https://kehoach.example") as bot,
        aiohttp.ClientSession() as http,
        http.get(bot.url, headers=address) as page,
    ):
        assert "Secure" in page.headers["Set-Cookie"]


async def test_only_our_own_page_may_post(bot: WebBot) -> None:
    """Another site, a form, or a program that does not say where it comes from cannot speak for a visitor."""
    message = {"key": "key-of-other", "text": "chào"}
    async with visitor(bot) as somebody:
        for origin in ("https://evil.example", "null", f"{bot.url}.evil.example", bot.url.replace("http", "ftp")):
            assert (await somebody.post(message, Origin=origin))[0] == 403, origin
        assert (await somebody.post(message, **{"Content-Type": "text/plain"}))[0] == 415
        async with somebody.http.post(f"{bot.url}/chat/messages", json=message) as answer:
            assert answer.status == 403
        async with somebody.http.post(f"{bot.url}/chat/messages", json=message, headers={"Sec-Fetch-Site": "same-origin"}) as answer:
            assert answer.status == 202
    async with aiohttp.ClientSession() as http:
        assert (await Visitor(bot, http).post(message))[0] == 401
        for path in ("/chat/history", "/chat/stream"):
            async with http.get(f"{bot.url}{path}") as answer:
                assert answer.status == 401


async def test_foreign_host_names_are_refused(bot: WebBot) -> None:
    """A name somebody else points at this machine opens nothing, so no foreign page can read a conversation through it."""
    async with aiohttp.ClientSession() as http:
        for host, status in (("evil.example", 421), ("evil.example:80", 421), ("localhost", 200), ("127.0.0.1:1", 200), ("[::1]", 200)):
            async with http.get(bot.url, headers={"Host": host}) as answer:
                assert answer.status == status, host


BAD_BODIES: tuple[tuple[object, int], ...] = (
    (b"", 400),
    (b"{", 400),
    (b"[]", 400),
    (b"\xff\xfe", 400),
    (b"[" * 20_000, 400),
    ({"key": "key-000001"}, 400),
    ({"text": "a"}, 400),
    ({"key": "short", "text": "a"}, 400),
    ({"key": "key with blanks", "text": "a"}, 400),
    ({"key": "key-000001", "text": "   "}, 400),
    ({"key": "key-000001", "text": 5}, 400),
    ({"key": "key-000001", "text": "a", "pressed": "x"}, 400),
    ({"key": "key-000001", "text": "a" * 4097}, 400),
    (b" " * 40_000, 413),
)


async def test_bad_bodies(bot: WebBot) -> None:
    """What is no message is refused with words the page can show, and nothing of it is kept."""
    for body, status in BAD_BODIES:
        async with visitor(bot) as somebody:
            answered, said = await somebody.post(body)
            assert answered == status, body
            assert said["error"].endswith("."), body
            assert (await somebody.history())["lines"] == [], body


async def test_half_a_sign_is_kept_as_text(bot: WebBot) -> None:
    """Half a surrogate pair, which UTF-8 cannot carry, costs that sign only."""
    async with visitor(bot) as somebody:
        assert (await somebody.post(b'{"key": "key-000001", "text": "a\\ud800b"}'))[0] == 202
        assert (await somebody.lines(2))[0]["text"] == "a?b"


async def test_too_fast(bot: WebBot) -> None:
    """Who writes faster than anybody types is asked to wait, and only that visitor."""
    async with visitor(bot) as hasty, visitor(bot) as calm:
        statuses = [await hasty.say("nhanh") for _ in range(20)]
        assert statuses[:12] == [202] * 12
        assert 429 in statuses
        status, said = await hasty.post({"key": "key-too-fast", "text": "nhanh"})
        assert (status, said["wait"] > 0) == (429, True)
        assert await calm.say("chậm") == 202


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


async def test_files_are_saved_never_shown(bot: WebBot) -> None:
    """A file comes as a download whatever its type, to its own conversation only."""
    async with visitor(bot) as somebody, visitor(bot) as stranger:
        await somebody.say("tep")
        line = (await somebody.lines(2))[1]
        assert line["file"] == {"name": FILE.name, "bytes": pytest.approx(len(FILE.data), abs=3)}
        async with somebody.http.get(f"{bot.url}/chat/files/{line['id']}") as answer:
            assert await answer.read() == FILE.data
            assert answer.content_type == "application/octet-stream"
            assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''K%E1%BA%BF")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        for who, id in ((stranger, line["id"]), (somebody, line["id"] - 1), (somebody, 10**12)):
            async with who.http.get(f"{bot.url}/chat/files/{id}") as answer:
                assert answer.status == 404


async def test_security_headers_everywhere(bot: WebBot) -> None:
    """Every answer forbids foreign and inline scripts, framing and guessing of types, errors too."""
    async with aiohttp.ClientSession() as http:
        for path in ("/", "/static/chat.js", "/chat/history", "/healthz", "/metrics", "/khong-co", "/static/khong-co.js"):
            async with http.get(bot.url + path) as answer:
                headers = answer.headers
            policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
            assert policy["default-src"] == "'none'", path
            assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'", path
            assert policy["frame-ancestors"] == policy["base-uri"] == "'none'", path
            assert headers["X-Content-Type-Options"] == "nosniff", path
            assert headers["Referrer-Policy"] == "no-referrer", path
            assert "Server" not in headers, path


async def test_page_is_ours_alone(bot: WebBot) -> None:
    """The page and its files name no other site and hold no inline script, style or handler."""
    async with aiohttp.ClientSession() as http:
        async with http.get(bot.url) as answer:
            page = await answer.text()
        files = re.findall(r'(?:src|href)="(/[^"]+)"', page)
        assert len(files) >= 4
        for file in files:
            async with http.get(bot.url + file) as answer:
                assert answer.status == 200, file
                text = await answer.text()
                assert not re.findall(r"https?://(?!www\.w3\.org/)", text), file
                assert "innerHTML" not in text
                assert "insertAdjacentHTML" not in text
    assert not re.findall(r"https?://|<style|style=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)
    assert 'lang="vi"' in page


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


async def test_health_and_counters(bot: WebBot) -> None:
    """Health says that all is well and counters count what was handled, both without any message's text."""
    async with visitor(bot) as somebody:
        await somebody.say("bí mật")
        await somebody.lines(2)
        async with somebody.http.get(f"{bot.url}/healthz") as answer:
            assert (answer.status, (await answer.json())["ok"]) == (200, True)
        async with somebody.http.get(f"{bot.url}/metrics") as answer:
            counted = await answer.text()
    assert "kehoach_inbox_handled 1" in counted.splitlines()
    assert "bí mật" not in counted


async def test_too_many_windows(bot: WebBot) -> None:
    """One visitor cannot hold the server's connections by opening streams without end; a closed one is free again."""
    async with visitor(bot) as somebody:
        open_streams = [await somebody.http.get(f"{bot.url}/chat/stream") for _ in range(6)]
        for stream in open_streams:
            await stream.content.readline()
        async with somebody.http.get(f"{bot.url}/chat/stream") as answer:
            assert answer.status == 429
        for stream in open_streams:
            stream.close()
        async with asyncio.timeout(10):
            while bot.channel.watched():  # noqa: ASYNC110 - the server notices a gone reader by itself
                await asyncio.sleep(0.02)
        async with somebody.stream() as stream_again:
            assert await stream_again.readline()
