"""The verbs of the night: what is over its time goes, and what needs a person is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Needs:
    """What the tables hold that a person has to look at, counted since a moment where that says more than a sum.

    `failed`: messages that were not handled, `unknown`: sends in doubt, `orders`: work that failed, `unreachable`: officers who can no
    longer be written to anywhere, `requests`: people who wait to be let in, `approvals`: broadcasts that wait for a second person.
    """

    failed: int = 0
    unknown: int = 0
    orders: int = 0
    unreachable: int = 0
    requests: int = 0
    approvals: int = 0


class NightWork(Protocol):
    """Kept apart from what turns need."""

    def purge(self, now: datetime, real: datetime, limit: int) -> int:
        """Settle or remove a page of everything that is over its time; how many rows, fewer than `limit` where nothing is left."""
        ...

    def needs(self, plan: str, now: datetime, real: datetime) -> Needs:
        """What needs a person; since the day before where it is counted by time."""
        ...
