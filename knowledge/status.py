"""What an officer tells of his unit's progress: a message -> what it states of which task, and nothing more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge.plan import Field, State
from knowledge.question import Reader


@dataclass(frozen=True, slots=True)
class Told:
    """What a message states of one task, and only that.

    `task` is None where no task is stated. `date` is one day; `first` and `last` are the ends of a range. `reason` is a literal part of
    the message, `documents` are official numbers, `fields` the plan's own fields by key.
    """

    task: str | None
    state: State | None = None
    date: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    reason: str = ""
    documents: tuple[str, ...] = ()
    ask_extension: bool = False
    fields: tuple[tuple[str, int | str | dt.date], ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """A message read for reports: none where it is no report. `correction` where it corrects what was said before."""

    reports: tuple[Told, ...] = ()
    correction: bool = False


class StatusReader:
    """A plan made ready for reports."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def hear(self, text: str, today: dt.date, task: str | None = None) -> Heard:
        """What the message reports."""
        return Heard()

    def value(self, text: str, field: Field, today: dt.date) -> int | str | dt.date | None:
        """The answer to one field asked for; None where it is no such answer."""
        return None


def listening(reader: Reader) -> StatusReader:
    """The reader of a plan's reports."""
    return StatusReader(reader)
