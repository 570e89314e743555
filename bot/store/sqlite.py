"""The store on SQLite: one writer, and views that read beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from bot.store import codec
from bot.store.base import Entry, FileRow, StoreError
from bot.store.broadcasts import RECIPIENTS, Broadcasts, recipient
from bot.store.drafts import Drafts
from bot.store.groups import Groups
from bot.store.inbox import Inbox, entry
from bot.store.jobs import FILES, Jobs, file_row
from bot.store.joining import Joining
from bot.store.nights import Nights
from bot.store.outbox import Outbox
from bot.store.people import KNOWN, POSTS, People, member
from bot.store.posts import WHO, Posts
from bot.store.prompts import Prompts
from bot.store.schedules import EXTENSIONS, Schedules, extension
from bot.store.sql import MEMORY, Row, Sql, connect
from bot.store.statuses import LAST, RECEIPTS, STATUS, Statuses, standings, status
from bot.store.undelivered import Undeliverables
from bot.store.units import Units, unit
from handlers.message import Address, Attachment, Stored
from handlers.records import Standing
from handlers.records_broadcasts import Recipient
from handlers.records_schedule import Extension
from handlers.turn import Person, Status, Unit

COUNTS = """
SELECT 'inbox' AS name, state, count(*) AS n FROM inbox GROUP BY state
UNION ALL SELECT 'outbox', state, count(*) FROM outbox GROUP BY state
"""


class SqliteWork(Inbox, People, Units, Posts, Joining, Statuses, Drafts, Jobs, Outbox, Prompts, Schedules, Broadcasts, Groups, Nights, Undeliverables):
    """The verbs of one transaction."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def message(self) -> AbstractContextManager[None]:
        return self._sql.savepoint()

    def healthy(self) -> bool:
        return self._sql.standing() and not self._sql.broken


class SqliteStore:
    """A database file, made where it is missing. `wait`: seconds to wait for a lock that another process holds."""

    def __init__(self, path: str, wait: float = 1.0) -> None:
        self._path = path
        self._sql = Sql(path, wait)

    @contextmanager
    def batch(self) -> Iterator[SqliteWork]:
        with self._sql.transaction():
            yield SqliteWork(self._sql)

    def view(self) -> SqliteView:
        """A read-only connection for the calling thread; StoreError where the file cannot be opened."""
        if self._path == MEMORY:
            raise StoreError("a database in memory has no views")
        return SqliteView(self._path)

    def close(self) -> None:
        self._sql.close()


class SqliteView:
    """Reads what is committed, on one thread, and can write nothing."""

    def __init__(self, path: str) -> None:
        try:
            self._connection = connect(path, "ro", 2.0)
        except sqlite3.Error as error:
            raise StoreError(str(error)) from error

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> Sequence[Row]:
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise StoreError(str(error)) from error

    def log(self, address: Address, after: int, limit: int) -> Sequence[Entry]:
        rows = self._rows(
            "SELECT * FROM log WHERE bot = ? AND chat = ? AND id > ? ORDER BY id LIMIT ?", (address.bot, address.chat, after, limit)
        )
        return [entry(row) for row in rows]

    def latest(self, address: Address, limit: int) -> Sequence[Entry]:
        rows = self._rows(
            "SELECT * FROM log WHERE bot = ? AND chat = ? ORDER BY id DESC LIMIT ?", (address.bot, address.chat, limit)
        )
        return [entry(row) for row in reversed(rows)]

    def entry(self, bot: str, key: str) -> Entry | None:
        rows = self._rows("SELECT * FROM log WHERE bot = ? AND direction = 'out' AND key = ?", (bot, key))
        return entry(rows[0]) if rows else None

    def unsettled(self, address: Address) -> int:
        rows = self._rows(
            "SELECT count(*) FROM outbox WHERE bot = ? AND chat = ? AND state IN ('queued', 'waiting', 'sending')",
            (address.bot, address.chat),
        )
        return int(rows[0][0])

    def membership(self, address: Address, plan: str) -> Person | None:
        rows = self._rows(KNOWN, (plan, address.bot, address.chat))
        return self._person(plan, rows[0]) if rows else None

    def _person(self, plan: str, row: Row) -> Person:
        return member(row, self._rows(POSTS, (plan, row["person"])))

    def units(self, plan: str) -> Sequence[Unit]:
        return [unit(row) for row in self._rows("SELECT * FROM units WHERE plan = ? AND gone IS NULL ORDER BY code", (plan,))]

    def standings(self, plan: str) -> Sequence[Standing]:
        return standings(self._rows(LAST, (plan, plan)), self._rows(RECEIPTS, (plan,)))

    def history(self, plan: str) -> Sequence[Status]:
        return [status(row) for row in self._rows(STATUS + "ORDER BY s.id", (plan,))]

    def people(self, plan: str) -> Sequence[Person]:
        rows = self._rows(WHO + "WHERE m.role != 'visitor' ORDER BY p.id", (plan,))
        return [self._person(plan, row) for row in rows]

    def recipients(self, id: int) -> Sequence[Recipient]:
        return [recipient(row) for row in self._rows(RECIPIENTS, (id, -1))]

    def extensions(self, plan: str) -> Sequence[Extension]:
        return [extension(row) for row in self._rows(EXTENSIONS, (plan,))]

    def file(self, id: int) -> FileRow | None:
        rows = self._rows(FILES + "f.id = ?", (id,))
        return file_row(rows[0]) if rows else None

    def attachment(self, key: str) -> Attachment | Stored | None:
        rows = self._rows("SELECT body FROM outbox WHERE key = ?", (key,))
        return codec.load_reply(rows[0]["body"]).attachment if rows and rows[0]["body"] else None

    def counts(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in self._rows(COUNTS):
            found[f"{row['name']}.{row['state']}"] = row["n"]
        found["people"] = self._rows("SELECT count(*) AS n FROM people")[0]["n"]
        return found

    def close(self) -> None:
        self._connection.close()


