"""The plan's own words, and its document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.documents import clauses_named, file_name, text_of
from handlers.message import Attachment, Quote, plain
from handlers.router import decide, route
from handlers.spoken import words
from tests.small_plan import PLAN, PUPIL, TEXT, turn

FIRST = "a) Các chi hội gửi danh sách tiết mục trước ngày 11 tháng 5 năm 2031.\nDanh sách ghi rõ tên từng người."


@pytest.mark.parametrize(
    "text",
    [
        "nguyen van 1.a",
        "nguyen van han-dang-ky",
        "Xem nguyên văn mục 1.a",
        "nguyên văn điểm 1a",
        "/nguyenvan 1.a",
        "cho em xem mục 1.a với ạ",
        "nguyen van ghi-ten",
        "NGUYEN VAN 1A",
    ],
)
def test_a_clause_word_for_word(text: str) -> None:
    """A clause, by its place or by a fact in it, is quoted in full lines exactly as the source has them, with the document named."""
    outcome = decide(turn(text, PUPIL))
    (quote,) = [block for block in outcome.decision.replies[0].blocks if isinstance(block, Quote)]
    assert quote.text == FIRST
    assert quote.text in TEXT
    assert quote.source == "Mục 1.a, Kế hoạch Hội thi Tiếng hát tháng Năm số 12/KH-ĐT ngày 01/04/2031"
    assert outcome.clauses == ("1.a",)
    assert outcome.facts == ("han-dang-ky", "ghi-ten")


def test_a_short_quote_is_found_in_its_own_clause() -> None:
    """Words that stand at two places are taken from the place near the rest of the clause."""
    assert "Chung kết" not in text_of(PLAN, PLAN.clause("2"), PLAN.sources[0])
    assert "Mỗi tiết mục kéo dài 15 phút." in text_of(PLAN, PLAN.clause("2"), PLAN.sources[0])


def test_lines_of_another_clause_are_not_mixed_in() -> None:
    """Where the lines of two clauses lie among one another, only a clause's own lines are shown."""
    moved = replace(PLAN.fact("ghi-ten"), clause="2")
    plan = replace(PLAN, facts=tuple(moved if fact.id == moved.id else fact for fact in PLAN.facts))
    assert "chi hội gửi danh sách" not in text_of(plan, plan.clause("2"), plan.sources[0])


def test_every_shown_line_stands_in_the_source() -> None:
    """Whatever is shown as verbatim is verbatim, and holds every quote of its clause."""
    lines = {line.strip() for line in TEXT.splitlines()}
    for clause in PLAN.clauses:
        shown = text_of(PLAN, clause, PLAN.sources[0])
        assert set(shown.splitlines()) <= lines
        assert all(fact.quote in shown for fact in PLAN.facts if fact.clause == clause.key)


@pytest.mark.parametrize("text", ["nguyen van 9.z", "nguyên văn mục 12", "xem nguyên văn IV.3"])
def test_an_unknown_clause_is_answered_kindly(text: str) -> None:
    """A clause the plan does not have is named, with the ones it has."""
    outcome = decide(turn(text, PUPIL))
    assert outcome.status == "unknown"
    assert "Các mục hiện có: 1.a, 1.b, 2, 3" in plain(outcome.decision.replies[0])


def test_a_chapter_asks_which_clause() -> None:
    """Citing only the chapter offers its clauses; citing nothing offers the first ones."""
    assert [choice.says for choice in route(turn("nguyen van 1", PUPIL)).replies[0].choices] == ["nguyen van 1.a", "nguyen van 1.b"]
    assert decide(turn("xem nguyên văn", PUPIL)).status == "clarify"


def test_a_clause_without_facts_points_to_the_document() -> None:
    """A clause no fact rests on is left to the document."""
    reply = route(turn("nguyen van 3", PUPIL)).replies[0]
    assert "xem trong văn bản" in plain(reply)
    assert reply.choices[0].says == "van ban"


def test_roman_and_arabic_places_do_not_mix() -> None:
    """II.1 is not I.1 with something in front, and 1 is not 11."""
    keys = ("I.1", "II.1", "II.11", "II.2.a")
    plan = replace(PLAN, clauses=tuple(replace(PLAN.clauses[0], key=key) for key in keys))
    for said, expected in (("II.1", "II.1"), ("mục I.1", "I.1"), ("ii 11", "II.11"), ("II2a", "II.2.a"), ("điểm 2.a mục II", None)):
        found = clauses_named(plan, words(said))
        assert [clause.key for clause in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text", ["văn bản", "/vanban", "gửi văn bản cho em với", "Gửi em toàn văn kế hoạch ạ", "cho em xin file kế hoạch", "xem văn bản"]
)
def test_the_document_is_sent(text: str) -> None:
    """The plan's own text comes as a UTF-8 text file under a plain name, with its title; where files cannot go, the text itself."""
    reply = route(turn(text, PUPIL)).replies[0]
    assert isinstance(reply.attachment, Attachment)
    assert reply.attachment.data.decode() == TEXT
    assert reply.attachment.public_text == TEXT
    assert reply.attachment.name == "hat-thang-nam.txt"
    assert reply.attachment.media_type.startswith("text/plain")
    assert "Kế hoạch Hội thi Tiếng hát tháng Năm số 12/KH-ĐT ngày 01/04/2031" in plain(reply)


def test_later_documents_can_be_had_too() -> None:
    """A plan with later documents offers each of them."""
    assert "van ban huong-dan" in [choice.says for choice in route(turn("van ban", PUPIL)).replies[0].choices]
    other = route(turn("van ban huong-dan", PUPIL)).replies[0].attachment
    assert isinstance(other, Attachment)
    assert other.data.decode() == PLAN.sources[1].text
    assert other.name == file_name(PLAN, PLAN.sources[1]) == "hat-thang-nam-huong-dan.txt"
