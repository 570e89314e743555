"""The kind of unit a follow-up turns to, and what was just told of another: "thế còn bên đại học", "vậy của trường thì bao nhiêu đại biểu"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from knowledge.ask import Ask
from knowledge.match import Candidate
from knowledge.plan import Fact
from knowledge.text import Token, folded_set

_NAMES = ("entity", "attr", "fact", "value", "task", "unsaid")
_PLAIN = ("", "confirm", "what", "how")
"""Sorts of question that ask no sort of value."""


def kind_turned_to(ask: Ask, kind_words: Mapping[str, Collection[str]]) -> str | None:
    """The one kind of unit whose names hold every word of a follow-up, or of what it puts between "của" and "thì"; `kind_words` by the kind's key."""
    if "own" in ask.marks and (meant := _one(_whose(ask.words, frozenset(["la"])), kind_words)) is not None:
        return meant  # "bên em là sở thì ngày nào"
    if not ask.words or ask.words[0].fold not in folded_set("words", "turns_to"):
        return None
    plain = folded_set("words", "sides") | folded_set("asking", "confirming", "tail")
    if ask.want.type in _PLAIN and not any(s.group in _NAMES for s in ask.spots):
        named = [w for n, w in enumerate(ask.words) if n not in ask.skip and (w.fold not in plain or w.raw.isupper())]
        if ask.content and (meant := _one(named, kind_words)) is not None:
            return meant
    return _one(_whose(ask.words, folded_set("words", "whose")), kind_words)


def _whose(words: Sequence[Token], leads: Collection[str]) -> Sequence[Token]:
    """The words between one of these ("của", "bên") and "thì"."""
    folds = [word.fold for word in words[:_REACH]]
    begin = next((n + 1 for n, fold in enumerate(folds) if fold in leads), len(folds))
    end = next((n for n in range(begin, len(folds)) if folds[n] == "thi"), begin)
    return words[begin:end]


_REACH = 7


def _one(named: Sequence[Token], kind_words: Mapping[str, Collection[str]]) -> str | None:
    said = {word.fold if word.bare else word.canon for word in named}
    found = [key for key, words in kind_words.items() if said and said <= set(words)]
    return found[0] if len(found) == 1 else None


def same_of_another_first(ask: Ask, found: list[Candidate], told: Sequence[Fact]) -> list[Candidate]:
    """"thế chi đoàn thì mấy ngày": behind what was told of one kind, the same told of the kind now named goes first, where nothing else is named."""
    own = [n for n in ask.content if ask.words[n].fold not in ask.want.noun and n != ask.want.at]
    alike = {(fact.entity, fact.attribute) for fact in told}
    if not ask.kinds or own or len(alike) != 1 or not told[0].kinds or (len(told) == 1 and set(told[0].kinds) & set(ask.kinds)):
        return found
    if any(s.group in ("entity", "fact", "task") and s.size > 1 for s in ask.spots):
        return found
    of_it = (c for c in found if (c.fact.entity, c.fact.attribute) in alike and set(c.fact.kinds) & set(ask.kinds))
    same = next(of_it, None)
    fits = same is not None and (same.type >= 0 or ask.want.type in _PLAIN)
    return [same, *(c for c in found if c is not same)] if same is not None and fits else found


def same_thing_first(ask: Ask, found: list[Candidate], told: Sequence[Fact], usual: Collection[str]) -> list[Candidate]:
    """"hạn gửi bài tham luận", "được nói tối đa bao lâu": where a follow-up names no thing and the best is of none by name either, what is told of the
    thing spoken of, of the very sort asked for and with as many of the words, goes first."""
    best = found[0] if found else None
    things = {fact.entity for fact in told} - set(usual)
    if best is None or len(things) != 1 or best.fact.entity not in usual or ask.kinds or ask.want.type in _PLAIN:
        return found
    if any(s.group in ("entity", "fact", "task") for s in ask.spots):
        return found
    same = next((c for c in found[1:6] if c.fact.entity in things and c.type >= 1.0 and c.cover >= best.cover and c.fact not in told), None)
    return [same, *(c for c in found if c is not same)] if same is not None else found
