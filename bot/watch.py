"""The progress of broadcasts, kept up to date on the message that announced them, where the channel can change what it has sent."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING

from bot.channels.base import Edit, Revises
from bot.faults import place
from bot.store.base import StoreError
from handlers.message import Address, Reply

if TYPE_CHECKING:
    from bot.running import Runtime

log = logging.getLogger(__name__)

EVERY = 3.0
"""Seconds between two edits of one message: a third of what a chat may take."""


class Watch:
    """One task of the running bot. An edit that does not get through is lost; the next one tells more."""

    def __init__(self, runtime: Runtime, every: float = EVERY) -> None:
        self._runtime, self._every = runtime, every
        self._shown: dict[int, Reply] = {}

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            await asyncio.sleep(self._every)
            try:
                await self.look()
            except StoreError:
                pass  # the core says so
            except Exception as error:  # noqa: BLE001 - a message that is not edited must not end the watch
                log.error("the progress of a broadcast was not shown: %s", place(error))

    async def look(self) -> None:
        """Edit what has changed."""
        desk = self._runtime.engine.core.desk
        for id, bot, chat, message, reply, ended in await self._runtime.engine.run(desk.progress):
            channel = self._runtime.channels.get(bot)
            if isinstance(channel, Revises) and self._shown.get(id) != reply:
                self._shown[id] = reply
                self._runtime.deliveries[bot].edit(Address(bot, chat), Edit(message, channel.render(reply)[0]))
            if ended:
                self._shown.pop(id, None)
                await self._runtime.engine.run(partial(desk.end_progress, id))
