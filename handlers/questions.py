"""The question handler, last in the router: asks the reader, says what the plan states, or that it does not."""

from __future__ import annotations

from handlers.message import Block, Choice
from handlers.turn import Action, Decision, KeepUnanswered, Outcome, Turn
from handlers.wording import answering
from handlers.wording.choices import DOCUMENT, MY_TASKS
from knowledge.answer import Stated, Unclear, Understanding, Unstated, understand
from knowledge.plan import Fact, Listing, Plan
from knowledge.syllable import fold

_CHOICES = 3


def answer(turn: Turn) -> Outcome:
    """Answer whatever was asked; never raises on any text."""
    reader = turn.reader
    found = understand(reader, turn.incoming.text, turn.kind, turn.conversation.context, turn.today)
    stated = [r for r in found.results if isinstance(r, Stated)]
    silent = [r for r in found.results if isinstance(r, Unstated)]
    if stated:
        return _stated(turn, found, stated, silent)
    actions: tuple[Action, ...] = (KeepUnanswered(turn.incoming.text, "not_stated" if silent else "not_understood"),)
    blocks = (
        answering.unstated(silent[0].label, reader.plan, turn.office.contact) if silent else answering.unclear(reader.plan, turn.office.contact)
    )
    reply = answering.reply(blocks, (MY_TASKS, DOCUMENT))
    return Outcome(Decision((reply,), None, actions, found.context), "unknown")


def _stated(turn: Turn, found: Understanding, stated: list[Stated], silent: list[Unstated]) -> Outcome:
    plan = turn.reader.plan
    blocks: list[Block] = []
    facts: dict[str, Fact] = {}
    for result in stated:
        if result.item:
            blocks.extend(answering.item(plan, result.facts[0], result.item))
        else:
            listed = _wants_list(result)
            blocks.extend(answering.facts(plan, result.facts, turn.now, result.verdict, result.kinds, listed=listed))
        facts.update((f.id, f) for f in result.facts)
    blocks.extend(answering.also_unstated(part.label) for part in silent)
    clauses = tuple(dict.fromkeys(f.clause for f in facts.values()))
    reply = answering.reply(blocks, _choices(turn, stated))
    actions: tuple[Action, ...] = (KeepUnanswered(turn.incoming.text, "not_stated"),) if silent else ()
    return Outcome(Decision((reply,), None, actions, found.context), "answered", tuple(facts), clauses)


def _wants_list(result: Stated) -> bool:
    return len(result.facts) == 1 and isinstance(result.facts[0].value, Listing) and len(result.facts[0].answer) > 160


def _choices(turn: Turn, stated: list[Stated]) -> tuple[Choice, ...]:
    """The clause word for word, then what else is stated for the same kind of unit."""
    plan = turn.reader.plan
    first = stated[0]
    fact = first.facts[0]
    out = [answering.verbatim(fold(fact.clause), plan.clause(fact.clause).cited)]
    kind = first.kinds[0] if len(first.kinds) == 1 else None
    if kind is not None:
        shown = {f.attribute for s in stated for f in s.facts}
        for attribute in dict.fromkeys(f.attribute for f in plan.facts if kind in f.kinds):
            if attribute not in shown and len(out) < _CHOICES:
                out.append(_ask(plan, attribute, kind))
    return tuple(out)


def _ask(plan: Plan, attribute: str, kind: str) -> Choice:
    label = next(a.label for a in plan.attributes if a.key == attribute)
    short = plan.kind(kind).short
    says = fold(f"{label} {short}")
    return Choice(f"{label[0].upper()}{label[1:]}", says[:64].strip())


__all__ = ["Unclear", "answer"]
