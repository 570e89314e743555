"""The real program against the fake Bot API server: one day of an officer, kill -9, outages, the webhook."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.fakes.telegram_faults import Fault
from tests.fakes.telegram_server import TOKEN, Pace, TelegramServer
from tests.light_plan import light_plan

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
"""Seconds a busy machine may take for what takes one on an idle one."""
QUESTION = "Sở gửi kế hoạch trước khi nào?"
# The program spaces its sends evenly; a window is a little shorter here because arrivals jitter.
STRICT = Pace(overall=(30, 0.95), chat=(1, 0.9), group=(20, 57.0))


@dataclass
class Program:
    """`python -m bot run` in a folder of its own, started and killed as often as a test likes."""

    server: TelegramServer
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    output: str = ""
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KEHOACH_", "TELEGRAM_"))}
        own = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": self.server.url, "KEHOACH_DATA": str(self.folder)}
        own["KEHOACH_PLAN"] = str(light_plan(self.folder / "plan"))
        environment = inherited | own | self.settings | {"PYTHONPATH": str(ROOT)}
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            cwd=self.folder, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal; its exit code. What it printed is kept."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(how)
        return await self.ended()

    async def ended(self) -> int:
        assert self.process is not None
        printed, _ = await asyncio.wait_for(self.process.communicate(), PATIENCE)
        self.output += printed.decode()
        assert self.process.returncode is not None
        return self.process.returncode

    def unknown(self) -> set[int]:
        """The chats for which some send is recorded as unknown."""
        with closing(sqlite3.connect(self.folder / "kehoach.sqlite3")) as database:
            return {int(chat) for (chat,) in database.execute("SELECT chat FROM attempts WHERE outcome = 'unknown'")}


@asynccontextmanager
async def program(
    folder: Path, pace: Pace = STRICT, webhook_base: str | None = None, settings: dict[str, str] | None = None
) -> AsyncIterator[Program]:
    """A program not yet started; at the end it is gone, has shown no secret and broken no rule of Telegram's."""
    async with TelegramServer(pace=pace, webhook_base=webhook_base) as server:
        it = Program(server, folder, settings or {})
        try:
            yield it
        finally:
            if it.process is not None and it.process.returncode is None:
                await it.end(signal.SIGKILL)
        assert TOKEN.partition(":")[2] not in it.output
        assert server.complaints == []
        assert server.too_fast == []


async def test_a_day_of_an_officer(tmp_path: Path) -> None:
    """Start, question, follow-up, press, edit, group, flood and block, all answered rightly; stops cleanly when told to."""
    async with program(tmp_path) as bot:
        server = bot.server
        await bot.start()
        server.says(1, "/start")
        await server.wait_for(lambda: server.to(1), PATIENCE)
        asked = server.says(2, QUESTION)
        server.says(3, "hỏi thử", sticker={"file_id": "s"})
        server.says_in(-100, 4, "@kehoach_bot Sở gửi kế hoạch trước khi nào?")
        server.says_in(-100, 4, "trưa nay ăn gì?")
        server.faults.append(Fault("flood", chat=5, seconds=1))
        server.says(5, QUESTION)
        server.faults.append(Fault("blocked", chat=6))
        server.says(6, QUESTION)
        await server.wait_for(lambda: all(server.to(chat) for chat in (2, 3, -100, 5)), PATIENCE)
        assert "trước tháng 8 năm 2014" in server.to(2)[0].text
        assert "III.2" in server.to(2)[0].text
        assert server.to(2)[0].styled("bold")
        assert server.to(5)[0].text == server.to(2)[0].text
        assert "tháng 8" in server.to(-100)[0].text

        kinds = server.to(1)[0]
        says = kinds.buttons[1][0][1]
        server.presses_button(1, kinds.message_id, says)
        server.says(2, "còn VNPT?")
        await server.wait_for(lambda: len(server.to(1)) == 2 and len(server.to(2)) == 2, PATIENCE)
        await server.wait_for(lambda: server.answered and kinds.buttons[1][0][0].startswith("✓ "), PATIENCE)
        assert not kinds.buttons[0][0][0].startswith("✓")

        server.edits(2, server.message_of(asked), "Đại hội thi đua cấp Bộ tổ chức khi nào?")
        await server.wait_for(lambda: len(server.to(2)) == 3, PATIENCE)
        assert "quý III" in server.to(2)[2].text
        assert len(server.to(-100)) == 1
        assert server.to(6) == []
        assert len(server.commands) >= 4
        assert await bot.end() == 0


async def test_killed_again_and_again_nothing_is_lost(tmp_path: Path) -> None:
    """Kill -9 in the middle, twice: every question is answered, and none twice unless a send is recorded as unknown."""
    people = list(range(1, 31))
    async with program(tmp_path) as bot:
        server = bot.server
        for person in people:
            server.says(person, QUESTION)
        for shown, late in ((4, range(31, 36)), (20, range(36, 41))):
            await bot.start()
            await server.wait_for(lambda shown=shown: len(server.shown) >= shown, PATIENCE)  # type: ignore[misc]
            # Some are on their way in while it dies.
            for person in late:
                people.append(person)
                server.says(person, QUESTION)
                await asyncio.sleep(0.002)
            assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
        await bot.start()
        await server.wait_for(lambda: {shown.chat for shown in server.shown} == set(people), PATIENCE)
        server.says(99, QUESTION)
        await server.wait_for(lambda: server.to(99) and not server.updates, PATIENCE)
        # A retry of an unknown one comes two seconds later.
        await asyncio.sleep(2.5)
        assert await bot.end() == 0
        counts = Counter(shown.chat for shown in server.shown)
        doubled = {chat for chat, count in counts.items() if count > 1}
        assert doubled <= bot.unknown()
        assert max(counts.values()) <= 2
        assert len(server.acknowledged) == len(set(server.acknowledged)) == 41


async def test_an_outage_is_waited_out_in_order(tmp_path: Path) -> None:
    """While Telegram is away replies wait; afterwards they arrive, each once and each person's in order, and what was written meanwhile is answered."""
    clauses = ("I.1", "I.2", "I.3", "I.4")
    async with program(tmp_path) as bot:
        server = bot.server
        await bot.start()
        for person in (1, 2, 3):
            for clause in clauses:
                server.says(person, f"nguyên văn {clause}")
        await server.wait_for(lambda: len(server.shown) >= 3 and not server.updates, PATIENCE)
        await server.outage()
        before = len(server.shown)
        server.says(4, QUESTION)
        await asyncio.sleep(2)
        assert len(server.shown) == before < 12
        await server.restore()
        await server.wait_for(lambda: len(server.shown) >= 13, PATIENCE)
        assert await bot.end() == 0
        for person in (1, 2, 3):
            assert [next(c for c in clauses if f"Mục {c}" in m.text) for m in server.to(person)] == list(clauses)
        assert len(server.to(4)) == 1
        assert len([line for line in bot.output.splitlines() if "WARNING" in line or "ERROR" in line]) <= 4


async def test_by_webhook_nothing_is_lost_either(tmp_path: Path) -> None:
    """In webhook mode Telegram is told 200 after the commit: killed and started again, every question is answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "TELEGRAM_MODE": "webhook",
        "TELEGRAM_WEBHOOK_SECRET": "bi-mat-cua-co-quan-0123",
        "KEHOACH_PUBLIC_URL": "https://bot.example",
        "KEHOACH_PORT": str(port),
    }
    async with program(tmp_path, webhook_base=f"http://127.0.0.1:{port}", settings=settings) as bot:
        server = bot.server
        for person in range(1, 21):
            server.says(person, QUESTION)
        await bot.start()
        await server.wait_for(lambda: len(server.shown) >= 5, PATIENCE)
        assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
        await bot.start()
        await server.wait_for(lambda: {shown.chat for shown in server.shown} == set(range(1, 21)), PATIENCE)
        assert server.made("getUpdates") == []
        assert await bot.end() == 0
        doubled = {chat for chat, count in Counter(shown.chat for shown in server.shown).items() if count > 1}
        assert doubled <= bot.unknown()


@pytest.mark.parametrize(("wrong", "said"), [("token", "TELEGRAM_BOT_TOKEN"), ("webhook", "webhook")])
async def test_what_telegram_refuses_is_said_and_nothing_starts(tmp_path: Path, wrong: str, said: str) -> None:
    """A wrong token or a webhook Telegram does not take ends the program with a plain line and exit code 2."""
    async with program(tmp_path) as bot:
        bot.server.faults.append(Fault("token", "getMe", times=9) if wrong == "token" else Fault("bad request", "setWebhook"))
        if wrong == "webhook":
            bot.settings = {
                "TELEGRAM_MODE": "webhook",
                "TELEGRAM_WEBHOOK_SECRET": "bi-mat-cua-co-quan-0123",
                "KEHOACH_PUBLIC_URL": "https://bot.example",
                "KEHOACH_PORT": "0",
            }
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                bot.settings["KEHOACH_PORT"] = str(free.getsockname()[1])
        await bot.start()
        assert await bot.ended() == 2
        assert said in bot.output
        assert "Traceback" not in bot.output
