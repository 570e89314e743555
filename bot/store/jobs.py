"""What is done after a turn: files to fetch, orders to carry out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from bot.store import codec
from bot.store.base import FileRow, OrderRow
from bot.store.sql import Row, Sql
from handlers.actions import Job
from handlers.message import Address, File
from handlers.records import KeptFile

FILES = "SELECT f.*, p.name AS who FROM files f LEFT JOIN people p ON p.id = f.person WHERE "


class Jobs:
    """The verbs of files and orders."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def want_file(
        self, plan: str, address: Address, person: int, file: File, unit: str | None, task: str | None, job: int | None, at: datetime
    ) -> int:
        """A file to be fetched, and its number; for a job the clerk fetches it with the job."""
        made = self._sql.run(
            "INSERT INTO files (plan, bot, chat, person, unit, task, job, ref, name, media_type, size, state, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'wanted', ?) RETURNING id",
            (
                plan, address.bot, address.chat, person, unit, task, job, file.ref, file.name, file.media_type, file.size, codec.when(at),
            ),
        )
        number: int = made[0]["id"]
        return number

    def wanted_files(self, limit: int) -> Sequence[FileRow]:
        rows = self._sql.run(FILES + "f.state = 'wanted' AND f.job IS NULL ORDER BY f.id LIMIT ?", (limit,))
        return [file_row(row) for row in rows]

    def keep_file(self, id: int, path: str, media_type: str, size: int, digest: str) -> None:
        self._sql.run(
            "UPDATE files SET state = 'kept', path = ?, media_type = ?, size = ?, digest = ?, reason = '' WHERE id = ?",
            (path, media_type, size, digest, id),
        )

    def refuse_file(self, id: int, reason: str) -> None:
        self._sql.run("UPDATE files SET state = 'refused', reason = ? WHERE id = ?", (reason, id))

    def assign_file(self, id: int, unit: str, task: str | None) -> None:
        """The file belongs to a unit's task."""
        self._sql.run("UPDATE files SET unit = ?, task = ? WHERE id = ?", (unit, task, id))

    def files(self, plan: str, unit: str) -> Sequence[KeptFile]:
        return [kept(row) for row in self._sql.run(FILES + "f.plan = ? AND f.unit = ? ORDER BY f.id DESC LIMIT 50", (plan, unit))]

    def order(self, plan: str, address: Address, person: int | None, id: int, job: Job, what: Sequence[str], at: datetime) -> None:
        self._sql.run(
            "INSERT INTO orders (id, plan, bot, chat, person, job, what, state, at) VALUES (?, ?, ?, ?, ?, ?, ?, 'open', ?)",
            (id, plan, address.bot, address.chat, person, job.value, json.dumps(list(what), ensure_ascii=False), codec.when(at)),
        )

    def open_orders(self, plan: str, limit: int) -> Sequence[OrderRow]:
        rows = self._sql.run("SELECT * FROM orders WHERE state = 'open' AND plan = ? ORDER BY id LIMIT ?", (plan, limit))
        return [self._order(row) for row in rows]

    def order_of(self, plan: str, id: int) -> OrderRow | None:
        """An order in any state."""
        row = self._sql.one("SELECT * FROM orders WHERE plan = ? AND id = ?", (plan, id))
        return self._order(row) if row else None

    def settle_order(self, id: int, state: str, at: datetime) -> bool:
        """It is done or failed; False where it was already."""
        return bool(
            self._sql.run(
                "UPDATE orders SET state = ?, settled = ? WHERE id = ? AND state = 'open' RETURNING 1", (state, codec.when(at), id)
            )
        )

    def _order(self, row: Row) -> OrderRow:
        files = tuple(file_row(file) for file in self._sql.run(FILES + "f.job = ? ORDER BY f.id", (row["id"],)))
        return OrderRow(
            row["id"], Address(row["bot"], row["chat"]), row["person"], Job(row["job"]), tuple(json.loads(row["what"])), files, row["state"]
        )


def file_row(row: Row) -> FileRow:
    """A row of FILES for whoever fetches or sends it."""
    return FileRow(
        id=row["id"],
        address=Address(row["bot"], row["chat"]),
        ref=row["ref"],
        name=row["name"],
        media_type=row["media_type"],
        size=row["size"],
        person=row["person"],
        unit=row["unit"],
        task=row["task"],
        state=row["state"],
        path=row["path"],
    )


def kept(row: Row) -> KeptFile:
    """A row of FILES as handlers see it."""
    return KeptFile(
        row["id"], row["unit"], row["task"], row["name"], row["media_type"], row["size"], row["state"], row["reason"],
        codec.moment(row["at"]), row["who"] or "",
    )  # fmt: skip
