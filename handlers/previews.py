"""A broadcast before it goes: shown as its recipients will see it, with whom it reaches, and whom not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from handlers.actions import KeepBroadcast
from handlers.audience import about, units_of
from handlers.broadcast_texts import worded
from handlers.records_broadcasts import Audience, Broadcast
from handlers.turn import Decision, Outcome, Turn, Unit, WaitingBroadcast
from handlers.wording import broadcasts as told
from handlers.wording import previews as wording
from knowledge.plan import Deadline, Task


def preview(turn: Turn, of: Broadcast) -> Outcome:
    """What a recipient will see, and how many, who not, and how long it takes; nothing is sent yet."""
    audience = of.audience or Audience()
    covered = units(turn, of)
    reach = turn.records.reach([unit.code for unit in covered], audience.of, audience.part)
    reached = [each for each in reach if each.bot is not None]
    manned = {each.unit for each in reach}
    without = [unit for unit in covered if unit.code not in manned] if audience.of is None else []
    kept = replace(of, audience=audience, state="draft")
    if not reached:
        return Outcome(Decision((wording.nobody(kept, without),), WaitingBroadcast(of.id, "whom"), (KeepBroadcast(kept),)), "clarify")
    sample = next((unit for unit in covered if unit.code == reached[0].unit), covered[0])
    shown = worded(turn.reader.plan, kept, sample, _about(turn, sample, kept), turn.now)
    bots = Counter(each.bot or "" for each in reached)
    rates = turn.records.rates()
    seconds = max(many / max(rates.get(bot, 1.0), 0.01) for bot, many in bots.items())
    left = {each.bot: each.most_messages - each.messages for each in turn.records.quotas()}
    short = [(bot, many, left[bot]) for bot, many in bots.items() if bot in left and many > left[bot]]
    lacking = {bot: many for bot, many in bots.items() if bot in turn.records.without_files()}
    at = len({each.unit for each in reached})
    figures = wording.Figures(len(reached), at, bots, len(reach) - len(reached), without, seconds, short, lacking)
    quiet, approval = turn.records.policy().hushes(turn.now.hour), needs_approval(turn, len(reached))
    summary = wording.summary(kept, described(turn, audience), figures, quiet=quiet, approval=approval)
    return Outcome(Decision((shown, summary), None, (KeepBroadcast(kept),)), "clarify")


def _about(turn: Turn, unit: Unit, of: Broadcast) -> tuple[Task, Deadline] | None:
    records = turn.records
    return about(turn.reader.plan, of, unit, lambda task: records.status(unit.code, task), records.extensions(), turn.today)


def units(turn: Turn, of: Broadcast) -> tuple[Unit, ...]:
    """The units whose officers it is for, as things stand now."""
    records = turn.records
    return units_of(turn.reader.plan, of, records.roster(), records.standings(), records.extensions(), turn.now)


def people(turn: Turn, of: Broadcast) -> int:
    """How many it would go to now."""
    audience = of.audience or Audience()
    reach = turn.records.reach([unit.code for unit in units(turn, of)], audience.of, audience.part)
    return sum(each.bot is not None for each in reach)


def needs_approval(turn: Turn, many: int) -> bool:
    """Whether a second member has to approve it."""
    return many > turn.office.approve_above


def described(turn: Turn, audience: Audience) -> str:
    """The audience in words."""
    plan = turn.reader.plan
    kinds = [kind.short or kind.label for kind in plan.kinds if kind.key in audience.kinds]
    names = [unit.name for unit in turn.records.roster() if unit.code in audience.units]
    task = next((task for task in plan.tasks if task.key == audience.task), None)
    return told.audience([*kinds, *names], task, audience.place, audience.of, audience.part)
