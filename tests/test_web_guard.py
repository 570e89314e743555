"""The web server gives nothing away and takes nothing from pages that are not its own."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.channels import base
from bot.channels.web import address_of
from bot.files import MOST
from bot.store import codec
from bot.web import uploads
from tests.visitors import Visitor, visitor
from tests.web_bot import FILE, KEPT, WebBot, web_bot


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[WebBot]:
    async with web_bot(tmp_path) as running:
        yield running


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
        for origin in ("https://evil.example", "null", f"{bot.url}.evil.example", bot.url.replace("http", "ftp"), "http://["):
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


async def test_too_fast(bot: WebBot) -> None:
    """Who writes faster than anybody types is asked to wait a while, and only that visitor."""
    async with visitor(bot) as hasty, visitor(bot) as calm:
        posts = [hasty.post({"key": f"key-{number:06}", "text": "nhanh"}) for number in range(60)]
        answers = await asyncio.gather(*posts)
        taken = [said for status, said in answers if status == 202]
        refused = [said for status, said in answers if status == 429]
        assert len(taken) + len(refused) == 60
        assert len(taken) >= 12
        assert refused
        assert all(said["wait"] > 0 and said["error"] for said in refused)
        assert await calm.say("chậm") == 202


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
        for who, id in ((stranger, line["id"]), (somebody, line["id"] - 1), (somebody, 10**12), (somebody, 10**20)):
            async with who.http.get(f"{bot.url}/chat/files/{id}") as answer:
                assert answer.status == 404


async def test_a_kept_file_is_read_where_it_lies(bot: WebBot, tmp_path: Path) -> None:
    """Its bytes come from the data folder, as a download; one that is gone, or would lie outside, is not found."""
    async with visitor(bot) as somebody:
        await somebody.say("tep giu")
        line = (await somebody.lines(2))[1]
        assert line["file"] == {"name": KEPT.name, "bytes": KEPT.size}
        address = f"{bot.url}/chat/files/{line['id']}"
        async with somebody.http.get(address) as answer:
            assert answer.status == 404
        (tmp_path / "files").mkdir()
        (tmp_path / KEPT.path).write_bytes(b"%PDF-1.7")
        (tmp_path.parent / "ngoai.txt").write_text("outside")
        async with somebody.http.get(address) as answer:
            assert await answer.read() == b"%PDF-1.7"
            assert answer.headers["Content-Disposition"].startswith("attachment")
        await somebody.say("tep mat")
        line = (await somebody.lines(4))[3]
        async with somebody.http.get(f"{bot.url}/chat/files/{line['id']}") as answer:
            assert answer.status == 404


async def test_a_file_can_be_sent(bot: WebBot, tmp_path: Path) -> None:
    """With words or without, under its Vietnamese name; sent again under its key it is heard once; the bot can have its bytes, nobody else."""
    async with visitor(bot) as somebody:
        assert await somebody.send_file(b"%PDF-1.7", "Báo cáo số 1.pdf", "đã gửi hôm qua", key="key-fixed") == 202
        assert await somebody.send_file(b"%PDF-1.7", "Báo cáo số 1.pdf", "đã gửi hôm qua", key="key-fixed") == 202
        assert await somebody.send_file(b"x" * 100_000, "../../a b.png") == 202
        lines = await somebody.lines(4)
        assert [line["files"] for line in lines if line["way"] == "in"] == [["Báo cáo số 1.pdf"], ["../../a b.png"]]
        assert [line["text"] for line in lines if line["way"] == "out"] == [
            "Nhận: Báo cáo số 1.pdf 8 'đã gửi hôm qua' text", "Nhận: ../../a b.png 100000 '' other"
        ]  # fmt: skip
        (kept, _) = (await bot.engine.read(lambda view: view.latest(address_of(somebody.session), 10)))[::2]
        ref = codec.load_incoming(kept.body).files[0].ref
        assert await bot.channel.fetch(ref, 8) == b"%PDF-1.7"
        with pytest.raises(base.TooLarge):
            await bot.channel.fetch(ref, 7)
        for strange in ("../web.sqlite3", "A" * 22, ""):
            with pytest.raises(base.Refused):
                await bot.channel.fetch(strange, 100)
        assert all(file.stat().st_mode & 0o077 == 0 for file in (tmp_path / "uploads").iterdir())
        async with somebody.http.get(f"{bot.url}/uploads/{ref}") as answer:
            assert answer.status == 404


async def test_what_is_no_file_of_ours_is_refused(bot: WebBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too large, without a name, from a foreign page, without a session, where there is no room: refused, nothing heard, nothing left lying."""
    async with visitor(bot) as somebody, aiohttp.ClientSession() as stranger:
        assert await somebody.send_file(b"x" * (MOST + 1), "a.pdf") == 413
        assert await somebody.send_file(b"x", "") == 400
        assert await somebody.send_file(b"x", "a" * 300) == 400
        assert await somebody.send_file(b"x", "a.pdf", "x" * 501) == 400
        assert await somebody.send_file(b"x", "a.pdf", key="kurz") == 400
        assert await somebody.send_file(b"x", "a.pdf", Origin="https://example.org") == 403
        assert await somebody.send_file(b"x", "a.pdf", **{"Content-Type": "text/plain"}) == 415
        async with stranger.post(f"{bot.url}/chat/files", data=b"x", headers={"Origin": bot.url, "Content-Type": "application/octet-stream"}) as answer:
            assert answer.status == 401
        monkeypatch.setattr(uploads, "ROOM", 10)
        assert await somebody.send_file(b"x" * 11, "a.pdf") == 507
        assert (await somebody.history())["lines"] == []
    assert not list((tmp_path / "uploads").iterdir())


def test_what_was_sent_is_thrown_away_after_a_day(tmp_path: Path) -> None:
    """The clerk has long kept what is worth keeping; younger files stay."""
    old, young = uploads.lay(tmp_path, b"old"), uploads.lay(tmp_path, b"young")
    before = time.time() - uploads.SCRAP - 1
    os.utime(tmp_path / "uploads" / old, (before, before))
    uploads.clear(tmp_path)
    assert (uploads.had(tmp_path, old, 10), uploads.had(tmp_path, young, 10)) == (None, b"young")
    uploads.clear(tmp_path / "nowhere")


def test_what_goes_away_meanwhile_does_no_harm(tmp_path: Path) -> None:
    """A name that is listed but no longer there when it is looked at: others are laid down and cleared all the same."""
    ref = uploads.lay(tmp_path, b"x")
    (tmp_path / "uploads" / "gone").symlink_to(tmp_path / "nowhere")
    assert uploads.had(tmp_path, uploads.lay(tmp_path, b"y"), 10) == b"y"
    uploads.clear(tmp_path)
    assert uploads.had(tmp_path, ref, 10) == b"x"


@pytest.mark.parametrize("name", ["<b>&amp;\"'.pdf", "пример\u202e.pdf", "\x00\x1b[2J.pdf", "%2e%2e%2f%zz", "\U0001f4c4.pdf", ".", "文件.pdf"])
async def test_any_name_and_no_bytes(bot: WebBot, name: str) -> None:
    """Markup, other scripts, signs that steer, an empty file: taken as what they are, and the name comes back as it was given."""
    async with visitor(bot) as somebody:
        assert await somebody.send_file(b"", name, "<script>alert(1)</script>") == 202
        (line,) = [line for line in await somebody.lines(2) if line["way"] == "in"]
        assert (line["files"], line["text"]) == ([name], "<script>alert(1)</script>")


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
