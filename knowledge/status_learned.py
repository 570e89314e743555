"""What the replies collected so far teach: how surely a reply is a report at all, and which state it tells; laid over what the rules read.

A linear model (knowledge/learned.py) over a reply's words, in which the plan's tasks, its kinds of unit, days and figures each stand as one
word, so that what it knows holds for any plan. `make learn` learns it anew from the replies in tests/status.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.learned import Learned, parse
from knowledge.plan import State
from knowledge.status_text import Cue, Word

FILE = Path(__file__).parent / "vietnamese" / "replies.txt"
NONE = "none"
"""The class of replies that are no report."""
UNSAID = "unsaid"
"""The class of reports that tell no state (a figure, a document's number)."""
SURE = {"leave": 0.3, "hear": 0.35, "state": 0.5}
"""How far a class must lead before the rules are overruled: the reply is none; it is one; it tells another state. Tuned on sets learned without."""

FEW = 3
"""With fewer words than these nothing is heard that the rules did not hear ("hôm qua")."""
TURN = "|"
"""What stands between a reply's words with accents and the same without."""

_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}/\d{4}")


@dataclass(frozen=True, slots=True)
class Weighed:
    """`report`: how far the best state leads what is no report (below 0 it is the other way round); `states`: how well each fits, about 1 where it does;
    `words`: how many there are beside names, days, figures and signs."""

    report: float
    states: Mapping[State | None, float]
    words: int

    @property
    def state(self) -> State | None:
        """The state the reply tells by the model alone."""
        return max(self.states, key=self.states.__getitem__)

    def beside(self, read: State | None) -> State | None:
        """The state told, where the rules read this one: theirs, unless another leads it by far."""
        best = self.state
        return best if self.states[best] > self.states.get(read, 0.0) + SURE["state"] else read


def weigh(model: Learned, said: Sequence[str]) -> Weighed:
    """A reply by what was learned; `said` as `telling_words` gives it."""
    scores = dict(zip(model.classes, model.scores(said), strict=True))
    none = scores.pop(NONE)
    states = {None if name == UNSAID else State(name): score for name, score in scores.items()}
    words = sum(word[0].isalpha() for word in said[said.index(TURN) + 1 :])
    return Weighed(max(states.values()) - none, states, words)


def telling_words(words: Sequence[Word], tasks: Sequence[Cue], units: Collection[int]) -> list[str]:
    """A reply's words and signs, with and then without accents; a task's name, a unit's (its places are `units`), a day, a figure as one word each."""
    begins = {cue.start for cue in tasks}
    within = {n for cue in tasks for n in range(cue.start, cue.end)}
    accented: list[str] = []
    plain: list[str] = []
    for n, word in enumerate(words):
        if n in within:
            said = ("@task",) if n in begins else ()
        elif n in units:
            said = () if n - 1 in units else ("@unit",)
        else:
            said = (_sort(word),)
        accented.extend(each or word.canon for each in said)
        plain.extend(each or word.fold for each in said)
        if word.point:
            sign = "¶" if word.point == "\n" else word.point
            accented.append(sign)
            plain.append(sign)
    return [*accented, TURN, *plain]


def _sort(word: Word) -> str:
    """What a word with figures stands for; "" for any other."""
    if _DAY.fullmatch(word.fold):
        return "@day"
    if any(char.isdigit() for char in word.fold):
        return "@number" if "/" in word.fold else "#"
    return ""


@cache
def shipped() -> Learned | None:
    """What the bot carries; None where the file is missing or not whole, and then the rules alone read."""
    try:
        model = parse(FILE.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    states = {state.value for state in State}
    return model if model is not None and NONE in model.classes and set(model.classes) <= {NONE, UNSAID} | states and len(model.classes) > 1 else None
