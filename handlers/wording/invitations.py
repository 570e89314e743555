"""What the sheet of invitations says, and how it is handed over."""

from __future__ import annotations

from handlers.message import Attachment, Reply, words

SHEET = "Mã mời"
FILE = "ma-moi"
HEADER = ("Mã đơn vị", "Đơn vị", "Mã mời", "Dùng đến", "Liên kết Telegram", "Bot Zalo")
KEEP_SAFE = "Ai có mã đều tham gia được đơn vị: chỉ gửi cho đúng đầu mối."
TO_TELEGRAM = "Quét mã QR bằng điện thoại có Telegram, hoặc nhắn mã dưới đây cho bot trên Telegram, Zalo hay trang web:"
TO_TYPE = "Nhắn mã dưới đây cho bot:"
ON_ZALO = "Trên Zalo, tìm bot:"
UNTIL = "Dùng đến ngày"
IN_PUBLIC = "Bảng mã mời chỉ gửi được ở kênh nhận tệp."


def sheet(file: Attachment, units: int) -> Reply:
    """One of the two files."""
    return Reply((words(f"Mã mời của {units} đơn vị. {KEEP_SAFE}"),), attachment=file)


def no_units() -> Reply:
    """There is nobody to invite."""
    return Reply((words("Danh sách chưa có đơn vị nào. Anh/chị gửi tệp Excel hoặc CSV danh sách đơn vị trước."),))
