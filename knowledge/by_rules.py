"""What a question comes to by rules alone: steps and checks in the order they are asked, the first that has something to say decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from knowledge.case import Case, weighed
from knowledge.claims import Verdict, cited_instead
from knowledge.comparing import compared, only_compares
from knowledge.errands import is_an_errand
from knowledge.halves import stated
from knowledge.in_time import in_time
from knowledge.items import item_beside, item_named
from knowledge.match import Candidate
from knowledge.preferring import led_by_examples
from knowledge.question import Reader, Reading
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
    off_the_subject,
    only_its_subject,
    to_nothing,
    topic,
    turns_on_a_strange_word,
    unheld,
)
from knowledge.results import LIMITS, UNSURE, Result, Stated, Unclear, Unstated
from knowledge.silences import spoken_for, unsaid_of
from knowledge.stating import same_again
from knowledge.wants import TIMELY
from knowledge.whose import whose_else


def by_rules(reader: Reader, reading: Reading, today: date, *, leaning: bool = False) -> Result:
    """What the words say, or where they do not suffice what the examples do; parameters as of knowledge/case.py."""
    if (result := _before_any_fact(reader, reading)) is not None:
        return result
    result = _by_words(weighed(reader, reading, today, leaning=leaning))
    if isinstance(result, Stated) or result.why not in UNSURE or reading.follow or leaning or few(reading):
        return result
    in_force, live = reader.in_force(today)
    candidates = [c for c in reading.candidates if c.fact.id in live]
    most = led_by_examples(candidates, reading.quiet, weak=result.why == "below the limit")
    return stated(reader, reading, [most, *(c for c in candidates if c is not most)], in_force, today) if most else result


def few(reading: Reading) -> bool:
    """"<b>hi</b>": too few words to be like a question."""
    return len({token.fold for token in reading.ask.words if len(token.fold) > 1}) < LIMITS["words"]


def _before_any_fact(reader: Reader, reading: Reading) -> Result | None:
    """What the words settle by themselves, whatever facts they may mean."""
    ask = reading.ask
    if not any(token.fold.isalpha() for token in ask.words):
        return Unclear(reading, "no word in it")
    if strange := reader.strange_numbers(ask.words):
        near = [c.fact for c in reading.candidates[:3] if max(c.taught, c.attr) >= LIMITS["vouched"]]
        other = cited_instead(strange, near) or cited_instead(strange, [c.fact for c in reading.candidates]) if ask.want.confirm else None
        return Stated((other,), reading.kinds, reading, Verdict("wrong")) if other else Unstated("", reading, "number nobody cites")
    if (
        ask.want.type not in TIMELY
        and not (ask.want.confirm and any(when.precision != "year" for when in reading.dates))
        and (
            (reader.strange_years(ask.words) and not _a_year_is_held_against(reader, reading))
            or (not ask.want.confirm and reader.strange_ordinals(ask.words))
        )
    ):
        return Unstated("", reading, "year nobody names")
    if is_an_errand(ask.words):
        return Unstated("", reading, "an errand")
    return Unclear(reading, "a follow-up to nothing") if to_nothing(reading) else None


def _a_year_is_held_against(reader: Reader, reading: Reading) -> bool:
    """"lần trước tổ chức vào năm 2009 đúng không": a year is claimed, and the likeliest fact tells one."""
    best = next(iter(reading.candidates), None)
    if best is None or not reading.ask.want.confirm or best.taught < LIMITS["taught"]:
        return False
    return reader.index.attributes[best.fact.attribute].type == "year" or bool(_YEAR.search(best.fact.answer))


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _by_words(case: Case) -> Result:
    """The steps, then what speaks against the best fact, then, unless the examples are sure of it, whether enough speaks for it."""
    reader, reading, best = case.reader, case.reading, case.best
    for step in STEPS:
        if (result := step(case)) is not None:
            return result
    if best is None:
        return Unclear(reading, "nothing fits")
    for check in AGAINST:
        if check.holds(case, best):
            return check.result(reading)
    if why := of_something_else(reader, reading, best):
        return Unstated("", reading, why)
    for check in () if case.sure else TOO_LITTLE:
        if check.holds(case, best):
            return check.result(reading)
    return stated(reader, reading, case.candidates, case.in_force, case.today)


# Steps: another way to answer than by the best fact, or to say that there is none.


def _of_another_body(case: Case) -> Result | None:
    best = case.best
    if "foreign" in case.ask.marks and (not case.ask.kinds or best is None or (best.attr < 0.9 and best.near < LIMITS["alike"])):
        return Unstated("", case.reading, "another body")
    return None


def _of_what_is_unsaid(case: Case) -> Result | None:
    if of_a_units_progress(case.reading):
        return Unstated("", case.reading, "how far a unit is")
    silence = unsaid_of(case.reader, case.reading, case.best)
    return Unstated(silence.label, case.reading) if silence is not None else None


def _taught_to_be_unstated(case: Case) -> Result | None:
    """The examples of what the plan does not state speak louder than those of any fact."""
    reading, best, want = case.reading, case.best, case.ask.want.type
    if best is not None and (best.near >= LIMITS["alike"] or spoken_for(best)):
        return None
    if best is not None and best.attr >= 1.0 and best.cover >= 0.8 and best.taught >= LIMITS["outright"]:
        return None
    most = max((c.taught for c in case.candidates), default=0.0)
    told = reading.quiet >= LIMITS["quiet"] and reading.quiet - most >= LIMITS["quieter"]
    if not told or reading.follow or case.leaning or want in TIMELY or only_compares(reading):
        return None
    return Unstated("", reading, "taught to be unstated") if want else Unclear(reading, "taught to be unstated")


def _nothing_of_the_sort(case: Case) -> Result | None:
    best, reading = case.best, case.reading
    if best is None or best.type > -2.5:
        return None
    return Unstated("", reading, "another sort of answer") if best.score > 0.8 else Unclear(reading, "nothing fits")


STEPS: tuple[Callable[[Case], Result | None], ...] = (
    _of_another_body,
    lambda case: in_time(case.reading, case.in_force, case.plan),
    lambda case: item_named(case.reading, case.plan) or item_beside(case.reading, case.in_force),
    lambda case: whose_else(case.reading, case.in_force),
    lambda case: same_again(case.reader, case.reading, case.in_force, case.today),
    _of_what_is_unsaid,
    _taught_to_be_unstated,
    compared,
    _nothing_of_the_sort,
)


class Check(NamedTuple):
    """What may stop the best fact: when it does, whether the plan is then known to be silent (or the question not understood), and why in a few words."""

    holds: Callable[[Case, Candidate], bool]
    kind: type[Unstated] | type[Unclear]
    why: str

    def result(self, reading: Reading) -> Result:
        return Unclear(reading, self.why) if self.kind is Unclear else Unstated("", reading, self.why)


# What speaks against the best fact, however much speaks for it.


def _another_sort(case: Case, best: Candidate) -> bool:
    """"tiền hỗ trợ chuyển về ngày nào", where only how much is stated."""
    asks = case.ask.want.type in ("date", "place", "year") and "compares" not in case.ask.marks
    return asks and best.type <= -0.6 and not (names_nothing(case.reading, best) or case.leaning)


def _why_things_differ(case: Case, best: Candidate) -> bool:
    """"sao lại khác nhau vậy"."""
    return case.ask.want.type == "reason" and "compares" in case.ask.marks and best.attr < 0.9


def _a_number_of_what_is_not_counted(case: Case, best: Candidate) -> bool:
    return case.ask.want.type == "claim" and case.ask.want.confirm and counts_what_is_not_counted(case.reading, best.fact)


def _who_at_an_occasion(case: Case, best: Candidate) -> bool:
    """"phần khai mạc thì lãnh đạo nào đọc diễn văn"."""
    if case.ask.want.type != "person" or case.reading.follow or case.leaning or not case.reading.strange:
        return False
    return best.type < 0.5 and best.attr < 0.3 and best.taught < LIMITS["taught"]


AGAINST = (
    Check(_another_sort, Unstated, "another sort of answer"),
    Check(_why_things_differ, Unstated, "why things differ"),
    Check(_a_number_of_what_is_not_counted, Unstated, "a number of what is not counted"),
    Check(_who_at_an_occasion, Unstated, "somebody of whom only the occasion is known"),
    Check(lambda case, best: of_another_span(case.reader, case.reading, best), Unstated, "from when on, where only how long is known"),
    Check(lambda case, best: of_nothing_known(case.reading, best) and not case.leaning, Unclear, "a time of something the plan does not know"),
    Check(lambda case, best: only_its_subject(case.reader, case.reading, best), Unstated, "only its subject is known"),
    Check(
        lambda case, best: of_another_rank(case.reading, best) and not (case.vouched and best.taught >= 1.0),
        Unstated,
        "somebody of another rank",
    ),
)


# Where too little speaks for the best fact.


def _only_common_words(case: Case, best: Candidate) -> bool:
    if case.ask.want.type or case.reading.follow or max(best.attr, best.name) >= 0.3:
        return False
    if best.taught < LIMITS["untaught"] and best.near < LIMITS["unlike"]:
        return True
    return best.taught < case.reading.quiet - LIMITS["agreed"] and best.near < LIMITS["alike"]


def _only_the_sort(case: Case, best: Candidate) -> bool:
    if case.priced or case.ask.kinds or case.reading.follow:
        return False
    unnamed = best.cover <= 0.5 and best.entity <= 0.3 and best.name < 0.3
    return unnamed and case.reading.strange > 1 and best.taught - case.reading.quiet < LIMITS["louder"]


def _lone_among_strange_words(case: Case, best: Candidate) -> bool:
    """No example is like the question, and it names no thing but the plan's own."""
    if case.vouched or case.priced or case.reading.follow or (case.ask.want.type == "claim" and best.attr >= 0.9 and best.type >= 0.6):
        return False
    lone = best.near < 0.2 and (best.entity < 0.5 or best.fact.entity in case.reader.index.usual)
    strange = case.reading.strange
    return lone and (strange > 2 or (strange > 1 and (not case.ask.kinds or best.attr < 0.6)))


def _a_new_subject(case: Case, best: Candidate) -> bool:
    """A follow-up that speaks of something else than was told before."""
    reading = case.reading
    if not reading.follow or not reading.strange:
        return False
    return (best.cover < LIMITS["thin"] and best.near < 0.1) or (reading.strange > 1 and best.near < LIMITS["alike"])


def _too_many_strange_words(case: Case, best: Candidate) -> bool:
    if case.firm or case.vouched:
        return False
    strange = case.reading.strange
    return (strange > 2 and best.near < LIMITS["strange"]) or (strange > 1 and best.near < 0.2 and best.cover < 0.6)


def _a_topic_nobody_writes_of(case: Case, best: Candidate) -> bool:
    looked_for = topic(case.reading)
    return bool(looked_for) and not any(case.reader.index.knows(best.fact, case.ask.words, [n]) for n in looked_for)


def _a_number_nobody_writes(case: Case, best: Candidate) -> bool:
    want = case.ask.want
    return not want.confirm and want.type in ("what", "list", "") and another_number(case.ask, best, case.plan.title)


def _claim_not_covered(case: Case, best: Candidate) -> bool:
    if case.ask.want.type not in ("confirm", "") or case.reading.follow or case.firm or best.name:
        return False
    return best.cover < LIMITS["claim"] and best.near < LIMITS["alike"]


def _hardly_covered(case: Case, best: Candidate) -> bool:
    if case.reading.follow or case.ask.kinds or best.entity >= 0.5 or best.name >= 0.5:
        return False
    return best.cover < LIMITS["thin"] and best.near < LIMITS["thin_near"]


def _turns_on_a_strange_word(case: Case, best: Candidate) -> bool:
    if case.reading.follow or case.vouched or best.near >= LIMITS["stranger"]:
        return False
    return turns_on_a_strange_word(case.reader, case.reading, best)


def _mostly_unknown_words(case: Case, best: Candidate) -> bool:
    if case.reading.follow or case.firm or case.reading.known >= LIMITS["known"]:
        return False
    return best.near < LIMITS["alike"] and best.name < 0.7


TOO_LITTLE = (
    Check(_only_common_words, Unclear, "nothing but common words"),
    Check(_only_the_sort, Unclear, "only the sort of answer fits"),
    Check(_lone_among_strange_words, Unclear, "too many strange words"),
    Check(_a_new_subject, Unclear, "a new subject"),
    Check(_too_many_strange_words, Unclear, "too many strange words"),
    Check(_a_topic_nobody_writes_of, Unstated, "a topic nobody writes of"),
    Check(_a_number_nobody_writes, Unstated, "a number nobody writes"),
    Check(lambda case, best: off_the_subject(case.reading, best, case.plan), Unstated, "about something else than before"),
    Check(
        lambda case, best: of_another_subject(case.reading, best) or elsewhere(case.reading, best, case.plan),
        Unstated,
        "about something else",
    ),
    Check(lambda case, best: unheld(case.reading, best), Unclear, "claim of a number it does not hold"),
    Check(_claim_not_covered, Unclear, "claim not covered"),
    Check(_hardly_covered, Unclear, "hardly covered"),
    Check(_turns_on_a_strange_word, Unstated, "turns on a strange word"),
    Check(lambda case, best: best.score < LIMITS["follow" if case.reading.follow else "answer"], Unclear, "below the limit"),
    Check(_mostly_unknown_words, Unclear, "mostly unknown words"),
)
