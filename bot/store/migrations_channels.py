"""The later changes of the tables: through which of several channels somebody wants to be reminded."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.migrations import migrations as migrations


@migrations(name="0003_prefers")
def prefers(db: Database) -> None:
    """The bot a person wants to be written to through, where there are several addresses."""
    db.execute("ALTER TABLE people ADD COLUMN prefers TEXT")
