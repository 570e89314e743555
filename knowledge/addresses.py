"""Addresses within a sentence: "tại Khu thể thao …, số 210 đường …", "gửi về Văn phòng Đoàn trường, phòng 105 nhà A1" tell where something is, though
the plan has no fact for its address alone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from knowledge.match import Candidate
from knowledge.phrases import is_stop
from knowledge.plan import Fact
from knowledge.question import Reading
from knowledge.syllable import fold
from knowledge.text import folded_set, vocabulary, written

FAMILY = "address"
"""Which family of attributes asks for one (families.toml)."""
NEAR = 0.6
"""How much less likely than the best a fact with an address may be."""
APART = 0.2
"""How much likelier than the next one with an address it must be."""
_STREET = re.compile(r"\bso (?:nha )?\d+[a-z]?(?:/\d+)*,? (?:duong|pho|ngo|hem|dai lo|quoc lo|tinh lo)\b")


def address_asked(reading: Reading, candidates: Sequence[Candidate]) -> Fact | None:
    """The likeliest fact with an address, where one is asked for: the likeliest of all, or no other with one is as likely."""
    asked = any(s.group == "family" and s.key == FAMILY for s in reading.ask.spots)
    likely = [c for c in candidates[:4] if c.score >= candidates[0].score - NEAR] if asked else []
    found = [c for c in likely if _STREET.search(fold(c.fact.answer.lower()))]
    alone = len(found) == 1 or (len(found) > 1 and found[0].score - found[1].score > APART)
    return found[0].fact if found and (alone or found[0] is candidates[0]) else None


def where_it_is(reading: Reading, facts: Sequence[Fact]) -> Fact | None:
    """"Văn phòng Đoàn trường ở đâu": the first fact that writes the very name, a comma, and a room, a floor, a street."""
    ask = reading.ask
    if ask.want.type != "place" or ask.want.at < _NAME:
        return None
    lies = folded_set("asking", "places", "lies")
    words = itertools.dropwhile(is_stop, itertools.takewhile(lambda word: word.fold not in lies, ask.words[: ask.want.at]))
    named = [word.fold for word in words]
    return next((fact for fact in facts if _placed(fact, named)), None) if len(named) >= _NAME else None


_NAME = 3
"""Words that a name has at least."""


def _placed(fact: Fact, named: Sequence[str]) -> bool:
    words, rooms = written(fact.answer), vocabulary("asking")["places"]["rooms"]
    folds, size = [word.fold for word in words], len(named)
    ends = (n + size for n in range(len(words) - size) if folds[n : n + size] == list(named))
    return any(words[end - 1].point == "," and words[end].canon in rooms for end in ends)
