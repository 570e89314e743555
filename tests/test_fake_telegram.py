"""The fake Bot API server is as strict as the tests that stand on it need."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.fakes.telegram_rules import Wrong, check, decoded
from tests.fakes.telegram_server import TOKEN, Pace, TelegramServer

KEY = {"text": "A", "callback_data": "a"}


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(pace=Pace((3, 30.0), (1, 20.0), (2, 60.0))) as running:
        running.says(1, "/start")
        yield running


async def call(server: TelegramServer, method: str, token: str = TOKEN, **values: Any) -> dict[str, Any]:
    async with aiohttp.ClientSession() as client, client.post(f"{server.url}/bot{token}/{method}", json=values) as response:
        answer: dict[str, Any] = await response.json()
        return answer | {"status": response.status}


def button(**key: Any) -> dict[str, Any]:
    return {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[key]]}}


@pytest.mark.parametrize(
    ("method", "values"),
    [
        ("sendMesage", {}),
        ("sendMessage", {"chat_id": 1}),
        ("sendMessage", {"chat_id": 1, "text": "x", "colour": "red"}),
        ("sendMessage", {"chat_id": 1.5, "text": "x"}),
        ("sendMessage", {"chat_id": True, "text": "x"}),
        ("sendMessage", {"chat_id": 1, "text": 5}),
        ("sendMessage", {"chat_id": 1, "text": " \n"}),
        ("sendMessage", {"chat_id": 1, "text": "x" * 4097}),
        ("sendMessage", {"chat_id": 1, "text": "😀" * 2049}),
        ("sendMessage", {"chat_id": 1, "text": "x", "parse_mode": "HTML"}),
        ("sendMessage", {"chat_id": 1, "text": "x", "entities": {"type": "bold"}}),
        ("sendMessage", {"chat_id": 1, "text": "x", "entities": [{"type": "bold", "offset": 0}]}),
        ("sendMessage", {"chat_id": 1, "text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}),
        ("sendMessage", {"chat_id": 1, "text": "x", "entities": [{"type": "loud", "offset": 0, "length": 1}]}),
        ("sendMessage", {"chat_id": 1, "text": "😀", "entities": [{"type": "bold", "offset": 0, "length": 1}]}),
        ("sendMessage", button(text="A", callback_data="x" * 65)),
        ("sendMessage", button(text="A", callback_data="đ" * 33)),
        ("sendMessage", button(text="A")),
        ("sendMessage", button(text=" ", callback_data="a")),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [KEY]}}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[KEY] * 9]}}),
        ("sendDocument", {"chat_id": 1}),
        ("sendDocument", {"chat_id": 1, "document": "f", "caption": "x" * 1025}),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}),
        ("setMyCommands", {"commands": [{"command": "Hoi", "description": "Hỏi"}]}),
        ("setMyCommands", {"commands": [{"command": "hoi", "description": ""}]}),
        ("setMyCommands", {"commands": [{"command": f"c{n}", "description": "x"} for n in range(101)]}),
        ("setWebhook", {"url": "http://x", "secret_token": "a"}),
        ("setWebhook", {"url": "https://x"}),
        ("getUpdates", {"limit": 101}),
        ("getUpdates", {"timeout": 51}),
    ],
)
def test_a_call_telegram_would_refuse_is_refused(method: str, values: dict[str, Any]) -> None:
    """Names, types, sizes and shapes are checked as the Bot API describes them."""
    with pytest.raises(Wrong):
        check(method, values, set())


def test_what_telegram_takes_is_taken() -> None:
    """The longest text, the fullest keyboard and the values of a form pass."""
    check("sendMessage", {"chat_id": 1, "text": "x" * 4096, "reply_markup": {"inline_keyboard": [[KEY] * 8] * 12}}, set())
    check("sendDocument", {"chat_id": 1, "caption": "x"}, {"document"})
    check("sendMessage", decoded("sendMessage", {"chat_id": "1", "text": "5", "disable_notification": "true"}), set())


async def test_a_broken_call_is_written_down(server: TelegramServer) -> None:
    """Every breach of the rules is answered 400 and stays on the record."""
    assert (await call(server, "sendMessage", chat_id=1, text=""))["status"] == 400
    assert len(server.complaints) == 1
    assert (await call(server, "getMe", token="1:x"))["status"] == 401


async def test_offsets_acknowledge_for_ever(server: TelegramServer) -> None:
    """Without an offset everything unacknowledged comes again; an offset forgets what is below it; limit and order hold."""
    first = server.updates[0]["update_id"]
    second, third = server.says(1, "hai"), server.says(1, "ba")
    for _ in range(2):
        assert [u["update_id"] for u in (await call(server, "getUpdates"))["result"]] == [first, second, third]
    assert [u["update_id"] for u in (await call(server, "getUpdates", limit=1))["result"]] == [first]
    assert [u["update_id"] for u in (await call(server, "getUpdates", offset=third))["result"]] == [third]
    assert [u["update_id"] for u in (await call(server, "getUpdates", offset=-1))["result"]] == [third]
    assert [u["update_id"] for u in (await call(server, "getUpdates", offset=first))["result"]] == [third]
    assert server.acknowledged == [first, second]


async def test_a_long_poll_waits_and_ends(server: TelegramServer) -> None:
    """It returns at once when something comes, empty after its time, and with 409 when a second one begins."""
    await call(server, "getUpdates", offset=server.updates[0]["update_id"] + 1)
    waiting = asyncio.create_task(call(server, "getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    server.says(1, "mới")
    assert len((await asyncio.wait_for(waiting, 10))["result"]) == 1
    await call(server, "getUpdates", offset=server.updates[0]["update_id"] + 1)
    start = time.monotonic()
    assert (await call(server, "getUpdates", timeout=1))["result"] == []
    assert time.monotonic() - start >= 0.9
    older = asyncio.create_task(call(server, "getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    newer = asyncio.create_task(call(server, "getUpdates", timeout=1))
    assert (await older)["status"] == 409
    assert (await newer)["status"] == 200


async def test_a_webhook_and_polling_exclude_each_other(server: TelegramServer) -> None:
    """While a webhook is set polling is refused, until it is deleted."""
    await call(server, "setWebhook", url="https://bot.example/x", secret_token="abc")
    assert (await call(server, "getUpdates"))["status"] == 409
    await call(server, "deleteWebhook")
    assert (await call(server, "getUpdates"))["status"] == 200


async def test_pace_is_counted_at_arrival(server: TelegramServer) -> None:
    """Too many sends, over all, to a chat or to a group, are refused with the seconds to wait and written down."""
    for chat in (2, 3, 4):
        server.says(chat, "x")
    assert (await call(server, "sendMessage", chat_id=2, text="x"))["status"] == 200
    assert (await call(server, "sendMessage", chat_id=2, text="x"))["parameters"]["retry_after"] in range(1, 21)
    assert (await call(server, "sendMessage", chat_id=3, text="x"))["status"] == 200
    assert (await call(server, "sendMessage", chat_id=4, text="x"))["status"] == 200
    assert (await call(server, "sendMessage", chat_id=1, text="x"))["status"] == 429
    assert len(server.too_fast) == 2


async def test_a_bot_cannot_write_first_nor_press_what_is_not_there(server: TelegramServer) -> None:
    """A chat must have written; a button must stand under the message; a query must be known."""
    assert "chat not found" in (await call(server, "sendMessage", chat_id=77, text="x"))["description"]
    sent = await call(server, "sendMessage", **button(**KEY))
    with pytest.raises(AssertionError, match="no button"):
        server.presses_button(1, sent["result"]["message_id"], "b")
    assert "query is too old" in (await call(server, "answerCallbackQuery", callback_query_id="1"))["description"]


async def test_it_runs_by_itself() -> None:
    """`python -m tests.fakes.telegram_server` serves, hears what is put into people's mouths and shows what was sent."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.telegram_server", "--port", "0", stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[1]
    )
    assert process.stdout is not None
    try:
        base = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().split()[0].partition("=")[2]
        async with aiohttp.ClientSession() as client:
            await client.post(f"{base}/_fake/says", json={"chat": 1, "text": "xin chào"})
            async with client.post(f"{base}/bot{TOKEN}/sendMessage", json={"chat_id": 1, "text": "chào"}) as response:
                assert response.status == 200
            async with client.get(f"{base}/_fake/shown") as response:
                assert [shown["text"] for shown in await response.json()] == ["chào"]
    finally:
        process.kill()
        await process.wait()
