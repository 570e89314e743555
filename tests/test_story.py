"""A question that only what was told before it explains: in its message, by the bot, in the message before."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge.answer
import knowledge.story
from knowledge.answer import understand
from knowledge.context import SAID, Context
from knowledge.results import Stated
from tests.readers import CONGRESS_DAY, asked, congress, other, said

SPRING = date(2027, 3, 2)
NUMBER = "Biển mới gắn của nhà tôi trùng số với nhà kế bên. Bây giờ tôi phải báo ai, trong mấy ngày?"
WEAK = "Cô giáo khuyên cho cháu nghỉ thi vì cháu học yếu, sợ tỉ lệ đậu của trường thấp. Cô làm vậy có đúng không?"


@pytest.mark.parametrize(
    ("plan", "question", "history", "told"),
    [
        ("dat-ten-duong-2027", NUMBER, [], "báo khu phố, thôn trong vòng 07 ngày"),
        ("tuyen-sinh-lop-10-2027", WEAK, [], "Nghiêm cấm vận động, ép buộc học sinh có lực học yếu"),
        ("dat-ten-duong-2027", "thế treo cao chừng nào thì đúng?", ["Biển số nhà gắn ở chỗ nào?"], "ở độ cao 2 mét"),
    ],
)
def test_what_was_told_before_explains_a_question(
    monkeypatch: pytest.MonkeyPatch, plan: str, question: str, history: list[str], told: str
) -> None:
    """It is answered, where by itself it is refused or takes another answer."""
    reader = other(plan)
    assert told in said(asked(reader, question, history=history, today=SPRING))
    monkeypatch.setattr(knowledge.answer, "with_its_story", lambda *_: None)
    assert told not in said(asked(reader, question, history=history, today=SPRING))


@pytest.mark.parametrize(
    ("plan", "question", "history"),
    [
        ("dat-ten-duong-2027", "Biển mới gắn của nhà tôi trùng số với nhà kế bên. Số điện thoại của anh thợ gắn biển là mấy?", []),
        ("dat-ten-duong-2027", "thế bảo hành mấy năm?", ["Biển số nhà gắn ở chỗ nào?"]),
        ("tuyen-sinh-lop-10-2027", "Cháu học yếu nên cả nhà lo lắng. Cho tôi xin số tài khoản của cô để tôi chuyển khoản?", []),
    ],
)
def test_a_story_does_not_answer_what_no_plan_states(plan: str, question: str, history: list[str]) -> None:
    """Whatever of it the plan has words for."""
    assert asked(other(plan), question, history=history, today=SPRING).status == "unknown"


@pytest.mark.parametrize("likely", [0.0, 1.0])
def test_the_second_look_decides(monkeypatch: pytest.MonkeyPatch, likely: float) -> None:
    """Nothing is stated that it does not hold likely."""
    monkeypatch.setattr(knowledge.story, "chance", lambda *_: likely)
    assert (asked(other("dat-ten-duong-2027"), NUMBER, today=SPRING).status == "answered") == (likely > knowledge.story.LIKELY)


@given(st.sampled_from([example.text for example in congress().plan.examples[::40]]))
def test_a_question_without_a_story_is_read_once(question: str) -> None:
    """One sentence with nothing before it comes to what it comes to without this."""
    once = "".join(" " if c in ".!?;\n" else c for c in question)
    found = understand(congress(), once, None, Context(), CONGRESS_DAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knowledge.answer, "with_its_story", lambda *_: None)
        assert understand(congress(), once, None, Context(), CONGRESS_DAY).results == found.results


def test_nothing_is_claimed_by_what_was_told_before() -> None:
    """A figure of the bot's own answer is neither right nor wrong."""
    reader, first = other("dat-ten-duong-2027"), "Biển số nhà gắn ở chỗ nào?"
    context = understand(reader, first, None, Context(), SPRING).context
    found = understand(reader, "thế treo cao chừng nào thì đúng?", None, context, SPRING).results
    assert [result.verdict for result in found if isinstance(result, Stated)] == [None]


@given(st.text(max_size=400))
def test_the_last_question_is_kept_with_the_conversation(text: str) -> None:
    """Its end, through the store and back; an older conversation has none."""
    context = Context().after(text)
    assert context.said == text[-SAID:]
    assert Context.load(context.dump()) == context
    assert Context.load('{"frames":[],"kinds":["so"]}') == Context((), ("so",))


@pytest.mark.parametrize(
    ("then", "opens"),
    [
        ("như vậy còn kịp không?", "Đã quá hạn: ngày 20/08/2014"),
        ("hôm đó gửi thì có trễ không?", "Đã quá hạn: ngày 20/08/2014"),
        ("còn kịp không?", "Kịp"),
    ],
)
def test_a_day_of_the_message_before_is_judged_where_pointed_at(then: str, opens: str) -> None:
    """The day just told ("như vậy"); by itself the question is of today."""
    history = ["Hạn gửi kế hoạch là ngày nào?", "Em định 20/8 mới gửi"]
    assert said(asked(congress(), then, "so", history, date(2014, 7, 20))).startswith(opens)
