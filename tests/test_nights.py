"""The night's work: ordered once a day, a copy made and thinned out, what is over its time gone, what needs a person told at a decent hour."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clerk import Clerk
from bot.clerk_night import KEEP, clear, night_name
from bot.clock import ZONE, Clock
from bot.core import Core
from bot.engine import Engine, Log
from bot.running import Runtime
from bot.store.copies import look_at
from handlers.turn import Office
from tests.office_room import Room

PLAN = "hat-thang-nam"
EVENING = datetime(2031, 4, 14, 23, 0, tzinfo=ZONE)


@pytest.fixture
async def night(tmp_path: Path) -> AsyncIterator[tuple[Room, Runtime, Clerk]]:
    """An office with a clerk; the first night is the coming one."""
    room = Room(tmp_path)
    runtime = Runtime(Engine(room.core), room.clock, room.core.stage.office, Log(Engine(room.core)))
    room.tick()
    yield room, runtime, Clerk(runtime, tmp_path, tmp_path / "bot.db")
    await runtime.engine.close()


def count(folder: Path, what: str) -> int:
    with closing(sqlite3.connect(folder / "bot.db")) as database:
        (n,) = database.execute(f"SELECT count(*) FROM {what}").fetchone()  # noqa: S608 - the test's own words
    assert isinstance(n, int)
    return n


async def test_copies_are_made_each_night_and_the_latest_are_kept(night: tuple[Room, Runtime, Clerk], tmp_path: Path) -> None:
    """Twenty nights leave fourteen copies, each good; nobody is told of nights on which nothing is the matter."""
    room, _, clerk = night
    for _ in range(20):
        room.tick(timedelta(days=1))
        while await clerk.work():
            pass
    copies = sorted((tmp_path / "backups").iterdir())
    assert len(copies) == KEEP
    assert copies[-1].name == night_name(tmp_path / "bot.db", f"{room.clock.now():%Y-%m-%d}")
    for copy in copies:
        look_at(copy)
    assert "lan" not in room.received()


async def test_what_needs_a_person_is_told_in_the_morning(night: tuple[Room, Runtime, Clerk], tmp_path: Path) -> None:
    """A full folder, a mute channel, an officer who blocked the bot: one message to the secretariat, after the quiet hours, once."""
    room, runtime, clerk = night
    room.officer("an", "l1")
    with room.core.store.batch() as work:
        work._sql.run("UPDATE addresses SET closed = 'blocked' WHERE chat = 'an'")  # type: ignore[attr-defined]
    runtime.troubles["telegram"] = "token refused"
    (tmp_path / "backups").write_text("in the way")
    room.tick(EVENING - room.clock.now())
    room.tick(timedelta(hours=3, minutes=30))
    while await clerk.work():
        pass
    assert room.send() == []
    with room.core.store.batch() as work:
        work._sql.run("UPDATE outbox SET state = 'queued', until = NULL WHERE state = 'waiting'")  # type: ignore[attr-defined]
    room.tick(timedelta(hours=5))
    told = room.received()
    assert sorted(told) == ["lan", "minh"]
    (said,) = told["lan"]
    assert ("Sao lưu đêm qua không thành" in said, "1 cán bộ đầu mối không còn nhận được" in said, "token refused" in said) == (True, True, True)
    while await clerk.work():
        pass
    assert "lan" not in room.received()


async def test_what_is_over_its_time_goes_and_the_rest_stays(night: tuple[Room, Runtime, Clerk], tmp_path: Path) -> None:
    """After a year words are gone, also more than a page of them; reports, people, who got what and today's words are there."""
    room, runtime, _ = night
    room.officer("an", "l1")
    for n in range(600):
        room.say("an", f"câu hỏi {n}")
    room.say("an", "danh sách đã gửi xong")
    room.say("lan", "câu hỏi của tôi là gì?")
    asked = "conversations WHERE json_extract(context, '$.said') != ''"
    assert count(tmp_path, asked) == 2
    room.say("lan", "/thongbao Mời các đơn vị dự buổi tổng duyệt.")
    before = {name: count(tmp_path, name) for name in ("people", "posts", "statuses", "outbox", "audit")}
    with closing(sqlite3.connect(tmp_path / "bot.db")) as database:
        # The outbox stands in real time, which a test cannot move.
        for change in ("outbox SET settled = '2001-01-01' WHERE settled IS NOT NULL", "attempts SET at = '2001-01-01'"):
            database.execute(f"UPDATE {change}")
        database.commit()
    room.clock.resume(room.clock.now() + timedelta(days=366))
    room.say("an", "hôm nay có gì mới")
    assert await clear(runtime) > 1200
    assert await clear(runtime) == 0
    assert {name: count(tmp_path, name) for name in before if name != "outbox"} == {name: n for name, n in before.items() if name != "outbox"}
    assert count(tmp_path, "outbox") >= before["outbox"]
    assert count(tmp_path, "inbox") == 1
    assert count(tmp_path, asked) == count(tmp_path, f"{asked} AND chat = 'an'") == 1
    assert count(tmp_path, "unanswered") <= 1
    assert count(tmp_path, "outbox WHERE body IS NOT NULL") == 1
    assert count(tmp_path, "broadcasts WHERE state = 'draft'") == 0
    assert room.say("an", "việc của tôi")


@given(st.lists(st.integers(min_value=-60, max_value=60), max_size=30))
def test_however_the_clock_jumps_a_day_has_one_night(hours: list[int]) -> None:
    """Any jumps forward and back, with restarts: at most one order a day, and one for every day on which it was late enough."""
    room = Room()
    room.tick()
    top, late = room.clock.now().date(), set()
    for jump in hours:
        clock = Clock(max(room.clock.now() + timedelta(hours=jump), EVENING - timedelta(days=2)))
        room.core = Core(room.core.store, room.core.stage.reader, room.core.stage.script, clock, Office(), {"thu": room.core.stage.abilities["thu"]})
        room.clock = clock
        room.tick()
        now = clock.now()
        if now.date() > top and now.hour >= 2:
            late.add(now.date())
            top = now.date()
    with room.core.store.batch() as work:
        ordered = len([order for order in work.open_orders(PLAN, 100) if order.job.value == "night"])
    assert ordered == len(late)
    room.close()
