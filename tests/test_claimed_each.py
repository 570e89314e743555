"""Several claims before one "đúng không": each is held against the thing it is of, and said right or wrong by itself."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answer import Stated, Unstated, understand
from knowledge.context import Context
from knowledge.question import Reader
from tests.readers import CONGRESS_DAY, congress, other

HELD = {"Sở": "nửa ngày", "VNPT": "một ngày", "Bộ": "một ngày"}
LENGTHS = ("nửa ngày", "một ngày", "hai ngày")
PRIZES = {"giải nhất": 12, "giải nhì": 8}
ENDS = ("đúng không", "phải không ạ", "đúng không anh")


def verdicts(reader: Reader, text: str, unit: str | None = None, today: date = CONGRESS_DAY) -> list[str]:
    """The verdict on each thing told."""
    results = understand(reader, text, unit, Context(), today).results
    return [result.verdict.kind if isinstance(result, Stated) and result.verdict else "" for result in results]


@given(
    st.permutations(sorted(HELD)).flatmap(lambda who: st.tuples(*[st.tuples(st.just(one), st.sampled_from(LENGTHS)) for one in who[:2]])),
    st.sampled_from(["{} {}, {} {} {e}?", "{} họp {}, {} họp {}, {e}?", "{} thì {}, còn {} thì {} {e}"]),
    st.sampled_from(ENDS),
)
def test_lengths_of_two_kinds(claims: tuple[tuple[str, str], ...], words: str, end: str) -> None:
    """Each is right just where it is that kind's."""
    text = words.format(*[part for claim in claims for part in claim], e=end)
    assert verdicts(congress(), text) == ["right" if HELD[who] == length else "wrong" for who, length in claims], text


@pytest.mark.parametrize(("first", "second", "joint"), list(product((12, 8, 9), (12, 8), (", ", " còn ", " và "))))
def test_two_prizes(first: int, second: int, joint: str) -> None:
    """Things of a plan like kinds of unit: the sum claimed for each."""
    text = f"giải nhất {first} triệu{joint}giải nhì {second} triệu phải không"
    expected = ["right" if said == held else "wrong" for said, held in zip((first, second), PRIZES.values(), strict=True)]
    assert verdicts(other("giai-bong-chuyen-2026"), text, today=date(2026, 7, 1)) == expected


def test_three_kinds_and_days() -> None:
    """More than two; and days as well as lengths."""
    assert verdicts(congress(), "Sở thì nửa ngày, Bộ thì một ngày, VNPT cũng một ngày, phải không?") == ["right"] * 3
    assert verdicts(congress(), "Bộ họp quý 3 còn các Sở xong trước quý 2 đúng không") == ["right", "right"]


def test_one_claim_of_both_stays_one() -> None:
    """"Đều 1 ngày" is wrong where it is so for one of them only."""
    assert verdicts(congress(), "Sở với VNPT đều 1 ngày phải không") == ["wrong"]
    assert verdicts(congress(), "Bộ với VNPT đều 1 ngày phải không") == ["right"]
    assert verdicts(congress(), "Sở, Cục đều nửa ngày, còn VNPT, Bộ một ngày đúng không") == ["right", "right"]


def test_no_kind_named() -> None:
    """What is right for some is neither right nor wrong while nobody knows for whom it is asked."""
    assert verdicts(congress(), "họp nửa ngày phải không") == ["some"]
    assert verdicts(congress(), "họp 2 ngày phải không") == ["wrong"]
    assert verdicts(congress(), "họp nửa ngày phải không", "so") == ["right"]
    assert verdicts(congress(), "họp nửa ngày phải không", "vnpt") == ["wrong"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VNPT họp nửa ngày và báo cáo trước quý III đúng không?", ["wrong", "wrong"]),
        ("VNPT họp một ngày và báo cáo trước quý II đúng không?", ["right", "right"]),
        ("Sở tổ chức hội nghị 1 ngày, xong trước quý II phải không", ["wrong", "right"]),
    ],
)
def test_claims_of_two_sorts(text: str, expected: list[str]) -> None:
    """A length and a day of one kind of unit: the second is asked of the kind the first names."""
    assert verdicts(congress(), text) == expected


@given(st.integers(2001, 2030), st.sampled_from(["lần trước tổ chức năm {} đúng không", "đại hội các cấp lần trước họp vào năm {} phải không ạ"]))
def test_a_year_claimed(year: int, words: str) -> None:
    """The last ones were held in 2010."""
    assert verdicts(congress(), words.format(year)) == ["right" if year == 2010 else "wrong"]


@pytest.mark.parametrize("text", ["kế hoạch này ban hành ngày 5 tháng 2 năm 2027 đúng không", "kế hoạch ban hành lúc 8 giờ năm 2027 phải không"])
def test_a_year_is_not_all_that_is_claimed(text: str) -> None:
    """The right year makes no other day right."""
    assert verdicts(other("dai-hoi-doan-truong-2027"), text, today=date(2027, 3, 1)) != ["right"]


def test_a_number_cited_with_a_crossed_d() -> None:
    """"31/KH-HĐTĐKT" is cited nowhere, another of its sort is."""
    assert verdicts(congress(), "Bộ căn cứ vào Kế hoạch số 31/KH-HĐTĐKT phải không nhỉ?") == ["wrong"]


def test_the_point_alone_is_not_stated() -> None:
    """Where the congress is held nobody knows, in which quarter is stated."""
    first, second = understand(congress(), "Địa điểm tổ chức Đại hội Thi đua Bộ ở đâu, vào quý nào?", None, Context(), CONGRESS_DAY).results
    assert isinstance(first, Unstated)
    assert isinstance(second, Stated)
