"""Prizes of other ranks, and opposites ("cá nhân", "tập thể"): what tells one thing from another that is spoken of alike."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from functools import cache

from knowledge.match import Candidate
from knowledge.memo import Memo
from knowledge.plan import Fact
from knowledge.preferring import first
from knowledge.question import Reading
from knowledge.text import Phrases, Token, folded_set, folded_table, vocabulary, written
from knowledge.wants import has

NEAR = 0.6
"""How much less likely the prize of the rank asked for may be than one of another rank."""


def ranks(words: Sequence[Token], leads: frozenset[str]) -> set[str]:
    """The ranks named behind one of these words ("giải nhì")."""
    return {b.fold for a, b in itertools.pairwise(words) if a.fold in leads} & folded_set("asking", "which", "ranks")


def of_another_prize(reading: Reading, best: Candidate) -> bool:
    """"giải nhì được mấy triệu": a prize of another rank than the fact's; whether a lower one is granted too a fact may answer."""
    if reading.ask.want.confirm:
        return False
    told, asked = ranks(written(best.fact.answer), _PRIZE), ranks(reading.ask.words, folded_set("asking", "which", "ranked") | {"dung"})
    if asked and not told and has(" " + " ".join(w.fold for w in written(best.fact.answer)) + " ", folded_table("asking", "which", "foremost")):
        told = {"nhat"}  # "thí sinh đạt điểm cao nhất"
    return bool(told and asked) and not told & asked


def right_rank_first(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"đội về ba được bao nhiêu": where the best is the prize of another rank and the one asked for is nearly as likely, that goes first."""
    leads = folded_set("asking", "which", "ranked") | folded_set("asking", "which", "ranked_too")
    asked = ranks(reading.ask.words, leads) if candidates and not reading.ask.want.confirm else set()
    told = ranks(written(candidates[0].fact.answer), _PRIZE) if asked else set()
    if not told or told & asked:
        return candidates
    best = candidates[0]
    near = (c for c in candidates[1:6] if c.fact.attribute == best.fact.attribute and best.score - c.score <= NEAR)
    meant = next((c for c in near if ranks(written(c.fact.answer), _PRIZE) & asked), None)
    return first(meant, candidates)


def right_side_first(reading: Reading, candidates: list[Candidate], labels: Mapping[str, str]) -> list[Candidate]:
    """"thế ở cấp xã thì từ hôm nào": where the best is told of the opposite and the same of this side is nearly as likely, that goes first."""
    best = candidates[0] if candidates else None
    if best is None or not of_the_opposite(reading, best.fact, labels[best.fact.entity]):
        return candidates
    near = (c for c in candidates[1:5] if c.fact.attribute == best.fact.attribute and best.score - c.score <= NEAR)
    meant = next((c for c in near if not of_the_opposite(reading, c.fact, labels[c.fact.entity])), None)
    return first(meant, candidates)


def of_the_opposite(reading: Reading, fact: Fact, thing: str) -> bool:
    """"cá nhân có thành tích được thưởng bao nhiêu", where the fact tells it of groups; `thing`: the label of what the fact is about."""
    words = reading.ask.words
    sides_named = _SIDES_NAMED.of(words, lambda: _sides_named(words))  # asked of one fact after the other
    if not sides_named:
        return False
    told = " " + " ".join([word.canon for text in (fact.answer, fact.quote, thing) for word in written(text)]) + " "
    return any(has(told, others) and not has(told, mine) for mine, others in sides_named)


def _sides_named(words: Sequence[Token]) -> list[tuple[Phrases, Phrases]]:
    """Of each pair of opposites of which one side alone is named: that side's words, and the others'."""
    asked = " " + " ".join([word.canon for word in words]) + " "
    out = []
    for sides in _opposites():
        named = [side for side in sides if has(asked, side)]
        if len(named) == 1:
            out.append((named[0], Phrases(phrase for side in sides if side is not named[0] for phrase in side)))
    return out


@cache
def _opposites() -> list[list[Phrases]]:
    return [[Phrases(side) for side in sides] for sides in vocabulary("asking")["which"]["opposites"]]


_SIDES_NAMED: Memo[list[tuple[Phrases, Phrases]]] = Memo()


_PRIZE = frozenset(folded_table("asking", "which", "prize"))
