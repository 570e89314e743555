"""Days that a report counts from today: "hôm qua", "thứ hai tuần sau", "3 ngày nữa"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from knowledge.status_calendar import NEAR, NUMBERED, PAST, WEEKDAYS, Day, month, month_away, one, short_weekday
from knowledge.status_numbers import numeral
from knowledge.status_text import accented
from knowledge.syllable import fold
from knowledge.text import folded_set

DAY_AFTER = "+2"
"""The word for the day after tomorrow, told from the number that looks like it."""
_DAYS = {
    ("hom", "ni"): 0, ("bua", "ni"): 0, ("sang", "ni"): 0, ("chieu", "ni"): 0,
    ("hom", "nay"): 0, ("bua", "nay"): 0, ("sang", "nay"): 0, ("chieu", "nay"): 0, ("trua", "nay"): 0, ("toi", "nay"): 0,
    ("hoi", "sang"): 0, ("hoi", "trua"): 0, ("hoi", "chieu"): 0, ("luc", "sang"): 0, ("luc", "trua"): 0, ("luc", "nay"): 0, ("ban", "nay"): 0,
    ("dem", "qua"): -1, ("khuya", "qua"): -1, ("dem", "hom"): -1, ("hom", "qua"): -1, ("bua", "qua"): -1,
    ("sang", "qua"): -1, ("chieu", "qua"): -1, ("toi", "qua"): -1, ("hom", "kia"): -2, ("bua", "kia"): -2,
    ("ngay", "mai"): 1, ("sang", "mai"): 1, ("chieu", "mai"): 1, ("mai", "kia"): 1,
    ("ngay", "kia"): 2, ("ngay", "mot"): 2,
}  # fmt: skip


LENGTHS = {"ngay": 1, "hom": 1, "bua": 1, "tuan": 7}
"""Days of the lengths that are counted."""
MOST = 99
"""Nothing is so many of them away: a larger figure is no length."""
_CLOCK = re.compile(r"\d{1,2}[hg]\d{0,2}")


def _relative(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    pair = (f[n], f[n + 1]) if n + 1 < len(f) else (f[n], "")
    away = _DAYS.get(pair)
    if away is not None:
        day = today + timedelta(days=away)
        return one(n, n + 2, day)
    if f[n] == "qua" and n == 0 and f[1:2] and f[1] in ("em", "ben", "toi", "tui", "minh", "don", "dv"):
        return one(n, n + 1, today - timedelta(days=1))
    if f[n] == "hoi" and _CLOCK.fullmatch(" ".join(f[n + 1 : n + 2])) and not {"hom", "ngay", "thu", "qua"} & {*f[n + 2 : n + 5]}:
        return one(n, n + 2, today)  # "gửi hồi 9h sáng"
    if _CLOCK.fullmatch(f[n]) and f[n + 1 : n + 2] == ["nay"]:
        return one(n, n + 2, today)  # "bế mạc lúc 11h30 nay"
    if f[n] in ("mot", DAY_AFTER) and n and f[n - 1] == "mai":
        return None  # "mai mốt khô ráo mới gửi": some time
    if f[n] == "mai" and f[n + 1 : n + 2] not in (["mot"], [DAY_AFTER]):
        return one(n, n + 1, today + timedelta(days=1))
    if f[n] == DAY_AFTER:
        return one(n, n + 1, today + timedelta(days=2))
    if f[n] == "nay" and (n == 0 or f[n - 1] in ("den", "toi", "ngay", "a", "nhe", "oi")):
        return one(n, n + 1, today)
    if f[n : n + 2] == ["sang", "tuan"] and f[n + 2 : n + 3] not in (["nay"], ["sau"], ["toi"], ["dau"], ["cuoi"], ["thu"]):
        monday = today - timedelta(days=today.weekday() - 7)
        return Day(n, n + 2, monday, monday + timedelta(days=6))
    if f[n : n + 2] == ["sang", "thang"] and (n + 2 >= len(f) or f[n + 2] in ("nhe", "nha", "nghen", "a", "anh", "chi", "em", "moi", "ban")):
        begun = month_away(today, 1)
        return Day(n, n + 2, begun, begun.replace(day=calendar.monthrange(begun.year, begun.month)[1]))
    if f[n : n + 2] == ["het", "tuan"]:
        sunday = today + timedelta(days=6 - today.weekday())
        return one(n, n + 2 + (f[n + 2 : n + 3] == ["nay"]), sunday)
    if f[n : n + 2] == ["trong", "tuan"] and f[n + 2 : n + 3] not in (["nay"], ["sau"], ["toi"], ["truoc"], ["dau"], ["cuoi"], ["thu"]):
        monday = today - timedelta(days=today.weekday())
        return Day(n, n + 2, monday, monday + timedelta(days=6))
    start, part = n, ""
    if f[n] in ("dau", "giua", "cuoi") and f[n + 1 : n + 2] == ["tuan"]:
        part, n = f[n], n + 1
    if f[n] == "tuan":
        behind = f[n + 1] if n + 1 < len(f) else ""
        weeks = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, "roi": -1, "qua": -1, "vua": -1}.get(behind)
        if weeks is None and not part:
            return None
        if behind == "nay" and n and numeral(f, n - 1) and f[n - 2 : n - 1] != ["thu"]:
            return None  # "trình 2 tuần nay": for so long
        end = n + 1 if weeks is None else n + (3 if behind == "vua" else 2)
        if behind == "sau" and f[n + 2 : n + 3] == ["nua"]:
            weeks, end = 2, n + 3  # "tuần sau nữa"
        if behind == "truoc" and f[n + 2 : n + 3] == ["nua"]:
            weeks, end = -2, n + 3  # "tuần trước nữa"
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks or 0)
        first, last = {"dau": (0, 1), "giua": (2, 3), "cuoi": (5, 6)}.get(part, (0, 6))
        return Day(start, end, monday + timedelta(days=first), monday + timedelta(days=last))
    return None


def _weekday(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    if short_weekday(f, n):
        which, end = WEEKDAYS[f[n][1:]], n + 1
    elif f[n : n + 2] in (["chu", "nhat"], ["chua", "nhut"], ["chu", "nhut"]) and not (n and f[n - 1].isdecimal()):
        which, end = 6, n + 2
    elif f[n] == "cn" and way != NEAR and not (n and f[n - 1].isdecimal()) and not (n + 1 < len(f) and f[n + 1].isdecimal()):
        which, end = 6, n + 1
    elif (
        f[n] == "thu" and n + 1 < len(f) and f[n + 1] in WEEKDAYS and not (n and f[n - 1] in ("lan", "muc", "dieu", "noi", "van", "tuan"))
    ):
        which, end = WEEKDAYS[f[n + 1]], n + 2
    else:
        return None
    monday = today - timedelta(days=today.weekday())
    behind = f[end : end + 2]
    if behind[:1] == ["tuan"] and len(behind) == 2 and behind[1] in ("nay", "sau", "toi", "truoc", "roi"):
        weeks = {"nay": 0, "sau": 1, "toi": 1}.get(behind[1], -1)
        if f[end + 2 : end + 3] == ["nua"] and behind[1] in ("sau", "truoc"):
            return one(n, end + 3, monday + timedelta(days=14 * weeks + which))  # "thứ 4 tuần sau nữa"
        return one(n, end + 2, monday + timedelta(days=7 * weeks + which))
    if behind[:1] == ["nay"]:
        return one(n, end + 1, monday + timedelta(days=which))
    if behind[:1] in (["toi"], ["sau"]):
        day = monday + timedelta(days=which)
        return one(n, end + 1, day if behind[0] == "toi" and day > today else day + timedelta(days=7))
    if behind in (["vua", "roi"], ["vua", "qua"]) or behind[:1] in (["roi"], ["truoc"]):
        day = monday + timedelta(days=which)
        return one(n, end + (2 if behind[0] == "vua" else 0), day if day <= today else day - timedelta(days=7))
    day = monday + timedelta(days=which)
    if way == PAST and day > today:
        day -= timedelta(days=7)
    elif way != PAST and day < today:
        day += timedelta(days=7)
    return one(n, end, day)


def _counted(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    """"3 ngày nữa", "hai tuần nữa", "cách đây 5 ngày", "4 hôm trước"."""
    read = numeral(f, n)
    if read is None or read[1] >= len(f):
        return None
    count, end = read
    of_a_day = count > 12 or {*f[max(0, n - 1) : n]} & {"hom", "ngay", "hoi", "bua", "mung", "mong"}
    if f[end : end + 2] in (["thang", "truoc"], ["thang", "roi"]) and of_a_day and count <= 31:
        return one(n, end + 2, month_away(today, -1).replace(day=count))  # "gửi từ 28 tháng trước"
    if count > MOST:
        return None  # "số 123 hôm trước"
    length = LENGTHS.get(f[end])
    if f[end] == "thang" and f[end + 1 : end + 2] in (["nua"], ["truoc"]):
        moved = month_away(today, count if f[end + 1] == "nua" else -count)
        day = moved.replace(day=min(today.day, calendar.monthrange(moved.year, moved.month)[1]))
        return one(n, end + 2, day)
    if length is None:
        return None
    if f[max(0, n - 2) : n] == ["cach", "day"]:
        return one(n - 2, end + 1, today - timedelta(days=count * length))
    if " ".join(f[end + 1 : end + 3]) == "so voi" and {*f[max(0, n - 4) : n]} & MOVES:
        at = end + 3
        while at < len(f) and f[at] in ("ngay", "lich", "hom", "moc", "cu", "ban", "dau", "ke", "hoach"):
            at += 1
        base = _numbered(f, at, today, way)
        return one(n, base.end, base.first + timedelta(days=count * length)) if base is not None else None
    if [fold(word) for word in f[end + 1 : end + 3]] == ["ke", "tu"] and (base := _numbered(f, end + 3, today, way)):
        return one(n, base.end, base.first + timedelta(days=count * length))  # "thêm 10 ngày kể từ 31/3"
    if f[end + 1 : end + 2] in (["nua"], ["toi"]):
        return one(n, end + 2, today + timedelta(days=count * length))
    if f[end + 1 : end + 2] == ["truoc"]:
        return one(n, end + 2, today - timedelta(days=count * length))
    return None


def _numbered(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    """The single day that its number names at a word."""
    got = next((got for read in NUMBERED if n < len(f) and (got := read(f, n, today, way))), None)
    return got if got is not None and got.single else None


MOVES = frozenset(["lui", "doi", "hoan", "day", "cham"])
"""Words that move a day by a length ("lùi 1 tuần so với 10/10")."""

_TO = frozenset(["sang", "qua", "den", "toi"])
_BEHIND_A_DAY = frozenset(["nhe", "nha", "a", "nghen", "roi", "anh", "chi", "vay"])


def _moved_to(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    """"đẩy qua 27": a day of the month that only its number names."""
    bare = n > 1 and f[n].isdecimal() and f[n - 1] in _TO and f[n - 2] in MOVES | {"chuyen"}
    if not bare or (n + 1 < len(f) and f[n + 1] not in _BEHIND_A_DAY):
        return None
    got = NUMBERED[1](["ngay", f[n]], 0, today, way)
    return one(n, n + 1, got.first) if got is not None else None


def _this(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    """"14 này": a day of this month."""
    if not f[n].isdecimal() or not 1 <= int(f[n]) <= 31:
        return None
    if f[n + 1 : n + 3] == ["thang", "nay"]:
        return one(n, n + 3, today.replace(day=int(f[n])))  # "chiều 28 tháng này"
    if not {*f[n + 1 : n + 2]} & accented("words", "this"):
        return None
    got = NUMBERED[1](["ngay", f[n]], 0, today, way)
    return one(n, n + 2, got.first) if got is not None else None


def _edge_of_month(f: Sequence[str], n: int, today: date, way: str) -> Day | None:
    """"ngày đầu tiên của tháng 12", "ngày cuối cùng tháng 7", "thứ hai đầu tiên của tháng 8"."""
    which, at = (None, n + 1) if f[n] == "ngay" else (WEEKDAYS.get(f[n + 1]), n + 2) if f[n] == "thu" and n + 1 < len(f) else (None, n)
    if at == n or (at == n + 2 and which is None) or f[at : at + 2] not in (["dau", "tien"], ["cuoi", "cung"]):
        return None
    at_month = at + 2 + (f[at + 2 : at + 3] == ["cua"])
    span = month(f, at_month, today, way) if at_month < len(f) else None
    if span is None or span.single:
        return None
    days = [span.first + timedelta(days=k) for k in range((span.last - span.first).days + 1)]
    fit = [day for day in days if which in (None, day.weekday())]
    return one(n, span.end, fit[0 if f[at] == "dau" else -1])


READERS = (_edge_of_month, _relative, _weekday, _counted, _moved_to, _this)
"""Tried behind those of the calendar, in this order."""
BEGINS = frozenset(
    {DAY_AFTER, *(first for first, _ in _DAYS), *folded_set("status", "words", "numerals"), *folded_set("status", "words", "of_days")}
    | {*"bua mung mong qui nam thuong trung ha het trong nua chu chua cn".split()}
)
"""The words without figures at which one of all the readers may find a day; at any other there is none."""
