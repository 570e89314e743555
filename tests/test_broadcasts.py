"""A broadcast from its text to its report: exactly those it is for, once, stopped and gone on with, approved, timed, acknowledged, corrected."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.casts import PAGE
from bot.core import Core
from bot.reports.recipients import attachment
from handlers.message import Arrival, Reply, plain
from handlers.turn import Role, State
from handlers.wording import not_allowed
from tests.office_room import UNITS, Room, attended

TEXT = "Mời các đơn vị dự buổi tổng duyệt."


@pytest.fixture
def room() -> Iterator[Room]:
    yield from attended(an="l1", binh="l2", chi="sen")


def composed(room: Room, whom: str, text: str = TEXT, name: str = "lan") -> str:
    """Compose up to the preview; the number of the broadcast."""
    room.say(name, f"/thongbao {text}")
    shown = room.say(name, whom)
    assert "chưa gửi" in shown, shown
    return shown.split("Trên đây là tin số ")[1].split(" ")[0]


def test_each_gets_it_once_with_the_fields_filled_in(room: Room) -> None:
    """Nothing goes before it is confirmed; then every officer of the audience gets it once, the others nothing; the sender gets the report."""
    room.officer("truong", "l1", Role.LEADER)
    id = composed(room, "tất cả", "Kính gửi {don_vi}: việc {viec}, hạn {han}.")
    assert room.received() == {}
    assert "0%" in room.say("lan", f"gui tin {id}")
    got = room.received()
    assert sorted(got) == ["an", "binh", "chi"]
    assert got["an"] == ["Thông báo của thường trực\n\nKính gửi Chi hội lớp 1: việc Gửi danh sách tiết mục, hạn 10/05/2031 (còn 26 ngày)."]
    assert "Câu lạc bộ Hoa Sen" in got["chi"][0]
    assert room.received() == {"lan": [f"Thông báo số {id}: đã gửi xong.\n\n• Người nhận: 3; đã gửi 3."]}
    assert room.received() == {}
    assert "không làm thao tác này được" in room.say("lan", f"gui tin {id}")


@pytest.mark.parametrize(
    ("whom", "names"),
    [
        ("tất cả đơn vị", "an binh chi"),
        ("chi hội", "an binh"),
        ("câu lạc bộ và lớp 2", "binh chi"),
        ("Chi hội lớp 1; hoa sen", "an chi"),
        ("chi hội, chưa xong danh sách", "an"),
        ("chưa báo danh sách", "an"),
        ("đã xong danh sách", "binh"),
        ("quá hạn danh sách", ""),
    ],
)
def test_audiences_combine(room: Room, whom: str, names: str) -> None:
    """Kinds and units add up, how far they are narrows down; somebody who reported just now is counted as of now."""
    person = room.officer("binh", "l2")
    with room.core.store.batch() as work:
        work.save_status("hat-thang-nam", "l2", "dang-ky", State.DONE, "", person, room.clock.now())
    if not names:
        room.say("lan", f"/thongbao {TEXT}")
        assert "Không có ai để gửi" in room.say("lan", whom)
        return
    room.say("lan", f"gui tin {composed(room, whom)}")
    assert sorted(room.received()) == names.split()


def test_what_is_not_understood_is_named(room: Room) -> None:
    """A wrong part of the audience, a field that is none, a text too long: said, and asked again; nothing is lost."""
    assert "{ten}" in room.say("lan", "/thongbao Kính gửi {ten}, mời họp.")
    assert "nhiều nhất là" in room.say("lan", "dài " * 1000)
    assert "Gửi cho ai" in room.say("lan", "Báo cáo kết quả cho đúng hạn nhé các anh chị.")
    assert "chưa hiểu “phong xyz”" in room.say("lan", "chi hội, phòng xyz")
    assert "chưa gửi" in room.say("lan", "chi hội")


def test_whoever_blocked_the_bot_is_listed_and_can_be_tried_again(room: Room) -> None:
    """A 403 fails one person, not the others; the report says why, the retry goes to that person alone."""
    room.blocked.add("an")
    id = composed(room, "chi hội")
    room.say("lan", f"gui tin {id}")
    got = room.received()
    assert sorted(got) == ["binh", "lan", "minh"]
    assert "vừa chặn bot" in got["minh"][0]
    report = room.received()["lan"][0]
    assert "Không gửi được 1: người nhận đã chặn bot" in report
    room.blocked.clear()
    room.say("an", "chào")  # who writes again is reached again
    again = room.say("lan", f"gui lai tin {id}")
    assert "1 người ở 1 đơn vị" in again
    room.say("lan", f"gui tin {again.split('tin số ')[1].split(' ')[0]}")
    assert sorted(room.received()) == ["an"]


def test_who_may_not_have_got_it_can_be_sent_it_again(room: Room) -> None:
    """Where the connection broke at the wrong moment, the report says for how many, and sending again reaches those alone, with a warning."""
    room.lost.add("an")
    id = composed(room, "chi hội")
    room.say("lan", f"gui tin {id}")
    assert sorted(room.received()) == ["binh"]
    assert "Không rõ đã tới chưa (mất kết nối đúng lúc gửi): 1" in room.received()["lan"][0]
    room.lost.clear()
    again = room.press("lan", "Gửi lại cho người không rõ", f"xem tin {id}")
    assert "1 người ở 1 đơn vị" in again
    assert "nhận hai lần" in again
    room.say("lan", f"gui tin {again.split('tin số ')[1].split(' ')[0]}")
    assert sorted(room.received()) == ["an"]


def test_many_need_a_second_member() -> None:
    """Above the number another member of the office must approve; neither the author nor an officer can."""
    room = Room(approve_above=1)
    room.officer("an", "l1")
    room.officer("binh", "l2")
    id = composed(room, "tất cả")
    assert "chờ một thành viên thường trực khác duyệt" in room.say("lan", f"gui tin {id}")
    assert room.received() == {}
    assert "không tự duyệt" in room.say("lan", f"duyet tin {id}")
    assert room.say("an", f"duyet tin {id}") == plain(not_allowed())
    assert room.received() == {}
    room.say("minh", f"duyet tin {id}")
    assert sorted(room.received()) == ["an", "binh"]
    assert sorted(room.received()) == ["lan"]
    room.close()


def test_the_second_member_is_asked_with_the_text() -> None:
    """Whoever is to approve sees the text and how many it is for."""
    room = Room(approve_above=1)
    room.officer("an", "l1")
    room.officer("binh", "l2")
    id = composed(room, "tất cả")
    room.core.receive([room._incoming("lan", f"gui tin {id}")])
    asked = [reply for chat, reply in room.send() if chat == "minh"]
    assert TEXT in str(asked)
    assert [choice.label for choice in asked[0].choices] == ["Duyệt gửi", "Hủy"]
    room.close()


def test_the_same_text_again_is_asked_about(room: Room) -> None:
    """Within a day the same words need a second yes; a day later they do not."""
    room.say("lan", f"gui tin {composed(room, 'chi hội')}")
    room.received()
    again = composed(room, "chi hội", name="minh")
    assert "Gửi lần nữa?" in room.say("minh", f"gui tin {again}")
    assert sorted(room.received()) == ["lan"]
    room.say("minh", f"gui them tin {again}")
    assert sorted(room.received()) == ["an", "binh"]
    room.tick(timedelta(hours=25))
    later = composed(room, "chi hội")
    assert "0%" in room.say("lan", f"gui tin {later}")


def test_at_a_time_of_its_own(room: Room) -> None:
    """It waits for its moment; the audience is that of the moment; cancelled, it goes to nobody."""
    id = composed(room, "chi hội")
    assert "đã qua" in room.say("lan", f"hen gio {id} 8 gio")
    assert "Hẹn gửi lúc 15 giờ 30" in room.say("lan", "15h30")
    assert "Đã hẹn" in room.say("lan", f"gui tin {id}")
    room.tick(timedelta(hours=6))
    assert room.received() == {}
    room.officer("dung", "l3")
    room.tick(timedelta(hours=1))
    assert sorted(room.received()) == ["an", "binh", "dung"]
    other = composed(room, "câu lạc bộ", "Thông báo thứ hai của thường trực.")
    room.say("lan", f"hen gio {other} 9 gio ngay 16/4/2031")
    room.say("lan", f"gui tin {other}")
    assert "Đã hủy" in room.say("lan", f"huy tin {other}")
    room.tick(timedelta(days=3))
    assert "chi" not in room.received()


def test_stopped_and_gone_on_with() -> None:
    """Stopped after a few, nothing more goes, not even what was queued; what waits behind it goes; taken up again, each has it exactly once."""
    room = Room(approve_above=10_000)
    many = PAGE * 2 + 30
    for n in range(many):
        room.officer(f"p{n}", UNITS[n % 8].code)
    id = composed(room, "tất cả")
    room.say("lan", f"gui tin {id}")
    assert room.core.tick()
    first = [chat for chat, _ in room.send(40)]
    assert len(first) == 40
    assert "đã dừng" in room.say("lan", f"dung tin {id}")
    assert room.received() == {}
    assert "đã dừng" in room.say("lan", f"xem tin {id}")
    room.say("lan", f"tiep tuc tin {id}")
    got = room.received()
    got.pop("lan", None)
    assert all(len(texts) == 1 for texts in got.values())
    assert sorted([*first, *got]) == sorted(f"p{n}" for n in range(many))
    assert f"đã gửi {many}" in room.received()["lan"][0]
    room.close()


def test_acknowledged_apart_from_delivered(room: Room) -> None:
    """"Đã nhận" counts once a person; those who have not are listed and can be written to alone; a stranger's word counts for nothing."""
    id = composed(room, "tất cả")
    assert "Có yêu cầu xác nhận" in room.say("lan", f"xac nhan tin {id} co")
    room.say("lan", f"gui tin {id}")
    assert "đã nhận tin" in room.received()["an"][0]
    for name in ("an", "an", "khach"):
        assert "Cảm ơn" in room.say(name, f"đã nhận tin {id}")
    assert "Đã xác nhận: 1/3" in room.received()["lan"][0]
    listed = room.say("lan", f"chua xac nhan {id}")
    assert ("2 người" in listed, "Chi hội lớp 2: Binh" in listed, "lớp 1" in listed) == (True, True, False)
    room.say("lan", f"gui tin {composed(room, f'chưa xác nhận {id}', 'Nhắc anh chị xác nhận thông báo.')}")
    assert sorted(room.received()) == ["binh", "chi"]


def asking(room: Room, whom: str) -> str:
    """A broadcast that asks how far units are, up to its preview; the number."""
    assert "Gửi cho ai" in room.press("lan", "Hỏi tiến độ", "/thongbao")
    shown = room.say("lan", whom)
    assert "Kèm nút báo tiến độ" in shown
    return shown.split("Trên đây là tin số ")[1].split(" ")[0]


def sent(room: Room, id: str, verb: str = "gui tin") -> dict[str, Reply]:
    """It is sent; what came, by the chat."""
    room.say("lan", f"{verb} {id}")
    room.tick()
    return dict(room.send())


@pytest.mark.parametrize("answer", ["[Đã xong]", "xong danh sách", "[Đang làm]", "đang làm danh sách"])
def test_it_may_ask_how_far_units_are(room: Room, answer: str) -> None:
    """Each is asked about the unit's own open task; a press or a word there is the unit's report; who is done is not asked again."""
    got = sent(room, asking(room, "tất cả"))
    assert "Nhờ Chi hội lớp 1 cho biết tiến độ việc “Gửi danh sách tiết mục”, hạn 10/05/2031" in plain(got["an"])
    pressed = {choice.label: choice.says for choice in got["an"].choices}
    label = answer.strip("[]")
    arrival, says = (Arrival.PRESS, pressed[label]) if label in pressed else (Arrival.TEXT, answer)
    assert "“Gửi danh sách tiết mục”" in room.say("an", says, arrival)
    again = sent(room, asking(room, "chưa xong danh sách"), "gui them tin")
    assert ("an" in again) == ("xong" not in answer)
    assert "binh" in again


def test_nobody_is_asked_about_what_is_done(room: Room) -> None:
    """Neither a unit that has nothing left to do, nor one that reports while the question waits; the report says so."""
    plan = room.core.stage.plan
    tasks = [task.key for task in plan.tasks if any(unit.kind in task.kinds for unit in UNITS if unit.code == "l1")]
    with room.core.store.batch() as work:
        for task in tasks:
            work.save_status(plan.key, "l1", task, State.DONE, "", 1, room.clock.now())
    id = asking(room, "chi hội")
    room.say("lan", f"gui tin {id}")
    room.tick()
    with room.core.store.batch() as work:
        for task in tasks:
            work.save_status(plan.key, "l2", task, State.DONE, "", 1, room.clock.now())
    assert room.received() == {}
    assert "không còn cần gửi" in room.received()["lan"][0]


def test_any_broadcast_may_carry_the_buttons(room: Room) -> None:
    """Added and taken away before it is sent; an officer who says the same words is not refused: it is about the own unit."""
    id = composed(room, "chi hội")
    assert "Kèm nút báo tiến độ" in room.say("lan", f"hoi tien do tin {id} co")
    assert "Kèm nút báo tiến độ" not in room.say("lan", f"hoi tien do tin {id} khong")
    assert not sent(room, id)["an"].choices
    assert not_allowed() not in room.replies("an", "hỏi tiến độ")


def test_recalled_and_corrected(room: Room) -> None:
    """Recalled while it goes out, the rest stays unsent; a correction reaches those who had it, and nobody else."""
    id = composed(room, "tất cả")
    room.say("lan", f"gui tin {id}")
    room.tick()
    (first,) = [chat for chat, _ in room.send(1)]
    assert "thu hồi" in room.say("lan", f"thu hoi tin {id}")
    assert room.received() == {}
    room.say("lan", f"dinh chinh tin {id}")
    shown = room.say("lan", "Đính chính: buổi tổng duyệt vào ngày mai.")
    assert "1 người" in shown
    room.say("lan", f"gui tin {shown.split('tin số ')[1].split(' ')[0]}")
    assert sorted(room.received()) == [first]


def test_an_extension_tells_its_officers(room: Room) -> None:
    """Those who have not done the task hear of the new day and the document, the others do not."""
    room.say("lan", "gia hạn danh sách cho chi hội đến 20/5/2031 theo công văn 45/ĐT")
    waiting = room.say("lan", "gia hạn danh sách cho chi hội đến 20/5/2031 theo công văn 45/ĐT")
    assert "Tôi hiểu gia hạn như sau" in waiting
    assert "đang được báo" in room.press("lan", "Đúng, gia hạn", "gia hạn danh sách cho chi hội đến 20/5/2031 theo công văn 45/ĐT")
    got = room.received()
    assert sorted(got) == ["an", "binh"]
    assert "được gia hạn đến 20/05/2031, theo công văn 45/ĐT" in got["an"][0]


def test_the_excel_file_of_recipients(room: Room) -> None:
    """One row a person with state, reason and moments, in words."""
    room.blocked.add("an")
    id = composed(room, "chi hội")
    room.say("lan", f"gui tin {id}")
    room.received()
    with room.core.store.batch() as work:
        of, found = work.broadcast("hat-thang-nam", int(id)), work.recipients(int(id), -1)
    assert of is not None
    sheet = openpyxl.load_workbook(io.BytesIO(attachment(of, found, {"l1": "Lớp 1"}).data)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [(row[0], row[4], row[5]) for row in rows] == [("l1", "không gửi được", "người nhận đã chặn bot"), ("l2", "đã gửi", None)]
    assert all(row[6] is not None for row in rows)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["send", "tick", "stop", "go", "again"]), max_size=25))
def test_however_it_is_interrupted_each_has_it_once(steps: list[str]) -> None:
    """Any order of sends, ticks, stops and going on, also a new process in between: at the end everybody has it, nobody twice."""
    room = Room()
    names = [f"p{n}" for n in range(12)]
    for n, name in enumerate(names):
        room.officer(name, UNITS[n % 10].code)
    id = composed(room, "tất cả")
    room.say("lan", f"gui tin {id}")
    got: list[str] = []
    for step in steps:
        match step:
            case "send":
                got += [chat for chat, reply in room.send(2) if TEXT in str(reply)]
            case "tick":
                room.core.tick()
            case "again":
                was = room.core
                room.core = Core(was.store, was.stage.reader, was.stage.script, was.clock, was.stage.office, was.abilities)
            case _:
                room.say("lan", f"{'dung' if step == 'stop' else 'tiep tuc'} tin {id}")
    room.say("lan", f"tiep tuc tin {id}")
    room.tick()
    got += [chat for chat, reply in room.send() if TEXT in str(reply)]
    assert sorted(got) == sorted(names)
    room.close()
