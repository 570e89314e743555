"""Zalo's wire in its particulars: updates of every shape, the webhook, pictures, links to files, styles, tokens, quota."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from bot.channels.base import Misconfigured, NotSent, Part, Refused, RefusedStyle, TooLarge
from bot.channels.http import Patience
from bot.channels.zalo import Account, Zalo
from bot.channels.zalo_updates import Ignored, Me, heard, updates_in
from bot.channels.zalo_webhook import SECRET_HEADER, webhook_routes
from bot.settings import SettingsError, load_settings, load_settings_to_run
from bot.web import files
from handlers.message import Address, Arrival, Attachment, Choice, Incoming, Reply, words
from tests.fakes.zalo_server import OWN_ID, TOKEN, Fault, ZaloServer

ME = Me(OWN_ID, "Bot Kế hoạch")
CHAT = "6ede9afa66b88fe6d6a9"
SECRET = "0123456789abcdef"


def update(event: str = "message.text.received", **more: Any) -> dict[str, Any]:
    message: dict[str, Any] = {
        "message_id": "2d758cb5e222177a4e35", "date": 1750316131602, "chat": {"id": CHAT, "chat_type": "PRIVATE"},
        "from": {"id": CHAT, "display_name": "Ted", "is_bot": False}, "text": "Xin chào",
    }  # fmt: skip
    return {"event_name": event, "message": message | more}


def from_(id: str, *, is_bot: bool = False) -> dict[str, Any]:
    return {"from": {"id": id, "is_bot": is_bot}}


def test_a_text_is_a_message() -> None:
    """Its key is the message's own id, its moment is in milliseconds, its sender the person's id."""
    found = heard(update(), "zalo", ME)
    assert isinstance(found, Incoming)
    assert (found.address, found.key, found.sender, found.text, found.name) == (Address("zalo", CHAT), "m2d758cb5e222177a4e35", CHAT, "Xin chào", "Ted")
    assert (found.arrival, found.group, found.at.year) == (Arrival.TEXT, False, 2025)


@pytest.mark.parametrize("key", ["photo", "photo_url"])
def test_a_picture_comes_with_its_caption(key: str) -> None:
    """Under today's name or the documents' one; with words it is read as words."""
    found = heard(update("message.image.received", **{key: "https://x/y.jpg", "caption": "đã gửi", "text": None}), "zalo", ME)
    assert isinstance(found, Incoming)
    assert (found.text, found.arrival, found.files[0].ref) == ("đã gửi", Arrival.TEXT, "https://x/y.jpg")
    bare = heard(update("message.image.received", **{key: "https://x/y.jpg"}), "zalo", ME)
    assert isinstance(bare, Incoming)
    assert bare.arrival is Arrival.OTHER


@pytest.mark.parametrize("event", ["message.sticker.received", "message.voice.received", "message.unsupported.received"])
def test_what_has_no_words_arrives_as_such(event: str) -> None:
    """A sticker, a voice, a file Zalo does not hand on: told kindly that words are needed."""
    found = heard(update(event), "zalo", ME)
    assert isinstance(found, Incoming)
    assert (found.arrival, found.text) == (Arrival.OTHER, "")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (update(**from_(OWN_ID)), "echo"), (update(**from_("9", is_bot=True)), "echo"),
        (update("user.reacted"), "user.reacted"), ({"event_name": "user.followed"}, "user.followed"), (update(chat=None), "unreadable"),
        (update(date="x"), "unreadable"), ({"event_name": "message.text.received", "message": []}, "message.text.received"),
    ],
)  # fmt: skip
def test_what_is_nobodys_words_is_counted(given: dict[str, Any], why: str) -> None:
    """Echoes, unknown events, shapes nobody documents: set aside under a name, never an error."""
    assert heard(given, "zalo", ME) == Ignored(why)


def test_bodies_are_flat_or_wrapped_or_lists() -> None:
    """What the documents print, what Zalo sends, and what it may send; an empty probe holds nothing."""
    one = update()
    assert updates_in(one) == updates_in({"ok": True, "result": one}) == updates_in({"ok": True, "result": [one]}) == [one]
    assert updates_in({}) == updates_in([]) == updates_in(None) == updates_in({"ok": True, "result": {}}) == []


def test_in_a_group_the_bots_name_is_no_part_of_the_question() -> None:
    """Zalo brings only what names the bot."""
    found = heard(update(text="@Bot Kế hoạch hạn gửi?", chat={"id": "g1", "chat_type": "GROUP"}), "zalo", ME)
    assert isinstance(found, Incoming)
    assert (found.text, found.group) == ("hạn gửi?", True)


@asynccontextmanager
async def serving(routes: list[Route]) -> AsyncIterator[str]:
    """Routes on a real server; its address."""
    config = uvicorn.Config(Starlette(routes=routes), port=0, log_level="error", lifespan="off")
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


async def test_the_webhook() -> None:
    """Flat or wrapped, kept before 200; forged, too long, no JSON refused; probes and unknown events acknowledged; not kept is not acknowledged."""
    kept: list[Incoming] = []
    channel = Zalo(Account(TOKEN, public_url="https://example.vn", secret=SECRET))
    channel._me = ME

    async def receive(batch: Any) -> None:
        if any(message.text == "đầy" for message in batch):
            raise OSError("disk full")
        kept.extend(batch)

    channel.receive = receive
    async with serving(webhook_routes(channel)) as base, aiohttp.ClientSession() as client:

        async def post(body: Any, secret: str = SECRET) -> int:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            async with client.post(base + channel.account.path, data=data, headers={SECRET_HEADER: secret}) as response:
                return response.status

        assert await post(update()) == 200
        assert await post({"ok": True, "result": update(message_id="2")}) == 200
        assert [message.key for message in kept] == ["m2d758cb5e222177a4e35", "m2"]
        assert await post(update(), "") == 403
        assert await post(update(), "wrong") == 403
        assert await post(b"", "") == 200
        async with client.get(base + channel.account.path) as response:
            assert response.status == 200
        assert await post(b"{") == 400
        assert await post(b"x" * 1_000_001) == 413
        assert await post(update("user.reacted")) == 200
        assert await post(update(text="đầy")) == 503
    assert len(kept) == 2
    assert channel.ignored["user.reacted"] == 1


async def test_pictures_are_fetched_and_bounded() -> None:
    """A picture's public address gives its bytes, no more than asked for, and only from an address that may be one."""
    async with ZaloServer() as server:
        server.sends_picture(CHAT, b"\xff\xd8\xff" + b"x" * 1000)
        channel = Zalo(Account(TOKEN, api_url=server.url))
        await channel.open()
        assert len(await channel.fetch(f"{server.url}/picture/p0", 5000)) == 1003
        with pytest.raises(TooLarge):
            await channel.fetch(f"{server.url}/picture/p0", 100)
        for wrong in (f"{server.url}/picture/none", "ftp://x/y", "http://10.0.0.1/x"):
            with pytest.raises(Refused):
                await channel.fetch(wrong, 100)
        await channel.close()
        with pytest.raises(NotSent):
            await channel.fetch(f"{server.url}/picture/p0", 100)


async def test_a_refused_style_is_known_as_one() -> None:
    """Styled text that is refused is told apart, so that it goes plain once; unstyled text that is refused is refused."""
    async with ZaloServer() as server:
        server.known.add(CHAT)
        channel = Zalo(Account(TOKEN, api_url=server.url, styled=True))
        await channel.open()
        (part,) = channel.render(Reply((words("Hạn", strong=True),)))
        await channel.send(Address("zalo", CHAT), part, "a/0")
        assert server.shown[0].styles == [{"start": 0, "len": 3, "st": ["b"]}]
        server.faults += [Fault("bad request"), Fault("bad request")]
        with pytest.raises(RefusedStyle):
            await channel.send(Address("zalo", CHAT), part, "b/0")
        with pytest.raises(Refused) as plainly:
            await channel.send(Address("zalo", CHAT), part, "b/0", plain=True)
        assert not isinstance(plainly.value, RefusedStyle)
        assert server.complaints == []
        await channel.close()


async def test_files_go_as_links_or_as_their_words() -> None:
    """With a public address a link that is signed and ends; pictures by their address; without one the text."""
    file, picture = Attachment("báo cáo.xlsx", "application/x", b"bytes", "Toàn văn"), Attachment("a.png", "image/png", b"png", "Ảnh")
    async with ZaloServer() as server:
        server.known.add(CHAT)
        secret = files.secret_of(TOKEN)
        channel = Zalo(Account(TOKEN, api_url=server.url, link=lambda key: files.sign(secret, "https://kh.vn", key)))
        await channel.open()
        (part,) = channel.render(Reply((words("Đây"),), attachment=file))
        await channel.send(Address("zalo", CHAT), part, "order/7/0/0")
        link = server.shown[0].text.rsplit(" ", 1)[1]
        assert files.key_in(secret, link.rpartition("/")[2]) == "order/7/0"
        (part,) = channel.render(Reply((words("Đây"),), attachment=picture))
        await channel.send(Address("zalo", CHAT), part, "order/8/0/0")
        assert str(server.shown[1].photo).startswith("https://kh.vn/tep/")
        await channel.close()
    assert "Toàn văn" in "".join(part.text for part in Zalo(Account(TOKEN)).render(Reply((words("Đây"),), attachment=file)))


async def test_a_link_holds_for_its_time_and_for_nothing_else() -> None:
    """Changed, forged or expired it opens nothing; good, it is a download whatever the file is."""
    secret = b"s"
    token = files.sign(secret, "https://kh.vn", "order/1/0/0").rpartition("/")[2]

    async def find(key: str) -> Attachment | None:
        return Attachment("a b.html", "text/html", b"<script>", "") if key == "order/1/0" else None

    async with serving(files.routes((b"other", secret), find)) as base, aiohttp.ClientSession() as client:
        async with client.get(f"{base}/tep/{token}") as good:
            assert (good.status, await good.read()) == (200, b"<script>")
            assert good.headers["content-type"] == "application/octet-stream"
            assert good.headers["content-disposition"].startswith("attachment")
        for bad in (token[:-1] + ("0" if token[-1] != "0" else "1"), "x", "x.y.z", token.replace(".", "", 1), "é.1.2"):
            async with client.get(f"{base}/tep/{bad}") as response:
                assert response.status == 404
    late = time.time() + files.HOLDS + 1
    assert files.key_in(secret, token, lambda: late) is None


async def test_a_bad_token_is_said_plainly_and_no_token_is_shown(caplog: pytest.LogCaptureFixture) -> None:
    """ok:false on HTTP 200 is a failure; the token stands in the address and nowhere else."""
    caplog.set_level(logging.DEBUG)
    async with ZaloServer() as server:
        wrong = Zalo(Account("1:wrong-token", api_url=server.url))
        with pytest.raises(Misconfigured) as caught:
            await wrong.open()
        assert "token" in caught.value.reason
        await wrong.close()
    gone = Zalo(Account("1:wrong-token", api_url="http://127.0.0.1:9", patience=Patience(connect=0.2, write=0.2, read=0.2)))
    await gone.open()
    with pytest.raises(NotSent):
        await gone.send(Address("zalo", CHAT), Part("x"), "k/0")
    await gone.close()
    assert "wrong-token" not in caplog.text + caught.value.reason + repr(wrong.account)


def test_choices_are_numbers_or_words() -> None:
    """Answers are chosen from by number, the list on the last part; what is pushed or asks for values names words."""
    channel = Zalo(Account(TOKEN))
    choices = (Choice("Đã xong", "xong thi"), Choice("Lùi", "lui thi"))
    (numbered,) = channel.render(Reply((words("Việc?"),), choices))
    assert numbered.text.endswith("1. Đã xong\n2. Lùi")
    assert numbered.choices == choices
    (worded,) = channel.render(Reply((words("Việc?"),), choices, by_word=True))
    assert "Đã xong: nhắn xong thi" in worded.text
    assert worded.choices == ()


def test_settings_of_zalo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One token needs no name, several do; wrong ones are named without being shown; a webhook wants its address and secret."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / ".env"
    file.write_text(f"ZALO_BOT_TOKENS={TOKEN}\n", "utf-8")
    assert [name for name, _ in load_settings_to_run(file).settings.zalo_tokens] == ["zalo"]
    file.write_text(f"ZALO_BOT_TOKENS=mot={TOKEN}, hai=2:b\n", "utf-8")
    assert [name for name, _ in load_settings(file).settings.zalo_tokens] == ["mot", "hai"]
    for wrong in ("telegram=1:a", "mot=1:a,mot=2:b", "mot=khong", "1:a,2:b"):
        file.write_text(f"ZALO_BOT_TOKENS={wrong}\n", "utf-8")
        with pytest.raises(SettingsError) as caught:
            load_settings(file)
        assert "ZALO_BOT_TOKENS" in str(caught.value)
        assert wrong not in str(caught.value)
    file.write_text("ZALO_BOT_MODE=webhook\n", "utf-8")
    with pytest.raises(SettingsError, match=r"ZALO_BOT_TOKENS(.|\n)*ZALO_BOT_WEBHOOK_SECRET(.|\n)*KEHOACH_PUBLIC_URL"):
        load_settings(file)
