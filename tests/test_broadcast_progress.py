"""How far a broadcast is, as the office sees it: what has gone, what is left and how long that takes, by the pace of each bot."""

from __future__ import annotations

import pytest

from bot.channels.base import Abilities
from handlers.message import plain
from handlers.records_broadcasts import Broadcast, Tally
from handlers.wording.broadcasts import progress
from tests.office_room import UNITS, Room


def test_time_left_is_told_and_gets_shorter() -> None:
    """While it goes out the page says for how long yet; stopped it says nothing of the kind; at the end it is the report."""
    room = Room()
    room.core.abilities["thu"] = Abilities(longest=4096, buttons=True, edits=True, files_out=True, per_second=2, per_chat=1, per_group=20)
    for n in range(60):
        room.officer(f"p{n}", UNITS[n % 8].code)
    room.say("lan", "/thongbao Mời các đơn vị dự buổi tổng duyệt.")
    id = room.say("lan", "tất cả").split("Trên đây là tin số ")[1].split(" ")[0]
    assert "còn 60" in room.say("lan", f"gui tin {id}")
    room.tick()
    assert "Còn khoảng 30 giây." in room.say("lan", f"xem tin {id}")
    room.send(40)
    assert "Còn khoảng 10 giây." in room.say("lan", f"xem tin {id}")
    assert "khoảng" not in room.say("lan", f"dung tin {id}")
    room.close()


@pytest.mark.parametrize(
    ("waiting", "people", "said"),
    [
        ((("telegram", 300),), 300, "Còn khoảng 10 giây."),
        ((("telegram", 300), ("zalo", 300)), 600, "Còn khoảng 1 phút."),  # side by side: the slowest counts
        ((("zalo", 6000),), 6000, "Còn khoảng 20 phút."),
        ((("zalo", 60_000),), 60_000, "Còn khoảng 4 giờ."),
        ((), 3000, "Còn khoảng 2 phút."),  # nobody written down yet
    ],
)
def test_each_bot_at_its_own_pace(waiting: tuple[tuple[str, int], ...], people: int, said: str) -> None:
    """Bots send side by side, so what the slowest has left is what is left."""
    many = sum(n for _, n in waiting)
    shown = plain(progress(Broadcast(7, "Mời họp", state="sending"), Tally(many, open=many, waiting=waiting), people, {"telegram": 30.0, "zalo": 5.0}))
    assert said in shown
