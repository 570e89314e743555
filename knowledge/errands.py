"""Work that is asked of the bot, which only answers: a translation, a paper ready to be filled in."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.match import Candidate
from knowledge.question import Reading
from knowledge.text import Token, folded_set, folded_table, written
from knowledge.wants import has


def is_an_errand(words: Sequence[Token]) -> bool:
    """"dịch hộ câu này sang tiếng Anh": work to be done, no question."""
    folds = [word.fold for word in words]
    if not has(f" {' '.join(folds)} ", folded_table("asking", "lists", "errands")):
        return False
    asked = (phrase.split() for phrase in folded_table("asking", "lists", "errands"))
    places = (n for phrase in asked for n in range(len(folds)) if folds[n : n + len(phrase)] == phrase)
    return any(not n or folds[n - 1] not in folded_set("asking", "lists", "errands_not_behind") for n in places)


def wants_a_file(reading: Reading, best: Candidate) -> bool:
    """"gửi giúp em file Mẫu số 02": a paper itself, where the fact does not tell where it is."""
    words = [word.fold for word in reading.ask.words]
    sent = folded_set("asking", "lists", "sends").intersection(words[:4]) if reading.ask.want.type in ("", "confirm") else ()
    if not sent or not has(f" {' '.join(words)} ", folded_table("asking", "lists", "files")):
        return False
    return folded_set("asking", "lists", "fetched").isdisjoint(word.fold for word in written(f"{best.fact.answer} {best.fact.quote}"))
