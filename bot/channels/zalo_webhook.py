"""Zalo's webhook on the bot's own web server: 200 only after the commit, and to the empty probes by which Zalo tries the address."""

from __future__ import annotations

import hmac
import json
import logging

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.zalo import Zalo
from bot.channels.zalo_updates import updates_in

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 - the name, not the secret
LONGEST_BODY = 1_000_000


def webhook_routes(channel: Zalo) -> list[Route]:
    """The route Zalo posts to: 200 to a probe, 403 without the secret, 413 too long, 400 no JSON, 503 when nothing was kept."""

    async def take(request: Request) -> Response:
        try:
            body = await _read(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        if not body.strip():
            return Response(status_code=200)
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not channel.account.secret or not hmac.compare_digest(given, channel.account.secret.encode()):
            return Response(status_code=403)
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        return Response(status_code=200 if await _kept(channel, found) else 503)

    async def probe(request: Request) -> Response:
        return Response(status_code=200)

    return [Route(channel.account.path, take, methods=["POST"]), Route(channel.account.path, probe, methods=["GET", "HEAD"])]


async def _read(request: Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return None
    return bytes(body)


async def _kept(channel: Zalo, body: object) -> bool:
    if channel.receive is None:
        return False
    batch = channel.messages(updates_in(body))
    if not batch:
        return True
    try:
        await channel.receive(batch)
    except Exception as failure:  # noqa: BLE001 - whatever it was, it is not acknowledged
        log.warning("%s: an update was not kept (%s)", channel.name, type(failure).__name__)
        return False
    return True
