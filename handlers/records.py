"""What the tables hold, as handlers read it: people, units, statuses, receipts, files, invitations, requests, drafts."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from handlers.records_broadcasts import BroadcastRecords
from handlers.records_groups import GroupRecords
from handlers.records_schedule import ScheduleRecords
from knowledge.plan import State
from knowledge.told import Told


class Role(enum.StrEnum):
    """What a person may do: VISITOR asks, OFFICER reports for a unit, LEADER reads a unit's state, SECRETARIAT runs the plan, ADMIN also appoints."""

    VISITOR = "visitor"
    OFFICER = "officer"
    LEADER = "leader"
    SECRETARIAT = "secretariat"
    ADMIN = "admin"


UNTOLD = Told(None)
"""A status with nothing told beside its state."""

OFFICE = frozenset({Role.SECRETARIAT, Role.ADMIN})
"""The roles that see every unit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the roster: its code, name and kind in the plan at hand, what people call it, the unit above it (a code) and a note."""

    code: str
    name: str
    kind: str
    short_names: tuple[str, ...] = ()
    parent: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A person's place at a unit: OFFICER or LEADER."""

    unit: str
    role: Role


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks.

    `kind` is the kind of unit picked or stated; `unit` the code of the unit spoken for first (its kind then wins); `posts` every unit
    spoken for, that one included. `role` is the highest the person has.
    """

    id: int
    name: str = ""
    role: Role = Role.VISITOR
    kind: str | None = None
    unit: str | None = None
    posts: tuple[Post, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """The codes of all units this person belongs to, the first one first."""
        first = (self.unit,) if self.unit else ()
        return tuple(dict.fromkeys((*first, *(post.unit for post in self.posts))))

    def at(self, unit: str) -> Role | None:
        """The role at one unit; None where the person does not belong to it."""
        found = next((post.role for post in self.posts if post.unit == unit), None)
        return found or (self.role if self.unit == unit and self.role not in OFFICE else None)


class Via(enum.StrEnum):
    """Whose word a status is: the unit's own, the secretariat's for it (told by telephone), or the secretariat opening it again."""

    UNIT = "unit"
    OFFICE = "office"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Status:
    """A unit's word on a task; the last one that is not `undone` counts. `late`: done after the last good day. `who` is the name of `by`."""

    unit: str
    task: str
    state: State
    at: datetime
    by: int
    id: int = 0
    told: Told = UNTOLD
    words: str = ""
    via: Via = Via.UNIT
    late: bool = False
    undone: bool = False
    who: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The secretariat has the unit's document: its incoming number and day."""

    unit: str
    task: str
    number: str
    day: date | None
    at: datetime
    by: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit stands with a task: its last word (None: silent) and the receipt (None: not received)."""

    unit: str
    task: str
    status: Status | None = None
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that came with a message. `state`: wanted (not fetched yet), kept, refused (with `reason`). `size` in bytes."""

    id: int
    unit: str | None
    task: str | None
    name: str
    media_type: str
    size: int | None
    state: str
    reason: str
    at: datetime
    who: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code that lets people join a unit (or, with no unit, the secretariat, or one's own second account: `person`)."""

    id: int
    role: Role
    unit: str | None
    person: int | None
    expires: datetime
    revoked: bool = False
    used: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody's wish to join. `state`: proposed (not confirmed by the person yet), waiting (for the secretariat), joined, denied, withdrawn, undone.

    `invitation` is the id of the code it came by, None where the unit was searched for.
    """

    id: int
    person: int
    unit: str | None
    role: Role
    name: str
    state: str
    invitation: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that is understood and echoed, but not confirmed. `state`: open, saved, dropped. `reports` have no task where it is still to be asked.

    `message` is the platform's id of the message it was told in. `prompted` is the task we had asked about. `form` marks one that was begun by a tap,
    whose state is saved already. `asked` are the keys of fields that were asked for and skipped or answered.
    """

    id: int
    unit: str
    reports: tuple[Told, ...]
    words: str = ""
    via: Via = Via.UNIT
    state: str = "open"
    person: int = 0
    message: str | None = None
    prompted: str | None = None
    form: bool = False
    asked: tuple[str, ...] = ()
    correction: bool = False
    edition: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class QuotaState:
    """What a bot with a monthly quota has used up: messages of how many, people of how many."""

    bot: str
    messages: int
    most_messages: int
    people: int
    most_people: int


@dataclass(frozen=True, slots=True)
class Misses:
    """How often a wrong code was typed in the last hour: by this person, and by everybody."""

    mine: int = 0
    all: int = 0


class Records(ScheduleRecords, BroadcastRecords, GroupRecords, Protocol):
    """The view of the tables a handler may look at; everything is of the plan at hand, and nothing is written."""

    # units and people
    def unit(self, code: str) -> Unit | None: ...
    def units(self, kind: str) -> Sequence[Unit]: ...
    def roster(self) -> Sequence[Unit]:
        """Every unit, by code; the same tuple until the roster changes."""
        ...

    def person(self, id: int) -> Person | None: ...
    def people(self, unit: str) -> Sequence[Person]:
        """Who belongs to a unit."""
        ...

    def office(self) -> Sequence[Person]:
        """The secretariat and the admins."""
        ...

    def manned(self) -> frozenset[str]:
        """The codes of units with somebody who has joined."""
        ...

    # joining
    def invitation(self, code: str) -> Invitation | None:
        """The invitation of a typed code, whatever its state; codes are compared in constant time."""
        ...

    def invitations(self, unit: str | None) -> Sequence[Invitation]:
        """The invitations of a unit (None: to the secretariat) that still hold."""
        ...

    def request(self, id: int) -> Request | None: ...
    def requests(self, state: str) -> Sequence[Request]: ...
    def misses(self) -> Misses: ...

    # statuses
    def status(self, unit: str, task: str) -> Status | None: ...
    def history(self, unit: str, task: str | None = None) -> Sequence[Status]:
        """Everything a unit said, undone words included, the oldest first; at most the last 100."""
        ...

    def standings(self) -> Sequence[Standing]:
        """Every unit and task with a word or a receipt; the others are silent."""
        ...

    def receipt(self, unit: str, task: str) -> Receipt | None: ...
    def files(self, unit: str) -> Sequence[KeptFile]: ...
    def draft(self, id: int) -> Draft | None: ...
    def draft_of(self, message: str) -> Draft | None:
        """This chat's draft that was told in a message (the platform's id)."""
        ...

    def drafts(self, unit: str) -> Sequence[Draft]:
        """The open drafts of a unit."""
        ...

    def prompted(self) -> str | None:
        """The task this chat was last prompted or reminded about within a day, where it was one task."""
        ...

    def accounts(self) -> Sequence[str]:
        """The bots this person has written to."""
        ...

    def quotas(self) -> Sequence[QuotaState]:
        """What each bot with a monthly quota has used up."""
        ...

    # made by the shell
    def next_id(self) -> int:
        """A number no request, draft or order has yet; another one each time."""
        ...

    def fresh_code(self) -> str:
        """A new random code of 80 bits as people type it ("K7QF-3M9T-W2PX-8HJD"); another one each time."""
        ...
