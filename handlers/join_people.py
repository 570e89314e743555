"""The people the secretariat sees: who waits, who belongs to a unit, codes, and the secretariat itself."""

from __future__ import annotations

from datetime import timedelta

from handlers.actions import (
    Action,
    Job,
    KeepInvitation,
    LeaveUnit,
    Order,
    RevokeInvitations,
    SetPost,
    SetRole,
    SettleRequest,
    Tell,
)
from handlers.records import Role, Unit
from handlers.turn import Decision, Outcome, Turn
from handlers.wording import desk_choices as desk
from handlers.wording import joining as wording
from handlers.wording import people as told

_OFFICE_CODE = timedelta(hours=48)


def requests(turn: Turn) -> Outcome:
    """Who waits to be let in."""
    waiting = [(each, _unit(turn, each.unit)) for each in turn.records.requests("waiting")]
    return Outcome(Decision((told.requests(waiting, (desk.DESK,)),)))


def decide(turn: Turn, id: int, *, let_in: bool) -> Outcome:
    """Let somebody in, or not; the second who presses learns what was decided."""
    request = turn.records.request(id)
    if request is None:
        return Outcome(Decision((wording.no_request(),)), "unknown")
    if request.state != "waiting":
        return Outcome(Decision((wording.settled_before(request.state),)))
    unit = _unit(turn, request.unit)
    if request.unit is not None and unit is None:
        return Outcome(Decision((wording.unit_gone(),)))
    tell = Tell(request.person, told.let_in(request, unit) if let_in else told.not_let_in(unit, turn.office.contact))
    settled = SettleRequest(id, "joined" if let_in else "denied")
    return Outcome(Decision((told.decided(request, unit, let=let_in),), actions=(settled, tell)))


def undo(turn: Turn, id: int) -> Outcome:
    """Somebody who joined by mistake, or by a code that was not his, is taken out again."""
    request = turn.records.request(id)
    if request is None:
        return Outcome(Decision((wording.no_request(),)), "unknown")
    if request.state != "joined":
        return Outcome(Decision((wording.settled_before(request.state),)))
    unit = _unit(turn, request.unit)
    if request.unit is None and turn.person.role is not Role.ADMIN:
        return Outcome(Decision((wording.no_request(),)), "unknown")
    actions = (SettleRequest(id, "undone"), Tell(request.person, told.taken_out(unit, turn.office.contact)))
    return Outcome(Decision((told.undone(request, unit),), actions=actions))


def people(turn: Turn, code: str) -> Outcome:
    """Who belongs to a unit."""
    unit = turn.records.unit(code)
    if unit is None:
        return Outcome(Decision((wording.unit_gone(),)))
    return Outcome(Decision((told.people(unit, turn.records.people(code), turn.records.invitations(code), turn.now),)))


def give_role(turn: Turn, person: int, code: str, role: Role) -> Outcome:
    """Make somebody of a unit its leader or its officer."""
    unit, who = turn.records.unit(code), turn.records.person(person)
    if unit is None or who is None or unit.code not in who.units:
        return Outcome(Decision((told.nobody(),)))
    actions: tuple[Action, ...] = (SetPost(person, unit.code, role), Tell(person, told.new_role(unit, role)))
    return Outcome(Decision((told.changed(who, unit, role),), actions=actions if who.at(unit.code) is not role else ()))


def remove(turn: Turn, person: int, code: str) -> Outcome:
    """Take somebody out of a unit."""
    unit, who = turn.records.unit(code), turn.records.person(person)
    if unit is None or who is None or unit.code not in who.units:
        return Outcome(Decision((told.nobody(),)))
    actions = (LeaveUnit(person, unit.code), Tell(person, told.taken_out(unit, turn.office.contact)))
    return Outcome(Decision((told.changed(who, unit, None),), actions=actions))


def invite(turn: Turn, code: str) -> Outcome:
    """A new code for a unit, shown once."""
    unit = turn.records.unit(code)
    if unit is None:
        return Outcome(Decision((wording.unit_gone(),)))
    return _invited(turn, unit, Role.OFFICER, timedelta(days=turn.office.invite_days))


def invite_all(turn: Turn) -> Outcome:
    """A sheet with a code for every unit, made after the turn."""
    return Outcome(Decision((told.sheet_ordered(),), actions=(Order(turn.records.next_id(), Job.INVITE_SHEET),)))


def revoke(turn: Turn, code: str) -> Outcome:
    """No code of a unit holds any longer."""
    unit = turn.records.unit(code)
    if unit is None:
        return Outcome(Decision((wording.unit_gone(),)))
    many = len(turn.records.invitations(code))
    return Outcome(Decision((told.revoked(unit, many),), actions=(RevokeInvitations(code),) if many else ()))


def invite_office(turn: Turn) -> Outcome:
    """A code to the secretariat, for one use."""
    return _invited(turn, None, Role.SECRETARIAT, _OFFICE_CODE)


def office(turn: Turn) -> Outcome:
    """Who the secretariat is."""
    return Outcome(Decision((told.office(turn.records.office(), admin=turn.person.role is Role.ADMIN),)))


def drop_office(turn: Turn, person: int) -> Outcome:
    """Somebody no longer belongs to the secretariat."""
    who = next((each for each in turn.records.office() if each.id == person and each.role is Role.SECRETARIAT), None)
    if who is None:
        return Outcome(Decision((told.nobody(),)))
    actions: tuple[Action, ...] = (SetRole(person, Role.VISITOR), Tell(person, told.taken_out(None, turn.office.contact)))
    return Outcome(Decision((told.office_changed(who),), actions=actions))


def _invited(turn: Turn, unit: Unit | None, role: Role, holds: timedelta) -> Outcome:
    code, expires = turn.records.fresh_code(), turn.now + holds
    kept = KeepInvitation(code, role, unit.code if unit else None, expires)
    return Outcome(Decision((told.invitation(unit, code, expires, role),), actions=(kept,)))


def _unit(turn: Turn, code: str | None) -> Unit | None:
    return turn.records.unit(code) if code else None


