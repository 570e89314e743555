"""The desk through the real core and its database: what the secretariat does reaches exactly the right people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.base import Abilities
from bot.clock import Clock
from bot.core import Core
from bot.decisions import HANDLERS
from bot.store import open_store
from bot.store.base import OrderRow, Sent
from handlers.actions import Job
from handlers.message import Address, Arrival, Incoming, Reply, plain
from handlers.turn import Office
from tests.desk_records import CLASSES
from tests.small_plan import CLASS_10A, CLUB, NOON, READER

BUTTONS = Abilities(longest=4096, buttons=True, edits=False, files_out=True, per_second=1000, per_chat=1000, per_group=1000)
SECRETARY, FIRST, SECOND = "90", "10", "11"


class Chats:
    """A secretary and two officers, each in a chat of their own, in a demo where they take their parts by a command."""

    def __init__(self, folder: Path) -> None:
        self._heard = 0
        self._clock = Clock(NOON)
        self._store = open_store(str(folder / "bot.db"))
        self._core = Core(self._store, READER, HANDLERS, self._clock, Office("", demo=True), {"thu": BUTTONS})
        self._core.prepare((CLASS_10A, *CLASSES[:3], CLUB))
        for chat, part in ((SECRETARY, "thuong truc"), (FIRST, "10a"), (SECOND, "lop-1")):
            self.say(chat, f"dong vai {part}")

    def say(self, chat: str, text: str, arrival: Arrival = Arrival.TEXT) -> dict[str, list[Reply]]:
        """What every chat gets because of one message."""
        self._heard += 1
        incoming = Incoming(Address("thu", chat), str(self._heard), chat, text, self._clock.now(), arrival)
        self._core.receive([incoming])
        got: dict[str, list[Reply]] = {}
        while claims := self._core.exchange("thu", (), 100).claims:
            self._core.exchange("thu", [Sent(claim, str(claim.id), last=True, at=self._clock.real()) for claim in claims], 0)
            for claim in claims:
                got.setdefault(claim.address.chat, []).append(claim.reply or Reply(()))
        return got

    def orders(self) -> list[OrderRow]:
        """What is left to be done after the turns."""
        with self._core.batch() as work:
            return list(work.open_orders(READER.plan.key, 50))

    def close(self) -> None:
        self._store.close()


@pytest.fixture
def chats(tmp_path: Path) -> Iterator[Chats]:
    made = Chats(tmp_path)
    yield made
    made.close()


def test_only_the_silent_are_prompted(chats: Chats) -> None:
    """A question to the silent reaches the officers of units that have said nothing, nobody else, and once a day."""
    chats.say(SECOND, "dang lam dang-ky")
    got = chats.say(SECRETARY, "hoi chua bao dang-ky", Arrival.PRESS)
    assert set(got) == {SECRETARY, FIRST}
    assert len(got[FIRST]) == 1
    assert "1 người của 1 đơn vị" in plain(got[SECRETARY][0])
    assert set(chats.say(SECRETARY, "hoi chua bao dang-ky", Arrival.PRESS)) == {SECRETARY}


def test_a_unit_prompted_by_itself(chats: Chats) -> None:
    """[Hỏi đơn vị] reaches that unit's officer alone."""
    assert set(chats.say(SECRETARY, "hoi don vi lop-1", Arrival.PRESS)) == {SECRETARY, SECOND}


def test_a_receipt_reaches_the_unit_and_the_figures(chats: Chats) -> None:
    """The unit's officer is told of the receipt and of its undo; the unit's word and the receipt stay apart in every figure."""
    chats.say(FIRST, "xong dang-ky")
    got = chats.say(SECRETARY, "da nhan dang-ky 10a", Arrival.PRESS)
    assert set(got) == {SECRETARY, FIRST}
    assert "Thường trực đã nhận văn bản của Chi hội lớp 10A" in plain(got[FIRST][0])
    assert set(chats.say(SECRETARY, "45/DS ngày 5/5")) == {SECRETARY}
    shown = plain(chats.say(SECRETARY, "/donvi 10a")[SECRETARY][0])
    assert "đơn vị báo xong" in shown
    assert "Đã nhận văn bản ngày 05/05/2031, số đến 45/DS." in shown
    assert "• Đơn vị báo xong: 1 (25%)\n• Đã nhận văn bản: 1 (25%)" in plain(chats.say(SECRETARY, "tien do dang-ky")[SECRETARY][0])
    got = chats.say(SECRETARY, "chua nhan dang-ky 10a", Arrival.PRESS)
    assert "đính chính" in plain(got[FIRST][0])
    shown = plain(chats.say(SECRETARY, "tien do dang-ky")[SECRETARY][0])
    assert "• Đơn vị báo xong: 1 (25%)\n• Đã nhận văn bản: 0\n" in shown


def test_officers_get_nothing_of_the_desk(chats: Chats) -> None:
    """A copied button records nothing, asks nobody and shows no figure."""
    for text in ("da nhan dang-ky 10a", "hoi chua bao dang-ky dong y", "hoi don vi lop-1", "tien do dang-ky", "/ban"):
        got = chats.say(FIRST, text, Arrival.PRESS)
        assert set(got) == {FIRST}
        assert "không có quyền" in plain(got[FIRST][0])
    assert "• Đã nhận văn bản: 0" in plain(chats.say(SECRETARY, "tien do dang-ky")[SECRETARY][0])


def test_an_order_is_kept_for_after_the_turn(chats: Chats) -> None:
    """Asking for the Excel file leaves an order with its columns."""
    chats.say(SECRETARY, "xuat excel gon")
    (order,) = (order for order in chats.orders() if order.job is Job.EXPORT)
    assert order.what == ("short",)
    assert order.address == Address("thu", SECRETARY)
