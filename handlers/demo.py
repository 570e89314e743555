"""The demo's switch: being an officer of a unit of the sample roster, the secretariat, or a visitor, by a command."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import enrolment
from handlers.message import Choice
from handlers.turn import Decision, KeepKind, Outcome, Person, Role, TakePart, Turn, Unit
from handlers.wording import choices
from handlers.wording import demo as told
from knowledge.plan import Plan

_HEAD = "dong vai"
_VISITOR = Choice(told.VISITOR, f"{_HEAD} khach")
_SECRETARIAT = Choice(told.SECRETARIAT, f"{_HEAD} thuong truc")


def parts(plan: Plan, roster: Sequence[Unit]) -> tuple[Choice, ...]:
    """What the switch offers: a visitor, an officer of the roster's first unit of each kind, the secretariat."""
    firsts = (next((unit for unit in roster if unit.kind == kind.key), None) for kind in choices.own_kinds(plan))
    return (_VISITOR, *(Choice(told.officer(unit), _says(unit)) for unit in firsts if unit), _SECRETARIAT)


def part_of(person: Person | None) -> str:
    """The command that takes the part this person has."""
    if person and person.role is Role.SECRETARIAT:
        return _SECRETARIAT.says
    return f"{_HEAD} {person.unit.lower()}" if person and person.unit else _VISITOR.says


def take_part(turn: Turn) -> Outcome | None:
    """Obey the switch; outside the demo, and where the words are no part, None."""
    said = turn.incoming.text.strip().lower()
    if not turn.office.demo or turn.incoming.group or not said.startswith(f"{_HEAD} "):
        return None
    if said == _VISITOR.says:
        return Outcome(Decision((told.now_visitor(choices.first_steps()),), actions=(TakePart(None, Role.VISITOR), KeepKind(None))))
    if said == _SECRETARIAT.says:
        return Outcome(Decision((told.now_secretariat(choices.first_steps()),), actions=(TakePart(None, Role.SECRETARIAT), KeepKind(None))))
    unit = _unit(turn, said.removeprefix(_HEAD).strip())
    if unit is None:
        return Outcome(Decision((told.no_such_unit(choices.first_steps()),)), "unknown")
    return Outcome(Decision((told.now_officer(unit, enrolment.useful(turn, unit.kind)),), actions=(TakePart(unit.code),)))


def _says(unit: Unit) -> str:
    return f"{_HEAD} {unit.code.lower()}"


def _unit(turn: Turn, code: str) -> Unit | None:
    for kind in turn.reader.plan.kinds:
        for unit in turn.records.units(kind.key):
            if unit.code.lower() == code:
                return unit
    return None
