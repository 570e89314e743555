"""The two plan folders of the tests, each made ready for questions once, and what a person is told about them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from bot.kept import reader_of
from handlers.message import plain
from handlers.turn import Outcome
from knowledge.load import PLANS, load_plan
from knowledge.question import Reader
from tests.accuracy import ask

CONGRESS_DAY = date(2014, 7, 15)
SPORT_DAY = date(2026, 1, 20)


@cache
def congress() -> Reader:
    """The plan that ships."""
    return reader_of(PLANS / "dai-hoi-thi-dua-2014")


@cache
def sport() -> Reader:
    """The second plan, of another kind: hours, money, windows of days, a later dispatch."""
    return Reader(load_plan(Path(__file__).parent / "plans" / "hoi-khoe-phu-dong-2026"))


@lru_cache(maxsize=24)
def other(name: str) -> Reader:
    """One of tests/other_plans; so many are held, as each takes a second to make ready and some thirty megabytes."""
    return reader_of(Path(__file__).parent / "other_plans" / name)


def asked(reader: Reader, text: str, unit: str | None = None, history: Iterable[str] = (), today: date | None = None) -> Outcome:
    """The outcome of a question, on a day before any deadline of the plan where none is given."""
    return ask(reader, text, unit, history, today or (SPORT_DAY if reader is sport() else CONGRESS_DAY))


def said(outcome: Outcome) -> str:
    """The reply as a person reads it, without its choices."""
    return unicodedata.normalize("NFC", "\n\n".join(plain(reply) for reply in outcome.decision.replies))
