"""Two things asked in one sentence: both are told, and a fact that tells both is told once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.context import Context
from knowledge.halves import told_by_the_second
from knowledge.plan import Fact
from knowledge.results import Result, Stated, Unclear, Unstated
from tests.readers import SPORT_DAY, asked, said, sport

BOTH = {
    "Mỗi trường tiểu học được cử bao nhiêu vận động viên và mỗi vận động viên thi tối đa mấy môn?": ("không quá 12 vận động viên", "tối đa 02 môn"),
    "Mỗi trung tâm cử bao nhiêu trọng tài, mỗi đơn vị cử mấy người dự họp?": ("cử 04 trọng tài", "cử 01 người dự họp"),
}


@pytest.mark.parametrize("text", BOTH)
def test_each_side_counts_things_of_its_own(text: str) -> None:
    """Neither is dropped."""
    found = said(asked(sport(), text))
    assert all(part in found for part in BOTH[text]), found


def test_some_of_a_sort_count_nothing() -> None:
    """The first word is no question word here, so the sentence is one question."""
    message = sport().message("Mấy đội không qua vòng cụm thì được thưởng bao nhiêu tiền?")
    assert len(message.asks) == 1


def test_what_the_second_half_tells_may_tell_the_first() -> None:
    """One of the two likeliest facts of a first half that was refused; never of one stated, refused for good, or leaning on an earlier question."""
    _, (reading, *_) = sport().read("Giải nhất đồng đội được bao nhiêu tiền?", None, Context(), SPORT_DAY)
    first, second, third = (c.fact for c in reading.candidates[:3])

    def told(result: Result, *facts: Fact) -> bool:
        found = told_by_the_second(result, Stated(facts, (), reading))
        return found is not None and found.facts == facts[:1]

    refused = Unclear(reading, "below the limit")
    assert told(refused, first)
    assert told(refused, second)
    assert not told(refused, third)
    assert told(refused, first, second)
    assert not told(refused, second, first)
    assert not told(Stated((third,), (), reading), first)
    assert not told(Unstated("", reading, "an errand"), first)
    assert not told(Unclear(replace(reading, follow=True), "below the limit"), first)
    assert not told_by_the_second(refused, refused)
