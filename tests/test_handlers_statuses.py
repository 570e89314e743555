"""What a unit has to do, and reports by one word."""

from __future__ import annotations

from datetime import datetime

import pytest

from handlers.message import plain
from handlers.router import decide, route
from handlers.turn import SaveStatus, State, Status, UndoStatus, WaitingField, WaitingKind
from tests.small_plan import CLUB_OFFICER, NOON, OFFICER, PLAN, PUPIL, STRANGER, ZONE, Roster, turn


def reported(task: str, state: State, by: int = 3) -> Roster:
    """A roster on which the class has said one thing."""
    return Roster((Status("10a", task, state, NOON, by),))


ASKING = (
    "Đơn vị tôi phải làm gì?", "viec cua toi", "/viec", "đơn vị em cần làm những gì ạ", "bên mình phải làm gì vậy ad",
    "Việc của đơn vị tôi", "dv em phai lam gi", "cho em xem các việc của đơn vị em với ạ", "Tôi phải làm gì", "dv e phai lam j",
    "đơn vị em làm những việc gì theo kế hoạch này vậy", "don vi minh lam gi trong dot nay", "nhiệm vụ của đơn vị tôi là gì",
    "cho em hỏi đơn vị em phải làm gì theo kế hoạch này",
)  # fmt: skip


@pytest.mark.parametrize("text", ASKING)
def test_all_tasks_with_their_days(text: str) -> None:
    """Every task of the asker's kind, the earliest first, in the plan's words, with the last day, the days left and the clause."""
    outcome = decide(turn(text, PUPIL))
    assert plain(outcome.decision.replies[0]) == (
        "Chi hội có 2 việc theo kế hoạch:\n\n"
        "1. Gửi danh sách tiết mục: trước ngày 11 tháng 5 năm 2031 (chậm nhất 10/05/2031, còn 4 ngày). Mục 1.a.\n"
        "2. Dự thi: từ ngày 20 đến ngày 22 tháng 5 năm 2031 (từ 20/05/2031 đến 22/05/2031, còn 16 ngày). Mục 2."
    )
    assert outcome.facts == ("han-dang-ky", "ngay-thi")
    assert outcome.clauses == ("1.a", "2")
    assert outcome.status == "answered"


@pytest.mark.parametrize("text", ASKING)
def test_a_stranger_is_asked_for_his_kind_first(text: str) -> None:
    """Without a kind of unit the bot asks, names the kinds, and remembers what to answer afterwards."""
    outcome = decide(turn(text, STRANGER))
    assert outcome.status == "clarify"
    assert outcome.decision.waiting == WaitingKind("viec cua toi")
    assert "Chi hội hay Câu lạc bộ" in plain(outcome.decision.replies[0])


def test_an_officer_sees_how_far_his_unit_is() -> None:
    """The list of an officer joined to a unit says what the unit reported and offers what is not done yet."""
    reply = route(turn("viec cua toi", OFFICER, records=reported("dang-ky", State.DONE))).replies[0]
    assert "Đơn vị báo: đã xong" in plain(reply)
    assert [choice.says for choice in reply.choices] == ["xong thi", "dang lam thi", "van ban"]


def test_a_visitor_is_offered_no_report() -> None:
    """Only somebody who speaks for a unit is offered to report."""
    assert not any(choice.says.startswith("xong") for choice in route(turn("viec cua toi", PUPIL)).replies[0].choices)


def test_a_limit_with_a_clock_time() -> None:
    """Where the plan gives an hour, it is shown, and after that hour the task is late on the very day."""
    before = plain(route(turn("/viec", CLUB_OFFICER, now=datetime(2031, 5, 8, 16, 59, tzinfo=ZONE))).replies[0])
    after = plain(route(turn("/viec", CLUB_OFFICER, now=datetime(2031, 5, 8, 17, 1, tzinfo=ZONE))).replies[0])
    assert "hôm nay là ngày cuối" in before
    assert "đã hết hạn lúc 17 giờ 00 hôm nay" in after


@pytest.mark.parametrize(
    ("text", "task", "state"),
    [
        ("xong dang-ky", "dang-ky", State.DONE),
        ("Đã xong danh sách ạ", "dang-ky", State.DONE),
        ("đang làm hội thi", "thi", State.PREPARING),
        ("chưa làm dang-ky", "dang-ky", State.NOT_STARTED),
        ("xin lùi dự thi", "thi", State.DELAYED),
        ("LÙI thi", "thi", State.DELAYED),
    ],
)
def test_a_report_is_kept_and_echoed(text: str, task: str, state: State) -> None:
    """A report by words or a press is recorded as one action, echoed with Hoàn tác, and followed by what is next."""
    decision = route(turn(text, OFFICER))
    action, *form = decision.actions
    assert isinstance(action, SaveStatus)
    assert (action.unit, action.task, action.state) == ("10a", task, state)
    told = plain(decision.replies[0])
    assert told.startswith("Ghi nhận: Chi hội lớp 10A")
    assert ("Việc tiếp theo:" in told) == (state is State.DONE)
    assert f"hoan tac {task}" in [choice.says for choice in decision.replies[0].choices]
    # put off: the new day is asked for
    assert bool(form) == (state is State.DELAYED) == isinstance(decision.waiting, WaitingField)


def test_the_last_report_ends_with_nothing_open() -> None:
    """When the last open task is done, the echo says so instead of naming a next one."""
    told = plain(route(turn("xong thi", OFFICER, records=reported("dang-ky", State.DONE))).replies[0])
    assert "đã báo xong mọi việc" in told
    assert "Việc tiếp theo" not in told


def test_next_is_the_earliest_open_task() -> None:
    """After one task is done, the next one is named; of a task under way its own limit is said once more."""
    assert "Việc tiếp theo: Dự thi" in plain(route(turn("xong dang-ky", OFFICER)).replies[0])
    assert "Thời hạn: trước ngày 11 tháng 5 năm 2031 (" in plain(route(turn("dang lam dang-ky", OFFICER)).replies[0])


@pytest.mark.parametrize("text", ["XONG", "xong rồi ạ", "đã hoàn thành", "dạ em xong rồi"])
def test_a_bare_word_where_one_task_is_open(text: str) -> None:
    """XONG after a reminder needs no task where only one is open."""
    (action,) = route(turn(text, OFFICER, records=reported("dang-ky", State.DONE))).actions
    assert isinstance(action, SaveStatus)
    assert (action.task, action.state) == ("thi", State.DONE)


def test_a_bare_word_where_several_are_open_asks_which() -> None:
    """Nothing is guessed: with two open tasks ĐANG LÀM asks which, and each choice answers it."""
    outcome = decide(turn("ĐANG LÀM", OFFICER))
    assert outcome.status == "clarify"
    assert outcome.decision.actions == ()
    assert [choice.says for choice in outcome.decision.replies[0].choices] == ["dang lam dang-ky", "dang lam thi"]


def test_a_bare_word_where_all_is_done() -> None:
    """With nothing open, XONG changes nothing and says so."""
    both = Roster(tuple(Status("10a", task, State.DONE, NOON, 3) for task in ("thi", "dang-ky")))
    decision = route(turn("xong", OFFICER, records=both))
    assert decision.actions == ()
    assert "không còn việc nào" in plain(decision.replies[0])


@pytest.mark.parametrize("text", ["xong", "xong dang-ky", "LÙI", "hoan tac thi"])
def test_somebody_not_joined_is_told_kindly(text: str) -> None:
    """A visitor's report is not recorded; he is told how to be one who may."""
    for person in (STRANGER, PUPIL):
        decision = route(turn(text, person))
        assert decision.actions == ()
        assert "đăng ký" in plain(decision.replies[0])


def test_a_task_of_others_is_not_reported() -> None:
    """A task the plan does not give to this unit is refused; one name shared by two tasks means one's own."""
    assert route(turn("xong dang-ky-clb", OFFICER)).actions == ()
    assert "không giao việc" in plain(route(turn("xong dang-ky-clb", OFFICER)).replies[0])
    (action,) = route(turn("xong danh sách", CLUB_OFFICER)).actions
    assert isinstance(action, SaveStatus)
    assert action.task == "dang-ky-clb"


def test_undo_takes_back_ones_own_word_only() -> None:
    """Hoàn tác works on one's own last report; a colleague's stays."""
    assert route(turn("hoan tac dang-ky", OFFICER, records=reported("dang-ky", State.DONE))).actions == (UndoStatus("10a", "dang-ky"),)
    assert route(turn("hoan tac dang-ky", OFFICER, records=reported("dang-ky", State.DONE, by=99))).actions == ()
    assert route(turn("hoan tac dang-ky", OFFICER)).actions == ()


def test_a_bare_undo() -> None:
    """Hoàn tác alone takes back the only report there is, and else asks which."""
    assert route(turn("hoàn tác", OFFICER, records=reported("thi", State.DONE))).actions == (UndoStatus("10a", "thi"),)
    assert decide(turn("hoàn tác", OFFICER)).status == "clarify"


def test_every_task_can_be_named_by_its_key() -> None:
    """What a button says of any task is understood of exactly that task."""
    for task in PLAN.tasks:
        person = CLUB_OFFICER if "clb" in task.kinds else OFFICER
        (action,) = route(turn(f"xong {task.key}", person)).actions
        assert isinstance(action, SaveStatus)
        assert action.task == task.key
