"""Tables people send: CSV in the encodings offices use, XLSX; rows by our own column names, each with its number in the file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tomllib
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from handlers.spoken import name_words

BIGGEST = 5_000_000
"""Bytes of a file that is read."""

_UNPACKED = 60_000_000
_ROWS = 20_000
_HEADS = 15
"""Rows in which the header is looked for: lists of offices begin with titles."""

Cell = str | dt.date
"""Text as typed, or a real date of a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table: each its number in the file (from 1) and its cells by our column names, empty ones left out."""

    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, Cell]], ...]


class SheetError(Exception):
    """A file that cannot be read as a table; `reason` is a key of words.toml's sheet sentences."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_sheet(data: bytes, name: str, kinds: Sequence[str] = ("units", "received")) -> Sheet:
    """The table in a file, of the first kind whose columns it has; SheetError says why there is none."""
    if len(data) > BIGGEST:
        raise SheetError("too_big")
    tables = _xlsx(data) if data[:2] == b"PK" else [_csv(data)]
    for rows in tables:
        for kind in kinds:
            found = _as(kind, rows)
            if found is not None:
                return found
    raise SheetError("no_header")


@cache
def columns() -> dict[str, dict[str, list[str]]]:
    """Per kind of table the names of its columns: ours -> those people write, without accents."""
    found: dict[str, dict[str, list[str]]] = tomllib.loads(Path(__file__).with_name("sheets.toml").read_text("utf-8"))
    return found


def _as(kind: str, rows: Sequence[tuple[int, Sequence[Cell | None]]]) -> Sheet | None:
    wanted = columns()[kind]
    needed = {name for name, names in wanted.items() if names[0].endswith("!")}
    known = {name_words(said.removesuffix("!")): name for name, names in wanted.items() for said in names}
    for at, (_, head) in enumerate(rows[:_HEADS]):
        places = {n: known[words] for n, cell in enumerate(head) if (words := name_words(str(cell or ""))) in known}
        if needed <= set(places.values()):
            return Sheet(kind, tuple(places.values()), tuple(_cells(rows[at + 1 :], places)))
    return None


def _cells(rows: Iterable[tuple[int, Sequence[Cell | None]]], places: dict[int, str]) -> Iterable[tuple[int, dict[str, Cell]]]:
    for number, row in rows:
        cells = {name: row[n] for n, name in places.items() if n < len(row) and row[n] not in (None, "")}
        if cells:
            yield number, {name: cell for name, cell in cells.items() if cell is not None}


def _xlsx(data: bytes) -> list[list[tuple[int, Sequence[Cell | None]]]]:
    import openpyxl  # a command that reads no Excel file does not wait for it
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _UNPACKED:
                raise SheetError("too_big")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError):
        raise SheetError("unreadable") from None
    try:
        return [_numbered(list(map(_plain, row)) for row in sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, EOFError):
        raise SheetError("unreadable") from None
    finally:
        book.close()


def _csv(data: bytes) -> list[tuple[int, Sequence[Cell | None]]]:
    text = _decoded(data)
    head = text[:4000]
    mark = max(",;\t", key=head.count)
    try:
        return _numbered([cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise SheetError("unreadable") from None


def _numbered(rows: Iterable[Sequence[Cell | None]]) -> list[tuple[int, Sequence[Cell | None]]]:
    found: list[tuple[int, Sequence[Cell | None]]] = []
    for number, row in enumerate(rows, 1):
        if number > _ROWS:
            raise SheetError("too_long")
        found.append((number, row))
    return found


def _decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8, else the Vietnamese code page of old Windows programs."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1258"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise SheetError("unreadable")


def _plain(value: Any) -> Cell | None:
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()[:500]
