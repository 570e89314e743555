"""Everything that is wrong with a plan folder, also, where an engine is given, which of its own questions do not reach their fact."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from knowledge.load import read, wording
from knowledge.mistakes import Mistake, Mistakes, Spot
from knowledge.plan import Example, Plan

Reach = Callable[[Example], Collection[str]]
"""The ids of the facts an example question is answered with; none where the answer is that the plan does not state it."""


def check(folder: Path, ask: Callable[[Plan], Iterable[Mistake]] | None = None) -> tuple[Mistake, ...]:
    """Every mistake of a plan folder. `ask` puts all its questions to the engine (see `unreached`); only a plan that loads is asked."""
    plan, found = read(folder)
    if plan is None or found or ask is None:
        return found
    return tuple(ask(plan))


def unreached(plan: Plan, reach: Reach) -> Iterator[Mistake]:
    """The example questions that are answered with none of their facts, or with a fact where the plan states nothing.

    A later fact that replaces one of them is as good.
    """
    mistakes = Mistakes(wording("mistakes"))
    for example in plan.examples:
        reached = reach(example)
        right = {*example.facts, *(fact.id for fact in plan.facts if fact.replaces in example.facts)}
        spot = Spot("questions.jsonl", None, f"“{example.text}”")
        if example.facts and not right & set(reached):
            mistakes.add("not_reached", spot, facts=", ".join(example.facts), reached=", ".join(reached) or "–")
        if not example.facts and reached:
            mistakes.add("reached", spot, reached=", ".join(reached))
    yield from mistakes.found
