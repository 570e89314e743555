"""Reports in people's own words: what was understood, asked back, saved, dropped; forms; what a unit said so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from handlers.message import Block, Choice, Items, Paragraph, Reply, Span, words
from handlers.records import KeptFile, Status, Unit, Via
from handlers.telling import DATE, REASON, Value, value_of
from handlers.wording import dates
from handlers.wording.statuses import state
from knowledge.plan import Deadline, Field, State, Task
from knowledge.told import Told

_PUT_OFF = "chậm, lùi lại"
_DONE_LATE = "sau hạn {day}: vẫn ghi nhận, đánh dấu muộn"
_EXAMPLES = {"number": "ví dụ 120", "date": "ví dụ 15/7, hôm qua, tuần sau", "document": "ví dụ 125/KH-ABC", "text": "gõ vài chữ"}


def label(field: Field) -> str:
    """What a field is called."""
    if field.label:
        return field.label
    return {DATE.key: "Ngày", REASON.key: "Lý do"}.get(field.key, field.key)


def value(of: Value) -> str:
    """A value as people write it."""
    return dates.day(of) if isinstance(of, date) else str(of)


def what(task: Task, told: Told, late: Deadline | None = None) -> str:
    """All that is told of a task in one line; `late`: the deadline it came after."""
    put_off = told.state is State.DELAYED and not told.ask_extension
    parts = [_PUT_OFF if put_off else state(told.state) if told.state else ""]
    if told.date:
        parts.append(f"ngày {dates.day(told.date)}")
    elif told.last:
        parts.append(f"từ {dates.day(told.first)} đến {dates.day(told.last)}" if told.first else f"chậm nhất {dates.day(told.last)}")
    if told.documents:
        parts.append(f"văn bản {'; '.join(told.documents)}")
    for field in task.fields:
        own = dict(told.fields).get(field.key)
        if own is not None:
            parts.append(f"{label(field)}: {value(own)}")
    if told.reason:
        parts.append(f"lý do: {told.reason}")
    if late is not None:
        parts.append(_DONE_LATE.format(day=dates.day(late.last)))
    return "; ".join(part for part in parts if part)


def understood(unit: Unit, lines: Sequence[tuple[Task, Told, Deadline | None]], offered: tuple[Choice, ...], *, for_unit: bool, again: bool) -> Reply:
    """A draft, echoed before it is kept."""
    head = f"Tôi ghi hộ {unit.name}:" if for_unit else f"Tôi hiểu {unit.name} báo lại:" if again else f"Tôi hiểu {unit.name} báo:"
    shown = Items(tuple((Span(task.label, strong=True), Span(f": {what(task, told, late)}.")) for task, told, late in lines))
    return Reply((words(head), shown, words("Đúng chưa ạ?")), offered)


def saved(unit: Unit, lines: Sequence[tuple[Task, Told, Deadline | None]], after: str, offered: tuple[Choice, ...]) -> Reply:
    """A draft that was confirmed is kept; then what is next."""
    blocks: tuple[Block, ...] = tuple(
        Paragraph((Span("Ghi nhận: ", strong=True), Span(f"{unit.name}, “{task.label}”: {what(task, told, late)}."))) for task, told, late in lines
    )
    return Reply((*blocks, words(after)) if after else blocks, offered)


def with_question(echo: Reply, question: Reply, undo: tuple[Choice, ...]) -> Reply:
    """A report that was kept and what is asked of it, as one message."""
    return Reply((*echo.blocks, *question.blocks), (*question.choices, *undo), by_word=True)


def next_for(ahead: tuple[Task, Deadline] | None, now: datetime) -> str:
    """What is next for a unit; None where nothing is open."""
    if ahead is None:
        return "Đơn vị đã báo xong mọi việc của kế hoạch. Cảm ơn anh/chị."
    return f"Việc tiếp theo: {ahead[0].label}, {dates.due(ahead[1], now)}."


def only_next(after: str, offered: tuple[Choice, ...]) -> Reply:
    """A form in which nothing was added ends with what is next."""
    return Reply((words(after),), offered)


def which_task(offered: tuple[Choice, ...]) -> Reply:
    """What was told could be of several tasks."""
    return Reply((words("Anh/chị báo cho việc nào?"),), offered)


def which_state(task: Task, offered: tuple[Choice, ...]) -> Reply:
    """Only figures were told, and the unit has not said yet how far it is."""
    return Reply((words(f"Việc “{task.label}” của đơn vị đang ở bước nào?"),), offered)


def which_number(number: int, offered: tuple[Choice, ...]) -> Reply:
    """A number alone, as a correction."""
    return Reply((words(f"{number} là số nào ạ?"),), offered)


def what_to_fix(lines: Sequence[str], offered: tuple[Choice, ...]) -> Reply:
    """Asks what is wrong."""
    return Reply((words(f"Đang ghi: {'; '.join(lines)}."), words("Anh/chị nhắn phần cần sửa, ví dụ: ngày 16/3, 130 đại biểu.")), offered)


def not_a_fix(offered: tuple[Choice, ...]) -> Reply:
    """The message named nothing to mend."""
    return Reply((words("Tôi chưa thấy phần cần sửa trong tin này. Nhờ anh/chị nhắn lại, hoặc bấm Bỏ nếu không ghi nữa."),), offered)


def dropped(offered: tuple[Choice, ...]) -> Reply:
    """A draft is not kept."""
    return Reply((words("Vâng, tôi không ghi tin đó."),), offered)


def edit_dropped() -> Reply:
    """The message a draft came from was edited and is no report any more."""
    return Reply((words("Tin đã sửa không còn báo tiến độ, nên tôi bỏ phần đang chờ xác nhận."),))


def saved_before(at: datetime | None, offered: tuple[Choice, ...]) -> Reply:
    """Confirmed already."""
    when = f" lúc {dates.moment(at)}" if at else ""
    return Reply((words(f"Báo cáo này đã được ghi{when}. Cần chữa thì anh/chị bấm Sửa."),), offered)


def dropped_before() -> Reply:
    """Dropped already."""
    return Reply((words("Báo cáo này đã bỏ. Anh/chị nhắn lại nếu vẫn muốn ghi."),))


def no_draft() -> Reply:
    """A number no draft has, or somebody else's."""
    return Reply((words("Tôi không tìm thấy báo cáo này, hoặc báo cáo không phải của đơn vị anh/chị."),))


def unit_gone() -> Reply:
    """The unit is no longer in the roster."""
    return Reply((words("Đơn vị này không còn trong danh sách. Nội dung anh/chị nhắn vẫn được giữ; nhờ anh/chị báo thường trực."),))


def task_gone() -> Reply:
    """The plan has changed meanwhile."""
    return Reply((words("Kế hoạch vừa được cập nhật nên việc này không còn như trước. Nhờ anh/chị xem lại việc của đơn vị rồi báo lại."),))


def others(name: str) -> Reply:
    """A report that names a unit which is not one's own."""
    return Reply((words(f"Anh/chị chỉ báo được cho đơn vị mình; việc của {name} do đầu mối đơn vị đó báo."),))


def leaders_read(offered: tuple[Choice, ...]) -> Reply:
    """A leader tells how far the unit is."""
    return Reply((words("Anh/chị đang xem với vai trò lãnh đạo; việc báo tiến độ do cán bộ đầu mối của đơn vị thực hiện."),), offered)


def ask_field(field: Field, offered: tuple[Choice, ...], *, first: bool) -> Reply:
    """One field of a form."""
    how = f"chọn một trong: {', '.join(field.options)}" if field.type == "choice" else _EXAMPLES.get(field.type, "")
    head = "Nhờ anh/chị cho biết thêm. " if first else ""
    return Reply((words(f"{head}{label(field)}? ({how}; hoặc nhắn BỎ QUA, THÔI)"),), offered, by_word=True)


def ask_again(field: Field, offered: tuple[Choice, ...]) -> Reply:
    """What was typed is no such value."""
    how = _EXAMPLES.get(field.type, "một trong các mục đã nêu")
    said = f"Tôi chưa đọc được {label(field).lower()} ({how}). Anh/chị nhắn lại, hoặc BỎ QUA."
    return Reply((words(said),), offered, by_word=True)


def still_asking(field: Field) -> Reply:
    """A question came between."""
    return Reply((words(f"Tôi vẫn chờ anh/chị cho biết: {label(field).lower()} (hoặc nhắn BỎ QUA)."),), by_word=True)


def form_over(offered: tuple[Choice, ...]) -> Reply:
    """A button of a form that has ended."""
    return Reply((words("Phần bổ sung này đã xong. Cần chữa điều gì, anh/chị cứ nhắn."),), offered)


def to_tell(whose: str, lines: tuple[tuple[Span, ...], ...], offered: tuple[Choice, ...]) -> Reply:
    """The open tasks, to report on them."""
    head = f"{whose} còn {len(lines)} việc. Anh/chị chọn việc để báo, hoặc nhắn bằng lời, ví dụ: đã gửi hôm qua, số 12."
    return Reply((words(head), Items(lines)), offered)


def to_tell_one(task: Task, due: Deadline, now: datetime, known: str, offered: tuple[Choice, ...]) -> Reply:
    """The states of one task."""
    said = f" Đơn vị đang báo: {known}." if known else ""
    return Reply((words(f"{task.label}: {dates.due(due, now)}.{said} Anh/chị chọn một mục, hoặc nhắn bằng lời."),), offered)


def prompt(unit: Unit, tasks: Sequence[tuple[Task, Deadline]], now: datetime, offered: tuple[Choice, ...]) -> Reply:
    """Asks a unit how far it is; pushed, so it names the words to type."""
    what = Paragraph((Span(f"Thường trực hỏi tiến độ, {unit.name}: ", strong=True), Span("; ".join(f"{t.label}, {dates.due(d, now)}" for t, d in tasks))))
    how = "XONG, ĐANG LÀM, CHƯA LÀM, LÙI" if len(tasks) == 1 else "BÁO TIẾN ĐỘ"
    return Reply((what, words(f"Anh/chị bấm nút, nhắn {how}, hoặc nhắn bằng lời, ví dụ: đã gửi hôm qua, số 12.")), offered, by_word=True)


def enter(unit: Unit) -> Reply:
    """The secretariat is about to tell something for a unit."""
    return Reply((words(f"Anh/chị nhắn điều {unit.name} đã báo (qua điện thoại, văn bản…), tôi ghi hộ và báo cho đầu mối của đơn vị."),), by_word=True)


def not_an_entry(unit: Unit) -> Reply:
    """What was typed tells nothing of progress."""
    return Reply((words(f"Tôi chưa thấy tin nào báo tiến độ của {unit.name}. Nhờ anh/chị nhắn lại, ví dụ: đã gửi 20/7, số 125; hoặc HUỶ."),), by_word=True)


def entered_for(unit: Unit, lines: Sequence[tuple[Task, Told, Deadline | None]]) -> Reply:
    """Tells a unit's officers what the secretariat noted for them."""
    said = "; ".join(f"“{task.label}”: {what(task, told, late)}" for task, told, late in lines)
    return Reply((words(f"Thường trực ghi hộ {unit.name}: {said}. Nếu chưa đúng, anh/chị nhắn lại cho tôi."),))


def reopened(unit: Unit, task: Task, offered: tuple[Choice, ...]) -> Reply:
    """A task that was done is open again."""
    return Reply((words(f"Đã mở lại việc “{task.label}” của {unit.name}; đầu mối đơn vị được báo."),), offered)


def reopened_for(unit: Unit, task: Task, offered: tuple[Choice, ...]) -> Reply:
    """Tells the unit's officers."""
    return Reply((words(f"Thường trực mở lại việc “{task.label}” của {unit.name}. Nhờ anh/chị kiểm tra và báo lại."),), offered)


def not_done(unit: Unit, task: Task) -> Reply:
    """Nothing to open again."""
    return Reply((words(f"{unit.name} chưa báo xong việc “{task.label}”, nên không có gì để mở lại."),))


def stands(task: Task, told: Told | None) -> str:
    """What stands after an undo."""
    return f"Hiện ghi: {what(task, told)}." if told and told.state else "Hiện chưa có ghi nhận nào của việc này."


def history(unit: Unit, task: Task, said: Sequence[Status], files: Sequence[KeptFile], offered: tuple[Choice, ...]) -> Reply:
    """Everything a unit said of a task, the oldest first."""
    head = Paragraph((Span(f"{unit.name}, “{task.label}”", strong=True), Span(": lịch sử báo cáo.")))
    if not said:
        return Reply((head, words("Chưa có ghi nhận nào.")), offered)
    blocks: list[Block] = [head, Items(tuple((Span(_entry(task, each)),) for each in said), numbered=True)]
    if files:
        blocks.append(words(f"Tệp kèm: {'; '.join(file.name for file in files)}."))
    return Reply(tuple(blocks), offered)


def _entry(task: Task, said: Status) -> str:
    by = {Via.UNIT: said.who, Via.OFFICE: f"thường trực ghi hộ, {said.who}", Via.REOPENED: f"thường trực mở lại, {said.who}"}[said.via].strip(", ")
    told = said.told if said.told.state else Told(task.key, said.state)
    marks = "".join((" (muộn)" if said.late else "", " (đã hoàn tác)" if said.undone else ""))
    return f"{dates.moment(said.at)}: {what(task, told)}{marks}" + (f" ({by})." if by else ".")


def known(task: Task, told: Told, fields: Sequence[Field]) -> str:
    """The values of some fields in words."""
    return "; ".join(f"{label(field)}: {value(own)}" for field in fields if (own := value_of(told, field)) is not None)


def file_kept_for(unit: Unit, task: Task | None, offered: tuple[Choice, ...]) -> Reply:
    """A file is taken for a unit and a task."""
    where = f" cho việc “{task.label}”" if task else ""
    more = "" if task else " Tệp thuộc việc nào ạ?"
    return Reply((words(f"Đã nhận tệp của {unit.name}{where}, đang lưu.{more}"),), offered)


def file_for_office() -> Reply:
    """A table for the secretariat's imports."""
    return Reply((words("Đã nhận tệp, tôi đang đọc và sẽ báo những gì sẽ thay đổi trước khi ghi."),))


def file_without_unit(offered: tuple[Choice, ...]) -> Reply:
    """A file of the secretariat's that is no table."""
    return Reply((words("Nhờ anh/chị mở đơn vị trước (ví dụ: đơn vị so-ha-noi), hoặc gửi tệp Excel, CSV để nhập danh sách."),), offered)


def file_of_nobody(contact: str) -> Reply:
    """A visitor's file."""
    return Reply((words(f"Tôi chỉ nhận tệp của đầu mối đã đăng ký. Anh/chị liên hệ {contact or 'thường trực'} để được đăng ký."),))


def attached(name: str, task: Task) -> Reply:
    """A file got its task."""
    return Reply((words(f"Đã ghi tệp {name} vào việc “{task.label}”."),))


def nothing_to_attach() -> Reply:
    """There is no file without a task."""
    return Reply((words("Không có tệp nào đang chờ chọn việc."),))


def early(task: Task, of: State) -> str:
    """A state as a button of a prompt."""
    return f"{task.label}: {state(of)}"
