"""How far everybody is, narrowed down tap by tap: all tasks, a task, a kind of unit, the units in one place."""

from __future__ import annotations

from handlers.deadlines import due
from handlers.desk_commands import ShowProgress
from handlers.desk_figures import Rows, Which, board, chosen, count, of_task, task_of
from handlers.message import Choice
from handlers.turn import Decision, Outcome, Turn
from handlers.wording import desk as words
from handlers.wording import desk_choices as choices
from handlers.wording import desk_progress as told
from knowledge.plan import Task, UnitKind

PAGE = 8
"""Units on a page: each has a button."""

_SEEN = (Which.DONE, Which.AWAITED, Which.RECEIVED, Which.SCHEDULED, Which.PREPARING, Which.NOT_STARTED, Which.LATE, Which.SILENT)


def everybody(turn: Turn) -> Rows:
    """Where every unit stands with every task now."""
    return board(turn.reader.plan, turn.records.roster(), turn.records.standings(), turn.now, turn.records.extensions())


def show(turn: Turn, command: ShowProgress) -> Outcome:
    """The figures asked for, and the way on to narrower ones."""
    plan = turn.reader.plan
    task = task_of(plan, command.task) if command.task else None
    if task is None:
        return _overview(turn)
    kind = next((kind for kind in plan.kinds if kind.key == command.kind), None)
    rows = of_task(everybody(turn), task, command.kind)
    if not rows:
        return Outcome(Decision((told.nothing_for(task, kind, (choices.PROGRESS, choices.DESK)),)))
    if command.which is not None:
        return _units(turn, task, kind, command.which, rows, command.page)
    return _kind(turn, task, kind, rows) if kind else _task(turn, task, rows)


def _overview(turn: Turn) -> Outcome:
    plan, rows = turn.reader.plan, everybody(turn)
    if not rows:
        return Outcome(Decision((words.no_units((choices.DESK,)),)))
    tasks = [(task, of_task(rows, task)) for task in plan.tasks]
    blocks = [(task, due(turn, task), count(own)) for task, own in tasks if own]
    offered = (*(choices.task(plan, task) for task, *_ in blocks), choices.SILENT, choices.DESK)
    return Outcome(Decision((told.overview(turn.now, blocks, offered),)))


def _task(turn: Turn, task: Task, rows: Rows) -> Outcome:
    plan = turn.reader.plan
    kinds = [(kind, of_task(rows, task, kind.key)) for kind in plan.kinds]
    there = [(kind, own) for kind, own in kinds if own]
    if len(there) == 1:
        return _kind(turn, task, there[0][0], rows)
    lines = [(kind, count(own)) for kind, own in there]
    offered = (*(choices.kind(plan, task, kind) for kind, _ in there), choices.silent(plan, task), choices.PROGRESS)
    return Outcome(Decision((told.of_task(task, due(turn, task), turn.now, count(rows), lines, offered),)))


def _kind(turn: Turn, task: Task, kind: UnitKind, rows: Rows) -> Outcome:
    plan = turn.reader.plan
    groups = [(which, len(chosen(rows, which))) for which in _SEEN]
    offered = (
        *(choices.units_at(plan, task, kind, which, many) for which, many in groups if many),
        choices.task(plan, task),
        choices.PROGRESS,
    )
    return Outcome(Decision((told.of_kind(task, due(turn, task), turn.now, kind, count(rows), offered),)))


def _units(turn: Turn, task: Task, kind: UnitKind | None, which: Which, rows: Rows, page: int) -> Outcome:
    plan, there = turn.reader.plan, chosen(rows, which)
    first = (page - 1) * PAGE
    shown = there[first : first + PAGE]
    back = choices.kind(plan, task, kind) if kind else choices.task(plan, task)
    if not shown:
        return Outcome(Decision((told.nobody(task, kind, which, turn.now, (back, choices.PROGRESS)),)))
    more: tuple[Choice, ...] = (choices.more_units(plan, task, kind, which, page + 1),) if len(there) > first + PAGE else ()
    offered = (*(choices.unit(row.unit) for row in shown), *more, back)
    return Outcome(Decision((told.units(task, kind, which, shown, first + 1, len(there), turn.now, offered),)))
