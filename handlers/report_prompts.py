"""Asking for progress: the open tasks of a unit with the days left, by a prompt of the secretariat or when an officer wants to report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers import enrolment
from handlers.deadlines import due
from handlers.message import Choice, Reply, Span
from handlers.reminders import Due
from handlers.turn import Decision, Outcome, State, Turn, Unit, WaitingTask
from handlers.wording import choices as common
from handlers.wording import dates, statuses
from handlers.wording import report_choices as choices
from handlers.wording import reports as wording
from knowledge.plan import Plan, Task

_MOST = 5
_STATES = (State.DONE, State.PREPARING, State.SCHEDULED, State.NOT_STARTED, State.DELAYED)


def prompt(plan: Plan, due: Sequence[Due], unit: Unit, now: datetime) -> Reply:
    """The words of a prompt at the moment it is sent: one task by its states, several each by a way to report on it."""
    tasks = [each.task for each in due]
    offered: tuple[Choice, ...] = tuple(choices.tell_one(plan, task) for task in tasks[:_MOST])
    if len(tasks) == 1:
        offered = common.how_far(tasks[0])
    return wording.prompt(unit, [(each.task, each.deadline) for each in due], now, offered)


def tell_all(turn: Turn) -> Outcome:
    """The open tasks of the officer's unit, to report on them."""
    unit = enrolment.joined(turn)
    if unit is None:
        return Outcome(Decision((statuses.not_joined(turn.office.contact, (common.MY_TASKS, common.DOCUMENT)),)))
    plan = turn.reader.plan
    still = [task for task in plan.tasks_for(unit.kind) if _state(turn, unit, task) is not State.DONE]
    if not still:
        return Outcome(Decision((statuses.nothing_open((common.MY_TASKS,)),)))
    lines = tuple((Span(task.label, strong=True), Span(f": {dates.due(due(turn, task, unit), turn.now)}.{_said(turn, unit, task)}")) for task in still)
    return Outcome(Decision((wording.to_tell(unit.name, lines, tuple(choices.tell_one(plan, task) for task in still[:_MOST])),)))


def tell_one(turn: Turn, key: str) -> Outcome:
    """The states of one task of the officer's unit."""
    unit = enrolment.joined(turn)
    if unit is None:
        return Outcome(Decision((statuses.not_joined(turn.office.contact, (common.MY_TASKS, common.DOCUMENT)),)))
    plan = turn.reader.plan
    task = next((task for task in plan.tasks_for(unit.kind) if task.key == key), None)
    if task is None:
        return Outcome(Decision((statuses.not_yours(plan.task(key), unit, (common.MY_TASKS,)),)))
    status = turn.records.status(unit.code, task.key)
    known = statuses.state(status.state) if status else ""
    offered = (*(common.report_as(state, task) for state in _STATES), choices.history(plan, task))
    return Outcome(Decision((wording.to_tell_one(task, due(turn, task, unit), turn.now, known, offered),), WaitingTask(task.key)))


def _state(turn: Turn, unit: Unit, task: Task) -> State | None:
    status = turn.records.status(unit.code, task.key)
    return status.state if status else None


def _said(turn: Turn, unit: Unit, task: Task) -> str:
    state = _state(turn, unit, task)
    return f" {statuses.reported(state)}" if state else ""
