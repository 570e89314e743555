"""What to answer: each question's facts, or that the plan does not state it, or that it was not understood; never more than the plan says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.focus import focus
from knowledge.claims import Verdict, alike, verify
from knowledge.match import Candidate, Silence
from knowledge.plan import Deadline, Duration, Fact, Listing, Plan
from knowledge.question import Context, Frame, Reader, Reading
from knowledge.syllable import fold
from knowledge.text import vocabulary

LIMITS = {"silence": 2.7, "answer": 1.4, "follow": 1.0, "known": 0.45, "alike": 0.62, "tie": 0.12, "claim": 0.35, "led": 0.55, "told": 0.75, "strange": 0.2, "silent": 0.25, "ahead": 0.05, "thin": 0.3, "thin_near": 0.2, "second": 0.35, "aside": 1.3}
"""Scores below which nothing is stated; tuned on the development questions with a wrong answer costing three refusals."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Facts that answer, in the order to show them, for these kinds; `item` is the one item of a list asked for (from 1; -1 the last)."""

    facts: tuple[Fact, ...]
    kinds: tuple[str, ...]
    reading: Reading
    verdict: Verdict | None = None
    item: int = 0
    compare: bool = False


@dataclass(frozen=True, slots=True)
class Unstated:
    """The plan is silent on it; `label` names what was asked, "" where there is no name for it."""

    label: str
    reading: Reading
    why: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood as a question about this plan; `why` says which check stopped it, for --explain."""

    reading: Reading | None
    why: str = ""


Result = Stated | Unstated | Unclear


@dataclass(frozen=True, slots=True)
class Understanding:
    """A whole message understood: one result a question, and the context for the next message."""

    results: tuple[Result, ...]
    context: Context
    asking: bool
    kinds: tuple[str, ...]


def understand(reader: Reader, text: str, kind: str | None, context: Context, today: date) -> Understanding:
    """Read a message and decide each of its questions. `kind`: the asker's own kind of unit, None where not known."""
    message, readings = reader.read(text, kind, context, today)
    results: list[Result] = []
    lost = False
    for reading in readings:
        result = _decide(reader, reading, today)
        own = any(s.group in ("fact", "entity", "task") and s.size > 1 for s in reading.ask.spots)
        if lost and not own and isinstance(result, Stated):
            continue
        lost = isinstance(result, Unclear) or (isinstance(result, Unstated) and not result.label)
        if not any(_same(result, earlier) for earlier in results):
            results.append(result)
    if len(results) > 1 and any(isinstance(r, Stated) for r in results):
        results = [r for r in results if not isinstance(r, Unclear)]
    if len(results) > 1 and any(isinstance(r, Unstated) for r in results):
        results = [r for r in results if not isinstance(r, Unclear)]
    after = context
    for result in results:
        match result:
            case Stated(facts, kinds, _, _, item):
                named = tuple(k for k in kinds) if result.reading.source in ("named", "told", "inherited") else ()
                after = after.behind(Frame(tuple(f.id for f in facts), kinds, "", item), named)
            case Unstated(label, reading):
                if label:
                    after = after.behind(Frame((), reading.kinds, label), reading.kinds if reading.source in ("named", "told") else ())
            case Unclear():
                pass
    named = message.kinds or tuple(dict.fromkeys(k for ask in message.asks for k in ask.kinds))
    if named and after.kinds == context.kinds and not any(isinstance(r, Stated) for r in results):
        after = Context(after.frames, named)
    return Understanding(tuple(results), after, message.asking, named)


def _same(a: Result, b: Result) -> bool:
    match a, b:
        case Stated(facts=x, item=i), Stated(facts=y, item=j):
            return set(x) <= set(y) and i == j
        case Unstated(label=x), Unstated(label=y):
            return x == y
        case Unclear(), Unclear():
            return True
        case _:
            return False


def _decide(reader: Reader, reading: Reading, today: date) -> Result:
    ask, plan = reading.ask, reader.plan
    if reader.strange_numbers(ask.words):
        return Unstated("", reading, "number nobody cites")
    if ask.want.type not in ("fits", "left", "late") and not (ask.want.confirm and reading.dates) and reader.strange_years(ask.words):
        return Unstated("", reading, "year nobody names")
    in_force = plan.facts_on(today)
    live = {f.id for f in in_force}
    candidates = [c for c in reading.candidates if c.fact.id in live]
    best = candidates[0] if candidates else None
    if "foreign" in ask.marks and not ask.kinds:
        return Unstated("", reading, "another body")
    item = _item(reading, plan) or _beside(reading, in_force)
    if item is not None:
        return item
    again = _again(reader, reading, in_force, today)
    if again is not None:
        return again
    silence = _silence(reading, best)
    if silence is not None:
        return Unstated(silence.label, reading)
    if "compares" in ask.marks and len(ask.kinds) > 1 and (best is None or best.score < LIMITS["answer"] or best.attr + best.name < 0.3):
        contrast = _contrast(in_force, ask.kinds)
        if contrast:
            return Stated(tuple(contrast), ask.kinds, reading, alike(contrast, ask.kinds), compare=True)
    if best is None or best.type <= -2.5:
        return Unstated("", reading, "another sort of answer") if best is not None and best.score > 0.8 else Unclear(reading, "nothing fits")
    if reading.follow and reading.strange > 1 and best.near < LIMITS["alike"]:
        return Unclear(reading, "a new subject")
    firm = (best.entity > 0.5 or best.attr >= 0.9) and (best.type >= 0.6 or (best.attr >= 0.9 and (best.entity > 0.5 or reading.strange < 2)))
    if not firm and (reading.strange > 2 and best.near < LIMITS["strange"] or reading.strange > 1 and best.near < 0.2 and best.cover < 0.6):
        return Unclear(reading, "too many strange words")
    if _elsewhere(reading, best, plan):
        return Unstated("", reading, "about something else")
    if ask.want.type in ("confirm", "") and not reading.follow and best.cover < LIMITS["claim"] and best.near < LIMITS["alike"] and not best.name and not firm:
        return Unclear(reading, "claim not covered")
    if not reading.follow and best.cover < LIMITS["thin"] and best.near < LIMITS["thin_near"] and best.entity < 0.5 and best.name < 0.5 and not ask.kinds:
        return Unclear(reading, "hardly covered")
    if not reading.follow and best.near < LIMITS["strange"] and _strange(reader, reading, best):
        return Unstated("", reading, "turns on a strange word")
    limit = LIMITS["follow"] if reading.follow else LIMITS["answer"]
    if best.score < limit:
        return Unclear(reading, "below the limit")
    if not reading.follow and reading.known < LIMITS["known"] and best.near < LIMITS["alike"] and best.name < 0.7 and not firm:
        return Unclear(reading, "mostly unknown words")
    return _stated(reader, reading, candidates, in_force, today)


def _strange(reader: Reader, reading: Reading, best: Candidate) -> bool:
    """Whether the question turns on a word the best fact knows nothing of ("… bằng chất liệu gì")."""
    ask = reading.ask
    if ask.want.type in ("left", "late", "fits", "date", "duration", "") or "compares" in ask.marks:
        return False
    places = focus(ask.words, ask.want.at, ask.skip)
    if not places:
        return False
    for spot in ask.spots:
        mine = (
            (spot.group == "attr" and spot.key == best.fact.attribute and not spot.weak)
            or (spot.group == "entity" and spot.key == best.fact.entity)
            or (spot.group in ("fact", "value") and spot.key == best.fact.id)
            or spot.group in ("kind", "task")
        )
        if mine and any(spot.start <= n < spot.end for n in places):
            return False
    return reader.lexicon.novel([ask.words[n] for n in sorted(places)]) and not reader.index.knows(best.fact, ask.words, places)


def _elsewhere(reading: Reading, best: Candidate, plan: Plan) -> bool:
    """Whether the question names something whose facts do not hold what is asked, and the best fact is about something else."""
    usual = {e.key for e in plan.entities if e.default}
    named = {s.key for s in reading.ask.spots if s.group == "entity" and s.size > 1}
    if not named or best.fact.entity in named or best.name >= 0.8 or best.near >= LIMITS["alike"]:
        return False
    if not named & usual:
        return best.cover < LIMITS["told"]
    rivals = {f.entity for f in plan.facts if f.attribute == best.fact.attribute}
    return best.fact.entity not in usual and best.attr > LIMITS["led"] and len(rivals) > 1 and best.cover < LIMITS["told"]


def _silence(reading: Reading, best: Candidate | None) -> Silence | None:
    """The thing not stated that a question asks for, where it outweighs every fact."""
    for silence in reading.silences:
        if silence.key == "example":
            continue
        if best is None:
            return silence
        rivals = [
            s
            for s in reading.ask.spots
            if (s.group == "fact" and s.key == best.fact.id or s.group == "attr" and s.key == best.fact.attribute and not s.weak)
            and s.start < silence.end
            and silence.start < s.end
        ]
        if any(s.size > silence.size or (s.size == silence.size and not silence.own) for s in rivals):
            continue
        if best.near > 0.8 or best.score > LIMITS["silence"] + 0.3 * (silence.size - 2) or (best.name >= 1.0 and silence.size <= 1):
            continue
        return silence
    example = next((s for s in reading.silences if s.key == "example"), None)
    if example is not None and example.near >= LIMITS["silent"] and (best is None or example.near > best.near + LIMITS["ahead"]):
        return example
    return None


def _item(reading: Reading, plan: Plan) -> Stated | None:
    """"mục thứ hai là gì": one item of the list stated before."""
    if reading.before is None or "ordinal" not in reading.ask.marks:
        return None
    facts = [f for f in plan.facts if f.id in reading.before.facts and isinstance(f.value, Listing)]
    if not facts or any(s.group in ("fact", "entity") and s.size > 1 for s in reading.ask.spots):
        return None
    table = vocabulary("words")["ordinals"]
    text = " ".join(t.canon for t in reading.ask.words)
    bare = " ".join(t.fold for t in reading.ask.words)
    for phrase, number in sorted(table.items(), key=lambda row: -len(row[0])):
        if phrase in text or (text == bare and f" {fold(phrase)} " in f" {bare} "):
            value = facts[0].value
            if isinstance(value, Listing) and -1 <= number <= len(value.items):
                return Stated((facts[0],), reading.before.kinds, reading, None, number)
    return None


_BEHIND = ("ke tiep", "tiep theo", "lien sau", "ngay sau", "sau do", "roi den", "sau phan", "xong thi")
_AHEAD = ("truoc do", "ngay truoc", "lien truoc", "truoc phan")
_PLACE = ("thu may", "muc may", "phan may", "so may", "vi tri nao", "thu bao nhieu")


def _beside(reading: Reading, facts: Sequence[Fact]) -> Stated | None:
    """"… xong rồi đến mục nào", "… nằm thứ mấy": an item of a list found by its neighbour or by its own words."""
    text = " " + " ".join(t.fold for t in reading.ask.words) + " "
    step = 1 if any(f" {w} " in text for w in _BEHIND) else -1 if any(f" {w} " in text for w in _AHEAD) else 0
    if not step and not any(f" {w} " in text for w in _PLACE):
        return None
    for spot in reading.ask.spots:
        if spot.group != "value":
            continue
        fact = next((f for f in facts if f.id == spot.key), None)
        if fact is None or not isinstance(fact.value, Listing):
            continue
        said = " ".join(t.fold for t in reading.ask.words[spot.start : spot.end])
        for n, item in enumerate(fact.value.items, 1):
            if fold(item).strip(" .,;") == said and 1 <= n + step <= len(fact.value.items):
                return Stated((fact,), reading.kinds, reading, None, n + step)
    return None


def _again(reader: Reader, reading: Reading, facts: Sequence[Fact], today: date) -> Result | None:
    """A follow-up that names only another audience or only leans back: the same thing as before, for whom it names now."""
    before = reading.before
    if before is None or not reading.follow:
        return None
    content = [s for s in reading.ask.spots if s.group in ("attr", "fact", "family", "unsaid") or (s.group == "entity" and s.size > 1)]
    if content or reading.ask.want.type not in ("", "confirm", "what", "how") or not reading.ask.kinds:
        return None
    if before.unsaid:
        return Unstated(before.unsaid, reading)
    stated = [f for f in facts if f.id in before.facts]
    if not stated:
        return None
    out: list[Fact] = []
    for fact in stated:
        out.extend(f for f in _for_kinds(facts, fact, reading.kinds) if f not in out)
    if not out:
        return None
    return Stated(tuple(out), reading.kinds, reading, verify(reader, reading, out, today))


def _stated(reader: Reader, reading: Reading, candidates: Sequence[Candidate], facts: Sequence[Fact], today: date) -> Result:
    best = candidates[0]
    tops = [best]
    named = any(s.group == "entity" and s.size > 1 for s in reading.ask.spots) or best.name > 0.5
    for other in candidates[1:6]:
        if other.fact.attribute == best.fact.attribute and other.fact.entity != best.fact.entity and not named and best.score - other.score < LIMITS["tie"]:
            tops.append(other)
    by_id = {f.id: f for f in facts}
    also = {s.key for s in reading.ask.spots if s.group == "entity" and s.size > 1}
    also |= {by_id[s.key].entity for s in reading.ask.spots if s.group == "fact" and s.key in by_id}
    also -= {best.fact.entity}
    for other in candidates[1:]:
        if other.fact.attribute == best.fact.attribute and other.fact.entity in also and best.fact.entity != other.fact.entity and not other.entity < 0:
            tops.append(other)
            also.discard(other.fact.entity)
    second = next((c for c in candidates[1:3] if c.fact.id != best.fact.id), None)
    if (
        second is not None
        and len(tops) == 1
        and second.fact.entity == best.fact.entity
        and second.fact.attribute != best.fact.attribute
        and second.type >= best.type
        and best.score - second.score < LIMITS["second"]
        and reading.ask.want.type in ("", "what", "how", "reason", "confirm")
        and len(best.fact.answer) + len(second.fact.answer) < 420
    ):
        tops.append(second)
    compare = "compares" in reading.ask.marks or len(reading.kinds) > 1
    kinds = reading.kinds
    if "all_kinds" in reading.ask.marks and reading.source != "named":
        kinds = ()
    if reading.source == "named" and kinds and not any(_for_kinds(facts, top.fact, kinds) for top in tops):
        near = next((c for c in candidates[1:8] if c.score > best.score - LIMITS["aside"] and c.fact.kinds and _for_kinds(facts, c.fact, kinds)), None)
        tops = [near] if near is not None else tops
    out: list[Fact] = []
    for top in tops:
        got = _for_kinds(facts, top.fact, kinds)
        if not got and reading.source == "named" and top.fact.kinds:
            continue
        out.extend(f for f in got or _for_kinds(facts, top.fact, ()) if f not in out)
    if not out:
        out = _for_kinds(facts, best.fact, ())
    if reading.ask.want.type == "what" and compare and best.attr < 0.3 and len(reading.kinds) > 1:
        out = _contrast(facts, reading.kinds) or out
    verdict = verify(reader, reading, out, today)
    if verdict is None and "compares" in reading.ask.marks and len(reading.kinds) > 1:
        verdict = alike(out, reading.kinds)
    return Stated(tuple(out), kinds, reading, verdict, compare=compare)


def _contrast(facts: Sequence[Fact], kinds: Sequence[str]) -> list[Fact]:
    """What the plan states for each of these kinds by itself: the four first attributes every one of them has."""
    out: list[Fact] = []
    shared = [a for a in dict.fromkeys(f.attribute for f in facts if f.kinds) if all(any(f.attribute == a and k in f.kinds for f in facts) for k in kinds)]
    shared = [a for a in shared if len({f.id for f in facts if f.attribute == a and f.kinds}) > 1]
    typed = {f.attribute for f in facts if isinstance(f.value, Duration | Deadline)}
    shared.sort(key=lambda a: a not in typed)
    for attribute in shared[:4]:
        first = next(f for f in facts if f.attribute == attribute and kinds[0] in f.kinds)
        out.extend(f for f in _for_kinds(facts, first, kinds) if f not in out)
    return out


def _for_kinds(facts: Sequence[Fact], fact: Fact, kinds: Sequence[str]) -> list[Fact]:
    """The fact as it stands for these kinds (all kinds where none is given); empty where the plan states it for others only."""
    if not fact.kinds:
        return [fact]
    alike = [f for f in facts if f.attribute == fact.attribute and f.kinds]
    home = [f for f in alike if f.entity == fact.entity]
    if not kinds:
        return home
    out: list[Fact] = []
    for kind in kinds:
        for f in (*([fact] if kind in fact.kinds else []), *home, *alike):
            if kind in f.kinds:
                if f not in out:
                    out.append(f)
                break
    return out


def deadline(fact: Fact) -> Deadline | None:
    """The fact's deadline, where its value is one."""
    return fact.value if isinstance(fact.value, Deadline) else None
