"""The words that name days in a report, each way of saying one read by one function."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.dates import quarter
from knowledge.status_numbers import numeral

PAST, AHEAD, NEAR = "past", "ahead", "near"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DMY = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
_TWO_DAYS = re.compile(r"(\d{1,2})[-,](\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?")
_MY = re.compile(r"(\d{1,2})[/.-](\d{4})")
_SHORT_MONTH = re.compile(r"t(\d{1,2})")
_SHORT_QUARTER = re.compile(r"q(i{1,3}|iv|[1-4])")
WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5}
_PARTS = ("dau", "giua", "cuoi", "het", "trong", "nua")


@dataclass(frozen=True, slots=True)
class Day:
    """Words [start, end) name the days `first` to `last`. `until`: only the end is told ("trước 10/1": `last` is the day before).

    `to`: something is moved to it; `weekday`: it is named by its place in a week and nothing else.
    `acted`: it stands beside the act that ends the task; `paper`: it is a document's own day ("số 58/KH-STTTT ngày 22/7").
    """

    start: int
    end: int
    first: date
    last: date
    until: bool = False
    to: bool = False
    weekday: bool = False
    acted: bool = False
    paper: bool = False

    @property
    def single(self) -> bool:
        return self.first == self.last and not self.until


def _nearest(month: int, day: int, today: date, way: str) -> date | None:
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1, today.year + 2):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    if way == PAST:
        before = [d for d in candidates if d <= today]
        return before[-1] if before else None
    if way == AHEAD:
        behind = [d for d in candidates if d >= today]
        return behind[0] if behind else None
    return min(candidates, key=lambda d: abs((d - today).days), default=None)


def _full_year(text: str | None) -> int | None:
    return None if text is None else int(text) if len(text) == 4 else 2000 + int(text)


def _numeric(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    start = n - 1 if n and f[n - 1] in ("ngay", "hom", "mung", "bua") else n
    behind = f[n + 1] if n + 1 < len(f) else ""
    if got := _MY.fullmatch(f[n]):
        return _month_span(n - 1 if n and f[n - 1] == "thang" else n, n + 1, int(got[2]), int(got[1]), "") if int(got[1]) <= 12 else None
    if got := _TWO_DAYS.fullmatch(f[n]):
        first, last, month, year = int(got[1]), int(got[2]), int(got[3]), _full_year(got[4])
        begun = date(year, month, first) if year else _nearest(month, first, today, way)
        return Day(start, n + 1, begun, begun.replace(day=last)) if begun and first < last else None
    if got := _DMY.fullmatch(f[n]):
        if not got[3] and int(got[1]) < int(got[2]) and behind in ("buoi", "ngay", "noi", "phan", "viec", "khoi"):
            return None
        if not got[3] and "." in f[n] and len(got[2]) == 2 and int(got[2]) > 12:
            return None
        month, day, year, end = int(got[2]), int(got[1]), _full_year(got[3]), n + 1
        if not 1 <= month <= 12:
            return None
        if year is None:
            year, end = _year_behind(f, end, today)
        found = date(year, month, day) if year else _nearest(month, day, today, way)
        return Day(start, end, found, found) if found else None
    return None


def _year_behind(f: Sequence[str], n: int, today: date) -> tuple[int | None, int]:
    """A year named from word n on: (year or None, where the words go on)."""
    if n < len(f):
        if f[n] in ("nam", "nm") and n + 1 < len(f):
            if re.fullmatch(r"20\d\d", f[n + 1]):
                return int(f[n + 1]), n + 2
            ahead = {"sau": 1, "toi": 1, "nay": 0, "ngoai": -1, "truoc": -1}.get(f[n + 1])
            if ahead is not None:
                return today.year + ahead, n + 2
        if f[n : n + 2] == ["sang", "nam"]:
            return today.year + 1, n + 2
        if f[n : n + 2] == ["nam", "sau"]:
            return today.year + 1, n + 2
        if re.fullmatch(r"20\d\d", f[n]):
            return int(f[n]), n + 1
    return None, n


def _spelled(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    """"ngày 5 tháng 8 năm 2014", "mùng 4 tháng 8", "5 tháng 8", "ngày 5"."""
    lead = f[n] in ("ngay", "mung", "mong", "hom", "bua") or (f[n] in ("sang", "chieu") and f[n + 1 : n + 2] != [] and f[n + 1].isdecimal())
    at = n + 1 if lead else n
    read = numeral(f, at)
    if read is None or not 1 <= read[0] <= 31:
        return None
    day, end = read
    if f[end : end + 2] in (["tay", "thang"], ["duong", "thang"]):
        end += 1  # "28 tây tháng 11"
    if end < len(f) and f[end] in ("thang", "t") and (month := _month_number(f, end + 1)):
        year, after = _year_behind(f, month[1], today)
        got = date(year, month[0], day) if year else _nearest(month[0], day, today, way)
        return Day(n, after, got, got) if got else None
    if end < len(f) and (short := _SHORT_MONTH.fullmatch(f[end])) and lead and 1 <= int(short[1]) <= 12:
        got = _nearest(int(short[1]), day, today, way)
        return Day(n, end + 1, got, got) if got else None
    if (
        lead
        and (f[n] not in ("ngay", "hom", "bua") or f[at].isdecimal() or f[at] == "ham")
        and not (end < len(f) and f[end] in _COUNTED)
    ):
        if end < len(f) and f[end : end + 2] in (
            ["thang", "nay"],
            ["thang", "sau"],
            ["thang", "toi"],
            ["thang", "truoc"],
            ["thang", "roi"],
        ):
            base = month_away(today, {"nay": 0, "sau": 1, "toi": 1}.get(f[end + 1], -1))
            return one(n, end + 2, date(base.year, base.month, day))
        months = []
        for away in (-1, 0, 1):
            base = month_away(today, away)
            if day <= calendar.monthrange(base.year, base.month)[1]:
                months.append(date(base.year, base.month, day))
        wanted = [got for got in months if way == NEAR or (got <= today if way == PAST else got >= today)]
        return one(n, end, min(wanted, key=lambda got: (abs((got - today).days), got < today))) if wanted else None
    return None


_COUNTED = frozenset("ngay nam dai tap ca nguoi % gio phut tuan buoi lan noi phong don hom bua".split())
"""Behind these words' figures no day is named ("sang 2 tuần", "chiều 3 giờ")."""


def one(start: int, end: int, day: date) -> Day:
    """One day."""
    return Day(start, end, day, day)


def month_away(today: date, away: int) -> date:
    """The first day of the month so many months before or behind this one."""
    number = today.year * 12 + today.month - 1 + away
    return date(number // 12, number % 12 + 1, 1)


def _month_number(f: Sequence[str], n: int) -> tuple[int, int] | None:
    if n < len(f) and f[n] in ("gieng", "chap"):
        return (1 if f[n] == "gieng" else 12), n + 1
    if n < len(f) and (got := _MY.fullmatch(f[n])) and int(got[1]) <= 12:
        return int(got[1]), n
    read = numeral(f, n)
    if read and read[0] > 12:
        read = numeral(f[: n + 1], n)  # "tháng hai năm sau" is no twenty-five
    return read if read and 1 <= read[0] <= 12 else None


def short_weekday(f: Sequence[str], n: int) -> bool:
    """"hôm t6", "t6 tuần trước": a day of the week, where "t6" alone is a month."""
    beside = f[n - 1 : n] in (["hom"], ["sang"], ["chieu"], ["bua"], ["toi"], ["hoi"]) or f[n + 1 : n + 2] in (["tuan"], ["nay"], ["vua"])
    return len(f[n]) == 2 and f[n][0] == "t" and f[n][1:] in WEEKDAYS and beside


def _month_named(f: Sequence[str], n: int, today: date, way: str) -> tuple[int, int, int] | None:
    """(year, month, where the words go on) of a month named at word n."""
    if (short := _SHORT_MONTH.fullmatch(f[n])) and 1 <= int(short[1]) <= 12 and not short_weekday(f, n):
        month, end = int(short[1]), n + 1
    elif f[n] == "thang" and n + 1 < len(f):
        away = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, "roi": -1, "vua": -1}.get(f[n + 1])
        if f[n + 1 : n + 3] in (["sau", "nua"], ["toi", "nua"]):
            base = month_away(today, 2)
            return base.year, base.month, n + 3
        if away is not None and f[n + 1 : n + 3] != ["sau", "nam"]:
            base = month_away(today, away)
            return base.year, base.month, n + (3 if f[n + 1 : n + 3] == ["vua", "roi"] else 2)
        if (got := _MY.fullmatch(f[n + 1])) and int(got[1]) <= 12:
            return int(got[2]), int(got[1]), n + 2
        read = _month_number(f, n + 1)
        if read is None:
            return None
        month, end = read
    else:
        return None
    year, end = _year_behind(f, end, today)
    if year is None:
        length = calendar.monthrange(today.year, month)[1]
        got_day = _nearest(month, 1, today, way) if way == PAST else _nearest(month, min(length, 28), today, way)
        if got_day is None:
            return None
        year = got_day.year
    return year, month, end


def _third(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    """"thượng tuần tháng 12": ten days of a month."""
    part = {"thuong": "dau", "trung": "giua", "ha": "cuoi"}.get(f[n])
    if part is None or f[n + 1 : n + 2] != ["tuan"] or n + 2 >= len(f):
        return None
    named = _month_named(f, n + 2, today, way)
    return _month_span(n, named[2], named[0], named[1], part) if named else None


def month(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    """"tháng 3", "đầu tháng sau", "hết tháng": the days of a month or of a part of it."""
    named = _month_named(f, n, today, way)
    if named is None:
        if f[n] in ("dau", "giua", "cuoi") and f[n + 1 : n + 2] == ["thang"] and _month_named(f, n + 1, today, way) is None:
            return _month_span(n, n + 2, today.year, today.month, f[n])
        ends = f[n : n + 2] == ["het", "thang"] and _month_named(f, n + 1, today, way) is None
        if ends or (f[n] in ("dau", "giua", "cuoi") and f[n + 1 : n + 3] == ["thang", "nay"]):
            return _month_span(n, n + 2, today.year, today.month, f[n])
        return None
    year, month, end = named
    begun = {"dau": 10, "giua": 20}.get(f[n - 1] if n else "", 99)
    if f[n : n + 2] == ["thang", "roi"] and today.day > begun:
        year, month = today.year, today.month  # "gửi đầu tháng rồi"
    if n and f[n - 1] in _PARTS:
        if f[n - 1] == "dau" and n > 1 and f[n - 2] == "nua":
            return Day(n - 2, end, date(year, month, 1), date(year, month, 15))
        if f[n - 1] == "cuoi" and n > 1 and f[n - 2] == "nua":
            return Day(n - 2, end, date(year, month, 16), date(year, month, calendar.monthrange(year, month)[1]))
        return _month_span(n - 1, end, year, month, f[n - 1])
    return _month_span(n, end, year, month, "")


def _month_span(start: int, end: int, year: int, month: int, part: str) -> Day:
    length = calendar.monthrange(year, month)[1]
    first, last = {"dau": (1, 10), "giua": (11, 20), "cuoi": (21, length), "het": (length, length)}.get(part, (1, length))
    return Day(start, end, date(year, month, first), date(year, month, last))


def _week_of_month(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    """"tuần đầu tháng 3", "tuần cuối của tháng 11", "tuần thứ hai tháng 3"."""
    if f[n] != "tuan" or n + 2 >= len(f):
        return None
    which, at = {"dau": (1, n + 2), "cuoi": (0, n + 2)}.get(f[n + 1], (None, n))
    if which is None and f[n + 1] == "thu" and f[n + 2] in WEEKDAYS:
        which, at = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "2": 2, "3": 3, "4": 4}.get(f[n + 2]), n + 3
    if which is None and f[n + 1] in ("1", "2", "3", "4") and f[n + 2] in ("thang", "cua"):
        which, at = int(f[n + 1]), n + 2  # "tuần 2 tháng 7"
    if which is None:
        return None
    while at < len(f) and f[at] in ("tien", "cua", "trong", "cung"):
        at += 1
    named = _month_named(f, at, today, way) if at < len(f) else None
    if named is None:
        return None
    year, month, end = named
    length = calendar.monthrange(year, month)[1]
    first = length - 6 if which == 0 else 7 * which - 6
    return Day(n, end, date(year, month, first), date(year, month, min(length, first + 6)))


def _quarter(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    year: int | None = None
    if short := _SHORT_QUARTER.fullmatch(f[n]):
        which, end = _ROMAN.get(short[1]) or int(short[1]), n + 1
    elif f[n] in ("quy", "qui") and n + 1 < len(f):
        if f[n + 1] in ("nay", "sau", "toi"):
            base = month_away(today, 0 if f[n + 1] == "nay" else 3)
            first, last = quarter(base.year, (base.month - 1) // 3 + 1)
            return Day(n, n + 2, first, last)
        if got := re.fullmatch(r"([1-4]|i{1,3}|iv)/(20\d\d)", f[n + 1]):
            which, year, end = _ROMAN.get(got[1]) or int(got[1]), int(got[2]), n + 2
        else:
            read = _ROMAN.get(f[n + 1]) or {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "1": 1, "2": 2, "3": 3, "4": 4}.get(f[n + 1])
            if read is None:
                return None
            which, end = read, n + 2
    else:
        return None
    if year is None:
        year, end = _year_behind(f, end, today)
    if year is None:
        ends = [quarter(y, which) for y in (today.year - 1, today.year, today.year + 1)]
        fits = [each for each in ends if (each[0] <= today if way == PAST else each[1] >= today)]
        year = (fits[-1] if way == PAST else fits[0])[0].year
    first, last = quarter(year, which)
    start = n
    if n and f[n - 1] in ("dau", "giua", "cuoi", "het"):
        start = n - 1
        month = {"dau": first.month, "giua": first.month + 1}.get(f[n - 1], last.month)
        span = _month_span(start, end, year, month, "")
        return Day(start, end, last, last) if f[n - 1] == "het" else span
    return Day(start, end, first, last)


def _year(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    if f[n : n + 2] == ["sang", "nam"] or f[n : n + 2] in (["nam", "sau"], ["nam", "toi"]):
        part = f[n - 1] if n else ""
        first, last = {"dau": (1, 3), "giua": (5, 8), "cuoi": (10, 12)}.get(part, (1, 12))
        year = today.year + 1
        return Day(
            n - 1 if part in ("dau", "giua", "cuoi") else n,
            n + 2,
            date(year, first, 1),
            date(year, last, calendar.monthrange(year, last)[1]),
        )
    if f[n] in ("dau", "cuoi", "giua") and f[n + 1 : n + 2] == ["nam"]:
        named, end = _year_behind(f, n + 1, today)
        first, last = {"dau": (1, 3), "giua": (5, 8), "cuoi": (10, 12)}[f[n]]
        year, end = (named, end) if named else (today.year + (f[n] == "dau" and way == AHEAD), n + 2)
        return Day(n, end, date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
    return None


NUMBERED = (_numeric, _spelled)
"""Those of single days by their number."""

READERS = (_numeric, _spelled, _week_of_month, _third, month, _quarter, _year)
"""In the order they are tried at a word: folded words, the word's index, today, the direction -> a day or None."""
