"""What a turn may have done with broadcasts and the groups they go to."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.records_broadcasts import Broadcast
from handlers.records_groups import Group


@dataclass(frozen=True, slots=True)
class KeepBroadcast:
    """Keep a broadcast, new or changed; with `progress` this turn's first reply shows how far it is from now on."""

    broadcast: Broadcast
    progress: bool = False


@dataclass(frozen=True, slots=True)
class Enclose:
    """The first file of this message goes with a broadcast; it is fetched after the turn."""

    broadcast: int


@dataclass(frozen=True, slots=True)
class MoveBroadcast:
    """Bring a broadcast to another state."""

    id: int
    state: str


@dataclass(frozen=True, slots=True)
class AcknowledgeBroadcast:
    """This person, in a group the group, has read a broadcast."""

    id: int


@dataclass(frozen=True, slots=True)
class SetGroup:
    """This chat is a unit's work group."""

    group: Group


@dataclass(frozen=True, slots=True)
class DropGroup:
    """A group, by its number, is no unit's any more."""

    id: int
