"""Which of two facts nearly as good goes first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge.agrees import tells_a_place
from knowledge.counted import counted
from knowledge.lengths import hour_in
from knowledge.match import Candidate
from knowledge.plan import Deadline, Fact, Plan
from knowledge.question import Reader, Reading
from knowledge.results import LIMITS
from knowledge.text import Token, folded_set, vocabulary


def first(meant: Candidate | None, candidates: list[Candidate]) -> list[Candidate]:
    """This one before all the others, which keep their order; as they are where there is none."""
    return candidates if meant is None else [meant, *(c for c in candidates if c is not meant)]


def dated_first(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"khi nào thì phải gửi báo cáo": where the best tells no day ("gửi về …") and another that has all the words does, that goes first."""
    best = candidates[0] if candidates else None
    if best is None or reading.ask.want.type not in ("date", "left") or best.type > -1 or reading.follow:
        return candidates
    return first(next((c for c in candidates[1:4] if c.type >= 1.0 and c.cover >= COVERED and best.score - c.score <= NEARLY), None), candidates)


def reason_first(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"chỉ đạo điểm mấy đơn vị để làm gì": where the best is no reason and one that explains as much of the question is, that goes first."""
    best = candidates[0] if candidates else None
    if best is None or reading.ask.want.type != "reason" or best.type >= 0 or reading.follow:
        return candidates
    return first(next((c for c in candidates[1:4] if c.type >= 1.0 and c.cover >= best.cover and best.score - c.score <= REASONABLE), None), candidates)


REASONABLE = 1.0
"""How much less likely a reason may be than what is none."""
COVERED = 0.8
"""How much of a question a fact with a day must have to go before one without."""


def led_by_examples(candidates: Sequence[Candidate], quiet: float, *, weak: bool, by: float = LIMITS["led_by"]) -> Candidate | None:
    """The fact that the plan's examples speak for, against all others and against silence, by so much; `weak`: the words themselves nearly sufficed.

    Tuned on fifteen plans: of what was refused for strange words alone, fourteen answers won to four lost.
    """
    most = max(candidates, key=lambda c: c.taught, default=None)
    if most is None:
        return None
    rival = max((c.taught for c in candidates if c.fact.attribute != most.fact.attribute), default=0.0)
    ahead = most.taught - max(rival, quiet, 0.0)
    return most if ahead >= by and (weak or ahead + most.near >= LIMITS["led_near"]) else None


def taught_first(candidates: list[Candidate]) -> list[Candidate]:
    """Where the examples speak for one fact and hardly for the one that the words speak for, theirs goes first."""
    most = max(candidates, key=lambda c: c.taught, default=None)
    if most is None or most is candidates[0] or most.type <= -1:
        return candidates
    best = candidates[0]
    over = most.taught - best.taught >= LIMITS["taught_over"] and most.taught >= LIMITS["taught"]
    # as good by the words themselves, and more of them explained
    over |= best.score - most.score <= LIMITS["tie"] and most.taught - best.taught >= LIMITS["covered_by"] and most.cover - best.cover >= LIMITS["covered_by"]
    return first(most if over else None, candidates)


def named_first(candidates: list[Candidate]) -> list[Candidate]:
    """Where the best is hardly spoken of and one as likely is named outright and explains nearly all of the question, that goes first."""
    best = candidates[0] if candidates else None
    if best is None or best.name or best.attr:
        return candidates
    meant = next((c for c in candidates[1:3] if c.name >= 0.7 and c.cover - best.cover >= 0.5 and best.score - c.score <= LIMITS["tie"]), None)
    return first(meant, candidates)


def claims_an_hour(reader: Reader, words: Sequence[Token], candidates: Sequence[Candidate]) -> bool:
    """"28/2 bắt đầu lúc 8 giờ đúng không": an hour is named, and the best fact tells one."""
    return bool(candidates) and reader.index.attributes[candidates[0].fact.attribute].type == "clock" and hour_in(words) is not None


def value_first(reader: Reader, reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """First what has the value that is asked for: a sum, a day, a reason, a limit, the number of the document; or what was just told and is pointed at."""
    found = reason_first(reading, dated_first(reading, sum_first(reading, candidates)))
    found = where_to_first(reading, that_day_first(reader, reading, found))
    found = counted_first(reading, limit_first(reading, tied_first(reading, found)))
    return document_first(reader, reading, that_first(reading, other_first(reading, later_first(reading, found))))


def that_day_first(reader: Reader, reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"ngày 18/6 mấy giờ bắt đầu": where the best is of what is held on another day, the same told of what is held on that one goes first."""
    best = candidates[0] if candidates else None
    things = _held_then(reader, reading)
    if best is None or best.fact.entity in things:
        return candidates
    return first(next((c for c in candidates[1:6] if c.fact.attribute == best.fact.attribute and c.fact.entity in things), None), candidates)


def where_to_first(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"hồ sơ nộp đâu": where the best is no place or body and a time limit of the same thing tells where its papers go, that goes first."""
    best = candidates[0] if candidates else None
    asked = reading.ask.want.type in ("body", "place") and any(s.group == "family" and s.key == "submit_to" for s in reading.ask.spots)
    if best is None or not asked or best.type > 0 or tells_where_to(best):
        return candidates
    told = reading.before.facts if reading.before is not None and reading.follow else ()
    things = {c.fact.entity for c in candidates if c.fact.id in told} or {best.fact.entity}
    return first(next((c for c in candidates[1:6] if c.fact.entity in things and tells_where_to(c)), None), candidates)


def tells_where_to(candidate: Candidate) -> bool:
    """Whether a time limit says beside its day where papers go."""
    return isinstance(candidate.fact.value, Deadline) and tells_a_place(candidate.fact.answer)


def of_that_day(reader: Reader, reading: Reading, told: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Of several facts told, those of what is held on the one day that is named; all of them where none is."""
    things = _held_then(reader, reading) if len(told) > 1 else set()
    return tuple(fact for fact in told if fact.entity in things) or told


def _held_then(reader: Reader, reading: Reading) -> set[str]:
    """What is held on the one day that a question names for which it wants an hour or a place."""
    days = {when.first for when in reading.dates if when.precision == "day" and not (when.relative or when.before or when.after)}
    return held_on(reader.plan, days.pop()) if reading.ask.want.type in ("clock", "place") and len(days) == 1 else set()


def held_on(plan: Plan, day: date) -> set[str]:
    """The things of a plan that one of its dates or spans has on a day."""
    dated = [(fact.entity, fact.value) for fact in plan.facts if isinstance(fact.value, Deadline)]
    return {entity for entity, value in dated if (value.first or value.last) <= day <= value.last}


def tied_first(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"viết xong thì gửi về chỗ nào": of two as likely as each other, the one that has the sort of value asked for."""
    best = candidates[0] if candidates else None
    if best is None or reading.ask.want.type not in ("place", "body", "person") or best.type >= 0:
        return candidates
    near = (c for c in candidates[1:3] if c.type >= 0.6 and c.cover >= best.cover and best.score - c.score <= LIMITS["tie"])
    return first(next(near, None), candidates)


def limit_first(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"hôm nay 16/3 mới xong sơ đồ, nộp hồ sơ còn được không": where the best has no limit and another of the same thing has, that goes first."""
    best = candidates[0] if candidates else None
    ask = reading.ask
    handing, bare = vocabulary("asking")["confirming"]["handed_in"], folded_set("asking", "confirming", "handed_in")
    hands_in = any(word.canon in handing or (word.bare and word.fold in bare) for word in ask.words)  # "gần gũi" hands in nothing
    if best is None or ask.want.type != "fits" or not hands_in or best.type >= 0 or reading.follow or hour_in(ask.words) is not None:
        return candidates
    near = (c for c in candidates[1:4] if c.type >= 1.0 and c.fact.entity == best.fact.entity and best.score - c.score <= LIMITS["aside"])
    return first(next(near, None), candidates)


def counted_first(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"24/4 đại hội mà nay 10/4 mới xong hồ sơ, còn kịp không": where a day is named, a limit counted from such a day, with far more of the words, goes
    before one of the calendar."""
    best, ask = candidates[0] if candidates else None, reading.ask
    if best is None or ask.want.type not in ("fits", "late") or not isinstance(best.fact.value, Deadline) or reading.follow:
        return candidates
    if not any(when.precision == "day" and not when.relative for when in reading.dates):
        return candidates
    near = (c for c in candidates[1:5] if c.cover - best.cover >= FAR_MORE and best.score - c.score <= MUCH and counted(c.fact) is not None)
    return first(next(near, None), candidates)


FAR_MORE = 0.4
"""How much more of a question a limit counted from a day explains that goes before another limit,"""
MUCH = 0.8
"""and how much less likely it may be."""


def later_first(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"tháng 12 làm luôn có sớm quá không": where the best limit is over by then, another one that is not goes first."""
    best, ask = candidates[0] if candidates else None, reading.ask
    days = [when for when in reading.dates if when.precision != "year"]
    if best is None or ask.want.type != "fits" or not ask.want.confirm or len(days) != 1 or reading.follow or not isinstance(best.fact.value, Deadline):
        return candidates
    early = any(word.canon == vocabulary("asking")["confirming"]["early"] or (word.bare and word.fold == "som") for word in ask.words)
    if not early or best.fact.value.last >= days[0].first:
        return candidates
    limits = ((c, c.fact.value) for c in candidates[1:6] if c.type >= 1.0 and best.score - c.score <= LIMITS["aside"])
    return first(next((c for c, value in limits if isinstance(value, Deadline) and value.last >= days[0].first), None), candidates)


def that_first(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"đơn đó cần chữ ký của ai": where what was just told has more of the words of a question that points at it, that goes first."""
    best = candidates[0] if candidates else None
    told = reading.before.facts if reading.before is not None and reading.follow else ()
    if best is None or best.fact.id in told or not any(word.fold in folded_set("asking", "lists", "that") for word in reading.ask.words):
        return candidates
    near = (c for c in candidates[1:4] if c.fact.id in told and c.cover > best.cover and best.score - c.score <= NEARLY)
    return first(next(near, None), candidates)


def other_first(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"còn hạt thì mỗi tổ bao nhiêu người": behind an answer, of two that tell the same of two things, the one not told yet that has more of the words."""
    best = candidates[0] if candidates else None
    told = reading.before.facts if reading.before is not None and reading.follow else ()
    if best is None or best.fact.id not in told or "joins" not in reading.ask.marks:
        return candidates
    near = (c for c in candidates[1:4] if c.fact.id not in told and c.fact.attribute == best.fact.attribute and c.cover - best.cover >= MORE)
    return first(next((c for c in near if best.score - c.score <= NEARLY), None), candidates)


MORE = 0.1
"""How much more of a question a fact explains that goes before the one just told."""


def sum_first(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"bằng khen kèm mấy tiền": where the best has no sum and one nearly as likely has, that goes first."""
    best = candidates[0] if candidates else None
    if best is None or reading.ask.want.type != "money" or best.type >= 1.0:
        return candidates
    near = (c for c in candidates[1:4] if c.type >= 1.0 and best.score - c.score <= NEARLY and c.taught >= best.taught)
    return first(next(near, None), candidates)


NEARLY = 0.6
"""How much less likely than the best a fact may be that has what is asked for."""


def document_first(reader: Reader, reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"kế hoạch này số mấy": the number of the document itself, not the telephone the plan has."""
    words = " ".join(word.fold for word in reading.ask.words)
    called = "|".join(sorted(folded_set("asking", "of_the_document", "called")))
    if reading.follow or not re.search(rf"\b(?:{called})(?: nay)?(?: (?:la|mang|co))? so (?:hieu )?(?:may|bao nhieu|nao)\b", words):
        return candidates
    kinds = reader.index.attributes
    return sorted(candidates, key=lambda c: kinds[c.fact.attribute].type in ("phone", "email"))


def hour_first(reader: Reader, reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """"họp lúc 1 giờ rưỡi chiều 25/9 đúng không": an hour is claimed, and of the same thing one fact has the day and another the hour."""
    best, ask = candidates[0] if candidates else None, reading.ask
    if best is None or not ask.want.confirm or "in_time" in ask.marks or not isinstance(best.fact.value, Deadline) or hour_in(ask.words) is None:
        return candidates
    if best.fact.value.opens or best.fact.value.closes:
        return candidates
    clocks = (c for c in candidates[1:6] if c.fact.entity == best.fact.entity and reader.index.attributes[c.fact.attribute].type == "clock")
    return first(next(clocks, None), candidates)


def of_the_sort_asked_for(candidates: list[Candidate]) -> list[Candidate]:
    """Where the best is no such answer ("ai phối hợp giải quyết": what it is for) and one about the same thing nearly as good is, that goes first."""
    best = candidates[0] if candidates else None
    if best is None or best.type >= 0:
        return candidates
    near = [c for c in candidates[1:4] if c.type >= 0.6 and c.fact.entity == best.fact.entity and c.score >= best.score - 0.4]
    return first(next(iter(near), None), candidates)
