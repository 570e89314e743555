"""A limit of every month, held against the day that a question names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.monthly import monthly
from knowledge.plan import Fact
from tests.readers import asked, other, said

TREES, WATER = "tet-trong-cay-2027", "nuoc-sach-nong-thon-2027"
"""Reports before the 20th of every month, and before the 5th, of the month before."""


def fact(answer: str) -> Fact:
    return Fact("muc", "bao-cao", "han", (), "goc", "4", answer, answer, None)


@given(st.integers(1, 31), st.sampled_from(["trước", "chậm nhất"]), st.sampled_from(["hằng", "hàng", "mỗi"]))
def test_every_day_is_read(day: int, by: str, every: str) -> None:
    """Whatever day, as the plan writes it: before it, or no later."""
    found = monthly(fact(f"Các hạt báo cáo {by} ngày {day:02} {every} tháng."))
    assert found is not None
    assert (found.day, found.named, found.words) == (day - (by == "trước"), day, f"{by} ngày {day:02} {every} tháng")


@pytest.mark.parametrize(
    "answer",
    ["Ngày 25 hằng tháng gửi danh sách.", "Báo cáo trước ngày 15 tháng 3.", "Báo cáo trước thứ Năm hằng tuần.", "Trước ngày 45 hằng tháng.", "Trước ngày 5."],
)
def test_what_is_no_limit_of_every_month(answer: str) -> None:
    """What happens on a day, one month alone, another span, no day."""
    assert monthly(fact(answer)) is None


@pytest.mark.parametrize(
    ("plan", "today", "question", "opens"),
    [
        (TREES, date(2027, 3, 22), "hôm nay mới nộp báo cáo tiến độ tháng này có trễ không", "Không kịp: hạn là trước ngày 20 hằng tháng, ngày 22/03"),
        (TREES, date(2027, 3, 10), "báo cáo tiến độ nộp ngày 18/3 có trễ không", "Kịp: hạn là trước ngày 20 hằng tháng."),
        (TREES, date(2027, 3, 10), "báo cáo tiến độ tháng 3 nộp 19/3 còn kịp không", "Kịp"),
        (TREES, date(2027, 3, 10), "báo cáo tiến độ trước ngày 25 hằng tháng phải không", "Không đúng."),
        (TREES, date(2027, 3, 10), "báo cáo tiến độ trước ngày 20 hằng tháng đúng không", "Đúng."),
        (WATER, date(2027, 4, 6), "Báo cáo sản lượng tháng 3 mà 9/4 mới gửi có bị muộn không?", "Không kịp: hạn là trước ngày 05 hằng tháng, ngày 09/04"),
        (WATER, date(2027, 3, 8), "báo cáo sản lượng tháng 2 gửi ngày 4/3 có kịp không", "Kịp"),
        (WATER, date(2027, 3, 8), "mai 9/3 em mới gửi báo cáo sản lượng có trễ không", "Không kịp"),
    ],
)  # fmt: skip
def test_a_day_is_held_against_the_month(plan: str, today: date, question: str, opens: str) -> None:
    """A limit early in the month is for the month before it; what is claimed to be the limit is right or wrong."""
    assert said(asked(other(plan), question, None, [], today)).startswith(opens)


def test_far_behind_a_limit_nothing_is_judged() -> None:
    """On the 25th nobody knows of which month the report is that is due before the 5th."""
    told = said(asked(other(WATER), "báo cáo sản lượng 25/3 gửi luôn được không", None, [], date(2027, 3, 8)))
    assert not told.startswith(("Kịp", "Không"))
    assert "hằng tháng" in told
