"""Which reminders fall due, and what they say."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.commands import parse
from handlers.message import plain
from handlers.reminders import due, offsets, reminder
from handlers.turn import Office
from tests.small_plan import CLASS_10A, PLAN, ZONE


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2031, 5, day, hour, minute, tzinfo=ZONE)


def test_a_slot_comes_at_its_hour() -> None:
    """A reminder falls due at the policy's hour of its day, not a minute before."""
    assert due(PLAN, at(7, 7, 59)) == ()
    assert [(task.key, offset) for task, offset in due(PLAN, at(7, 8, 0))] == [("dang-ky", 3), ("dang-ky-clb", 1)]


def test_a_slot_of_today_is_due_until_midnight() -> None:
    """A program that was down at eight o'clock still reminds later on the same day, and no more the next."""
    assert due(PLAN, at(7, 23, 59)) == due(PLAN, at(7, 8, 0))
    assert ("dang-ky", 3) not in [(task.key, offset) for task, offset in due(PLAN, at(8, 8, 0))]


def test_on_the_last_day_and_after() -> None:
    """The last day has offset 0; afterwards every third day, with negative offsets, five times at most."""
    own = [(day, offset) for day in range(1, 32) for task, offset in due(PLAN, at(day, 9)) if task.key == "dang-ky"]
    assert own == [(3, 7), (7, 3), (9, 1), (10, 0), (13, -3), (16, -6), (19, -9), (22, -12), (25, -15)]


@given(st.integers(-100, 100))
def test_every_slot_once(days: int) -> None:
    """On no day does a task fall due twice, and an offset always names the day it falls on."""
    now = at(10, 8) + timedelta(days=days)
    found = due(PLAN, now)
    assert len({task.key for task, _ in found}) == len(found)
    for task, offset in found:
        assert (task.deadline.last - now.date()).days == offset
        assert offset in offsets(PLAN)


def test_what_a_reminder_says() -> None:
    """The task, the limit in the plan's words, the last day, the days left at that moment, the clause, and the words to answer with."""
    reply = reminder(PLAN, PLAN.task("dang-ky"), CLASS_10A, at(7, 8), Office())
    assert plain(reply) == (
        "Nhắc việc, Chi hội lớp 10A: Gửi danh sách tiết mục\n\n"
        "Thời hạn: trước ngày 11 tháng 5 năm 2031 (chậm nhất 10/05/2031, còn 3 ngày). Mục 1.a.\n\n"
        "Anh/chị bấm nút, hoặc nhắn một trong các từ: XONG, ĐANG LÀM, LÙI."
    )
    assert [choice.label for choice in reply.choices] == ["Đã xong", "Đang làm", "Xin lùi", "Hỏi"]
    assert all(parse(choice.says, PLAN) is not None for choice in reply.choices)


def test_the_days_are_those_of_the_moment() -> None:
    """A reminder rendered late says the days left then."""
    task = PLAN.task("dang-ky")
    assert "hôm nay là ngày cuối" in plain(reminder(PLAN, task, CLASS_10A, at(10, 8), Office()))
    assert "đã quá hạn 3 ngày" in plain(reminder(PLAN, task, CLASS_10A, at(13, 8), Office()))
