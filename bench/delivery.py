"""A broadcast at the legal rate beside python-telegram-bot's limiter, kills in the middle of one, a long queue, and the tick."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bench.turns import SAMPLE, peak, running
from bot.clock import ZONE, Clock
from bot.core import Core
from bot.decisions import HANDLERS
from bot.store import codec, open_store
from handlers.message import Reply, words
from handlers.records_broadcasts import Audience
from handlers.turn import Office, Unit
from knowledge.load import load_plan
from knowledge.question import Reader
from tests.crowd import announce, known, settle, stand_by
from tests.fakes.telegram_server import PACED, Pace, TelegramServer

LEGAL, SECONDS, ASK_EVERY = 30, 60, 0.5
KILLS, RECIPIENTS, SCALE = 5, 5000, 50
QUEUED, PAIRS = 100_000, 100_000
FIRST, STRANGER = 1_000_000, 10
TEXT = "Mời các đơn vị dự họp trực tuyến."
QUESTION = "Sở gửi kế hoạch trước khi nào?"


@dataclass(frozen=True)
class Flood:
    """What a minute of a broadcast was like: sends a second, refusals for speed, seconds until each question was answered."""

    rate: float
    refused: int
    waits: Sequence[float]
    unanswered: int


def main() -> None:
    """Print it all."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_wire(Path(folder)))
        _ticks(Path(folder))


async def _wire(folder: Path) -> None:
    print(
        f"   {SECONDS} s of a broadcast, a question every {ASK_EVERY} s; the server counts {LEGAL}/s at arrival and answers after 100 +- 20 ms",
        flush=True,
    )
    for name, reference in (("Kế hoạch Bot", False), ("AIORateLimiter", True)):
        found = await _flood(reference, folder / "flood.sqlite3")
        waits = sorted(found.waits)
        said = f"p50 {waits[len(waits) // 2]:.2f} s, p99 {waits[int(len(waits) * 0.99)]:.2f} s" if waits else "none"
        print(
            f"   {name:14} {found.rate:5.2f} sends/s = {found.rate / LEGAL:.3f} of the legal rate, {found.refused} times 429; "
            f"answers: {said}, {found.unanswered} of {len(waits) + found.unanswered} still waiting at the end",
            flush=True,
        )
    await _kills(folder / "kills.sqlite3")
    await _memory(folder)


async def _flood(reference: bool, file: Path) -> Flood:
    people = range(FIRST, FIRST + (LEGAL + 5) * SECONDS)
    async with _server(LEGAL, (0.1, 0.02)) as server:
        program = ["bench.limited", server.url, server.token, str(people[0]), str(len(people))]
        if reference:
            known(server, people)
        else:
            stand_by(server, file, people, TEXT)
            program = _ours(server, file, LEGAL)
        async with running(program):
            await server.wait_for(lambda: any(shown.chat >= FIRST for shown in server.shown), 60)
            asked: dict[int, float] = {}
            begun = time.monotonic()
            while time.monotonic() < begun + SECONDS:
                who = STRANGER + len(asked)
                asked[who] = time.monotonic()
                server.says(who, QUESTION)
                await asyncio.sleep(ASK_EVERY)
        sent = [call for call in server.calls if call.method in PACED and begun <= call.at < begun + SECONDS]
        answered = {shown.chat: shown.at for shown in reversed(server.shown) if shown.chat in asked}
        waits = [answered[who] - at for who, at in asked.items() if who in answered]
        good = sum(call.status == 200 for call in sent)
        refused = len(server.too_fast)
    return Flood(good / SECONDS, refused, waits, len(asked) - len(waits))


async def _kills(file: Path) -> None:
    people = range(FIRST, FIRST + RECIPIENTS)
    async with _server(LEGAL * SCALE, (0.1 / SCALE, 0.02 / SCALE)) as server:
        id = stand_by(server, file, people, TEXT)
        program = _ours(server, file, LEGAL * SCALE)
        begun = time.monotonic()
        for kill in range(KILLS):
            async with running(program) as process:
                there = RECIPIENTS * (kill + 1) // (KILLS + 2)
                await server.wait_for(lambda there=there: len(server.shown) >= there, 120)  # type: ignore[misc]
                process.kill()
                await process.wait()
        async with running(program):
            await server.wait_for(lambda: _settled(file, id), 120)
        took = time.monotonic() - begun
        got = Counter(shown.chat for shown in server.shown if shown.chat >= FIRST)
        with closing(sqlite3.connect(file)) as database:
            listed = {int(chat) for (chat,) in database.execute("SELECT chat FROM outbox WHERE state = 'unknown'")}
        missing = [person for person in people if person not in got]
        print(
            f"   {RECIPIENTS} recipients at {SCALE} times the pace, killed {KILLS} times: {len(missing)} without it "
            f"({len(set(missing) - listed)} of them not listed as unknown), {sum(many > 1 for many in got.values())} had it twice, "
            f"{len(listed)} listed as unknown, {len(server.too_fast)} times 429; {took:.0f} s",
            flush=True,
        )
        again = announce(file, TEXT, Audience(of=id, part="unknown"))
        async with running(program):
            await server.wait_for(lambda: _settled(file, again), 120)
        got = Counter(shown.chat for shown in server.shown if shown.chat >= FIRST)
        doubled = {person for person in people if got[person] > 1}
        print(
            f"   sent again to those listed: {sum(person not in got for person in people)} without it, {len(doubled)} have it twice "
            f"({len(doubled - listed)} of them not listed)",
            flush=True,
        )


async def _memory(folder: Path) -> None:
    found = {}
    for many in (100, QUEUED):
        people = range(FIRST, FIRST + many)
        async with _server(LEGAL, (0.1, 0.02)) as server:
            known(server, people)
            file = folder / f"memory{many}.sqlite3"
            _queue(file, people)
            async with running(_ours(server, file, LEGAL)) as process:
                await server.wait_for(lambda: len(server.shown) >= 90, 60)
                found[many] = peak(process.pid)
    if all(found.values()):
        print(f"   peak memory with {QUEUED} messages waiting: {found[QUEUED]:.0f} MB; with 100: {found[100]:.0f} MB", flush=True)


def _ticks(folder: Path) -> None:
    """A tick with nothing due must not grow with the units there are; where something is due, turns go in between the pages."""
    reader = Reader(load_plan(SAMPLE))
    kind = max(reader.plan.kinds, key=lambda kind: len(reader.plan.tasks_for(kind.key)))
    each = len(reader.plan.tasks_for(kind.key))
    for pairs in (100, PAIRS):
        file = folder / f"tick{pairs}.db"
        units = [Unit(f"u{n}", f"Đơn vị {n}", kind.key) for n in range(pairs // each)]
        settle(file, range(FIRST, FIRST + len(units)), units)
        # Three days before, so that the slot comes as the clock goes on.
        clock = Clock(datetime(2014, 7, 15, 9, 0, tzinfo=ZONE))
        core = Core(open_store(str(file)), reader, HANDLERS, clock, Office())
        core.prepare()
        while core.tick():
            pass
        idle = sorted(_timed(core) for _ in range(51))[25]
        clock.resume(datetime(2014, 7, 17, 8, 0, 1, tzinfo=ZONE))
        steps = []
        begun = time.perf_counter()
        more = True
        while more:
            at = time.perf_counter()
            more = core.tick()
            steps.append(time.perf_counter() - at)
        took = time.perf_counter() - begun
        with core.batch() as work:
            made = sum(slot.made for slot in work.slot_states(reader.plan.key, 1000))
        core.store.close()
        print(
            f"   {pairs:6} unit-task pairs: a tick with nothing due {idle * 1000:.2f} ms; {made} reminders due together: "
            f"{took:.1f} s in {len(steps)} steps, the longest {max(steps) * 1000:.0f} ms",
            flush=True,
        )


def _timed(core: Core) -> float:
    at = time.perf_counter()
    core.tick()
    return time.perf_counter() - at


def _ours(server: TelegramServer, file: Path, pace: int) -> list[str]:
    return ["bench.ours", server.url, server.token, str(SAMPLE), str(file), str(pace)]


def _queue(file: Path, people: Sequence[int]) -> None:
    """Rows as a broadcast leaves them, without the people: what is measured is what delivery holds in memory."""
    settle(file, (), [Unit("u", "Đơn vị", load_plan(SAMPLE).kinds[0].key)])
    now, body = datetime.now(ZONE), codec.dump_reply(Reply((words(TEXT),)))
    with closing(sqlite3.connect(file)) as database:
        database.executemany(
            "INSERT INTO outbox (key, bot, chat, lane, op, state, body, queued, expires) VALUES (?, 'telegram', ?, 1, 'send', 'queued', ?, ?, ?)",
            ((f"bench/{person}", str(person), body, codec.when(now), codec.when(now + timedelta(days=3))) for person in people),
        )
        database.commit()


def _settled(file: Path, id: int) -> bool:
    with closing(sqlite3.connect(file)) as database:
        return tuple(database.execute("SELECT state FROM broadcasts WHERE id = ?", (id,)).fetchone()) == ("done",)


def _server(rate: int, latency: tuple[float, float]) -> TelegramServer:
    return TelegramServer(pace=Pace(overall=(rate, 1.0)), latency=latency)
