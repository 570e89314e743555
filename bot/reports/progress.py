"""The progress of a plan as an Excel file: a summary, a sheet for each task, the history."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

from bot.reports.cells import Value, add_sheet, sheet_name
from bot.reports.data import Preset, Progress
from handlers.deadlines import deadline_of
from handlers.desk_figures import Count, Place, Row, Which, board, count, is_general, of_task, values
from handlers.message import Attachment
from handlers.records import Role, Status
from handlers.wording import dates
from handlers.wording.desk_choices import which as called
from handlers.wording.desk_progress import told
from knowledge.plan import Task
from knowledge.told import Told

_TABLE: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_SHEETS, _WORDS, _COLUMNS, _VIA, _STATES = (_TABLE[part] for part in ("sheets", "words", "columns", "via", "states"))
_PERCENT = "0%"
_GENERAL = {"date": "date", "papers": "document", "reason": "text"}
"""The general parts of a report by column, with the type of a field that shows each."""

_GROUPS = (Place.SCHEDULED, Place.PREPARING, Place.NOT_STARTED, Place.LATE)


def attachment(data: Progress, columns: Preset, public_text: str) -> Attachment:
    """The file as it is sent; `public_text` stands in for it where files cannot go."""
    return Attachment(_WORDS["file"].format(day=data.at.date().isoformat()), _WORDS["media_type"], workbook(data, columns), public_text)


def workbook(data: Progress, columns: Preset = Preset.FULL) -> bytes:
    """The Excel file's bytes."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = data.plan.title, ""
    rows = board(data.plan, data.units, data.standings, data.at, data.extensions)
    as_of = _WORDS["as_of"].format(moment=dates.moment(data.at))
    names = [sheet_name(_SHEETS["summary"], ())]
    _summary(book, names[0], data, rows, as_of)
    for task in data.plan.tasks:
        names.append(sheet_name(task.label, (*names, _SHEETS["history"])))
        own = of_task(rows, task)
        header, body = _full(data, task, own) if columns is Preset.FULL else _short(data, task, own)
        add_sheet(book, names[-1], (task.label, as_of), header, body)
    if columns is Preset.FULL:
        _history(book, sheet_name(_SHEETS["history"], names), data, as_of)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _summary(book: Workbook, name: str, data: Progress, rows: Sequence[Row], as_of: str) -> None:
    groups = tuple(called(Which(place.value)) for place in _GROUPS)
    done, received, silent = (called(which) for which in (Which.DONE, Which.RECEIVED, Which.SILENT))
    header = (
        *_titles("task", "due", "kind", "units"), done, _COLUMNS["share_done"], received, _COLUMNS["share_received"],
        *groups, silent, _COLUMNS["share_silent"],
    )  # fmt: skip
    forms = tuple(_PERCENT if title in _titles("share_done", "share_received", "share_silent") else "" for title in header)
    body: list[tuple[Value, ...]] = []
    for task in data.plan.tasks:
        own, due = of_task(rows, task), deadline_of(data.plan, task, None, None, data.at.date(), data.extensions).last
        for kind in data.plan.kinds:
            if kind.key in task.kinds:
                body.append((task.label, due, kind.short or kind.label, *_counted(count(of_task(own, task, kind.key)))))
        body.append((task.label, due, _WORDS["everybody"], *_counted(count(own))))
    add_sheet(book, name, (data.plan.title, as_of), header, body, forms)


def _counted(figures: Count) -> tuple[Value, ...]:
    def share(part: int) -> float:
        return part / figures.total if figures.total else 0.0

    done, silent = figures.of(Place.DONE), figures.of(Place.SILENT)
    groups = (figures.of(place) for place in _GROUPS)
    return (figures.total, done, share(done), figures.received, share(figures.received), *groups, silent, share(silent))


def _full(data: Progress, task: Task, rows: Sequence[Row]) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Everything known of a task, unit by unit; what the plan collects by its own labels."""
    shown = _shown(task)
    extra = tuple(key for key, of_type in _GENERAL.items() if of_type not in shown)
    header = (
        *_titles("code", "unit", "kind", "state"), *(field.label for field in task.fields), *_titles(*extra, "first", "last"),
        *_titles("extension", "late", "received", "number", "day", "who", "at", "via", "officers"),
    )  # fmt: skip
    officers = _officers(data)
    body: list[tuple[Value, ...]] = []
    for row in rows:
        status, receipt = row.standing.status, row.standing.receipt
        said = status.told if status else Told(None)
        given = {field.key: value for field, value in values(task, said)}
        general = dict(zip(_GENERAL, (said.date, "; ".join(said.documents) or None, said.reason or None), strict=True))
        body.append(
            (
                row.unit.code, row.unit.name, _kind(data, row), called(Which(row.place.value)),
                *(given.get(field.key) for field in task.fields), *(general[key] for key in extra), said.first, said.last,
                _yes(said.ask_extension), _yes(status is not None and status.late), _yes(receipt is not None),
                (receipt.number or None) if receipt else None, receipt.day if receipt else None,
                (status.who or None) if status else None, _local(status, data.at), _VIA[status.via.value] if status else None,
                officers.get(row.unit.code),
            )
        )  # fmt: skip
    return header, body


def _short(data: Progress, task: Task, rows: Sequence[Row]) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    header = _titles("code", "unit", "kind", "state", "date", "papers", "received", "number", "day")
    body: list[tuple[Value, ...]] = []
    for row in rows:
        status, receipt = row.standing.status, row.standing.receipt
        said = status.told if status else Told(None)
        body.append(
            (
                row.unit.code, row.unit.name, _kind(data, row), called(Which(row.place.value)), said.date or said.last,
                "; ".join(said.documents) or None, _yes(receipt is not None), (receipt.number or None) if receipt else None,
                receipt.day if receipt else None,
            )
        )  # fmt: skip
    return header, body


def _history(book: Workbook, name: str, data: Progress, as_of: str) -> None:
    """Everything that was said, the oldest first; of tasks and units that are gone by their keys."""
    units = {unit.code: unit.name for unit in data.units}
    tasks = {task.key: task for task in data.plan.tasks}
    header = _titles("at", "code", "unit", "task", "state", "told", "late", "undone", "via", "who", "words")
    body: list[tuple[Value, ...]] = []
    for status in data.history:
        task = tasks.get(status.task)
        body.append(
            (
                _local(status, data.at), status.unit, units.get(status.unit), task.label if task else status.task,
                _STATES[status.state.value], told(task, status.told) if task else None, _yes(status.late), _yes(status.undone),
                _VIA[status.via.value], status.who or None, status.words or None,
            )
        )  # fmt: skip
    add_sheet(book, name, (data.plan.title, as_of), header, body)


def _shown(task: Task) -> frozenset[str]:
    """The types of the general parts of a report that the task's own fields show already."""
    return frozenset(field.type for field in task.fields if is_general(field))


def _titles(*keys: str) -> tuple[str, ...]:
    return tuple(_COLUMNS[key] for key in keys)


def _kind(data: Progress, row: Row) -> str:
    kind = data.plan.kind(row.unit.kind)
    return kind.short or kind.label


def _yes(so: bool) -> str | None:
    return _WORDS["yes"] if so else None


def _local(status: Status | None, at: datetime) -> datetime | None:
    """When it was said, in the office's own zone."""
    return status.at.astimezone(at.tzinfo) if status else None


def _officers(data: Progress) -> dict[str, str]:
    """The names of each unit's officers."""
    found: dict[str, list[str]] = {}
    for person in data.people:
        for code in person.units:
            if person.at(code) is Role.OFFICER and person.name:
                found.setdefault(code, []).append(person.name)
    return {code: ", ".join(names) for code, names in found.items()}
