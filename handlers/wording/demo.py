"""What is said when somebody trying the demo takes another part."""

from __future__ import annotations

from handlers.message import Choice, Paragraph, Reply, Span, words
from handlers.turn import Unit

VISITOR = "Khách (chỉ hỏi)"
SECRETARIAT = "Thường trực (thư ký)"


def officer(unit: Unit) -> str:
    """How the switch names an officer of a unit."""
    return f"Cán bộ đầu mối, {unit.name}"


def sample_person(number: int) -> str:
    """An invented officer's name."""
    return f"Người mẫu {number}"


def now_officer(unit: Unit, offered: tuple[Choice, ...]) -> Reply:
    """Playing the officer of a unit."""
    said = (Span("Anh/chị đang đóng vai cán bộ đầu mối của "), Span(unit.name, strong=True), Span(". Mời anh/chị hỏi hoặc báo tiến độ."))
    return Reply((Paragraph(said),), offered)


def now_secretariat(offered: tuple[Choice, ...]) -> Reply:
    """Playing the secretariat."""
    said = (Span("Anh/chị đang đóng vai "), Span("thường trực", strong=True), Span(". Mời anh/chị gõ câu hỏi."))
    return Reply((Paragraph(said),), offered)


def now_visitor(offered: tuple[Choice, ...]) -> Reply:
    """Playing nobody in particular."""
    return Reply((words("Anh/chị đang hỏi với tư cách khách, không thuộc đơn vị nào."),), offered)


def no_such_unit(offered: tuple[Choice, ...]) -> Reply:
    """A part that is not in the sample roster."""
    return Reply((words("Danh sách mẫu không có đơn vị này. Mời anh/chị chọn lại vai ở đầu trang."),), offered)
