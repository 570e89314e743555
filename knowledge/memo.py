"""A small memory for what was worked out of the very same tuple a moment ago: one question's pieces are looked at by one rule after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 32
"""Tuples remembered; then all is forgotten and it begins anew."""


class Memo(Generic[T]):
    """Results by the identity of a tuple, which is kept as long as its result. Safe to share: at worst something is worked out twice."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[tuple[object, ...], T]] = {}

    def __reduce__(self) -> tuple[type[Memo[T]], tuple[()]]:
        return Memo, ()  # what is remembered hangs on where things lie now

    def of(self, key: object, work: Callable[[], T]) -> T:
        """What `work` gives for this tuple; anything but a tuple may change, and is not remembered."""
        if not isinstance(key, tuple):
            return work()
        known = self._known.get(id(key))
        if known is not None and known[0] is key:
            return known[1]
        made = work()
        if len(self._known) >= MOST:
            self._known = {}
        self._known[id(key)] = (key, made)
        return made
