"""The desk of the secretariat: its totals, what needs a person, the Excel file; and how figures and shares are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.message import Attachment, Choice, Items, Paragraph, Reply, Span, words
from handlers.wording import dates
from knowledge.plan import Deadline, Task

NOBODY_CALLED = "chưa rõ tên"
"""Stands for a person without a name."""


def as_of(now: datetime) -> str:
    """The moment figures hold at."""
    return f"Số liệu lúc {dates.moment(now)}."


def share(part: int, whole: int) -> str:
    """A count with its share, never rounded to none or all where it is neither: "12 (10%)", "1 (dưới 1%)"."""
    return f"{part} ({_percent(part, whole)})" if part else "0"


def ratio(part: int, whole: int) -> str:
    """A count out of another, with its share: "62/63 (98%)"."""
    return f"{part}/{whole} ({_percent(part, whole)})" if part else f"0/{whole}"


def _percent(part: int, whole: int) -> str:
    percent = round(100 * part / whole)
    if part and percent == 0:
        return "dưới 1%"
    if part < whole and percent == 100:
        return "trên 99%"
    return f"{percent}%"


def last_day(due: Deadline, now: datetime) -> str:
    """The limit with the days left, in short: "chậm nhất 31/07/2014, còn 14 ngày"."""
    return f"{dates.span(due)}, {dates.left(due, now)}"


def totals(units: int, manned: int, tasks: int, done: int, received: int, silent: int) -> tuple[str, str]:
    """The whole plan in two lines; `tasks` counts every task of every unit."""
    return (
        f"Đơn vị: {units}; có người tham gia: {share(manned, units)}.",
        f"Cả kế hoạch có {tasks} lượt việc: đơn vị báo xong {share(done, tasks)}, đã nhận văn bản {received}, chưa báo {share(silent, tasks)}.",
    )


def nearest(task: Task, due: Deadline, now: datetime, total: int, done: int, silent: int) -> str:
    """The task whose limit comes next."""
    how = f"đơn vị báo xong {share(done, total)}, chưa báo {share(silent, total)}"
    return f"Việc đến hạn gần nhất: {task.label} ({last_day(due, now)}): {how}."


def requests(many: int) -> str:
    """Wishes to join that wait."""
    return f"{many} yêu cầu tham gia chờ duyệt."


def awaited(many: int, days: int) -> str:
    """Documents that were reported and have not come in."""
    return f"{many} việc đơn vị báo xong đã quá {days} ngày làm việc mà chưa nhận được văn bản."


def delayed(many: int) -> str:
    """Units that are late or ask for more time."""
    return f"{many} lượt đơn vị báo chậm hoặc xin lùi hạn."


def unmanned(many: int) -> str:
    """Units nobody has joined for."""
    return f"{many} đơn vị chưa có ai tham gia."


def desk(now: datetime, lines: Sequence[str], open_matters: Sequence[str], offered: tuple[Choice, ...]) -> Reply:
    """The desk: totals, then what needs a person."""
    head = Paragraph((Span("Bàn làm việc của thường trực.", strong=True), Span(f" {as_of(now)}")))
    if not open_matters:
        return Reply((head, _list(lines), words("Hiện không có việc nào chờ thường trực xử lý.")), offered)
    return Reply((head, _list(lines), words("Cần thường trực xử lý:"), _list(open_matters)), offered)


def no_units(offered: tuple[Choice, ...]) -> Reply:
    """There is no roster yet."""
    return Reply((words("Chưa có danh sách đơn vị. Anh/chị gửi danh sách (tệp Excel hoặc CSV) vào đây để bắt đầu."),), offered)


def exporting(now: datetime, offered: tuple[Choice, ...]) -> Reply:
    """The Excel file is being made."""
    return Reply((words(f"Tôi đang lập tệp Excel, số liệu từ {dates.moment(now)}; lập xong sẽ gửi vào đây ngay."),), offered)


def exported(now: datetime) -> str:
    """What goes with the Excel file."""
    return f"Tiến độ các đơn vị, số liệu lúc {dates.moment(now)}."


def file_comes(offered: tuple[Choice, ...]) -> Reply:
    """A kept file is being fetched from where it is kept."""
    return Reply((words("Tôi đang lấy tệp, sẽ gửi vào đây ngay."),), offered)


def _list(lines: Sequence[str]) -> Items:
    return Items(tuple((Span(line),) for line in lines))


def applying() -> Reply:
    """A list that was looked at is being written."""
    return Reply((words("Tôi đang cập nhật, xong sẽ báo kết quả vào đây."),))


def file(said: str, attached: Attachment) -> Reply:
    """A file with a line that says what it is."""
    return Reply((words(said),), attachment=attached)
