"""A bot that is killed again and again: `python -m tests.crash_bot FOLDER SEED KILLS MESSAGES`.

The platform is two files in FOLDER: `acknowledged` (the number of updates the bot has acknowledged, as Telegram's offset) and `sent` (a
line for each part that arrived). Each run is a child process that kills itself with SIGKILL before its n-th event, where an event is
an SQL statement, the moment before a part is sent, or the moment after. The last run is let end.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot import outcomes
from bot.channels.base import Abilities, Mark, Part, Receive
from bot.delivery import Delivery
from bot.engine import Engine
from bot.store import open_store
from handlers.message import Address, Incoming, Reply
from tests.fakes.channel import FREE, FakeChannel
from tests.rig import make_core, said

CHATS = 7
OPEN = {"outbox.queued", "outbox.waiting", "outbox.sending"}


def update(number: int) -> Incoming:
    """The update of a number; every tenth makes its handler fail, every seventh has two replies."""
    text = "boom" if number % 10 == 3 else "two" if number % 7 == 5 else f"m{number}"
    return said(text, key=f"{number:04}", chat=str(number % CHATS))


@dataclass
class FilePlatform:
    """A platform whose server is two files."""

    folder: Path
    messages: int
    event: Callable[[], None]
    chance: random.Random
    name: str = "fake"
    abilities: Abilities = FREE

    def acknowledged(self) -> int:
        """How many updates the bot has acknowledged."""
        try:
            return int((self.folder / "acknowledged").read_text())
        except (FileNotFoundError, ValueError):
            return 0

    async def open(self) -> None:
        """There is no account."""

    async def listen(self, receive: Receive) -> None:
        """Hand over what is not acknowledged; acknowledge after the commit."""
        while (offset := self.acknowledged()) < self.messages:
            until = min(self.messages, offset + self.chance.randint(1, 9))
            await receive([update(number) for number in range(offset, until)])
            self.event()
            spare = self.folder / "acknowledged.new"
            spare.write_text(str(until))
            spare.rename(self.folder / "acknowledged")

    def render(self, reply: Reply) -> tuple[Part, ...]:
        """As the fake channel does."""
        return FakeChannel().render(reply)

    async def send(self, address: Address, part: Part, key: str, plain: bool = False) -> str:
        """Arrived once the line is written."""
        self.event()
        with (self.folder / "sent").open("a") as sent:
            sent.write(f"{key}\t{address.chat}\t{part.text}\n")
        self.event()
        await asyncio.sleep(self.chance.random() * 0.002)
        self.event()
        return key

    async def mark(self, address: Address, mark: Mark) -> None:
        """Nothing is pressed."""

    async def pressed(self, key: str) -> None:
        """Nothing is pressed."""

    async def close(self) -> None:
        """Nothing is open."""


async def run(folder: Path, messages: int, chance: random.Random, kill_at: int | None) -> None:
    """One run of the bot, until everything is answered or it is killed."""
    left = kill_at

    def event(*_: object) -> None:
        nonlocal left
        if left is None:
            return
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    store = open_store(str(folder / "bot.db"))
    core = make_core(store)
    store._sql._connection().set_trace_callback(event)  # type: ignore[attr-defined]
    engine = Engine(core)
    platform = FilePlatform(folder, messages, event, chance)
    delivery = Delivery(platform, engine, 5, 0.01, 0.05)
    engine.received = lambda batch: delivery.wake()
    sending = asyncio.create_task(delivery.run())
    await engine.take_up()
    await platform.listen(engine.receive)
    while OPEN & set(await engine.read(lambda view: view.counts())):  # noqa: ASYNC110 - the tables have no event
        await asyncio.sleep(0.005)
    delivery.stop()
    await sending
    await engine.close()


def main(folder: Path, seed: int, kills: int, messages: int) -> int:
    """Kill `kills` runs, let one end; its exit code."""
    outcomes.SOON = timedelta(0)
    chance = random.Random(seed)
    for number in range(kills + 1):
        kill_at = None if number == kills else chance.randint(1, 160)
        child = os.fork()
        if child == 0:
            asyncio.run(run(folder, messages, random.Random(seed + number), kill_at))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        ended = os.waitstatus_to_exitcode(status)
        print(f"run {number}: {'killed' if ended == -signal.SIGKILL else ended}", flush=True)  # noqa: T201 - what the test reads
        if ended not in (0, -signal.SIGKILL):
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *map(int, sys.argv[2:5])))
