"""Prompts, one row for each person and day, and what a person was last asked about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.store import codec
from bot.store.base import Prompted
from bot.store.sql import Sql
from handlers.turn import Role

TO_ASK = """
SELECT m.person, u.code AS unit, a.bot, a.chat
FROM posts m
JOIN units u ON u.plan = m.plan AND u.code = m.unit AND u.gone IS NULL
JOIN addresses a ON (a.bot, a.chat) = (
    SELECT b.bot, b.chat FROM addresses b LEFT JOIN conversations c ON c.bot = b.bot AND c.chat = b.chat
    WHERE b.person = m.person AND b.closed IS NULL
    ORDER BY b.bot IS (SELECT p.prefers FROM people p WHERE p.id = b.person) DESC, coalesce(c.at, b.at) DESC LIMIT 1)
WHERE m.plan = :plan AND m.role = :officer AND u.code IN (SELECT value FROM json_each(:units))
AND NOT EXISTS (SELECT 1 FROM prompts r WHERE r.plan = m.plan AND r.task = :task AND r.unit = u.code AND r.person = m.person AND r.day = :day)
ORDER BY m.person, u.code
"""

# What the last pushed message to a person was about, where it went through.
ABOUT = """
SELECT task FROM (SELECT id FROM outbox WHERE person = :person AND lane = 1 AND settled >= :since AND state IN ('sent', 'unknown')
                  ORDER BY id DESC LIMIT 1) o
JOIN (SELECT outbox, task FROM reminders WHERE plan = :plan UNION SELECT outbox, task FROM prompts WHERE plan = :plan) r ON r.outbox = o.id
"""

# A prompt that could not go within its day says something that is no longer so.
KEEPS = timedelta(hours=24)


class Prompts:
    """The verbs of prompts."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def prompt(self, plan: str, task: str, units: Sequence[str], at: datetime, queued: datetime) -> int:
        asked = {"plan": plan, "task": task, "day": at.date().isoformat(), "officer": Role.OFFICER.value, "units": json.dumps(list(units))}
        rows = self._sql.run(TO_ASK, asked)
        for row in rows:
            key = "/".join(("prompt", plan, task, row["unit"], str(row["person"]), asked["day"]))
            made = self._sql.run(
                "INSERT INTO outbox (key, bot, chat, person, lane, op, state, queued, expires) "
                "VALUES (?, ?, ?, ?, 1, 'send', 'queued', ?, ?) RETURNING id",
                (key, row["bot"], row["chat"], row["person"], codec.when(queued), codec.when(queued + KEEPS)),
            )
            self._sql.run(
                "INSERT INTO prompts (plan, task, unit, person, day, outbox, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (plan, task, row["unit"], row["person"], asked["day"], made[0]["id"], codec.when(at)),
            )
        return len(rows)

    def still_asked(self, prompted: Prompted) -> bool:
        return (
            self._sql.one(
                "SELECT 1 FROM posts WHERE plan = ? AND person = ? AND unit = ? AND role = ?",
                (prompted.plan, prompted.person, prompted.unit, Role.OFFICER.value),
            )
            is not None
        )

    def prompted(self, plan: str, person: int, since: datetime) -> str | None:
        rows = self._sql.run(ABOUT, {"plan": plan, "person": person, "since": codec.when(since)})
        tasks = {row["task"] for row in rows}
        return tasks.pop() or None if len(tasks) == 1 else None
