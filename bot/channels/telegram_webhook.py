"""Telegram's webhook on the bot's own web server: 200 only after the commit."""

from __future__ import annotations

import hmac
import json
import logging

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram import Telegram

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name, not the secret
LONGEST_BODY = 1_000_000
"""Bytes; Telegram's own updates stay far below."""


def webhook_routes(channel: Telegram) -> list[Route]:
    """The route Telegram posts to: 403 without the secret, 413 too long, 400 no JSON object, 503 when nothing was kept (it comes again)."""

    async def take(request: Request) -> Response:
        if not _known(request, channel.account.secret):
            return Response(status_code=403)
        try:
            body = await _read(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        update = _object(body)
        if update is None:
            return Response(status_code=400)
        return Response(status_code=200 if await _kept(channel, update) else 503)

    return [Route(channel.account.path, take, methods=["POST"])]


def _known(request: Request, secret: str | None) -> bool:
    given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
    return bool(secret) and hmac.compare_digest(given, str(secret).encode())


async def _read(request: Request) -> bytes | None:
    """The body, None when it is too long; what comes after the limit is not read."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return None
    return bytes(body)


def _object(body: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


async def _kept(channel: Telegram, update: dict[str, object]) -> bool:
    if channel.receive is None:
        return False
    batch = channel.messages([update])
    if not batch:
        return True
    try:
        await channel.receive(batch)
    except Exception as failure:  # noqa: BLE001 - whatever it was, Telegram sends the update again
        log.warning("%s: an update was not kept (%s); Telegram sends it again", channel.name, type(failure).__name__)
        return False
    return True
