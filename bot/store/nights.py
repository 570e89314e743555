"""What the night clears away, and what it finds that a person has to see to."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store import codec
from bot.store.night_work import Needs
from bot.store.sql import Sql

DAY = timedelta(days=1)
KEYS = {"main.conversations": "bot, chat"}
"""What a row is known by, where that is not its number."""
SAID = "json_valid(context) AND json_extract(context, '$.said') != ''"
OPEN = "state IN ('queued', 'waiting')"
CONVERSATION = timedelta(days=90)
"""How long the words of conversations and sent messages are kept; who got what and what units reported stays."""

# Table, how a row is settled ("" where it goes), which rows, and the age they are for: in the office's time or, for what the outbox
# holds, in real time. Reports, receipts and the audit are in none of them.
OFFICE: tuple[tuple[str, str, str, timedelta], ...] = (
    ("main.misses", "", "at < :then", 2 * DAY),
    ("main.inbox", "", "state = 'handled' AND at < :then", CONVERSATION),
    ("main.log", "", "at < :then", CONVERSATION),
    ("main.conversations", "context = json_set(context, '$.said', '')", f"at < :then AND {SAID}", CONVERSATION),
    ("main.unanswered", "", "at < :then", 365 * DAY),
    ("main.drafts", "state = 'dropped', settled = :now", "state = 'open' AND at < :then", 30 * DAY),
    ("main.drafts", "", "state = 'dropped' AND settled < :then", CONVERSATION),
    ("main.requests", "state = 'withdrawn', settled = :now", "state = 'proposed' AND at < :then", 7 * DAY),
    ("main.invitations", "", "expires < :then AND NOT EXISTS (SELECT 1 FROM requests r WHERE r.invitation = t.id)", 30 * DAY),
    ("main.orders", "state = 'failed', settled = :now", "state = 'open' AND at < :then", 3 * DAY),
    ("main.orders", "", "state != 'open' AND settled < :then", CONVERSATION),
    ("main.files", "state = 'refused', reason = 'lost'", "state = 'wanted' AND at < :then", 7 * DAY),
    ("main.broadcasts", "state = 'cancelled'", "state IN ('draft', 'approval') AND at < :then", 30 * DAY),
)
REAL: tuple[tuple[str, str, str, timedelta], ...] = (
    ("main.outbox", "state = 'expired', reason = 'too old', until = NULL, settled = :now", f"{OPEN} AND expires <= :then", timedelta(0)),
    ("main.outbox", "body = NULL", f"body IS NOT NULL AND NOT {OPEN} AND state != 'sending' AND settled < :then", CONVERSATION),
    ("main.attempts", "", "at < :then", CONVERSATION),
)
NEEDS = """
SELECT (SELECT count(*) FROM inbox WHERE state = 'failed' AND at >= :since) AS failed,
(SELECT count(*) FROM outbox WHERE state = 'unknown' AND settled >= :really) AS unknown,
(SELECT count(*) FROM orders WHERE plan = :plan AND state = 'failed' AND settled >= :since) AS orders,
(SELECT count(DISTINCT m.person) FROM posts m WHERE m.plan = :plan AND m.role = 'officer'
    AND EXISTS (SELECT 1 FROM addresses a WHERE a.person = m.person)
    AND NOT EXISTS (SELECT 1 FROM addresses a WHERE a.person = m.person AND a.closed IS NULL)) AS unreachable,
(SELECT count(*) FROM requests WHERE plan = :plan AND state = 'waiting') AS requests,
(SELECT count(*) FROM broadcasts WHERE plan = :plan AND state = 'approval') AS approvals
"""


class Nights:
    """The verbs of the night."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def purge(self, now: datetime, real: datetime, limit: int) -> int:
        gone = 0
        for rules, moment in ((OFFICE, now), (REAL, real)):
            for table, settled, which, age in rules:
                what = f"UPDATE {table} SET {settled}" if settled else f"DELETE FROM {table}"  # noqa: S608 - our own words
                key = KEYS.get(table, "rowid")
                rule = f"{what} WHERE ({key}) IN (SELECT {key} FROM {table} t WHERE {which} LIMIT :limit) RETURNING 1"  # noqa: S608 - our own words
                gone += len(self._sql.run(rule, {"then": codec.when(moment - age), "now": codec.when(moment), "limit": limit - gone}))
                if gone >= limit:
                    return gone
        return gone

    def needs(self, plan: str, now: datetime, real: datetime) -> Needs:
        row = self._sql.one(NEEDS, {"plan": plan, "since": codec.when(now - DAY), "really": codec.when(real - DAY)})
        return Needs(*row) if row is not None else Needs()
