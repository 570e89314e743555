"""The calendar says beforehand exactly which reminders are then made, of whom, and why others are not; as a file a calendar program can read it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.clock import ZONE, Clock
from bot.policy import override
from bot.store import open_store
from handlers.message import plain
from handlers.records import Post, Role
from handlers.records_schedule import Extension, Mute
from handlers.router import decide
from handlers.snoozing import until
from handlers.turn import Person, State
from knowledge.plan import Reminders
from tests.rig import MORNING, make_core, said
from tests.small_plan import PLAN, Roster, turn
from tests.test_cli_office import run
from tests.test_cli_office import said as typed
from tests.test_ticks import person_of, tick

START = datetime(2031, 4, 1, 7, 0, tzinfo=ZONE)
DAYS = 90


@settings(max_examples=10, deadline=None)
@given(
    hour=st.integers(7, 20),
    working=st.booleans(),
    offsets=st.lists(st.integers(0, 40), max_size=5, unique=True),
    mutes=st.lists(st.sampled_from([("10A", ""), ("", "dang-ky"), ("10B", "thi")]), max_size=2, unique=True),
    done=st.lists(st.sampled_from([("10A", "thi"), ("10B", "dang-ky")]), unique=True),
    extended=st.none() | st.tuples(st.sampled_from([("all", ""), ("unit", "10A"), ("kind", "clb")]), st.integers(1, 25)),
)
def test_what_is_listed_is_what_is_made(
    hour: int,
    working: bool,
    offsets: list[int],
    mutes: list[tuple[str, str]],
    done: list[tuple[str, str]],
    extended: tuple[tuple[str, str], int] | None,
) -> None:
    """Whatever the policy, the mutes, the extensions and what is done: the reminders of a quarter are those the calendar listed at its start."""
    store = open_store(":memory:")
    core = make_core(store, Clock(START))
    core.receive([said("join 10A"), said("join 10B", chat="2")])
    person = person_of(core)
    with store.batch() as work:
        override(work, "hour", hour)
        override(work, "working_days", working)
        override(work, "offsets", offsets)
        override(work, "escalate_after", 0)
        for mute in mutes:
            work.mute(PLAN.key, Mute(*mute), None, MORNING)
        for unit, task in done:
            work.save_status(PLAN.key, unit, task, State.DONE, "", person, START)
        if extended:
            (scope, target), days = extended
            last = date(2031, 5, 10) + timedelta(days=days)
            work.extend(PLAN.key, Extension(1, "dang-ky", scope, target, last, "Công văn 5", START), None)
    listed = core.desk.coming(START, START + timedelta(days=DAYS))
    moments = {each.at for each in listed} | {START + timedelta(days=n) for n in range(DAYS)}
    for moment in sorted(moments):
        core.clock.resume(moment + timedelta(seconds=1))
        tick(core)
    rows = store._sql.run("SELECT task, unit, deadline, slot FROM reminders")  # type: ignore[attr-defined]
    expected = {(each.task.key, each.unit.code, each.deadline.last.isoformat(), each.offset) for each in listed if not each.reason}
    assert {tuple(row) for row in rows} == expected
    store.close()


NOW = datetime(2031, 5, 7, 10, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("1 gio", (7, 11, 30)), ("3 ngay", (10, 8, 0)), ("2 tuan", (21, 8, 0)), ("chieu nay", (7, 14, 0)), ("toi nay", (7, 19, 0)),
        ("sang mai", (8, 8, 0)), ("chieu mai", (8, 14, 0)), ("tuan sau", (12, 8, 0)), ("12 gio", (8, 7, 0)),
    ],
)  # fmt: skip
def test_put_off_until(words: str, moment: tuple[int, int, int]) -> None:
    """What people say for later, as a moment outside the quiet hours."""
    day, hour, minute = moment
    assert until(words, NOW, Reminders()) == NOW.replace(day=day, hour=hour, minute=minute)


@given(st.sampled_from(["1 gio", "9 tieng", "3 ngay", "chieu nay", "toi nay", "sang mai", "tuan sau"]), st.integers(0, 24 * 60))
def test_put_off_is_ahead_and_not_at_night(words: str, minutes: int) -> None:
    """At any time of the day the moment is ahead and none of the quiet hours."""
    now = NOW.replace(hour=0, minute=0) + timedelta(minutes=minutes)
    moment = until(words, now, Reminders())
    assert moment is not None
    assert moment > now
    assert not Reminders().hushes(moment.hour)


def test_no_time_that_is_none() -> None:
    """Nothing, never, a time that is no time."""
    assert [until(words, NOW, Reminders()) for words in ("", "0 gio", "0 ngay", "hom qua")] == [None] * 4


OFFICER = Person(2, role=Role.OFFICER, unit="10a", posts=(Post("10a", Role.OFFICER),))
LEADER = Person(4, role=Role.LEADER, unit="10a", posts=(Post("10a", Role.LEADER),))


@pytest.mark.parametrize(
    ("text", "person", "has"),
    [
        ("nhắc lại", OFFICER, "việc nào"),
        ("nhắc lại thi", OFFICER, "khi nào"),
        ("nhắc lại thi 40 ngày", OFFICER, "31 ngày"),
        ("nhắc lại thi 3 ngày", LEADER, "lãnh đạo"),
        ("nhắc lại thi 3 ngày", Person(9), "đầu mối"),
        ("nhắc lại đăng ký 5 ngày", OFFICER, "đã quá thời hạn"),
        ("nhắc việc", OFFICER, "Chi hội lớp 10A"),
        ("lịch", Person(9), "đầu mối"),
    ],
)
def test_words_of_the_schedule(text: str, person: Person, has: str) -> None:
    """What lacks is asked for, what cannot be is said, and who has no reminders is told why."""
    assert has in plain(decide(turn(text, person, records=Roster())).decision.replies[0])


def test_a_question_that_begins_like_a_command_is_a_question() -> None:
    """Officers ask about extensions and days off; that is no command of the desk's."""
    for text in ("gia hạn gửi danh sách được không", "ngày nghỉ có thi không", "lịch thi thế nào"):
        outcome = decide(turn(text, OFFICER, records=Roster()))
        assert not outcome.decision.actions or outcome.status == "unknown"


def test_the_command_lists_and_writes_a_file(tmp_path: Path) -> None:
    """`kehoach calendar` in a fresh folder: what goes to whom and why not; --ics writes what goes; wrong days and units are named."""
    run(tmp_path)
    (tmp_path / ".env").write_text("KEHOACH_WEB=on\nKEHOACH_DATA=du-lieu\nKEHOACH_TODAY=2014-07-01 07:00\n", "utf-8")
    code, shown = typed(tmp_path, "calendar", "--unit", "sở hà nội")
    assert code == 0
    lines = [line for line in shown.splitlines() if "\t" in line]
    assert lines[0].startswith("01/07/2014 08:00\tSở Thông tin và Truyền thông thành phố Hà Nội\tGửi kế hoạch")
    assert all("chưa có cán bộ đầu mối" in line for line in lines)
    assert "0 lần sẽ gửi" in shown
    code, shown = typed(tmp_path, "calendar", "--from", "1/8/2014", "--to", "1/9/2014")
    assert {line[3:10] for line in shown.splitlines() if "\t" in line} == {"08/2014"}
    # The third late day is a Sunday: it goes out on the Friday before, and is one day late then.
    moved = [line.split("\t")[3] for line in shown.splitlines() if line.startswith("01/08/2014")]
    assert moved
    assert all(each.startswith("quá hạn 1 ngày ") for each in moved)
    assert typed(tmp_path, "calendar", "--from", "1/9/2014", "--to", "1/8/2014")[0] == 2
    assert typed(tmp_path, "calendar", "--unit", "khong-co")[0] == 2
    code, shown = typed(tmp_path, "calendar", "--from", "31/2/2014")
    assert (code, "không phải là một ngày" in shown) == (2, True)
    code, shown = typed(tmp_path, "calendar", "--ics", "lich.ics")
    assert (code, Calendar.from_ical((tmp_path / "lich.ics").read_bytes()).walk("VEVENT")) == (0, [])


def test_the_file_holds_every_reminder_and_last_day() -> None:
    """A calendar program finds one all-day event for each last day and one event for each reminder, at its moment, under the same UID each time."""
    from bot.reports.ics import calendar

    store = open_store(":memory:")
    core = make_core(store, Clock(START))
    core.receive([said("join 10A")])
    listed = core.desk.coming(START, START + timedelta(days=DAYS), "10A")
    first, again = (calendar(PLAN, listed, START + timedelta(days=n)) for n in range(2))
    events = Calendar.from_ical(first).walk("VEVENT")
    whole = {event.decoded("dtstart") for event in events if not isinstance(event.decoded("dtstart"), datetime)}
    assert whole == {date(2031, 5, 10), date(2031, 5, 22)}
    moments = sorted(event.decoded("dtstart") for event in events if isinstance(event.decoded("dtstart"), datetime))
    assert moments == sorted(each.at for each in listed)
    assert re.findall(rb"UID:(\S+)", first) == re.findall(rb"UID:(\S+)", again)
    assert all("Mục" in str(event["description"]) for event in events)
    store.close()
