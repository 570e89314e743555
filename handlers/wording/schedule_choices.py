"""The choices of the schedule: snoozing, the calendar, extensions, what is silenced."""

from __future__ import annotations

from handlers.message import Choice
from knowledge.plan import Task
from knowledge.syllable import fold

CALENDAR = Choice("Lịch nhắc việc", "lich")
REMINDERS = Choice("Nhắc việc", "nhac viec")
EXTENSIONS = Choice("Các lần gia hạn", "cac gia han")
SKIPPED = Choice("Lời nhắc bị bỏ qua", "nhac bo qua")

SNOOZES = (("Một giờ nữa", "1 gio"), ("Chiều nay", "chieu nay"), ("Sáng mai", "sang mai"), ("Ba ngày nữa", "3 ngay"))
"""How long a reminder may be put off, as buttons read and as it is typed."""


def snooze(task: Task | None) -> Choice:
    """Put a reminder off: for how long is asked then."""
    return Choice("Nhắc lại sau", f"nhac lai {fold(task.key)}" if task else "nhac lai")


def snooze_until(task: Task, label: str, when: str) -> Choice:
    """Put it off until then."""
    return Choice(label, f"nhac lai {fold(task.key)} {when}")


def revoke(id: int) -> Choice:
    """Take an extension back."""
    return Choice("Thu hồi", f"thu hoi gia han {id}")


def confirm_extension(task: Task, scope: str, target: str, last: str) -> Choice:
    """An extension as it was understood, to be confirmed; its document is kept with the conversation."""
    whom = {"all": "tat ca", "kind": f"loai {fold(target)}", "unit": f"don vi {target.lower()}"}[scope]
    return Choice("Đúng, gia hạn", f"gia han {fold(task.key)} {whom} {last} dong y"[:64])
