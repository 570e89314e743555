"""Reminders that have fallen due and prompts, one row for each person and slot or day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.store import codec
from bot.store.base import Prompted, Slot
from bot.store.sql import Sql
from handlers.turn import Role, State

# Every officer of a unit of these kinds whose task is not done and who has not had this slot, at the address last used.
MISSING = """
SELECT m.person, u.code AS unit, a.bot, a.chat
FROM posts m
JOIN units u ON u.plan = m.plan AND u.code = m.unit AND u.gone IS NULL
JOIN addresses a ON (a.bot, a.chat) = (
    SELECT b.bot, b.chat FROM addresses b LEFT JOIN conversations c ON c.bot = b.bot AND c.chat = b.chat
    WHERE b.person = m.person AND b.closed IS NULL
    ORDER BY b.bot IS (SELECT p.prefers FROM people p WHERE p.id = b.person) DESC, coalesce(c.at, b.at) DESC LIMIT 1)
WHERE m.plan = :plan AND m.role = :officer AND u.kind IN (SELECT value FROM json_each(:kinds))
AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.plan = m.plan AND r.task = :task AND r.unit = u.code AND r.person = m.person
                AND r.deadline = :deadline AND r.slot = :slot)
AND :done IS NOT (SELECT s.state FROM statuses s WHERE s.plan = m.plan AND s.unit = u.code AND s.task = :task
                  AND s.undone IS NULL ORDER BY s.id DESC LIMIT 1)
ORDER BY m.person, u.code LIMIT :limit
"""

STILL = """
SELECT 1 FROM posts m WHERE m.plan = :plan AND m.person = :person AND m.unit = :unit AND m.role = :officer
AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.plan = m.plan AND r.task = :task AND r.unit = m.unit AND r.person = m.person
                AND r.deadline = :deadline AND r.slot < :slot)
AND :done IS NOT (SELECT s.state FROM statuses s WHERE s.plan = m.plan AND s.unit = m.unit AND s.task = :task
                  AND s.undone IS NULL ORDER BY s.id DESC LIMIT 1)
"""

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

# A reminder that could not go within its day says something that is no longer so.
KEEPS = timedelta(hours=24)


class Reminders:
    """The verb that turns a due slot into reminders and outbox rows."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def remind(
        self, plan: str, task: str, kinds: Sequence[str], deadline: str, days: int, at: datetime, queued: datetime, limit: int
    ) -> int:
        slot = {"plan": plan, "task": task, "deadline": deadline, "slot": days}
        more = {"kinds": json.dumps(list(kinds)), "officer": Role.OFFICER.value, "done": State.DONE.value, "limit": limit}
        rows = self._sql.run(MISSING, slot | more)
        for row in rows:
            key = "/".join(("remind", plan, task, row["unit"], str(row["person"]), deadline, str(days)))
            made = self._sql.run(
                "INSERT INTO outbox (key, bot, chat, person, lane, op, state, queued, expires) "
                "VALUES (?, ?, ?, ?, 1, 'send', 'queued', ?, ?) RETURNING id",
                (key, row["bot"], row["chat"], row["person"], codec.when(queued), codec.when(queued + KEEPS)),
            )
            self._sql.run(
                "INSERT INTO reminders (plan, task, unit, person, deadline, slot, outbox, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (plan, task, row["unit"], row["person"], deadline, days, made[0]["id"], codec.when(at)),
            )
        return len(rows)

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

    def still_due(self, slot: Slot) -> bool:
        row = self._sql.one(
            STILL,
            {
                "plan": slot.plan,
                "task": slot.task,
                "unit": slot.unit,
                "person": slot.person,
                "deadline": slot.deadline,
                "slot": slot.days,
                "officer": Role.OFFICER.value,
                "done": State.DONE.value,
            },
        )
        return row is not None
