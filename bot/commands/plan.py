"""`kehoach plan check` and `kehoach plan show`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bot.commands.ask import SAMPLE, moment_of, plan_of
from bot.commands.words import Quit, say, sentence
from bot.talk import Talk
from knowledge.check import check as mistakes_of
from knowledge.check import unreached
from knowledge.learned import FILE
from knowledge.mistakes import Mistake, PlanError
from knowledge.plan import Example, Plan
from knowledge.question import Reader
from knowledge.show import show as as_read


def check(folder: Path | None) -> int:
    """Say every mistake of a plan at once; 1 where there is any."""
    folder = folder or SAMPLE
    found = mistakes_of(folder, _ask_its_questions)
    if not found:
        say(sentence("plan_well", folder=folder))
        _advise(plan_of(folder))
        return 0
    say(sentence("plan_broken", folder=folder, count=len(found)))
    say(str(PlanError(found)))
    return 1


WANTED = 12
"""Example questions a fact that make for good understanding; docs/plan-format.md gives the figures."""
_NAMED = 6


def _advise(plan: Plan) -> None:
    """Say how many example questions there are, and which facts have the fewest where there should be more."""
    counts = Counter(id for example in plan.examples for id in example.facts)
    silent = sum(not example.facts for example in plan.examples)
    mean = round((len(plan.examples) - silent) / max(1, len(plan.facts)), 1)
    say(sentence("plan_examples", count=len(plan.examples) - silent, facts=len(plan.facts), mean=str(mean).replace(".", ","), silent=silent))
    if mean < WANTED:
        fewest = sorted(plan.facts, key=lambda fact: counts[fact.id])[:_NAMED]
        say(sentence("plan_thin", wanted=WANTED, thinnest=", ".join(f"{fact.id} ({counts[fact.id]})" for fact in fewest)))


def show(folder: Path | None) -> int:
    """Print a plan as people read it."""
    say(as_read(plan_of(folder)))
    return 0


def learn(folder: Path | None) -> int:
    """Write what the plan's example questions teach into its folder, so that a plan with thousands of them need not learn at every start."""
    folder = folder or SAMPLE
    reader = Reader(replace(plan_of(folder), learned=None))
    whole = folder / f".{FILE}.new"
    try:
        whole.write_text(reader.taught.learned.text, encoding="utf-8", newline="\n")
        whole.replace(folder / FILE)  # never half of it, whenever this is stopped
    except OSError as error:
        raise Quit(sentence("plan_not_written", file=folder / FILE, reason=error.strerror or ""), 1) from None
    say(sentence("plan_learned", folder=folder, count=len(reader.plan.examples), file=FILE))
    return 0


def _ask_its_questions(plan: Plan) -> Iterable[Mistake]:
    """Each of the plan's example questions, put to the bot as a stranger or a person of the named kind would."""
    reader, now = Reader(plan), moment_of(None)

    def reach(example: Example) -> tuple[str, ...]:
        return Talk(reader, now, example.unit).hear(example.text).facts

    return unreached(plan, reach)
