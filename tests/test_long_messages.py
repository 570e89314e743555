"""A long message costs no more than its length: the work is counted in calls, not in seconds."""

from __future__ import annotations

import itertools
import random
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from handlers.router import decide
from knowledge.question import Reader
from knowledge.status import MOST_PARTS
from knowledge.status_replies import ReplyReader, listening
from tests.accuracy import ask
from tests.readers import congress
from tests.small_plan import PUPIL, turn

DAY = date(2014, 12, 3)
SHORT, LONG = 500, 2000
"""Characters."""
FOUR_TIMES = 10.0
"""What four times the length may cost: parts, up to a hundred, are each held against all phrases; work that grew with the square throughout
would cost sixteen times as much."""
ENOUGH = 30_000
"""Calls that are few however they grow."""
SAMPLES = 12
WORDS = Path(__file__).parent.parent / "knowledge" / "vietnamese"
WRITTEN = ("a, ", "1 ", "1/", "% ", "vị ", "Sở Hà Nội ", "hồ sơ, ", "120 đại biểu ", "hội nghị 3/3 xong 9 tập thể, ", "báo cáo 1/2 gửi, ", "x", "\n")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return congress().prepare()


@pytest.fixture(scope="module")
def hearing(reader: Reader) -> ReplyReader:
    return listening(reader)


def phrases(value: Any) -> Iterator[str]:
    """Every phrase in a table of words."""
    match value:
        case str():
            yield value
        case list() | dict():
            for each in value.values() if isinstance(value, dict) else value:
                yield from phrases(each)


def repeated() -> list[str]:
    """Phrases of the bot's own words, each with what stands between two of them."""
    known = sorted({p for file in WORDS.glob("*.toml") for p in phrases(tomllib.loads(file.read_text("utf-8"))) if 1 < len(p) < 25})
    some = random.Random(7).sample(known, SAMPLES)
    return [*WRITTEN, *(phrase + apart for phrase, apart in zip(some, itertools.cycle((" ", ", ", "? ")), strict=False))]


def calls(work: Callable[[], object]) -> int:
    """How many functions of the bot's own a piece of work calls."""
    count = 0

    def seen(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def grows(work: Callable[[str], object], said: str) -> tuple[int, int]:
    """Calls for a short and for a long message of the same words, each asked once before, so that nothing is counted that is remembered."""
    texts = [(said * LONG)[:size] for size in (SHORT, LONG)]
    for text in texts:
        work(text)
    short, long = (calls(lambda text=text: work(text)) for text in texts)  # type: ignore[misc]
    return short, long


@pytest.mark.parametrize("said", repeated())
def test_the_work_grows_as_the_message_does(reader: Reader, hearing: ReplyReader, said: str) -> None:
    """Questions and reports of four times the length cost about four times as much."""
    works: tuple[Callable[[str], object], ...] = (
        lambda text: ask(reader, text, "so", (), DAY),
        lambda text: hearing.hear(text, DAY, replying=True),
    )
    for work in works:
        short, long = grows(work, said)
        assert long <= max(FOUR_TIMES * short, ENOUGH)


def test_a_message_of_many_parts_is_read_as_far_as_people_tell(hearing: ReplyReader) -> None:
    """What stands behind a hundred parts is not read; what stands before is."""
    told = "đã gửi kế hoạch số 12/KH-STTTT ngày 1/8/2014"
    within, beyond = (hearing.hear(f"{'thưa anh chị. ' * times}{told}.", DAY).reports for times in (3, MOST_PARTS + 1))
    assert [(each.task, each.documents) for each in within] == [("plan_sent", ("12/KH-STTTT",))]
    assert beyond == ()


@pytest.mark.parametrize("said", WRITTEN[-4:])
def test_every_handler_together_grows_as_the_message_does(said: str) -> None:
    """The whole way through the router."""
    short, long = grows(lambda text: decide(turn(text, PUPIL)), said)
    assert long <= max(FOUR_TIMES * short, ENOUGH)
