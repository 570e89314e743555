"""A limit of every week ("trước 15 giờ thứ Năm hằng tuần"), held against the day a question names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.lengths import hour_in
from knowledge.plan import Fact
from knowledge.question import Reading
from knowledge.text import Token, folded_set, folded_table, written
from knowledge.wants import has

_DAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5}
"""What stands behind "thứ", to the day of the week as the calendar of Python counts it; Sunday has a name of its own."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """The last moment of a week: the day (0 Monday to 6 Sunday), the hour and minute where one is set, and how the plan writes it."""

    day: int
    hour: tuple[int, int] | None
    words: str


def weekly(fact: Fact) -> Weekly | None:
    """The limit of every week that a fact sets; None where it sets none, or two."""
    words = written(fact.answer)
    folds = [word.fold for word in words]
    ends = next((n for n in range(1, len(folds)) if folds[n] == "tuan" and folds[n - 1] in folded_set("asking", "weekly", "every")), None)
    if ends is None:
        return None
    leads = folded_table("asking", "weekly", "by")
    begins = next((n for n in range(ends - 1, -1, -1) if any(f" {' '.join(folds[n:ends])} ".startswith(f" {lead} ") for lead in leads)), None)
    if begins is None or len(days := _weekdays(words[begins:ends])) != 1:
        return None
    return Weekly(days[0], hour_in(words[begins:ends]), " ".join(word.raw.rstrip(".,;") for word in words[begins : ends + 1]))


def _weekdays(words: Sequence[Token]) -> list[int]:
    """The days of the week named, in the order of the words."""
    folds = [word.fold for word in words]
    out = []
    for a, b in zip(folds, folds[1:], strict=False):
        if a == "thu" and b in _DAYS:
            out.append(_DAYS[b])
        elif (a, b) == ("chu", "nhat"):
            out.append(6)
    return out


def held_weekly(reading: Reading, fact: Fact) -> tuple[str, Weekly] | None:
    """Whether the one day a question names is what is claimed rightly ("right", "wrong"), or within the limit ("in_time", "late"), and the limit."""
    limit = weekly(fact)
    if limit is None:
        return None
    words = reading.ask.words
    days = {when.first.weekday() for when in reading.dates if when.precision == "day" and when.first == when.last} or set(_weekdays(words))
    if len(days) != 1 or not (reading.ask.want.confirm or reading.ask.want.type in ("fits", "late")):
        return None
    day, hour = days.pop(), hour_in(words)
    if has(" " + " ".join(word.fold for word in words) + " ", folded_table("asking", "confirming", "equal")):
        return ("right" if day == limit.day and (hour is None or limit.hour is None or hour == limit.hour) else "wrong"), limit
    if day != limit.day:
        return ("in_time" if day < limit.day else "late"), limit
    if limit.hour is None:
        return "in_time", limit
    return (("in_time" if hour <= limit.hour else "late"), limit) if hour is not None else None
