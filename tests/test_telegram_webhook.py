"""Hearing by webhook, through a real web server: 200 means kept."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import pytest
import uvicorn
from starlette.applications import Starlette

from bot.channels.base import Misconfigured
from bot.channels.telegram_webhook import LONGEST_BODY, SECRET_HEADER, webhook_routes
from tests.fakes.telegram_faults import Fault
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.telegram_talk import Talk, talk

SECRET = "bi-mat_cua_co_quan-0123"
CHAT = 42
UPDATE = {
    "update_id": 5,
    "message": {
        "message_id": 1, "date": 1405555200, "text": "Hạn nộp?",
        "from": {"id": CHAT, "is_bot": False, "first_name": "Lan"}, "chat": {"id": CHAT, "type": "private"},
    },
}  # fmt: skip


@dataclass
class Hook:
    """The channel, and the address its webhook answers at."""

    tg: Talk
    url: str

    async def post(self, body: bytes | None = None, secret: str | None = SECRET, chunked: bool = False) -> int:
        headers = {SECRET_HEADER: secret} if secret is not None else {}
        data = json.dumps(UPDATE).encode() if body is None else body
        async with (
            aiohttp.ClientSession() as client,
            client.post(self.url, data=_pieces(data) if chunked else data, headers=headers) as response,
        ):
            return response.status


async def _pieces(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), 60_000):
        yield data[start : start + 60_000]


@asynccontextmanager
async def serving(tg: Talk) -> AsyncIterator[str]:
    """The channel's routes on a real server; its address."""
    config = uvicorn.Config(Starlette(routes=webhook_routes(tg.channel)), port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    sockets = [config.bind_socket()]
    running = asyncio.create_task(server.serve(sockets))
    try:
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.005)
        yield f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async with talk(public_url="https://bot.example/", secret=SECRET) as tg, serving(tg) as base:
        await tg.listen()
        assert tg.listening
        await tg.listening
        yield Hook(tg, base + tg.channel.account.path)


async def test_the_webhook_is_registered_with_its_secret(hook: Hook) -> None:
    """Telegram is told the address, the secret and the kinds of update; no poll is made."""
    assert hook.tg.server.webhook == {
        "url": "https://bot.example/webhook/telegram",
        "secret_token": SECRET,
        "allowed_updates": ["message", "edited_message", "callback_query"],
    }
    assert not hook.tg.server.made("getUpdates")


async def test_an_update_is_kept_and_then_confirmed(hook: Hook) -> None:
    """200 comes after the commit, not before."""
    hook.tg.hold = asyncio.Event()
    posting = asyncio.create_task(hook.post())
    await hook.tg.server.wait_for(lambda: hook.tg.batches == 1)
    await asyncio.sleep(0.05)
    assert not posting.done()
    hook.tg.hold.set()
    assert await posting == 200
    assert [m.text for m in hook.tg.kept] == ["Hạn nộp?"]


@pytest.mark.parametrize("secret", [None, "", "x", SECRET[:-1], SECRET + "x", SECRET.upper(), "bí mật"])
async def test_without_the_secret_nothing_is_read(hook: Hook, secret: str | None) -> None:
    """Whoever does not know the secret gets 403, and the core hears nothing."""
    assert await hook.post(secret=secret) == 403
    assert not hook.tg.kept


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"5", b"null", b"\xff\xfe", b"[" * 50_000])
async def test_no_update_is_400(hook: Hook, body: bytes) -> None:
    """What is no JSON object is refused."""
    assert await hook.post(body) == 400


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_too_long_is_413(hook: Hook, chunked: bool) -> None:
    """However it is sent, more than a million bytes are not read."""
    assert await hook.post(b" " * (LONGEST_BODY + 1), chunked=chunked) == 413
    assert await hook.post(json.dumps(UPDATE).encode() + b" " * 900_000, chunked=chunked) == 200


@pytest.mark.parametrize("update", [{"update_id": 1}, {"update_id": 1, "poll": {}}, {"update_id": 1, "message": 5}, {}])
async def test_updates_nobody_needs_are_confirmed(hook: Hook, update: dict[str, object]) -> None:
    """An update the core does not get must not be sent again for a day."""
    assert await hook.post(json.dumps(update).encode()) == 200
    assert not hook.tg.kept


async def test_what_was_not_kept_is_asked_for_again(hook: Hook) -> None:
    """When the core cannot keep it the answer is 503, so that Telegram comes again."""
    hook.tg.refuse = OSError("disk full")
    assert await hook.post() == 503
    hook.tg.refuse = None
    assert await hook.post() == 200


async def test_before_the_core_listens_nothing_is_confirmed() -> None:
    """Between the server's start and the core's nothing is lost."""
    async with talk(public_url="https://bot.example", secret=SECRET) as tg, serving(tg) as base:
        assert await Hook(tg, base + tg.channel.account.path).post() == 503


async def test_only_posts_are_taken(hook: Hook) -> None:
    """A browser that comes by sees nothing."""
    async with aiohttp.ClientSession() as client, client.get(hook.url) as response:
        assert response.status == 405


async def test_telegram_delivers_until_it_is_kept() -> None:
    """From a person's message to the core over two real servers: refused at first, delivered again, each once, in order."""
    server = TelegramServer()
    async with talk(server, public_url="https://bot.example", secret=SECRET) as tg, serving(tg) as base:
        tg.refuse = OSError("locked")
        server.webhook_base = base
        await tg.listen()
        server.says(CHAT, "một")
        server.says(CHAT, "hai")
        await server.wait_for(lambda: tg.batches >= 2)
        tg.refuse = None
        await server.wait_for(lambda: len(server.acknowledged) == 2)
        assert [m.text for m in tg.kept] == ["một", "hai"]


async def test_a_webhook_telegram_refuses_is_said_plainly() -> None:
    """A wrong public address stops the start with Telegram's reason."""
    async with talk(public_url="https://bot.example", secret=SECRET) as tg:
        tg.server.faults.append(Fault("bad request", "setWebhook"))
        with pytest.raises(Misconfigured, match="refuses the webhook"):
            await tg.channel.open()
