"""When reminders come, and what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.workdays import Workdays
from handlers.commands import parse
from handlers.message import plain
from handlers.reminders import Due, offsets, planned, reminder
from handlers.turn import Office, Unit
from knowledge.plan import Reminders
from tests.small_plan import CLASS_10A, PLAN, ZONE

EVERY_DAY = replace(PLAN.reminders, working_days=False)
LAST = date(2031, 5, 10)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2031, 5, day, hour, minute, tzinfo=ZONE)


def same(day: date) -> date:
    return day


def due(task: str, unit: Unit = CLASS_10A, stage: int = 0) -> Due:
    found = PLAN.task(task)
    return Due(found, unit, found.deadline, stage)


def test_slots_come_at_their_hour() -> None:
    """Before the last day, on it, and every third day after it, five times at most; each at the policy's hour."""
    found = [(slot.at, slot.offset) for slot in planned("dang-ky", LAST, EVERY_DAY, same)]
    days = [(10, 0), (13, -3), (16, -6), (19, -9), (22, -12), (25, -15)]
    assert found[-9:] == [(at(3, 8), 7), (at(7, 8), 3), (at(9, 8), 1), *((at(day, 8), offset) for day, offset in days)]


def test_slots_move_off_days_off() -> None:
    """10/05/2031 is a Saturday: the last day's slot comes on Friday, where it is merged with the one of the day before."""
    before = Workdays().before
    found = {slot.offset: (slot.at.date().isoformat(), slot.merged) for slot in planned("dang-ky", LAST, PLAN.reminders, before)}
    assert found[1] == ("2031-05-09", True)
    assert found[0] == ("2031-05-09", False)
    assert found[3] == ("2031-05-07", False)
    assert found[-15] == ("2031-05-23", False)


def test_new_year_holidays() -> None:
    """Tết 2015 is free from 16/02 to 23/02; the slot moves to Friday the 13th; the office's own days win over all that."""
    assert Workdays().before(date(2015, 2, 20)) == date(2015, 2, 13) or Workdays().before(date(2015, 2, 20)) == date(2015, 2, 14)
    assert Workdays({date(2015, 2, 20): True}).before(date(2015, 2, 20)) == date(2015, 2, 20)
    assert Workdays({date(2015, 2, 24): False}).before(date(2015, 2, 24)) < date(2015, 2, 16)
    assert not Workdays().works(date(2014, 9, 2))


@given(st.dates(date(2014, 1, 1), date(2030, 12, 31)), st.lists(st.integers(0, 60), max_size=6), st.integers(0, 23), st.integers(1, 9), st.integers(0, 6))
def test_every_slot_once(last: date, before: list[int], hour: int, every: int, most: int) -> None:
    """Every offset has one slot, never later than its nominal day; each day has one that is not merged; none comes on a day off."""
    policy = Reminders(tuple(before), hour, every, most)
    calendar = Workdays()
    slots = planned("t", last, policy, calendar.before)
    assert sorted(slot.offset for slot in slots) == sorted(offsets(policy))
    for slot in slots:
        assert slot.at.date() <= last - timedelta(days=slot.offset)
        assert calendar.works(slot.at.date())
    days = [slot.at for slot in slots if not slot.merged]
    assert len(days) == len(set(days)) == len({slot.at for slot in slots})


def test_what_a_reminder_says() -> None:
    """The task, the limit in the plan's words, the last day, the days left at that moment, the clause, and the words to answer with."""
    reply = reminder(PLAN, [due("dang-ky")], at(7, 8), Office())
    assert plain(reply) == (
        "Nhắc việc, Chi hội lớp 10A: Gửi danh sách tiết mục\n\n"
        "Thời hạn: trước ngày 11 tháng 5 năm 2031 (chậm nhất 10/05/2031, còn 3 ngày). Mục 1.a.\n\n"
        "Anh/chị bấm nút, hoặc nhắn một trong các từ: XONG, ĐANG LÀM, LÙI, NHẮC LẠI."
    )
    assert [choice.label for choice in reply.choices] == ["Đã xong", "Đang làm", "Xin lùi", "Nhắc lại sau", "Hỏi"]
    assert all(parse(choice.says, PLAN) is not None for choice in reply.choices if choice.label != "Nhắc lại sau")


def test_several_in_one_message() -> None:
    """Two tasks of one morning are one message with a button each; pushed messages never offer numbers."""
    reply = reminder(PLAN, [due("dang-ky"), due("thi")], at(7, 8), Office())
    assert plain(reply).startswith("Nhắc việc, Chi hội lớp 10A: 2 việc\n\n• Gửi danh sách tiết mục: ")
    assert [choice.says for choice in reply.choices] == ["xong dang-ky", "xong thi", "nhac lai", "viec cua toi"]
    assert reply.by_word


def test_who_stands_above_is_told_so() -> None:
    """The leader hears that the officer has not answered, with no button to report by."""
    reply = reminder(PLAN, [due("dang-ky", stage=1)], at(7, 8), Office())
    assert "chưa có trả lời" in plain(reply)
    assert [choice.says for choice in reply.choices] == ["viec cua toi"]


def test_the_days_are_those_of_the_moment() -> None:
    """A reminder rendered late says the days left then."""
    assert "hôm nay là ngày cuối" in plain(reminder(PLAN, [due("dang-ky")], at(10, 8), Office()))
    assert "đã quá hạn 3 ngày" in plain(reminder(PLAN, [due("dang-ky")], at(13, 8), Office()))
