"""The clock's heartbeat: one job that ticks the core, and a watch over it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.faults import place
from bot.store.base import StoreError

log = logging.getLogger(__name__)

SILENT = 3
"""Missed intervals after which the job is set anew: the scheduler stalls when the wall clock jumps back."""


class Schedule:
    """Calls `tick` every `seconds`; one at a time, late ones once. `last` is when it last ended, on the monotonic clock."""

    def __init__(self, tick: Callable[[], Awaitable[object]], seconds: float = 5.0) -> None:
        self._tick, self._seconds = tick, seconds
        self.last = time.monotonic()

    def silence(self) -> float:
        """Seconds since the last tick ended."""
        return time.monotonic() - self.last

    async def run(self) -> None:
        """Tick until cancelled, beginning at once."""
        # Late and skipped runs are what coalescing means, and a run that fails or is broken off is reported below.
        logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
        scheduler = AsyncIOScheduler(timezone="UTC")
        await self._beat()
        self._plan(scheduler)
        scheduler.start()
        try:
            while True:
                await asyncio.sleep(self._seconds)
                if self.silence() > SILENT * self._seconds:
                    log.warning("no tick for %.0f s: the job is set anew", self.silence())
                    self.last = time.monotonic()
                    self._plan(scheduler)
        finally:
            scheduler.shutdown(wait=False)

    def _plan(self, scheduler: AsyncIOScheduler) -> None:
        # A coroutine runs on the loop; a plain function would run on a thread of the scheduler's.
        scheduler.add_job(
            self._beat,
            IntervalTrigger(seconds=self._seconds, timezone="UTC"),
            id="tick",
            replace_existing=True,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    async def _beat(self) -> None:
        try:
            await self._tick()
        except StoreError:
            # The core has said so; what is due stays due.
            pass
        except Exception as error:  # noqa: BLE001 - the next tick must come
            log.error("a tick failed: %s", place(error))
        self.last = time.monotonic()
