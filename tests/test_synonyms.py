"""The thesaurus: sets that can be read, and facts that are found by another word for what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.load import load_plan
from knowledge.phrases import is_stop
from knowledge.question import Reader
from knowledge.synonyms import LONGEST, variants
from knowledge.text import vocabulary, written

LINES = [line for lines in vocabulary("synonyms").values() for line in lines]
OTHER = Path("tests/other_plans/tiem-soi-2026")


@pytest.mark.parametrize("part", list(vocabulary("synonyms")))
def test_every_set_holds_two_short_phrases_or_more(part: str) -> None:
    """No set of one, no phrase twice in a set, none longer than is looked for."""
    for line in vocabulary("synonyms")[part]:
        members = [member.strip() for member in line.split("|")]
        assert len(members) > 1, line
        assert len(set(members)) == len(members), line
        assert all(0 < len(written(member)) <= LONGEST for member in members), line
        assert all(member == " ".join(token.canon for token in written(member)) for member in members), f"not in the spelling that is read: {line}"


@given(st.sampled_from(LINES))
def test_each_phrase_leads_to_the_others_of_its_set(line: str) -> None:
    """Between its neighbours, each phrase of a set can be said in the words of every other."""
    first, *others = (member.strip() for member in line.split("|"))
    assume(len(written(first)) > 1 or not is_stop(written(first)[0]))
    found = {" ".join(token.canon for token in other) for other in variants(written(first))}
    assert {" ".join(token.canon for token in written(other)) for other in others} <= found | {" ".join(t.canon for t in written(first))}


def test_neighbours_stay_where_they_are() -> None:
    """What stands before and behind a phrase goes with each other way to say it."""
    member, other = (part.strip() for part in LINES[0].split("|")[:2])
    found = [" ".join(token.canon for token in each) for each in variants(written(f"zzz {member} yyy"))]
    assert " ".join(token.canon for token in written(f"zzz {other} yyy")) in found


def test_a_fact_knows_the_other_words_for_what_it_says() -> None:
    """Somewhere in a plan a phrase of the thesaurus stands, and its fact then knows each pair of words of the other phrases of that set."""
    reader = Reader(load_plan(OTHER))
    held = [(fact, other, n) for fact in reader.plan.facts for other in variants(written(fact.answer)) for n in range(len(other) - 1)]
    assert len(held) > 50
    for fact, other, n in held:
        assert (is_stop(other[n]) and is_stop(other[n + 1])) or reader.index.knows(fact, other, [n, n + 1]), (fact.id, other)
