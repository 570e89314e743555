"""The terminal as a channel: lines in, plain text out, choices as numbers."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.channels.base import Abilities, Mark, NotSent, Part, Receive
from handlers.message import Address, Incoming, Reply, plain
from handlers.wording import to_type

NAME = "terminal"
HERE = Address(NAME, "terminal")
_LOOK = 0.02
"""Seconds between two looks at whether everything has been said."""


class Console:
    """One person at a terminal.

    `read` gives the next line, None at the end, and may block; `write` shows a text. `choose` is the line above numbered choices.
    `settled` tells whether nothing is left to be said, `ended` is called once the person has gone and has heard everything.
    """

    name = NAME
    abilities = Abilities(
        longest=1_000_000, buttons=False, edits=False, files_out=False, per_second=500, per_chat=50, per_group=3000
    )

    def __init__(
        self,
        *,
        read: Callable[[], str | None],
        write: Callable[[str], None],
        choose: str,
        now: Callable[[], datetime],
        settled: Callable[[], Awaitable[bool]],
        ended: Callable[[], None],
    ) -> None:
        self._read, self._write, self._choose = read, write, choose
        self._now, self._settled, self._ended = now, settled, ended
        self._sent = 0

    async def open(self) -> None:
        """There is no account to check."""

    async def listen(self, receive: Receive) -> None:
        """Hear line by line; each is answered before the next is read."""
        lines: asyncio.Queue[str | None] = asyncio.Queue()
        loop, next_line = asyncio.get_running_loop(), threading.Semaphore(1)

        def read_on() -> None:
            while True:
                next_line.acquire()
                line = self._read()
                try:
                    loop.call_soon_threadsafe(lines.put_nowait, line)
                except RuntimeError:
                    return  # the loop has closed while we waited for a line
                if line is None:
                    return

        # A daemon: a thread that waits for a line cannot be told to stop.
        threading.Thread(target=read_on, daemon=True, name="terminal").start()
        while (line := await lines.get()) is not None:
            if line.strip():
                await receive([self._incoming(line.strip())])
                await self._all_said()
            next_line.release()
        self._ended()

    def render(self, reply: Reply) -> tuple[Part, ...]:
        """One part; a file stands there as its text, and choices that are words to type as those words."""
        words = to_type(reply.choices) if reply.by_word else ""
        text = "\n\n".join(filter(None, (plain(reply), reply.attachment.public_text if reply.attachment else "", words)))
        return (Part(text, choices=() if reply.by_word else reply.choices),)

    async def send(self, address: Address, part: Part, key: str, plain: bool = False) -> str:
        """Print the part. Only an answer's choices are numbered: what is pushed names words to type and takes no numbers over."""
        if address != HERE:
            raise NotSent("another terminal")
        lines = [part.text]
        if part.choices and key.startswith(f"{NAME}/"):
            lines += ["", self._choose, *(f"  {number}. {choice.label}" for number, choice in enumerate(part.choices, 1))]
        self._write("\n".join(lines))
        self._sent += 1
        return str(self._sent)

    async def mark(self, address: Address, mark: Mark) -> None:
        """What was printed stays as it is."""

    async def pressed(self, key: str) -> None:
        """There is nothing to press."""

    async def close(self) -> None:
        """There is nothing to let go of."""

    def _incoming(self, text: str) -> Incoming:
        return Incoming(address=HERE, key=uuid.uuid4().hex, sender=HERE.chat, text=text, at=self._now())

    async def _all_said(self) -> None:
        while not await self._settled():  # noqa: ASYNC110 - the outbox is a table, it has no event
            await asyncio.sleep(_LOOK)
