"""The commands of the desk room, as typed or pressed: what the secretariat looks at and records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from handlers import units
from handlers.desk_figures import Which
from handlers.message import Arrival
from handlers.records import OFFICE
from handlers.spoken import Words, after, hearings, words
from handlers.turn import Turn
from handlers.wording.desk_choices import key
from knowledge.plan import Plan, Task


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """The desk itself: totals, and what needs a person."""


@dataclass(frozen=True, slots=True)
class ShowProgress:
    """How far everybody is: with all tasks, or narrowed down to a task, a kind of unit, the units in one place (paged from 1)."""

    task: str | None = None
    kind: str | None = None
    which: Which | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class ShowSilent:
    """Who has said nothing of a task (None: of which task how many)."""

    task: str | None = None
    kind: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class AskSilent:
    """Ask exactly those who have said nothing of a task; `sure` where it was confirmed that they are many."""

    task: str
    kind: str | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class AskUnit:
    """Ask one unit how far it is, by its code."""

    unit: str


@dataclass(frozen=True, slots=True)
class ShowUnit:
    """One unit's page, by what people call it."""

    text: str


@dataclass(frozen=True, slots=True)
class TakeReceipt:
    """The document of a unit (a code) on a task has come in."""

    task: str
    unit: str


@dataclass(frozen=True, slots=True)
class DropReceipt:
    """It has not come in after all."""

    task: str
    unit: str


@dataclass(frozen=True, slots=True)
class ShowAwaited:
    """What was reported as done a while ago and has not come in."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class ShowUndelivered:
    """What did not arrive, and who can be written to no longer."""


@dataclass(frozen=True, slots=True)
class SendFile:
    """A file that came with a report, by its id."""

    id: int


@dataclass(frozen=True, slots=True)
class Export:
    """An Excel file of everything, with all columns or the short ones."""

    preset: str = ""


@dataclass(frozen=True, slots=True)
class ApplyRoster:
    """Write the list of units an order (its id) looked at."""

    order: int


@dataclass(frozen=True, slots=True)
class ApplyMail:
    """Write the list of incoming mail an order looked at."""

    order: int


Command = (
    ApplyRoster | ApplyMail | OpenDesk | ShowProgress | ShowSilent | AskSilent | AskUnit | ShowUnit | TakeReceipt | DropReceipt | ShowAwaited
    | ShowUndelivered
    | SendFile | Export
)

FULL, SHORT = "full", "short"
"""The columns an Excel file has: all, or the short ones."""

_SLASH = re.compile(r"\s*/([A-Za-z_]+)(?:@\w+)?(?:\s+(.*))?\s*", re.DOTALL)
_SLASHES = {"ban": "ban lam viec", "tiendo": "tien do", "chuabao": "chua bao", "donvi": "don vi", "xuat": "xuat excel"}
_DESK = frozenset({"ban lam viec", "mo ban lam viec", "ve ban lam viec"})
_UNDELIVERED = frozenset({"tin khong toi", "tin khong gui duoc", "tin gui loi", "ai khong nhan duoc tin", "nguoi khong nhan duoc tin"})
_EXPORTS = ("xuat file excel", "xuat ra excel", "xuat excel", "xuat bang", "xuat")
_PRESETS = {"": "", "day du": FULL, "ban day du": FULL, "gon": SHORT, "ban gon": SHORT}
_WHICH = {
    "bao xong": Which.DONE, "da xong": Which.DONE, "xong": Which.DONE, "da len lich": Which.SCHEDULED, "len lich": Which.SCHEDULED,
    "dang chuan bi": Which.PREPARING, "dang lam": Which.PREPARING, "chua lam": Which.NOT_STARTED, "cham": Which.LATE,
    "chua bao": Which.SILENT, "da nhan": Which.RECEIVED, "chua nhan": Which.AWAITED,
}  # fmt: skip
_WHICH_BY_WORDS = {tuple(phrase.split()): which for phrase, which in _WHICH.items()}
_AGREED = ("dong", "y")
_Named = TypeVar("_Named")
# The names of the tasks and kinds of the plan last used, the longest first.
_NAMES: dict[int, tuple[Plan, Mapping[Words, tuple[Task, ...]], Mapping[Words, str]]] = {}


def parse(turn: Turn) -> Command | None:
    """The command a message is, or None where it is none of this room's.

    Who is not of the office may mean something else by everyday words ("tiến độ", "chưa báo"): for him only what a button says is one.
    """
    if turn.incoming.arrival is Arrival.EDIT:
        return None
    slashed = _SLASH.fullmatch(turn.incoming.text)
    if slashed:
        head = _SLASHES.get(slashed[1].lower())
        rest = words(slashed[2] or "")
        return _slashed(turn, head, rest, (slashed[2] or "").strip()) if head else None
    return next((command for heard in hearings(turn.incoming.text) if (command := _typed(turn, heard)) is not None), None)


def _slashed(turn: Turn, head: str, rest: Words, text: str) -> Command | None:
    if head == "don vi":
        return ShowUnit(text) if rest and turn.person.role in OFFICE else None
    return _typed(turn, (*head.split(), *rest)) or (_typed(turn, tuple(head.split())) if turn.person.role in OFFICE else None)


def _typed(turn: Turn, said: Words) -> Command | None:
    phrase = " ".join(said)
    if phrase in _DESK:
        return OpenDesk()
    if phrase in _UNDELIVERED:
        return ShowUndelivered()
    if (rest := after(said, _EXPORTS)) is not None and " ".join(rest) in _PRESETS:
        return Export(_PRESETS[" ".join(rest)])
    for head, apply in (("cap nhat don vi", ApplyRoster), ("cap nhat cong van", ApplyMail)):
        if (rest := after(said, (head,))) and len(rest) == 1 and re.fullmatch(r"\d{1,15}", rest[0]):
            return apply(int(rest[0]))
    if (rest := after(said, ("tep",))) and len(rest) == 1 and rest[0].isdecimal() and rest[0].isascii():
        return SendFile(int(rest[0][:15]))
    if (rest := after(said, ("bao xong chua nhan",))) is not None:
        page = _page(rest)
        return ShowAwaited(page) if page else None
    return _about_tasks(turn, said) or _about_units(turn, said)


def _about_tasks(turn: Turn, said: Words) -> Command | None:
    plan = turn.reader.plan
    if (rest := after(said, ("hoi chua bao",))) is not None:
        sure = rest[-2:] == _AGREED
        task, kind, rest = _narrowed(rest[:-2] if sure else rest, plan)
        return AskSilent(task, kind, sure) if task and not rest else None
    if (rest := after(said, ("chua bao",))) is not None and _meant(turn, said):
        task, kind, rest = _narrowed(rest, plan)
        page = _page(rest)
        return ShowSilent(task, kind, page) if page and (task or not kind) else None
    if (rest := after(said, ("tien do", "xem tien do"))) is not None and _meant(turn, said):
        return _progress(turn, rest)
    return None


def _progress(turn: Turn, said: Words) -> Command | None:
    task, kind, rest = _narrowed(said, turn.reader.plan)
    which, rest = first_named(rest, _WHICH_BY_WORDS)
    page = _page(rest)
    if page and (task or not (kind or which)):
        return ShowProgress(task, kind, which, page)
    if task is None and turn.person.role in OFFICE and units.found(turn, " ".join(said)):
        return ShowUnit(" ".join(said))
    return None


def _about_units(turn: Turn, said: Words) -> Command | None:
    if (rest := after(said, ("hoi don vi",))) is not None:
        unit = units.by_code(turn, rest)
        return AskUnit(unit.code) if unit else None
    if (rest := after(said, ("don vi", "xem don vi"))) is not None:
        known = units.by_code(turn, rest) or (turn.person.role in OFFICE and units.found(turn, " ".join(rest)))
        return ShowUnit(" ".join(rest)) if rest and known else None
    for head, command in (("da nhan", TakeReceipt), ("chua nhan", DropReceipt)):
        if (rest := after(said, (head,))) is not None:
            return _receipt(turn, rest, command)
    return None


def _receipt(turn: Turn, said: Words, command: type[TakeReceipt] | type[DropReceipt]) -> TakeReceipt | DropReceipt | None:
    """The task and the unit; of several tasks with one name the unit's own. Nobody means less: "đã nhận" alone is a courtesy."""
    for name, tasks in names_of(turn.reader.plan)[0].items():
        if said[: len(name)] != name:
            continue
        rest = said[len(name) :]
        found = units.by_code(turn, rest)
        likely = (found,) if found else units.found(turn, " ".join(rest)) if rest and turn.person.role in OFFICE else ()
        if len(likely) == 1:
            own = next((task for task in tasks if likely[0].kind in task.kinds), tasks[0])
            return command(own.key, likely[0].code)
    return None


def _meant(turn: Turn, said: Words) -> bool:
    """Whether everyday words are meant as the desk's."""
    if turn.person.role in OFFICE or turn.incoming.arrival is Arrival.PRESS or turn.incoming.text.lstrip().startswith("/"):
        return True
    return any(_within(words(key(task.key, ())), said) for task in turn.reader.plan.tasks if re.search(r"[-_\d]", task.key))


def _within(part: Words, said: Words) -> bool:
    return any(said[n : n + len(part)] == part for n in range(len(said)))


def _narrowed(said: Words, plan: Plan) -> tuple[str | None, str | None, Words]:
    """The task and the kind the words begin with, and what is left of them."""
    task_names, kind_names = names_of(plan)
    tasks, said = first_named(said, task_names)
    kind, said = first_named(said, kind_names)
    if tasks is None:
        return None, kind, said
    fitting = next((task for task in tasks if kind in task.kinds), tasks[0])
    return fitting.key, kind, said


def first_named(said: Words, names: Mapping[Words, _Named]) -> tuple[_Named | None, Words]:
    """What the longest of these names that the words begin with stands for, and the words behind it."""
    name = next((name for name in names if said[: len(name)] == name), None)
    return (None, said) if name is None else (names[name], said[len(name) :])


def names_of(plan: Plan) -> tuple[Mapping[Words, tuple[Task, ...]], Mapping[Words, str]]:
    """The tasks and the kinds of a plan by what people and buttons call them, the longest names first."""
    known = _NAMES.get(id(plan))
    if known is not None and known[0] is plan:
        return known[1], known[2]
    tasks: dict[Words, tuple[Task, ...]] = {}
    for task in plan.tasks:
        for name in dict.fromkeys(words(name) for name in (task.key, key(task.key, ()), task.label, *task.names)):
            tasks[name] = (*tasks.get(name, ()), task)
    kinds: dict[Words, str] = {}
    for kind in plan.kinds:
        for own in (kind.key, key(kind.key, ()), kind.short, kind.label, *kind.names):
            kinds.setdefault(words(own), kind.key)
    made = (_longest_first(tasks), _longest_first(kinds))
    _NAMES.clear()
    _NAMES[id(plan)] = (plan, *made)
    return made


def _longest_first(names: dict[Words, _Named]) -> dict[Words, _Named]:
    return {name: names[name] for name in sorted(filter(None, names), key=len, reverse=True)}


def _page(rest: Words) -> int | None:
    """The page the words name: 1 where they name none, None where they name something else."""
    if not rest:
        return 1
    return int(rest[0]) if len(rest) == 1 and re.fullmatch(r"[1-9]\d{0,2}", rest[0]) else None
