"""What the replies collected so far teach: how surely a reply is a report at all, which state it tells, and which clause says why it is late.

Laid over what the rules read. Two linear models (knowledge/learned.py) over a reply's words, in which the plan's tasks, its kinds of unit, days
and figures each stand as one word, so that what they know holds for any plan. `make learn` learns them anew from the replies in tests/status.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.learned import Learned as Model
from knowledge.learned import parse
from knowledge.plan import State
from knowledge.status_text import Cue, Word, among

HERE = Path(__file__).parent / "vietnamese"
STATES, REASONS = "replies.txt", "reasons.txt"
"""The two models' files."""
NONE = "none"
"""The class of replies that are no report."""
UNSAID = "unsaid"
"""The class of reports that tell no state (a figure, a document's number)."""
WHY, OTHER = "why", "other"
"""The classes of clauses."""
SURE = {"leave": 0.3, "plea": 0.8, "hear": 0.35, "state": 0.5, "why": 0.0, "why_not": 1.3, "more": 0.3}
"""How far a class must lead before the rules are overruled: the reply is none (a plea: by more); it is one; it tells another state. Before a
clause is the reason where the rules find none, and where nothing is called late; before one beside the reason belongs to it. Tuned on sets
learned without."""
FIGURE = 4
"""A clause of so few words with a figure tells that figure."""
SHORT = 3
"""A reason of fewer words may only lead to the one that is told."""
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


@dataclass(frozen=True, slots=True)
class Learned:
    """Both models."""

    states: Model
    reasons: Model


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply's words in the text `shown`, the names of tasks in it, and the places of the words that name a unit."""

    words: Sequence[Word]
    shown: str
    tasks: Sequence[Cue]
    units: Collection[int]

    @property
    def said(self) -> list[str]:
        """All of it as a model sees it."""
        return telling_words(self.words, self.tasks, self.units)

    @property
    def clauses(self) -> list[tuple[int, int]]:
        """The words [start, end) between two signs."""
        ends = [n + 1 for n, word in enumerate(self.words) if word.point or n + 1 == len(self.words)]
        return list(zip([0, *ends], ends, strict=False))

    def clause(self, number: int) -> list[str]:
        """One clause as a model sees it, with where it stands and whether it names a task."""
        start, end = self.clauses[number]
        tasks = [Cue(cue.group, cue.start - start, cue.end - start, cue.phrase) for cue in self.tasks if start <= cue.start and cue.end <= end]
        place = ("@first", "@second", "@behind")[min(number, 2)]
        last = "@last" if number + 1 == len(self.clauses) else "@goes_on"
        units = {n - start for n in self.units if start <= n < end}
        return [*telling_words(self.words[start:end], tasks, units), place, last, "@named" if tasks else "@unnamed"]

    def literal(self, first: int, last: int) -> str:
        """The clauses from the first to the last, as typed."""
        start, end = self.clauses[first][0], self.clauses[last][1]
        while end > start and among(self.words[end - 1], "talk", "courtesy"):
            end -= 1
        return self.shown[self.words[start].start : self.words[end - 1].end].strip(" ,.;:-") if end > start else ""


def weigh(model: Model, said: Sequence[str]) -> Weighed:
    """A reply by what was learned; `said` as `telling_words` gives it."""
    scores = dict(zip(model.classes, model.scores(said), strict=True))
    none = scores.pop(NONE)
    states = {None if name == UNSAID else State(name): score for name, score in scores.items()}
    words = sum(word[0].isalpha() for word in said[said.index(TURN) + 1 :])
    return Weighed(max(states.values()) - none, states, words)


def why(model: Model, reply: Reply, known: str, least: float = SURE["why"]) -> str:
    """The reason told: what the rules know of it with the clauses beside that belong to it, or the clause that is one by at least so much where they
    know none."""
    likely = []
    for number in range(len(reply.clauses)):
        scores = dict(zip(model.classes, model.scores(reply.clause(number)), strict=True))
        start, end = reply.clauses[number]
        opens = reply.words[end - 1].point == ":"  # "Ban chỉ đạo vừa quyết: …" only leads to what is told
        figures = sum(word.fold.isdecimal() for word in reply.words[start:end])
        counts = end - start <= FIGURE * figures and figures <= 2  # "tổng vẫn 95", "hết 20 lại qua 27 tháng này"
        likely.append(scores[WHY] - scores[OTHER] if not (opens or counts) else -1.0)
    at = reply.shown.find(known) if known else -1
    held = [n for n, (start, end) in enumerate(reply.clauses) if reply.words[start].start < at + len(known) and at < reply.words[end - 1].end]
    if known and (at < 0 or not held):
        return known
    best = max(range(len(likely)), key=likely.__getitem__)
    if known and len(known.split()) < SHORT and best not in held and likely[best] > SURE["more"]:
        known = ""  # "Vướng quá em ơi, chưa có tiêu chí chọn điển hình": what so few words begin is told behind them
    elif len(known.split()) == 1 and likely[held[-1]] > SURE["more"]:
        known = reply.shown[at : reply.words[reply.clauses[held[-1]][1] - 1].end]  # "vi thieu danh sach": one word is cut off from its own
    if not known:
        if likely[best] <= least:
            return ""
        held = [best]
    first, last = held[0], held[-1]
    while first > 0 and likely[first - 1] > SURE["more"]:
        first -= 1
    while last + 1 < len(likely) and likely[last + 1] > SURE["more"]:
        last += 1
    if not known:
        return reply.literal(first, last)
    begins = min(at, reply.words[reply.clauses[first][0]].start) if first < held[0] else at
    ends = reply.words[reply.clauses[last][1] - 1].end if last > held[-1] else at + len(known)
    return reply.shown[begins:ends].strip(" ,.;:-")


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
    """What the bot carries; None where a file is missing or not whole, and then the rules alone read."""
    states, reasons = _read(HERE / STATES), _read(HERE / REASONS)
    known = {NONE, UNSAID} | {state.value for state in State}
    if states is None or reasons is None or set(reasons.classes) != {WHY, OTHER} or not {NONE} < set(states.classes) <= known:
        return None
    return Learned(states, reasons)


def _read(file: Path) -> Model | None:
    try:
        return parse(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
