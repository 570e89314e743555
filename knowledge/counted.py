"""A limit counted in days from something that happens, where a question says when that was: "trong 05 ngày sau đại hội", "15 ngày trước đại hội"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.plan import Fact
from knowledge.question import Reading
from knowledge.text import folded_table, written
from knowledge.wants import has

_BEHIND = re.compile(r" (\d{1,3}) ngay( lam viec)?(?: dau tien)? (?:sau|ke tu|tinh tu|tu (?:khi|ngay)) ")
_AHEAD = re.compile(
    r" (?:it nhat|toi thieu|cham nhat|truoc) (\d{1,3}) ngay( lam viec)? truoc "
    r"| truoc (?:ngay )?(?:\w+ ){1,4}(?:it nhat|toi thieu) (\d{1,3}) ngay( lam viec)? "
)


@dataclass(frozen=True, slots=True)
class Counted:
    """So many days behind what happens, or ahead of it; `working` where only days of work count."""

    days: int
    ahead: bool
    working: bool

    def last(self, of: date) -> date:
        """The last day that is in time where it happens on a day. Of days of work Saturdays and Sundays are left out; holidays are not known here."""
        if not self.working:
            return of + timedelta(days=-self.days if self.ahead else self.days)
        day, left = of, self.days
        while left:
            day += timedelta(days=-1 if self.ahead else 1)
            left -= day.weekday() < 5
        return day


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day in time, the day it is counted from, and the day somebody does it (None where only the last day is asked for)."""

    last: date
    since: date
    done: date | None
    working: bool


def counted(fact: Fact) -> Counted | None:
    """What a fact says of such a limit; None where it says none, or two."""
    text = " " + " ".join(word.fold for word in written(fact.answer)) + " "
    behind, ahead = list(_BEHIND.finditer(text)), list(_AHEAD.finditer(text))
    if len(behind) + len(ahead) != 1:
        return None
    if behind:
        return Counted(int(behind[0][1]), False, bool(behind[0][2]))
    return Counted(int(ahead[0][1] or ahead[0][3]), True, bool(ahead[0][2] or ahead[0][4]))


def _which_day(reading: Reading) -> bool:
    text = " " + " ".join(word.fold for word in reading.ask.words) + " "
    return has(text, folded_table("asking", "confirming", "latest")) and has(text, folded_table("asking", "counting", "asked_before"))


def limit(reading: Reading, facts: Sequence[Fact], today: date) -> Limit | None:
    """The limit a question comes to ("đại hội hôm 12/8, nay 16/8 nộp có kịp không"): of two days it names, or of the one and today."""
    found = counted(facts[0]) if len(facts) == 1 else None
    days = sorted({when.last for when in reading.dates if when.precision == "day" and not (when.before or when.after)})
    if found is None or not days or len(days) > 2:
        return None
    if len(days) == 1 and (reading.ask.want.type == "date" or (reading.ask.want.type == "fits" and _which_day(reading))):
        return _reckoned(found, days[0], None)  # "khai giảng hôm 12/8 thì muộn nhất ngày nào phải báo"
    if reading.ask.want.type not in ("fits", "late"):
        return None
    if len(days) == 1:
        if (today < days[0]) != found.ahead or today == days[0]:
            return None  # the one day is that on which it is done, and when it happened nobody knows
        days = sorted([days[0], today])
    since, done = (days[1], days[0]) if found.ahead else (days[0], days[1])
    return _reckoned(found, since, done)


def _reckoned(found: Counted, since: date, done: date | None) -> Limit | None:
    """None where the calendar ends before the limit does."""
    try:
        return Limit(found.last(since), since, done, found.working)
    except OverflowError:
        return None
