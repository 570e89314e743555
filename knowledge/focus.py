"""The words a question turns on: what stands right beside its question word, which a fact must know to be the answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from knowledge.phrases import is_stop
from knowledge.text import Token, folded_set, vocabulary


def focus(words: Sequence[Token], at: int, skip: Collection[int]) -> tuple[int, ...]:
    """The places of up to two words of content next to the question word at `at` (-1: none), nearest first; `skip` are never taken."""
    if at < 0 or at >= len(words):
        return ()
    if words[at].fold in ("may", "nhieu"):
        ahead = _run(words, range(at + 1, min(at + 4, len(words))), skip)
        if ahead:
            return ahead
    return _run(words, range(at - 1, max(-1, at - 6), -1), skip)


def _half(words: Sequence[Token], n: int, places: Sequence[int]) -> bool:
    """Whether a word of no content of its own is the second half of a word ("chất liệu"): right beside the question word, behind one of content."""
    if n != places[0] or not n or words[n].canon not in vocabulary("asking")["focus"]["halves"]:
        return False
    first = words[n - 1]
    return not first.point and not is_stop(first) and first.fold not in folded_set("asking", "focus", "plain")


def _run(words: Sequence[Token], places: Sequence[int], skip: Collection[int]) -> tuple[int, ...]:
    found: list[int] = []
    for n in places:
        if words[n].point in ("?", ".", ";") and found:
            break
        if n in skip or not words[n].fold.isalpha() or is_stop(words[n]) or words[n].fold in folded_set("asking", "focus", "plain"):
            if found:
                break
            if words[n].fold in folded_set("asking", "focus", "plain") or n in skip or not _half(words, n, places):
                continue
        found.append(n)
        if len(found) == 2:
            break
    return tuple(found)
