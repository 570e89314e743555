"""Every turn, tick and claim, in short transactions on one thread: the only place that writes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import casts, nights
from bot.channels.base import Abilities
from bot.claims import ready
from bot.clock import Clock
from bot.desk import Desk
from bot.outcomes import unknown
from bot.quota import states
from bot.reroute import record_closed
from bot.script import Quota, Script, Stage
from bot.store import codec
from bot.store.base import Claim, Given, Hold, Outcome, Store, StoreError, Work
from bot.ticks import Ticks
from bot.turns import cleaned, take
from handlers.message import Address, Incoming
from handlers.records import QuotaState
from handlers.turn import Office, Role, Unit
from knowledge.question import Reader

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
PAGE = 100
MOMENT, START, SETTLED = "clock.moment", "clock.start", "officers.settled"


@dataclass(frozen=True, slots=True)
class Exchange:
    """What delivery gets for its outcomes: rows to send now, when the next may go (real moment), and whether to ask again at once."""

    claims: tuple[Claim, ...] = ()
    due: datetime | None = None
    again: bool = False


class Core:
    """The bot without its network. Every method is one short transaction and raises StoreError where nothing was kept.

    `abilities` tells by a bot's name what its channel can show; `writable` which addresses may be written to (a rehearsal's limits);
    `secretariat` whose accounts are the office's from the first message on.
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
        secretariat: Collection[Address] = (),
    ) -> None:
        self.store = store
        self.clock = clock
        self.stage = Stage(reader, script, clock, office, writable, dict(abilities or {}), frozenset(secretariat))
        self._plan = reader.plan.key
        self._ailing = False
        self.desk = Desk(self)
        self._ticks = Ticks()

    @property
    def well(self) -> bool:
        """Whether the database could be used the last time."""
        return not self._ailing

    @property
    def quotas(self) -> dict[str, Quota]:
        """What each bot may use up in a month, where that is limited; filled in as channels are built."""
        return self.stage.quotas

    @property
    def abilities(self) -> dict[str, Abilities]:
        """What each bot's channel can show; filled in as channels are built."""
        return self.stage.abilities

    def prepare(self, units: Sequence[Unit] = ()) -> None:
        """At a start: open the database, bring the roster up to date, and let a clock that was set go on from its last moment."""
        start = self.clock.start
        with self.batch() as work:
            work.load_units(self._plan, units)
            if start is None:
                return
            last = work.get(MOMENT)
            # Another start than the last one's begins another rehearsal.
            if last is not None and work.get(START) == codec.when(start):
                self.clock.resume(codec.moment(last))
            work.put(START, codec.when(start))
            work.put(MOMENT, codec.when(self.clock.now()))

    def quota_states(self) -> tuple[QuotaState, ...]:
        """What each limited bot has used up."""
        with self.batch() as work:
            return states(self.stage, work)

    def found(self, units: Sequence[Unit]) -> None:
        """Load a roster where the plan has none yet: what was imported since is never written over."""
        if not units:
            return
        with self.batch() as work:
            if not work.roster(self._plan):
                work.load_units(self._plan, units)

    def settle(self, officers: Mapping[str, Incoming]) -> None:
        """Write down an officer for each of these units, as who has said something; once in a database's life."""
        now = self.clock.now()
        with self.batch() as work:
            if not officers or work.get(SETTLED) is not None:
                return
            for unit, incoming in officers.items():
                work.add_post(self._plan, work.meet(incoming, self._plan, now).person.id, unit, Role.OFFICER, now)
            work.put(SETTLED, str(len(officers)))

    def receive(self, batch: Sequence[Incoming]) -> None:
        """Take every message of a batch that is not known yet, all in one commit."""
        with self.batch() as work:
            for incoming in map(cleaned, batch):
                # It counts as handled at once, for nobody sees it before the commit; a failure is written over that.
                if work.enter(incoming, self.clock.now(), "handled"):
                    take(self.stage, work, incoming)
                elif _state(work, incoming) == "kept":
                    _take_kept(self.stage, work, incoming)

    def keep(self, batch: Sequence[Incoming]) -> None:
        """Only keep the messages, for a platform where reading consumes; `take_up` or `receive` handles them."""
        with self.batch() as work:
            for incoming in map(cleaned, batch):
                work.enter(incoming, self.clock.now(), "kept")

    def take_up(self) -> int:
        """Handle a page of the messages that are kept and not handled yet; how many there were."""
        with self.batch() as work:
            kept = work.open_messages("kept", PAGE)
            for incoming in kept:
                _take_kept(self.stage, work, incoming)
        return len(kept)

    def rerun(self, bot: str, key: str) -> bool:
        """Run a failed message again; False where there is no failed message of this key."""
        with self.batch() as work:
            found = work.message_of(bot, key)
            if found is None or found[1] != "failed":
                return False
            _take_kept(self.stage, work, found[0])
        return True

    def tick(self) -> bool:
        """Put reminders that have fallen due and broadcasts into the outbox, a page of them; whether there may be more."""
        now = self.clock.now()
        with self.batch() as work:
            if self.clock.shifted:
                work.put(MOMENT, codec.when(now))
            nights.step(self.stage, work, now)
            more = self._ticks.step(self.stage, work, now, self.clock.real())
            return casts.step(self.stage, work, now, self.clock.real()) or more

    def exchange(
        self, bot: str, outcomes: Sequence[Outcome], want: int, busy: Collection[str] = (), hold: Hold | None = None
    ) -> Exchange:
        """Record how sends ended and claim up to `want` new ones, in one commit."""
        real = self.clock.real()
        with self.batch() as work:
            for outcome in outcomes:
                if isinstance(outcome, Given) and outcome.closes:
                    record_closed(self.stage, work, outcome, real)
                else:
                    work.record(outcome)
            if hold is not None:
                work.hold(bot, hold)
            taken = work.claim(bot, want, busy, real, real + LEASE) if want else ()
            looked_at = [ready(self.stage, work, claim, real) for claim in taken]
            claims = tuple(claim for claim in looked_at if claim is not None)
            # Only when less was ready than wanted is it worth looking when the next will be; else there may be more now.
            due = work.due(bot, real) if len(taken) < want else real
            # What was taken may have been cleared instead; then there may be room for the next.
            return Exchange(claims, due, again=len(claims) < len(taken))

    def sweep(self, bot: str, orphans: bool = False) -> None:
        """Expire old rows and settle those whose sender died (`orphans`: every row under way, as at a start)."""
        real = self.clock.real()
        with self.batch() as work:
            for claim in work.sweep(bot, real, orphans):
                work.record(unknown(claim, "the sender stopped", self.stage.logged(bot), real))

    def adopt(self, bot: str, since: datetime) -> tuple[Sequence[tuple[str, bool, datetime]], Hold | None]:
        """Sweep at a start; then what was sent since a real moment, and the bot's hold, so that its pace goes on."""
        self.sweep(bot, orphans=True)
        with self.batch() as work:
            return work.recent(bot, since), work.held(bot)

    def append(self, address: Address, key: str, body: str) -> int:
        """Write an outgoing line of a conversation and give its id; the same key again changes nothing."""
        with self.batch() as work:
            return work.append(key, address, "out", body, self.clock.now())

    @contextmanager
    def batch(self) -> Iterator[Work]:
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


def _take_kept(stage: Stage, work: Work, incoming: Incoming) -> None:
    work.settle(incoming)
    take(stage, work, incoming)


def _state(work: Work, incoming: Incoming) -> str | None:
    found = work.message_of(incoming.address.bot, incoming.key)
    return found[1] if found else None
