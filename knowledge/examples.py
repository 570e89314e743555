"""Which of a plan's example questions a question is like: by shared syllables and pairs, the more telling the fewer examples have them."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import truediv

from knowledge.plan import Plan
from knowledge.terms import bag
from knowledge.text import Token

FAINT = 0.3
"""Examples less like a question than this share of the nearest one are passed over."""
LOOKED_AT = 1000
"""Postings of example questions looked at for one question, the most telling words first."""


class Examples:
    """A plan's example questions by their words. Read-only once built."""

    def __init__(self, plan: Plan, asked: Sequence[Sequence[Token]]) -> None:
        """`asked` are the tokens of the plan's example questions, in order."""
        self._plan = plan
        # Numbers side by side: in lists of their own they lie so scattered that looking at them costs twice as much.
        postings: dict[str, array[int]] = defaultdict(lambda: array("i"))
        bags = [frozenset(bag(words)) for words in asked]
        asks: dict[str, list[frozenset[str]]] = defaultdict(list)
        for n, words in enumerate(bags):
            for term in words:
                postings[term].append(n)
            for fact in self._plan.examples[n].facts or ("",):
                asks[fact].append(words)
        meanings = Counter(term for all_words in asks.values() for term in frozenset().union(*all_words))
        count, facts = max(2, len(bags)), len(self._plan.facts) + 1
        # A word is telling when few questions use it and when few facts are asked with it; damped, and squared once for the dot product.
        rows = {term: (math.log(1 + count / len(found)), math.log(1 + facts / meanings[term])) for term, found in postings.items()}
        self._postings = dict(postings)
        self._telling = {term: (rare * own) ** 0.8 for term, (rare, own) in rows.items()}
        self._unseen = (math.log(1 + count) * math.log(1 + facts)) ** 0.8
        number = {fact.id: n for n, fact in enumerate(plan.facts)}
        numbers = {facts: tuple(number[id] for id in facts) for facts in {example.facts for example in self._plan.examples}}
        self._answered_by = [numbers[example.facts] for example in self._plan.examples]
        self._norms = array("d", (math.sqrt(sum(self._telling[t] for t in words)) or 1.0 for words in bags))

    def near(self, words: Sequence[Token]) -> tuple[dict[int, float], float, str]:
        """Likeness (0 to 1, the nearest counting most) to each fact's example questions, to those the plan is silent on, and the nearest of these."""
        mine = frozenset(bag(words))
        telling_of, unseen = self._telling.get, self._unseen
        norm = math.sqrt(sum([telling_of(t, unseen) for t in mine])) or 1.0
        shared: defaultdict[int, float] = defaultdict(float)
        room = LOOKED_AT
        for telling, term in sorted([(telling_of(t, 0.0), t) for t in mine if t in self._telling], reverse=True):
            rows = self._postings[term]
            room -= len(rows)
            if room < 0:
                break
            for n in rows:
                shared[n] += telling
        likely = list(map(truediv, shared.values(), map(self._norms.__getitem__, shared)))
        least = FAINT * max(likely, default=0.0)  # what is far behind the nearest counts for nothing
        ranked = sorted([(weight, n) for weight, n in zip(likely, shared, strict=True) if weight >= least], reverse=True)[:100]
        facts: dict[int, list[float]] = defaultdict(list)
        silent: list[float] = []
        text = ""
        for weight, n in ranked:
            likeness = weight / norm
            if not self._answered_by[n]:
                text = text or self._plan.examples[n].text
                silent.append(likeness)
            for number in self._answered_by[n]:
                facts[number].append(likeness)
        return {n: _gathered(found) for n, found in facts.items()}, _gathered(silent), text


def _gathered(found: Sequence[float]) -> float:
    """Likeness descending -> one figure: the nearest counts most."""
    return sum(likeness * share for likeness, share in zip(found, (0.7, 0.2, 0.1), strict=False))
