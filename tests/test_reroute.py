"""An account that takes no message any more: what was pushed goes another way, and the secretariat sees who can be reached no longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.store.base import Given, Outcome, Sent
from handlers.message import Address, plain
from tests.office_room import Room

TEXT = "Mời các đơn vị dự buổi tổng duyệt."
FORBIDDEN = "Forbidden: bot was blocked by the user"


@pytest.fixture
def room() -> Iterator[Room]:
    opened = Room()
    opened.core.abilities["dien-thoai"] = opened.core.abilities["thu"]
    for name, unit in (("an", "l1"), ("binh", "l2")):
        opened.officer(name, unit)
    yield opened
    opened.close()


def second_account(room: Room, name: str) -> Address:
    """The same person at another bot; the first one stays the one written to."""
    address = Address("dien-thoai", name)
    with room.core.store.batch() as work:
        person = work._sql.one("SELECT person FROM addresses WHERE chat = ?", (name,))["person"]  # type: ignore[attr-defined]
        work._sql.run(  # type: ignore[attr-defined]
            "INSERT INTO addresses (bot, chat, person, at) VALUES (?, ?, ?, '2001-01-01T00:00:00.000+00:00')", (address.bot, address.chat, person)
        )
    return address


def sent_by(room: Room, bot: str, closed: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What a bot sends now, chat and text, until nothing is left; who has closed is refused."""
    out = []
    found = room.core.exchange(bot, (), 1)
    while found.claims or found.again:
        ended: list[Outcome] = []
        for claim in found.claims:
            real = room.core.clock.real()
            if claim.address.chat in closed:
                ended.append(Given(claim, "failed", FORBIDDEN, real, closes=True))
                continue
            ended.append(Sent(claim, str(claim.id), last=True, at=real))
            if claim.reply is not None:
                out.append((claim.address.chat, plain(claim.reply)))
        found = room.core.exchange(bot, ended, 1)
    return out


def broadcast(room: Room) -> None:
    room.say("lan", f"/thongbao {TEXT}")
    shown = room.say("lan", "tất cả")
    room.say("lan", f"gui tin {shown.split('Trên đây là tin số ')[1].split(' ')[0]}")
    room.tick()


def test_what_was_pushed_goes_to_the_other_account(room: Room) -> None:
    """The message that was refused and those behind it arrive at the second account, once; a reply does not follow."""
    second_account(room, "an")
    broadcast(room)
    room.core.receive([room._incoming("an", "xin chào")])
    first = sent_by(room, "thu", closed=("an",))
    assert [chat for chat, text in first if TEXT in text] == ["binh"]
    assert [(chat, TEXT in text) for chat, text in sent_by(room, "dien-thoai")] == [("an", True)]
    assert sent_by(room, "thu", closed=("an",)) == []
    told = [text for chat, text in first if chat == "lan" and "Cán bộ An vừa chặn bot" in text]
    assert len(told) == 1
    assert "Ai cũng nhận được tin" in room.say("lan", "tin không tới")


def test_who_has_no_other_account_is_listed_until_he_writes_again(room: Room) -> None:
    """The page and the desk name the person, the unit and the reason; who writes again is off the list."""
    broadcast(room)
    sent_by(room, "thu", closed=("an",))
    page = room.say("lan", "tin không tới")
    assert "Không nhắn được nữa (1 người)" in page
    assert "An, Chi hội lớp 1: thu, người nhận đã chặn bot" in page
    assert "không gửi được" in page
    assert "1 người không nhắn được nữa" in room.say("lan", "bàn làm việc")
    assert "không nhắn được" not in room.say("an", "việc của tôi")
    assert "Không nhắn được nữa" not in room.say("lan", "tin không tới")


def test_both_accounts_closed(room: Room) -> None:
    """Refused at the second account too, the message fails for good, and goes round in no circle."""
    second_account(room, "an")
    broadcast(room)
    sent_by(room, "thu", closed=("an",))
    assert sent_by(room, "dien-thoai", closed=("an",)) == []
    room.tick()
    assert [chat for chat, _ in sent_by(room, "thu")] == ["lan"]  # the report
    assert sent_by(room, "dien-thoai") == []
    assert "Không nhắn được nữa (1 người)" in room.say("lan", "tin không tới")


def test_the_office_hears_of_it_once_a_day(room: Room) -> None:
    """However many close on one day, one word; the next day another."""
    broadcast(room)
    told = [text for chat, text in sent_by(room, "thu", closed=("an", "binh")) if chat == "lan" and "vừa chặn bot" in text]
    assert len(told) == 1
    room.say("an", "xin chào")
    room.tick(timedelta(days=1))
    broadcast_again = room.say("lan", "/thongbao Tin thứ hai cho các đơn vị nhé.")
    assert "Gửi cho ai" in broadcast_again
    shown = room.say("lan", "tất cả")
    room.say("lan", f"gui tin {shown.split('Trên đây là tin số ')[1].split(' ')[0]}")
    room.tick()
    told = [text for chat, text in sent_by(room, "thu", closed=("an",)) if chat == "lan" and "vừa chặn bot" in text]
    assert len(told) == 1
