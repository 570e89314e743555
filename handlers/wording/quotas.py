"""What a channel's monthly quota means for people."""

from __future__ import annotations

from handlers.message import Reply, words
from handlers.records import QuotaState


def state(of: QuotaState) -> str:
    """One bot's month, for the desk."""
    share = f" ({100 * of.messages // of.most_messages}%)" if of.most_messages else ""
    return f"{of.bot}: đã dùng {of.messages}/{of.most_messages} tin tháng này{share}; {of.people}/{of.most_people} người."


def warning(bot: str, used: int, most: int) -> Reply:
    """Told once a month, while there is still time."""
    return Reply(
        (
            words(
                f"Kênh {bot} đã dùng {used}/{most} tin của tháng này. Khi gần hết, bot dừng nhắc việc và thông báo trên kênh này trước, câu trả lời sau cùng; "
                "người có tài khoản ở kênh khác được trả lời ở kênh đó."
            ),
        )
    )


def crowded(other: str) -> Reply:
    """To somebody for whom the bot has no place any more."""
    way = f" Anh/chị dùng giúp {other}, hoặc liên hệ thường trực." if other else " Anh/chị liên hệ thường trực để được hướng dẫn."
    return Reply((words(f"Bot này đã đủ số người nên chưa phục vụ được anh/chị.{way}"),))


def crowded_office(bot: str, most: int) -> Reply:
    """The secretariat learns of it."""
    return Reply((words(f"Kênh {bot} đã đủ {most} người; có người mới nhắn mà không còn chỗ. Có thể thêm một bot nữa trong ZALO_BOT_TOKENS."),))
