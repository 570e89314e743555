"""The plan's own words: a clause verbatim, and the whole document as a file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from handlers.commands import clause_pieces
from handlers.message import Choice
from handlers.spoken import Words, name_words, words
from handlers.turn import Decision, Outcome, Turn
from handlers.wording import choices
from handlers.wording import documents as told
from knowledge.memo import Memo
from knowledge.plan import Clause, Fact, Plan, Source

_MOST = 4
"""Choices under a reply."""


def show_clause(turn: Turn, said: Words) -> Outcome:
    """A clause word for word, named by its place or by a fact that stands in it."""
    plan = turn.reader.plan
    if not clause_pieces(said):
        return Outcome(Decision((told.which_clause(plan.clauses[0], _offered(plan.clauses)),)), "clarify")
    meant = clauses_named(plan, said)
    if not meant:
        return Outcome(Decision((told.unknown_clause(plan.clauses, (choices.DOCUMENT,)),)), "unknown")
    if len(meant) > 1:
        return Outcome(Decision((told.which_clause(meant[0], _offered(meant)),)), "clarify")
    return _verbatim(plan, meant[0])


def show_document(turn: Turn, key: str | None) -> Outcome:
    """A source as a text file: the plan itself, or the one with this key."""
    sources = turn.reader.plan.sources
    chosen = next((source for source in sources if source.key == key), sources[0])
    others = tuple(choices.source(source) for source in sources if source is not chosen)
    offered = (*others[:_MOST], choices.MY_TASKS)
    return Outcome(Decision((told.document(chosen, file_name(turn.reader.plan, chosen), offered),)))


def file_name(plan: Plan, source: Source) -> str:
    """A plain ASCII file name, so that no mail or phone garbles it."""
    named = plan.key if source is plan.sources[0] else f"{plan.key}-{source.key}"
    return re.sub(r"[^a-z0-9]+", "-", " ".join(words(named))).strip("-") + ".txt"


def clauses_named(plan: Plan, said: Words) -> tuple[Clause, ...]:
    """The clauses these words cite: one by its fact or its whole place, several where only the chapter is named."""
    for fact in plan.facts:
        if name_words(fact.id) == said:
            return (plan.clause(fact.clause),)
    pieces = clause_pieces(said)
    places = [(clause_pieces(name_words(clause.key)), clause) for clause in plan.clauses]
    exact = tuple(clause for place, clause in places if place == pieces)
    return exact or tuple(clause for place, clause in places if place[: len(pieces)] == pieces)


def text_of(plan: Plan, clause: Clause, source: Source) -> str:
    """The words of a clause in one source: every line its facts quote, and the lines between that no other clause quotes; "" if none."""
    known, asked = _TEXTS.of(plan.facts, dict), (clause.key, source.key, source.text)
    if asked not in known:
        known[asked] = _text_of(plan, clause, source)
    return known[asked]


_TEXTS: Memo[dict[tuple[str, str, str], str]] = Memo()
"""Of a plan's facts, the words of each clause asked for, by its key and the source: every quote is looked for in the whole source."""


def _text_of(plan: Plan, clause: Clause, source: Source) -> str:
    lines = source.text.splitlines()
    starts = _starts(source.text)
    own = _lines(_spans(source.text, [f for f in plan.facts if f.source == source.key and f.clause == clause.key]), starts)
    if not own:
        return ""
    others = _lines(_spans(source.text, [f for f in plan.facts if f.source == source.key and f.clause != clause.key]), starts)
    between = set(range(min(own), max(own) + 1))
    shown = sorted(between if between.isdisjoint(others - own) else own)
    return "\n".join(line for line in (lines[n].strip() for n in shown) if line)


def _verbatim(plan: Plan, clause: Clause) -> Outcome:
    texts = tuple((source, text) for source in plan.sources if (text := text_of(plan, clause, source)))
    facts = tuple(fact.id for fact in plan.facts if fact.clause == clause.key)
    if not texts:
        return Outcome(Decision((told.clause_without_text(clause, (choices.DOCUMENT,)),)), "answered", (), (clause.key,))
    reply = told.verbatim(clause, texts, (choices.DOCUMENT, choices.MY_TASKS))
    return Outcome(Decision((reply,)), "answered", facts, (clause.key,))


def _spans(text: str, facts: list[Fact]) -> list[tuple[int, int]]:
    """Where the facts' quotes stand. A short quote may stand at several places: the one nearest to the clause's longest quote is meant."""
    found = [spots for quote in sorted({f.quote for f in facts}, key=len, reverse=True) if (spots := _places(text, quote))]
    if not found:
        return []
    anchor = found[0][0][0]
    return [min(spots, key=lambda spot: abs(spot[0] - anchor)) for spots in found]


def _places(text: str, quote: str) -> list[tuple[int, int]]:
    """Every place of a quote; line ends and blanks in it may differ from the source's."""
    if not quote.strip():
        return []
    found, at = [], text.find(quote)
    while at >= 0:
        found.append((at, at + len(quote)))
        at = text.find(quote, at + 1)
    if found:
        return found
    loosely = r"\s+".join(re.escape(word) for word in quote.split())
    return [match.span() for match in re.finditer(loosely, text)]


def _starts(text: str) -> list[int]:
    starts, at = [], 0
    for line in text.splitlines(keepends=True):
        starts.append(at)
        at += len(line)
    return starts


def _lines(spans: list[tuple[int, int]], starts: list[int]) -> set[int]:
    """The numbers of the lines these spans touch."""
    return {n for first, last in spans for n in range(bisect_right(starts, first) - 1, bisect_left(starts, last))}


def _offered(clauses: tuple[Clause, ...]) -> tuple[Choice, ...]:
    return tuple(choices.clause(clause) for clause in clauses[:_MOST])
