"""Until when a reminder is put off, by the words people use for it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from knowledge.plan import Reminders

_COUNTED = re.compile(r"(\d{1,2}) (gio|tieng|ngay|tuan)(?: nua)?")
_AFTERNOON, _LATE, _EVENING = 14, 16, 19


def until(said: str, now: datetime, policy: Reminders) -> datetime | None:
    """The moment that words without accents name ("1 gio", "chieu nay", "sang mai", "3 ngay"); out of the quiet hours. None where they name none."""
    found = _said(said, now, policy.hour)
    if found is None:
        return None
    # What would come at night comes in the morning after.
    while policy.hushes(found.hour):
        found = found.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return found


def _said(said: str, now: datetime, hour: int) -> datetime | None:
    if counted := _COUNTED.fullmatch(said):
        many = int(counted[1])
        if counted[2] in ("gio", "tieng"):
            return now + timedelta(hours=many) if many else None
        days = many * (7 if counted[2] == "tuan" else 1)
        return _at(now, days, hour) if days else None
    match said:
        case "chieu nay":
            wanted = next((each for each in (_AFTERNOON, _LATE) if now < _at(now, 0, each)), None)
            return _at(now, 0, wanted) if wanted else now + timedelta(hours=1)
        case "toi nay":
            return max(_at(now, 0, _EVENING), now + timedelta(hours=1))
        case "sang mai" | "ngay mai" | "mai":
            return _at(now, 1, hour)
        case "chieu mai":
            return _at(now, 1, _AFTERNOON)
        case "tuan sau":
            return _at(now, 7 - now.weekday(), hour)
        case _:
            return None


def _at(now: datetime, days: int, hour: int) -> datetime:
    return (now + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
