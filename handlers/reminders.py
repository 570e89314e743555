"""Which reminders fall due, and what one says at the moment it is sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.message import Reply
from handlers.turn import Office, Unit
from handlers.wording import reminders as told
from knowledge.plan import Plan, Task


def due(plan: Plan, now: datetime) -> tuple[tuple[Task, int], ...]:
    """The tasks with a reminder slot today that has come, each with its nominal offset.

    `now` is aware, in the plan's own zone. An offset counts days before the last good day; after it, late reminders come every
    `late_every` days, `late_most` times, with negative offsets. Slots of earlier days are never made up for.
    """
    if now.hour < plan.reminders.hour:
        return ()
    today = now.date()
    return tuple((task, offset) for task in plan.tasks for offset in offsets(plan) if plan.due(task, today).last - timedelta(days=offset) == today)


def offsets(plan: Plan) -> tuple[int, ...]:
    """Every nominal offset of the plan's reminder policy, the earliest slot first."""
    policy = plan.reminders
    late = (-policy.late_every * n for n in range(1, policy.late_most + 1)) if policy.late_every > 0 else ()
    return tuple(sorted({*policy.offsets, *late}, reverse=True))


def reminder(plan: Plan, task: Task, unit: Unit, now: datetime, office: Office) -> Reply:
    """The words of a reminder: the task, the last day and the days left at `now`, the clause, and how to answer."""
    cited = plan.clause(plan.fact_for(task, unit.kind).clause).cited
    return told.reminder(unit, task, plan.due(task, now.date()), cited, now)
