"""`kehoach run`: the channels the settings switch on, nothing of the demo, and a rehearsal that reaches nobody by mistake."""

from __future__ import annotations

import asyncio
import re
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from bot.web.server import take_port
from tests.fakes.telegram_server import TelegramServer
from tests.mini_plan import write_plan
from tests.programs import KEHOACH, clean, kehoach
from tests.visitors import Visitor, visitor


@asynccontextmanager
async def running(folder: Path, **settings: str) -> AsyncIterator[str]:
    """The configured program with the web chat on; the address of its page. It must stop by itself when told to."""
    with take_port("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    write_plan(folder / "plan")
    env = clean(KEHOACH_PLAN=str(folder / "plan"), KEHOACH_WEB="on", KEHOACH_PORT=str(port), **settings)
    program: Process = await asyncio.create_subprocess_exec(*KEHOACH, "run", cwd=folder, env=env, stdout=PIPE)
    assert program.stdout is not None
    try:
        async with asyncio.timeout(30):
            said = ""
            while "Ctrl+C" not in said:
                line = (await program.stdout.readline()).decode()
                assert line, said
                said += line
        yield said
    finally:
        program.terminate()
        async with asyncio.timeout(10):
            assert await program.wait() == 0


def url(said: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert found
    return found[0]


class Running:
    """What a visitor needs to know of a bot."""

    def __init__(self, address: str) -> None:
        self.url = address


@asynccontextmanager
async def reader_of(said: str) -> AsyncIterator[Visitor]:
    async with visitor(Running(url(said))) as somebody:
        yield somebody


async def heard(somebody: Visitor, text: str) -> dict[str, Any]:
    """The bot's answer on the web."""
    before = len((await somebody.history())["lines"])
    assert await somebody.say(text) == 202
    return (await somebody.lines(before + 2))[-1]


async def test_web_and_telegram_together(tmp_path: Path) -> None:
    """One bot answers on both; on the web a visitor may only ask, and the demo's switch is neither shown nor obeyed."""
    async with TelegramServer() as telegram:
        settings = {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url, "KEHOACH_CONTACT": "Chị Lan, ĐT 12345"}
        async with running(tmp_path, **settings) as said, reader_of(said) as somebody:
            telegram.says(11, "Hạn nộp danh sách khi nào?")
            await telegram.wait_for(lambda: telegram.to(11))
            assert "11/5/2031" in telegram.to(11)[-1].text
            assert "11/5/2031" in (await heard(somebody, "Hạn nộp danh sách khi nào?"))["text"]
            assert "đóng vai" not in (await heard(somebody, "dong vai thuong truc"))["text"]
            async with somebody.http.get(url(said)) as page:
                shown = await page.text()
            assert "Chị Lan, ĐT 12345" in shown
            assert "<select" not in shown
            async with somebody.http.get(f"{url(said)}/healthz") as answer:
                state = await answer.json()
            assert state["ok"] is True
            assert state["bots"] == {"telegram": "ok", "web": "ok"}
        assert telegram.complaints == []
    assert (tmp_path / "var" / "kehoach.sqlite3").exists()


async def test_rehearsal_reaches_only_the_listed(tmp_path: Path) -> None:
    """In a rehearsal every message says so, only listed addresses and the web get any, and the real tables are left alone."""
    async with TelegramServer() as telegram:
        settings = {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url}
        day = {"KEHOACH_TODAY": "2031-05-06T12:00", "KEHOACH_REHEARSAL": "telegram:11"}
        async with running(tmp_path, **settings, **day) as said, reader_of(said) as somebody:
            assert "DIỄN TẬP" in said
            telegram.says(12, "Hạn nộp danh sách khi nào?")
            telegram.says(11, "Hạn nộp danh sách khi nào?")
            await telegram.wait_for(lambda: telegram.to(11))
            assert telegram.to(11)[0].text.startswith("[Diễn tập] ")
            assert (await heard(somebody, "Hạn nộp danh sách khi nào?"))["text"].startswith("[Diễn tập] ")
            assert (await somebody.history())["now"].startswith("2031-05-06T12:0")
            async with somebody.http.get(url(said)) as page:
                assert "Diễn tập" in await page.text()
            assert telegram.to(12) == []
    assert [file.name for file in sorted((tmp_path / "var").iterdir()) if file.suffix == ".sqlite3"] == ["kehoach-dien-tap.sqlite3"]


async def test_wrong_token(tmp_path: Path) -> None:
    """A token Telegram does not know is said plainly, without the token, and the bot does not start."""
    async with TelegramServer() as telegram:
        write_plan(tmp_path / "plan")
        token = "7000000002:AAnobodys-Token_0123456789"
        settings = {"TELEGRAM_BOT_TOKEN": token, "TELEGRAM_API_URL": telegram.url, "KEHOACH_PLAN": str(tmp_path / "plan")}
        done = await asyncio.to_thread(kehoach, "run", folder=tmp_path, given=b"", **settings)
    said = done.stderr.decode()
    assert done.returncode == 2
    assert "TELEGRAM_BOT_TOKEN" in said
    assert token not in said
    assert "Traceback" not in said


async def test_without_web_there_is_no_server(tmp_path: Path) -> None:
    """With the web off (its default) the bot listens on no port."""
    with take_port("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    async with TelegramServer() as telegram:
        settings = {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url, "KEHOACH_WEB": "off", "KEHOACH_PORT": str(port)}
        env = clean(KEHOACH_PLAN=str(write_plan(tmp_path / "plan")), **settings)
        program = await asyncio.create_subprocess_exec(*KEHOACH, "run", cwd=tmp_path, env=env, stdout=PIPE)
        assert program.stdout is not None
        try:
            async with asyncio.timeout(30):
                assert "Ctrl+C" in (await program.stdout.readline()).decode()
            async with aiohttp.ClientSession() as http:
                try:
                    async with http.get(f"http://127.0.0.1:{port}/"):
                        raise AssertionError("somebody listens")
                except aiohttp.ClientConnectorError:
                    pass
        finally:
            program.terminate()
            async with asyncio.timeout(10):
                assert await program.wait() == 0
