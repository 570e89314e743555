"""A running bot: its parts, how they are kept going, and how they are stopped."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, Protocol

from bot.channels.base import Channel, Mark, Misconfigured
from bot.clock import Clock
from bot.delivery import Delivery
from bot.engine import Engine, Log, bots_of
from bot.faults import place
from bot.schedule import Schedule
from bot.watch import Watch
from bot.web.server import WebServer
from handlers.message import Arrival, Incoming
from handlers.turn import Office

log = logging.getLogger(__name__)

AGAIN = 5.0
QUIET = 60.0


class Works(Protocol):
    """What does the long work after the turns."""

    def wake(self) -> None: ...
    async def run(self) -> None: ...


@dataclass
class Runtime:
    """The parts of a running bot; `channels` and what follows are filled in as it starts.

    Setting `stopping` stops it. `troubles` says by a bot's name what a person has to mend.
    """

    engine: Engine
    clock: Clock
    office: Office
    log: Log
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    channels: dict[str, Channel] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    schedule: Schedule | None = None
    troubles: dict[str, str] = field(default_factory=dict)
    port: int | None = None
    answers: set[asyncio.Task[None]] = field(default_factory=set)
    clerk: Works | None = None

    async def counters(self) -> Mapping[str, int]:
        """Rows by table and state, as "outbox.queued"."""
        return await self.engine.read(lambda view: view.counts())

    def health(self) -> tuple[bool, Mapping[str, Any]]:
        """Whether all is well, and the particulars: the database, seconds since the last tick, what is wrong with each bot."""
        silence = self.schedule.silence() if self.schedule else 0.0
        database = self.engine.core.well
        bots = {name: self.troubles.get(name, "ok") for name in self.channels}
        return database and silence < QUIET and not self.troubles, {"database": database, "tick": round(silence, 1), "bots": bots}

    def received(self, batch: Sequence[Incoming]) -> None:
        """After a commit: wake delivery, and answer the presses, which may be lost."""
        for bot in bots_of(batch):
            if bot in self.deliveries:
                self.deliveries[bot].wake()
        if self.clerk is not None:
            self.clerk.wake()
        for incoming in batch:
            if incoming.arrival is Arrival.PRESS and incoming.address.bot in self.channels:
                self._answer(incoming)

    def _answer(self, incoming: Incoming) -> None:
        bot = incoming.address.bot
        task = asyncio.get_running_loop().create_task(self.channels[bot].pressed(incoming.key))
        self.answers.add(task)
        task.add_done_callback(self.answers.discard)
        if incoming.message is not None:
            self.deliveries[bot].mark(incoming.address, Mark(incoming.message, incoming.text), incoming.group)

    async def beat(self) -> None:
        """One tick, and delivery looks for what it brought."""
        try:
            await self.engine.tick()
        finally:
            for delivery in self.deliveries.values():
                delivery.wake()


async def open_channels(runtime: Runtime) -> None:
    """Open every channel; raises Misconfigured for the first that is refused."""
    await asyncio.gather(*(channel.open() for channel in runtime.channels.values()))


async def ended_first(work: Coroutine[Any, Any, None], stopping: asyncio.Event) -> bool:
    """Do some work unless `stopping` is set meanwhile, which breaks it off; whether it ended. Raises what it raises."""
    doing = asyncio.ensure_future(work)
    waiting = asyncio.ensure_future(stopping.wait())
    await asyncio.wait((doing, waiting), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if doing.done():
        await doing
        return True
    doing.cancel()
    await asyncio.gather(doing, return_exceptions=True)
    return False


async def keep_running(runtime: Runtime, server: WebServer | None, ready: Callable[[Runtime], None]) -> None:
    """Send, hear, tick and serve until `runtime.stopping`; then stop each in its turn."""
    sending = {name: asyncio.create_task(delivery.run()) for name, delivery in runtime.deliveries.items()}
    hearing: list[asyncio.Task[None]] = []
    serving: asyncio.Task[None] | None = None
    try:
        await runtime.engine.take_up()
        hearing = [asyncio.create_task(_listen(runtime, channel)) for channel in runtime.channels.values()]
        if runtime.schedule is not None:
            hearing.append(asyncio.create_task(runtime.schedule.run()))
        if runtime.clerk is not None:
            hearing.append(asyncio.create_task(runtime.clerk.run()))
        hearing.append(asyncio.create_task(Watch(runtime).run()))
        if server is not None:
            serving = asyncio.create_task(server.serve())
            serving.add_done_callback(lambda done: runtime.stopping.set())
            await ended_first(server.started(), runtime.stopping)
            runtime.port = server.port
        if not runtime.stopping.is_set():
            ready(runtime)
        await runtime.stopping.wait()
    finally:
        await _stop(runtime, hearing, sending, server, serving)


async def _stop(
    runtime: Runtime,
    hearing: Sequence[asyncio.Task[None]],
    sending: Mapping[str, asyncio.Task[None]],
    server: WebServer | None,
    serving: asyncio.Task[None] | None,
) -> None:
    """Hear nothing more, let sends under way end, then let go of the platforms; the web server ends its streams meanwhile."""
    runtime.stopping.set()
    for task in hearing:
        task.cancel()
    if server is not None:
        server.stop()
    endings = [*hearing, *(_end(runtime, name, task) for name, task in sending.items()), *([serving] if serving else [])]
    for end in await asyncio.gather(*endings, return_exceptions=True):
        if isinstance(end, Exception):
            log.error("while stopping: %s", place(end))


async def _end(runtime: Runtime, name: str, sending: asyncio.Task[None]) -> None:
    runtime.deliveries[name].stop()
    try:
        await sending
    finally:
        await runtime.channels[name].close()


async def _listen(runtime: Runtime, channel: Channel) -> None:
    """Hear until cancelled. What a person must mend is said once and shown; anything else is tried again."""
    while True:
        try:
            await channel.listen(runtime.engine.receive)
        except Misconfigured as error:
            log.error("%s hears nothing until this is mended: %s", channel.name, error.reason)
            runtime.troubles[channel.name] = error.reason
            return
        except Exception as error:  # noqa: BLE001 - a bot must not fall silent unseen
            log.error("%s stopped hearing (%s), hearing again in %.0f s", channel.name, place(error), AGAIN)
            await asyncio.sleep(AGAIN)
        else:
            return


@contextlib.contextmanager
def stopped_by_signals(stopping: asyncio.Event) -> Iterator[None]:
    """SIGTERM and SIGINT set `stopping`; a second one has its usual effect."""
    loop = asyncio.get_running_loop()
    before: dict[int, Any] = {}

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(number, before[number])
        loop.call_soon_threadsafe(stopping.set)

    # Not loop.add_signal_handler, which Windows has not.
    for wanted in (signal.SIGTERM, signal.SIGINT):
        before[wanted] = signal.signal(wanted, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
