"""Who has said nothing, and asking exactly them, once a day, never many by accident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handlers.actions import PromptUnits
from handlers.message import plain
from handlers.records import Person, Role, Unit
from handlers.router import decide
from handlers.turn import Outcome, State
from tests.desk_records import CLASSES, SECRETARY, Desk, full, office, officer, said
from tests.small_plan import CLASS_10A, Roster, turn

NEAR = Desk(all_units=(CLASS_10A, *CLASSES[:3]))


def words(outcome: Outcome) -> str:
    return plain(outcome.decision.replies[0])


def test_how_many_are_silent_on_each_task() -> None:
    """Without a task: every task with its limit, how many of how many, and a button each."""
    outcome = decide(office("/chuabao", full(said("10a", State.DONE), said("sen", State.PREPARING, "dang-ky-clb"))))
    assert "Gửi danh sách tiết mục (chậm nhất 10/05/2031, còn 4 ngày): 30/31 (97%) đơn vị" in words(outcome)
    assert [choice.says for choice in outcome.decision.replies[0].choices] == [
        "chua bao thi",
        "chua bao dang-ky",
        "tien do",
        "ban lam viec",
    ]


def test_who_is_silent_counts_first_then_names() -> None:
    """Counts by kind, then the names of a page, then whom a question would reach."""
    outcome = decide(office("chua bao dang-ky", full(said("10a", State.DONE), members=(officer(3, "lop-1"), officer(4, "lop-1")))))
    shown = words(outcome)
    assert shown.startswith("Gửi danh sách tiết mục (chậm nhất 10/05/2031, còn 4 ngày): 30 đơn vị chưa báo.\n\n• Chi hội: 30/31 (97%)")
    assert "Tên đơn vị, từ 1 đến 15 trên 30.\n\nChi hội:\n\n• Chi hội lớp 1\n" in shown
    assert "Nếu hỏi, 2 người của 1 đơn vị sẽ nhận được; 29 đơn vị chưa có người tham gia nên không hỏi được." in shown
    assert "Chi hội lớp 10A" not in shown
    assert [choice.label for choice in outcome.decision.replies[0].choices][:2] == ["Hỏi các đơn vị này", "Xem tiếp"]


def test_nobody_to_ask_leads_to_invitations() -> None:
    """Where nobody has joined there is no button that could ask nobody."""
    outcome = decide(office("chua bao dang-ky", NEAR))
    assert "Chưa hỏi được ai" in words(outcome)
    assert "Mã mời các đơn vị" in [choice.label for choice in outcome.decision.replies[0].choices]
    asked = decide(office("hoi chua bao dang-ky", NEAR))
    assert asked.decision.actions == ()
    assert "Chưa có cán bộ đầu mối nào tham gia: Chi hội lớp 10A, Chi hội lớp 1, Chi hội lớp 2, Chi hội lớp 3." in words(asked)


@given(st.lists(st.sampled_from(NEAR.all_units), unique=True), st.lists(st.sampled_from(NEAR.all_units), unique=True))
def test_exactly_the_silent_are_asked(reported: list[Unit], manned: list[Unit]) -> None:
    """Asked are the units that have said nothing and have an officer, no other, as of the moment of the press."""
    records = replace(
        NEAR,
        statuses=tuple(said(unit.code, State.PREPARING) for unit in reported),
        members=tuple(officer(n, unit.code) for n, unit in enumerate(manned, 20)),
    )
    actions = decide(office("hoi chua bao dang-ky", records)).decision.actions
    wanted = {unit.code for unit in NEAR.all_units if unit in manned and unit not in reported}
    assert {code for action in actions if isinstance(action, PromptUnits) for code in action.units} == wanted
    assert all(action == PromptUnits(action.units, "dang-ky") for action in actions if isinstance(action, PromptUnits))
    assert len(actions) == bool(wanted)


def test_more_than_twenty_people_only_when_confirmed() -> None:
    """Twenty people are asked at once; twenty-one first need a yes, which says how many."""
    members = tuple(officer(n, unit.code) for n, unit in enumerate(CLASSES[:21], 20))
    assert decide(office("hoi chua bao dang-ky", full(members=members[:20]))).decision.actions
    outcome = decide(office("hoi chua bao dang-ky", full(members=members)))
    assert outcome.decision.actions == ()
    assert outcome.status == "clarify"
    assert "Tôi sẽ hỏi 21 người của 21 đơn vị chưa báo về việc “Gửi danh sách tiết mục”." in words(outcome)
    (agree, *_) = outcome.decision.replies[0].choices
    (action,) = decide(office(agree.says, full(members=members))).decision.actions
    assert isinstance(action, PromptUnits)
    assert len(action.units) == 21


def test_asking_twice_a_day_says_so() -> None:
    """Who was asked today is not asked again, and the secretariat is told; somebody who has joined since is."""
    members = (officer(3, "10a"), officer(4, "lop-1"))
    some = replace(NEAR, members=members, asked_today=frozenset({("10a", 3)}))
    outcome = decide(office("hoi chua bao dang-ky", some))
    assert outcome.decision.actions == (PromptUnits(("lop-1",), "dang-ky"),)
    assert "1 đơn vị khác đã được hỏi trong hôm nay" in words(outcome)
    all_asked = replace(some, asked_today=frozenset({("10a", 3), ("lop-1", 4)}))
    outcome = decide(office("hoi chua bao dang-ky", all_asked))
    assert outcome.decision.actions == ()
    assert "2 đơn vị này đã được hỏi trong hôm nay" in words(outcome)
    assert "đều đã được hỏi trong hôm nay" in words(decide(office("chua bao dang-ky", all_asked)))
    newcomer = replace(all_asked, members=(*members, officer(5, "10a")))
    assert decide(office("hoi chua bao dang-ky", newcomer)).decision.actions == (PromptUnits(("10a",), "dang-ky"),)


def test_leaders_are_not_asked() -> None:
    """Only officers report, so only they are asked; one person of two units counts once."""
    both = replace(officer(3, "10a"), posts=(*officer(3, "10a").posts, *officer(3, "lop-1").posts))
    records = replace(NEAR, members=(both, officer(4, "lop-2", Role.LEADER)))
    outcome = decide(office("hoi chua bao dang-ky", records))
    assert outcome.decision.actions == (PromptUnits(("10a", "lop-1"), "dang-ky"),)
    assert "1 người của 2 đơn vị" in words(outcome)


def test_everybody_has_said_something() -> None:
    """Where nobody is silent, that is said and nobody asked."""
    records = replace(NEAR, statuses=tuple(said(unit.code, State.DONE) for unit in NEAR.all_units))
    for text in ("chua bao dang-ky", "hoi chua bao dang-ky", "hoi chua bao dang-ky dong y"):
        outcome = decide(office(text, records))
        assert outcome.decision.actions == ()
        assert "Mọi đơn vị đều đã báo về việc “Gửi danh sách tiết mục”." in words(outcome)


def test_asking_one_unit() -> None:
    """One unit is asked about all that is open; not where everything is done or nobody is there."""
    there = replace(NEAR, members=(officer(3, "10a"),))
    assert decide(office("hoi don vi 10a", there)).decision.actions == (PromptUnits(("10a",), None),)
    done = replace(there, statuses=tuple(said("10a", State.DONE, task) for task in ("thi", "dang-ky")))
    assert "đã báo xong mọi việc" in words(decide(office("hoi don vi 10a", done)))
    outcome = decide(office("hoi don vi lop-1", there))
    assert outcome.decision.actions == ()
    assert outcome.decision.replies[0].choices[0].says == "moi lop-1"
    again = replace(there, asked_today=frozenset({("10a", 3)}))
    assert "Đơn vị này đã được hỏi trong hôm nay" in words(decide(office("hoi don vi 10a", again)))


def test_records_that_do_not_tell_who_was_asked() -> None:
    """Where it cannot be told who was asked today nobody counts as asked: the core asks once a day all the same."""

    class Untold(Roster):
        def people(self, unit: str) -> Sequence[Person]:
            return [officer(3, unit)]

        def manned(self) -> frozenset[str]:
            return frozenset(unit.code for unit in self.roster())

    outcome = decide(turn("hoi chua bao dang-ky", SECRETARY, records=Untold()))
    assert outcome.decision.actions == (PromptUnits(("10a",), "dang-ky"),)
