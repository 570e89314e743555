"""Everything a decision can do: the closed list of actions, carried out by the core in the transaction of the turn."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

from handlers.actions_broadcasts import AcknowledgeBroadcast as AcknowledgeBroadcast
from handlers.actions_broadcasts import DropGroup as DropGroup
from handlers.actions_broadcasts import Enclose as Enclose
from handlers.actions_broadcasts import KeepBroadcast as KeepBroadcast
from handlers.actions_broadcasts import MoveBroadcast as MoveBroadcast
from handlers.actions_broadcasts import SetGroup as SetGroup
from handlers.message import Reply
from handlers.records import UNTOLD, Draft, Role, Via
from knowledge.plan import State
from knowledge.told import Told


@dataclass(frozen=True, slots=True)
class KeepKind:
    """Remember the kind of unit this person picked or stated (None forgets it)."""

    kind: str | None


@dataclass(frozen=True, slots=True)
class TakePart:
    """The demo's switch: this person is now an officer of that unit and of no other (None: of none), with this role."""

    unit: str | None
    role: Role = Role.OFFICER


@dataclass(frozen=True, slots=True)
class RenameSelf:
    """What this person wants to be called."""

    name: str


@dataclass(frozen=True, slots=True)
class KeepRequest:
    """This person wishes to join; in state `proposed` until the person confirms."""

    id: int
    unit: str | None
    role: Role
    name: str
    invitation: int | None = None
    state: str = "proposed"


@dataclass(frozen=True, slots=True)
class SettleRequest:
    """Bring a request to another state (see Request). `joined` gives its person the post and the name; `undone` takes the post away again."""

    id: int
    state: str


@dataclass(frozen=True, slots=True)
class LeaveUnit:
    """A person (an id) no longer belongs to a unit."""

    person: int
    unit: str


@dataclass(frozen=True, slots=True)
class SpeakFor:
    """Of this person's units, this one comes first from now on."""

    unit: str


@dataclass(frozen=True, slots=True)
class SetPost:
    """A person's role at a unit the person belongs to: OFFICER or LEADER."""

    person: int
    unit: str
    role: Role


@dataclass(frozen=True, slots=True)
class SetRole:
    """A person's role in the office: SECRETARIAT, ADMIN, or VISITOR to take it away."""

    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class KeepInvitation:
    """A new code (of `Records.fresh_code`), of which only the hash is kept: to a unit, with no unit to the secretariat, with `person` to
    that person's own second account."""

    code: str
    role: Role
    unit: str | None
    expires: datetime
    person: int | None = None


@dataclass(frozen=True, slots=True)
class RevokeInvitations:
    """No code of this unit (None: to the secretariat) holds any longer."""

    unit: str | None


@dataclass(frozen=True, slots=True)
class LinkAccount:
    """This chat belongs to that person (an id) from now on; the invitation is used up."""

    person: int
    invitation: int


@dataclass(frozen=True, slots=True)
class PreferChannel:
    """This person wants to be written to through this bot, one of those the person has written to."""

    bot: str


@dataclass(frozen=True, slots=True)
class CountMiss:
    """This person typed a wrong code."""


@dataclass(frozen=True, slots=True)
class EraseSelf:
    """Remove this person's own data: name, posts, addresses, conversations, what was typed. Reports stay with the units, nameless."""


@dataclass(frozen=True, slots=True)
class SaveStatus:
    """Record what a unit says of a task, whole: it replaces what was said before."""

    unit: str
    task: str
    state: State
    words: str = ""
    told: Told = UNTOLD
    via: Via = Via.UNIT
    late: bool = False


@dataclass(frozen=True, slots=True)
class UndoStatus:
    """Take back this person's last status of a unit's task."""

    unit: str
    task: str


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Keep a draft of this person's, new or changed, under its id."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class SettleDraft:
    """A draft is saved or dropped."""

    id: int
    state: str


@dataclass(frozen=True, slots=True)
class ConfirmReceipt:
    """The unit's document on a task has come in, under this number and day."""

    unit: str
    task: str
    number: str
    day: date | None


@dataclass(frozen=True, slots=True)
class UndoReceipt:
    """It has not come in after all."""

    unit: str
    task: str


@dataclass(frozen=True, slots=True)
class KeepFiles:
    """Keep the files of this message for a unit and, where known, a task; they are fetched after the turn."""

    unit: str
    task: str | None = None


@dataclass(frozen=True, slots=True)
class AttachFile:
    """A kept file of a unit belongs to this task."""

    file: int
    unit: str
    task: str


class Job(enum.StrEnum):
    """Work too long for a turn, done after it."""

    EXPORT = "export"
    INVITE_SHEET = "invite_sheet"
    LOOK_AT_FILE = "look_at_file"
    APPLY_ROSTER = "apply_roster"
    APPLY_MAIL = "apply_mail"
    SEND_FILE = "send_file"
    EXPORT_BROADCAST = "export_broadcast"
    RECALL = "recall"
    CALENDAR = "calendar"
    MENU = "menu"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Order:
    """Have a job done; its result comes to this chat as a message. `what` says which (see bot/clerk.py)."""

    id: int
    job: Job
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tell:
    """A message to another person, wherever the person last wrote."""

    person: int
    reply: Reply


@dataclass(frozen=True, slots=True)
class TellOffice:
    """A message to everybody of the secretariat but the one who acts; `key` makes it one message however often it is decided in an hour ("": always)."""

    reply: Reply
    key: str = ""


@dataclass(frozen=True, slots=True)
class PromptUnits:
    """Ask the officers of these units how far they are (with a task, or with all that is not done); once a person, task and day."""

    units: tuple[str, ...]
    task: str | None = None


@dataclass(frozen=True, slots=True)
class PutOff:
    """Remind this person of a unit's task again at a moment (the office's)."""

    unit: str
    task: str
    until: datetime


@dataclass(frozen=True, slots=True)
class ExtendTask:
    """A task's last day is moved by a document: for all (`target` ""), a kind of unit, or a unit (its code)."""

    id: int
    task: str
    scope: str
    target: str
    last: date
    document: str


@dataclass(frozen=True, slots=True)
class RevokeExtension:
    """An extension holds no longer."""

    id: int


@dataclass(frozen=True, slots=True)
class SetMute:
    """Silence the reminders of a unit ("": of any) and a task ("": of any), or let them sound again."""

    unit: str
    task: str
    mute: bool


@dataclass(frozen=True, slots=True)
class SetDay:
    """A make-up day (True), a day off (False), or a day like any other (None)."""

    day: date
    works: bool | None


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """One figure of the reminders' policy; with the key "" the plan's own come back."""

    key: str
    value: int | bool | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class KeepUnanswered:
    """Keep a question the bot could not answer, for the secretariat; `reason` is not_stated or not_understood."""

    text: str
    reason: str


Action = (
    KeepKind | TakePart | RenameSelf | KeepRequest | SettleRequest | LeaveUnit | SpeakFor | SetPost | SetRole | KeepInvitation
    | RevokeInvitations | LinkAccount | PreferChannel | CountMiss | EraseSelf | SaveStatus | UndoStatus | KeepDraft | SettleDraft | ConfirmReceipt
    | UndoReceipt | KeepFiles | AttachFile | Order | Tell | TellOffice | PromptUnits | PutOff | ExtendTask | RevokeExtension | SetMute | SetDay
    | SetPolicy | KeepBroadcast | Enclose | MoveBroadcast | AcknowledgeBroadcast | SetGroup | DropGroup | KeepUnanswered
)  # fmt: skip
