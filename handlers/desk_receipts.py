"""Documents the secretariat has received: recorded by a tap, completed by number and day, taken back; and those still awaited."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from handlers.actions import Action, ConfirmReceipt, Tell, UndoReceipt
from handlers.desk_commands import DropReceipt, TakeReceipt
from handlers.desk_figures import WAITS, overdue_papers, task_of, unreceived
from handlers.desk_progress import everybody
from handlers.message import Reply
from handlers.records import Role, Unit
from handlers.turn import Decision, Outcome, State, Turn, WaitingReceipt
from handlers.wording import desk_choices as choices
from handlers.wording import desk_receipts as told
from knowledge.dates import find
from knowledge.text import Token

PAGE = 8
_LONGEST = 14
"""Words: a number and a day need fewer."""

_NUMBER = re.compile(r"\d[\w/.&-]{0,39}")


def take(turn: Turn, command: TakeReceipt) -> Outcome:
    """Record a receipt of today; its number and day may follow."""
    unit, task = turn.records.unit(command.unit), task_of(turn.reader.plan, command.task)
    if unit is None or task is None:
        return _gone()
    if unit.kind not in task.kinds:
        return Outcome(Decision((told.not_theirs(unit, task, (choices.unit(unit), choices.DESK)),)))
    undo = choices.undo_receipt(turn.reader.plan, task, unit)
    known = turn.records.receipt(unit.code, task.key)
    if known is not None:
        return Outcome(Decision((told.taken_before(unit, task, known, (undo, choices.unit(unit))),)))
    status = turn.records.status(unit.code, task.key)
    done = status is not None and status.state is State.DONE
    reply = told.taken(unit, task, turn.today, done, (undo, choices.SKIP))
    receipt = ConfirmReceipt(unit.code, task.key, "", turn.today)
    actions: tuple[Action, ...] = (receipt, *_tell(turn, unit, told.told_unit(unit, task, turn.today)))
    return Outcome(Decision((reply,), WaitingReceipt(unit.code, task.key), actions))


def drop(turn: Turn, command: DropReceipt) -> Outcome:
    """Take a receipt back."""
    unit, task = turn.records.unit(command.unit), task_of(turn.reader.plan, command.task)
    if unit is None or task is None:
        return _gone()
    offered = (choices.receive(turn.reader.plan, task, unit), choices.unit(unit))
    if turn.records.receipt(unit.code, task.key) is None:
        return Outcome(Decision((told.nothing_to_drop(unit, task, offered),)))
    actions: tuple[Action, ...] = (UndoReceipt(unit.code, task.key), *_tell(turn, unit, told.told_unit_not(unit, task)))
    return Outcome(Decision((told.dropped(unit, task, offered),), actions=actions))


def complete(turn: Turn, waiting: WaitingReceipt) -> Outcome | None:
    """The number and the day of a receipt, as typed; None where the message is neither."""
    if not turn.in_office:
        return None
    number, day = read(turn.reader.tokens(turn.incoming.text), turn.today)
    if not number and day is None:
        return None
    unit, task = turn.records.unit(waiting.unit), task_of(turn.reader.plan, waiting.task)
    if unit is None or task is None:
        return _gone()
    undo = choices.undo_receipt(turn.reader.plan, task, unit)
    known = turn.records.receipt(unit.code, task.key)
    if known is None:
        offered = (choices.receive(turn.reader.plan, task, unit), choices.unit(unit))
        return Outcome(Decision((told.nothing_to_drop(unit, task, offered),)))
    if day is not None and day > turn.today:
        return Outcome(Decision((told.not_yet(day, (undo, choices.SKIP)),), waiting), "clarify")
    number, day = number or known.number, day or known.day
    reply = told.completed(unit, task, number, day, (undo, choices.unit(unit), choices.AWAITED))
    return Outcome(Decision((reply,), actions=(ConfirmReceipt(unit.code, task.key, number, day),)))


def read(tokens: Sequence[Token], today: date) -> tuple[str, date | None]:
    """An incoming number and a day: "45 ngày 20/7", "số đến 45, 20/07/2014", either alone; a day without its year is the last such day."""
    if len(tokens) > _LONGEST or any(token.point == "?" for token in tokens):
        return "", None
    past = tuple(date(today.year - (month > today.month), month, 1) for month in range(1, 13))
    days = [when for when in find(tokens, today, past) if when.precision == "day"]
    taken = {n for when in days for n in range(when.start, when.end)}
    numbers = [token.raw for n, token in enumerate(tokens) if n not in taken and _NUMBER.fullmatch(token.raw)]
    if len(numbers) > 1 or len(days) > 1:
        return "", None
    if not days:
        return (numbers[0] if numbers else ""), None
    bare = [token.raw for token in tokens[days[0].start : days[0].end] if token.raw[:1].isdigit()]
    day = days[0].first
    if day > today and len(bare) == 1 and bare[0].isdecimal():
        day = _month_before(day)
    return (numbers[0] if numbers else ""), day


def awaited(turn: Turn, page: int) -> Outcome:
    """What was reported as done a while ago and has not come in."""
    rows = everybody(turn)
    late, every = overdue_papers(rows, turn.today), len(unreceived(rows))
    first = (page - 1) * PAGE
    shown = late[first : first + PAGE]
    if not shown:
        return Outcome(Decision((told.none_awaited(every, WAITS, turn.now, (choices.PROGRESS, choices.DESK)),)))
    more = (choices.more_awaited(page + 1),) if len(late) > first + PAGE else ()
    units = dict.fromkeys(row.unit for row in shown)
    offered = (*(choices.unit(unit) for unit in units), *more, choices.DESK)
    return Outcome(Decision((told.awaited(shown, first + 1, len(late), every, WAITS, turn.now, offered),)))


def _tell(turn: Turn, unit: Unit, reply: Reply) -> tuple[Tell, ...]:
    """To every officer of the unit but whoever acts."""
    officers = (person.id for person in turn.records.people(unit.code) if person.at(unit.code) is Role.OFFICER)
    return tuple(Tell(id, reply) for id in officers if id != turn.person.id)


def _gone() -> Outcome:
    return Outcome(Decision((told.no_such_unit((choices.DESK,)),)))


def _month_before(day: date) -> date:
    """The same day of the month before, or its last one."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
