"""What becomes of a person's messages when an account will take none any more: they go another way, and the secretariat knows."""

from __future__ import annotations

from datetime import datetime

from bot.acts import tell
from bot.quota import other_way
from bot.script import Stage
from bot.store.base import Given, Lane, Work
from handlers.message import Address
from handlers.wording import groups
from handlers.wording import undelivered as words


def record_closed(stage: Stage, work: Work, ended: Given, real: datetime) -> None:
    """Record that a platform refused a person for good. What was pushed goes to another account of the person, this message too."""
    claim = ended.claim
    other = other_way(stage, work, claim)
    if other is not None:
        work.redirect(claim.address, other)
    work.record(ended)
    if claim.person is None:
        _tell_of_group(stage, work, claim.address)
        return
    if other is not None and claim.lane is Lane.BULK:
        work.readdress(claim.id, other)
    person = work.person(stage.plan.key, claim.person)
    if person is None or not person.units:
        return
    # One word a day, however many they are: the page says who.
    day = stage.clock.now().date().isoformat()
    for member in work.office(stage.plan.key):
        if member.id != person.id:
            tell(stage, work, member.id, words.somebody_left(person.name), f"closed/{day}/{member.id}")


def _tell_of_group(stage: Stage, work: Work, address: Address) -> None:
    """The secretariat hears of a unit's group that takes nothing any more, once a day."""
    group = work.group_at(stage.plan.key, address)
    unit = work.unit(stage.plan.key, group.unit) if group else None
    if group is None or unit is None:
        return
    day = stage.clock.now().date().isoformat()
    for member in work.office(stage.plan.key):
        tell(stage, work, member.id, groups.lost(group, unit.name), f"closed/{day}/group/{group.id}/{member.id}")
