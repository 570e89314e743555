"""What any store must do: the rows that cross its border, and its verbs."""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from handlers.message import Address, Choice, Incoming, Reply
from handlers.turn import Conversation, Person, Role, State, Status, Unit


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
    """An outbox row that was taken to be sent now. `part` is the number (from 0) of the part to send; `reply` is None for a reminder
    not yet worded, then `slots` says what it is about."""

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


class Work(Protocol):
    """The verbs of one transaction. Moments are aware; `at` is the office's moment unless said otherwise."""

    def message(self) -> AbstractContextManager[None]:
        """A savepoint: an exception inside undoes what was written inside."""
        ...

    def healthy(self) -> bool:
        """Whether the transaction still stands; False once the store has failed in it, whoever swallowed the error."""
        ...

    # inbox
    def enter(self, incoming: Incoming, at: datetime, state: str) -> bool:
        """Keep a message, kept or handled as `state` says; False where (bot, key) is known already."""
        ...

    def settle(self, incoming: Incoming, error: str | None = None) -> None:
        """Now it is handled, or failed with its error."""
        ...

    def open_messages(self, state: str, limit: int) -> Sequence[Incoming]:
        """Messages in state kept or failed, the oldest first."""
        ...

    def message_of(self, bot: str, key: str) -> tuple[Incoming, str] | None:
        """A message with its state."""
        ...

    # people
    def meet(self, incoming: Incoming, plan: str, at: datetime) -> Known:
        """The person and the conversation of a message, made where they are new."""
        ...

    def save_conversation(self, address: Address, conversation: Conversation, at: datetime) -> None: ...
    def offer(self, address: Address, choices: tuple[Choice, ...], at: datetime) -> None: ...
    def set_kind(self, plan: str, person: int, kind: str | None) -> None: ...
    def join(self, plan: str, person: int, unit: str | None, role: Role) -> None: ...
    def load_units(self, plan: str, units: Sequence[Unit]) -> int:
        """Insert or update the roster; how many rows changed."""
        ...

    def unit(self, plan: str, code: str) -> Unit | None: ...
    def units(self, plan: str, kind: str) -> Sequence[Unit]: ...

    # statuses and questions
    def save_status(self, plan: str, unit: str, task: str, state: State, words: str, person: int, at: datetime) -> None: ...
    def undo_status(self, plan: str, unit: str, task: str, person: int, at: datetime) -> bool: ...
    def status(self, plan: str, unit: str, task: str) -> Status | None: ...
    def keep_unanswered(self, plan: str, address: Address, person: int, text: str, reason: str, at: datetime) -> None: ...

    # outbox
    def queue(self, outgoing: Outgoing) -> None:
        """Put a message into the outbox; one whose key is there already is left as it is."""
        ...

    def claim(self, bot: str, want: int, busy: Collection[str], now: datetime, lease: datetime) -> Sequence[Claim]:
        """Take up to `want` rows that may go at the real moment `now`: replies first, in order, one at a time per chat, none of the
        chats in `busy`. They are `sending` until `lease`."""
        ...

    def word(self, claim: Claim, reply: Reply) -> None:
        """Give a claimed reminder its words, for good."""
        ...

    def record(self, outcome: Outcome) -> None: ...
    def sweep(self, bot: str, now: datetime, orphans: bool) -> Sequence[Claim]:
        """Expire what is too old, and hand back the `sending` rows whose lease has ended (`orphans`: all of them)."""
        ...

    def due(self, bot: str, now: datetime) -> datetime | None:
        """When the next row may go, chats that are being written to aside; None where nothing waits."""
        ...

    def pushed_since(self, person: int, since: datetime) -> int:
        """How many bulk messages went to a person since a real moment."""
        ...

    def recent(self, bot: str, since: datetime) -> Sequence[tuple[str, bool, datetime]]:
        """The chats written to since a real moment, whether each is a group, and when, the oldest first."""
        ...

    def hold(self, bot: str, hold: Hold | None) -> None: ...
    def held(self, bot: str) -> Hold | None: ...

    # reminders, log, meta
    def remind(
        self, plan: str, task: str, kinds: Sequence[str], deadline: str, days: int, at: datetime, queued: datetime, limit: int
    ) -> int:
        """Put one slot's missing reminders into the outbox, at most `limit`: every officer of a unit of these kinds whose task is not
        done. How many there were."""
        ...

    def still_due(self, slot: Slot) -> bool:
        """Whether a reminder still has a point: its person an officer of the unit, the task not done, no later slot of it taken."""
        ...

    def append(self, entry_key: str, address: Address, direction: str, body: str, at: datetime) -> int:
        """Write a line of a conversation; the id it has, also when it was there already."""
        ...

    def put(self, key: str, value: str) -> None: ...
    def get(self, key: str) -> str | None: ...


class View(Protocol):
    """Reading on a thread of its own, beside the writer; sees what is committed."""

    def log(self, address: Address, after: int, limit: int) -> Sequence[Entry]:
        """Lines of a conversation behind `after`, the oldest first."""
        ...

    def latest(self, address: Address, limit: int) -> Sequence[Entry]:
        """The last lines of a conversation, the oldest first."""
        ...

    def membership(self, address: Address, plan: str) -> Person | None: ...
    def units(self, plan: str) -> Sequence[Unit]: ...
    def statuses(self, plan: str) -> Sequence[Status]:
        """The last word of every unit on every task."""
        ...

    def counts(self) -> dict[str, int]:
        """How many rows there are by table and state, as "outbox.queued"."""
        ...

    def entry(self, bot: str, key: str) -> Entry | None:
        """The outgoing line of this key."""
        ...

    def unsettled(self, address: Address) -> int:
        """How many messages to this address are still to be sent or under way."""
        ...

    def close(self) -> None: ...


class Store(Protocol):
    """A database. `batch` is used by one thread only; every view by the thread that opened it."""

    def batch(self) -> AbstractContextManager[Work]:
        """One transaction, committed at the end; StoreError where that is not possible, and then nothing was kept."""
        ...

    def view(self) -> View: ...
    def close(self) -> None: ...
