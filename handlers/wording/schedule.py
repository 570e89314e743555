"""What is said of reminders and their calendar: to officers about their own, to the secretariat about everybody's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from handlers.calendar import Entry
from handlers.message import Attachment, Block, Choice, Items, Reply, Span, words
from handlers.records_schedule import Reached, SlotState
from handlers.turn import Unit
from handlers.wording import choices as common
from handlers.wording import dates
from handlers.wording import schedule_choices as choices
from knowledge.plan import Reminders, Task

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
REASONS = {
    "done": "đơn vị đã báo xong",
    "muted": "thường trực đã tắt nhắc",
    "unmanned": "đơn vị chưa có cán bộ đầu mối",
    "": "sẽ gửi",
}
"""Why a reminder to come goes or does not."""

SKIPPED = {
    "before_start": "trước khi bot bắt đầu chạy",
    "before_extension": "trước khi có gia hạn",
    "missed": "bot ngừng quá lâu, đã quá hạn nhắc bù",
    "overtaken": "đã có lần nhắc sau thay thế",
    "same_day": "gộp với lần nhắc khác cùng ngày",
}
"""Why a slot was skipped."""


_HOW = (
    "Đổi bằng lời, ví dụ: nhắc trước 14 7 3 1; nhắc lúc 9 giờ; tắt nhắc (đơn vị, việc); ngày nghỉ (ngày); ngày làm bù (ngày); nhắc theo kế hoạch."
)


def unanswered(task: Task, units: int) -> Reply:
    """Units that have been reminded again and again."""
    told = words(f"{task.label}: {units} đơn vị đã được nhắc nhiều lần, cả lãnh đạo và cấp trên, mà chưa trả lời.")
    return Reply((told,), (choices.REMINDERS,), by_word=True)


def moment(at: datetime) -> str:
    """With the day of the week: "8 giờ 00 thứ Năm, 17/07/2014"."""
    return f"{at.hour} giờ {at.minute:02} {_WEEKDAYS[at.weekday()]}, {dates.day(at.date())}"


def which_to_put_off(offered: tuple[Choice, ...]) -> Reply:
    """Several tasks are open."""
    return Reply((words("Anh/chị muốn nhắc lại việc nào?"),), offered)


def how_long(task: Task, offered: tuple[Choice, ...]) -> Reply:
    """When to remind again."""
    return Reply((words(f"{task.label}: nhắc lại khi nào? Anh/chị chọn, hoặc nhắn: nhắc lại 2 giờ, nhắc lại 5 ngày."),), offered, by_word=False)


def too_far(days: int, offered: tuple[Choice, ...]) -> Reply:
    """A time nobody can be reminded at."""
    return Reply((words(f"Tôi nhắc lại được trong vòng {days} ngày tới. Anh/chị chọn một thời điểm khác."),), offered)


def put_off(task: Task, at: datetime, *, behind: bool) -> Reply:
    """When the reminder comes again."""
    late = " Lúc đó đã quá thời hạn của việc này." if behind else ""
    return Reply((words(f"Vâng, tôi sẽ nhắc lại việc “{task.label}” lúc {moment(at)}, nếu khi đó đơn vị chưa báo.{late}"),), (common.MY_TASKS,))


def calendar(unit: Unit, found: Sequence[Entry], most: int, offered: tuple[Choice, ...]) -> Reply:
    """What one unit will be reminded of."""
    if not found:
        return Reply((words(f"{unit.name}: trong hai tháng tới không có lần nhắc nào."),), (common.MY_TASKS,))
    lines = tuple(
        (Span(moment(each.at), strong=True), Span(f": {each.task.label}, {dates.left(each.deadline, each.at)}{_unless(each)}.")) for each in found[:most]
    )
    blocks: list[Block] = [words(f"Lịch nhắc việc của {unit.name}:", strong=True), Items(lines)]
    blocks.append(words(_more(len(found), most) + "Đơn vị báo xong việc nào thì các lần nhắc sau của việc đó được bỏ."))
    return Reply(tuple(blocks), offered)


def calendar_of_all(found: Sequence[Entry], most: int, offered: tuple[Choice, ...]) -> Reply:
    """What everybody will be reminded of: by moment and task, how many units and why some of them not."""
    if not found:
        return Reply((words("Trong hai tháng tới không có lần nhắc nào."),), (choices.REMINDERS,))
    groups = [(at, list(each)) for (at, _), each in groupby(found, key=lambda each: (each.at, each.task.key))]
    lines = tuple((Span(moment(at), strong=True), Span(f": {own[0].task.label}: {_counted(own)}.")) for at, own in groups[:most])
    blocks: list[Block] = [words("Lịch nhắc việc của cả kế hoạch, nếu từ nay đến đó không ai báo thêm:", strong=True), Items(lines)]
    if len(groups) > most:
        blocks.append(words(_more(len(groups), most).strip()))
    return Reply(tuple(blocks), offered)


def _counted(own: Sequence[Entry]) -> str:
    reasons = Counter(each.reason for each in own)
    without = [f"{many} {REASONS[reason]}" for reason, many in reasons.items() if reason]
    return f"gửi {reasons['']} đơn vị" + (f"; không gửi {sum(reasons.values()) - reasons['']} ({', '.join(without)})" if without else "")


def _more(all: int, most: int) -> str:
    return f"Còn {all - most} lần nhắc sau đó. " if all > most else ""


def _unless(each: Entry) -> str:
    return " (thường trực đã tắt nhắc)" if each.reason == "muted" else ""


def file_comes() -> Reply:
    """The calendar file is being made."""
    return Reply((words("Tôi đang lập tệp lịch, xong sẽ gửi vào đây. Anh/chị mở tệp để thêm vào lịch của điện thoại hoặc máy tính."),))


def file(attached: Attachment) -> Reply:
    """The calendar file."""
    return Reply((words("Tệp lịch nhắc việc (.ics)."),), attachment=attached)


def event(task: Task, unit: Unit | None) -> str:
    """The title of a last day in a calendar."""
    return f"Hạn cuối: {task.label}" + (f" ({unit.name})" if unit else "")


def alarm(task: Task, unit: Unit | None) -> str:
    """The title of a reminder in a calendar."""
    return f"Nhắc việc: {task.label}" + (f" ({unit.name})" if unit else "")


def skipped(lines: Sequence[tuple[str, SlotState]], many: int) -> Reply:
    """Slots that were skipped, and why."""
    if not lines:
        return Reply((words("Chưa có lần nhắc nào bị bỏ qua."),), (choices.REMINDERS,))
    items = tuple((Span(f"{label}, {moment(slot.due)}: {SKIPPED.get(slot.reason, slot.reason)}."),) for label, slot in lines)
    return Reply((words(f"Các lần nhắc bị bỏ qua ({many}):", strong=True), Items(items)), (choices.REMINDERS, choices.CALENDAR))


def muted(unit: Unit | None, task: Task | None, *, mute: bool) -> Reply:
    """Reminders were silenced or sound again."""
    what = ", ".join(filter(None, (unit.name if unit else "", task.label if task else "")))
    if not mute:
        return Reply((words(f"Đã bật lại nhắc việc: {what}."),), (choices.mute(unit, task), choices.REMINDERS))
    told = f"Đã tắt nhắc việc: {what}. Việc này có trong mục Nhắc việc để thường trực khỏi quên."
    return Reply((words(told),), (choices.unmute(unit, task), choices.REMINDERS))


def day_set(day: date, works: bool | None) -> Reply:
    """A day of the office's own calendar."""
    what = {True: "là ngày làm bù", False: "là ngày nghỉ", None: "theo lịch chung"}[works]
    told = f"Đã ghi: {_WEEKDAYS[day.weekday()]} {dates.day(day)} {what}. Các lần nhắc rơi vào ngày nghỉ chuyển sang ngày làm việc liền trước."
    return Reply((words(told),), (choices.REMINDERS, choices.CALENDAR))


def policy(
    of: Reminders, reached: Sequence[tuple[str, Reached]], mutes: Sequence[tuple[str, str]], days: Mapping[date, bool], skipped: int, *, own: bool
) -> Reply:
    """The policy in words, what became of what was sent, what is silenced."""
    blocks: list[Block] = [words("Nhắc việc" + (" (thường trực đã chỉnh so với kế hoạch):" if own else ":"), strong=True), Items(_policy(of))]
    if reached:
        blocks += [words("Đã nhắc:", strong=True), Items(tuple((Span(_reached(label, each)),) for label, each in reached))]
    if mutes:
        lines = tuple((Span(", ".join(filter(None, each)) or "tất cả"),) for each in mutes)
        blocks += [words("Đang tắt nhắc:", strong=True), Items(lines)]
    if days:
        lines = tuple((Span(f"{dates.day(day)}: {'làm bù' if works else 'nghỉ'}"),) for day, works in days.items())
        blocks += [words("Ngày riêng của cơ quan:", strong=True), Items(lines)]
    blocks.append(words(_HOW))
    seen = (choices.SKIPPED,) if skipped else ()
    return Reply(tuple(blocks), (choices.CALENDAR, *seen, choices.EXTENSIONS))


def policy_set(of: Reminders) -> Reply:
    """The policy after a change."""
    return Reply((words("Đã đổi cách nhắc việc:"), Items(_policy(of))), (choices.RESET, choices.CALENDAR))


def policy_reset(of: Reminders) -> Reply:
    """The plan's own policy holds again."""
    return Reply((words("Nhắc việc theo đúng kế hoạch:"), Items(_policy(of))), (choices.CALENDAR,))


def policy_unsound(of: Reminders) -> Reply:
    """A figure that cannot be kept."""
    quiet = f"{of.quiet[0]} giờ đến {of.quiet[1]} giờ"
    told = f"Không đổi được: giờ nhắc từ 0 đến 23 và ngoài giờ yên lặng ({quiet}), số ngày nhắc trước từ 0 đến 366, số lần ít nhất là 1."
    return Reply((words(told),), (choices.REMINDERS,))


def _policy(of: Reminders) -> tuple[tuple[Span, ...], ...]:
    ahead = ", ".join(str(offset) for offset in of.offsets if offset)
    lines = [f"Trước hạn {ahead} ngày" + (" và ngày cuối" if 0 in of.offsets else "") + f", lúc {of.hour} giờ." if ahead else f"Ngày cuối, lúc {of.hour} giờ."]
    if of.late_most:
        lines.append(f"Quá hạn: cứ {of.late_every} ngày một lần, nhiều nhất {of.late_most} lần.")
    lines.append("Chỉ ngày làm việc; rơi vào ngày nghỉ thì nhắc ngày làm việc liền trước." if of.working_days else "Cả ngày nghỉ.")
    quiet = f"Không gửi từ {of.quiet[0]} giờ đến {of.quiet[1]} giờ" if of.quiet[0] != of.quiet[1] else "Không có giờ yên lặng"
    lines.append(f"{quiet}; mỗi người nhiều nhất {of.daily_most} tin nhắc một ngày, còn lại gộp sang ngày sau.")
    if of.escalate_after:
        lines.append(f"Nhắc {of.escalate_after} lần chưa trả lời thì báo lãnh đạo đơn vị, rồi cấp trên, rồi thường trực.")
    return tuple((Span(line),) for line in lines)


def _reached(label: str, each: Reached) -> str:
    failed = f", không gửi được {each.failed}" if each.failed else ""
    return f"{label}: {each.people} người, đã gửi {each.sent}, đơn vị đã trả lời {each.answered}{failed}."
