"""A core with a small plan and a few handlers whose answers are easy to count."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import ZONE, Clock
from bot.core import Core
from bot.delivery import Delivery
from bot.engine import Engine
from bot.script import Script
from bot.store import open_store
from bot.store.base import Claim, Lane, Outgoing, Store
from handlers import reminders
from handlers.message import Address, Arrival, Choice, Incoming, Reply, words
from handlers.turn import Action, Decision, KeepKind, KeepUnanswered, Office, SaveStatus, State, TakePart, Turn, UndoStatus, Unit
from tests.fakes.channel import FakeChannel
from tests.small_plan import READER

UNITS = (Unit("10A", "Chi hội lớp 10A", "chihoi"), Unit("10B", "Chi hội lớp 10B", "chihoi"), Unit("GITA", "Câu lạc bộ Ghi ta", "clb"))
# The task of signing up ends on 10/05/2031; three days before it is a slot of the policy.
MORNING = datetime(2031, 5, 7, 7, 59, tzinfo=ZONE)


class Fault(Exception):
    """What a broken handler raises."""


def route(turn: Turn) -> Decision:
    """Answer "text" with "= text"; a few words do more."""
    text = turn.incoming.text
    verb, _, rest = text.partition(" ")
    actions: tuple[Action, ...] = ()
    replies: tuple[Reply, ...] = (Reply((words(f"= {text}"),)),)
    match verb:
        case "boom":
            raise Fault(text)
        case "two":
            replies = (Reply((words("one"),)), Reply((words("two"),)))
        case "choose":
            replies = (Reply((words("choose"),), (Choice("Một", "mot"), Choice("Hai", "hai"))),)
        case "join":
            actions = (TakePart(rest or None),)
        case "kind":
            actions = (KeepKind(rest),)
        case "done":
            unit, task = rest.split()
            actions = (SaveStatus(unit, task, State.DONE, text),)
        case "undo":
            unit, task = rest.split()
            actions = (UndoStatus(unit, task),)
        case "spoil":
            actions = (KeepKind("chihoi"), KeepUnanswered(text, "not_stated"), TakePart("no such unit"))
        case _:
            pass
    return Decision(replies, actions=actions)


SCRIPT = Script(
    route=route,
    apology=lambda: Reply((words("sorry"),)),
    rehearsal=lambda reply: Reply((words("[R]"), *reply.blocks), reply.choices),
    planned=reminders.planned,
    reminder=lambda plan, due, now, office: Reply(
        (words("; ".join(f"remind {each.task.key} {each.unit.code} {now:%d/%m %H}h" for each in due)),)
    ),
    prompt=lambda plan, due, unit, now: Reply((words(f"how far {' '.join(each.task.key for each in due)} {unit.code}"),)),
    permits=lambda person, action, records, office: True,
    not_allowed=lambda: Reply((words("not allowed"),)),
)


def said(text: str, key: str | None = None, chat: str = "1", bot: str = "fake", **more: object) -> Incoming:
    """A message of a person; its key is its text where none is given."""
    whole: dict[str, object] = {"arrival": Arrival.TEXT, "sender": chat, "name": f"N{chat}"} | more
    at = datetime(2031, 5, 7, 8, tzinfo=ZONE)
    return Incoming(address=Address(bot, chat), key=key or text, text=text, at=at, **whole)  # type: ignore[arg-type]


def make_core(store: Store, clock: Clock | None = None, office: Office = Office(demo=True), **more: object) -> Core:  # noqa: B008 - frozen
    """A core over a store, with the roster loaded."""
    core = Core(store, READER, SCRIPT, clock or Clock(MORNING), office, **more)  # type: ignore[arg-type]
    core.abilities["fake"] = FakeChannel.abilities
    core.prepare(UNITS)
    return core


def claimed(core: Core, want: int = 100, bot: str = "fake") -> tuple[Claim, ...]:
    """What may go now, taken."""
    return core.exchange(bot, (), want).claims


def wording(claim: Claim) -> str:
    """A claim's words."""
    assert claim.reply is not None
    return "".join(span.text for block in claim.reply.blocks for span in block.spans)  # type: ignore[union-attr]


@dataclass
class Rig:
    """A core, its engine, a fake channel and its delivery, running."""

    core: Core
    engine: Engine
    channel: FakeChannel
    delivery: Delivery
    task: asyncio.Task[None] = field(init=False)

    async def hear(self, *messages: Incoming) -> None:
        """Receive a batch and wake delivery, as the running bot does."""
        await self.engine.receive(messages)
        self.delivery.wake()

    async def until(self, ready: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until something holds."""
        await self.channel.until(ready, seconds)

    async def rows(self) -> dict[str, int]:
        """Counts by table and state."""
        return await self.engine.read(lambda view: view.counts())


@asynccontextmanager
async def running(folder: Path, channel: FakeChannel, clock: Clock | None = None, in_flight: int = 16, first: float = 0.02) -> AsyncIterator[Rig]:
    """A bot with one fake channel over a database in `folder`, until the end of the block; then stopped as the program stops it."""
    core = make_core(open_store(str(folder / "bot.db"), wait=0.2), clock)
    core.abilities[channel.name] = channel.abilities
    engine = Engine(core)
    rig = Rig(core, engine, channel, Delivery(channel, engine, in_flight, first, 0.2))
    rig.task = asyncio.create_task(rig.delivery.run(1.0))
    try:
        yield rig
        assert not rig.task.done() or rig.task.exception() is None
    finally:
        rig.delivery.stop()
        await rig.task
        await engine.close()
    assert channel.wrong == []


def rows(folder: Path) -> list[tuple[str, str | None]]:
    """The state and the reason of each outbox row."""
    with sqlite3.connect(folder / "bot.db") as db:
        found = db.execute("SELECT state, reason FROM outbox ORDER BY id").fetchall()
    db.close()
    return found


def tried(folder: Path) -> list[str]:
    """How each attempt ended."""
    with sqlite3.connect(folder / "bot.db") as db:
        found = [outcome for (outcome,) in db.execute("SELECT outcome FROM attempts ORDER BY id")]
    db.close()
    return found


async def push(rig: Rig, *chats: str, text: str = "push") -> None:
    """Put bulk messages into the outbox, as a broadcast would."""

    def queue() -> None:
        real = rig.core.clock.real()
        with rig.core.store.batch() as work:
            for chat in chats:
                address = Address("fake", chat)
                work.queue(Outgoing(f"push/{chat}", address, Lane.BULK, Reply((words(text),)), real, real + timedelta(hours=1)))

    await rig.engine.run(queue)
    rig.delivery.wake()


async def settled(rig: Rig) -> None:
    """Wait until every row has come to its end."""
    async with asyncio.timeout(10):
        while any(rows_of in ("outbox.queued", "outbox.waiting", "outbox.sending") for rows_of in await rig.rows()):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
