"""The people of units and of the secretariat, as the secretariat sees them; and what those people are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.message import Block, Choice, Items, Reply, Span, words
from handlers.records import Invitation, Person, Request, Role, Unit
from handlers.wording import dates
from handlers.wording.desk_choices import told_apart
from handlers.wording.joining import ROLES, place
from knowledge.syllable import fold

_MOST = 6


def asks_in(request: Request, unit: Unit | None, *, by_code: bool) -> Reply:
    """Tells the secretariat that somebody waits to be let in."""
    how = "bằng mã mời" if by_code else "không có mã"
    return Reply(
        (words(f"{request.name or 'Một người'} xin làm {place(request.role, unit)} ({how})."),),
        (Choice("Duyệt", f"duyet {request.id}"), Choice("Từ chối", f"tu choi {request.id}")),
    )


def came_in(request: Request, unit: Unit | None) -> Reply:
    """Tells the secretariat who joined, with one tap to undo it."""
    return Reply((words(f"{request.name or 'Một người'} vừa là {place(request.role, unit)}."),), (Choice("Gỡ", f"go yeu cau {request.id}"),))


def let_in(request: Request, unit: Unit | None) -> Reply:
    """Tells the person that he is in."""
    return Reply((words(f"Thường trực đã duyệt: anh/chị là {place(request.role, unit)}."),), (Choice("Đơn vị tôi phải làm gì?", "viec cua toi"),))


def not_let_in(unit: Unit | None, contact: str) -> Reply:
    """Tells the person that he is not."""
    of = unit.name if unit else "nhóm thường trực"
    return Reply((words(f"Yêu cầu tham gia {of} chưa được duyệt. Anh/chị liên hệ {contact or 'thường trực'} để biết thêm."),))


def taken_out(unit: Unit | None, contact: str) -> Reply:
    """Tells a person that he no longer belongs there."""
    of = unit.name if unit else "nhóm thường trực"
    return Reply((words(f"Anh/chị không còn thuộc {of}. Nếu chưa đúng, anh/chị báo {contact or 'thường trực'}."),))


def new_role(unit: Unit, role: Role) -> Reply:
    """Tells a person his new role."""
    return Reply((words(f"Anh/chị nay là {place(role, unit)}."),))


def decided(request: Request, unit: Unit | None, *, let: bool) -> Reply:
    """What the secretariat decided."""
    if let:
        return Reply((words(f"Đã duyệt: {request.name} là {place(request.role, unit)}."),), (Choice("Gỡ", f"go yeu cau {request.id}"),))
    return Reply((words(f"Đã từ chối yêu cầu của {request.name}."),))


def undone(request: Request, unit: Unit | None) -> Reply:
    """A join is undone."""
    return Reply((words(f"Đã gỡ {request.name or 'người này'} khỏi {unit.name if unit else 'nhóm thường trực'}."),))


def requests(waiting: Sequence[tuple[Request, Unit | None]], offered: tuple[Choice, ...]) -> Reply:
    """Who waits."""
    if not waiting:
        return Reply((words("Không có yêu cầu tham gia nào đang chờ."),), offered)
    lines = tuple((Span(f"{each.name or 'Một người'}: {place(each.role, unit)}."),) for each, unit in waiting)
    choices = tuple(
        Choice(f"{label}: {each.name[:20] or each.id}", f"{head} {each.id}")
        for each, _ in waiting[: _MOST // 2]
        for label, head in (("Duyệt", "duyet"), ("Từ chối", "tu choi"))
    )
    return Reply((words(f"Có {len(waiting)} yêu cầu đang chờ:"), Items(lines)), (*choices, *offered))


def people(unit: Unit, who: Sequence[Person], codes: Sequence[Invitation], now: datetime) -> Reply:
    """Who belongs to a unit, and its open codes."""
    blocks: list[Block] = [words(f"{unit.name}: {len(who)} người.")]
    if who:
        blocks.append(Items(tuple((Span(f"{each.name or 'Chưa có tên'}, {ROLES[each.at(unit.code) or Role.OFFICER]}."),) for each in who)))
    if codes:
        last = max(code.expires for code in codes)
        blocks.append(words(f"Có {len(codes)} mã mời còn hiệu lực, muộn nhất đến {dates.day(last.astimezone(now.tzinfo).date())}."))
    choices: list[Choice] = []
    for each in who[: _MOST // 2]:
        other = Role.OFFICER if each.at(unit.code) is Role.LEADER else Role.LEADER
        head = "lanh dao" if other is Role.LEADER else "can bo"
        choices.append(Choice(f"Đặt {each.name[:16]} làm {ROLES[other]}", f"{head} {each.id} {fold(unit.code)}"))
        choices.append(Choice(f"Gỡ {each.name[:20]}", f"go nguoi {each.id} {fold(unit.code)}"))
    choices.append(Choice("Tạo mã mời", f"moi {fold(unit.code)}"))
    if codes:
        choices.append(Choice("Huỷ các mã mời", f"huy ma {fold(unit.code)}"))
    return Reply(tuple(blocks), tuple(choices))


def changed(person: Person, unit: Unit, role: Role | None) -> Reply:
    """A role was given, or the person taken out."""
    name = person.name or "Người này"
    said = f"{name} nay là {place(role, unit)}." if role else f"Đã gỡ {name} khỏi {unit.name}."
    return Reply((words(said),), (Choice(told_apart(unit), f"nguoi {fold(unit.code)}"),))


def nobody() -> Reply:
    """The person does not belong there (any more)."""
    return Reply((words("Người này không còn thuộc đơn vị đó."),))


def invitation(unit: Unit | None, code: str, expires: datetime, role: Role) -> Reply:
    """A new code, with words to forward."""
    whose = unit.name if unit else f"nhóm {ROLES[role]}"
    until = dates.day(expires.date())
    return Reply(
        (
            words(f"Mã mời {whose} (dùng đến {until}):"),
            words(code, strong=True),
            words("Lời nhắn để chuyển tiếp: Mời anh/chị nhắn mã trên cho bot của kế hoạch để đăng ký làm đầu mối báo tiến độ."),
        )
    )


def revoked(unit: Unit, many: int) -> Reply:
    """Codes no longer hold."""
    return Reply((words(f"Đã huỷ {many} mã mời của {unit.name}." if many else f"{unit.name} không có mã mời nào còn hiệu lực."),))


def sheet_ordered() -> Reply:
    """The sheet of all codes is being made."""
    return Reply((words("Tôi đang lập bảng mã mời cho các đơn vị và sẽ gửi vào đây."),))


def office(who: Sequence[Person], *, admin: bool) -> Reply:
    """Who the secretariat is."""
    lines = tuple((Span(f"{each.name or 'Chưa có tên'}, {ROLES[each.role]}."),) for each in who)
    choices = tuple(Choice(f"Thôi: {each.name[:20]}", f"thoi thuong truc {each.id}") for each in who[:_MOST] if admin and each.role is Role.SECRETARIAT)
    invite = (Choice("Mời thêm thường trực", "moi thuong truc"),) if admin else ()
    return Reply((words(f"Thường trực gồm {len(who)} người:"), Items(lines)), (*choices, *invite))


def office_changed(person: Person) -> Reply:
    """A person no longer belongs to the secretariat."""
    return Reply((words(f"{person.name or 'Người này'} không còn trong nhóm thường trực."),))
