"""What is said of the schedule to the secretariat and to officers: the policy, what was skipped, extensions, the calendar."""

from __future__ import annotations

from handlers.message import Reply, words
from handlers.wording.schedule_choices import REMINDERS
from knowledge.plan import Task


def unanswered(task: Task, units: int) -> Reply:
    """Units that have been reminded again and again."""
    return Reply((words(f"{task.label}: {units} đơn vị đã được nhắc nhiều lần, cả lãnh đạo và cấp trên, mà chưa trả lời."),), (REMINDERS,), by_word=True)
