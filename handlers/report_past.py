"""What a unit said so far: shown, taken back or opened again by the secretariat."""

from __future__ import annotations

from dataclasses import replace

from handlers import enrolment
from handlers.actions import SaveStatus, Tell, UndoStatus
from handlers.records import Unit, Via
from handlers.turn import Decision, Outcome, State, Turn, WaitingEntry
from handlers.wording import choices as common
from handlers.wording import report_choices as choices
from handlers.wording import reports as wording
from handlers.wording import statuses
from knowledge.plan import Task
from knowledge.told import Told


def history(turn: Turn, key: str, code: str | None) -> Outcome:
    """Everything said of a task, undone words included; of another unit only for the office."""
    unit = turn.records.unit(code) if code else enrolment.joined(turn)
    if unit is None or not (turn.in_office or unit.code in turn.person.units):
        return Outcome(Decision((wording.no_draft(),)), "unknown")
    task = _task(turn, unit, key)
    if task is None:
        return Outcome(Decision((statuses.not_yours(turn.reader.plan.task(key), unit, (common.MY_TASKS,)),)))
    files = [file for file in turn.records.files(unit.code) if file.task == task.key]
    offered = (choices.undo_for(turn.reader.plan, task, unit),) if turn.in_office else (common.undo(task), common.MY_TASKS)
    return Outcome(Decision((wording.history(unit, task, turn.records.history(unit.code, task.key), files, offered),)))


def enter(turn: Turn, code: str) -> Outcome:
    """Wait for what a unit has told by telephone or letter."""
    unit = turn.records.unit(code)
    if unit is None:
        return Outcome(Decision((wording.unit_gone(),)))
    return Outcome(Decision((wording.enter(unit),), WaitingEntry(unit.code)))


def reopen(turn: Turn, key: str, code: str) -> Outcome:
    """Open a task again that was reported as done; the unit's officers are told."""
    unit = turn.records.unit(code)
    task = _task(turn, unit, key) if unit else None
    if unit is None or task is None:
        return Outcome(Decision((wording.unit_gone() if unit is None else wording.task_gone(),)))
    status = turn.records.status(unit.code, task.key)
    if status is None or status.state is not State.DONE:
        return Outcome(Decision((wording.not_done(unit, task),)))
    told = replace(status.told, task=task.key, state=State.PREPARING)
    tell = tuple(
        Tell(person.id, wording.reopened_for(unit, task, (choices.tell_one(turn.reader.plan, task),))) for person in turn.records.people(unit.code)
    )
    saved = SaveStatus(unit.code, task.key, State.PREPARING, "", told, Via.REOPENED)
    return Outcome(Decision((wording.reopened(unit, task, (choices.undo_for(turn.reader.plan, task, unit),)),), actions=(saved, *tell)))


def undo_for(turn: Turn, key: str, code: str) -> Outcome:
    """Take back a unit's last word on a task, whoever said it."""
    unit = turn.records.unit(code)
    task = _task(turn, unit, key) if unit else None
    if unit is None or task is None:
        return Outcome(Decision((wording.unit_gone() if unit is None else wording.task_gone(),)))
    if turn.records.status(unit.code, task.key) is None:
        return Outcome(Decision((statuses.nothing_to_undo_for(unit, task),)))
    before = before_last(turn, unit, task)
    reply = statuses.undone(task, before.state if before else None, (choices.history(turn.reader.plan, task),) if unit.code in turn.person.units else ())
    return Outcome(Decision((reply,), actions=(UndoStatus(unit.code, task.key),)))


def before_last(turn: Turn, unit: Unit, task: Task) -> Told | None:
    """What stands once the last standing word is taken back."""
    standing = [status for status in turn.records.history(unit.code, task.key) if not status.undone]
    if len(standing) < 2:
        return None
    said = standing[-2]
    return replace(said.told, task=task.key, state=said.state)


def _task(turn: Turn, unit: Unit, key: str) -> Task | None:
    return next((task for task in turn.reader.plan.tasks_for(unit.kind) if task.key == key), None)
