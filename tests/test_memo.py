"""What was worked out of the very same tuple is not worked out again, and nothing else is ever taken for it."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from knowledge.memo import MOST, Memo
from tests.readers import congress

READER = congress()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=3 * MOST))
def test_a_memo_gives_what_the_work_gives(keys: list[tuple[int, int]]) -> None:
    """In whatever order tuples come, equal ones among them: the sum is the sum, and the same tuple twice running is summed once."""
    memo: Memo[int] = Memo()
    calls: list[int] = []

    def work(key: tuple[int, int]) -> int:
        calls.append(sum(key))
        return sum(key)

    for key in keys:
        before = len(calls)
        assert memo.of(key, partial(work, key)) == sum(key)
        assert memo.of(key, partial(work, key)) == sum(key)
        assert len(calls) - before <= 1


def test_what_may_change_is_not_remembered() -> None:
    """A list with another word in it has another result."""
    memo: Memo[int] = Memo()
    words = ["a"]
    assert memo.of(words, lambda: len(words)) == 1
    words.append("b")
    assert memo.of(words, lambda: len(words)) == 2


def test_phrases_found_are_the_callers_own() -> None:
    """Who changes what he was given changes nothing for the next."""
    words = READER.tokens("hạn gửi kế hoạch là khi nào")
    first = READER.lexicon.spot(words)
    found = list(first)
    first.clear()
    assert READER.lexicon.spot(words) == found
    assert found
