"""One turn of a conversation: what a handler is given and what it decides. Handlers do nothing themselves."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from handlers.message import Choice, Incoming, Reply
from knowledge.plan import State as State
from knowledge.question import Context, Reader


class Role(enum.StrEnum):
    """What a person may do. VISITOR may only ask."""

    VISITOR = "visitor"
    OFFICER = "officer"
    LEADER = "leader"
    SECRETARIAT = "secretariat"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the roster: its code, name and kind in the plan at hand."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks. `kind` is the kind of unit picked or stated; `unit` the code of the unit joined (its kind then wins)."""

    id: int
    name: str = ""
    role: Role = Role.VISITOR
    kind: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """The last word of a unit on a task."""

    unit: str
    task: str
    state: State
    at: datetime
    by: int


@dataclass(frozen=True, slots=True)
class WaitingKind:
    """We asked for the kind of unit; `question` is what to answer once we know (empty: nothing)."""

    question: str = ""


Waiting = WaitingKind
"""What the next message may be the answer to; a union that grows by one dataclass per question we ask."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What we remember of one chat. `offered` are the choices last printed as a numbered list, `offered_at` when."""

    context: Context
    waiting: Waiting | None = None
    offered: tuple[Choice, ...] = ()
    offered_at: datetime | None = None


class Records(Protocol):
    """The read-only view of the tables a handler may look at."""

    def unit(self, code: str) -> Unit | None: ...
    def units(self, kind: str) -> Sequence[Unit]: ...
    def status(self, unit: str, task: str) -> Status | None: ...


@dataclass(frozen=True, slots=True)
class Office:
    """What the settings say about the office: its own line for help, and whether this is a demo or a rehearsal."""

    contact: str = ""
    demo: bool = False
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything a handler may know. `now` is aware, Asia/Ho_Chi_Minh; `today` is its date."""

    incoming: Incoming
    person: Person
    conversation: Conversation
    reader: Reader
    records: Records
    now: datetime
    office: Office = Office()

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def kind(self) -> str | None:
        """The kind of unit this turn speaks for: the joined unit's, else the picked one's."""
        unit = self.records.unit(self.person.unit) if self.person.unit else None
        return unit.kind if unit else self.person.kind


@dataclass(frozen=True, slots=True)
class KeepKind:
    """Remember the kind of unit this person picked or stated (None forgets it)."""

    kind: str | None


@dataclass(frozen=True, slots=True)
class JoinUnit:
    """Make this person an officer of a unit (in the demo by a switch; None leaves it)."""

    unit: str | None
    role: Role = Role.OFFICER


@dataclass(frozen=True, slots=True)
class SaveStatus:
    """Record what a unit says of a task."""

    unit: str
    task: str
    state: State
    words: str = ""


@dataclass(frozen=True, slots=True)
class UndoStatus:
    """Take back this person's last status of a unit's task."""

    unit: str
    task: str


@dataclass(frozen=True, slots=True)
class KeepUnanswered:
    """Keep a question the bot could not answer, for the secretariat; `reason` is not_stated or not_understood."""

    text: str
    reason: str


Action = KeepKind | JoinUnit | SaveStatus | UndoStatus | KeepUnanswered


@dataclass(frozen=True, slots=True)
class Decision:
    """What a handler decided. `context` is None where the talk's subject does not change; `waiting` replaces what we waited for."""

    replies: tuple[Reply, ...] = ()
    waiting: Waiting | None = None
    actions: tuple[Action, ...] = ()
    context: Context | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision and what it says of itself: `status` is answered, clarify or unknown; `facts` and `clauses` are the ids it rests on.

    Courtesy, help and commands are answered with no facts. `handlers.router.decide(turn)` gives one, `route(turn)` only its decision.
    """

    decision: Decision
    status: str = "answered"
    facts: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
