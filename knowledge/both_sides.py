"""Two things held against each other, each told by a fact of its own: "tiết tiểu học ngắn hơn tiết THPT mấy phút", "quà của … với của … chênh nhau"."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from knowledge.match import Candidate
from knowledge.phrases import is_stop
from knowledge.plan import Fact
from knowledge.question import Reader, Reading
from knowledge.results import LIMITS
from knowledge.text import folded_set, folded_table, vocabulary
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
    between = vocabulary("asking")["two"]["joints"]
    joints = [n for n, w in enumerate(words) if w.canon in between or (w.bare and w.fold in folded_table("asking", "two", "joints"))]
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


def _speaks(here: Words, there: Words, mine: Collection[str], others: Collection[str]) -> int:
    """How many words of this side alone only its own fact knows, less those only the other one knows."""
    beyond = {word for _, word in there}
    return sum((word in mine) - (word in others) for _, word in here if word not in beyond)
