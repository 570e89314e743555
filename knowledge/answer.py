"""What to answer: each question's facts, or that the plan does not state it, or that it was not understood; never more than the plan says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.asks import brief
from knowledge.both_sides import held_apart
from knowledge.by_rules import by_rules, few
from knowledge.context import Context, Frame
from knowledge.errands import told_what_to_say
from knowledge.halves import more_of_it, stated, told_before, told_by_the_second
from knowledge.in_time import of_the_day_named
from knowledge.items import item_asked
from knowledge.match import Candidate
from knowledge.outright import outright
from knowledge.question import Reader, Reading
from knowledge.refusing import of_something_else, of_what_was_refused, points_back
from knowledge.results import LIMITS, UNSURE, Result, Stated, Unclear, Unstated, add, apart
from knowledge.second_look import NEVER, second_look
from knowledge.story import by_figures_told, other_half, with_its_story
from knowledge.telephones import asks_whom_to_call
from knowledge.which_of_two import which_of_two
from knowledge.whose import only_sides


@dataclass(frozen=True, slots=True)
class Understanding:
    """A whole message understood: one result a question, and the context for the next message."""

    results: tuple[Result, ...]
    context: Context
    asking: bool
    kinds: tuple[str, ...]


def understand(reader: Reader, text: str, kind: str | None, context: Context, today: date) -> Understanding:
    """Read a message and decide each of its questions. `kind`: the asker's own kind of unit, None where not known."""
    if (both := _both(reader, text, kind, context, today)) is not None:
        return both
    message, readings = reader.read(text, kind, context, today)
    results: list[Result] = []
    lost = silent = False
    for reading in readings:
        leaning = bool(results) and isinstance(results[-1], Stated) and brief(reading.ask.words)
        last = results[-1] if results else None
        if isinstance(last, Stated) and only_sides(reading, last):
            continue
        if isinstance(last, Stated) and (more := more_of_it(reader, reading, last, today)) is not None:
            add(results, more)
            continue
        ordered = told_what_to_say(message.words) if not message.asking else told_what_to_say(reading.ask.words)
        result = Unstated("", reading, "told what to say") if ordered else _decide(reader, reading, today, leaning=leaning)
        if isinstance(last, Stated) and (half := other_half(reader, message, reading, last, result, kind, today)) is not None:
            result = half
        elif len(results) == 1 and isinstance(result, Stated) and last is not None and last.reading is not None:
            half = other_half(reader, message, last.reading, result, last, kind, today)
            results = [half] if half is not None else results
        if results and (told := told_by_the_second(results[-1], result)) is not None:
            result, lost, silent = told, False, False
            results.pop()
        own = any(s.group in ("fact", "entity", "task") and s.size > 1 for s in reading.ask.spots)
        own = (own or (isinstance(last, Unclear) and asks_whom_to_call(reader, reading))) and not points_back(reading)
        own = own or (_of_a_kind_named(last, result) and not points_back(reading))
        stray = silent and isinstance(result, Stated) and of_what_was_refused(reader, last, result)
        if not own and isinstance(result, Stated) and (lost or stray or (silent and (brief(reading.ask.words) or points_back(reading)))):
            continue
        silent = isinstance(result, Unstated)
        lost = isinstance(result, Unclear) or (isinstance(result, Unstated) and not result.label)
        add(results, result)
    if (explained := with_its_story(reader, message, readings, results, kind, context, today)) is not None:
        results = [explained]
    results = [by_figures_told(message, results[0])] if len(results) == 1 else results
    if any(isinstance(r, Unstated) and r.why == "year nobody names" and not r.reading.ask.want.type for r in results):
        results = [r for r in results if isinstance(r, Unstated)]  # "nhiệm kỳ sau, tức 2016-2020, … năm nào": all of it is of that year
    asked = [r for r in results if not isinstance(r, Stated) or not told_before(r.reading)]
    if asked and not any(isinstance(r, Stated) for r in asked):
        results = asked  # "em đi ô tô lên trụ sở Bộ, gửi xe chỗ nào": where it is was not asked
    if len(results) > 1 and any(isinstance(r, Stated | Unstated) for r in results):
        results = [r for r in results if not isinstance(r, Unclear)]
    after = _remembered(context, results)
    named = message.kinds or tuple(dict.fromkeys(k for ask in message.asks for k in ask.kinds))
    if named and after.kinds == context.kinds and not any(isinstance(r, Stated) for r in results):
        after = Context(after.frames, named, after.said)
    return Understanding(tuple(results), after.after(text), message.asking, named)


def _both(reader: Reader, text: str, kind: str | None, context: Context, today: date) -> Understanding | None:
    """"A với B, cái nào trước": both answers, where each thing by itself is answered by a value of one sort."""
    words = reader.tokens(text)
    for one, other in which_of_two(words, reader.lexicon):
        read = [understand(reader, side, kind, context, today) for side in (one, other)]
        a, b = (u.results[0] if len(u.results) == 1 else None for u in read)
        if not (isinstance(a, Stated) and isinstance(b, Stated)) or (both := apart(a, b)) is None:
            continue
        a, b = both
        sorts = {type(fact.value) for fact in (*a.facts, *b.facts)}
        if len(sorts) == 1 and a.facts[0].value is not None:
            if len(a.facts) == len(b.facts) == 1 and (verdict := held_apart(words, (a.facts[0], b.facts[0]))) is not None:
                told = Stated((a.facts[0], b.facts[0]), (), a.reading, verdict, compare=True)
                return Understanding((told,), _remembered(context, (told,)).after(text), True, read[0].kinds)
            return Understanding((a, b), _remembered(context, (a, b)).after(text), True, read[0].kinds)
    return None


def _of_a_kind_named(last: Result | None, result: Result) -> bool:
    """"Địa điểm tổ chức Đại hội Bộ ở đâu, vào quý nào": what is stated is of the kind named in a first half of which only the point is not stated."""
    if not isinstance(last, Unstated) or not last.label or last.reading.source != "named" or not isinstance(result, Stated):
        return False
    named = {spot.key for spot in last.reading.ask.spots if spot.group == "kind" and spot.size > 1}
    return all(set(fact.kinds) & named for fact in result.facts) and result.facts[0].value is not None


def _remembered(context: Context, results: Sequence[Result]) -> Context:
    """The context for the next message: all that was stated as one frame, or the thing the plan is silent on."""
    stated = [r for r in results if isinstance(r, Stated)]
    silent = [r for r in results if isinstance(r, Unstated) and r.label]
    if stated:
        last = stated[-1]
        named = tuple(dict.fromkeys(k for r in stated if r.reading.source in ("named", "told", "inherited") for k in r.kinds))
        facts = tuple(dict.fromkeys(f.id for r in stated for f in r.facts))
        return context.behind(Frame(facts, last.kinds, "", last.item or item_asked(last)), named)
    if silent:
        reading = silent[-1].reading
        return context.behind(Frame((), reading.kinds, silent[-1].label), reading.kinds if reading.source in ("named", "told") else ())
    return context


def _decide(reader: Reader, reading: Reading, today: date, *, leaning: bool = False) -> Result:
    """What the rules decide, or where that is unlikely what a second look says; parameters as below."""
    result = by_rules(reader, reading, today, leaning=leaning)
    if not isinstance(result, Stated) and few(reading):
        return result
    in_force, live = reader.in_force(today)
    candidates = [c for c in reading.candidates if c.fact.id in live]

    def state(found: Sequence[Candidate]) -> Result:
        why = of_something_else(reader, reading, found[0])
        return Unstated("", reading, why) if why in NEVER else stated(reader, reading, found, in_force, today)

    found = second_look(reader.signs, reading, candidates, result, state, leaning=leaning)
    if isinstance(found, Unclear) and found.why in UNSURE and (limit := of_the_day_named(reading, candidates, reader.plan)) is not None:
        found = state([limit, *(c for c in candidates if c is not limit)])
    return outright(reader, reading, found, candidates, in_force)


__all__ = ["LIMITS", "Result", "Stated", "Unclear", "Understanding", "Unstated", "understand"]
