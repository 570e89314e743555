"""Settings become Telegram's channel; only a bot with a token imports it."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import SecretStr
from starlette.routing import BaseRoute

from bot import files
from bot.channels.base import Channel
from bot.channels.http import Route
from bot.channels.telegram import Account, Telegram
from bot.channels.telegram_webhook import webhook_routes
from bot.running import Runtime
from bot.settings import Settings, revealed
from handlers.help import COMMANDS


def channel(settings: Settings, token: SecretStr, runtime: Runtime) -> Channel:
    """The bot with this token."""
    return Telegram(_account(settings, token), runtime.clock.now, lambda file: files.read(settings.data, file).data)


def hooks(channels: Iterable[Channel]) -> list[BaseRoute]:
    """The web routes of those that hear by webhook."""
    return [route for each in channels if isinstance(each, Telegram) and each.account.public_url is not None for route in webhook_routes(each)]


def _account(settings: Settings, token: SecretStr) -> Account:
    webhook = settings.telegram_mode == "webhook"
    return Account(
        token=token.get_secret_value(),
        api_url=settings.telegram_api_url,
        route=Route(revealed(settings.telegram_proxy), settings.ca_file),
        public_url=settings.public_url if webhook else None,
        secret=revealed(settings.telegram_webhook_secret) if webhook else None,
        commands=COMMANDS,
        pace=settings.telegram_pace,
        paid=settings.telegram_paid,
    )
