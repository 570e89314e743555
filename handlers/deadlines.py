"""The last day of a task as it stands for one unit: the plan's own, a later document's, or an extension's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.records_schedule import Extension, extension_of
from handlers.turn import Turn, Unit
from handlers.wording import dates
from knowledge.plan import Deadline, Plan, Task


def deadline_of(plan: Plan, task: Task, unit: str | None, kind: str | None, day: date, extensions: Sequence[Extension]) -> Deadline:
    """As it stands on a day; without a unit, for every unit of the kind."""
    base = plan.due(task, day)
    found = extension_of(extensions, task, unit, kind, base.last) if extensions else None
    if found is None:
        return base
    return replace(base, last=found.last, closes=None, words=dates.extended_by(found.document))


def due(turn: Turn, task: Task, unit: Unit | None = None) -> Deadline:
    """Today's deadline for a unit, or without one for the asker's kind."""
    kind = unit.kind if unit else turn.kind
    return deadline_of(turn.reader.plan, task, unit.code if unit else None, kind, turn.today, turn.records.extensions())
