"""One tick: slots of reminders that have come are opened or skipped with a reason, and a page of reminders is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.acts import tell
from bot.policy import policy_of, workdays
from bot.script import Stage
from bot.store import codec
from bot.store.base import Round, Work
from bot.store.schedules import SNOOZED
from handlers.deadlines import deadline_of
from handlers.records_schedule import Extension, SlotState
from handlers.reminders import Planned
from knowledge.plan import Reminders, Task

BEGUN = "reminders.begun"
PAGE = 50
"""Posts gone through in one step: a few milliseconds, so that turns go in between."""

_Key = tuple[Reminders, tuple[tuple[str, date], ...], tuple[tuple[date, bool], ...]]


@dataclass
class Ticks:
    """Remembers the slots of the plan as long as nothing they depend on changes."""

    _key: _Key | None = None
    _planned: tuple[Planned, ...] = field(default=())

    def step(self, stage: Stage, work: Work, now: datetime, real: datetime) -> bool:
        """A page of what is due at the office's moment `now`; whether there may be more. Doing it twice changes nothing."""
        plan = stage.plan
        policy = policy_of(plan.reminders, work)
        extensions = work.extensions(plan.key)
        work.void_slots(plan.key, now)
        opened = work.opened_slot(plan.key)
        if opened is None:
            self._come(stage, work, policy, extensions, now)
            opened = work.opened_slot(plan.key)
        more = self._snoozed(stage, work, extensions, now, real)
        if opened is None:
            return more
        if not self._remind(stage, work, policy, opened, now, real):
            self._report(stage, work, opened)
        return True

    def _come(self, stage: Stage, work: Work, policy: Reminders, extensions: Sequence[Extension], now: datetime) -> None:
        """Open the slot of every last day that has come, and skip those that came too long ago or are overtaken."""
        plan = stage.plan
        known = work.slots(plan.key)
        begun = work.get(BEGUN)
        if begun is None:
            # The first day counts from its beginning: who sets the bot up at ten is still reminded of eight o'clock.
            begun = codec.when(now.replace(hour=0, minute=0, second=0, microsecond=0))
            work.put(BEGUN, begun)
        new: dict[tuple[str, date], list[Planned]] = {}
        for slot in self._slots(stage, work, policy, extensions, now.date()):
            if slot.at <= now and (slot.task, slot.deadline.isoformat(), slot.offset) not in known:
                new.setdefault((slot.task, slot.deadline), []).append(slot)
        since = now - timedelta(hours=max(policy.catch_up, 1))
        idle = policy.working_days and not workdays(work).works(now.date())
        for key, slots in new.items():
            # What an extension would have brought before it was granted was never missed.
            granted = _granted(extensions, *key)
            starts, before = (granted, "before_extension") if granted > begun else (begun, "before_start")
            fresh = [slot for slot in slots if slot.at > since and codec.when(slot.at) >= starts and not slot.merged]
            for slot in slots:
                if slot in fresh and idle:
                    continue  # what was missed is not made up for on a day off
                if fresh and slot is fresh[-1]:
                    work.open_slot(plan.key, slot.task, slot.deadline, slot.offset, slot.at, now)
                    continue
                reason = "same_day" if slot.merged else "overtaken" if slot in fresh else before if codec.when(slot.at) < starts else "missed"
                work.skip_slot(plan.key, slot.task, slot.deadline, slot.offset, reason, slot.at, now)

    def _slots(self, stage: Stage, work: Work, policy: Reminders, extensions: Sequence[Extension], today: date) -> tuple[Planned, ...]:
        """Every slot of every last day of the plan as it stands today."""
        lasts = tuple((task.key, last) for task in stage.plan.tasks for last in self._lasts(stage, task, extensions, today))
        key = (policy, lasts, tuple(work.days().items()))
        if key != self._key:
            before = workdays(work).before
            planned = (slot for task, last in lasts for slot in stage.script.planned(task, last, policy, before))
            self._key, self._planned = key, tuple(sorted(planned, key=lambda slot: slot.at))
        return self._planned

    def _lasts(self, stage: Stage, task: Task, extensions: Sequence[Extension], today: date) -> list[date]:
        base = stage.plan.due(task, today).last
        return sorted({base, *(each.last for each in extensions if each.task == task.key and not each.revoked and each.last > base)})

    def _remind(self, stage: Stage, work: Work, policy: Reminders, slot: SlotState, now: datetime, real: datetime) -> bool:
        plan = stage.plan
        task = next((task for task in plan.tasks if task.key == slot.task), None)
        base = plan.due(task, now.date()).last if task else slot.deadline
        round = Round(plan.key, slot.task, task.kinds if task else (), base, slot.deadline, slot.slot, policy.escalate_after)
        return work.remind(round, now, real, PAGE)

    def _snoozed(self, stage: Stage, work: Work, extensions: Sequence[Extension], now: datetime, real: datetime) -> bool:
        """Reminders that people have put off until now."""
        plan = stage.plan
        due = work.due_snoozes(plan.key, now, PAGE)
        for id, key, code, person in due:
            unit, task = work.unit(plan.key, code), next((task for task in plan.tasks if task.key == key), None)
            if unit is not None and task is not None:
                last = deadline_of(plan, task, code, unit.kind, now.date(), extensions).last
                work.remind_person(plan.key, key, code, person, last, SNOOZED - id, now, real)
            work.settle_snooze(id)
        return len(due) == PAGE

    def _report(self, stage: Stage, work: Work, slot: SlotState) -> None:
        """The secretariat hears of units that do not answer, once a slot."""
        which = (slot.task, slot.deadline, slot.slot)
        done = next((each for each in work.slot_states(stage.plan.key, 200) if (each.task, each.deadline, each.slot) == which), None)
        task = next((task for task in stage.plan.tasks if task.key == slot.task), None)
        if done is None or task is None or not done.silent:
            return
        for member in work.office(stage.plan.key):
            key = f"silent/{slot.task}/{slot.deadline}/{slot.slot}/{member.id}"
            tell(stage, work, member.id, stage.script.unanswered(task, done.silent), key)


def _granted(extensions: Sequence[Extension], task: str, last: date) -> str:
    """Since when a last day holds: the moment the first extension brought it, "" where the plan itself does."""
    return min((codec.when(each.at) for each in extensions if (each.task, each.last, each.revoked) == (task, last, False)), default="")
