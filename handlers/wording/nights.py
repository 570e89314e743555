"""What the secretariat is told in the morning when something needs a person."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.message import Items, Reply, Span, words

_LINES = {
    "failed": "{n} tin nhắn bot chưa xử lý được (lỗi của bot, người nhắn đã được xin lỗi)",
    "unknown": "{n} tin không rõ đã tới người nhận hay chưa",
    "orders": "{n} việc nhờ bot làm bị hỏng (xuất Excel, nhập danh sách…)",
    "unreachable": "{n} cán bộ đầu mối không còn nhận được tin (đã chặn bot hoặc xóa tài khoản): nên liên hệ bằng cách khác",
    "requests": "{n} người chờ duyệt tham gia: gõ yêu cầu",
    "approvals": "{n} thông báo chờ người thứ hai duyệt: gõ các thông báo",
}
_TROUBLES = {
    "backup": "Sao lưu đêm qua không thành ({detail}).",
    "disk": "Ổ đĩa chứa dữ liệu chỉ còn {detail} MB.",
    "channel": "{detail}: cần người quản trị máy chủ xem lại.",
}


def morning(counted: Sequence[tuple[str, int]], troubles: Sequence[tuple[str, str]]) -> Reply:
    """What needs a person, each in a line; `counted` as `Needs` names it, `troubles` with what is wrong."""
    lines = [_TROUBLES[kind].format(detail=detail) for kind, detail in troubles]
    lines += [_LINES[name].format(n=n) + "." for name, n in counted]
    return Reply((words("Sáng nay có việc cần người xem:"), Items(tuple((Span(line),) for line in lines))))
