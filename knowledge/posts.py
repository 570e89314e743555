"""What post somebody holds: "anh Vinh giữ chức gì", "bà Hà là Phó Chủ tịch phải không", told from whatever sentence names him with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.plan import Fact
from knowledge.question import Reading
from knowledge.text import Token, folded_set, folded_table, written
from knowledge.wants import has

_ASKED = re.compile(r" (?:giu|lam|la|mang) chuc (?:vu |danh )?(?:gi|chi) | chuc (?:vu|danh) (?:cua \w+ (?:\w+ )?)?(?:la )?(?:gi|chi) ")


def post_asked(reading: Reading, facts: Sequence[Fact]) -> Fact | None:
    """The shortest fact that names the one whose post is asked for, with a post; None where nobody is named or no fact does."""
    words = reading.ask.words
    return _with_post(_named(words), facts) if _ASKED.search(" " + " ".join(word.fold for word in words) + " ") else None


def post_claimed(reading: Reading, told: Sequence[Fact], facts: Sequence[Fact]) -> tuple[Fact, bool] | None:
    """Whether somebody has the post a question claims, and the fact that says so: the one `told` where it speaks of that post, where nothing is told the
    one of all `facts` that names him with his own."""
    words = reading.ask.words
    text = " " + " ".join(word.fold for word in words) + " "
    posts = folded_table("asking", "lists", "posts") if reading.ask.want.confirm else ()
    claims = [post for post in posts if f" la {post} " in text or f" lam {post} " in text]
    claimed = claims[0] if len(claims) == 1 else ""
    name = _named(words) if claimed and len(told) <= 1 else ""
    fact = (told[0] if told else _with_post(name, facts)) if name else None
    if fact is None:
        return None
    has_it = re.search(rf"(?<! pho) {claimed} ", " " + " ".join(word.fold for word in written(fact.answer)) + " ")
    if told and not has_it:
        return None
    return fact, bool(has_it) and _names_with_post(fact, name)


def _named(words: Sequence[Token]) -> str:
    """The first name behind a title, "" where nobody is named."""
    titles = folded_set("asking", "lists", "titles")
    names = (_called(words, n + 1) for n, word in enumerate(words) if word.fold in titles)
    return next((said for said in names if said), "")


def _with_post(name: str, facts: Sequence[Fact]) -> Fact | None:
    found = [fact for fact in facts if name and _names_with_post(fact, name)]
    return min(found, key=lambda fact: len(fact.answer), default=None)


def _called(words: Sequence[Token], start: int) -> str:
    """The last of the words in capitals from a place on, by which people are called ("Trần Quốc Việt"); "" where there is none."""
    end = next((n for n in range(start, len(words)) if not _capital(words[n])), len(words))
    return words[end - 1].fold if end > start else ""


def _capital(word: Token) -> bool:
    return word.raw[:1].isupper() and not word.raw.isupper()


def _names_with_post(fact: Fact, name: str) -> bool:
    words = written(fact.answer)
    ends = [n for n, word in enumerate(words) if word.fold == name and _capital(word) and (word.point or not any(map(_capital, words[n + 1 : n + 2])))]
    named = any(n and (_capital(words[n - 1]) or words[n - 1].fold in folded_set("asking", "lists", "titles")) for n in ends)
    return named and has(" " + " ".join(word.fold for word in words) + " ", folded_table("asking", "lists", "posts"))
