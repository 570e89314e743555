"""What a report of the progress is made of: everything of one plan at one moment, read beforehand."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.desk_commands import FULL, SHORT
from handlers.records import Person, Standing, Status, Unit
from handlers.records_schedule import Extension
from knowledge.plan import Plan


class Preset(enum.StrEnum):
    """Which columns a report has: FULL is everything with the history, SHORT what fits on a page."""

    FULL = FULL
    SHORT = SHORT

    @classmethod
    def asked(cls, what: Sequence[str]) -> Preset:
        """The preset an order names; FULL where it names none, or none that is known."""
        return cls.SHORT if cls.SHORT.value in what else cls.FULL


@dataclass(frozen=True, slots=True)
class Progress:
    """One plan's units, their standings and everything that was said, as of `at` (aware, in the office's own zone).

    `history` holds undone words too, the oldest first; `people` are those who belong to a unit.
    """

    plan: Plan
    at: datetime
    units: tuple[Unit, ...] = ()
    standings: tuple[Standing, ...] = ()
    history: tuple[Status, ...] = ()
    people: tuple[Person, ...] = ()
    extensions: tuple[Extension, ...] = ()
