"""The core on its own thread, as the event loop sees it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.core import Core
from bot.store.base import Entry, View
from handlers.message import Address, Incoming

T = TypeVar("T")
MOST = 100


class Engine:
    """Runs the core's steps one after the other on one thread, and reads on two others.

    `received` is called on the event loop after each commit with the messages it holds.
    """

    def __init__(self, core: Core, received: Callable[[Sequence[Incoming]], None] = lambda batch: None) -> None:
        self.core = core
        self.received = received
        self._writer = ThreadPoolExecutor(1, "core")
        self._readers = ThreadPoolExecutor(2, "view")
        self._local = threading.local()
        self._views: list[View] = []
        self._waiting: list[tuple[Sequence[Incoming], asyncio.Future[None]]] = []
        self._taking = False

    async def run(self, step: Callable[[], T]) -> T:
        """A short step of the core; raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, step)

    async def read(self, step: Callable[[View], T]) -> T:
        """A reading step on a thread of its own, beside the writer; raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, lambda: step(self._view()))

    async def receive(self, batch: Sequence[Incoming]) -> None:
        """Returns after the batch is committed. Batches that arrive while the core is at work share the next commit."""
        if not batch:
            return
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((batch, done))
        if not self._taking:
            self._taking = True
            asyncio.get_running_loop().call_soon(self._start)
        await done

    def _start(self) -> None:
        task = asyncio.get_running_loop().create_task(self._take_waiting())
        self._task = task

    async def _take_waiting(self) -> None:
        try:
            while self._waiting:
                taken = [self._waiting.pop(0)]
                while self._waiting and sum(len(b) for b, _ in taken) + len(self._waiting[0][0]) <= MOST:
                    taken.append(self._waiting.pop(0))
                await self._take(taken)
        finally:
            self._taking = False

    async def _take(self, taken: Sequence[tuple[Sequence[Incoming], asyncio.Future[None]]]) -> None:
        messages = [message for batch, _ in taken for message in batch]
        try:
            await self.run(lambda: self.core.receive(messages))
        except Exception as error:  # noqa: BLE001 - whoever handed it over is told, whatever it is
            for _, done in taken:
                if not done.done():
                    done.set_exception(error)
            return
        except BaseException:
            for _, done in taken:
                done.cancel()
            raise
        self.received(messages)
        for _, done in taken:
            if not done.done():
                done.set_result(None)

    async def tick(self) -> int:
        """Ticks until nothing more is due, with other steps between the pages; how many pages there were."""
        pages = 1
        while await self.run(self.core.tick):
            pages += 1
        return pages

    async def take_up(self) -> None:
        """Handle what was kept and not handled before."""
        while await self.run(self.core.take_up):
            pass

    async def close(self) -> None:
        """Finish the step under way and let go of the database."""
        await self.run(self.core.store.close)
        self._writer.shutdown()
        self._readers.shutdown()
        for view in self._views:
            view.close()

    def _view(self) -> View:
        view: View | None = getattr(self._local, "view", None)
        if view is None:
            view = self._local.view = self.core.store.view()
            self._views.append(view)
        return view


class Log:
    """The conversation log as a channel of our own uses it: lines are kept through the core and read beside it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def keep(self, address: Address, key: str, body: str) -> int:
        """Keep an outgoing line; its id after the commit. The same key again gives the same id and changes nothing."""
        return await self._engine.run(lambda: self._engine.core.append(address, key, body))

    async def lines(self, address: Address, after: int, limit: int) -> Sequence[Entry]:
        """The first `limit` lines behind `after`, the oldest first."""
        return await self._engine.read(lambda view: view.log(address, after, limit))

    async def latest(self, address: Address, limit: int) -> Sequence[Entry]:
        """The last `limit` lines, the oldest first."""
        return await self._engine.read(lambda view: view.latest(address, limit))


def bots_of(batch: Iterable[Incoming]) -> frozenset[str]:
    """The bots a batch came through."""
    return frozenset(incoming.address.bot for incoming in batch)
