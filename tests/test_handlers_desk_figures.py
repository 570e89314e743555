"""Where every unit stands, counted: nobody is lost and nobody is counted twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.desk_figures import WAITS, Place, Which, board, chosen, count, of_task, overdue_papers, unreceived, values, working_days
from handlers.turn import State
from handlers.wording.desk import ratio, share
from knowledge.plan import Field, Task
from knowledge.told import Told
from tests.desk_records import CLASSES, full, receipt, said
from tests.small_plan import NOON, PLAN, ZONE

TASK = PLAN.task("dang-ky")
STATES = st.lists(st.tuples(st.sampled_from(CLASSES), st.sampled_from(State), st.booleans()), max_size=40)


@given(STATES, st.integers(-10, 10))
def test_every_unit_is_in_exactly_one_place(words: list[tuple[object, State, bool]], days: int) -> None:
    """Whatever was said, the places of a task add up to its units, and each unit is found in one of them."""
    statuses = tuple(said(unit.code, state) for unit, state, _ in words)  # type: ignore[attr-defined]  # a Unit
    records = full(*statuses, receipts=tuple(receipt(unit.code) for unit, _, had in words if had))  # type: ignore[attr-defined]  # a Unit
    rows = of_task(board(PLAN, records.roster(), records.standings(), NOON + timedelta(days=days)), TASK)
    figures = count(rows)
    assert figures.total == 31 == sum(many for _, many in figures.places)
    assert sum(len(chosen(rows, Which(place.value))) for place in Place) == 31
    assert figures.received == len(chosen(rows, Which.RECEIVED))


@pytest.mark.parametrize(
    ("state", "now", "place"),
    [
        (State.DONE, NOON, Place.DONE),
        (State.DONE, NOON + timedelta(days=30), Place.DONE),
        (State.PREPARING, NOON, Place.PREPARING),
        (State.PREPARING, NOON + timedelta(days=5), Place.LATE),
        (State.SCHEDULED, NOON, Place.SCHEDULED),
        (State.NOT_STARTED, NOON, Place.NOT_STARTED),
        (State.DELAYED, NOON, Place.LATE),
    ],
)
def test_late_is_put_off_or_open_behind_the_last_day(state: State, now: datetime, place: Place) -> None:
    """What is under way becomes late behind the last good day; what is done stays done; who said nothing stays silent."""
    records = full(said("10a", state))
    rows = of_task(board(PLAN, records.roster(), records.standings(), now), TASK)
    assert next(row.place for row in rows if row.unit.code == "10a") is place
    assert all(row.place is Place.SILENT for row in rows if row.unit.code != "10a")


def test_a_closing_hour_counts() -> None:
    """Where the plan gives an hour, the same day is late after it."""
    records = full(said("sen", State.PREPARING, "dang-ky-clb"))
    places = [board(PLAN, records.roster(), records.standings(), datetime(2031, 5, 8, hour, tzinfo=ZONE))[-1].place for hour in (16, 18)]
    assert places == [Place.PREPARING, Place.LATE]


def test_units_of_a_kind_the_plan_no_longer_has_are_left_out() -> None:
    """A plan edited meanwhile leaves units behind; they count nowhere."""
    records = full()
    strange = tuple(unit for unit in records.roster() if unit.kind != "clb")
    assert not of_task(board(PLAN, strange, (), NOON), PLAN.task("dang-ky-clb"))


@given(st.dates(date(2014, 1, 1), date(2015, 12, 31)), st.integers(0, 60))
def test_working_days_are_counted_one_by_one(since: date, more: int) -> None:
    """The days from Monday to Friday behind a day, up to another: the same as counting them on a calendar."""
    last = since + timedelta(days=more)
    assert working_days(since, last) == sum((since + timedelta(days=n)).weekday() < 5 for n in range(1, more + 1))
    assert working_days(last, since) == 0 or more == 0


def test_papers_wait_five_working_days() -> None:
    """Reported as done and not received is listed from the fifth working day on, the longest first; a receipt ends it."""
    eager, slow, older = said("10a", State.DONE, days_ago=6), said("lop-1", State.DONE, days_ago=7), said("lop-2", State.DONE, days_ago=9)
    records = full(eager, slow, older)
    rows = board(PLAN, records.roster(), records.standings(), NOON)
    assert working_days(eager.at.date(), NOON.date()) == WAITS - 1
    assert [row.unit.code for row in overdue_papers(rows, NOON.date())] == ["lop-2", "lop-1"]
    assert len(unreceived(rows)) == 3
    had = full(eager, slow, older, receipts=(receipt("lop-2"),))
    assert [r.unit.code for r in overdue_papers(board(PLAN, had.roster(), had.standings(), NOON), NOON.date())] == ["lop-1"]


def test_only_what_sends_a_document_is_awaited() -> None:
    """A task that collects no document has none to come in."""
    meeting = Task("hop", "Họp", ("chihoi",), TASK.deadline, TASK.fact, fields=(Field("nguoi", "Số người", "number"),))
    records = full(said("10a", State.DONE, "hop", days_ago=30))
    rows = board(replace(PLAN, tasks=(meeting,)), records.roster(), records.standings(), NOON)
    assert count(rows).of(Place.DONE) == 1
    assert unreceived(rows) == ()


def test_values_come_by_the_plans_own_fields() -> None:
    """A date, documents and a reason are found wherever the plan asks for them, own fields by their keys; nothing told is left out."""
    fields = (Field("documents", "Số văn bản", "document"), Field("date", "Ngày gửi", "date"), Field("so-nguoi", "Số người", "number"))
    task = Task("hop", "Họp", ("chihoi",), TASK.deadline, TASK.fact, fields=fields)
    told = Told("hop", State.DONE, date(2031, 5, 5), documents=("12/KH", "13/KH"), fields=(("so-nguoi", 0),))
    assert [(field.label, value) for field, value in values(task, told)] == [
        ("Số văn bản", "12/KH; 13/KH"),
        ("Ngày gửi", date(2031, 5, 5)),
        ("Số người", 0),
    ]
    assert values(task, Told("hop")) == ()


@given(st.integers(0, 2000), st.integers(1, 2000))
def test_a_share_is_none_or_all_only_where_it_is(part: int, whole: int) -> None:
    """No share reads 0% or 100% where somebody is in or out."""
    part = min(part, whole)
    assert ("100%" in share(part, whole)) is (part == whole)
    assert "(0%)" not in share(part, whole) + ratio(part, whole)
    assert share(part, whole).startswith(str(part))
