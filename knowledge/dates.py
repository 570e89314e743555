"""Vietnamese dates, months, quarters and relative days in a message -> intervals with their precision."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.numerals import number
from knowledge.text import Token, folded_set

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5, "cn": 6}
_DMY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$")
_MY = re.compile(r"^(\d{1,2})[/.-](\d{4})$")
_MONTH_SHORT = re.compile(r"^t(\d{1,2})(?:[/.-](\d{4}))?$")
_QUARTER_SHORT = re.compile(r"^q(i{1,3}|iv|[1-4])$")
_NEVER = frozenset(["ngay", "buoi"])
CALENDAR = range(1900, 2200)
"""Years an office counts days in; beyond them a day is a slip of the pen ("5/8/0000", "999999999 ngày nữa")."""


@dataclass(frozen=True, slots=True)
class When:
    """Tokens [start, end) name the days `first` to `last` (both good). `precision`: day, week, part, month, quarter, year.

    `before` is true where the words say "trước …", `after` where they say "sau …" (the days themselves are then out).
    """

    start: int
    end: int
    first: date
    last: date
    precision: str
    before: bool = False
    relative: bool = False
    after: bool = False


def find(tokens: Sequence[Token], today: date, hints: Sequence[date] = ()) -> tuple[When, ...]:
    """Every date the tokens name, left to right, none overlapping. Years not named: the month a hint has, else the nearest not before `today`."""
    # "mái" is no tomorrow, nor is the second word of a name ("Bạch Mai")
    words = [("" if _named(tokens, n) else token.canon) if token.fold == "mai" else token.fold for n, token in enumerate(tokens)]
    found: list[When] = []
    n = 0
    while n < len(words):
        got = _at(words, n, today, hints)
        if got is None:
            n += 1
            continue
        start = got.start
        if start and words[start - 1] == "truoc" and got.precision != "relative":
            got = When(start - 1, got.end, got.first, got.last, got.precision, True, got.relative)
        elif start and not got.relative and _after(tokens, start - 1):
            got = When(start - 1, got.end, got.first, got.last, got.precision, False, got.relative, True)
        found.append(got)
        n = got.end
    return tuple(found)


def _named(tokens: Sequence[Token], n: int) -> bool:
    """Whether a word is part of a name, capitals and all; not where everything is in capitals, and "Sáng Mai" is none."""
    raw, before = tokens[n].raw, tokens[n - 1].raw if n and tokens[n - 1].fold not in ("ngay", "sang", "trua", "chieu", "toi", "dem", "hom") else ""
    return raw[:1].isupper() and not raw.isupper() and before[:1].isupper() and not before.isupper()


def _after(tokens: Sequence[Token], n: int) -> bool:
    """Whether a word says that what follows lies behind a day; "kết quả" and "thứ sáu" only look like it without accents."""
    if tokens[n].fold not in ("sau", "qua", "khoi") or not (tokens[n].bare or tokens[n].fold == "khoi"):
        return False
    return n == 0 or tokens[n - 1].fold not in ("tuan", "thang", "nam", "ket", "hieu", "thu")


def _at(words: Sequence[str], n: int, today: date, hints: Sequence[date]) -> When | None:
    word = words[n]
    for read in _BY_WORD.get(word) or (_BY_FIGURE if not word.isalpha() or word[0] == "q" else _BY_COUNT):
        try:
            got = read(words, n, today, hints)
        except (ValueError, OverflowError):
            continue
        if got is not None and got.first.year in CALENDAR and got.last.year in CALENDAR:
            return got
    return None


def _day(year: int | None, month: int, day: int, today: date, hints: Sequence[date]) -> date | None:
    years = [year] if year is not None else _years(month, today, hints)
    for candidate in years:
        try:
            return date(candidate, month, day)
        except ValueError:
            continue
    return None


def _years(month: int, today: date, hints: Sequence[date]) -> list[int]:
    """The year meant where none is said: a milestone's in that month near today, else the coming one (two months of grace)."""
    for hint in hints:
        if hint.month == month and abs((hint - today).days) < 330:
            return [hint.year]
    back = (today.month - month) % 12
    return [today.year if month <= today.month else today.year - 1] if back <= 2 else [today.year if month > today.month else today.year + 1]


def _full_year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _numeric(words: Sequence[str], n: int, today: date, hints: Sequence[date]) -> When | None:
    word = words[n]
    after = words[n + 1] if n + 1 < len(words) else ""
    start = n - 1 if n and words[n - 1] in ("ngay", "hom", "mung", "mong", "bua") else n
    if got := _MY.match(word):
        month, year = int(got[1]), int(got[2])
        if 1 <= month <= 12:
            return _span(start if n and words[n - 1] == "thang" else n, n + 1, year, month)
    if got := _DMY.match(word):
        if after in _NEVER and not got[3]:
            return None
        named, end = _full_year(got[3]), n + 1
        if not got[3] and after == "nam" and n + 2 < len(words) and words[n + 2].isdecimal() and len(words[n + 2]) == 4:
            named, end = int(words[n + 2]), n + 3  # before the day is made: "29/2 năm 2000" there is, in most years there is none
        day = _day(named, int(got[2]), int(got[1]), today, hints) if 1 <= int(got[2]) <= 12 else None
        return When(start, end, day, day, "day") if day else None
    return None


def _year_behind(words: Sequence[str], n: int, today: date) -> tuple[int | None, int]:
    """A year named from word n on: (year or None, where the words go on)."""
    if n < len(words):
        if words[n] == "nam" and n + 1 < len(words):
            if re.fullmatch(r"20\d\d", words[n + 1]):
                return int(words[n + 1]), n + 2
            if words[n + 1] in ("sau", "toi"):
                return today.year + 1, n + 2
            if words[n + 1] == "nay":
                return today.year, n + 2
            if words[n + 1] == "ngoai":
                return today.year - 1, n + 2
        if got := re.fullmatch(r"(?:\d{1,2}[/.-])?(20\d\d)", words[n]):
            return int(got[1]), n + 1
        if words[n] == "sang" and n + 1 < len(words) and words[n + 1] == "nam":
            return today.year + 1, n + 2
    return None, n


def _spelled(words: Sequence[str], n: int, today: date, hints: Sequence[date]) -> When | None:
    """"ngày 5 tháng 8 năm 2014", "mùng 4 tháng 8", "mùng 5", "hôm nay 12 tháng 4"."""
    if words[n] not in ("ngay", "mung", "mong", "hom"):
        return None
    today_is = words[n : n + 2] == ["hom", "nay"]
    begin = n + 1 + today_is
    for size in (3, 2, 1):
        day = number(words[begin : begin + size])
        if day is None or not 1 <= day <= 31 or len(words[begin : begin + size]) < size:
            continue
        m = begin + size
        if m < len(words) and words[m] == "thang":
            month, end = _month_number(words, m + 1)
            if month:
                year, end = _year_behind(words, end, today)
                got = _day(year, month, day, today, hints)
                return When(n, end, got, got, "day") if got else None
        if not today_is and (words[n] in ("mung", "mong") or (size == 1 and words[n + 1].isdecimal())):
            if m < len(words) and words[m] in ("ngay", "nam", "dai", "tap", "ca"):
                continue
            base = today if day >= today.day else (today.replace(day=28) + timedelta(days=4)).replace(day=1)
            try:
                got = base.replace(day=day)
            except ValueError:
                return None
            return When(n, m, got, got, "day")
    return None


def _month_number(words: Sequence[str], n: int) -> tuple[int | None, int]:
    if n >= len(words):
        return None, n
    if got := _MY.match(words[n]):
        return int(got[1]) if int(got[1]) <= 12 else None, n
    for size in (2, 1):
        part = words[n : n + size]
        month = number(part) if len(part) == size else None
        if month is not None and 1 <= month <= 12:
            return month, n + size
    return None, n


def _part(words: Sequence[str], n: int) -> tuple[str, int]:
    """"đầu", "giữa", "cuối", "hết" right before word n: (its folded form or "", where the phrase starts)."""
    if n and words[n - 1] in ("dau", "giua", "cuoi", "het", "trong"):
        return words[n - 1], n - 1
    return "", n


def _month(words: Sequence[str], n: int, today: date, hints: Sequence[date]) -> When | None:
    short = _MONTH_SHORT.match(words[n])
    if short and 1 <= int(short[1]) <= 12:
        month, end, year = int(short[1]), n + 1, int(short[2]) if short[2] else None
    elif words[n] == "thang" and n + 1 < len(words):
        if words[n + 1] in ("nay", "sau", "toi") and not (words[n + 1] == "sau" and n + 2 < len(words) and words[n + 2] == "nam"):
            ahead = 0 if words[n + 1] == "nay" else 1
            month = (today.month - 1 + ahead) % 12 + 1
            year, end = today.year + (today.month - 1 + ahead) // 12, n + 2
        else:
            got = _MY.match(words[n + 1])
            if got and int(got[1]) <= 12:
                month, year, end = int(got[1]), int(got[2]), n + 2
            else:
                found, end = _month_number(words, n + 1)
                if found is None:
                    return None
                month, year = found, None
    else:
        return None
    if year is None:
        year, end = _year_behind(words, end, today)
    if year is None:
        year = _years(month, today, hints)[0]
    part, start = _part(words, n)
    if start and part == "het" and words[start - 1] == "den":
        start -= 1
    return _span(start, end, year, month, part)


def _span(start: int, end: int, year: int, month: int, part: str = "") -> When:
    length = calendar.monthrange(year, month)[1]
    first, last = {"dau": (1, 10), "giua": (11, 20), "cuoi": (21, length), "het": (length, length)}.get(part, (1, length))
    precision = "part" if part in ("dau", "giua", "cuoi") else "day" if part == "het" else "month"
    return When(start, end, date(year, month, first), date(year, month, last), precision)


def quarter(year: int, number: int) -> tuple[date, date]:
    """First and last day of a quarter (1-4)."""
    last = 3 * number
    return date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1])


def _quarter(words: Sequence[str], n: int, today: date, hints: Sequence[date]) -> When | None:
    short = _QUARTER_SHORT.match(words[n])
    if short:
        which, end = _ROMAN.get(short[1]) or int(short[1]), n + 1
    elif words[n] in ("quy", "qui") and n + 1 < len(words):
        said = _ROMAN.get(words[n + 1]) or number(words[n + 1 : n + 2])
        if said is None:
            got = re.match(r"^([1-4])/(20\d\d)$", words[n + 1])
            if got is None:
                return None
            first, last = quarter(int(got[2]), int(got[1]))
            return When(n, n + 2, first, last, "quarter")
        which, end = said, n + 2
    else:
        return None
    if not 1 <= which <= 4:
        return None
    year, end = _year_behind(words, end, today)
    if year is None:
        before = words[n - 1] == "truoc" if n else False
        # "trước quý II" is meant of a limit that ends the day before
        ends = sorted((abs((h - today).days), h.year) for h in hints if before and quarter(h.year, which)[0] - timedelta(days=1) == h)
        near = ends or sorted((abs((h - today).days), h.year) for h in hints if abs((h.month - 1) // 3 + 1 - which) <= 1)
        year = near[0][1] if near else today.year if which >= (today.month - 1) // 3 + 1 else today.year + 1
    first, last = quarter(year, which)
    part, start = _part(words, n)
    if part == "dau":
        last = first + timedelta(days=30)
    elif part == "cuoi":
        first = last - timedelta(days=30)
    return When(start, end, first, last, "quarter")


def _year(words: Sequence[str], n: int, today: date, hints: Sequence[date]) -> When | None:
    year, end = _year_behind(words, n, today)
    if year is None or words[n] != "nam":
        return None
    part, start = _part(words, n)
    first, last = {"dau": (1, 3), "giua": (5, 8), "cuoi": (10, 12)}.get(part, (1, 12))
    return When(start, end, date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), "year")


def _relative(words: Sequence[str], n: int, today: date, hints: Sequence[date]) -> When | None:
    two = tuple(words[n : n + 2])
    pair = (two[0], two[1]) if len(two) == 2 else (words[n], "")
    days = {
        ("hom", "nay"): 0, ("bua", "nay"): 0, ("ngay", "mai"): 1, ("ngay", "kia"): 2, ("ngay", "mot"): 2, ("hom", "qua"): -1,
        ("hom", "kia"): -2, ("sang", "nay"): 0, ("chieu", "nay"): 0, ("sang", "mai"): 1, ("chieu", "mai"): 1, ("bay", "gio"): 0,
        ("bua", "qua"): -1,
    }.get(pair)  # fmt: skip
    if days is not None:
        day = today + timedelta(days=days)
        return When(n, n + 2, day, day, "day", relative=True)
    if words[n] == "tuan" and len(two) == 2 and two[1] in ("nay", "sau", "toi", "truoc"):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks={"nay": 0, "truoc": -1}.get(two[1], 1))
        return When(n, n + 2, monday, monday + timedelta(days=6), "week", relative=True)
    if words[n] == "mai" and (n == 0 or words[n - 1] != "ngay"):
        day = today + timedelta(days=1)
        return When(n, n + 1, day, day, "day", relative=True)
    return None


def _weekday(words: Sequence[str], n: int, today: date, hints: Sequence[date]) -> When | None:
    if words[n : n + 2] == ["chu", "nhat"]:
        which, end = 6, n + 2
    elif words[n] == "thu" and n + 1 < len(words) and words[n + 1] in _WEEKDAYS and words[n + 1] != "truong":
        which, end = _WEEKDAYS[words[n + 1]], n + 2
    else:
        return None
    monday = today - timedelta(days=today.weekday())
    if words[end : end + 2] in (["tuan", "sau"], ["tuan", "toi"]):
        day, end = monday + timedelta(days=7 + which), end + 2
    elif words[end : end + 2] == ["tuan", "nay"] or words[end : end + 1] == ["nay"]:
        day, end = monday + timedelta(days=which), end + (2 if words[end : end + 1] == ["tuan"] else 1)
    elif words[n] == "thu" and words[n + 1] in ("hai", "ba", "tu", "nam") and n and words[n - 1] in folded_set("asking", "rows", "second_of"):
        return None
    else:
        day = monday + timedelta(days=which + (7 if which < today.weekday() else 0))
    return When(n, end, day, day, "day", relative=True)


def _ahead(words: Sequence[str], n: int, today: date, hints: Sequence[date]) -> When | None:
    """"3 ngày nữa", "hai tuần nữa", "5 ngày sau"."""
    if "nua" not in words[n + 2 : n + 4]:
        return None
    for size in (2, 1):
        count = number(words[n : n + size])
        if count is None or len(words) < n + size + 2:
            continue
        unit, tail = words[n + size], words[n + size + 1]
        if unit in ("ngay", "tuan", "thang", "hom") and tail == "nua":
            days = count * {"ngay": 1, "hom": 1, "tuan": 7, "thang": 30}[unit]
            day = today + timedelta(days=days)
            return When(n, n + size + 2, day, day, "day", relative=True)
    return None


READERS = (_numeric, _spelled, _month, _quarter, _year, _relative, _weekday, _ahead)
"""What may read a date from a word on, in the order they are tried."""
_BY_COUNT = (_ahead,)
_BY_FIGURE = (_numeric, _month, _quarter, _ahead)
_BY_WORD = {
    "thang": (_month, _ahead), "ngay": (_spelled, _relative, _ahead), "hom": (_spelled, _relative, _ahead), "mung": (_spelled, _ahead),
    "mong": (_spelled, _ahead), "quy": (_quarter, _ahead), "qui": (_quarter, _ahead), "nam": (_year, _ahead), "bua": (_relative, _ahead),
    "sang": (_relative, _ahead), "chieu": (_relative, _ahead), "bay": (_relative, _ahead), "tuan": (_relative, _ahead),
    "mai": (_relative, _ahead), "chu": (_weekday, _ahead), "thu": (_weekday, _ahead),
}  # fmt: skip
"""The readers that a date's first word leaves; most words of a message leave the count of days alone."""
