"""Days as reports name them: what has been is looked for behind today, what is planned before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from knowledge import status_calendar, status_relative
from knowledge.dates import CALENDAR
from knowledge.status_calendar import AHEAD, NEAR, PAST, Day
from knowledge.status_numbers import figures, numeral
from knowledge.status_text import ARROW, Word, accented, listed

__all__ = ("AHEAD", "NEAR", "PAST", "Day", "days", "in_their_weeks")


def days(words: Sequence[Word], today: date, way: str, planned: bool = False) -> tuple[Day, ...]:
    """The days that are named, left to right; a day without its year is the nearest in the direction `way` (past, ahead, near).

    `planned`: the words around speak of what is to come, so that "hôm 22/12" is no day that has been.
    """
    found: list[Day] = []
    n = 0
    f = [_spoken(word) if kept == word.fold else kept for word, kept in zip(words, figures(words), strict=True)]
    for k, word in enumerate(words):
        if word.canon in accented("words", "day_after") and not word.bare and not (k and words[k - 1].fold in listed("words", "tens")):
            f[k] = status_relative.DAY_AFTER
    for k in range(1, len(f)):
        if words[k].fold == "qua" and (f[k - 1] == "hom" or (f[k - 1] in ("toi", "chieu", "sang", "dem") and words[k].raw.lower() == "wa")):
            f[k] = "qua"  # "hum wa", "toi wa"
        # "tháng này"; alone "này" names no day as "nay" does
        if f[k] in accented("words", "this") and (f[k - 1] in ("tuan", "thang", "quy", "nam") or _WEEKDAY.fullmatch(f[k - 1])):
            f[k] = "nay"
        if f[k] == "sau" and words[k].canon == "sau" and f[k - 1] == "thang":
            f[k] = "toi"  # "mùng 8 tháng sau" is no day of June
        if f[k] == "mot" and words[k].bare and f[k - 1] in ("sang", "chieu", "toi"):
            f[k] = status_relative.DAY_AFTER  # "sang mot" without accents
    while n < len(words):
        # "hôm thứ hai", "hồi 20/3" have been
        been = way == NEAR and not planned and any(w in ("hom", "hoi", "bua") for w in f[max(0, n - 1) : n + 1]) and f[n + 1 : n + 2] != ["toi"]
        been = been or (way == NEAR and not planned and not found and _just(words, n)) or (way == NEAR and _from_a_weekday(words, f, n))
        got = _at(f, n, today, PAST if been else way) if may_begin(f[n]) else None
        if got is None:
            n += 1
            continue
        made = _two_of_a_month(words, _limited(words, got))
        if made.start and words[made.start - 1].point == ARROW:
            made = replace(made, to=True)  # "10/12 -> 17/12"
        while found and found[-1].end > made.start:
            found.pop()
        found.append(made)
        n = max(got.end, n + 1)
    return tuple(_ranges(words, _put_off(words, f, _weekdays_placed(words, found))))


_WEEKDAY = re.compile(r"t[2-7]")


def _from_a_weekday(words: Sequence[Word], f: Sequence[str], n: int) -> bool:
    """"trình từ thứ tư": since then, unless it is told to come."""
    return n > 0 and words[n - 1].fold == "tu" and f[n] in ("thu", "chu") and not {*f[n + 2 : n + 4]} & {"toi", "sau", "nay", "tuan"}


def _just(words: Sequence[Word], n: int) -> bool:
    """"báo cáo mới gửi sáng thứ hai": behind an act just done; before one ("thứ hai mới gửi") the day is to come."""
    lead = words[max(0, n - 4) : n]
    at = next((k for k, word in enumerate(lead) if word.canon in accented("words", "just")), None)
    return at is not None and at + 1 < len(lead) and lead[at + 1].fold in listed("verbs", "acts") and not any(w.point for w in lead[at:])


def _weekdays_placed(words: Sequence[Word], found: Sequence[Day]) -> list[Day]:
    """"thứ sáu 12/9" is the day that is written out."""
    out: list[Day] = []
    for n, day in enumerate(found):
        weekday = _is_weekday(words, day)
        following = found[n + 1] if n + 1 < len(found) else None
        before = found[n - 1] if n else None
        written = before is not None and before.single and before.end == day.start and "/" in words[day.start - 1].fold
        if weekday and written and words[day.start - 1].point in ("", "("):
            continue  # "27/7 chủ nhật", "6/3 (thứ sáu)"
        if not (weekday and following is not None and following.single and following.start == day.end):
            out.append(replace(day, weekday=weekday))
    return out


def _put_off(words: Sequence[Word], f: Sequence[str], found: Sequence[Day]) -> list[Day]:
    """"định 9/1 nhưng lùi lại đúng một tuần": so long behind the day named before."""
    out = list(found)
    for n, word in enumerate(words):
        if word.fold not in status_relative.MOVES or not out:
            continue
        at = n + 1
        while at < len(f) and f[at] in ("lai", "them", "dung", "khoang", "tam", "ra") and not words[at - 1].point:
            at += 1
        read = numeral(f, at)
        if read is None or read[1] >= len(f) or read[0] > status_relative.MOST or words[at - 1].point:
            continue
        length = status_relative.LENGTHS.get(f[read[1]], 0)
        base = next((day for day in reversed(out) if day.end <= n and words[day.end - 1].fold != "nay"), None)
        behind = {*f[read[1] + 1 : read[1] + 3]} & {"nua", "voi", "toi", "ke", "tu"}
        if not length or base is None or not base.single or behind or any(day.start >= n for day in out):
            continue
        then = base.first + timedelta(days=read[0] * length)
        out.append(Day(at, read[1] + 1, then, then, to=True))
    return out


_WEEK = timedelta(days=7)


def _within(day: Day, other: Day) -> bool:
    """Whether a day lies in a longer time named before it."""
    long = not (other.single or other.until or day.until) and other.last - other.first > _WEEK
    return long and other.first <= day.first and day.last <= other.last


def in_their_weeks(found: Sequence[Day]) -> tuple[Day, ...]:
    """"tuần sau tổ chức, khoảng thứ năm" is that week's Thursday."""
    out: list[Day] = []
    for day in found:
        week = out[-1] if out else None
        if week is not None and _within(day, week):
            out[-1] = day  # "năm tới mới tổ chức, tầm giữa tháng 1"
        elif week is not None and day.weekday and (week.last - week.first).days == 6 and week.first.weekday() == 0 and not week.until:
            moved = week.first + timedelta(days=day.first.weekday())
            out[-1] = replace(day, first=moved, last=moved)
        else:
            out.append(day)
    return tuple(out)


def _is_weekday(words: Sequence[Word], day: Day) -> bool:
    """Whether a day is named by nothing but its place in a week."""
    return day.single and day.end - day.start == 2 and words[day.start].fold in ("thu", "chu")


def _spoken(word: Word) -> str:
    """The word without accents, but for one whose accents say that it is another word ("anh Tuấn rồi" names no week)."""
    if word.fold not in listed("words", "of_days") or word.canon == word.fold or word.canon in accented("words", "of_days"):
        return word.fold
    return word.canon


def may_begin(word: str) -> bool:
    """Whether a day may be named from a word on: most words are none, and a message's are looked at three times."""
    return word in status_relative.BEGINS or any(char.isdigit() for char in word) or word[:1] == "q"


def _at(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    for read in (*status_calendar.READERS, *status_relative.READERS):
        try:
            got = read(f, n, today, way)
        except (ValueError, OverflowError):
            continue
        if got is not None and got.first.year in CALENDAR and got.last.year in CALENDAR:
            return got
    return None


def _limited(words: Sequence[Word], got: Day) -> Day:
    """With the words before it: "trước 10/1" ends the day before; "đến", "sang", "qua" mark where something is moved to."""
    f = [w.fold for w in words]
    n = got.start - 1
    while n >= 0 and f[n] in ("ngay", "hom", "la", "het", "khoang", "tam", "vao", "chung"):
        n -= 1
    before = f[n] if n >= 0 else ""
    if before == "truoc" and not (n and f[n - 1] in ("hom", "tuan", "thang", "lan", "ky", "nam", "bao")):
        return replace(got, start=n, last=got.first - timedelta(days=1), first=got.first - timedelta(days=1), until=True)
    if before == "nhat" and n and f[n - 1] in ("cham", "muon", "tre"):
        return replace(got, start=n - 1, until=True)
    if before in ("den", "toi", "sang", "qua", "thanh", "xuong", "lai", "la") and got.start > n >= 0 and f[got.start - 1] != "het":
        return replace(got, to=before in ("den", "sang", "qua", "thanh", "xuong"))
    return got


def _two_of_a_month(words: Sequence[Word], got: Day) -> Day:
    """"4 và 5/12", "ngày 4, 5/12": the day before in the same month begins the range."""
    n = got.start - 1
    either = n >= 1 and words[n].fold in ("hoac", "hay")
    if either or (n >= 1 and words[n].fold in ("va", "den", "toi", "voi")):
        n -= 1
    elif n >= 0 and not words[n].point and (n == 0 or words[n - 1].fold in ("chac", "khoang", "tam", "ngay", "hom", "vao", "tu")):
        pass  # "chắc 27 28/11"
    elif n < 0 or words[n].point != ",":
        return got
    if not (got.single and words[n].fold.isdecimal() and 1 <= int(words[n].fold) < got.first.day):
        return got
    if n and not either and words[n - 1].fold not in ("ngay", "hom", "tu", "vao", "chac", "khoang", "tam", "la"):
        return got
    start = n - 1 if n and not either else n
    return Day(start, got.end, got.first.replace(day=int(words[n].fold)), got.last)


def _ranges(words: Sequence[Word], found: list[Day]) -> list[Day]:
    """"từ 5/3 đến 8/3", "5/3-8/3": one range of two days."""
    out: list[Day] = []
    for day in found:
        if out and not day.until and day.first >= out[-1].first and not out[-1].until:
            between = [w.fold for w in words[out[-1].end : day.start]]
            lead = [w.fold for w in words[max(0, out[-1].start - 2) : out[-1].start]]
            joined = between in (["den"], ["toi"], ["den", "ngay"], ["den", "het"]) and ("tu" in lead or out[-1].single)
            if joined and ("tu" in lead or "den" not in lead):
                out[-1] = Day(out[-1].start, day.end, out[-1].first, day.last)
                continue
        out.append(day)
    return out
