"""The question handler, last in the router: asks the reader, says what the plan states, or that it does not."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.deadlines import Moved, moved
from handlers.message import Block, Choice
from handlers.turn import Action, Decision, KeepUnanswered, Outcome, Turn
from handlers.wording import answering, choices
from knowledge.answer import Stated, Unclear, Understanding, Unstated, understand
from knowledge.claims import Verdict
from knowledge.context import Frame
from knowledge.nearest import nearest
from knowledge.plan import Fact, Listing
from knowledge.syllable import fold

_CHOICES = 3
_LONG = 160
"""Characters of an answer above which its items are shown as a list."""


def answer(turn: Turn) -> Outcome:
    """Answer whatever was asked; never raises on any text."""
    reader = turn.reader
    found = understand(reader, turn.incoming.text, turn.kind, turn.conversation.context, turn.today)
    stated = [r for r in found.results if isinstance(r, Stated)]
    silent = [r for r in found.results if isinstance(r, Unstated)]
    if stated:
        return _stated(turn, found, stated, silent)
    actions: tuple[Action, ...] = (KeepUnanswered(turn.incoming.text, "not_stated" if silent else "not_understood"),)
    lost = next((r for r in (*silent, *found.results) if isinstance(r, Unstated | Unclear)), None)
    beside = nearest(reader, lost, turn.today) if lost is not None and found.asking else None
    kinds = lost.reading.kinds if lost is not None and lost.reading is not None else ()
    if silent:
        blocks = answering.unstated(silent[0].label, reader.plan, turn.office.contact, beside, kinds)
    else:
        blocks = answering.unclear(reader.plan, turn.office.contact, beside, kinds)
    offered = (choices.DOCUMENT,) if turn.incoming.group else (choices.MY_TASKS, choices.DOCUMENT)
    reply = answering.reply(blocks, offered)
    return Outcome(Decision((reply,), None, actions, found.context), "unknown")


def tell(turn: Turn, id: str) -> Outcome:
    """What the plan states in one fact, by its id: nothing is left to understand."""
    plan = turn.reader.plan
    fact = plan.fact(id)
    kind = turn.kind if turn.kind in fact.kinds else None
    kinds = (kind,) if kind else ()
    listed = isinstance(fact.value, Listing) and len(fact.answer) > _LONG
    asked = moved(turn, (id,))
    told = answering.facts(plan, (fact,), turn.now, None, kinds, listed=listed, moved=[each.own for each in asked])
    blocks = (*(answering.extended(each.by.last, each.by.document, each.whose, turn.now) for each in asked), *told)
    reply = answering.reply(blocks, (choices.clause(plan.clause(fact.clause)),))
    context = turn.conversation.context.behind(Frame((id,), kinds), kinds)
    return Outcome(Decision((reply,), None, (), context), "answered", (id,), (fact.clause,))


def _stated(turn: Turn, found: Understanding, stated: list[Stated], silent: list[Unstated]) -> Outcome:
    plan = turn.reader.plan
    kinds_asked = {kind for result in stated for kind in result.kinds} if all(result.kinds for result in stated) else set()
    asked = moved(turn, (fact.id for result in stated for fact in result.facts), kinds_asked)
    blocks: list[Block] = [answering.extended(each.by.last, each.by.document, each.whose, turn.now) for each in asked]
    facts: dict[str, Fact] = {}
    for result in stated:
        if result.order is not None:
            blocks.extend(answering.order(plan, result.facts[0], *result.order))
        elif result.item:
            blocks.extend(answering.item(plan, result.facts[0], result.item))
        else:
            listed = _wants_list(result)
            verdict, own = _judged(result, asked), [each.own for each in asked]
            blocks.extend(answering.facts(plan, result.facts, turn.now, verdict, result.kinds, listed=listed, moved=own))
        facts.update((f.id, f) for f in result.facts)
    blocks.extend(answering.also_unstated(part.label) for part in silent)
    for result in stated:
        # Not a limit that was moved: the plan's own day, told by the way, would be taken for the one in force.
        if result.maybe is not None and result.maybe.id not in facts and not moved(turn, (result.maybe.id,)):
            blocks.append(answering.may_be(plan, result.maybe, result.kinds))
            facts[result.maybe.id] = result.maybe
    clauses = tuple(dict.fromkeys(f.clause for f in facts.values()))
    reply = answering.reply(blocks, _choices(turn, stated))
    actions: tuple[Action, ...] = (KeepUnanswered(turn.incoming.text, "not_stated"),) if silent else ()
    return Outcome(Decision((reply,), None, actions, found.context), "answered", tuple(facts), clauses)


def _judged(result: Stated, moved: tuple[Moved, ...]) -> Verdict | None:
    """Whether a day is in time, by the extended limit where there is one."""
    verdict = result.verdict
    if verdict is None or verdict.kind != "late" or verdict.day is None or len(moved) != 1 or not moved[0].sure:
        return verdict
    over = (verdict.day - moved[0].by.last).days
    return replace(verdict, days=over) if over > 0 else replace(verdict, kind="in_time", days=0)


def _wants_list(result: Stated) -> bool:
    if len(result.facts) != 1 or not isinstance(result.facts[0].value, Listing) or len(result.facts[0].answer) <= _LONG:
        return False
    want = result.reading.ask.want
    # "lập thành mấy bộ": the sentence tells it, its items do not
    return want.type not in ("count", "claim") or not want.noun or not re.search(rf"\d {re.escape(want.noun[0])}\b", fold(result.facts[0].answer.lower()))


def _choices(turn: Turn, stated: list[Stated]) -> tuple[Choice, ...]:
    """The clause word for word, then what else is stated for the same kind of unit; who has not said his kind is offered to."""
    plan = turn.reader.plan
    first = stated[0]
    out = [choices.clause(plan.clause(first.facts[0].clause))]
    if len(first.kinds) != 1:
        mixed = any(fact.kinds for result in stated for fact in result.facts)
        return (*out, choices.CHANGE_KIND) if mixed and not turn.incoming.group else tuple(out)
    shown = {fact.attribute for result in stated for fact in result.facts}
    labels = {attribute.key: attribute.label for attribute in plan.attributes}
    for fact in plan.facts_on(turn.today):
        if first.kinds[0] in fact.kinds and fact.attribute not in shown and len(out) < _CHOICES:
            shown.add(fact.attribute)
            out.append(choices.ask_about(labels[fact.attribute], fact))
    return tuple(out)
