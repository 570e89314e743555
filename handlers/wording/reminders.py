"""What a reminder says, at the moment it is sent."""

from __future__ import annotations

from datetime import datetime

from handlers.message import Paragraph, Reply, Span, words
from handlers.turn import State, Unit
from handlers.wording import choices, dates
from knowledge.plan import Deadline, Task


def reminder(unit: Unit, task: Task, due: Deadline, cited: str, now: datetime) -> Reply:
    """What, by when, how many days are left now, where it is written, and how to answer."""
    what = Paragraph((Span(f"Nhắc việc, {unit.name}: ", strong=True), Span(task.label)))
    when = words(f"Thời hạn: {dates.due(due, now)}. {cited}.")
    how = words("Anh/chị bấm nút, hoặc nhắn một trong các từ: XONG, ĐANG LÀM, LÙI.")
    states = (State.DONE, State.PREPARING, State.DELAYED)
    return Reply((what, when, how), (*(choices.report(state, task) for state in states), choices.ASK), by_word=True)
