"""Learns the second look from what bench/second_look.py collected: `python -m bench.second_look_fit FROM TREES PAIRINGS`, in the tools' environment."""

from __future__ import annotations

import importlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.pairings_fit import Table, learn_pairings, numbered, scores, written_down
from knowledge import pairings
from knowledge.decision import decision

FOLDS = 5
"""The decision is learned from chances that came of other plans' trees, as they will be of a plan never seen."""
ORDER = {"num_leaves": 16, "learning_rate": 0.08, "min_data_in_leaf": 40, "lambda_l2": 5.0}
DECIDE = {"num_leaves": 16, "learning_rate": 0.05, "min_data_in_leaf": 30, "lambda_l2": 10.0}
ALWAYS = {"objective": "binary", "verbosity": -1, "num_threads": 1, "deterministic": True, "force_row_wise": True, "seed": 7}
ROUNDS = 200
OWN_WEIGHS = 0.07
"""What a plan's own example counts in the decision beside a blind question: its author's others are more like it than a stranger's words are."""
OWN_PAIRS = 0.5
"""The same where it is learned what goes with what."""
LARGEST = 0.5
"""What a blind question of the plan with most of them counts there: they are half of all, and on one matter."""
LEAF = -1


def main() -> None:
    """Learn and write."""
    table = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    fold_of = {plan: n % FOLDS for n, plan in enumerate(sorted(table["terms"]))}
    Path(sys.argv[3]).write_text(pair(table["rows"], table["terms"], fold_of), "utf-8")
    model = learn(table["rows"], fold_of, table["enough"], table["too_little"]) | {"words": table["words"], "questions": table["questions"]}
    Path(sys.argv[2]).write_text(json.dumps(model, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")


def pair(rows: Sequence[dict[str, Any]], terms: dict[str, dict[str, list[str]]], fold_of: dict[str, int]) -> str:
    """What goes with what, as its file's text; every row's figures are completed by what other plans teach of it, as they will be of a plan never seen."""
    largest = Counter(row["plan"] for row in rows if row["blind"]).most_common(1)[0][0]
    found = numbered(rows, terms, lambda row: (1.0 if row["blind"] else OWN_PAIRS) * (LARGEST if row["plan"] == largest else 1.0))
    table = Table(found.pairs, len(found.others))
    known = [0.0] * len(found.pairs)
    for fold in range(FOLDS):
        away = [found.plans[plan] for plan in fold_of if fold_of[plan] == fold]
        mine = [n for n, one in enumerate(found.pairs) if one.plan in away]
        for n, score in zip(mine, scores(table, learn_pairings(table, away), mine), strict=True):
            known[n] = score
    of: dict[int, list[float]] = defaultdict(list)
    for n, score in zip(found.rows, known, strict=True):
        of[n].append(score)
    for n, row in enumerate(rows):
        row["rows"] = [[*figures[: -pairings.COLUMNS], *told] for figures, told in zip(row["rows"], pairings.stand(of[n]), strict=True)]
    return written_down(table, learn_pairings(table), found.terms, found.others)


def learn(rows: Sequence[dict[str, Any]], fold_of: dict[str, int], enough: float, too_little: float) -> dict[str, Any]:
    """Both lots of trees and how often each outcome of the rules was right; tells how it does on plans it was not learned from."""
    chances: dict[int, list[float]] = {}
    for fold in range(FOLDS):
        trees = _order([row for row in rows if fold_of[row["plan"]] != fold])
        chances |= {n: list(trees.predict(row["rows"])) for n, row in enumerate(rows) if fold_of[row["plan"]] == fold}
    before = _before(rows)
    seen = [(row, *found) for n, row in enumerate(rows) if (found := decided(row, chances[n], before)) is not None]
    rules, both = Counter[str](), Counter[str]()
    for fold in range(FOLDS):
        trees = _decide([one for one in seen if fold_of[one[0]["plan"]] != fold])
        mine = [one for one in seen if fold_of[one[0]["plan"]] == fold and one[0]["blind"]]
        for (row, _, good), likely in zip(mine, trees.predict([figures for _, figures, _ in mine]), strict=True):
            stated = row["sort"] == "Stated"
            rules[verdict(row, good, stated)] += 1
            again = likely >= (too_little if stated else enough)
            both[verdict(row, good, again if row["again"] else stated)] += 1
    print(f"blind questions of plans it was not learned from, by the rules alone: {dict(sorted(rules.items()))}")
    print(f"with the second look: {dict(sorted(both.items()))}")
    return {"order": _trees(_order(rows)), "decide": _trees(_decide(seen)), "before": before}


def verdict(row: dict[str, Any], good: bool, stated: bool) -> str:
    """What became of one question, as tests/accuracy.py calls it."""
    if row["held"]:
        return ("right" if good else "wrong") if stated else "refused"
    return "let" if stated else "kept"


def decided(row: dict[str, Any], chances: Sequence[float], before: dict[str, float]) -> tuple[list[float], bool] | None:
    """The row that knowledge/second_look.py would decide by, and whether stating it is right."""
    at = list(chances).index(max(chances))
    stated = row["sort"] == "Stated"
    if stated:
        if row["stated"] < 0:
            return None
        at = row["stated"]
    figures = decision(row["rows"][at], chances, at, row["sort"], before[row["outcome"]], labelled=row["labelled"], facts=row["facts"])
    return figures, row["good"] if stated else row["right"][at]


def _order(rows: Iterable[dict[str, Any]]) -> Any:
    lightgbm, np = _libraries()
    x = [figures for row in rows for figures in row["rows"]]
    y = [right for row in rows for right in row["right"]]
    return lightgbm.train(ALWAYS | ORDER, lightgbm.Dataset(np.array(x), y), ROUNDS)


def _decide(seen: Iterable[tuple[dict[str, Any], list[float], bool]]) -> Any:
    lightgbm, np = _libraries()
    rows, figures, good = zip(*seen, strict=True)
    weights = [1.0 if row["blind"] else OWN_WEIGHS for row in rows]
    return lightgbm.train(ALWAYS | DECIDE, lightgbm.Dataset(np.array(figures), list(good), weight=weights), ROUNDS)


def _libraries() -> tuple[Any, Any]:
    """LightGBM and NumPy: in the tools' environment alone, so that the rest of this file can be read and tested without them."""
    return importlib.import_module("lightgbm"), importlib.import_module("numpy")


def _before(rows: Iterable[dict[str, Any]]) -> dict[str, float]:
    """How often the best fact by the rules was right with each of their outcomes, a little towards a third."""
    counts: dict[str, list[float]] = defaultdict(lambda: [1.0, 3.0])
    for row in rows:
        at = max(row["stated"], 0)
        weight = 1.0 if row["blind"] else OWN_WEIGHS
        counts[row["outcome"]][0] += weight * row["right"][at]
        counts[row["outcome"]][1] += weight
    return {outcome: round(right / all_, 4) for outcome, (right, all_) in sorted(counts.items())}


def _trees(booster: Any) -> list[list[list[float]]]:
    """Each tree's nodes from its root: feature, threshold, where to go on; a leaf: LEAF and its value."""
    out = []
    for tree in booster.dump_model()["tree_info"]:
        nodes: list[list[float]] = []
        _flatten(tree["tree_structure"], nodes)
        out.append(nodes)
    return out


def _flatten(node: dict[str, Any], nodes: list[list[float]]) -> int:
    here = len(nodes)
    nodes.append([])
    if "leaf_value" in node:
        nodes[here] = [LEAF, round(node["leaf_value"], 5), 0, 0]
        return here
    low, high = _flatten(node["left_child"], nodes), _flatten(node["right_child"], nodes)
    nodes[here] = [node["split_feature"], float(f"{node['threshold']:.7g}"), low, high]
    return here


if __name__ == "__main__":
    main()
