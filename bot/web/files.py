"""Files of replies by link, for channels that carry none: signed, expiring, and only ever as a download."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.chat import WORDS
from handlers.message import Attachment

HOLDS = 7 * 24 * 3600
"""Seconds a link holds."""

PATH = "/tep/"
_SIGNS = 32

Find = Callable[[str], Awaitable[Attachment | None]]
"""The file of an outbox row by its key, with its bytes."""


def sign(secret: bytes, public_url: str, part: str, now: Callable[[], float] = time.time) -> str:
    """The link to the file of an outbox part ("key/number")."""
    key = base64.urlsafe_b64encode(part.rpartition("/")[0].encode()).decode().rstrip("=")
    until = str(int(now()) + HOLDS)
    return f"{public_url.rstrip('/')}{PATH}{key}.{until}.{_signature(secret, key, until)}"


def key_in(secret: bytes, token: str, now: Callable[[], float] = time.time) -> str | None:
    """The outbox key of a link that was signed with this secret and still holds; None else."""
    key, _, rest = token.partition(".")
    until, _, signature = rest.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(secret, key, until).encode()) or not until.isascii() or not until.isdigit():
        return None
    if int(until) < now():
        return None
    try:
        return base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)).decode()
    except ValueError:
        return None


def routes(secrets: tuple[bytes, ...], find: Find) -> list[Route]:
    """The route that hands a file out; 404 for whatever is no link of ours, or no longer."""

    async def give(request: Request) -> Response:
        token = request.path_params["token"]
        key = next((found for secret in secrets if (found := key_in(secret, token)) is not None), None)
        file = await find(key) if key is not None else None
        if file is None:
            return PlainTextResponse(WORDS["error"]["not_found"], 404)
        name = f"attachment; filename*=UTF-8''{quote(file.name)}"
        return Response(file.data, media_type="application/octet-stream", headers={"Content-Disposition": name, "Cache-Control": "private, no-store"})

    return [Route(PATH + "{token}", give, methods=["GET"])]


def secret_of(token: str) -> bytes:
    """What links are signed with: made from a bot's token, which nobody else has."""
    return hashlib.sha256(b"links " + token.encode()).digest()


def _signature(secret: bytes, key: str, until: str) -> str:
    return hmac.new(secret, f"{key}.{until}".encode(), hashlib.sha256).hexdigest()[:_SIGNS]
