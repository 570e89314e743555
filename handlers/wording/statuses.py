"""The tasks of a unit, what it reports of them, and the echo of a report."""

from __future__ import annotations

from datetime import datetime

from handlers.desk_figures import sends_document
from handlers.message import Block, Choice, Items, Paragraph, Reply, Span, words
from handlers.records import Receipt
from handlers.turn import State, Unit
from handlers.wording import dates
from knowledge.plan import Deadline, Task

_STATES = {
    State.NOT_STARTED: "chưa làm",
    State.PREPARING: "đang làm",
    State.SCHEDULED: "đã lên lịch",
    State.DONE: "đã xong",
    State.DELAYED: "xin lùi hạn",
}


def state(of: State) -> str:
    """A state in words."""
    return _STATES[of]


def reported(of: State) -> str:
    """How far the unit says it is."""
    return f"Đơn vị báo: {_STATES[of]}."


def task_line(task: Task, due: Deadline, cited: str, now: datetime, state: State | None, received: Receipt | None) -> tuple[Span, ...]:
    """A task in a list: what, by when, where it is written and, for a unit, how far it is."""
    when = due.words if state is State.DONE else dates.due(due, now)
    known = f" {reported(state)}" if state else ""
    if state is State.DONE and received is not None:
        number = f", số {received.number}" if received.number else ""
        known += f" Thường trực đã nhận văn bản{f' ngày {dates.day(received.day)}' if received.day else ''}{number}."
    elif state is State.DONE and sends_document(task):
        known += " Thường trực chưa xác nhận."
    return (Span(task.label, strong=True), Span(f": {when}. {cited}.{known}"))


def tasks(whose: str, lines: tuple[tuple[Span, ...], ...], waits: int, offered: tuple[Choice, ...]) -> Reply:
    """All tasks of a kind of unit, or of a unit; `waits` reports are not confirmed yet."""
    count = f"{whose} có {len(lines)} việc theo kế hoạch:"
    blocks: tuple[Block, ...] = (words(count), Items(lines, numbered=True))
    if waits:
        blocks = (*blocks, words("Có một báo cáo chưa xác nhận." if waits == 1 else f"Có {waits} báo cáo chưa xác nhận."))
    return Reply(blocks, offered)


def no_tasks(whose: str, offered: tuple[Choice, ...]) -> Reply:
    """The plan asks nothing with a time limit of this kind."""
    return Reply((words(f"{whose}: kế hoạch không giao việc nào có thời hạn riêng."),), offered)


def noted(unit: Unit, task: Task, said: State, ahead: tuple[Task, Deadline] | None, now: datetime, late: Deadline | None, offered: tuple[Choice, ...]) -> Reply:
    """A report is kept; then what is next for the unit (None: nothing is open). `late`: the deadline it came after."""
    echo = noted_only(unit, task, said, late).blocks
    if ahead is None:
        after = "Đơn vị đã báo xong mọi việc của kế hoạch. Cảm ơn anh/chị."
    elif ahead[0] == task:
        after = f"Thời hạn: {dates.due(ahead[1], now)}."
    else:
        after = f"Việc tiếp theo: {ahead[0].label}, {dates.due(ahead[1], now)}."
    return Reply((*echo, words(after)), offered)


def noted_only(unit: Unit, task: Task, said: State, late: Deadline | None) -> Reply:
    """A report is kept, and more will be asked of it."""
    mark = f" Báo sau hạn {dates.day(late.last)}: vẫn ghi nhận, đánh dấu muộn." if late else ""
    return Reply((Paragraph((Span("Ghi nhận: ", strong=True), Span(f"{unit.name} {_STATES[said]} việc “{task.label}”.{mark}"))),))


def undone(task: Task, now_stands: State | None, offered: tuple[Choice, ...]) -> Reply:
    """The last report on a task is taken back; what stands now."""
    stands = f"Nay ghi lại như trước: {_STATES[now_stands]}." if now_stands else "Việc này nay chưa có ghi nhận nào."
    return Reply((words(f"Đã bỏ ghi nhận gần nhất về việc “{task.label}”. {stands}"),), offered)


def nothing_to_undo_for(unit: Unit, task: Task) -> Reply:
    """There is no report of a unit to take back."""
    return Reply((words(f"Về việc “{task.label}”, {unit.name} chưa có ghi nhận nào."),))


def nothing_to_undo(task: Task) -> Reply:
    """There is no report of this person's to take back."""
    return Reply((words(f"Về việc “{task.label}”, anh/chị chưa có ghi nhận nào để hoàn tác."),))


def which_task(said: State, offered: tuple[Choice, ...]) -> Reply:
    """A bare word while several tasks are open."""
    return Reply((words(f"Anh/chị báo “{_STATES[said]}” cho việc nào?"),), offered)


def which_undo(offered: tuple[Choice, ...]) -> Reply:
    """Hoàn tác without a task while several could be meant."""
    return Reply((words("Anh/chị muốn hoàn tác ghi nhận của việc nào?"),), offered)


def nothing_open(offered: tuple[Choice, ...]) -> Reply:
    """A bare word while no task is open."""
    return Reply((words("Đơn vị đã báo xong mọi việc của kế hoạch, không còn việc nào để ghi nhận."),), offered)


def not_yours(task: Task, unit: Unit, offered: tuple[Choice, ...]) -> Reply:
    """A report on a task the plan does not give to this unit."""
    return Reply((words(f"Kế hoạch không giao việc “{task.label}” cho {unit.name}."),), offered)


def not_joined(contact: str, offered: tuple[Choice, ...]) -> Reply:
    """A report from somebody who does not speak for a unit."""
    whom = contact or "thường trực"
    return Reply(
        (
            words(
                f"Việc báo tiến độ dành cho đầu mối đã đăng ký của đơn vị. Anh/chị liên hệ {whom} để được đăng ký; "
                "còn câu hỏi về kế hoạch thì cứ nhắn cho tôi."
            ),
        ),
        offered,
    )
