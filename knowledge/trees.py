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

Tree = tuple[int, float, Any, Any]
"""Feature, threshold, the tree to follow where it is at most that, the tree where it is more. A leaf: LEAF, its value, None, None."""


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
    """The table numbers a tree's nodes from its root: feature, threshold, node, node; a leaf is LEAF, its value, 0, 0."""

    def tree(nodes: Sequence[tuple[int, float, int, int]], n: int) -> Tree:
        feature, at, low, high = nodes[n]
        return (LEAF, float(at), None, None) if feature == LEAF else (int(feature), float(at), tree(nodes, low), tree(nodes, high))

    return tuple(tree(nodes, 0) for nodes in rows)


def chance(trees: Sequence[Tree], row: Row) -> float:
    """0 to 1."""
    total = 0.0
    for feature, at, low, high in trees:
        while feature != LEAF:
            feature, at, low, high = low if row[feature] <= at else high  # noqa: PLW2901 -- a step down the tree
        total += at
    return 1 / (1 + math.exp(-total))
