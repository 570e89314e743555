"""A follow-up whose answer stands in what was just told: "thế họp ở chỗ nào", behind a sentence that tells the day and the place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.lexicon import families
from knowledge.phrases import is_stop
from knowledge.plan import Fact
from knowledge.question import Reading
from knowledge.text import folded_set, folded_table, vocabulary, written
from knowledge.wants import has

_NEAR = 2
"""So many words before the question word may say what is done."""


def said_before(reading: Reading, facts: Sequence[Fact]) -> Fact | None:
    """The one fact just told, where a follow-up that names nothing else asks a place or somebody and it tells one (an hour: knowledge/stating.py)."""
    before = reading.before.facts if reading.before is not None and reading.follow else ()
    told = next((fact for fact in facts if fact.id in before), None) if len(before) == 1 else None
    if told is not None and ((_who_that_is(reading) and _NAMED.search(told.answer)) or _of_money_told(reading, told)):
        return told
    if told is None or any(s.group in ("fact", "entity", "task") and s.size > 1 for s in reading.ask.spots):
        return None
    known = [word.fold for word in written(told.answer)]
    own = [w.fold for n, w in enumerate(reading.ask.words) if not is_stop(w) and n not in reading.ask.skip and n != reading.ask.want.at]
    if not own or not all(word in known or word in folded_set("asking", "said_before", "idle") for word in own):
        return None
    if reading.ask.want.type == "place":
        return told if _place(told) else None
    return told if reading.ask.want.type in ("person", "body") and _done_to(reading, known) else None


def _of_money_told(reading: Reading, told: Fact) -> bool:
    """"có mất tiền không", behind "… không thu phí": the sentence just told speaks of what is asked."""
    asked = [s.key for s in reading.ask.spots if s.group == "family" and str(families()[s.key]["type"]) == "money"] if reading.ask.want.confirm else []
    text = f" {' '.join(word.fold for word in written(told.answer))} "
    return any(has(text, folded_table("families", key, "strong")) for key in asked)


def _who_that_is(reading: Reading) -> bool:
    """"ông ấy tên gì", "bà ấy là ai": what somebody just told of is called."""
    folds = [word.fold for word in reading.ask.words if not (word.fold in folded_set("asking", "confirming", "tail") and word is not reading.ask.words[0])]
    who, asked = folds[:2], " ".join(folds[2:])
    said = len(who) == 2 and who[0] in folded_set("asking", "somebody", "called") and who[1] in folded_set("asking", "somebody", "spoken_of")
    return said and asked in folded_set("asking", "somebody", "asked")


_NAMED = re.compile(r"\b[A-Z\u00c0-\u1ef9][\w]+(?: [A-Z\u00c0-\u1ef9]\w+){1,3}")
"""Words with capitals, two to four together, as names are written."""


def _place(fact: Fact) -> bool:
    """"tại hội trường Sở", "ở Nhà văn hóa": a place is told."""
    heads = folded_set("asking", "places", "heads") | folded_set("asking", "said_before", "places")
    words, places = written(fact.answer), vocabulary("asking")["said_before"]["at"]
    return any(
        at.canon in places and (a.fold in heads or f"{a.fold} {b.fold}" in heads or a.raw[:1].isupper())
        for at, a, b in zip(words, words[1:], words[2:], strict=False)
    )


def _done_to(reading: Reading, known: Sequence[str]) -> bool:
    """"báo cho ai", behind "phải báo trưởng bản": what is done stands in the sentence right before somebody it is done to."""
    words, heads = [w.fold for w in reading.ask.words], folded_set("asking", "said_before", "people") | folded_set("asking", "places", "heads")
    done = {words[n] for n in range(max(0, reading.ask.want.at - _NEAR), reading.ask.want.at)} & set(known)
    behind = [known[n + 1 : n + 4] for n, word in enumerate(known) if word in done]
    return any(word in heads or f"{word} {after}" in heads for some in behind for word, after in zip(some, [*some[1:], ""], strict=True))
