"""The recipients of a broadcast as an Excel file: one row a person, with what became of the message and when."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from bot.clock import ZONE
from bot.reports.cells import Value, add_sheet
from handlers.message import Attachment
from handlers.records_broadcasts import Broadcast, Recipient
from handlers.wording.broadcasts import RECIPIENT_STATES, called, exported, why

_TABLE: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_WORDS, _COLUMNS = _TABLE["words"], _TABLE["columns"]


def attachment(of: Broadcast, found: Sequence[Recipient], names: Mapping[str, str]) -> Attachment:
    """The file as it is sent; `names` are the units' by their codes."""
    book = Workbook(write_only=True)
    rows: list[tuple[Value, ...]] = [
        (
            each.unit,
            names.get(each.unit, ""),
            called(each) if each.name or each.group else "",
            each.bot,
            RECIPIENT_STATES.get(each.state, each.state),
            why(each.reason) if each.reason else "",
            each.settled.astimezone(ZONE) if each.settled else None,
            each.acked.astimezone(ZONE) if each.acked else None,
        )
        for each in found
    ]
    add_sheet(book, _WORDS["sheet"], (exported(of.id), of.text), tuple(_COLUMNS.values()), rows)
    made = io.BytesIO()
    book.save(made)
    return Attachment(_WORDS["file"].format(id=of.id), _WORDS["media_type"], made.getvalue(), exported(of.id))
