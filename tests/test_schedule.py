"""The ticking job."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.schedule import Schedule
from bot.store.base import StoreError


async def run_until(schedule: Schedule, ready: Callable[[], bool], seconds: float = 10) -> None:
    task = asyncio.create_task(schedule.run())
    try:
        async with asyncio.timeout(seconds):
            while not ready():  # noqa: ASYNC110 - the job has no event
                await asyncio.sleep(0.005)
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_ticks_at_once_and_again() -> None:
    """The first tick comes at once, so that nothing due waits for a start; others follow, and none after the end."""
    ticks: list[float] = []

    async def tick() -> None:
        ticks.append(asyncio.get_running_loop().time())

    schedule = Schedule(tick, 0.05)
    await run_until(schedule, lambda: len(ticks) >= 4)
    count = len(ticks)
    await asyncio.sleep(0.15)
    assert len(ticks) == count
    assert schedule.silence() < 10


async def test_never_two_at_once() -> None:
    """A tick that takes longer than its interval is not overtaken by the next."""
    under_way, most, ticks = 0, 0, 0

    async def tick() -> None:
        nonlocal under_way, most, ticks
        under_way, ticks = under_way + 1, ticks + 1
        most = max(most, under_way)
        await asyncio.sleep(0.1)
        under_way -= 1

    await run_until(Schedule(tick, 0.02), lambda: ticks >= 3)
    assert most == 1


@pytest.mark.parametrize(("error", "lines"), [(StoreError("locked"), 0), (ZeroDivisionError("secret"), 1)])
async def test_goes_on_after_an_error(error: Exception, lines: int, caplog: pytest.LogCaptureFixture) -> None:
    """A failed tick does not end the ticking; a failing store is the core's to report, anything else is logged without its words."""
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 2:
            raise error

    with caplog.at_level(logging.ERROR):
        await run_until(Schedule(tick, 0.02), lambda: ticks >= 4)
    assert len(caplog.records) == lines
    assert "secret" not in caplog.text


async def test_job_that_stalled_is_set_anew(caplog: pytest.LogCaptureFixture) -> None:
    """When the scheduler's job has not fired for three intervals (a wall clock that jumped back stalls it) it is set anew."""
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        ticks += 1

    schedule = Schedule(tick, 0.05)
    stalled = False
    plan = schedule._plan

    def stalling(scheduler: object) -> None:
        nonlocal stalled
        plan(scheduler)
        if not stalled:
            stalled = True
            # What a clock that jumped a day back does to the next run.
            job = scheduler.get_job("tick")  # type: ignore[attr-defined]
            job.modify(next_run_time=datetime.now(UTC) + timedelta(days=1))

    schedule._plan = stalling  # type: ignore[method-assign]
    with caplog.at_level(logging.WARNING):
        await run_until(schedule, lambda: ticks >= 3)
    assert "set anew" in caplog.text
