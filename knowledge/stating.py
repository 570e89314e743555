"""Which facts to state, in which order and for whom, once a question is understood."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from knowledge.claims import alike, verify
from knowledge.match import Candidate
from knowledge.phrases import Spot, is_stop
from knowledge.plan import Deadline, Duration, Fact, Listing, Plan
from knowledge.question import Reader, Reading
from knowledge.results import LIMITS, Result, Stated, Unstated
from knowledge.syllable import fold
from knowledge.text import folded_set, folded_table, vocabulary, written
from knowledge.wants import has


def item_named(reading: Reading, plan: Plan) -> Stated | None:
    """"mục thứ hai là gì": one item of the list stated before."""
    if reading.before is None or "ordinal" not in reading.ask.marks:
        return None
    facts = [f for f in plan.facts if f.id in reading.before.facts and isinstance(f.value, Listing)]
    text = " " + " ".join(t.fold for t in reading.ask.words) + " "
    headed = has(text, _items_by_number())
    if not facts or (not headed and any(s.group in ("fact", "entity") and s.size > 1 for s in reading.ask.spots)):
        return None
    table = vocabulary("words")["ordinals"]
    text = " ".join(t.canon for t in reading.ask.words)
    bare = " ".join(t.fold for t in reading.ask.words)
    for phrase, number in sorted(table.items(), key=lambda row: -len(row[0])):
        if phrase in text or (text == bare and f" {fold(phrase)} " in f" {bare} "):
            value = facts[0].value
            if isinstance(value, Listing):
                return Stated((facts[0],), reading.before.kinds, reading, None, number)
    return None


@cache
def _items_by_number() -> tuple[str, ...]:
    """"mục thứ hai", "phần thứ ba"."""
    return tuple(f"{word} {fold(phrase)}" for word in folded_table("asking", "lists", "item_words") for phrase in vocabulary("words")["ordinals"])


def item_asked(result: Stated) -> int:
    """The place (from 1) of the one item of a list that a question names ("có phần phát động thi đua không"), 0 where there is none."""
    value = result.facts[0].value if len(result.facts) == 1 else None
    if not isinstance(value, Listing):
        return 0
    words = result.reading.ask.words
    named = [" ".join(w.fold for w in words[s.start : s.end]) for s in result.reading.ask.spots if s.group == "value" and s.key == result.facts[0].id]
    found = {n for n, item in enumerate(value.items, 1) for name in named if name == " ".join(w.fold for w in written(item))}
    return found.pop() if len(found) == 1 else 0


def item_beside(reading: Reading, facts: Sequence[Fact]) -> Stated | None:
    """"… xong rồi đến mục nào", "… nằm thứ mấy": an item of a list found by its neighbour or by its own words."""
    if reading.ask.want.type in _NO_ITEM:
        return None  # "lượt liền trước đợt này diễn ra năm nào"
    text = " " + " ".join(t.fold for t in reading.ask.words) + " "
    asked = [sign for name, sign in (("first", 1), ("last", -1), ("next", 0), ("previous", 0)) if has(text, folded_table("asking", "lists", name))]
    end = asked[0] if len(asked) == 1 else 0  # "mở đầu bằng gì, khép lại bằng gì" wants the list
    whole = next((c.fact for c in reading.candidates[:3] if end and isinstance(c.fact.value, Listing) and c.taught >= LIMITS["led"]), None)
    if whole is None and end and reading.before is not None:
        whole = next((f for f in facts if f.id in reading.before.facts and isinstance(f.value, Listing)), None)
    if whole is not None:
        return Stated((whole,), reading.kinds, reading, None, end)
    if has(text, folded_table("asking", "lists", "before_or_behind")) and (both := _two_items(reading, facts)) is not None:
        return both
    step = -1 if has(text, folded_table("asking", "lists", "previous")) else 1 if has(text, folded_table("asking", "lists", "next")) else 0
    if turned := _AFTER_WHICH.search(text):
        step = -1 if turned[1] == "sau" else 1  # "giao lưu nằm ngay sau mục nào"
    what = has(text, folded_table("asking", "lists", "is_what"))
    for spot in reading.ask.spots if what and not step else ():
        lead = reading.ask.words[spot.start - 1].fold if spot.group == "value" and spot.start else ""
        step = 1 if lead in folded_set("asking", "lists", "behind") else -1 if lead in folded_set("asking", "lists", "ahead") else step
    if not step and not has(text, folded_table("asking", "lists", "place")):
        return None
    before = reading.before
    if step and before is not None and before.item > 0 and not any(s.group == "value" for s in reading.ask.spots):
        last = next((f for f in facts if f.id in before.facts and isinstance(f.value, Listing)), None)
        if last is not None and isinstance(last.value, Listing) and 1 <= before.item + step <= len(last.value.items):
            return Stated((last,), before.kinds, reading, None, before.item + step)
    for spot in reading.ask.spots:
        if spot.group == "entity" and not step and _asks_for_a_place(reading) and (found := _place_of(reading, spot, facts)) is not None:
            return found
        if spot.group != "value":
            continue
        fact = next((f for f in facts if f.id == spot.key), None)
        if fact is None or not isinstance(fact.value, Listing):
            continue
        said = " ".join(t.fold for t in reading.ask.words[spot.start : spot.end])
        for n, item in enumerate(fact.value.items, 1):
            if _is_item(said, item, fact.value.items) and 1 <= n + step <= len(fact.value.items):
                return Stated((fact,), reading.kinds, reading, None, n + step)
    return _beside_one_named(reading, facts, step) if step else None


_NO_ITEM = frozenset(["year", "date", "money", "duration", "clock", "person"])
"""Sorts of answer that are no item of a list."""
_AFTER_WHICH = re.compile(r" (sau|truoc) (?:muc|phan|noi dung|tiet muc|cai) (?:nao|gi) ")


def _beside_one_named(reading: Reading, facts: Sequence[Fact], step: int) -> Stated | None:
    """The item behind or before the one item that two words of the question mean ("xong khai mạc thì đến phần nào")."""
    text = " " + " ".join(t.fold for t in reading.ask.words) + " "
    likely = {c.fact.id for c in reading.candidates[:4]}
    for fact in facts:
        if not isinstance(fact.value, Listing) or fact.id not in likely:
            continue
        found = [n for n, item in enumerate(fact.value.items, 1) if _named_at(text, item, fact.value.items) >= 0]
        if len(found) == 1 and 1 <= found[0] + step <= len(fact.value.items):
            return Stated((fact,), reading.kinds, reading, None, found[0] + step)
    return None


def _two_items(reading: Reading, facts: Sequence[Fact]) -> Stated | None:
    """Two items of one list, in the order they are named in the question."""
    text = " " + " ".join(t.fold for t in reading.ask.words) + " "
    likely = {c.fact.id for c in reading.candidates[:4]}
    for fact in facts:
        if not isinstance(fact.value, Listing) or fact.id not in likely:
            continue
        found = [(at, n) for n, item in enumerate(fact.value.items, 1) if (at := _named_at(text, item, fact.value.items)) >= 0]
        if len(found) == 2:
            (_, first), (_, second) = sorted(found)
            return Stated((fact,), reading.kinds, reading, order=(first, second))
    return None


def _named_at(text: str, item: str, items: Sequence[str]) -> int:
    """Where a question names an item by two words of its own side by side; -1 where it does not."""
    words = [w.fold for w in written(item)]
    for a, b in itertools.pairwise(words):
        others = sum(f" {a} {b} " in f" {' '.join(w.fold for w in written(other))} " for other in items)
        if others == 1 and f" {a} {b} " in text:
            return text.index(f" {a} {b} ")
    return -1


def _names_only(reading: Reading, attribute: str) -> bool:
    """"Hạn là bữa nào vậy": nothing of what is meant but an attribute, which several things may have."""
    ask = reading.ask
    covered = {n for s in ask.spots if s.group == "attr" and s.key == attribute for n in range(s.start, s.end)}
    rest = [n for n, word in enumerate(ask.words) if n not in ask.skip and not is_stop(word) and n not in covered]
    return bool(covered) and not rest and ask.want.type == "date"


def _rest_of_a_list(reading: Reading, candidates: Sequence[Candidate]) -> Fact | None:
    """"Ngoài A với B thì còn gì nữa": the list in which these are, near the one thing found."""
    text = " ".join(word.fold for word in reading.ask.words)
    if not _BESIDE.match(text) or isinstance(candidates[0].fact.value, Listing):
        return None
    near = (c.fact for c in candidates[1:8] if isinstance(c.fact.value, Listing) and c.score >= candidates[0].score - _NEAR_LIST)
    return next(near, None)


_BESIDE = re.compile(r"(?:\w+ )?ngoai (?:\w+ ){1,14}con .*\b(?:gi|nao|nhung)\b")
_NEAR_LIST = 1.2


def _asks_for_a_place(reading: Reading) -> bool:
    """"… đứng thứ mấy", but not "lần thứ mấy"."""
    words, at = reading.ask.words, reading.ask.want.at
    before = {word.fold for word in words[max(0, at - 3) : max(0, at)]}
    return reading.ask.want.type == "ordinal" and not before & folded_set("asking", "lists", "times")


def _place_of(reading: Reading, spot: Spot, facts: Sequence[Fact]) -> Stated | None:
    """Where in the one list that has it the thing named stands ("phần khen thưởng đứng thứ mấy")."""
    lead = folded_set("asking", "lists", "item_words")
    said = " ".join(t.fold for t in reading.ask.words[spot.start : spot.end] if t.fold not in lead)
    for fact in facts:
        if isinstance(fact.value, Listing) and said:
            places = [n for n, item in enumerate(fact.value.items, 1) if _is_item(said, item, fact.value.items)]
            if len(places) == 1:
                return Stated((fact,), reading.kinds, reading, None, places[0])
    return None


def _is_item(said: str, item: str, items: Sequence[str]) -> bool:
    """Whether some words mean an item: all of it, or a piece of it and of no other."""
    whole = fold(item).strip(" .,;")
    return whole == said or (f" {said} " in f" {whole} " and sum(f" {said} " in f" {fold(other)} " for other in items) == 1)


def same_again(reader: Reader, reading: Reading, facts: Sequence[Fact], today: date) -> Result | None:
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


def state(reader: Reader, reading: Reading, candidates: Sequence[Candidate], facts: Sequence[Fact], today: date) -> Result:
    """The best fact as it stands for the kinds meant, with what ties with it or belongs to it; `candidates` best first, never empty."""
    best = candidates[0]
    if (whole := _rest_of_a_list(reading, candidates)) is not None:
        return Stated((whole,), reading.kinds, reading)
    tops = [best]
    named = any(s.group == "entity" and s.size > 1 for s in reading.ask.spots) or best.name > 0.5
    tie = LIMITS["tie_bare"] if not reading.follow and _names_only(reading, best.fact.attribute) else LIMITS["tie"]
    tops.extend(
        other
        for other in candidates[1:6]
        if (
            other.fact.attribute == best.fact.attribute
            and other.fact.entity != best.fact.entity
            and not named
            and best.score - other.score < tie
        )
    )
    by_id = {f.id: f for f in facts}
    also = {s.key for s in reading.ask.spots if s.group == "entity" and s.size > 1}
    also |= {by_id[s.key].entity for s in reading.ask.spots if s.group == "fact" and s.key in by_id}
    also -= {best.fact.entity}
    for other in candidates[1:]:
        if (
            other.fact.attribute == best.fact.attribute
            and other.fact.entity in also
            and best.fact.entity != other.fact.entity
            and not other.entity < 0
        ):
            tops.append(other)
            also.discard(other.fact.entity)
    types = reader.index.attributes
    if reading.ask.want.type == "reason" and types[best.fact.attribute].type != "reason":
        why = next((c for c in candidates[1:8] if types[c.fact.attribute].type == "reason" and _akin(c.fact, best.fact) and c.score > LIMITS["why"]), None)
        tops = [why] if why is not None else tops
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
    if reading.source in ("named", "own", "told") and kinds and not any(_for_kinds(facts, top.fact, kinds) for top in tops):
        near = next(
            (c for c in candidates[1:8] if _near_enough(c, best) and c.fact.kinds and _for_kinds(facts, c.fact, kinds)),
            None,
        )
        tops = [near] if near is not None else tops
    out: list[Fact] = []
    for top in tops:
        got = _for_kinds(facts, top.fact, kinds)
        if not got and reading.source == "named" and top.fact.kinds:
            continue
        out.extend(f for f in got or _for_kinds(facts, top.fact, ()) if f not in out)
    if not out:
        out = _for_kinds(facts, best.fact, ())
    if reading.source == "named" and any(f.kinds for f in out):
        for kind in (k for k in kinds if not any(k in f.kinds or not f.kinds for f in out)):
            beside = [c.fact for c in candidates if c.score > best.score - LIMITS["aside"] and c.fact.entity == best.fact.entity]
            out.extend([f for f in beside if kind in f.kinds and f not in out][:1])
    if reading.ask.want.type == "what" and compare and best.attr < 0.3 and len(reading.kinds) > 1:
        out = contrast(facts, reading.kinds) or out
    verdict = verify(reader, reading, out, today)
    if verdict is None and "compares" in reading.ask.marks and len(reading.kinds) > 1:
        verdict = alike(out, reading.kinds)
    return Stated(tuple(out), kinds, reading, verdict, compare=compare)


def _near_enough(other: Candidate, best: Candidate) -> bool:
    """Whether a fact may stand in for the best, which is of other kinds: nearly as likely, or the same thing asked outright."""
    if best.taught - other.taught > LIMITS["taught"]:
        return False  # "gửi kế hoạch rồi thì Bộ làm gì với nó": learned as quite another question
    return other.score > best.score - LIMITS["aside"] or (other.attr >= 0.9 and other.entity > 0.5 and other.score > LIMITS["answer"])


def _akin(one: Fact, other: Fact) -> bool:
    return one.entity == other.entity or one.clause == other.clause


def contrast(facts: Sequence[Fact], kinds: Sequence[str], named: Sequence[str] = ()) -> list[Fact]:
    """What the plan states for each of these kinds by itself: the attributes named, else the four first every one of them has."""
    out: list[Fact] = []
    for attribute in named:
        mine = [f for f in facts if f.attribute == attribute and f.kinds]
        if mine:
            out.extend(f for f in _for_kinds(facts, mine[0], kinds) if f not in out)
    if named:
        return out if len(out) > len(named) else []
    shared = [
        a
        for a in dict.fromkeys(f.attribute for f in facts if f.kinds)
        if all(any(f.attribute == a and k in f.kinds for f in facts) for k in kinds)
    ]
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
