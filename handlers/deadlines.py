"""The last day of a task as it stands for one unit: the plan's own, a later document's, or an extension's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.records_schedule import Extension, extension_of
from handlers.turn import State, Turn, Unit
from handlers.wording import dates
from knowledge.plan import Deadline, Plan, Task
from knowledge.told import Told


def deadline_of(plan: Plan, task: Task, unit: str | None, kind: str | None, day: date, extensions: Sequence[Extension]) -> Deadline:
    """As it stands on a day; without a unit, for every unit of the kind."""
    base = plan.due(task, day)
    found = extension_of(extensions, task, unit, kind, base.last) if extensions else None
    if found is None:
        return base
    return replace(base, last=found.last, closes=None, words=dates.extended_by(found.document))


@dataclass(frozen=True, slots=True)
class Moved:
    """A time limit that an extension moves: the plan's own, the extension, and for whom (a kind's or a unit's name; empty: for the asker). `sure`: it holds for
    everybody who was asked about."""

    own: Deadline
    by: Extension
    whose: str = ""
    sure: bool = True


def moved(turn: Turn, facts: Iterable[str], kinds: Collection[str] = ()) -> tuple[Moved, ...]:
    """What extensions do to the time limits these facts (their ids) state: for the asker's own unit, else for whomever of these kinds (empty:
    of all) they hold."""
    plan, extensions, asked = turn.reader.plan, turn.records.extensions(), set(facts)
    found: list[Moved] = []
    for task in plan.tasks if extensions else ():
        if asked.isdisjoint({task.fact, *(plan.fact_for(task, kind).id for kind in task.kinds)}):
            continue
        own = plan.due(task, turn.today)
        if turn.kind is not None and (not kinds or turn.kind in kinds):
            one = extension_of(extensions, task, turn.person.unit, turn.kind, own.last)
            found.extend([Moved(own, one)] if one else [])
            continue
        if len(kinds) == 1 and (one := extension_of(extensions, task, None, next(iter(kinds)), own.last)):
            found.append(Moved(own, one, _whose(turn, one)))
            continue
        for each in extensions:
            if each.task == task.key and not each.revoked and each.last > own.last and (not kinds or _kind(turn, each) in (None, *kinds)):
                found.append(Moved(own, each, _whose(turn, each), sure=each.scope == "all"))
    return tuple(found)


def _kind(turn: Turn, extension: Extension) -> str | None:
    """The kind of unit an extension is for; None where it is for all."""
    if extension.scope == "kind":
        return extension.target
    unit = turn.records.unit(extension.target) if extension.scope == "unit" else None
    return unit.kind if unit else None


def _whose(turn: Turn, extension: Extension) -> str:
    match extension.scope:
        case "kind":
            return next((kind.short or kind.label for kind in turn.reader.plan.kinds if kind.key == extension.target), "")
        case "unit":
            unit = turn.records.unit(extension.target)
            return unit.name if unit else ""
        case _:
            return ""


def late(turn: Turn, task: Task, unit: Unit, told: Told) -> Deadline | None:
    """The unit's deadline where something done was done after its last good day: by its own day where it is told, else by today."""
    if told.state is not State.DONE:
        return None
    done = told.date or told.last or turn.today
    plan, extensions = turn.reader.plan, turn.records.extensions()
    limit = deadline_of(plan, task, unit.code, unit.kind, min(done, turn.today), extensions)
    return due(turn, task, unit) if done > limit.last else None


def due(turn: Turn, task: Task, unit: Unit | None = None) -> Deadline:
    """Today's deadline for a unit, or without one for the asker's kind."""
    kind = unit.kind if unit else turn.kind
    return deadline_of(turn.reader.plan, task, unit.code if unit else None, kind, turn.today, turn.records.extensions())
