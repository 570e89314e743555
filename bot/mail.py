"""The office's list of incoming mail: each row a receipt of a unit's document on a task, or the reason why it is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.sheets import Cell, Sheet
from handlers import units
from handlers.actions import ConfirmReceipt
from handlers.records import Receipt
from handlers.spoken import Words, name_words, words
from handlers.turn import Unit
from knowledge.dates import find
from knowledge.plan import Plan, Task
from knowledge.text import tokens


@dataclass(frozen=True, slots=True)
class Post:
    """What a list would record: new receipts, those that change one, how many are there already; `mistakes` by row as for rosters."""

    new: tuple[ConfirmReceipt, ...]
    changed: tuple[ConfirmReceipt, ...]
    same: int
    mistakes: tuple[tuple[int, str, Mapping[str, str]], ...]

    @property
    def rows(self) -> tuple[ConfirmReceipt, ...]:
        return (*self.new, *self.changed)


def look(sheet: Sheet, plan: Plan, roster: Sequence[Unit], had: Mapping[tuple[str, str], Receipt], today: dt.date) -> Post:
    """Hold a list against the receipts there are."""
    new: list[ConfirmReceipt] = []
    changed: list[ConfirmReceipt] = []
    mistakes: list[tuple[int, str, Mapping[str, str]]] = []
    same = 0
    seen: dict[tuple[str, str], ConfirmReceipt] = {}
    for number, cells in sheet.rows:
        found = _receipt(cells, plan, roster, today)
        if isinstance(found, tuple):
            mistakes.append((number, *found))
            continue
        seen[(found.unit, found.task)] = found
    for key, receipt in seen.items():
        before = had.get(key)
        if before is None:
            new.append(receipt)
        elif (before.number, before.day) == (receipt.number, receipt.day):
            same += 1
        else:
            changed.append(receipt)
    return Post(tuple(new), tuple(changed), same, tuple(mistakes))


def _receipt(cells: Mapping[str, Cell], plan: Plan, roster: Sequence[Unit], today: dt.date) -> ConfirmReceipt | tuple[str, Mapping[str, str]]:
    named = str(cells.get("unit", "")).strip()
    if not named:
        return "no_unit", {}
    likely = units.likely(units.directory(roster).find(named, 5))
    if len(likely) != 1:
        return ("which_unit" if likely else "unknown_unit"), {"unit": named[:60]}
    unit = next(unit for unit in roster if unit.code == likely[0].code)
    task = _task(cells, plan.tasks_for(unit.kind))
    if task is None:
        return "unknown_task", {"unit": unit.name}
    day = _day(cells.get("day"), today)
    if day is None:
        return "bad_day", {"day": str(cells.get("day", ""))[:40]}
    number = str(cells.get("number", "")).strip()[:40]
    return ConfirmReceipt(unit.code, task.key, number, day) if number else ("no_number", {})


def _task(cells: Mapping[str, Cell], tasks: Sequence[Task]) -> Task | None:
    """The task a row names, or whose name stands in what the letter is about; the longest name wins."""
    for column in ("task", "subject"):
        said = words(str(cells.get(column, "")))
        named = [(len(name), task) for task in tasks for name in _names(task) if _within(name, said)]
        if named:
            return max(named, key=lambda each: each[0])[1]
    return None


def _names(task: Task) -> list[Words]:
    return [name_words(name) for name in (task.key, task.label, *task.names)]


def _within(name: Words, said: Words) -> bool:
    return bool(name) and any(said[n : n + len(name)] == name for n in range(len(said) - len(name) + 1))


def _day(cell: Cell | None, today: dt.date) -> dt.date | None:
    if isinstance(cell, dt.date):
        return cell if cell <= today else None
    said = tokens(str(cell or ""))
    past = tuple(dt.date(today.year - (month > today.month), month, 1) for month in range(1, 13))
    days = [when.first for when in find(said, today, past) if when.precision == "day"]
    return days[0] if len(days) == 1 and days[0] <= today else None
