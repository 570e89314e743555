"""The facts stated for a question, and the short second half of one that asks more of what was just stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge.claims import verify
from knowledge.match import Candidate
from knowledge.plan import Deadline, Fact
from knowledge.question import Reader, Reading
from knowledge.refusing import of_another_year
from knowledge.results import Result, Stated, Unstated
from knowledge.second_look import FINAL, UNLIKELY
from knowledge.stating import state
from knowledge.telephone_numbers import telephone_numbers


def stated(reader: Reader, reading: Reading, candidates: Sequence[Candidate], facts: Sequence[Fact], today: date) -> Result:
    """The best fact stated, unless the question is about another year."""
    result = state(reader, reading, candidates, facts, today)
    if isinstance(result, Stated) and of_another_year(reader, reading, result):
        return Unstated("", reading, "another year's")
    return result


SHORT = 7
"""Words of a second half that names nothing of its own."""


def more_of_it(reader: Reader, reading: Reading, last: Stated, today: date) -> Stated | None:
    """"bốc thăm lúc mấy giờ, ở phòng nào vậy": a short second half that asks another sort of value of what was just told, or whether a day is within it."""
    ask, (in_force, live) = reading.ask, reader.in_force(today)
    own = any(s.group in ("fact", "entity", "task", "kind") and s.size > 1 for s in ask.spots)
    best = next((c for c in reading.candidates if c.fact.id in live), None)
    least = 0.3 if ask.want.type in ("place", "body") else 0.6
    if own or best is None or len(ask.words) > SHORT:
        return None
    if ask.want.type in ("fits", "late", "left"):
        verdict = verify(reader, reading, last.facts, today) if len(last.facts) == 1 and isinstance(last.facts[0].value, Deadline) else None
        return Stated(last.facts, last.kinds, reading, verdict) if verdict else None
    if ask.want.type not in _VALUES or best.type < least or best.fact in last.facts:
        return None
    if best.fact.entity not in {f.entity for f in last.facts} or any(s.key != "example" and (s.own or s.size > 2) for s in reading.silences):
        return None
    found = stated(reader, reading, [c for c in reading.candidates if c.fact.id in live], in_force, today)
    return found if isinstance(found, Stated) else None


_VALUES = frozenset(["date", "clock", "money", "person", "body", "place", "count", "minutes", "duration"])


def told_before(reading: Reading) -> bool:
    """A piece ahead of a question that asks nothing and names nothing anybody asks for."""
    ask = reading.ask
    return not (ask.want.type or ask.kinds or reading.follow or "asks" in ask.marks or any(s.group in ("attr", "family", "unsaid", "task") for s in ask.spots))


AMONG = 2
"""How many of a first half's facts, the likeliest first, may be told by the second half."""


def told_by_the_second(first: Result, second: Result) -> Stated | None:
    """"nộp ở đâu, muộn nhất giờ nào": a first half that was refused by itself, and what the second tells is one of the likeliest for the first, too.

    Of several facts told, as bare words fit them all ("ai lo kẻ vạch sân, hạn xong là bao giờ"), the one that is the likeliest for the first half, too.
    """
    if isinstance(first, Stated) or not isinstance(second, Stated):
        return None
    if first.reading is None or first.reading.follow or first.why in FINAL or not first.reading.candidates:
        return None
    likely = first.reading.candidates
    if telephone_numbers(second.facts[0].answer) & telephone_numbers(likely[0].fact.answer):
        return second  # "vướng thì gọi cho ai, số mấy": who it is stands beside the number
    if len(second.facts) == 1:
        return second if second.facts[0].id in [c.fact.id for c in likely[:AMONG]] else None
    some = second.facts if first.why == UNLIKELY else second.facts[:1]
    one = tuple(f for f in some if f.id == likely[0].fact.id)
    return replace(second, facts=one) if one and second.verdict is None else None
