"""The signs of how far something is, and the one state they come to."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.plan import State


@dataclass(frozen=True, slots=True)
class Signs:
    """What the words of a part say: each state that is told, and what was found of it; `way`: it is told as under way; `future`: a day before us is named;
    `sent`: it is done by the act itself, `pending`: only a signature or a word of others is waited for;
    `plea`: something is asked for ("xin"), `not_sent`: the act
    itself is denied ("xong nhưng chưa gửi"), `only_later`: it can be done only then ("ra Tết mới làm được"),
    `performs`: it is done by saying so ("em gửi chị kế hoạch ạ"), `only_prepares`: nothing is told but what prepares it ("mai trình ký"),
    `sooner`: it is brought forward, `returned`: it was sent back."""

    done: bool = False
    delayed: bool = False
    extension: bool = False
    preparing: bool = False
    ahead: bool = False
    firm: bool = False
    not_yet: bool = False
    act: bool = False
    way: bool = False
    future: bool = False
    sent: bool = False
    pending: bool = False
    plea: bool = False
    not_sent: bool = False
    only_later: bool = False
    performs: bool = False
    only_prepares: bool = False
    sooner: bool = False
    returned: bool = False

    @property
    def any(self) -> bool:
        return self.told or self.future

    @property
    def told(self) -> bool:
        """Whether a word says a state; a day to come alone does not."""
        return self.done or self.delayed or self.preparing or self.ahead or self.not_yet

    def joined(self, other: Signs) -> Signs:
        """Both together."""
        return Signs(*(getattr(self, name) or getattr(other, name) for name in self.__slots__))


def state_of(found: Signs, *, day_ahead: bool) -> State | None:
    """The one state that all signs of a task come to."""
    if found.returned and not found.delayed and not (found.ahead or found.future):
        return State.PREPARING  # "gửi rồi nhưng bị trả lại"
    if found.done and not found.returned and not (found.delayed and found.extension):
        return State.PREPARING if (found.pending or found.not_sent) and not found.sent else State.DONE
    if found.delayed:
        return State.DELAYED
    if found.preparing and not (found.firm and day_ahead):
        return State.PREPARING
    if found.only_later and not found.preparing:
        return State.DELAYED
    if (found.ahead or found.future) and (day_ahead or found.firm):
        if found.only_prepares and found.not_yet and not found.way:
            return State.NOT_STARTED  # "chưa, cuối tháng mới họp bàn"
        return State.PREPARING if found.only_prepares else State.SCHEDULED
    if found.not_yet:
        return State.NOT_STARTED
    return State.PREPARING if found.preparing else None
