"""The room of reports: what an officer says of his unit's progress, by a tap or in his own words, and what becomes of it."""

from __future__ import annotations

from typing import assert_never

from handlers import report_commands as do
from handlers import report_drafts, report_files, report_form, report_past, report_prompts, report_words
from handlers.report_commands import Command
from handlers.turn import Outcome, Turn, WaitingField

files = report_files.heard
told = report_words.told
prompt = report_prompts.prompt


def obey(turn: Turn, command: Command) -> Outcome:
    """Carry a command out."""
    match command:
        case do.Confirm(id):
            return report_drafts.confirm(turn, id)
        case do.Fix(id):
            return report_drafts.fix(turn, id)
        case do.Drop(id):
            return report_drafts.drop(turn, id)
        case do.Look(id):
            return report_drafts.look(turn, id)
        case do.Assign(id, task):
            return report_drafts.assign(turn, id, task)
        case do.SetState(id, state):
            return report_drafts.set_state(turn, id, state)
        case do.SetNumber(id, field, value):
            return report_drafts.set_number(turn, id, field, value)
        case do.SkipField(id, field):
            return report_form.skip(turn, id, field)
        case do.StopForm(id):
            return report_form.stop(turn, id)
        case do.TellAll():
            return report_prompts.tell_all(turn)
        case do.TellOne(task):
            return report_prompts.tell_one(turn, task)
        case do.Enter(unit):
            return report_past.enter(turn, unit)
        case do.Reopen(task, unit):
            return report_past.reopen(turn, task, unit)
        case do.UndoFor(task, unit):
            return report_past.undo_for(turn, task, unit)
        case do.ShowHistory(task, unit):
            return report_past.history(turn, task, unit)
        case do.Attach(task):
            return report_files.attach(turn, task)
        case _:
            assert_never(command)


def awaited(turn: Turn) -> Outcome | None:
    """The answer to what this room asked; None where it is none."""
    waiting = turn.conversation.waiting
    return report_form.awaited(turn, waiting) if isinstance(waiting, WaitingField) else report_words.awaited(turn)
