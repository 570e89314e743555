"""Whole numbers in digits and in words, as far as reports need them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.status_text import Word, accented, listed

_DIGITS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_TENS = {"muoi": 10, "chuc": 10}
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SHARE = re.compile(r"(\d{1,5})/(\d{1,5})")
MOST = 100_000
_ACHIEVED = frozenset(["moi", "duoc", "xong", "chuc", "lam", "hop", "gui", "co"])


def numeral(words: Sequence[str], n: int) -> tuple[int, int] | None:
    """The number at word n of folded words and where the words go on; None where there is none ("hai trăm ba mươi lăm" -> 235)."""
    if n >= len(words):
        return None
    if words[n].isdecimal() and len(words[n]) <= 6:
        return int(words[n]), n + 1
    if _GROUPED.fullmatch(words[n]):
        return int(re.sub(r"[.,]", "", words[n])), n + 1
    if (share := _SHARE.fullmatch(words[n])) and 12 < int(share[2]) < 1900 and int(share[1]) <= int(share[2]):
        return int(share[1]), n + 1  # "92/95 đại biểu": so many of so many, no day of a month
    if words[n] in ("lam", "nham", "tu"):
        return None  # five and four only behind tens; by themselves they are other words
    total, current, end, last = 0, None, n, 0
    for at in range(n, min(len(words), n + 12)):
        word = words[at]
        if word in _DIGITS and (current is None or last >= 10):
            if current is not None:
                total += current
            current, last = _DIGITS[word], 1
        elif word in ("mot", "tu", "lam") and current is not None and last == 10:
            current, last = current + _DIGITS[word], 1
        elif (
            word in _DIGITS
            and current is not None
            and last == 1
            and word in ("mot", "hai", "ba", "tu", "lam", "nham", "bay", "tam", "chin", "sau", "nam")
            and current < 10
            and (total == 0 or words[at - 2] == "tram")
        ):
            current, last = current * 10 + _DIGITS[word], 0  # "bốn mốt", "hai lăm", "một trăm sáu tám"
        elif word in _TENS:
            current, last = (current or 1) * 10 if last == 1 or current is None else current + 10, 10
        elif word == "ham":
            current, last = 20, 10
        elif word == "tram":
            current, last = (current or 1) * 100, 100
        elif word in ("nghin", "ngan"):
            total, current, last = (total + (current or 1)) * 1000, None, 1000
        elif word in ("linh", "le") and last == 100:
            total, current, last = total + (current or 0), 0, 10
            current = None
        elif word == "ruoi" and last in (10, 100, 1000):
            current, last = (current or 0) + last // 2, 0
        else:
            break
        end = at + 1
        if last == 0:
            break
    if end == n:
        return None
    if last == 1 and current is not None and end - n >= 2 and words[end - 2] == "tram":
        current *= 10  # "trăm hai" is 120, "trăm linh hai" 102
    value = total + (current or 0)
    return (value, end) if 0 < value < MOST else None


def is_share(words: Sequence[Word], n: int) -> bool:
    """Whether what looks like a day counts how many of how many ("đã làm được 4/7 cụm"): behind what was done, before what is counted and no more."""
    if n + 1 >= len(words) or not n or words[n].point or not re.fullmatch(r"\d{1,3}/\d{1,3}", words[n].fold):
        return False
    size = next((k for k in (2, 1) if " ".join(w.fold for w in words[n + 1 : n + 1 + k]) in listed("fields", "shares_of")), 0)
    ends = n + 1 + size >= len(words) or bool(words[n + size].point)
    return size > 0 and (ends or words[n - 1].fold in ("co", "moi")) and words[n - 1].fold in _ACHIEVED  # "có 9/11 đơn vị gửi danh sách rồi"


def figures(words: Sequence[Word]) -> list[str]:
    """Folded words for `numeral`, where a word typed with the accents of another keeps them ("tạm" is no eight)."""
    other = [w.fold in listed("words", "numerals") and not w.bare and w.canon not in accented("words", "numerals") for w in words]
    return [w.canon if strange else w.fold for w, strange in zip(words, other, strict=True)]
