"""Who has said nothing of a task, and asking exactly them or one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol, runtime_checkable

from handlers.actions import PromptUnits
from handlers.deadlines import due
from handlers.desk_commands import AskSilent, ShowSilent
from handlers.desk_figures import Place, Rows, at, of_task, task_of
from handlers.desk_progress import everybody
from handlers.message import Choice
from handlers.records import Role, Unit
from handlers.turn import Decision, Outcome, Turn
from handlers.wording import desk as words
from handlers.wording import desk_choices as choices
from handlers.wording import desk_silent as told
from knowledge.plan import State, Task, UnitKind

PAGE = 15
"""Names on a page."""

MANY = 20
"""More people than this are asked only after a confirmation."""


@runtime_checkable
class Asked(Protocol):
    """Records that also know who was asked how far the units are; where they do not, nobody counts as asked."""

    def asked(self, task: str | None) -> frozenset[tuple[str, int]]:
        """The (unit, person) pairs asked today about a task (None: about all that is not done)."""
        ...


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a question to some units would reach today: those to ask, those asked already, those with nobody to ask; `people` of the first."""

    ask: tuple[Unit, ...]
    before: tuple[Unit, ...]
    without: tuple[Unit, ...]
    people: int


def show(turn: Turn, command: ShowSilent) -> Outcome:
    """How many are silent on each task, or who on one."""
    plan, rows = turn.reader.plan, everybody(turn)
    task = task_of(plan, command.task) if command.task else None
    if not rows:
        return Outcome(Decision((words.no_units((choices.DESK,)),)))
    if task is not None:
        return _of_task(turn, task, _kind(turn, command.kind), rows, command.page)
    owns = [(task, of_task(rows, task)) for task in plan.tasks]
    lines = [(task, due(turn, task), len(at(own, Place.SILENT)), len(own)) for task, own in owns if own]
    offered = tuple(choices.silent_of(plan, task) for task, _, silent, _ in lines if silent)
    return Outcome(Decision((told.tasks(turn.now, lines, (*offered, choices.PROGRESS, choices.DESK)),)))


def _of_task(turn: Turn, task: Task, kind: UnitKind | None, rows: Rows, page: int) -> Outcome:
    plan, own = turn.reader.plan, of_task(rows, task, kind.key if kind else None)
    silent = at(own, Place.SILENT)
    first = (page - 1) * PAGE
    shown = silent[first : first + PAGE]
    if not shown:
        return Outcome(Decision((told.nobody_silent(task, kind, turn.now, (choices.task(plan, task), choices.SILENT)),)))
    kinds = [(k, len(at(mine, Place.SILENT)), len(mine)) for k in plan.kinds if (mine := of_task(own, task, k.key))]
    names = [(plan.kind(key), [row.unit for row in group]) for key, group in groupby(shown, key=lambda row: row.unit.kind)]
    reach = _reach(turn, [row.unit for row in silent], task)
    ask = (choices.ask_silent(plan, task, kind),) if reach.ask or reach.before else (choices.INVITE,)
    more = (choices.silent(plan, task, kind, page + 1),) if len(silent) > first + PAGE else ()
    narrower = tuple(choices.silent_kind(plan, task, k, many) for k, many, _ in kinds if many) if kind is None and len(kinds) > 1 else ()
    reply = told.of_task(
        task,
        due(turn, task),
        turn.now,
        kinds,
        names,
        told.part(first + 1, first + len(shown), len(silent)),
        told.reached(reach.people, len(reach.ask), len(reach.before), len(reach.without)),
        (*ask, *more, *narrower, choices.task(plan, task)),
    )
    return Outcome(Decision((reply,)))


def ask(turn: Turn, command: AskSilent) -> Outcome:
    """Ask those who are silent on a task now; many only when it is confirmed."""
    plan = turn.reader.plan
    task, kind = task_of(plan, command.task), _kind(turn, command.kind)
    if task is None:
        return show(turn, ShowSilent())
    silent = [row.unit for row in at(of_task(everybody(turn), task, command.kind), Place.SILENT)]
    back = (choices.task(plan, task), choices.DESK)
    if not silent:
        return Outcome(Decision((told.nobody_silent(task, kind, turn.now, back),)))
    reach = _reach(turn, silent, task)
    if reach.people > MANY and not command.sure:
        offered = (choices.agree(plan, task, kind), choices.silent(plan, task, kind))
        return Outcome(Decision((told.sure(task, reach.people, len(reach.ask), reach.without, offered),)), "clarify")
    return _asked(reach, task, back)


def ask_unit(turn: Turn, unit: Unit) -> Outcome:
    """Ask one unit about everything that is not done."""
    offered = (choices.unit(unit), choices.people(unit), choices.DESK)
    statuses = (turn.records.status(unit.code, task.key) for task in turn.reader.plan.tasks_for(unit.kind))
    if all(status is not None and status.state is State.DONE for status in statuses):
        return Outcome(Decision((told.nothing_to_ask(unit, offered),)))
    return _asked(_reach(turn, [unit], None), None, offered)


def _asked(reach: Reach, task: Task | None, offered: tuple[Choice, ...]) -> Outcome:
    if not reach.ask and not reach.before:
        invite = choices.invite(reach.without[0]) if len(reach.without) == 1 else choices.INVITE
        return Outcome(Decision((told.nobody_there(reach.without, (invite, *offered)),)))
    if not reach.ask:
        return Outcome(Decision((told.asked_already(len(reach.before), reach.without, offered),)))
    reply = told.asked(task, reach.people, len(reach.ask), len(reach.before), reach.without, offered)
    return Outcome(Decision((reply,), actions=(PromptUnits(tuple(unit.code for unit in reach.ask), task.key if task else None),)))


def _reach(turn: Turn, units: Sequence[Unit], task: Task | None) -> Reach:
    manned = turn.records.manned()
    had = turn.records.asked(task.key if task else None) if isinstance(turn.records, Asked) else frozenset()
    officers = {unit.code: _officers(turn, unit) if unit.code in manned else frozenset() for unit in units}
    new = {code: {person for person in there if (code, person) not in had} for code, there in officers.items()}
    return Reach(
        ask=tuple(unit for unit in units if new[unit.code]),
        before=tuple(unit for unit in units if officers[unit.code] and not new[unit.code]),
        without=tuple(unit for unit in units if not officers[unit.code]),
        people=len(set[int]().union(*new.values())),
    )


def _officers(turn: Turn, unit: Unit) -> frozenset[int]:
    return frozenset(person.id for person in turn.records.people(unit.code) if person.at(unit.code) is Role.OFFICER)


def _kind(turn: Turn, key: str | None) -> UnitKind | None:
    return next((kind for kind in turn.reader.plan.kinds if kind.key == key), None)
