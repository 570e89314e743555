"""Units of the roster by what people call them."""

from __future__ import annotations

from handlers.spoken import Words, bare, name_words, words
from handlers.turn import Turn, Unit


def found(turn: Turn, text: str) -> tuple[Unit, ...]:
    """The units a text may mean, the likeliest first: one by its code or whole name, else all whose names have every word of it."""
    for said in dict.fromkeys((words(text), bare(words(text)))):
        if not said:
            continue
        exact = by_code(turn, said)
        if exact is not None:
            return (exact,)
        named = tuple(unit for unit in turn.records.roster() if said in _names(unit))
        likely = named or _likely(turn, said)
        if likely:
            return likely
    return ()


def by_code(turn: Turn, said: Words) -> Unit | None:
    """The unit whose code these words are: what a button says."""
    return next((unit for unit in turn.records.roster() if name_words(unit.code) == said), None)


def _likely(turn: Turn, said: Words) -> tuple[Unit, ...]:
    """Units with all these words in one of their names, the one with the least beside them first."""
    rated = []
    for unit in turn.records.roster():
        spare = [len(name) - len(said) for name in _names(unit) if set(said) <= set(name)]
        if spare:
            rated.append((min(spare), unit.name, unit))
    return tuple(unit for _, _, unit in sorted(rated, key=lambda each: each[:2]))


def _names(unit: Unit) -> tuple[Words, ...]:
    return tuple(name_words(name) for name in (unit.name, *unit.short_names, unit.code))
