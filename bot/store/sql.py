"""One SQLite connection: its pragmas, its transactions, and its errors as ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.store.base import Conflict, StoreError
from bot.store.migrations_channels import migrations
from handlers.turn import Unit

Row = sqlite3.Row
MEMORY = ":memory:"


class Sql:
    """A writing connection, for one thread. `wait` is how long a lock of another process is waited for, in seconds."""

    def __init__(self, path: str, wait: float) -> None:
        self._path, self._wait = path, wait
        self._database: Database | None = None
        self._file: tuple[int, int] | None = None
        self.broken = False
        # Rosters as last read, by plan: only this connection writes them. A transaction that is undone may have changed them.
        self.rosters: dict[str, tuple[Unit, ...]] = {}
        self._version = -1

    def run(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Sequence[Row]:
        """All rows of a statement. StoreError where the database fails, Conflict where the rows do."""
        try:
            return self._connection().execute(sql, parameters).fetchall()
        except sqlite3.IntegrityError as error:
            raise Conflict(str(error)) from error
        except sqlite3.Error as error:
            self.broken = True
            raise StoreError(str(error)) from error
        except OSError as error:
            self.broken = True
            raise StoreError(error.strerror or str(error)) from error

    def one(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """The first row of a statement."""
        rows = self.run(sql, parameters)
        return rows[0] if rows else None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE to COMMIT; any error rolls back, and one of the database drops the connection."""
        self.broken = False
        if self._file is not None and self._file != _identity(self._path):
            self.close()
        try:
            self.run("BEGIN IMMEDIATE")
            self._look_who_wrote()
            yield
            if self.broken or not self.standing():
                raise StoreError("the transaction was lost")
            # A file that was removed or replaced still takes writes, which nobody will ever read.
            if self._file is not None and self._file != _identity(self._path):
                self.broken = True
                raise StoreError("the database file is gone")
            self.run("COMMIT")
        except BaseException:
            self.rosters.clear()
            self._undo()
            raise

    def _look_who_wrote(self) -> None:
        """Forget what was read before another process (the command line) wrote."""
        version = self.run("PRAGMA data_version")[0][0]
        if version != self._version:
            self._version = version
            self.rosters.clear()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """An exception inside undoes what was written inside, while the transaction stands."""
        self.run("SAVEPOINT message")
        try:
            yield
        except BaseException:
            if self.standing() and not self.broken:
                self.rosters.clear()
                self.run("ROLLBACK TO message")
                self.run("RELEASE message")
            raise
        self.run("RELEASE message")

    def standing(self) -> bool:
        """Whether a transaction is open."""
        return self._database is not None and self._database.conn.in_transaction

    def close(self) -> None:
        """Let go of the file; the next statement opens it again."""
        database, self._database = self._database, None
        if database is not None:
            database.close()

    def _undo(self) -> None:
        try:
            if self.standing():
                self._connection().execute("ROLLBACK")
        except sqlite3.Error:
            self.broken = True
        if self.broken and self._path != MEMORY:
            self.close()

    def _connection(self) -> sqlite3.Connection:
        if self._database is None:
            self._database = self._open()
        return self._database.conn

    def _open(self) -> Database:
        if self._path != MEMORY and self._file is None:
            Path(self._path).parent.mkdir(parents=True, exist_ok=True)
        # Once opened, a missing file is a fault to wait out, never one to cover with an empty database.
        mode = "rwc" if self._file is None else "rw"
        connection = connect(self._path, mode, self._wait)
        database = Database(connection, recursive_triggers=False, execute_plugins=False)
        try:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY"):
                connection.execute(f"PRAGMA {pragma}")
            migrations.apply(database)
        except BaseException:
            connection.close()
            raise
        if self._path != MEMORY:
            self._file = _identity(self._path)
        return database


def connect(path: str, mode: str, wait: float) -> sqlite3.Connection:
    """A connection with rows by name. `mode` as in SQLite's URI: rwc, rw or ro."""
    if path == MEMORY:
        connection = sqlite3.connect(path, timeout=wait, check_same_thread=False)
    else:
        uri = f"{Path(path).absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=wait, check_same_thread=False, cached_statements=256)
    connection.row_factory = sqlite3.Row
    return connection


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
