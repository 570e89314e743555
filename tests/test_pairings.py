"""Which words of questions go with which of facts: learned from pairs that many plans have, summed up the same way when it is asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.pairings_fit import KEPT, PLANS, Numbered, Table, learn_pairings, numbered, scores, written_down
from knowledge.load import load_plan
from knowledge.pairings import COLUMNS, FILE, PARTS, Paired, Pairings, fact_terms, norm, question_terms, shipped, stand
from knowledge.plan import Plan

FOLDER = Path("tests/other_plans/suc-khoe-nguoi-cao-tuoi-2027")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(FOLDER)


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=6))
def test_each_score_stands_against_the_best_of_the_others(given_: list[float]) -> None:
    """Above 0 for the best one alone; by itself a score stands against itself."""
    rows = stand(given_)
    assert [row[0] for row in rows] == given_
    assert {row[2] for row in rows} == {max(given_)}
    for n, row in enumerate(rows):
        others = given_[:n] + given_[n + 1 :] or given_
        assert len(row) == COLUMNS
        assert row[1] == given_[n] - max(others)


@given(st.lists(st.sampled_from(["tien", "xe", "ai", "lo", "12", "3,5", "khong", "zzz"]), min_size=1, max_size=9))
def test_a_question_goes_with_a_fact_by_the_sum_over_their_terms(plan: Plan, words: list[str]) -> None:
    """What is kept of a term between two questions changes nothing."""
    paired, terms = Paired(plan, shipped()), fact_terms(plan)
    facts = list(range(0, len(plan.facts), 7))
    asked = question_terms(words)
    for _ in range(2):
        for n, row in zip(facts, paired.figures(words, facts), strict=True):
            mine = set(terms[plan.facts[n].id])
            known = [dict(shipped().weights(term)) for term in asked if term in shipped()]
            sums = sum(weight for weights in known for other, weight in weights.items() if other in mine)
            assert row[0] == pytest.approx(sums / norm(len(asked), len(mine)), abs=1e-9)


def test_unknown_words_are_not_kept(plan: Plan) -> None:
    """However many there are, they cost no memory."""
    paired = Paired(plan, shipped())
    paired.figures([f"zz{n}" for n in range(50)], [0])
    assert not [term for term in paired._met if "zz" in term]


def test_what_is_kept_has_an_end(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many terms a plan of however many facts is asked with."""
    monkeypatch.setattr("knowledge.pairings.ROOM", 3 * len(plan.facts))
    paired, terms = Paired(plan, shipped()), [line.split("\t")[0] for line in FILE.read_text("utf-8").splitlines() if " " not in line.split("\t")[0]]
    first = paired.figures(terms[:5], [0, 1])
    paired.figures(terms[:60], [0, 1])
    assert len(paired._met) <= 3
    assert paired.figures(terms[:5], [0, 1]) == first


def test_figures_are_all_alike() -> None:
    """A question is not known by the day or the sum it names."""
    assert question_terms(["ngay", "12"]) == question_terms(["ngay", "15/8"])


def numbered_of(plans: int) -> Numbered:
    """So many plans, in each of which "xe" asks for what is said with "di lai" and "an" for what is said with "bua"."""
    terms = {f"p{n}": {"ride": ["di", "lai", f"r{n}"], "meal": ["bua", f"m{n}"]} for n in range(plans)}
    rows = [
        {"plan": plan, "words": [word, "ai", "lo"], "seen": ["ride", "meal"], "right": [word == "xe", word == "an"]} for plan in terms for word in ("xe", "an")
    ]
    return numbered(rows, terms, lambda _: 1.0)


def test_what_goes_with_what_is_learned_of_plans_and_holds_of_others() -> None:
    """Words that share no letter are told to answer one another; with too few plans nothing is."""
    found = numbered_of(30)
    table = Table(found.pairs, len(found.others))
    away = [found.plans["p3"], found.plans["p7"]]
    weights = learn_pairings(table, away)
    mine = [n for n, pair in enumerate(found.pairs) if pair.plan in away]
    told = dict(zip(mine, scores(table, weights, mine), strict=True))
    assert all((score > 0) == found.pairs[n].right for n, score in told.items())
    pairings = Pairings.of(written_down(table, weights, found.terms, found.others))
    assert dict(pairings.weights("xe"))["di"] > 0 > dict(pairings.weights("an"))["di"]
    assert "m3" not in {other for term in ("xe", "an", "ai") for other, _ in pairings.weights(term)}
    few = numbered_of(PLANS - 1)
    assert not len(Table(few.pairs, len(few.others)).cells)


def test_a_plan_left_out_teaches_nothing() -> None:
    """What only the plans left out would carry over the limit is not learned."""
    found = numbered_of(PLANS)
    table = Table(found.pairs, len(found.others))
    assert np.count_nonzero(learn_pairings(table))
    assert not np.count_nonzero(learn_pairings(table, [0]))


def test_the_shipped_file_is_what_learning_writes() -> None:
    """As many pairs as are kept, none of them naught, terms in order."""
    lines = FILE.read_text("utf-8").splitlines()
    terms = [line.split("\t")[0] for line in lines]
    pairs = [pair for line in lines for pair in line.split("\t")[1].split()]
    assert terms == sorted(set(terms))
    assert KEPT // 2 < len(pairs) <= KEPT
    assert all(int(pair.rpartition("=")[2]) and abs(int(pair.rpartition("=")[2])) < 99 * PARTS for pair in pairs)
