"""What any store must do: its verbs, in a transaction and beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from bot.store.broadcast_work import BroadcastWork
from bot.store.group_work import GroupWork
from bot.store.night_work import Needs as Needs
from bot.store.night_work import NightWork
from bot.store.office import OfficeWork
from bot.store.rows import Claim as Claim
from bot.store.rows import Conflict as Conflict
from bot.store.rows import Entry as Entry
from bot.store.rows import FileRow as FileRow
from bot.store.rows import Given as Given
from bot.store.rows import Hold as Hold
from bot.store.rows import Known as Known
from bot.store.rows import Lane as Lane
from bot.store.rows import OrderRow as OrderRow
from bot.store.rows import Outcome as Outcome
from bot.store.rows import Outgoing as Outgoing
from bot.store.rows import Prompted as Prompted
from bot.store.rows import Put as Put
from bot.store.rows import Rewritten as Rewritten
from bot.store.rows import Sent as Sent
from bot.store.rows import Slot as Slot
from bot.store.rows import StoreError as StoreError
from bot.store.schedule_work import Round as Round
from bot.store.schedule_work import ScheduleWork
from handlers.message import Address, Attachment, Choice, Incoming, Reply, Stored
from handlers.records import Standing
from handlers.records_broadcasts import Recipient
from handlers.records_schedule import Extension
from handlers.turn import Conversation, Person, Status, Unit


class Work(OfficeWork, ScheduleWork, BroadcastWork, GroupWork, NightWork, Protocol):
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

    def sent_since(self, bot: str, since: datetime, *, inbound: bool) -> int:
        """How many parts a bot has sent, or may have sent, since a real moment; `inbound`: and heard."""
        ...

    def readdress(self, id: int, address: Address) -> None:
        """An outbox row goes to another address of its person."""
        ...

    def people_of(self, bot: str) -> int:
        """How many people have written to a bot."""
        ...

    def place_of(self, address: Address) -> int:
        """Which of a bot's people somebody is, counted from 1 by when they came; 0 where nobody is there."""
        ...

    def recent(self, bot: str, since: datetime) -> Sequence[tuple[str, bool, datetime]]:
        """The chats written to since a real moment, whether each is a group, and when, the oldest first."""
        ...

    def hold(self, bot: str, hold: Hold | None) -> None: ...
    def held(self, bot: str) -> Hold | None: ...

    # reminders, log, meta


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
    def standings(self, plan: str) -> Sequence[Standing]:
        """The last word of every unit on every task, with the receipts."""
        ...

    def history(self, plan: str) -> Sequence[Status]:
        """Everything that was said, undone words included, the oldest first."""
        ...

    def people(self, plan: str) -> Sequence[Person]:
        """Everybody who belongs to a unit or to the secretariat."""
        ...

    def extensions(self, plan: str) -> Sequence[Extension]: ...
    def recipients(self, id: int) -> Sequence[Recipient]:
        """Everybody a broadcast was for."""
        ...

    def attachment(self, key: str) -> Attachment | Stored | None:
        """The file that goes with the outbox row of this key."""
        ...

    def file(self, id: int) -> FileRow | None:
        """A file that came with a message."""
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
