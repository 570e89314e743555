"""Slots come, are made into reminders page by page, move around days off, merge, escalate, are put off, silenced and extended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import ticks
from bot.clock import ZONE, Clock
from bot.core import Core
from bot.policy import override
from bot.store import open_store
from bot.store.base import Sent, Store
from bot.workdays import Workdays
from handlers.records_schedule import Extension, Mute
from handlers.turn import Role, State, Unit
from knowledge.question import Reader
from tests.rig import MORNING, claimed, make_core, said, wording
from tests.small_plan import PLAN
from tests.test_core import answers, at

KEY = PLAN.key


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


@pytest.fixture
def core(store: Store) -> Core:
    return make_core(store)


def tick(core: Core) -> None:
    """Tick until nothing more is due."""
    while core.tick():
        pass


def reminded(core: Core) -> list[tuple[str, int]]:
    """The reminders that were made."""
    rows = core.store._sql.run("SELECT task, slot FROM reminders ORDER BY task, slot")  # type: ignore[attr-defined]
    return [(row["task"], row["slot"]) for row in rows]


def test_reminder_at_its_hour(core: Core) -> None:
    """An officer is reminded when the slot's hour has come, not before, once, with the words of that moment."""
    core.receive([said("join 10A"), said("x", chat="2")])
    answers(core)
    assert not core.tick()
    assert answers(core) == []
    at(core, timedelta(minutes=1))
    for _ in range(3):
        tick(core)
    assert answers(core) == ["remind dang-ky 10A 07/05 08h"]
    at(core, timedelta(hours=5))
    tick(core)
    assert answers(core) == []


def test_joining_later_that_day(core: Core) -> None:
    """A slot stays due until its day ends: who joins at noon is reminded at noon; the next day it is past."""
    at(core, timedelta(hours=4))
    tick(core)
    core.receive([said("join 10A")])
    tick(core)
    assert answers(core) == ["= join 10A", "remind dang-ky 10A 07/05 11h"]
    at(core, timedelta(days=1))
    core.receive([said("join 10B", chat="2")])
    tick(core)
    assert answers(core) == ["= join 10B"]


def test_clock_jumps(core: Core) -> None:
    """However the clock jumps, back and forth over a slot, a person is reminded once for each slot."""
    core.receive([said("join 10A")])
    answers(core)
    for hours in (1, 30, 1, 2, 73, 1, 96, 73, 50, 1):
        at(core, timedelta(hours=hours))
        tick(core)
    rows = core.store._sql.run("SELECT task, slot FROM reminders ORDER BY slot")  # type: ignore[attr-defined]
    assert [tuple(row) for row in rows] == [("dang-ky", 0), ("dang-ky", 3), ("thi", 14)]
    # Of several slots of one task that wait the last alone is said, and all that waits for a person in one message.
    assert answers(core) == ["remind dang-ky 10A 07/05 08h; remind thi 10A 07/05 08h"]


def test_not_reminded_of_what_is_done(core: Core) -> None:
    """A task reported between the slot and the sending is not reminded of: its message is cleared."""
    core.receive([said("join 10A")])
    answers(core)
    at(core, timedelta(minutes=1))
    tick(core)
    core.receive([said("done 10A dang-ky")])
    assert answers(core) == ["= done 10A dang-ky"]
    rows = core.store._sql.run("SELECT state, reason FROM outbox WHERE lane = 1")  # type: ignore[attr-defined]
    assert [tuple(row) for row in rows] == [("cleared", "no longer due")]


def test_reminders_come_in_pages(core: Core) -> None:
    """Many reminders are made a page at a time, so that turns go in between, and none is left out."""
    core.receive([said("join 10A", key=str(n), chat=str(n)) for n in range(ticks.PAGE * 2 + 5)])
    answers(core)
    at(core, timedelta(minutes=1))
    steps = 0
    while core.tick():
        steps += 1
        assert len(reminded(core)) <= ticks.PAGE * steps
    assert steps > 2
    assert len(answers(core)) == ticks.PAGE * 2 + 5


def test_reminder_behind_replies(core: Core) -> None:
    """A reply goes before any reminder that waits."""
    core.receive([said("join 10A", key=str(n), chat=str(n)) for n in range(5)])
    answers(core)
    at(core, timedelta(minutes=1))
    tick(core)
    core.receive([said("a", chat="9")])
    assert [wording(claim) for claim in claimed(core, 1)] == ["= a"]


def test_moved_deadline(core: Core) -> None:
    """When the plan's deadline is moved the reminder that waited for the old one is cleared."""
    core.receive([said("join 10A")])
    answers(core)
    at(core, timedelta(minutes=1))
    tick(core)
    tasks = tuple(replace(t, deadline=replace(t.deadline, last=t.deadline.last + timedelta(days=9))) for t in PLAN.tasks)
    later = make_core(core.store, core.clock)
    later.stage = replace(later.stage, reader=Reader(replace(PLAN, tasks=tasks)))
    assert answers(later) == []




def person_of(core: Core, chat: str = "1") -> int:
    with core.store.batch() as work:
        return work.meet(said("x", chat=chat), KEY, MORNING).person.id


def go(core: Core, day: int, hour: int = 8, month: int = 5) -> None:
    """The office's clock stands at a moment of 2031."""
    core.clock.resume(datetime(2031, month, day, hour, 1, tzinfo=ZONE))
    tick(core)


def states(core: Core) -> dict[tuple[str, int], str]:
    """Every slot that has come, with its state or why it was skipped."""
    with core.store.batch() as work:
        return {(slot.task, slot.slot): slot.reason or slot.state for slot in work.slot_states(KEY, 200)}


def test_what_is_not_made_up_for_is_listed_with_the_reason(core: Core) -> None:
    """Slots before the first day, of a long downtime, overtaken or of one day with another: none vanishes silently."""
    go(core, 7)
    assert states(core)[("dang-ky", 14)] == "before_start"
    assert states(core)[("dang-ky", 3)] == "done"
    go(core, 23)
    found = {slot: state for (task, slot), state in states(core).items() if task == "dang-ky"}
    assert {slot: found[slot] for slot in (1, 0, -3, -6)} == {1: "same_day", 0: "missed", -3: "missed", -6: "missed"}
    assert {slot: found[slot] for slot in (-9, -12, -15)} == {-9: "missed", -12: "overtaken", -15: "done"}


def test_a_weekend_of_downtime_is_made_up_for(core: Core) -> None:
    """Down from Wednesday to Sunday: nothing is made up for on the day off, on Monday the last slot is said with the days of that moment."""
    core.receive([said("join 10A")])
    go(core, 7)
    answers(core)
    go(core, 11, 9)
    assert answers(core) == []
    go(core, 12, 9)
    assert answers(core) == ["remind dang-ky 10A 12/05 09h"]
    assert states(core)[("thi", 14)] == "missed"


def test_a_muted_unit_or_task_hears_nothing(core: Core) -> None:
    """Silenced by the secretariat: a unit, a task, or both; what already waits is cleared."""
    core.receive([said("join 10A"), said("join 10B", chat="2")])
    answers(core)
    with core.store.batch() as work:
        work.mute(KEY, Mute("10A", ""), None, MORNING)
    go(core, 7)
    with core.store.batch() as work:
        work.mute(KEY, Mute("", "dang-ky"), None, MORNING)
    assert answers(core) == []
    with core.store.batch() as work:
        assert work.unmute(KEY, Mute("", "dang-ky"))
        assert work.mutes(KEY) == [Mute("10A", "")]


def test_an_extension_moves_the_reminders_of_those_it_covers(core: Core) -> None:
    """One unit has until the 20th: its waiting reminder is cleared, its slots count from there; the others' stay; revoked, all is as before."""
    core.receive([said("join 10A"), said("join 10B", chat="2")])
    answers(core)
    go(core, 7)
    with core.store.batch() as work:
        work.extend(KEY, Extension(1, "dang-ky", "unit", "10A", date(2031, 5, 20), "Công văn 5", MORNING), None)
    assert answers(core) == ["remind dang-ky 10B 07/05 08h"]
    go(core, 13)
    assert sorted(answers(core)) == ["remind dang-ky 10A 13/05 08h", "remind dang-ky 10B 13/05 08h"]
    with core.store.batch() as work:
        assert work.revoke_extension(KEY, 1, MORNING)
        assert not work.revoke_extension(KEY, 1, MORNING)
    go(core, 16)
    rows = core.store._sql.run("SELECT deadline FROM reminders WHERE unit = '10A' AND task = 'dang-ky' ORDER BY at")  # type: ignore[attr-defined]
    assert [row[0] for row in rows] == ["2031-05-10", "2031-05-20", "2031-05-10"]


def test_put_off_until_a_moment(core: Core) -> None:
    """A snooze reminds its person once more at its moment, also between slots; a new one replaces the old; done, it says nothing."""
    core.receive([said("join 10A")])
    go(core, 7)
    answers(core)
    person, until = person_of(core), datetime(2031, 5, 7, 14, 0, tzinfo=ZONE)
    with core.store.batch() as work:
        work.snooze(KEY, "dang-ky", "10A", person, until - timedelta(hours=3), MORNING)
        work.snooze(KEY, "dang-ky", "10A", person, until, MORNING)
    go(core, 7, 13)
    assert answers(core) == []
    go(core, 7, 14)
    assert answers(core) == ["remind dang-ky 10A 07/05 14h"]
    go(core, 7, 15)
    assert answers(core) == []
    with core.store.batch() as work:
        work.snooze(KEY, "dang-ky", "10A", person, until + timedelta(hours=2), MORNING)
        work.save_status(KEY, "10A", "dang-ky", State.DONE, "", person, MORNING)
    go(core, 7, 16)
    assert answers(core) == []
    go(core, 9)
    assert all("dang-ky" not in text for text in answers(core))


def test_the_first_answer_stops_the_others_reminder(core: Core) -> None:
    """Both officers of a unit are reminded; once one has answered, also with "under way", what waits for the other is cleared."""
    core.receive([said("join 10A"), said("join 10A", key="2", chat="2")])
    answers(core)
    go(core, 7)
    (first,) = claimed(core, 1)
    assert wording(first) == "remind dang-ky 10A 07/05 08h"
    core.exchange("fake", [Sent(first, "m", True, core.clock.real())], 0)
    person = person_of(core)
    with core.store.batch() as work:
        work.save_status(KEY, "10A", "dang-ky", State.PREPARING, "", person, core.clock.now())
    assert answers(core) == []
    go(core, 9)
    assert len(answers(core)) == 2


def sent(core: Core) -> list[str]:
    """Send what may go, as the platform would take it."""
    found = claimed(core)
    core.exchange("fake", [Sent(claim, "m", True, core.clock.real()) for claim in found], 0)
    return sorted(f"{claim.address.chat}: {wording(claim)}" for claim in found)


def test_after_unanswered_reminders_who_stands_above_hears(core: Core) -> None:
    """After two unanswered ones the leader is told too, after three the unit above, after four the secretariat."""
    with core.store.batch() as work:
        work.load_units(KEY, [Unit("10A", "Chi hội lớp 10A", "chihoi", parent="GITA")])
        override(work, "escalate_after", 2)
        override(work, "working_days", False)
        override(work, "daily_most", 9)
    core.receive([said("join 10A"), said("x", "b", chat="2"), said("join GITA", chat="3"), said("x", "d", chat="4")])
    leader, secretary = person_of(core, "2"), person_of(core, "4")
    with core.store.batch() as work:
        work.add_post(KEY, leader, "10A", Role.LEADER, MORNING)
        work.set_role(KEY, secretary, Role.SECRETARIAT)
        work.mute(KEY, Mute("", "thi"), None, MORNING)
        work.mute(KEY, Mute("GITA", ""), None, MORNING)
    sent(core)
    told = []
    for day in (7, 9, 10, 13, 16):
        go(core, day)
        told.append([text.split(": ")[0] for text in sent(core)])
    assert told == [["1"], ["1"], ["1", "2"], ["1", "2", "3"], ["1", "2", "3", "4"]]
    person = person_of(core)
    with core.store.batch() as work:
        work.save_status(KEY, "10A", "dang-ky", State.PREPARING, "", person, core.clock.now())
    go(core, 19)
    assert [text.split(": ")[0] for text in sent(core)] == ["1"]


def test_nothing_is_pushed_in_the_quiet_hours(core: Core) -> None:
    """At ten in the evening a bulk message waits until seven; a reply goes."""
    core.receive([said("join 10A")])
    answers(core)
    core.clock.resume(datetime(2031, 5, 7, 22, 0, tzinfo=ZONE))
    tick(core)
    core.receive([said("a", chat="1")])
    assert answers(core) == ["= a"]
    row = core.store._sql.one("SELECT state, reason, until FROM outbox WHERE lane = 1")  # type: ignore[attr-defined]
    assert (row["state"], row["reason"]) == ("waiting", "quiet hours")
    wait = datetime.fromisoformat(row["until"]) - core.clock.real()
    assert timedelta(hours=8, minutes=58) < wait < timedelta(hours=9, minutes=1)


def test_no_more_than_the_days_most(core: Core) -> None:
    """A person who has had the day's most is reminded of the rest the next morning, in one message."""
    core.receive([said("join 10A")])
    with core.store.batch() as work:
        override(work, "daily_most", 1)
    sent(core)
    go(core, 7)
    assert sent(core) == ["1: remind dang-ky 10A 07/05 08h"]
    person = person_of(core)
    with core.store.batch() as work:
        for task in ("dang-ky", "thi"):
            work.snooze(KEY, task, "10A", person, core.clock.now(), MORNING)
    go(core, 7, 10)
    assert sent(core) == []
    row = core.store._sql.one("SELECT count(*) AS n, min(reason) AS reason FROM outbox WHERE state = 'waiting'")  # type: ignore[attr-defined]
    assert (row["n"], row["reason"]) == (1, "enough reminders for a day")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 23)), min_size=1, max_size=14))
def test_however_the_clock_goes_none_is_doubled_none_lost(moments: list[tuple[int, int]]) -> None:
    """Any jumps: a person has each slot once at most, and every slot that has come is done, or skipped with a reason."""
    store = open_store(":memory:")
    core = make_core(store, Clock(datetime(2031, 4, 20, 7, 0, tzinfo=ZONE)))
    core.receive([said("join 10A"), said("join 10B", chat="2")])
    for days, hour in moments:
        core.clock.resume(datetime(2031, 4, 20, hour, 0, 1, tzinfo=ZONE) + timedelta(days=days))
        tick(core)
        latest = core.clock.now()
    keys = [tuple(row) for row in store._sql.run("SELECT task, unit, person, deadline, slot FROM reminders")]  # type: ignore[attr-defined]
    assert len(keys) == len(set(keys))
    found = states(core)
    with store.batch() as work:
        slots = [slot for slot in core._ticks._slots(core.stage, work, PLAN.reminders, (), latest.date()) if slot.at <= latest]
    waiting = timedelta(hours=PLAN.reminders.catch_up if not Workdays().works(latest.date()) else 0)
    assert {(slot.task, slot.offset) for slot in slots if slot.at <= latest - waiting} <= set(found) <= {(slot.task, slot.offset) for slot in slots}
    assert "open" not in found.values()
    store.close()


def test_a_reader_with_another_plan_has_slots_of_its_own(core: Core) -> None:
    """Slots belong to the plan; a plan without tasks brings none."""
    core.stage = replace(core.stage, reader=Reader(replace(PLAN, key="khac", tasks=())))
    go(core, 7)
    with core.store.batch() as work:
        assert not work.slot_states("khac", 9)
