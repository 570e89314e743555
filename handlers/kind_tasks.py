"""What a kind of unit that is named has to do: "Theo kế hoạch thì doanh nghiệp phải làm những gì?"."""

from __future__ import annotations

from handlers import spoken, statuses
from handlers.turn import Outcome, Turn

_TO_DO = frozenset(["lam", "viec", "vu", "phan"])
"""Words of which one stands in every such question."""
_WE = "dv"
"""Stands for the kind that is named, as in “việc của đơn vị”."""


def answer(turn: Turn) -> Outcome | None:
    """The tasks of the one kind a message names, where it asks nothing but what that kind has to do."""
    if not _TO_DO & set(spoken.readings(turn.incoming.text)[-1]):
        return None
    message = turn.reader.message(turn.incoming.text)
    if len(message.asks) != 1 or len(message.asks[0].kinds) != 1 or len(message.words) > spoken.SHORT:
        return None
    ask = message.asks[0]
    named = [spot for spot in ask.spots if spot.group == "kind" and spot.key == ask.kinds[0]]
    first = min(spot.start for spot in named)
    # the rest of a unit's own name belongs to its kind's: "Sở Hà Nội"
    within = {n for spot in named for n in range(spot.start, spot.end)} | {n for n in ask.name_places if n > first}
    said = tuple(_WE if n == first else word.fold for n, word in enumerate(ask.words) if n == first or n not in within)
    for heard in (said, spoken.without_tail(said), spoken.bare(said)):
        if spoken.TASKS.fullmatch(" ".join(heard)):
            return statuses.tasks_of(turn, ask.kinds[0])
    return None
