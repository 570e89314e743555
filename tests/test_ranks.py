"""Prizes of other ranks, things told only of their opposite, things told apart by a letter."""

from __future__ import annotations

from datetime import date

import pytest

from tests.readers import asked, other, said

DAY = date(2027, 6, 1)


def test_the_prize_of_the_rank_that_is_named() -> None:
    """"về ba" is the third prize, not the second that is spoken of alike."""
    assert "Giải ba đồng đội" in said(asked(other("cuoc-thi-an-ninh-mang-2027"), "đội về ba chung kết được bao nhiêu tiền", today=DAY))


@pytest.mark.parametrize(
    ("plan", "question"),
    [
        ("cuoc-thi-an-ninh-mang-2027", "Giải ba cá nhân vòng online được thưởng bao nhiêu ạ?"),
        ("dai-hoi-cong-doan-2027", "Cá nhân có thành tích trong đại hội thì được thưởng bao nhiêu tiền?"),
    ],
)
def test_what_is_told_of_groups_says_nothing_of_persons(plan: str, question: str) -> None:
    """Not even where the examples speak for it."""
    assert asked(other(plan), question, today=DAY).status == "unknown"


def test_two_prizes_of_a_rank_are_told_side_by_side() -> None:
    """The rank alone tells the two sides apart."""
    reply = said(asked(other("cuoc-thi-an-ninh-mang-2027"), "Giải nhất đồng đội so với giải nhì chênh nhau bao nhiêu tiền vậy?", today=DAY))
    assert "20.000.000" in reply
    assert "12.000.000" in reply


@pytest.mark.parametrize(
    ("question", "before", "sum"),
    [
        ("phieu B tra bao nhieu mot phieu", "", "50.000"),
        ("phiếu A trả sao ad", "", "12.000"),
        ("còn phiếu A thì sao?", "Phiếu B trả bao nhiêu một phiếu vậy ad?", "12.000"),
    ],
)
def test_a_letter_behind_a_paper_is_its_name(question: str, before: str, sum: str) -> None:
    """"phiếu B" is no "phiếu bạn"."""
    assert sum in said(asked(other("ra-soat-ho-ngheo-2026"), question, None, [before] if before else [], today=DAY))


def test_percent_is_counted() -> None:
    """"mấy phần trăm" is answered by the fact just told, whose sentence has it."""
    reply = said(asked(other("ra-soat-ho-ngheo-2026"), "ứng mấy phần trăm vậy?", None, ["Sở nào ứng tiền trước cho cấp xã?"], today=DAY))
    assert "70%" in reply


def test_a_reason_the_plan_does_not_give_is_refused() -> None:
    """However well the fact fits otherwise."""
    assert asked(other("dai-hoi-cong-doan-2027"), "Sao lại chọn May Phú Thịnh làm điểm mà không phải công ty khác?", today=DAY).status == "unknown"
