"""The clerk's night: a copy of the database, what is over its time cleared away, and a word to the secretariat where a person is needed."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.running import Runtime
from bot.store.copies import CopyError, back_up, thin_out
from bot.web import uploads
from handlers.wording import nights as words

log = logging.getLogger(__name__)

KEEP = 14
"""Copies of nights that are kept."""
PAGE = 500
"""Rows cleared away in one step: a few milliseconds, so that turns go in between."""
SCRAP = 30 * 24 * 3600
"""Seconds for which lists that were sent in are kept on disk."""
SCARCE = 500
"""Megabytes on the disk below which somebody should look."""


async def night(runtime: Runtime, folder: Path, database: Path, day: str) -> None:
    """Do the night's work; doing it twice gives another copy of the same name and changes nothing else."""
    troubles: list[tuple[str, str]] = []
    copies = folder / "backups"
    try:
        await asyncio.to_thread(back_up, database, copies / night_name(database, day))
        await asyncio.to_thread(thin_out, copies, database.stem, KEEP)
    except CopyError as error:
        log.error("tonight's copy was not made: %s", error)
        troubles.append(("backup", error.detail or error.reason))
    await clear(runtime)
    await asyncio.to_thread(_clear_scrap, folder / "orders")
    await asyncio.to_thread(uploads.clear, folder)
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < SCARCE:
        troubles.append(("disk", str(free)))
    troubles += [("channel", f"{name}: {reason}") for name, reason in runtime.troubles.items()]
    desk = runtime.engine.core.desk
    needs = await runtime.engine.run(desk.needs)
    counted = [(name, n) for name, n in asdict(needs).items() if n]
    if counted or troubles:
        await runtime.engine.run(partial(desk.tell_office, words.morning(counted, troubles), f"night/{day}"))
        for delivery in runtime.deliveries.values():
            delivery.wake()


async def clear(runtime: Runtime) -> int:
    """Clear away page by page, with turns in between; how many rows."""
    gone = page = await runtime.engine.run(partial(runtime.engine.core.desk.purge, PAGE))
    while page >= PAGE:
        page = await runtime.engine.run(partial(runtime.engine.core.desk.purge, PAGE))
        gone += page
    return gone


def night_name(database: Path, day: str) -> str:
    """The name of a night's copy: the database's with the day."""
    return f"{database.stem}-{day.replace('-', '')}.sqlite3"


def hand_name(database: Path, moment: datetime) -> str:
    """The name of a copy that somebody asked for, which no night thins out."""
    return f"{database.stem}-{moment:%Y%m%d-%H%M%S}.sqlite3"


def _clear_scrap(folder: Path) -> None:
    if folder.is_dir():
        for file in folder.iterdir():
            if file.is_file() and time.time() - file.stat().st_mtime > SCRAP:
                file.unlink(missing_ok=True)
