"""The desk: its totals, what needs a person, narrowing down to a unit, the Excel file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.actions import Job, Order
from handlers.desk_commands import parse
from handlers.message import Items, Reply, plain
from handlers.records import KeptFile, Role, Unit, Via
from handlers.router import decide
from handlers.turn import State
from knowledge.told import Told
from tests.desk_records import ADMIN, CLASSES, Desk, full, office, officer, receipt, said
from tests.small_plan import NOON, ZONE, turn

OTHERS = ("yeu cau", "moi", "nguoi", "ghi ho", "lich su", "mo lai", "bo qua")
"""Commands of other rooms that the desk offers."""


def reply(text: str, records: Desk | None = None, now: datetime = NOON) -> Reply:
    (one,) = decide(replace(office(text, records), now=now)).decision.replies
    return one


def labels(of: Reply) -> list[str]:
    return [choice.label for choice in of.choices]


def test_a_morning_at_the_desk() -> None:
    """Three lines of totals as of now, then what needs a person, each with its button."""
    records = full(
        said("10a", State.DONE, days_ago=8), said("lop-1", State.DELAYED), members=(officer(3, "10a"),), waiting=2
    )  # fmt: skip
    shown = reply("/ban", records)
    assert plain(shown) == (
        "Bàn làm việc của thường trực. Số liệu lúc 12 giờ 00 ngày 06/05/2031.\n\n"
        "• Đơn vị: 32; có người tham gia: 1 (3%).\n"
        "• Việc đến hạn gần nhất: Gửi danh sách tiết mục của câu lạc bộ (chậm nhất 17 giờ 00 ngày 08/05/2031, còn 2 ngày): "
        "đơn vị báo xong 0, chưa báo 1 (100%).\n"
        "• Cả kế hoạch có 63 lượt việc: đơn vị báo xong 1 (2%), đã nhận văn bản 0, chưa báo 61 (97%).\n\n"
        "Cần thường trực xử lý:\n\n"
        "• 2 yêu cầu tham gia chờ duyệt.\n"
        "• 1 việc đơn vị báo xong đã quá 5 ngày làm việc mà chưa nhận được văn bản.\n"
        "• 1 lượt đơn vị báo chậm hoặc xin lùi hạn.\n"
        "• 31 đơn vị chưa có ai tham gia."
    )
    assert labels(shown) == ["Yêu cầu tham gia", "Báo xong, chưa nhận", "Tiến độ", "Chưa báo", "Mã mời các đơn vị", "Xuất Excel"]


def test_nothing_to_do_is_said() -> None:
    """Where nothing waits for a person the desk says so; the last limit over, no task is the nearest."""
    records = Desk(all_units=(CLASSES[0],), members=(officer(3, "lop-1"),))
    shown = plain(reply("/ban", records, datetime(2031, 7, 1, 8, tzinfo=ZONE)))
    assert "Hiện không có việc nào chờ thường trực xử lý." in shown
    assert "gần nhất" not in shown


def test_an_empty_roster_is_asked_for() -> None:
    """Without units every figure says what to do first."""
    for text in ("/ban", "/tiendo", "/chuabao"):
        assert "Chưa có danh sách đơn vị" in plain(reply(text, Desk(all_units=())))
    assert "chưa có đơn vị nào" in plain(reply("tien do dang-ky", Desk(all_units=())))


def test_progress_in_short_blocks() -> None:
    """Every task is a block of its own, the unit's word and the receipt apart, no line wider than a phone takes well."""
    records = full(said("10a", State.DONE), said("lop-1", State.PREPARING), receipts=(receipt("10a"),))
    shown = reply("/tiendo", records)
    assert "Gửi danh sách tiết mục (chậm nhất 10/05/2031, còn 4 ngày): 31 đơn vị.\n\n• Đơn vị báo xong: 1 (3%)" in plain(shown)
    assert "• Đã nhận văn bản: 1 (3%)\n• Đang làm: 1 (3%)\n• Chưa báo: 29 (94%)" in plain(shown)
    lines = [line for block in shown.blocks if isinstance(block, Items) for line in block.items]
    assert max(len("".join(span.text for span in line)) for line in lines) <= 30


def test_narrowing_down_to_a_unit() -> None:
    """From all tasks to a task, a kind, those in one place, and a unit's page, by the offered buttons alone."""
    records = full(said("lop-7", State.DELAYED, told=Told("dang-ky", State.DELAYED, reason="vướng lịch thi")))
    path, text = ["Gửi danh sách tiết mục", "Chậm (1)", "Chi hội lớp 7"], "/tiendo"
    for label in path:
        offered = reply(text, records).choices
        text = next(choice.says for choice in offered if choice.label == label)
    shown = plain(reply(text, records))
    assert shown.startswith("Chi hội lớp 7 (Chi hội).")
    assert "Gửi danh sách tiết mục: chậm (ngày 06/05/2031); còn 4 ngày; lý do: vướng lịch thi." in shown


@given(st.lists(st.sampled_from(CLASSES), unique=True, max_size=30), st.sampled_from(["chua bao", "dang lam"]))
def test_paging_shows_everybody_once(busy: list[Unit], group: str) -> None:
    """Following [Xem tiếp] to its end names every unit of a group exactly once."""
    records = full(*(said(unit.code, State.PREPARING) for unit in busy))
    text, found = f"tien do dang-ky chihoi {group}", []
    while text:
        shown = reply(text, records)
        found += [choice.says for choice in shown.choices if choice.says.startswith("don vi ")]
        text = next((choice.says for choice in shown.choices if choice.label == "Xem tiếp"), "")
    names = {f"don vi {unit.code}" for unit in records.roster() if unit.kind == "chihoi" and (unit in busy) is (group == "dang lam")}
    assert len(found) == len(set(found))
    assert set(found) == names


def test_a_page_behind_the_last_one() -> None:
    """A button of a list that has become shorter says that nobody is left there."""
    assert "không có đơn vị nào" in plain(reply("tien do dang-ky chihoi cham 9", full()))


def test_a_units_page() -> None:
    """State, days, fields, receipt, people, files and a note, with what can be done for the unit."""
    unit = Unit("10a", "Chi hội lớp 10A", "chihoi", parent="sen", note="Lớp chọn")
    told = Told("dang-ky", State.DONE, date(2031, 5, 5), documents=("12/DS",))
    word = replace(said("10a", State.DONE, told=told), late=True, who="Trần An", via=Via.OFFICE)
    file = KeptFile(5, "10a", "dang-ky", "danh-sach.pdf", "application/pdf", 9, "kept", "", NOON)
    records = replace(
        full(word, receipts=(receipt("10a", number="45", day=date(2031, 5, 6)),), members=(officer(3, "10a"), officer(4, "10a", Role.LEADER))),
        kept=(file, replace(file, id=6, name="", state="refused")),
    )  # fmt: skip
    records = replace(records, all_units=(unit, *records.all_units[1:]))
    shown = reply("/donvi lớp 10a", records)
    assert plain(shown) == (
        "Chi hội lớp 10A (Chi hội, thuộc Câu lạc bộ Sen). Ghi chú: Lớp chọn. Số liệu lúc 12 giờ 00 ngày 06/05/2031.\n\n"
        "1. Gửi danh sách tiết mục: đơn vị báo xong (Trần An báo ngày 06/05/2031, thường trực ghi hộ); báo xong sau hạn; "
        "ngày 05/05/2031; văn bản: 12/DS. Đã nhận văn bản ngày 06/05/2031, số đến 45.\n"
        "2. Dự thi: chưa báo; từ ngày 20 đến ngày 22 tháng 5 năm 2031 (còn 16 ngày).\n\n"
        "Người của đơn vị: Người 3 (cán bộ đầu mối), Người 4 (lãnh đạo).\n\n"
        "Tệp đã gửi: danh-sach.pdf (06/05/2031); không có tên (06/05/2031, không lưu được)."
    )
    assert [choice.says for choice in shown.choices] == [
        "ghi ho 10a", "hoi don vi 10a", "nguoi 10a", "lich su dang-ky 10a", "mo lai dang-ky 10a", "tep 5", "ban lam viec",
    ]  # fmt: skip


def test_a_unit_by_what_people_call_it() -> None:
    """One match is shown, several are offered, none is said."""
    assert plain(reply("/donvi lop 3")).startswith("Chi hội lớp 3 (Chi hội)")
    several = decide(office("/donvi chi hội"))
    assert several.status == "clarify"
    assert len(several.decision.replies[0].choices) == 8
    assert "31 đơn vị" in plain(several.decision.replies[0])
    assert decide(office("/donvi cục đường sắt")).status == "unknown"


def test_a_unit_gone_meanwhile() -> None:
    """A button of a unit that has left the roster is answered, whatever it would have done."""
    for text in ("don vi da-mat", "da nhan dang-ky da-mat", "hoi don vi da-mat"):
        outcome = decide(office(text))
        assert outcome.decision.replies
        assert not [action for action in outcome.decision.actions if type(action).__name__ != "KeepUnanswered"]


@pytest.mark.parametrize(("text", "what"), [("/xuat", ()), ("xuat excel gon", ("short",)), ("xuat excel day du", ("full",))])
def test_an_excel_file_is_ordered(text: str, what: tuple[str, ...]) -> None:
    """The file is made after the turn; the reply says so and as of when."""
    outcome = decide(office(text))
    assert outcome.decision.actions == (Order(77, Job.EXPORT, what),)
    assert "Tôi đang lập tệp Excel, số liệu từ 12 giờ 00 ngày 06/05/2031" in plain(outcome.decision.replies[0])


def test_a_file_is_ordered() -> None:
    """A kept file is sent by its id."""
    assert decide(office("tep 5")).decision.actions == (Order(77, Job.SEND_FILE, ("5",)),)


def test_admins_see_the_same() -> None:
    """An admin's desk is the secretariat's."""
    assert decide(turn("/ban", ADMIN, records=full())).decision == decide(office("/ban")).decision


TEXTS = (
    "/ban", "/tiendo", "tien do dang-ky", "tien do dang-ky chihoi", "tien do dang-ky chihoi chua bao", "/chuabao", "chua bao dang-ky",
    "hoi chua bao dang-ky", "hoi don vi 10a", "/donvi 10a", "/donvi chi hoi", "da nhan dang-ky 10a", "chua nhan dang-ky 10a",
    "bao xong chua nhan", "/xuat",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_every_button_leads_somewhere(text: str) -> None:
    """What a reply of the desk offers is a command of the desk or of another room, and figures say as of when."""
    members = tuple(officer(n, unit.code) for n, unit in enumerate(full().roster(), 20))
    for records in (full(), full(said("10a", State.DONE, days_ago=9), members=members, waiting=1)):
        shown = reply(text, records)
        assert shown.choices
        for choice in shown.choices:
            assert choice.says.startswith(OTHERS) or parse(office(choice.says, records)) is not None, choice
