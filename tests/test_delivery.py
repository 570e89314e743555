"""What goes out: once, in order, at the platform's pace, whatever the platform answers."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels.base import Closed, Mark, MaybeSent, Misconfigured, Moved, NotSent, Part, Refused, RefusedStyle, Wait
from bot.core import Core
from handlers.message import Address, Reply
from tests.fakes.channel import FREE, FakeChannel
from tests.rig import push, rows, running, said, settled, tried


async def test_reply_arrives(tmp_path: Path) -> None:
    """A message is answered through the inbox, the core and the outbox, under a key of its own."""
    channel = FakeChannel()
    async with running(tmp_path, channel) as rig:
        await rig.hear(said("hello"))
        await settled(rig)
    assert [(one.text, one.key) for one in channel.got] == [("= hello", "fake/hello/0/0")]
    assert rows(tmp_path) == [("sent", None)]


async def test_many_chats(tmp_path: Path) -> None:
    """A hundred people at once are each answered, in the order each of them wrote, several sends at a time."""
    channel = FakeChannel(latency=0.001)
    async with running(tmp_path, channel) as rig:
        for turn in range(3):
            await rig.hear(*(said(f"{turn}", key=f"{turn}-{chat}", chat=str(chat)) for chat in range(100)))
        await settled(rig)
    for chat in range(100):
        assert [one.text for one in channel.got if one.chat == str(chat)] == ["= 0", "= 1", "= 2"]
    assert 1 < channel.most <= 16


async def test_parts(tmp_path: Path) -> None:
    """A long reply goes in parts; when one does not get through, those before it are not sent again."""
    channel = FakeChannel(abilities=replace(FREE, longest=4), errors=deque([None, NotSent("no way"), None]))
    async with running(tmp_path, channel) as rig:
        await rig.hear(said("abcdefg", key="k"), said("h"))
        await settled(rig)
    assert channel.texts() == ["= ab", "cdef", "g", "= h"]
    assert [one.key for one in channel.got][:3] == ["fake/k/0/0", "fake/k/0/1", "fake/k/0/2"]


async def test_outage(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """While the platform cannot be reached replies wait; then they arrive once each, in order; one log line says so."""
    channel = FakeChannel(down=NotSent("connection refused"))
    async with running(tmp_path, channel) as rig:
        await rig.hear(said("first", chat="9"))
        await rig.until(lambda: len(channel.asked) >= 3)
        await rig.hear(*(said(f"{n}", chat=str(n % 4)) for n in range(20)))
        await rig.until(lambda: len(channel.asked) >= 5)
        channel.down = None
        await settled(rig)
        assert len(channel.asked) < 40
    assert channel.texts()[0] == "= first"
    for chat in "0123":
        assert [one.text for one in channel.got if one.chat == chat] == [f"= {n}" for n in range(20) if n % 4 == int(chat)]
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


async def test_wait(tmp_path: Path) -> None:
    """When the platform asks to wait nothing goes to anybody before then, and afterwards everything does."""
    channel = FakeChannel(errors=deque([Wait("429", 0.4)]))
    async with running(tmp_path, channel, in_flight=1) as rig:
        await rig.hear(*(said(f"{n}", chat=str(n)) for n in range(5)))
        await settled(rig)
    moments = [one.at for one in channel.asked]
    assert len(channel.got) == 5
    assert moments[1] - moments[0] >= 0.4


@pytest.mark.parametrize("again", [True, False])
async def test_unknown_reply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: bool) -> None:
    """A reply that may have arrived goes once more and no oftener; the doubt stays visible."""
    monkeypatch.setattr("bot.outcomes.SOON", timedelta(0))
    channel = FakeChannel(errors=deque([MaybeSent("cut"), None if again else MaybeSent("cut")]))
    async with running(tmp_path, channel) as rig:
        await rig.hear(said("a"))
        await settled(rig)
    assert len(channel.asked) == 2
    assert rows(tmp_path) == ([("sent", None)] if again else [("unknown", "cut")])
    assert tried(tmp_path) == ["unknown", "sent" if again else "unknown"]


async def test_unknown_bulk(tmp_path: Path) -> None:
    """A pushed message that may have arrived is never sent again."""
    channel = FakeChannel(errors=deque([MaybeSent("cut")]))
    async with running(tmp_path, channel) as rig:
        await push(rig, "1")
        await settled(rig)
    assert (len(channel.asked), rows(tmp_path)) == (1, [("unknown", "cut")])


async def test_unknown_where_doubles_cannot_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A channel that shows one key once gets the message until it has it, pushed or not."""
    monkeypatch.setattr("bot.outcomes.SOON", timedelta(0))
    channel = FakeChannel(abilities=replace(FREE, idempotent=True), errors=deque([MaybeSent("cut")] * 3))
    async with running(tmp_path, channel) as rig:
        await push(rig, "1")
        await settled(rig)
    assert (len(channel.asked), rows(tmp_path)) == (4, [("sent", None)])


async def test_closed(tmp_path: Path) -> None:
    """A person who blocked the bot gets nothing more, and whatever waited for them is failed; others are answered."""
    channel = FakeChannel(errors=deque([Closed("blocked")]))
    async with running(tmp_path, channel, in_flight=1) as rig:
        await rig.hear(said("two"), said("b", chat="2"))
        await settled(rig)
    assert channel.texts() == ["= b"]
    assert rows(tmp_path) == [("failed", "blocked"), ("failed", "blocked"), ("sent", None)]


@pytest.mark.parametrize("error", [Refused("empty"), RefusedStyle("entities")])
async def test_refused(tmp_path: Path, error: Refused) -> None:
    """What the platform refuses is not tried again; refused for its style it goes plain once."""
    channel = FakeChannel(down=error)
    async with running(tmp_path, channel) as rig:
        await rig.hear(said("a"))
        await settled(rig)
    styled = isinstance(error, RefusedStyle)
    assert [one.plain for one in channel.asked] == ([False, True] if styled else [False])
    assert rows(tmp_path) == [("failed", error.reason)]


async def test_plain_arrives(tmp_path: Path) -> None:
    """A reply refused for its style arrives without it."""
    channel = FakeChannel(errors=deque([RefusedStyle("entities")]))
    async with running(tmp_path, channel) as rig:
        await rig.hear(said("a"))
        await settled(rig)
    assert [(one.text, one.plain) for one in channel.got] == [("= a", True)]


@pytest.mark.parametrize("settles", [True, False])
async def test_moved(tmp_path: Path, settles: bool) -> None:
    """A chat that has another id is written to there, once; one that moves on and on is given up."""
    channel = FakeChannel(errors=deque([Moved("migrated", "-100"), *([] if settles else [Moved("migrated", "-200")])]))
    async with running(tmp_path, channel) as rig:
        await rig.hear(said("a", chat="-5", sender="7", group=True))
        await settled(rig)
    assert [one.chat for one in channel.asked] == ["-5", "-100"]
    assert rows(tmp_path) == ([("sent", None)] if settles else [("failed", "migrated")])


async def test_misconfigured(tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot whose token is refused keeps its messages, says so once, and sends them when it is mended."""
    monkeypatch.setattr("bot.delivery.MEND", 0.02)
    channel = FakeChannel(down=Misconfigured("the token is refused"))
    async with running(tmp_path, channel) as rig:
        await rig.hear(said("a"), said("b", chat="2"))
        await rig.until(lambda: len(channel.asked) >= 4)
        channel.down = None
        await settled(rig)
    assert sorted(channel.texts()) == ["= a", "= b"]
    assert [record.getMessage() for record in caplog.records] == ["fake cannot send until this is mended: the token is refused"]


async def test_fault_in_a_channel(tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of our own while sending leaves the outcome unknown, one while rendering is final; neither stops the bot or logs words."""
    monkeypatch.setattr("bot.outcomes.SOON", timedelta(0))

    class Faulty(FakeChannel):
        def render(self, reply: Reply) -> tuple[Part, ...]:
            parts = super().render(reply)
            if "unprintable" in parts[0].text:
                raise KeyError(parts[0].text)
            return parts

    channel = Faulty(errors=deque([ZeroDivisionError("secret")]))
    async with running(tmp_path, channel, in_flight=1) as rig:
        await rig.hear(said("a"), said("unprintable", chat="2"), said("c", chat="3"))
        await settled(rig)
    assert sorted(channel.texts()) == ["= a", "= c"]
    assert sorted(rows(tmp_path)) == sorted([("sent", None), ("failed", "cannot be rendered: KeyError"), ("sent", None)], key=str)
    assert "secret" not in caplog.text
    assert "= unprintable" not in caplog.text


async def test_fault_while_a_reply_is_made_ready(tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of our own before sending is logged by place and class, never by its words, and delivery goes on."""
    monkeypatch.setattr("bot.delivery.FAULT", 0.01)
    faults = deque([ZeroDivisionError("secret")])
    exchange = Core.exchange

    def faulty(core: Core, *args: Any, **named: Any) -> Any:
        if faults:
            raise faults.popleft()
        return exchange(core, *args, **named)

    monkeypatch.setattr(Core, "exchange", faulty)
    channel = FakeChannel()
    async with running(tmp_path, channel) as rig:
        await rig.hear(said("a"))
        await settled(rig)
    assert channel.texts() == ["= a"]
    assert not faults
    assert "failed and goes on" in caplog.text
    assert "secret" not in caplog.text


async def test_marks(tmp_path: Path) -> None:
    """A pressed choice is marked once replies are out; where a channel cannot edit it is not."""
    channel, other = FakeChannel(), FakeChannel(abilities=replace(FREE, edits=False))
    for one, folder in ((channel, tmp_path / "1"), (other, tmp_path / "2")):
        folder.mkdir()
        async with running(folder, one) as rig:
            rig.delivery.mark(Address("fake", "1"), Mark("m1", "mot"))
            await rig.hear(said("a"))
            await settled(rig)
            await asyncio.sleep(0.05)
    assert channel.marks == [(Address("fake", "1"), Mark("m1", "mot"))]
    assert other.marks == []


async def test_marks_keep_the_pace(tmp_path: Path) -> None:
    """A mark counts as a send to its chat: it waits its turn behind the reply, and comes again when the platform asked to wait."""
    channel = FakeChannel(abilities=replace(FREE, per_chat=5), mark_errors=deque([Wait("429", 0.1)]))
    async with running(tmp_path, channel) as rig:
        await rig.engine.receive([said("a")])
        rig.delivery.mark(Address("fake", "1"), Mark("m1", "mot"))
        await rig.until(lambda: len(channel.marks) == 1)
    assert channel.marked_at[0] - channel.got[0].at >= 0.38
