"""Hearing by polling: Telegram forgets an update only after the core has kept it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bot.channels.base import Misconfigured
from handlers.message import Arrival
from tests.fakes.telegram_faults import Fault
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.telegram_talk import Talk, account, talk

CHAT = 42


@pytest.fixture
async def tg() -> AsyncIterator[Talk]:
    async with talk() as both:
        yield both


def offsets(tg: Talk) -> list[int | None]:
    return [call.values.get("offset") for call in tg.server.made("getUpdates")]


async def test_what_people_write_reaches_the_core_in_order(tg: Talk) -> None:
    """Texts, presses and edits come in the order they were made, each once."""
    first = tg.server.says(CHAT, "/start so")
    await tg.listen()
    tg.server.edits(CHAT, tg.server.message_of(first), "Hạn nộp?")
    tg.server.says(43, "Chào")
    await tg.server.wait_for(lambda: len(tg.kept) == 3)
    assert [(m.arrival, m.text) for m in tg.kept] == [(Arrival.START, "so"), (Arrival.EDIT, "Hạn nộp?"), (Arrival.TEXT, "Chào")]


async def test_the_first_poll_has_no_offset_and_later_ones_acknowledge(tg: Talk) -> None:
    """The offset lives in memory: it is missing at first, then one past what was kept."""
    update = tg.server.says(CHAT, "một")
    await tg.listen()
    await tg.server.wait_for(lambda: tg.server.acknowledged == [update])
    assert offsets(tg) == [None, update + 1]


async def test_nothing_is_acknowledged_before_the_commit(tg: Talk) -> None:
    """While the core is still at work on a batch, Telegram is asked for nothing more."""
    tg.hold = asyncio.Event()
    tg.server.says(CHAT, "một")
    await tg.listen()
    await tg.server.wait_for(lambda: tg.batches == 1)
    tg.server.says(CHAT, "hai")
    await asyncio.sleep(0.1)
    assert len(tg.server.made("getUpdates")) == 1
    assert not tg.server.acknowledged
    tg.hold.set()
    await tg.server.wait_for(lambda: len(tg.server.acknowledged) == 2)


async def test_what_was_not_kept_comes_again(tg: Talk, caplog: pytest.LogCaptureFixture) -> None:
    """A core that cannot keep a batch gets it again until it can; one line tells when it began, one when it ended, none what was said."""
    caplog.set_level(logging.INFO)
    tg.refuse = OSError("disk full")
    update = tg.server.says(CHAT, "điều riêng tư")
    await tg.listen()
    await tg.server.wait_for(lambda: tg.batches >= 3)
    assert not tg.server.acknowledged
    tg.refuse = None
    await tg.server.wait_for(lambda: tg.server.acknowledged == [update])
    assert [m.text for m in tg.kept] == ["điều riêng tư"]
    assert len([r for r in caplog.records if "hears nothing" in r.message]) == 1
    assert len([r for r in caplog.records if "hears again" in r.message]) == 1
    assert "riêng tư" not in caplog.text


async def test_a_death_before_the_commit_loses_nothing() -> None:
    """Killed in the middle of a batch, the next start hears the whole batch again."""
    async with TelegramServer() as server:
        server.says(CHAT, "một")
        for kept in (False, True):
            async with talk(server) as both:
                both.hold = None if kept else asyncio.Event()
                await both.listen()
                await server.wait_for(lambda both=both: both.batches == 1)  # type: ignore[misc]
                if kept:
                    await server.wait_for(lambda: len(server.acknowledged) == 1)
                    assert [m.text for m in both.kept] == ["một"]


async def test_an_outage_is_waited_for(tg: Talk, caplog: pytest.LogCaptureFixture) -> None:
    """While Telegram is away the poller tries on with one log line, and then hears what was written meanwhile."""
    await tg.listen()
    await tg.server.wait_for(lambda: tg.server.made("getUpdates"))
    caplog.set_level(logging.INFO)
    await tg.server.outage()
    tg.server.says(CHAT, "một")
    await asyncio.sleep(0.5)
    await tg.server.restore()
    await tg.server.wait_for(lambda: len(tg.kept) == 1)
    assert len([r for r in caplog.records if r.levelno >= logging.WARNING]) == 1


@pytest.mark.parametrize("kind", ["server error", "html", "empty", "half", "flood", "cut before", "firewall", "slow"])
async def test_no_trouble_stops_the_poller(tg: Talk, kind: str) -> None:
    """Whatever Telegram or a proxy answers to a poll, the next one follows."""
    tg.server.faults.append(Fault(kind, "getUpdates", times=2))
    tg.server.says(CHAT, "một")
    await tg.listen()
    await tg.server.wait_for(lambda: len(tg.kept) == 1)


async def test_a_start_without_network_goes_on_by_itself() -> None:
    """When Telegram is away at the start the channel opens, and introduces itself as soon as it can."""
    async with TelegramServer() as server:
        await server.outage()
        async with talk(server) as both:
            await both.listen()
            await asyncio.sleep(0.2)
            await server.restore()
            server.says(CHAT, "một")
            await server.wait_for(lambda: len(both.kept) == 1)
        assert server.commands


async def test_a_revoked_token_ends_the_poller_plainly(tg: Talk) -> None:
    """A token that is refused while the bot runs is not tried for ever."""
    tg.server.faults.append(Fault("token", "getUpdates"))
    await tg.listen()
    assert tg.listening
    with pytest.raises(Misconfigured, match="token"):
        await asyncio.wait_for(tg.listening, 5)
    tg.listening = None


async def test_one_conflict_is_borne_and_a_lasting_one_is_said(tg: Talk) -> None:
    """A restart may overlap its forerunner once; a second program that keeps polling is named as what it is."""
    tg.server.faults.append(Fault("conflict", "getUpdates"))
    tg.server.says(CHAT, "một")
    await tg.listen()
    await tg.server.wait_for(lambda: len(tg.kept) == 1)
    tg.server.faults.append(Fault("conflict", "getUpdates", times=9))
    tg.server.says(CHAT, "hai")
    assert tg.listening
    with pytest.raises(Misconfigured, match="another program"):
        await asyncio.wait_for(tg.listening, 5)
    tg.listening = None


async def test_two_pollers_notice_each_other() -> None:
    """Two bots with one token: the fake ends the older poll, as Telegram does, and one of them gives up."""
    async with talk() as one:
        other = Talk(one.server, type(one.channel)(account(one.server), one.channel._now))
        await one.listen()
        await other.listen()
        assert one.listening
        assert other.listening
        done, _ = await asyncio.wait([one.listening, other.listening], timeout=5, return_when=asyncio.FIRST_COMPLETED)
        assert isinstance(done.pop().exception(), Misconfigured)
        one.listening = None if one.listening.done() else one.listening
        if not other.listening.done():
            await other.stop()
        await other.channel.close()


async def test_a_forgotten_webhook_is_taken_away(tg: Talk) -> None:
    """Before it polls, and when somebody sets one later, the webhook is deleted: it would take every update."""
    assert tg.server.made("deleteWebhook")
    await tg.listen()
    await tg.server.wait_for(lambda: tg.server.made("getUpdates"))
    tg.server.webhook = {"url": "https://elsewhere.example/x"}
    tg.server.says(CHAT, "một")
    await tg.server.wait_for(lambda: len(tg.kept) == 1)


async def test_updates_nobody_needs_are_acknowledged_and_counted(tg: Talk) -> None:
    """Unknown, malformed and foreign updates do not stop those behind them, and are counted by kind."""
    for kind, content in (("my_chat_member", {}), ("message", {"text": 5}), ("a_kind_of_next_year", {})):
        tg.server._arrives(kind, content)
    tg.server.says_in(-100, CHAT, "chuyện riêng")
    last = tg.server.says(CHAT, "một")
    await tg.listen()
    await tg.server.wait_for(lambda: last in tg.server.acknowledged)
    assert [m.text for m in tg.kept] == ["một"]
    assert tg.channel.ignored == {"my_chat_member": 1, "not from a person": 1, "a_kind_of_next_year": 1, "group talk": 1}


async def test_the_age_of_the_last_answer_is_known(tg: Talk) -> None:
    """A deaf poller shows: the silence grows from the last answer on, and is unknown before the first."""
    assert tg.channel.silence() is None
    tg.server.says(CHAT, "một")
    await tg.listen()
    await tg.server.wait_for(lambda: tg.kept)
    early = tg.channel.silence()
    await tg.server.outage()
    await asyncio.sleep(0.2)
    late = tg.channel.silence()
    assert early is not None
    assert late is not None
    assert late - early >= 0.15


async def test_two_hundred_updates_come_in_batches(tg: Talk) -> None:
    """A backlog is heard hundred by hundred, every one once."""
    for number in range(250):
        tg.server.says(CHAT, f"câu {number}")
    await tg.listen()
    await tg.server.wait_for(lambda: len(tg.server.acknowledged) == 250)
    assert [m.text for m in tg.kept] == [f"câu {n}" for n in range(250)]
    assert tg.batches == 3
