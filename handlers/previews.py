"""A broadcast before it goes: shown as its recipients will see it, with whom it reaches, and whom not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from handlers.actions import KeepBroadcast
from handlers.audience import about, units_of
from handlers.broadcast_texts import worded, worded_for_group
from handlers.message import Reply
from handlers.records_broadcasts import Audience, Broadcast, Reachable
from handlers.records_groups import Group
from handlers.turn import Decision, Outcome, Turn, Unit, WaitingBroadcast
from handlers.wording import broadcasts as told
from handlers.wording import previews as wording
from knowledge.plan import Deadline, Task


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a broadcast reaches as things stand: the units it is for, their people and groups with an open address, how many have none,
    units without an officer, and how many groups there are, wanted or not."""

    covered: tuple[Unit, ...]
    people: tuple[Reachable, ...]
    groups: tuple[Group, ...]
    closed: int
    without: tuple[Unit, ...]
    there: int

    @property
    def many(self) -> int:
        """How many messages it is."""
        return len(self.people) + len(self.groups)


def reach(turn: Turn, of: Broadcast) -> Reach:
    """Whom it would go to now."""
    audience = of.audience or Audience()
    covered = units(turn, of)
    codes = [unit.code for unit in covered]
    people = turn.records.reach(codes, audience.of, audience.part) if audience.groups != "only" else ()
    there = turn.records.groups(codes, audience.of, audience.part)
    groups = there if audience.groups else ()
    manned = {each.unit for each in people}
    narrowed = audience.of is not None or audience.groups == "only"
    without = () if narrowed else tuple(unit for unit in covered if unit.code not in manned)
    can = tuple(each for each in people if each.bot is not None)
    open_groups = tuple(group for group in groups if group.closed is None)
    return Reach(covered, can, open_groups, len(people) - len(can) + len(groups) - len(open_groups), without, len(there))


def preview(turn: Turn, of: Broadcast) -> Outcome:
    """What a recipient will see, and how many, who not, and how long it takes; nothing is sent yet."""
    audience = of.audience or Audience()
    kept = replace(of, audience=audience, state="draft")
    reached = reach(turn, kept)
    if not reached.many:
        nobody = wording.nobody(kept, reached.without, reached.there)
        return Outcome(Decision((nobody,), WaitingBroadcast(of.id, "whom"), (KeepBroadcast(kept),)), "clarify")
    bots = Counter((*(each.bot or "" for each in reached.people), *(group.address.bot for group in reached.groups)))
    rates = turn.records.rates()
    seconds = max(many / max(rates.get(bot, 1.0), 0.01) for bot, many in bots.items())
    left = {each.bot: each.most_messages - each.messages for each in turn.records.quotas()}
    short = [(bot, many, left[bot]) for bot, many in bots.items() if bot in left and many > left[bot]]
    lacking = {bot: many for bot, many in bots.items() if bot in turn.records.without_files()}
    at = len({each.unit for each in reached.people} | {group.unit for group in reached.groups})
    groups = len(reached.groups)
    figures = wording.Figures(len(reached.people), at, bots, reached.closed, reached.without, seconds, short, lacking, groups, reached.there)
    quiet, approval = turn.records.policy().hushes(turn.now.hour), needs_approval(turn, reached.many)
    summary = wording.summary(kept, described(turn, audience), figures, quiet=quiet, approval=approval)
    shown = _shown(turn, kept, reached)
    other = _elsewhere(turn, shown, bots)
    return Outcome(Decision((shown, *other, summary), None, (KeepBroadcast(kept),)), "clarify")


def _shown(turn: Turn, of: Broadcast, reached: Reach) -> Reply:
    """As the first of its recipients will see it."""
    code = reached.people[0].unit if reached.people else reached.groups[0].unit
    sample = next((unit for unit in reached.covered if unit.code == code), reached.covered[0])
    as_seen = worded if reached.people else worded_for_group
    return as_seen(turn.reader.plan, of, sample, _about(turn, sample, of), turn.now)


def _elsewhere(turn: Turn, shown: Reply, bots: Collection[str]) -> tuple[Reply, ...]:
    """How it looks where there are no buttons, or no files come through; nothing where all of its recipients see it as it is shown here."""
    records, here = turn.records, turn.incoming.address.bot
    lacking = [bot for bot in sorted(bots) if (shown.choices and bot in records.without_buttons()) or (shown.attachment and bot in records.without_files())]
    if not lacking or here in records.without_buttons():
        return ()
    return (wording.elsewhere(shown, lacking, with_file=not set(lacking) <= set(records.without_files())),)


def _about(turn: Turn, unit: Unit, of: Broadcast) -> tuple[Task, Deadline] | None:
    records = turn.records
    return about(turn.reader.plan, of, unit, lambda task: records.status(unit.code, task), records.extensions(), turn.today)


def units(turn: Turn, of: Broadcast) -> tuple[Unit, ...]:
    """The units whose officers it is for, as things stand now."""
    records = turn.records
    return units_of(turn.reader.plan, of, records.roster(), records.standings(), records.extensions(), turn.now)


def needs_approval(turn: Turn, many: int) -> bool:
    """Whether a second member has to approve it."""
    return many > turn.office.approve_above


def described(turn: Turn, audience: Audience) -> str:
    """The audience in words."""
    plan = turn.reader.plan
    kinds = [kind.short or kind.label for kind in plan.kinds if kind.key in audience.kinds]
    names = [unit.name for unit in turn.records.roster() if unit.code in audience.units]
    task = next((task for task in plan.tasks if task.key == audience.task), None)
    return told.audience([*kinds, *names], task, audience)
