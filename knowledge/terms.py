"""How a text's words are indexed: the syllables of content and the pairs they stand in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from knowledge.phrases import is_stop
from knowledge.text import Token


def terms(words: Sequence[Token]) -> list[str]:
    """A text's index terms: content syllables and neighbouring pairs."""
    told = [(w.fold, is_stop(w)) for w in words]
    out = [fold for fold, stop in told if not stop]
    out.extend(f"{a} {b}" for (a, stop), (b, after) in itertools.pairwise(told) if not (stop and after))
    return out


def bag(words: Sequence[Token]) -> list[str]:
    """All syllables and neighbouring pairs, question words too: what makes one question like another."""
    folded = [w.fold for w in words]
    return [*folded, *(f"{a} {b}" for a, b in itertools.pairwise(folded))]


def beside(words: Sequence[Token], n: int) -> tuple[str, str]:
    """The pairs a word makes with the one before and the one behind; "" where there is none."""
    word = words[n].fold
    return f"{words[n - 1].fold} {word}" if n else "", f"{word} {words[n + 1].fold}" if n + 1 < len(words) else ""
