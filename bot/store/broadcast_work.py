"""The verbs of broadcasts in a transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from handlers.message import Address
from handlers.records_broadcasts import Broadcast, Reachable, Recipient, Tally, Undelivered


class BroadcastWork(Protocol):
    """Messages to many: kept, frozen, stopped, counted."""

    def keep_broadcast(self, plan: str, new: Broadcast, at: datetime) -> None:
        """Keep a broadcast, new or changed, under its id; who is frozen already stays."""
        ...

    def enclose(self, id: int, file: int) -> None:
        """This file goes with a broadcast, in the place of any other."""
        ...

    def broadcast_with(self, plan: str, file: int) -> int | None:
        """The latest broadcast a file goes with."""
        ...

    def move_broadcast(self, id: int, state: str) -> None: ...
    def show_progress(self, id: int, key: str) -> None:
        """The outbox row of this key is the message that shows how far it is."""
        ...

    def broadcast(self, plan: str, id: int) -> Broadcast | None: ...
    def broadcasts(self, plan: str, states: Collection[str], limit: int) -> Sequence[Broadcast]:
        """Those in these states, the latest first."""
        ...

    def sent_before(self, plan: str, text: str, since: datetime) -> Broadcast | None: ...
    def reach(self, plan: str, units: Collection[str], of: int | None, part: str) -> Sequence[Reachable]: ...
    def freeze(self, plan: str, id: int, units: Collection[str], queued: datetime, limit: int) -> bool:
        """Write down the next `limit` recipients, with a message each; whether there are more."""
        ...

    def park(self, id: int, limit: int) -> int:
        """A page of a stopped broadcast's messages rests; how many."""
        ...

    def park_one(self, id: int) -> None:
        """A message that was taken rests after all."""
        ...

    def unpark(self, id: int, queued: datetime, limit: int) -> int:
        """A page of them is queued again; how many."""
        ...

    def under_way(self, id: int) -> bool:
        """Whether any of its messages is still to be sent."""
        ...

    def tally(self, id: int) -> Tally: ...
    def recipients(self, id: int, limit: int) -> Sequence[Recipient]: ...
    def acknowledge(self, id: int, person: int, at: datetime) -> bool:
        """A recipient has acknowledged; False where that was known, or the person is none."""
        ...

    def cast_of(self, outbox: int) -> tuple[int, str, bool] | None:
        """The broadcast and the unit a message is for, and whether it is for the unit's group."""
        ...

    def undelivered(self, plan: str, since: datetime, limit: int) -> Sequence[Undelivered]: ...
    def unreachable(self, plan: str) -> Sequence[Undelivered]: ...
    def redirect(self, address: Address, to: Address) -> None:
        """Pushed messages that wait for one account of a person go to another."""
        ...

    def progress_messages(self, plan: str) -> Sequence[tuple[int, str, str, str]]:
        """Broadcasts whose progress is shown: id, bot, chat, the platform's message id."""
        ...

    def end_progress(self, id: int) -> None: ...
    def arrived(self, id: int, since: datetime) -> Sequence[tuple[Address, str]]:
        """Where a broadcast's messages have arrived since a real moment, with the platform's id of every part."""
        ...
