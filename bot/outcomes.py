"""How a send ended, and what that means for its row: the one table of retries."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.channels.base import Closed, MaybeSent, Misconfigured, Moved, NotSent, Refused, RefusedStyle, SendError, Wait
from bot.store.base import Claim, Given, Lane, Outcome, Put, Rewritten

SOON = timedelta(seconds=2)


def outcome_of(error: SendError, claim: Claim, idempotent: bool, at: datetime) -> Outcome:
    """What is recorded for a failed send; `at` is the real moment it failed.

    NotSent, Wait and Misconfigured go again and the bot as a whole waits; an unknown outcome by `unknown`; Closed and Refused are
    final; RefusedStyle goes plain once; Moved goes to the new chat once.
    """
    match error:
        case NotSent() | Wait() | Misconfigured():
            # The row itself is due at once: were it to wait too, a younger row could pass it when the bot's wait ends.
            return Put(claim, error.reason, at, at)
        case MaybeSent():
            return unknown(claim, error.reason, idempotent, at)
        case Closed():
            return Given(claim, "failed", error.reason, at, closes=True)
        case RefusedStyle() if not claim.plain:
            return Put(claim, error.reason, at, at, plain=True)
        case Moved(chat=chat) if claim.moves == 0:
            return Rewritten(claim, chat, error.reason, at)
        case Refused() | Moved():
            return Given(claim, "failed", error.reason, at)
        case _:
            return unknown(claim, error.reason, idempotent, at)


def unknown(claim: Claim, reason: str, idempotent: bool, at: datetime) -> Outcome:
    """It may have arrived: a reply goes once more, bulk never, and where doubles cannot show it simply goes again."""
    if idempotent or (claim.lane is Lane.REPLY and claim.unknowns == 0):
        return Put(claim, reason, at, at + SOON, unknown=True)
    return Given(claim, "unknown", reason, at)
