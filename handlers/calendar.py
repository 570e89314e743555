"""What will be reminded of, when, of whom and why not: the policy laid over the units as they stand, without sending anything."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.deadlines import deadline_of
from handlers.records_schedule import Extension, Mute
from handlers.reminders import Planned, planned
from handlers.turn import Unit
from knowledge.plan import Deadline, Plan, Reminders, Task


@dataclass(frozen=True, slots=True)
class Entry:
    """A reminder to come: `offset` is the policy's (days before, negative: after, the last day); `reason` is empty where it will be sent, else
    done, muted or unmanned."""

    at: datetime
    task: Task
    unit: Unit
    deadline: Deadline
    offset: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What keeps reminders from being sent: extensions and mutes, (unit, task) pairs that are done, codes of units somebody is there for."""

    extensions: Sequence[Extension]
    mutes: Sequence[Mute]
    done: Collection[tuple[str, str]]
    manned: Collection[str]

    def reason(self, unit: Unit, task: Task) -> str:
        """Why nothing goes to this unit about this task; empty where something does."""
        if (unit.code, task.key) in self.done:
            return "done"
        if any(mute.unit in ("", unit.code) and mute.task in ("", task.key) for mute in self.mutes):
            return "muted"
        return "" if unit.code in self.manned else "unmanned"


def entries(
    plan: Plan,
    policy: Reminders,
    units: Iterable[Unit],
    known: Known,
    before: Callable[[date], date],
    since: datetime,
    until: datetime,
) -> tuple[Entry, ...]:
    """Every reminder from one moment to another, both included, in the order they come. `before` gives a day or the working day before it."""
    slots: dict[tuple[str, date], tuple[Planned, ...]] = {}
    found: list[Entry] = []
    for unit in units:
        for task in plan.tasks_for(unit.kind):
            deadline = deadline_of(plan, task, unit.code, unit.kind, since.date(), known.extensions)
            key = (task.key, deadline.last)
            if key not in slots:
                slots[key] = planned(task.key, deadline.last, policy, before)
            coming = [slot for slot in slots[key] if since <= slot.at <= until and not slot.merged]
            if coming:
                reason = known.reason(unit, task)
                found.extend(Entry(slot.at, task, unit, deadline, slot.offset, reason) for slot in coming)
    return tuple(sorted(found, key=lambda each: (each.at, each.task.key)))
