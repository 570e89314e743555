"""The one place that knows what time it is."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock:
    """Time as the office lives it, and real time for leases, back-off and sessions.

    With `start` (aware) the office's time begins there and goes on in real seconds, for a demo or a rehearsal; without it both
    are the same. Safe to read from any thread.
    """

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("a clock starts at an aware moment")
        self.start = start
        self._from = start
        self._mark = time.monotonic()

    @property
    def shifted(self) -> bool:
        """Whether the office's time is not the real one."""
        return self._from is not None

    def now(self) -> datetime:
        """The office's moment, aware, in Asia/Ho_Chi_Minh."""
        if self._from is None:
            return datetime.now(ZONE)
        return (self._from + timedelta(seconds=time.monotonic() - self._mark)).astimezone(ZONE)

    def real(self) -> datetime:
        """The real moment, aware, in UTC."""
        return datetime.now(UTC)

    def resume(self, moment: datetime) -> None:
        """Go on from a stored moment; ValueError where the clock is the real one, which cannot be set."""
        if self._from is None:
            raise ValueError("the real clock cannot be set")
        self._from, self._mark = moment, time.monotonic()
