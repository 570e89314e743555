"""The room of joining: codes, confirming unit and name, being let in, one's own units and data, and the people the secretariat sees."""

from __future__ import annotations

import unicodedata
from typing import assert_never

from handlers import courtesy, join_codes, join_people, join_self, units
from handlers import join_commands as do
from handlers.actions import KeepRequest
from handlers.join_commands import Command
from handlers.records import Request, Role
from handlers.turn import Decision, Outcome, Turn, WaitingName, WaitingUnit
from handlers.wording import joining as wording

_LONGEST_NAME = 60
_MOST = 5


def obey(turn: Turn, command: Command) -> Outcome:
    """Carry a command out."""
    match command:
        case do.UseCode(code):
            return join_codes.use(turn, code)
        case do.WishToJoin(text):
            return _search(turn, text) if text else Outcome(Decision((wording.ask_unit(turn.office.contact),), WaitingUnit()))
        case do.PickUnit(unit):
            return _propose(turn, unit)
        case do.Agree(id, move):
            return join_codes.agree(turn, id, move=move)
        case do.Rename(id):
            return _ask_name(turn, id)
        case do.Withdraw(id):
            return join_codes.withdraw(turn, id)
        case do.ShowMine():
            return join_self.mine(turn)
        case do.Speak(unit):
            return join_self.speak(turn, unit)
        case do.Leave(unit):
            return join_self.leave(turn, unit)
        case do.LinkAccount():
            return join_self.link(turn)
        case do.Prefer(channel):
            return join_self.prefer(turn, channel)
        case do.ShowData():
            return join_self.data(turn)
        case do.EraseData(sure):
            return join_self.erase(turn, sure=sure)
        case _:
            return _office(turn, command)


def _office(
    turn: Turn,
    command: do.Decide | do.UndoJoin | do.ShowRequests | do.ShowPeople | do.GiveRole | do.RemovePerson | do.Invite | do.InviteAll | do.Revoke
    | do.InviteOffice | do.ShowOffice | do.DropOffice,
) -> Outcome:  # fmt: skip
    match command:
        case do.Decide(id, let_in):
            return join_people.decide(turn, id, let_in=let_in)
        case do.UndoJoin(id):
            return join_people.undo(turn, id)
        case do.ShowRequests():
            return join_people.requests(turn)
        case do.ShowPeople(unit):
            return join_people.people(turn, unit)
        case do.GiveRole(person, unit, role):
            return join_people.give_role(turn, person, unit, role)
        case do.RemovePerson(person, unit):
            return join_people.remove(turn, person, unit)
        case do.Invite(unit):
            return join_people.invite(turn, unit)
        case do.InviteAll():
            return join_people.invite_all(turn)
        case do.Revoke(unit):
            return join_people.revoke(turn, unit)
        case do.InviteOffice():
            return join_people.invite_office(turn)
        case do.ShowOffice():
            return join_people.office(turn)
        case do.DropOffice(person):
            return join_people.drop_office(turn, person)
        case _:
            assert_never(command)


def awaited(turn: Turn) -> Outcome | None:
    """The unit or the name we asked for; a question is answered instead."""
    if turn.incoming.group:
        return None
    match turn.conversation.waiting:
        case WaitingUnit():
            if "?" in turn.incoming.text or courtesy.courtesy(turn.incoming.text):
                return None
            return _search(turn, turn.incoming.text)
        case WaitingName(id):
            return None if "?" in turn.incoming.text else _named(turn, id)
        case _:
            return None


def _search(turn: Turn, text: str) -> Outcome:
    found = units.found(turn, text, _MOST)
    if not found:
        return Outcome(Decision((wording.ask_unit_again(turn.office.contact),), WaitingUnit()), "clarify")
    if len(found) == 1:
        return _propose(turn, found[0].code)
    return Outcome(Decision((wording.which_unit(found[:_MOST]),), WaitingUnit()), "clarify")


def _propose(turn: Turn, code: str) -> Outcome:
    """Ask to confirm a unit that was searched for; one request of a person and a unit waits at a time."""
    unit = turn.records.unit(code)
    if unit is None:
        return Outcome(Decision((wording.unit_gone(),)))
    if unit.code in turn.person.units:
        return Outcome(Decision((wording.already(unit),)))
    waits = next((r for r in turn.records.requests("waiting") if (r.person, r.unit) == (turn.person.id, unit.code)), None)
    if waits is not None:
        return Outcome(Decision((wording.waits(unit, waits.id),)))
    request = Request(turn.records.next_id(), turn.person.id, unit.code, Role.OFFICER, own_name(turn), "proposed", None, turn.now)
    return propose(turn, request)


def propose(turn: Turn, request: Request) -> Outcome:
    """Keep a request and ask to confirm it."""
    unit = turn.records.unit(request.unit) if request.unit else None
    kept = KeepRequest(request.id, request.unit, request.role, request.name, request.invitation)
    return Outcome(Decision((wording.confirm(request, unit, had=bool(turn.person.units) and unit is not None),), actions=(kept,)), "clarify")


def own_name(turn: Turn) -> str:
    """What a person is called: the name kept, else the account's."""
    return turn.person.name or clean_name(turn.incoming.name)


def clean_name(text: str) -> str:
    """A name as it is kept: one line, no control characters; "" where it is none."""
    shown = "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char)[0] != "C")
    name = " ".join(shown.split())[:_LONGEST_NAME]
    return name if any(char.isalpha() for char in name) else ""


def _ask_name(turn: Turn, id: int) -> Outcome:
    request = join_codes.own(turn, id)
    return request if isinstance(request, Outcome) else Outcome(Decision((wording.ask_name(),), WaitingName(id)), "clarify")


def _named(turn: Turn, id: int) -> Outcome:
    request = join_codes.own(turn, id)
    if isinstance(request, Outcome):
        return request
    name = clean_name(turn.incoming.text)
    if not name or len(turn.incoming.text) > 2 * _LONGEST_NAME:
        return Outcome(Decision((wording.bad_name(),), WaitingName(id)), "clarify")
    renamed = Request(request.id, request.person, request.unit, request.role, name, request.state, request.invitation, request.at)
    return propose(turn, renamed)
