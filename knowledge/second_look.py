"""A second look at what the rules decided: learned from many plans when they are too strict and when too sure.

Boosted trees over the figures of knowledge/signs.py. One lot puts the facts in order, the other tells how likely the first is what was asked.
They know no plan's words, only how the signs stood where an answer was right; `make learn` learns them anew (bench/second_look.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.decision import decision
from knowledge.match import Candidate
from knowledge.memo import Memo
from knowledge.near_misses import MISSES
from knowledge.question import Reading
from knowledge.results import LIMITS, Result, Stated, Unclear, Unstated
from knowledge.signs import LOOKED_AT, Row, Signs
from knowledge.text import written
from knowledge.trees import Model, chance, shipped

NEVER = frozenset(miss.why for miss in MISSES if miss.never) | frozenset(
    [
        "told of its opposite", "why, of what is only stated", "its end, where it only begins",
    ]
)  # fmt: skip
"""What a fact that the rules did not state may be wrong by, however likely it is."""
ENOUGH = 0.62
"""A fact this likely to be what was asked is stated, though the rules did not."""
TOO_LITTLE = 0.45
"""One less likely is not stated, though the rules did."""
DOUBTED = 0.6
"""One less likely is looked at anew as if the rules had stated nothing, and is not stated"""
TAKEN_BACK = 0.25
"""if it is then less likely than this,"""
HARDLY = 0.1
"""or, where it was not so unlikely before, than this. In plans that nothing was learned from the first left 38 of 341 facts stated that were right, 2 that
were wrong and none that no plan answers; the second took back 70 that were right for 39 that were not, a wrong answer counting as three refusals."""
INSTEAD = 0.3
"""If another is then the likeliest, and as likely as this, it is stated."""
HOPELESS = 0.6
"""A fact that the examples speak for by so much less than for silence is hardly ever stated at a second look; it is not worth the time."""
NOTHING = 0.2
"""So little like any example is a question of which the fact knows no word."""
FEW = 6
"""So few words leave nothing else to go by."""
HOURS = frozenset(["gio", "phut"])
OF_ANOTHER_SORT = -3.0
"""A fact that agrees so little with what is asked has no value of that sort."""
PLAIN = 3.5
"""A fact of such a score is named outright."""
SURE = 0.95
"""What is less likely than this is told with the other thing the question may mean,"""
NOT_FAR = 0.2
"""if that is so likely beside it."""
PARTED, ONLY_ASKS = 1.2, 3
"""In a follow-up: if the rules' scores are no farther apart either, and it has more words than these; what is told so"""
LONGEST = 260
"""has at most so many characters, also beside a refusal (knowledge/nearest.py)."""
FINAL = frozenset(miss.why for miss in MISSES if miss.final) | frozenset(
    [
        "no word in it", "number nobody cites", "year nobody names", "another year's", "another body", "a follow-up to nothing", "told what to say",
        "a number of what is not counted", "why, of what is only stated", "somebody of another rank", "an errand", "a paper to be sent",
        "told of its opposite", "why things differ", "its end, where it only begins", "who signed what only has an issuer", "a number nobody writes",
        "how far a unit is",
    ]
)  # fmt: skip
"""Reasons that no likelihood outweighs."""


UNLIKELY = "not likely what was asked"


def outcome(result: Result) -> str:
    """What the rules made of a question, in a word: the check that stopped it, or "stated", or "silent" where the plan is known to say nothing."""
    match result:
        case Stated():
            return "stated"
        case Unstated(label=label, why=why, reading=reading):
            listed = label and any(s.own and s.label == label for s in reading.silences)
            return why or ("silent as the plan lists" if listed else "silent on a thing" if label else "silent")
        case Unclear(why=why):
            return why


@dataclass(frozen=True, slots=True)
class Look:
    """The fact looked at, and how its figures stand; `kept` where it is the one the rules stated. `row` is what the decision is learned from.

    `other`: the likeliest of the others, where it is not far behind.
    """

    candidate: Candidate
    kept: bool
    row: Row
    other: Candidate | None = None


_IN_ORDER: Memo[dict[tuple[object, ...], tuple[Sequence[Row], Sequence[float]]]] = Memo()


def in_order(signs: Signs, model: Model, reading: Reading, seen: Sequence[Candidate], *, leaning: bool) -> tuple[Sequence[Row], Sequence[float]]:
    """The figures of each of these facts, and how likely each is beside the others; worked out once for a question, which may be looked at thrice."""
    known = _IN_ORDER.of(reading.candidates, dict)
    asked = (id(model), leaning, *(c.fact.id for c in seen))
    if asked not in known:
        rows = signs.rows(reading, seen, leaning=leaning)
        known[asked] = rows, [chance(model.order, row) for row in rows]
    return known[asked]


def look(signs: Signs, model: Model, reading: Reading, candidates: Sequence[Candidate], result: Result, *, leaning: bool) -> Look | None:
    """The fact the rules stated, else the likeliest; None where what they stated is none of the best."""
    seen = candidates[:LOOKED_AT]
    rows, chances = in_order(signs, model, reading, seen, leaning=leaning)
    at = chances.index(max(chances))
    if isinstance(result, Stated):
        stated = [n for n, c in enumerate(seen) if c.fact in result.facts[:1]]
        if not stated:
            return None
        at = stated[0]
    many = len(result.facts) if isinstance(result, Stated) else 0
    labelled = isinstance(result, Unstated) and bool(result.label)
    row = decision(rows[at], chances, at, type(result).__name__, model.before.get(outcome(result), 0.0), labelled=labelled, facts=many)
    second = max((n for n in range(len(seen)) if n != at), key=chances.__getitem__, default=at)
    other = seen[second] if second != at and chances[second] >= NOT_FAR * chances[at] else None
    return Look(seen[at], isinstance(result, Stated), row, other)


def second_look(
    signs: Signs, reading: Reading, candidates: Sequence[Candidate], result: Result, state: Callable[[Sequence[Candidate]], Result], *, leaning: bool
) -> Result:
    """What the rules decided, or where that is unlikely the other thing; `state` states the first of some facts."""
    if not worth_it(reading, candidates, result, leaning=leaning):
        if not isinstance(result, Stated) or not reading.follow or not candidates or leaning:
            return result
        seen = look(signs, shipped(), reading, candidates, result, leaning=leaning)
        return with_another(result, seen, state) if seen is not None and in_doubt(reading, seen) else result
    model = shipped()
    seen = look(signs, model, reading, candidates, result, leaning=leaning)
    if seen is None:
        return result
    if not seen.kept and not reading.follow and len(reading.ask.words) <= FEW and knows_nothing(seen.candidate):
        return result  # "bạn có người yêu chưa"
    if not seen.kept and reading.ask.want.type == "clock" and seen.candidate.type <= OF_ANOTHER_SORT and not tells_hours(seen.candidate.fact.answer):
        return result  # "mấy giờ bắt đầu", where only the place is told
    likely = chance(model.decide, seen.row)
    if not seen.kept:
        if likely < ENOUGH:
            return result
        return with_another(state([seen.candidate, *(c for c in candidates if c is not seen.candidate)]), seen, state, likely)
    judged = isinstance(result, Stated) and result.verdict is not None
    if likely >= (TOO_LITTLE if judged else DOUBTED):
        return with_another(result, seen, state, likely)
    refused = Unstated("", reading, UNLIKELY)
    anew = look(signs, model, reading, candidates, refused, leaning=leaning) or seen
    likely_anew = chance(model.decide, anew.row)
    if likely_anew < (TAKEN_BACK if likely < TOO_LITTLE else HARDLY):
        return refused
    if anew.candidate is not seen.candidate and (likely < TOO_LITTLE or likely_anew >= INSTEAD):
        return with_another(state([anew.candidate, *(c for c in candidates if c is not anew.candidate)]), anew, state, likely)
    return with_another(result, seen, state, likely)


def with_another(result: Result, seen: Look, state: Callable[[Sequence[Candidate]], Result], likely: float | None = None) -> Result:
    """What was found; where it is not sure that this was asked, with the other thing that may be. `likely`: how sure, where that is known."""
    if not isinstance(result, Stated) or result.verdict is not None or result.compare or result.item or result.order is not None:
        return result
    if seen.other is None or result.facts[:1] != (seen.candidate.fact,) or seen.other.fact in result.facts:
        return result
    if (chance(shipped().decide, seen.row) if likely is None else likely) >= SURE:
        return result
    other = state([seen.other])
    if not isinstance(other, Stated) or other.verdict is not None or len(other.facts[0].answer) > LONGEST:
        return result
    return replace(result, maybe=other.facts[0])


def in_doubt(reading: Reading, seen: Look) -> bool:
    """Whether a follow-up may well mean the other fact: the trees know less of those than the rules. Not "ở đâu?", which is of what was just told, nor
    "còn VNPT?", where what is told of another kind of unit is what was told before."""
    told, other = seen.candidate, seen.other
    if other is None or told.score > other.score + PARTED or len(reading.ask.words) <= ONLY_ASKS:
        return False
    if (told.fact.attribute, told.fact.entity) == (other.fact.attribute, other.fact.entity):
        return False  # of another kind of unit
    before = {c.fact.attribute for c in reading.candidates if reading.before is not None and c.fact.id in reading.before.facts}
    return not (reading.ask.kinds and not reading.ask.want.type and told.fact.attribute in before)


def tells_hours(text: str) -> bool:
    """Whether a sentence has hours at all, of the clock or counted."""
    return not {word.fold for word in written(text)}.isdisjoint(HOURS)


def knows_nothing(candidate: Candidate) -> bool:
    """Whether not a word of a question is of the fact."""
    return candidate.cover <= 0 and max(candidate.name, candidate.attr) <= 0 and candidate.entity < 0.5 and candidate.near < NOTHING


def worth_it(reading: Reading, candidates: Sequence[Candidate], result: Result, *, leaning: bool) -> bool:
    """Whether to look again. Not where a question leans on the one before it (unless it seems to turn to something else: "Đoàn 3 thì ai?"), where
    several things or one of a list were told, or where the examples speak for what was told: of 1,681 such facts one would have been taken back; nor
    where the thing is named, what is asked of it, and a value of that sort is told."""
    if not candidates or leaning:
        return False
    if reading.follow:
        return isinstance(result, Unstated | Unclear) and result.why == "a new subject"
    if not isinstance(result, Stated):
        return result.why not in FINAL and max(c.taught for c in candidates[:LOOKED_AT]) >= reading.quiet - HOPELESS
    if result.compare or result.item or result.order is not None:
        return False
    told = next((c for c in candidates if c.fact in result.facts[:1]), None)
    if told is None:
        return False
    plain = told.score >= PLAIN and told.taught >= LIMITS["taught"]  # "kế hoạch do ai ký": words and examples are of one mind
    plain |= min(told.attr, told.type) >= 1.0 and told.entity > 0.5 and told.cover >= 0.8  # the thing, what is asked of it, and that sort of value
    return not plain and (told.taught < LIMITS["vouched"] or told.taught - reading.quiet < LIMITS["quieter"])
