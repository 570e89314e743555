"""One's own units and one's own data."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.message import Block, Choice, Items, Reply, Span, words
from handlers.records import Person, Role, Unit
from handlers.wording.desk_choices import told_apart
from handlers.wording.joining import JOIN, ROLES
from knowledge.syllable import fold

KEPT_FOR = "trong thời gian thực hiện kế hoạch; anh/chị xoá được bất cứ lúc nào"


def mine(person: Person, units: Sequence[Unit]) -> Reply:
    """The units one belongs to, and what can be done."""
    lines = tuple((Span(f"{unit.name}: {ROLES[person.at(unit.code) or Role.OFFICER]}{_first(person, unit)}."),) for unit in units)
    speak = tuple(Choice(f"Nói thay {told_apart(unit)}", f"noi thay {fold(unit.code)}") for unit in units if unit.code != person.unit)
    leave = tuple(Choice(f"Rời {told_apart(unit)}", f"roi {fold(unit.code)}") for unit in units)
    return Reply((words("Anh/chị thuộc:"), Items(lines)), (*speak[:3], *leave[:3], Choice("Thêm đơn vị khác", JOIN.says)))


def _first(person: Person, unit: Unit) -> str:
    return " (đang nói thay đơn vị này)" if unit.code == person.unit else ""


def speaks_for(unit: Unit) -> Reply:
    """Another unit comes first from now on."""
    return Reply((words(f"Vâng, từ nay anh/chị nói thay {unit.name}."),), (Choice("Đơn vị tôi phải làm gì?", "viec cua toi"),))


def not_yours(unit: Unit) -> Reply:
    """A unit one does not belong to."""
    return Reply((words(f"Anh/chị không thuộc {unit.name}."),))


def ask_leave(units: Sequence[Unit]) -> Reply:
    """Which unit to leave, as a confirmation."""
    ways = tuple(Choice(f"Rời {told_apart(unit)}", f"roi {fold(unit.code)}") for unit in units[:5])
    return Reply((words("Anh/chị muốn rời đơn vị nào? Các báo cáo đã gửi vẫn là của đơn vị."),), ways)


def left(unit: Unit) -> Reply:
    """One has left."""
    return Reply((words(f"Anh/chị đã rời {unit.name}. Các báo cáo đã gửi vẫn là của đơn vị."),), (JOIN,))


def has_left(name: str, unit: Unit) -> Reply:
    """Tells the secretariat."""
    return Reply((words(f"{name or 'Một người'} đã rời {unit.name}."),), (Choice("Người của đơn vị", f"nguoi {fold(unit.code)}"),))


def no_units() -> Reply:
    """One belongs to no unit."""
    return Reply((words("Anh/chị chưa thuộc đơn vị nào."),), (JOIN,))


def data(person: Person, units: Sequence[Unit], said: int) -> Reply:
    """All that is kept about oneself."""
    lines: list[str] = [f"Tên hiển thị: {person.name or 'chưa có'}.", f"Vai trò: {ROLES[person.role]}."]
    if units:
        lines.append(f"Đơn vị: {'; '.join(unit.name for unit in units)}.")
    lines.append(f"Báo cáo do anh/chị gửi: {said}.")
    lines.append("Mã tài khoản trò chuyện và các tin nhắn gần đây, để trả lời và theo dõi kế hoạch.")
    blocks: list[Block] = [words("Bot đang lưu về anh/chị:"), Items(tuple((Span(line),) for line in lines)), words(f"Thời gian lưu: {KEPT_FOR}.")]
    return Reply(tuple(blocks), (Choice("Xoá dữ liệu của tôi", "xoa du lieu cua toi"),))


def ask_erase() -> Reply:
    """Confirm before everything of oneself is removed."""
    return Reply(
        (
            words("Xoá tên, vai trò, tài khoản và tin nhắn của anh/chị? Báo cáo đã gửi vẫn là của đơn vị, không còn tên anh/chị. Không khôi phục được."),
        ),
        (Choice("Xoá dữ liệu của tôi", "xoa het du lieu cua toi"), Choice("Thôi", "huy")),
    )


def erased() -> Reply:
    """It is removed."""
    return Reply((words("Đã xoá dữ liệu của anh/chị. Báo cáo đã gửi vẫn là của đơn vị. Khi cần, anh/chị nhắn lại như người mới."),))


def preferred(bot: str) -> Reply:
    """Through which channel from now on."""
    return Reply((words(f"Vâng, từ nay tôi nhắc anh/chị qua {bot}."),))


def no_account(channel: str) -> Reply:
    """One has not written to that channel."""
    return Reply((words(f"Anh/chị chưa có tài khoản ở {channel}. Anh/chị nhắn /lienket để lấy mã, rồi nhắn mã đó cho bot ở {channel}."),))
