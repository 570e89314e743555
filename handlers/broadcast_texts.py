"""A broadcast's text: what may stand in it, and how one unit gets it."""

from __future__ import annotations

import re
from datetime import datetime

from handlers.message import Reply
from handlers.records_broadcasts import Broadcast
from handlers.turn import Unit
from handlers.wording import broadcasts as told
from handlers.wording import enclosures
from knowledge.plan import Deadline, Plan, Task

LONGEST = 3500
"""Characters a broadcast may have, so that it is one message on every channel that allows it."""

FIELDS = ("don_vi", "han", "viec")
_FIELD = re.compile(r"\{([^{}]*)\}")


def mistake(text: str) -> Reply | None:
    """What is said of a text that cannot be sent: braces that mean nothing, or more than a message holds."""
    wrong = [name for name in _FIELD.findall(text) if name not in FIELDS]
    if wrong:
        return told.wrong_fields(wrong)
    return told.too_long(len(text), LONGEST) if len(text) > LONGEST else None


def worded(plan: Plan, of: Broadcast, unit: Unit, due: tuple[Task, Deadline] | None, now: datetime) -> Reply:
    """The message as one unit's officer gets it, its fields filled in."""
    ask = due[0] if due and of.ask else None
    return told.message(of.id, _filled(of, unit, due, now), ack=of.ack, ask=ask, file=enclosures.stored(of.file))


def worded_for_group(plan: Plan, of: Broadcast, unit: Unit, due: tuple[Task, Deadline] | None, now: datetime) -> Reply:
    """The message as one unit's group gets it: how far the unit is its officers tell in private."""
    return told.message_to_group(of.id, _filled(of, unit, due, now), ack=of.ack, ask=due[0] if due and of.ask else None, file=enclosures.stored(of.file))


def _filled(of: Broadcast, unit: Unit, due: tuple[Task, Deadline] | None, now: datetime) -> str:
    values = {"don_vi": unit.name, "han": told.last_day(due, now), "viec": due[0].label if due else ""}
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), of.text)
