"""What did not arrive, or nobody knows whether it did, and who can be written to no longer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.store import codec
from bot.store.outbox import RESTING
from bot.store.sql import Sql
from handlers.message import Address
from handlers.records_broadcasts import Undelivered

LOST = """
SELECT coalesce(p.name, r.name, '') AS name, o.bot, o.state, coalesce(o.reason, '') AS reason, o.settled AS at,
    coalesce(r.unit, (SELECT min(m.unit) FROM posts m WHERE m.plan = :plan AND m.person = o.person), '') AS unit
FROM outbox o LEFT JOIN people p ON p.id = o.person LEFT JOIN recipients r ON r.outbox = o.id AND r.person IS NULL
WHERE o.lane = 1 AND o.state IN ('unknown', 'failed') AND o.settled >= :since
ORDER BY o.settled DESC, o.id DESC LIMIT :limit
"""
# Somebody whose every account is closed; the last one tells why.
CLOSED = """
SELECT p.name, min(m.unit) AS unit, a.bot, a.closed AS reason FROM posts m JOIN people p ON p.id = m.person JOIN addresses a ON a.person = m.person
WHERE m.plan = ? AND NOT EXISTS (SELECT 1 FROM addresses b WHERE b.person = m.person AND b.closed IS NULL)
GROUP BY p.id ORDER BY 2, p.id
"""


class Undeliverables:
    """The verbs of what did not arrive."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def undelivered(self, plan: str, since: datetime, limit: int) -> Sequence[Undelivered]:
        rows = self._sql.run(LOST, {"plan": plan, "since": codec.when(since), "limit": limit})
        return [Undelivered(row["name"], row["unit"], row["bot"], row["state"], row["reason"], codec.moment(row["at"])) for row in rows]

    def unreachable(self, plan: str) -> Sequence[Undelivered]:
        return [Undelivered(row["name"], row["unit"], row["bot"], "closed", row["reason"]) for row in self._sql.run(CLOSED, (plan,))]

    def redirect(self, address: Address, to: Address) -> None:
        """Pushed messages that wait for one account of a person go to another; the part of one that has begun is not sent again."""
        self._sql.run(
            "UPDATE outbox INDEXED BY outbox_chat SET bot = ?, chat = ?, state = 'queued', until = NULL, reason = NULL, settled = NULL "  # noqa: S608
            f"WHERE bot = ? AND chat = ? AND lane = 1 AND person IS NOT NULL AND part = 0 AND {RESTING}",
            (to.bot, to.chat, address.bot, address.chat),
        )
