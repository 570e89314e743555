""""A với B, cái nào trước": two things held against each other by their days, sums or lengths are two questions."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.phrases import Lexicon
from knowledge.text import Token, folded_set, vocabulary

_NAMES = frozenset(["kind", "own"])
_ENDS = (".", "?", "!", "\n")


def which_of_two(words: Sequence[Token], lexicon: Lexicon) -> list[tuple[str, str]]:
    """The ways to ask of the one and of the other thing by itself, the likelier first; none where no two things are held against each other.

    Two kinds of unit are left alone: what the plan says of kinds is compared as a whole (knowledge/stating.py).
    """
    at = _which(words)
    if at is None:
        return []
    begin = max((n + 1 for n in range(at - 1) if words[n].point in _ENDS), default=0)
    end = next((n for n in range(at, len(words)) if words[n].point in _ENDS), len(words) - 1)
    found = _dimension(words, at + 1, end)
    if found is None:
        return []
    where, by = found
    asks = str(vocabulary("asking")["two"]["asks"][by])
    does = [w for w in words[at + 1 : where] if w.fold not in folded_set("asking", "two", "idle")]
    cut = next((n for n in range(where, end) if words[n].point == ","), end)  # "…, mỗi bên bao nhiêu"
    counted = [w for w in words[where + 1 : cut + 1] if w.fold not in folded_set("asking", "two", "idle")][:3] if by == "count" else []
    things = _sides(words[begin : at - 1]) or _sides(words[where + 1 : end + 1])
    if things is None or all(any(s.group in _NAMES for s in lexicon.spot(side)) for side in things):
        return []
    one, other = things
    behind: list[Token | str] = [*does, asks, *counted]
    first = _text([*one, *behind])
    out = [(first, _text([*other, *behind]))]
    if len(other) < len(one):  # "tiền thưởng của tập thể với cá nhân"
        out.append((first, _text([*one[: -len(other)], *other, *behind])))
    return out


def _which(words: Sequence[Token]) -> int | None:
    """The place of "nào" in "cái nào", "bên nào"."""
    for n in range(1, len(words)):
        if words[n].fold == "nao" and words[n - 1].fold in folded_set("asking", "two", "which"):
            return n
    return None


def _dimension(words: Sequence[Token], start: int, end: int) -> tuple[int, str] | None:
    """Where it is said in what they are compared, and which of the ways it is."""
    for n in range(start, min(end + 1, start + 9)):
        for by, said in vocabulary("asking")["two"]["by"].items():
            if words[n].canon in said or (words[n].bare and words[n].fold in folded_set("asking", "two", "by", by)):
                return n, str(by)
    return None


def _sides(words: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
    """Both things, without the words that lead to them ("giữa", "trong hai việc")."""
    begun = next((n for n, w in enumerate(words) if w.fold not in folded_set("asking", "two", "lead")), len(words))
    rest = list(words[begun:])
    for joins in ("apart", "joined"):
        cuts = [n for n in range(1, len(rest) - 1) if rest[n].fold in folded_set("asking", "two", joins)]
        if len(cuts) == 1:
            one, other = rest[: cuts[0]], rest[cuts[0] + 1 :]
            while other and other[-1].fold in folded_set("asking", "two", "idle"):
                other.pop()
            return (one, other) if one and other else None
    return None


def _text(parts: Sequence[Token | str]) -> str:
    return " ".join(part if isinstance(part, str) else part.canon for part in parts)
