"""A question beside a fact that may answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.plan import Fact, Plan
from knowledge.question import Reading
from knowledge.text import Token
from knowledge.wants import Wants


@dataclass(frozen=True, slots=True)
class Pair:
    """A question beside a fact, both also as folded words between blanks: what is `asked`, and what is `told` in the answer and the plan's own words."""

    reading: Reading
    fact: Fact
    plan: Plan
    asked: str
    told: str

    @property
    def words(self) -> Sequence[Token]:
        return self.reading.ask.words

    @property
    def want(self) -> Wants:
        return self.reading.ask.want
