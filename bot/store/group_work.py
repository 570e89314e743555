"""The verbs of work groups in a transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from handlers.message import Address
from handlers.records_groups import Group


class GroupWork(Protocol):
    """A unit's group chats."""

    def set_group(self, plan: str, group: Group, at: datetime) -> None:
        """This chat is a unit's group; said again it is the unit's it was said of last, under its first number."""
        ...

    def drop_group(self, plan: str, id: int) -> None: ...
    def group(self, plan: str, id: int) -> Group | None: ...
    def group_at(self, plan: str, address: Address) -> Group | None: ...
    def groups(self, plan: str, units: Collection[str] | None, of: int | None, part: str) -> Sequence[Group]:
        """Those of these units (None: of all), by unit; narrowed down to a part of a broadcast's groups."""
        ...

    def acknowledge_group(self, id: int, address: Address, at: datetime) -> bool:
        """Somebody in the group has read a broadcast; False where it was not sent there, or somebody had before."""
        ...

    def group_acknowledged(self, id: int, address: Address) -> bool: ...
