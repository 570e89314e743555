"""Limits counted in days from something that happens, reckoned where a question says when that was."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.counted import Counted, counted
from knowledge.question import Reader
from tests.readers import asked, other, said

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@cache
def unions() -> Reader:
    return other("dai-hoi-cong-doan-2027")


@pytest.mark.parametrize(
    ("question", "today", "opens"),
    [
        # five days behind the congress: the two days are named, or the second is today
        ("Công đoàn xã em đại hội hôm 12/8, nay 16/8 nộp báo cáo kết quả có kịp không?", date(2027, 8, 16), "Kịp: hạn là 17/08/2027 (tính từ ngày 12/08/2027)"),
        ("Công đoàn xã em đại hội hôm 12/8, giờ mới nộp báo cáo kết quả thì còn kịp không?", date(2027, 8, 17), "Kịp: hạn là 17/08/2027"),
        ("Công đoàn xã em đại hội hôm 12/8, giờ mới nộp báo cáo kết quả thì còn kịp không?", date(2027, 8, 19), "Đã quá hạn: hạn là 17/08/2027"),
        # fifteen days ahead of it: what is done stands before what happens
        ("Đại hội ngày 20/9 mà 10/9 mới gửi dự thảo văn kiện lấy ý kiến đoàn viên có kịp không?", date(2027, 9, 10), "Đã quá hạn: hạn là 05/09/2027"),
        ("Đại hội ngày 20/9 mà 3/9 đã gửi dự thảo văn kiện lấy ý kiến đoàn viên có kịp không?", date(2027, 9, 1), "Kịp: hạn là 05/09/2027"),
        # only the last day is asked for
        ("Công đoàn cơ sở đại hội ngày 12/8 thì báo cáo kết quả chậm nhất ngày nào?", date(2027, 8, 16), "Hạn là 17/08/2027 (tính từ ngày 12/08/2027)."),
    ],
)
def test_a_limit_is_reckoned_from_the_day_that_is_named(question: str, today: date, opens: str) -> None:
    """The last day, from which day it is counted, and how the other one stands to it; the plan's own words follow."""
    reply = said(asked(unions(), question, today=today))
    assert reply.startswith(opens)
    assert "ngày" in reply.partition(". ")[2]


def test_without_the_day_it_is_counted_from_only_the_rule_is_told() -> None:
    """Nobody knows when their congress was: no day is made up."""
    reply = said(asked(unions(), "Hôm nay 16/8 nộp báo cáo kết quả đại hội có kịp không?", today=date(2027, 8, 16)))
    assert "tính từ" not in reply
    assert "05 ngày sau đại hội" in reply


def test_where_the_calendar_ends_only_the_rule_is_told() -> None:
    """The last days there are make no failure."""
    reply = said(asked(unions(), "Công đoàn xã em đại hội hôm qua, giờ nộp báo cáo kết quả thì còn kịp không?", today=date.max))
    assert "05 ngày sau đại hội" in reply


@given(DAYS, st.integers(1, 60), st.booleans())
def test_days_of_work_are_counted_as_a_clerk_does(day: date, many: int, ahead: bool) -> None:
    """The last day is no Saturday and no Sunday, and between it and the first lie just so many days of work; of all days just so many."""
    last = Counted(many, ahead, working=True).last(day)
    assert last.weekday() < 5
    first, end = (last, day) if ahead else (day + timedelta(days=1), last + timedelta(days=1))
    assert sum((first + timedelta(days=n)).weekday() < 5 for n in range((end - first).days)) == many
    assert abs((Counted(many, ahead, working=False).last(day) - day).days) == many


@pytest.mark.parametrize(
    ("id", "found"),
    [("bc-kq", Counted(5, ahead=False, working=False)), ("lay-yk", Counted(15, ahead=True, working=False)), ("muc-dich", None)],
)
def test_what_a_fact_says_of_such_a_limit(id: str, found: Counted | None) -> None:
    """Read from the fact's own sentence; a sentence with none, or with two, says none."""
    assert counted(unions().plan.fact(id)) == found
