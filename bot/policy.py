"""The policy of reminders as it stands: the plan's own with what the office has overridden; and the office's calendar."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.store.base import Work
from bot.workdays import Workdays
from knowledge.plan import Reminders

POLICY = "policy"


def policy_of(plan: Reminders, work: Work) -> Reminders:
    """The plan's policy with the office's figures over it; figures that do not hold together any more are left out."""
    kept = work.get(POLICY)
    if not kept:
        return plan
    try:
        own: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in json.loads(kept).items()}
        found = replace(plan, **own)
    except (ValueError, TypeError, AttributeError):
        return plan
    return found if found.sound else plan


def override(work: Work, key: str, value: object) -> None:
    """Set one figure of the policy; None gives it back to the plan, with the key "" all of them."""
    if not key:
        work.put(POLICY, "{}")
        return
    own = json.loads(work.get(POLICY) or "{}")
    if value is None:
        own.pop(key, None)
    else:
        own[key] = value
    work.put(POLICY, json.dumps(own))


def workdays(work: Work) -> Workdays:
    """The office's calendar."""
    return Workdays(work.days())


def loud_again(policy: Reminders, now: datetime) -> datetime | None:
    """When the quiet hours end that `now` is in; None where it is in none."""
    if not policy.hushes(now.hour):
        return None
    end = now.replace(hour=policy.quiet[1], minute=0, second=0, microsecond=0)
    return end if end > now else end + timedelta(days=1)
