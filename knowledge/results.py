"""What one question can come to: facts stated, something the plan is silent on, or nothing understood."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.claims import Verdict
from knowledge.plan import Fact
from knowledge.question import Reading

LIMITS: dict[str, float] = {
    "silence": 3.7,
    "answer": 1.4,
    "follow": 1.0,
    "known": 0.45,
    "alike": 0.5,
    "tie": 0.12,
    "tie_bare": 0.6,
    "claim": 0.35,
    "led": 0.55,
    "told": 0.62,
    "strange": 0.2,
    "stranger": 0.45,
    "silent": 0.22,
    "ahead": 0.05,
    "thin": 0.36,
    "thin_near": 0.2,
    "second": 0.35,
    "aside": 1.3,
    "why": 0.8,
    "why_taught": 1.0,
    "untaught": 0.25,
    "unlike": 0.2,
    "agreed": 0.1,
    "outright": 0.7,
    "quiet": 0.45,
    "quieter": 0.3,
    "taught": 0.8,
    "louder": 0.4,
    "clear": 0.3,
    "vouched": 0.5,
    "taught_over": 0.7,
    "covered": 0.95,
    "covered_by": 0.3,
    "led_by": 0.15,
    "led_near": 0.45,
    "led_far": 0.25,
    "words": 3,
    "vouched_by": 0.2,
    "far": 0.16,
}
"""Scores below which nothing is stated; tuned on the development questions with a wrong answer costing three refusals."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Facts that answer, in the order to show them, for these kinds; `item` is the one item of a list asked for (from 1; -1 the last).

    `order`: two items of it (from 1) whose order is asked. `maybe`: what else the question may mean, where that is in doubt.
    """

    facts: tuple[Fact, ...]
    kinds: tuple[str, ...]
    reading: Reading
    verdict: Verdict | None = None
    item: int = 0
    order: tuple[int, int] | None = None
    compare: bool = False
    maybe: Fact | None = None


@dataclass(frozen=True, slots=True)
class Unstated:
    """The plan is silent on it; `label` names what was asked, "" where there is no name for it."""

    label: str
    reading: Reading
    why: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood as a question about this plan; `why` says which check stopped it, for --explain."""

    reading: Reading | None
    why: str = ""


Result = Stated | Unstated | Unclear

UNSURE = frozenset(
    {
        "too many strange words",
        "only its subject is known",
        "a time of something the plan does not know",
        "hardly covered",
        "below the limit",
    }
)
"""Reasons for which the words of a question do not suffice, though nothing in them speaks against an answer."""


def add(results: list[Result], result: Result) -> None:
    """Add a result to those before it, unless it says no more than one of them; a verdict it has is kept ("nộp cho ai, hôm nay nộp còn kịp không")."""
    known = next((n for n, earlier in enumerate(results) if same(result, earlier)), None)
    if known is None:
        results.append(result)
        return
    earlier = results[known]
    if isinstance(result, Stated) and isinstance(earlier, Stated) and earlier.verdict is None and result.facts == earlier.facts:
        results[known] = replace(earlier, verdict=result.verdict, maybe=None)


def apart(a: Stated, b: Stated) -> tuple[Stated, Stated] | None:
    """Two answers, each without what the other states, too; None where one of them states nothing more."""
    a, b = (replace(this, facts=tuple(f for f in this.facts if f not in that.facts) or this.facts) for this, that in ((a, b), (b, a)))
    return None if {*a.facts} & {*b.facts} else (a, b)


def same(a: Result, b: Result) -> bool:
    """Whether a result says no more than another."""
    match a, b:
        case Stated(facts=x, item=i), Stated(facts=y, item=j):
            return set(x) <= set(y) and i == j
        case Unstated(label=x), Unstated(label=y):
            return x == y
        case Unclear(), Unclear():
            return True
        case _:
            return False
