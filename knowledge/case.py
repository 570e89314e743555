"""One question with the facts it may mean, best first, and how strongly what speaks for the best of them speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from knowledge.ask import Ask
from knowledge.corrected import meant_first
from knowledge.match import Candidate
from knowledge.plan import Fact, Plan
from knowledge.preferring import claims_an_hour, hour_first, named_first, of_the_sort_asked_for, taught_first, value_first
from knowledge.question import Reader, Reading
from knowledge.ranks import right_rank_first, right_side_first
from knowledge.results import LIMITS
from knowledge.rows_of import right_one_first


@dataclass(frozen=True)
class Case:
    """A question, the facts in force today, and those it may mean, best first.

    `leaning`: a few words that ask another value of what was just answered; by themselves they are like many a question.
    """

    reader: Reader
    reading: Reading
    today: date
    leaning: bool
    in_force: Sequence[Fact]
    candidates: list[Candidate]

    @property
    def ask(self) -> Ask:
        return self.reading.ask

    @property
    def plan(self) -> Plan:
        return self.reader.plan

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None

    @cached_property
    def sure(self) -> bool:
        """The examples speak loudly for the best, and well above silence."""
        best, quiet = self.best, self.reading.quiet
        return best is not None and best.taught >= LIMITS["taught"] and best.taught - quiet >= LIMITS["louder"] and best.type > -1

    @cached_property
    def vouched(self) -> bool:
        """The examples speak for the best, and above silence."""
        best, quiet = self.best, self.reading.quiet
        return best is not None and best.taught >= LIMITS["vouched"] and best.taught - quiet >= LIMITS["vouched_by"] and best.type > -0.5

    @cached_property
    def priced(self) -> bool:
        """A sum or a day is asked that the best alone has, or a line to reach somebody by that it is named as."""
        best, want = self.best, self.ask.want.type
        if best is None:
            return False
        rival = next((c.score for c in self.candidates[1:] if c.type >= 1.0), 0.0)
        if want in ("money", "date") and best.type >= 1.0 and best.cover >= 0.3 and best.score - rival >= LIMITS["clear"]:
            return True
        reached = self.reader.index.attributes[best.fact.attribute].type in ("phone", "email", "url")
        return reached and want in ("number", "what") and best.attr >= 1.0  # whose it is was asked before

    @cached_property
    def firm(self) -> bool:
        """The best is named, by itself or by what is asked of it, and has the sort of value asked for."""
        best = self.best
        if best is None or self.priced:
            return self.priced
        if not (best.entity > 0.5 or best.attr >= 0.9):
            return False
        return best.type >= 0.6 or (best.attr >= 0.9 and (best.entity > 0.5 or self.reading.strange < 2))


def weighed(reader: Reader, reading: Reading, today: date, *, leaning: bool) -> Case:
    """The facts in force that a question may mean, with those first that have what it asks for; parameters as Case has them."""
    in_force, live = reader.in_force(today)
    ask = reading.ask
    candidates = hour_first(reader, reading, [c for c in reading.candidates if c.fact.id in live])
    if ask.want.type in ("person", "body", "fits", "late", "left") and not reading.follow and not claims_an_hour(reader, ask.words, candidates):
        candidates = of_the_sort_asked_for(candidates)
    if ask.want.type in ("late", "left") and candidates and candidates[0].type < 0:
        candidates.sort(key=lambda c: c.type < 1.0 or c.score < LIMITS["answer"])  # days left are left to a day, not of a length
    candidates = right_rank_first(reading, right_one_first(ask.words, taught_first(named_first(candidates)), reader.labels))
    candidates = value_first(reader, reading, right_side_first(reading, candidates, reader.labels))
    return Case(reader, reading, today, leaning, in_force, meant_first(reader, reading, candidates))
