"""What a turn may have done with broadcasts."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.records_broadcasts import Broadcast


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
    """This person has read a broadcast."""

    id: int
