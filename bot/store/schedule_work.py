"""The verbs of the schedule: slots, reminders, snoozes, extensions, mutes and the office's own days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.store.rows import Slot
from handlers.records_schedule import Extension, Mute, Reached, SlotState


@dataclass(frozen=True, slots=True)
class Round:
    """One slot whose reminders are being made: for a task of these kinds, for the units whose last day is `deadline` (`base`: the plan's own)."""

    plan: str
    task: str
    kinds: tuple[str, ...]
    base: date
    deadline: date
    slot: int
    escalate_after: int


class ScheduleWork(Protocol):
    """Reminders that have fallen due, and what moves them."""

    def slots(self, plan: str) -> Mapping[tuple[str, str, int], str]:
        """The state of every slot that has come, by task, deadline (ISO) and offset."""
        ...

    def slot_states(self, plan: str, limit: int) -> Sequence[SlotState]: ...
    def open_slot(self, plan: str, task: str, deadline: date, slot: int, due: datetime, at: datetime) -> None:
        """Its reminders are to be made from now on."""
        ...

    def skip_slot(self, plan: str, task: str, deadline: date, slot: int, reason: str, due: datetime, at: datetime) -> None:
        """It is not made up for, and why."""
        ...

    def void_slots(self, plan: str, now: datetime) -> int:
        """Forget slots that came at a moment which has not come yet (the clock went back); reminders made then are still known."""
        ...

    def opened_slot(self, plan: str) -> SlotState | None:
        """The first slot whose reminders are still being made."""
        ...

    def remind(self, round: Round, at: datetime, queued: datetime, limit: int) -> bool:
        """Go through `limit` more posts and make their missing reminders; whether there are more posts. At the end the slot is done."""
        ...

    def remind_person(self, plan: str, task: str, unit: str, person: int, deadline: date, slot: int, at: datetime, queued: datetime) -> bool:
        """One reminder to one person; False where there is nowhere to send it or it was made before."""
        ...

    def still_due(self, slot: Slot, base: date) -> bool:
        """Whether a reminder still has a point: the post is held, the task open, its last day the same, nobody answered, nothing later came."""
        ...

    def snooze(self, plan: str, task: str, unit: str, person: int, until: datetime, at: datetime) -> None: ...
    def due_snoozes(self, plan: str, now: datetime, limit: int) -> Sequence[tuple[int, str, str, int]]:
        """Snoozes whose moment has come: id, task, unit, person."""
        ...

    def settle_snooze(self, id: int) -> None: ...
    def extend(self, plan: str, extension: Extension, by: int | None) -> None: ...
    def revoke_extension(self, plan: str, id: int, at: datetime) -> bool: ...
    def extensions(self, plan: str) -> Sequence[Extension]: ...
    def mute(self, plan: str, mute: Mute, by: int | None, at: datetime) -> None: ...
    def unmute(self, plan: str, mute: Mute) -> bool: ...
    def mutes(self, plan: str) -> Sequence[Mute]: ...
    def set_day(self, day: date, works: bool | None, by: int | None, at: datetime) -> None:
        """A make-up day, a day off, or (None) a day like any other."""
        ...

    def days(self) -> Mapping[date, bool]: ...
    def reached(self, plan: str) -> Sequence[Reached]: ...
    def reminded_since(self, person: int, since: datetime) -> int:
        """How many messages of reminders went to a person since a real moment."""
        ...

    def postpone(self, id: int, reason: str, until: datetime, expires: datetime) -> None:
        """A row that was taken waits until a real moment, and is kept until another."""
        ...

    def hush(self, bot: str, reason: str, until: datetime, expires: datetime, limit: int) -> None:
        """What else of a bot's bulk would go now waits as well, `limit` rows of it."""
        ...
