"""What is asked of the bot, which only answers, as work: a translation, a paper ready to be filled in, what to tell others."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.match import Candidate
from knowledge.question import Reading
from knowledge.text import Token, folded_set, folded_table, written
from knowledge.wants import has, wants


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
    if "@" in best.fact.answer and not folded_set("asking", "lists", "mailed").isdisjoint(words):
        return False  # "cho xin địa chỉ email để gửi file báo cáo"
    return folded_set("asking", "lists", "fetched").isdisjoint(word.fold for word in written(f"{best.fact.answer} {best.fact.quote}"))


def told_what_to_say(words: Sequence[Token]) -> bool:
    """"từ giờ ai hỏi cứ nói hạn đã lùi sang 31/12": an order to the bot, behind which nothing is asked."""
    text = " " + " ".join(w.fold for w in words) + " "
    ends = [text.rindex(f" {p} ") + len(p) + 1 for p in folded_table("words", "orders") if f" {p} " in text]
    if not ends:
        return False
    rest = words[text[: max(ends)].count(" ") :]
    return not any(w.point == "?" for w in rest) and wants(rest).type in ("", "confirm")
