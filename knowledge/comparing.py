"""Kinds of unit held against each other: what the plan states for each of them, side by side."""

from __future__ import annotations

from knowledge.case import Case
from knowledge.claims import alike
from knowledge.phrases import Spot, is_stop
from knowledge.question import Reading
from knowledge.results import LIMITS, Stated
from knowledge.stating import contrast
from knowledge.text import folded_set


def compared(case: Case) -> Stated | None:
    """"VNPT và các Sở khác nhau ở đâu": what is told of each kind named, by the attributes named, else by all that each of them has."""
    ask, best = case.ask, case.best
    if "compares" not in ask.marks or len(kinds := _kinds(case)) < 2:
        return None
    if not _names_what_is_for_all(case) and len(several := _attributes_named(case.reading)) > 1:
        by_attribute = contrast(case.in_force, kinds, several, best.fact.entity if best else "")
        if by_attribute:
            return Stated(tuple(by_attribute), kinds, case.reading, alike(by_attribute, kinds), compare=True)
    if best is not None and best.score >= LIMITS["answer"] and (best.attr + best.name >= 0.3 or _hinted(case)):
        return None  # what differs is told by the best
    both = contrast(case.in_force, kinds)
    return Stated(tuple(both), kinds, case.reading, alike(both, kinds), compare=True) if both else None


def only_compares(reading: Reading) -> bool:
    """"Đem đại hội VNPT so với đại hội của Bộ thì khác nhau ở mấy điểm nào": two kinds held against each other, in nothing that is named."""
    ask = reading.ask
    groups = ("kind", "compares", "own", "all_kinds", "entity")
    covered = {n for s in ask.spots if s.group in groups for n in range(s.start, s.end)}
    rest = [w.fold for n, w in enumerate(ask.words) if n not in covered and n not in ask.skip and not is_stop(w)]
    return "compares" in ask.marks and len(ask.kinds) > 1 and set(rest) <= folded_set("words", "comparing")


def _kinds(case: Case) -> tuple[str, ...]:
    """The kinds that are held against each other; "X khác các đơn vị khác ở đâu" holds one against all others."""
    ask = case.ask
    kinds = case.reading.kinds if "own" in ask.marks and ask.kinds else ask.kinds
    others = any(s.group == "compares" and 0 <= s.start - k.end <= 1 for s in ask.spots for k in ask.spots if k.group == "all_kinds")
    if others and len(ask.kinds) == 1:
        kinds += tuple(kind.key for kind in case.plan.kinds if not kind.event and kind.key not in ask.kinds)
    return kinds


def _names_what_is_for_all(case: Case) -> bool:
    """Whether a thing is named that has no kinds to differ by."""
    general = {f.id for f in case.in_force if not f.kinds}
    general |= {e.key for e in case.plan.entities if not e.default}
    spots = (s for s in case.ask.spots if s.group in ("fact", "task", "entity"))
    return bool({case.plan.task(s.key).fact if s.group == "task" else s.key for s in spots} & general)


def _hinted(case: Case) -> bool:
    """"về người dự, VNPT với các Sở có giống nhau không": what is compared is said, and the examples know it."""
    best = case.best
    if best is None or best.taught < LIMITS["vouched"]:
        return False
    return best.attr > 0 or (best.cover >= LIMITS["covered"] and not best.fact.kinds)


def _attributes_named(reading: Reading) -> tuple[str, ...]:
    """The attributes a question names, in its order ("tên gọi, số ngày khác nhau chỗ nào")."""
    spots = sorted((s for s in reading.ask.spots if s.group == "attr" and s.size > 1), key=lambda s: (s.start, s.weak))
    out: list[Spot] = []
    for spot in spots:
        if not any(o.start < spot.end and spot.start < o.end for o in out):
            out.append(spot)
    return tuple(dict.fromkeys(s.key for s in out))
