"""A message and what was said before -> frames."""

from __future__ import annotations

import json
from dataclasses import dataclass

from knowledge.plan import Plan


@dataclass(frozen=True, slots=True)
class Context:
    """What earlier turns of a conversation leave behind, for follow-ups; empty at the start."""

    state: str = ""

    def dump(self) -> str:
        """As text for a table; `load` gives back an equal value."""
        return self.state

    @staticmethod
    def load(text: str) -> Context:
        """From `dump`'s text; anything unreadable (an older format, a changed plan) is the empty context."""
        try:
            json.loads(text or "{}")
        except ValueError:
            return Context()
        return Context(text)


class Reader:
    """A plan made ready for questions: its lexicon and its index. Built once per plan, read-only afterwards, safe to share."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
