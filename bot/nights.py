"""The night's work becomes a row when its hour has come, once a day of the office; the clerk does it."""

from __future__ import annotations

from datetime import datetime

from bot.acts import next_id
from bot.script import Stage
from bot.store.base import Work
from handlers.actions import Job
from handlers.message import Address

HOUR = 2
"""When it is done; after a night without the bot, at the next start."""
LAST = "night.last"
NOBODY = Address("", "")
"""Where the results of work go that nobody has asked for."""


def step(stage: Stage, work: Work, now: datetime) -> None:
    """Order the night's work where it is due. Doing it twice changes nothing; a clock set back has nothing done again."""
    if stage.office.demo:
        return
    last, today = work.get(LAST), now.date().isoformat()
    if last is None:
        # The first night is the coming one.
        work.put(LAST, today)
    elif last < today and now.hour >= HOUR:
        work.put(LAST, today)
        work.order(stage.plan.key, NOBODY, None, next_id(work), Job.NIGHT, (today,), now)
