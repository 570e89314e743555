"""The commands `kehoach backup` and `kehoach restore`: a copy of what the bot keeps, and the way back to it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from bot.clerk_night import hand_name
from bot.clock import ZONE
from bot.commands.setup import DEMO, ENV, RUNNING, TALKING, settings_of
from bot.commands.words import COPIES, Quit, say, sentence
from bot.settings import load_settings
from bot.store.copies import CopyError, InUse, back_up, held, look_at, put_back


def backup(to: Path | None) -> int:
    """Write a copy, also while the bot runs; the exit code."""
    database = _database()
    copy = to or database.parent / "backups" / hand_name(database, datetime.now(ZONE))
    if copy.is_dir():
        copy = copy / hand_name(database, datetime.now(ZONE))
    if copy.exists():
        raise Quit(sentence("error", reason=COPIES["exists"].format(file=copy)), 2)
    _tried(partial(back_up, database, copy), database)
    say(COPIES["made"].format(file=copy, size=_size(copy)))
    return 0


def restore(copy: Path) -> int:
    """Put a copy in the database's place while the bot rests; what was there is kept under another name."""
    database = _database()
    _tried(partial(look_at, copy), copy)
    aside = database.with_name(f"{database.stem}-truoc-khoi-phuc-{datetime.now(ZONE):%Y%m%d-%H%M%S}.sqlite3")
    database.parent.mkdir(parents=True, exist_ok=True)
    try:
        with held(database, RUNNING, TALKING):
            there = _tried(partial(put_back, copy, database, aside), copy)
    except InUse:
        raise Quit(sentence("error", reason=COPIES["running"].format(database=database)), 2) from None
    say(COPIES["restored"].format(database=database, file=copy))
    if there:
        say(COPIES["aside"].format(file=aside))
    return 0


def _database() -> Path:
    settings = settings_of(load_settings if ENV.exists() else partial(load_settings, None))
    # Settings may also come from the environment alone; where neither speaks of a bot, it is the demo's.
    return settings.database if ENV.exists() or settings.database.exists() else settings.data / DEMO


def _tried(step: partial[bool] | partial[None], file: Path) -> bool:
    try:
        return bool(step())
    except CopyError as error:
        raise Quit(sentence("error", reason=COPIES[error.reason].format(file=file, detail=error.detail)), 2) from None


def _size(file: Path) -> str:
    size = file.stat().st_size
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
