"""Whole numbers in words, as dates and lengths need them."""

from __future__ import annotations

from collections.abc import Sequence

_UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10, "gieng": 1, "chap": 12,
}  # fmt: skip


def number(words: Sequence[str]) -> int | None:
    """A whole number below 1,000 from folded words or digits ("hai muoi mot" -> 21), or None."""
    if len(words) == 1 and words[0].isdecimal():
        return int(words[0])
    total, unit = 0, None
    for word in words:
        if word in ("muoi", "chuc") and unit is not None:
            total += unit * 10
            unit = None
        elif word == "tram" and unit is not None:
            total += unit * 100
            unit = None
        elif word in ("linh", "le"):
            unit = None
        elif word == "muoi" or word == "chuc":
            total += 10
        elif word in _UNITS:
            if unit is not None:
                total = (total + unit) * 10
            unit = _UNITS[word]
        else:
            return None
    return total + (unit or 0) if words else None
