"""Help is short and speaks of the loaded plan."""

from __future__ import annotations

import pytest

from handlers.help import COMMANDS, examples
from handlers.message import plain
from handlers.router import decide
from handlers.turn import Office
from tests.small_plan import OFFICER, PLAN, PUPIL, turn


@pytest.mark.parametrize("text", ["/help", "/trogiup", "menu", "trợ giúp", "giúp", "giúp em với ạ", "?", "huong dan", "bạn làm được gì"])
def test_help(text: str) -> None:
    """However help is asked for, it names what can be asked, with questions the plan really answers."""
    outcome = decide(turn(text, PUPIL, office=Office("cô Lan")))
    told = plain(outcome.decision.replies[0])
    assert outcome.status == "answered"
    assert "Chi hội gửi danh sách khi nào?" in told
    assert "Giải nhất" not in told
    assert "cô Lan" in told
    assert len(told) < 700


def test_examples_are_of_the_askers_kind() -> None:
    """Nobody is shown a question about another kind of unit; each example is about something else."""
    assert examples(PLAN, "clb") == ("Câu lạc bộ gửi danh sách khi nào?", "Mỗi tiết mục mấy phút?")
    assert examples(PLAN, None) == ("Mỗi tiết mục mấy phút?",)


def test_help_in_a_group_is_a_line() -> None:
    """In a group help is one line that says how to ask there."""
    reply = decide(turn("/trogiup", OFFICER, group=True)).decision.replies[0]
    assert "/hoi" in plain(reply)
    assert len(reply.blocks) == 1


def test_the_menu_fits_the_platform() -> None:
    """Command names and descriptions are within what a platform's menu takes."""
    for name, described in COMMANDS:
        assert name.isascii()
        assert name.islower()
        assert 1 <= len(name) <= 32
        assert 1 <= len(described) <= 60


def test_an_unknown_command_is_answered_kindly() -> None:
    """A slash command nobody knows is named, cut to a decent length, and the way on is shown."""
    outcome = decide(turn("/" + "a" * 500, PUPIL))
    assert outcome.status == "unknown"
    assert "chưa có lệnh /aaaa" in plain(outcome.decision.replies[0])
    assert len(plain(outcome.decision.replies[0])) < 200
    assert outcome.decision.replies[0].choices


@pytest.mark.parametrize("text", ["huỷ", "hủy", "bỏ qua", "thôi"])
def test_cancel(text: str) -> None:
    """One word stops what we were asking for."""
    assert decide(turn(text, PUPIL)).decision.waiting is None
    assert "bỏ qua" in plain(decide(turn(text, PUPIL)).decision.replies[0])


@pytest.mark.parametrize("text", ["/hoi", "hỏi"])
def test_hoi_alone_invites_a_question(text: str) -> None:
    """/hoi with nothing behind it, and the button Hỏi, invite the question."""
    assert "Mời anh/chị gõ câu hỏi" in plain(decide(turn(text, PUPIL)).decision.replies[0])
