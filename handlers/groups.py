"""The room of work groups: a unit says which group chat is its own, so that broadcasts can go there too."""

from __future__ import annotations

from typing import assert_never

from handlers import units
from handlers.actions import DropGroup as Drop
from handlers.actions import SetGroup, TellOffice
from handlers.group_commands import Command, DropGroup, ShowGroups, UseGroup
from handlers.records import OFFICE, Person, Role, Unit
from handlers.records_groups import Group
from handlers.spoken import words
from handlers.turn import Decision, Outcome, Turn
from handlers.wording import groups as told
from handlers.wording import not_allowed

_MAY = (Role.OFFICER, Role.LEADER)


def obey(turn: Turn, command: Command) -> Outcome:
    """Carry a command out."""
    match command:
        case UseGroup() if not turn.incoming.group:
            return Outcome(Decision((told.say_it_there(),)))
        case UseGroup(named):
            return _use(turn, named)
        case DropGroup(id):
            return _drop(turn, turn.records.group_here() if id is None else turn.records.group(id))
        case ShowGroups():
            return _show(turn)
        case _:
            assert_never(command)


def _use(turn: Turn, named: str) -> Outcome:
    who, here = _speaker(turn), turn.records.group_here()
    if here is not None and not named:
        return Outcome(Decision((told.is_used(_name(turn, here.unit)),)))
    found = _named(turn, named) if named else [unit for code in who.units if (unit := turn.records.unit(code))]
    own = [unit for unit in found if _may(who, unit.code)]
    if len(own) != 1:
        if not named and who.role not in OFFICE and not own:
            return Outcome(Decision((told.not_yours(turn.office.contact),)), "unknown")
        return Outcome(Decision((told.which(own or found, known=bool(found)),)), "clarify")
    if here is not None and here.unit == own[0].code:
        return Outcome(Decision((told.is_used(own[0].name),)))
    if here is not None and not _may(who, here.unit):
        # Whoever is a guest in another unit's group does not take it away from it.
        return Outcome(Decision((told.of_others(_name(turn, here.unit)),)), "unknown")
    new = Group(here.id if here else turn.records.next_id(), turn.incoming.address, own[0].code, turn.incoming.title, who.id)
    office = TellOffice(told.office_of_new(new, own[0], who))
    return Outcome(Decision((told.used(own[0]),), actions=(SetGroup(new), office)))


def _drop(turn: Turn, group: Group | None) -> Outcome:
    if group is None:
        return Outcome(Decision((told.no_group(),)), "unknown")
    if not _may(_speaker(turn), group.unit):
        return Outcome(Decision((not_allowed(),)), "unknown")
    return Outcome(Decision((told.dropped(group, _name(turn, group.unit)),), actions=(Drop(group.id),)))


def _show(turn: Turn) -> Outcome:
    mine = None if turn.in_office else turn.person.units
    found = turn.records.groups(mine)
    return Outcome(Decision((told.every(found, {unit.code: unit.name for unit in turn.records.roster()}),)))


def _speaker(turn: Turn) -> Person:
    """Who speaks, with the units that a turn in a group does not know."""
    return turn.records.person(turn.person.id) or turn.person


def _may(who: Person, unit: str) -> bool:
    return who.role in OFFICE or who.at(unit) in _MAY


def _named(turn: Turn, named: str) -> list[Unit]:
    unit = units.by_code(turn, words(named))
    return [unit] if unit else list(units.found(turn, named, 5))


def _name(turn: Turn, code: str) -> str:
    unit = turn.records.unit(code)
    return unit.name if unit else code
