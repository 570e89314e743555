"""Broadcasts on their way: recipients frozen page by page, rows parked and taken up again, the end told to whoever sent it."""

from __future__ import annotations

from datetime import datetime

from bot.acts import tell
from bot.script import Stage
from bot.store.base import Work
from handlers.audience import about, units_of
from handlers.message import Reply
from handlers.records_broadcasts import Broadcast

PAGE = 200
"""Recipients written down in one step: a few milliseconds, so that turns go in between."""
_PARKED = 1000
_MOVING = ("scheduled", "freezing", "sending", "stopped", "resuming")


def step(stage: Stage, work: Work, now: datetime, real: datetime) -> bool:
    """A page of every broadcast that is under way; whether there is more to do at once. Doing it twice changes nothing."""
    more = [_step(stage, work, each, now, real) for each in work.broadcasts(stage.plan.key, _MOVING, 50)]
    return any(more)


def _step(stage: Stage, work: Work, of: Broadcast, now: datetime, real: datetime) -> bool:
    match of.state:
        case "scheduled" if of.starts is not None and of.starts <= now:
            work.move_broadcast(of.id, "freezing")
            return True
        case "freezing":
            if work.freeze(stage.plan.key, of.id, _codes(stage, work, of, now), real, PAGE):
                return True
            # One that was stopped while it was being frozen may have parked messages.
            work.move_broadcast(of.id, "resuming")
            return True
        case "resuming":
            if work.unpark(of.id, real, _PARKED) < _PARKED:
                work.move_broadcast(of.id, "sending")
            return True
        case "stopped":
            return work.park(of.id, _PARKED) == _PARKED
        case "sending" if not work.under_way(of.id):
            work.move_broadcast(of.id, "done")
            ended = work.broadcast(stage.plan.key, of.id)
            if ended is not None and of.by:
                tell(stage, work, of.by, stage.script.reported(ended, work.tally(of.id)), f"cast/{of.id}/report")
            return False
        case _:
            return False


def _codes(stage: Stage, work: Work, of: Broadcast, now: datetime) -> list[str]:
    plan = stage.plan
    found = units_of(plan, of, work.roster(plan.key), work.standings(plan.key), work.extensions(plan.key), now)
    return [unit.code for unit in found]


def worded(stage: Stage, work: Work, outbox: int) -> Reply | None:
    """A broadcast's message as it is to be said now; None where the row is none of a broadcast's, or need not go."""
    found = work.cast_of(outbox)
    if found is None:
        return None
    id, code, shared = found
    of, unit = work.broadcast(stage.plan.key, id), work.unit(stage.plan.key, code)
    if of is None or unit is None or of.state in ("cancelled", "recalled"):
        return None
    plan, now = stage.plan, stage.clock.now()
    due = about(plan, of, unit, lambda task: work.status(plan.key, code, task), work.extensions(plan.key), now.date())
    if of.ask and not due:
        return None
    return (stage.script.broadcast_to_group if shared else stage.script.broadcast)(plan, of, unit, due, now)


def rests(stage: Stage, work: Work, cast: int | None) -> bool:
    """Whether a broadcast's messages rest because it was stopped."""
    if cast is None:
        return False
    of = work.broadcast(stage.plan.key, cast)
    return of is not None and of.state == "stopped"
