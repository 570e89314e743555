"""What the replies collected so far teach: how surely a reply is a report at all, which state it tells, and which clause says why it is late.

Laid over what the rules read. Two linear models (knowledge/learned.py) over a reply's words, in which the plan's tasks, its kinds of unit, days
and figures each stand as one word, so that what they know holds for any plan. `make learn` learns them anew from the replies in tests/status.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.learned import Learned as Model
from knowledge.learned import parse
from knowledge.plan import State
from knowledge.status_reply import Reply
from knowledge.status_spans import ANOTHER, TOLD, Spans

HERE = Path(__file__).parent / "vietnamese"
STATES, REASONS, SPANS = "replies.txt", "reasons.txt", ("days.txt", "figures.txt", "tasks.txt", "leave.txt")
FILES = (STATES, REASONS, *SPANS)
"""The models' files."""
NONE = "none"
"""The class of replies that are no report."""
UNSAID = "unsaid"
"""The class of reports that tell no state (a figure, a document's number)."""
WHY, OTHER = "why", "other"
"""The classes of clauses."""
SURE = {"leave": 0.4, "plea": 0.8, "hear": 0.35, "state": 0.25, "late": 0.6, "why": 0.0, "why_not": 1.3, "more": 0.3, "missed": 0.6}
"""How far a class must lead before the rules are overruled: the reply is none (a plea: by more); it is one; it tells another state. Before a
clause is the reason where the rules find none, where nothing is begun; before one beside the reason belongs to it. Before
clauses that name a task of their own are a report beside those that were heard. Tuned on sets learned without."""
FIGURE = 4
"""A clause of so few words with a figure tells that figure."""
SHORT = 3
"""A reason of fewer words may only lead to the one that is told."""
FEW = 3
"""With fewer words than these nothing is heard that the rules did not hear ("hôm qua")."""


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

    def beside(self, read: State | None, reason: str = "") -> State | None:
        """The state told, where the rules read this one: theirs, unless another leads it by far, by more where they know why it is late."""
        best = self.state
        sure = SURE["late" if reason and read is State.DELAYED else "state"]
        return best if self.states[best] > self.states.get(read, 0.0) + sure else read


@dataclass(frozen=True, slots=True)
class Learned:
    """The models."""

    states: Model
    reasons: Model
    spans: Spans

    @property
    def models(self) -> tuple[Model, ...]:
        """All of them, in the order of their files."""
        return (self.states, self.reasons, self.spans.days, self.spans.figures, self.spans.tasks, self.spans.leave)


def weigh(model: Model, reply: Reply) -> Weighed:
    """A reply by what was learned."""
    scores = dict(zip(model.classes, model.scores(reply.said), strict=True))
    none = scores.pop(NONE)
    states = {None if name == UNSAID else State(name): score for name, score in scores.items()}
    return Weighed(max(states.values()) - none, states, reply.size)


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


@cache
def shipped() -> Learned | None:
    """What the bot carries; None where a file is missing or not whole, and then the rules alone read."""
    models = [model for name in FILES if (model := _read(HERE / name)) is not None]
    if len(models) < len(FILES):
        return None
    states, reasons, days, figures, tasks, leave = models
    known = {NONE, UNSAID} | {state.value for state in State}
    two = all(set(model.classes) == {TOLD, ANOTHER} for model in (days, figures, tasks, leave))
    if not two or set(reasons.classes) != {WHY, OTHER} or not {NONE} < set(states.classes) <= known:
        return None
    return Learned(states, reasons, Spans(days, figures, tasks, leave))


def _read(file: Path) -> Model | None:
    try:
        return parse(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
