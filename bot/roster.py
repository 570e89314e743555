"""A list of units from a CSV file: code, name and kind of unit, the short names people use, the unit above, a note."""

from __future__ import annotations

import csv
from pathlib import Path

from handlers.turn import Unit


def read_roster(file: Path) -> tuple[Unit, ...]:
    """The units of a UTF-8 file with the columns code, name and kind, and perhaps short_names (apart by ";"), parent (a code) and note;
    others are ignored. No file is no unit."""
    if not file.is_file():
        return ()
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return tuple(
            Unit(
                row["code"].strip(),
                row["name"].strip(),
                row["kind"].strip(),
                short_names(row.get("short_names") or ""),
                (row.get("parent") or "").strip() or None,
                (row.get("note") or "").strip(),
            )
            for row in csv.DictReader(rows)
        )


def short_names(text: str) -> tuple[str, ...]:
    """The short names of one cell."""
    return tuple(dict.fromkeys(name for part in text.split(";") if (name := part.strip())))
