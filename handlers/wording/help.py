"""What can be asked, with examples of the plan at hand, and the menu of commands."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.message import Block, Choice, Items, Reply, Span, words
from handlers.records import Role
from handlers.wording.greetings import named
from knowledge.plan import Plan

COMMANDS: tuple[tuple[str, str], ...] = (
    ("start", "Bắt đầu"),
    ("viec", "Đơn vị tôi phải làm gì"),
    ("vanban", "Gửi văn bản kế hoạch"),
    ("donvi", "Đơn vị của tôi"),
    ("hoi", "Hỏi về kế hoạch"),
    ("trogiup", "Hướng dẫn sử dụng"),
)
"""Everybody's menu: names and what they do."""

_OWN = (("dulieu", "Dữ liệu bot lưu về tôi"),)
_JOIN = (("thamgia", "Đăng ký làm đầu mối đơn vị"),)
_REPORT = (
    ("baocao", "Báo tiến độ của đơn vị"),
    ("lich", "Lịch nhắc việc của đơn vị"),
    ("lichsu", "Lịch sử báo cáo một việc"),
    ("lienket", "Nối tài khoản thứ hai"),
    ("roi", "Rời đơn vị"),
)
_READ = _REPORT[1:]
_DESK = (
    ("ban", "Bàn làm việc của thường trực"),
    ("tiendo", "Tiến độ các đơn vị"),
    ("chuabao", "Đơn vị chưa báo"),
    ("yeucau", "Yêu cầu tham gia đang chờ"),
    ("moi", "Bảng mã mời các đơn vị"),
    ("thuongtruc", "Danh sách thường trực"),
    ("xuat", "Xuất Excel"),
    ("nhac", "Cách nhắc việc"),
    ("lich", "Lịch nhắc việc"),
    ("giahan", "Gia hạn một việc"),
    ("thongbao", "Gửi thông báo"),
)
MENUS: Mapping[Role, tuple[tuple[str, str], ...]] = {
    Role.VISITOR: (*COMMANDS, *_JOIN, *_OWN),
    Role.OFFICER: (*COMMANDS, *_REPORT, *_OWN),
    Role.LEADER: (*COMMANDS, *_READ, *_OWN),
    Role.SECRETARIAT: (*COMMANDS, *_DESK, *_OWN),
    Role.ADMIN: (*COMMANDS, *_DESK, *_OWN),
}
"""The menu of each role."""

_WORDS = {
    Role.OFFICER: "Để báo tiến độ: báo tiến độ, xong, đang làm, lùi (kèm tên việc), hoàn tác, lịch sử; hoặc nhắn bằng lời, ví dụ: đã gửi hôm qua, số 12. "
    "Để xem và hẹn nhắc: lịch nhắc việc, nhắc lại sau. Nhóm làm việc của đơn vị: thêm tôi vào nhóm rồi nhắn /nhom trong nhóm.",
    Role.LEADER: "Để theo dõi đơn vị: việc của tôi, lịch nhắc việc, lịch sử (kèm tên việc).",
    Role.VISITOR: "Cán bộ đầu mối đăng ký bằng mã mời, hoặc gõ tham gia.",
}
_DESK_WORDS = (
    "Việc của thường trực: bàn làm việc, tiến độ, chưa báo, đơn vị (kèm tên), đã nhận (việc, đơn vị), ghi hộ, mở lại, lịch sử, yêu cầu, người, mời, "
    "xuất excel, nhắc việc, lịch nhắc việc, gia hạn, thông báo, các nhóm."
)


def usage(plan: Plan, examples: tuple[str, ...], contact: str, role: Role, offered: tuple[Choice, ...]) -> Reply:
    """What can be asked, in short."""
    blocks: list[Block] = [words(f"Anh/chị hỏi bằng lời thường về {named(plan)}; tôi trả lời kèm mục căn cứ và số ngày còn lại. Ví dụ:")]
    if examples:
        blocks.append(Items(tuple((Span(text),) for text in examples)))
    blocks.append(words("Các từ có thể gõ: việc của tôi, văn bản, nguyên văn (kèm số mục), đổi đơn vị."))
    blocks.append(words(_WORDS.get(role, _DESK_WORDS)))
    if contact:
        blocks.append(words(f"Cần gặp người phụ trách: {contact}."))
    return Reply(tuple(blocks), offered)


def usage_in_group(example: str) -> Reply:
    """The same for a group, in one line."""
    shown = f", ví dụ: /hoi {example}" if example else "."
    return Reply((words(f"Mời gõ /hoi kèm câu hỏi về kế hoạch{shown}"),))
