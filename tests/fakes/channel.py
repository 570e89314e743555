"""A channel in memory that stands where a platform's server would be, and checks how it is used."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.channels.base import Abilities, Mark, Part, Receive
from handlers.message import Address, Reply, plain

FREE = Abilities(longest=4096, buttons=True, edits=True, files_out=True, per_second=0, per_chat=0, per_group=0)


@dataclass(frozen=True, slots=True)
class Delivered:
    """One part as the platform got it."""

    chat: str
    text: str
    key: str
    plain: bool
    at: float


@dataclass
class FakeChannel:
    """`errors` are raised by the next sends, one each (None: none); a reply is cut into parts of `longest` characters.

    It fails the test that sends two parts to one chat at once, or sends a part that has arrived already.
    """

    name: str = "fake"
    abilities: Abilities = FREE
    errors: deque[Exception | None] = field(default_factory=deque)
    latency: float = 0.0
    down: Exception | None = None
    got: list[Delivered] = field(default_factory=list)
    asked: list[Delivered] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    marks: list[tuple[Address, Mark]] = field(default_factory=list)
    mark_errors: deque[Exception] = field(default_factory=deque)
    marked_at: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    receive: Receive | None = None
    most: int = 0
    closed: int = 0

    def __post_init__(self) -> None:
        self._under_way: defaultdict[str, int] = defaultdict(int)
        self._changed = asyncio.Event()

    async def open(self) -> None:
        """There is no account."""

    async def listen(self, receive: Receive) -> None:
        """Heard through `receive`."""
        self.receive = receive

    def render(self, reply: Reply) -> tuple[Part, ...]:
        """Parts of `longest` characters."""
        text = plain(reply)
        pieces = [text[at : at + self.abilities.longest] for at in range(0, len(text), self.abilities.longest)]
        return (*map(Part, pieces[:-1]), Part(pieces[-1], choices=reply.choices, attachment=reply.attachment))

    async def send(self, address: Address, part: Part, key: str, plain: bool = False) -> str:
        """Deliver, or raise what is next."""
        chat = address.chat
        delivered = Delivered(chat, part.text, key, plain, time.monotonic())
        self.asked.append(delivered)
        if self._under_way[chat]:
            self.wrong.append(f"two sends at once to {chat}")
        if key in {one.key for one in self.got} and not self.abilities.idempotent:
            self.wrong.append(f"{key} sent again")
        self._under_way[chat] += 1
        self.most = max(self.most, sum(self._under_way.values()))
        try:
            await asyncio.sleep(self.latency)
            if self.down is not None:
                raise self.down
            error = self.errors.popleft() if self.errors else None
            if error is not None:
                raise error
        finally:
            self._under_way[chat] -= 1
            self._changed.set()
        self.got.append(delivered)
        return f"m{len(self.got)}"

    async def mark(self, address: Address, mark: Mark) -> None:
        """Remember the mark."""
        if self.mark_errors:
            raise self.mark_errors.popleft()
        self.marks.append((address, mark))
        self.marked_at.append(time.monotonic())
        self._changed.set()

    async def pressed(self, key: str) -> None:
        """Remember the answer."""
        self.answered.append(key)
        self._changed.set()

    async def close(self) -> None:
        """Count how often."""
        self.closed += 1

    def texts(self) -> Sequence[str]:
        """What arrived, in order."""
        return [one.text for one in self.got]

    async def until(self, ready: object, seconds: float = 10.0) -> None:
        """Wait until `ready()` holds; fails the test where it does not within `seconds`."""
        assert callable(ready)
        async with asyncio.timeout(seconds):
            while not ready():
                self._changed.clear()
                try:
                    async with asyncio.timeout(0.02):
                        await self._changed.wait()
                except TimeoutError:
                    pass
