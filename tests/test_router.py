"""Who answers what: the order of the routes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import router
from handlers.commands import parse
from handlers.message import Arrival, Choice, plain
from handlers.router import decide, route
from handlers.turn import Conversation, KeepKind, Outcome, SaveStatus, State, UndoStatus, WaitingKind
from knowledge.context import Context
from tests.small_plan import NOON, OFFICER, PLAN, PUPIL, STRANGER, Roster, turn

OFFERED = (Choice("Việc của tôi", "viec cua toi"), Choice("Văn bản", "van ban"))


def said(outcome: Outcome) -> str:
    return "\n\n".join(plain(reply) for reply in outcome.decision.replies)


def test_the_question_handler_is_the_last_route() -> None:
    """Whatever no other route takes is a question."""
    from handlers.questions import answer

    assert router.ROUTES[-1] is answer


@pytest.mark.parametrize("text", ["2", " 2. ", "(2)", "số 2", "chọn 2", "2️⃣", "２"])
def test_the_ways_to_write_a_number(text: str) -> None:
    """People write the number of a choice in many ways."""
    listed = Conversation(Context(), WaitingKind(), OFFERED, NOON)
    assert decide(turn(text, PUPIL, listed)) == decide(turn("van ban", PUPIL, arrival=Arrival.PRESS))


def test_a_number_holds_for_ten_minutes() -> None:
    """After ten minutes a number is not taken for a choice: the list is shown again instead of guessing."""
    old = Conversation(Context(), None, OFFERED, NOON - timedelta(minutes=10, seconds=1))
    outcome = decide(turn("1", PUPIL, old))
    assert outcome.decision.replies[0].choices == OFFERED
    assert outcome.facts == ()
    assert decide(turn("1", PUPIL, replace(old, offered_at=NOON - timedelta(minutes=10)))).facts != ()


@pytest.mark.parametrize("text", ["0", "3", "99"])
def test_a_number_out_of_the_list_shows_the_list(text: str) -> None:
    """A number the list does not have is answered with the list."""
    outcome = decide(turn(text, PUPIL, Conversation(Context(), None, OFFERED, NOON)))
    assert outcome.decision.replies[0].choices == OFFERED
    assert "từ 1 đến 2" in said(outcome)


def test_an_edit_is_never_a_choice_by_number() -> None:
    """Correcting an old message to a number does not choose from today's list."""
    listed = Conversation(Context(), None, OFFERED, NOON)
    assert decide(turn("1", PUPIL, listed, arrival=Arrival.EDIT)) != decide(turn("1", PUPIL, listed))


def test_a_command_beats_waiting() -> None:
    """While we wait for the kind of unit, a command is obeyed and ends the waiting."""
    decision = route(turn("/vanban", STRANGER, Conversation(Context(), WaitingKind("viec cua toi"))))
    assert decision.replies[0].attachment is not None
    assert decision.waiting is None


@pytest.mark.parametrize("text", ["Câu lạc bộ", "clb ạ", "dạ em ở câu lạc bộ", "CLB"])
def test_the_kind_we_waited_for_answers_the_question_put_off(text: str) -> None:
    """Naming the kind we asked for keeps it and answers what was asked before, in one reply."""
    decision = route(turn(text, STRANGER, Conversation(Context(), WaitingKind("viec cua toi"))))
    assert decision.actions == (KeepKind("clb"),)
    assert "Gửi danh sách tiết mục của câu lạc bộ" in plain(decision.replies[0])
    assert decision.waiting is None


def test_pressing_the_kind_answers_the_question_put_off() -> None:
    """A pressed kind does what a typed one does."""
    waiting = Conversation(Context(), WaitingKind("viec cua toi"))
    assert decide(turn("toi la clb", STRANGER, waiting, arrival=Arrival.PRESS)) == decide(turn("Câu lạc bộ", STRANGER, waiting))


def test_a_question_while_we_wait_is_answered_as_one() -> None:
    """A question is not mistaken for the name of a unit, even where it names one."""
    decision = route(turn("câu lạc bộ gửi danh sách khi nào?", STRANGER, Conversation(Context(), WaitingKind())))
    assert KeepKind("clb") not in decision.actions


def test_gibberish_while_we_wait_is_asked_again() -> None:
    """A word that names no unit is asked again, with the kinds, and the question put off is kept."""
    outcome = decide(turn("qwxz", STRANGER, Conversation(Context(), WaitingKind("viec cua toi"))))
    assert outcome.decision.waiting == WaitingKind("viec cua toi")
    assert [choice.says for choice in outcome.decision.replies[0].choices] == ["toi la chihoi", "toi la clb"]


def test_a_courtesy_while_we_wait_keeps_waiting() -> None:
    """“ok” is no answer to which unit, and does not make us forget that we asked."""
    waiting = WaitingKind("viec cua toi")
    assert route(turn("ok em", STRANGER, Conversation(Context(), waiting))).waiting == waiting


@pytest.mark.parametrize(
    "text",
    ["Em ở chi hội", "mình thuộc lớp 10A", "đơn vị tôi là chi hội", "Chào ad, em là Lan bên chi hội ạ", "toi la chihoi", "/donvi chihoi"],
)
def test_a_stated_kind_is_kept(text: str) -> None:
    """Whoever says where he works, and nothing else, gets a short acknowledgement and three ways on."""
    decision = route(turn(text))
    assert decision.actions == (KeepKind("chihoi"),)
    assert len(decision.replies[0].choices) == 3
    assert len(plain(decision.replies[0])) < 200


@pytest.mark.parametrize("text", ["chi hội", "Câu lạc bộ ạ", "10A", "Chi hội lớp 10A"])
def test_a_bare_name_out_of_nowhere_says_who_asks(text: str) -> None:
    """The name of a kind or of a unit as a first word, with nothing to follow up, is taken as the asker's own."""
    assert [type(action) for action in route(turn(text)).actions] == [KeepKind]


def test_a_bare_name_after_a_question_follows_it_up() -> None:
    """The name of a kind right after an answer asks the same of that kind, and does not change who asks."""
    first = route(turn("Chi hội gửi danh sách khi nào?", PUPIL))
    second = decide(turn("câu lạc bộ?", PUPIL, Conversation(first.context or Context())))
    assert second.decision.actions == ()
    assert second.facts == ("han-dang-ky-clb",)


def test_an_occasion_is_nobodys_unit() -> None:
    """Whoever names an occasion as his unit is asked which unit he means; the question put off stays put off."""
    outcome = decide(turn("em ở đêm chung kết", STRANGER, Conversation(Context(), WaitingKind("viec cua toi"))))
    assert outcome.status == "clarify"
    assert outcome.decision.actions == ()
    assert outcome.decision.waiting == WaitingKind("viec cua toi")


def test_stating_ones_kind_ends_what_was_asked_of_others() -> None:
    """After an answer about another kind, saying where one works makes the next questions one's own."""
    about_others = route(turn("Câu lạc bộ gửi danh sách khi nào?")).context
    stated = route(turn("tôi ở chi hội", STRANGER, Conversation(about_others or Context())))
    assert stated.context is not None
    assert decide(turn("gửi danh sách khi nào?", PUPIL, Conversation(stated.context))).facts == ("han-dang-ky",)


@pytest.mark.parametrize("text", ["Em ở chi hội, hạn gửi danh sách khi nào?", "Hỏi hộ bạn ở chi hội"])
def test_a_kind_in_passing_is_not_kept(text: str) -> None:
    """A question or a word about somebody else does not change who the asker is."""
    assert not any(isinstance(action, KeepKind) for action in route(turn(text, CLUB_PUPIL)).actions)


CLUB_PUPIL = replace(PUPIL, kind="clb")


def test_the_deep_link_may_name_the_kind() -> None:
    """A link made for one kind of unit spares the question; any other payload is greeted as usual."""
    assert route(turn("clb", arrival=Arrival.START)).actions == (KeepKind("clb"),)
    invited = route(turn("MOI_7Q2K", arrival=Arrival.START))
    assert invited.actions == ()
    assert invited == route(turn("/start")) == route(turn("/start MOI_7Q2K")) == route(turn("", arrival=Arrival.START))


def test_a_sticker_is_told_that_text_is_needed() -> None:
    """Something without text gets a kind word and does not end what we wait for."""
    waiting = Conversation(Context(), WaitingKind("x"))
    outcome = decide(turn("", STRANGER, waiting, arrival=Arrival.OTHER))
    assert "bằng chữ" in said(outcome)
    assert outcome.decision.waiting == WaitingKind("x")


PERSONAL = ("viec cua toi", "doi don vi", "toi la clb", "xong", "xong dang-ky", "lui thi", "hoan tac dang-ky")


@pytest.mark.parametrize("text", PERSONAL)
def test_nothing_personal_in_a_group(text: str) -> None:
    """In a group no unit's own business is shown, asked for or changed."""
    outcome = decide(turn(text, OFFICER, group=True))
    assert outcome.decision.actions == ()
    assert outcome.decision.replies[0].choices == ()
    assert "10A" not in said(outcome)


@pytest.mark.parametrize("text", ["xin chào", "/start", "/trogiup", "cảm ơn", "bạn là ai", "Tôi ở chi hội", "/la"])
def test_a_group_is_told_shortly_and_nothing_is_kept(text: str) -> None:
    """In a group courtesies are short, without buttons, ask nothing and keep nothing."""
    outcome = decide(turn(text, OFFICER, group=True))
    assert outcome.decision.actions == () or "chi hội" in text
    assert not any(isinstance(action, KeepKind) for action in outcome.decision.actions)
    assert outcome.decision.waiting is None
    assert len(said(outcome)) < 400


def test_the_slash_may_name_the_bot() -> None:
    """In a group Telegram writes /viec@the_bot."""
    assert parse("/vanban@KeHoachBot", PLAN) == parse("/vanban", PLAN)


def test_hoi_hands_on_the_rest() -> None:
    """/hoi in front of a question changes nothing about its answer."""
    question = "Mỗi tiết mục mấy phút?"
    assert decide(turn(f"/hoi {question}", PUPIL)) == replace(decide(turn(question, PUPIL)))


@pytest.mark.parametrize("fact", ["han-dang-ky", "han-dang-ky-clb", "thoi-luong"])
def test_one_fact_can_be_asked_for_by_its_id(fact: str) -> None:
    """What a button under an answer says names the very fact, so that it cannot be misunderstood."""
    assert fact in decide(turn(f"hoi {fact}", PUPIL)).facts


def test_the_menu_is_obeyed() -> None:
    """Every command of the menu does something, and what each does differs."""
    from handlers.help import COMMANDS

    outcomes = [said(decide(turn(f"/{name}", PUPIL))) for name, _ in COMMANDS]
    assert [name for name, _ in COMMANDS] == ["start", "viec", "vanban", "donvi", "hoi", "trogiup"]
    assert len(set(outcomes)) == len(COMMANDS)
    assert not any("chưa có lệnh" in text for text in outcomes)


@pytest.mark.parametrize(
    "text",
    [
        "xong hội thi thì gửi báo cáo về đâu?",
        "giúp em tính ngày nộp danh sách",
        "văn bản này ai ký",
        "chưa làm danh sách có sao không",
        "thôi nộp muộn được không",
    ],
)
def test_a_question_that_begins_like_a_command_is_a_question(text: str) -> None:
    """A command is a whole message; a sentence that starts with its words is left to the question handler."""
    assert router.command(turn(text, OFFICER)) is None


def test_status_by_number_can_be_undone() -> None:
    """A state set by a number is echoed with a way back, and the way back works."""
    listed = Conversation(Context(), None, (Choice("Đã xong", "xong dang-ky"),), NOON)
    decision = route(turn("1", OFFICER, listed, records=Roster()))
    assert [(a.task, a.state) for a in decision.actions if isinstance(a, SaveStatus)] == [("dang-ky", State.DONE)]
    back = next(choice for choice in decision.replies[0].choices if choice.label == "Hoàn tác")
    from tests.test_handlers_statuses import reported

    assert route(turn(back.says, OFFICER, records=reported("dang-ky", State.DONE))).actions == (UndoStatus("10a", "dang-ky"),)
