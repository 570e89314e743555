"""The polling loop: Telegram hears that an update has come only after the core has committed it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence

from bot.channels.base import MaybeSent, Misconfigured, NotSent, Receive, SendError, Wait
from bot.channels.telegram_request import Taken
from bot.channels.telegram_updates import Json
from handlers.message import Incoming

log = logging.getLogger(__name__)

_TAKEN_BORNE = 3
_TAKEN_WINDOW = 120.0


class Pauses:
    """Waits that double from `first` to `longest` seconds while trouble lasts; one log line when it begins, one when it ends."""

    def __init__(self, name: str, first: float, longest: float) -> None:
        self._name, self._first, self._longest = name, first, longest
        self._next = first
        self._since: float | None = None

    async def after(self, trouble: Exception) -> None:
        """Wait as long as it is time to, or as long as the platform asks."""
        seconds = trouble.seconds if isinstance(trouble, Wait) else self._next
        if self._since is None:
            self._since = time.monotonic()
            reason = trouble.reason if isinstance(trouble, SendError) else f"updates not kept: {type(trouble).__name__}"
            log.warning("%s: hears nothing for now (%s); tries on until it can", self._name, reason)
        self._next = min(self._next * 2, self._longest)
        await asyncio.sleep(seconds)

    def over(self) -> None:
        """The trouble has passed."""
        if self._since is None:
            return
        log.info("%s: hears again after %.0f s", self._name, time.monotonic() - self._since)
        self._since, self._next = None, self._first


class Poller:
    """Asks for updates from an offset, has them made messages and kept, and only then moves the offset, which no file holds."""

    def __init__(
        self,
        ask: Callable[[int | None], Awaitable[list[Json]]],
        messages: Callable[[Sequence[Json]], tuple[Incoming, ...]],
        stop_webhook: Callable[[], Awaitable[None]],
    ) -> None:
        self._ask, self._messages, self._stop_webhook = ask, messages, stop_webhook
        self._taken: list[float] = []
        self._answered_at: float | None = None

    def silence(self) -> float | None:
        """Seconds since the last answer to a poll, None before the first."""
        return None if self._answered_at is None else time.monotonic() - self._answered_at

    async def run(self, receive: Receive, pauses: Pauses) -> None:
        """Poll until cancelled; raises Misconfigured when the token is refused or somebody else keeps polling."""
        offset: int | None = None
        while True:
            try:
                updates = await self._ask(offset)
                self._answered_at = time.monotonic()
                if batch := self._messages(updates):
                    await receive(batch)
            except Taken as trouble:
                await self._bear(trouble)
                await pauses.after(trouble)
            except Misconfigured:
                raise
            except Exception as trouble:  # noqa: BLE001 - a poller that dies unseen is deaf for ever
                # No answer, or nothing kept: the same updates are asked for again, for nothing was acknowledged.
                await pauses.after(trouble)
            else:
                pauses.over()
                offset = max((int(update["update_id"]) + 1 for update in updates), default=offset)

    async def _bear(self, trouble: Taken) -> None:
        """A restart may overlap its forerunner for a moment, and a forgotten webhook is taken away; what lasts is final."""
        now = time.monotonic()
        self._taken = [at for at in self._taken if now - at < _TAKEN_WINDOW] + [now]
        if len(self._taken) >= _TAKEN_BORNE:
            raise trouble
        if trouble.webhook:
            try:
                await self._stop_webhook()
            except (NotSent, MaybeSent, Wait) as failure:
                log.debug("the webhook is still set (%s)", failure.reason)
