"""What the tables hold of broadcasts, as handlers read it: the text and its audience, and what became of each recipient's message."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

STATES = ("draft", "approval", "scheduled", "freezing", "sending", "stopped", "resuming", "done", "cancelled", "recalled")
"""Every state of a broadcast."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is written to: officers of units of these kinds or these units (both empty: of all), of those the units whose `task` is at `place`
    (open, silent, done, late, delayed; empty: whatever), and of those the people who, of broadcast `of`, are its `part` (unacked, failed, unknown, sent).
    `groups`: the units' work groups get it too, or only they do ("": none of them)."""

    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    task: str = ""
    place: str = ""
    of: int | None = None
    part: str = ""
    groups: str = ""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file or picture that goes with a broadcast: `state` is wanted while it is being fetched, then kept, at `path` below the data folder, or refused.
    `size` is in bytes."""

    id: int
    name: str
    media_type: str
    state: str
    path: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A message to many. `state` is one of `STATES`. `ack`: recipients are asked to acknowledge; `ask`: each is asked how far the unit is,
    with buttons. `starts` is the office's moment it is to be sent at; `total` how many people it is for, once they are frozen."""

    id: int
    text: str
    audience: Audience | None = None
    state: str = "draft"
    ack: bool = False
    by: int = 0
    at: datetime | None = None
    starts: datetime | None = None
    approved: int | None = None
    total: int = 0
    frozen: bool = False
    ask: bool = False
    file: Enclosure | None = None


@dataclass(frozen=True, slots=True)
class Reachable:
    """A person a broadcast would go to, for the first of the person's units among the audience's; `bot` is None where there is no address."""

    person: int
    unit: str
    bot: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a broadcast's messages, in people: `open` are still to be sent, `unknown` may have arrived, `unreachable` have no address.
    `waiting`: those still to be sent, by the bot's name."""

    total: int = 0
    sent: int = 0
    unknown: int = 0
    open: int = 0
    failed: int = 0
    unreachable: int = 0
    acked: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    waiting: tuple[tuple[str, int], ...] = ()

    @property
    def settled(self) -> int:
        """How many are over, one way or the other."""
        return self.total - self.open


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person of a broadcast, or a unit's `group`, whose name is its title: `state` as in the outbox, or unreachable.

    Moments are the office's or real ones as stored.
    """

    person: int
    name: str
    unit: str
    bot: str
    state: str
    reason: str
    settled: datetime | None
    acked: datetime | None
    group: bool = False


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A pushed message that did not arrive (`state` failed) or may not have (unknown), or a person no account of whom is open (closed).

    `unit` is a code or ""; `at` the real moment it ended.
    """

    name: str
    unit: str
    bot: str
    state: str
    reason: str
    at: datetime | None = None


class BroadcastRecords(Protocol):
    """What a handler may look at of broadcasts, and of what did not arrive."""

    def undelivered(self, days: int) -> Sequence[Undelivered]:
        """Reminders and broadcasts of the last days, the latest first; at most 200."""
        ...

    def unreachable(self) -> Sequence[Undelivered]:
        """Who can be written to no longer, by unit."""
        ...

    def broadcast(self, id: int) -> Broadcast | None: ...
    def broadcasts(self) -> Sequence[Broadcast]:
        """The latest first; at most 20."""
        ...

    def tally(self, id: int) -> Tally: ...
    def recipients(self, id: int, limit: int) -> Sequence[Recipient]:
        """By unit and person."""
        ...

    def reach(self, units: Collection[str], of: int | None = None, part: str = "") -> Sequence[Reachable]:
        """The officers of these units, each once; narrowed down to a part of another broadcast's people."""
        ...

    def sent_before(self, text: str, since: datetime) -> Broadcast | None:
        """A broadcast with the same text that was sent since a moment of the office."""
        ...

    def without_buttons(self) -> Collection[str]:
        """The bots on which choices are words to type."""
        ...

    def without_files(self) -> Collection[str]:
        """The bots through which no file can be had, not even by a link."""
        ...

    def rates(self) -> Mapping[str, float]:
        """Sends a second, by the bot's name."""
        ...

