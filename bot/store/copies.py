"""Copies of the database: made while it is in use, looked at before they are trusted, put back."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from filelock import FileLock, Timeout
from sqlite_utils import Database

from bot.store.migrations_channels import migrations
from bot.store.sql import connect

NIGHTLY = re.compile(r"-\d{8}\.sqlite3")
"""How the names of the copies of the nights end: these are the ones that are thinned out."""

_BESIDE = ("-wal", "-shm")
_WAIT = 10.0


class CopyError(Exception):
    """A copy could not be made or is none of ours; `reason` is a word of ours."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason, self.detail = reason, detail


class InUse(Exception):
    """Another process runs on this database."""


def back_up(database: Path, to: Path) -> None:
    """A whole and consistent copy, one file, there under its name only when it is complete. Turns go on meanwhile.

    CopyError with `missing`, `not_written` or what `look_at` finds wrong with the copy.
    """
    if not database.is_file():
        raise CopyError("missing", str(database))
    part = to.with_name(f"{to.name}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        # One step under one snapshot: in several the copy would begin again with every write of the running bot.
        with closing(connect(str(database), "ro", _WAIT)) as source, closing(connect(str(part), "rwc", _WAIT)) as target:
            part.chmod(0o600)
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        look_at(part)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(to)
    except sqlite3.Error as error:
        raise CopyError("not_written", str(error)) from error
    except OSError as error:
        raise CopyError("not_written", error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def look_at(file: Path) -> None:
    """CopyError where a file is no copy that this program can go on with: missing, foreign, damaged, newer."""
    if not file.is_file():
        raise CopyError("missing", str(file))
    try:
        with closing(connect(str(file), "ro", _WAIT)) as copy:
            done = [row[0] for row in copy.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (migrations.name,))]
            (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            broken = copy.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.OperationalError as error:
        raise CopyError("foreign", str(error)) from error
    except sqlite3.DatabaseError as error:
        raise CopyError("foreign" if "not a database" in str(error) else "damaged", str(error)) from error
    if found != "ok" or broken is not None:
        raise CopyError("damaged", str(found))
    if not done:
        raise CopyError("foreign")
    newer = sorted(set(done) - known())
    if newer:
        raise CopyError("newer", ", ".join(newer))


def known() -> set[str]:
    """The names of the steps that this program knows."""
    database = Database(memory=True)
    migrations.apply(database)
    return {step.name for step in migrations.applied(database)}


def put_back(copy: Path, database: Path, aside: Path) -> bool:
    """Replace the database by a copy, which stays; what was there is moved to `aside` with what lies beside it. Whether there was any.

    The copy is looked at first and after it was brought here, so that nothing is moved for a bad one. CopyError as `look_at` and `back_up`.
    """
    look_at(copy)
    fresh = database.with_name(f"{database.name}.new")
    back_up(copy, fresh)
    try:
        # The log goes first: it must never lie beside another database than its own.
        for end in (*_BESIDE, ""):
            there = database.with_name(database.name + end)
            if there.exists():
                there.replace(aside.with_name(aside.name + end))
        fresh.replace(database)
    except OSError as error:
        raise CopyError("not_written", error.strerror or str(error)) from error
    return aside.exists()


def thin_out(folder: Path, stem: str, keep: int) -> int:
    """Of the nights' copies of one database the latest `keep` stay; how many went."""
    nights = sorted(file for file in folder.glob(f"{stem}-*.sqlite3") if NIGHTLY.fullmatch(file.name.removeprefix(stem)))
    for file in nights[:-keep]:
        file.unlink(missing_ok=True)
    return len(nights[:-keep])


@contextlib.contextmanager
def held(database: Path, *names: str) -> Iterator[None]:
    """Hold the locks of these names beside a database as long as one runs on it; InUse where another process does.

    A process that is killed lets go of them.
    """
    with contextlib.ExitStack() as stack:
        for name in names:
            try:
                stack.enter_context(FileLock(database.with_name(f"{database.name}.{name}.lock"), timeout=0))
            except Timeout:
                raise InUse(name) from None
        yield
