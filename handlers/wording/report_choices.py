"""The choices of the report room: what their buttons read and the commands they stand for."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.message import Choice
from handlers.records import Draft, Unit
from handlers.wording.choices import MY_TASKS, short
from handlers.wording.desk_choices import key
from handlers.wording.reports import label
from knowledge.plan import Field, Plan, State, Task
from knowledge.syllable import fold

TELL = Choice("Báo tiến độ", "bao tien do")
_STATES = {
    State.DONE: ("Đã xong", "xong"),
    State.PREPARING: ("Đang làm", "dang lam"),
    State.SCHEDULED: ("Đã lên lịch", "len lich"),
    State.NOT_STARTED: ("Chưa làm", "chua lam"),
    State.DELAYED: ("Xin lùi", "lui"),
}


def echoed(draft: Draft) -> tuple[Choice, ...]:
    """Right, wrong, not at all."""
    return (Choice("Đúng", f"dung {draft.id}"), Choice("Sửa", f"sua {draft.id}"), Choice("Bỏ", f"bo tin {draft.id}"))


def fixing(plan: Plan, draft: Draft, tasks: Sequence[Task]) -> tuple[Choice, ...]:
    """Another task, or not at all."""
    return (*(assign(plan, draft, task) for task in tasks), Choice("Bỏ", f"bo tin {draft.id}"))


def assign(plan: Plan, draft: Draft, task: Task) -> Choice:
    """What was told is of this task."""
    return Choice(f"Việc: {short(task.label)}", f"viec {draft.id} {_task(plan, task)}")


def states_of(draft: Draft) -> tuple[Choice, ...]:
    """How far the draft's task is."""
    return tuple(Choice(shown, f"muc {draft.id} {says}") for shown, says in _STATES.values())


def numbers(draft: Draft, fields: Sequence[Field], value: int) -> tuple[Choice, ...]:
    """Which field a number is of."""
    return tuple(Choice(f"{short(label(field))}: {value}", f"sua so {draft.id} {fold(field.key)} {value}") for field in fields)


def field(draft: Draft, of: Field) -> tuple[Choice, ...]:
    """Ways past a field of a form, and the options of a choice."""
    return (Choice("Bỏ qua", f"bo qua {draft.id} {fold(of.key)}"), Choice("Thôi, không bổ sung", f"thoi {draft.id}"))


def look(draft: Draft) -> Choice:
    """A draft that waits."""
    return Choice("Xem báo cáo chờ xác nhận", f"xem {draft.id}")


def fix(draft: int) -> Choice:
    """Mend one that was kept."""
    return Choice("Sửa", f"sua {draft}")


def tell_one(plan: Plan, task: Task) -> Choice:
    """Report on one task."""
    return Choice(f"Báo: {short(task.label)}", f"bao {_task(plan, task)}")


def history(plan: Plan, task: Task) -> Choice:
    """What one's unit said of a task."""
    return Choice("Lịch sử", f"lich su {_task(plan, task)}")


def attach(plan: Plan, task: Task) -> Choice:
    """The task a file belongs to."""
    return Choice(f"Tệp của: {short(task.label)}", f"tep cua {_task(plan, task)}")


def undo_for(plan: Plan, task: Task, unit: Unit) -> Choice:
    """Take back a unit's last word."""
    return Choice("Hoàn tác", f"hoan tac {_task(plan, task)} {fold(unit.code)}")


def after(task: Task | None) -> tuple[Choice, ...]:
    """The way on behind a report that was kept."""
    return (*((Choice("Hoàn tác", f"hoan tac {fold(task.key)}"),) if task else ()), MY_TASKS)


def _task(plan: Plan, of: Task) -> str:
    return key(of.key, (task.key for task in plan.tasks))
