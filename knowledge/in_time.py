"""Days held against each other: every day the plan sets, and which of several kinds of unit comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge.both_sides import held_apart
from knowledge.match import LIMITING, Candidate
from knowledge.plan import Deadline, Fact, Plan
from knowledge.question import Reading
from knowledge.results import Stated
from knowledge.stating import contrast
from knowledge.text import folded_table
from knowledge.wants import TIMED, has
from knowledge.whose import whose_most

MOST = 10
"""So many days are told in one reply."""


def in_time(reading: Reading, facts: Sequence[Fact], plan: Plan) -> Stated | None:
    """Which of several kinds of unit comes first ("bên nào làm trước"), or every day the plan sets ("gom hết mốc thời gian")."""
    ask, timed = reading.ask, [a.key for a in plan.attributes if a.family in TIMED]
    text = " " + " ".join(token.fold for token in ask.words) + " "
    if has(text, folded_table("asking", "lists", "all_days")):
        mine = {kind.key for kind in plan.kinds if not kind.event} & set(ask.kinds)
        whole = not mine and has(text, folded_table("asking", "lists", "of_the_plan"))  # whoever asks
        things = {s.key for s in ask.spots if s.group == "entity" and s.size > 1 and not whole}
        limits = [f for f in facts if f.attribute in timed and isinstance(f.value, Deadline)]
        if any(f.entity in things for f in limits):
            limits = [f for f in limits if f.entity in things]
        elif reading.candidates and reading.candidates[0].fact.entity in things:
            return None  # "các mốc kỷ niệm": days of something that has no limit
        limits = [f for f in limits if whole or not f.kinds or not reading.kinds or set(reading.kinds) & set(f.kinds)]
        return Stated(milestones(limits, plan), () if whole else reading.kinds, reading, compare=True) if limits else None
    if (every := whose_most(reading, text, facts, plan)) is not None:
        return every
    ordered = any(s.start and ask.words[s.start - 1].fold in ("truoc", "sau") for s in ask.spots if s.group == "kind")  # "Bộ họp trước VNPT phải không"
    asked = _EARLIER.search(text) or has(text, folded_table("asking", "lists", "before_or_behind")) or has(text, folded_table("asking", "lists", "who_first"))
    if not (ordered or asked):
        return None
    compared = ask.kinds
    if len(compared) == 1 and "all_kinds" in ask.marks:
        compared += tuple(kind.key for kind in plan.kinds if not kind.event and kind.key not in compared)
    thing = reading.candidates[0].fact.entity if reading.candidates else ""
    likely = [c.fact.attribute for c in reading.candidates[:2]]
    timed.sort(key=lambda key: likely.index(key) if key in likely else len(likely))  # "báo cáo của sở với của xã, cái nào nộp trước"
    both: list[Fact] = next((found for key in timed if len(found := contrast(facts, compared, [key], thing)) > 1), []) if len(compared) > 1 else []
    if not both:
        return None
    apart = held_apart(ask.words, both)
    starts = {group: min((s.start for s in ask.spots if s.group == group), default=-1) for group in ("kind", "all_kinds")}
    if apart is not None and 0 <= starts["all_kinds"] < starts["kind"]:  # "các đơn vị làm trước hay sau Bộ" asks it of the others
        apart = replace(apart, kind={"before": "behind", "behind": "before"}.get(apart.kind, apart.kind))
    return Stated(tuple(both), compared, reading, apart, compare=True)


_EARLIER = re.compile(r" (?:don vi|ben|noi|nhom|cai|cuoc|viec|dang) nao (?:\w+ ){0,4}(?:som|muon|truoc|sau|tre) hon ")


def of_the_day_named(reading: Reading, candidates: Sequence[Candidate], plan: Plan) -> Candidate | None:
    """The likeliest fact, where it is a time limit and a question whether a day is in time names its last day ("6h tối 15/6 mới gửi có được nhận không")."""
    best = candidates[0] if candidates else None
    if best is None or reading.ask.want.type not in ("fits", "late") or best.type < 1.0 or not isinstance(best.fact.value, Deadline):
        return None
    last = best.fact.value.last
    if all(a.family not in LIMITING for a in plan.attributes if a.key == best.fact.attribute):
        return None  # a day on which something is held
    return best if any(day.precision == "day" and not day.relative and day.first == last for day in reading.dates) else None


def milestones(limits: Sequence[Fact], plan: Plan) -> tuple[Fact, ...]:
    """The days in their order, each once: that of a task, and where no task has it that of whatever else it is set for."""
    of_tasks = {task.fact for task in plan.tasks}
    found: list[Fact] = []
    for fact in sorted(limits, key=lambda f: f.id not in of_tasks):
        if fact.id in of_tasks or not any(one.value == fact.value and one.kinds == fact.kinds for one in found):
            found.append(fact)
    told = sorted(found, key=lambda f: f.value.last if isinstance(f.value, Deadline) else date.max)
    if len(told) > MOST:
        told = [f for f in told if f.id in of_tasks] or told
    return tuple(told[:MOST])
