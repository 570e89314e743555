"""What the bot says about itself and its own state: errors, rehearsal, groups, commands nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.message import Block, Choice, Paragraph, Reply, Span, words

_REHEARSAL = "[Diễn tập]"


def rehearsal(reply: Reply) -> Reply:
    """The reply marked as one of a rehearsal; marking twice is marking once."""
    first, rest = _parted(reply.blocks)
    if first.spans and first.spans[0].text.startswith(_REHEARSAL):
        return reply
    return replace(reply, blocks=(Paragraph((Span(f"{_REHEARSAL} ", strong=True), *first.spans)), *rest))


def _parted(blocks: tuple[Block, ...]) -> tuple[Paragraph, tuple[Block, ...]]:
    if blocks and isinstance(blocks[0], Paragraph):
        return blocks[0], blocks[1:]
    return Paragraph(()), blocks


def to_type(choices: Sequence[Choice]) -> str:
    """The choices as words to type, where there are neither buttons nor numbers."""
    return "\n".join(f"• {choice.label}: nhắn {choice.says}" for choice in choices)


def to_choose(choices: Sequence[Choice]) -> str:
    """The choices as a numbered list, where there are no buttons."""
    if not choices:
        return ""
    return "\n".join(["Nhắn số để chọn:", *(f"{number}. {choice.label}" for number, choice in enumerate(choices, 1))])


def apology() -> Reply:
    """Something of ours failed; the message is kept."""
    return Reply(
        (
            words(
                "Xin lỗi anh/chị, hệ thống vừa gặp trục trặc nên chưa trả lời được. Tin nhắn của anh/chị đã được lưu lại; "
                "anh/chị thử nhắn lại sau ít phút giúp tôi."
            ),
        )
    )


def text_needed(offered: tuple[Choice, ...]) -> Reply:
    """A sticker, a voice, a file the platform does not hand on: we read words; a paper can be sent as a picture."""
    said = "Tôi chỉ đọc được tin nhắn bằng chữ. Nhờ anh/chị gõ nội dung giúp tôi; văn bản giấy thì chụp ảnh gửi kèm báo cáo."
    return Reply((words(said),), offered)


def in_private() -> Reply:
    """Asked in a group for something that concerns one unit only."""
    return Reply(
        (words("Việc riêng của từng đơn vị, mời anh/chị nhắn trực tiếp cho tôi. Trong nhóm, tôi chỉ trả lời câu hỏi về kế hoạch."),)
    )


def not_allowed() -> Reply:
    """A command of somebody else's: typed by hand, or a button copied from another chat."""
    return Reply((words("Việc này dành cho người được giao. Anh/chị không có quyền thực hiện; nếu cần, anh/chị liên hệ thường trực."),))


def unknown_command(name: str, offered: tuple[Choice, ...]) -> Reply:
    """A slash command nobody knows."""
    return Reply((words(f"Tôi chưa có lệnh /{name[:32]}. Anh/chị cứ gõ thẳng câu hỏi về kế hoạch giúp tôi."),), offered)


def cancelled() -> Reply:
    """What we were waiting for is dropped."""
    return Reply((words("Vâng, tôi bỏ qua việc đó. Anh/chị cần gì cứ nhắn cho tôi."),))


def ask_away() -> Reply:
    """The asker announced a question."""
    return Reply((words("Mời anh/chị gõ câu hỏi về kế hoạch; hỏi bằng lời thường, có dấu hay không dấu đều được."),))


def number_out_of_list(most: int, offered: tuple[Choice, ...]) -> Reply:
    """A number the list last printed does not have."""
    return Reply((words(f"Danh sách chỉ có các số từ 1 đến {most}. Mời anh/chị chọn lại."),), offered)


def list_too_old(offered: tuple[Choice, ...]) -> Reply:
    """A number read against a list that was printed too long ago."""
    return Reply((words("Danh sách vừa rồi đã cũ. Mời anh/chị chọn lại trong danh sách này."),), offered)
