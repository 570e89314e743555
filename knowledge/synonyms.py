"""Words that people use for the same thing: a plan's official words beside the everyday ones it is asked with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from knowledge.phrases import is_stop
from knowledge.text import Token, vocabulary, written

LONGEST = 4
"""Syllables of the longest phrase of the thesaurus."""


@cache
def _sets() -> Mapping[str, tuple[str, ...]]:
    """Each phrase of knowledge/vietnamese/synonyms.toml -> the others of its sets."""
    others: dict[str, dict[str, None]] = defaultdict(dict)
    for lines in vocabulary("synonyms").values():
        for line in lines:
            members = line.split(" | ")
            for member in members:
                others[member.lower()].update((other, None) for other in members if other != member)
    return {member: tuple(found) for member, found in others.items()}


def variants(words: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """For each phrase the thesaurus knows, each other way to say it, between the tokens that stand beside it."""
    known = _sets()
    canons = [token.canon for token in words]
    n = 0
    while n < len(words):
        for size in range(min(LONGEST, len(words) - n), 0, -1):
            phrase = " ".join(canons[n : n + size])
            if phrase in known and not (size == 1 and is_stop(words[n])):
                for other in known[phrase]:
                    yield (*words[max(0, n - 1) : n], *written(other), *words[n + size : n + size + 1])
                n += size
                break
        else:
            n += 1


__all__ = ["variants"]
