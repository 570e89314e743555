"""Several claims before one "đúng không", each of another thing: every one of them is a question of its own, right or wrong by itself."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge import dates
from knowledge.lengths import amount_in, duration_in, hour_in
from knowledge.phrases import Lexicon
from knowledge.text import Token, folded_set, folded_table

_NAMES = ("kind", "entity", "fact", "own")
_ANY_DAY = date(2001, 1, 1)
"""Only whether a date is named is asked here, not which."""


def claimed_each(pieces: Sequence[tuple[Token, ...]], lexicon: Lexicon) -> list[tuple[Token, ...]]:
    """"Sở nửa ngày, VNPT một ngày phải không" -> "Sở nửa ngày phải không", "VNPT một ngày phải không"; nothing where it is no such question.

    `pieces` are a sentence cut at its commas and joining words. Claims are of one sort (lengths, amounts of one unit, days, hours), each of something
    that no other is of, or each of another sort ("họp nửa ngày và báo cáo trước quý III"); "Sở với VNPT đều 1 ngày phải không" is one claim of both.
    """
    words = tuple(itertools.chain.from_iterable(pieces))
    at = _where_asked(words)
    if at is None:
        return []
    each: list[tuple[Token, ...]] = []
    held: tuple[Token, ...] = ()
    for start, piece in zip(itertools.accumulate(map(len, pieces), initial=0), pieces, strict=False):
        held += piece[: max(0, at - start)]
        if held and claimed(held):
            each.append(held)
            held = ()
    sorts = {claimed(part) for part in each}
    if held or len(each) < _FEWEST or len(sorts) not in (1, len(each)):
        return []
    groups = _NAMES if len(sorts) == 1 else (*_NAMES, "attr", "task")
    named = [{(s.group, s.key) for s in lexicon.spot(part) if s.group in groups and not s.weak} for part in each]
    if any(not own - set().union(*named[:n], *named[n + 1 :]) for n, own in enumerate(named)):
        return []
    return [(*part[:-1], replace(part[-1], point=""), *words[at:]) for part in each]


_FEWEST = 2


def claimed(words: Sequence[Token]) -> str:
    """The sort of value a text states: "days", the folded unit of an amount, "hour", "day"; "" where it states none."""
    if duration_in(words) is not None:
        return "days"
    if (amount := amount_in(words)) is not None:
        return amount[1]
    return "hour" if hour_in(words) is not None else "day" if dates.find(words, _ANY_DAY) else ""


def _where_asked(words: Sequence[Token]) -> int | None:
    """Where "đúng không" begins at the end of a sentence, whatever courtesy is behind it."""
    folds = [word.fold for word in words]
    last = len(folds)
    while last and folds[last - 1] in folded_set("asking", "confirming", "tail"):
        last -= 1
    return last - 2 if " ".join(folds[max(0, last - 2) : last]) in folded_table("asking", "confirming", "equal") and last > 2 else None
