"""A unit's page: where it stands with every task, its people, its files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.desk_figures import Place, Row, sends_document
from handlers.message import Block, Choice, Items, Paragraph, Reply, Span, words
from handlers.records import KeptFile, Person, Receipt, Role, Status, Unit, Via
from handlers.wording import dates
from handlers.wording.desk import NOBODY_CALLED, as_of
from handlers.wording.desk_progress import told
from knowledge.plan import Deadline, UnitKind

_PLACES = {
    Place.DONE: "đơn vị báo xong",
    Place.SCHEDULED: "đã lên lịch",
    Place.PREPARING: "đang làm",
    Place.NOT_STARTED: "chưa làm",
    Place.LATE: "chậm",
    Place.SILENT: "chưa báo",
}
_BY = {Via.UNIT: "", Via.OFFICE: ", thường trực ghi hộ", Via.REOPENED: ", thường trực mở lại"}
_ROLES = {Role.OFFICER: "cán bộ đầu mối", Role.LEADER: "lãnh đạo"}


def page(
    unit: Unit,
    kind: UnitKind | None,
    parent: Unit | None,
    tasks: Sequence[tuple[Row, Deadline]],
    people: Sequence[Person],
    files: Sequence[KeptFile],
    now: datetime,
    offered: tuple[Choice, ...],
) -> Reply:
    """Everything about one unit."""
    above = f", thuộc {parent.name}" if parent else ""
    note = f" Ghi chú: {unit.note}." if unit.note else ""
    whose = f" ({kind.short or kind.label}{above})." if kind else "."
    shown: list[Block] = [Paragraph((Span(unit.name, strong=True), Span(f"{whose}{note} {as_of(now)}")))]
    if tasks:
        shown.append(
            Items(tuple((Span(row.task.label, strong=True), Span(f": {_stands(row, due, now)}")) for row, due in tasks), numbered=True)
        )
    else:
        shown.append(words("Kế hoạch không giao việc nào có thời hạn riêng cho đơn vị này."))
    shown.append(words(_people(unit, people)))
    if files:
        shown.append(words(f"Tệp đã gửi: {'; '.join(_file(file) for file in files)}."))
    return Reply(tuple(shown), offered)


def which(text: str, many: int, offered: tuple[Choice, ...]) -> Reply:
    """Several units may be meant."""
    shown = f"Có {many} đơn vị hợp với “{text[:60]}”" + (", tôi nêu các đơn vị gần nhất." if many > len(offered) else ".")
    return Reply((words(f"{shown} Anh/chị chọn đơn vị nào?"),), offered)


def not_found(text: str, offered: tuple[Choice, ...]) -> Reply:
    """No unit is called that."""
    said = f"Danh sách không có đơn vị nào hợp với “{text[:60]}”. Anh/chị gõ: đơn vị, kèm tên hoặc mã của đơn vị."
    return Reply((words(said),), offered)


def _stands(row: Row, due: Deadline, now: datetime) -> str:
    status, receipt = row.standing.status, row.standing.receipt
    parts = [f"{_PLACES[row.place]}{_by(status)}" if status else _PLACES[row.place]]
    if row.place is not Place.DONE:
        parts.append(f"{due.words} ({dates.left(due, now)})" if status is None else dates.left(due, now))
    if status and status.late:
        parts.append("báo xong sau hạn")
    if status and (more := told(row.task, status.told)):
        parts.append(more)
    if status and status.told.ask_extension:
        parts.append("xin lùi hạn")
    shown = f"{'; '.join(parts)}."
    if receipt:
        return f"{shown} {received(receipt)}"
    return f"{shown} Chưa nhận được văn bản." if row.place is Place.DONE and sends_document(row.task) else shown


def received(receipt: Receipt) -> str:
    """The receipt in a sentence."""
    number = f", số đến {receipt.number}" if receipt.number else ""
    day = f" ngày {dates.day(receipt.day)}" if receipt.day else ""
    return f"Đã nhận văn bản{day}{number}."


def _by(status: Status) -> str:
    who = f"{status.who} báo " if status.who else ""
    return f" ({who}ngày {dates.day(status.at.date())}{_BY[status.via]})"


def _people(unit: Unit, people: Sequence[Person]) -> str:
    if not people:
        return "Chưa có ai của đơn vị tham gia."
    named = (
        f"{person.name or NOBODY_CALLED} ({_ROLES.get(person.at(unit.code) or Role.OFFICER, _ROLES[Role.OFFICER])})" for person in people
    )
    return f"Người của đơn vị: {', '.join(named)}."


def _file(file: KeptFile) -> str:
    state = {"wanted": ", đang lấy về", "refused": ", không lưu được"}.get(file.state, "")
    return f"{file.name or 'không có tên'} ({dates.day(file.at.date())}{state})"
