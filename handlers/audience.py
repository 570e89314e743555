"""Who a broadcast is for: read from words, evaluated against the roster and the reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from handlers import units
from handlers.commands import kind_named
from handlers.deadlines import deadline_of
from handlers.desk_commands import first_named, names_of
from handlers.desk_figures import Place, board
from handlers.records import Standing, Unit
from handlers.records_broadcasts import Audience, Broadcast
from handlers.records_schedule import Extension
from handlers.spoken import Words, after, words
from handlers.turn import State, Status, Turn
from knowledge.plan import Deadline, Plan, Task

_ALL = frozenset({"tat ca", "tat ca don vi", "tat ca cac don vi", "toan bo", "moi don vi"})
_PLACES = (
    ("open", ("chua xong", "chua bao xong", "con lai")),
    ("silent", ("chua bao",)),
    ("done", ("da xong", "bao xong", "xong")),
    ("late", ("qua han", "cham", "tre")),
    ("delayed", ("xin lui", "lui han")),
)
_PEOPLE = (("unacked", ("chua xac nhan",)), ("failed", ("chua nhan", "gui loi")), ("unknown", ("khong ro",)), ("sent", ("da gui",)))
_TOO = frozenset({"nhom", "nhom lam viec", "cac nhom", "cac nhom lam viec", "ca nhom", "ca nhom lam viec", "ca cac nhom", "ca cac nhom lam viec"})
_ONLY = frozenset({"chi nhom", "chi nhom lam viec", "chi cac nhom", "chi cac nhom lam viec", "chi gui nhom"})
_NUMBER = re.compile(r"\d{1,15}")


def read(turn: Turn, text: str) -> Audience | str | None:
    """The audience a text names, its parts set apart by commas, "và" or "; "; the part that is not understood; None where it says nothing.

    Kinds and units add up; a place ("chưa xong gửi kế hoạch") and a broadcast's people ("chưa xác nhận 12") narrow down.
    """
    parts = [words(part) for part in re.split(r"[,;\n]| v\w ", text)]
    found, said = Audience(), False
    for part in filter(None, parts):
        named = after(part, ("gui toi", "gui den", "gui cho", "cho")) or part
        more = _part(turn, named, found)
        if more is None:
            return " ".join(part)
        found, said = more, True
    # Groups and nothing else: those of all units, and not their officers too.
    if said and all(" ".join(part) in _TOO and part[0] != "ca" for part in parts if part):
        return replace(found, groups="only")
    return found if said else None


def _part(turn: Turn, said: Words, found: Audience) -> Audience | None:
    if " ".join(said) in _ALL:
        return replace(found, kinds=(), units=())
    if " ".join(said) in _TOO | _ONLY:
        return replace(found, groups="only" if " ".join(said) in _ONLY else "too")
    for part, heads in _PEOPLE:
        rest = after(said, heads)
        if rest and len(rest) == 1 and _NUMBER.fullmatch(rest[0]) and (before := turn.records.broadcast(int(rest[0]))):
            # Who of its recipients: where groups were among them, groups too.
            return replace(found, of=before.id, part=part, groups=found.groups or (before.audience.groups if before.audience else ""))
    task_names, kind_names = names_of(turn.reader.plan)
    for place, ways in _PLACES:
        rest = after(said, ways)
        if rest:
            tasks, behind = first_named(rest, task_names)
            return replace(found, task=tasks[0].key, place=place) if tasks and not behind else None
    named = after(said, ("loai", "cac")) or said
    kind, behind = first_named(named, kind_names)
    kind = kind if kind and not behind else kind_named(named, turn.reader.plan)
    if kind is not None:
        return replace(found, kinds=(*found.kinds, kind))
    named = after(said, ("don vi",)) or said
    unit = units.by_code(turn, named)
    likely = (unit,) if unit else units.found(turn, " ".join(named))
    return replace(found, units=(*found.units, likely[0].code)) if len(likely) == 1 else None


def units_of(
    plan: Plan, of: Broadcast, roster: Iterable[Unit], standings: Sequence[Standing], extensions: Sequence[Extension], now: datetime
) -> tuple[Unit, ...]:
    """The units whose officers are written to, as things stand at a moment; who has nothing left to do is not asked how far it is."""
    audience = of.audience or Audience()
    named = audience.kinds or audience.units
    own = [unit for unit in roster if not named or unit.kind in audience.kinds or unit.code in audience.units]
    if not audience.place and not of.ask:
        return tuple(own)
    rows = [row for row in board(plan, own, standings, now, extensions) if audience.task in ("", row.task.key)]
    if audience.place:
        rows = [row for row in rows if _is_at(row.place, audience.place, row.standing.status is not None)]
    there = {row.unit.code for row in rows if not of.ask or row.place is not Place.DONE}
    return tuple(unit for unit in own if unit.code in there)


def about(
    plan: Plan, of: Broadcast, unit: Unit, status: Callable[[str], Status | None], extensions: Sequence[Extension], today: date
) -> tuple[Task, Deadline] | None:
    """The task one unit's message is about, and until when: the one the audience names, else the first that is not done. `status` gives a
    task's by its key. None where there is none, and where a unit would be asked about one that is done."""
    wanted = of.audience.task if of.audience else ""
    for task in plan.tasks_for(unit.kind):
        said = status(task.key)
        done = said is not None and said.state is State.DONE
        if (wanted == task.key and not (done and of.ask)) or (not wanted and not done):
            return task, deadline_of(plan, task, unit.code, unit.kind, today, extensions)
    return None


def _is_at(place: Place, wanted: str, spoken: bool) -> bool:
    match wanted:
        case "open":
            return place is not Place.DONE
        case "silent":
            return not spoken
        case "done":
            return place is Place.DONE
        case "late":
            return place is Place.LATE
        case _:
            return place is Place.LATE and spoken
