"""Everything that is wrong with a plan folder, also, where an engine is given, which of its own questions do not reach their fact."""

from __future__ import annotations

from collections import Counter
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


SILENT_SLIPS = 0.1
"""The share of the questions nothing answers that may be answered all the same before they are reported."""


def unreached(plan: Plan, reach: Reach) -> Iterator[Mistake]:
    """The questions that miss, of every fact that fewer than half of its own reach; and those answered though the plan states nothing.

    One odd wording among many that work is no mistake of a plan. A later fact that replaces one of a question's facts is as good.
    """
    mistakes = Mistakes(wording("mistakes"))
    replaced = {fact.id: fact.replaces for fact in plan.facts}
    reached = [(example, tuple(reach(example))) for example in plan.examples]
    asked, hit = Counter[str](), Counter[str]()
    for example, ids in reached:
        got = {*ids, *(replaced[id] for id in ids if id in replaced)}
        for fact in example.facts:
            asked[fact] += 1
            hit[fact] += bool(got & set(example.facts))
    silent = [ids for example, ids in reached if not example.facts]
    slips = sum(map(bool, silent)) > SILENT_SLIPS * len(silent)
    for example, ids in reached:
        got = {*ids, *(replaced[id] for id in ids if id in replaced)}
        spot = Spot("questions.jsonl", None, f"“{example.text}”")
        if example.facts and not got & set(example.facts) and any(hit[fact] * 2 < asked[fact] for fact in example.facts):
            mistakes.add("not_reached", spot, facts=", ".join(example.facts), reached=", ".join(ids) or "–")
        if not example.facts and ids and slips:
            mistakes.add("reached", spot, reached=", ".join(ids))
    yield from mistakes.found
