"""The commands of the join room, as typed or pressed: codes, requests, people, one's own place and data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from handlers import spoken, units
from handlers.message import Arrival
from handlers.records import OFFICE, Role
from handlers.spoken import Words, after, hearings, words
from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class UseCode:
    """A code was typed (sixteen signs, as they are stored)."""

    code: str


@dataclass(frozen=True, slots=True)
class WishToJoin:
    """Join a unit, which is named, or else asked for ("")."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class PickUnit:
    """Join this unit (a code)."""

    unit: str


@dataclass(frozen=True, slots=True)
class Agree:
    """One's own request (its id) is right; `move`: and one leaves the units one had."""

    request: int
    move: bool = False


@dataclass(frozen=True, slots=True)
class Rename:
    """The name in it is not."""

    request: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """It is not wanted any more."""

    request: int


@dataclass(frozen=True, slots=True)
class Decide:
    """The secretariat lets a request in, or not."""

    request: int
    let_in: bool


@dataclass(frozen=True, slots=True)
class UndoJoin:
    """Somebody who joined did so by mistake."""

    request: int


@dataclass(frozen=True, slots=True)
class ShowRequests:
    """Who waits to be let in."""


@dataclass(frozen=True, slots=True)
class ShowPeople:
    """Who belongs to a unit."""

    unit: str


@dataclass(frozen=True, slots=True)
class GiveRole:
    """A person (an id) leads a unit, or is its officer."""

    person: int
    unit: str
    role: Role


@dataclass(frozen=True, slots=True)
class RemovePerson:
    """A person no longer belongs to a unit."""

    person: int
    unit: str


@dataclass(frozen=True, slots=True)
class Invite:
    """A new code for a unit."""

    unit: str


@dataclass(frozen=True, slots=True)
class InviteAll:
    """A sheet with a code for every unit."""


@dataclass(frozen=True, slots=True)
class Revoke:
    """No code of a unit holds any longer."""

    unit: str


@dataclass(frozen=True, slots=True)
class InviteOffice:
    """A code to the secretariat."""


@dataclass(frozen=True, slots=True)
class ShowOffice:
    """Who the secretariat is."""


@dataclass(frozen=True, slots=True)
class DropOffice:
    """A person no longer belongs to it."""

    person: int


@dataclass(frozen=True, slots=True)
class ShowMine:
    """The units one belongs to."""


@dataclass(frozen=True, slots=True)
class Speak:
    """Speak for another of one's own units."""

    unit: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave a unit ("": ask first)."""

    unit: str = ""


@dataclass(frozen=True, slots=True)
class LinkAccount:
    """A code for one's own second account."""


@dataclass(frozen=True, slots=True)
class Prefer:
    """Be reminded through this channel, as people call it."""

    channel: str


@dataclass(frozen=True, slots=True)
class ShowData:
    """What is kept about oneself."""


@dataclass(frozen=True, slots=True)
class EraseData:
    """Have it removed; `sure` where that was confirmed."""

    sure: bool = False


Command = (
    UseCode | WishToJoin | PickUnit | Agree | Rename | Withdraw | Decide | UndoJoin | ShowRequests | ShowPeople | GiveRole | RemovePerson | Invite
    | InviteAll | Revoke | InviteOffice | ShowOffice | DropOffice | ShowMine | Speak | Leave | LinkAccount | Prefer | ShowData | EraseData
)  # fmt: skip

_SLASH = re.compile(r"\s*/([A-Za-z]+)(?:@\w+)?(?:\s+(.*))?\s*", re.DOTALL)
_CODE = re.compile(r"(?<![0-9A-Z])(?:[0-9A-Z]{4}-?){3}[0-9A-Z]{4}(?![0-9A-Z])")
_SPACED = re.compile(r"\s*[0-9A-Z]{4}(?:[ -][0-9A-Z]{4}){3}\s*")
_LOOKALIKE = str.maketrans("OIL", "011")
_WISHES = frozenset("tham gia|dang ky don vi|dang ky dau moi|xin tham gia|dang ky tham gia".split("|"))
_PLAIN: dict[str, Command] = {
    "yeu cau": ShowRequests(), "yeu cau tham gia": ShowRequests(), "moi tat ca": InviteAll(), "moi thuong truc": InviteOffice(),
    "danh sach thuong truc": ShowOffice(), "lien ket tai khoan": LinkAccount(), "lien ket": LinkAccount(), "roi don vi": Leave(),
    "du lieu cua toi": ShowData(), "xoa du lieu cua toi": EraseData(), "xoa het du lieu cua toi": EraseData(sure=True),
}  # fmt: skip
_SLASHES: dict[str, Command] = {
    "thamgia": WishToJoin(), "yeucau": ShowRequests(), "moi": InviteAll(), "thuongtruc": ShowOffice(), "lienket": LinkAccount(), "roi": Leave(),
    "dulieu": ShowData(), "xoadulieu": EraseData(),
}  # fmt: skip
_NUMBERED: tuple[tuple[str, Callable[[int], Command]], ...] = (
    ("dong y", Agree), ("them don vi", Agree), ("chuyen don vi", partial(Agree, move=True)), ("sua ten", Rename), ("khong phai", Withdraw),
    ("rut yeu cau", Withdraw), ("duyet", partial(Decide, let_in=True)), ("tu choi", partial(Decide, let_in=False)), ("go yeu cau", UndoJoin),
    ("thoi thuong truc", DropOffice),
)  # fmt: skip


_OF_UNITS: tuple[tuple[str, Callable[[str], Command]], ...] = (
    ("tham gia", PickUnit), ("nguoi", ShowPeople), ("moi", Invite), ("huy ma", Revoke), ("noi thay", Speak), ("roi", Leave),
)  # fmt: skip


def parse(turn: Turn) -> Command | None:
    """The command a message is, or None where it is none of this room's. An edited message is never one."""
    if turn.incoming.arrival is Arrival.EDIT:
        return None
    slashed = _SLASH.fullmatch(turn.incoming.text)
    if slashed:
        return _slashed(turn, slashed[1].lower(), slashed[2] or "")
    code = code_in(turn.incoming.text)
    if code is not None:
        return UseCode(code)
    return next((command for heard in hearings(turn.incoming.text) if (command := _typed(turn, heard)) is not None), None)


def code_in(text: str) -> str | None:
    """The code in a message, as it is stored: sixteen signs, with or without dashes, O and 0, I and 1 taken for each other."""
    shown = unicodedata.normalize("NFKC", text).upper()
    found = _CODE.search(shown) or _SPACED.fullmatch(shown)
    if found is None:
        return None
    signs = re.sub(r"[\s-]", "", found[0])
    # sixteen letters are words run together, never a code of ours: of sixteen random signs some are figures
    return signs.translate(_LOOKALIKE) if any(sign.isdigit() for sign in signs) and "U" not in signs else None


def _slashed(turn: Turn, name: str, rest: str) -> Command | None:
    if name == "start" and code_in(rest):
        return UseCode(code_in(rest) or "")
    if name == "donvi" and not rest.strip() and turn.person.units:
        return ShowMine()
    if name == "thamgia" and rest.strip():
        return WishToJoin(rest.strip()[:200])
    if name == "moi" and rest.strip():
        unit = units.by_code(turn, words(rest))
        return Invite(unit.code) if unit else InviteAll()
    return _SLASHES.get(name)


def _typed(turn: Turn, said: Words) -> Command | None:
    phrase = " ".join(said)
    if phrase in _WISHES:
        return WishToJoin()
    if phrase in _PLAIN:
        return _PLAIN[phrase]
    if phrase in spoken.CHANGE and turn.person.units:
        return ShowMine()
    if (rest := after(said, ("nhac toi qua", "nhac em qua", "nhac minh qua", "nhac qua"))) and len(rest) <= 3:
        return Prefer(" ".join(rest))
    for head, make in _NUMBERED if said and said[-1].isdecimal() else ():
        rest = after(said, (head,))
        if rest and len(rest) == 1 and re.fullmatch(r"\d{1,15}", rest[0]):
            return make(int(rest[0]))
    return _about_unit(turn, said) or _about_person(turn, said) or _introduced(turn, said)


def _about_unit(turn: Turn, said: Words) -> Command | None:
    for head, make in _OF_UNITS:
        if (rest := after(said, (head,))) is not None and (unit := units.by_code(turn, rest)) is not None:
            return make(unit.code)
    return None


def _about_person(turn: Turn, said: Words) -> Command | None:
    for head, role in (("lanh dao", Role.LEADER), ("can bo", Role.OFFICER), ("go nguoi", None)):
        rest = after(said, (head,))
        if rest and len(rest) > 1 and re.fullmatch(r"\d{1,15}", rest[0]) and (unit := units.by_code(turn, rest[1:])) is not None:
            return GiveRole(int(rest[0]), unit.code, role) if role else RemovePerson(int(rest[0]), unit.code)
    return None


def _introduced(turn: Turn, said: Words) -> Command | None:
    """"Em là đầu mối Sở …": somebody who has no unit says which one is his."""
    if turn.person.units or turn.person.role in OFFICE or len(said) > 16 or "?" in turn.incoming.text:
        return None
    text = " ".join(said)
    if not re.search(r"\b(?:dau moi|phu trach thi dua|can bo theo doi)\b", text):
        return None
    return WishToJoin(turn.incoming.text[:200]) if units.found(turn, text) else None
