"""Codes and one's own request: a code is looked up, the request it makes is confirmed by the person, and then decided or let in."""

from __future__ import annotations

from handlers import joining
from handlers.actions import Action, CountMiss, LeaveUnit, LinkAccount, SettleRequest, TellOffice
from handlers.message import Reply
from handlers.records import Invitation, Request, Role
from handlers.turn import Decision, Outcome, Turn
from handlers.wording import choices, people
from handlers.wording import joining as wording

MINE, ALL = 5, 50
"""Wrong codes in an hour after which one person's, and everybody's, are not looked at."""


def use(turn: Turn, code: str) -> Outcome:
    """A code that was typed or came by a link. Guessing is slowed down, and told to the secretariat once."""
    misses = turn.records.misses()
    if misses.mine >= MINE or (misses.all >= ALL and not turn.person.units):
        return Outcome(Decision((wording.too_many_tries(),)), "unknown")
    found = turn.records.invitation(code)
    if found is None:
        actions: tuple[Action, ...] = (CountMiss(),)
        if misses.mine + 1 == MINE:
            actions = (*actions, TellOffice(_guessing(turn), f"guess-{turn.person.id}"))
        elif misses.all + 1 == ALL:
            actions = (*actions, TellOffice(wording.guessing("", ALL), "guess"))
        return Outcome(Decision((wording.wrong_code(MINE - misses.mine - 1),), actions=actions), "unknown")
    if found.revoked or found.expires <= turn.now:
        return Outcome(Decision((wording.code_over(found, turn.now, turn.office.contact),)), "unknown")
    if found.person is not None:
        return _link(turn, found, found.person)
    unit = turn.records.unit(found.unit) if found.unit else None
    if found.unit is not None and unit is None:
        return Outcome(Decision((wording.unit_gone(),)))
    if unit is not None and unit.code in turn.person.units:
        return Outcome(Decision((wording.already(unit),)))
    request = Request(turn.records.next_id(), turn.person.id, found.unit, found.role, joining.own_name(turn), "proposed", found.id, turn.now)
    return joining.propose(turn, request)


def agree(turn: Turn, id: int, *, move: bool) -> Outcome:
    """The person says that unit and name are right: in at once by a code, else (or where the office wants it) the secretariat decides."""
    request = own(turn, id)
    if isinstance(request, Outcome):
        return request
    unit = turn.records.unit(request.unit) if request.unit else None
    if request.unit is not None and unit is None:
        return Outcome(Decision((wording.unit_gone(),)))
    if request.invitation is not None and not any(each.id == request.invitation for each in turn.records.invitations(request.unit)):
        return Outcome(Decision((wording.settled_before("revoked"),)))
    if request.state == "waiting":
        return Outcome(Decision((wording.waits(unit, id),)))
    if request.invitation is None or (turn.office.approval and request.unit is not None):
        ask = TellOffice(people.asks_in(request, unit, by_code=request.invitation is not None))
        return Outcome(Decision((wording.waits(unit, id),), actions=(SettleRequest(id, "waiting"), ask)))
    left = tuple(LeaveUnit(turn.person.id, code) for code in turn.person.units) if move else ()
    actions: tuple[Action, ...] = (*left, SettleRequest(id, "joined"), TellOffice(people.came_in(request, unit)))
    offered = choices.first_steps() if request.role in (Role.OFFICER, Role.LEADER) else (choices.HELP,)
    return Outcome(Decision((wording.joined(request, unit, offered),), actions=actions))


def withdraw(turn: Turn, id: int) -> Outcome:
    """The request is not wanted."""
    request = own(turn, id)
    if isinstance(request, Outcome):
        return request
    return Outcome(Decision((wording.withdrawn((wording.JOIN, choices.MY_TASKS)),), actions=(SettleRequest(id, "withdrawn"),)))


def own(turn: Turn, id: int) -> Request | Outcome:
    """A request this person may still decide on, or the word that says why not."""
    request = turn.records.request(id)
    if request is None or request.person != turn.person.id:
        return Outcome(Decision((wording.no_request(),)), "unknown")
    if request.state not in ("proposed", "waiting"):
        return Outcome(Decision((wording.settled_before(request.state),)))
    return request


def _guessing(turn: Turn) -> Reply:
    return wording.guessing(joining.own_name(turn), MINE)


def _link(turn: Turn, found: Invitation, person: int) -> Outcome:
    """This chat becomes another account of a person: at once, for who types the code has just been given it by himself."""
    owner = turn.records.person(person)
    if owner is None or owner.id == turn.person.id or turn.person.role is not Role.VISITOR:
        return Outcome(Decision((wording.not_linkable(),)), "unknown")
    return Outcome(Decision((wording.linked(owner.name),), actions=(LinkAccount(owner.id, found.id),)))
