"""What earlier turns of a conversation leave behind for the next question."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.match import Candidate
from knowledge.plan import Fact
from knowledge.text import forms

REMEMBERED = 4
SAID = 300
"""So many characters of the last question are kept."""
EVEN = 0.01
"""Two facts whose scores differ by no more are as likely."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What one earlier question was understood to be: the facts stated (or the unstated thing's label) and the kinds they were stated for."""

    facts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    unsaid: str = ""
    item: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What earlier turns of a conversation leave behind, for follow-ups: the last frames, newest first, and the end of the last question as it was typed;
    empty at the start."""

    frames: tuple[Frame, ...] = ()
    kinds: tuple[str, ...] = ()
    said: str = ""

    def dump(self) -> str:
        """As text for a table; `load` gives back an equal value."""
        rows = [[list(f.facts), list(f.kinds), f.unsaid, f.item] for f in self.frames]
        return json.dumps({"frames": rows, "kinds": list(self.kinds), "said": self.said}, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def load(text: str) -> Context:
        """From `dump`'s text; anything unreadable (an older format, a changed plan) is the empty context."""
        try:
            data = json.loads(text)
            frames = tuple(Frame(tuple(map(str, f)), tuple(map(str, k)), str(u), int(i)) for f, k, u, i in data["frames"])
            return Context(frames, tuple(map(str, data["kinds"])), str(data.get("said", ""))[-SAID:])
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            return Context()

    def behind(self, frame: Frame, kinds: tuple[str, ...]) -> Context:
        """The context with one more frame in front."""
        return Context((frame, *self.frames)[:REMEMBERED], kinds or self.kinds, self.said)

    def after(self, text: str) -> Context:
        """The context once this was asked."""
        return Context(self.frames, self.kinds, text[-SAID:])


def akin_first(found: list[Candidate], told: Sequence[Fact]) -> list[Candidate]:
    """"văn bản đó ban hành hôm nào": of several facts as likely, best first, the one that speaks of what was just told."""
    even = [c for c in found if found[0].score - c.score <= EVEN]
    if len(even) < 2 or even[0].fact in told:
        return found
    words = forms(*(fact.answer for fact in told))
    nearest = max(even, key=lambda c: len(words & forms(c.fact.answer)))
    return [nearest, *(c for c in found if c is not nearest)]
