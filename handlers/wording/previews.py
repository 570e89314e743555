"""What stands under a broadcast's preview: for whom it is, who gets it not and why, how long it takes, what can still be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers.broadcast_commands import Verb
from handlers.message import Items, Reply, Span, words
from handlers.records import Unit
from handlers.records_broadcasts import Broadcast
from handlers.wording import dates, enclosures, to_type
from handlers.wording.broadcasts import changes, do


@dataclass(frozen=True, slots=True)
class Figures:
    """Whom a broadcast reaches: people and units, people by bot, how many have no open address (`closed`), units without an officer, `seconds`
    it takes, bots whose month is too short (bot, needed, left), people by bot who get no file, `groups` it goes to and `groups_there` are."""

    people: int
    units: int
    bots: Mapping[str, int]
    closed: int
    without: Sequence[Unit]
    seconds: float
    short_of: Sequence[tuple[str, int, int]] = ()
    without_file: Mapping[str, int] = field(default_factory=dict)
    groups: int = 0
    groups_there: int = 0


def summary(of: Broadcast, whom: str, figures: Figures, *, quiet: bool, approval: bool) -> Reply:
    """Under the preview; `whom` is the audience in words, `quiet` whether nothing goes at this hour."""
    ways = ", ".join(f"{bot} {many}" for bot, many in sorted(figures.bots.items()))
    many = " và ".join(f"{n} {what}" for n, what in ((figures.people, "người"), (figures.groups, "nhóm")) if n)
    lines = [f"Người nhận: {whom}: {many} ở {figures.units} đơn vị ({ways})."]
    if figures.groups_there and not figures.groups:
        lines.append(f"Không gửi vào {figures.groups_there} nhóm làm việc của các đơn vị này.")
    if figures.closed:
        lines.append(f"Không gửi được: {figures.closed} người đã chặn bot hoặc chưa có địa chỉ.")
    if figures.without:
        named = ", ".join(unit.name for unit in figures.without[:5]) + ("…" if len(figures.without) > 5 else "")
        lines.append(f"Chưa có cán bộ đầu mối: {len(figures.without)} đơn vị ({named}).")
    lines += [f"{bot}: tháng này chỉ còn gửi được {max(rest, 0)} tin, cần {many}." for bot, many, rest in figures.short_of]
    lines.append(f"Thời gian gửi: khoảng {dates.duration(figures.seconds)}." + (" Đang giờ yên lặng: tin sẽ đi khi hết giờ." if quiet else ""))
    if of.audience and of.audience.part == "unknown":
        lines.append("Trong đó ai đã nhận tin trước sẽ nhận hai lần.")
    if of.starts:
        lines.append(f"Hẹn gửi lúc {dates.moment(of.starts)}.")
    lines.append("Có yêu cầu xác nhận đã nhận." if of.ack else "Không yêu cầu xác nhận.")
    if of.ask:
        lines.append("Kèm nút báo tiến độ việc chưa xong của từng đơn vị.")
    if of.file:
        lines.append(enclosures.line(of.file, figures.without_file))
    if approval:
        lines.append("Nhiều người nhận: cần một thành viên thường trực khác duyệt.")
    ack = do("Bỏ yêu cầu xác nhận", Verb.ACK, of.id, "khong") if of.ack else do("Yêu cầu xác nhận", Verb.ACK, of.id, "co")
    send = do("Gửi duyệt" if approval else "Hẹn gửi" if of.starts else "Gửi", Verb.SEND, of.id)
    ask = do("Bỏ nút báo tiến độ", Verb.ASK, of.id, "khong") if of.ask else do("Kèm nút báo tiến độ", Verb.ASK, of.id, "co")
    chosen = of.audience.groups if of.audience else ""
    to_groups = do("Không gửi vào nhóm", Verb.GROUPS, of.id, "khong") if chosen == "too" else do("Gửi cả vào nhóm", Verb.GROUPS, of.id, "co")
    groups = (to_groups,) if figures.groups_there and chosen != "only" else ()
    rest = (ack, ask, *groups, enclosures.choice(of), do("Hẹn giờ", Verb.TIME, of.id), *changes(of.id))
    head = words(f"Trên đây là tin số {of.id} như người nhận sẽ thấy; chưa gửi.", strong=True)
    return Reply((head, Items(tuple((Span(line),) for line in lines))), (send, *rest))


def elsewhere(shown: Reply, bots: Sequence[str], *, with_file: bool) -> Reply:
    """The message as it is seen on these bots, which have no buttons; `with_file`: a file comes through there all the same."""
    typed = [words(to_type(shown.choices))] if shown.choices else []
    named = [words(shown.attachment.public_text)] if shown.attachment and not with_file else []
    head = words(f"Trên {', '.join(bots)}, nơi không có nút, tin hiện như sau:", strong=True)
    return Reply((head, *shown.blocks, *named, *typed), attachment=shown.attachment if with_file else None)


def nobody(of: Broadcast, without: Sequence[Unit], groups: int) -> Reply:
    """The audience is empty; `groups` there are of its units."""
    told = f" {len(without)} đơn vị được chọn chưa có cán bộ đầu mối." if without else ""
    to_groups = (do(f"Gửi vào {groups} nhóm làm việc", Verb.GROUPS, of.id, "chi"),) if groups and of.audience and not of.audience.groups else ()
    again = (do("Đổi người nhận", Verb.AIM, of.id), *to_groups, do("Hủy", Verb.CANCEL, of.id))
    return Reply((words(f"Không có ai để gửi.{told} Anh/chị chọn người nhận khác."),), again)
