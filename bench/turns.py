"""Durable turns a second through real HTTP, beside python-telegram-bot's echo example against the same server in the same run."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.clock import ZONE
from bot.talk import Talk
from handlers import commands
from handlers.wording.choices import first_steps
from handlers.wording.choices import kinds as kinds_to_choose
from knowledge.load import PLANS, load_plan
from knowledge.plan import Plan
from knowledge.question import Reader
from tests.accuracy import load
from tests.fakes.telegram_server import Pace, TelegramServer

ROOT = Path(__file__).parents[1]
SAMPLE = next(folder for folder in sorted(PLANS.iterdir()) if (folder / "plan.toml").is_file())
TURNS, CHATS, ROUNDS = 1500, 300, 3
UNPACED = Pace(overall=None, chat=None, group=None)


class Server(TelegramServer):
    """The fake Bot API with the pace lifted, and a queue of updates that stays quick when it is long."""

    def acknowledge(self, ids: list[int]) -> None:
        gone = set(ids)
        self.updates = [update for update in self.updates if update["update_id"] not in gone]


@dataclass(frozen=True)
class Measured:
    """Turns a second from the first reply to the last, seconds from start to the first poll, peak memory in MB (None: not known here)."""

    rate: float
    start: float
    memory: float | None


def main() -> None:
    """Print the medians of a few rounds, the programs taking turns so that a slow moment of the machine hits all."""
    asyncio.run(_main())


async def _main() -> None:
    plan = load_plan(SAMPLE)
    typed, pressed, asked = _commands(plan), _presses(plan), _questions()
    found: dict[str, list[Measured]] = {}
    for _ in range(ROUNDS):
        for name, program, fill in (
            ("echo example", _echo, lambda server: _say(server, asked)),
            ("commands", _ours, lambda server: _say(server, typed)),
            ("taps", _ours, lambda server: _press(server, pressed)),
            ("questions", _ours, lambda server: _say(server, asked)),
        ):
            found.setdefault(name, []).append(await _measured(program, fill))
    base = statistics.median(each.rate for each in found["echo example"])
    print(f"   {TURNS} turns of {CHATS} people waiting at the server; medians of {ROUNDS} rounds; database on {tempfile.gettempdir()}")
    for name, rounds in found.items():
        rate, start = (statistics.median(getattr(each, what) for each in rounds) for what in ("rate", "start"))
        known = [each.memory for each in rounds if each.memory is not None]
        memory = f"{statistics.median(known):.0f} MB" if known else "memory not known here"
        print(f"   {name:13} {rate:6.0f} turns/s  {rate / base:5.2f} of the echo's  first poll after {start:.2f} s  peak {memory}")


def _commands(plan: Plan) -> list[str]:
    """Commands a person would type, each with a reply of its own."""
    steps = [choice.says for choice in (*kinds_to_choose(plan), *first_steps())]
    clauses = [f"nguyen van {clause.key.lower()}" for clause in plan.clauses]
    return [says for says in (*steps, *clauses, "/start") if commands.parse(says, plan) is not None]


def _presses(plan: Plan) -> list[str]:
    """What the buttons under real replies say."""
    reader, said = Reader(plan), []
    for kind in plan.kinds:
        talk = Talk(reader, datetime.now(ZONE), kind.key)
        replies = talk.hear("viec cua toi").decision.replies
        said += [choice.says for reply in replies for choice in reply.choices if commands.parse(choice.says, plan) is not None]
    return said


def _questions() -> list[str]:
    return [str(row["q"]) for row in load(*sorted((ROOT / "tests" / "questions").glob("dev_*.jsonl")))]


def _say(server: Server, texts: list[str]) -> None:
    for number, text in zip(range(TURNS), itertools.cycle(texts), strict=False):
        server.says(1000 + number % CHATS, text)


def _press(server: Server, says: list[str]) -> None:
    for chat in range(1000, 1000 + CHATS):
        server.says(chat, "x")
    server.updates.clear()
    for number, data in zip(range(TURNS), itertools.cycle(says), strict=False):
        chat = 1000 + number % CHATS
        keys = {"inline_keyboard": [[{"text": data, "callback_data": data}]]}
        shown = server.show({"chat_id": chat, "text": "x", "reply_markup": keys})
        server.presses_button(chat, shown["message_id"], data)


async def _measured(program: Callable[[Server, Path], list[str]], fill: Callable[[Server], None]) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        async with Server(pace=UNPACED) as server:
            fill(server)
            before = len(server.shown)
            begun = time.monotonic()
            async with running(program(server, Path(folder))) as process:
                await server.wait_for(lambda: len(server.shown) >= before + TURNS, 300)
                memory = peak(process.pid)
            sent = [shown.at for shown in server.shown[before : before + TURNS]]
            first_poll = server.made("getUpdates")[0].at - begun
            if server.complaints:
                raise AssertionError(server.complaints[:3])
    return Measured((TURNS - 1) / (sent[-1] - sent[0]), first_poll, memory)


def _echo(server: Server, folder: Path) -> list[str]:
    return ["bench.echo", server.url, server.token]


def _ours(server: Server, folder: Path) -> list[str]:
    return ["bench.ours", server.url, server.token, str(SAMPLE), str(folder / "bench.sqlite3")]


@asynccontextmanager
async def running(module: list[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """A program of this folder, until the block ends."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", *module, cwd=ROOT, stdin=asyncio.subprocess.DEVNULL)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def peak(pid: int) -> float | None:
    """Peak resident memory in MB, where the system tells it as Linux does."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), None)
