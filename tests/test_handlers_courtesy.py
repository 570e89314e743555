"""Courtesies are recognised however they are typed, and only when a message is nothing else."""

from __future__ import annotations

import pytest

from handlers.courtesy import Courtesy, courtesy
from handlers.message import plain
from handlers.router import decide
from handlers.turn import WaitingKind
from tests.small_plan import OFFICER, PUPIL, STRANGER, turn

GREETINGS = (
    "chào em",
    "hi",
    "Xin chào anh ơi!",
    "chao ad",
    "hello",
    "Helo shop ơi".replace("shop ", ""),
    "alo",
    "chàooo bot",
    "chào buổi sáng ạ 😊",
    "Dạ em chào anh chị ạ",
    "XIN CHÀO",
    "hey",
    "chào cả nhà",
)
THANKS = (
    "cảm ơn ad nhé",
    "cam on",
    "cám ơn nhiều ạ!!!",
    "thanks",
    "tks ad",
    "Thank you so much".replace(" so", " very"),
    "dạ em cảm ơn ạ",
    "ok cảm ơn em",
    "cảm ơn đã hỗ trợ",
    "camon nha",
    "Em cảm ơn anh nhiều lắm 🙏",
)
GOODBYES = ("tạm biệt", "bye", "chào tạm biệt nhé", "hẹn gặp lại, bye ad")
AGREED = (
    "ok",
    "OK ạ",
    "oke em",
    "vâng",
    "dạ vâng ạ",
    "ừ",
    "được rồi",
    "em hiểu rồi ạ",
    "👍",
    "🙏🙏",
    "okkk",
    "dạ",
    "haha",
    "thôi được rồi",
)
ASKING = ("cho em hỏi", "ad ơi cho hỏi chút ạ", "chào anh, cho em hỏi với ạ", "Em muốn hỏi một việc ạ")
WHO = ("bạn là ai", "ban la ai the", "Bạn là bot hay người?", "em tên gì vậy", "đây là bot hả")
QUESTIONS = (
    "chào ad, cho hỏi hạn nộp",
    "xin chào, bao giờ phải gửi danh sách",
    "cảm ơn ad, còn câu lạc bộ thì sao",
    "ok vậy hạn là khi nào",
    "ok chưa",
    "cho em hỏi hạn",
    "chào mừng ngày nào",
    "tạm ứng",
    "cảm",
    "biết",
    "hỏi",
    "???",
    "🎉🎉🎉",
    "",
    "abc xyz",
    "không",
    "hi vọng được gia hạn",
    "bạn là ai trong kế hoạch này",
    "ai là người ký",
    "好",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, Courtesy.GREETING) for text in GREETINGS),
        *((text, Courtesy.THANKS) for text in THANKS),
        *((text, Courtesy.GOODBYE) for text in GOODBYES),
        *((text, Courtesy.AGREED) for text in AGREED),
        *((text, Courtesy.ASKING_LEAVE) for text in ASKING),
        *((text, Courtesy.WHO) for text in WHO),
        *((text, None) for text in QUESTIONS),
    ],
)
def test_courtesy(text: str, expected: Courtesy | None) -> None:
    """Each message is the courtesy it is, or none where it says anything more."""
    assert courtesy(text) is expected


@pytest.mark.parametrize("text", [*THANKS, *GOODBYES, *AGREED, *ASKING])
def test_a_courtesy_gets_one_line(text: str) -> None:
    """A courtesy is answered by one short line, with no facts, and leaves nothing to wait for."""
    outcome = decide(turn(text, PUPIL))
    assert outcome.status == "answered"
    assert outcome.facts == ()
    (reply,) = outcome.decision.replies
    assert len(reply.blocks) == 1
    assert len(plain(reply)) < 120
    assert outcome.decision.waiting is None


@pytest.mark.parametrize("text", GREETINGS)
def test_a_greeting_says_who_we_are_and_asks_the_unit(text: str) -> None:
    """A stranger who greets hears that this is software, which plan it is about, and is asked for the kind of unit, occasions left out."""
    outcome = decide(turn(text))
    told = plain(outcome.decision.replies[0])
    assert "phần mềm" in told
    assert "Hội thi Tiếng hát tháng Năm" in told
    assert "Chi hội hay Câu lạc bộ?" in told
    assert [choice.says for choice in outcome.decision.replies[0].choices] == ["toi la chihoi", "toi la clb"]
    assert outcome.decision.waiting == WaitingKind()
    assert outcome.status == "answered"


def test_a_greeting_from_somebody_known_asks_nothing() -> None:
    """Whoever told his unit, or joined one, is not asked again."""
    for person in (PUPIL, OFFICER):
        decision = decide(turn("chào em", person)).decision
        assert decision.waiting is None
        assert decision.replies[0].choices[0].says == "viec cua toi"


def test_who_is_speaking_is_never_hidden() -> None:
    """Asked whether it is a person, the bot says it is software."""
    assert "phần mềm" in plain(decide(turn("bạn là bot hay người?", STRANGER)).decision.replies[0])
