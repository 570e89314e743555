"""What is said of extensions of a task's last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.message import Choice, Items, Reply, Span, words
from handlers.records_schedule import Extension
from handlers.turn import Unit
from handlers.wording import choices as common
from handlers.wording import dates, desk_choices
from handlers.wording import schedule_choices as choices
from knowledge.plan import Deadline, Plan, Task
from knowledge.syllable import fold

_EXAMPLE = "Có thể gõ một lần cho đủ: gia hạn (việc) cho (tất cả, loại hoặc tên đơn vị) đến (ngày) theo (số văn bản)."


def everybody() -> str:
    """All units the task is for."""
    return "tất cả các đơn vị"


def which_task(plan: Plan) -> Reply:
    """The task is asked for."""
    offered = tuple(Choice(common.short(task.label), f"gia han {fold(task.key)}"[:64]) for task in plan.tasks)
    return Reply((words("Anh/chị gia hạn việc nào?"), words(_EXAMPLE)), offered)


def whom(plan: Plan, task: Task, target: str, likely: Sequence[Unit]) -> Reply:
    """For whom; several units may have been meant."""
    if likely:
        offered = tuple(Choice(desk_choices.told_apart(unit), f"cho don vi {fold(unit.code)}") for unit in likely)
        return Reply((words(f"“{target}” là đơn vị nào?"),), offered)
    own = [plan.kind(key) for key in task.kinds] if len(task.kinds) > 1 else []
    kinds = tuple(Choice(common.short(kind.short or kind.label), f"cho loai {fold(kind.key)}") for kind in own)
    return Reply((words(f"{task.label}: gia hạn cho ai? Anh/chị chọn, hoặc nhắn tên đơn vị."),), (Choice("Tất cả đơn vị", "cho tat ca"), *kinds))


def until_when(task: Task, base: Deadline, earlier: date | None) -> Reply:
    """The new last day is asked for."""
    wrong = f"{dates.day(earlier)} không sau hạn của kế hoạch. " if earlier else ""
    return Reply((words(f"{wrong}{task.label}: hạn hiện nay theo kế hoạch là {dates.day(base.last)}. Gia hạn đến ngày nào?"),))


def which_document(task: Task) -> Reply:
    """The document is asked for."""
    return Reply((words(f"{task.label}: gia hạn theo văn bản nào? Anh/chị nhắn số và ngày văn bản, ví dụ: Công văn 1234/BTTTT-VP ngày 25/7/2014."),))


def sure(task: Task, whose: str, units: int, base: Deadline, last: date, document: str, id: int, today: date) -> Reply:
    """The whole, to be confirmed."""
    left = f" (còn {(last - today).days} ngày)" if last >= today else ""
    lines = (
        (Span("Việc: "), Span(task.label, strong=True)),
        (Span(f"Cho: {whose} ({units} đơn vị)"),),
        (Span(f"Hạn theo kế hoạch: {dates.day(base.last)}; hạn mới: "), Span(dates.day(last), strong=True), Span(left)),
        (Span(f"Theo: {document}"),),
    )
    return Reply((words("Tôi hiểu gia hạn như sau, anh/chị xem đã đúng chưa:"), Items(lines)), (choices.confirm_extension(id), choices.CANCEL))


def gone() -> Reply:
    """What was to be confirmed is no longer being given."""
    return Reply((words("Lần gia hạn này không còn chờ xác nhận. Anh/chị gõ lại /giahan."),), (choices.EXTENSIONS,))


def extended(task: Task, whose: str, last: date, document: str, units: int, id: int) -> Reply:
    """It holds from now on."""
    told = f"Đã gia hạn việc “{task.label}” cho {whose} ({units} đơn vị) đến {dates.day(last)}, theo {document}."
    rest = "Câu trả lời và lịch nhắc đã theo hạn mới; tệp kế hoạch giữ nguyên. Cán bộ đầu mối chưa xong việc này đang được báo."
    return Reply((words(told), words(rest)), (choices.revoke(id), choices.EXTENSIONS))


def every(lines: Sequence[tuple[Task, str, Extension]]) -> Reply:
    """All extensions there are."""
    if not lines:
        return Reply((words("Chưa có lần gia hạn nào."), words(_EXAMPLE)), (choices.CALENDAR,))
    items = tuple(
        (
            Span(task.label, strong=True),
            Span(f": {whose}, đến {dates.day(each.last)}, theo {each.document}" + (" (đã thu hồi)." if each.revoked else f". Số {each.id}.")),
        )
        for task, whose, each in lines
    )
    standing = [each for _, _, each in lines if not each.revoked]
    return Reply((words("Các lần gia hạn:", strong=True), Items(items)), tuple(choices.revoke_named(each.id) for each in standing[-3:]))


def none_to_revoke() -> Reply:
    """There is none of this number that still holds."""
    return Reply((words("Không có lần gia hạn nào mang số này đang còn hiệu lực."),), (choices.EXTENSIONS,))


def revoked(task: Task, whose: str, of: Extension) -> Reply:
    """It holds no longer."""
    told = f"Đã thu hồi gia hạn việc “{task.label}” của {whose} (đến {dates.day(of.last)}, theo {of.document})."
    return Reply((words(told), words("Thời hạn trở lại theo kế hoạch hoặc lần gia hạn khác còn hiệu lực.")), (choices.EXTENSIONS, choices.CALENDAR))
