"""A limit of every week, held against the day of the week that a question names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.plan import Fact
from knowledge.weekly import weekly
from tests.readers import asked, other, said

DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
PLAN, DAY = "pccc-rung-2027", date(2026, 12, 3)
"""Its rangers report before 15 giờ thứ Năm hằng tuần."""


def fact(answer: str) -> Fact:
    return Fact("muc", "bao-cao", "han", (), "goc", "4", answer, answer, None)


@given(st.integers(0, 6), st.integers(7, 17), st.sampled_from(["trước", "chậm nhất"]), st.sampled_from(["hằng", "hàng", "mỗi"]))
def test_every_day_and_hour_is_read(day: int, hour: int, by: str, every: str) -> None:
    """Whatever day and hour, as the plan writes them."""
    found = weekly(fact(f"Các hạt báo cáo {by} {hour} giờ {DAYS[day]} {every} tuần."))
    assert found is not None
    assert (found.day, found.hour, found.words) == (day, (hour, 0), f"{by} {hour} giờ {DAYS[day]} {every} tuần")


@pytest.mark.parametrize(
    "answer",
    [
        "Họp giao ban lúc 16 giờ thứ Sáu hằng tuần.",
        "Điểm nhận sách mở cửa thứ Bảy hằng tuần.",
        "Nộp trước thứ Hai hoặc thứ Năm hằng tuần.",
        "Báo cáo trước ngày 15 hằng tháng.",
        "Báo cáo trước thứ Năm.",
    ],
)
def test_what_is_no_limit_of_every_week(answer: str) -> None:
    """What happens each week, two days, another span, and one week alone."""
    assert weekly(fact(answer)) is None


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("Bọn em quen gửi báo cáo tuần sáng thứ bảy, vậy được không?", "Không kịp: hạn là trước 15 giờ thứ Năm hằng tuần."),
        ("gui bao cao tuan luc 16 gio thu 5 co tre khong", "Không kịp"),
        ("Báo cáo tuần nộp thứ năm lúc 2 giờ chiều có kịp không?", "Kịp"),
        ("thứ ba em gửi báo cáo tuần luôn có được không", "Kịp"),
        ("Hôm nay em mới gửi báo cáo tuần lúc 4 giờ chiều thì trễ chưa?", "Không kịp"),
        ("Báo cáo tuần phải gửi trước thứ tư đúng không?", "Không đúng."),
        ("Báo cáo tuần gửi trước 15 giờ thứ năm phải không?", "Đúng."),
    ],
)
def test_a_day_is_held_against_the_week(question: str, opens: str) -> None:
    """By its day, on the same day by its hour; today is a Thursday; what is claimed to be the limit is right or wrong."""
    assert DAY.weekday() == 3
    assert said(asked(other(PLAN), question, today=DAY)).startswith(opens)
