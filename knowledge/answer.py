"""What to answer: each question's facts, or that the plan does not state it, or that it was not understood; never more than the plan says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.asks import brief
from knowledge.claims import Verdict, alike, cited_instead
from knowledge.context import Context, Frame
from knowledge.errands import is_an_errand, told_what_to_say
from knowledge.halves import more_of_it, stated, told_before, told_by_the_second
from knowledge.in_time import in_time
from knowledge.items import item_asked, item_beside, item_named
from knowledge.match import Candidate
from knowledge.outright import outright
from knowledge.phrases import Spot, is_stop
from knowledge.preferring import claims_an_hour, hour_first, led_by_examples, named_first, of_the_sort_asked_for, taught_first, value_first
from knowledge.question import Reader, Reading
from knowledge.ranks import right_rank_first, right_side_first
from knowledge.refusing import (
    another_number,
    counts_what_is_not_counted,
    elsewhere,
    names_nothing,
    of_a_units_progress,
    of_another_rank,
    of_another_span,
    of_another_subject,
    of_nothing_known,
    of_something_else,
    of_what_was_refused,
    off_the_subject,
    only_its_subject,
    points_back,
    to_nothing,
    topic,
    turns_on_a_strange_word,
    unheld,
)
from knowledge.results import LIMITS, UNSURE, Result, Stated, Unclear, Unstated, add, apart
from knowledge.rows_of import right_one_first
from knowledge.second_look import NEVER, second_look
from knowledge.silences import spoken_for, unsaid_of
from knowledge.stating import contrast, same_again
from knowledge.telephones import asks_whom_to_call
from knowledge.text import folded_set
from knowledge.which_of_two import which_of_two
from knowledge.whose import only_sides, whose_else


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
        if results and (told := told_by_the_second(results[-1], result)) is not None:
            result, lost, silent = told, False, False
            results.pop()
        own = any(s.group in ("fact", "entity", "task") and s.size > 1 for s in reading.ask.spots)
        own = (own or (isinstance(last, Unclear) and asks_whom_to_call(reader, reading))) and not points_back(reading)
        stray = silent and isinstance(result, Stated) and of_what_was_refused(reader, last, result)
        if not own and isinstance(result, Stated) and (lost or stray or (silent and (brief(reading.ask.words) or points_back(reading)))):
            continue
        silent = isinstance(result, Unstated)
        lost = isinstance(result, Unclear) or (isinstance(result, Unstated) and not result.label)
        add(results, result)
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
        after = Context(after.frames, named)
    return Understanding(tuple(results), after, message.asking, named)


def _both(reader: Reader, text: str, kind: str | None, context: Context, today: date) -> Understanding | None:
    """"A với B, cái nào trước": both answers, where each thing by itself is answered by a value of one sort."""
    for one, other in which_of_two(reader.tokens(text), reader.lexicon):
        read = [understand(reader, side, kind, context, today) for side in (one, other)]
        a, b = (u.results[0] if len(u.results) == 1 else None for u in read)
        if not (isinstance(a, Stated) and isinstance(b, Stated)) or (both := apart(a, b)) is None:
            continue
        a, b = both
        sorts = {type(fact.value) for fact in (*a.facts, *b.facts)}
        if len(sorts) == 1 and a.facts[0].value is not None:
            return Understanding((a, b), _remembered(context, (a, b)), True, read[0].kinds)
    return None


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
    if not isinstance(result, Stated) and _few(reading):
        return result
    in_force, live = reader.in_force(today)
    candidates = [c for c in reading.candidates if c.fact.id in live]

    def state(found: Sequence[Candidate]) -> Result:
        why = of_something_else(reader, reading, found[0])
        return Unstated("", reading, why) if why in NEVER else stated(reader, reading, found, in_force, today)

    found = second_look(reader.signs, reading, candidates, result, state, leaning=leaning)
    return outright(reader, reading, found, candidates, in_force)


def _few(reading: Reading) -> bool:
    """"<b>hi</b>": too few words to be like a question."""
    return len({token.fold for token in reading.ask.words if len(token.fold) > 1}) < LIMITS["words"]


def by_rules(reader: Reader, reading: Reading, today: date, *, leaning: bool = False) -> Result:
    """What the words say, or where they do not suffice what the examples do; parameters as below."""
    result = _by_words(reader, reading, today, leaning=leaning)
    if isinstance(result, Stated) or result.why not in UNSURE or reading.follow or leaning or _few(reading):
        return result
    in_force, live = reader.in_force(today)
    candidates = [c for c in reading.candidates if c.fact.id in live]
    most = led_by_examples(candidates, reading.quiet, weak=result.why == "below the limit")
    return stated(reader, reading, [most, *(c for c in candidates if c is not most)], in_force, today) if most else result


def _by_words(reader: Reader, reading: Reading, today: date, *, leaning: bool = False) -> Result:
    """`leaning`: a few words that ask another value of what was just answered; by themselves they are like many a question."""
    ask, plan = reading.ask, reader.plan
    if not any(token.fold.isalpha() for token in ask.words):
        return Unclear(reading, "no word in it")
    if strange := reader.strange_numbers(ask.words):
        near = [c.fact for c in reading.candidates[:3] if max(c.taught, c.attr) >= LIMITS["vouched"]]
        other = cited_instead(strange, near) if ask.want.confirm else None
        return Stated((other,), reading.kinds, reading, Verdict("wrong")) if other else Unstated("", reading, "number nobody cites")
    if (
        ask.want.type not in ("fits", "left", "late")
        and not (ask.want.confirm and any(when.precision != "year" for when in reading.dates))
        and (reader.strange_years(ask.words) or (not ask.want.confirm and reader.strange_ordinals(ask.words)))
    ):
        return Unstated("", reading, "year nobody names")
    if is_an_errand(ask.words):
        return Unstated("", reading, "an errand")
    if to_nothing(reading):
        return Unclear(reading, "a follow-up to nothing")
    in_force, live = reader.in_force(today)
    candidates = hour_first(reader, reading, [c for c in reading.candidates if c.fact.id in live])
    if ask.want.type in ("person", "body", "fits", "late", "left") and not reading.follow and not claims_an_hour(reader, ask.words, candidates):
        candidates = of_the_sort_asked_for(candidates)
    if ask.want.type in ("late", "left") and candidates and candidates[0].type < 0:
        candidates.sort(key=lambda c: c.type < 1.0 or c.score < LIMITS["answer"])  # days left are left to a day, not of a length
    candidates = right_rank_first(reading, right_one_first(ask.words, taught_first(named_first(candidates)), reader.labels))
    candidates = value_first(reader, reading, right_side_first(reading, candidates, reader.labels))
    best = candidates[0] if candidates else None
    if "foreign" in ask.marks and (not ask.kinds or best is None or (best.attr < 0.9 and best.near < LIMITS["alike"])):
        return Unstated("", reading, "another body")
    sooner = in_time(reading, in_force, plan)
    if sooner is not None:
        return sooner
    item = item_named(reading, plan) or item_beside(reading, in_force)
    if item is not None:
        return item
    if (rest := whose_else(reading, in_force)) is not None:
        return rest
    again = same_again(reader, reading, in_force, today)
    if again is not None:
        return again
    if of_a_units_progress(reading):
        return Unstated("", reading, "how far a unit is")
    silence = unsaid_of(reader, reading, best)
    if silence is not None:
        return Unstated(silence.label, reading)
    most = max((c.taught for c in candidates), default=0.0)
    outright = best is not None and best.attr >= 1.0 and best.cover >= 0.8 and best.taught >= LIMITS["outright"]
    outright |= best is not None and spoken_for(best)
    told = reading.quiet >= LIMITS["quiet"] and reading.quiet - most >= LIMITS["quieter"] and not outright
    timely = ask.want.type in ("left", "late", "fits")
    told = told and not (reading.follow or leaning or timely or _only_compares(reading))
    if told and (best is None or best.near < LIMITS["alike"]):
        return Unstated("", reading, "taught to be unstated") if ask.want.type else Unclear(reading, "taught to be unstated")
    sure = best is not None and best.taught >= LIMITS["taught"] and best.taught - reading.quiet >= LIMITS["louder"] and best.type > -1
    compared = reading.kinds if "own" in ask.marks and ask.kinds else ask.kinds
    others = any(s.group == "compares" and 0 <= s.start - k.end <= 1 for s in ask.spots for k in ask.spots if k.group == "all_kinds")
    if others and len(ask.kinds) == 1:
        compared += tuple(kind.key for kind in plan.kinds if not kind.event and kind.key not in ask.kinds)  # "X khác các đơn vị khác ở đâu"
    general = {f.id for f in in_force if not f.kinds}
    general |= {e.key for e in plan.entities if not e.default}
    named = {plan.task(s.key).fact if s.group == "task" else s.key for s in ask.spots if s.group in ("fact", "task", "entity")}
    if "compares" in ask.marks and len(compared) > 1 and not named & general and len(several := _attributes_named(reading)) > 1:
        by_attribute = contrast(in_force, compared, several, best.fact.entity if best else "")
        if by_attribute:
            return Stated(tuple(by_attribute), compared, reading, alike(by_attribute, compared), compare=True)
    # "về người dự, VNPT với các Sở có giống nhau không", "trường với doanh nghiệp, bên nào có nhiều đội hơn"
    hinted = best is not None and best.taught >= LIMITS["vouched"]
    hinted = hinted and best is not None and (best.attr > 0 or (best.cover >= LIMITS["covered"] and not best.fact.kinds))
    if "compares" in ask.marks and len(compared) > 1 and (best is None or best.score < LIMITS["answer"] or (best.attr + best.name < 0.3 and not hinted)):
        both = contrast(in_force, compared)
        if both:
            return Stated(tuple(both), compared, reading, alike(both, compared), compare=True)
    if best is None or best.type <= -2.5:
        return (
            Unstated("", reading, "another sort of answer") if best is not None and best.score > 0.8 else Unclear(reading, "nothing fits")
        )
    if ask.want.type in ("date", "place", "year") and best.type <= -0.6 and not (names_nothing(reading, best) or leaning) and "compares" not in ask.marks:
        return Unstated("", reading, "another sort of answer")  # "tiền hỗ trợ chuyển về ngày nào", where only how much is stated
    if ask.want.type == "reason" and "compares" in ask.marks and best.attr < 0.9:
        return Unstated("", reading, "why things differ")  # "sao lại khác nhau vậy"
    if ask.want.type == "claim" and ask.want.confirm and counts_what_is_not_counted(reading, best.fact):
        return Unstated("", reading, "a number of what is not counted")
    untaught = best.taught < LIMITS["taught"]
    if ask.want.type == "person" and best.type < 0.5 and best.attr < 0.3 and untaught and not (reading.follow or leaning) and reading.strange:
        return Unstated("", reading, "somebody of whom only the occasion is known")  # "phần khai mạc thì lãnh đạo nào đọc diễn văn"
    if of_another_span(reader, reading, best):
        return Unstated("", reading, "from when on, where only how long is known")
    if of_nothing_known(reading, best) and not leaning:
        return Unclear(reading, "a time of something the plan does not know")
    if only_its_subject(reader, reading, best):
        return Unstated("", reading, "only its subject is known")
    vouched = best.taught >= LIMITS["vouched"] and best.taught - reading.quiet >= LIMITS["vouched_by"] and best.type > -0.5
    if of_another_rank(reading, best) and not (vouched and best.taught >= 1.0):
        return Unstated("", reading, "somebody of another rank")
    if why := of_something_else(reader, reading, best):
        return Unstated("", reading, why)
    if sure:
        return stated(reader, reading, candidates, in_force, today)
    unnamed = ask.want.type == "" and not reading.follow and max(best.attr, best.name) < 0.3
    common = best.taught < LIMITS["untaught"] and best.near < LIMITS["unlike"]
    if unnamed and (common or (best.taught < reading.quiet - LIMITS["agreed"] and best.near < LIMITS["alike"])):
        return Unclear(reading, "nothing but common words")
    rival = next((c.score for c in candidates[1:] if c.type >= 1.0), 0.0)
    priced = ask.want.type in ("money", "date") and best.type >= 1.0 and best.cover >= 0.3 and best.score - rival >= LIMITS["clear"]
    reached = reader.index.attributes[best.fact.attribute].type in ("phone", "email", "url")
    priced |= reached and ask.want.type in ("number", "what") and best.attr >= 1.0  # whose it is was asked above
    sort_only = not priced and best.cover <= 0.5 and best.entity <= 0.3 and best.name < 0.3 and not (ask.kinds or reading.follow)
    if sort_only and reading.strange > 1 and best.taught - reading.quiet < LIMITS["louder"]:
        return Unclear(reading, "only the sort of answer fits")
    counted = ask.want.type == "claim" and best.attr >= 0.9 and best.type >= 0.6
    lone = best.near < 0.2 and (best.entity < 0.5 or best.fact.entity in reader.index.usual) and not (reading.follow or counted or priced)
    if lone and not vouched and (reading.strange > 2 or (reading.strange > 1 and (not ask.kinds or best.attr < 0.6))):
        return Unclear(reading, "too many strange words")
    if reading.follow and reading.strange and best.cover < LIMITS["thin"] and best.near < 0.1:
        return Unclear(reading, "a new subject")
    if reading.follow and reading.strange > 1 and best.near < LIMITS["alike"]:
        return Unclear(reading, "a new subject")
    firm = (best.entity > 0.5 or best.attr >= 0.9) and (
        best.type >= 0.6 or (best.attr >= 0.9 and (best.entity > 0.5 or reading.strange < 2))
    )
    firm |= priced
    if not (firm or vouched) and (
        (reading.strange > 2 and best.near < LIMITS["strange"]) or (reading.strange > 1 and best.near < 0.2 and best.cover < 0.6)
    ):
        return Unclear(reading, "too many strange words")
    looked_for = topic(reading)
    if looked_for and not any(reader.index.knows(best.fact, ask.words, [n]) for n in looked_for):
        return Unstated("", reading, "a topic nobody writes of")
    if not ask.want.confirm and ask.want.type in ("what", "list", "") and another_number(ask, best, plan.title):
        return Unstated("", reading, "a number nobody writes")
    if off_the_subject(reading, best, plan):
        return Unstated("", reading, "about something else than before")
    if of_another_subject(reading, best) or elsewhere(reading, best, plan):
        return Unstated("", reading, "about something else")
    if unheld(reading, best):
        return Unclear(reading, "claim of a number it does not hold")
    if (
        ask.want.type in ("confirm", "")
        and not reading.follow
        and best.cover < LIMITS["claim"]
        and best.near < LIMITS["alike"]
        and not best.name
        and not firm
    ):
        return Unclear(reading, "claim not covered")
    if (
        not reading.follow
        and best.cover < LIMITS["thin"]
        and best.near < LIMITS["thin_near"]
        and best.entity < 0.5
        and best.name < 0.5
        and not ask.kinds
    ):
        return Unclear(reading, "hardly covered")
    if not (reading.follow or vouched) and best.near < LIMITS["stranger"] and turns_on_a_strange_word(reader, reading, best):
        return Unstated("", reading, "turns on a strange word")
    limit = LIMITS["follow"] if reading.follow else LIMITS["answer"]
    if best.score < limit:
        return Unclear(reading, "below the limit")
    if not reading.follow and reading.known < LIMITS["known"] and best.near < LIMITS["alike"] and best.name < 0.7 and not firm:
        return Unclear(reading, "mostly unknown words")
    return stated(reader, reading, candidates, in_force, today)


def _only_compares(reading: Reading) -> bool:
    """"Đem đại hội VNPT so với đại hội của Bộ thì khác nhau ở mấy điểm nào": two kinds held against each other, in nothing that is named."""
    ask = reading.ask
    groups = ("kind", "compares", "own", "all_kinds", "entity")
    covered = {n for s in ask.spots if s.group in groups for n in range(s.start, s.end)}
    rest = [w.fold for n, w in enumerate(ask.words) if n not in covered and n not in ask.skip and not is_stop(w)]
    return "compares" in ask.marks and len(ask.kinds) > 1 and set(rest) <= folded_set("words", "comparing")


def _attributes_named(reading: Reading) -> tuple[str, ...]:
    """The attributes a question names, in its order ("tên gọi, số ngày khác nhau chỗ nào")."""
    spots = sorted((s for s in reading.ask.spots if s.group == "attr" and s.size > 1), key=lambda s: (s.start, s.weak))
    out: list[Spot] = []
    for spot in spots:
        if not any(o.start < spot.end and spot.start < o.end for o in out):
            out.append(spot)
    return tuple(dict.fromkeys(s.key for s in out))


__all__ = ["LIMITS", "Result", "Stated", "Unclear", "Understanding", "Unstated", "understand"]
