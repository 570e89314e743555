"""The program as a whole: it starts, answers, reminds, and stops when it is told to."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import serve
from bot.channels.base import Channel, Misconfigured, Receive
from bot.clock import Clock
from bot.decisions import HANDLERS
from bot.running import Runtime
from bot.store.base import StoreError
from handlers.turn import Office
from tests.fakes.channel import FakeChannel
from tests.rig import MORNING, SCRIPT, UNITS, said
from tests.small_plan import READER

ROOT = Path(__file__).parents[1]


@dataclass
class Program:
    """A running program."""

    process: subprocess.Popen[str]
    port: int
    sent: Path

    def say(self, text: str) -> None:
        """Hand it a message; returns after the commit."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", text.encode(), timeout=10) as answer:
            assert answer.read() == b"kept"

    def read(self, path: str) -> str:
        """What it answers."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return str(answer.read().decode())

    def lines(self) -> list[str]:
        """What it has sent."""
        return self.sent.read_text().splitlines() if self.sent.exists() else []

    def until(self, line: str) -> None:
        """Wait until it has sent a line."""
        ends = time.monotonic() + 10
        while line not in self.lines():
            assert time.monotonic() < ends, self.lines()
            time.sleep(0.02)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> str:
        """Stop it by a signal; what it logged. Fails where it does not stop within 5 seconds."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=5)
        assert self.process.returncode == 0, errors
        return errors


@contextmanager
def program(folder: Path) -> Iterator[Program]:
    command = [sys.executable, "-W", "error", "-m", "tests.app_bot", str(folder / "bot.db"), str(folder / "sent")]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first.startswith("port "), process.communicate(timeout=5)
        yield Program(process, int(first.split()[1]), folder / "sent")
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def states(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "bot.db") as db:
        found = [state for (state,) in db.execute("SELECT state FROM outbox ORDER BY id")]
    db.close()
    return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stops_on_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    """It answers, is healthy, and on SIGTERM or Ctrl-C ends by itself with nothing in doubt, its channel closed, and no complaint."""
    with program(tmp_path) as bot:
        bot.say("hello")
        bot.until("= hello")
        assert "(True, " in bot.read("/health")
        errors = bot.stop(number)
    assert bot.lines()[-1] == "closed"
    assert set(states(tmp_path)) == {"sent"}
    assert errors == ""


def test_stops_with_open_streams(tmp_path: Path) -> None:
    """Open web streams, those that end when told and one that does not, and a send that hangs do not keep it from stopping in time."""
    with program(tmp_path) as bot:
        streams = [urllib.request.urlopen(f"http://127.0.0.1:{bot.port}{path}", timeout=10) for path in ("/polite", "/polite", "/endless")]
        assert [stream.read(1) for stream in streams] == [b"b", b"b", b"m"]
        bot.say("never")
        bot.say("slow")
        bot.until("begin = never")
        bot.until("begin = slow")
        bot.stop()
        for stream in streams:
            stream.close()
    assert "= slow" in bot.lines()
    assert states(tmp_path) == ["waiting", "sent"]


def test_reminder_by_itself(tmp_path: Path) -> None:
    """The clock of a demo comes to the reminder's hour by itself, and goes on from there after a restart without reminding twice."""
    with program(tmp_path) as bot:
        bot.say("join 10A")
        bot.until("= join 10A")
        bot.process.kill()
    with sqlite3.connect(tmp_path / "bot.db") as db:
        # A minute of waiting, cut short.
        db.execute("UPDATE meta SET value = '2031-05-07T00:59:59.900+00:00' WHERE key = 'clock.moment'")
    db.close()
    for _ in range(2):
        with program(tmp_path) as bot:
            bot.until("remind dang-ky 10A 07/05 08h")
            bot.say("x")
            bot.stop()
    assert bot.lines().count("remind dang-ky 10A 07/05 08h") == 1


def test_press_is_answered(tmp_path: Path) -> None:
    """A press is answered after its commit, also when it comes twice, and the pressed choice is marked."""
    with program(tmp_path) as bot:
        bot.say("press")
        bot.until("= press")
        bot.until("marked m1 press")
        bot.say("press")
        bot.stop()
    assert bot.lines().count("= press") == 1
    assert bot.lines().count("pressed press") == 2


async def run(folder: Path, channels: Sequence[Channel], seconds: float = 10) -> None:
    """Serve until something stops it; each channel knows the running bot."""

    def known(runtime: Runtime) -> Sequence[Channel]:
        for channel in channels:
            channel.runtime = runtime  # type: ignore[attr-defined]
        return channels

    async with asyncio.timeout(seconds):
        await serve(
            reader=READER,
            store_path=str(folder / "bot.db"),
            clock=Clock(MORNING),
            office=Office(),
            channels=known,
            script=SCRIPT,
            units=UNITS,
        )


class Refused(FakeChannel):
    """A bot whose token is wrong."""

    async def open(self) -> None:
        raise Misconfigured("the token is refused")


class Deaf(FakeChannel):
    """A bot that is refused while it hears, after a fault of its own."""

    runtime: Runtime
    heard = 0

    async def listen(self, receive: Receive) -> None:
        self.heard += 1
        if self.heard == 1:
            raise ZeroDivisionError
        raise Misconfigured("another program polls")


class Alive(FakeChannel):
    """A bot that is well, hears one message, and stops all when the other bot is in trouble."""

    runtime: Runtime

    async def listen(self, receive: Receive) -> None:
        while not self.runtime.troubles:  # noqa: ASYNC110 - troubles have no event
            await asyncio.sleep(0.01)
        await receive([said("a", bot=self.name)])
        while not self.got:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        self.health = self.runtime.health()
        self.runtime.stopping.set()


async def test_wrong_token_stops_the_start(tmp_path: Path) -> None:
    """A bot refused at the start is an error for whoever started it; everything opened is closed again."""
    channel = Refused()
    with pytest.raises(Misconfigured, match="token"):
        await run(tmp_path, [channel])
    assert channel.closed


class Hanging(FakeChannel):
    """A platform that does not answer."""

    runtime: Runtime

    async def open(self) -> None:
        self.runtime.stopping.set()
        await asyncio.sleep(600)


async def test_stopped_while_starting(tmp_path: Path) -> None:
    """A bot that is told to stop while a platform keeps it waiting at the start stops all the same."""
    channel = Hanging()
    await run(tmp_path, [channel], seconds=5)
    assert channel.closed


async def test_one_bot_in_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """A bot that fails is heard again; one that is refused says so once and shows as trouble; the others go on."""
    monkeypatch.setattr("bot.running.AGAIN", 0.01)
    deaf, alive = Deaf("deaf"), Alive("alive")
    await run(tmp_path, [deaf, alive])
    assert deaf.heard == 2
    assert alive.texts() == ["= a"]
    well, particulars = alive.health
    assert not well
    assert particulars["bots"] == {"deaf": "another program polls", "alive": "ok"}
    assert sum("another program polls" in record.getMessage() for record in caplog.records) == 1


async def test_no_database(tmp_path: Path) -> None:
    """A database that cannot be opened stops the start."""
    (tmp_path / "bot.db").mkdir()
    with pytest.raises(StoreError):
        await run(tmp_path, [FakeChannel()])


def test_handlers_are_the_projects() -> None:
    """The program that ships is played with the project's own handlers."""
    assert HANDLERS.route.__module__ == "handlers.router"
    assert HANDLERS.reminder.__module__ == "handlers.reminders"
