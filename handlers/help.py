"""Help, courtesies, and what to say to something that is no text."""

from __future__ import annotations

from typing import assert_never

from handlers import enrolment, wording
from handlers.courtesy import Courtesy
from handlers.message import Choice
from handlers.turn import Decision, Outcome, Role, Turn
from handlers.wording import choices, greetings
from handlers.wording import help as told
from handlers.wording.help import COMMANDS as COMMANDS
from knowledge.memo import Memo
from knowledge.plan import Plan

_EXAMPLES = 3
_LONGEST_EXAMPLE = 72
"""Characters that fit on two lines of a phone."""


def usage(turn: Turn) -> Outcome:
    """What can be asked, with examples out of the loaded plan."""
    plan = turn.reader.plan
    shown = examples(plan, turn.kind)
    if turn.incoming.group:
        return Outcome(Decision((told.usage_in_group(shown[0] if shown else ""),)))
    return Outcome(Decision((told.usage(plan, shown, turn.office.contact, turn.person.role, (choices.MY_TASKS, choices.DOCUMENT, choices.CHANGE_KIND)),)))


def commands_for(role: Role) -> tuple[tuple[str, str], ...]:
    """The menu of a role: names (a-z, 0-9, "_", at most 32) and what they do (at most 256 characters)."""
    return told.MENUS[role]


def examples(plan: Plan, kind: str | None) -> tuple[str, ...]:
    """Short questions the plan answers, each about another attribute: those of the asker's kind first, then those about a task."""
    picked = _PICKED.of(plan.examples, dict)
    if kind not in picked:
        picked[kind] = _picked(plan, kind)
    return picked[kind]


_PICKED: Memo[dict[str | None, tuple[str, ...]]] = Memo()
"""Of a plan's questions, those shown to each kind: there are thousands to choose from."""


def _picked(plan: Plan, kind: str | None) -> tuple[str, ...]:
    attributes = {fact.id: fact.attribute for fact in plan.facts}
    tasks = {task.fact for task in plan.tasks}
    answered = [e for e in plan.examples if e.facts and len(e.text) <= _LONGEST_EXAMPLE and e.unit in (None, kind)]
    picked: dict[str, str] = {}
    for example in sorted(answered, key=lambda e: (kind is not None and e.unit != kind, not _written_out(e.text), tasks.isdisjoint(e.facts))):
        picked.setdefault(attributes.get(example.facts[0], ""), example.text)
    return tuple(picked.values())[:_EXAMPLES]


def _written_out(text: str) -> bool:
    """Whether a question stands as one would print it: with its capital, its accents and its sign."""
    return text[:1].isupper() and text.endswith("?") and not text.isascii()


def courteous(turn: Turn, courtesy: Courtesy) -> Outcome:
    """One courteous line and the way on; what we were waiting for is waited for still."""
    waiting = turn.conversation.waiting
    match courtesy:
        case Courtesy.GREETING:
            return _greeted(turn)
        case Courtesy.WHO:
            reply = greetings.who(turn.reader.plan, _ways_on(turn))
        case Courtesy.ASKING_LEAVE:
            reply = wording.ask_away()
        case Courtesy.THANKS:
            reply = greetings.thanks()
        case Courtesy.GOODBYE:
            reply = greetings.goodbye()
        case Courtesy.AGREED:
            reply = greetings.agreed()
        case _:
            assert_never(courtesy)
    return Outcome(Decision((reply,), waiting))


def _greeted(turn: Turn) -> Outcome:
    if turn.incoming.group or turn.kind is None:
        return enrolment.introduce(turn)
    return Outcome(Decision((greetings.greeting(choices.first_steps()),)))


def text_needed(turn: Turn) -> Outcome:
    """A sticker, a picture, an empty message."""
    return Outcome(Decision((wording.text_needed(_ways_on(turn)),), turn.conversation.waiting), "unknown")


def ask_away(turn: Turn) -> Outcome:
    """/hoi with nothing behind it."""
    return Outcome(Decision((wording.ask_away(),)))


def unknown_command(turn: Turn, name: str) -> Outcome:
    """A slash command nobody knows."""
    return Outcome(Decision((wording.unknown_command(name, _ways_on(turn)),)), "unknown")


def cancelled(turn: Turn) -> Outcome:
    """What we were waiting for is dropped."""
    return Outcome(Decision((wording.cancelled(),)))


def in_private(turn: Turn) -> Outcome:
    """Something personal, asked in a group."""
    return Outcome(Decision((wording.in_private(),)))


def _ways_on(turn: Turn) -> tuple[Choice, ...]:
    """In a group nobody's own tasks are a way on."""
    return () if turn.incoming.group else choices.first_steps()
