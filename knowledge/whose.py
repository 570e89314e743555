"""Which kinds of unit something holds for: whose day is the last, whose meeting the shortest, whose else a value is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from knowledge.plan import Deadline, Duration, Fact, Plan
from knowledge.question import Reading
from knowledge.results import Stated
from knowledge.stating import contrast
from knowledge.text import folded_set, folded_table

SIDES = 8
"""Words of a part that names no more than the sides."""


def whose_most(reading: Reading, text: str, facts: Sequence[Fact], plan: Plan) -> Stated | None:
    """Every kind's day or length, where it is asked whose is the last or the longest; of two that are named, theirs."""
    for name, sort in (("late", Deadline), ("long", Duration)):
        if not _asked(name).search(text):
            continue
        named = reading.ask.kinds if len(reading.ask.kinds) > 1 and "own" not in reading.ask.marks else tuple(kind.key for kind in plan.kinds)
        for fact in (*(c.fact for c in reading.candidates[:4]), *facts):
            if fact in facts and fact.kinds and isinstance(fact.value, sort):
                told = [f for f in contrast(facts, named, [fact.attribute]) if isinstance(f.value, sort)]
                if len({f.value for f in told}) > 1:
                    return Stated(tuple(told), (), reading, compare=True)
    return None


@cache
def _asked(name: str) -> re.Pattern[str]:
    between = "|".join(sorted(folded_set("asking", "extremes", "between")))
    who, most = ("|".join(folded_table("asking", "extremes", part)) for part in ("who", name))
    return re.compile(rf" (?:{who}) (?:(?:{between}) ){{0,5}}(?:{most}) ")


def whose_else(reading: Reading, facts: Sequence[Fact]) -> Stated | None:
    """"Ngoài VNPT, nơi nào nữa cũng dùng tên “Đại hội Thi đua”": whose else the value is that the question names."""
    ask = reading.ask
    named = {s.key for s in ask.spots if s.group == "value" and s.size > 1}
    asks = ask.want.type in ("body", "person", "what", "") and any(word.fold in folded_set("asking", "extremes", "whoever") for word in ask.words)
    if not ask.excluded or not asks:
        return None
    whose = [f for f in facts if f.id in named and f.kinds]
    found = tuple(f for f in whose if not set(f.kinds) & set(ask.excluded))
    return Stated(found, tuple(k for f in found for k in f.kinds), reading, compare=True) if 0 < len(found) < len(whose) else None


def only_sides(reading: Reading, last: Stated) -> bool:
    """"ai tổ chức sau cùng, Bộ hay mấy đơn vị": behind what was held against each other no more than the sides once again."""
    ask = reading.ask
    things = any(s.group in ("entity", "fact", "value") and s.size > 1 for s in ask.spots)
    either = any(0 < n < len(ask.words) - 1 and word.fold in folded_set("asking", "two", "apart") for n, word in enumerate(ask.words))
    return last.compare and either and bool(ask.kinds) and not things and len(ask.words) <= SIDES
