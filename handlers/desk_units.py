"""One unit's page, found by what people call the unit."""

from __future__ import annotations

from handlers import units
from handlers.deadlines import due
from handlers.desk_figures import Place, Row, board, sends_document
from handlers.message import Choice
from handlers.records import KeptFile, Standing, Unit
from handlers.turn import Decision, Outcome, Turn
from handlers.wording import desk_choices as choices
from handlers.wording import desk_units as told

_MOST = 8
"""Units to choose from; who means another types more of its name."""

_FILES = 3
"""Files with a button; the others are named."""


def show(turn: Turn, text: str) -> Outcome:
    """The page of the unit a text means; asks where it may mean several."""
    found = units.found(turn, text)
    if len(found) == 1:
        return page(turn, found[0])
    if not found:
        return Outcome(Decision((told.not_found(text, (choices.PROGRESS, choices.DESK)),)), "unknown")
    return Outcome(Decision((told.which(text, len(found), tuple(choices.unit(unit) for unit in found[:_MOST])),)), "clarify")


def page(turn: Turn, unit: Unit) -> Outcome:
    """Everything about one unit, and what can be done for it."""
    plan, records = turn.reader.plan, turn.records
    tasks = plan.tasks_for(unit.kind)
    standings = [Standing(unit.code, t.key, records.status(unit.code, t.key), records.receipt(unit.code, t.key)) for t in tasks]
    rows = {row.task.key: row for row in board(plan, (unit,), standings, turn.now, records.extensions())}
    shown = [(rows[task.key], due(turn, task, unit)) for task in tasks]
    files = tuple(records.files(unit.code))
    kind = next((kind for kind in plan.kinds if kind.key == unit.kind), None)
    parent = records.unit(unit.parent) if unit.parent else None
    offered = _ways_on(turn, unit, [row for row, _ in shown], files)
    return Outcome(Decision((told.page(unit, kind, parent, shown, records.people(unit.code), files, turn.now, offered),)))


def _ways_on(turn: Turn, unit: Unit, rows: list[Row], files: tuple[KeptFile, ...]) -> tuple[Choice, ...]:
    """What is most wanted first: receipts, a word for the unit, asking it; then looking closer."""
    plan = turn.reader.plan
    awaited = [row.task for row in rows if row.place is Place.DONE and not row.received and sends_document(row.task)]
    done = [row.task for row in rows if row.place is Place.DONE]
    spoken = [row.task for row in rows if row.standing.status]
    ask = (choices.ask_unit(unit),) if len(done) < len(rows) else ()
    kept = [file for file in files if file.state == "kept"]
    return (
        *(choices.receive(plan, task, unit) for task in awaited),
        choices.enter(unit),
        *ask,
        choices.people(unit),
        *(choices.history(plan, task, unit) for task in spoken),
        *(choices.reopen(plan, task, unit) for task in done),
        *(choices.file(file) for file in kept[:_FILES]),
        choices.DESK,
    )
