"""The commands of the schedule, as typed or pressed: putting a reminder off, the calendar, extensions, what is silenced, the policy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from handlers import units
from handlers.desk_commands import first_named, names_of
from handlers.message import Arrival
from handlers.records import OFFICE
from handlers.spoken import Words, after, hearings, words
from handlers.turn import Turn
from knowledge.status_dates import AHEAD, days
from knowledge.status_text import placed


@dataclass(frozen=True, slots=True)
class Snooze:
    """Remind again later, of a task (None: of what was last reminded); `when` as one of the ways to say it, None where it is to be asked."""

    task: str | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True)
class ShowCalendar:
    """What will be reminded of when: of one's own unit, or of the whole plan at the desk."""


@dataclass(frozen=True, slots=True)
class SendCalendar:
    """The same as a file for a calendar program."""


@dataclass(frozen=True, slots=True)
class ShowReminders:
    """The policy, what comes next, what became of what was sent, what is silenced."""


@dataclass(frozen=True, slots=True)
class ShowSkipped:
    """Slots that were skipped, and why."""


@dataclass(frozen=True, slots=True)
class SetMute:
    """Silence the reminders of a unit ("": of all) and a task ("": of all), or let them sound again."""

    unit: str
    task: str
    mute: bool


@dataclass(frozen=True, slots=True)
class SetDay:
    """A day off, a make-up day, or (None) a day like any other."""

    day: date
    works: bool | None


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """One figure of the policy; None gives all of them back to the plan."""

    key: str
    value: int | bool | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Extend:
    """Move a task's last day; what is None was not understood. `document` as it was typed."""

    task: str | None = None
    scope: str | None = None
    target: str = ""
    last: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmExtension:
    """The extension just echoed is right."""

    id: int


@dataclass(frozen=True, slots=True)
class ShowExtensions:
    """Every extension there is."""


@dataclass(frozen=True, slots=True)
class Revoke:
    """Take an extension back, by its number."""

    id: int


Command = (
    Snooze | ShowCalendar | SendCalendar | ShowReminders | ShowSkipped | SetMute | SetDay | SetPolicy | Extend | ConfirmExtension | ShowExtensions | Revoke
)

_SLASH = re.compile(r"\s*/([A-Za-z_]+)(?:@\w+)?(?:\s+(.*))?\s*", re.DOTALL)
_SLASHES = {"lich": "lich", "nhac": "nhac viec", "giahan": "gia han", "nhaclai": "nhac lai", "tatnhac": "tat nhac", "batnhac": "bat nhac"}
_CALENDAR = frozenset({"lich", "lich nhac", "lich nhac viec", "xem lich", "lich cua toi", "lich viec"})
_FILE = frozenset({"tep lich", "gui tep lich", "tai lich", "file lich", "gui lich"})
_REMINDERS = frozenset({"nhac viec", "xem nhac viec", "cach nhac"})
_SKIPPED = frozenset({"nhac bo qua", "loi nhac bo qua", "loi nhac bi bo qua"})
_EXTENSIONS = frozenset({"cac gia han", "cac lan gia han", "xem gia han"})
_SNOOZE = ("nhac lai sau", "nhac lai", "nhac sau", "de sau nhac")
_EXTEND = ("gia han",)
_WHEN = re.compile(r"(\d{1,2} (?:gio|tieng|ngay|tuan)(?: nua)?|chieu nay|toi nay|sang mai|chieu mai|ngay mai|mai|tuan sau)")
_DATE_WORDS = frozenset("ngay thang nam den het han toi thanh sang".split())
ALL = ("tat ca cac don vi", "tat ca don vi", "tat ca", "moi don vi", "toan bo")
_DAYS: tuple[tuple[str, bool | None], ...] = (("ngay lam bu", True), ("ngay nghi", False), ("ngay thuong", None))
_BY = re.compile(r"\s(?:theo|c\wn c\w)\s+(.+)$", re.IGNORECASE | re.DOTALL)
LONGEST = 200
"""Characters of a document's name that are kept."""


def parse(turn: Turn) -> Command | None:
    """The command a message is, or None where it is none of this room's."""
    if turn.incoming.arrival is Arrival.EDIT:
        return None
    text = turn.incoming.text
    slashed = _SLASH.fullmatch(text)
    if slashed:
        head = _SLASHES.get(slashed[1].lower())
        return _typed(turn, f"{head} {slashed[2] or ''}", (*head.split(), *words(slashed[2] or ""))) if head else None
    return next((command for heard in hearings(text) if (command := _typed(turn, text, heard)) is not None), None)


def _typed(turn: Turn, text: str, said: Words) -> Command | None:
    phrase = " ".join(said)
    for phrases, shows in ((_CALENDAR, ShowCalendar), (_FILE, SendCalendar), (_SKIPPED, ShowSkipped), (_EXTENSIONS, ShowExtensions)):
        if phrase in phrases:
            return shows()
    if phrase in _REMINDERS:
        return ShowReminders()
    if (rest := after(said, _SNOOZE)) is not None:
        return _snooze(turn, rest)
    for head, command in (("thu hoi gia han", Revoke), ("dung gia han", ConfirmExtension)):
        if (rest := after(said, (head,))) and len(rest) == 1 and re.fullmatch(r"\d{1,15}", rest[0]):
            return command(int(rest[0]))
    # An officer who says "gia hạn" asks a question, or for one.
    if said[:2] == ("gia", "han") and (turn.person.role in OFFICE or turn.incoming.text.lstrip().startswith("/")) and "?" not in text:
        return _extend(turn, text, said[2:])
    for head, mute in (("tat nhac", True), ("bat nhac", False)):
        if (rest := after(said, (head,))) is not None:
            return _mute(turn, rest, mute)
    for head, works in _DAYS:
        rest = after(said, (head,))
        if rest and all(word.isdecimal() or word in _DATE_WORDS for word in rest):
            day = day_in(turn, text)
            return SetDay(day, works) if day else None
    return _policy(said)


def _snooze(turn: Turn, said: Words) -> Snooze | None:
    tasks, rest = first_named(said, names_of(turn.reader.plan)[0])
    phrase = " ".join(rest)
    if phrase and not _WHEN.fullmatch(phrase):
        return None
    if tasks is None:
        return Snooze(None, phrase or None)
    kind = turn.kind
    task = next((task for task in tasks if kind in task.kinds), tasks[0])
    return Snooze(task.key, phrase or None)


def _extend(turn: Turn, text: str, said: Words) -> Extend:
    by = _BY.search(text)
    document = " ".join(by[1].split())[:LONGEST] if by else ""
    before = text[: by.start()] if by else text
    # What is behind "theo" is the document's, and no part of whom or until when.
    rest = said[: len(said) - len(words(by[0]))] if by else said
    last = day_in(turn, before)
    while rest and (rest[-1].isdecimal() or rest[-1] in _DATE_WORDS):
        rest = rest[:-1]
    task_names, kind_names = names_of(turn.reader.plan)
    tasks, rest = first_named(rest, task_names)
    rest = after(rest, ("cho",)) or rest
    if not tasks:
        return Extend(last=last, document=document)
    if not rest or " ".join(rest) in ALL:
        return Extend(tasks[0].key, "all" if rest else None, "", last, document)
    kind, behind = first_named(after(rest, ("loai",)) or rest, kind_names)
    if kind is not None and not behind:
        own = next((task for task in tasks if kind in task.kinds), tasks[0])
        return Extend(own.key, "kind", kind, last, document)
    named = after(rest, ("don vi",)) or rest
    unit = units.by_code(turn, named)
    likely = (unit,) if unit else units.found(turn, " ".join(named))
    if len(likely) == 1:
        own = next((task for task in tasks if likely[0].kind in task.kinds), tasks[0])
        return Extend(own.key, "unit", likely[0].code, last, document)
    return Extend(tasks[0].key, None, " ".join(named), last, document)


def _mute(turn: Turn, said: Words, mute: bool) -> SetMute | None:
    task_names = names_of(turn.reader.plan)[0]
    tasks, rest = first_named(said, task_names)
    if tasks is not None and not rest:
        return SetMute("", tasks[0].key, mute)
    for cut in range(len(said), 0, -1):
        named, tail = after(said[:cut], ("don vi",)) or said[:cut], said[cut:]
        own, left = first_named(tail, task_names) if tail else (None, tail)
        unit = units.by_code(turn, named)
        likely = (unit,) if unit else units.found(turn, " ".join(named))
        if len(likely) == 1 and not left:
            task = next((task for task in own if likely[0].kind in task.kinds), own[0]) if own else None
            return SetMute(likely[0].code, task.key if task else "", mute)
    return None


_POLICIES = frozenset({"nhac", "khong", "gio", "moi", "qua", "bao"})
"""How commands that set when reminders go begin."""


def _policy(said: Words) -> SetPolicy | None:
    if said[0] not in _POLICIES:
        return None
    phrase = " ".join(said)
    if phrase in ("nhac theo ke hoach", "nhac nhu ke hoach"):
        return SetPolicy("", None)
    if phrase in ("nhac ca ngay nghi", "khong nhac ngay nghi"):
        return SetPolicy("working_days", phrase.startswith("khong"))
    if found := re.fullmatch(r"nhac luc (\d{1,2})(?: gio)?", phrase):
        return SetPolicy("hour", int(found[1]))
    if found := re.fullmatch(r"nhac truoc ((?:\d{1,3} ?)+)(?:ngay)?", phrase):
        return SetPolicy("offsets", tuple(int(number) for number in found[1].split()))
    if found := re.fullmatch(r"gio yen lang (?:tu )?(\d{1,2})(?: gio)?(?: den)? (\d{1,2})(?: gio)?", phrase):
        return SetPolicy("quiet", (int(found[1]), int(found[2])))
    for pattern, key in (
        (r"moi ngay nhac nhieu nhat (\d{1,2})(?: lan)?", "daily_most"),
        (r"qua han (?:cu )?(\d{1,2}) ngay nhac mot lan", "late_every"),
        (r"qua han nhac nhieu nhat (\d{1,2})(?: lan)?", "late_most"),
        (r"bao cap tren sau (\d{1,2})(?: lan)?", "escalate_after"),
        (r"nhac bu trong (\d{1,3})(?: gio)?", "catch_up"),
    ):
        if found := re.fullmatch(pattern, phrase):
            return SetPolicy(key, int(found[1]))
    return None


def day_in(turn: Turn, text: str) -> date | None:
    """The last day that is named in a text, looked for from today on."""
    found = days(placed(text, turn.reader.tokens(text)), turn.today, AHEAD)
    return found[-1].last if found else None
