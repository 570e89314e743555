"""What the tables hold of work groups: the group chats in which a unit wants to have what goes to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from handlers.message import Address


@dataclass(frozen=True, slots=True)
class Group:
    """A unit's group chat, under a number of its own; `by` is who said so; `closed` why nothing can be sent to it any more (None: it can)."""

    id: int
    address: Address
    unit: str
    title: str = ""
    by: int | None = None
    closed: str | None = None


class GroupRecords(Protocol):
    """What a handler may look at of groups."""

    def group_here(self) -> Group | None:
        """The one this message was written in, if it is a unit's."""
        ...

    def group(self, id: int) -> Group | None: ...
    def groups(self, units: Collection[str] | None = None, of: int | None = None, part: str = "") -> Sequence[Group]:
        """Those of these units (None: of all), by unit; narrowed down to a part of a broadcast's groups."""
        ...

    def acknowledged_here(self, broadcast: int) -> bool:
        """Whether somebody in this group has acknowledged a broadcast to it."""
        ...
