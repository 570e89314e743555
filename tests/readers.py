"""The two plan folders of the tests, each made ready for questions once, and what a person is told about them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from unittest.mock import patch

from bot import kept
from bot.kept import reader_of
from handlers.message import plain
from handlers.turn import Outcome
from knowledge.load import PLANS, load_plan
from knowledge.question import Reader
from tests import KEPT
from tests.accuracy import ask

CONGRESS_DAY = date(2014, 7, 15)
ROOM = 1_000_000_000
"""Bytes it may take: seventy plans of a few megabytes each."""
SPORT_DAY = date(2026, 1, 20)


def ready(folder: Path) -> Reader:
    """A plan made ready: once in a run of the tests, whichever of its processes asks first; they keep it for each other (tests/conftest.py)."""
    place = os.environ.get(KEPT)
    if not place:
        return reader_of(folder)
    with patch.multiple(kept, home=lambda: Path(place), ROOM=ROOM):
        return reader_of(folder)


@cache
def congress() -> Reader:
    """The plan that ships."""
    return ready(PLANS / "dai-hoi-thi-dua-2014")


@cache
def sport() -> Reader:
    """The second plan, of another kind: hours, money, windows of days, a later dispatch."""
    return Reader(load_plan(Path(__file__).parent / "plans" / "hoi-khoe-phu-dong-2026"))


@lru_cache(maxsize=24)
def other(name: str) -> Reader:
    """One of tests/other_plans; so many are held, as each takes a second to make ready and some thirty megabytes."""
    return ready(Path(__file__).parent / "other_plans" / name)


def asked(reader: Reader, text: str, unit: str | None = None, history: Iterable[str] = (), today: date | None = None) -> Outcome:
    """The outcome of a question, on a day before any deadline of the plan where none is given."""
    return ask(reader, text, unit, history, today or (SPORT_DAY if reader is sport() else CONGRESS_DAY))


def said(outcome: Outcome) -> str:
    """The reply as a person reads it, without its choices."""
    return unicodedata.normalize("NFC", "\n\n".join(plain(reply) for reply in outcome.decision.replies))
