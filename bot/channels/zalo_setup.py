"""Settings become Zalo's channels; only an office with a bot there imports them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from starlette.routing import BaseRoute

from bot.channels.base import Channel
from bot.channels.http import Route
from bot.channels.zalo import Account, Zalo
from bot.channels.zalo_webhook import webhook_routes
from bot.running import Runtime
from bot.script import Quota
from bot.settings import Settings, revealed
from bot.web import files


def channels(settings: Settings, runtime: Runtime) -> list[Channel]:
    """Every bot of the office, each with its quota."""
    found: list[Channel] = []
    for name, secret in settings.zalo_tokens:
        found.append(Zalo(_account(settings, name, secret.get_secret_value())))
        counts = settings.zalo_counts == "all"
        runtime.engine.core.quotas[name] = Quota(settings.zalo_people, settings.zalo_messages, counts, settings.zalo_reset_day)
    return found


def hooks(channels: Iterable[Channel]) -> list[BaseRoute]:
    """The web routes of those that hear by webhook."""
    return [route for each in channels if isinstance(each, Zalo) and each.account.public_url is not None for route in webhook_routes(each)]


def _account(settings: Settings, name: str, token: str) -> Account:
    webhook = settings.zalo_mode == "webhook"
    return Account(
        token=token,
        name=name,
        api_url=settings.zalo_api_url,
        route=Route(revealed(settings.zalo_proxy), settings.ca_file),
        public_url=settings.public_url if webhook else None,
        secret=revealed(settings.zalo_webhook_secret) if webhook else None,
        link=partial(files.sign, files.secret_of(token), settings.public_url) if settings.public_url else None,
    )
