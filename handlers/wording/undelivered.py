"""What is said of messages that did not arrive and of people who can be written to no longer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.message import Block, Choice, Items, Reply, Span, words
from handlers.records_broadcasts import Undelivered
from handlers.wording import dates
from handlers.wording.broadcasts import RECIPIENT_STATES, why

SHOW = Choice("Tin không tới", "tin khong toi")
_SHOWN = 20
_BACK = (Choice("Bàn làm việc", "ban lam viec"),)


def somebody_left(name: str) -> Reply:
    """An account was closed."""
    who = f"Cán bộ {name}" if name else "Một cán bộ đầu mối"
    return Reply(
        (words(f"{who} vừa chặn bot hoặc xóa một tài khoản. Có tài khoản khác thì tin đi lối đó; gõ “tin không tới” để xem ai không nhận được nữa."),),
        (SHOW,),
    )


def undelivered(closed: Sequence[Undelivered], lost: Sequence[Undelivered], names: Mapping[str, str], days: int) -> Reply:
    """Who cannot be written to, then what did not arrive in the last days."""
    said: list[Block] = []
    if closed:
        said.append(words(f"Không nhắn được nữa ({len(closed)} người), nên liên hệ bằng cách khác:"))
        said.append(_list([f"{_who(each, names)}: {each.bot}, {why(each.reason)}" for each in closed]))
    if lost:
        said.append(words(f"Tin nhắc và thông báo không tới hoặc không rõ đã tới, {days} ngày qua:"))
        said.append(_list([_line(each, names) for each in lost]))
    if not said:
        return Reply((words(f"Ai cũng nhận được tin: {days} ngày qua không có tin nhắc hay thông báo nào hỏng."),), _BACK)
    return Reply(tuple(said), _BACK)


def matter(many: int) -> str:
    """The desk's line."""
    return f"{many} người không nhắn được nữa (đã chặn bot hoặc xóa tài khoản)."


def _line(each: Undelivered, names: Mapping[str, str]) -> str:
    because = f" ({why(each.reason)})" if each.state == "failed" else ""
    when = f", {dates.moment(each.at)}" if each.at else ""
    return f"{_who(each, names)}: {each.bot}{when}, {RECIPIENT_STATES[each.state]}{because}"


def _who(each: Undelivered, names: Mapping[str, str]) -> str:
    unit = names.get(each.unit, each.unit)
    return ", ".join(filter(None, (each.name, unit))) or "Không rõ tên"


def _list(lines: Sequence[str]) -> Items:
    shown = [*lines[:_SHOWN], *([f"… và {len(lines) - _SHOWN} người nữa"] if len(lines) > _SHOWN else [])]
    return Items(tuple((Span(line),) for line in shown))
