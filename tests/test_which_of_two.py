"""Two things held against each other are both answered; two kinds of unit stay one question."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.message import plain
from knowledge.which_of_two import which_of_two
from tests.accuracy import ask
from tests.readers import congress

READER = congress()
TODAY = date(2014, 7, 10)


@pytest.mark.parametrize(
    "text",
    [
        "Gửi kế hoạch với gửi báo cáo kết quả thì việc nào phải xong trước?",
        "giữa bản kế hoạch và bản báo cáo kết quả, cái nào nộp muộn hơn ạ",
        "Cái nào phải nộp sớm hơn, bản kế hoạch hay báo cáo kết quả?",
        "ke hoach voi bao cao ket qua cai nao nop truoc",
        "Em mới nhận việc, giấy tờ còn rối. Bản kế hoạch với bản báo cáo kết quả, cái nào nộp trước vậy chị?",
    ],
)
@pytest.mark.parametrize("unit", [None, "so"])
def test_both_days_are_told(text: str, unit: str | None) -> None:
    """The limit of the one and the limit of the other, each with its clause."""
    outcome = ask(READER, text, unit, (), TODAY)
    said = plain(outcome.decision.replies[0])
    assert outcome.status == "answered"
    assert "31/07/2014" in said
    assert "31/03/2015" in said
    assert {"III.2", "II.2.a"} <= set(outcome.clauses)


@pytest.mark.parametrize(
    "text",
    [
        "Sở với VNPT, bên nào họp lâu hơn?",
        "Đại hội VNPT và đại hội của Bộ, cái nào trước?",
        "Kế hoạch nào phải gửi trước?",
        "Gửi bản nào?",
        "với cái nào trước",
        "",
    ],
)
def test_what_holds_no_two_things_against_each_other(text: str) -> None:
    """Two kinds of unit are compared elsewhere; one thing alone, or none, is no pair."""
    assert which_of_two(READER.tokens(text), READER.lexicon) == []


WORDS = ["kế", "hoạch", "báo", "cáo", "với", "và", "hay", "cái", "bên", "nào", "trước,", "sau", "nhiều", "hơn", "giữa", "sở", "phải", "nộp", "?", "thì"]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_words_give_pairs_of_one_question_or_none(words: list[str]) -> None:
    """However the words stand, each way is the same thing asked of two sides, neither of them empty."""
    for one, other in which_of_two(READER.tokens(" ".join(words)), READER.lexicon):
        asks = next(said for said in ("khi nào", "bao nhiêu", "bao lâu") if f" {said}" in one)
        assert one.partition(f" {asks}")[1:] == other.partition(f" {asks}")[1:]
        assert all(side.split(asks)[0].strip() for side in (one, other))
