"""Which days the office works: Viet Nam's public holidays, and the office's own days off and make-up days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from holidays import HolidayBase, country_holidays

from handlers.reminders import workday_before


@cache
def _public() -> HolidayBase:
    return country_holidays("VN")


class Workdays:
    """A calendar of working days. `own` are the office's own days: True a make-up day, False a day off; they win over everything else."""

    def __init__(self, own: Mapping[date, bool] | None = None) -> None:
        self._own = dict(own or {})

    def works(self, day: date) -> bool:
        """Whether the office works on a day."""
        own = self._own.get(day)
        return _public().is_working_day(day) if own is None else own

    def name(self, day: date) -> str:
        """The name of a public holiday; "" where the day is none."""
        return str(_public().get(day) or "")

    def before(self, day: date) -> date:
        """The day itself where it is a working day, else the last one before it; a whole month without one is left as it is."""
        return workday_before(self.works)(day)
