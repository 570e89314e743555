"""The command `kehoach calendar`: what will be sent to whom, when and why, without sending anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from bot.commands.office import Opened, opened, write
from bot.commands.words import OFFICE, Quit, say, sentence
from bot.reports.ics import calendar as ics
from handlers import units
from handlers.calendar import Entry
from handlers.turn import Unit
from handlers.wording import schedule as words
from knowledge.names import Directory

AHEAD = timedelta(days=62)


def calendar(unit: str | None, since: str | None, until: str | None, out: Path | None) -> int:
    """Print the calendar of all units or of one, or write it as a file. Days are ISO or day/month/year."""
    with opened() as office:
        now = office.core.clock.now()
        first = _day(since, now.date())
        start = now if since is None else datetime.combine(first, time(0), now.tzinfo)
        end = datetime.combine(_day(until, (start + AHEAD).date()), time(23, 59), now.tzinfo)
        if end < start:
            raise Quit(sentence("error", reason=OFFICE["days_turned"]), 2)
        whose = _unit(office, unit) if unit else None
        found = office.core.desk.coming(start, end, whose.code if whose else None)
        if out is not None:
            write(out, ics(office.setup.reader.plan, found, now, whose))
            say(OFFICE["calendar_file"].format(file=out, reminders=sum(not each.reason for each in found)))
            return 0
        _print(found, office.core.desk.officers())
    return 0


def _print(found: Sequence[Entry], officers: Mapping[str, Sequence[str]]) -> None:
    if not found:
        say(OFFICE["calendar_empty"])
        return
    for each in found:
        people = ", ".join(officers.get(each.unit.code, ()))
        why = words.REASONS[each.reason] if each.reason else OFFICE["calendar_to"].format(people=people)
        # Of the day it goes out, which is another than the policy's where that is a day off.
        left = (each.deadline.last - each.at.date()).days
        kind = "calendar_why" if left > 0 else "calendar_last" if left == 0 else "calendar_late"
        rest = OFFICE[kind].format(offset=abs(left), last=each.deadline.last.strftime("%d/%m/%Y"), why=why)
        say(f"{each.at:%d/%m/%Y %H:%M}\t{each.unit.name}\t{each.task.label}\t{rest}")
    say(OFFICE["calendar_sum"].format(all=len(found), sent=sum(not each.reason for each in found)))


def _day(text: str | None, otherwise: date) -> date:
    if text is None:
        return otherwise
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Quit(sentence("error", reason=OFFICE["no_day"].format(text=text)), 2)


def _unit(office: Opened, text: str) -> Unit:
    roster = office.units()
    exact = [unit for unit in roster if unit.code.lower() == text.lower()]
    if exact:
        return exact[0]
    directory = Directory([(unit.code, (unit.name, *unit.short_names)) for unit in roster])
    codes = [match.code for match in units.likely(directory.find(text, 5))]
    if len(codes) == 1:
        return next(unit for unit in roster if unit.code == codes[0])
    raise Quit(sentence("error", reason=OFFICE["unknown_units"].format(codes=text)), 2)
