"""What is said of work groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.message import Choice, Items, Reply, Span, words
from handlers.records import Person, Unit
from handlers.records_groups import Group
from handlers.wording.broadcasts import why

SHOW = Choice("Các nhóm làm việc", "cac nhom")
_SHOWN = 30


def used(unit: Unit) -> Reply:
    """In the group: it is a unit's from now on."""
    told = f"Từ nay nhóm này là nhóm làm việc của {unit.name}: thông báo thường trực gửi tới các nhóm sẽ đến đây. Không nhận nữa: /nhom go."
    return Reply((words(told),))


def is_used(name: str) -> Reply:
    """In the group: whose it is."""
    return Reply((words(f"Nhóm này là nhóm làm việc của {name}. Đổi: /nhom và tên đơn vị. Không nhận thông báo nữa: /nhom go."),))


def of_others(name: str) -> Reply:
    """In the group: it is another unit's, whose people or the office alone can change that."""
    return Reply((words(f"Nhóm này là nhóm làm việc của {name}. Chỉ người của đơn vị ấy hoặc thường trực đổi được."),))


def say_it_there() -> Reply:
    """It was said in private."""
    return Reply((words("Anh/chị nhắn lệnh này trong chính nhóm làm việc, sau khi thêm tôi vào nhóm."),), (SHOW,))


def not_yours(contact: str) -> Reply:
    """Whoever asks belongs to no unit."""
    told = "Chỉ cán bộ đầu mối, lãnh đạo đơn vị hoặc thường trực đặt được nhóm làm việc. Anh/chị tham gia đơn vị trong khung chat riêng với tôi trước."
    return Reply((words(told + (f" Cần hỗ trợ: {contact}." if contact else "")),))


def which(found: Sequence[Unit], *, known: bool) -> Reply:
    """Not clear whose it is; `known`: what was said may mean these."""
    if not known:
        return Reply((words("Anh/chị cho biết nhóm này của đơn vị nào, ví dụ: /nhom và tên đơn vị."),))
    return Reply((words("Nhóm này của đơn vị nào? Anh/chị nhắn lại tên đầy đủ hoặc mã: /nhom và một trong các mã sau."), _units(found)))


def _units(found: Sequence[Unit]) -> Items:
    return Items(tuple((Span(f"{unit.code}: {unit.name}"),) for unit in found))


def no_group() -> Reply:
    """It is no unit's group."""
    return Reply((words("Đây không phải nhóm làm việc của đơn vị nào."),))


def dropped(group: Group, name: str) -> Reply:
    """It gets nothing any more."""
    return Reply((words(f"Đã gỡ {title(group)} của {name}: thông báo không gửi vào đó nữa."),))


def office_of_new(group: Group, unit: Unit, who: Person) -> Reply:
    """To the office: a unit has a group."""
    told = f"{who.name or 'Một thành viên'} vừa đặt {title(group)} làm nhóm làm việc của {unit.name}. Nhóm sẽ nhận những thông báo gửi tới các nhóm."
    return Reply((words(told),), (Choice("Gỡ nhóm", f"go nhom {group.id}"), SHOW), by_word=True)


def lost(group: Group, name: str) -> Reply:
    """To the office: nothing can be sent there any more."""
    return Reply((words(f"{capital(title(group))} của {name} không nhận tin được nữa ({why(group.closed or '')})."),), (SHOW,))


def every(found: Sequence[Group], names: Mapping[str, str]) -> Reply:
    """The groups there are."""
    how = words("Đặt nhóm: thêm bot vào nhóm, rồi cán bộ đầu mối hoặc lãnh đạo đơn vị nhắn /nhom trong nhóm đó.")
    if not found:
        return Reply((words("Chưa có nhóm làm việc nào."), how))
    lines = tuple((Span(f"{names.get(each.unit, each.unit)}", strong=True), Span(f": {_line(each)}")) for each in found[:_SHOWN])
    more = (words(f"và {len(found) - _SHOWN} nhóm nữa."),) if len(found) > _SHOWN else ()
    return Reply((words(f"Nhóm làm việc ({len(found)}):", strong=True), Items(lines), *more, how, words("Gỡ một nhóm: gõ “gỡ nhóm” và số của nhóm.")))


def _line(group: Group) -> str:
    closed = f", không nhận tin được nữa ({why(group.closed)})" if group.closed else ""
    return f"{title(group)}, {group.address.bot}, số {group.id}{closed}"


def title(group: Group) -> str:
    """A group by its title."""
    return f"nhóm “{group.title}”" if group.title else "nhóm"


def capital(text: str) -> str:
    """With a capital letter in front."""
    return text[:1].upper() + text[1:]
