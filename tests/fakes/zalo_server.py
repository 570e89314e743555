"""The Zalo Bot API on a port of the loopback: strict on shapes and limits, with the faults such a server has."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import ClientSession, web

Json = dict[str, Any]
TOKEN = "12345689:abc-xyz-Kehoach"
OWN_ID = "1459232241454765289"
SHAPES: dict[str, dict[str, tuple[type, ...]]] = {
    "getMe": {},
    "getUpdates": {"timeout": (str, int)},
    "setWebhook": {"url": (str,), "secret_token": (str,)},
    "deleteWebhook": {},
    "sendMessage": {"chat_id": (str,), "text": (str,), "text_styles": (list,)},
    "sendPhoto": {"chat_id": (str,), "photo": (str,), "caption": (str,)},
}
NEEDED = {"setWebhook": ("url", "secret_token"), "sendMessage": ("chat_id", "text"), "sendPhoto": ("chat_id", "photo")}


@dataclass
class Fault:
    """What happens to the next send: 429, 401, 400, 500, html, empty, slow, cut before, cut after, unknown chat, styles."""

    kind: str
    seconds: float = 0.7


@dataclass
class Shown:
    """A message somebody was shown."""

    chat: str
    text: str
    at: float
    styles: list[Json] = field(default_factory=list)
    photo: str | None = None


class Wrong(Exception):
    """Not what the platform takes."""


class ZaloServer:
    """Chats that have written, messages shown, updates nobody has read yet."""

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.shown: list[Shown] = []
        self.complaints: list[str] = []
        self.faults: list[Fault] = []
        self.calls: list[str] = []
        self.updates: list[Json] = []
        self.pictures: dict[str, bytes] = {}
        self.webhook: Json | None = None
        self.known: set[str] = set()
        self.quota: int | None = None
        self._last: Json = {}
        self._ids = itertools.count(1)
        self._news = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._posting: list[asyncio.Task[None]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._called)
        app.router.add_get("/picture/{name}", self._picture)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._posting:
            task.cancel()
        if self._runner:
            await self._runner.cleanup()

    # What people do.

    def says(self, chat: str, text: str, name: str = "Lan", group: bool = False) -> None:
        """A person writes to the bot (in a group: naming it)."""
        self._arrives("message.text.received", chat, {"text": text}, name, group)

    def sends_picture(self, chat: str, data: bytes, caption: str = "", old: bool = False) -> None:
        """A picture, under the key today's servers use or the one the documents print."""
        name = f"p{len(self.pictures)}"
        self.pictures[name] = data
        key = "photo" if old else "photo_url"
        self._arrives("message.image.received", chat, {key: f"{self.url}/picture/{name}", "caption": caption, "message_type": "CHAT_PHOTO"})

    def event(self, name: str, chat: str, **more: Any) -> None:
        self._arrives(name, chat, more)

    def bring_again(self) -> None:
        """The same update once more."""
        self._put(self._last)

    def to(self, chat: str) -> list[Shown]:
        return [shown for shown in self.shown if shown.chat == chat]

    async def wait_for(self, true: Callable[[], Any], seconds: float = 10.0) -> None:
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise AssertionError(f"waited {seconds} s in vain; complaints {self.complaints}; calls {self.calls[-12:]}; shown {self.shown[-3:]}")
            await asyncio.sleep(0.01)

    def _arrives(self, event: str, chat: str, more: Json, name: str = "Lan", group: bool = False) -> None:
        self.known.add(chat)
        sender = {"id": f"{chat}-person" if group else chat, "display_name": name, "is_bot": False}
        message = {
            "message_id": f"{next(self._ids):020x}", "date": int(time.time() * 1000), "from": sender,
            "chat": {"id": chat, "chat_type": "GROUP" if group else "PRIVATE"}, **more,
        }  # fmt: skip
        self._last = {"event_name": event, "message": message}
        self._put(self._last)

    def _put(self, update: Json) -> None:
        if self.webhook is not None:
            self._posting.append(asyncio.create_task(self._post(update)))
            return
        self.updates.append(update)
        self._news.set()

    async def _post(self, update: Json) -> None:
        assert self.webhook
        async with ClientSession() as session:
            for _ in range(50):
                try:
                    headers = {"X-Bot-Api-Secret-Token": self.webhook["secret_token"]}
                    async with session.post(self.webhook["url"], json=update, headers=headers) as response:
                        if response.status == 200:
                            return
                except OSError:
                    pass
                await asyncio.sleep(0.05)

    # What the bot does.

    async def _picture(self, request: web.Request) -> web.Response:
        data = self.pictures.get(request.match_info["name"])
        return web.Response(status=404) if data is None else web.Response(body=data)

    async def _called(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls.append(method)
        if request.match_info["token"] != TOKEN:
            return _failed(401, "Unauthorized")
        try:
            values = await _values(request, method)
        except Wrong as wrong:
            self.complaints.append(f"{method}: {wrong}")
            return _failed(400, str(wrong))
        if method == "getUpdates":
            return await self._get_updates(values)
        if method in ("sendMessage", "sendPhoto"):
            return await self._sent(request, method, values)
        if method == "setWebhook":
            self.webhook = values
        elif method == "deleteWebhook":
            self.webhook = None
        me = {"id": OWN_ID, "account_name": "bot.VDKy", "account_type": "BASIC", "can_join_groups": False, "display_name": "Bot Kế hoạch"}
        return _ok(me if method == "getMe" else {"url": values.get("url", ""), "updated_at": 1})

    async def _get_updates(self, values: Json) -> web.Response:
        if self.webhook is not None:
            return _failed(400, "webhook is set")
        if not self.updates:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), min(float(values.get("timeout", 30)), 30))
            except TimeoutError:
                return _failed(408, "Request timeout")
        return _ok(self.updates.pop(0)) if self.updates else _failed(408, "Request timeout")

    async def _sent(self, request: web.Request, method: str, values: Json) -> web.StreamResponse:
        fault = self.faults.pop(0) if self.faults else None
        if fault and fault.kind == "cut before":
            _cut(request)
        if fault and (instead := _instead(fault)) is not None:
            return instead
        if self.quota is not None and len(self.shown) >= self.quota:
            return _failed(429, "Quota exceeded")
        if values["chat_id"] not in self.known:
            return _failed(400, "chat not found")
        self.shown.append(
            Shown(values["chat_id"], values.get("text") or values.get("caption", ""), time.monotonic(), values.get("text_styles", []), values.get("photo"))
        )
        if fault and fault.kind == "cut after":
            _cut(request)
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        return _ok({"message_id": f"{next(self._ids):020x}", "date": int(time.time() * 1000)})


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _failed(code: int, said: str) -> web.Response:
    """Failures arrive with HTTP 200."""
    return web.json_response({"ok": False, "description": said, "error_code": code})


def _instead(fault: Fault) -> web.Response | None:
    match fault.kind:
        case "429" | "401" | "403":
            return _failed(int(fault.kind), "Quota exceeded" if fault.kind == "429" else "Unauthorized")
        case "bad request":
            return _failed(400, "Bad request: text is wrong")
        case "unknown chat":
            return _failed(400, "chat not found")
        case "server error":
            return web.Response(status=500, text="oops")
        case "html":
            return web.Response(text="<html>504</html>", content_type="text/html")
        case "empty":
            return web.Response(body=b"")
        case _:
            return None


def _cut(request: web.Request) -> None:
    assert request.transport
    request.transport.abort()
    raise ConnectionResetError


async def _values(request: web.Request, method: str) -> Json:
    if method not in SHAPES:
        raise Wrong("no such method")
    if request.method != "POST" or not request.content_type.startswith("application/json"):
        raise Wrong("POST with JSON is wanted")
    values = json.loads(await request.text())
    if not isinstance(values, dict):
        raise Wrong("no object")
    for name, value in values.items():
        if name not in SHAPES[method] or not isinstance(value, SHAPES[method][name]):
            raise Wrong(f"{name} is not taken")
    for name in NEEDED.get(method, ()):
        if not values.get(name):
            raise Wrong(f"{name} is missing")
    text = values.get("text", "")
    if len(text.encode("utf-16-le")) // 2 > 2000 or (method == "sendMessage" and not text.strip()):
        raise Wrong("text has 1 to 2000 characters")
    for style in values.get("text_styles", []):
        if set(style) != {"start", "len", "st"} or style["start"] + style["len"] > len(text.encode("utf-16-le")) // 2:
            raise Wrong("style out of the text")
    if method == "setWebhook" and not 8 <= len(values["secret_token"]) <= 256:
        raise Wrong("secret_token has 8 to 256 characters")
    return values
