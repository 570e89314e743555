"""Where it is not sure that this was asked, the other thing a question may mean is told behind the answer, and said to be no more than that."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import handlers.questions
import knowledge.second_look
from handlers.deadlines import moved
from knowledge.answer import understand
from knowledge.context import Context
from knowledge.results import Stated
from tests.accuracy import load
from tests.readers import asked, other, said

QUESTIONS = Path(__file__).parent / "questions"
OTHER = "Nếu anh/chị hỏi ý khác, kế hoạch còn nêu: "
PLANS = ("chong-han-man-2027", "dai-hoi-tdtt-2027", "nuoc-sach-nong-thon-2027")


def told(name: str, row: dict[str, Any]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    outcome = asked(other(name), str(row["q"]), row["unit"], row["history"], date.fromisoformat(str(row["today"])))
    return said(outcome), outcome.facts, outcome.clauses


@pytest.mark.parametrize("name", PLANS)
def test_it_stands_behind_the_answer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer itself is the same with it and without; its facts and clauses are counted among those told; few answers need it."""
    rows = load(QUESTIONS / f"{name}.jsonl")
    with_it = [told(name, row) for row in rows]
    monkeypatch.setattr(knowledge.second_look, "SURE", 0.0)
    without = [told(name, row) for row in rows]
    more = 0
    for (text, facts, clauses), (bare, its_facts, its_clauses) in zip(with_it, without, strict=True):
        assert OTHER not in bare
        assert text.startswith(bare)
        if text == bare:
            assert (facts, clauses) == (its_facts, its_clauses)
            continue
        more += 1
        last = other(name).plan.fact(facts[-1])
        assert facts[:-1] == its_facts
        assert set(clauses) == {*its_clauses, last.clause}
        assert text.removeprefix(bare).strip().startswith(OTHER)
        assert last.answer.rstrip(".") in text
        assert other(name).plan.clause(last.clause).cited in text
    assert 0 < more < len(rows) / 8


def doubted(name: str) -> tuple[str, date]:
    """A question of a plan, without a unit or anything before it, to which the other thing is told."""
    for row in load(QUESTIONS / f"{name}.jsonl"):
        if row["unit"] is None and not row["history"] and OTHER in told(name, row)[0]:
            return str(row["q"]), date.fromisoformat(str(row["today"]))
    raise AssertionError(name)


@pytest.mark.parametrize("name", PLANS)
def test_the_next_question_is_of_the_answer(name: str) -> None:
    """What was told by the way is nothing a follow-up leans on."""
    question, today = doubted(name)
    found = understand(other(name), question, None, Context(), today)
    maybe = [result.maybe.id for result in found.results if isinstance(result, Stated) and result.maybe is not None]
    assert maybe
    assert not {*maybe} & {*found.context.frames[0].facts}


def test_no_limit_that_was_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan's own day beside an answer would be taken for the one in force."""
    question, today = doubted(PLANS[0])
    assert OTHER in said(asked(other(PLANS[0]), question, today=today))
    monkeypatch.setattr(handlers.questions, "moved", lambda turn, facts, kinds=None: ("moved",) if kinds is None else moved(turn, facts, kinds))
    assert OTHER not in said(asked(other(PLANS[0]), question, today=today))


@pytest.mark.parametrize("name", PLANS)
def test_none_beside_a_verdict(name: str) -> None:
    """A claim is right or wrong; another thing behind it would only blur that."""
    for row in load(QUESTIONS / f"{name}.jsonl"):
        found = understand(other(name), str(row["q"]), row["unit"], Context(), date.fromisoformat(str(row["today"])))
        for result in found.results:
            assert not (isinstance(result, Stated) and result.verdict is not None and result.maybe is not None)
