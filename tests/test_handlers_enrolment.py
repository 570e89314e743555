"""The first contact, and picking or changing the kind of unit."""

from __future__ import annotations

import pytest

from handlers.message import plain
from handlers.router import decide, route
from handlers.turn import KeepKind, Office, WaitingKind
from tests.small_plan import OFFICER, PUPIL, STRANGER, turn


def test_start_introduces_and_asks() -> None:
    """/start tells a stranger who speaks and of which plan, and asks for the kind of unit."""
    decision = route(turn("/start"))
    text = plain(decision.replies[0])
    assert "phần mềm trả lời tự động" in text
    assert "Kế hoạch Hội thi Tiếng hát tháng Năm của Đoàn trường" in text
    assert decision.waiting == WaitingKind()


def test_start_of_somebody_known_names_his_unit() -> None:
    """/start again names the unit we take him for and asks nothing."""
    assert "Chi hội lớp 10A" in plain(route(turn("/start", OFFICER)).replies[0])
    assert "Chi hội các lớp" in plain(route(turn("/start", PUPIL)).replies[0])
    assert route(turn("/start", PUPIL)).waiting is None


@pytest.mark.parametrize("text", ["/donvi", "đổi đơn vị", "cho em chọn lại đơn vị ạ", "doi don vi"])
def test_the_kind_can_be_changed(text: str) -> None:
    """Whoever picked the wrong kind is asked again, every kind named in the text."""
    outcome = decide(turn(text, PUPIL))
    assert outcome.status == "clarify"
    assert "Chi hội hay Câu lạc bộ" in plain(outcome.decision.replies[0])
    assert outcome.decision.waiting == WaitingKind()


def test_a_new_kind_replaces_the_old_one() -> None:
    """Stating another kind later simply changes it."""
    assert route(turn("tôi ở câu lạc bộ", PUPIL)).actions == (KeepKind("clb"),)


@pytest.mark.parametrize("text", ["toi la clb", "em ở câu lạc bộ ạ"])
def test_the_unit_of_an_officer_is_not_changed_by_a_word(text: str) -> None:
    """Somebody joined to a unit is told whom to ask instead."""
    outcome = decide(turn(text, OFFICER, office=Office("cô Lan, 024 1234 5678")))
    assert outcome.decision.actions == ()
    assert "Chi hội lớp 10A" in plain(outcome.decision.replies[0])
    assert "cô Lan, 024 1234 5678" in plain(outcome.decision.replies[0])


def test_the_acknowledgement_leads_on() -> None:
    """After the kind is kept: its tasks, the clause of its next time limit, the document."""
    says = [choice.says for choice in route(turn("toi la clb", STRANGER)).replies[0].choices]
    assert says == ["viec cua toi", "nguyen van 1.b", "van ban"]


@pytest.mark.parametrize(
    "text", ["tôi không ở chi hội", "tôi ở đâu", "tôi là ai", "em làm bên chi hội có phải gửi danh sách không", "bên em có chi hội nào"]
)
def test_no_kind_is_kept_by_mistake(text: str) -> None:
    """A negation or a question is no statement of one's unit."""
    assert not any(isinstance(action, KeepKind) for action in route(turn(text)).actions)
