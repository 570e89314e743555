"""What one step costs does not grow with what waits beside it: counted in steps of the database's own machine, which no busy computer changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot import ticks
from bot.core import Core
from bot.store import open_store
from bot.store.base import Given
from handlers.turn import Role, Unit
from tests.rig import make_core, said
from tests.small_plan import PLAN
from tests.test_core import at

FEW, MANY = 200, 2000


def crowded(people: int) -> Core:
    """A core in which so many officers have just been written down, and the hour of a reminder has come."""
    core = make_core(open_store(":memory:"))
    now = core.clock.now()
    with core.batch() as work:
        units = [Unit(f"U{number}", f"Chi hội {number}", PLAN.kinds[0].key) for number in range(people)]
        work.load_units(PLAN.key, units)
        for number in range(people):
            person = work.meet(said("x", chat=f"p{number}"), PLAN.key, now).person.id
            work.add_post(PLAN.key, person, units[number].code, Role.OFFICER, now)
    at(core, timedelta(minutes=1))
    return core


def effort(core: Core, act: Callable[[], object]) -> int:
    """How many hundreds of instructions the database needs for it."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection = core.store._sql._connection()  # type: ignore[attr-defined]
    connection.set_progress_handler(count, 100)
    act()
    connection.set_progress_handler(None, 0)
    return steps


def last_page(core: Core) -> Callable[[], object]:
    """All reminders but one page are made and wait."""
    while _made(core) < len(_people(core)) - ticks.PAGE:
        core.tick()
    return core.tick


def _made(core: Core) -> int:
    return int(core.store._sql.run("SELECT count(*) AS n FROM reminders")[0]["n"])  # type: ignore[attr-defined]


def _people(core: Core) -> list[object]:
    return list(core.store._sql.run("SELECT person FROM posts"))  # type: ignore[attr-defined]


def reply_beside_reminders(core: Core) -> Callable[[], object]:
    """Everybody's reminder waits; a reply is taken."""
    while core.tick():
        pass
    core.receive([said("a", chat="p1"), said("b", chat="stranger")])
    return lambda: core.exchange("fake", (), 1)


def reply_in_quiet_hours(core: Core) -> Callable[[], object]:
    """Everybody's reminder rests until the morning; a reply is taken."""
    while core.tick():
        pass
    at(core, timedelta(hours=14))
    for _ in range(len(_people(core)) // 100 + 2):
        assert not core.exchange("fake", (), 100).claims
    core.receive([said("a", chat="stranger")])
    return lambda: core.exchange("fake", (), 16)


def turn_beside_reminders(core: Core) -> Callable[[], object]:
    """Everybody's reminder waits; somebody writes."""
    while core.tick():
        pass
    return lambda: core.receive([said("a", chat="p1")])


def closed_beside_reminders(core: Core) -> Callable[[], object]:
    """Everybody's reminder waits; one of them has blocked the bot."""
    while core.tick():
        pass
    taken = core.exchange("fake", (), 1).claims
    return lambda: core.exchange("fake", [Given(taken[0], "failed", "blocked", core.clock.real(), closes=True)], 0)


@pytest.mark.parametrize("ready", [last_page, reply_beside_reminders, reply_in_quiet_hours, turn_beside_reminders, closed_beside_reminders])
def test_a_step_costs_the_same(ready: Callable[[Core], Callable[[], object]]) -> None:
    """Ten times as many people, and one step of what concerns a few of them costs about what it did."""
    few, many = crowded(FEW), crowded(MANY)
    assert effort(many, ready(many)) <= 1.5 * effort(few, ready(few)) + 20
    few.store.close()
    many.store.close()
