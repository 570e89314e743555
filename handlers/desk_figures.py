"""The figures of the desk: where every unit stands with every task at one moment, counted and narrowed down."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.deadlines import deadline_of
from handlers.records import Standing, Status, Unit
from handlers.records_schedule import Extension
from knowledge.plan import Deadline, Field, Plan, State, Task
from knowledge.told import Told

WAITS = 5
"""Working days after which a document that was reported and has not come in is worth a look."""

Value = int | str | date
"""What was told of one field."""


class Place(enum.StrEnum):
    """Where a unit stands with a task, by its own word: each unit is in exactly one place. LATE: put off, or told as open behind the last day."""

    DONE = "done"
    SCHEDULED = "scheduled"
    PREPARING = "preparing"
    NOT_STARTED = "not_started"
    LATE = "late"
    SILENT = "silent"


_PLACES = {State.PREPARING: Place.PREPARING, State.SCHEDULED: Place.SCHEDULED, State.NOT_STARTED: Place.NOT_STARTED}


@dataclass(frozen=True, slots=True)
class Row:
    """One unit and one task."""

    unit: Unit
    task: Task
    standing: Standing
    place: Place

    @property
    def received(self) -> bool:
        """Whether the secretariat has the document, whatever the unit says."""
        return self.standing.receipt is not None


Rows = tuple[Row, ...]


class Which(enum.StrEnum):
    """Which units of a task are looked at: those in one place, those whose document came in, or those whose document is still awaited."""

    DONE = Place.DONE.value
    SCHEDULED = Place.SCHEDULED.value
    PREPARING = Place.PREPARING.value
    NOT_STARTED = Place.NOT_STARTED.value
    LATE = Place.LATE.value
    SILENT = Place.SILENT.value
    RECEIVED = "received"
    AWAITED = "awaited"


@dataclass(frozen=True, slots=True)
class Count:
    """How many units there are, how many of them are in each place, and how many documents were received."""

    total: int
    places: tuple[tuple[Place, int], ...]
    received: int

    def of(self, place: Place) -> int:
        """How many are in one place."""
        return dict(self.places)[place]


def board(
    plan: Plan, units: Iterable[Unit], standings: Iterable[Standing], now: datetime, extensions: Sequence[Extension] = ()
) -> Rows:
    """Every task of every unit, task by task as the plan has them; the units of a task by kind, else in the order given."""
    told = {(each.unit, each.task): each for each in standings}
    order = {kind.key: n for n, kind in enumerate(plan.kinds)}
    known = sorted((unit for unit in units if unit.kind in order), key=lambda unit: order[unit.kind])
    rows: list[Row] = []
    for task in plan.tasks:
        for unit in known:
            if unit.kind in task.kinds:
                standing = told.get((unit.code, task.key)) or Standing(unit.code, task.key)
                due = deadline_of(plan, task, unit.code, unit.kind, now.date(), extensions)
                rows.append(Row(unit, task, standing, place(standing.status, due, now)))
    return tuple(rows)


def place(status: Status | None, due: Deadline, now: datetime) -> Place:
    """Where the last word puts a unit at a moment."""
    if status is None:
        return Place.SILENT
    if status.state is State.DONE:
        return Place.DONE
    return Place.LATE if status.state is State.DELAYED or is_over(due, now) else _PLACES[status.state]


def is_over(due: Deadline, now: datetime) -> bool:
    """Whether the last good day, or the moment it closes at, is past."""
    return now.date() > due.last or (due.closes is not None and now > due.closes)


def task_of(plan: Plan, key: str) -> Task | None:
    """The task of this key; None where the plan has none (any more)."""
    return next((task for task in plan.tasks if task.key == key), None)


def of_task(rows: Iterable[Row], task: Task, kind: str | None = None) -> Rows:
    """The rows of one task, and of one kind of unit where it is given."""
    return tuple(row for row in rows if row.task.key == task.key and kind in (None, row.unit.kind))


def at(rows: Iterable[Row], where: Place) -> Rows:
    """The rows in one place."""
    return tuple(row for row in rows if row.place is where)


def chosen(rows: Iterable[Row], which: Which) -> Rows:
    """The rows that are looked at."""
    match which:
        case Which.RECEIVED:
            return tuple(row for row in rows if row.received)
        case Which.AWAITED:
            return unreceived(rows)
        case _:
            return at(rows, Place(which.value))


def count(rows: Sequence[Row]) -> Count:
    """The figures of these rows."""
    places = tuple((place, sum(row.place is place for row in rows)) for place in Place)
    return Count(len(rows), places, sum(row.received for row in rows))


def sends_document(task: Task) -> bool:
    """Whether a document is to come in for a task; a plan that collects nothing says nothing of it, so it may."""
    return not task.fields or any(field.type == "document" for field in task.fields)


def unreceived(rows: Iterable[Row]) -> Rows:
    """What was reported as done and has not come in."""
    return tuple(row for row in rows if row.place is Place.DONE and not row.received and sends_document(row.task))


def overdue_papers(rows: Iterable[Row], today: date) -> Rows:
    """What was reported as done `WAITS` working days ago or earlier and has not come in, the longest first."""
    waited = [(working_days(row.standing.status.at.date(), today), row) for row in unreceived(rows) if row.standing.status]
    return tuple(row for days, row in sorted(waited, key=lambda each: -each[0]) if days >= WAITS)


def working_days(since: date, today: date) -> int:
    """The days from Monday to Friday behind `since`, up to and with today."""
    whole, rest = divmod(max((today - since).days, 0), 7)
    return whole * 5 + sum((since + timedelta(days=n)).weekday() < 5 for n in range(1, rest + 1))


def values(task: Task, told: Told) -> tuple[tuple[Field, Value], ...]:
    """What was told of each of the task's fields, those without a value left out. A range of days is no value: see `told.first` and `told.last`."""
    given = dict(told.fields)
    found = ((field, given[field.key] if field.key in given else _general(field, told)) for field in task.fields)
    return tuple((field, value) for field, value in found if value is not None and value != "")


def is_general(field: Field) -> bool:
    """Whether a field is one of the general parts of a report: its day, its documents, its reason."""
    return field.type == "document" or field.key == field.type == "date" or field.key == "reason"


def _general(field: Field, told: Told) -> Value | None:
    if not is_general(field):
        return None
    match field.type:
        case "date":
            return told.date
        case "document":
            return "; ".join(told.documents)
        case _:
            return told.reason
