"""Typed values of a plan: deadlines and windows, durations, amounts and lists, from the inline tables people write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from knowledge.mistakes import Mistakes, Spot
from knowledge.plan import Amount, Deadline, Duration, Listing, Value
from knowledge.rows import clean, shown

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone every clock time of a plan is in."""

_YEAR = re.compile(r"^(\d{4})$")
_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")
_QUARTER = re.compile(r"^(\d{4})-?[Qq]([1-4])$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_MOMENT = re.compile(r"^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})$")

_WAYS = (("before",), ("by",), ("on",), ("within",), ("from", "to"), ("first", "last"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A day, month, quarter or year; `moment` where a clock time is given."""

    first: date
    last: date
    moment: datetime | None = None


def stretch(raw: object) -> Stretch | None:
    """"2015", "2015-Q2", "2014-08", "2014-08-01", "2014-08-01 17:00", or TOML's own day or moment; None if it is none of them."""
    if isinstance(raw, datetime):
        moment = raw.replace(tzinfo=HERE) if raw.tzinfo is None else raw.astimezone(HERE)
        return Stretch(moment.date(), moment.date(), moment)
    if isinstance(raw, date):
        return Stretch(raw, raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str):
        return None
    try:
        return _written(raw.strip())
    except ValueError:
        return None


def _written(text: str) -> Stretch | None:
    if match := _YEAR.match(text):
        return _months(int(match[1]), 1, 12)
    if match := _MONTH.match(text):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _QUARTER.match(text):
        return _months(int(match[1]), int(match[2]) * 3 - 2, 3)
    if match := _MOMENT.match(text):
        moment = datetime.fromisoformat(f"{match[1]}T{int(match[2]):02}:{match[3]}").replace(tzinfo=HERE)
        return Stretch(moment.date(), moment.date(), moment)
    if _DAY.match(text):
        day = date.fromisoformat(text)
        return Stretch(day, day)
    return None


def _months(year: int, month: int, count: int) -> Stretch:
    first = date(year, month, 1)
    after = year * 12 + month - 1 + count
    return Stretch(first, date(after // 12, after % 12 + 1, 1) - timedelta(days=1))


def deadline(raw: Mapping[str, object], spot: Spot, mistakes: Mistakes) -> Deadline | None:
    """A deadline or window from its inline table; notes what is wrong and gives None where it is none."""
    words = raw.get("words")
    if not isinstance(words, str) or not clean(words):
        mistakes.add("no_words", spot)
        words = ""
    given = {key for key in raw if key != "words"}
    way = next((way for way in _WAYS if given == set(way)), None)
    if way is None:
        mistakes.add("no_deadline", spot, got=shown(dict(raw)))
        return None
    stretches = [stretch(raw[key]) for key in way]
    for key, found in zip(way, stretches, strict=True):
        if found is None:
            mistakes.add("bad_date", spot, key=key, got=shown(raw[key]))
    if None in stretches:
        return None
    known = [found for found in stretches if found is not None]
    made = _deadline(way[0], clean(words), known)
    if made.first is not None and made.first > made.last:
        mistakes.add("backwards", spot, first=made.first, last=made.last)
        return None
    return made


def _deadline(way: str, words: str, known: list[Stretch]) -> Deadline:
    one, other = known[0], known[-1]
    match way:
        case "before":
            if one.moment:
                return Deadline(words, one.last, closes=one.moment)
            return Deadline(words, one.first - timedelta(days=1))
        case "by":
            return Deadline(words, one.last, closes=one.moment)
        case "on":
            return Deadline(words, one.last, first=one.first, opens=one.moment)
        case _:
            return Deadline(words, other.last, first=one.first, opens=one.moment, closes=other.moment if other is not one else None)


def value(raw: object, spot: Spot, mistakes: Mistakes) -> Value:
    """A fact's value: None, a text, or an inline table; notes what is wrong and gives None then."""
    if raw is None:
        return None
    if isinstance(raw, str):
        return clean(raw) or None
    if not isinstance(raw, dict):
        mistakes.add("no_value", spot, got=shown(raw))
        return None
    keys = set(raw)
    if keys == {"text"} and isinstance(raw["text"], str):
        return clean(raw["text"])
    if keys == {"items"}:
        return _listing(raw["items"], spot, mistakes)
    if "amount" in keys:
        return _amount(raw, spot, mistakes)
    if keys and keys <= {"days", "hours", "minutes"}:
        return _duration(raw, spot, mistakes)
    if keys & {key for way in _WAYS for key in way}:
        return deadline(raw, spot, mistakes)
    mistakes.add("no_value", spot, got=shown(raw))
    return None


def _listing(raw: object, spot: Spot, mistakes: Mistakes) -> Listing | None:
    if isinstance(raw, list) and raw and all(isinstance(item, str) and clean(item) for item in raw):
        return Listing(tuple(clean(item) for item in raw))
    mistakes.add("no_value", spot, got=shown(raw))
    return None


def _amount(raw: Mapping[str, object], spot: Spot, mistakes: Mistakes) -> Amount | None:
    first, unit, to = fraction(raw["amount"]), raw.get("unit"), raw.get("to")
    last = fraction(to)
    if first is None or not isinstance(unit, str) or not clean(unit) or set(raw) - {"amount", "unit", "to"} or (to is not None and last is None):
        mistakes.add("no_amount", spot, got=shown(dict(raw)))
        return None
    return Amount(first, clean(unit), last)


def _duration(raw: Mapping[str, object], spot: Spot, mistakes: Mistakes) -> Duration | None:
    parts = {key: fraction(raw[key]) for key in raw}
    minutes = (parts.get("hours") or Fraction(0)) * 60 + (parts.get("minutes") or Fraction(0))
    if None in parts.values() or any(part is not None and part <= 0 for part in parts.values()) or minutes.denominator != 1:
        mistakes.add("no_duration", spot, got=shown(dict(raw)))
        return None
    return Duration(parts.get("days"), int(minutes) if minutes else None)


def fraction(raw: object) -> Fraction | None:
    """A number as TOML or as text: 3, 0.5, "1/2", "0,5"; None if it is none."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return Fraction(raw)
    try:
        return Fraction(str(raw).strip().replace(",", ".")) if isinstance(raw, float | str) else None
    except (ValueError, ZeroDivisionError):
        return None
