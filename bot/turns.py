"""One message, one turn: what a handler decided becomes rows, all of them or none."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.faults import place
from bot.script import Stage
from bot.store import codec
from bot.store.base import Lane, Outgoing, StoreError, Work
from handlers.message import Address, Incoming, Reply
from handlers.turn import (
    Action,
    Conversation,
    JoinUnit,
    KeepKind,
    KeepUnanswered,
    Person,
    SaveStatus,
    Status,
    Turn,
    UndoStatus,
    Unit,
)

log = logging.getLogger(__name__)

KEEPS = timedelta(hours=24)
LONGEST = 4096


def cleaned(incoming: Incoming) -> Incoming:
    """The message as tables can hold it: at most 4,096 characters, no halves of characters."""
    text, name = _whole(incoming.text[:LONGEST]), _whole(incoming.name[:200])
    return incoming if (text, name) == (incoming.text, incoming.name) else replace(incoming, text=text, name=name)


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
    turn = Turn(
        incoming=incoming,
        person=known.person,
        conversation=known.conversation,
        reader=stage.reader,
        records=_Records(work, plan),
        now=now,
        office=stage.office,
    )
    decision = stage.script.route(turn)
    for action in decision.actions:
        _apply(work, plan, action, known.person, address, now)
    context = known.conversation.context if decision.context is None else decision.context
    work.save_conversation(address, Conversation(context, decision.waiting), now)
    for number, reply in enumerate(decision.replies):
        _queue(stage, work, incoming, known.person, str(number), reply)


def _apply(work: Work, plan: str, action: Action, person: Person, address: Address, now: datetime) -> None:
    match action:
        case KeepKind(kind):
            work.set_kind(plan, person.id, kind)
        case JoinUnit(unit, role):
            work.join(plan, person.id, unit, role)
        case SaveStatus(unit, task, state, words):
            work.save_status(plan, unit, task, state, words, person.id, now)
        case UndoStatus(unit, task):
            work.undo_status(plan, unit, task, person.id, now)
        case KeepUnanswered(text, reason):
            work.keep_unanswered(plan, address, person.id, text, reason, now)
        case _:
            assert_never(action)


def _queue(stage: Stage, work: Work, incoming: Incoming, person: Person | None, name: str, reply: Reply) -> None:
    real, address = stage.clock.real(), incoming.address
    # A group's rows have no person: nothing of theirs is anybody's own.
    number = None if person is None or incoming.group else person.id
    work.queue(Outgoing(f"{address.bot}/{incoming.key}/{name}", address, Lane.REPLY, reply, real, real + KEEPS, number))


class _Records:
    """What a handler may look up, of one plan."""

    def __init__(self, work: Work, plan: str) -> None:
        self._work, self._plan = work, plan

    def unit(self, code: str) -> Unit | None:
        return self._work.unit(self._plan, code)

    def units(self, kind: str) -> Sequence[Unit]:
        return self._work.units(self._plan, kind)

    def status(self, unit: str, task: str) -> Status | None:
        return self._work.status(self._plan, unit, task)


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
