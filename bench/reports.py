"""How many reports a second are kept durably: a thousand units, each by one message, beside bare rows into the same kind of file."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.channels.base import Abilities
from bot.clock import ZONE, Clock
from bot.core import Core
from bot.decisions import HANDLERS
from bot.store import open_store
from handlers.message import Address, Incoming
from handlers.turn import Office, Unit
from knowledge.load import PLANS, load_plan
from knowledge.question import Reader

UNITS = 1000
TOGETHER = 20
"""Messages that share a commit where they arrive together."""

START = datetime(2014, 7, 17, 8, 0, tzinfo=ZONE)
SILENT = Abilities(longest=4096, buttons=True, edits=True, files_out=True, per_second=30, per_chat=1, per_group=20)


def main() -> None:
    """Print rates by tap and in words, one by one and together, and that of bare rows."""
    reader = Reader(load_plan(PLANS / "dai-hoi-thi-dua-2014"))
    key = reader.plan.tasks[0].key.replace("_", "-")
    with tempfile.TemporaryDirectory() as folder:
        bare = _bare(Path(folder))
        print(f"      bare rows, each its own commit: {bare:8.0f} a second")
        for name, text in (("by a tap", f"xong {key}"), ("in words, confirmed", "")):
            for together in (1, TOGETHER):
                rate, kept = _rate(Path(folder) / f"{name}{together}.db", reader, text, together)
                print(
                    f"      {name}, {together:2} a commit: {rate:8.0f} reports a second ({rate / bare:.3f} of bare rows),"
                    f" {kept} of {UNITS} kept; a thousand in {1000 / rate:.1f} s",
                    flush=True,
                )


def _rate(file: Path, reader: Reader, text: str, together: int) -> tuple[float, int]:
    store = open_store(str(file))
    core = Core(store, reader, HANDLERS, Clock(START), Office(demo=True), {"bench": SILENT})
    units = [Unit(f"u{n}", f"Đơn vị {n}", reader.plan.tasks[0].kinds[0]) for n in range(UNITS)]
    core.prepare(units)
    _hear(core, 50, [(n, f"dong vai u{n}") for n in range(UNITS)])
    rounds = [[(n, text) for n in range(UNITS)]] if text else [[(n, f"{reader.plan.tasks[0].names[0]} rồi, số {n}/AB") for n in range(UNITS)]]
    begun = time.perf_counter()
    for said in rounds:
        _hear(core, together, said)
    if not text:
        _hear(core, together, [(n, "đúng") for n in range(UNITS)])
    took = time.perf_counter() - begun
    with store.batch() as work:
        kept = sum(work.status(reader.plan.key, unit.code, reader.plan.tasks[0].key) is not None for unit in units)
    store.close()
    return UNITS / took, kept


_COUNT = iter(range(10**9))


def _hear(core: Core, together: int, said: list[tuple[int, str]]) -> None:
    messages = [Incoming(Address("bench", str(n)), str(next(_COUNT)), str(n), text, START) for n, text in said]
    for start in range(0, len(messages), together):
        core.receive(messages[start : start + together])


def _bare(folder: Path) -> float:
    with sqlite3.connect(folder / "bare.db", isolation_level=None) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT)")
        return _timed(lambda n: database.execute("INSERT INTO rows (body) VALUES (?)", (f"report {n}",)))


def _timed(step: Callable[[int], object]) -> float:
    begun = time.perf_counter()
    for n in range(UNITS):
        step(n)
    return UNITS / (time.perf_counter() - begun)
