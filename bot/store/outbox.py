"""What is to go out, who has taken it, and how it ended."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import assert_never

from bot.store import codec
from bot.store.base import Claim, Given, Hold, Lane, Outcome, Outgoing, Prompted, Put, Rewritten, Sent, Slot
from bot.store.sql import Row, Sql
from handlers.message import Address, Reply

# A row may go when it is the first open one of its chat and nothing of that chat is under way: order per chat, replies first.
# The words of the partial index, without which it is not used.
OPEN = "state IN ('queued', 'waiting', 'sending')"
RESTING = f"{OPEN} AND state != 'sending'"
FIRST = """NOT EXISTS (SELECT 1 FROM outbox e WHERE e.bot = o.bot AND e.chat = o.chat AND e.state IN ('queued', 'waiting', 'sending')
                AND (e.state = 'sending' OR (e.lane, e.id) < (o.lane, o.id)))"""
READY = f"FROM outbox o WHERE o.bot = :bot AND o.state = 'queued' AND o.chat NOT IN (SELECT value FROM json_each(:busy)) AND {FIRST}"  # noqa: S608
# What rests until a moment is left alone until then: ten thousand messages that wait for the morning cost the night's replies nothing.
WAKE = """
UPDATE outbox SET state = 'queued', until = NULL WHERE id IN
(SELECT id FROM outbox WHERE bot = ? AND lane = ? AND state = 'waiting' AND until <= ? ORDER BY until LIMIT ?)
"""
WOKEN = 1000
NEXT = f"SELECT o.until FROM outbox o WHERE o.bot = :bot AND o.lane = :lane AND o.state = 'waiting' AND {FIRST} ORDER BY o.until LIMIT 1"  # noqa: S608
# Names and pieces put together in this file are its own, never data, which goes in by parameters only.
COLUMNS = "id, key, bot, chat, person, lane, part, plain, unknowns, moves, body, broadcast"

TAKE = (
    "UPDATE outbox SET state = 'sending', reason = NULL, until = :lease WHERE id IN (SELECT o.id "  # noqa: S608
    + READY
    + f" ORDER BY o.lane, o.id LIMIT :want) RETURNING {COLUMNS}"
)
STALE = f"SELECT {COLUMNS} FROM outbox WHERE bot = ? AND {OPEN} AND state = 'sending' AND (? OR until <= ?) ORDER BY id"  # noqa: S608


class Outbox:
    """The outbox's verbs; every moment here is real time."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def queue(self, outgoing: Outgoing) -> None:
        self._sql.run(
            "INSERT INTO outbox (key, bot, chat, person, lane, op, state, body, queued, expires) "
            "VALUES (?, ?, ?, ?, ?, 'send', 'queued', ?, ?, ?) ON CONFLICT (key) DO NOTHING",
            (
                outgoing.key,
                outgoing.address.bot,
                outgoing.address.chat,
                outgoing.person,
                int(outgoing.lane),
                codec.dump_reply(outgoing.reply) if outgoing.reply is not None else None,
                codec.when(outgoing.queued),
                codec.when(outgoing.expires),
            ),
        )

    def claim(self, bot: str, want: int, busy: Collection[str], now: datetime, lease: datetime) -> Sequence[Claim]:
        for lane in Lane:
            self._sql.run(WAKE, (bot, int(lane), codec.when(now), WOKEN))
        rows = self._sql.run(TAKE, {"bot": bot, "busy": json.dumps(list(busy)), "lease": codec.when(lease), "want": want})
        return [self._claim(row) for row in sorted(rows, key=lambda row: (row["lane"], row["id"]))]

    def _claim(self, row: Row) -> Claim:
        slots: tuple[Slot, ...] = ()
        prompts: tuple[Prompted, ...] = ()
        if row["body"] is None:
            found = self._sql.run(
                "SELECT plan, task, unit, person, deadline, slot, stage FROM reminders WHERE outbox = ? ORDER BY deadline, task", (row["id"],)
            )
            slots = tuple(Slot(*slot) for slot in found)
            asked = self._sql.run("SELECT plan, task, unit, person, day FROM prompts WHERE outbox = ?", (row["id"],))
            prompts = tuple(Prompted(*prompt) for prompt in asked)
        return Claim(
            id=row["id"],
            key=row["key"],
            address=Address(row["bot"], row["chat"]),
            lane=Lane(row["lane"]),
            part=row["part"],
            plain=bool(row["plain"]),
            unknowns=row["unknowns"],
            moves=row["moves"],
            person=row["person"],
            reply=codec.load_reply(row["body"]) if row["body"] is not None else None,
            slots=slots,
            prompts=prompts,
            cast=row["broadcast"],
        )

    def word(self, claim: Claim, reply: Reply) -> None:
        self._sql.run("UPDATE outbox SET body = ? WHERE id = ?", (codec.dump_reply(reply), claim.id))

    def record(self, outcome: Outcome) -> None:
        match outcome:
            case Sent(claim, message, last, at):
                if last:
                    self._settle(claim, "sent", None, at, claim.part + 1)
                else:
                    self._sql.run("UPDATE outbox SET state = 'queued', until = NULL, part = ? WHERE id = ?", (claim.part + 1, claim.id))
                self._attempt(outcome, "sent", None, message)
            case Put(claim, reason, _, until, unknown, plain):
                self._sql.run(
                    "UPDATE outbox SET state = 'waiting', reason = ?, until = ?, unknowns = ?, plain = ? WHERE id = ?",
                    (reason, codec.when(until), claim.unknowns + unknown, int(claim.plain or plain), claim.id),
                )
                self._attempt(outcome, "unknown" if unknown else "not_sent", reason)
            case Given(claim, state, reason, at, closes):
                self._settle(claim, state, reason, at, claim.part)
                self._attempt(outcome, state, reason)
                if closes:
                    self._close(claim.address, reason, at)
            case Rewritten(claim, chat, reason, _):
                self._move(claim.address, chat)
                self._sql.run("UPDATE outbox SET state = 'queued', until = NULL, moves = ? WHERE id = ?", (claim.moves + 1, claim.id))
                self._attempt(outcome, "moved", reason)
            case _:
                assert_never(outcome)

    def _settle(self, claim: Claim, state: str, reason: str | None, at: datetime, part: int) -> None:
        self._sql.run(
            "UPDATE outbox SET state = ?, reason = ?, until = NULL, settled = ?, part = ? WHERE id = ?",
            (state, reason, codec.when(at), part, claim.id),
        )

    def _attempt(self, outcome: Outcome, end: str, reason: str | None, message: str | None = None) -> None:
        claim = outcome.claim
        self._sql.run(
            "INSERT INTO attempts (outbox, part, bot, chat, outcome, reason, message, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (claim.id, claim.part, claim.address.bot, claim.address.chat, end, reason, message, codec.when(outcome.at)),
        )

    def _close(self, address: Address, reason: str, at: datetime) -> None:
        where = (address.bot, address.chat)
        self._sql.run("UPDATE addresses SET closed = ? WHERE bot = ? AND chat = ?", (reason, *where))
        self._sql.run(
            f"UPDATE outbox INDEXED BY outbox_chat SET state = 'failed', reason = ?, settled = ? WHERE bot = ? AND chat = ? AND {RESTING}",  # noqa: S608
            (reason, codec.when(at), *where),
        )

    def _move(self, address: Address, chat: str) -> None:
        """Everything that stands under the old id goes to the new one; where that is known already, its own rows win."""
        to = (chat, address.bot, address.chat)
        self._sql.run("UPDATE OR IGNORE addresses SET chat = ? WHERE bot = ? AND chat = ?", to)
        self._sql.run("UPDATE OR IGNORE conversations SET chat = ? WHERE bot = ? AND chat = ?", to)
        self._sql.run("UPDATE addresses SET closed = 'moved' WHERE bot = ? AND chat = ?", (address.bot, address.chat))
        self._sql.run("UPDATE outbox SET chat = ? WHERE bot = ? AND chat = ? AND state IN ('queued', 'waiting', 'sending')", to)
        self._sql.run("UPDATE OR IGNORE groups SET chat = ? WHERE bot = ? AND chat = ?", to)
        self._sql.run("DELETE FROM groups WHERE bot = ? AND chat = ?", (address.bot, address.chat))
        self._sql.run("UPDATE OR IGNORE recipients SET chat = ? WHERE bot = ? AND chat = ?", to)

    def sweep(self, bot: str, now: datetime, orphans: bool) -> Sequence[Claim]:
        stamp = codec.when(now)
        for state in ("queued", "waiting"):
            self._sql.run(
                "UPDATE outbox SET state = 'expired', reason = 'too old', until = NULL, settled = ? WHERE bot = ? AND state = ? AND expires <= ?",
                (stamp, bot, state, stamp),
            )
        rows = self._sql.run(
            STALE,
            (bot, orphans, stamp),
        )
        return [self._claim(row) for row in rows]

    def due(self, bot: str, now: datetime) -> datetime | None:
        if self._sql.one(f"SELECT 1 {READY} LIMIT 1", {"bot": bot, "busy": "[]"}):
            return now
        rows = [row for lane in Lane for row in self._sql.run(NEXT, {"bot": bot, "lane": int(lane)})]
        return min((codec.moment(row["until"]) for row in rows), default=None)

    def pushed_since(self, person: int, since: datetime) -> int:
        row = self._sql.one(
            "SELECT count(*) AS n FROM outbox WHERE person = ? AND lane = 1 AND settled >= ? AND state IN ('sent', 'unknown')",
            (person, codec.when(since)),
        )
        number: int = row["n"] if row else 0
        return number

    def sent_since(self, bot: str, since: datetime, *, inbound: bool) -> int:
        row = self._sql.one(
            "SELECT count(*) AS n FROM attempts WHERE bot = ? AND at >= ? AND outcome IN ('sent', 'unknown')", (bot, codec.when(since))
        )
        number: int = row["n"] if row else 0
        if inbound:
            heard = self._sql.one("SELECT count(*) AS n FROM inbox WHERE bot = ? AND at >= ?", (bot, codec.when(since)))
            number += heard["n"] if heard else 0
        return number

    def readdress(self, id: int, address: Address) -> None:
        self._sql.run(
            "UPDATE outbox SET bot = ?, chat = ?, state = 'queued', until = NULL, reason = NULL, settled = NULL WHERE id = ?",
            (address.bot, address.chat, id),
        )

    def recent(self, bot: str, since: datetime) -> Sequence[tuple[str, bool, datetime]]:
        rows = self._sql.run(
            "SELECT a.chat, o.person IS NULL AS shared, a.at FROM attempts a JOIN outbox o ON o.id = a.outbox "
            "WHERE a.bot = ? AND a.at >= ? ORDER BY a.at",
            (bot, codec.when(since)),
        )
        return [(row["chat"], bool(row["shared"]), codec.moment(row["at"])) for row in rows]

    def hold(self, bot: str, hold: Hold | None) -> None:
        if hold is None:
            self._sql.run("DELETE FROM holds WHERE bot = ?", (bot,))
            return
        self._sql.run(
            "INSERT INTO holds (bot, until, reason) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET until = excluded.until, reason = excluded.reason",
            (bot, codec.when(hold.until), hold.reason),
        )

    def held(self, bot: str) -> Hold | None:
        row = self._sql.one("SELECT until, reason FROM holds WHERE bot = ?", (bot,))
        return Hold(codec.moment(row["until"]), row["reason"]) if row else None
