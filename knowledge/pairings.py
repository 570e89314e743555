"""Which words of questions go with which words of facts: learned from many plans' questions (bench/pairings_fit.py), asked of any plan.

"tiền xe ai lo" and "tự bảo đảm chi phí đi lại" share no word; that such words answer one another shows in other plans. A weight stands for each
pair of a question's term and a fact's, where several plans have the pair; how well a question goes with a fact is their sum.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from knowledge.learned import features
from knowledge.plan import Plan
from knowledge.text import written

FILE = Path(__file__).parent / "vietnamese" / "pairings.txt"
COLUMNS = 3
"""Figures of each fact: how well it goes with the question, how that stands to the best of the others, and the best of all."""
PARTS = 100
"""Weights are written in hundredths."""
ROOM = 2_000_000
"""Sums that are kept, a term's for every fact; beyond that they begin anew."""


class Pairings:
    """The weights, by a question's term and then by a fact's; a line is read when its term is first met."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        """`lines`: each term of questions -> "term=hundredths term=hundredths …" of facts."""
        self._lines = lines

    @classmethod
    def of(cls, text: str) -> Pairings:
        """From its file's text: a line a term, the weights behind a tab."""
        return cls(dict(line.split("\t", 1) for line in text.splitlines() if line))

    def __contains__(self, term: str) -> bool:
        return term in self._lines

    def weights(self, term: str) -> Iterable[tuple[str, float]]:
        """The terms of facts that a question's term goes with or against, each with its weight."""
        for pair in self._lines[term].split():
            other, _, weight = pair.partition("=")
            yield other, int(weight) / PARTS


@cache
def shipped() -> Pairings:
    """Those that come with the program; read when they are first needed."""
    return Pairings.of(FILE.read_text("utf-8"))


class Paired:
    """One plan's facts, held against the words of questions. What a term comes to for each fact is kept when it is first met."""

    def __init__(self, plan: Plan, pairings: Pairings) -> None:
        self._pairings = pairings
        terms = fact_terms(plan)
        self._sizes = [len(terms[fact.id]) for fact in plan.facts]
        self._with: dict[str, list[int]] = defaultdict(list)
        for n, fact in enumerate(plan.facts):
            for term in terms[fact.id]:
                self._with[term].append(n)
        self._met: dict[str, list[float]] = {}

    def figures(self, words: Sequence[str], facts: Sequence[int]) -> list[list[float]]:
        """`COLUMNS` figures for each of these facts (by their place in the plan); `words`: a question's, folded."""
        terms = question_terms(words)
        met = [self._of(term) for term in terms if term in self._pairings]
        return stand([sum(sums[n] for sums in met) / norm(len(terms), self._sizes[n]) for n in facts])

    def _of(self, term: str) -> list[float]:
        known = self._met.get(term)
        if known is None:
            known = [0.0] * len(self._sizes)
            for other, weight in self._pairings.weights(term):
                for n in self._with.get(other, ()):
                    known[n] += weight
            if len(self._met) * len(known) >= ROOM:
                self._met.clear()
            self._met[term] = known
        return known


def norm(terms: int, others: int) -> float:
    """What a sum over so many terms of a question and of a fact is divided by."""
    return math.sqrt(terms * others + 1)


def stand(scores: Sequence[float]) -> list[list[float]]:
    """How each of these stands among all of them: `COLUMNS` figures."""
    best, second = (*sorted(scores, reverse=True), 0.0, 0.0)[:2]
    if len(scores) == 1:
        second = best
    return [[score, score - (second if score == best else best), best] for score in scores]


def question_terms(words: Sequence[str]) -> list[str]:
    """A question's folded words and neighbouring pairs, whatever the figures in them are."""
    return features([_any_figure(word) for word in words])


def fact_terms(plan: Plan) -> dict[str, list[str]]:
    """Of each fact: the folded words of its answer and quote, of what its attribute and its entity are called, and the attribute's type, each sort apart."""
    attributes = {a.key: {f"a:{word}" for word in _words(a.label, *a.names)} | {f"t:{a.type}"} for a in plan.attributes}
    entities = {e.key: {f"e:{word}" for word in _words(e.label, *e.names)} for e in plan.entities if not e.default}
    said = {fact.id: {_any_figure(word) for word in _words(fact.answer, fact.quote)} for fact in plan.facts}
    return {fact.id: sorted(said[fact.id] | attributes.get(fact.attribute, set()) | entities.get(fact.entity, set())) for fact in plan.facts}


def _words(*texts: str) -> Iterable[str]:
    return (token.fold for text in texts for token in written(text))


def _any_figure(word: str) -> str:
    return "#" if word[:1].isdigit() else word
