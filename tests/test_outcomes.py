"""The table of what a failed send means."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.channels.base import Closed, MaybeSent, Misconfigured, Moved, NotSent, Refused, RefusedStyle, SendError, Wait
from bot.outcomes import SOON, outcome_of
from bot.store.base import Claim, Given, Lane, Outcome, Put, Rewritten
from handlers.message import Address

AT = datetime(2031, 1, 1, tzinfo=UTC)
REPLY = Claim(1, "k", Address("b", "1"), Lane.REPLY, 0, plain=False, unknowns=0, moves=0, person=1, reply=None)
BULK = replace(REPLY, lane=Lane.BULK)


class Unheard(SendError):
    """An error no one has decided on yet."""


@pytest.mark.parametrize(
    ("claim", "error", "wanted"),
    [
        (REPLY, NotSent("r"), Put(REPLY, "r", AT, AT)),
        (BULK, NotSent("r"), Put(BULK, "r", AT, AT)),
        (BULK, Misconfigured("r"), Put(BULK, "r", AT, AT)),
        (BULK, Wait("r", 9), Put(BULK, "r", AT, AT)),
        (REPLY, MaybeSent("r"), Put(REPLY, "r", AT, AT + SOON, unknown=True)),
        (replace(REPLY, unknowns=1), MaybeSent("r"), Given(replace(REPLY, unknowns=1), "unknown", "r", AT)),
        (BULK, MaybeSent("r"), Given(BULK, "unknown", "r", AT)),
        (BULK, Unheard("r"), Given(BULK, "unknown", "r", AT)),
        (REPLY, Closed("r"), Given(REPLY, "failed", "r", AT, closes=True)),
        (REPLY, Refused("r"), Given(REPLY, "failed", "r", AT)),
        (BULK, RefusedStyle("r"), Put(BULK, "r", AT, AT, plain=True)),
        (replace(BULK, plain=True), RefusedStyle("r"), Given(replace(BULK, plain=True), "failed", "r", AT)),
        (REPLY, Moved("r", "9"), Rewritten(REPLY, "9", "r", AT)),
        (replace(REPLY, moves=1), Moved("r", "9"), Given(replace(REPLY, moves=1), "failed", "r", AT)),
    ],
)
def test_outcome(claim: Claim, error: SendError, wanted: Outcome) -> None:
    """Only what cannot have arrived is tried again; a reply in doubt goes once more; everything else is final."""
    assert outcome_of(error, claim, False, AT) == wanted


@pytest.mark.parametrize("claim", [BULK, replace(REPLY, unknowns=7)])
def test_idempotent(claim: Claim) -> None:
    """Where the same key twice shows once, doubt is no reason to stop."""
    assert outcome_of(MaybeSent("r"), claim, True, AT) == Put(claim, "r", AT, AT + SOON, unknown=True)
