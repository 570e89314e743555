"""Stretches of words that lie within longer ones, told in one pass: a message may name a thing a thousand times."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar


class Stretch(Protocol):
    """Words [start, end)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_S = TypeVar("_S", bound=Stretch)


def outermost(found: Iterable[_S]) -> list[_S]:
    """Without those that lie within a longer one, from left to right; of equal ones all are kept, in their order."""
    out: list[_S] = []
    # The longest of those that begin at one word comes first: one lies within another if one before it reaches as far.
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not out or each.end > out[-1].end or (each.start, each.end) == (out[-1].start, out[-1].end):
            out.append(each)
    return out


def within(longer: Sequence[Stretch]) -> Callable[[Stretch], bool]:
    """Whether a stretch lies within one of these that is longer than itself."""
    if not longer:
        return lambda each: False
    outer = outermost(longer)
    starts = [each.start for each in outer]

    def inside(each: Stretch) -> bool:
        # Of the outermost ones both ends grow, so the last that begins no later reaches farthest.
        at = bisect_right(starts, each.start) - 1
        return at >= 0 and outer[at].end >= each.end and outer[at].end - outer[at].start > each.end - each.start

    return inside
