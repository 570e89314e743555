"""No text, whatever it is, makes a handler fail."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.message import Arrival, plain
from handlers.router import decide
from handlers.turn import Turn
from tests.small_plan import PUPIL, turn
from tests.test_router_properties import PEOPLE, STATES

COMMANDS = "/ /hoi xong đang làm lùi nguyên văn mục 1.a II.2 tôi là ở chi hội việc của ? ! 😀 \u200b \x00 ok chào cảm ơn 12 \ud7ff ² ٣"
DATES = "ngày tháng quý năm tuần còn nữa trước sau đến từ đầu cuối mùng thứ hôm nay 0 1 31 99 2014 9999 99999 30/2 31/02/2014 0/0/0 IV XII 1/2 1/0"
ANY_TEXT = st.one_of(
    st.text(max_size=200),
    st.text(min_size=1, max_size=60).map(lambda text: text * 80),
    st.lists(st.sampled_from(COMMANDS.split(" ")), max_size=12).map(" ".join),
    st.lists(st.sampled_from(DATES.split(" ")), max_size=12).map(" ".join),
)
ANY_TURN = st.builds(
    turn, ANY_TEXT, st.sampled_from(PEOPLE), st.sampled_from(STATES), arrival=st.sampled_from(Arrival), group=st.booleans()
)


@settings(max_examples=150, deadline=None)
@given(ANY_TURN)
def test_no_message_makes_a_handler_fail(any_turn: Turn) -> None:
    """Whatever is typed, in any state, by anybody: exactly one decision, with something to say and a known status."""
    outcome = decide(any_turn)
    assert outcome.decision.replies
    assert outcome.status in {"answered", "clarify", "unknown"}
    assert all(plain(reply).strip() for reply in outcome.decision.replies)


@settings(max_examples=12, deadline=None)
@given(st.text(min_size=1, max_size=40), st.text(max_size=20))
def test_only_so_much_is_read(start: str, more: str) -> None:
    """Nothing behind the 4,096th character changes the decision."""
    text = start * 4096 + more
    assert decide(turn(text, PUPIL)) == decide(turn(text[:4096], PUPIL))
