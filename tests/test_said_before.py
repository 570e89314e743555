"""What parts a question and what does not, and a follow-up whose answer stands in what was just told."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answer import understand
from knowledge.context import Context
from knowledge.said_before import said_before
from tests.readers import asked, congress, other, said

DAY = date(2027, 10, 1)


@pytest.mark.parametrize(
    ("plan", "first", "then", "told"),
    [
        ("ngay-hoi-van-hoa-2027", "Bao giờ bốc thăm thứ tự thi?", "vậy họp ở chỗ nào ạ", "hội trường Sở"),
        ("chay-rung-2027", "Muốn đốt nương phải báo trước mấy tiếng?", "mà báo cho ai", "trưởng bản"),
    ],
)
def test_what_was_just_told_holds_the_answer(plan: str, first: str, then: str, told: str) -> None:
    """A place, and whom something is done to, in the sentence that told the day or how long."""
    assert told in said(asked(other(plan), then, history=[first]))


@pytest.mark.parametrize(
    ("then", "found"), [("vậy họp ở chỗ nào ạ", True), ("vậy họp tốn bao nhiêu tiền", False), ("vậy ai chủ trì họp", False), ("vậy thi ở chỗ nào", False)]
)
def test_what_was_just_told_does_not_hold_everything(then: str, found: bool) -> None:
    """A sentence on a day and a place holds no price, and nobody who leads."""
    reader = other("ngay-hoi-van-hoa-2027")
    before = understand(reader, "Bao giờ bốc thăm thứ tự thi?", None, Context(), DAY).context
    reading = reader.read(then, None, before, DAY)[1][0]
    assert (said_before(reading, reader.plan.facts) is not None) == found


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Ai ký kế hoạch, và nếu có vướng mắc thì phản ánh với ai?", ("Nguyễn Bắc Sơn", "Thường trực")),
        ("Có phải lập ban gì để chỉ đạo đại hội của Bộ không?", ("Ban Chỉ đạo",)),
        ("Cấp nào được họp dài ngày nhất?", ("VNPT", "Bộ")),
        ("Ban Chỉ đạo của Bộ chọn vài đơn vị chỉ đạo điểm để làm gì?", ("kinh nghiệm",)),
    ],
)
def test_accents_and_whom_one_turns_to(question: str, told: tuple[str, ...]) -> None:
    """"với ai" parts no question in two, "để chỉ đạo" asks no reason, "dài ngày nhất" is of all kinds."""
    assert all(part in said(asked(congress(), question)) for part in told)


def test_what_the_plan_writes_with_a_comma_is_one_thing() -> None:
    """"Nội dung đại hội, hội nghị" is not asked in two halves, so that an item by its number is of that list."""
    outcome = asked(congress(), "phần thứ hai là gì", history=["Nội dung của đại hội, hội nghị có những phần nào?"])
    assert "Mục thứ 2" in said(outcome)
    assert "II.3" in said(outcome)
