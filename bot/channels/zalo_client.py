"""Calls to the Zalo Bot Platform: POST with JSON, and every answer that is no success as one of the contract's errors."""

from __future__ import annotations

import json
from typing import Any

from bot.channels import http
from bot.channels.base import Closed, MaybeSent, Misconfigured, NotSent, Refused, RefusedStyle, SendError, TooLarge, Wait

Json = dict[str, Any]

QUOTA_PAUSE = 15 * 60.0
"""Seconds a bot is silent after Zalo said that its quota is used up; Zalo names no time itself."""

_UNKNOWN_CHAT = ("chat not found", "user not found", "not interacted", "chat_id")


class Idle(SendError):
    """A poll ended with nothing new."""


class Client:
    """One bot's connection. The token stands in the URL, so no address of a request goes into any error or log."""

    def __init__(self, api_url: str, token: str, route: http.Route, patience: http.Patience) -> None:
        self._base = f"{api_url.rstrip('/')}/bot{token}"
        self._token, self._route, self._patience = token, route, patience
        self._session: Any = None

    async def start(self) -> None:
        """Open the session on the running loop."""
        if self._session is None:
            self._session = http.session(self._route)

    async def stop(self) -> None:
        """Close it; safe to call twice."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, method: str, values: Json, wait: float = 0.0) -> Any:
        """The `result` of a method; raises SendError children. `wait` are seconds the platform may take beyond its usual time."""
        if self._session is None:
            raise NotSent("the channel is closed")
        sent = {key: value for key, value in values.items() if value is not None}
        timeout = http.waiting(self._patience, self._patience.read + wait)
        try:
            async with self._session.post(f"{self._base}/{method}", json=sent, timeout=timeout, allow_redirects=False) as response:
                status, body = response.status, await response.read()
        except Exception as error:  # noqa: BLE001 - any error's text may hold the URL, and the URL holds the token
            raise http.trouble(error) from None
        return self._result(status, body, styled="text_styles" in sent)

    async def download(self, url: str, most: int) -> bytes:
        """A picture somebody sent, read no further than `most` bytes."""
        if self._session is None:
            raise NotSent("the channel is closed")
        if not url.startswith(("https://", "http://127.0.0.1:")):
            raise Refused("no address of a picture")
        try:
            async with self._session.get(url, timeout=http.waiting(self._patience), allow_redirects=False) as response:
                if response.status != 200:
                    raise Refused(f"no picture (HTTP {response.status})")
                data = b""
                async for chunk in response.content.iter_chunked(65_536):
                    data += chunk
                    if len(data) > most:
                        raise TooLarge("too large")
        except SendError:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            raise NotSent(f"the picture was not fetched ({type(error).__name__})") from None
        return data

    def _result(self, status: int, body: bytes, *, styled: bool) -> Any:
        """Failures come with HTTP 200 as well: `ok` and the status are both read."""
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or "ok" not in answer:
            raise MaybeSent(f"unreadable answer (HTTP {status})")
        if answer["ok"] is True and status < 400:
            return answer.get("result")
        code = answer.get("error_code")
        found = int(code) if isinstance(code, int | str) and str(code).isdigit() else status
        said = str(answer.get("description") or "").replace(self._token, "***")[:160]
        raise _meaning(found, said, styled=styled)


def _meaning(code: int, said: str, *, styled: bool) -> SendError:
    reason = f"Zalo answers {code}: {said}" if said else f"Zalo answers {code}"
    match code:
        case 401:
            return Misconfigured("Zalo does not accept the bot's token")
        case 408:
            return Idle(reason)
        case 429:
            return Wait(f"quota: {reason}", QUOTA_PAUSE)
        case 400 | 404 if any(words in said.lower() for words in _UNKNOWN_CHAT):
            return Closed(f"has not written to the bot, or is gone ({reason})")
        case 400 if styled:
            return RefusedStyle(reason)
        case 400 | 404:
            return Refused(reason)
        case _:
            return MaybeSent(reason)
