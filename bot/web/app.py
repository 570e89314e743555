"""The web server's application: the chat page where it is on, the platforms' webhooks, health and counters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.chat import WORDS, Chat
from bot.web.guard import Headed, OwnHost


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the bot is well, and the particulars: database, last tick, each bot's state."""

    well: bool
    particulars: Mapping[str, Any]


def build(
    *,
    chat: Chat | None,
    routes: Sequence[BaseRoute] = (),
    names: frozenset[str] = frozenset(),
    health: Callable[[], Awaitable[Health]],
    counters: Callable[[], Awaitable[Mapping[str, float]]],
) -> Starlette:
    """The application. `routes` are the channels' webhooks, `names` the host names it answers to beside localhost and plain numbers."""

    async def healthz(request: Request) -> Response:
        state = await health()
        return JSONResponse({"ok": state.well, **state.particulars}, 200 if state.well else 503)

    async def metrics(request: Request) -> Response:
        lines = [f"kehoach_{name.replace('.', '_')} {value:g}" for name, value in sorted((await counters()).items())]
        return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")

    own = [Route("/healthz", healthz), Route("/metrics", metrics)]
    return Starlette(
        routes=[*own, *routes, *(chat.routes() if chat else ())],
        middleware=[Middleware(Headed), Middleware(OwnHost, names=names)],
        exception_handlers={404: _not_found},
    )


def own_names(host: str, public_url: str | None) -> frozenset[str]:
    """The host names of the settings' host and public address."""
    return frozenset(name for name in (host.lower(), urlsplit(public_url or "").hostname) if name)


async def _not_found(request: Request, error: Exception) -> Response:
    return PlainTextResponse(WORDS["error"]["not_found"], 404)
