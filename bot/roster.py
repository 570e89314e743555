"""A list of units from a CSV file: code, name and kind of unit."""

from __future__ import annotations

import csv
from pathlib import Path

from handlers.turn import Unit


def read_roster(file: Path) -> tuple[Unit, ...]:
    """The units of a UTF-8 file with the columns code, name and kind; others are ignored. No file is no unit."""
    if not file.is_file():
        return ()
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return tuple(Unit(row["code"].strip(), row["name"].strip(), row["kind"].strip()) for row in csv.DictReader(rows))
