"""Learns which words of questions go with which words of facts (knowledge/pairings.py), in the tools' environment (NumPy).

A logistic model over pairs of terms, one of a question's and one of a fact's, with AdaGrad's steps (Duchi et al., JMLR 2011): right facts against the
others that the rules held likely, and all of them where the plan is silent. Pairs that few plans have are left out, and at last all but the weightiest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from knowledge.pairings import PARTS, norm, question_terms

PLANS = 8
"""A pair of terms counts where so many plans have it."""
KEPT = 100_000
"""So many pairs of terms are kept in the end."""
PASSES = 3
"""The last of them with the kept ones alone."""
STEP = 0.3
BATCH = 128
BIAS = -1.5

Array = Any  # NumPy's; the project's own environment need not have its stubs
Weigh = Callable[[Mapping[str, Any]], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """A question's terms and a fact's, by number, whether that fact was meant, what the pair counts, and in which plan they stand (by number)."""

    terms: Array
    others: Array
    right: bool
    weight: float
    plan: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """All pairs, which row each is of, every plan's number, and what the numbers of terms stand for."""

    pairs: list[Pair]
    rows: list[int]
    plans: dict[str, int]
    terms: list[str]
    others: list[str]


class Table:
    """Pairs made ready to learn from: of each the pairs of terms that enough plans have, by their place among all those."""

    def __init__(self, pairs: Sequence[Pair], others: int) -> None:
        """`others`: how many terms of facts there are."""
        self.pairs, self.width = pairs, others
        by_plan: dict[int, list[Pair]] = {}
        for pair in pairs:
            by_plan.setdefault(pair.plan, []).append(pair)
        had = {plan: np.unique(np.concatenate([_cells(p, others) for p in mine])) for plan, mine in sorted(by_plan.items())}
        cells, counts = np.unique(np.concatenate(list(had.values())), return_counts=True)
        self.cells = cells[counts >= PLANS]
        self.counts = counts[counts >= PLANS]
        self.had = {plan: np.searchsorted(self.cells, np.intersect1d(mine, self.cells, assume_unique=True)) for plan, mine in had.items()}
        self.places = [self._places(pair) for pair in pairs]
        self.norms = np.array([norm(len(pair.terms), len(pair.others)) for pair in pairs])

    def _places(self, pair: Pair) -> Array:
        cells = _cells(pair, self.width)
        at: Array = np.searchsorted(self.cells, cells)
        found = at < len(self.cells)
        found[found] = self.cells[at[found]] == cells[found]
        return at[found].astype(np.int32)


def _cells(pair: Pair, width: int) -> Array:
    return (pair.terms[:, None].astype(np.int64) * width + pair.others[None, :]).ravel()


def learn_pairings(table: Table, without: Collection[int] = ()) -> Array:
    """The weight of each of the table's pairs of terms, 0 where it is left out; learned without the plans of these numbers."""
    counts = table.counts.copy()
    for plan in without:
        counts[table.had[plan]] -= 1
    kept = counts >= PLANS
    weights, squares = np.zeros(len(kept)), np.zeros(len(kept))
    chosen = np.array([n for n, pair in enumerate(table.pairs) if pair.plan not in without])
    right = np.array([float(pair.right) for pair in table.pairs])
    counted = np.array([pair.weight for pair in table.pairs])
    random, bias = np.random.default_rng(7), BIAS
    for turn in range(PASSES):
        if turn == PASSES - 1 and kept.sum() > KEPT:
            kept &= abs(weights) >= np.sort(abs(weights[kept]))[-KEPT]
            weights[~kept] = 0.0
        mixed = random.permutation(chosen)
        for first in range(0, len(mixed), BATCH):
            batch = mixed[first : first + BATCH]
            places = np.concatenate([table.places[n] for n in batch])
            ends = np.cumsum([len(table.places[n]) for n in batch])
            sums = np.concatenate(([0.0], np.cumsum(weights[places])))
            scores = (sums[ends] - sums[np.concatenate(([0], ends[:-1]))]) / table.norms[batch] + bias
            off = (1 / (1 + np.exp(-scores)) - right[batch]) * counted[batch]
            bias -= 0.02 * float(off.sum())
            step_by = np.bincount(places, np.repeat(off / table.norms[batch], np.diff(ends, prepend=0)), len(kept))
            moved = np.flatnonzero((step_by != 0) & kept)
            by = step_by[moved]
            squares[moved] += by * by
            weights[moved] -= STEP * by / np.sqrt(squares[moved] + 1e-4)
    return weights


def scores(table: Table, weights: Array, chosen: Sequence[int]) -> list[float]:
    """How well each of these pairs goes together."""
    return [float(weights[table.places[n]].sum() / table.norms[n]) for n in chosen]


def written_down(table: Table, weights: Array, terms: Sequence[str], others: Sequence[str]) -> str:
    """The text of knowledge/pairings.py's file: both lists of terms by number."""
    lines: dict[str, list[str]] = {}
    for n in np.flatnonzero(np.rint(weights * PARTS)):
        term, other = divmod(int(table.cells[n]), table.width)
        lines.setdefault(terms[term], []).append(f"{others[other]}={round(weights[n] * PARTS)}")
    return "".join(f"{term}\t{' '.join(sorted(pairs))}\n" for term, pairs in sorted(lines.items()))


def numbered(rows: Sequence[Mapping[str, Any]], terms: Mapping[str, Mapping[str, Sequence[str]]], weigh: Weigh) -> Numbered:
    """The pairs of every row's facts (bench/second_look.py writes both), terms by number."""
    numbers: dict[str, int] = {}
    others: dict[str, int] = {}
    plans = {plan: n for n, plan in enumerate(sorted(terms))}
    facts = {
        (plan, fact): np.array([others.setdefault(term, len(others)) for term in said], dtype=np.int64)
        for plan, all_ in sorted(terms.items())
        for fact, said in sorted(all_.items())
    }
    pairs, rows_of = [], []
    for n, row in enumerate(rows):
        mine = np.array([numbers.setdefault(term, len(numbers)) for term in question_terms(row["words"])], dtype=np.int64)
        for fact, right in zip(row["seen"], row["right"], strict=True):
            pairs.append(Pair(mine, facts[row["plan"], fact], bool(right), weigh(row), plans[row["plan"]]))
            rows_of.append(n)
    return Numbered(pairs, rows_of, plans, list(numbers), list(others))
