"""Things that are told apart by a number, a letter or the stage alone: "đợt 2", "Khóa B", "đợt lấy nước thứ ba", "sơ khảo" and "chung khảo".

`labels` are what the plan calls its entities, by their keys.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from functools import cache

from knowledge.match import Candidate
from knowledge.memo import Memo
from knowledge.numerals import number
from knowledge.plan import Fact
from knowledge.preferring import first
from knowledge.text import Token, folded_set, folded_table, forms, vocabulary, written
from knowledge.wants import has

_STAGE = "stage"
SHORT = 9
"""A follow-up of no more words names nothing but its number."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_NO_SYLLABLE = frozenset(_ROMAN) - {"i", "v", "vi", "x"}
"""Those that are a number in small letters, too: "nhóm vi phạm" is no sixth."""
_REACH = 4
"""So many words behind "đợt" its "thứ ba" may stand."""


def marked(words: Sequence[Token]) -> Mapping[str, str]:
    """Each thing of a row that a text names -> its number or letter; one named with several is left out."""
    return _MARKED.of(words, lambda: _marked(words))


_MARKED: Memo[Mapping[str, str]] = Memo()


def _marked(words: Sequence[Token]) -> Mapping[str, str]:
    heads, first = folded_set("asking", "rows", "heads"), folded_set("asking", "rows", "first")
    out: dict[str, set[str]] = {}
    for n, word in enumerate(words):
        head = next((head for head in (word.fold, f"{words[n - 1].fold} {word.fold}" if n else "") if head in heads), "")
        if not head or word.point:
            continue
        mark = _mark(words[n + 1 : n + 2])
        if not mark and n + 1 < len(words) and words[n + 1].fold in first:
            mark = "1"
        for k in range(n + 1, min(n + _REACH, len(words) - 1)):
            if not mark and words[k].fold == "thu" and not words[k - 1].point:
                mark = _mark(words[k + 1 : k + 2])
        if mark:
            out.setdefault(head, set()).add(mark)
    for a, b in itertools.pairwise(words):
        if b.fold in folded_set("asking", "rows", "lengths") and a.fold.isdecimal():
            out.setdefault(b.fold, set()).add(a.fold.lstrip("0"))
    text = f" {' '.join(word.fold for word in words)} "
    stages = {str(n) for n in range(len(vocabulary("asking")["rows"]["stages"])) if has(text, folded_table("asking", "rows", "stages", n))}
    return {head: marks.pop() for head, marks in (*out.items(), (_STAGE, stages)) if len(marks) == 1}


def _mark(words: Sequence[Token]) -> str:
    if not words:
        return ""
    word = words[0]
    if word.canon in folded_set("asking", "rows", "later"):
        return ""  # "đợt sau" is the next one, not the sixth
    if word.fold in _ROMAN and (word.raw.isupper() or word.fold in _NO_SYLLABLE):
        return str(_ROMAN.index(word.fold) + 1)
    if len(word.raw) == 1 and word.raw.isalpha() and word.raw.isupper():
        return word.fold
    counted = number([word.fold]) if word.bare or word.canon in vocabulary("status")["words"]["numerals"] else None  # "khóa tự học" is no fourth
    return str(counted) if counted and counted < 20 else ""


def right_one_first(words: Sequence[Token], candidates: list[Candidate], labels: Mapping[str, str]) -> list[Candidate]:
    """Where the best is another one of a row than is asked for, the one asked for goes first, if it tells the same of it."""
    asked = marked(words)
    if not asked or not candidates or not _another(asked, candidates[0].fact, labels):
        return candidates
    same = (c for c in candidates[1:] if c.fact.attribute == candidates[0].fact.attribute and not _another(asked, c.fact, labels))
    meant = next((c for c in same if set(asked) & set(_of(c.fact, labels))), None)
    return first(meant, candidates)


def next_in_row(words: Sequence[Token], told: Fact, facts: Sequence[Fact], labels: Mapping[str, str]) -> Fact | None:
    """"còn đợt 2", "đợt sau thì sao": what was just told of one of a row, told of the one turned to."""
    mine = _of(told, labels)
    asked = {head: mark for head, mark in marked(words).items() if head in mine} or _behind(words, mine)
    if not asked or asked.items() <= mine.items():
        return None
    near = (f for f in facts if f.kinds == told.kinds and (f.attribute == told.attribute or f.entity == told.entity))
    meant = [f for f in near if asked.items() <= _of(f, labels).items()]
    alike = [f for f in meant if f.attribute == told.attribute]
    beside = [f for f in alike or meant if f.entity == told.entity]
    found = beside or alike
    if len(found) > 1:  # "đợt 2" of sowing and of watering: the one told of in the same words
        words_of = {f.id: {w for w in forms(labels[f.entity], f.answer) if not w[:1].isdigit()} for f in (told, *found)}
        shared = {f.id: len(words_of[f.id] & words_of[told.id]) for f in found}
        found = [f for f in found if shared[f.id] == max(shared.values())]
    return found[0] if len(found) == 1 else None


def _behind(words: Sequence[Token], mine: Mapping[str, str]) -> Mapping[str, str]:
    """"đợt sau", "vòng kế": the one behind the one told."""
    later = folded_set("asking", "rows", "later")
    named = (a.fold for a, b in itertools.pairwise(words) if a.fold in mine and b.fold in later and mine[a.fold].isdecimal())
    return {head: str(int(mine[head]) + 1) for head in named}


def goes_on(words: Sequence[Token]) -> bool:
    """"giai đoạn sau đó thì sao": the one behind in its row is turned to."""
    heads, later = folded_set("asking", "rows", "heads"), folded_set("asking", "rows", "later")
    return any(a.fold in heads and b.fold in later for a, b in itertools.pairwise(words[:4]))


def with_number(words: Sequence[Token], told: Fact, facts: Sequence[Fact]) -> Fact | None:
    """"thế còn 70", behind "40 năm giải phóng miền Nam": the first fact of the same attribute that has the number, where the one told has not."""
    named = {word.fold for word in words if word.fold.isdecimal() and len(word.fold) > 1}
    if len(named) != 1 or len(words) > SHORT or named <= forms(told.answer):
        return None
    found = [f for f in facts if f.attribute == told.attribute and f.kinds == told.kinds and named <= forms(f.answer)]
    return found[0] if found else None


def is_another_one(words: Sequence[Token], fact: Fact, labels: Mapping[str, str]) -> bool:
    """"Khóa B tan lúc mấy giờ", where the fact speaks of Khóa C."""
    return _another(marked(words), fact, labels)


def _another(asked: Mapping[str, str], fact: Fact, labels: Mapping[str, str]) -> bool:
    told = _of(fact, labels) if asked else {}
    return any(head in told and told[head] != mark for head, mark in asked.items())


def _of(fact: Fact, labels: Mapping[str, str]) -> Mapping[str, str]:
    label = labels[fact.entity]
    # a length tells things apart where they are called so ("cự ly 10 km"), not where it is a limit ("từ 50 km trở lên")
    aside = folded_set("asking", "rows", "lengths") - set(_marked_in(label))
    return {head: mark for head, mark in _marked_in(f"{label} . {fact.answer}").items() if head not in aside}


@cache
def _marked_in(text: str) -> Mapping[str, str]:
    return _marked(written(text))


__all__ = ["goes_on", "is_another_one", "marked", "next_in_row", "right_one_first"]
