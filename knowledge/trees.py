"""Boosted trees as bench/second_look_fit.py writes them: read from their table, and asked."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.signs import Commonness, Row

FILE = Path(__file__).parent / "vietnamese" / "second_look.json"
LEAF = -1

Tree = tuple[tuple[int, float, int, int], ...]
"""Nodes from the root: feature, threshold, the node where it is at most that, the node where it is more. A leaf: LEAF, its value, 0, 0."""


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: trees for the order of the facts, trees for the decision, how often each outcome of the rules was right, how common words are."""

    order: tuple[Tree, ...]
    decide: tuple[Tree, ...]
    before: Mapping[str, float]
    common: Commonness

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Model:
        """From the table that bench/second_look.py writes."""
        return cls(_trees(table["order"]), _trees(table["decide"]), table["before"], Commonness(table["words"], table["questions"]))


@cache
def shipped() -> Model:
    """The model that comes with the program; read when it is first needed."""
    return Model.of(json.loads(FILE.read_text("utf-8")))


def _trees(rows: Sequence[Sequence[tuple[int, float, int, int]]]) -> tuple[Tree, ...]:
    return tuple(tuple((int(feature), float(at), int(low), int(high)) for feature, at, low, high in tree) for tree in rows)


def chance(trees: Sequence[Tree], row: Row) -> float:
    """0 to 1."""
    total = 0.0
    for tree in trees:
        feature, at, low, high = tree[0]
        while feature != LEAF:
            feature, at, low, high = tree[low if row[feature] <= at else high]
        total += at
    return 1 / (1 + math.exp(-total))
