"""The choices of the schedule: snoozing, the calendar, extensions, what is silenced."""

from __future__ import annotations

from handlers.message import Choice
from handlers.turn import Unit
from handlers.wording.choices import short
from knowledge.plan import Task
from knowledge.syllable import fold

CALENDAR = Choice("Lịch nhắc việc", "lich")
FILE = Choice("Tệp lịch", "tep lich")
REMINDERS = Choice("Nhắc việc", "nhac viec")
RESET = Choice("Nhắc theo kế hoạch", "nhac theo ke hoach")
EXTENSIONS = Choice("Các lần gia hạn", "cac gia han")
SKIPPED = Choice("Lời nhắc bị bỏ qua", "nhac bo qua")
CANCEL = Choice("Hủy", "huy")

SNOOZES = (("Một giờ nữa", "1 gio"), ("Chiều nay", "chieu nay"), ("Sáng mai", "sang mai"), ("Ba ngày nữa", "3 ngay"))
"""How long a reminder may be put off, as buttons read and as it is typed."""


def snooze(task: Task | None) -> Choice:
    """Put a reminder off: for how long is asked then."""
    return Choice("Nhắc lại sau", f"nhac lai {fold(task.key)}" if task else "nhac lai")


def snooze_named(task: Task) -> Choice:
    """Put the reminder of one task among several off."""
    return Choice(short(task.label), f"nhac lai {fold(task.key)}")


def snooze_until(task: Task, label: str, when: str) -> Choice:
    """Put it off until then."""
    return Choice(label, f"nhac lai {fold(task.key)} {when}")


def mute(unit: Unit | None, task: Task | None) -> Choice:
    """Silence it."""
    return Choice("Tắt nhắc", f"tat nhac {_about(unit, task)}")


def unmute(unit: Unit | None, task: Task | None) -> Choice:
    """Let it sound again."""
    return Choice("Bật lại", f"bat nhac {_about(unit, task)}")


def revoke(id: int) -> Choice:
    """Take an extension back."""
    return Choice("Thu hồi", f"thu hoi gia han {id}")


def revoke_named(id: int) -> Choice:
    """Take one of several back."""
    return Choice(f"Thu hồi số {id}", f"thu hoi gia han {id}")


def confirm_extension(id: int) -> Choice:
    """The extension as it was understood is right."""
    return Choice("Đúng, gia hạn", f"dung gia han {id}")


def _about(unit: Unit | None, task: Task | None) -> str:
    return " ".join(filter(None, (fold(unit.code) if unit else "", fold(task.key) if task else "")))
