"""The calendar of reminders as an .ics file (RFC 5545): every last day as an all-day event, every reminder as an event of its moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vDatetime

from handlers.calendar import Entry
from handlers.message import Attachment
from handlers.turn import Unit
from handlers.wording import dates
from handlers.wording import schedule as words
from knowledge.plan import Plan

_MEDIA_TYPE = "text/calendar; charset=utf-8"
_NAME = "lich-nhac-viec.ics"
_LASTS = timedelta(minutes=15)


def attachment(plan: Plan, found: Iterable[Entry], now: datetime, unit: Unit | None = None) -> Attachment:
    """The file as it is sent; for one unit its name is left out of the titles."""
    return Attachment(_NAME, _MEDIA_TYPE, calendar(plan, found, now, unit), _NAME)


def calendar(plan: Plan, found: Iterable[Entry], now: datetime, unit: Unit | None = None) -> bytes:
    """The file's bytes: reminders that will be sent, and the last days they are about. The same entry has the same UID for ever."""
    out = Calendar()
    out.add("prodid", f"-//kehoach-bot//{plan.key}//VI")
    out.add("version", "2.0")
    out.add("x-wr-calname", plan.title)
    seen: set[str] = set()
    for each in found:
        if each.reason:
            continue
        whose = None if unit else each.unit
        cited = plan.clause(plan.fact_for(each.task, each.unit.kind).clause).cited
        told = f"{dates.due(each.deadline, each.at)}. {cited}."
        last = _uid(plan, each, "last")
        if last not in seen:
            seen.add(last)
            day = Event(uid=last, summary=words.event(each.task, whose), dtstamp=vDatetime(now), description=f"{each.deadline.words}. {cited}.")
            day.add("dtstart", each.deadline.last)
            day.add("dtend", each.deadline.last + timedelta(days=1))
            out.add_component(day)
        event = Event(uid=_uid(plan, each, str(each.offset)), summary=words.alarm(each.task, whose), description=told)
        event.add("dtstamp", now)
        event.add("dtstart", each.at)
        event.add("dtend", each.at + _LASTS)
        out.add_component(event)
    out.add_missing_timezones()
    return bytes(out.to_ical())


def _uid(plan: Plan, each: Entry, what: str) -> str:
    about = "/".join((plan.key, each.task.key, each.unit.code, each.deadline.last.isoformat(), what))
    return f"{hashlib.sha256(about.encode()).hexdigest()[:32]}@kehoach-bot"
