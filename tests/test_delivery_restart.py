"""What goes out at its pace, when the bot stops or dies or is started again, and while the database fails."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.channels.base import NotSent, Wait
from tests.fakes.channel import FREE, FakeChannel
from tests.rig import push, rows, running, said, settled, tried
from tests.test_pace import most_within


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
