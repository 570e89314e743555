"""Documents that came in: recorded by a tap, completed in words, taken back, and told to the unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.actions import ConfirmReceipt, Tell, UndoReceipt
from handlers.desk_receipts import read
from handlers.message import plain
from handlers.records import Role
from handlers.router import decide
from handlers.turn import Outcome, State, WaitingReceipt
from knowledge.text import tokens
from tests.desk_records import CLASSES, SECRETARY, full, office, officer, receipt, said
from tests.small_plan import NOON, OFFICER, turn

WAITING = WaitingReceipt("10a", "dang-ky")
TODAY = date(2014, 7, 17)


def words(outcome: Outcome) -> str:
    return plain(outcome.decision.replies[0])


def test_a_tap_records_at_once() -> None:
    """[Đã nhận văn bản] records a receipt of today, asks for number and day in words, and tells the unit's officers, not its leader."""
    records = full(said("10a", State.DONE), members=(officer(3, "10a"), officer(4, "10a"), officer(5, "10a", Role.LEADER)))
    decision = decide(office("da nhan dang-ky 10a", records)).decision
    receipt_, *told = decision.actions
    assert receipt_ == ConfirmReceipt("10a", "dang-ky", "", NOON.date())
    assert [action.person for action in told if isinstance(action, Tell)] == [3, 4]
    assert all("Thường trực đã nhận văn bản" in plain(action.reply) for action in told if isinstance(action, Tell))
    assert decision.waiting == WAITING
    assert decision.replies[0].by_word
    assert [choice.says for choice in decision.replies[0].choices] == ["chua nhan dang-ky 10a", "bo qua"]
    assert "ghi nhầm thì gõ: chua nhan dang-ky 10a." in plain(decision.replies[0])
    assert "Đơn vị chưa báo xong" not in plain(decision.replies[0])


def test_whoever_acts_is_not_told_of_it() -> None:
    """A secretary who is also the unit's officer gets the reply alone, no second message."""
    own = replace(SECRETARY, posts=officer(9, "10a").posts)
    (action,) = decide(office("da nhan dang-ky 10a", full(members=(own,)))).decision.actions
    assert isinstance(action, ConfirmReceipt)


def test_a_receipt_before_the_units_word() -> None:
    """A document may come in before the unit reports; the two stand apart, and that is said."""
    assert "Đơn vị chưa báo xong việc này." in words(decide(office("da nhan dang-ky 10a")))


def test_the_same_tap_twice() -> None:
    """Pressing again changes nothing and says when and how it was recorded."""
    had = full(receipts=(receipt("10a", number="45", day=date(2031, 5, 5)),))
    outcome = decide(office("da nhan dang-ky 10a", had))
    assert outcome.decision.actions == ()
    assert "từ 12 giờ 00 ngày 06/05/2031. Đã nhận văn bản ngày 05/05/2031, số đến 45." in words(outcome)


def test_taking_it_back() -> None:
    """[Hoàn tác] takes the receipt back and tells the officers; twice is once."""
    had = full(receipts=(receipt("10a"),), members=(officer(3, "10a"),))
    undo, told = decide(office("chua nhan dang-ky 10a", had)).decision.actions
    assert undo == UndoReceipt("10a", "dang-ky")
    assert isinstance(told, Tell)
    assert "đính chính" in plain(told.reply)
    again = decide(office("chua nhan dang-ky 10a"))
    assert again.decision.actions == ()
    assert "chưa có ghi nhận nào" in words(again)


def test_a_task_of_others_is_not_received() -> None:
    """A document on a task the plan does not give to the unit is not recorded."""
    outcome = decide(office("da nhan dang-ky-clb 10a"))
    assert outcome.decision.actions == ()
    assert "không giao việc" in words(outcome)


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("45 ngày 16/7", "45", date(2014, 7, 16)),
        ("số đến 45, 15/07/2014", "45", date(2014, 7, 15)),
        ("45", "45", None),
        ("so 45/VTLT hom qua", "45/VTLT", date(2014, 7, 16)),
        ("16/7", "", date(2014, 7, 16)),
        ("đến ngày 5 tháng 7", "", date(2014, 7, 5)),
        ("45 ngày 28/12", "45", date(2013, 12, 28)),
        ("số 45 ngày 16", "45", date(2014, 7, 16)),
        ("số 45 ngày 30", "45", date(2014, 6, 30)),
        ("45 ngày 20/7", "45", date(2014, 7, 20)),
        ("45 46", "", None),
        ("cảm ơn em", "", None),
        ("sở 45 đã gửi chưa?", "", None),
        ("", "", None),
    ],
)
def test_number_and_day_as_people_type_them(text: str, number: str, day: date | None) -> None:
    """A number and a day in either order or alone; a day without its year or month is the last such day; anything else is neither."""
    assert read(tokens(text), TODAY) == (number, day)


@given(
    st.integers(1, 99999), st.dates(date(2014, 1, 1), date(2016, 12, 31)), st.sampled_from(["{} ngày {}", "số đến {}, {}", "so {} den {}"])
)
def test_a_full_date_is_read_as_written(number: int, day: date, form: str) -> None:
    """Any number with any written-out day is read as just that."""
    assert read(tokens(form.format(number, f"{day:%d/%m/%Y}")), TODAY) == (str(number), day)


@given(st.text(max_size=200))
def test_no_text_troubles_the_reader(text: str) -> None:
    """Whatever is typed, the reader gives a short number and perhaps a day."""
    number, day = read(tokens(text), TODAY)
    assert len(number) <= 40
    assert day is None or isinstance(day, date)


def test_number_and_day_complete_a_receipt() -> None:
    """What is typed next completes the receipt; what was known and is not typed stays."""
    had = full(receipts=(receipt("10a", day=date(2031, 5, 6)),))
    outcome = decide(office("45/DS ngày 5/5", had, waiting=WAITING))
    assert outcome.decision.actions == (ConfirmReceipt("10a", "dang-ky", "45/DS", date(2031, 5, 5)),)
    assert words(outcome) == "Đã ghi: Chi hội lớp 10A, việc “Gửi danh sách tiết mục”: số đến 45/DS, ngày đến 05/05/2031."
    outcome = decide(office("số đến 45", had, waiting=WAITING))
    assert outcome.decision.actions == (ConfirmReceipt("10a", "dang-ky", "45", date(2031, 5, 6)),)


def test_a_day_to_come_is_asked_again() -> None:
    """Nothing arrives tomorrow: the day is asked again and nothing recorded."""
    outcome = decide(office("45 ngày 7/5", full(receipts=(receipt("10a"),)), waiting=WAITING))
    assert outcome.decision.actions == ()
    assert outcome.decision.waiting == WAITING
    assert "07/05/2031" in words(outcome)


@pytest.mark.parametrize("text", ["chi hội gửi danh sách khi nào?", "cảm ơn em", "bỏ qua", "/tiendo", "da nhan dang-ky lop-1"])
def test_something_else_is_no_number(text: str) -> None:
    """A question, thanks, "bỏ qua" or another command while we wait is answered as itself."""
    had = full(receipts=(receipt("10a"),))
    outcome = decide(office(text, had, waiting=WAITING))
    assert outcome.decision.replies == decide(office(text, had)).decision.replies


def test_a_receipt_undone_meanwhile() -> None:
    """A number that comes after the receipt was taken back records nothing."""
    outcome = decide(office("45 ngày 5/5", waiting=WAITING))
    assert outcome.decision.actions == ()
    assert "chưa có ghi nhận nào" in words(outcome)


def test_only_the_office_completes() -> None:
    """Somebody who has left the office meanwhile records nothing."""
    ours = office("45 ngày 5/5", full(receipts=(receipt("10a"),)), waiting=WAITING)
    assert not [a for a in decide(replace(ours, person=OFFICER)).decision.actions if isinstance(a, ConfirmReceipt)]
    assert decide(turn("da nhan dang-ky 10a", OFFICER, records=full())).decision.actions == ()


def test_what_is_awaited_is_listed_page_by_page() -> None:
    """The longest first, with the working days waited, each unit a tap away; younger ones are counted."""
    words_said = [said(unit.code, State.DONE, days_ago=10 + n) for n, unit in enumerate(CLASSES[:10])]
    records = full(*words_said, said("10a", State.DONE), receipts=(receipt("lop-1"),))
    outcome = decide(office("bao xong chua nhan", records))
    shown = words(outcome)
    assert shown.startswith("9 việc đơn vị báo xong đã quá 5 ngày làm việc mà thường trực chưa nhận được văn bản (từ 1 đến 8):")
    since = (NOON - timedelta(days=19)).date()
    assert f"• Chi hội lớp 10: Gửi danh sách tiết mục, báo xong ngày {since:%d/%m/%Y} (13 ngày làm việc)" in shown
    assert "còn 1 việc mới báo xong" in shown
    assert "Chi hội lớp 2:" in words(decide(office("bao xong chua nhan 2", records)))
    assert "Không có việc nào" in words(decide(office("bao xong chua nhan", full())))
