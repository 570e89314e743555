"""Joining: codes, what is confirmed, waiting for the secretariat, wrong codes."""

from __future__ import annotations

from datetime import datetime

from handlers.message import Choice, Paragraph, Reply, Span, words
from handlers.records import Invitation, Request, Role, Unit
from handlers.wording import dates
from handlers.wording.desk_choices import told_apart
from knowledge.syllable import fold

ROLES = {
    Role.VISITOR: "người hỏi",
    Role.OFFICER: "cán bộ đầu mối",
    Role.LEADER: "lãnh đạo đơn vị",
    Role.SECRETARIAT: "thường trực",
    Role.ADMIN: "quản trị",
}
_NOTICE = (
    "Bot lưu tên hiển thị, mã tài khoản trò chuyện và nội dung anh/chị gửi, chỉ để theo dõi kế hoạch này trong thời gian thực hiện. "
    "Xem bằng /dulieu, xoá bằng /xoadulieu."
)
JOIN = Choice("Tham gia đơn vị", "tham gia")


def place(role: Role, unit: Unit | None) -> str:
    """Where somebody would belong."""
    return f"{ROLES[role]} của {unit.name}" if unit else f"nhóm {ROLES[role]}"


def confirm(request: Request, unit: Unit | None, *, had: bool) -> Reply:
    """The unit and the name, to be confirmed; with what is kept about people and why. `had`: the person belongs to a unit already."""
    name = request.name or "(chưa có)"
    who = Paragraph((Span("Anh/chị sẽ là "), Span(place(request.role, unit), strong=True), Span(f". Tên hiển thị: {name}. Đúng không ạ?")))
    agree: tuple[Choice, ...] = (Choice("Thêm đơn vị này", f"them don vi {request.id}"), Choice("Chuyển hẳn sang", f"chuyen don vi {request.id}")) if had else (
        Choice("Đúng, tham gia", f"dong y {request.id}"),
    )  # fmt: skip
    return Reply((who, words(_NOTICE)), (*agree, Choice("Sửa tên", f"sua ten {request.id}"), Choice("Không phải", f"khong phai {request.id}")))


def ask_name() -> Reply:
    """What the person is called."""
    return Reply((words("Anh/chị nhắn tên muốn hiển thị, ví dụ: Nguyễn Thị Lan, Văn phòng Sở."),), by_word=True)


def bad_name() -> Reply:
    """What was typed is no name."""
    return Reply((words("Tên cần có chữ và không quá 60 ký tự. Nhờ anh/chị nhắn lại."),), by_word=True)


def joined(request: Request, unit: Unit | None, offered: tuple[Choice, ...]) -> Reply:
    """The person is in."""
    return Reply((words(f"Xong ạ. Anh/chị là {place(request.role, unit)}, tên hiển thị {request.name}."),), offered)


def waits(unit: Unit | None, id: int) -> Reply:
    """The secretariat must let the person in."""
    to = unit.name if unit else "thường trực"
    return Reply((words(f"Tôi đã gửi yêu cầu tham gia {to} tới thường trực; được duyệt tôi sẽ báo ngay."),), (Choice("Rút yêu cầu", f"rut yeu cau {id}"),))


def ask_unit(contact: str) -> Reply:
    """Which unit."""
    whom = f" Chưa có mã thì anh/chị xin {contact}." if contact else ""
    return Reply((words(f"Anh/chị nhắn mã mời, hoặc tên đơn vị (gõ tắt cũng được, ví dụ: so tt hn).{whom}"),), by_word=True)


def ask_unit_again(contact: str) -> Reply:
    """No unit is called so."""
    whom = contact or "thường trực"
    return Reply((words(f"Tôi chưa tìm thấy đơn vị nào tên như vậy. Nhờ anh/chị gõ rõ hơn, hoặc liên hệ {whom}; gõ HUỶ để thôi."),), by_word=True)


def which_unit(units: tuple[Unit, ...]) -> Reply:
    """Several units may be meant."""
    return Reply((words("Anh/chị ở đơn vị nào?"),), tuple(Choice(told_apart(unit), f"tham gia {fold(unit.code)}") for unit in units))


def already(unit: Unit) -> Reply:
    """The person belongs to that unit."""
    return Reply((words(f"Anh/chị đã thuộc {unit.name} rồi ạ."),))


def wrong_code(left: int) -> Reply:
    """No such code."""
    more = f" Anh/chị còn {left} lần thử trong giờ này." if left else ""
    return Reply((words(f"Mã này không đúng. Nhờ anh/chị xem lại từng ký tự, hoặc xin mã mới.{more}"),))


def too_many_tries() -> Reply:
    """Codes are not looked at for a while."""
    return Reply((words("Mã đã sai nhiều lần, nên tạm thời tôi không nhận mã. Anh/chị thử lại sau một giờ, hoặc liên hệ thường trực."),))


def code_over(found: Invitation, now: datetime, contact: str) -> Reply:
    """A code that holds no longer."""
    why = "đã được thu hồi hoặc đã dùng" if found.revoked else f"đã hết hạn ngày {dates.day(found.expires.astimezone(now.tzinfo).date())}"
    return Reply((words(f"Mã này {why}. Anh/chị xin mã mới từ {contact or 'thường trực'}."),))


def guessing(name: str, many: int) -> Reply:
    """Tells the secretariat that codes are being guessed."""
    return Reply((words(f"Lưu ý: {name or 'nhiều người'} đã gõ sai mã mời {many} lần trong một giờ. Tôi tạm ngừng nhận mã từ đó."),))


def settled_before(state: str) -> Reply:
    """A request that was decided already."""
    said = {"joined": "đã được nhận", "denied": "đã bị từ chối", "withdrawn": "đã rút", "undone": "đã được gỡ", "waiting": "đang chờ duyệt"}
    return Reply((words(f"Yêu cầu này {said.get(state, 'không còn')}."),))


def no_request() -> Reply:
    """No such request, or not one's own."""
    return Reply((words("Tôi không tìm thấy yêu cầu này."),))


def withdrawn(offered: tuple[Choice, ...]) -> Reply:
    """A request is taken back."""
    return Reply((words("Vâng, tôi không ghi nữa. Nếu mã không phải của anh/chị, nhờ anh/chị bỏ qua."),), offered)


def linked(name: str) -> Reply:
    """This account is another one of a person."""
    return Reply((words(f"Đã nối tài khoản này với {name or 'tài khoản của anh/chị'}. Từ nay hai tài khoản là một người."),))


def link_code(code: str) -> Reply:
    """How to join a second account."""
    return Reply((words(f"Ở tài khoản kia, anh/chị nhắn cho bot: LIENKET {code}"), words("Mã dùng một lần, có hiệu lực 24 giờ; xin đừng gửi cho người khác.")))


def not_linkable() -> Reply:
    """An account that belongs to somebody with a place of his own."""
    return Reply((words("Tài khoản này đã có vai trò riêng nên không nối được. Anh/chị rời đơn vị (/roi) trước rồi thử lại."),))


def unit_gone() -> Reply:
    """The unit of a code or request is no longer in the roster."""
    return Reply((words("Đơn vị này không còn trong danh sách. Nhờ anh/chị liên hệ thường trực."),))
