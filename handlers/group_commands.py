"""The commands of work groups, as typed in the group itself or, for the list, in private."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.message import Arrival
from handlers.spoken import Words, after, bare, readings, words
from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class UseGroup:
    """This group chat is the work group of a unit: the one named, else the speaker's own."""

    unit: str = ""


@dataclass(frozen=True, slots=True)
class DropGroup:
    """A group gets nothing any more: the one of this number, in a group (None) the one it is said in."""

    id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowGroups:
    """Which groups there are."""


Command = UseGroup | DropGroup | ShowGroups

_SLASH = re.compile(r"\s*/nhom(?:@\w+)?(?:\s+(.*))?\s*", re.DOTALL | re.IGNORECASE)
_LIST = frozenset({"cac nhom", "cac nhom lam viec", "danh sach nhom", "nhom lam viec"})
_DROP = ("go nhom", "bo nhom", "xoa nhom")
_OFF = frozenset({"go", "go nhom", "bo nhom", "xoa", "thoi"})
_OURS = ("nhom nay cua", "nhom nay la cua", "nhom nay thuoc", "day la nhom cua", "day la nhom lam viec cua", "nhom lam viec cua")


def parse(turn: Turn) -> Command | None:
    """The command a message is, or None where it is none of this room's."""
    if turn.incoming.arrival is Arrival.EDIT:
        return None
    slashed = _SLASH.fullmatch(turn.incoming.text)
    rest = words(slashed[1] or "") if slashed else None
    if not turn.incoming.group:
        if rest is None:
            return _anywhere(readings(turn.incoming.text)[0])
        return UseGroup(" ".join(rest)) if rest else ShowGroups()
    if rest is not None:
        return DropGroup() if " ".join(rest) in _OFF else UseGroup(" ".join(rest))
    said = bare(readings(turn.incoming.text)[0])
    named = after(said, _OURS)
    if named:
        return UseGroup(" ".join(after(named, ("don vi",)) or named))
    return DropGroup() if " ".join(said) in _DROP else _numbered(said)


def _anywhere(said: Words) -> Command | None:
    return ShowGroups() if " ".join(said) in _LIST else _numbered(said)


def _numbered(said: Words) -> Command | None:
    rest = after(said, _DROP)
    return DropGroup(int(rest[0])) if rest and len(rest) == 1 and re.fullmatch(r"\d{1,15}", rest[0]) else None
