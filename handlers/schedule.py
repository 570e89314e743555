"""The room of the schedule: putting reminders off, the calendar, extensions, and what the secretariat sets and sees of reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from handlers import enrolment
from handlers import schedule_commands as commands
from handlers.actions import Job, Order, PutOff, SetDay, SetMute, SetPolicy
from handlers.calendar import Entry, Known, entries
from handlers.deadlines import due
from handlers.desk_figures import task_of
from handlers.extensions import awaited as awaited
from handlers.extensions import confirm, extend, revoke, show
from handlers.records import OFFICE, Role
from handlers.reminders import workday_before
from handlers.schedule_commands import Command
from handlers.snoozing import until
from handlers.turn import Decision, Outcome, State, Turn
from handlers.wording import choices as common
from handlers.wording import reports, statuses
from handlers.wording import schedule as told
from handlers.wording import schedule_choices as choices

AHEAD = timedelta(days=62)
"""How far the calendar looks."""

_LINES = 15
FAR = timedelta(days=31)
"""The longest a reminder may be put off."""


def obey(turn: Turn, command: Command) -> Outcome:
    """Carry a command out."""
    match command:
        case commands.Snooze():
            return _snooze(turn, command)
        case commands.ShowCalendar():
            return _calendar(turn)
        case commands.SendCalendar():
            return _file(turn)
        case commands.ShowReminders():
            return _reminders(turn)
        case commands.ShowSkipped():
            skipped = [slot for slot in turn.records.slots() if slot.state == "skipped"]
            labels = {task.key: task.label for task in turn.reader.plan.tasks}
            return Outcome(Decision((told.skipped([(labels.get(s.task, s.task), s) for s in skipped[:_LINES]], len(skipped)),)))
        case commands.SetMute(code, key, mute):
            unit, task = turn.records.unit(code) if code else None, task_of(turn.reader.plan, key) if key else None
            return Outcome(Decision((told.muted(unit, task, mute=mute),), actions=(SetMute(code, key, mute),)))
        case commands.SetDay(day, works):
            return Outcome(Decision((told.day_set(day, works),), actions=(SetDay(day, works),)))
        case commands.SetPolicy():
            return _policy(turn, command)
        case commands.Extend():
            return extend(turn, command)
        case commands.ConfirmExtension(id):
            return confirm(turn, id)
        case commands.ShowExtensions():
            return show(turn)
        case commands.Revoke(id):
            return revoke(turn, id)
        case _:
            assert_never(command)


def _snooze(turn: Turn, command: commands.Snooze) -> Outcome:
    unit, plan = enrolment.joined(turn), turn.reader.plan
    if unit is None:
        return Outcome(Decision((statuses.not_joined(turn.office.contact, (common.MY_TASKS, common.DOCUMENT)),)))
    if turn.person.at(unit.code) is Role.LEADER:
        return Outcome(Decision((reports.leaders_read((common.MY_TASKS,)),)), "unknown")
    said = {task.key: turn.records.status(unit.code, task.key) for task in plan.tasks_for(unit.kind)}
    done = {key for key, status in said.items() if status and status.state is State.DONE}
    still = [each for each in plan.tasks_for(unit.kind) if each.key not in done]
    wanted = command.task or turn.records.prompted() or (still[0].key if len(still) == 1 else None)
    if wanted is None and still:
        return Outcome(Decision((told.which_to_put_off(tuple(choices.snooze_named(each) for each in still[:5])),)), "clarify")
    task = next((each for each in still if each.key == wanted), None)
    if task is None:
        return Outcome(Decision((statuses.nothing_open((common.MY_TASKS,)),)))
    if command.when is None:
        return Outcome(Decision((told.how_long(task, tuple(choices.snooze_until(task, *way) for way in choices.SNOOZES)),)), "clarify")
    moment = until(command.when, turn.now, turn.records.policy())
    if moment is None or moment > turn.now + FAR:
        return Outcome(Decision((told.too_far(FAR.days, tuple(choices.snooze_until(task, *way) for way in choices.SNOOZES)),)), "clarify")
    behind = moment.date() > due(turn, task, unit).last
    return Outcome(Decision((told.put_off(task, moment, behind=behind),), actions=(PutOff(unit.code, task.key, moment),)))


def _entries(turn: Turn, unit: str | None) -> tuple[Entry, ...]:
    records, plan = turn.records, turn.reader.plan
    units = [each for each in records.roster() if unit in (None, each.code)]
    done = {(each.unit, each.task) for each in records.standings() if each.status and each.status.state is State.DONE}
    known = Known(records.extensions(), records.mutes(), done, records.manned())
    return entries(plan, records.policy(), units, known, workday_before(records.works), turn.now, turn.now + AHEAD)


def _calendar(turn: Turn) -> Outcome:
    unit = enrolment.joined(turn)
    if turn.person.role in OFFICE:
        found = _entries(turn, None)
        return Outcome(Decision((told.calendar_of_all(found, _LINES, (choices.FILE, choices.REMINDERS)),)))
    if unit is None:
        return Outcome(Decision((statuses.not_joined(turn.office.contact, (common.MY_TASKS, common.DOCUMENT)),)))
    found = tuple(each for each in _entries(turn, unit.code) if each.reason != "done")
    return Outcome(Decision((told.calendar(unit, found, _LINES, (choices.FILE, common.MY_TASKS)),)))


def _file(turn: Turn) -> Outcome:
    unit = enrolment.joined(turn)
    if turn.person.role not in OFFICE and unit is None:
        return Outcome(Decision((statuses.not_joined(turn.office.contact, (common.MY_TASKS, common.DOCUMENT)),)))
    what = () if turn.person.role in OFFICE or unit is None else (unit.code,)
    return Outcome(Decision((told.file_comes(),), actions=(Order(turn.records.next_id(), Job.CALENDAR, what),)))


def _reminders(turn: Turn) -> Outcome:
    if turn.person.role not in OFFICE:
        return _calendar(turn)
    records, plan = turn.records, turn.reader.plan
    labels = {task.key: task.label for task in plan.tasks}
    units = {unit.code: unit.name for unit in records.roster()}
    reached = [(labels.get(each.task, each.task), each) for each in records.reached()]
    mutes = [(units.get(mute.unit, mute.unit), labels.get(mute.task, mute.task)) for mute in records.mutes()]
    skipped = sum(slot.state == "skipped" and slot.reason != "same_day" for slot in records.slots())
    policy = records.policy()
    reply = told.policy(policy, reached, mutes, records.days(), skipped, own=policy != plan.reminders)
    return Outcome(Decision((reply,)))


def _policy(turn: Turn, command: commands.SetPolicy) -> Outcome:
    if not command.key:
        return Outcome(Decision((told.policy_reset(turn.reader.plan.reminders),), actions=(SetPolicy("", None),)))
    new = replace(turn.records.policy(), **{command.key: command.value})  # type: ignore[arg-type]
    if not new.sound:
        return Outcome(Decision((told.policy_unsound(turn.records.policy()),)), "clarify")
    return Outcome(Decision((told.policy_set(new),), actions=(SetPolicy(command.key, command.value),)))
