"""Settings become channels and the web application of a running bot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from starlette.types import ASGIApp

from bot import files as kept
from bot.channels.base import Channel
from bot.channels.console import NAME as TERMINAL
from bot.channels.http import Route
from bot.channels.telegram import Account, Telegram
from bot.channels.telegram_webhook import webhook_routes
from bot.channels.web import NAME as WEB
from bot.channels.web import WebChannel
from bot.channels.zalo import Account as ZaloAccount
from bot.channels.zalo import Zalo
from bot.channels.zalo_webhook import webhook_routes as zalo_routes
from bot.running import Runtime
from bot.script import Quota
from bot.settings import Settings
from bot.web import files
from bot.web.app import Health, build, own_names
from bot.web.chat import WORDS, Chat, Face
from handlers import demo
from handlers.help import COMMANDS
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
        found.append(Telegram(_account(settings, settings.telegram_token), runtime.clock.now, lambda file: kept.read(settings.data, file).data))
    for name, secret in settings.zalo_tokens:
        found.append(Zalo(_zalo_account(settings, name, secret.get_secret_value())))
        counts = settings.zalo_counts == "all"
        runtime.engine.core.quotas[name] = Quota(settings.zalo_people, settings.zalo_messages, counts, settings.zalo_reset_day)
    return found


def _zalo_account(settings: Settings, name: str, token: str) -> ZaloAccount:
    webhook = settings.zalo_mode == "webhook"
    return ZaloAccount(
        token=token,
        name=name,
        api_url=settings.zalo_api_url,
        route=Route(_revealed(settings.zalo_proxy), settings.ca_file),
        public_url=settings.public_url if webhook else None,
        secret=_revealed(settings.zalo_webhook_secret) if webhook else None,
        link=partial(files.sign, files.secret_of(token), settings.public_url) if settings.public_url else None,
    )


def web(settings: Settings, reader: Reader, roster: Sequence[Unit], runtime: Runtime) -> ASGIApp:
    """The web application: the chat where the web channel is on, Telegram's webhook where it hears by one, health and counters."""
    page = next((Chat(channel, _face(settings, reader, roster, runtime)) for channel in runtime.channels.values() if isinstance(channel, WebChannel)), None)
    hooks = [
        route
        for channel in runtime.channels.values()
        if isinstance(channel, Telegram) and channel.account.public_url is not None
        for route in webhook_routes(channel)
    ]

    hooks += [
        route
        for channel in runtime.channels.values()
        if isinstance(channel, Zalo) and channel.account.public_url is not None
        for route in zalo_routes(channel)
    ]
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


def _account(settings: Settings, token: SecretStr) -> Account:
    webhook = settings.telegram_mode == "webhook"
    return Account(
        token=token.get_secret_value(),
        api_url=settings.telegram_api_url,
        route=Route(_revealed(settings.telegram_proxy), settings.ca_file),
        public_url=settings.public_url if webhook else None,
        secret=_revealed(settings.telegram_webhook_secret) if webhook else None,
        commands=COMMANDS,
        pace=settings.telegram_pace,
        paid=settings.telegram_paid,
    )


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
