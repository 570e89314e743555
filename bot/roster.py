"""A list of units: read from a file, held against the units there are, and every mistake named by its row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.sheets import Cell, Sheet, read_sheet
from handlers.spoken import name_words
from handlers.turn import Unit
from knowledge.plan import Plan

_CODE = re.compile(r"[A-Za-z0-9_-]{1,32}")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Look:
    """What a list would change: units that are new, changed (before, after), gone (their codes no longer stand in it) and the same;
    `mistakes` are rows that are left out, each with its number and why (a key of words.toml and its values)."""

    new: tuple[Unit, ...]
    changed: tuple[tuple[Unit, Unit], ...]
    gone: tuple[Unit, ...]
    same: int
    mistakes: tuple[tuple[int, str, Mapping[str, str]], ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        """What is to be written."""
        return (*self.new, *(after for _, after in self.changed))

    @property
    def changes(self) -> bool:
        return bool(self.units or self.gone)


def read_roster(file: Path) -> tuple[Unit, ...]:
    """The units of a plan's own CSV file (columns code, name, kind, short_names apart by ";", parent, note). No file is no unit."""
    if not file.is_file():
        return ()
    sheet = read_sheet(file.read_bytes(), file.name, ("units",))
    return tuple(_unit(cells, str(cells.get("kind", "")).strip()) for _, cells in sheet.rows)


def look(sheet: Sheet, plan: Plan, there: Sequence[Unit]) -> Look:
    """Hold a list against the units there are. Importing the same list twice changes nothing the second time."""
    # A key means its own kind whatever else is called so, and a name sooner a kind of unit than an occasion ("Bộ").
    events_first = sorted(plan.kinds, key=lambda kind: not kind.event)
    kinds = {words: kind.key for kind in events_first for words in map(name_words, (kind.label, kind.short, *kind.names)) if words}
    kinds |= {name_words(kind.key): kind.key for kind in plan.kinds}
    known = {unit.code.lower(): unit for unit in there}
    read: dict[str, Unit] = {}
    mistakes: list[tuple[int, str, Mapping[str, str]]] = []
    rows: dict[str, int] = {}
    for number, cells in sheet.rows:
        mistake = _mistake(cells, kinds, rows)
        if mistake is not None:
            mistakes.append((number, *mistake))
            continue
        unit = _unit(cells, kinds[name_words(str(cells["kind"]))])
        rows[unit.code.lower()] = number
        read[unit.code.lower()] = unit
    for code, unit in tuple(read.items()):
        wrong = _wrong_parent(unit, read)
        if wrong:
            mistakes.append((rows[code], wrong, {"parent": unit.parent or ""}))
            del read[code]
    named = {str(cells.get("code", "")).lower() for _, cells in sheet.rows}
    return Look(
        tuple(unit for code, unit in read.items() if code not in known),
        tuple((known[code], unit) for code, unit in read.items() if code in known and known[code] != unit),
        tuple(unit for code, unit in known.items() if code not in named),
        sum(code in known and known[code] == unit for code, unit in read.items()),
        tuple(sorted(mistakes, key=lambda each: each[0])),
    )


def _mistake(cells: Mapping[str, Cell], kinds: Mapping[tuple[str, ...], str], rows: Mapping[str, int]) -> tuple[str, Mapping[str, str]] | None:
    code, name, kind = (str(cells.get(key, "")).strip() for key in ("code", "name", "kind"))
    if not code:
        return "no_code", {}
    if not _CODE.fullmatch(code):
        return "bad_code", {"code": code[:40]}
    if code.lower() in rows:
        return "twice", {"code": code, "row": str(rows[code.lower()])}
    if not name or len(name) > _LONGEST_NAME:
        return "no_name", {}
    if name_words(kind) not in kinds:
        return "bad_kind", {"kind": kind[:40]}
    return None


def _wrong_parent(unit: Unit, read: Mapping[str, Unit]) -> str | None:
    """A parent that is not in the list, or that is below the unit itself."""
    seen, above = {unit.code.lower()}, unit.parent
    while above:
        if above.lower() in seen:
            return "circular"
        seen.add(above.lower())
        found = read.get(above.lower())
        if found is None:
            return "no_parent"
        above = found.parent
    return None


def _unit(cells: Mapping[str, Cell], kind: str) -> Unit:
    said = {key: " ".join(str(cell).split()) for key, cell in cells.items()}
    short = tuple(dict.fromkeys(name for part in said.get("short_names", "").split(";") if (name := part.strip())))
    return Unit(said.get("code", ""), said.get("name", ""), kind, short, said.get("parent") or None, said.get("note", ""))
