"""Two things held against each other, each told by a fact of its own: "tiết tiểu học ngắn hơn tiết THPT mấy phút", "quà của … với của … chênh nhau"."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from knowledge.claims import Verdict
from knowledge.match import Candidate
from knowledge.phrases import is_stop
from knowledge.plan import Deadline, Fact
from knowledge.question import Reader, Reading
from knowledge.results import LIMITS
from knowledge.text import Token, folded_set, folded_table, vocabulary
from knowledge.wants import has

LIKELY = 0.6
"""The least score, in the mean, of two facts that are told side by side."""
AHEAD = 0.05
"""How much likelier they must be than several facts that would be told else."""
BEHIND = 0.7
"""How much less likely they may be than one other fact that would be told else."""
MOST = 3
"""Words that speak for a side; more add nothing."""

Words = Sequence[tuple[int, str]]
"""Words of content: place and form."""


def both_sides(reader: Reader, reading: Reading, told: Sequence[Fact], candidates: Sequence[Candidate]) -> tuple[Fact, Fact] | None:
    """The facts of the two things a question holds against each other, in its order; None where it does not, or no such two are there.

    They tell the same of two things, and on either side of "với", "hay", "hơn" stands what only the one of them knows. `told` is what would be told else.
    """
    words = reading.ask.words
    if len(reading.ask.kinds) > 2:
        return None  # "Bộ, VNPT với Cục, nơi nào họp ngắn nhất": kinds are compared as a whole (knowledge/stating.py)
    if "compares" not in reading.ask.marks and not has(f" {' '.join(w.fold for w in words)} ", folded_table("asking", "two", "each")):
        return None
    tables = ["joints", "until"] if has(f" {' '.join(w.fold for w in words)} ", folded_table("words", "gap")) else ["joints"]
    between = {word for table in tables for word in vocabulary("asking")["two"][table]}
    bare = {word for table in tables for word in folded_table("asking", "two", table)}
    joints = [n for n, w in enumerate(words) if w.canon in between or (w.bare and w.fold in bare)]
    named = folded_set("asking", "which", "ranked"), folded_set("asking", "which", "ranks")
    ranked = {n for n, (a, b) in enumerate(itertools.pairwise(words), 1) if a.fold in named[0] and b.fold in named[1]}  # "giải nhất so với giải nhì"
    content = [(n, w.fold if w.bare else w.canon) for n, w in enumerate(words) if n in ranked or not is_stop(w)]
    sides = [([w for w in content if w[0] < n], [w for w in content if w[0] > n]) for n in joints]
    mean = sum(c.score for c in candidates if c.fact in told) / max(1, len(told))
    known = {c.fact.id: reader.words_of(c.fact) for c in candidates} if sides else {}
    found = []
    for one, other in itertools.permutations(candidates, 2) if sides else ():
        if one.fact.attribute != other.fact.attribute:
            continue
        likely = (one.score + other.score) / 2
        least = mean + AHEAD if len(told) > 1 else LIKELY if one.fact in told or other.fact in told else mean - BEHIND
        if likely < max(LIKELY if told else LIMITS["answer"], least):
            continue
        mine, others = known[one.fact.id], known[other.fact.id]
        speak = [(_speaks(left, right, mine, others), _speaks(right, left, others, mine)) for left, right in sides]
        parted = max(min(pair) for pair in speak)
        if parted == 0 and one.fact in told and one.entity > 0.5:
            parted = max((1 for mine_, its in speak if mine_ == 0 and its > 1), default=0)  # "đợt chính" has no word of content
        if parted > 0:
            found.append((likely + min(parted, MOST) / 4, one.fact, other.fact))
    return max(found, key=lambda pair: pair[0])[1:] if found else None


def held_apart(words: Sequence[Token], facts: Sequence[Fact]) -> Verdict | None:
    """What two or more days or spans come to held against each other: how far apart they are, whether the first is before or behind the others, how
    long each is; None where that is not asked."""
    spans = [fact.value for fact in facts if isinstance(fact.value, Deadline)]
    if len(spans) < 2 or len(spans) < len(facts):
        return None
    text, first, others = f" {' '.join(w.fold for w in words)} ", spans[0], spans[1:]
    if has(text, folded_table("words", "gap")):
        return Verdict("gap", days=abs((others[0].last - first.last).days)) if len(spans) == 2 else None
    if has(text, folded_table("asking", "two", "before_or_behind")):
        if all(first.last < (other.first or other.last) for other in others):
            return Verdict("before")
        return Verdict("behind") if all((first.first or first.last) > other.last for other in others) else None
    longer = " hon " in text and has(text, folded_table("asking", "two", "by", "length"))
    lengths = tuple((span.last - span.first).days + 1 for span in spans if span.first is not None)
    return Verdict("lengths", lengths=lengths) if longer and len(lengths) == len(spans) == 2 else None


def _speaks(here: Words, there: Words, mine: Collection[str], others: Collection[str]) -> int:
    """How many words of this side alone only its own fact knows, less those only the other one knows."""
    beyond = {word for _, word in there}
    return sum((word in mine) - (word in others) for _, word in here if word not in beyond)
