"""One bot's way out: claims from the outbox, keeps the platform's pace, records how each send ended."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.channels.base import Channel, Edit, Mark, MaybeSent, Misconfigured, NotSent, Revises, SendError, Wait
from bot.core import Exchange
from bot.engine import Engine
from bot.faults import place
from bot.outcomes import outcome_of
from bot.pace import Pace, Slot
from bot.sending import send_part
from bot.store.base import Claim, Hold, Lane, Outcome, Put, Sent, StoreError
from handlers.message import Address

log = logging.getLogger(__name__)

IDLE = 30.0
MEND = 60.0
FAULT = 5.0


class Delivery:
    """Sends what the outbox holds for one channel until it is stopped.

    `in_flight` bounds the sends under way; `first` is the first wait in seconds after a send that did not get through, doubled up to
    `most`.
    """

    def __init__(self, channel: Channel, engine: Engine, in_flight: int = 16, first: float = 0.5, most: float = 15.0) -> None:
        self._channel, self._engine = channel, engine
        self._pace = Pace(channel.abilities)
        self._in_flight, self._first, self._most = in_flight, first, most
        self._taken: deque[Claim] = deque()
        self._flying: set[asyncio.Task[None]] = set()
        self._ended: list[Outcome] = []
        self._marks: deque[tuple[Address, Mark, bool]] = deque(maxlen=100)
        self._edits: dict[tuple[Address, str], Edit] = {}
        self._woken = asyncio.Event()
        self._stopping = False
        self._held = float("-inf")
        self._new_hold: Hold | None = None
        self._failures = 0
        self._swept = time.monotonic()

    def wake(self) -> None:
        """There is something new in the outbox."""
        self._woken.set()

    def mark(self, address: Address, mark: Mark, group: bool = False) -> None:
        """Show a pressed choice when there is nothing better to send; may be lost."""
        if self._channel.abilities.edits:
            self._marks.append((address, mark, group))
            self._woken.set()

    def edit(self, address: Address, edit: Edit) -> None:
        """Change an earlier message within the pace, before what waits to be sent; a newer edit of it takes an older one's place."""
        if isinstance(self._channel, Revises):
            self._edits[(address, edit.message)] = edit
            self._woken.set()

    def stop(self) -> None:
        """Start nothing more; `run` returns when what is under way has ended and is recorded, or has had its time."""
        self._stopping = True
        self._woken.set()

    async def run(self, patience: float = 2.0) -> None:
        """Send until `stop`, then give what is under way `patience` seconds. A failing database is waited out."""
        while not self._stopping and not await self._done(self._adopt):
            pass
        while not self._stopping:
            self._woken.clear()
            await self._done(self._cycle)
        await self._finish(patience)

    @property
    def _name(self) -> str:
        return self._channel.name

    async def _done(self, step: Callable[[], Awaitable[None]]) -> bool:
        try:
            await step()
        except StoreError:
            # The core has said so already; what has ended is kept here and recorded when the database can be written.
            await asyncio.sleep(self._first)
            return False
        except Exception as error:  # noqa: BLE001 - one message's fault must not silence the bot for everybody until a restart
            log.error("sending of %s failed and goes on: %s", self._name, place(error))
            await asyncio.sleep(FAULT)
            return False
        return True

    async def _adopt(self) -> None:
        real = datetime.now(UTC)
        since = real - timedelta(seconds=self._pace.longest)
        recent, hold = await self._engine.run(partial(self._engine.core.adopt, self._name, since))
        now = time.monotonic()
        self._pace.recall((chat, group, now - (real - at).total_seconds()) for chat, group, at in recent)
        if hold is not None:
            self._held = now + (hold.until - real).total_seconds()

    async def _cycle(self) -> None:
        if time.monotonic() - self._swept > IDLE:
            self._swept = time.monotonic()
            await self._engine.run(partial(self._engine.core.sweep, self._name))
        if self._room(time.monotonic()):
            await self._start_edit()
        room = self._room(time.monotonic())
        found = Exchange(due=datetime.now(UTC))
        if room or self._ended:
            found = await self._exchange(room)
            self._taken.extend(found.claims)
            while self._taken and not self._stopping:
                await self._start(self._taken[0])
                self._taken.popleft()
        if room and not found.claims and not self._stopping:
            await self._start_mark()
        if not found.again and not self._stopping:
            await self._pause(found)

    def _room(self, now: float) -> int:
        free = self._in_flight - len(self._flying)
        if now < self._held or free <= 0:
            return 0
        if self._failures:
            # After a failure one send tries the way before others follow.
            return 0 if self._flying else 1
        return self._pace.room(now, free)

    async def _exchange(self, want: int) -> Exchange:
        ended, hold = tuple(self._ended), self._new_hold
        busy = self._pace.cooling(time.monotonic())
        found = await self._engine.run(partial(self._engine.core.exchange, self._name, ended, want, busy, hold))
        del self._ended[: len(ended)]
        if self._new_hold is hold:
            self._new_hold = None
        return found

    async def _pause(self, found: Exchange) -> None:
        """Wait until something may be sent, has ended or is new."""
        try:
            async with asyncio.timeout(self._quiet(time.monotonic(), found)):
                await self._woken.wait()
        except TimeoutError:
            pass

    def _quiet(self, now: float, found: Exchange) -> float:
        """Seconds for which there is nothing to do unless something ends or comes."""
        if len(self._flying) >= self._in_flight or (self._failures and self._flying):
            return IDLE
        if self._edits:
            free = min(self._pace.chat_wait(address.chat, now) for address, _ in self._edits)
            return min(IDLE, max(0.01, free, self._pace.early(now), self._held - now))
        if self._marks:
            free = min(self._pace.chat_wait(address.chat, now) for address, _, _ in self._marks)
            return min(IDLE, max(0.01, free, self._pace.early(now), self._held - now))
        if found.due is None:
            return IDLE
        wait = max(self._pace.early(now), self._held - now, (found.due - datetime.now(UTC)).total_seconds())
        if wait <= 0 and not found.claims:
            # What is due is for chats that were written to just now; one that is being written to wakes us when that has ended.
            wait = self._pace.next_chat(now) or (IDLE if self._flying else 0.01)
        return min(IDLE, max(0.0, wait))

    async def _start(self, claim: Claim) -> None:
        """Start one send when its moment has come; starts are made here only, one after the other."""
        slot = await self._take(claim.address.chat, claim.person is None, claim.lane is Lane.BULK)
        self._fly(self._send(claim), slot)

    async def _take(self, chat: str, group: bool, pushed: bool = True) -> Slot:
        """Wait for the next free moment and take it."""
        wait = self._pace.wait(time.monotonic(), pushed)
        while wait > 0:
            await asyncio.sleep(wait)
            wait = self._pace.wait(time.monotonic(), pushed)
        return self._pace.take(chat, group, time.monotonic(), pushed)

    def _fly(self, send: Awaitable[None], slot: Slot) -> None:
        task = asyncio.ensure_future(send)
        self._flying.add(task)
        task.add_done_callback(partial(self._land, slot))

    def _land(self, slot: Slot, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._pace.ended(slot, time.monotonic())
        self._woken.set()

    async def _send(self, claim: Claim) -> None:
        idempotent = self._channel.abilities.idempotent
        try:
            message, last = await send_part(self._channel, claim)
        except SendError as error:
            self._failed(error)
            self._ended.append(outcome_of(error, claim, idempotent, datetime.now(UTC)))
        except asyncio.CancelledError:
            self._ended.append(outcome_of(MaybeSent("stopped while sending"), claim, idempotent, datetime.now(UTC)))
            raise
        else:
            self._through()
            self._ended.append(Sent(claim, message, last, datetime.now(UTC)))

    async def _start_mark(self) -> None:
        """Mark the first press whose chat is free; an edit counts as a send with the platform."""
        now = time.monotonic()
        ready = next((found for found in self._marks if self._pace.chat_wait(found[0].chat, now) == 0), None)
        if ready is None:
            return
        self._marks.remove(ready)
        slot = await self._take(ready[0].chat, ready[2])
        self._fly(self._mark(*ready), slot)

    async def _start_edit(self) -> None:
        """Start the first edit whose chat is free: like a mark, but it does not wait until nothing else is to be sent."""
        now = time.monotonic()
        ready = next((place for place in self._edits if self._pace.chat_wait(place[0].chat, now) == 0), None)
        if ready is None:
            return
        edit = self._edits.pop(ready)
        slot = await self._take(ready[0].chat, False)
        self._fly(self._revise(ready[0], edit), slot)

    async def _revise(self, address: Address, edit: Edit) -> None:
        try:
            if isinstance(self._channel, Revises):
                await self._channel.edit(address, edit.message, edit.part)
        except SendError as error:
            if isinstance(error, Wait):
                self._failed(error)
            log.debug("%s: a message was not changed (%s)", self._name, error.reason)

    async def _mark(self, address: Address, mark: Mark, group: bool) -> None:
        try:
            await self._channel.mark(address, mark)
        except Wait as error:
            self._failed(error)
            self._marks.append((address, mark, group))
        except SendError as error:
            log.debug("%s: a press was not marked (%s)", self._name, error.reason)

    async def _finish(self, patience: float) -> None:
        if self._flying:
            await asyncio.wait(self._flying, timeout=patience)
        under_way = tuple(self._flying)
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        now = datetime.now(UTC)
        self._ended.extend(Put(claim, "stopped before sending", now, now) for claim in self._taken)
        if not self._ended:
            return
        try:
            await self._exchange(0)
        except StoreError:
            log.warning("%s: how %d sends ended was not recorded; the next start settles them", self._name, len(self._ended))

    def _failed(self, error: SendError) -> None:
        """Let the whole bot wait where the platform or the way to it is at fault."""
        now = time.monotonic()
        match error:
            case Wait(seconds=seconds):
                self._held = max(self._held, now + seconds)
                self._new_hold = Hold(datetime.now(UTC) + timedelta(seconds=self._held - now), error.reason)
                log.warning("%s: asked to wait %.0f s", self._name, seconds)
            case Misconfigured():
                if self._failures == 0:
                    log.error("%s cannot send until this is mended: %s", self._name, error.reason)
                self._failures += 1
                self._held = now + MEND
            case NotSent() | MaybeSent() if now >= self._held:
                if self._failures == 0:
                    log.warning("%s: sending does not get through (%s); messages wait", self._name, error.reason)
                self._held = now + min(self._most, self._first * 2**self._failures)
                self._failures += 1
            case NotSent() | MaybeSent():
                pass
            case _:
                # Refused or closed, it got there.
                self._through()

    def _through(self) -> None:
        if self._failures:
            log.info("%s: sending gets through again", self._name)
        self._failures = 0
