"""The room of the desk: totals, what needs a person, and the way to everything else the secretariat sees."""

from __future__ import annotations

from typing import assert_never

from handlers import desk_commands as commands
from handlers import desk_progress, desk_receipts, desk_silent, desk_units
from handlers.actions import Job, Order
from handlers.deadlines import due
from handlers.desk_commands import SHORT, Command
from handlers.desk_figures import WAITS, Place, Rows, count, is_over, of_task, overdue_papers
from handlers.message import Choice
from handlers.turn import Decision, Outcome, State, Turn, WaitingReceipt
from handlers.wording import desk as told
from handlers.wording import desk_choices as choices
from handlers.wording import quotas
from handlers.wording import undelivered as lost

_LOOKS_BACK = 7
"""Days back to which the desk shows what did not arrive."""


def obey(turn: Turn, command: Command) -> Outcome:
    """Carry a command out."""
    match command:
        case commands.OpenDesk():
            return _desk(turn)
        case commands.ShowProgress():
            return desk_progress.show(turn, command)
        case commands.ShowSilent():
            return desk_silent.show(turn, command)
        case commands.AskSilent():
            return desk_silent.ask(turn, command)
        case commands.AskUnit(code):
            unit = turn.records.unit(code)
            return desk_silent.ask_unit(turn, unit) if unit else desk_units.show(turn, code)
        case commands.ShowUnit(text):
            return desk_units.show(turn, text)
        case commands.TakeReceipt():
            return desk_receipts.take(turn, command)
        case commands.DropReceipt():
            return desk_receipts.drop(turn, command)
        case commands.ShowAwaited(page):
            return desk_receipts.awaited(turn, page)
        case commands.ShowUndelivered():
            names = {unit.code: unit.name for unit in turn.records.roster()}
            reply = lost.undelivered(turn.records.unreachable(), turn.records.undelivered(_LOOKS_BACK), names, _LOOKS_BACK)
            return Outcome(Decision((reply,)))
        case commands.SendFile(id):
            order = Order(turn.records.next_id(), Job.SEND_FILE, (str(id),))
            return Outcome(Decision((told.file_comes(()),), actions=(order,)))
        case commands.ApplyRoster(id):
            return _ordered(turn, Job.APPLY_ROSTER, id)
        case commands.ApplyMail(id):
            return _ordered(turn, Job.APPLY_MAIL, id)
        case commands.Export(preset):
            return _export(turn, preset)
        case _:
            assert_never(command)


def awaited(turn: Turn) -> Outcome | None:
    """The answer to what this room asked; None where it is none."""
    waiting = turn.conversation.waiting
    return desk_receipts.complete(turn, waiting) if isinstance(waiting, WaitingReceipt) else None


def _desk(turn: Turn) -> Outcome:
    rows = desk_progress.everybody(turn)
    if not rows:
        return Outcome(Decision((told.no_units((choices.REQUESTS, choices.INVITE)),)))
    waiting, late = len(turn.records.requests("waiting")), len(overdue_papers(rows, turn.today))
    delayed = sum(row.standing.status is not None and row.standing.status.state is State.DELAYED for row in rows)
    units = {row.unit.code for row in rows}
    empty = len(units - turn.records.manned())
    gone = len(turn.records.unreachable())
    matters = (
        told.requests(waiting) if waiting else "",
        told.awaited(late, WAITS) if late else "",
        told.delayed(delayed) if delayed else "",
        told.unmanned(empty) if empty else "",
        lost.matter(gone) if gone else "",
        *(quotas.state(each) for each in turn.records.quotas()),
    )
    offered: tuple[Choice, ...] = (
        *((choices.REQUESTS,) if waiting else ()),
        *((choices.AWAITED,) if late else ()),
        choices.PROGRESS,
        choices.SILENT,
        *((choices.INVITE,) if empty else ()),
        *((lost.SHOW,) if gone else ()),
        choices.EXPORT,
    )
    return Outcome(Decision((told.desk(turn.now, _totals(turn, rows, len(units), empty), tuple(filter(None, matters)), offered),)))


def _totals(turn: Turn, rows: Rows, units: int, empty: int) -> tuple[str, ...]:
    """Three lines: the units, the task whose limit comes next, the whole plan."""
    plan, every = turn.reader.plan, count(rows)
    first, last = told.totals(units, units - empty, every.total, every.of(Place.DONE), every.received, every.of(Place.SILENT))
    ahead = [(due(turn, task), task) for task in plan.tasks if of_task(rows, task)]
    ahead = sorted((each for each in ahead if not is_over(each[0], turn.now)), key=lambda each: each[0].last)
    if not ahead:
        return (first, last)
    nearest, task = ahead[0]
    own = count(of_task(rows, task))
    return (first, told.nearest(task, nearest, turn.now, own.total, own.of(Place.DONE), own.of(Place.SILENT)), last)


def _ordered(turn: Turn, job: Job, looked_at: int) -> Outcome:
    """Have the list written that an earlier order looked at."""
    return Outcome(Decision((told.applying(),), actions=(Order(turn.records.next_id(), job, (str(looked_at),)),)))


def _export(turn: Turn, preset: str) -> Outcome:
    order = Order(turn.records.next_id(), Job.EXPORT, (preset,) if preset else ())
    other = choices.EXPORT_FULL if preset == SHORT else choices.EXPORT_SHORT
    return Outcome(Decision((told.exporting(turn.now, (other, choices.DESK)),), actions=(order,)))
