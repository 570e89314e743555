"""Who is asking: the first contact, and picking or changing the kind of unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from handlers.commands import kind_named
from handlers.deadlines import due
from handlers.message import Arrival, Choice
from handlers.spoken import bare, without_tail, words
from handlers.turn import Decision, KeepKind, Outcome, Turn, Unit, WaitingKind
from handlers.wording import choices, greetings
from handlers.wording import enrolment as told
from knowledge.plan import Plan

Resume = Callable[[Turn], Outcome]
"""How to decide a turn anew: the router's own `decide`, handed in so that imports keep one direction."""

_LONGEST_ANSWER = 12
"""Words: whoever says more than his unit's name and some courtesy is asking something."""

_SPEAKER = (
    r"(?:toi|em|minh|tui|chau|chung toi|chung em|(?:ben|don vi|co quan|dv|phong)(?: (?:cua )?(?:toi|em|minh|tui|chung toi|chung em))?)"
)
_AT = r"(?:lam|lam viec|cong tac|truc|thuoc|o|ben|tai|la|cua|den tu|phu trach|dau moi|can bo|chuyen vien|nhan vien|dang|hien|hien dang)"
_CORRECTS = "a|quen|nham|lon|ma|khong|thuc ra|gio|bay gio|hien gio|thang truoc|tuan truoc|nam ngoai|moi day"
"""Before somebody says where he is now."""
_COURTEOUS = rf"(?:{_CORRECTS}|da|vang|xin|chao|ad|admin|anh|chi|ban|bot|oi|kinh|thua|hello|hi|alo|cac)"
_STATEMENT = re.compile(rf"(?:{_COURTEOUS} )*{_SPEAKER}(?: la \w+(?: \w+)?)?(?: {_AT})+ (\S.*)")
_MOVED = re.compile(
    rf"(?:{_COURTEOUS} )*{_SPEAKER} (?:moi |vua |da )?(?:chuyen|dieu chuyen)(?: cong tac)? (?:ve|sang|qua) (\S.*?)(?: roi)?(?: (?:hoi|xem) (?:cho|ho) .*)?"
)


def introduce(turn: Turn) -> Outcome:
    """Who we are and which plan this is; asks the kind of unit where it is not known."""
    plan = turn.reader.plan
    if turn.incoming.group:
        return Outcome(Decision((greetings.introduction_to_group(plan),)))
    if turn.kind is None:
        return Outcome(Decision((greetings.introduction(plan),), waiting=WaitingKind()))
    return Outcome(Decision((greetings.introduction_to(plan, _whose(turn, turn.kind), useful(turn, turn.kind)),)))


def start(turn: Turn, payload: str) -> Outcome:
    """The first contact. A deep link may name the kind of unit; any other payload is an invitation code, kept with the incoming message."""
    kind = kind_named(words(payload), turn.reader.plan)
    if kind is None or turn.incoming.group or joined(turn):
        return introduce(turn)
    return Outcome(
        Decision(
            (greetings.introduction_to(turn.reader.plan, turn.reader.plan.kind(kind).label, useful(turn, kind)),), actions=(KeepKind(kind),)
        )
    )


def ask(turn: Turn, question: str) -> Outcome:
    """Ask for the kind of unit, to answer `question` once it is known (empty: nothing)."""
    return Outcome(Decision((told.ask_kind(turn.reader.plan),), WaitingKind(question)), "clarify")


def ask_again(turn: Turn, question: str) -> Outcome:
    """The answer named no kind of unit."""
    return Outcome(Decision((told.ask_kind_again(turn.reader.plan),), WaitingKind(question)), "unknown")


def change(turn: Turn) -> Outcome:
    """Pick another kind of unit."""
    unit = joined(turn)
    return _fixed(turn, unit) if unit else ask(turn, "")


def settle(turn: Turn, kind: str, resume: Resume) -> Outcome:
    """Keep the kind of unit, then answer what was put off for it, if anything. Nobody works at an occasion: then it is asked."""
    unit = joined(turn)
    if unit:
        return _fixed(turn, unit)
    waiting = turn.conversation.waiting
    question = waiting.question if isinstance(waiting, WaitingKind) else ""
    named = turn.reader.plan.kind(kind)
    if named not in choices.own_kinds(turn.reader.plan):
        return ask(turn, question)
    # What was asked of others before does not speak for the asker's own unit from now on.
    context = replace(turn.conversation.context, kinds=())
    again = waiting is None and _told_by_kind(turn, kind)  # who was asked for his kind, or picks another, is told that it is kept
    if question or again:
        outcome = resume(
            replace(
                turn,
                incoming=replace(turn.incoming, text=question or told.OURS, arrival=Arrival.TEXT),
                person=replace(turn.person, kind=kind),
                conversation=replace(turn.conversation, context=context, waiting=None, offered=()),
            )
        )
        decision = outcome.decision
        if question or outcome.facts:
            return replace(outcome, decision=replace(decision, actions=(KeepKind(kind), *decision.actions), context=decision.context or context))
    return Outcome(Decision((told.kept(named, useful(turn, kind)),), actions=(KeepKind(kind),), context=context))


def _told_by_kind(turn: Turn, kind: str) -> bool:
    """Whether what was told last differs by kind, and was not told for this one alone: "Bên em là xã" then asks it for that kind."""
    frames = turn.conversation.context.frames
    facts = [fact for fact in turn.reader.plan.facts if frames and fact.id in frames[0].facts]
    return bool(facts) and all(fact.kinds for fact in facts) and not all(kind in fact.kinds for fact in facts)


def stated(turn: Turn) -> str | None:
    """The kind a person says he is of ("Em làm bên …"), where the message says nothing else."""
    said = words(turn.incoming.text)
    if len(said) > _LONGEST_ANSWER or "?" in turn.incoming.text:
        return None
    if moved := _MOVED.fullmatch(" ".join(said)):  # "chuyển sang Bộ bản kế hoạch rồi" tells of a paper: only a kind's name will do
        return kind_named(without_tail(tuple(moved[1].split())), turn.reader.plan)
    statement = _STATEMENT.fullmatch(" ".join(said))
    if statement is None:
        return None
    return kind_named(without_tail(tuple(statement[1].split())), turn.reader.plan) or answered(turn)


def said_in_passing(turn: Turn) -> str | None:
    """The kind a person says he is of before he asks ("Em ở Sở Cà Mau, …")."""
    clause, _, rest = turn.incoming.text.partition(",")
    said = words(clause)
    statement = _STATEMENT.fullmatch(" ".join(said)) if rest.strip() and len(said) <= _LONGEST_ANSWER and "?" not in clause else None
    named = kind_named(without_tail(tuple(statement[1].split())), turn.reader.plan) if statement else None
    return named if named is not None and turn.reader.plan.kind(named) in choices.own_kinds(turn.reader.plan) else None


def answered(turn: Turn) -> str | None:
    """The kind a message names when we have asked for it; None where it asks something or names none."""
    text = turn.incoming.text
    if not words(text) or len(words(text)) > _LONGEST_ANSWER:
        return None
    exact = bare_name(turn)
    if exact is not None:
        return exact
    return None if turn.reader.is_question(text) else turn.reader.kind_of(text)


def bare_name(turn: Turn) -> str | None:
    """The kind whose name, or whose unit's name, is the whole message."""
    said = words(turn.incoming.text)
    return kind_named(said, turn.reader.plan) or kind_named(bare(said), turn.reader.plan)


def joined(turn: Turn) -> Unit | None:
    """The unit of the roster this person speaks for."""
    return turn.records.unit(turn.person.unit) if turn.person.unit else None


def useful(turn: Turn, kind: str) -> tuple[Choice, ...]:
    """Three good next steps for a kind of unit: its tasks, the clause of the nearest one, the document."""
    plan = turn.reader.plan
    nearest = next_clause(plan, kind, turn)
    return (choices.MY_TASKS, *nearest, choices.DOCUMENT) if nearest else (choices.MY_TASKS, choices.DOCUMENT, choices.HELP)


def next_clause(plan: Plan, kind: str, turn: Turn) -> tuple[Choice, ...]:
    """The clause of the kind's next time limit, as a choice; empty where there is none."""
    ahead = [task for task in plan.tasks_for(kind) if due(turn, task).last >= turn.today] or list(plan.tasks_for(kind)[-1:])
    return (choices.clause(plan.clause(plan.fact_for(ahead[0], kind).clause)),) if ahead else ()


def _whose(turn: Turn, kind: str) -> str:
    unit = joined(turn)
    return unit.name if unit else turn.reader.plan.kind(kind).label


def _fixed(turn: Turn, unit: Unit) -> Outcome:
    return Outcome(Decision((told.fixed(unit.name, turn.office.contact, useful(turn, unit.kind)),)))
