"""A fake Bot API server: real HTTP on loopback, every call checked, true acknowledgment, pace counted at arrival, faults on demand.

By hand: `python -m tests.fakes.telegram_server --port 8081`, then run the bot with TELEGRAM_API_URL=http://127.0.0.1:8081 and
`curl -d '{"chat": 1, "text": "/start"}' http://127.0.0.1:8081/_fake/says`; `curl http://127.0.0.1:8081/_fake/shown` tells what the bot sent.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import json
import math
import random
import time
import weakref
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.fakes.telegram_faults import PAGES, REFUSALS, Fault, refusal, spoilt
from tests.fakes.telegram_rules import Wrong, check, decoded
from tests.fakes.telegram_world import Json, Shown, World

TOKEN = "7000000001:AAfake-Token_of_the_tests_0123456789"
PACED = {"sendMessage", "sendDocument", "sendPhoto", "editMessageReplyMarkup", "editMessageText"}


@dataclass(frozen=True)
class Pace:
    """(sends, seconds) windows, counted strictly at arrival; None counts nothing."""

    overall: tuple[int, float] | None = (30, 1.0)
    chat: tuple[int, float] | None = None
    group: tuple[int, float] | None = (20, 60.0)


@dataclass
class Call:
    """A call, written down when it came: `status` is what it was answered, 0 while or where there is no answer; `at` a monotonic second."""

    method: str
    values: Json
    at: float
    status: int = 0


class TelegramServer(World):
    """Use as an async context manager; `complaints` lists every call that broke the Bot API's rules."""

    def __init__(
        self,
        username: str = "kehoach_bot",
        pace: Pace = Pace(),
        port: int = 0,
        webhook_base: str | None = None,
        latency: tuple[float, float] = (0, 0),
    ) -> None:
        """`latency`: seconds from a send's arrival to its answer, and how much more or less that may be."""
        super().__init__(username)
        self.latency = latency
        self.token, self.pace, self.port, self.webhook_base = TOKEN, pace, port, webhook_base
        self.calls: list[Call] = []
        self.complaints: list[str] = []
        self.too_fast: list[str] = []
        self.faults: list[Fault] = []
        self.commands: list[Json] = []
        self.menus: dict[int, list[str]] = {}
        self.webhook: Json | None = None
        self._sends: dict[object, deque[float]] = {}
        self._news = asyncio.Event()
        self._poll: asyncio.Event | None = None
        self._transports: weakref.WeakSet[asyncio.BaseTransport] = weakref.WeakSet()
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        self._posting: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether the server was started; also during an outage."""
        return self._runner is not None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=60_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._called)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        app.router.add_post("/_fake/{verb}", self._by_hand)
        app.router.add_get("/_fake/shown", self._shown_by_hand)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
        await self._runner.setup()
        await self.restore()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._posting:
            self._posting.cancel()
        await self.outage()
        if self._runner:
            await self._runner.cleanup()

    async def outage(self) -> None:
        """From now on connections are refused and open ones are cut."""
        if self._site:
            stopping = asyncio.create_task(self._site.stop())
            for transport in list(self._transports):
                transport.abort()  # type: ignore[attr-defined]
            await stopping
            self._site = None

    async def restore(self) -> None:
        """Be there again on the same port."""
        assert self._runner
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await self._site.start()
        self.port = self._runner.addresses[0][1]

    async def wait_for(self, true: Callable[[], Any], seconds: float = 10.0) -> None:
        """Return once `true()` is; fail with what the bot was doing when it takes longer."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                last = "\n".join(f"{c.status} {c.method} {str(c.values)[:160]}" for c in self.calls[-12:])
                raise AssertionError(f"waited {seconds} s in vain; complaints {self.complaints}; last calls:\n{last}")
            await asyncio.sleep(0.01)

    def to(self, chat: int) -> list[Shown]:
        """What one chat was shown, in order."""
        return [shown for shown in self.shown if shown.chat == chat]

    def made(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def _arrives(self, kind: str, content: Json) -> int:
        update_id = super()._arrives(kind, content)
        self._news.set()
        return update_id

    async def _called(self, request: web.Request) -> web.StreamResponse:
        if request.transport:
            self._transports.add(request.transport)
        method, at = request.match_info["method"], time.monotonic()
        call = Call(method, {}, at)
        self.calls.append(call)
        try:
            call.values, files = await _read(request, method)
            call.status, body = await self._answered(request, method, call.values, files, at)
        except Wrong as wrong:
            call.status, body = (404 if "method not found" in str(wrong) else 400), refusal(400, str(wrong))
            if "message is not modified" not in str(wrong) and "query is too old" not in str(wrong):
                self.complaints.append(f"{method}: {wrong} {str(call.values)[:200]}")
        return web.Response(status=call.status or 500, text=body, content_type="application/json")

    async def _answered(
        self, request: web.Request, method: str, values: Json, files: dict[str, tuple[str, bytes]], at: float
    ) -> tuple[int, str]:
        if request.match_info["token"] != self.token:
            return 401, refusal(401, "Unauthorized")
        fault = self._fault(method, values)
        if fault and fault.kind == "cut before":
            _cut(request)
            return 0, ""
        if fault and (instead := spoilt(fault)):
            return instead
        check(method, values, set(files))
        if method in PACED and (wait := self._too_fast(values["chat_id"], at)):
            return 429, refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        if method == "getUpdates":
            return await self._get_updates(values)
        result = self._done(method, values, files)
        if method in PACED and self.latency[0]:
            await asyncio.sleep(max(0.0, at + random.uniform(-1, 1) * self.latency[1] + self.latency[0] - time.monotonic()))
        if fault and fault.kind == "cut after":
            _cut(request)
            return 0, ""
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault and fault.kind in PAGES:
            return PAGES[fault.kind]
        return 200, json.dumps({"ok": True, "result": result})

    def _done(self, method: str, values: Json, files: dict[str, tuple[str, bytes]]) -> Any:
        match method:
            case "getMe":
                return {**self.me, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
            case "sendMessage":
                return self.show(values)
            case "sendDocument" | "sendPhoto":
                kind = method.removeprefix("send").lower()
                return self.show(values, self.taken(kind, files[kind]) if kind in files else values[kind], kind)
            case "editMessageReplyMarkup":
                return self.replace_buttons(values)
            case "editMessageText":
                return self.replace_text(values)
            case "deleteMessage":
                return self.take_away(values)
            case "answerCallbackQuery":
                return self.answer(values["callback_query_id"])
            case "setMyCommands" if "scope" in values:
                self.menus[int(values["scope"]["chat_id"])] = [command["command"] for command in values["commands"]]
            case "setMyCommands":
                self.commands = values["commands"]
            case "getFile":
                return self.file_of(values["file_id"])
            case "setWebhook" | "deleteWebhook":
                self._set_webhook(values if method == "setWebhook" else None)
            case _:
                raise Wrong(f"Bad Request: the fake does not know {method} yet")
        return True

    async def _file(self, request: web.Request) -> web.Response:
        path = request.match_info["path"].removeprefix("documents/")
        if request.match_info["token"] != self.token or path not in self.files:
            return web.Response(status=404, text=refusal(404, "Not Found"), content_type="application/json")
        return web.Response(body=self.files[path], content_type="application/octet-stream")

    async def _get_updates(self, values: Json) -> tuple[int, str]:
        if self.webhook:
            return 409, refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
        if self._poll:
            self._poll.set()  # the earlier poll is the one that is refused
        mine = self._poll = asyncio.Event()
        end = time.monotonic() + values.get("timeout", 0)
        while not (found := self.due(values.get("offset"), values.get("limit", 100))) and not mine.is_set():
            self._news.clear()
            waits = [asyncio.create_task(event.wait()) for event in (self._news, mine)]
            done, _ = await asyncio.wait(waits, timeout=max(0.0, end - time.monotonic()), return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()
            if not done:
                break
        if mine.is_set():
            return REFUSALS["conflict"][0], refusal(*REFUSALS["conflict"])
        self._poll = None
        return 200, json.dumps({"ok": True, "result": found})

    def _fault(self, method: str, values: Json) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and fault.chat in (None, values.get("chat_id")):
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    def _too_fast(self, chat: int, at: float) -> int | None:
        """Seconds to wait if one of the windows is full; what is refused counts for nothing."""
        windows = [("overall", self.pace.overall), (chat, self.pace.group if chat < 0 else self.pace.chat)]
        for key, window in windows:
            if window is None:
                continue
            sends = self._sends.setdefault(key, deque())
            while sends and at - sends[0] >= window[1]:
                sends.popleft()
            if len(sends) >= window[0]:
                self.too_fast.append(f"{key}: more than {window[0]} in {window[1]} s")
                return max(1, math.ceil(window[1] - (at - sends[0])))
        for key, window in windows:
            if window is not None:
                self._sends[key].append(at)
        return None

    def _set_webhook(self, values: Json | None) -> None:
        self.webhook = values
        if self._posting:
            self._posting.cancel()
        self._posting = asyncio.create_task(self._post()) if values and self.webhook_base else None

    async def _post(self) -> None:
        """Give each update to the webhook until it says 2xx, as Telegram does (waits scaled down)."""
        assert self.webhook
        url = f"{self.webhook_base}/{self.webhook['url'].split('/', 3)[3]}"
        wait = 0.05
        async with aiohttp.ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]}) as session:
            while True:
                if not self.updates:
                    self._news.clear()
                    await self._news.wait()
                update, status = self.updates[0], 0
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.post(url, json=update) as response:
                        status = response.status
                self.calls.append(Call("webhook", update, time.monotonic(), status))
                if 200 <= status < 300:
                    self.acknowledge([update["update_id"]])
                    wait = 0.05
                else:
                    await asyncio.sleep(wait)
                    wait = min(2 * wait, 1.0)

    async def _by_hand(self, request: web.Request) -> web.Response:
        verbs: dict[str, Callable[..., int]] = {
            "says": self.says, "says_in": self.says_in, "edits": self.edits, "presses": self.presses_button
        }  # fmt: skip
        return _answer(verbs[request.match_info["verb"]](**json.loads(await request.read())))

    async def _shown_by_hand(self, _: web.Request) -> web.Response:
        return _answer([dataclasses.asdict(shown) for shown in self.shown])


def _answer(value: Any) -> web.Response:
    return web.Response(text=json.dumps(value, default=repr, ensure_ascii=False), content_type="application/json")


async def _read(request: web.Request, method: str) -> tuple[Json, dict[str, tuple[str, bytes]]]:
    if request.content_type == "application/json":
        values = json.loads(await request.read() or b"{}")
        return values, {}
    fields, files = dict(request.query), {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            fields[name] = str(value)
    return decoded(method, fields), files


def _cut(request: web.Request) -> None:
    if request.transport:
        request.transport.abort()


async def _serve(port: int) -> None:
    async with TelegramServer(port=port) as server:
        print(f"TELEGRAM_API_URL={server.url} TELEGRAM_BOT_TOKEN={server.token}", flush=True)  # noqa: T201
        await asyncio.Event().wait()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="A fake Bot API server.")
    options.add_argument("--port", type=int, default=8081)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(options.parse_args().port))
