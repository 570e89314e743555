"""A file that goes with a broadcast: taken in at any step, never sent before it is there, kept once however many get it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from bot.channels.base import Abilities
from bot.store.base import FileRow
from handlers.message import Address, Arrival, File, Reply, Stored, plain
from handlers.turn import Role
from tests.office_room import Room, attended

TEXT = "Mời các đơn vị dự buổi tổng duyệt."
PAPER = File("ref-1", "Giấy mời.pdf", "application/pdf", 1000)


@pytest.fixture
def room() -> Iterator[Room]:
    yield from attended(an="l1", binh="l2")


def hand_in(room: Room, caption: str = "", name: str = "lan", file: File = PAPER) -> Sequence[Reply]:
    """Somebody sends a file, perhaps with words under it; what is answered."""
    incoming = room._incoming(name, caption, Arrival.TEXT if caption else Arrival.OTHER)
    room.core.receive([replace(incoming, files=(file,))])
    return [reply for chat, reply in room.send(lane=0) if chat == name]


def said(replies: Sequence[Reply]) -> str:
    return "\n--\n".join(map(plain, replies))


def wanted(room: Room) -> FileRow:
    (file,) = room.core.desk.wanted_files(10)
    return file


def fetched(room: Room, path: str = "files/2031-04/1-ab.pdf") -> None:
    """The clerk has kept the file that is wanted."""
    room.core.desk.keep_file(wanted(room), path, "application/pdf", 1000, "ab", None)


def shown(replies: Sequence[Reply]) -> str:
    """The number of the broadcast whose preview this is."""
    return said(replies).split("Trên đây là tin số ")[1].split(" ")[0]


def enclosed(replies: Sequence[tuple[str, Reply]]) -> dict[str, Stored | None]:
    """The file each chat gets with the announcement."""
    return {chat: reply.attachment for chat, reply in replies if isinstance(reply.attachment, Stored) and "Thông báo của thường trực" in plain(reply)}


def test_the_caption_is_the_text(room: Room) -> None:
    """Sent where the text is asked for, with the text under it: the audience is next, and everybody gets both in one message."""
    room.say("lan", "/thongbao")
    assert "Gửi cho ai" in said(hand_in(room, TEXT))
    fetched(room)
    preview = room.replies("lan", "tất cả")
    assert isinstance(preview[0].attachment, Stored)
    assert "Kèm tệp Giấy mời.pdf." in said(preview)
    room.say("lan", f"gui tin {shown(preview)}")
    room.tick()
    sent = room.send()
    assert sorted(enclosed(sent)) == ["an", "binh"]
    assert {(file.path, file.name) for file in enclosed(sent).values() if file} == {("files/2031-04/1-ab.pdf", "Giấy mời.pdf")}
    assert all(TEXT in plain(reply) for chat, reply in sent if chat in ("an", "binh"))


def test_under_the_command_itself(room: Room) -> None:
    """/thongbao as a picture's caption begins a broadcast with that picture; without more words the text is asked for."""
    assert "Gửi cho ai" in said(hand_in(room, f"/thongbao {TEXT}"))
    assert "nhắn nội dung" in said(hand_in(room, "/thongbao", "minh"))
    assert "Gửi cho ai" in room.say("minh", "Mời họp trực tuyến sáng thứ hai.")


def test_the_same_message_twice_is_one(room: Room) -> None:
    """The platform hands a file over again, as after a kill before its thanks: one broadcast, one file to fetch, one answer."""
    incoming = replace(room._incoming("lan", f"/thongbao {TEXT}", Arrival.TEXT), files=(PAPER,))
    room.core.receive([incoming])
    room.core.receive([incoming, incoming])
    first, second = [plain(reply) for chat, reply in room.send(lane=0) if chat == "lan"]
    assert "đang nhận tệp" in first
    assert "Gửi cho ai" in second
    assert wanted(room).ref == PAPER.ref
    fetched(room)
    assert not room.core.desk.wanted_files(10)


def test_without_words_the_text_is_asked_for(room: Room) -> None:
    """The file first, then the text: nothing of it is lost."""
    room.say("lan", "/thongbao")
    assert "nhắn nội dung" in said(hand_in(room))
    assert "Gửi cho ai" in room.say("lan", TEXT)
    fetched(room)
    assert isinstance(room.replies("lan", "chi hội")[0].attachment, Stored)


def test_a_wrong_caption_costs_the_words_only(room: Room) -> None:
    """Braces that mean nothing are named and the text is asked for again; the file stays with the broadcast."""
    room.say("lan", "/thongbao")
    assert "{ten}" in said(hand_in(room, "Kính gửi {ten}, mời họp."))
    fetched(room)
    room.say("lan", TEXT)
    assert isinstance(room.replies("lan", "chi hội")[0].attachment, Stored)


def test_added_later_exchanged_and_taken_away(room: Room) -> None:
    """At the preview a file can be added, another takes its place, and it can be left out again."""
    room.say("lan", f"/thongbao {TEXT}")
    id = shown(room.replies("lan", "tất cả"))
    assert "gửi tệp hoặc ảnh" in room.say("lan", f"kem tep tin {id}")
    assert "đang nhận tệp" in said(hand_in(room))
    fetched(room)
    assert "Kèm tệp Giấy mời.pdf" in room.say("lan", f"xem tin {id}")
    room.say("lan", f"kem tep tin {id}")
    hand_in(room, file=File("ref-2", "Chương trình.docx"))
    fetched(room, "files/2031-04/2-cd.docx")
    preview = room.replies("lan", f"xem tin {id}")
    assert preview[0].attachment == replace(preview[0].attachment, path="files/2031-04/2-cd.docx", name="Chương trình.docx")  # type: ignore[type-var]
    without = room.replies("lan", f"bo tep tin {id}")
    assert without[0].attachment is None
    assert "Kèm tệp" not in said(without)
    room.say("lan", f"gui tin {id}")
    room.tick()
    assert enclosed(room.send()) == {}


def test_never_sent_before_it_is_there(room: Room) -> None:
    """While it is being fetched, and where it could not be had, sending says so and nothing goes; without the file it goes."""
    room.say("lan", "/thongbao")
    hand_in(room, TEXT)
    preview = room.replies("lan", "chi hội")
    id = shown(preview)
    assert preview[0].attachment is None
    assert "đang được nhận, sẽ gửi kèm" in said(preview)
    assert "còn đang được nhận" in room.say("lan", f"gui tin {id}")
    assert room.received() == {}
    room.core.desk.refuse_file(wanted(room), "kind", None)
    assert "Không nhận được tệp" in room.say("lan", f"gui tin {id}")
    assert room.received() == {}
    room.say("lan", f"bo tep tin {id}")
    room.say("lan", f"gui tin {id}")
    assert sorted(room.received()) == ["an", "binh"]


def test_sent_again_with_its_file(room: Room) -> None:
    """Those it did not reach get it again whole; a correction is a message of its own, without the file."""
    room.blocked.add("an")
    room.say("lan", "/thongbao")
    hand_in(room, TEXT)
    fetched(room)
    id = shown(room.replies("lan", "chi hội"))
    room.say("lan", f"gui tin {id}")
    room.received()
    room.received()
    room.blocked.clear()
    room.say("an", "chào")
    again = room.replies("lan", f"gui lai tin {id}")
    assert isinstance(again[0].attachment, Stored)
    room.say("lan", f"gui tin {shown(again)}")
    room.tick()
    assert sorted(enclosed(room.send())) == ["an"]
    room.say("lan", f"dinh chinh tin {id}")
    assert room.replies("lan", "Đính chính: buổi tổng duyệt vào ngày mai.")[0].attachment is None


def test_the_office_alone_and_only_while_composing(room: Room) -> None:
    """An officer's file is a report's, the office's table a list to read, both as ever; only what is sent while composing goes along."""
    room.say("an", "/thongbao")
    hand_in(room, name="an")
    assert wanted(room).unit == "l1"
    hand_in(room, file=File("ref-3", "don-vi.xlsx"))
    (order,) = room.core.desk.open_orders(10)
    assert order.files[0].name == "don-vi.xlsx"


def test_channels_without_files_are_counted(room: Room) -> None:
    """Who gets the file's name only is said before anything goes."""
    room.core.abilities["thu"] = Abilities(longest=1900, buttons=False, edits=False, files_out=False, per_second=5, per_chat=1, per_group=20)
    room.say("lan", "/thongbao")
    hand_in(room, TEXT)
    fetched(room)
    assert "Chỉ nhận được tên tệp, vì kênh không chuyển tệp: thu 2 người" in room.say("lan", "chi hội")


def test_it_is_shown_as_each_channel_shows_it(room: Room) -> None:
    """Where some recipients have no buttons, the preview says how it looks to them, with the words they are to type and the file's name."""
    room.core.abilities["zalo"] = Abilities(longest=1900, buttons=False, edits=False, files_out=False, per_second=5, per_chat=1, per_group=20)
    incoming = replace(room._incoming("dung", "x"), address=Address("zalo", "dung"))
    with room.core.store.batch() as work:
        person = work.meet(incoming, "hat-thang-nam", room.clock.now()).person.id
        work.add_post("hat-thang-nam", person, "l3", Role.OFFICER, room.clock.now())
    room.say("lan", "/thongbao")
    hand_in(room, TEXT)
    fetched(room)
    preview = room.replies("lan", "chi hội")
    assert "Trên zalo" in said(preview)
    id = shown(preview)
    first, plain_one, _ = room.replies("lan", f"xac nhan tin {id} co")
    assert [choice.label for choice in first.choices] == ["Đã nhận"]
    assert plain(plain_one).startswith("Trên zalo, nơi không có nút, tin hiện như sau:\n\nThông báo của thường trực")
    assert "Kèm tệp: Giấy mời.pdf" in plain(plain_one)
    assert f"da nhan tin {id}" in plain(plain_one)
    assert (plain_one.choices, plain_one.attachment) == ((), None)
    assert "Trên zalo" not in said(room.replies("lan", f"gui toi {id} lop 1"))
