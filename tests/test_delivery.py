"""What goes out: once, in order, at the platform's pace, whatever the platform answers."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import deque
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.channels.base import Closed, Mark, MaybeSent, Misconfigured, Moved, NotSent, Part, Refused, RefusedStyle, Wait
from bot.store.base import Lane, Outgoing
from handlers.message import Address, Reply, words
from tests.fakes.channel import FREE, FakeChannel
from tests.rig import Rig, running, said
from tests.test_pace import most_within


def rows(folder: Path) -> list[tuple[str, str | None]]:
    """The state and the reason of each outbox row."""
    with sqlite3.connect(folder / "bot.db") as db:
        found = db.execute("SELECT state, reason FROM outbox ORDER BY id").fetchall()
    db.close()
    return found


def tried(folder: Path) -> list[str]:
    """How each attempt ended."""
    with sqlite3.connect(folder / "bot.db") as db:
        found = [outcome for (outcome,) in db.execute("SELECT outcome FROM attempts ORDER BY id")]
    db.close()
    return found


async def push(rig: Rig, *chats: str, text: str = "push") -> None:
    """Put bulk messages into the outbox, as a broadcast would."""

    def queue() -> None:
        real = rig.core.clock.real()
        with rig.core.store.batch() as work:
            for chat in chats:
                address = Address("fake", chat)
                work.queue(Outgoing(f"push/{chat}", address, Lane.BULK, Reply((words(text),)), real, real + timedelta(hours=1)))

    await rig.engine.run(queue)
    rig.delivery.wake()


async def settled(rig: Rig) -> None:
    """Wait until every row has come to its end."""
    async with asyncio.timeout(10):
        while any(rows_of in ("outbox.queued", "outbox.waiting", "outbox.sending") for rows_of in await rig.rows()):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


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


async def test_wait_survives_a_restart(tmp_path: Path) -> None:
    """A bot that was asked to wait and is started again still waits."""
    first = FakeChannel(errors=deque([Wait("429", 0.8)]))
    async with running(tmp_path, first) as rig:
        await rig.hear(said("a"))
        await rig.until(lambda: "waiting" in str(rows(tmp_path)))
    second = FakeChannel()
    async with running(tmp_path, second) as rig:
        await rig.hear(said("b", chat="2"))
        await settled(rig)
    assert [one.text for one in second.got] == ["= a", "= b"]
    assert second.asked[0].at - first.asked[0].at >= 0.8


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


async def test_pace(tmp_path: Path) -> None:
    """A burst is sent at the bot's rate and no faster, and one chat gets its messages at the chat's."""
    channel = FakeChannel(abilities=replace(FREE, per_second=60, per_chat=10))
    async with running(tmp_path, channel) as rig:
        await rig.hear(*(said(f"{n}", chat=str(n)) for n in range(40)), *(said(f"x{n}", chat="one") for n in range(4)))
        await settled(rig)
    # Starts are paced exactly; what stands between them and the platform may squeeze two together.
    assert most_within([one.at for one in channel.asked], 0.5) <= 30 + 1
    mine = [one.at for one in channel.asked if one.chat == "one"]
    assert min(later - sooner for sooner, later in pairwise(mine)) > 0.08


async def test_pace_survives_a_restart(tmp_path: Path) -> None:
    """A chat that was just written to still waits its time when the bot is started again."""
    paced = replace(FREE, per_chat=2)
    first, second = FakeChannel(abilities=paced), FakeChannel(abilities=paced)
    async with running(tmp_path, first) as rig:
        await rig.hear(said("join 10A"))
        await settled(rig)
    async with running(tmp_path, second) as rig:
        await rig.hear(said("b"), said("c", chat="2"))
        await settled(rig)
    assert second.texts() == ["= c", "= b"]
    assert second.got[1].at - first.got[0].at >= 0.45


async def test_replies_before_bulk(tmp_path: Path) -> None:
    """A reply does not wait behind a broadcast: it is the next to go."""
    channel = FakeChannel(abilities=replace(FREE, per_second=100))
    async with running(tmp_path, channel) as rig:
        await push(rig, *map(str, range(60)))
        await rig.until(lambda: len(channel.got) >= 5)
        await rig.hear(said("a", chat="me"))
        before = len(channel.asked)
        await settled(rig)
    place = [one.text for one in channel.asked].index("= a")
    assert place <= before + 3
    assert len(channel.got) == 61


async def test_stopping_lets_sends_end(tmp_path: Path) -> None:
    """Stopped in the middle, what is under way ends and is recorded; the next start sends the rest; nothing is in doubt."""
    first, second = FakeChannel(latency=0.15), FakeChannel()
    async with running(tmp_path, first, in_flight=4) as rig:
        await rig.hear(*(said(f"{n}", chat=str(n)) for n in range(10)))
        await rig.until(lambda: len(first.asked) == 4)
    assert len(first.got) == 4
    async with running(tmp_path, second) as rig:
        await settled(rig)
    assert len(second.got) == 6
    assert "unknown" not in tried(tmp_path)


async def test_stopping_a_send_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A send that does not end when the bot stops is in doubt, and a reply goes once more at the next start."""
    monkeypatch.setattr("bot.outcomes.SOON", timedelta(0))
    first, second = FakeChannel(latency=60), FakeChannel()
    async with running(tmp_path, first) as rig:
        await rig.hear(said("a"))
        await rig.until(lambda: len(first.asked) == 1)
    assert tried(tmp_path) == ["unknown"]
    async with running(tmp_path, second) as rig:
        await settled(rig)
    assert second.texts() == ["= a"]


async def test_sender_that_died(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed process had taken is in doubt: at the next start a reply goes once more, a pushed message does not."""
    monkeypatch.setattr("bot.outcomes.SOON", timedelta(0))
    async with running(tmp_path, FakeChannel(down=NotSent("never"))) as rig:
        await rig.hear(said("a"))
        await push(rig, "2")
        rig.delivery.stop()
        await rig.task
        await rig.engine.run(lambda: rig.core.exchange("fake", (), 9))
    assert [state for state, _ in rows(tmp_path)] == ["sending", "sending"]
    channel = FakeChannel()
    async with running(tmp_path, channel) as rig:
        await settled(rig)
    assert channel.texts() == ["= a"]
    assert rows(tmp_path) == [("sent", None), ("unknown", "the sender stopped")]


async def test_old_replies_expire(tmp_path: Path) -> None:
    """After a day's outage stale replies do not go out; they are shown as expired."""
    async with running(tmp_path, FakeChannel(down=NotSent("never"))) as rig:
        await rig.hear(said("a"))
    with sqlite3.connect(tmp_path / "bot.db") as db:
        db.execute("UPDATE outbox SET expires = '2020-01-01T00:00:00.000+00:00'")
    db.close()
    channel = FakeChannel()
    async with running(tmp_path, channel) as rig:
        await rig.hear(said("b"))
        await settled(rig)
    assert channel.texts() == ["= b"]
    assert rows(tmp_path)[0] == ("expired", "too old")


async def test_locked_database(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """How a send ended is remembered while the database cannot be written, and recorded then: nothing goes twice."""
    channel = FakeChannel(latency=0.1)
    async with running(tmp_path, channel) as rig:
        await rig.hear(said("a"))
        await rig.until(lambda: len(channel.asked) == 1)
        other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await rig.until(lambda: "cannot be used" in caplog.text)
        await asyncio.sleep(0.3)
        other.execute("ROLLBACK")
        other.close()
        await settled(rig)
    assert len(channel.asked) == 1
    assert rows(tmp_path) == [("sent", None)]
    said_so = [record.getMessage() for record in caplog.records]
    assert said_so == [
        "the database cannot be used (database is locked): nothing is acknowledged, trying again until it can",
        "the database can be used again",
    ]


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
