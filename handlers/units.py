"""Units of the roster by what people call them."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.spoken import Words, name_words
from handlers.turn import Turn, Unit
from knowledge.names import Directory, Match

_NEAR = 0.03
"""Matches that close to the best are as likely."""

_DIRECTORIES: dict[int, tuple[Sequence[Unit], Directory]] = {}


def found(turn: Turn, text: str, most: int = 40) -> tuple[Unit, ...]:
    """The units a text may mean, the likeliest first: one where it is a unit's code or name, or clearly nearer to one than to others."""
    roster = turn.records.roster()
    by_code = {unit.code: unit for unit in roster}
    matches = likely(directory(roster).find(text, most))
    return tuple(by_code[match.code] for match in matches if match.code in by_code)


def likely(matches: Sequence[Match]) -> tuple[Match, ...]:
    """The best match alone where it is clearly the best, else all of them."""
    if len(matches) > 1 and matches[0].score - matches[1].score >= _NEAR and matches[0].score >= 0.9:
        return tuple(matches[:1])
    return tuple(matches)


def by_code(turn: Turn, said: Words) -> Unit | None:
    """The unit whose code these words are: what a button says."""
    return next((unit for unit in turn.records.roster() if name_words(unit.code) == said), None)


def directory(roster: Sequence[Unit]) -> Directory:
    """The roster made ready for searching, once for the roster last used."""
    known = _DIRECTORIES.get(id(roster))
    if known is not None and known[0] is roster:
        return known[1]
    made = Directory([(unit.code, (unit.name, *unit.short_names)) for unit in roster])
    _DIRECTORIES.clear()
    _DIRECTORIES[id(roster)] = (roster, made)
    return made
