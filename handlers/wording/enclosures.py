"""What is said of files and pictures that go with broadcasts."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.broadcast_commands import Verb
from handlers.message import Choice, Reply, Stored, words
from handlers.records_broadcasts import Broadcast, Enclosure

WAITS = "wanted"


def _do(label: str, verb: Verb, id: int) -> Choice:
    return Choice(label, f"{verb.value} {id}")


def ask(of: Broadcast) -> Reply:
    """The file is asked for."""
    told = "Anh/chị gửi tệp hoặc ảnh vào đây (ảnh, PDF, Word, Excel, tối đa 10 MB); mỗi thông báo kèm một tệp."
    return Reply((words(told),), (_do("Xem", Verb.SHOW, of.id), _do("Hủy", Verb.CANCEL, of.id)), by_word=True)


def coming() -> Reply:
    """It is being fetched."""
    return Reply((words("Tôi đang nhận tệp kèm thông báo, xong sẽ báo."),))


def text_for_it() -> Reply:
    """It came without words."""
    return Reply((words("Tôi đang nhận tệp kèm thông báo. Anh/chị nhắn nội dung thông báo; chưa gửi cho ai."),))


def kept(name: str, broadcast: int) -> Reply:
    """It is there."""
    offered = (_do("Xem trước", Verb.SHOW, broadcast), _do("Bỏ tệp", Verb.NO_FILE, broadcast))
    return Reply((words(f"Đã nhận tệp {name}, sẽ gửi kèm thông báo số {broadcast}."),), offered)


def not_yet(of: Broadcast) -> Reply:
    """It cannot be sent before its file is there, or with one that could not be had."""
    again = (_do("Gửi", Verb.SEND, of.id), _do("Bỏ tệp", Verb.NO_FILE, of.id))
    if of.file is not None and of.file.state == WAITS:
        return Reply((words("Tệp kèm thông báo còn đang được nhận. Anh/chị chờ giây lát rồi bấm Gửi lại."),), again)
    told = "Không nhận được tệp kèm thông báo (chỉ nhận ảnh, PDF, Word, Excel, tối đa 10 MB)."
    return Reply((words(f"{told} Anh/chị gửi tệp khác hoặc bỏ tệp."),), (_do("Kèm tệp khác", Verb.FILE, of.id), *again[1:]))


def stored(file: Enclosure | None) -> Stored | None:
    """The file as it goes with the message; None where there is none, or it is not there."""
    if file is None or file.state != "kept":
        return None
    told = f"Kèm tệp: {file.name}. Kênh này không chuyển được tệp; anh/chị xem trên trang web hoặc Telegram, hoặc hỏi thường trực."
    return Stored(file.path, file.name, file.media_type, told, file.size)


def line(file: Enclosure, without: Mapping[str, int]) -> str:
    """Under the preview: which file, and how many get its name only."""
    if file.state == WAITS:
        return f"Tệp {file.name} đang được nhận, sẽ gửi kèm."
    if file.state != "kept":
        return f"Không nhận được tệp {file.name}: cần gửi tệp khác hoặc bỏ tệp."
    lacking = ", ".join(f"{bot} {many}" for bot, many in sorted(without.items()))
    return f"Kèm tệp {file.name}." + (f" Chỉ nhận được tên tệp, vì kênh không chuyển tệp: {lacking} người." if lacking else "")


def choice(of: Broadcast) -> Choice:
    """To add one, or take it away."""
    return _do("Bỏ tệp", Verb.NO_FILE, of.id) if of.file else _do("Kèm tệp", Verb.FILE, of.id)
