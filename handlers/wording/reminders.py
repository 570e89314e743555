"""What a reminder says, at the moment it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.message import Block, Items, Paragraph, Reply, Span, words
from handlers.turn import State, Unit
from handlers.wording import choices, dates
from handlers.wording.schedule_choices import snooze
from knowledge.plan import Deadline, Task

_MOST = 4
"""Buttons of a list, beside the last two."""


def reminder(unit: Unit, task: Task, due: Deadline, cited: str, now: datetime) -> Reply:
    """What, by when, how many days are left now, where it is written, and how to answer."""
    what = Paragraph((Span(f"Nhắc việc, {unit.name}: ", strong=True), Span(task.label)))
    when = words(f"Thời hạn: {dates.due(due, now)}. {cited}.")
    how = words("Anh/chị bấm nút, hoặc nhắn một trong các từ: XONG, ĐANG LÀM, LÙI, NHẮC LẠI.")
    states = (State.DONE, State.PREPARING, State.DELAYED)
    offered = (*(choices.report(state, task) for state in states), snooze(task), choices.ASK)
    return Reply((what, when, how), offered, by_word=True)


def escalated(unit: Unit, task: Task, due: Deadline, cited: str, now: datetime, *, to_leader: bool) -> Reply:
    """The same to who stands above the officer: the unit has been reminded and has not answered."""
    whose = "đơn vị mình" if to_leader else "đơn vị trực thuộc"
    what = Paragraph((Span(f"Kính báo, {unit.name}: ", strong=True), Span(task.label)))
    when = words(f"Thời hạn: {dates.due(due, now)}. {cited}.")
    how = words(f"Bot đã nhắc cán bộ đầu mối nhiều lần mà chưa có trả lời. Kính nhờ anh/chị đôn đốc {whose}.")
    return Reply((what, when, how), (choices.MY_TASKS,), by_word=True)


def digest(lines: Sequence[tuple[Unit, Task, Deadline, str, int]], now: datetime) -> Reply:
    """Several reminders to one person in one message; what is somebody else's to answer is marked."""
    several = len({unit.code for unit, _, _, _, _ in lines}) > 1
    items = tuple(
        (
            Span(f"{task.label}" + (f" ({unit.name})" if several or stage else ""), strong=True),
            Span(f": {dates.due(due, now)}. {cited}." + (" Đã nhắc nhiều lần, chưa có trả lời." if stage else "")),
        )
        for unit, task, due, cited, stage in lines
    )
    own = list(dict.fromkeys(task for _, task, _, _, stage in lines if not stage))
    head = f"Nhắc việc, {lines[0][0].name}" if not several else "Nhắc việc"
    blocks: list[Block] = [words(f"{head}: {len(lines)} việc", strong=True), Items(items)]
    blocks.append(words("Anh/chị bấm nút, hoặc nhắn XONG, ĐANG LÀM, LÙI, NHẮC LẠI kèm tên việc."))
    offered = tuple(choices.report_named(State.DONE, task) for task in own[:_MOST])
    return Reply(tuple(blocks), (*offered, *((snooze(None),) if own else ()), choices.MY_TASKS), by_word=True)
