"""The row of figures a second look decides by; it needs nothing else, so that it is learned from (bench/second_look_fit.py) as it is asked."""

from __future__ import annotations

from collections.abc import Sequence

SORTS = ("Stated", "Unstated", "Unclear")
"""What the rules can come to (knowledge/results.py), by the place in here."""


def decision(row: Sequence[float], chances: Sequence[float], at: int, sort: str, before: float, *, labelled: bool, facts: int) -> list[float]:
    """What is decided by, of the fact at a place: its row behind its chance and how that stands to the best two, and what the rules made of the question.

    `before`: how often such an outcome had the right fact first; `labelled`: a thing is named that the plan is silent on; `facts`: how many are stated.
    """
    ranked = sorted(chances, reverse=True)
    second = ranked[1] if len(ranked) > 1 else 0.0
    stood = (chances[at], ranked[0] - chances[at], ranked[0] - second)
    return [*stood, float(SORTS.index(sort)), before, float(labelled), float(facts), *row]
