"""Work groups of units: set by the unit's own people in the group itself, written to when asked for, followed when they move, told of when they end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.store.base import Claim, Given, Rewritten, Sent
from handlers.message import Address, Arrival, Reply, plain
from handlers.turn import Role, State
from tests.office_room import Room, attended

TEXT = "Mời các đơn vị dự buổi tổng duyệt."
PLAN = "hat-thang-nam"


@pytest.fixture
def room() -> Iterator[Room]:
    yield from attended(an="l1", binh="l2", chi="sen")


def write_in(room: Room, group: str, name: str, text: str, arrival: Arrival = Arrival.TEXT) -> list[tuple[str, Reply]]:
    """Somebody writes in a group what is meant for the bot; what is said, and where."""
    incoming = room._incoming(name, text, arrival)
    room.core.receive([replace(incoming, address=Address("thu", group), group=True, title=f"Tổ {group}")])
    return room.send(lane=0)


def say_in(room: Room, group: str, name: str, text: str, arrival: Arrival = Arrival.TEXT) -> str:
    """The same; what is said there."""
    return "\n--\n".join(plain(reply) for chat, reply in write_in(room, group, name, text, arrival) if chat == group)


def composed(room: Room, whom: str, text: str = TEXT) -> str:
    """Compose up to the preview, as it is shown."""
    room.say("lan", f"/thongbao {text}")
    return room.say("lan", whom)


def number(preview: str) -> str:
    return preview.split("Trên đây là tin số ")[1].split(" ")[0]


def sent(room: Room, id: str) -> dict[str, Reply]:
    """It is sent; what came, by the chat."""
    room.say("lan", f"gui tin {id}")
    room.tick()
    return dict(room.send())


def claimed(room: Room, id: str) -> Claim:
    """Send a broadcast to one; its message, as the channel has it in hand."""
    room.say("lan", f"gui tin {id}")
    room.tick()
    (claim,) = [claim for claim in room.core.exchange("thu", (), 5).claims if claim.cast]
    return claim


def test_a_units_people_say_which_group_is_theirs(room: Room) -> None:
    """By its officer or leader without a name, by the office with one; said again it is only confirmed; the office hears of it and can undo it."""
    said = dict(write_in(room, "g1", "an", "/nhom"))
    assert "nhóm làm việc của Chi hội lớp 1" in plain(said["g1"])
    told = said["lan"]
    assert "An vừa đặt nhóm “Tổ g1”" in plain(told)
    assert "Nhóm này là nhóm làm việc của Chi hội lớp 1" in say_in(room, "g1", "an", "/nhom")
    assert "Câu lạc bộ Hoa Cúc" in say_in(room, "g2", "minh", "nhóm này của Câu lạc bộ Hoa Cúc")
    assert "Chi hội lớp 1: nhóm “Tổ g1”" in room.say("lan", "/nhom")
    assert "Hoa Cúc" not in room.say("an", "cac nhom")
    room.say("lan", next(choice.says for choice in told.choices if choice.label == "Gỡ nhóm"), Arrival.PRESS)
    assert "Tổ g1" not in room.say("lan", "/nhom")


@pytest.mark.parametrize(("who", "text"), [("khach", "/nhom"), ("khach", "/nhom l1"), ("an", "/nhom l2"), ("binh", "/nhom Chi hội lớp 1"), ("lan", "/nhom")])
def test_nobody_elses_group(room: Room, who: str, text: str) -> None:
    """A stranger, an officer of another unit, the office without a name: nothing is set, and it is said what is missing."""
    assert say_in(room, "g1", who, text)
    assert "Chưa có nhóm" in room.say("lan", "/nhom")


def test_it_can_be_another_units_or_nobodys(room: Room) -> None:
    """The office gives a group to another unit; its people take it off again, strangers cannot."""
    say_in(room, "g1", "an", "/nhom")
    say_in(room, "g1", "minh", "/nhom l2")
    assert "Chi hội lớp 2: nhóm “Tổ g1”" in room.say("lan", "/nhom")
    say_in(room, "g1", "chi", "/nhom go")
    assert "Tổ g1" in room.say("lan", "/nhom")
    assert "Đã gỡ" in say_in(room, "g1", "binh", "/nhom go")
    assert "Chưa có nhóm" in room.say("lan", "/nhom")
    assert "Đây không phải nhóm" in say_in(room, "g1", "binh", "gỡ nhóm")


@pytest.mark.parametrize(
    ("whom", "chats"),
    [
        ("tất cả", "an binh chi"),
        ("tất cả và cả nhóm", "an binh chi g1 g2"),
        ("chi hội, nhóm làm việc", "an binh g1"),
        ("chỉ nhóm", "g1 g2"),
        ("các nhóm làm việc", "g1 g2"),
        ("lớp 1, chỉ nhóm", "g1"),
        ("cả nhóm", "an binh chi g1 g2"),
        ("chưa xong danh sách, nhóm", "an binh g1"),
    ],
)
def test_only_when_asked_for(room: Room, whom: str, chats: str) -> None:
    """A broadcast goes to a unit's group when the audience says so, to nobody twice, with the unit's own name in it."""
    say_in(room, "g1", "an", "/nhom")
    say_in(room, "g2", "chi", "/nhom")
    room.send()
    preview = composed(room, whom, "Kính gửi {don_vi}: mời họp.")
    got = sent(room, number(preview))
    assert sorted(got) == chats.split()
    if "g1" in got:
        assert "Kính gửi Chi hội lớp 1: mời họp." in plain(got["g1"])
    groups = sum(chat.startswith("g") for chat in got)
    assert (f"{groups} nhóm ở" in preview) is bool(groups)
    assert f"Người nhận: {len(got)}; đã gửi {len(got)}." in room.received()["lan"][0]


def test_chosen_at_the_preview(room: Room) -> None:
    """It is said that there are groups; one press adds them, one takes them away; where there is nobody else they are offered."""
    say_in(room, "g1", "an", "/nhom")
    room.office("ha")
    preview = composed(room, "chi hội")
    id = number(preview)
    assert "Không gửi vào 1 nhóm làm việc" in preview
    assert "2 người và 1 nhóm" in room.press("lan", "Gửi cả vào nhóm", f"xem tin {id}")
    assert "2 người ở" in room.press("lan", "Không gửi vào nhóm", f"xem tin {id}")
    say_in(room, "g9", "minh", "/nhom cuc")
    room.say("lan", f"/thongbao {TEXT}")
    shown = room.replies("lan", "hoa cúc")
    assert "Không có ai để gửi" in plain(shown[0])
    offered = {choice.label: choice.says for choice in shown[0].choices}
    assert "1 nhóm ở 1 đơn vị" in room.say("lan", offered["Gửi vào 1 nhóm làm việc"], Arrival.PRESS)


def test_acknowledged_once_for_the_group(room: Room) -> None:
    """Whoever presses there acknowledges for the group; it is thanked for once; who has not is listed, the group by its title, and in the Excel file."""
    say_in(room, "g1", "an", "/nhom")
    say_in(room, "g2", "chi", "/nhom")
    preview = composed(room, "chỉ nhóm")
    id = number(preview)
    room.say("lan", f"xac nhan tin {id} co")
    got = sent(room, id)
    (choice,) = got["g1"].choices
    room.received()
    assert "Cảm ơn" in say_in(room, "g1", "la", choice.says, Arrival.PRESS)
    assert say_in(room, "g1", "binh", choice.says, Arrival.PRESS) == ""
    assert "Đã xác nhận: 1/2" in room.say("lan", f"xem tin {id}")
    listed = room.say("lan", f"chua xac nhan {id}")
    assert ("Câu lạc bộ Hoa Sen: nhóm Tổ g2" in listed, "lớp 1" in listed) == (True, False)
    again = composed(room, f"chưa xác nhận {id}", "Nhắc xác nhận giúp thường trực.")
    assert sorted(sent(room, number(again))) == ["g2"]


def test_no_reports_are_asked_for_in_a_group(room: Room) -> None:
    """A broadcast that asks how far units are carries its buttons to the officers only; a unit that is done is asked in neither place."""
    say_in(room, "g1", "an", "/nhom")
    room.say("lan", "hỏi tiến độ")
    id = number(room.say("lan", "lớp 1, lớp 2, cả nhóm"))
    got = sent(room, id)
    assert [choice.label for choice in got["an"].choices][:1] == ["Đã xong"]
    assert got["g1"].choices == ()
    assert "khung chat riêng" in plain(got["g1"])
    plan = room.core.stage.plan
    with room.core.store.batch() as work:
        for task in plan.tasks:
            work.save_status(plan.key, "l1", task.key, State.DONE, "", 1, room.clock.now())
    room.say("lan", "hỏi tiến độ")
    other = number(room.say("lan", "lớp 1, lớp 2, cả nhóm"))
    room.say("lan", f"gui them tin {other}")
    room.tick()
    assert sorted(set(dict(room.send())) - {"lan"}) == ["binh"]


def test_a_guest_does_not_take_a_group_away(room: Room) -> None:
    """An officer of another unit, asking whose it is or naming the own unit, changes nothing; the office can."""
    say_in(room, "g1", "an", "/nhom")
    room.received()
    for text in ("/nhom", "/nhom l2", "/nhom <b>&\u202e文件", "/nhom " + "l2 " * 2000):
        say_in(room, "g1", "binh", text)
        assert "Chi hội lớp 1: nhóm “Tổ g1”" in room.say("lan", "/nhom"), text
    assert "là nhóm làm việc của Chi hội lớp 1" in say_in(room, "g1", "binh", "/nhom l2")
    assert "Chi hội lớp 2" in say_in(room, "g1", "lan", "/nhom l2")
    assert "Chi hội lớp 2: nhóm “Tổ g1”" in room.say("lan", "/nhom")


def test_a_migrated_group_is_followed(room: Room) -> None:
    """The platform says that a group has another id: what waits goes there, the next broadcast too, and it counts as the same recipient."""
    say_in(room, "g1", "an", "/nhom")
    id = number(composed(room, "chỉ nhóm"))
    claim = claimed(room, id)
    assert claim.address.chat == "g1"
    real = room.core.clock.real()
    found = room.core.exchange("thu", [Rewritten(claim, "g1-sieu", "migrated", real)], 5)
    (claim,) = [claim for claim in found.claims if claim.cast]
    assert claim.address.chat == "g1-sieu"
    room.core.exchange("thu", [Sent(claim, "7", last=True, at=real)], 0)
    assert "đã gửi 1" in room.received()["lan"][0]
    assert "Chi hội lớp 1: nhóm “Tổ g1”" in room.say("lan", "/nhom")
    assert sorted(sent(room, number(composed(room, f"đã gửi {id}", "Bổ sung: họp trực tuyến.")))) == ["g1-sieu"]


def test_thrown_out_of_a_group(room: Room) -> None:
    """The office hears of it once, sees it in the list and in the report; let in again, the group is written to again."""
    say_in(room, "g1", "an", "/nhom")
    id = number(composed(room, "chỉ nhóm"))
    claim = claimed(room, id)
    room.core.exchange("thu", [Given(claim, "failed", "Forbidden: bot was kicked from the group chat", room.core.clock.real(), closes=True)], 0)
    told = room.received()
    assert "Nhóm “Tổ g1” của Chi hội lớp 1 không nhận tin được nữa (bot đã bị mời ra khỏi nhóm)" in told["minh"][0]
    assert "Không gửi được 1: bot đã bị mời ra khỏi nhóm" in room.say("lan", f"xem tin {id}")
    assert "không nhận tin được nữa" in room.say("lan", "/nhom")
    assert "Tổ g1, Chi hội lớp 1" in room.say("lan", "tin không tới")
    assert "Không có ai để gửi" in composed(room, "lớp 1, chỉ nhóm", "Mời họp lần nữa nhé các anh chị.")
    say_in(room, "g1", "an", "/nhom")
    assert sorted(sent(room, number(room.say("lan", f"gui lai tin {id}")))) == ["g1"]


def test_a_leader_may_and_a_forgotten_person_leaves_the_group_behind(room: Room) -> None:
    """The group is the unit's, not the one's who set it: it stays when that person's data goes."""
    room.officer("truong", "l2", Role.LEADER)
    say_in(room, "g1", "truong", "/nhom")
    room.say("truong", "/xoadulieu")
    room.say("truong", "dong y xoa du lieu")
    assert "Chi hội lớp 2: nhóm “Tổ g1”" in room.say("lan", "/nhom")
