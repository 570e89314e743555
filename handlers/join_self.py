"""One's own place and data: the units one belongs to, leaving, a second account, what is kept and having it removed."""

from __future__ import annotations

from datetime import timedelta

from handlers.actions import EraseSelf, KeepInvitation, LeaveUnit, PreferChannel, SpeakFor, TellOffice
from handlers.records import Role, Unit
from handlers.turn import Decision, Outcome, Turn
from handlers.wording import joining as wording
from handlers.wording import personal as told

_LINK_HOLDS = timedelta(hours=24)


def mine(turn: Turn) -> Outcome:
    """The units one belongs to."""
    own = _units(turn)
    return Outcome(Decision((told.mine(turn.person, own) if own else told.no_units(),)))


def speak(turn: Turn, code: str) -> Outcome:
    """Another of one's own units comes first."""
    unit = turn.records.unit(code)
    if unit is None or unit.code not in turn.person.units:
        return Outcome(Decision((told.not_yours(unit) if unit else wording.unit_gone(),)), "unknown")
    return Outcome(Decision((told.speaks_for(unit),), actions=(SpeakFor(unit.code),)))


def leave(turn: Turn, code: str) -> Outcome:
    """Leave a unit; without one it is asked which, as a confirmation."""
    own = _units(turn)
    if not own:
        return Outcome(Decision((told.no_units(),)))
    if not code:
        return Outcome(Decision((told.ask_leave(own),)), "clarify")
    unit = next((unit for unit in own if unit.code == code), None)
    if unit is None:
        other = turn.records.unit(code)
        return Outcome(Decision((told.not_yours(other) if other else wording.unit_gone(),)), "unknown")
    actions = (LeaveUnit(turn.person.id, unit.code), TellOffice(told.has_left(turn.person.name, unit)))
    return Outcome(Decision((told.left(unit),), actions=actions))


def link(turn: Turn) -> Outcome:
    """A code for one's own second account, for one use within a day."""
    if turn.person.role is Role.VISITOR:
        return Outcome(Decision((told.no_units(),)))
    code = turn.records.fresh_code()
    kept = KeepInvitation(code, turn.person.role, None, turn.now + _LINK_HOLDS, turn.person.id)
    return Outcome(Decision((wording.link_code(code),), actions=(kept,)))


def prefer(turn: Turn, channel: str) -> Outcome:
    """Be reminded through a channel one has written to; else it is said how to join the account there."""
    wanted = channel.split()[0]
    found = next((bot for bot in (turn.incoming.address.bot, *turn.records.accounts()) if bot == wanted or bot.startswith(f"{wanted}-")), None)
    if found is None or found not in turn.records.accounts():
        return Outcome(Decision((told.no_account(channel),)), "unknown")
    return Outcome(Decision((told.preferred(found),), actions=(PreferChannel(found),)))


def data(turn: Turn) -> Outcome:
    """All that is kept about oneself."""
    own = _units(turn)
    said = sum(status.by == turn.person.id for unit in own for status in turn.records.history(unit.code))
    return Outcome(Decision((told.data(turn.person, own, said),)))


def erase(turn: Turn, *, sure: bool) -> Outcome:
    """Have it removed; reports stay with the units, nameless."""
    if not sure:
        return Outcome(Decision((told.ask_erase(),)), "clarify")
    return Outcome(Decision((told.erased(),), actions=(EraseSelf(),)))


def _units(turn: Turn) -> list[Unit]:
    return [unit for code in turn.person.units if (unit := turn.records.unit(code)) is not None]
