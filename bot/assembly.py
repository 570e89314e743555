"""Settings become channels and the web application of a running bot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot import files as kept
from bot.channels.base import Channel
from bot.channels.console import NAME as TERMINAL
from bot.channels.web import NAME as WEB
from bot.channels.web import WebChannel
from bot.running import Runtime
from bot.settings import Settings
from bot.web import files
from bot.web.app import Health, build, own_names
from bot.web.chat import WORDS, Chat, Face
from handlers import demo
from handlers.message import Address, Attachment
from handlers.turn import Unit
from handlers.wording import greetings
from knowledge.question import Reader

OURS: Final = (WEB, TERMINAL)
"""The channels that are this machine's own and reach nobody outside a rehearsal."""


def writable(settings: Settings) -> Callable[[Address], bool]:
    """Which addresses may be written to: in a rehearsal only our own channels and the listed ones."""
    if settings.today is None:
        return lambda address: True
    return lambda address: address.bot in OURS or address in settings.rehearsal


def web_only(folder: Path, runtime: Runtime) -> Sequence[Channel]:
    """The web chat alone; files lie below `folder`."""
    return (WebChannel(runtime.log, runtime.clock.now, folder),)


def channels(settings: Settings, runtime: Runtime) -> Sequence[Channel]:
    """Every channel the settings switch on."""
    found: list[Channel] = []
    if settings.web == "on":
        found.extend(web_only(settings.data, runtime))
    if settings.telegram_token is not None:
        from bot.channels import telegram_setup  # a platform's libraries take a third of a start; who has no bot there waits for none

        found.append(telegram_setup.channel(settings, settings.telegram_token, runtime))
    if settings.zalo_tokens:
        from bot.channels import zalo_setup

        found.extend(zalo_setup.channels(settings, runtime))
    return found


def web(settings: Settings, reader: Reader, roster: Sequence[Unit], runtime: Runtime) -> ASGIApp:
    """The web application: the chat where the web channel is on, Telegram's webhook where it hears by one, health and counters."""
    page = next((Chat(channel, _face(settings, reader, roster, runtime)) for channel in runtime.channels.values() if isinstance(channel, WebChannel)), None)
    hooks: list[BaseRoute] = []
    if settings.telegram_token is not None:
        from bot.channels import telegram_setup

        hooks += telegram_setup.hooks(runtime.channels.values())
    if settings.zalo_tokens:
        from bot.channels import zalo_setup

        hooks += zalo_setup.hooks(runtime.channels.values())
    if settings.public_url and settings.zalo_tokens:
        secrets = tuple(files.secret_of(secret.get_secret_value()) for _, secret in settings.zalo_tokens)
        hooks += files.routes(secrets, partial(_attached, runtime, settings.data))

    async def health() -> Health:
        return Health(*runtime.health())

    async def counters() -> Mapping[str, float]:
        counted: dict[str, float] = {**await runtime.counters()}
        if page:
            counted["web.streams"] = page.channel.watched()
        return counted

    return build(chat=page, routes=hooks, names=own_names(settings.host, settings.public_url), health=health, counters=counters)


async def _attached(runtime: Runtime, folder: Path, key: str) -> Attachment | None:
    """The file that goes with an outbox row."""
    found = await runtime.engine.read(lambda view: view.attachment(key))
    try:
        return await asyncio.to_thread(kept.read, folder, found) if found else None
    except OSError:
        return None


def _face(settings: Settings, reader: Reader, roster: Sequence[Unit], runtime: Runtime) -> Face:
    plan, office = reader.plan, runtime.office

    async def part(address: Address) -> str:
        return demo.part_of(await runtime.engine.read(lambda view: view.membership(address, plan.key)))

    badge = WORDS["badge"]["demo" if office.demo else "rehearsal"] if runtime.clock.shifted else ""
    return Face(
        title=plan.title,
        issuer=plan.issuer,
        welcome=greetings.introduction(plan),
        now=runtime.clock.now,
        contact=settings.contact,
        badge=badge,
        public_url=settings.public_url,
        roles=demo.parts(plan, roster) if office.demo else (),
        role=part if office.demo else None,
    )
