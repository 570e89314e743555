"""The choices of the desk: what their buttons read and the commands they stand for."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.desk_figures import Which
from handlers.message import Choice
from handlers.records import KeptFile, Unit
from handlers.wording.choices import short
from knowledge.plan import Plan, Task, UnitKind
from knowledge.syllable import fold

KEY = 20
"""Characters of a task's or a kind's key that a button carries, so that a unit's code of 32 has room beside it."""

ROOM = 32
"""Characters a unit's name has on a button."""

DESK = Choice("Bàn làm việc", "ban lam viec")
PROGRESS = Choice("Tiến độ", "tien do")
SILENT = Choice("Chưa báo", "chua bao")
REQUESTS = Choice("Yêu cầu tham gia", "yeu cau")
AWAITED = Choice("Báo xong, chưa nhận", "bao xong chua nhan")
EXPORT = Choice("Xuất Excel", "xuat excel")
EXPORT_FULL = Choice("Bản đầy đủ", "xuat excel day du")
EXPORT_SHORT = Choice("Bản gọn", "xuat excel gon")
INVITE = Choice("Mã mời các đơn vị", "moi tat ca")
SKIP = Choice("Bỏ qua", "bo qua")

_WHICH = {
    Which.DONE: ("Đơn vị báo xong", "xong"),
    Which.RECEIVED: ("Đã nhận văn bản", "da nhan"),
    Which.AWAITED: ("Báo xong, chưa nhận", "chua nhan"),
    Which.SCHEDULED: ("Đã lên lịch", "len lich"),
    Which.PREPARING: ("Đang làm", "dang lam"),
    Which.NOT_STARTED: ("Chưa làm", "chua lam"),
    Which.LATE: ("Chậm", "cham"),
    Which.SILENT: ("Chưa báo", "chua bao"),
}


def key(text: str, others: Iterable[str]) -> str:
    """A key as a button carries it: cut to `KEY` characters where none of the others would look the same."""
    cut = fold(text)[:KEY].rstrip("-_")
    return fold(text) if any(other != text and fold(other)[:KEY].rstrip("-_") == cut for other in others) else cut


def which(of: Which) -> str:
    """A group of units in words."""
    return _WHICH[of][0]


def task(plan: Plan, of: Task) -> Choice:
    """How far everybody is with one task."""
    return Choice(short(of.label), f"tien do {_task(plan, of)}")


def silent_of(plan: Plan, of: Task) -> Choice:
    """Who has said nothing of one task, among several."""
    return Choice(short(of.label), f"chua bao {_task(plan, of)}")


def silent(plan: Plan, of: Task, kind: UnitKind | None = None, page: int = 1) -> Choice:
    """Who has said nothing of the task a message is about."""
    return Choice("Xem tiếp" if page > 1 else "Chưa báo", _paged(f"chua bao {_task(plan, of)}{_kind(plan, kind)}", page))


def silent_kind(plan: Plan, of: Task, kind: UnitKind, many: int) -> Choice:
    """Those of one kind."""
    return Choice(f"{short(kind.short or kind.label)} ({many})", f"chua bao {_task(plan, of)}{_kind(plan, kind)}")


def kind(plan: Plan, of: Task, kind: UnitKind) -> Choice:
    """How far one kind of unit is with a task."""
    return Choice(short(kind.short or kind.label), f"tien do {_task(plan, of)}{_kind(plan, kind)}")


def units_at(plan: Plan, of: Task, kind: UnitKind | None, where: Which, many: int) -> Choice:
    """The units in one place, with how many they are."""
    return Choice(f"{_WHICH[where][0]} ({many})", f"tien do {_task(plan, of)}{_kind(plan, kind)} {_WHICH[where][1]}")


def more_units(plan: Plan, of: Task, kind: UnitKind | None, where: Which, page: int) -> Choice:
    """The next page of them."""
    return Choice("Xem tiếp", _paged(f"tien do {_task(plan, of)}{_kind(plan, kind)} {_WHICH[where][1]}", page))


def more_awaited(page: int) -> Choice:
    """The next page of what was reported and has not come in."""
    return Choice("Xem tiếp", _paged(AWAITED.says, page))


def ask_silent(plan: Plan, of: Task, kind: UnitKind | None = None) -> Choice:
    """Ask exactly those."""
    return Choice("Hỏi các đơn vị này", f"hoi chua bao {_task(plan, of)}{_kind(plan, kind)}")


def agree(plan: Plan, of: Task, kind: UnitKind | None = None) -> Choice:
    """Yes, ask that many."""
    return Choice("Đồng ý, hỏi", f"hoi chua bao {_task(plan, of)}{_kind(plan, kind)} dong y")


def unit(of: Unit) -> Choice:
    """A unit's page."""
    return Choice(told_apart(of), f"don vi {fold(of.code)}")


def told_apart(of: Unit) -> str:
    """A unit's name where there is room for little: a short name, else the end of the long one, which differs where the beginning does not."""
    if len(of.name) <= ROOM:
        return of.name
    fitting = next((name for name in of.short_names if len(name) <= ROOM), None)
    return fitting or "…" + of.name[-ROOM:].split(" ", 1)[-1]


def ask_unit(of: Unit) -> Choice:
    """Ask one unit."""
    return Choice("Hỏi đơn vị", f"hoi don vi {fold(of.code)}")


def people(of: Unit) -> Choice:
    """Who belongs to a unit."""
    return Choice("Người của đơn vị", f"nguoi {fold(of.code)}")


def invite(of: Unit) -> Choice:
    """A code for a unit."""
    return Choice("Tạo mã mời", f"moi {fold(of.code)}")


def enter(of: Unit) -> Choice:
    """Tell something for a unit."""
    return Choice("Ghi hộ", f"ghi ho {fold(of.code)}")


def history(plan: Plan, task: Task, unit: Unit) -> Choice:
    """Everything a unit said of a task."""
    return Choice(f"Lịch sử: {short(task.label)}", f"lich su {_task(plan, task)} {fold(unit.code)}")


def reopen(plan: Plan, task: Task, unit: Unit) -> Choice:
    """Open a task that was reported as done again."""
    return Choice(f"Mở lại: {short(task.label)}", f"mo lai {_task(plan, task)} {fold(unit.code)}")


def receive(plan: Plan, task: Task, unit: Unit) -> Choice:
    """The document has come in."""
    return Choice(f"Đã nhận: {short(task.label)}", f"da nhan {_task(plan, task)} {fold(unit.code)}")


def undo_receipt(plan: Plan, task: Task, unit: Unit) -> Choice:
    """It has not, after all."""
    return Choice("Hoàn tác", f"chua nhan {_task(plan, task)} {fold(unit.code)}")


def file(of: KeptFile) -> Choice:
    """Send a kept file here."""
    return Choice(f"Tệp: {short(of.name)}", f"tep {of.id}")


def _task(plan: Plan, of: Task) -> str:
    return key(of.key, (task.key for task in plan.tasks))


def _kind(plan: Plan, of: UnitKind | None) -> str:
    return "" if of is None else f" {key(of.key, (kind.key for kind in plan.kinds))}"


def _paged(says: str, page: int) -> str:
    return f"{says} {page}" if page > 1 else says
