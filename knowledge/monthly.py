"""A limit of every month ("trước ngày 05 hằng tháng"), held against the day a question names."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.plan import Fact
from knowledge.question import Reading
from knowledge.text import folded_set, folded_table, written
from knowledge.wants import has

_HALF = 15
"""A limit no later in the month than this is for the month before ("trước ngày 05 hằng tháng"), a later one for the month it is in."""


@dataclass(frozen=True, slots=True)
class Monthly:
    """The last good day of a month, 0 for the last of the month before ("trước ngày 01"), the day that is named, and how the plan writes it."""

    day: int
    named: int
    words: str


def monthly(fact: Fact) -> Monthly | None:
    """The limit of every month that a fact sets; None where it sets none."""
    words = written(fact.answer)
    folds = [word.fold for word in words]
    every = folded_set("asking", "weekly", "every")
    for n in range(2, len(folds) - 2):
        if folds[n] != "ngay" or folds[n + 2] not in every or folds[n + 3 : n + 4] != ["thang"] or not folds[n + 1].isdecimal():
            continue
        lead = next((lead for lead in folded_table("asking", "weekly", "by") if f" {' '.join(folds[:n])}".endswith(f" {lead}")), "")
        day = int(folds[n + 1]) - (lead == "truoc")
        if lead and 0 <= day <= _LONGEST:
            begin = n - len(lead.split())
            return Monthly(day, int(folds[n + 1]), " ".join(word.raw.rstrip(".,;") for word in words[begin : n + 4]))
    return None


_LONGEST = 31


def held_monthly(reading: Reading, fact: Fact) -> tuple[str, date | None, int, Monthly] | None:
    """Whether the one day a question names is what is claimed rightly ("right", "wrong"), or within the limit of its month ("in_time", "late"), that day,
    by how many days, and the limit.

    A month named beside it is the one reported of; without one the day is late within half a month behind the limit, and else nothing is said.
    """
    limit = monthly(fact)
    text = " " + " ".join(word.fold for word in reading.ask.words) + " "
    claimed = re.findall(r" ngay (\d{1,2})(?= )", text)
    if limit is not None and len(claimed) == 1 and has(text, folded_table("asking", "confirming", "equal")):
        return ("right" if int(claimed[0]) == limit.named else "wrong"), None, 0, limit
    days = {when.first for when in reading.dates if when.precision == "day" and when.first == when.last}
    if limit is None or len(days) != 1 or not (reading.ask.want.confirm or reading.ask.want.type in ("fits", "late")):
        return None
    day = days.pop()
    months = {when.first.replace(day=1) for when in reading.dates if when.precision == "month"}
    if len(months) > 1:
        return None
    of = months.pop() if months else None
    if of is not None:
        last = _last(limit, _next(of) if limit.day <= _HALF else of)
    else:
        last = _last(limit, day.replace(day=1))
        if (day - last).days > _HALF:
            return None
    over = (day - last).days
    return ("late" if over > 0 else "in_time"), day, abs(over), limit


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _last(limit: Monthly, month: date) -> date:
    """The last good day in a month, given as its first day."""
    if limit.day == 0:
        return month - timedelta(days=1)
    return month.replace(day=min(limit.day, calendar.monthrange(month.year, month.month)[1]))
