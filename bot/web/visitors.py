"""Whose browser it is: a random cookie, and how fast it may write."""

from __future__ import annotations

import re
import secrets

from starlette.requests import Request
from starlette.responses import Response

from bot.web.guard import Pace

COOKIE = "kehoach"
_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")
_YEAR = 365 * 24 * 3600


def session_of(request: Request) -> str | None:
    """The session the browser shows, None where it shows none of ours."""
    cookie = request.cookies.get(COOKIE, "")
    return cookie if _SHAPE.fullmatch(cookie) else None


def give_session(request: Request, response: Response, *, secure: bool) -> None:
    """Give a browser that has no session a new one; one it has is kept for another year."""
    session = session_of(request) or secrets.token_urlsafe(32)
    response.set_cookie(COOKIE, session, max_age=_YEAR, httponly=True, samesite="lax", secure=secure)


class Limits:
    """How much a visitor may do: by session, and by network address for those who throw sessions away (an office shares one)."""

    def __init__(self) -> None:
        self._session = Pace(per_second=1, burst=12)
        self._network = Pace(per_second=8, burst=120)

    def wait(self, request: Request, session: str) -> float:
        """Seconds until this visitor may write again, 0 for at once."""
        return self._session.wait(session) or self._network.wait(_network(request))


def _network(request: Request) -> str:
    """The visitor's network address; a server in front of us on this machine says it in X-Forwarded-For, nobody else is believed."""
    host = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return forwarded if forwarded and host in ("127.0.0.1", "::1") else host
