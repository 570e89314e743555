"""What the bot understood of a message, for `kehoach ask --explain`."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.words import EXPLAIN
from handlers.turn import Turn
from knowledge.answer import Result, Stated, Unclear, Unstated, understand
from knowledge.match import Candidate
from knowledge.question import Reading

_SHOWN = 3
_EVIDENCE = ("cover", "name", "attr", "entity", "type", "near", "taught")


def explain(turn: Turn) -> str:
    """Each question of a message: its words, what it asks for and of whom, what was weighed, and what was decided."""
    found = understand(turn.reader, turn.incoming.text, turn.kind, turn.conversation.context, turn.today)
    return "\n".join(line for number, result in enumerate(found.results, 1) for line in _lines(number, result))


def _lines(number: int, result: Result) -> Iterator[str]:
    reading = result.reading
    if reading is not None:
        yield EXPLAIN["question"].format(number=number, words=" ".join(token.canon for token in reading.ask.words))
        yield EXPLAIN["wants"].format(type=reading.ask.want.type or "–", kinds=", ".join(reading.kinds) or "–", source=reading.source or "–")
        yield from _weighed(reading)
    match result:
        case Stated(facts=facts):
            yield EXPLAIN["stated"].format(facts=", ".join(fact.id for fact in facts))
        case Unstated(label=label):
            yield EXPLAIN["unstated"].format(label=label or "–")
        case Unclear():
            yield EXPLAIN["unclear"]


def _weighed(reading: Reading) -> Iterator[str]:
    for date in reading.dates:
        yield EXPLAIN["date"].format(first=date.first, last=date.last, precision=date.precision)
    for candidate in reading.candidates[:_SHOWN]:
        yield EXPLAIN["candidate"].format(fact=candidate.fact.id, score=f"{candidate.score:.2f}", evidence=_evidence(candidate))
    for silence in reading.silences[:_SHOWN]:
        yield EXPLAIN["silence"].format(label=silence.label or "–", score=f"{silence.score:.2f}")


def _evidence(candidate: Candidate) -> str:
    return ", ".join(f"{name} {value:.2f}" for name in _EVIDENCE if (value := getattr(candidate, name)))
