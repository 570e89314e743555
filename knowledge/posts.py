"""What post somebody holds: "anh Vinh giữ chức gì", told from whatever sentence names him with it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from knowledge.plan import Fact
from knowledge.question import Reading
from knowledge.text import folded_set, folded_table, written
from knowledge.wants import has

_ASKED = re.compile(r" (?:giu|lam|la|mang) chuc (?:vu |danh )?(?:gi|chi) | chuc (?:vu|danh) (?:cua \w+ (?:\w+ )?)?(?:la )?(?:gi|chi) ")


def post_asked(reading: Reading, facts: Sequence[Fact]) -> Fact | None:
    """The shortest fact that names the one whose post is asked for, with a post; None where nobody is named or no fact does."""
    words = reading.ask.words
    if not _ASKED.search(" " + " ".join(word.fold for word in words) + " "):
        return None
    titles = folded_set("asking", "lists", "titles")
    names = [b.fold for a, b in itertools.pairwise(words) if a.fold in titles and b.raw[:1].isupper() and not b.raw.isupper()]
    found = [fact for fact in facts if names and _names_with_post(fact, names[0])]
    return min(found, key=lambda fact: len(fact.answer), default=None)


def _names_with_post(fact: Fact, name: str) -> bool:
    words = written(fact.answer)
    named = any(word.fold == name and word.raw[:1].isupper() for word in words)
    return named and has(" " + " ".join(word.fold for word in words) + " ", folded_table("asking", "lists", "posts"))
