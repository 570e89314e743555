"""Broadcasts: their texts and audiences, recipients frozen page by page, and what became of each message."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.files import safe_name
from bot.store import codec
from bot.store.groups import CHOSEN, GROUP, IS_PART
from bot.store.outbox import OPEN, RESTING
from bot.store.sql import Row, Sql
from handlers.message import Address
from handlers.records_broadcasts import Broadcast, Enclosure, Reachable, Recipient, Tally
from handlers.turn import Role

KEEPS = timedelta(days=3)
STOPPED = "stopped"
"""Why a row of a broadcast that was stopped rests; it is queued again when the broadcast goes on."""

_ADDRESS = """LEFT JOIN addresses a ON (a.bot, a.chat) = (
    SELECT b.bot, b.chat FROM addresses b LEFT JOIN conversations c ON c.bot = b.bot AND c.chat = b.chat
    WHERE b.person = m.person AND b.closed IS NULL
    ORDER BY b.bot IS (SELECT p.prefers FROM people p WHERE p.id = b.person) DESC, coalesce(c.at, b.at) DESC LIMIT 1)"""
_PART = f"""(:of IS NULL OR EXISTS (SELECT 1 FROM recipients r LEFT JOIN outbox o ON o.id = r.outbox
    WHERE r.broadcast = :of AND r.person = m.person AND {IS_PART}))"""  # noqa: S608
REACH = f"""
SELECT m.person, min(m.unit) AS unit, a.bot, a.chat FROM posts m {_ADDRESS}
WHERE m.plan = :plan AND m.role = :officer AND m.person > :person AND m.unit IN (SELECT value FROM json_each(:units)) AND {_PART}
GROUP BY m.person ORDER BY m.person LIMIT :limit
"""  # noqa: S608
BROADCAST = """
SELECT b.*, f.name AS file_name, f.media_type AS file_type, f.state AS file_state, f.path AS file_path, f.size AS file_size
FROM broadcasts b LEFT JOIN files f ON f.id = b.file WHERE b.plan = ? AND """
STATES = """
SELECT CASE WHEN r.outbox IS NULL THEN 'unreachable' WHEN o.state = 'cleared' AND o.reason = 'stopped' THEN 'open'
    WHEN o.state IN ('queued', 'waiting', 'sending') THEN 'open' ELSE o.state END AS state,
    CASE WHEN o.state IN ('failed', 'expired', 'cleared') THEN o.reason ELSE '' END AS reason, coalesce(o.bot, '') AS bot,
    count(*) AS n, sum(r.acked IS NOT NULL) AS acked
FROM recipients r LEFT JOIN outbox o ON o.id = r.outbox WHERE r.broadcast = ? GROUP BY 1, 2, 3
"""
RECIPIENTS = """
SELECT r.person, coalesce(p.name, r.name) AS name, r.unit, coalesce(o.bot, '') AS bot, coalesce(o.state, 'unreachable') AS state,
    coalesce(o.reason, '') AS reason, o.settled, r.acked
FROM recipients r LEFT JOIN people p ON p.id = r.person LEFT JOIN outbox o ON o.id = r.outbox
WHERE r.broadcast = ? ORDER BY r.unit, r.person IS NULL, r.person, r.id LIMIT ?
"""


class Broadcasts:
    """The verbs of broadcasts."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def keep_broadcast(self, plan: str, new: Broadcast, at: datetime) -> None:
        self._sql.run(
            "INSERT INTO broadcasts (id, plan, text, whom, state, ack, person, starts, approved, at, ask, file) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET text = excluded.text, whom = excluded.whom, state = excluded.state, ack = excluded.ack, "
            "starts = excluded.starts, approved = excluded.approved, ask = excluded.ask, file = excluded.file",
            (
                new.id, plan, new.text, codec.dump_audience(new.audience), new.state, int(new.ack), new.by or None,
                codec.when(new.starts) if new.starts else None, new.approved, codec.when(at), int(new.ask),
                new.file.id if new.file else None,
            ),
        )  # fmt: skip

    def enclose(self, id: int, file: int) -> None:
        self._sql.run("UPDATE broadcasts SET file = ? WHERE id = ?", (file, id))

    def broadcast_with(self, plan: str, file: int) -> int | None:
        row = self._sql.one("SELECT max(id) AS id FROM broadcasts WHERE plan = ? AND file = ?", (plan, file))
        return row["id"] if row else None

    def move_broadcast(self, id: int, state: str) -> None:
        self._sql.run("UPDATE broadcasts SET state = ? WHERE id = ?", (state, id))

    def show_progress(self, id: int, key: str) -> None:
        self._sql.run("UPDATE broadcasts SET progress = ? WHERE id = ?", (key, id))

    def broadcast(self, plan: str, id: int) -> Broadcast | None:
        row = self._sql.one(BROADCAST + "b.id = ?", (plan, id))
        return broadcast(row) if row else None

    def broadcasts(self, plan: str, states: Collection[str], limit: int) -> Sequence[Broadcast]:
        rows = self._sql.run(
            BROADCAST + "b.state IN (SELECT value FROM json_each(?)) ORDER BY b.id DESC LIMIT ?",  # noqa: S608
            (plan, json.dumps(list(states)), limit),
        )
        return [broadcast(row) for row in rows]

    def sent_before(self, plan: str, text: str, since: datetime) -> Broadcast | None:
        row = self._sql.one(
            BROADCAST + "b.text = ? AND b.at >= ? AND b.state NOT IN ('draft', 'cancelled') ORDER BY b.id DESC LIMIT 1",
            (plan, text, codec.when(since)),
        )
        return broadcast(row) if row else None

    def reach(self, plan: str, units: Collection[str], of: int | None, part: str) -> Sequence[Reachable]:
        return [Reachable(row["person"], row["unit"], row["bot"]) for row in self._reach(plan, units, of, part, 0, -1)]

    def _reach(self, plan: str, units: Collection[str], of: int | None, part: str, after: int, limit: int) -> Sequence[Row]:
        where = {
            "plan": plan, "officer": Role.OFFICER.value, "person": after, "units": json.dumps(list(units)), "of": of, "part": part, "limit": limit,
        }  # fmt: skip
        return self._sql.run(REACH, where)

    def freeze(self, plan: str, id: int, units: Collection[str], queued: datetime, limit: int) -> bool:
        row = self._sql.one("SELECT whom, cursor FROM broadcasts WHERE id = ?", (id,))
        if row is None:
            return False
        audience = codec.load_audience(row["whom"])
        of, part, groups = (audience.of, audience.part, audience.groups) if audience else (None, "", "")
        found = self._reach(plan, units, of, part, row["cursor"], limit) if groups != "only" else ()
        for each in found:
            outbox = self._queue(id, str(each["person"]), each, each["person"], queued) if each["bot"] is not None else None
            self._sql.run(
                "INSERT INTO recipients (broadcast, person, unit, outbox) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (id, each["person"], each["unit"], outbox),
            )
        more = len(found) == limit
        # A unit has a group or two: they are few beside the people, and go in one step.
        many = len(found) + (self._freeze_groups(plan, id, units, of, part, queued) if groups and not more else 0)
        self._sql.run(
            "UPDATE broadcasts SET cursor = ?, total = total + ?, frozen = ? WHERE id = ?",
            (found[-1]["person"] if found else row["cursor"], many, int(not more), id),
        )
        return more

    def _freeze_groups(self, plan: str, id: int, units: Collection[str], of: int | None, part: str, queued: datetime) -> int:
        rows = self._sql.run(GROUP + CHOSEN, {"plan": plan, "units": json.dumps(list(units)), "of": of, "part": part})
        for row in rows:
            outbox = self._queue(id, f"group/{row['id']}", row, None, queued) if row["closed"] is None else None
            self._sql.run(
                "INSERT INTO recipients (broadcast, bot, chat, name, unit, outbox) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (id, row["bot"], row["chat"], row["title"], row["unit"], outbox),
            )
        return len(rows)

    def _queue(self, id: int, of: str, chat: Row, person: int | None, queued: datetime) -> int | None:
        made = self._sql.run(
            "INSERT INTO outbox (key, bot, chat, person, lane, op, state, queued, expires, broadcast) "
            "VALUES (?, ?, ?, ?, 1, 'send', 'queued', ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
            (f"cast/{id}/{of}", chat["bot"], chat["chat"], person, codec.when(queued), codec.when(queued + KEEPS), id),
        )
        return made[0]["id"] if made else None

    def park(self, id: int, limit: int) -> int:
        """Rows of a stopped broadcast rest, so that they hold nothing up that is behind them."""
        return len(
            self._sql.run(
                "UPDATE outbox SET state = 'cleared', reason = ?, until = NULL WHERE id IN "  # noqa: S608
                f"(SELECT id FROM outbox WHERE broadcast = ? AND {RESTING} AND part = 0 LIMIT ?) RETURNING 1",
                (STOPPED, id, limit),
            )
        )

    def park_one(self, id: int) -> None:
        self._sql.run("UPDATE outbox SET state = 'cleared', reason = ?, until = NULL WHERE id = ?", (STOPPED, id))

    def unpark(self, id: int, queued: datetime, limit: int) -> int:
        return len(
            self._sql.run(
                "UPDATE outbox SET state = 'queued', reason = NULL, settled = NULL, expires = max(expires, ?) WHERE id IN "
                "(SELECT o.id FROM recipients r JOIN outbox o ON o.id = r.outbox WHERE r.broadcast = ? AND o.state = 'cleared' AND o.reason = ? LIMIT ?) "
                "RETURNING 1",
                (codec.when(queued + KEEPS), id, STOPPED, limit),
            )
        )

    def under_way(self, id: int) -> bool:
        return self._sql.one(f"SELECT 1 FROM outbox WHERE broadcast = ? AND {OPEN} LIMIT 1", (id,)) is not None  # noqa: S608

    def tally(self, id: int) -> Tally:
        return tally(self._sql.run(STATES, (id,)))

    def recipients(self, id: int, limit: int) -> Sequence[Recipient]:
        return [recipient(row) for row in self._sql.run(RECIPIENTS, (id, limit))]

    def acknowledge(self, id: int, person: int, at: datetime) -> bool:
        return bool(
            self._sql.run(
                "UPDATE recipients SET acked = ? WHERE broadcast = ? AND person = ? AND acked IS NULL RETURNING 1", (codec.when(at), id, person)
            )
        )

    def cast_of(self, outbox: int) -> tuple[int, str, bool] | None:
        row = self._sql.one("SELECT broadcast, unit, person IS NULL AS shared FROM recipients WHERE outbox = ?", (outbox,))
        return (row["broadcast"], row["unit"], bool(row["shared"])) if row else None

    def progress_messages(self, plan: str) -> Sequence[tuple[int, str, str, str]]:
        rows = self._sql.run(
            "SELECT b.id, o.bot, o.chat, t.message FROM broadcasts b JOIN outbox o ON o.key = b.progress JOIN attempts t ON t.outbox = o.id "
            "WHERE b.plan = ? AND b.progress IS NOT NULL AND t.message IS NOT NULL AND t.part = 0 ORDER BY b.id",
            (plan,),
        )
        return [(row["id"], row["bot"], row["chat"], row["message"]) for row in rows]

    def arrived(self, id: int, since: datetime) -> Sequence[tuple[Address, str]]:
        rows = self._sql.run(
            "SELECT t.bot, t.chat, t.message FROM recipients r JOIN attempts t ON t.outbox = r.outbox "
            "WHERE r.broadcast = ? AND t.message IS NOT NULL AND t.at >= ? ORDER BY t.id",
            (id, codec.when(since)),
        )
        return [(Address(row["bot"], row["chat"]), row["message"]) for row in rows]

    def end_progress(self, id: int) -> None:
        self._sql.run("UPDATE broadcasts SET progress = NULL WHERE id = ?", (id,))


def broadcast(row: Row) -> Broadcast:
    """A row of broadcasts as it is handed out."""
    return Broadcast(
        row["id"], row["text"], codec.load_audience(row["whom"]), row["state"], bool(row["ack"]), row["person"] or 0, codec.moment(row["at"]),
        codec.moment(row["starts"]) if row["starts"] else None, row["approved"], row["total"], bool(row["frozen"]), bool(row["ask"]),
        _enclosure(row) if row["file"] is not None else None,
    )  # fmt: skip


def _enclosure(row: Row) -> Enclosure:
    path = row["file_path"] or ""
    name = safe_name(row["file_name"], Path(path or row["file_name"]).suffix[:8])
    return Enclosure(row["file"], name, row["file_type"], row["file_state"], path, row["file_size"] or 0)


def tally(rows: Sequence[Row]) -> Tally:
    """The counts of `STATES` put together; what was cleared for good counts as failed."""
    many = dict.fromkeys(("sent", "unknown", "open", "failed", "unreachable"), 0)
    reasons: dict[str, int] = {}
    waiting: dict[str, int] = {}
    for row in rows:
        state = row["state"] if row["state"] in many else "failed"
        many[state] += row["n"]
        if state == "open":
            waiting[row["bot"]] = waiting.get(row["bot"], 0) + row["n"]
        if state == "failed":
            reasons[row["reason"] or ""] = reasons.get(row["reason"] or "", 0) + row["n"]
    acked = sum(row["acked"] or 0 for row in rows)
    told = tuple(sorted(reasons.items(), key=lambda each: -each[1]))
    return Tally(sum(many.values()), **many, acked=acked, reasons=told, waiting=tuple(sorted(waiting.items())))


def recipient(row: Row) -> Recipient:
    """A row of `RECIPIENTS` as it is handed out."""
    return Recipient(
        row["person"] or 0, row["name"], row["unit"], row["bot"], row["state"], row["reason"],
        codec.moment(row["settled"]) if row["settled"] else None, codec.moment(row["acked"]) if row["acked"] else None,
        row["person"] is None,
    )  # fmt: skip
