"""Sheets of an Excel file: cells that are what they look like, valid names, a frozen header with filters, widths that fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | float | date | datetime | None

NAME = 31
"""UTF-16 units a sheet's name may have."""

TEXT = 32_767
"""Characters a cell may have."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_STARTS = ("=", "+", "-", "@", "\t", "\n")
_EXACT = 10**15
"""Excel keeps fifteen digits of a number."""

_FIRST_YEAR = 1901
"""Before it Excel has no dates it counts rightly."""

_WIDEST, _NARROWEST = 48, 8
_HEADER = PatternFill("solid", fgColor="DDE6F0")
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def text(value: str) -> str:
    """As a cell can hold it: NFC, one kind of line end, no other control characters but tabs, no halves of characters, at most `TEXT` long."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in value if c in "\t\n" or not _is_refused(c))
    return unicodedata.normalize("NFC", kept)[:TEXT]


def _is_refused(char: str) -> bool:
    """Whether a file of this kind may not hold a character."""
    return unicodedata.category(char) in ("Cc", "Cs") or char in "\ufffe\uffff"


def sheet_name(wanted: str, taken: Collection[str]) -> str:
    """A valid name close to the wanted one, unlike those taken whatever their case; the taken ones are as this function gave them."""
    clean = " ".join(_FORBIDDEN.sub(" ", text(wanted)).split()).strip("' ") or "-"
    used = {name.casefold() for name in taken}
    for number in range(1, len(used) + 2):
        end = f" ({number})" if number > 1 else ""
        name = _cut(clean, NAME - len(end)).strip("' ") + end
        if name.casefold() not in used:
            return name
    raise AssertionError("one of more names than are taken is free")


def cell(sheet: WriteOnlyWorksheet, value: Value, form: str = "") -> Cell | Value:
    """A value with its type: a date is a date, a number a number, and every text is text, whatever it begins with."""
    match value:
        case datetime():
            return _formed(sheet, value.replace(tzinfo=None), "dd/mm/yyyy hh:mm") if value.year >= _FIRST_YEAR else str(value)
        case date():
            return _formed(sheet, value, "dd/mm/yyyy") if value.year >= _FIRST_YEAR else value.isoformat()
        case str():
            return _text(sheet, text(value))
        case int() if abs(value) >= _EXACT:
            return str(value)
        case _:
            return _formed(sheet, value, form) if form else value


def add_sheet(
    book: Workbook, name: str, above: Sequence[str], header: Sequence[str], rows: Sequence[Sequence[Value]], forms: Sequence[str] = ()
) -> None:
    """A sheet: lines above, the header (frozen, with filters), the rows; `forms` are the number formats by column."""
    sheet = book.create_sheet(name)
    top = len(above) + 1
    sheet.freeze_panes = f"C{top + 1}" if len(header) > 2 else f"A{top + 1}"
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(header))}{top + len(rows)}"
    for number, title in enumerate(header):
        sheet.column_dimensions[get_column_letter(number + 1)].width = _width(title, [row[number] for row in rows])
    for line in above:
        sheet.append([_head(sheet, line, None)])
    sheet.append([_head(sheet, title, _HEADER) for title in header])
    wide = (*forms, *("" for _ in range(len(header) - len(forms))))
    for row in rows:
        sheet.append([cell(sheet, value, form) for value, form in zip(row, wide, strict=True)])


def _text(sheet: WriteOnlyWorksheet, value: str) -> Cell | str:
    if not value.startswith(_STARTS):
        return value
    made = WriteOnlyCell(sheet, value)
    made.data_type = "s"
    made.quotePrefix = True
    return made


def _formed(sheet: WriteOnlyWorksheet, value: Value, form: str) -> Cell:
    made = WriteOnlyCell(sheet)
    made.value = value
    made.number_format = form
    return made


def _head(sheet: WriteOnlyWorksheet, value: str, fill: PatternFill | None) -> Cell:
    made = WriteOnlyCell(sheet, text(value))
    made.data_type = "s"
    made.font = _BOLD
    if fill is not None:
        made.fill, made.alignment = fill, _WRAPPED
    return made


def _width(title: str, values: Sequence[Value]) -> int:
    shown = (len(value) if isinstance(value, str) else 16 if isinstance(value, datetime) else 10 for value in values if value is not None)
    return min(max(_NARROWEST, min(len(title), 18), *shown, 0) + 2, _WIDEST)


def _cut(name: str, most: int) -> str:
    while len(name.encode("utf-16-le")) > 2 * most:
        name = name[:-1]
    return name
