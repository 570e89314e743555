"""One turn of a conversation: what a handler is given and what it decides. Handlers do nothing themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handlers.actions import Action as Action
from handlers.actions import KeepKind as KeepKind
from handlers.actions import KeepUnanswered as KeepUnanswered
from handlers.actions import SaveStatus as SaveStatus
from handlers.actions import TakePart as TakePart
from handlers.actions import UndoStatus as UndoStatus
from handlers.message import Choice, Incoming, Reply
from handlers.records import OFFICE
from handlers.records import Person as Person
from handlers.records import Records as Records
from handlers.records import Role as Role
from handlers.records import Status as Status
from handlers.records import Unit as Unit
from knowledge.context import Context
from knowledge.plan import State as State
from knowledge.question import Reader
from knowledge.status_replies import ReplyReader, listening


@dataclass(frozen=True, slots=True)
class WaitingKind:
    """We asked for the kind of unit; `question` is what to answer once we know (empty: nothing)."""

    question: str = ""


@dataclass(frozen=True, slots=True)
class WaitingUnit:
    """We asked which unit somebody wants to join, by name or code."""


@dataclass(frozen=True, slots=True)
class WaitingName:
    """We asked what a person is called, for a request to join."""

    request: int


@dataclass(frozen=True, slots=True)
class WaitingField:
    """A form: we asked for one field of a draft's report on a task. Numbers are values here, options are words."""

    draft: int
    task: str
    field: str


@dataclass(frozen=True, slots=True)
class WaitingTask:
    """We asked how far the unit is with this task; a bare word then means it."""

    task: str


@dataclass(frozen=True, slots=True)
class WaitingFix:
    """We asked what is wrong with a draft."""

    draft: int


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """The secretariat is about to tell what a unit has reported by telephone."""

    unit: str


@dataclass(frozen=True, slots=True)
class WaitingReceipt:
    """The secretariat is about to type the incoming number and day of a unit's document."""

    unit: str
    task: str


@dataclass(frozen=True, slots=True)
class WaitingExtension:
    """The secretariat is giving an extension: what is known of it; whole, it waits to be confirmed under its id."""

    id: int
    task: str | None = None
    scope: str | None = None
    target: str = ""
    last: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class WaitingBroadcast:
    """The secretariat is composing a broadcast: we asked for its text, its audience, its moment or a file."""

    id: int
    what: str


Waiting = (
    WaitingKind | WaitingUnit | WaitingName | WaitingField | WaitingTask | WaitingFix | WaitingEntry | WaitingReceipt | WaitingExtension
    | WaitingBroadcast
)
"""What the next message may be the answer to; a union that grows by one dataclass per question we ask."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What we remember of one chat. `offered` are the choices last printed as a numbered list, `offered_at` when."""

    context: Context
    waiting: Waiting | None = None
    offered: tuple[Choice, ...] = ()
    offered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """What the settings say about the office: its own line for help, and whether this is a demo or a rehearsal.

    `approval`: joining by a code also waits for the secretariat (without a code it always does). `invite_days`: how long a code holds. `approve_above`: for how
    many recipients a broadcast needs a second member of the office.
    """

    contact: str = ""
    demo: bool = False
    rehearsal: bool = False
    approval: bool = False
    invite_days: int = 30
    approve_above: int = 200


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
    def listener(self) -> ReplyReader:
        """Reads what a message reports."""
        return listening(self.reader)

    @property
    def in_office(self) -> bool:
        """Whether this person is of the secretariat; in a group nobody is."""
        return self.person.role in OFFICE and not self.incoming.group

    @property
    def kind(self) -> str | None:
        """The kind of unit this turn speaks for: the joined unit's, else the picked one's."""
        unit = self.records.unit(self.person.unit) if self.person.unit else None
        return unit.kind if unit else self.person.kind


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
