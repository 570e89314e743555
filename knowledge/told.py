"""What a message reports: one Told a task, together what was Heard."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge.plan import State


@dataclass(frozen=True, slots=True)
class Told:
    """What a message states of one task, and only that.

    `task` is None where no task is stated. `date` is one day; `first` and `last` are the ends of a range, `last` alone is a limit.
    `reason` is a literal part of the message, `documents` are official numbers, `fields` the plan's own fields by key.
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
