"""A conversation as server-sent events, from any line on, until the reader or the channel leaves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from bot.channels.web import WebChannel
from bot.store.base import StoreError
from bot.web.lines import event
from handlers.message import Address

PAGE = 100
RETRY = b"retry: 1000\n\n"
HEARTBEAT = b": tim\n\n"


async def events(channel: WebChannel, address: Address, after: int, heartbeat: float) -> AsyncIterator[bytes]:
    """Every line behind `after` once and in order, as bytes of an event stream; a comment each `heartbeat` seconds of silence."""
    with channel.watching(address) as grown:
        yield RETRY
        while not channel.closing:
            # Cleared before reading: a line written while we read sets it again and is read next time round.
            grown.clear()
            try:
                entries = await channel.log.lines(address, after, PAGE)
            except StoreError:
                return  # the page comes back by itself, from the last line it has
            for entry in entries:
                after = entry.id
                yield event(entry)
            if len(entries) == PAGE or channel.closing:
                continue
            try:
                await asyncio.wait_for(grown.wait(), heartbeat)
            except TimeoutError:
                yield HEARTBEAT
