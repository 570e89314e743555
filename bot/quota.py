"""How many people and messages a month a bot may have: bulk stops first, answers last, and the secretariat hears of it in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.acts import tell
from bot.script import Quota, Stage
from bot.store.base import Claim, Lane, Put, Work
from handlers.message import Address
from handlers.records import QuotaState
from handlers.wording import quotas as words

BULK_STOPS = 0.95
WARNS = 0.8
_LATER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a bot has used up in its month, which began at `since`."""

    quota: Quota
    since: datetime
    messages: int
    people: int

    @property
    def share(self) -> float:
        return self.messages / self.quota.messages if self.quota.messages else 0.0


def begun(now: datetime, reset_day: int) -> datetime:
    """When the month that counts began: on the reset day, in the zone of `now`; a day a month does not have is its last but none."""
    month = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if now.day >= reset_day:
        return month.replace(day=reset_day)
    before = month.replace(day=1) - timedelta(days=1)
    return before.replace(day=min(reset_day, before.day))


def ledger(stage: Stage, work: Work, bot: str) -> Ledger | None:
    """The ledger of a bot that has a quota."""
    quota = stage.quotas.get(bot)
    if quota is None:
        return None
    since = begun(stage.clock.real(), quota.reset_day)
    return Ledger(quota, since, work.sent_since(bot, since, inbound=quota.inbound), work.people_of(bot))


def states(stage: Stage, work: Work) -> tuple[QuotaState, ...]:
    """All ledgers, as the desk shows them."""
    found = ((bot, ledger(stage, work, bot)) for bot in stage.quotas)
    return tuple(QuotaState(bot, each.messages, each.quota.messages, each.people, each.quota.people) for bot, each in found if each)


def held_back(stage: Stage, work: Work, claim: Claim, real: datetime) -> bool:
    """Whether a message must wait for the quota or go another way, which is then recorded; warns the secretariat once a month."""
    found = ledger(stage, work, claim.address.bot)
    if found is None:
        return False
    if found.share >= WARNS:
        _warn(stage, work, claim.address.bot, found)
    if found.share < (BULK_STOPS if claim.lane is Lane.BULK else 1.0):
        return False
    other = other_way(stage, work, claim)
    if other is not None:
        work.readdress(claim.id, other)
    else:
        work.record(Put(claim, "the month's quota is used up", real, real + _LATER))
    return True


def is_crowded(stage: Stage, work: Work, address: Address) -> bool:
    """Whether a person's account came after the bot's places were taken."""
    quota = stage.quotas.get(address.bot)
    return quota is not None and work.place_of(address) > quota.people


def tell_crowded(stage: Stage, work: Work, bot: str) -> None:
    """The secretariat learns, once a day, that somebody found no place."""
    quota = stage.quotas[bot]
    day = stage.clock.real().date().isoformat()
    for member in work.office(stage.plan.key):
        tell(stage, work, member.id, words.crowded_office(bot, quota.people), f"crowded/{bot}/{day}/office/{member.id}")


def _warn(stage: Stage, work: Work, bot: str, found: Ledger) -> None:
    said = words.warning(bot, found.messages, found.quota.messages)
    for member in work.office(stage.plan.key):
        tell(stage, work, member.id, said, f"quota/{bot}/{found.since.date().isoformat()}/office/{member.id}")


def other_way(stage: Stage, work: Work, claim: Claim) -> Address | None:
    """Another open address of the person, at a bot that has not used up its own quota."""
    if claim.person is None or claim.part > 0:
        return None
    for address in work.open_addresses(claim.person):
        if address.bot == claim.address.bot or not stage.writable(address) or address.bot not in stage.abilities:
            continue
        other = ledger(stage, work, address.bot)
        if other is None or other.share < 1.0:
            return address
    return None


