"""How fast one bot may send: evenly spaced over all, per chat and per group."""

from __future__ import annotations

from collections.abc import Iterable

from bot.channels.base import Abilities

# A send never starts early by a rounding error or a coarse timer.
MARGIN = 1.001


class Pace:
    """The next free moments of a bot and of its chats. Moments are seconds of any one monotonic clock.

    Sends are spaced, not counted: with `per_second` 30 no window of a second ever holds more than 30 starts, wherever it begins.
    Where more is bought for pushed messages, the others among them keep the spacing they have alone.
    """

    def __init__(self, abilities: Abilities) -> None:
        own = _gap(abilities.per_second, 1.0)
        self._gap = min(own, _gap(abilities.paid, 1.0)) if abilities.paid else own
        self._answer_gap = own if abilities.paid else 0.0
        self._answer_free = float("-inf")
        self._chat_gap = _gap(abilities.per_chat, 1.0)
        self._group_gap = max(self._chat_gap, _gap(abilities.per_group, 60.0))
        self._free = float("-inf")
        self._chats: dict[str, float] = {}

    @property
    def longest(self) -> float:
        """The longest wait one send can cause, in seconds: how far back a new start has to look."""
        return max(self._gap, self._chat_gap, self._group_gap)

    def wait(self, now: float, pushed: bool = True) -> float:
        """Seconds until the bot may start its next send; 0 if now."""
        return max(0.0, (self._free if pushed else max(self._free, self._answer_free)) - now)

    def room(self, now: float, most: int, horizon: float = 0.02) -> int:
        """How many sends may start between `now` and `horizon` seconds on, at most `most`."""
        if self.wait(now) > 0:
            return 0
        return most if self._gap == 0 else min(most, 1 + int(horizon / self._gap))

    def cooling(self, now: float) -> tuple[str, ...]:
        """The chats that may not be written to at `now`."""
        self._chats = {chat: free for chat, free in self._chats.items() if free > now}
        return tuple(self._chats)

    def chat_wait(self, chat: str, now: float) -> float:
        """Seconds until a chat may be written to; 0 if now."""
        return max(0.0, self._chats.get(chat, now) - now)

    def next_chat(self, now: float) -> float | None:
        """Seconds until the first cooling chat is free again; None where none is cooling."""
        return min((free - now for free in self._chats.values() if free > now), default=None)

    def take(self, chat: str, group: bool, now: float, pushed: bool = True) -> None:
        """A send to `chat` starts at `now`."""
        self._free = max(self._free, now + self._gap)
        if not pushed:
            self._answer_free = max(self._answer_free, now + self._answer_gap)
        gap = self._group_gap if group else self._chat_gap
        if gap > 0:
            self._chats[chat] = max(self._chats.get(chat, now), now + gap)

    def recall(self, sends: Iterable[tuple[str, bool, float]]) -> None:
        """Take over the sends of an earlier run: each one's chat, whether it is a group, and moment."""
        for chat, group, at in sends:
            self.take(chat, group, at)


def _gap(rate: float, per: float) -> float:
    """Seconds between two sends of `rate` in `per` seconds; no rate at all (0) is no limit."""
    return per / rate * MARGIN if rate > 0 else 0.0
