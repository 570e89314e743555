"""What the handlers of one turn may look up, of one plan."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.acts import next_id
from bot.policy import policy_of, workdays
from bot.quota import states
from bot.script import Stage, rates
from bot.store.base import Work
from handlers.message import Address
from handlers.records import Draft, Invitation, KeptFile, Misses, QuotaState, Receipt, Request, Standing
from handlers.records_broadcasts import STATES, Broadcast, Reachable, Recipient, Tally, Undelivered
from handlers.records_groups import Group
from handlers.records_schedule import Extension, Mute, Reached, SlotState
from handlers.turn import Person, Status, Unit
from knowledge.plan import Reminders

# Crockford's base 32: no I, L, O, U, so that a code can be read out and typed.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DAY = timedelta(hours=24)


def fresh_code() -> str:
    """Sixteen random signs of five bits each, in groups of four; one at least is a figure, by which a typed code is told from words run together."""
    signs = ""
    while not any(sign.isdigit() for sign in signs):
        signs = "".join(secrets.choice(_SIGNS) for _ in range(16))
    return "-".join(signs[n : n + 4] for n in range(0, 16, 4))


@dataclass(frozen=True, slots=True)
class TurnRecords:
    """Records on a store's transaction, for one person in one chat at one moment."""

    stage: Stage
    work: Work
    address: Address
    me: int
    now: datetime

    @property
    def _plan(self) -> str:
        return self.stage.plan.key

    def unit(self, code: str) -> Unit | None:
        return self.work.unit(self._plan, code)

    def units(self, kind: str) -> Sequence[Unit]:
        return self.work.units(self._plan, kind)

    def roster(self) -> Sequence[Unit]:
        return self.work.roster(self._plan)

    def person(self, id: int) -> Person | None:
        return self.work.person(self._plan, id)

    def people(self, unit: str) -> Sequence[Person]:
        return self.work.people(self._plan, unit)

    def office(self) -> Sequence[Person]:
        return self.work.office(self._plan)

    def manned(self) -> frozenset[str]:
        return self.work.manned(self._plan)

    def invitation(self, code: str) -> Invitation | None:
        return self.work.invitation(self._plan, code)

    def invitations(self, unit: str | None) -> Sequence[Invitation]:
        return self.work.invitations(self._plan, unit, self.now)

    def request(self, id: int) -> Request | None:
        return self.work.request(self._plan, id)

    def requests(self, state: str) -> Sequence[Request]:
        return self.work.requests(self._plan, state)

    def misses(self) -> Misses:
        return self.work.misses(self.me, self.now)

    def status(self, unit: str, task: str) -> Status | None:
        return self.work.status(self._plan, unit, task)

    def history(self, unit: str, task: str | None = None) -> Sequence[Status]:
        return self.work.history(self._plan, unit, task)

    def standings(self) -> Sequence[Standing]:
        return self.work.standings(self._plan)

    def receipt(self, unit: str, task: str) -> Receipt | None:
        return self.work.receipt(self._plan, unit, task)

    def files(self, unit: str) -> Sequence[KeptFile]:
        return self.work.files(self._plan, unit)

    def draft(self, id: int) -> Draft | None:
        return self.work.draft(self._plan, id)

    def draft_of(self, message: str) -> Draft | None:
        return self.work.draft_of(self._plan, self.address, message)

    def drafts(self, unit: str) -> Sequence[Draft]:
        return self.work.drafts(self._plan, unit)

    def prompted(self) -> str | None:
        return self.work.prompted(self._plan, self.me, self.stage.clock.real() - _DAY)

    def accounts(self) -> Sequence[str]:
        return [address.bot for address in self.work.addresses(self.me)]

    def quotas(self) -> Sequence[QuotaState]:
        return states(self.stage, self.work)

    def policy(self) -> Reminders:
        return policy_of(self.stage.plan.reminders, self.work)

    def extensions(self) -> Sequence[Extension]:
        return self.work.extensions(self._plan)

    def mutes(self) -> Sequence[Mute]:
        return self.work.mutes(self._plan)

    def days(self) -> Mapping[date, bool]:
        return self.work.days()

    def works(self, day: date) -> bool:
        return workdays(self.work).works(day)

    def slots(self) -> Sequence[SlotState]:
        return self.work.slot_states(self._plan, 200)

    def reached(self) -> Sequence[Reached]:
        return self.work.reached(self._plan)

    def broadcast(self, id: int) -> Broadcast | None:
        return self.work.broadcast(self._plan, id)

    def broadcasts(self) -> Sequence[Broadcast]:
        return self.work.broadcasts(self._plan, STATES, 20)

    def undelivered(self, days: int) -> Sequence[Undelivered]:
        return self.work.undelivered(self._plan, self.stage.clock.real() - timedelta(days=days), 200)

    def unreachable(self) -> Sequence[Undelivered]:
        return self.work.unreachable(self._plan)

    def tally(self, id: int) -> Tally:
        return self.work.tally(id)

    def recipients(self, id: int, limit: int) -> Sequence[Recipient]:
        return self.work.recipients(id, limit)

    def reach(self, units: Collection[str], of: int | None = None, part: str = "") -> Sequence[Reachable]:
        return self.work.reach(self._plan, units, of, part)

    def sent_before(self, text: str, since: datetime) -> Broadcast | None:
        return self.work.sent_before(self._plan, text, since)

    def group_here(self) -> Group | None:
        return self.work.group_at(self._plan, self.address)

    def group(self, id: int) -> Group | None:
        return self.work.group(self._plan, id)

    def groups(self, units: Collection[str] | None = None, of: int | None = None, part: str = "") -> Sequence[Group]:
        return self.work.groups(self._plan, units, of, part)

    def acknowledged_here(self, broadcast: int) -> bool:
        return self.work.group_acknowledged(broadcast, self.address)

    def without_buttons(self) -> Collection[str]:
        return [bot for bot in self.stage.abilities if self.stage.numbered(bot)]

    def without_files(self) -> Collection[str]:
        return [bot for bot, can in self.stage.abilities.items() if not (can.files_out or can.links)]

    def rates(self) -> Mapping[str, float]:
        return rates(self.stage)

    def next_id(self) -> int:
        return next_id(self.work)

    def fresh_code(self) -> str:
        return fresh_code()
