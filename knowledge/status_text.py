"""A message with the place of every word in it, and the phrases of knowledge/vietnamese/status.toml found in it."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.spans import within
from knowledge.syllable import fold, legal
from knowledge.text import Token, clean, vocabulary, written


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as typed, with and without accents, the place [start, end) of its letters in the cleaned text, and the sign behind it."""

    raw: str
    canon: str
    fold: str
    bare: bool
    start: int
    end: int
    point: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words [start, end) are a phrase of the group."""

    group: str
    start: int
    end: int
    phrase: tuple[str, ...]


_GLUED_NAME = re.compile(r"(?<![\w/.,-])(\d{1,4})(ng|nguoi|\u0111b|db|cn|tt)\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
MOST_QUOTED = 14
"""Words between quotation marks that may still be a name; more are a passage quoted."""
_GLUED = re.compile(r"(\d{1,5})([^\W\d_]{2,3})")
_PARTING = frozenset(",.;!?\n():")
_TWO_STROKES = re.compile(r"(?<=\d)//(?=\d)")
_ARROW = re.compile(r"\s*(?:[-=]+>|[→➜➡])\s*")
ARROWS = frozenset("→➜➡")
ARROW = "→"
"""The sign behind a word that an arrow follows ("96 -> 69")."""


def spoken(text: str) -> str:
    """With a comma for every picture ("😭"), which parts what is said as a comma does, and without long quotations: those are somebody else's words."""
    text = "".join("," if unicodedata.category(c) == "So" and c not in ARROWS else c for c in text)
    return _QUOTED.sub(lambda m: " " * len(m[0]) if len(m[0].split()) >= MOST_QUOTED else m[0], text)


def apart(text: str) -> str:
    """With the short names of people and things set apart from their figures ("60ng", "77đb"), and a stroke typed twice as one ("26//3")."""
    return _TWO_STROKES.sub("/", _GLUED_NAME.sub(r"\1 \2", text))


def placed(text: str, tokens: Sequence[Token]) -> tuple[Word, ...]:
    """The tokens of a text with their places; several tokens of one short form share its place, "5tt" is two words.

    In a text typed with accents a word without any is meant without: "Ban" is then no "bận".
    """
    shown, at = clean(text), 0
    lower = shown.lower()
    out: list[Word] = []
    accented = 3 * sum(not t.bare and not t.changed for t in tokens) >= len(tokens)
    for token in tokens:
        raw = token.raw.lower()
        found = lower.find(raw, at)
        if token.changed and out and out[-1].raw.lower() == raw and (found < 0 or found > out[-1].end + 3):
            start, end = out[-1].start, out[-1].end
        elif found < 0:
            start = end = at
        else:
            start, end = found, found + len(raw)
            at = end
        bare = token.bare and not accented
        if glued := _GLUED.fullmatch(token.canon):
            figure, name = glued[1], glued[2]
            out.append(Word(figure, figure, figure, bare, start, start + len(figure), ""))
            out.append(Word(token.raw[len(figure) :], name, fold(name), bare, start + len(figure), end, token.point))
            continue
        out.append(Word(token.raw, token.canon, token.fold, bare, start, end, token.point))
    for n, (word, behind) in enumerate(itertools.pairwise(out)):
        if _ARROW.fullmatch(shown, word.end, max(word.end, behind.start)):
            out[n] = replace(word, point=ARROW)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Phrase:
    canon: tuple[str, ...]
    fold: tuple[str, ...]


class Phrases:
    """Phrases of named groups, the longest of each group found first."""

    def __init__(self, groups: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._begun: dict[tuple[str, ...], list[tuple[str, _Phrase]]] = {}  # by their first two words; by the one where there is no other
        for group, phrases in groups:
            for phrase in phrases:
                said = written(phrase)
                made = _Phrase(tuple(t.canon for t in said), tuple(t.fold for t in said))
                if made.fold:
                    self._begun.setdefault(made.fold[:2], []).append((group, made))
        for found in self._begun.values():
            found.sort(key=lambda each: -len(each[1].fold))

    def find(self, words: Sequence[Word]) -> tuple[Cue, ...]:
        """Every phrase there is, of each group the longest at a place; groups may overlap."""
        out: list[Cue] = []
        reach: dict[str, int] = {}
        folds, canons = tuple([word.fold for word in words]), tuple([word.canon for word in words])
        for n, word in enumerate(words):
            longer = self._begun.get(folds[n : n + 2], ()) if n + 1 < len(folds) else ()
            for group, phrase in (*longer, *self._begun.get((word.fold,), ())):
                end = n + len(phrase.fold)
                if folds[n:end] != phrase.fold or end <= reach.get(group, 0):
                    continue
                if 1 < len(phrase.fold) < 6 and any(words[k].point in _PARTING for k in range(n, end - 1)):
                    continue  # "kịch bản, báo cáo chưa" holds no "bản báo cáo"
                just_so = canons[n:end] == phrase.canon  # most are; the rest is looked at word by word
                if just_so or (all(_is(words[n + k], phrase, k) for k in range(len(phrase.fold))) and _forgiven(words[n:end], phrase)):
                    out.append(Cue(group, n, end, phrase.fold))
                    reach[group] = end
            if n and words[n - 1].start == word.start:
                continue
            typed = word.raw.lower()
            for group, phrase in self._begun.get((fold(typed),), ()) if typed != word.canon else ():
                if typed != phrase.canon[0] and (typed != fold(typed) or phrase.canon[0] in accented("words", "accented_only")):
                    continue  # "hổng" is not "hỏng", "nghen" not "nghẽn"
                end = n + 1
                while end < len(words) and words[end].start == word.start:
                    end += 1
                if end > reach.get(group, 0):
                    out.append(Cue(group, n, end, phrase.fold))
                    reach[group] = end
        return tuple(out)


def _is(word: Word, phrase: _Phrase, k: int) -> bool:
    """Of a word with the same letters: accents that were typed count; in a longer phrase one slip of them is forgiven where the letters are the same."""
    if word.canon == phrase.canon[k]:
        return True
    if len(phrase.fold) > 1:
        return word.canon == word.fold or phrase.canon[k] not in accented("words", "no_slip")
    return word.bare and phrase.canon[0] not in accented("words", "accented_only")


def _forgiven(words: Sequence[Word], phrase: _Phrase) -> bool:
    """Whether the accents typed are the phrase's, or with one slip: "hôi nghị" is "hội nghị"; "hình thực" with a tone of its own is no "hình thức"."""
    slips = [(w.canon, meant) for w, meant in zip(words, phrase.canon, strict=True) if w.canon not in (w.fold, meant)]
    return not slips or (len(slips) == 1 and (len(phrase.fold) > 2 or not _tone(slips[0][0]) or not legal(slips[0][0])))


def _tone(word: str) -> set[str]:
    return set(unicodedata.normalize("NFD", word)) & _TONES


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""The combining marks of the five written tones."""
WEAK = frozenset(
    f"{part}.{name}"
    for part, names in {
        "verbs": ("obstacles", "hindered", "because", "ahead", "firm_ahead", "therefore", "turns", "plea", "delays"),
        "talk": ("questions", "others_events", "hearsay", "remarks", "bodies", "side", "closing_questions"),
        "no": ("not_yet", "negations"),
    }.items()
    for name in names
)
"""Groups whose single words are often a piece of something longer."""

_STRONG = frozenset(
    {
        "verbs.prepares", "verbs.extensions", "verbs.delays", "verbs.finished", "verbs.under_way", "verbs.acts", "verbs.firm_ahead", "verbs.ahead",
        "talk.corrections", "no.not_yet",
    }
)  # fmt: skip


@cache
def _phrases() -> Phrases:
    table = vocabulary("status")
    return Phrases((f"{part}.{name}", phrases) for part, groups in table.items() for name, phrases in groups.items())


def cues(words: Sequence[Word]) -> tuple[Cue, ...]:
    """The phrases everybody's reports are told with, without those that are only a piece of another word ("liệu" in "số liệu")."""
    found = _phrases().find(words)
    in_whole = within([cue for cue in found if cue.group == "words.compounds" or (cue.group == "verbs.acts" and cue.end - cue.start > 1)])
    in_longer = within([cue for cue in found if cue.group in _STRONG and cue.end - cue.start > 1])
    return tuple(
        cue
        for cue in found
        if cue.group not in ("words.compounds", "words.accented_only")
        and not in_whole(cue)
        and not (cue.group in WEAK and in_longer(cue))
    )


def without_pieces(found: Sequence[Cue], names: Sequence[Cue]) -> tuple[Cue, ...]:
    """The phrases without the weak ones that are only a piece of a name."""
    in_name = within(names)
    return tuple(cue for cue in found if not (cue.group in WEAK and in_name(cue)))


def among(word: Word, part: str, name: str) -> bool:
    """Whether a word is one of a list of status.toml; accents that were typed count."""
    return word.fold in listed(part, name) and (word.bare or word.canon in accented(part, name))


def bare(words: Sequence[Word]) -> str:
    """Folded words without those of courtesy."""
    return " ".join(w.fold for w in words if w.fold not in listed("talk", "courtesy"))


@cache
def accented(part: str, name: str) -> frozenset[str]:
    """One list of status.toml as phrases with their accents."""
    return frozenset(" ".join(t.canon for t in written(phrase)) for phrase in vocabulary("status")[part][name])


@cache
def listed(part: str, name: str) -> frozenset[str]:
    """One list of status.toml as folded phrases."""
    return frozenset(" ".join(t.fold for t in written(phrase)) for phrase in vocabulary("status")[part][name])
