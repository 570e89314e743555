"""Telegram's requests over one aiohttp session, and what each of its answers means for a send."""

from __future__ import annotations

import json
import logging
from typing import Any

import aiohttp
from telegram import error as tg
from telegram._utils.types import JSONDict, ODVInput  # the types BaseRequest.do_request is declared with
from telegram.request import BaseRequest, RequestData

from bot.channels import base, http


class RequestNotSent(base.NotSent, tg.TelegramError):
    """No byte of the request went out."""

    def __init__(self, reason: str) -> None:
        base.NotSent.__init__(self, reason)
        self.message = reason


class RequestMaybeSent(base.MaybeSent, tg.TelegramError):
    """The request went out and no answer of Telegram's came back."""

    def __init__(self, reason: str) -> None:
        base.MaybeSent.__init__(self, reason)
        self.message = reason


class RequestFlooded(base.Wait, tg.TelegramError):
    """429. The library's own RetryAfter is not used: making one warns of a change to come."""

    def __init__(self, seconds: float) -> None:
        base.Wait.__init__(self, "flood control", seconds)
        self.message = self.reason


class Taken(base.Misconfigured):
    """Somebody else hears in this bot's place: a second poller, or a webhook (`webhook`)."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"another program hears with this bot's token: {reason}")
        self.webhook = "webhook" in reason.lower()


class AiohttpRequest(BaseRequest):
    """telegram.request on aiohttp; every failure is a TelegramError without the URL, which holds the token."""

    __slots__ = ("_patience", "_route", "_session")

    def __init__(self, route: http.Route, patience: http.Patience) -> None:
        self._route = route
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._patience.read

    async def initialize(self) -> None:
        """Open the session; raises Misconfigured when proxy or certificates are no good."""
        if self._session is None:
            self._session = http.session(self._route)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and body of Telegram's own answer; anything else that comes back is RequestMaybeSent."""
        if self._session is None:
            raise RequestNotSent("the channel is closed")
        read = read_timeout if isinstance(read_timeout, int | float) else None
        try:
            async with self._session.request(
                method, url, timeout=http.waiting(self._patience, read), allow_redirects=False, **_body(request_data)
            ) as response:
                status, body = response.status, await response.read()
        except Exception as error:  # noqa: BLE001 - any error's text may hold the URL, and the URL holds the token
            raise _mapped(error) from None
        # The common answer is told by its first bytes, so that its JSON is parsed once only.
        return (status, body) if status == 200 and body.startswith(b'{"ok":true') else _examined(status, body)

    async def download(self, url: str, most: int) -> bytes:
        """The bytes at an address, read no further than `most`; raises the contract's errors, none of which holds the address."""
        if self._session is None:
            raise base.NotSent("the channel is closed")
        try:
            async with self._session.get(url, timeout=http.waiting(self._patience, None), allow_redirects=False) as response:
                if response.status != 200:
                    raise base.Refused(f"no file (HTTP {response.status})")
                data = await response.content.read(most + 1)
                while len(data) <= most and (more := await response.content.read(most + 1 - len(data))):
                    data += more
        except base.SendError:
            raise
        except Exception as error:  # noqa: BLE001 - any error's text may hold the URL, and the URL holds the token
            raise base.NotSent(f"the file was not fetched ({type(error).__name__})") from None
        if len(data) > most:
            raise base.TooLarge("too large")
        return data

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """As BaseRequest's, without writing what people said into the log when it is not JSON."""
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise RequestMaybeSent("unreadable answer")
        return answer


def meaning(error: tg.TelegramError, token: str) -> base.SendError:
    """The contract's error for one of python-telegram-bot's; its reason never holds the token."""
    reason = str(error).replace(token, "***")[:200]
    match error:
        case base.SendError():
            return error
        case tg.ChatMigrated():
            return base.Moved("the group became a supergroup", str(error.new_chat_id))
        case tg.Forbidden():
            return base.Closed(reason)
        case tg.InvalidToken():
            return base.Misconfigured("Telegram does not accept the bot's token")
        case tg.Conflict():
            return Taken(reason)
        case tg.BadRequest():  # before NetworkError, whose child it is
            return _bad_request(reason)
        case tg.NetworkError():
            return base.MaybeSent(reason)
        case _:
            return base.Refused(reason)


def quiet_library() -> None:
    """Silence the library's loggers for good: they write the token, people's words and whole answers."""
    for name in ("telegram.Bot", "telegram.BaseRequest"):
        logger = logging.getLogger(name)
        if _nothing not in logger.filters:
            logger.addFilter(_nothing)


def _nothing(_: logging.LogRecord) -> bool:
    return False


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None or not data.contains_files:
        return {"json": data.parameters if data else {}}
    form = aiohttp.FormData(quote_fields=False)  # names of files stay readable Vietnamese
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return {"data": form}


def _mapped(error: Exception) -> tg.TelegramError:
    found = http.trouble(error)
    return RequestNotSent(found.reason) if isinstance(found, base.NotSent) else RequestMaybeSent(found.reason)


def _examined(status: int, body: bytes) -> tuple[int, bytes]:
    """Tell Telegram's own refusals from what a proxy, a firewall or a broken gateway says in its place."""
    if status == 407:
        raise RequestNotSent("the proxy asks for a password")
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
        raise RequestMaybeSent(f"unreadable answer (HTTP {status})")
    code = status if answer["ok"] or status >= 400 else int(answer.get("error_code") or 500)
    if code >= 500 or (answer["ok"] and "result" not in answer):
        raise RequestMaybeSent(f"the platform failed (HTTP {code})")
    if code == 429:
        raise RequestFlooded(_asked(answer))
    return code, body


def _asked(answer: JSONDict) -> int:
    """Seconds a 429 asks for; a few where it does not say."""
    parameters = answer.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return seconds if isinstance(seconds, int) and seconds > 0 else 5


def _bad_request(reason: str) -> base.SendError:
    said = reason.lower()
    if any(words in said for words in ("parse entities", "entity", "entities")):
        return base.RefusedStyle(reason)
    if any(words in said for words in ("chat not found", "user not found", "peer_id_invalid", "chat_write_forbidden", "bot was kicked")):
        return base.Closed(reason)
    return base.Refused(reason)
