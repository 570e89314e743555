"""The commands of the report room, as typed or pressed: confirming, mending and dropping a report, forms, prompts, history."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers import units
from handlers.desk_commands import first_named, names_of
from handlers.message import Arrival
from handlers.records import Draft
from handlers.spoken import Words, after, hearings, words
from handlers.turn import State, Turn, WaitingField
from knowledge.plan import Task


@dataclass(frozen=True, slots=True)
class Confirm:
    """A draft (its id) is right."""

    draft: int


@dataclass(frozen=True, slots=True)
class Fix:
    """Something in it is wrong."""

    draft: int


@dataclass(frozen=True, slots=True)
class Drop:
    """It is not to be kept."""

    draft: int


@dataclass(frozen=True, slots=True)
class Look:
    """Show it again."""

    draft: int


@dataclass(frozen=True, slots=True)
class Assign:
    """It is about this task."""

    draft: int
    task: str


@dataclass(frozen=True, slots=True)
class SetState:
    """So far the task is of which it told only figures."""

    draft: int
    state: State


@dataclass(frozen=True, slots=True)
class SetNumber:
    """The number it corrects is this field's."""

    draft: int
    field: str
    value: int


@dataclass(frozen=True, slots=True)
class SkipField:
    """Leave a field of a form out ("": the one asked for)."""

    draft: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class StopForm:
    """Nothing more to add."""

    draft: int


@dataclass(frozen=True, slots=True)
class TellAll:
    """Show what is open, to report on it."""


@dataclass(frozen=True, slots=True)
class TellOne:
    """Show the states of one task, to report one."""

    task: str


@dataclass(frozen=True, slots=True)
class Enter:
    """The secretariat tells something for a unit (a code)."""

    unit: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """The secretariat opens a task of a unit again."""

    task: str
    unit: str


@dataclass(frozen=True, slots=True)
class UndoFor:
    """The secretariat takes back a unit's last word on a task."""

    task: str
    unit: str


@dataclass(frozen=True, slots=True)
class ShowHistory:
    """Everything that was said of a task, by one's own unit or (for the office) by any."""

    task: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Attach:
    """The unit's last file without a task belongs to this one."""

    task: str


Command = (
    Confirm | Fix | Drop | Look | Assign | SetState | SetNumber | SkipField | StopForm | TellAll | TellOne | Enter | Reopen | UndoFor
    | ShowHistory | Attach
)  # fmt: skip

STATES = {"xong": State.DONE, "dang lam": State.PREPARING, "len lich": State.SCHEDULED, "chua lam": State.NOT_STARTED, "lui": State.DELAYED}
"""The words by which a choice names a state."""

_SLASH = re.compile(r"\s*/(baocao|lichsu)(?:@\w+)?(?:\s+(.*))?\s*", re.DOTALL | re.IGNORECASE)
_ALL = frozenset({"bao tien do", "bao cao tien do", "cap nhat tien do"})
_SKIPS = frozenset({"bo qua", "bo qua di", "khong nho", "khong ro", "chua ro", "chua co", "khong co", "de sau"})
_STOPS = frozenset({"thoi", "thoi khong bo sung", "khong bo sung", "the thoi", "the la du", "du roi", "het roi"})
_RIGHT = frozenset({"dung", "dung roi", "dung vay", "dung the", "chinh xac", "ok dung", "ok dung roi", "chuan", "chuan roi", "xac nhan"})
_WRONG = frozenset({"sua", "sua lai", "chua dung", "sai roi"})
_NOT = frozenset("bo|bo di|bo tin|huy bao cao".split("|"))
_HEADS = tuple(tuple(head.split()) for head in "dung|sua so|sua|bo tin|bo qua|xem|thoi|viec|muc".split("|"))
_ID = re.compile(r"\d{1,15}")


def parse(turn: Turn) -> Command | None:
    """The command a message is, or None where it is none of this room's. An edited message is never one."""
    if turn.incoming.arrival is Arrival.EDIT:
        return None
    slashed = _SLASH.fullmatch(turn.incoming.text)
    if slashed:
        return TellAll() if slashed[1].lower() == "baocao" else _history(turn, words(slashed[2] or ""))
    return next((command for heard in hearings(turn.incoming.text) if (command := _typed(turn, heard)) is not None), None)


def _typed(turn: Turn, said: Words) -> Command | None:
    phrase = " ".join(said)
    if phrase in _ALL:
        return TellAll()
    waiting = turn.conversation.waiting
    if isinstance(waiting, WaitingField):
        if phrase in _SKIPS:
            return SkipField(waiting.draft, waiting.field)
        if phrase in _STOPS:
            return StopForm(waiting.draft)
    return _about_draft(turn, said) or _about_open_draft(turn, phrase) or _about_task(turn, said)


def _about_draft(turn: Turn, said: Words) -> Command | None:
    """What a button under a draft says: a word, the draft's number and perhaps more."""
    head = next((head for head in _HEADS if said[: len(head)] == head and _ID.fullmatch("".join(said[len(head) : len(head) + 1]))), None)
    if head is None:
        return None
    id, rest = int(said[len(head)]), said[len(head) + 1 :]
    match " ".join(head):
        case "dung" if not rest:
            return Confirm(id)
        case "sua" if not rest:
            return Fix(id)
        case "bo tin" if not rest:
            return Drop(id)
        case "xem" if not rest:
            return Look(id)
        case "thoi" if not rest:
            return StopForm(id)
        case "bo qua" if rest:
            return SkipField(id, _field(turn, rest))
        case "viec":
            task = _task(turn, rest)
            return Assign(id, task.key) if task else None
        case "muc" if " ".join(rest) in STATES:
            return SetState(id, STATES[" ".join(rest)])
        case "sua so" if len(rest) > 1 and re.fullmatch(r"\d{1,6}", rest[-1]):
            return SetNumber(id, _field(turn, rest[:-1]), int(rest[-1]))
        case _:
            return None


def _about_open_draft(turn: Turn, phrase: str) -> Command | None:
    """"Đúng rồi", "sửa", "bỏ" without a number mean the one draft that waits."""
    if phrase not in _RIGHT | _WRONG | _NOT:
        return None
    draft = waiting_draft(turn)
    if draft is None:
        return None
    return Confirm(draft.id) if phrase in _RIGHT else Fix(draft.id) if phrase in _WRONG else Drop(draft.id)


def waiting_draft(turn: Turn) -> Draft | None:
    """This person's last draft that still waits for a word."""
    if turn.incoming.group:
        return None
    mine = [draft for unit in turn.person.units for draft in turn.records.drafts(unit) if draft.person == turn.person.id]
    return max(mine, key=lambda draft: draft.id, default=None)


def _about_task(turn: Turn, said: Words) -> Command | None:
    if (rest := after(said, ("ghi ho",))) is not None:
        unit = units.by_code(turn, rest)
        return Enter(unit.code) if unit else None
    if (rest := after(said, ("lich su",))) is not None:
        return _history(turn, rest)
    if (rest := after(said, ("tep cua",))) is not None:
        task = _task(turn, rest)
        return Attach(task.key) if task else None
    if (rest := after(said, ("mo lai",))) is not None:
        named = _task_and_unit(turn, rest)
        return Reopen(*named) if named else None
    if (rest := after(said, ("hoan tac",))) is not None:
        named = _task_and_unit(turn, rest)
        return UndoFor(*named) if named else None
    if (rest := after(said, ("bao",))) is not None:
        task = _task(turn, rest)
        return TellOne(task.key) if task else None
    return None


def _history(turn: Turn, said: Words) -> Command | None:
    named = _task_and_unit(turn, said)
    if named:
        return ShowHistory(*named)
    task = _task(turn, said)
    return ShowHistory(task.key) if task else None


def _task(turn: Turn, said: Words) -> Task | None:
    """The task these words name and nothing else; of several with one name the own unit's."""
    tasks, rest = first_named(said, names_of(turn.reader.plan)[0])
    if tasks is None or rest:
        return None
    return next((task for task in tasks if turn.kind in task.kinds), tasks[0])


def _task_and_unit(turn: Turn, said: Words) -> tuple[str, str] | None:
    tasks, rest = first_named(said, names_of(turn.reader.plan)[0])
    unit = units.by_code(turn, rest) if tasks and rest else None
    if tasks is None or unit is None:
        return None
    return next((task for task in tasks if unit.kind in task.kinds), tasks[0]).key, unit.code


def _field(turn: Turn, said: Words) -> str:
    """The key of a field as a button says it."""
    keys = {field.key for task in turn.reader.plan.tasks for field in task.fields}
    return next((key for key in keys if words(key) == said), "-".join(said))
