"""One message, one turn: what a handler decided becomes rows, all of them or none."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from bot.acts import Doer
from bot.faults import place
from bot.lookups import TurnRecords
from bot.quota import is_crowded, tell_crowded
from bot.script import Stage
from bot.store import codec
from bot.store.base import Lane, Outgoing, StoreError, Work
from handlers.message import Incoming, Reply
from handlers.records import OFFICE
from handlers.turn import Conversation, Decision, Person, Role, Turn

log = logging.getLogger(__name__)

KEEPS = timedelta(hours=24)
LONGEST = 4096


def cleaned(incoming: Incoming) -> Incoming:
    """The message as tables can hold it: at most 4,096 characters, no halves of characters."""
    text, name, title = _whole(incoming.text[:LONGEST]), _whole(incoming.name[:200]), _whole(incoming.title[:200])
    same = (text, name, title) == (incoming.text, incoming.name, incoming.title)
    return incoming if same else replace(incoming, text=text, name=name, title=title)


def take(stage: Stage, work: Work, incoming: Incoming) -> None:
    """Play the turn of a message that the inbox has as handled, in its savepoint; what a handler does wrong costs this message only.

    Raises StoreError where the store failed in it, even if the handler swallowed that.
    """
    if stage.logged(incoming.address.bot):
        work.append(incoming.key, incoming.address, "in", codec.dump_incoming(incoming), stage.clock.now())
    try:
        with work.message():
            _play(stage, work, incoming)
    except StoreError:
        raise
    except Exception as error:
        if not work.healthy():
            raise StoreError("the transaction was lost") from error
        fault = place(error)
        log.error("message %s of %s failed: %s", incoming.key, incoming.address.bot, fault)
        work.settle(incoming, fault)
        _apologise(stage, work, incoming)
    if not work.healthy():
        raise StoreError("the transaction was lost")


def _apologise(stage: Stage, work: Work, incoming: Incoming) -> None:
    try:
        with work.message():
            _queue(stage, work, incoming, None, "sorry", stage.script.apology())
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 - the message is kept as failed; it must not stop those behind it
        log.error("no apology for message %s of %s: %s", incoming.key, incoming.address.bot, place(error))


def _play(stage: Stage, work: Work, incoming: Incoming) -> None:
    now, plan, address = stage.clock.now(), stage.plan.key, incoming.address
    known = work.meet(incoming, plan, now)
    person = _opened(stage, work, incoming, known.person)
    records = TurnRecords(stage, work, address, person.id, now)
    turn = Turn(
        incoming=incoming,
        person=person,
        conversation=known.conversation,
        reader=stage.reader,
        records=records,
        now=now,
        office=stage.office,
    )
    if not incoming.group and is_crowded(stage, work, address):
        decision = Decision((stage.script.crowded(next((bot for bot in stage.abilities if bot not in stage.quotas), "")),))
        tell_crowded(stage, work, address.bot)
    else:
        decision = stage.script.route(turn)
    if not all(stage.script.permits(person, action, records, stage.office) for action in decision.actions):
        log.warning("message %s of %s asked for what its sender may not do", incoming.key, address.bot)
        decision = Decision((stage.script.not_allowed(),), known.conversation.waiting)
    doer = Doer(stage, work, incoming, person, now)
    for number, action in enumerate(decision.actions):
        doer.carry_out(number, action)
    context = known.conversation.context if decision.context is None else decision.context
    work.save_conversation(address, Conversation(context, decision.waiting), now)
    for number, reply in enumerate(decision.replies):
        _queue(stage, work, incoming, person, str(number), reply)


def _queue(stage: Stage, work: Work, incoming: Incoming, person: Person | None, name: str, reply: Reply) -> None:
    real, address = stage.clock.real(), incoming.address
    # A group's rows have no person: nothing of theirs is anybody's own.
    number = None if person is None or incoming.group else person.id
    work.queue(Outgoing(f"{address.bot}/{incoming.key}/{name}", address, Lane.REPLY, reply, real, real + KEEPS, number))


def _opened(stage: Stage, work: Work, incoming: Incoming, person: Person) -> Person:
    """The person with the role the settings give an account; nobody else can make the first one of the office."""
    if incoming.group or incoming.address not in stage.secretariat or person.role in OFFICE:
        return person
    work.set_role(stage.plan.key, person.id, Role.ADMIN)
    return work.person(stage.plan.key, person.id) or person


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
