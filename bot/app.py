"""The composition root: store, core, channels, delivery, schedule and web server, put together from what they need."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

from starlette.types import ASGIApp

from bot.channels.base import Channel
from bot.clerk import Clerk
from bot.clock import Clock
from bot.core import Core
from bot.decisions import HANDLERS
from bot.delivery import Delivery
from bot.engine import Engine, Log
from bot.running import Runtime, ended_first, keep_running, open_channels, stopped_by_signals
from bot.schedule import Schedule
from bot.script import Script
from bot.store import open_store
from bot.web.server import WebServer
from handlers.message import Address, Incoming
from handlers.turn import Office, Unit
from knowledge.question import Reader


async def serve(
    *,
    reader: Reader,
    store_path: str,
    clock: Clock,
    office: Office,
    channels: Callable[[Runtime], Sequence[Channel]],
    web: Callable[[Runtime], ASGIApp] | None = None,
    listening: socket.socket | None = None,
    units: Sequence[Unit] = (),
    first_units: Sequence[Unit] = (),
    officers: Mapping[str, Incoming] = {},
    folder: Path | None = None,
    secretariat: Collection[Address] = (),
    writable: Callable[[Address], bool] = lambda address: True,
    ready: Callable[[Runtime], None] = lambda runtime: None,
    script: Script = HANDLERS,
    tick: float = 5.0,
    in_flight: int = 16,
) -> None:
    """Run the bot until SIGTERM, SIGINT or `runtime.stopping`; then stop within 5 seconds.

    `channels` builds the channels and `web` the web application, each given what it may need of the running bot; the application is
    served on `listening`, a bound socket. `units` is the roster to load, `first_units` the one to load only where there is none yet,
    `officers` who are there from the first start, by their units' codes; below `folder` files are kept (None: none are); `secretariat`
    are the accounts that are its first. `ready` is called once all of it runs. `tick` is in seconds,
    `in_flight` the sends under way per bot. Raises Misconfigured where a platform refuses a bot at the start, StoreError where the
    database cannot be opened.
    """
    core = Core(open_store(store_path), reader, script, clock, office, writable=writable, secretariat=secretariat)
    engine = Engine(core)
    runtime = Runtime(engine, clock, office, Log(engine))
    try:
        await engine.run(partial(core.prepare, units))
        await engine.run(partial(core.found, first_units))
        await engine.run(partial(core.settle, officers))
        gc.freeze()  # the plan made ready stays: the collector need not look through its two hundred megabytes again and again
        if folder is not None:
            runtime.clerk = Clerk(runtime, folder, Path(store_path))
        for channel in channels(runtime):
            runtime.channels[channel.name] = channel
            core.abilities[channel.name] = channel.abilities
            runtime.deliveries[channel.name] = Delivery(channel, engine, in_flight)
        engine.received = runtime.received
        runtime.schedule = Schedule(runtime.beat, tick)
        with stopped_by_signals(runtime.stopping):
            if await ended_first(open_channels(runtime), runtime.stopping):
                server = None if web is None or listening is None else WebServer(web(runtime), listening)
                await keep_running(runtime, server, ready)
    finally:
        for channel in runtime.channels.values():
            await channel.close()
        await engine.close()
