"""Many people in a database, without their having written one by one: each an officer of a unit, with an account at the given bot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.acts import next_id
from bot.clock import Clock
from bot.store import open_store
from handlers.message import Address, Incoming
from handlers.records_broadcasts import Audience, Broadcast
from handlers.turn import Role, Unit
from knowledge.load import PLANS, load_plan
from tests.fakes.telegram_server import TelegramServer

PLAN = "dai-hoi-thi-dua-2014"


def settle(file: Path, people: Sequence[int], units: Sequence[Unit] = (), bot: str = "telegram") -> None:
    """Put them into the database a program has made or will make, a page to a commit. Nothing is quiet at night: a test runs at any hour."""
    store, now = open_store(str(file)), Clock().now()
    with store.batch() as work:
        if units:
            work.load_units(PLAN, units)
        roster = work.roster(PLAN)
        work.put("policy", '{"quiet": [3, 3]}')
    for start in range(0, len(people), 500):
        with store.batch() as work:
            for number in people[start : start + 500]:
                incoming = Incoming(Address(bot, str(number)), f"seed{number}", str(number), "x", now, name=f"Người {number}")
                person = work.meet(incoming, PLAN, now).person.id
                work.add_post(PLAN, person, roster[number % len(roster)].code, Role.OFFICER, now)
    store.close()


def announce(file: Path, text: str, audience: Audience = Audience()) -> int:  # noqa: B008 - frozen
    """A broadcast that the next tick begins with; its number."""
    store, now = open_store(str(file)), Clock().now()
    with store.batch() as work:
        id = next_id(work)
        work.keep_broadcast(PLAN, Broadcast(id, text, audience, "freezing"), now)
    store.close()
    return id


def known(server: TelegramServer, people: Sequence[int]) -> None:
    """The platform knows them, though none has written to the bot on it."""
    for person in people:
        server.chats[person] = {"id": person, "type": "private", "first_name": str(person)}


def stand_by(server: TelegramServer, file: Path, people: Sequence[int], text: str) -> int:
    """Everybody is an officer of one of a hundred units, and a broadcast to all is about to begin; its number."""
    known(server, people)
    kind = load_plan(PLANS / PLAN).kinds[0].key
    settle(file, people, [Unit(f"u{n}", f"Đơn vị {n}", kind) for n in range(100)])
    return announce(file, text)
