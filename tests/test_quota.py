"""A bot's monthly quota: bulk stops first, answers last, nobody is left without a word, and the secretariat knows."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels.base import Abilities
from bot.clock import ZONE, Clock
from bot.core import Core
from bot.decisions import HANDLERS
from bot.invitations import cards, page
from bot.quota import begun
from bot.script import Quota
from bot.store import open_store
from bot.store.base import Lane, Outgoing, Sent
from handlers.message import Address, Incoming, Reply, plain, words
from handlers.turn import Office
from tests.small_plan import CLASS_10A, CLUB, READER


@pytest.mark.parametrize(
    ("now", "day", "since"),
    [((2026, 3, 5), 1, (2026, 3, 1)), ((2026, 3, 5), 10, (2026, 2, 10)), ((2026, 1, 5), 28, (2025, 12, 28)), ((2026, 3, 10), 10, (2026, 3, 10))],
)
def test_the_month_begins_on_its_day(now: Any, day: int, since: Any) -> None:
    """The reset day is a setting."""
    assert begun(datetime(now[0], now[1], now[2], 15, tzinfo=ZONE), day) == datetime(since[0], since[1], since[2], tzinfo=ZONE)


class Limited:
    """A core with a limited bot "zalo" and an unlimited "telegram"; the secretariat writes from there."""

    def __init__(self, folder: Path, people: int, messages: int) -> None:
        wide = Abilities(longest=1900, buttons=False, edits=False, files_out=False, per_second=99, per_chat=99, per_group=99)
        self.store = open_store(str(folder / "bot.db"))
        self.clock = Clock(None)
        self.core = Core(self.store, READER, HANDLERS, self.clock, Office(), {"zalo": wide, "telegram": wide}, secretariat=[Address("telegram", "chief")])
        self.core.prepare([CLASS_10A, CLUB])
        self.core.quotas["zalo"] = Quota(people, messages)
        self._count = 0
        self.say("telegram", "chief", "xin chào")

    def say(self, bot: str, chat: str, text: str) -> list[str]:
        self._count += 1
        self.core.receive([Incoming(Address(bot, chat), str(self._count), chat, text, self.clock.now())])
        return self.sent(bot).get(chat, [])

    def sent(self, bot: str) -> dict[str, list[str]]:
        """Send all that may go; what each chat was told."""
        told: dict[str, list[str]] = {}
        while True:
            exchange = self.core.exchange(bot, (), 10)
            for claim in exchange.claims:
                if claim.reply:
                    told.setdefault(claim.address.chat, []).append(plain(claim.reply))
            self.core.exchange(bot, [Sent(claim, str(claim.id), last=True, at=self.clock.real()) for claim in exchange.claims], 0)
            if not exchange.claims and not exchange.again:
                return told


def test_bulk_stops_first_and_answers_last(tmp_path: Path) -> None:
    """At 80 % the secretariat is warned once, near the end bulk waits, at the end answers wait too, and none is lost; the desk shows it."""
    bot = Limited(tmp_path, people=50, messages=20)
    for _ in range(19):
        assert bot.say("zalo", "a", "mỗi tiết mục mấy phút?")
    warned = [text for text in bot.sent("telegram").get("chief", []) if "đã dùng" in text]
    assert len(warned) == 1
    real = bot.clock.real()
    with bot.store.batch() as work:
        work.queue(Outgoing("bulk/1", Address("zalo", "a"), Lane.BULK, Reply((words("nhắc"),)), real, real + timedelta(days=1), None))
    assert bot.sent("zalo") == {}
    assert bot.say("zalo", "a", "mỗi tiết mục mấy phút?")
    assert bot.say("zalo", "a", "mỗi tiết mục mấy phút?") == []
    with bot.store.batch() as work:
        assert not work.claim("zalo", 10, (), real, real)
    assert any("20/20 tin tháng này" in text for text in bot.say("telegram", "chief", "/ban"))
    bot.store.close()


def test_an_answer_goes_to_the_persons_other_channel(tmp_path: Path) -> None:
    """Who has an account elsewhere is answered there when the quota is used up."""
    bot = Limited(tmp_path, people=50, messages=1)
    bot.say("zalo", "a", "xin chào")
    with bot.store.batch() as work:
        person = next(iter(work.addresses(2)), None)
        assert person == Address("zalo", "a")
    bot.say("telegram", "b", "xin chào")
    with bot.store.batch() as work:
        work.link(Address("telegram", "b"), 2)
    assert bot.say("zalo", "a", "mỗi tiết mục mấy phút?") == []
    assert any("15 phút" in text for text in bot.sent("telegram")["b"])
    bot.store.close()


def test_person_fifty_one_gets_a_clear_word(tmp_path: Path) -> None:
    """Behind the last place a person is told so, and the secretariat once a day; those who were there before go on."""
    bot = Limited(tmp_path, people=1, messages=100)
    assert "15 phút" in bot.say("zalo", "a", "mỗi tiết mục mấy phút?")[0]
    assert "đã đủ số người" in bot.say("zalo", "b", "mỗi tiết mục mấy phút?")[0]
    bot.say("zalo", "b", "alo")
    assert "15 phút" in bot.say("zalo", "a", "mỗi tiết mục mấy phút?")[0]
    assert sum("không còn chỗ" in text for text in bot.sent("telegram")["chief"]) == 1
    bot.store.close()


def test_people_are_spread_over_several_bots() -> None:
    """The sheet of invitations names the bot to open, in turn."""
    made = cards([CLASS_10A, CLUB, CLASS_10A], datetime(2031, 6, 1, tzinfo=ZONE), "", ("Bot Một", "Bot Hai"))
    assert [card.zalo for card in made] == ["Bot Một", "Bot Hai", "Bot Một"]
    assert "Bot Hai" in page(made, "Kế hoạch").decode()
