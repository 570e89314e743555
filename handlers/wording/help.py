"""What can be asked, with examples of the plan at hand, and the menu of commands."""

from __future__ import annotations

from handlers.message import Block, Choice, Items, Reply, Span, words
from handlers.wording.greetings import named
from knowledge.plan import Plan

COMMANDS: tuple[tuple[str, str], ...] = (
    ("start", "Bắt đầu"),
    ("viec", "Đơn vị tôi phải làm gì"),
    ("vanban", "Gửi văn bản kế hoạch"),
    ("donvi", "Đổi đơn vị"),
    ("hoi", "Hỏi về kế hoạch"),
    ("trogiup", "Hướng dẫn sử dụng"),
)
"""Telegram's menu: names and what they do."""


def usage(plan: Plan, examples: tuple[str, ...], contact: str, offered: tuple[Choice, ...]) -> Reply:
    """What can be asked, in short."""
    blocks: list[Block] = [words(f"Anh/chị hỏi bằng lời thường về {named(plan)}; tôi trả lời kèm mục căn cứ và số ngày còn lại. Ví dụ:")]
    if examples:
        blocks.append(Items(tuple((Span(text),) for text in examples)))
    blocks.append(words("Các từ có thể gõ: việc của tôi, văn bản, nguyên văn (kèm số mục), đổi đơn vị."))
    if contact:
        blocks.append(words(f"Cần gặp người phụ trách: {contact}."))
    return Reply(tuple(blocks), offered)


def usage_in_group(example: str) -> Reply:
    """The same for a group, in one line."""
    shown = f", ví dụ: /hoi {example}" if example else "."
    return Reply((words(f"Mời gõ /hoi kèm câu hỏi về kế hoạch{shown}"),))
