"""What is said of broadcasts: while one is composed, what recipients see, how far it is, what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers.broadcast_commands import Verb
from handlers.message import Block, Choice, Items, Paragraph, Reply, Span, Stored, words
from handlers.records import Person
from handlers.records_broadcasts import Audience, Broadcast, Recipient, Tally
from handlers.wording import dates
from handlers.wording.choices import how_far, short
from knowledge.plan import Deadline, Plan, Task
from knowledge.syllable import fold

_SHOWN = 15
_PLACES = {"open": "chưa xong", "silent": "chưa báo", "done": "đã báo xong", "late": "chậm hoặc quá hạn", "delayed": "xin lùi"}
_PARTS = {"unacked": "chưa xác nhận", "failed": "gửi lỗi", "unknown": "không rõ đã nhận được", "sent": "đã nhận được"}
_GROUPS = {"": "", "too": ", cả nhóm làm việc", "only": ", chỉ nhóm làm việc"}
_STATES = {
    "draft": "đang soạn", "approval": "chờ người thứ hai duyệt", "scheduled": "đã hẹn giờ", "freezing": "đang gửi", "sending": "đang gửi",
    "stopped": "đã dừng", "resuming": "đang gửi tiếp", "done": "đã gửi xong", "cancelled": "đã hủy", "recalled": "đã thu hồi",
}  # fmt: skip
_TROUBLES = (
    ("blocked", "người nhận đã chặn bot"),
    ("deactivated", "tài khoản không còn"),
    ("not found", "không tìm thấy cuộc trò chuyện"),
    ("kicked", "bot đã bị mời ra khỏi nhóm"),
    ("no longer due", "không còn cần gửi: đã thu hồi, hoặc đơn vị đã báo xong"),
    ("recalled", "đã thu hồi trước khi gửi"),
    ("too old", "quá thời hạn gửi"),
    ("too many messages", "người nhận đã có quá nhiều tin trong ngày"),
    ("rehearsal", "không phải địa chỉ của buổi diễn tập"),
)
ASKING = "Nhờ {don_vi} cho biết tiến độ việc “{viec}”, hạn {han}."
"""The text of a broadcast that asks how far units are; it may be changed like any other."""

NEW = Choice("Soạn thông báo", "thong bao")
LIST = Choice("Các thông báo", "cac thong bao")
RECIPIENT_STATES = {
    "sent": "đã gửi", "unknown": "không rõ đã tới chưa", "failed": "không gửi được", "expired": "quá hạn gửi", "cleared": "không gửi",
    "queued": "đang chờ", "waiting": "đang chờ", "sending": "đang gửi", "unreachable": "chưa có địa chỉ để gửi",
}  # fmt: skip


def do(label: str, verb: Verb, id: int, more: str = "") -> Choice:
    """A button for something the office does with a broadcast."""
    return Choice(label, f"{verb.value} {id} {more}".strip())


def changes(id: int) -> tuple[Choice, ...]:
    """What can still be changed of one that has not gone out."""
    return (do("Sửa nội dung", Verb.EDIT, id), do("Đổi người nhận", Verb.AIM, id), do("Hủy", Verb.CANCEL, id))


def why(reason: str) -> str:
    """Why a message was not sent, for people."""
    said = reason.lower()
    return next((told for word, told in _TROUBLES if word in said), reason or "không rõ lý do")


def compose() -> Reply:
    """The text is asked for."""
    return Reply(
        (
            words("Anh/chị nhắn nội dung thông báo. Chưa gửi cho ai: tôi sẽ hỏi người nhận rồi cho xem trước."),
            words("Trong nội dung có thể dùng {don_vi} (tên đơn vị nhận), {viec} và {han} (việc chưa xong gần nhất và hạn của đơn vị)."),
        ),
        (Choice("Hỏi tiến độ", "hoi tien do"), LIST),
    )


def wrong_fields(wrong: Sequence[str]) -> Reply:
    """Braces that mean nothing."""
    named = ", ".join("{" + name + "}" for name in wrong)
    return Reply((words(f"Nội dung có {named}, tôi không biết điền gì. Chỉ có {{don_vi}}, {{viec}}, {{han}}. Anh/chị nhắn lại nội dung."),))


def too_long(length: int, most: int) -> Reply:
    """More than one message."""
    return Reply((words(f"Nội dung dài {length} ký tự, nhiều nhất là {most}. Anh/chị rút ngắn rồi nhắn lại."),))


def whom(plan: Plan, id: int) -> Reply:
    """The audience is asked for."""
    ask = "Gửi cho ai? Anh/chị chọn, hoặc nhắn: loại đơn vị, tên đơn vị, chưa xong (việc), chưa báo (việc), quá hạn (việc)."
    return Reply((words(ask), words(_how(plan))), _aims(plan, id))


def whom_again(plan: Plan, id: int, part: str) -> Reply:
    """A part of the audience was not understood."""
    told = f"Tôi chưa hiểu “{part}” là những đơn vị nào." if part else "Tôi chưa hiểu người nhận."
    return Reply((words(f"{told} {_how(plan)}"),), _aims(plan, id))


def _how(plan: Plan) -> str:
    kind = next((kind for kind in plan.kinds if not kind.event), plan.kinds[0])
    task = plan.tasks_for(kind.key)[:1]
    both = ", ".join(filter(None, (kind.short or kind.label, f"chưa xong {task[0].label}" if task else "")))
    return f"Có thể kết hợp bằng dấu phẩy, ví dụ: {both[:1].lower()}{both[1:]}."


def _aims(plan: Plan, id: int) -> tuple[Choice, ...]:
    kinds = tuple(do(short(kind.short or kind.label), Verb.AIM, id, fold(kind.key)) for kind in plan.kinds if not kind.event)
    tasks = tuple(do(f"Chưa xong: {short(task.label)}", Verb.AIM, id, f"chua xong {fold(task.key)}") for task in plan.tasks[:3])
    return (do("Tất cả đơn vị", Verb.AIM, id, "tat ca"), *(kinds if len(kinds) > 1 else ()), *tasks)


def audience(named: Sequence[str], task: Task | None, of: Audience) -> str:
    """An audience in words: `named` are its kinds and units, `task` the one it is about."""
    whom = ", ".join(named) or "tất cả đơn vị"
    narrowed = f", {_PLACES[of.place]} việc “{task.label}”" if task and of.place else ""
    people = f", {_PARTS[of.part]} thông báo số {of.of}" if of.of is not None else ""
    return whom + narrowed + people + _GROUPS[of.groups]


def message(id: int, text: str, *, ack: bool, ask: Task | None = None, file: Stored | None = None) -> Reply:
    """A broadcast as its recipients see it; `ask` is the task they are asked about."""
    paragraphs: list[Block] = [words("Thông báo của thường trực", strong=True)]
    paragraphs += [words(part.strip()) for part in text.split("\n\n") if part.strip()]
    choices: tuple[Choice, ...] = ()
    if ask:
        named = f"{ask.label[:1].lower()}{ask.label[1:]}"
        paragraphs.append(words(f"Anh/chị bấm nút, hoặc nhắn: XONG, ĐANG LÀM, CHƯA LÀM hay LÙI kèm tên việc (ví dụ: xong {named})."))
        choices = how_far(ask)
    if ack:
        paragraphs.append(words(f"Nhờ anh/chị xác nhận đã đọc: bấm Đã nhận, hoặc nhắn: đã nhận tin {id}."))
        choices = (*choices, _received(id))
    return Reply(tuple(paragraphs), choices, file, by_word=True)


def message_to_group(id: int, text: str, *, ack: bool, ask: Task | None = None, file: Stored | None = None) -> Reply:
    """A broadcast as a unit's group sees it."""
    paragraphs: list[Block] = [words("Thông báo của thường trực", strong=True)]
    paragraphs += [words(part.strip()) for part in text.split("\n\n") if part.strip()]
    if ask:
        paragraphs.append(words("Cán bộ đầu mối báo tiến độ trong khung chat riêng với tôi."))
    if ack:
        paragraphs.append(words("Nhờ một anh/chị thay mặt nhóm xác nhận đã đọc: bấm Đã nhận."))
    return Reply(tuple(paragraphs), (_received(id),) if ack else (), file, by_word=True)


def _received(id: int) -> Choice:
    return Choice("Đã nhận", f"da nhan tin {id}")


def last_day(due: tuple[Task, Deadline] | None, now: datetime) -> str:
    """What {han} stands for."""
    return f"{dates.day(due[1].last)} ({dates.left(due[1], now)})" if due else "không còn việc nào"


def none_such() -> Reply:
    """There is none of this number."""
    return Reply((words("Không có thông báo nào mang số này."),), (LIST,))


def already(of: Broadcast) -> Reply:
    """It is in a state where that cannot be done."""
    return Reply((words(f"Thông báo số {of.id} {_STATES[of.state]}, không làm thao tác này được."),), (do("Xem", Verb.SHOW, of.id), LIST))


def same_again(of: Broadcast, before: Broadcast) -> Reply:
    """The same text has gone out within a day."""
    told = f"Nội dung này đã gửi trong vòng một ngày qua (thông báo số {before.id}). Gửi lần nữa?"
    return Reply((words(told),), (do("Gửi lần nữa", Verb.AGAIN, of.id), do("Hủy", Verb.CANCEL, of.id)))


def no_second(above: int) -> Reply:
    """Nobody else can approve."""
    told = f"Thông báo cho trên {above} người cần một thành viên thường trực khác duyệt, mà hiện chỉ có anh/chị."
    return Reply((words(f"{told} Mời thêm bằng: mời thường trực."),))


def waits_for_approval(of: Broadcast, people: int) -> Reply:
    """Others are asked."""
    return Reply((words(f"Thông báo số {of.id} ({people} người) đang chờ một thành viên thường trực khác duyệt."),), (do("Hủy", Verb.CANCEL, of.id), LIST))


def please_approve(of: Broadcast, by: Person, people: int, whom: str) -> Reply:
    """To the others of the office."""
    head = words(f"{by.name or 'Một thành viên thường trực'} muốn gửi thông báo số {of.id} cho {people} người ({whom}):", strong=True)
    return Reply((head, words(of.text)), (do("Duyệt gửi", Verb.APPROVE, of.id), do("Hủy", Verb.CANCEL, of.id)))


def not_your_own() -> Reply:
    """Whoever wrote it cannot approve it."""
    return Reply((words("Người soạn không tự duyệt được; nhờ một thành viên thường trực khác."),))


def when() -> Reply:
    """The moment is asked for."""
    return Reply((words("Gửi lúc nào? Ví dụ: 8 giờ ngày 21/7/2014, hoặc 15h30."),))


def past(at: datetime) -> Reply:
    """The moment is over."""
    return Reply((words(f"{dates.moment(at)} đã qua. Anh/chị cho một thời điểm sắp tới."),))


def edit(text: str) -> Reply:
    """The text as it stands, to be sent anew."""
    return Reply((words("Anh/chị nhắn lại toàn bộ nội dung. Nội dung hiện nay:"), words(text)))


def correct() -> Reply:
    """The text of a correction."""
    return Reply((words("Anh/chị nhắn nội dung đính chính; tin sẽ gửi cho đúng những người đã nhận tin trước."),))


def scheduled(of: Broadcast, people: int) -> Reply:
    """It goes out later."""
    at = dates.moment(of.starts) if of.starts else ""
    told = f"Đã hẹn: thông báo số {of.id} gửi lúc {at} cho khoảng {people} người; người nhận chốt vào lúc gửi."
    return Reply((words(told),), (do("Sửa nội dung", Verb.EDIT, of.id), do("Hủy", Verb.CANCEL, of.id), LIST))


def cancelled() -> Reply:
    """It is not sent."""
    return Reply((words("Đã hủy, không gửi cho ai."),), (NEW, LIST))


def progress(of: Broadcast, tally: Tally, people: int, rates: Mapping[str, float]) -> Reply:
    """How far a broadcast is; `rates` are sends a second, by the bot's name."""
    total = max(tally.total, people, 1)
    parts = 10 * tally.settled // total
    bar = "▓" * parts + "░" * (10 - parts)
    lines = [f"{bar} {100 * tally.settled // total}%", f"Đã gửi {tally.sent}, còn {total - tally.settled}, không gửi được {tally.failed + tally.unreachable}."]
    if tally.unknown:
        lines.append(f"Không rõ đã tới chưa: {tally.unknown}.")
    if of.state in ("freezing", "sending", "resuming") and total > tally.settled:
        ahead = [many / max(rates.get(bot, 1.0), 0.01) for bot, many in tally.waiting]
        unwritten = (total - max(tally.total, tally.settled)) / max(rates.values(), default=1.0)
        lines.append(f"Còn khoảng {dates.duration(max(ahead, default=0.0) + unwritten)}.")
    halt = do("Tiếp tục", Verb.GO_ON, of.id) if of.state == "stopped" else do("Dừng", Verb.STOP, of.id)
    head = words(f"Thông báo số {of.id}: {_STATES[of.state]}", strong=True)
    return Reply((head, *(words(line) for line in lines)), (halt, do("Cập nhật", Verb.SHOW, of.id)))


def report(of: Broadcast, tally: Tally) -> Reply:
    """What became of a broadcast."""
    lines = [f"Người nhận: {tally.total}; đã gửi {tally.sent}."]
    if tally.unknown:
        lines.append(f"Không rõ đã tới chưa (mất kết nối đúng lúc gửi): {tally.unknown}.")
    lines += [f"Không gửi được {many}: {why(reason)}." for reason, many in tally.reasons]
    if tally.unreachable:
        lines.append(f"Chưa có địa chỉ để gửi: {tally.unreachable}.")
    if of.ack:
        lines.append(f"Đã xác nhận: {tally.acked}/{tally.total}.")
    if tally.open:
        lines.append(f"Còn chờ: {tally.open}.")
    failed = (do("Gửi lại cho người lỗi", Verb.RESEND, of.id),) if tally.failed or tally.unreachable else ()
    unknown = (do("Gửi lại cho người không rõ", Verb.RESEND_UNKNOWN, of.id),) if tally.unknown else ()
    unacked = (do("Ai chưa xác nhận", Verb.UNACKED, of.id),) if of.ack and tally.acked < tally.total else ()
    rest = (do("Xuất Excel", Verb.EXPORT, of.id), do("Đính chính", Verb.CORRECT, of.id))
    recall = (do("Thu hồi", Verb.RECALL, of.id),) if of.state == "done" else ()
    head = Paragraph((Span(f"Thông báo số {of.id}: {_STATES[of.state]}.", strong=True),))
    return Reply((head, Items(tuple((Span(line),) for line in lines))), (*failed, *unknown, *unacked, *rest, *recall), by_word=False)


def draft(of: Broadcast, whom: str) -> Reply:
    """One that has not gone out."""
    at = f", hẹn {dates.moment(of.starts)}" if of.starts else ""
    head = words(f"Thông báo số {of.id}: {_STATES[of.state]}{at}. Người nhận: {whom or 'chưa chọn'}.", strong=True)
    return Reply((head, words(of.text)), (do("Gửi", Verb.SEND, of.id), *changes(of.id)))


def unacked(of: Broadcast, missing: Sequence[Recipient], names: Mapping[str, str]) -> Reply:
    """Who has not acknowledged."""
    if not missing:
        return Reply((words(f"Thông báo số {of.id}: mọi người nhận được đều đã xác nhận."),), (do("Xem", Verb.SHOW, of.id),))
    lines = tuple((Span(f"{names.get(each.unit, each.unit)}: {called(each)}"),) for each in missing[:_SHOWN])
    more = (words(f"và {len(missing) - _SHOWN} người nữa (xem tệp Excel)."),) if len(missing) > _SHOWN else ()
    head = words(f"Thông báo số {of.id}: {len(missing)} người đã nhận mà chưa xác nhận:", strong=True)
    told = words(f"Để nhắc riêng họ: soạn thông báo rồi chọn người nhận “chưa xác nhận {of.id}”.")
    return Reply((head, Items(lines), *more, told), (do("Xuất Excel", Verb.EXPORT, of.id), NEW))


def called(of: Recipient) -> str:
    """A recipient by name; a group as such."""
    if of.group:
        return f"nhóm {of.name}".strip()
    return of.name or "chưa rõ tên"


def exporting() -> Reply:
    """The Excel file is being made."""
    return Reply((words("Tôi đang lập tệp Excel người nhận, xong sẽ gửi vào đây."),))


def exported(id: int) -> str:
    """What goes with the Excel file."""
    return f"Người nhận của thông báo số {id}, kèm trạng thái và thời điểm."


def recalling(of: Broadcast) -> Reply:
    """Messages are being deleted where that is possible."""
    told = f"Đang thu hồi thông báo số {of.id}: tin chưa gửi sẽ không gửi; tin đã gửi được xóa nơi nền tảng cho phép (Telegram, trong 48 giờ)."
    return Reply((words(told), words("Nơi không xóa được, anh/chị gửi đính chính.")), (do("Đính chính", Verb.CORRECT, of.id),))


def recalled(id: int, deleted: int, left: int) -> Reply:
    """How many could be deleted."""
    told = f"Thu hồi thông báo số {id}: đã xóa {deleted} tin; {left} tin không xóa được."
    return Reply((words(told),), (do("Đính chính", Verb.CORRECT, id),) if left else ())


def thanks() -> Reply:
    """A recipient has acknowledged."""
    return Reply((words("Cảm ơn anh/chị, thường trực đã ghi nhận anh/chị đã nhận thông báo."),))


def every(found: Sequence[Broadcast]) -> Reply:
    """The latest broadcasts."""
    if not found:
        return Reply((words("Chưa có thông báo nào."),), (NEW,))
    lines = tuple((Span(f"Số {each.id}", strong=True), Span(f" ({_STATES[each.state]}): {_begin(each.text)}")) for each in found[:_SHOWN])
    return Reply((words("Các thông báo:", strong=True), Items(lines)), (*(do(f"Xem số {each.id}", Verb.SHOW, each.id) for each in found[:4]), NEW))


def _begin(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:60].rsplit(" ", 1)[0] + "…"


def extension_notice(task: Task, last: date, document: str) -> str:
    """The text officers are told an extension with."""
    named = document.replace("{", "(").replace("}", ")")
    return f"{{don_vi}}: việc “{task.label}” được gia hạn đến {dates.day(last)}, theo {named}. Lịch nhắc và câu trả lời của bot đã theo hạn mới."
