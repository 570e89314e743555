"""How far everybody is, in short blocks that read well on a phone: a task, a kind, the units in one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from handlers.desk_figures import Count, Place, Row, Which, sends_document, values
from handlers.message import Block, Choice, Items, Paragraph, Reply, Span, words
from handlers.wording import dates
from handlers.wording.desk import as_of, last_day, share
from handlers.wording.desk_choices import which as called
from knowledge.plan import Deadline, Task, UnitKind
from knowledge.told import Told

_ORDER = (Which.DONE, Which.RECEIVED, Which.SCHEDULED, Which.PREPARING, Which.NOT_STARTED, Which.LATE, Which.SILENT)
_ALWAYS = (Which.DONE, Which.RECEIVED, Which.SILENT)
"""What is told also where it is none."""


def overview(now: datetime, blocks: Sequence[tuple[Task, Deadline, Count]], offered: tuple[Choice, ...]) -> Reply:
    """All tasks, one short block each."""
    shown: list[Block] = [Paragraph((Span("Tiến độ chung.", strong=True), Span(f" {as_of(now)}")))]
    for task, due, figures in blocks:
        shown.append(_head(task, due, now, f"{figures.total} đơn vị"))
        shown.append(_figures(task, figures))
    return Reply(tuple(shown), offered)


def of_task(
    task: Task, due: Deadline, now: datetime, figures: Count, kinds: Sequence[tuple[UnitKind, Count]], offered: tuple[Choice, ...]
) -> Reply:
    """One task: its figures, then every kind of unit in a line."""
    lines = tuple((Span(kind.short or kind.label, strong=True), Span(f": {_in_a_line(task, count)}")) for kind, count in kinds)
    return Reply(
        (_head(task, due, now, f"{figures.total} đơn vị"), _figures(task, figures), words("Theo khối:"), Items(lines), words(as_of(now))),
        offered,
    )


def of_kind(task: Task, due: Deadline, now: datetime, kind: UnitKind, figures: Count, offered: tuple[Choice, ...]) -> Reply:
    """One task of one kind of unit."""
    head = _head(task, due, now, f"{kind.short or kind.label}, {figures.total} đơn vị")
    return Reply((head, _figures(task, figures), words(as_of(now))), offered)


def units(
    task: Task, kind: UnitKind | None, where: Which, rows: Sequence[Row], first: int, total: int, now: datetime, offered: tuple[Choice, ...]
) -> Reply:
    """The units in one place, as many as a page has; `first` is the number of the first one among all `total`."""
    whose = f"{kind.short or kind.label}: " if kind else ""
    head = Paragraph(
        (Span(f"{task.label}. ", strong=True), Span(f"{whose}{called(where)}, {total} đơn vị{_range(first, len(rows), total)}."))
    )
    lines = tuple((Span(row.unit.name, strong=True), Span(_detail(row))) for row in rows)
    return Reply((head, Items(lines), words(as_of(now))), offered)


def nobody(task: Task, kind: UnitKind | None, where: Which, now: datetime, offered: tuple[Choice, ...]) -> Reply:
    """No unit is in that place, or the page lies behind the last one."""
    whose = f"{kind.short or kind.label}: " if kind else ""
    return Reply((words(f"{task.label}. {whose}{called(where)}: không có đơn vị nào. {as_of(now)}"),), offered)


def nothing_for(task: Task, kind: UnitKind | None, offered: tuple[Choice, ...]) -> Reply:
    """No unit of the roster has this task."""
    whose = f" {kind.short or kind.label}" if kind else ""
    return Reply((words(f"Danh sách chưa có đơn vị{whose} nào được giao việc “{task.label}”."),), offered)


def told(task: Task, said: Told) -> str:
    """What was told of a task beside its state: "Số văn bản: 125/KH-STTTT; Ngày gửi: 20/07/2014"; empty where nothing was."""
    shown = [f"{field.label}: {value(each)}" for field, each in values(task, said)]
    known = {field.type for field, _ in values(task, said)}
    if said.first or said.last:
        shown.append(f"thời gian: {between(said.first, said.last)}")
    elif said.date and "date" not in known:
        shown.append(f"ngày {dates.day(said.date)}")
    if said.documents and "document" not in known:
        shown.append(f"văn bản: {'; '.join(said.documents)}")
    if said.reason:
        shown.append(f"lý do: {said.reason}")
    return "; ".join(shown)


def between(first: date | None, last: date | None) -> str:
    """A range of days as it was told."""
    if first and last:
        return f"từ {dates.day(first)} đến {dates.day(last)}"
    return f"từ {dates.day(first)}" if first else f"chậm nhất {dates.day(last)}" if last else ""


def value(of: int | str | date) -> str:
    """A value of a field as people read it."""
    return dates.day(of) if isinstance(of, date) else f"{of:,}".replace(",", ".") if isinstance(of, int) else of


def _head(task: Task, due: Deadline, now: datetime, whose: str) -> Paragraph:
    return Paragraph((Span(task.label, strong=True), Span(f" ({last_day(due, now)}): {whose}.")))


def _figures(task: Task, figures: Count) -> Items:
    shown = _groups(task, figures)
    return Items(tuple((Span(f"{called(which)}: {share(many, figures.total)}"),) for which, many in shown if many or which in _ALWAYS))


def _in_a_line(task: Task, figures: Count) -> str:
    shown = _groups(task, figures)
    told = [f"{called(which)[:1].lower()}{called(which)[1:]} {many}" for which, many in shown if many]
    return f"{figures.total} đơn vị; {', '.join(told)}."


def _groups(task: Task, figures: Count) -> list[tuple[Which, int]]:
    """Every group with its size; what was received only where something is to come in, or has."""
    shown = (which for which in _ORDER if which is not Which.RECEIVED or figures.received or sends_document(task))
    return [(which, _many(figures, which)) for which in shown]


def _many(figures: Count, which: Which) -> int:
    return figures.received if which is Which.RECEIVED else figures.of(Place(which.value))


def _detail(row: Row) -> str:
    status = row.standing.status
    parts = [told(row.task, status.told)] if status else []
    if status and status.late:
        parts.append("báo xong sau hạn")
    if row.received:
        parts.append("đã nhận văn bản")
    shown = "; ".join(part for part in parts if part)
    return f": {shown}" if shown else ""


def _range(first: int, many: int, total: int) -> str:
    return "" if many == total else f" (từ {first} đến {first + many - 1})"
