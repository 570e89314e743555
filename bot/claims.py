"""What was taken from the outbox, once more looked at before it goes: allowed, still due, worded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import casts
from bot.policy import loud_again, policy_of
from bot.quota import held_back
from bot.script import Stage
from bot.store.base import Claim, Given, Lane, Prompted, Slot, Work
from handlers.deadlines import deadline_of
from handlers.message import Reply
from handlers.reminders import Due
from handlers.turn import State, Unit
from knowledge.plan import Deadline, Task

DAY = timedelta(hours=24)
# More pushed messages than this to one person in a day can only be a fault of ours.
DAILY_CAP = 12
# Rows that are put off in one step, in the quiet hours.
HUSHED = 1000


def ready(stage: Stage, work: Work, claim: Claim, real: datetime) -> Claim | None:
    """The claim with its words; None where it need not or must not go after all, which is then recorded. `real` is the real moment."""
    reason = _forbidden(stage, work, claim, real)
    if reason is not None:
        work.record(Given(claim, "failed", reason, real))
        return None
    if held_back(stage, work, claim, real) or _too_soon(stage, work, claim, real):
        return None
    if claim.part == 0 and casts.rests(stage, work, claim.cast):
        work.park_one(claim.id)
        return None
    reply = claim.reply
    if reply is None:
        reply = _worded(stage, work, claim.slots) or _asked(stage, work, claim.prompts) or casts.worded(stage, work, claim.id)
        if reply is None:
            work.record(Given(claim, "cleared", "no longer due", real))
            return None
        work.word(claim, reply)
    if reply.choices and not reply.by_word and claim.lane is Lane.REPLY and stage.numbered(claim.address.bot):
        work.offer(claim.address, reply.choices, stage.clock.now())
    if stage.office.rehearsal:
        reply = stage.script.rehearsal(reply)
    return claim if reply is claim.reply else replace(claim, reply=reply)


def _forbidden(stage: Stage, work: Work, claim: Claim, real: datetime) -> str | None:
    if not stage.writable(claim.address):
        return "not an address of this rehearsal"
    if claim.lane is not Lane.BULK or claim.person is None or claim.part > 0:
        return None
    return "too many messages to one person in a day" if work.pushed_since(claim.person, real - DAY) >= DAILY_CAP else None


def _too_soon(stage: Stage, work: Work, claim: Claim, real: datetime) -> bool:
    """Whether pushed messages must wait: in the quiet hours, and reminders for the next day where a person has had the day's most."""
    if claim.lane is not Lane.BULK or claim.part > 0:
        return False
    now, policy = stage.clock.now(), policy_of(stage.plan.reminders, work)
    loud = loud_again(policy, now)
    if loud is not None:
        until = real + (loud - now)
        work.postpone(claim.id, "quiet hours", until, until + DAY)
        work.hush(claim.address.bot, "quiet hours", until, until + DAY, HUSHED)
        return True
    if not claim.slots or claim.person is None:
        return False
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if work.reminded_since(claim.person, real - (now - midnight)) < policy.daily_most:
        return False
    until = real + (midnight + DAY + timedelta(hours=policy.hour) - now)
    work.postpone(claim.id, "enough reminders for a day", until, until + DAY)
    return True


def _worded(stage: Stage, work: Work, slots: Sequence[Slot]) -> Reply | None:
    """What is still due of a reminder, as it is to be said now; None where nothing is."""
    plan, now = stage.plan, stage.clock.now()
    due: list[Due] = []
    for slot in slots:
        unit = work.unit(slot.plan, slot.unit)
        task = next((task for task in plan.tasks if task.key == slot.task), None)
        if slot.plan != plan.key or task is None or unit is None or not work.still_due(slot, plan.due(task, now.date()).last):
            continue
        if not any((each.task.key, each.unit.code) == (task.key, unit.code) for each in due):
            due.append(Due(task, unit, _deadline(stage, work, task, unit), slot.stage))
    return stage.script.reminder(plan, due, now, stage.office) if due else None


def _deadline(stage: Stage, work: Work, task: Task, unit: Unit) -> Deadline:
    return deadline_of(stage.plan, task, unit.code, unit.kind, stage.clock.now().date(), work.extensions(stage.plan.key))


def _asked(stage: Stage, work: Work, prompts: Sequence[Prompted]) -> Reply | None:
    """A prompt as it is to be said now; None where nothing is left to be asked."""
    plan = stage.plan
    for asked in prompts:
        unit = work.unit(asked.plan, asked.unit)
        if asked.plan != plan.key or unit is None or not work.still_asked(asked):
            continue
        tasks = [task for task in plan.tasks_for(unit.kind) if asked.task in ("", task.key) and not _done(work, plan.key, unit, task)]
        if tasks:
            due = [Due(task, unit, _deadline(stage, work, task, unit)) for task in tasks]
            return stage.script.prompt(plan, due, unit, stage.clock.now())
    return None


def _done(work: Work, plan: str, unit: Unit, task: Task) -> bool:
    status = work.status(plan, unit.code, task.key)
    return status is not None and status.state is State.DONE
