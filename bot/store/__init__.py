"""Everything that is kept, behind verbs that name no engine."""

from __future__ import annotations

from bot.store.base import Store
from bot.store.sqlite import SqliteStore


def open_store(path: str, wait: float = 1.0) -> Store:
    """The database at `path` (":memory:" for none on disk), made where it is missing, on first use."""
    return SqliteStore(path, wait)
