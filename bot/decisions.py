"""What handlers decide, as the core asks for it."""

from __future__ import annotations

from bot.script import Script
from handlers import reminders, reports, roles, router, wording

HANDLERS = Script(
    route=router.route,
    apology=wording.apology,
    rehearsal=wording.rehearsal,
    planned=reminders.planned,
    reminder=reminders.reminder,
    prompt=reports.prompt,
    permits=roles.permits,
    not_allowed=wording.not_allowed,
)
