"""Extensions at the desk: put together piece by piece, echoed, confirmed, listed and taken back."""

from __future__ import annotations

from handlers import schedule_commands as commands
from handlers.actions import ExtendTask, RevokeExtension
from handlers.commands import kind_named
from handlers.desk_figures import task_of
from handlers.message import Arrival
from handlers.spoken import after, words
from handlers.turn import Decision, Outcome, Turn, Unit, WaitingExtension
from handlers.units import by_code, found
from handlers.wording import extensions as told
from knowledge.plan import Task

_SHORTEST = 4
"""Characters a document's number has at least."""


def extend(turn: Turn, command: commands.Extend) -> Outcome:
    """Begin an extension, or go on with the one being given."""
    had = turn.conversation.waiting
    kept = had if isinstance(had, WaitingExtension) and command.task in (None, had.task) else None
    new = WaitingExtension(turn.records.next_id(), command.task, command.scope, command.target, command.last, command.document)
    return _go_on(turn, _merged(kept, new) if kept else new)


def awaited(turn: Turn) -> Outcome | None:
    """The piece that was asked for, in whatever words; None where the message is none."""
    waiting = turn.conversation.waiting
    if not isinstance(waiting, WaitingExtension) or turn.incoming.arrival is Arrival.EDIT or "?" in turn.incoming.text:
        return None
    text, said = turn.incoming.text, words(turn.incoming.text)
    lacking = _lacking(turn, waiting)
    if lacking == "scope":
        whom = _whom(turn, after(said, ("cho",)) or said)
        if whom is None:
            return None
        return _go_on(turn, _merged(waiting, WaitingExtension(waiting.id, None, *whom)))
    if lacking == "last":
        last = commands.day_in(turn, text)
        return _go_on(turn, _merged(waiting, WaitingExtension(waiting.id, last=last))) if last else None
    if lacking == "document":
        document = " ".join(text.split())[: commands.LONGEST]
        document = document[5:] if document.lower().startswith("theo ") else document
        named = len(document) >= _SHORTEST and any(char.isdigit() for char in document)
        return _go_on(turn, _merged(waiting, WaitingExtension(waiting.id, document=document))) if named else None
    return None


def confirm(turn: Turn, id: int) -> Outcome:
    """The extension that was echoed under this number holds from now on."""
    waiting = turn.conversation.waiting
    if not isinstance(waiting, WaitingExtension) or waiting.id != id or _lacking(turn, waiting):
        return Outcome(Decision((told.gone(),)), "unknown")
    task = task_of(turn.reader.plan, waiting.task or "")
    if task is None or waiting.scope is None or waiting.last is None:
        return Outcome(Decision((told.gone(),)), "unknown")
    action = ExtendTask(id, task.key, waiting.scope, waiting.target, waiting.last, waiting.document)
    reply = told.extended(task, _whose(turn, waiting.scope, waiting.target), waiting.last, waiting.document, len(_units(turn, task, waiting)), id)
    return Outcome(Decision((reply,), actions=(action,)))


def show(turn: Turn) -> Outcome:
    """Every extension, those that were taken back marked."""
    labels = {task.key: task for task in turn.reader.plan.tasks}
    lines = [(labels[each.task], _whose(turn, each.scope, each.target), each) for each in turn.records.extensions() if each.task in labels]
    return Outcome(Decision((told.every(lines),)))


def revoke(turn: Turn, id: int) -> Outcome:
    """Take one back; the plan's own day, or another extension's, holds again."""
    found = next((each for each in turn.records.extensions() if each.id == id), None)
    task = task_of(turn.reader.plan, found.task) if found else None
    if found is None or task is None or found.revoked:
        return Outcome(Decision((told.none_to_revoke(),)))
    return Outcome(Decision((told.revoked(task, _whose(turn, found.scope, found.target), found),), actions=(RevokeExtension(id),)))


def _go_on(turn: Turn, wanted: WaitingExtension) -> Outcome:
    """Ask for the first piece that lacks; echo the whole where none does."""
    plan = turn.reader.plan
    lacking = _lacking(turn, wanted)
    if lacking == "task":
        return Outcome(Decision((told.which_task(plan),), wanted), "clarify")
    task = plan.task(wanted.task or "")
    if lacking == "scope":
        return Outcome(Decision((told.whom(plan, task, wanted.target, found(turn, wanted.target)[:5] if wanted.target else ()),), wanted), "clarify")
    base = plan.due(task, turn.today)
    if lacking == "last":
        return Outcome(Decision((told.until_when(task, base, earlier=wanted.last),), wanted), "clarify")
    if lacking == "document":
        return Outcome(Decision((told.which_document(task),), wanted), "clarify")
    whose = _whose(turn, wanted.scope or "", wanted.target)
    reply = told.sure(
        task, whose, len(_units(turn, task, wanted)), base, wanted.last or base.last, wanted.document, wanted.id, turn.today
    )
    return Outcome(Decision((reply,), wanted), "clarify")


def _lacking(turn: Turn, wanted: WaitingExtension) -> str:
    """The first piece that is not known, or cannot be so; empty where all are."""
    task = task_of(turn.reader.plan, wanted.task) if wanted.task else None
    if task is None:
        return "task"
    if wanted.scope is None:
        return "scope"
    if wanted.last is None or wanted.last <= turn.reader.plan.due(task, turn.today).last:
        return "last"
    return "" if wanted.document else "document"


def _merged(old: WaitingExtension, new: WaitingExtension) -> WaitingExtension:
    scope, target = (new.scope, new.target) if new.scope else (old.scope, new.target or old.target)
    return WaitingExtension(new.id, new.task or old.task, scope, target, new.last or old.last, new.document or old.document)


def _whom(turn: Turn, said: tuple[str, ...]) -> tuple[str | None, str] | None:
    """Scope and target of what was said; a scope of None where several units may be meant; None where nothing is."""
    if " ".join(said) in commands.ALL:
        return "all", ""
    kind = kind_named(after(said, ("loai",)) or said, turn.reader.plan)
    if kind is not None:
        return "kind", kind
    named = after(said, ("don vi",)) or said
    unit = by_code(turn, named)
    likely = (unit,) if unit else found(turn, " ".join(named))
    if len(likely) == 1:
        return "unit", likely[0].code
    return (None, " ".join(named)) if likely else None


def _whose(turn: Turn, scope: str, target: str) -> str:
    if scope == "all":
        return told.everybody()
    if scope == "kind":
        return next((kind.label for kind in turn.reader.plan.kinds if kind.key == target), target)
    unit = turn.records.unit(target)
    return unit.name if unit else target


def _units(turn: Turn, task: Task, wanted: WaitingExtension) -> list[Unit]:
    """The units whose last day moves."""
    covered = {"all": task.kinds, "kind": (wanted.target,)}.get(wanted.scope or "", ())
    own = [unit for unit in turn.records.roster() if unit.kind in task.kinds]
    return [unit for unit in own if unit.kind in covered or (wanted.scope == "unit" and unit.code == wanted.target)]
