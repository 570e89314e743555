"""Lengths of time, amounts and hours as people write them: half a day, 30 triệu, 17h30."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction

from knowledge.numerals import number
from knowledge.phrases import is_stop
from knowledge.syllable import fold
from knowledge.text import Token, folded_set, folded_table, vocabulary


def duration_in(words: Sequence[Token]) -> Fraction | None:
    """The length of time a text claims, in days: "nửa ngày" -> 1/2, "2 ngày" -> 2; None where it claims none."""
    text = " " + " ".join(w.fold for w in words) + " "
    if any(f" {half} " in text for half in folded_table("asking", "lengths", "half")):
        return Fraction(1, 2)
    if " ngay ruoi " in text:
        return Fraction(3, 2)
    if any(f" {whole} " in text for whole in folded_table("asking", "lengths", "whole")):
        return Fraction(1)
    folds = [w.fold for w in words]
    for n, word in enumerate(folds):
        if word == "ngay" and n and (n < 2 or folds[n - 2] not in ("bao", "may", "thang")):
            for size in (3, 2, 1):
                said = number(folds[n - size : n]) if n >= size else None
                if said is not None and 0 < said < 60 and (n + 1 >= len(folds) or not re.match(r"^\d", folds[n + 1])):
                    return Fraction(said)
    return None


_GLUED = re.compile(r"(\d{1,4})(k|tr|trieu|ty|ti|cu)(\d{1,3})?")
_SCALE = {"k": 1000, "nghin": 1000, "ngan": 1000, "trieu": 10**6, "tr": 10**6, "cu": 10**6, "ty": 10**9, "ti": 10**9}
_FIGURE = re.compile(r"\d+(?:[.,]\d{3})*")


def amount_in(words: Sequence[Token]) -> tuple[Fraction, str] | None:
    """The first number with a unit that is no time ("30 triệu", "20 em"): (the number, money in đồng; the unit folded), or None."""
    folds = [w.fold for w in words]
    glued = next((found for found in map(_GLUED.fullmatch, folds) if found), None)
    if glued:
        return Fraction(glued[1]) * _SCALE[glued[2]] + _rest(glued[3] or "", _SCALE[glued[2]]), "dong"  # "3tr", "50k", "1tr5"
    for n, word in enumerate(folds):
        if words[n].point == "%" and re.fullmatch(r"\d+(?:[.,]\d+)?", word):
            return Fraction(word.replace(",", ".")), "%"
    for n, word in enumerate(folds[:-1]):
        if not word[:1].isdecimal():
            continue
        if folds[n + 1] in _SCALE and re.fullmatch(r"\d+[.,]\d{1,2}", word):
            return Fraction(word.replace(",", ".")) * _SCALE[folds[n + 1]], "dong"  # "2,45 tỷ"
        if not _FIGURE.fullmatch(word) or folds[n + 1] in folded_set("asking", "lengths", "no_unit") or not folds[n + 1].isalpha():
            continue
        if n and folds[n - 1] in folded_set("asking", "lengths", "no_amount"):
            continue
        figure = Fraction(word.replace(".", "").replace(",", ""))
        unit = folds[n + 1]
        if unit in _SCALE:
            return figure * _SCALE[unit] + _behind(folds[n + 2 :], _SCALE[unit]), "dong"
        return figure, unit
    return None


def _behind(folds: Sequence[str], scale: int) -> Fraction:
    """What is added to so many of a scale by the words behind: "2 tỷ 450 triệu", "2 tỷ 450", "1 triệu rưỡi"."""
    if not folds:
        return Fraction(0)
    if folds[0] == "ruoi":
        return Fraction(scale, 2)
    if not re.fullmatch(r"\d{1,3}", folds[0]):
        return Fraction(0)
    smaller = _SCALE.get(folds[1], scale) if len(folds) > 1 else scale
    if smaller < scale:
        return Fraction(folds[0]) * smaller + _behind(folds[2:], smaller)
    return Fraction(0) if len(folds) > 1 and folds[1].isalpha() and not _ends(folds[1]) else _rest(folds[0], scale)


def _rest(digits: str, scale: int) -> Fraction:
    """The digits behind a scale: "1 triệu 5" is half a million more, "2 tỷ 450" so many millions."""
    return Fraction(int(digits or "0") * scale, int("1" + "0" * len(digits)))


def _ends(word: str) -> bool:
    """Whether a word behind a figure is not counted by it: "1 triệu 5 phải không", but "2 triệu 3 người"."""
    courtesy = folded_set("asking", "confirming", "tail") - folded_set("asking", "counting", "people")
    return word in folded_set("asking", "confirming", "ends") | courtesy | {"dong", "phai", "dung"}


def counted_in(words: Sequence[Token]) -> dict[str, int]:
    """The things counted in a text, folded, each with the place of its figure: "80 cháu", "30 phút"; dates, documents and amounts of money are none."""
    out: dict[str, int] = {}
    for n, (figure, thing) in enumerate(itertools.pairwise(words)):
        if figure.point or not re.fullmatch(r"\d{1,4}", figure.fold) or not thing.fold.isalpha() or is_stop(thing):
            continue
        if n and words[n - 1].fold in folded_set("asking", "lengths", "no_amount") | _MONTHS:
            continue
        if thing.fold not in _MONTHS and thing.fold not in _SCALE:
            out.setdefault(thing.fold, n)
    return out


_MONTHS = frozenset(["thang", "nam", "quy", "ngay"])


_HOUR = re.compile(r"^(\d{1,2})(?:h|:)(\d{2})?$")


def hour_in(words: Sequence[Token]) -> tuple[int, int] | None:
    """A clock time named ("18h", "7h30", "17 giờ 30", "8 giờ tối"): (hour to 24, minute), or None."""
    folds = [w.fold for w in words]
    for n, word in enumerate(folds):
        got = _HOUR.match(word)
        hour, at = (got[1], n) if got else (folds[n - 1], n - 1) if word == "gio" and n else ("", n)
        if not hour.isdecimal() or int(hour) >= 24:
            continue
        said = folds[n + 1] if n + 1 < len(folds) else ""
        more = said == "ruoi" or (got is None and said.isdecimal() and int(said) < 60)
        minute = 30 if said == "ruoi" else int(said) if more else int(got[2] or 0) if got else 0
        return _of_the_day(int(hour), _part_of_day(words, at, n + 1 + more)), minute
    return None


def _part_of_day(words: Sequence[Token], at: int, behind: int) -> Sequence[Token]:
    """The word behind an hour where it is a part of the day ("8 giờ sáng"), else those ahead of it ("tối nay 23/4 tầm 8 giờ")."""
    beside, parts = words[behind : behind + 1], vocabulary("asking")["lengths"]["day_parts"]
    if beside and (beside[0].canon in parts or (beside[0].bare and beside[0].fold in folded_set("asking", "lengths", "day_parts"))):
        return beside
    return [part for part, day in itertools.pairwise(words[:at]) if day.fold in _OF_TODAY or _DAY.fullmatch(day.fold)]


_DAY = re.compile(r"ngay|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")
_OF_TODAY = frozenset(["nay", "mai", "qua", "kia"])


def _of_the_day(hour: int, behind: Sequence[Token]) -> int:
    """The hour of twenty-four, where the word behind tells which half of the day it is of."""
    halves, plain = vocabulary("asking")["lengths"]["afternoons"], folded_set("asking", "lengths", "afternoons_bare")
    for word in behind:
        said = next((half for half in halves if word.canon == half or (word.bare and word.fold in plain and word.fold == fold(half))), None)
        if said is not None and halves[said][0] <= hour <= halves[said][1]:
            return hour + 12
    return hour
