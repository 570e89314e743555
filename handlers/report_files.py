"""Files that come with a message: kept for the unit and the task they belong to, after the turn."""

from __future__ import annotations

from datetime import timedelta

from handlers import questions, report_words
from handlers.actions import AttachFile, Job, KeepFiles, Order
from handlers.message import Arrival
from handlers.records import Role, Unit
from handlers.turn import Decision, Outcome, Turn
from handlers.wording import choices as common
from handlers.wording import report_choices as choices
from handlers.wording import reports as wording
from knowledge.plan import Task

_RECENT = timedelta(minutes=30)
_MOST = 5
_TABLES = (".csv", ".xlsx", ".xls", ".tsv")


def heard(turn: Turn) -> Outcome | None:
    """A message with files: an officer's are kept, the office's tables are read; None where it has none."""
    if not turn.incoming.files or turn.incoming.group or turn.incoming.arrival is Arrival.EDIT:
        return None
    if turn.in_office and any(file.name.lower().endswith(_TABLES) for file in turn.incoming.files):
        return Outcome(Decision((wording.file_for_office(),), actions=(Order(turn.records.next_id(), Job.LOOK_AT_FILE),)))
    unit = next((unit for code in turn.person.units if turn.person.at(code) is Role.OFFICER and (unit := turn.records.unit(code))), None)
    if unit is None and turn.incoming.text.strip():
        return None  # whoever hands in nothing may still ask something beside a picture
    if unit is None:
        reply = wording.file_without_unit((common.HELP,)) if turn.in_office else wording.file_of_nobody(turn.office.contact)
        return Outcome(Decision((reply,)), "unknown")
    return _kept(turn, unit)


def _kept(turn: Turn, unit: Unit) -> Outcome:
    """The caption is read as a report; the file goes to the task it tells, else to the one lately spoken of."""
    plan = turn.reader.plan
    report = report_words.told(turn) if turn.incoming.text.strip() else None
    task = _task(turn, unit)
    offered = () if task else tuple(choices.attach(plan, each) for each in plan.tasks_for(unit.kind)[:_MOST])
    reply = wording.file_kept_for(unit, task, offered)
    keep = KeepFiles(unit.code, task.key if task else None)
    if report is None and turn.incoming.text.strip() and turn.reader.is_question(turn.incoming.text):
        report = questions.answer(turn)
    if report is None:
        return Outcome(Decision((reply,), actions=(keep,)))
    decision = report.decision
    return Outcome(Decision((reply, *decision.replies), decision.waiting, (keep, *decision.actions)), report.status)


def _task(turn: Turn, unit: Unit) -> Task | None:
    own = {task.key: task for task in turn.reader.plan.tasks_for(unit.kind)}
    heard = turn.listener.hear(turn.incoming.text, turn.today, None, tuple(own)) if turn.incoming.text.strip() else None
    named = [report.task for report in heard.reports if report.task] if heard else []
    lately = [status.task for status in turn.records.history(unit.code) if not status.undone and turn.now - status.at <= _RECENT]
    prompted = turn.records.prompted()
    for key in (*named[:1], *lately[-1:], *((prompted,) if prompted else ())):
        if key in own:
            return own[key]
    return None


def attach(turn: Turn, key: str) -> Outcome:
    """The unit's last file without a task belongs to this one."""
    unit = next((unit for code in turn.person.units if turn.person.at(code) is Role.OFFICER and (unit := turn.records.unit(code))), None)
    task = next((task for task in turn.reader.plan.tasks_for(unit.kind) if task.key == key), None) if unit else None
    loose = [file for file in turn.records.files(unit.code) if file.task is None] if unit else []
    if unit is None or task is None or not loose:
        return Outcome(Decision((wording.nothing_to_attach(),)))
    return Outcome(Decision((wording.attached(loose[-1].name, task),), actions=(AttachFile(loose[-1].id, unit.code, task.key),)))
