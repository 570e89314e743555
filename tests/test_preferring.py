"""Which of two facts nearly as good goes first, and when the examples alone may answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.match import Candidate
from knowledge.preferring import led_by_examples, named_first, taught_first
from knowledge.results import LIMITS
from tests.readers import asked, congress, said

FACTS = congress().plan.facts
SCORE = st.floats(-1, 3, allow_nan=False)


def candidate(n: int, taught: float, near: float = 0.5) -> Candidate:
    """A fact for which nothing but its examples speaks."""
    return Candidate(FACTS[n], 0.5, 0.2, 0.0, 0.0, 0.0, 0.0, near, taught)


def other_attribute(n: int) -> int:
    """The place of a fact of another attribute."""
    return next(k for k, fact in enumerate(FACTS) if fact.attribute != FACTS[n].attribute)


@given(st.floats(0, 2, allow_nan=False), st.floats(-1, 2, allow_nan=False), st.floats(-1, 2, allow_nan=False))
def test_the_examples_answer_only_where_they_lead_all_others_and_silence(mine: float, rival: float, quiet: float) -> None:
    """By less than the limit nothing is answered; with a rival of the same attribute there is no contest."""
    rivals = [candidate(0, mine), candidate(other_attribute(0), rival)]
    found = led_by_examples(rivals, quiet, weak=True)
    best, next_best = max(mine, rival), min(mine, rival)
    leads = best - max(next_best, quiet, 0.0) >= LIMITS["led_by"]
    assert (found is not None) == leads
    assert found is None or found.taught == best


def test_examples_far_from_the_question_answer_nothing() -> None:
    """Unless the words themselves nearly sufficed, the question has to be like one of the examples too."""
    far = [candidate(0, 0.4, near=0.0), candidate(other_attribute(0), 0.2)]
    assert led_by_examples(far, 0.0, weak=False) is None
    assert led_by_examples(far, 0.0, weak=True) is far[0]
    assert led_by_examples([], 0.0, weak=True) is None


def test_what_the_examples_speak_for_goes_first_where_the_words_hardly_part_the_two() -> None:
    """A fact that explains more of the question and is taught by more goes before one that only scores a shade better."""
    shade = replace(candidate(0, 0.2), score=1.8, cover=0.4)
    better = replace(candidate(other_attribute(0), 0.6), score=1.75, cover=0.8)
    assert taught_first([shade, better])[0] is better
    assert taught_first([shade, replace(better, score=1.2)])[0] is shade


def test_what_is_named_outright_goes_before_what_is_hardly_spoken_of() -> None:
    """As likely by their scores; never before one that is named itself, nor where the score parts them."""
    hardly = replace(candidate(0, 0.1), score=1.78, cover=0.2)
    named = replace(candidate(1, 0.4), score=1.74, cover=0.9, name=0.8)
    assert named_first([hardly, named])[0] is named
    assert named_first([replace(hardly, name=0.3), named])[0] is not named
    assert named_first([hardly, replace(named, score=1.5)])[0] is hardly
    assert named_first([]) == []


def test_an_other_unit_follows_for_ones_own_kind() -> None:
    """"Còn cơ quan tôi": not the kind just asked about, but every other, where nobody has said which is meant."""
    outcome = asked(congress(), "Còn cơ quan tôi thì sao?", history=["VNPT họp mấy ngày?"])
    assert "1/2 ngày" in said(outcome)
    assert all("VNPT" not in line for line in said(outcome).splitlines())
    own = asked(congress(), "Còn cơ quan tôi thì sao?", unit="so", history=["VNPT họp mấy ngày?"])
    assert "1/2 ngày" in said(own)


@pytest.mark.parametrize("count", [20, 300])
def test_a_number_of_what_the_plan_does_not_count(count: int) -> None:
    """Who comes is stated, how many is not: a claimed number is neither right nor wrong."""
    assert asked(congress(), f"VNPT được cử {count} đại biểu dự hội nghị, đúng không?").status == "unknown"


def test_two_names_that_are_the_same_are_the_same() -> None:
    """What is named alike for two kinds is no difference, although each sentence names its own kind."""
    reply = said(asked(congress(), "Hình thức của VNPT và của Bộ có khác nhau không?"))
    assert reply.startswith("Như nhau")
    assert said(asked(congress(), "Hình thức của sở và của VNPT có khác nhau không?")).startswith("Khác nhau")
