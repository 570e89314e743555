"""Slots that come, the reminders made for them, and what moves or silences them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.store import codec
from bot.store.base import Slot
from bot.store.outbox import RESTING
from bot.store.posts import LAST_USED
from bot.store.schedule_work import Round
from bot.store.sql import Row, Sql
from handlers.records_schedule import Extension, Mute, Reached, SlotState
from handlers.turn import Role, State

SNOOZED = -100_000
"""Slots below are a person's own: -100000 - the number of a snooze."""

# A reminder that could not go within its day says something that is no longer so.
KEEPS = timedelta(hours=24)

# The last day of a unit `u` for :task; :base is the plan's own.
EFFECTIVE = """max(:base, coalesce((SELECT max(x.last) FROM extensions x WHERE x.plan = :plan AND x.task = :task AND x.revoked IS NULL
    AND (x.scope = 'all' OR (x.scope = 'kind' AND x.target = u.kind) OR (x.scope = 'unit' AND x.target = u.code))), ''))"""
DONE = """:done IS (SELECT s.state FROM statuses s WHERE s.plan = :plan AND s.unit = u.code AND s.task = :task
    AND s.undone IS NULL ORDER BY s.id DESC LIMIT 1)"""
MUTED = "EXISTS (SELECT 1 FROM mutes q WHERE q.plan = :plan AND q.unit IN ('', u.code) AND q.task IN ('', :task))"
# How many of the unit's slots have arrived since its last word on the task.
UNANSWERED = """(SELECT count(DISTINCT r.slot) FROM reminders r JOIN outbox o ON o.id = r.outbox AND o.state IN ('sent', 'unknown')
    WHERE r.plan = :plan AND r.task = :task AND r.unit = u.code AND r.stage = 0
    AND r.at > coalesce((SELECT max(s.at) FROM statuses s WHERE s.plan = :plan AND s.unit = u.code AND s.task = :task), ''))"""

# Pieces put together in this file are its own; data goes in by parameters only.
PAGE = "WITH page AS (SELECT person, unit, role FROM posts WHERE plan = :plan AND (person, unit) > (:person, :unit) ORDER BY person, unit LIMIT :limit) "
END = PAGE + "SELECT person, unit, count(*) OVER () AS n FROM page ORDER BY person DESC, unit DESC LIMIT 1"  # noqa: S608
_WHO = f"""
SELECT m.person, u.code AS unit, %s AS stage, {UNANSWERED} AS silent FROM page m JOIN units u ON u.plan = :plan AND %s AND u.gone IS NULL
WHERE m.role = %s AND u.kind IN (SELECT value FROM json_each(:kinds)) AND {EFFECTIVE} = :deadline AND NOT {DONE} AND NOT {MUTED}
AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.plan = :plan AND r.task = :task AND r.unit = u.code AND r.person = m.person
                AND r.deadline = :deadline AND r.slot = :slot)
"""  # noqa: S608
OFFICERS = PAGE + _WHO % (0, "u.code = m.unit", ":officer")
LEADERS = PAGE + _WHO % (1, "u.code = m.unit", ":leader") + "AND silent >= :leaders"
# Without the hint SQLite would go through every unit for each person of the page.
ABOVE = (PAGE + _WHO % (2, "u.parent = m.unit", ":officer") + "AND silent >= :above").replace("JOIN units u ON", "JOIN units u INDEXED BY units_parent ON")

STILL = f"""
SELECT 1 FROM reminders k JOIN units u ON u.plan = k.plan AND u.code = k.unit AND u.gone IS NULL
JOIN posts m ON m.plan = k.plan AND m.person = k.person AND m.unit = CASE k.stage WHEN 2 THEN u.parent ELSE u.code END
    AND m.role = CASE k.stage WHEN 1 THEN :leader ELSE :officer END
WHERE k.plan = :plan AND k.task = :task AND k.unit = :unit AND k.person = :person AND k.deadline = :deadline AND k.slot = :slot
AND {EFFECTIVE} = :deadline AND NOT {DONE} AND NOT {MUTED}
AND NOT EXISTS (SELECT 1 FROM statuses s WHERE s.plan = k.plan AND s.unit = k.unit AND s.task = k.task AND s.undone IS NULL AND s.at >= k.at)
AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.plan = k.plan AND r.task = k.task AND r.unit = k.unit AND r.person = k.person
                AND r.deadline = k.deadline AND r.slot < k.slot AND r.slot > {SNOOZED})
"""  # noqa: S608
EXTENSIONS = "SELECT * FROM extensions WHERE plan = ? ORDER BY id"
REACHED = """
SELECT r.task, count(DISTINCT r.person) AS people, count(DISTINCT CASE WHEN o.state IN ('sent', 'unknown') THEN r.person END) AS sent,
count(DISTINCT CASE WHEN o.state = 'failed' THEN r.person END) AS failed,
count(DISTINCT CASE WHEN o.state IN ('sent', 'unknown') AND EXISTS (SELECT 1 FROM statuses s WHERE s.plan = r.plan AND s.unit = r.unit
    AND s.task = r.task AND s.undone IS NULL AND s.at >= r.at) THEN r.person END) AS answered
FROM reminders r JOIN outbox o ON o.id = r.outbox WHERE r.plan = ? GROUP BY r.task
"""


class Schedules:
    """The verbs of slots, reminders, extensions, mutes and the office's own days."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def slots(self, plan: str) -> Mapping[tuple[str, str, int], str]:
        rows = self._sql.run("SELECT task, deadline, slot, state FROM slots WHERE plan = ?", (plan,))
        return {(row["task"], row["deadline"], row["slot"]): row["state"] for row in rows}

    def slot_states(self, plan: str, limit: int) -> Sequence[SlotState]:
        rows = self._sql.run("SELECT * FROM slots WHERE plan = ? ORDER BY due DESC, task LIMIT ?", (plan, limit))
        return [_slot(row) for row in rows]

    def open_slot(self, plan: str, task: str, deadline: date, slot: int, due: datetime, at: datetime) -> None:
        self._put_slot(plan, task, deadline, slot, "open", None, due, at)

    def skip_slot(self, plan: str, task: str, deadline: date, slot: int, reason: str, due: datetime, at: datetime) -> None:
        self._put_slot(plan, task, deadline, slot, "skipped", reason, due, at)

    def _put_slot(self, plan: str, task: str, deadline: date, slot: int, state: str, reason: str | None, due: datetime, at: datetime) -> None:
        self._sql.run(
            "INSERT INTO slots (plan, task, deadline, slot, state, reason, due, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (plan, task, deadline.isoformat(), slot, state, reason, codec.when(due), codec.when(at)),
        )

    def void_slots(self, plan: str, now: datetime) -> int:
        return len(self._sql.run("DELETE FROM slots WHERE plan = ? AND at > ? RETURNING 1", (plan, codec.when(now))))

    def opened_slot(self, plan: str) -> SlotState | None:
        row = self._sql.one("SELECT * FROM slots WHERE plan = ? AND state = 'open' ORDER BY due LIMIT 1", (plan,))
        return _slot(row) if row else None

    def remind(self, round: Round, at: datetime, queued: datetime, limit: int) -> bool:
        key = (round.plan, round.task, round.deadline.isoformat(), round.slot)
        row = self._sql.one("SELECT person, unit FROM slots WHERE plan = ? AND task = ? AND deadline = ? AND slot = ? AND state = 'open'", key)
        if row is None:
            return False
        where = self._about(*key[:2], round.base) | {
            "deadline": key[2], "slot": round.slot, "kinds": json.dumps(round.kinds), "person": row["person"], "unit": row["unit"], "limit": limit,
        }  # fmt: skip
        asked = round.escalate_after
        found = list(self._sql.run(OFFICERS, where))
        if asked:
            found += [*self._sql.run(LEADERS, where | {"leaders": asked}), *self._sql.run(ABOVE, where | {"above": asked + 1})]
        made = [self._remind(key, each["unit"], each["person"], each["stage"], at, queued) for each in found]
        silent = len({each["unit"] for each in found if asked and each["stage"] == 0 and each["silent"] >= asked + 2})
        end = self._sql.one(END, where)
        more = end is not None and end["n"] == limit
        self._sql.run(
            "UPDATE slots SET state = ?, person = ?, unit = ?, made = made + ?, silent = silent + ? WHERE plan = ? AND task = ? AND deadline = ? AND slot = ?",
            ("open" if more else "done", end["person"] if end else 0, end["unit"] if end else "", sum(made), silent, *key),
        )
        return more

    def remind_person(self, plan: str, task: str, unit: str, person: int, deadline: date, slot: int, at: datetime, queued: datetime) -> bool:
        return self._remind((plan, task, deadline.isoformat(), slot), unit, person, 0, at, queued)

    def _remind(self, key: tuple[str, str, str, int], unit: str, person: int, stage: int, at: datetime, queued: datetime) -> bool:
        """One reminder: into a message to this person that is not worded yet, else into a new one."""
        plan, task, deadline, slot = key
        if self._sql.one(
            "SELECT 1 FROM reminders WHERE plan = ? AND task = ? AND unit = ? AND person = ? AND deadline = ? AND slot = ?",
            (plan, task, unit, person, deadline, slot),
        ):
            return False
        row = self._sql.one(LAST_USED, (person,) * LAST_USED.count("?"))
        if row is None:
            return False
        expires = codec.when(queued + KEEPS)
        open_one = self._sql.one(
            # The index by chat, or every message that waits is looked through for each reminder.
            "SELECT id FROM outbox INDEXED BY outbox_chat WHERE bot = ? AND chat = ? AND lane = 1 "  # noqa: S608
            f"AND {RESTING} AND body IS NULL AND part = 0 AND key LIKE 'remind/%' AND person = ? LIMIT 1",
            (row["bot"], row["chat"], person),
        )
        if open_one:
            outbox = open_one["id"]
            self._sql.run("UPDATE outbox SET expires = max(expires, ?) WHERE id = ?", (expires, outbox))
        else:
            name = "/".join(("remind", plan, task, unit, str(person), deadline, str(slot)))
            made = self._sql.run(
                "INSERT INTO outbox (key, bot, chat, person, lane, op, state, queued, expires) VALUES (?, ?, ?, ?, 1, 'send', 'queued', ?, ?) RETURNING id",
                (name, row["bot"], row["chat"], person, codec.when(queued), expires),
            )
            outbox = made[0]["id"]
        self._sql.run(
            "INSERT INTO reminders (plan, task, unit, person, deadline, slot, outbox, at, stage) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (plan, task, unit, person, deadline, slot, outbox, codec.when(at), stage),
        )
        return True

    def still_due(self, slot: Slot, base: date) -> bool:
        where = self._about(slot.plan, slot.task, base) | {
            "unit": slot.unit, "person": slot.person, "deadline": slot.deadline, "slot": slot.days,
        }  # fmt: skip
        return self._sql.one(STILL, where) is not None

    def _about(self, plan: str, task: str, base: date) -> dict[str, Any]:
        return {
            "plan": plan, "task": task, "base": base.isoformat(), "officer": Role.OFFICER.value, "leader": Role.LEADER.value, "done": State.DONE.value,
        }  # fmt: skip

    def snooze(self, plan: str, task: str, unit: str, person: int, until: datetime, at: datetime) -> None:
        self._sql.run("DELETE FROM snoozes WHERE plan = ? AND task = ? AND unit = ? AND person = ? AND state = 'open'", (plan, task, unit, person))
        self._sql.run(
            "INSERT INTO snoozes (plan, task, unit, person, until, state, at) VALUES (?, ?, ?, ?, ?, 'open', ?)",
            (plan, task, unit, person, codec.when(until), codec.when(at)),
        )

    def due_snoozes(self, plan: str, now: datetime, limit: int) -> Sequence[tuple[int, str, str, int]]:
        rows = self._sql.run(
            "SELECT id, task, unit, person FROM snoozes WHERE plan = ? AND state = 'open' AND until <= ? ORDER BY until LIMIT ?",
            (plan, codec.when(now), limit),
        )
        return [(row["id"], row["task"], row["unit"], row["person"]) for row in rows]

    def settle_snooze(self, id: int) -> None:
        self._sql.run("UPDATE snoozes SET state = 'done' WHERE id = ?", (id,))

    def extend(self, plan: str, extension: Extension, by: int | None) -> None:
        self._sql.run(
            "INSERT INTO extensions (id, plan, task, scope, target, last, document, person, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                extension.id, plan, extension.task, extension.scope, extension.target, extension.last.isoformat(), extension.document, by,
                codec.when(extension.at),
            ),
        )

    def revoke_extension(self, plan: str, id: int, at: datetime) -> bool:
        return bool(
            self._sql.run("UPDATE extensions SET revoked = ? WHERE plan = ? AND id = ? AND revoked IS NULL RETURNING 1", (codec.when(at), plan, id))
        )

    def extensions(self, plan: str) -> Sequence[Extension]:
        return [extension(row) for row in self._sql.run(EXTENSIONS, (plan,))]

    def mute(self, plan: str, mute: Mute, by: int | None, at: datetime) -> None:
        self._sql.run(
            "INSERT INTO mutes (plan, unit, task, person, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (plan, mute.unit, mute.task, by, codec.when(at)),
        )

    def unmute(self, plan: str, mute: Mute) -> bool:
        return bool(self._sql.run("DELETE FROM mutes WHERE plan = ? AND unit = ? AND task = ? RETURNING 1", (plan, mute.unit, mute.task)))

    def mutes(self, plan: str) -> Sequence[Mute]:
        return [Mute(row["unit"], row["task"]) for row in self._sql.run("SELECT unit, task FROM mutes WHERE plan = ? ORDER BY at, unit", (plan,))]

    def set_day(self, day: date, works: bool | None, by: int | None, at: datetime) -> None:
        if works is None:
            self._sql.run("DELETE FROM days WHERE day = ?", (day.isoformat(),))
            return
        self._sql.run(
            "INSERT INTO days (day, works, person, at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET works = excluded.works, person = excluded.person, at = excluded.at",
            (day.isoformat(), int(works), by, codec.when(at)),
        )

    def days(self) -> Mapping[date, bool]:
        return {date.fromisoformat(row["day"]): bool(row["works"]) for row in self._sql.run("SELECT day, works FROM days ORDER BY day")}

    def reached(self, plan: str) -> Sequence[Reached]:
        rows = self._sql.run(REACHED, (plan,))
        return [Reached(row["task"], row["people"], row["sent"], row["answered"], row["failed"]) for row in rows]

    def reminded_since(self, person: int, since: datetime) -> int:
        row = self._sql.one(
            "SELECT count(*) AS n FROM outbox WHERE person = ? AND lane = 1 AND settled >= ? AND state IN ('sent', 'unknown') AND key LIKE 'remind/%'",
            (person, codec.when(since)),
        )
        return int(row["n"]) if row else 0

    def postpone(self, id: int, reason: str, until: datetime, expires: datetime) -> None:
        self._sql.run(
            "UPDATE outbox SET state = 'waiting', reason = ?, until = ?, expires = max(expires, ?) WHERE id = ?",
            (reason, codec.when(until), codec.when(expires), id),
        )

    def hush(self, bot: str, reason: str, until: datetime, expires: datetime, limit: int) -> None:
        self._sql.run(
            "UPDATE outbox SET state = 'waiting', reason = ?, until = ?, expires = max(expires, ?) WHERE id IN "
            "(SELECT id FROM outbox WHERE bot = ? AND lane = 1 AND state = 'queued' AND part = 0 LIMIT ?)",
            (reason, codec.when(until), codec.when(expires), bot, limit),
        )


def extension(row: Row) -> Extension:
    """A row of extensions as it is handed out."""
    return Extension(
        row["id"], row["task"], row["scope"], row["target"], date.fromisoformat(row["last"]), row["document"], codec.moment(row["at"]),
        row["revoked"] is not None,
    )  # fmt: skip


def _slot(row: Row) -> SlotState:
    return SlotState(
        row["task"], date.fromisoformat(row["deadline"]), row["slot"], row["state"], row["reason"] or "", codec.moment(row["due"]), row["made"], row["silent"]
    )
