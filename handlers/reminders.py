"""Which reminders fall due when, and what one says at the moment it is sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.message import Reply
from handlers.turn import Office, Unit
from handlers.wording import reminders as told
from knowledge.plan import Deadline, Plan, Reminders, Task

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Planned:
    """A slot of a task's policy: days before (negative: after) a last day, and the moment it comes at; `merged` with another one of that day."""

    task: str
    deadline: date
    offset: int
    at: datetime
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is still due, with the last day as it stands; `stage`: 0 to the unit's officer, 1 to its leader, 2 to the unit above."""

    task: Task
    unit: Unit
    deadline: Deadline
    stage: int = 0


def offsets(policy: Reminders) -> tuple[int, ...]:
    """Every nominal offset of a reminder policy, the earliest slot first."""
    late = (-policy.late_every * n for n in range(1, policy.late_most + 1)) if policy.late_every > 0 else ()
    return tuple(sorted({*policy.offsets, *late}, reverse=True))


def workday_before(works: Callable[[date], bool]) -> Callable[[date], date]:
    """Gives the day itself where it is a working day, else the last one before it; a whole month without one is left as it is."""

    def before(day: date) -> date:
        back = (day - timedelta(days=n) for n in range(31))
        return next((found for found in back if works(found)), day)

    return before


def planned(task: str, deadline: date, policy: Reminders, before: Callable[[date], date]) -> tuple[Planned, ...]:
    """The slots of one last day in the order they come. `before` gives a day itself or the working day before it.

    Slots that come to one day are merged into the one nearest the deadline, or latest behind it.
    """
    days = {offset: deadline - timedelta(days=offset) for offset in offsets(policy)}
    if policy.working_days:
        days = {offset: before(day) for offset, day in days.items()}
    last = {day: min(offset for offset, other in days.items() if other == day) for day in days.values()}
    return tuple(
        Planned(task, deadline, offset, datetime.combine(day, time(policy.hour), ZONE), merged=last[day] != offset)
        for offset, day in sorted(days.items(), key=lambda each: (each[1], -each[0]))
    )


def reminder(plan: Plan, due: Sequence[Due], now: datetime, office: Office) -> Reply:
    """The words of one message: one reminder with its clause and how to answer, or several as a list. `due` is not empty."""
    cited = [plan.clause(plan.fact_for(each.task, each.unit.kind).clause).cited for each in due]
    if len(due) == 1:
        one = due[0]
        if one.stage:
            return told.escalated(one.unit, one.task, one.deadline, cited[0], now, to_leader=one.stage == 1)
        return told.reminder(one.unit, one.task, one.deadline, cited[0], now)
    return told.digest([(each.unit, each.task, each.deadline, where, each.stage) for each, where in zip(due, cited, strict=True)], now)
