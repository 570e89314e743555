"""One part of one message to one platform: whatever goes wrong becomes one of the contract's errors."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from bot.channels.base import Channel, MaybeSent, Refused, SendError
from bot.faults import place
from bot.store.base import Claim, Lane

log = logging.getLogger(__name__)

ANSWER = 60.0
"""Seconds a platform has to answer a send; well below the lease."""


async def send_part(channel: Channel, claim: Claim) -> tuple[str, bool]:
    """Send the part that is next; the platform's id of it, and whether it was the last. Raises SendError children only."""
    if claim.reply is None:
        raise Refused("has no words")
    try:
        parts = channel.render(claim.reply)
        part = replace(parts[claim.part], pushed=claim.lane is Lane.BULK)
    except Exception as error:
        log.error("%s: outbox row %d cannot be rendered: %s", channel.name, claim.id, place(error))
        raise Refused(f"cannot be rendered: {type(error).__name__}") from error
    try:
        async with asyncio.timeout(ANSWER):
            message = await channel.send(claim.address, part, f"{claim.key}/{claim.part}", claim.plain)
    except SendError:
        raise
    except TimeoutError as error:
        raise MaybeSent("no answer in time") from error
    except Exception as error:
        log.error("%s: sending outbox row %d failed in a way of our own: %s", channel.name, claim.id, place(error))
        raise MaybeSent(f"{type(error).__name__} while sending") from error
    return message, claim.part + 1 >= len(parts)
