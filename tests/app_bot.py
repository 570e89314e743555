"""A whole program around the composition root: `python -m tests.app_bot DATABASE SENT`.

It prints its port when it runs. Its web application has a page, a stream that ends when the bot stops and one that never ends by
itself; POST hands a message to the bot, whose channel writes what it sends into the file SENT.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.app import serve
from bot.channels.base import Abilities, Channel, Mark, Part, Receive
from bot.clock import Clock
from bot.running import Runtime
from bot.web.server import take_port
from handlers.message import Address, Arrival, Reply
from handlers.turn import Office
from tests.fakes.channel import FREE, FakeChannel
from tests.rig import MORNING, SCRIPT, UNITS, said
from tests.small_plan import READER


@dataclass
class Lines:
    """A channel that writes what it sends into a file; a text with "slow" takes a second to arrive, one with "never" hangs."""

    file: Path
    name: str = "fake"
    abilities: Abilities = FREE

    async def open(self) -> None:
        """There is no account."""

    async def listen(self, receive: Receive) -> None:
        """Heard through the web application."""

    def render(self, reply: Reply) -> tuple[Part, ...]:
        """As the fake channel does."""
        return FakeChannel().render(reply)

    async def send(self, address: Address, part: Part, key: str, plain: bool = False) -> str:
        """Arrived once the line is written."""
        self._write(f"begin {part.text}")
        if "slow" in part.text:
            await asyncio.sleep(1)
        if "never" in part.text:
            await asyncio.sleep(600)
        self._write(part.text)
        return key

    async def mark(self, address: Address, mark: Mark) -> None:
        """Say so."""
        self._write(f"marked {mark.message} {mark.pressed}")

    async def pressed(self, key: str) -> None:
        """Say so."""
        self._write(f"pressed {key}")

    async def close(self) -> None:
        """Say so."""
        self._write("closed")

    def _write(self, line: str) -> None:
        with self.file.open("a") as file:
            file.write(line + "\n")


def web(runtime: Runtime) -> Starlette:
    """The application."""

    async def say(request: Request) -> Response:
        text = (await request.body()).decode()
        more: dict[str, Any] = {"arrival": Arrival.PRESS, "message": "m1"} if text == "press" else {}
        await runtime.engine.receive([said(text, chat=text, **more)])
        return PlainTextResponse("kept")

    async def health(request: Request) -> Response:
        return PlainTextResponse(repr(runtime.health()) + repr(await runtime.counters()))

    async def polite() -> AsyncIterator[bytes]:
        yield b"begun\n"
        await runtime.stopping.wait()

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"more\n"
            await asyncio.sleep(0.1)

    return Starlette(
        routes=[
            Route("/", say, methods=["POST"]),
            Route("/health", health),
            Route("/polite", lambda request: StreamingResponse(polite())),
            Route("/endless", lambda request: StreamingResponse(endless())),
        ]
    )


def main(database: str, sent: Path) -> None:
    """Run until stopped."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")

    def channels(runtime: Runtime) -> Sequence[Channel]:
        return (Lines(sent),)

    asyncio.run(
        serve(
            reader=READER,
            store_path=database,
            clock=Clock(MORNING),
            office=Office(demo=True),
            channels=channels,
            web=web,
            listening=take_port("127.0.0.1", 0),
            units=UNITS,
            ready=lambda runtime: print(f"port {runtime.port}", flush=True),  # noqa: T201 - what the test reads
            script=SCRIPT,
            tick=0.1,
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
