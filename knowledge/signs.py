"""What speaks for each fact that may answer a question, and against it, as rows of figures: what the second look goes by."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge.build import ATTRIBUTE_TYPES
from knowledge.match import Candidate, Index
from knowledge.pairings import Paired, Pairings
from knowledge.phrases import is_stop
from knowledge.plan import Plan
from knowledge.text import written

if TYPE_CHECKING:
    from knowledge.question import Reading

LOOKED_AT = 6
"""Facts looked at, the best by the rules first."""
SOURCES = ("named", "told", "inherited", "own", "")
MARKS = ("compares", "own", "foreign", "all_kinds")
GROUPS = ("fact", "attr", "entity", "task", "kind")
_WANTED = (
    "", "date", "year", "duration", "minutes", "clock", "money", "person", "body", "place", "reason", "count", "amount", "number", "ordinal", "left",
    "late", "fits", "claim", "confirm", "list", "what", "how",
)  # fmt: skip

Row = list[float]


class Commonness:
    """How common a word is in questions of any plan: 0 in every one of them, 1 in none."""

    def __init__(self, counts: Mapping[str, int], questions: int) -> None:
        """`counts`: in how many of so many `questions` each folded word stands."""
        self._counts, self._all = counts, math.log(1 + max(1, questions))

    def rarity(self, word: str) -> float:
        """1 for a word no question has, near 0 for one that most have."""
        return 1 - math.log(1 + self._counts.get(word, 0)) / self._all


class Signs:
    """A plan's facts made ready to be held against questions. Read-only once built."""

    def __init__(self, plan: Plan, index: Index, common: Commonness, pairings: Pairings) -> None:
        self._index, self._common, self._paired = index, common, Paired(plan, pairings)
        self._number = {fact.id: n for n, fact in enumerate(plan.facts)}
        self._types = {a.key: float(ATTRIBUTE_TYPES.index(a.type)) if a.type in ATTRIBUTE_TYPES else -1.0 for a in plan.attributes}
        self._default = frozenset(e.key for e in plan.entities if e.default)
        self._entities = {e.key: _names(e.label, e.names) for e in plan.entities}
        self._attributes = {a.key: _names(a.label, a.names) for a in plan.attributes}
        self._written: dict[str, tuple[frozenset[str], frozenset[tuple[str, str]]]] = {}
        self._answers = {fact.id: f"{fact.answer} {fact.quote}" for fact in plan.facts}

    def rows(self, reading: Reading, candidates: Sequence[Candidate], *, leaning: bool) -> list[Row]:
        """A row of figures for each of these candidates (best first by the rules). `leaning`: the question leans on the one before it.

        The last of them are those of knowledge/pairings.py.
        """
        asked = _question(reading, leaning=leaning)
        words = reading.ask.words
        skip = reading.ask.skip | {n for when in reading.dates for n in range(when.start, when.end)}
        places = [n for n, token in enumerate(words) if n not in skip and not is_stop(token)]
        folds = [token.fold for token in words]
        rare = [(n, self._common.rarity(folds[n])) for n in places]
        said = frozenset(folds)
        things = {c.fact.entity: _part(self._entities[c.fact.entity], said) for c in candidates}
        asks = {c.fact.attribute: _part(self._attributes[c.fact.attribute], said) for c in candidates}
        tops = [_two_best([getattr(c, name) for c in candidates]) for name in ("score", "taught", "near", "cover")]
        meant = set(reading.kinds)
        paired = self._paired.figures(folds, [self._number[c.fact.id] for c in candidates])
        return [
            [
                float(n), c.score, c.cover, c.name, c.attr, c.entity, c.type, c.near, c.taught,
                *(value - (second if value == best else best) for value, (best, second) in zip((c.score, c.taught, c.near, c.cover), tops, strict=True)),
                c.taught - reading.quiet, float(c.fact.entity in self._default), float(len(c.fact.kinds)), float(bool(meant & set(c.fact.kinds))),
                self._types[c.fact.attribute], float(len(candidates)),
                *self._words(c, folds, rare, said),
                things[c.fact.entity], _other(things, c.fact.entity), asks[c.fact.attribute], _other(asks, c.fact.attribute),
                *asked, *paired[n],
            ]
            for n, c in enumerate(candidates)
        ]  # fmt: skip

    def _words(self, candidate: Candidate, folds: Sequence[str], rare: Sequence[tuple[int, float]], said: frozenset[str]) -> Row:
        """What of a question's words the fact leaves unexplained, what its own sentence holds, and the figures they share or do not."""
        known = self._index.terms[self._number[candidate.fact.id]]
        singles, pairs = self._sentence(candidate.fact.id)
        total = sum(rarity for _, rarity in rare) or 1.0
        left: list[float] = []
        held = 0.0
        for n, rarity in rare:
            beside = [(folds[k], folds[k + 1]) for k in (n - 1, n) if 0 <= k < len(folds) - 1]
            if folds[n] not in known and not any(f"{a} {b}" in known for a, b in beside):
                left.append(rarity)
            held += rarity if any(pair in pairs for pair in beside) else rarity / 2 if folds[n] in singles else 0.0
        figures = {word for word in said if word[:1].isdigit()}
        return [
            float(len(left)), sum(left), max(left, default=0.0), sum(left) / total, held / total, total,
            float(len(figures & singles)), float(len(figures - singles)),
        ]  # fmt: skip

    def _sentence(self, fact: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
        known = self._written.get(fact)
        if known is None:
            folds = [token.fold for token in written(self._answers[fact])]
            known = self._written[fact] = frozenset(folds), frozenset(itertools.pairwise(folds))
        return known


def _question(reading: Reading, *, leaning: bool) -> Row:
    """What holds for a question as a whole."""
    ask = reading.ask
    spots = Counter(spot.group for spot in ask.spots)
    silence = reading.silences[0] if reading.silences else None
    quiet = [-1.0] * 5 if silence is None else [float(silence.key == "example"), float(silence.size), float(silence.own), silence.near, silence.score]
    return [
        float(_WANTED.index(ask.want.type)) if ask.want.type in _WANTED else -1.0, float(ask.want.confirm), reading.quiet, float(reading.strange),
        reading.known, float(reading.follow), float(leaning), float(len(ask.words)), float(len(ask.kinds)), float(len(reading.dates)),
        float(SOURCES.index(reading.source)), *quiet, *(float(spots[group]) for group in GROUPS), *(float(mark in ask.marks) for mark in MARKS),
    ]  # fmt: skip


def _names(label: str, names: Collection[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(token.fold for token in written(text)) for text in (label, *names))


def _part(names: Collection[frozenset[str]], said: frozenset[str]) -> float:
    """The largest share of one of these names that is said; a name of one syllable counts half."""
    return max((len(name & said) / len(name) * min(1.0, len(name) / 2) for name in names if name), default=0.0)


def _other(shares: Mapping[str, float], mine: str) -> float:
    return max((share for key, share in shares.items() if key != mine), default=0.0)


def _two_best(values: Sequence[float]) -> tuple[float, float]:
    best, second = sorted([*values, -3.0], reverse=True)[:2]
    return best, second

