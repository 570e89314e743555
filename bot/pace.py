"""How fast one bot may send: evenly spaced over all, per chat and per group."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from bot.channels.base import Abilities

# The bot's sends keep 2 % below the limit. Less than half of that lets a send that started late be made up for, the rest is for the way
# to the platform, which takes one send a little longer than the next; a chat's and a group's keep clear of rounding and coarse timers.
MARGIN, CHAT_MARGIN = 1.02, 1.001
MADE_UP = 0.008
"""Seconds a send may start late without moving those behind it."""
AHEAD = 0.020
"""Seconds before its moment a send is taken from the outbox, so that the database's time is not added to every gap."""
JITTER = 0.030
"""Seconds a send may take longer than the quickest of late before the bot's second counts it later."""
OF_LATE = 30
"""Sends from which the quickest way to the platform and back is known."""


@dataclass(slots=True, eq=False)
class Slot:
    """A send that has its moment: where to, when it started and ended (None: under way), and the moment from which the bot's second
    counts it."""

    chat: str
    group: bool
    start: float
    counted: float
    end: float | None = None


class Pace:
    """The next free moments of a bot and of its chats. Moments are seconds of any one monotonic clock.

    Sends are spaced, not counted: with `per_second` 30 no window of a second ever holds more than 30 starts, wherever it begins. Who is
    late by at most `MADE_UP` seconds does not delay those behind.
    The platform counts what arrives, and a send that was long on its way arrives closer to the next: so a chat is free again only a whole
    gap after its send has ended, and over all a send that took long is counted that much later (`ended`).
    Where more is bought for pushed messages, the others among them keep the spacing they have alone.
    """

    def __init__(self, abilities: Abilities) -> None:
        own = _gap(abilities.per_second, 1.0)
        self._gap = min(own, _gap(abilities.paid, 1.0)) if abilities.paid else own
        self._answer_gap = own if abilities.paid else 0.0
        self._answer_free = float("-inf")
        self._chat_gap = _gap(abilities.per_chat, 1.0, CHAT_MARGIN)
        self._group_gap = max(self._chat_gap, _gap(abilities.per_group, 60.0, CHAT_MARGIN))
        self._free = float("-inf")
        self._chats: dict[str, float] = {}
        self._under_way: set[Slot] = set()
        most = abilities.paid or abilities.per_second
        self._most = int(most) if 1 <= most < math.inf else 0
        self._second: list[Slot] = []  # in the order they are counted
        self._took: deque[float] = deque(maxlen=OF_LATE)
        self._quickest = math.inf

    @property
    def longest(self) -> float:
        """The longest wait one send can cause, in seconds: how far back a new start has to look."""
        return max(self._gap, self._chat_gap, self._group_gap)

    def wait(self, now: float, pushed: bool = True) -> float:
        """Seconds until the bot may start its next send; 0 if now."""
        free = self._all_free()
        return max(0.0, (free if pushed else max(free, self._answer_free)) - now)

    def early(self, now: float) -> float:
        """Seconds until the next send may be taken from the outbox, `AHEAD` of its moment; 0 if now."""
        return max(0.0, self._all_free() - now - AHEAD)

    def room(self, now: float, most: int) -> int:
        """How many sends may start between `now` and `AHEAD` seconds on, at most `most`."""
        left = AHEAD - self.wait(now)
        if left <= 0:
            return 0
        return most if self._gap == 0 else min(most, 1 + int(left / self._gap))

    def cooling(self, now: float) -> tuple[str, ...]:
        """The chats that may not be written to at `now`."""
        self._chats = {chat: free for chat, free in self._chats.items() if free > now}
        return tuple({**self._chats, **dict.fromkeys(slot.chat for slot in self._under_way)})

    def chat_wait(self, chat: str, now: float) -> float:
        """Seconds until a chat may be written to; 0 if now, infinite while a send to it is under way."""
        if any(slot.chat == chat for slot in self._under_way):
            return math.inf
        return max(0.0, self._chats.get(chat, now) - now)

    def next_chat(self, now: float) -> float | None:
        """Seconds until the first cooling chat is free again; None where none is cooling or its send has yet to end."""
        return min((free - now for free in self._chats.values() if free > now), default=None)

    def take(self, chat: str, group: bool, now: float, pushed: bool = True) -> Slot:
        """A send to `chat` starts at `now`; the caller says by `ended` when it has ended."""
        self._free = _next(self._free, self._gap, now)
        if not pushed:
            self._answer_free = _next(self._answer_free, self._answer_gap, now)
        slot = Slot(chat, group, now, now)
        if self._most:
            self._second.append(slot)
            self._trim()
        if self._gap_of(slot) > 0:
            self._under_way.add(slot)
        return slot

    def ended(self, slot: Slot, now: float) -> None:
        """The send of `slot` has ended, however it did: it arrived, if at all, between its start and `now`."""
        self._under_way.discard(slot)
        if (gap := self._gap_of(slot)) > 0:
            self._chats[slot.chat] = max(self._chats.get(slot.chat, now), now + gap)
        slot.end = now
        self._took.append(now - slot.start)
        known, self._quickest = self._quickest, min(self._took)
        # The first of a start are slow and were taken for the quickest; once a quicker one is known they are seen to have come late.
        for each in self._second if self._quickest < known else (slot,):
            if each.end is not None:
                each.counted = max(each.start, each.end - self._quickest - JITTER)
        if self._quickest < known or slot.counted > slot.start:
            self._second.sort(key=attrgetter("counted"))
            self._trim()

    def recall(self, sends: Iterable[tuple[str, bool, float]]) -> None:
        """Take over the sends of an earlier run: each one's chat, whether it is a group, and moment."""
        for chat, group, at in sends:
            self.ended(self.take(chat, group, at), at)
        self._took.clear()
        self._quickest = math.inf

    def _all_free(self) -> float:
        """The moment from which the bot may start a send: the gap is over, and those of a whole second are a second ago."""
        if len(self._second) == self._most and (first := self._first()) is not None:
            return max(self._free, self._second[first].counted + 1.0)
        return self._free

    def _trim(self) -> None:
        """Forget what lies before the latest second's worth of sends; of what is under way nobody knows yet when it arrives."""
        while len(self._second) > self._most and (first := self._first()) is not None:
            del self._second[first]

    def _first(self) -> int | None:
        """The first that has ended, of those the bot's second counts."""
        return next((place for place, slot in enumerate(self._second) if slot.end is not None), None)

    def _gap_of(self, slot: Slot) -> float:
        return self._group_gap if slot.group else self._chat_gap


def _next(free: float, gap: float, now: float) -> float:
    """The moment after one that was free at `free` and is taken at `now`: up to `MADE_UP` late does not move it."""
    return max(free + gap, now + gap - MADE_UP) if gap > 0 else now


def _gap(rate: float, per: float, margin: float = MARGIN) -> float:
    """Seconds between two sends of `rate` in `per` seconds; no rate at all (0) is no limit."""
    return per / rate * margin if rate > 0 else 0.0
