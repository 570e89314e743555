"""What came in, at most once each, and the conversation as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.store import codec
from bot.store.base import Entry
from bot.store.sql import Row, Sql
from handlers.message import Address, Incoming


class Inbox:
    """The inbox's, the log's and the meta table's verbs."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def enter(self, incoming: Incoming, at: datetime, state: str) -> bool:
        rows = self._sql.run(
            "INSERT INTO inbox (bot, key, state, body, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING 1",
            (incoming.address.bot, incoming.key, state, codec.dump_incoming(incoming), codec.when(at)),
        )
        return bool(rows)

    def settle(self, incoming: Incoming, error: str | None = None) -> None:
        self._sql.run(
            "UPDATE inbox SET state = ?, error = ? WHERE bot = ? AND key = ?",
            ("handled" if error is None else "failed", error, incoming.address.bot, incoming.key),
        )

    def open_messages(self, state: str, limit: int) -> Sequence[Incoming]:
        rows = self._sql.run(
            "SELECT body FROM inbox WHERE state = ? AND state != 'handled' ORDER BY at, rowid LIMIT ?", (state, limit)
        )
        return [codec.load_incoming(row["body"]) for row in rows]

    def message_of(self, bot: str, key: str) -> tuple[Incoming, str] | None:
        row = self._sql.one("SELECT body, state FROM inbox WHERE bot = ? AND key = ?", (bot, key))
        return (codec.load_incoming(row["body"]), row["state"]) if row else None

    def append(self, entry_key: str, address: Address, direction: str, body: str, at: datetime) -> int:
        rows = self._sql.run(
            "INSERT INTO log (bot, chat, direction, key, body, at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING RETURNING id",
            (address.bot, address.chat, direction, entry_key, body, codec.when(at)),
        ) or self._sql.run(
            "SELECT id FROM log WHERE bot = ? AND direction = ? AND key = ?", (address.bot, direction, entry_key)
        )
        number: int = rows[0]["id"]
        return number

    def audit(self, at: datetime, person: int | None, act: str, detail: str) -> None:
        self._sql.run("INSERT INTO audit (at, person, act, detail) VALUES (?, ?, ?, ?)", (codec.when(at), person, act, detail))

    def put(self, key: str, value: str) -> None:
        self._sql.run("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value))

    def get(self, key: str) -> str | None:
        row = self._sql.one("SELECT value FROM meta WHERE key = ?", (key,))
        return row["value"] if row else None


def entry(row: Row) -> Entry:
    """A row of the log as it is handed out."""
    address = Address(row["bot"], row["chat"])
    return Entry(row["id"], address, row["direction"], row["key"], row["body"], codec.moment(row["at"]))
