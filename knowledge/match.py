"""Which facts of a plan a question may mean: evidence from named things, shared words and the plan's own example questions."""

from __future__ import annotations

import heapq
import itertools
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.agrees import agrees
from knowledge.evidence import NOTHING, Evidence
from knowledge.examples import Examples
from knowledge.lengths import counted_in
from knowledge.phrases import Spot, is_stop
from knowledge.plan import Attribute, Fact, Listing, Plan
from knowledge.synonyms import variants
from knowledge.terms import beside, terms
from knowledge.text import Token, written
from knowledge.wants import TIMED, Wants

WEIGHTS: dict[str, float] = {
    "cover": 1.2,
    "name": 0.9,
    "attr": 0.68,
    "weak": 0.42,
    "value": 0.6,
    "strange": 0.6,
    "unnamed": -0.05,
    "after_entity": 0.65,
    "again": 0.7,
    "after_attr": 0.55,
    "entity": 0.7,
    "astray": -0.7,
    "default": 0.25,
    "type": 0.6,
    "near": 1.2,
    "taught": 1.0,
}
"""What each kind of evidence counts; from a search over the development questions, a wrong answer costing two refusals."""


@dataclass(slots=True)
class Candidate:
    """A fact with what speaks for it; `score` is their weighted sum. Not to be changed: frozen by word only, as two dozen are made for each question."""

    fact: Fact
    score: float
    cover: float
    name: float
    attr: float
    entity: float
    type: float
    near: float
    taught: float = 0.0


@dataclass(frozen=True, slots=True)
class Silence:
    """Something the plan does not state that the question may mean: its label and what speaks for it; `own` where the plan itself lists it."""

    key: str
    label: str
    score: float
    size: int
    near: float
    start: int = -1
    end: int = -1
    own: bool = False


class Index:
    """A plan's facts by their words, and its example questions. Read-only once built."""

    def __init__(self, plan: Plan, asked: Sequence[Sequence[Token]]) -> None:
        """`asked` are the tokens of the plan's example questions, in order."""
        self.plan = plan
        self.attributes: dict[str, Attribute] = {a.key: a for a in plan.attributes}
        self.usual = frozenset(e.key for e in plan.entities if e.default)
        self._limits = tuple(a.key for a in plan.attributes if a.family in LIMITING)
        self.terms: list[dict[str, float]] = []
        self._known: list[frozenset[str]] = []
        self._of_task: dict[str, set[int]] = {}
        self._attribute_of = {fact.id: fact.attribute for fact in plan.facts}
        self._number = {fact.id: n for n, fact in enumerate(plan.facts)}
        self._counted: dict[str, set[int]] = defaultdict(set)
        self._by_attr: dict[str, list[int]] = defaultdict(list)
        self._by_entity: dict[str, list[int]] = defaultdict(list)
        self._build_facts(asked)
        self.examples = Examples(plan, asked)
        for task in plan.tasks:
            rests = plan.fact(task.fact)
            self._of_task[task.key] = {n for n, f in enumerate(plan.facts) if (f.entity, f.attribute) == (rests.entity, rests.attribute)}

    def _build_facts(self, asked: Sequence[Sequence[Token]]) -> None:
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        own: dict[str, dict[str, float]] = defaultdict(dict)
        words_of: dict[str, set[str]] = defaultdict(set)
        for example, words in zip(self.plan.examples, asked, strict=True):
            found = terms(words) if example.facts else []
            for id in example.facts:
                own[id].update(dict.fromkeys(found, 0.9))
                words_of[id].update([w.fold for w in words])
        names = {e.key: (e.label, *e.names) for e in self.plan.entities}
        for n, fact in enumerate(self.plan.facts):
            attribute = self.attributes[fact.attribute]
            self._by_attr[fact.attribute].append(n)
            self._by_entity[fact.entity].append(n)
            mine = own[fact.id]
            items = fact.value.items if isinstance(fact.value, Listing) else ()
            for texts, weight in (
                (fact.names, 1.0),
                ((attribute.label, *attribute.names), 0.7),
                (names[fact.entity], 0.6),
                ((fact.answer, *items), 0.75),
                ((fact.quote,), 0.55),
            ):
                for text in texts:
                    words = written(text)
                    for term in terms(words):
                        mine[term] = max(mine.get(term, 0.0), weight)
                    for other in variants(words):
                        for term in terms(other):
                            mine[term] = max(mine.get(term, 0.0), weight * REWORDED)
            self.terms.append(mine)
            for thing in counted_in(written(fact.answer)):
                self._counted[thing].add(n)
            known = {w.fold for t in (*fact.names, attribute.label, *attribute.names, fact.answer) for w in written(t)}
            self._known.append(frozenset(known | words_of[fact.id]))
            for term, weight in mine.items():
                postings[term].append((n, weight))
        count = max(2, len(self.plan.facts))
        self.rarity = {term: math.log(1 + count / len(rows)) / math.log(1 + count) for term, rows in postings.items()}
        # Which facts a term votes for, and how loudly: a pair twice as a syllable. What nearly all facts have tells nothing.
        self._votes = {
            term: (array("i", [n for n, _ in rows]), array("d", [weight * (1 + (" " in term)) for _, weight in rows]))
            for term, rows in postings.items()
            if len(rows) <= VOTING
        }

    def candidates(
        self, words: Sequence[Token], spots: Sequence[Spot], want: Wants, skip: frozenset[int], likeness: Mapping[int, float], taught: Mapping[int, float]
    ) -> list[Candidate]:
        """The facts that anything speaks for, best first; `skip` are token places that name an audience, a date or a question word."""
        places = [n for n, token in enumerate(words) if n not in skip and not is_stop(token)]
        parts = [self._part(words, n) for n in places]
        total = sum([part[1] for part in parts])
        seen = self._touched(words, spots, likeness)
        seen.update(_most(taught, 6))
        named = len(words) <= _FEW  # "hạn kế hoạch"
        timed = want.type in _TIMED or any(s.group == "attr" and (named or not s.weak) and self.attributes[s.key].family in TASKED for s in spots)
        asked = {self.attributes[s.key].type for s in spots if s.group == "attr" and not s.weak} & STRICT
        claimed = counted_in(words) if want.confirm else {}
        # "3 giường … có được không": of what few facts count, a claimed number asks as outright as an attribute's name does
        counts = {n: at for thing, at in claimed.items() if len(self._counted.get(thing, ())) <= COUNTED_BY for n in self._counted.get(thing, ())}
        seen.update(counts)
        evidence = Evidence(spots, WEIGHTS, self._attribute_of, self.usual, timed=timed)
        if want.type in ("fits", "late"):
            evidence.share(self._limits)  # "còn kịp không" is asked of a time for registration as of any other limit
        tasks = {n: places for key, places in evidence.tasks.items() for n in self._of_task[key]}
        found = [self._judge(n, parts, total, evidence, tasks.get(n), want, likeness.get(n, 0.0), taught.get(n, 0.0), counts.get(n, -1)) for n in seen]
        if len(asked) == 1:
            found = [c if self.attributes[c.fact.attribute].type in asked else replace(c, score=c.score + WEIGHTS["type"] * -1.6) for c in found]
        found.sort(key=lambda c: -c.score)
        return found

    def knows(self, fact: Fact, words: Sequence[Token], places: Sequence[int]) -> bool:
        """Whether a fact uses the words at these places: the pair where there are two side by side, else any of them."""
        mine = self.terms[self._number[fact.id]]
        if len(places) == 2 and abs(places[0] - places[1]) == 1:
            first, second = sorted(places)
            return f"{words[first].fold} {words[second].fold}" in mine
        return any(words[n].fold in mine for n in places)

    def holds(self, fact: Fact, words: Sequence[Token], places: Sequence[int]) -> bool:
        """Whether a fact uses all the words at these places, side by side."""
        mine = self.terms[self._number[fact.id]]
        folds = [words[n].fold for n in places]
        return all(f"{a} {b}" in mine for a, b in itertools.pairwise(folds)) if len(folds) > 1 else all(fold in mine for fold in folds)

    def known(self, words: Sequence[Token], places: Iterable[int]) -> float:
        """The share of these content words that the plan's facts use at all (neighbours count more than single syllables)."""
        got = total = 0.0
        for n in places:
            total += 1
            if any(pair in self.rarity for pair in beside(words, n)):
                got += 1
            elif words[n].fold in self.rarity:
                got += 0.5
        return got / total if total else 1.0

    def _part(self, words: Sequence[Token], n: int) -> Part:
        word = words[n].fold
        rarity = self.rarity.get(word)
        weight = WEIGHTS["strange"] if rarity is None else 0.3 + 0.7 * rarity
        return n, weight, word if rarity is not None else "", [pair for pair in beside(words, n) if pair in self.rarity]

    def _touched(self, words: Sequence[Token], spots: Sequence[Spot], likeness: Mapping[int, float]) -> set[int]:
        seen = {self._number[s.key] for s in spots if s.group in ("fact", "value", "member")}
        for spot in spots:
            if spot.group == "attr" and len(self._by_attr[spot.key]) < 200:
                seen.update(self._by_attr[spot.key])
            elif spot.group == "entity" and len(self._by_entity[spot.key]) < 200:
                seen.update(self._by_entity[spot.key])
            elif spot.group == "task":
                seen.update(self._of_task[spot.key])
        seen.update(list(likeness)[:20])
        votes: defaultdict[int, float] = defaultdict(float)
        folds = [word.fold for word in words]
        for term in (*folds, *[f"{a} {b}" for a, b in itertools.pairwise(folds)]):
            if term in self._votes:
                for at, weight in zip(*self._votes[term]):  # noqa: B905 -- of one length, and asked a thousand times for each question
                    votes[at] += weight
        seen.update(_most(votes, 16))
        return seen

    def _judge(
        self,
        n: int,
        parts: Sequence[Part],
        total: float,
        evidence: Evidence,
        task: frozenset[int] | None,
        want: Wants,
        near: float,
        taught: float,
        counted: int,
    ) -> Candidate:
        fact, mine = self.plan.facts[n], self.terms[n]
        name, named = evidence.facts.get(fact.id, NOTHING)
        attr, asked = evidence.attributes.get(fact.attribute, NOTHING)
        if counted >= 0:
            attr, asked = max(attr, 0.9), asked | {counted, counted + 1}
        things = evidence.entities.get(fact.entity)
        entity = things is not None or task is not None
        about = task or _NOWHERE if things is None else things | task if task else things
        got, held, spoken_of = 0.0, mine.get, bool(named or asked or about)
        for at, weight, single, pairs in parts:
            best = (1.0 if at in named else 0.9 if at in asked else 0.8 if at in about else 0.0) if spoken_of else 0.0
            if best < 0.9:
                if single and (own := held(single, 0.0) * 0.55) > best:
                    best = own
                for pair in pairs:
                    if (own := held(pair, 0.0)) > best:
                        best = own
            got += weight * best
        cover = got / total if total else 0.5
        other = len(evidence.special) > (fact.entity in evidence.special)
        # Another thing is named: the less of the question this fact explains, the more that speaks against it.
        astray = WEIGHTS["astray"] * min(1.0, 1.5 * (1 - cover))
        if entity:
            where = WEIGHTS["entity"]
        elif fact.entity in self.usual:
            where = astray if other else WEIGHTS["default"]
        else:
            where = (astray if other else 0.0) + (WEIGHTS["unnamed"] if name < 0.7 else 0.0)
        fits = agrees(want, fact, self.attributes[fact.attribute], self._known[n])
        score = WEIGHTS["cover"] * cover + WEIGHTS["name"] * name + WEIGHTS["attr"] * attr + where
        score += WEIGHTS["type"] * fits + WEIGHTS["near"] * near + WEIGHTS["taught"] * taught
        return Candidate(fact, score, cover, name, attr, where, fits, near, taught)

    def bare(self, fact: Fact, want: Wants) -> Candidate:
        """A fact for which nothing speaks but the sort of value it has."""
        fits = agrees(want, fact, self.attributes[fact.attribute], self._known[self._number[fact.id]])
        return Candidate(fact, WEIGHTS["type"] * fits, 0, 0, 0, 0, fits, 0, 0)


Part = tuple[int, float, str, list[str]]
"""A word of content: its place, what it counts, the word and its pairs with its neighbours as far as any fact has them."""

TASKED = TIMED | {"submit_to"}
"""Families that, asked beside a task's name, are asked of that task."""

VOTING = 120
"""A term that more facts have than this speaks for none of them."""

COUNTED_BY = 2
"""At most so many facts count a thing where a claimed number of it tells which is meant."""

LIMITING = frozenset(["deadline", "registration"])
"""Families of attributes that set a limit; of the other timed ones something is held on a day."""

STRICT = frozenset(["phone", "email", "url", "money"])
"""Answer types that nothing else can stand in for."""

_FEW = 4
"""In so few words a limit is named outright, however weak its name."""

_TIMED = frozenset(["fits", "left", "late", "date"])

_NOWHERE: frozenset[int] = frozenset()

REWORDED = 0.8
"""What a word counts that the thesaurus holds for one of the plan's own."""


def _most(votes: Mapping[int, float], count: int) -> list[int]:
    """The numbers with the most votes; a few hundred are sooner sorted than looked through."""
    return heapq.nlargest(count, votes, key=votes.__getitem__) if len(votes) > 1000 else sorted(votes, key=votes.__getitem__, reverse=True)[:count]
