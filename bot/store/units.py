"""The roster: units, those that are gone, and the tuple of all that handlers search."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from bot.store import codec
from bot.store.sql import Row, Sql
from handlers.turn import Unit

COLUMNS = "code, name, kind, short_names, parent, note"
SAVE = """
INSERT INTO units (plan, code, name, kind, short_names, parent, note) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
SET name = excluded.name, kind = excluded.kind, short_names = excluded.short_names, parent = excluded.parent, note = excluded.note, gone = NULL
WHERE gone IS NOT NULL OR (name, kind, short_names, ifnull(parent, ''), note)
    != (excluded.name, excluded.kind, excluded.short_names, ifnull(excluded.parent, ''), excluded.note) RETURNING 1
"""


class Units:
    """The verbs of the roster."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def load_units(self, plan: str, units: Sequence[Unit]) -> int:
        changed = 0
        for unit in units:
            row = (plan, unit.code, unit.name, unit.kind, json.dumps(unit.short_names, ensure_ascii=False), unit.parent, unit.note)
            changed += len(self._sql.run(SAVE, row))
        if changed:
            self._changed(plan)
        return changed

    def drop_units(self, plan: str, codes: Sequence[str], at: datetime) -> int:
        """Units that are no longer on the roster; what they said stays. How many there were."""
        gone = 0
        for code in codes:
            gone += len(
                self._sql.run(
                    "UPDATE units SET gone = ? WHERE plan = ? AND code = ? AND gone IS NULL RETURNING 1", (codec.when(at), plan, code)
                )
            )
        if gone:
            self._changed(plan)
        return gone

    def unit(self, plan: str, code: str) -> Unit | None:
        row = self._sql.one(f"SELECT {COLUMNS} FROM units WHERE plan = ? AND code = ? AND gone IS NULL", (plan, code))  # noqa: S608 - our own words
        return unit(row) if row else None

    def units(self, plan: str, kind: str) -> Sequence[Unit]:
        return [each for each in self.roster(plan) if each.kind == kind]

    def roster(self, plan: str) -> tuple[Unit, ...]:
        known = self._sql.rosters.get(plan)
        if known is None:
            rows = self._sql.run(f"SELECT {COLUMNS} FROM units WHERE plan = ? AND gone IS NULL ORDER BY code", (plan,))  # noqa: S608 - our own words
            known = self._sql.rosters[plan] = tuple(map(unit, rows))
        return known

    def _changed(self, plan: str) -> None:
        self._sql.rosters.pop(plan, None)


def unit(row: Row) -> Unit:
    """A row of units as it is handed out."""
    return Unit(row["code"], row["name"], row["kind"], tuple(json.loads(row["short_names"])), row["parent"], row["note"])
