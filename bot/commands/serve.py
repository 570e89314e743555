"""`kehoach run`, `kehoach demo` and `kehoach chat`: settings become a running bot."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from socket import socket

from bot import assembly
from bot.app import serve
from bot.channels.base import Channel, Misconfigured
from bot.channels.console import HERE, Console
from bot.commands.setup import ENV, RUNNING, TALKING, Setup, configured, demo_setup, settings_of
from bot.commands.words import CHAT, REFUSED, Quit, say, sentence
from bot.running import Runtime
from bot.settings import Settings, load_settings, load_settings_to_run
from bot.store.base import StoreError
from bot.store.copies import InUse, held
from bot.web.server import PortTaken, take_port


def run() -> int:
    """The configured bot, until it is stopped; the exit code."""
    settings = settings_of(load_settings_to_run)
    # The port comes first: it is had at once, the plan takes a moment.
    linked = bool(settings.zalo_tokens and settings.public_url)
    needs_server = settings.web == "on" or linked or "webhook" in (settings.telegram_mode, settings.zalo_mode)
    listening = _listen(settings, sentence("port_run")) if needs_server else None
    setup = configured(settings, settings.plan)

    def ready(runtime: Runtime) -> None:
        if settings.web == "on":
            say(sentence("run_web", url=settings.public_url or _url(settings.host, runtime.port)))
        if settings.today is not None:
            say(sentence("run_rehearsal", moment=f"{runtime.clock.now():%H:%M %d/%m/%Y}", database=setup.database))
        say(sentence("run_ready", title=setup.reader.plan.title))

    return _serve(setup, partial(assembly.channels, settings), listening, ready)


def demo(port: int | None, *, reset: bool) -> int:
    """The sample plan with its roster on a day of its own, in the browser; the exit code."""
    settings = settings_of(partial(load_settings, None))
    if port is not None:
        settings = settings.model_copy(update={"port": port})
    listening = _listen(settings, sentence("port_demo"))
    setup = demo_setup(settings, settings.plan)
    if reset:
        setup.database.parent.mkdir(parents=True, exist_ok=True)
        try:
            with held(setup.database, RUNNING):
                _forget(setup.database)
        except InUse:
            raise Quit(sentence("in_use", database=setup.database), 2) from None

    def ready(runtime: Runtime) -> None:
        say(sentence("demo_ready", url=_url(settings.host, runtime.port), moment=f"{runtime.clock.now():%H:%M %d/%m/%Y}"))

    return _serve(setup, partial(assembly.web_only, settings.data), listening, ready)


def chat(folder: Path | None) -> int:
    """A conversation on this terminal with the configured bot, or without .env with the demo's; the exit code."""
    settings = settings_of(load_settings if ENV.exists() else partial(load_settings, None))
    setup = (configured if ENV.exists() else demo_setup)(settings, folder or settings.plan)

    def channels(runtime: Runtime) -> Sequence[Channel]:
        async def settled() -> bool:
            return await runtime.engine.read(lambda view: view.unsettled(HERE)) == 0

        return (
            Console(
                read=_read_line,
                write=lambda text: say(f"\n{text}\n"),
                choose=CHAT["choose"],
                now=runtime.clock.now,
                settled=settled,
                ended=runtime.stopping.set,
            ),
        )

    return _serve(setup, channels, None, lambda runtime: say(CHAT["hello"]), TALKING)


def _serve(
    setup: Setup,
    channels: Callable[[Runtime], Sequence[Channel]],
    listening: socket | None,
    ready: Callable[[Runtime], None],
    lock: str = RUNNING,
) -> int:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    setup.database.parent.mkdir(parents=True, exist_ok=True)
    try:
        with held(setup.database, lock):
            asyncio.run(
                serve(
                    reader=setup.reader.prepare(),
                    store_path=str(setup.database),
                    clock=setup.clock,
                    office=setup.office,
                    channels=channels,
                    web=partial(assembly.web, setup.settings, setup.reader, setup.units) if listening else None,
                    listening=listening,
                    units=setup.units,
                    first_units=setup.first_units,
                    officers=setup.officers,
                    folder=setup.settings.data,
                    secretariat=setup.settings.secretariat,
                    writable=assembly.writable(setup.settings),
                    ready=ready,
                )
            )
    except Misconfigured as error:
        told = next(words for word, words in REFUSED.items() if word in error.reason)
        raise Quit(sentence("refused", reason=told.format(reason=error.reason)), 2) from None
    except InUse:
        raise Quit(sentence("in_use", database=setup.database), 2) from None
    except StoreError as error:
        raise Quit(sentence("no_store", database=setup.database, reason=error), 2) from None
    say(sentence("stopped"))
    return 0


def _listen(settings: Settings, how: str) -> socket:
    try:
        return take_port(settings.host, settings.port)
    except PortTaken as error:
        key = "port_taken" if error.taken else "host_wrong"
        raise Quit(sentence(key, host=error.host, port=error.port, how=how), 2) from None


def _url(host: str, port: int | None) -> str:
    """The address to open on this machine: one that means "every address" is reached at the loopback."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - a name, not a bind
    return f"http://{name}:{port}"


def _forget(database: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def _read_line() -> str | None:
    if sys.stdin.isatty():
        sys.stdout.write(CHAT["prompt"])
        sys.stdout.flush()
    line = sys.stdin.readline()
    return line or None
