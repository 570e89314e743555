"""The rows that cross a store's border, and the ways it can fail."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from handlers.actions import Job
from handlers.message import Address, Reply
from handlers.turn import Conversation, Person


class StoreError(Exception):
    """The store cannot be written or read now (locked, full, gone, damaged): nothing of the batch was kept, try again."""


class Conflict(Exception):
    """What was to be written contradicts the tables (a unit that is not there): the caller's mistake, not the store's."""


class Lane(enum.IntEnum):
    """Replies go before bulk."""

    REPLY = 0
    BULK = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """What a reminder is about: a task of a plan, for a unit and a person, `days` before (negative: after) `deadline` (ISO date)."""

    plan: str
    task: str
    unit: str
    person: int
    deadline: str
    days: int
    stage: int = 0


@dataclass(frozen=True, slots=True)
class Prompted:
    """What a prompt asks: how far a unit is with a task ("": with all that is not done), of one person, on a day (ISO date)."""

    plan: str
    task: str
    unit: str
    person: int
    day: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that came with a message, for whoever fetches or sends it. `path` is below the data folder once it is kept."""

    id: int
    address: Address
    ref: str
    name: str
    media_type: str
    size: int | None
    person: int | None
    unit: str | None
    task: str | None
    state: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A job to be done after a turn, its result to go to `address`; `files` came with its message. `state`: open, done, failed."""

    id: int
    address: Address
    person: int | None
    job: Job
    what: tuple[str, ...]
    files: tuple[FileRow, ...] = ()
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be put into the outbox; `key` names it for ever. `expires` and `queued` are real moments."""

    key: str
    address: Address
    lane: Lane
    reply: Reply | None
    queued: datetime
    expires: datetime
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """An outbox row that was taken to be sent now. `part` is the number (from 0) of the part to send; `reply` is None for a reminder or
    a prompt not yet worded, then `slots`, `prompts` or `cast` (a broadcast's number) say what it is about."""

    id: int
    key: str
    address: Address
    lane: Lane
    part: int
    plain: bool
    unknowns: int
    moves: int
    person: int | None
    reply: Reply | None
    slots: tuple[Slot, ...] = ()
    prompts: tuple[Prompted, ...] = ()
    cast: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The part arrived under the platform's `message` id; `last` says no part follows."""

    claim: Claim
    message: str
    last: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Put:
    """It did not arrive (or may have, with `unknown`) and goes again not before `until`; `plain` sends it without styles."""

    claim: Claim
    reason: str
    at: datetime
    until: datetime
    unknown: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """It is over for this row: `state` is failed, unknown, expired or cleared. `closes` closes the address too."""

    claim: Claim
    state: str
    reason: str
    at: datetime
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The chat has another id now; the row goes again, there."""

    claim: Claim
    chat: str
    reason: str
    at: datetime


Outcome = Sent | Put | Given | Rewritten


@dataclass(frozen=True, slots=True)
class Known:
    """Who and what a message belongs to, as stored before it."""

    person: Person
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a conversation as a page shows it; `id` grows with every line of every conversation."""

    id: int
    address: Address
    direction: str
    key: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Hold:
    """Until which real moment a bot may send nothing, and why."""

    until: datetime
    reason: str
