"""A conversation with the plan in memory alone: no database, no settings, nothing kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers import router
from handlers.message import Address, Choice, Incoming
from handlers.no_records import NoRecords
from handlers.turn import Action, Conversation, KeepKind, Outcome, Person, Turn
from knowledge.context import Context
from knowledge.question import Reader


class Talk:
    """One person's conversation at one moment (`now`, aware); `kind` is the kind of unit the person is of, None for not known."""

    def __init__(self, reader: Reader, now: datetime, kind: str | None = None) -> None:
        self._reader = reader
        self._now = now
        self._person = Person(id=1, kind=kind)
        self._conversation = Conversation(Context())
        self._heard = 0

    def hear(self, text: str) -> Outcome:
        """What the bot answers to the next message of this person."""
        turn = self.turn(text)
        outcome = router.decide(turn)
        decision = outcome.decision
        for action in decision.actions:
            self._apply(action)
        offered = _last_choices(outcome)
        kept = self._conversation
        self._conversation = Conversation(
            context=kept.context if decision.context is None else decision.context,
            waiting=decision.waiting,
            offered=offered or kept.offered,
            offered_at=self._now if offered else kept.offered_at,
        )
        self._heard += 1
        return outcome

    def turn(self, text: str) -> Turn:
        """The next message as the handlers would get it."""
        address = Address("terminal", "1")
        incoming = Incoming(address=address, key=str(self._heard), sender="1", text=text, at=self._now)
        return Turn(incoming, self._person, self._conversation, self._reader, NoRecords(), self._now)

    def _apply(self, action: Action) -> None:
        match action:
            case KeepKind(kind):
                self._person = replace(self._person, kind=kind)
            case _:
                pass  # without tables there is nothing to keep


def _last_choices(outcome: Outcome) -> tuple[Choice, ...]:
    """What a person without buttons would be shown as a numbered list last."""
    return next((reply.choices for reply in reversed(outcome.decision.replies) if reply.choices), ())
