"""Work groups of units: which chat is whose, and what became of a broadcast there."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.store import codec
from bot.store.sql import Row, Sql
from handlers.message import Address
from handlers.records_groups import Group

# A part of a broadcast's recipients; `r` is the recipient's row, `o` its message.
IS_PART = """CASE :part WHEN 'unacked' THEN r.acked IS NULL WHEN 'unknown' THEN o.state = 'unknown'
    WHEN 'sent' THEN o.state IN ('sent', 'unknown') ELSE o.id IS NULL OR o.state IN ('failed', 'expired') END"""
GROUP = """
SELECT g.*, a.closed FROM groups g LEFT JOIN addresses a ON a.bot = g.bot AND a.chat = g.chat
JOIN units u ON u.plan = g.plan AND u.code = g.unit AND u.gone IS NULL WHERE g.plan = :plan AND """
CHOSEN = f"""(:units IS NULL OR g.unit IN (SELECT value FROM json_each(:units))) AND (:of IS NULL OR EXISTS (
    SELECT 1 FROM recipients r LEFT JOIN outbox o ON o.id = r.outbox
    WHERE r.broadcast = :of AND r.person IS NULL AND r.bot = g.bot AND r.chat = g.chat AND {IS_PART})) ORDER BY g.unit, g.id"""  # noqa: S608


class Groups:
    """The verbs of work groups."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def set_group(self, plan: str, group: Group, at: datetime) -> None:
        self._sql.run(
            "INSERT INTO groups (id, plan, bot, chat, unit, title, person, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (plan, bot, chat) "
            "DO UPDATE SET unit = excluded.unit, title = excluded.title, person = excluded.person, at = excluded.at",
            (group.id, plan, group.address.bot, group.address.chat, group.unit, group.title, group.by, codec.when(at)),
        )

    def drop_group(self, plan: str, id: int) -> None:
        self._sql.run("DELETE FROM groups WHERE plan = ? AND id = ?", (plan, id))

    def group(self, plan: str, id: int) -> Group | None:
        rows = self._sql.run(GROUP + "g.id = :id", {"plan": plan, "id": id})
        return _group(rows[0]) if rows else None

    def group_at(self, plan: str, address: Address) -> Group | None:
        rows = self._sql.run(GROUP + "g.bot = :bot AND g.chat = :chat", {"plan": plan, "bot": address.bot, "chat": address.chat})
        return _group(rows[0]) if rows else None

    def groups(self, plan: str, units: Collection[str] | None, of: int | None, part: str) -> Sequence[Group]:
        where = {"plan": plan, "units": None if units is None else json.dumps(list(units)), "of": of, "part": part}
        return [_group(row) for row in self._sql.run(GROUP + CHOSEN, where)]

    def acknowledge_group(self, id: int, address: Address, at: datetime) -> bool:
        return bool(
            self._sql.run(
                "UPDATE recipients SET acked = ? WHERE broadcast = ? AND person IS NULL AND bot = ? AND chat = ? AND acked IS NULL RETURNING 1",
                (codec.when(at), id, address.bot, address.chat),
            )
        )

    def group_acknowledged(self, id: int, address: Address) -> bool:
        row = self._sql.one(
            "SELECT 1 FROM recipients WHERE broadcast = ? AND person IS NULL AND bot = ? AND chat = ? AND acked IS NOT NULL",
            (id, address.bot, address.chat),
        )
        return row is not None


def _group(row: Row) -> Group:
    return Group(row["id"], Address(row["bot"], row["chat"]), row["unit"], row["title"], row["person"], row["closed"])
