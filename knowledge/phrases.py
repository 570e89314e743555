"""Finding known phrases in a message: whole syllables, accents respected where they were typed, slips mended against the plan's own words."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import OSA

from knowledge.memo import Memo
from knowledge.syllable import canonical, fold, legal
from knowledge.text import Token, vocabulary, written

LONGEST_PHRASE = 12
LENIENT = frozenset(["kind", "entity", "attr", "fact", "task", "value"])
SPREAD = frozenset(["entity", "fact", "unsaid"])


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase of the lexicon: what sort of thing it names (`group`), which one (`key`), its canonical syllables, and how sure it is."""

    group: str
    key: str
    canon: tuple[str, ...]
    weak: bool = False


@dataclass(slots=True, unsafe_hash=True)
class Spot:
    """Tokens [start, end) name `key` of `group`. `exact` where no accent had to be forgiven. Not to be changed: frozen by word only, as many are made."""

    group: str
    key: str
    start: int
    end: int
    weak: bool
    exact: bool = True

    @property
    def size(self) -> int:
        return self.end - self.start


_VOWELS = frozenset("aeiouy")
_WITH_UNIT = re.compile(r"(\d{1,4})(km|kg|cm|ml|ha)")


class Lexicon:
    """Phrases by their folded form. Built once, read-only afterwards."""

    def __init__(self) -> None:
        self._spotted: Memo[list[Spot]] = Memo()
        self._by_fold: dict[str, list[Entry]] = defaultdict(list)
        self._prefixes: set[str] = set()
        self.syllables: set[str] = set()
        self._accented: set[str] = set()
        self.pairs: set[str] = set()
        self._said: set[str] = set()
        self._written: set[str] = set()
        """Neighbours with their accents, where one begins with a sound that is taken for another: of all, and of the plan's own words."""
        self.reworded: set[str] = set()
        """Syllables and neighbours of the thesaurus for what the plan says: no strange words, but no slips are mended to them."""
        self._holes: dict[str, set[str]] | None = None
        self.reserved: set[str] = set()
        """Folded words no acronym may take."""

    def add(self, group: str, key: str, phrases: Iterable[str], *, weak: bool = False) -> None:
        """Take phrases up, written with their accents."""
        self._spotted = Memo()  # what was found so far may lack them
        for phrase in phrases:
            words = tuple(token.canon for token in written(phrase))[:LONGEST_PHRASE]
            if not words:
                continue
            entry = Entry(group, key, words, weak)
            folded = [fold(word) for word in words]
            bucket = self._by_fold[" ".join(folded)]
            if entry in bucket:
                continue
            bucket.append(entry)
            for n in range(1, len(folded)):
                self._prefixes.add(" ".join(folded[:n]))
            self.learn(words)

    def add_acronym(self, group: str, key: str, phrase: str) -> None:
        """Take up the initials of a phrase of three or more syllables."""
        words = [token.canon for token in written(phrase) if token.canon.isalpha()]
        if 3 <= len(words) <= 9:
            short = "".join(word[0] for word in words)
            if not legal(short) and fold(short) not in self.reserved:
                self._by_fold[fold(short)].append(Entry(group, key, (short,)))
                self._accented.add(short)
                self.syllables.add(fold(short))

    def learn(self, words: Sequence[str], *, own: bool = True) -> None:
        """Words and neighbours that slips may be mended to; of those that are not the plan's `own` no other initial is heard."""
        folded = [fold(word) for word in words]
        self.syllables.update(folded)
        self._accented.update(words)
        self.pairs.update([f"{a} {b}" for a, b in itertools.pairwise(folded)])
        said = [f"{a} {b}" for a, b in itertools.pairwise(words) if a.startswith(_INITIALS) or b.startswith(_INITIALS)]
        self._said.update(said)
        self._written.update(said if own else ())

    def reword(self, words: Sequence[str]) -> None:
        """Other words for the plan's own."""
        folded = [fold(word) for word in words]
        self.reworded.update(folded)
        self.reworded.update(f"{a} {b}" for a, b in itertools.pairwise(folded))

    def novel(self, words: Sequence[Token]) -> bool:
        """Whether neither this plan nor any office list uses these one or two words side by side."""
        if len(words) == 2:
            pair = f"{words[0].fold} {words[1].fold}"
            return pair not in self.pairs and pair not in self.reworded
        return all((w.fold not in self.syllables and w.fold not in self.reworded) or (not w.bare and w.canon not in self._accented) for w in words)

    def mend(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Tokens with slips of the fingers mended: run-together and misspelled syllables, where a known word fits beside its neighbours.

        A word that could be meant is only changed when it fits neither neighbour and another, one slip away, fits both.
        """
        out: list[Token] = []
        accented = 2 * sum(not t.bare for t in tokens) >= len(tokens)  # then a word without an accent is meant so
        for n, token in enumerate(tokens):
            word = token.fold
            behind = tokens[n + 1].fold if n + 1 < len(tokens) and not token.point else ""
            before = out[-1].fold if out and not out[-1].point else ""
            roman = set(word) <= set("ivx")
            fits = f"{before} {word}" in self.pairs or f"{word} {behind}" in self.pairs
            short = len(word) < 2 or token.changed or (len(word) == 2 and not _VOWELS & set(word))  # "ds", "bs": a short form, no slip
            if measured := _WITH_UNIT.fullmatch(word):
                number, unit = measured.groups()  # "45km"
                out.extend((Token(number, number, number, True, changed=True), Token(unit, unit, unit, True, token.point, changed=True)))
            elif not word.isalpha() or short or token.caps or roman:
                out.append(token)
            elif accented and (heard := self._misheard(token, out[-1] if before else None, tokens[n + 1] if behind else None)) is not None:
                out.append(heard if n == 0 or token.raw[:1].islower() else token)  # "phường Lam Sơn" is no slip for "Nam Sơn"
            elif fits:
                out.append(token)
            elif legal(token.canon) or word in self.syllables:
                held = (bool(out) and is_stop(out[-1])) or (n + 1 < len(tokens) and is_stop(tokens[n + 1]))
                out.append(token if held else self._swapped(token, before, behind, accented))
            else:
                out.extend(self._mended(token, before, behind))
        return tuple(out)

    def _misheard(self, token: Token, before: Token | None, behind: Token | None) -> Token | None:
        """"trương trình": a word that fits neither neighbour, typed with one of the initials that sound alike, where the other makes a pair the plan uses."""
        if not token.canon.startswith(_INITIALS) or is_stop(token):
            return None
        sides = [f"{before.canon} {token.canon}" if before else "", f"{token.canon} {behind.canon}" if behind else ""]
        if any(side in self._said for side in sides):
            return None
        plain = stop_words()[0]
        before, behind = (side if side is not None and side.canon not in plain else None for side in (before, behind))  # "được trăm" is no "được chăm"
        heard = {other + token.canon[len(one) :] for one, others in _ALIKE.items() if token.canon.startswith(one) for other in others}
        fits = [w for w in heard if (before and f"{before.canon} {w}" in self._written) or (behind and f"{w} {behind.canon}" in self._written)]
        return replace(token, canon=fits[0], fold=fold(fits[0]), changed=True) if len(fits) == 1 else None

    def _swapped(self, token: Token, before: str, behind: str, accented: bool) -> Token:
        """A real word in a place it does not fit, changed to the one word that fits both sides; else as it is."""
        if is_stop(token) or not before or not behind or (not token.bare and token.canon in self._accented) or (token.bare and accented):
            return token
        fits = [w for w in self._close(token.fold) if f"{before} {w}" in self.pairs and f"{w} {behind}" in self.pairs]
        return _respelt(token, fits[0]) if len(fits) == 1 else token

    def _mended(self, token: Token, before: str, behind: str) -> list[Token]:
        word = token.fold
        for cut in range(1, len(word)):
            left, right = word[:cut], word[cut:]
            if f"{left} {right}" in self.pairs and len(word) > 4:
                first = Token(token.raw, left, left, True, "", False, True)
                return [first, Token(token.raw, right, right, True, token.point, False, True)]
        best, most = None, (0, 0, 0)
        for known in self._close(word):
            fits = (f"{before} {known}" in self.pairs) + (f"{known} {behind}" in self.pairs)
            same = sorted(known) == sorted(word)
            score = (fits, int(same), int(known[0] == word[0]))
            if score > most and (fits or (same and len(word) >= 3) or len(word) >= 5):
                best, most = known, score
        return [token] if best is None else [_respelt(token, best)]

    def _close(self, word: str) -> list[str]:
        """Known words one slip away (a letter more, less, other, or two swapped), found by what is left when a letter is taken out."""
        if self._holes is None:
            self._holes = defaultdict(set)
            for known in self.syllables:
                if known.isalpha() and 2 <= len(known) <= 12:
                    for hole in _holes(known):
                        self._holes[hole].add(known)
        near = {known for hole in _holes(word) for known in self._holes.get(hole, ())}
        return sorted(known for known in near if known != word and OSA.distance(word, known, score_cutoff=1) <= 1)

    def spot(self, tokens: Sequence[Token]) -> list[Spot]:
        """Every phrase found; overlapping ones included. Longer phrases are also found with words of no content between theirs ("gửi được kế hoạch")."""
        return list(self._spotted.of(tokens, lambda: self._spot(tokens)))

    def _spot(self, tokens: Sequence[Token]) -> list[Spot]:
        found = self._runs(tokens)
        core = [n for n, token in enumerate(tokens) if not is_stop(token)]
        if len(core) < len(tokens):
            have = {(s.group, s.key) for s in found}
            for s in self._runs([tokens[n] for n in core]):
                start, end = core[s.start], core[s.end - 1] + 1
                if s.size >= 3 and s.group in SPREAD and (s.group, s.key) not in have and end - start <= s.size + 3:
                    found.append(Spot(s.group, s.key, start, end, s.weak, False))
        return found

    def _runs(self, tokens: Sequence[Token]) -> list[Spot]:
        found: list[Spot] = []
        folds = [token.fold for token in tokens]
        allbare = all(token.bare or token.changed for token in tokens)
        careful = sum(not token.bare and not token.changed for token in tokens) * 3 >= len(tokens)
        for start in range(len(tokens)):
            joined = folds[start]
            end = start + 1
            while True:
                for entry in self._by_fold.get(joined, ()):
                    exact = _fits(entry.canon, tokens[start:end], entry.group not in LENIENT, careful)
                    if exact is None or (not exact and end - start == 1 and not allbare):
                        continue
                    if exact or (not any(t.point for t in tokens[start : end - 1])):
                        found.append(Spot(entry.group, entry.key, start, end, entry.weak, exact))
                if joined not in self._prefixes or end >= len(tokens):
                    break
                if tokens[end - 1].point in ("?", "!", "\n", ";"):
                    break
                joined = f"{joined} {folds[end]}"
                end += 1
        return found


_ALIKE = {"tr": ("ch",), "ch": ("tr",), "s": ("x",), "x": ("s",), "l": ("n",), "n": ("l",), "gi": ("d", "r"), "d": ("gi", "r"), "r": ("d", "gi")}
"""Initials that are taken for each other in the north, or in the whole country."""
_INITIALS = tuple(_ALIKE)


def _holes(word: str) -> set[str]:
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def _respelt(token: Token, word: str) -> Token:
    return replace(token, canon=word, fold=word, bare=True, changed=True)


def _fits(canon: Sequence[str], tokens: Sequence[Token], strict: bool, careful: bool) -> bool | None:
    """True: as written; False: with accents missing or (in longer phrases) wrong; None: another word. Who types accents (`careful`) leaves none out."""
    bare = wrong = 0
    for word, token in zip(canon, tokens, strict=True):
        if token.canon == word:
            continue
        if token.bare and (token.changed or not careful or word.isascii()):
            bare += 1
        else:
            wrong += 1
    if not wrong and not bare:
        return True
    if len(canon) == 1:
        return False if bare and not wrong else None
    if wrong > (len(canon) + 1) // 3 or (wrong and strict and len(canon) < 4):
        return None
    return not (wrong or bare)


@cache
def stop_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that carry no content: (as written, folded)."""
    words = [part for word in str(vocabulary("words")["stop"]).split() for part in word.split("_")]
    return frozenset(canonical(w) for w in words), frozenset(fold(w) for w in words)


def is_stop(token: Token) -> bool:
    """Whether a token carries no content of its own."""
    accented, folded = stop_words()
    return token.canon in accented or (token.bare and token.fold in folded)


def inside(spot: Spot, other: Spot) -> bool:
    """Whether one lies within the other, which is longer."""
    return other.start <= spot.start and spot.end <= other.end and other.size > spot.size


def crosses(spot: Spot, other: Spot) -> bool:
    """They share words, but neither holds the other."""
    apart = other.start >= spot.end or spot.start >= other.end
    holds = (other.start <= spot.start and spot.end <= other.end) or (spot.start <= other.start and other.end <= spot.end)
    return not apart and not holds
