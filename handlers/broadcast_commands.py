"""The commands of broadcasts, as typed or pressed."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from handlers.message import Arrival
from handlers.records import OFFICE
from handlers.spoken import Words, after, bare, readings
from handlers.turn import Turn


class Verb(enum.StrEnum):
    """What the office can do with a broadcast, as buttons say it."""

    AIM = "gui toi"
    SEND = "gui tin"
    AGAIN = "gui them tin"
    APPROVE = "duyet tin"
    ACK = "xac nhan tin"
    ASK = "hoi tien do tin"
    TIME = "hen gio"
    EDIT = "sua tin"
    FILE = "kem tep tin"
    NO_FILE = "bo tep tin"
    GROUPS = "nhom tin"
    CANCEL = "huy tin"
    STOP = "dung tin"
    GO_ON = "tiep tuc tin"
    RESEND = "gui lai tin"
    RESEND_UNKNOWN = "gui lai khong ro"
    UNACKED = "chua xac nhan"
    EXPORT = "xuat tin"
    RECALL = "thu hoi tin"
    CORRECT = "dinh chinh tin"
    SHOW = "xem tin"


@dataclass(frozen=True, slots=True)
class Compose:
    """Begin a broadcast, with its text where it is given already; `ask`: one that asks how far units are."""

    text: str = ""
    ask: bool = False


@dataclass(frozen=True, slots=True)
class ShowBroadcasts:
    """The latest broadcasts."""


@dataclass(frozen=True, slots=True)
class Handle:
    """Do something with a broadcast, by its number; `text` is what was said behind it."""

    verb: Verb
    id: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """A recipient has read it."""

    id: int


Command = Compose | ShowBroadcasts | Handle | Acknowledge

_SLASH = re.compile(r"\s*/thongbao(?:@\w+)?(?:\s+(.*))?\s*", re.DOTALL | re.IGNORECASE)
_COMPOSE = frozenset({"thong bao", "soan thong bao", "gui thong bao", "thong bao moi"})
_ASK = frozenset({"hoi tien do", "hoi tien do cac don vi", "thong bao hoi tien do"})
_LIST = frozenset({"cac thong bao", "danh sach thong bao", "xem thong bao", "thong bao da gui"})


def parse(turn: Turn) -> Command | None:
    """The command a message is, or None where it is none of this room's."""
    if turn.incoming.arrival is Arrival.EDIT:
        return None
    slashed = _SLASH.fullmatch(turn.incoming.text)
    if slashed:
        return Compose((slashed[1] or "").strip())
    for said in dict.fromkeys((typed := readings(turn.incoming.text)[0], bare(typed))):
        command = _typed(said)
        # An officer who says "hỏi tiến độ" asks about the unit's own.
        if command == Compose(ask=True) and turn.person.role not in OFFICE:
            continue
        if command is not None:
            return command
    return None


def _typed(said: Words) -> Command | None:
    phrase = " ".join(said)
    if phrase in _COMPOSE:
        return Compose()
    if phrase in _ASK:
        return Compose(ask=True)
    if phrase in _LIST:
        return ShowBroadcasts()
    rest = after(said, ("da nhan tin", "da nhan thong bao"))
    if rest and len(rest) == 1 and re.fullmatch(r"\d{1,15}", rest[0]):
        return Acknowledge(int(rest[0]))
    if not any(word.isdecimal() for word in said):
        return None  # every one below is of a broadcast by its number
    for verb in Verb:
        rest = after(said, (verb.value,))
        if rest and re.fullmatch(r"\d{1,15}", rest[0]) and (len(rest) == 1 or verb in (Verb.AIM, Verb.TIME, Verb.ACK, Verb.ASK, Verb.GROUPS)):
            return Handle(verb, int(rest[0]), " ".join(rest[1:]))
    return None
