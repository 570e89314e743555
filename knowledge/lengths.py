"""Lengths of time as people write them: half a day, two days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from knowledge.dates import number
from knowledge.text import Token

_HALVES = ("nua ngay", "1/2 ngay", "0,5 ngay", "0.5 ngay", "mot buoi", "1 buoi", "nua buoi", "01 buoi")
_WHOLE = ("ca ngay", "tron ngay", "nguyen ngay", "tron mot ngay", "tron 1 ngay", "ca mot ngay")


def duration_in(words: Sequence[Token]) -> Fraction | None:
    """The length of time a text claims, in days: "nửa ngày" -> 1/2, "2 ngày" -> 2; None where it claims none."""
    text = " " + " ".join(w.fold for w in words) + " "
    if any(f" {half} " in text for half in _HALVES):
        return Fraction(1, 2)
    if " ngay ruoi " in text:
        return Fraction(3, 2)
    if any(f" {whole} " in text for whole in _WHOLE):
        return Fraction(1)
    folds = [w.fold for w in words]
    for n, word in enumerate(folds):
        if word == "ngay" and n and (n < 2 or folds[n - 2] not in ("bao", "may", "thang")):
            for size in (2, 1):
                said = number(folds[n - size : n]) if n >= size else None
                if said is not None and 0 < said < 60 and (n + 1 >= len(folds) or not re.match(r"^\d", folds[n + 1])):
                    return Fraction(said)
    return None
