"""Sheets of invitations: a fresh code for each unit, as an Excel file and as a page to print, a card with a QR code for each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.clock import ZONE
from bot.lookups import fresh_code
from bot.reports.cells import add_sheet
from handlers.actions import KeepInvitation
from handlers.message import Attachment
from handlers.records import Role
from handlers.turn import Unit
from handlers.wording import dates
from handlers.wording import invitations as words

_HERE = Path(__file__).parent
_PAGES = Environment(loader=FileSystemLoader(_HERE / "reports"), autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True, slots=True)
class Card:
    """One unit's invitation: what is kept (only its hash), for whom, the link that opens Telegram with it (empty: no Telegram), and the name
    of the Zalo bot to open (empty: none)."""

    unit: Unit
    kept: KeepInvitation
    link: str
    zalo: str = ""


def cards(units: Sequence[Unit], expires: datetime, username: str, zalo: Sequence[str] = ()) -> list[Card]:
    """A fresh code for each unit; `username` is the Telegram bot's ("": none), `zalo` the Zalo bots over which people are spread, in turn."""
    made = []
    for number, unit in enumerate(units):
        code = fresh_code()
        link = f"https://t.me/{username}?start={code.replace('-', '')}" if username else ""
        made.append(Card(unit, KeepInvitation(code, Role.OFFICER, unit.code, expires), link, zalo[number % len(zalo)] if zalo else ""))
    return made


def workbook(made: Sequence[Card]) -> bytes:
    """The Excel file: unit, code, until when, link."""
    book = openpyxl.Workbook(write_only=True)
    rows = [(c.unit.code, c.unit.name, c.kept.code, c.kept.expires.astimezone(ZONE).date(), c.link, c.zalo) for c in made]
    add_sheet(book, words.SHEET, (words.KEEP_SAFE,), words.HEADER, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def page(made: Sequence[Card], title: str) -> bytes:
    """The page to print, whole in itself: the QR code leads to Telegram where there is a bot, else it holds the code."""
    shown = [
        {
            "name": card.unit.name,
            "code": card.kept.code,
            "until": dates.day(card.kept.expires.astimezone(ZONE).date()),
            "link": card.link,
            "zalo": card.zalo,
            "picture": segno.make(card.link or card.kept.code, error="m").svg_inline(scale=3, border=2),
        }
        for card in made
    ]
    return _PAGES.get_template("invitations.html").render(title=title, cards=shown, words=words).encode()


def attachments(made: Sequence[Card], title: str) -> tuple[Attachment, Attachment]:
    """Both as files to send."""
    return (
        Attachment(f"{words.FILE}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook(made), words.IN_PUBLIC),
        Attachment(f"{words.FILE}.html", "text/html", page(made, title), words.IN_PUBLIC),
    )
