"""What the secretariat confirms to have received, and what is reported and still awaited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from handlers.desk_figures import Row, working_days
from handlers.message import Choice, Items, Paragraph, Reply, Span, words
from handlers.records import Receipt, Unit
from handlers.wording import dates
from handlers.wording.desk import as_of
from handlers.wording.desk_units import received
from knowledge.plan import Task


def taken(unit: Unit, task: Task, receipt_day: date, done: bool, offered: tuple[Choice, ...]) -> Reply:
    """The receipt is recorded as of today; its number and day can be added. `done`: the unit says so itself; the first choice takes it back."""
    said = f"đã nhận văn bản của {unit.name}, việc “{task.label}”, ngày {dates.day(receipt_day)}."
    own = "" if done else " Đơn vị chưa báo xong việc này."
    more = (
        f"Nếu cần ghi số đến, ngày đến, anh/chị gõ ngay, ví dụ: 45 ngày 20/7. Không cần thì gõ: bỏ qua; ghi nhầm thì gõ: {offered[0].says}."
    )
    return Reply((Paragraph((Span("Ghi nhận: ", strong=True), Span(f"{said}{own}"))), words(more)), offered, by_word=True)


def taken_before(unit: Unit, task: Task, receipt: Receipt, offered: tuple[Choice, ...]) -> Reply:
    """It was recorded already."""
    said = f"Văn bản của {unit.name}, việc “{task.label}”, đã được ghi nhận từ {dates.moment(receipt.at)}. {received(receipt)}"
    return Reply((words(said),), offered)


def completed(unit: Unit, task: Task, number: str, day: date | None, offered: tuple[Choice, ...]) -> Reply:
    """Its number and day are recorded."""
    shown = [f"số đến {number}" if number else "", f"ngày đến {dates.day(day)}" if day else ""]
    said = f"{unit.name}, việc “{task.label}”: {', '.join(part for part in shown if part)}."
    return Reply((Paragraph((Span("Đã ghi: ", strong=True), Span(said))),), offered)


def not_yet(day: date, offered: tuple[Choice, ...]) -> Reply:
    """A day of arrival that is still to come."""
    return Reply((words(f"Ngày đến {dates.day(day)} còn ở phía trước. Anh/chị gõ lại giúp tôi, hoặc gõ: bỏ qua."),), offered, by_word=True)


def dropped(unit: Unit, task: Task, offered: tuple[Choice, ...]) -> Reply:
    """The receipt is taken back."""
    return Reply((words(f"Đã bỏ ghi nhận “đã nhận văn bản” của {unit.name}, việc “{task.label}”."),), offered)


def nothing_to_drop(unit: Unit, task: Task, offered: tuple[Choice, ...]) -> Reply:
    """There is no receipt."""
    return Reply((words(f"{unit.name}, việc “{task.label}”: chưa có ghi nhận nào về việc đã nhận văn bản."),), offered)


def not_theirs(unit: Unit, task: Task, offered: tuple[Choice, ...]) -> Reply:
    """The plan does not give this task to the unit."""
    return Reply((words(f"Kế hoạch không giao việc “{task.label}” cho {unit.name}."),), offered)


def no_such_unit(offered: tuple[Choice, ...]) -> Reply:
    """The unit has left the roster meanwhile, or the task the plan."""
    return Reply((words("Đơn vị hoặc việc này không còn trong danh sách, nên tôi chưa ghi nhận gì."),), offered)


def told_unit(unit: Unit, task: Task, day: date) -> Reply:
    """To the unit's officers: the document has come in."""
    return Reply((words(f"Thường trực đã nhận văn bản của {unit.name}, việc “{task.label}”, ngày {dates.day(day)}. Cảm ơn anh/chị."),))


def told_unit_not(unit: Unit, task: Task) -> Reply:
    """To the unit's officers: it has not, after all."""
    said = f"Thường trực xin đính chính: chưa nhận được văn bản của {unit.name}, việc “{task.label}”. Mong anh/chị thông cảm."
    return Reply((words(said),))


def awaited(rows: Sequence[Row], first: int, total: int, all_awaited: int, days: int, now: datetime, offered: tuple[Choice, ...]) -> Reply:
    """What was reported `days` working days ago or earlier and has not come in, a page of it; `all_awaited` counts the younger ones too."""
    part = "" if len(rows) == total else f" (từ {first} đến {first + len(rows) - 1})"
    head = f"{total} việc đơn vị báo xong đã quá {days} ngày làm việc mà thường trực chưa nhận được văn bản{part}:"
    younger = f"Ngoài ra còn {all_awaited - total} việc mới báo xong, chưa tới {days} ngày làm việc. " if all_awaited > total else ""
    return Reply((words(head), Items(tuple(_line(row, now) for row in rows)), words(f"{younger}{as_of(now)}")), offered)


def none_awaited(all_awaited: int, days: int, now: datetime, offered: tuple[Choice, ...]) -> Reply:
    """Nothing waits that long."""
    younger = f" {all_awaited} việc mới báo xong, chưa tới {days} ngày làm việc." if all_awaited else ""
    said = f"Không có việc nào đơn vị báo xong quá {days} ngày làm việc mà chưa nhận được văn bản.{younger} {as_of(now)}"
    return Reply((words(said),), offered)


def _line(row: Row, now: datetime) -> tuple[Span, ...]:
    status = row.standing.status
    since = f", báo xong ngày {dates.day(status.at.date())} ({working_days(status.at.date(), now.date())} ngày làm việc)" if status else ""
    return (Span(row.unit.name, strong=True), Span(f": {row.task.label}{since}"))
