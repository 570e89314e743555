"""The core on its own thread: acknowledged means committed."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core import Core
from bot.engine import Engine, Log
from bot.store import open_store
from bot.store.base import StoreError
from handlers.message import Address, Incoming
from handlers.turn import Decision, Turn
from tests.rig import SCRIPT, UNITS, make_core, said


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    engine = Engine(make_core(open_store(str(tmp_path / "data" / "bot.db"), wait=0.05)))
    yield engine
    await engine.close()


def handled(core: Core) -> int:
    with core.store.batch() as work:
        return len(work._sql.run("SELECT 1 FROM inbox WHERE state = 'handled'"))  # type: ignore[attr-defined]


async def test_batches_share_a_commit(engine: Engine) -> None:
    """Messages that arrive together from many requests are all kept, in far fewer commits than messages, and each caller is told after
    its commit."""
    commits: list[int] = []
    engine.received = lambda batch: commits.append(len(batch))
    await asyncio.gather(*(engine.receive([said(f"m{n}", chat=str(n))]) for n in range(250)))
    assert sum(commits) == 250
    assert len(commits) < 50
    assert max(commits) <= 100
    assert await engine.run(lambda: handled(engine.core)) == 250


async def test_empty_batch(engine: Engine) -> None:
    """Nothing to keep is no reason to wait."""
    await engine.receive([])


async def test_caller_that_left(engine: Engine) -> None:
    """A caller that is cancelled while it waits takes nothing from the others: what was handed over is kept."""
    calls = [asyncio.create_task(engine.receive([said(f"m{n}")])) for n in range(3)]
    await asyncio.sleep(0)
    calls[1].cancel()
    await asyncio.gather(*calls, return_exceptions=True)
    await engine.receive([said("last")])
    assert await engine.run(lambda: handled(engine.core)) == 4


async def test_locked_acknowledges_nothing(engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """While the database is locked every caller gets the error, one line says so, and the same messages are taken afterwards, once."""
    acknowledged: list[Incoming] = []
    engine.received = acknowledged.extend
    other = sqlite3.connect(tmp_path / "data" / "bot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            ends = await asyncio.gather(*(engine.receive([said(f"m{n}")]) for n in range(5)), return_exceptions=True)
            assert [type(end) for end in ends] == [StoreError] * 5
        assert not engine.core.well
        assert acknowledged == []
        other.execute("ROLLBACK")
        other.close()
        await engine.receive([said(f"m{n}") for n in range(5)])
    assert engine.core.well
    assert len(acknowledged) == 5
    assert await engine.run(lambda: handled(engine.core)) == 5
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert "nothing is acknowledged" in caplog.records[0].getMessage()


async def test_full_disk_is_no_handlers_failure(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    """A database that is full in the middle of a turn abandons the batch, even where the handler swallows the error: no message of it
    is kept as failed, and all are handled when there is room."""
    core = engine.core

    def swallowing(turn: Turn) -> Decision:
        try:
            turn.records.units("x" * 10)
            work = turn.records.work  # type: ignore[attr-defined]
            if turn.incoming.text == "big":
                work.put("big", "x" * 4096 * 50)
        except Exception:  # noqa: BLE001, S110 - what a careless handler does
            pass
        return SCRIPT.route(turn)

    core.stage = replace(core.stage, script=replace(SCRIPT, route=swallowing))
    sql = core.store._sql  # type: ignore[attr-defined]
    pages = await engine.run(lambda: sql.one("PRAGMA page_count")[0])
    await engine.run(lambda: sql.run(f"PRAGMA max_page_count = {pages + 2}"))
    with pytest.raises(StoreError):
        await engine.receive([said("a"), said("big"), said("b")])
    assert await engine.run(lambda: handled(core)) == 0
    # The connection was dropped with the error, and with it the limit.
    await engine.receive([said("a"), said("big"), said("b")])
    assert await engine.run(lambda: handled(core)) == 3
    assert len(caplog.records) == 2


async def test_folder_gone_and_back(engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """With the folder gone nothing is acknowledged; when it is back the bot goes on by itself."""
    await engine.receive([said("a")])
    away = tmp_path / "away"
    shutil.move(tmp_path / "data", away)
    for _ in range(3):
        with pytest.raises(StoreError):
            await engine.receive([said("b")])
    shutil.move(away, tmp_path / "data")
    await engine.receive([said("a"), said("b")])
    assert await engine.run(lambda: handled(engine.core)) == 2
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


async def test_tick_in_pages(engine: Engine) -> None:
    """All that is due is put into the outbox, with turns between the pages."""
    await engine.receive([said("join 10A", key=str(n), chat=str(n)) for n in range(230)])
    engine.core.clock.resume(engine.core.clock.now().replace(hour=9))
    ticking = asyncio.create_task(engine.tick())
    await asyncio.sleep(0)
    await engine.receive([said("between")])
    assert not ticking.done()
    assert await ticking > 2
    counts = await engine.read(lambda view: view.counts())
    assert counts["outbox.queued"] == 230 + 230 + 1


async def test_reading_goes_beside_writing(engine: Engine) -> None:
    """A page is read while the core is busy, on another thread."""
    await engine.receive([said("a")])
    busy, done = threading.Event(), threading.Event()

    def hold() -> None:
        with engine.core.store.batch() as work:
            work.put("x", "1")
            busy.set()
            done.wait(10)

    holding = asyncio.create_task(engine.run(hold))
    await asyncio.to_thread(busy.wait, 10)
    assert await engine.read(lambda view: [unit.code for unit in view.units("hat-thang-nam")]) == [unit.code for unit in UNITS]
    assert await engine.read(lambda view: threading.current_thread().name.startswith("view"))
    assert not holding.done()
    done.set()
    await holding


async def test_log(engine: Engine) -> None:
    """A line kept twice under one key is one line, and is read back at once."""
    log, address = Log(engine), Address("web", "1")
    first = await log.keep(address, "k", '{"text": "a"}')
    assert await log.keep(address, "k", '{"text": "b"}') == first
    second = await log.keep(address, "k2", '{"text": "c"}')
    assert [(line.id, line.body) for line in await log.lines(address, 0, 9)] == [(first, '{"text": "a"}'), (second, '{"text": "c"}')]
    assert [line.id for line in await log.latest(address, 1)] == [second]


async def test_what_was_kept_is_taken_up(engine: Engine) -> None:
    """All messages that were only kept are handled at a start, also more than a page."""
    await engine.run(lambda: engine.core.keep([said(f"m{n}") for n in range(205)]))
    await engine.take_up()
    assert await engine.run(lambda: handled(engine.core)) == 205
