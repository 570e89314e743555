"""What the tables hold of the schedule, as handlers read it: the policy, extensions, mutes, the office's own days, slots that came or were skipped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from knowledge.plan import Reminders, Task


@dataclass(frozen=True, slots=True)
class Extension:
    """A task's last day moved by a document: for all (`target` ""), a kind of unit or one unit (its code)."""

    id: int
    task: str
    scope: str
    target: str
    last: date
    document: str
    at: datetime
    revoked: bool = False

    def covers(self, task: str, unit: str | None, kind: str | None) -> bool:
        """Whether it is about this task of this unit (None: of any unit of the kind)."""
        if self.revoked or self.task != task:
            return False
        match self.scope:
            case "all":
                return True
            case "kind":
                return kind == self.target
            case _:
                return unit == self.target


def extension_of(extensions: Iterable[Extension], task: Task, unit: str | None, kind: str | None, base: date) -> Extension | None:
    """The extension that counts: of those that cover the unit the one with the latest day, where that is later than the plan's own."""
    found = [each for each in extensions if each.covers(task.key, unit, kind) and each.last > base]
    return max(found, key=lambda each: (each.last, each.id), default=None)


@dataclass(frozen=True, slots=True)
class Mute:
    """No reminders to a unit ("": to any) of a task ("": of any)."""

    unit: str
    task: str


@dataclass(frozen=True, slots=True)
class SlotState:
    """A slot that has come: `state` open, done or skipped (then with the reason); `made` reminders, `silent` of them to units that never answer."""

    task: str
    deadline: date
    slot: int
    state: str
    reason: str
    due: datetime
    made: int = 0
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Reached:
    """What became of the reminders of a task's last slots: to how many people they went, arrived, were answered by their unit, failed."""

    task: str
    people: int
    sent: int
    answered: int
    failed: int


class ScheduleRecords(Protocol):
    """What a handler may look at of the schedule."""

    def policy(self) -> Reminders:
        """The plan's policy with what the office has overridden."""
        ...

    def extensions(self) -> Sequence[Extension]:
        """Every extension, revoked ones too, the oldest first."""
        ...

    def mutes(self) -> Sequence[Mute]: ...
    def days(self) -> Mapping[date, bool]:
        """The office's own days: True a make-up day, False a day off."""
        ...

    def works(self, day: date) -> bool:
        """Whether the office works on a day."""
        ...

    def slots(self) -> Sequence[SlotState]:
        """Slots that have come, the latest first; at most 200."""
        ...

    def reached(self) -> Sequence[Reached]: ...
