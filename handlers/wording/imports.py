"""What a list of units or of incoming mail would change, what it did change, and the mistakes in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from handlers.message import Block, Choice, Items, Reply, Span, words
from handlers.turn import Unit

_MOST = 8
"""Lines of one kind that are shown; of the others it is said how many they are."""

MISTAKES = {
    "no_code": "chưa có mã đơn vị",
    "bad_code": "mã “{code}” chỉ được gồm chữ không dấu, số, gạch nối, gạch dưới, tối đa 32 ký tự",
    "twice": "mã {code} đã có ở dòng {row}",
    "no_name": "chưa có tên, hoặc tên dài quá 200 ký tự",
    "bad_kind": "loại “{kind}” không có trong kế hoạch",
    "no_parent": "đơn vị cấp trên “{parent}” không có trong danh sách",
    "circular": "đơn vị cấp trên “{parent}” lại thuộc chính đơn vị này",
    "no_unit": "chưa có đơn vị gửi",
    "unknown_unit": "không tìm thấy đơn vị “{unit}”",
    "which_unit": "“{unit}” có thể là nhiều đơn vị",
    "unknown_task": "không rõ văn bản của {unit} thuộc việc nào",
    "bad_day": "ngày đến “{day}” không đọc được hoặc ở tương lai",
    "no_number": "chưa có số đến",
}
UNREADABLE = {
    "too_big": "tệp quá lớn (tối đa 5 MB)",
    "too_long": "bảng dài quá 20.000 dòng",
    "unreadable": "không đọc được tệp; tệp cần ở dạng Excel (.xlsx) hoặc CSV",
    "no_header": "không thấy dòng tiêu đề: danh sách đơn vị cần các cột Mã, Tên đơn vị, Loại; danh sách văn bản đến cần Đơn vị, Số đến, Ngày đến",
    "not_fetched": "không tải được tệp từ kênh trò chuyện, nhờ anh/chị gửi lại",
}


def mistake(row: int, key: str, values: Mapping[str, str]) -> str:
    """A bad row: its number and why."""
    return f"Dòng {row}: {MISTAKES[key].format(**values)}."


def roster_changes(new: Sequence[Unit], changed: Sequence[tuple[Unit, Unit]], gone: Sequence[Unit], same: int) -> list[str]:
    """What a list of units would change, in lines."""
    lines = [f"Mới: {len(new)}; thay đổi: {len(changed)}; không còn trong danh sách: {len(gone)}; giữ nguyên: {same}."]
    lines += _first((f"Mới: {unit.code}, {unit.name}." for unit in new), len(new))
    lines += _first((f"Đổi {before.code}: {_difference(before, after)}." for before, after in changed), len(changed))
    lines += _first((f"Không còn: {unit.code}, {unit.name}." for unit in gone), len(gone))
    return lines


def mail_changes(new: int, changed: int, same: int) -> list[str]:
    """What a list of incoming mail would record, in lines."""
    return [f"Ghi đã nhận: {new}; sửa số hoặc ngày: {changed}; đã có sẵn: {same}."]


def mistakes(found: Sequence[tuple[int, str, Mapping[str, str]]]) -> list[str]:
    """The bad rows, which are left out."""
    if not found:
        return []
    return [f"Có {len(found)} dòng chưa dùng được, bị bỏ qua:", *_first((mistake(*each) for each in found), len(found))]


def preview(lines: Sequence[str], choice: Choice | None) -> Reply:
    """What would change, to be confirmed; without a choice nothing would."""
    blocks: list[Block] = [Items(tuple((Span(line),) for line in lines))]
    blocks.append(words("Cập nhật theo tệp này?" if choice else "Không có gì để cập nhật."))
    return Reply(tuple(blocks), (choice,) if choice else ())


def roster_choice(order: int) -> Choice:
    """Write the list of units."""
    return Choice("Cập nhật danh sách", f"cap nhat don vi {order}")


def mail_choice(order: int) -> Choice:
    """Write the list of incoming mail."""
    return Choice("Ghi đã nhận", f"cap nhat cong van {order}")


def applied(rows: int) -> Reply:
    """It is written."""
    return Reply((words(f"Đã cập nhật {rows} dòng." if rows else "Danh sách đã đúng từ trước, không có gì thay đổi."),))


def unreadable(reason: str) -> Reply:
    """The file is no such list."""
    return Reply((words(f"Chưa nhập được: {UNREADABLE.get(reason, UNREADABLE['unreadable'])}."),))


def order_gone() -> Reply:
    """The file that was looked at is no longer kept."""
    return Reply((words("Tệp đã xem không còn. Nhờ anh/chị gửi lại."),))


def file_kept(name: str) -> Reply:
    """A file is kept."""
    return Reply((words(f"Đã lưu tệp {name}."),))


def file_refused(reason: str) -> Reply:
    """A file may not be kept."""
    said = {
        "too large": "tệp quá lớn (tối đa 10 MB)",
        "kind": "chỉ nhận ảnh, PDF, Word, Excel",
        "lost": "không tải được tệp, nhờ anh/chị gửi lại",
    }
    return Reply((words(f"Chưa lưu được tệp: {said.get(reason, said['lost'])}."),))


def no_file() -> Reply:
    """No such file, or not kept."""
    return Reply((words("Không tìm thấy tệp này."),))


def failed() -> Reply:
    """Our own fault."""
    return Reply((words("Việc vừa nhờ chưa làm được do trục trặc. Nhờ anh/chị thử lại sau ít phút."),))


def _first(lines: Iterable[str], many: int) -> list[str]:
    shown = [line for line, _ in zip(lines, range(_MOST), strict=False)]
    return [*shown, f"… và {many - _MOST} dòng nữa."] if many > _MOST else shown


def _difference(before: Unit, after: Unit) -> str:
    parts = []
    if before.name != after.name:
        parts.append(f"tên “{before.name}” thành “{after.name}”")
    if before.kind != after.kind:
        parts.append(f"loại {before.kind} thành {after.kind}")
    if before.parent != after.parent:
        parts.append(f"cấp trên thành {after.parent or 'không có'}")
    if before.short_names != after.short_names:
        parts.append("tên gọi khác")
    if before.note != after.note:
        parts.append("ghi chú")
    return "; ".join(parts) or "viết lại"
