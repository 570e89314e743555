"""Every turn, tick and claim, in short transactions on one thread: the only place that writes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.channels.base import Abilities
from bot.clock import Clock
from bot.faults import place
from bot.outcomes import unknown
from bot.script import Script
from bot.store import codec
from bot.store.base import Claim, Given, Hold, Lane, Outcome, Outgoing, Slot, Store, StoreError, Work
from handlers.message import Address, Incoming, Reply
from handlers.turn import (
    Action,
    Conversation,
    JoinUnit,
    KeepKind,
    KeepUnanswered,
    Office,
    Person,
    SaveStatus,
    Status,
    Turn,
    UndoStatus,
    Unit,
)
from knowledge.question import Reader

log = logging.getLogger(__name__)

KEEPS = timedelta(hours=24)
LEASE = timedelta(seconds=120)
PAGE = 100
# More pushed messages than this to one person in a day can only be a fault of ours.
DAILY_CAP = 12
MOMENT, START = "clock.moment", "clock.start"


@dataclass(frozen=True, slots=True)
class Exchange:
    """What delivery gets for its outcomes: rows to send now, when the next may go (real moment), and whether to ask again at once."""

    claims: tuple[Claim, ...] = ()
    due: datetime | None = None
    again: bool = False


class Core:
    """The bot without its network. Every method is one short transaction and raises StoreError where nothing was kept.

    `abilities` tells by a bot's name what its channel can show; `writable` which addresses may be written to (a rehearsal's limits).
    """

    def __init__(
        self,
        store: Store,
        reader: Reader,
        script: Script,
        clock: Clock,
        office: Office,
        abilities: Mapping[str, Abilities] | None = None,
        writable: Callable[[Address], bool] = lambda address: True,
    ) -> None:
        self.store, self.reader, self.script, self.clock, self.office = store, reader, script, clock, office
        self.abilities = dict(abilities or {})
        self._writable = writable
        self._ailing = False

    @property
    def plan_key(self) -> str:
        """The key of the plan that is served."""
        return self.reader.plan.key

    def receive(self, batch: Sequence[Incoming]) -> None:
        """Take every message of a batch that is not known yet, all in one commit."""
        with self._batch() as work:
            for incoming in batch:
                if work.keep(incoming, self.clock.now()) or self._state(work, incoming) == "kept":
                    self._take(work, incoming)

    def keep(self, batch: Sequence[Incoming]) -> None:
        """Only keep the messages, for a platform where reading consumes; `take_up` or `receive` handles them."""
        with self._batch() as work:
            for incoming in batch:
                work.keep(incoming, self.clock.now())

    def take_up(self) -> int:
        """Handle a page of the messages that are kept and not handled yet; how many there were."""
        with self._batch() as work:
            kept = work.open_messages("kept", PAGE)
            for incoming in kept:
                self._take(work, incoming)
        return len(kept)

    def rerun(self, bot: str, key: str) -> bool:
        """Run a failed message again; False where there is no failed message of this key."""
        with self._batch() as work:
            found = work.message_of(bot, key)
            if found is None or found[1] != "failed":
                return False
            self._take(work, found[0])
        return True

    def tick(self) -> bool:
        """Put reminders that have fallen due into the outbox, a page of them; whether there may be more."""
        now, plan, more = self.clock.now(), self.reader.plan, False
        slots = self.script.due(plan, now)
        if not slots and not self.clock.shifted and not self._ailing:
            return False
        with self._batch() as work:
            if self.clock.shifted:
                work.put(MOMENT, codec.when(now))
            for task, days in slots:
                deadline = task.deadline.last.isoformat()
                made = work.remind(plan.key, task.key, task.kinds, deadline, days, now, self.clock.real(), PAGE)
                more = more or made == PAGE
        return more

    def exchange(
        self, bot: str, outcomes: Sequence[Outcome], want: int, busy: Collection[str] = (), hold: Hold | None = None
    ) -> Exchange:
        """Record how sends ended and claim up to `want` new ones, in one commit."""
        real = self.clock.real()
        with self._batch() as work:
            for outcome in outcomes:
                work.record(outcome)
            if hold is not None:
                work.hold(bot, hold)
            taken = work.claim(bot, want, busy, real, real + LEASE) if want else ()
            claims = tuple(claim for claim in (self._ready(work, claim, real) for claim in taken) if claim is not None)
            # What was taken may have been cleared instead; then there may be room for the next.
            again = len(claims) < len(taken)
            return Exchange(claims, work.due(bot, real), again)

    def sweep(self, bot: str, orphans: bool = False) -> None:
        """Expire old rows and settle those whose sender died (`orphans`: every row under way, as at a start)."""
        real, abilities = self.clock.real(), self.abilities.get(bot)
        with self._batch() as work:
            for claim in work.sweep(bot, real, orphans):
                work.record(unknown(claim, "the sender stopped", bool(abilities and abilities.idempotent), real))

    def adopt(self, bot: str, since: datetime) -> tuple[Sequence[tuple[str, datetime]], Hold | None]:
        """Sweep at a start; then what was sent since a real moment, and the bot's hold, so that its pace goes on."""
        self.sweep(bot, orphans=True)
        with self._batch() as work:
            return work.recent(bot, since), work.held(bot)

    def append(self, address: Address, key: str, body: str) -> int:
        """Write an outgoing line of a conversation and give its id; the same key again changes nothing."""
        with self._batch() as work:
            return work.append(key, address, "out", body, self.clock.now())

    def prepare(self, units: Sequence[Unit]) -> None:
        """At a start: open the database, bring the roster up to date, and let a clock that was set go on from its last moment."""
        start = self.clock.start
        with self._batch() as work:
            work.load_units(self.plan_key, units)
            if start is None:
                return
            last = work.get(MOMENT)
            # Another start than the last one's begins another rehearsal.
            if last is not None and work.get(START) == codec.when(start):
                self.clock.resume(codec.moment(last))
            work.put(START, codec.when(start))
            work.put(MOMENT, codec.when(self.clock.now()))

    @property
    def well(self) -> bool:
        """Whether the database could be used the last time."""
        return not self._ailing

    @contextmanager
    def _batch(self) -> Iterator[Work]:
        """A transaction that says once that the store fails, and once that it is well again."""
        try:
            with self.store.batch() as work:
                yield work
        except StoreError as error:
            if not self._ailing:
                log.error("the database cannot be used (%s): nothing is acknowledged, trying again until it can", error)
            self._ailing = True
            raise
        if self._ailing:
            log.warning("the database can be used again")
        self._ailing = False

    def _state(self, work: Work, incoming: Incoming) -> str | None:
        found = work.message_of(incoming.address.bot, incoming.key)
        return found[1] if found else None

    def _take(self, work: Work, incoming: Incoming) -> None:
        """One turn in its savepoint; what a handler does wrong costs that message only."""
        try:
            with work.message():
                self._turn(work, incoming)
            work.settle(incoming)
        except StoreError:
            raise
        except Exception as error:
            if not work.healthy():
                raise StoreError("the transaction was lost") from error
            fault = place(error)
            log.error("message %s of %s failed: %s", incoming.key, incoming.address.bot, fault)
            work.settle(incoming, fault)
            self._queue(work, incoming, None, "sorry", self.script.apology())
        if not work.healthy():
            raise StoreError("the transaction was lost")

    def _turn(self, work: Work, incoming: Incoming) -> None:
        now = self.clock.now()
        known = work.meet(incoming, self.plan_key, now)
        if self._logged(incoming.address.bot):
            work.append(incoming.key, incoming.address, "in", codec.dump_incoming(incoming), now)
        turn = Turn(
            incoming=incoming,
            person=known.person,
            conversation=known.conversation,
            reader=self.reader,
            records=_Records(work, self.plan_key),
            now=now,
            office=self.office,
        )
        decision = self.script.route(turn)
        for action in decision.actions:
            self._apply(work, action, known.person, incoming.address, now)
        context = known.conversation.context if decision.context is None else decision.context
        work.save_conversation(incoming.address, Conversation(context, decision.waiting), now)
        for number, reply in enumerate(decision.replies):
            self._queue(work, incoming, known.person, str(number), reply)

    def _apply(self, work: Work, action: Action, person: Person, address: Address, now: datetime) -> None:
        plan = self.plan_key
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

    def _queue(self, work: Work, incoming: Incoming, person: Person | None, name: str, reply: Reply) -> None:
        real, address = self.clock.real(), incoming.address
        number = None if person is None or incoming.group else person.id
        key = f"{address.bot}/{incoming.key}/{name}"
        work.queue(Outgoing(key, address, Lane.REPLY, reply, real, real + KEEPS, number))

    def _ready(self, work: Work, claim: Claim, real: datetime) -> Claim | None:
        """The claim with its words, or None where it need not or must not go after all."""
        if not self._writable(claim.address):
            work.record(Given(claim, "failed", "not an address of this rehearsal", real))
            return None
        if self._too_many(work, claim, real):
            work.record(Given(claim, "failed", "too many messages to one person in a day", real))
            return None
        reply = claim.reply
        if reply is None:
            reply = self._word(work, claim.slots)
            if reply is None:
                work.record(Given(claim, "cleared", "no longer due", real))
                return None
            work.word(claim, reply)
        abilities = self.abilities.get(claim.address.bot)
        if reply.choices and claim.lane is Lane.REPLY and abilities is not None and not abilities.buttons:
            work.offer(claim.address, reply.choices, self.clock.now())
        return replace(claim, reply=self.script.rehearsal(reply) if self.office.rehearsal else reply)

    def _too_many(self, work: Work, claim: Claim, real: datetime) -> bool:
        if claim.lane is not Lane.BULK or claim.person is None or claim.part > 0:
            return False
        return work.pushed_since(claim.person, real - KEEPS) >= DAILY_CAP

    def _word(self, work: Work, slots: Sequence[Slot]) -> Reply | None:
        """A reminder as it is to be said now; None where nothing of it is still due."""
        now, plan = self.clock.now(), self.reader.plan
        for slot in slots:
            unit = work.unit(slot.plan, slot.unit)
            task = next((task for task in plan.tasks if task.key == slot.task), None)
            if slot.plan != plan.key or task is None or unit is None or task.deadline.last.isoformat() != slot.deadline:
                continue
            if work.still_due(slot):
                return self.script.reminder(plan, task, unit, now, self.office)
        return None

    def _logged(self, bot: str) -> bool:
        """A channel that shows its conversations from our own log is the one where the same key twice shows once."""
        abilities = self.abilities.get(bot)
        return abilities is not None and abilities.idempotent


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
