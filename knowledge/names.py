"""Finding units by what people call them: without accents, by initials ("so tt hn", "stttt", "hcm"), with a slip of the finger."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from knowledge.syllable import fold
from knowledge.text import folded_set

_WORD = re.compile(r"[^\W_]+")
_LONGEST_RUN = 7
_TYPO_FROM = 5
"""Letters from which on one slip is forgiven; never in figures."""


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that may be meant. `score` is at most 1; `exact`: the text is one of its names or its code."""

    code: str
    score: float
    exact: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    code: str
    names: tuple[tuple[str, ...], ...]


class Directory:
    """The names of all units made ready for searching. Built once per roster, read-only afterwards."""

    def __init__(self, entries: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """`entries` are codes, each with every name people use for the unit (its own first)."""
        self._entries = tuple(_Entry(code, tuple(dict.fromkeys(map(words, (code, *names))))) for code, names in entries)
        self._exact: dict[tuple[str, ...], list[str]] = {}
        self._by_word: dict[str, set[int]] = {}
        self._by_initials: dict[str, set[int]] = {}
        for number, entry in enumerate(self._entries):
            for name in entry.names:
                self._exact.setdefault(name, []).append(entry.code)
                for word in name:
                    self._by_word.setdefault(word, set()).add(number)
                for short in _initials(name):
                    self._by_initials.setdefault(short, set()).add(number)

    def find(self, text: str, most: int = 5) -> tuple[Match, ...]:
        """The units a text may mean, the likeliest first; politeness around the name does not matter."""
        typed = words(text)
        # "bên", "cán", "la" are politeness around one name and a piece of another: the reading that finds more counts
        readings = dict.fromkeys((typed, tuple(word for word in typed if word not in _polite())))
        exact = next((found for said in readings if (found := self._exact.get(said))), None)
        if exact:
            return tuple(Match(code, 1.0, exact=True) for code in dict.fromkeys(exact))[:most]
        scores = max((self._scores(said) for said in readings), key=lambda found: max(found.values(), default=0.0))
        best = sorted(scores.items(), key=lambda each: (-each[1], self._entries[each[0]].code))[:most]
        return tuple(Match(self._entries[number].code, score, exact=False) for number, score in best)

    def _scores(self, said: Sequence[str]) -> dict[int, float]:
        """Every unit that has all telling words of a text, with how much of it and how little beside it."""
        telling = [(word, found) for word in dict.fromkeys(said) if (found := self._having(word))]
        lost = sum(1 for word in dict.fromkeys(said) if not self._having(word) and word not in _links())
        if not telling or lost > len(telling) / 2:
            return {}
        weights = {word: math.log(1 + len(self._entries) / len(found)) for word, found in telling}
        total = sum(weights.values())
        common = set.intersection(*(set(found) for _, found in telling))
        pool = common or set.union(*(set(found) for _, found in telling))
        out: dict[int, float] = {}
        for number in pool:
            had = sum(weights[word] * found[number] for word, found in telling if number in found)
            if had / total < 0.6:
                continue
            spare = min(max(len(name) - len(said), 0) for name in self._entries[number].names)
            out[number] = had / total * (1 - 0.01 * min(spare, 20)) * (0.9 if lost else 1.0)
        return out

    def _having(self, word: str) -> dict[int, float]:
        """The units with a word, each with how sure it is: as it stands, as initials, or with one slip."""
        found = dict.fromkeys(self._by_initials.get(word, ()), 0.9) if len(word) > 1 else {}
        found |= dict.fromkeys(self._by_word.get(word, ()), 1.0)
        if not found and len(word) >= _TYPO_FROM and not any(char.isdigit() for char in word):
            near = (known for known in self._by_word if abs(len(known) - len(word)) <= 1 and DamerauLevenshtein.distance(known, word) == 1)
            for known in near:
                found |= dict.fromkeys(self._by_word[known], 0.8)
        return found


def words(text: str) -> tuple[str, ...]:
    """The words of a name without accents and signs."""
    return tuple(_WORD.findall(fold(text)))


def _initials(name: Sequence[str]) -> Iterable[str]:
    """The first letters of every run of two to seven words, links like "và" left out."""
    plain = [word for word in name if word not in _links()]
    for start in range(len(plain)):
        for end in range(start + 2, min(len(plain), start + _LONGEST_RUN) + 1):
            yield "".join(word[0] for word in plain[start:end])


def _links() -> frozenset[str]:
    return folded_set("names", "links")


def _polite() -> frozenset[str]:
    return folded_set("names", "polite")
