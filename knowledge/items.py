"""One item of a list the plan states: by its number, its own words, its neighbour, or the item that was spoken of last."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

from knowledge.phrases import Spot
from knowledge.plan import Fact, Listing, Plan
from knowledge.question import Reading
from knowledge.results import LIMITS, Stated
from knowledge.syllable import fold
from knowledge.text import folded_set, folded_table, vocabulary, written
from knowledge.wants import has

SHORT = 7
"""A follow-up of no more words names nothing but the item and its number."""


def item_named(reading: Reading, plan: Plan) -> Stated | None:
    """"mục thứ hai là gì": one item of the list stated before."""
    if reading.before is None or "ordinal" not in reading.ask.marks:
        return None
    facts = [f for f in plan.facts if f.id in reading.before.facts and isinstance(f.value, Listing)]
    text = " " + " ".join(t.fold for t in reading.ask.words) + " "
    headed = has(text, _items_by_number())
    if reading.ask.want.type == "person" and not headed:
        return None  # "ai chốt cuối cùng"
    if not facts and (headed or _numbered(reading)):
        facts = [fact for fact, _, _ in _lists_with_one_told(reading, plan.facts)]  # "còn mục đích thứ hai", where the first was told by itself
    if not facts or (not headed and any(s.group in ("fact", "entity") and s.size > 1 for s in reading.ask.spots)):
        return None
    table = vocabulary("words")["ordinals"]
    text = " ".join(t.canon for t in reading.ask.words)
    bare = " ".join(t.fold for t in reading.ask.words)
    for phrase, number in sorted(table.items(), key=lambda row: -len(row[0])):
        if phrase in text or (text == bare and f" {fold(phrase)} " in f" {bare} "):
            value = facts[0].value
            if isinstance(value, Listing):
                place = len(value.items) + 1 + number if number < -1 else number  # "áp chót" is the last but one
                return Stated((facts[0],), reading.before.kinds, reading, None, place) if place else None
    return None


def _numbered(reading: Reading) -> bool:
    """"mục đích thứ hai": what the plan tells of something, and right behind it a number."""
    words, spots = reading.ask.words, reading.ask.spots
    ends = {s.end for s in spots if s.group == "attr"}
    return len(words) <= SHORT and any(s.group == "ordinal" and s.start in ends and words[s.start].fold == "thu" for s in spots)


@cache
def _items_by_number() -> tuple[str, ...]:
    """"mục thứ hai", "phần thứ ba"."""
    return tuple(
        f"{word} {fold(phrase)}" for word in folded_table("asking", "lists", "item_words") for phrase in vocabulary("words")["ordinals"]
    )


def item_asked(result: Stated) -> int:
    """The place (from 1) of the one item of a list that a question names ("có phần phát động thi đua không"), 0 where there is none."""
    value = result.facts[0].value if len(result.facts) == 1 else None
    if not isinstance(value, Listing):
        return 0
    words = result.reading.ask.words
    named = [
        " ".join(w.fold for w in words[s.start : s.end])
        for s in result.reading.ask.spots
        if s.group == "value" and s.key == result.facts[0].id
    ]
    found = {n for n, item in enumerate(value.items, 1) for name in named if name == " ".join(w.fold for w in written(item))}
    return found.pop() if len(found) == 1 else 0


def item_beside(reading: Reading, facts: Sequence[Fact]) -> Stated | None:
    """"… xong rồi đến mục nào", "… nằm thứ mấy": an item of a list found by its neighbour or by its own words."""
    if reading.ask.want.type in _NO_ITEM or (reading.ask.want.type == "ordinal" and not _asks_for_a_place(reading)):
        return None  # "lượt liền trước đợt này diễn ra năm nào", "đại hội lần thứ mấy"
    if reading.ask.want.type == "ordinal" and _on_a_weekday(reading):
        return None  # "rác tái chế lấy thứ mấy": the day of the week
    text = " " + " ".join(t.fold for t in reading.ask.words) + " "
    if (found := _first_or_last(reading, text, facts)) is not None:
        return found
    if has(text, folded_table("asking", "lists", "more_items")) and (lists := _lists_with_one_told(reading, facts)):
        return Stated((lists[0][0],), reading.before.kinds if reading.before else (), reading)
    if has(text, folded_table("asking", "lists", "before_or_behind")) and (found := _two_items(reading, facts)) is not None:
        return found
    step = _step(reading, text)
    if step and reading.ask.want.confirm and has(text, folded_table("asking", "lists", "next_is")):
        # "tiếp theo là tham luận phải không": the item named is the one asked about
        return _item_of_a_value(reading, facts, 0) or _beside_one_named(reading, facts, 0)
    if not step:
        return _item_of_a_value(reading, facts, step) if has(text, folded_table("asking", "lists", "place")) else None
    return (
        _beside_last_item(reading, facts, step)
        or _beside_one_told(reading, facts, step)
        or _item_of_a_value(reading, facts, step)
        or _beside_one_named(reading, facts, step)
    )


def _first_or_last(reading: Reading, text: str, facts: Sequence[Fact]) -> Stated | None:
    """"… mở đầu bằng gì", "… kết bằng gì": an end of the list that is asked, or was told last."""
    asked = [sign for name, sign in _ENDS if has(text, folded_table("asking", "lists", name))]
    # "mở đầu bằng gì, khép lại bằng gì" wants the list, "mở đầu bằng mấy tiết mục" a number
    end = asked[0] if len(asked) == 1 and reading.ask.want.type not in ("confirm", "count") else 0
    claimed = reading.ask.want.type == "confirm" and any(s.group == "value" and s.size > 1 for s in reading.ask.spots) and not reading.dates
    if claimed:  # "mở màn chương trình là tuyên dương phải không": told which it is
        end = next((sign for name, sign in (("opens", 1), ("closes", -1)) if _stands_at(name).search(text)), 0)
    if not end:
        return None
    whole = next((c.fact for c in reading.candidates[:3] if isinstance(c.fact.value, Listing) and c.taught >= LIMITS["led"]), None)
    if whole is None and reading.before is not None:
        whole = next((f for f in facts if f.id in reading.before.facts and isinstance(f.value, Listing)), None)
    return Stated((whole,), reading.kinds, reading, None, end) if whole is not None else None


@cache
def _stands_at(end: str) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(folded_table('asking', 'lists', end))}) (?:\w+ ){{0,3}}(?:la|bang) ")


_ENDS = (("first", 1), ("last", -1), ("next", 0), ("previous", 0))
"""Words for an end of a list, and those which rule it out."""


def _step(reading: Reading, text: str) -> int:
    """1: the item behind one that is named; -1: the one ahead; 0: neither is asked."""
    step = -1 if has(text, folded_table("asking", "lists", "previous")) else 1 if has(text, folded_table("asking", "lists", "next")) else 0
    if turned := _AFTER_WHICH.search(text):
        step = -1 if turned[1] == "sau" else 1  # "giao lưu nằm ngay sau mục nào"
    what = has(text, folded_table("asking", "lists", "is_what"))
    for spot in reading.ask.spots if what and not step else ():
        lead = reading.ask.words[spot.start - 1].fold if spot.group == "value" and spot.start else ""
        step = 1 if lead in folded_set("asking", "lists", "behind") else -1 if lead in folded_set("asking", "lists", "ahead") else step
    return step


def _beside_last_item(reading: Reading, facts: Sequence[Fact], step: int) -> Stated | None:
    """"Rồi tiếp theo?": the neighbour of the item that was told last."""
    before = reading.before
    if before is None or before.item <= 0 or any(s.group == "value" for s in reading.ask.spots):
        return None
    last = next((f for f in facts if f.id in before.facts and isinstance(f.value, Listing)), None)
    if last is not None and isinstance(last.value, Listing) and 1 <= before.item + step <= len(last.value.items):
        return Stated((last,), before.kinds, reading, None, before.item + step)
    return None


def _item_of_a_value(reading: Reading, facts: Sequence[Fact], step: int) -> Stated | None:
    """The item that the question names word for word, or its neighbour."""
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
    return None


def _beside_one_told(reading: Reading, facts: Sequence[Fact], step: int) -> Stated | None:
    """The item behind or before the one that was spoken of last ("… là báo cáo tổng kết đúng không?", "phần kế tiếp là gì nữa?")."""
    for fact, number, many in _lists_with_one_told(reading, facts):
        if 1 <= number + step <= many:
            return Stated((fact,), reading.before.kinds if reading.before else (), reading, None, number + step)
    return None


def _lists_with_one_told(reading: Reading, facts: Sequence[Fact]) -> list[tuple[Fact, int, int]]:
    """The lists of which the fact told last speaks of one item: each with its place (from 1) and how many there are.

    Those of the same thing go first, then those of the same clause.
    """
    before = reading.before
    told = [f for f in facts if before is not None and not before.item and f.id in before.facts and not isinstance(f.value, Listing)]
    if len(told) != 1 or any(s.group == "value" for s in reading.ask.spots):
        return []
    said = f" {' '.join(w.fold for w in written(told[0].answer))} "
    out = []
    for fact in sorted(facts, key=lambda f: f.entity != told[0].entity):
        if isinstance(fact.value, Listing) and (fact.entity == told[0].entity or fact.clause == told[0].clause):
            found = [n for n, item in enumerate(fact.value.items, 1) if _named_at(said, item, fact.value.items) >= 0]
            if len(found) == 1:
                out.append((fact, found[0], len(fact.value.items)))
    return out


_NO_ITEM = frozenset(["year", "date", "money", "duration", "clock", "person", "fits", "left", "late"])
"""Sorts of answer that are no item of a list."""


_AFTER_WHICH = re.compile(r" (sau|truoc) (?:muc|phan|noi dung|tiet muc|cai) (?:nao|gi) ")


def _beside_one_named(reading: Reading, facts: Sequence[Fact], step: int) -> Stated | None:
    """The item behind or before the one item that two words of the question mean ("xong khai mạc thì đến phần nào")."""
    text = " " + " ".join(t.fold for t in reading.ask.words) + " "
    for fact, items in _likely_lists(reading, facts):
        found = [n for n, item in enumerate(items, 1) if _named_at(text, item, items) >= 0]
        if len(found) == 1 and 1 <= found[0] + step <= len(items):
            return Stated((fact,), reading.kinds, reading, None, found[0] + step)
    return None


def _likely_lists(reading: Reading, facts: Sequence[Fact]) -> list[tuple[Fact, tuple[str, ...]]]:
    """The lists among the facts a question most likely means, the likeliest first, each with its items."""
    return [(c.fact, c.fact.value.items) for c in reading.candidates[:4] if isinstance(c.fact.value, Listing) and c.fact in facts]


def _two_items(reading: Reading, facts: Sequence[Fact]) -> Stated | None:
    """Two items of one list, in the order they are named in the question."""
    text = " " + " ".join(t.fold for t in reading.ask.words) + " "
    for fact, items in _likely_lists(reading, facts):
        found = [(at, n) for n, item in enumerate(items, 1) if (at := _named_at(text, item, items)) >= 0]
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


def _on_a_weekday(reading: Reading) -> bool:
    """Whether the likeliest fact tells a day of the week."""
    told = [word.fold for word in written(reading.candidates[0].fact.answer)] if reading.candidates else []
    days = folded_set("asking", "lists", "weekdays")
    return any(f"{a} {b}" in days for a, b in itertools.pairwise(told))


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
