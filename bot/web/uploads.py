"""Files a browser sends: laid below the data folder as they are, under a name of ours, until the clerk has looked at them."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ROOM = 500_000_000
"""Bytes that may lie there at once: whoever can open the page can send, so the disk is not theirs to fill."""
SCRAP = 24 * 3600
"""Seconds after which what lies there is thrown away."""

_FOLDER = "uploads"
_REF = re.compile(r"[A-Za-z0-9_-]{22}")


class NoRoom(Exception):
    """As much as may lie there lies there already."""


def lay(folder: Path, data: bytes) -> str:
    """Write a file down and give the name it can be had by again; NoRoom, OSError."""
    place = folder / _FOLDER
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    if sum(size for _, size, _ in _lying(place)) + len(data) > ROOM:
        raise NoRoom
    ref = secrets.token_urlsafe(16)
    with os.fdopen(os.open(place / ref, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    return ref


def had(folder: Path, ref: str, most: int) -> bytes | None:
    """The bytes of a file that was laid down, at most one more than `most`; None where there is none of this name."""
    place = folder / _FOLDER / ref
    if not _REF.fullmatch(ref) or not place.is_file():
        return None
    with place.open("rb") as file:
        return file.read(most + 1)


def clear(folder: Path) -> None:
    """Throw away what has lain there for a day."""
    for file, _, laid in _lying(folder / _FOLDER):
        if time.time() - laid > SCRAP:
            file.unlink(missing_ok=True)


def _lying(place: Path) -> Iterator[tuple[Path, int, float]]:
    """What lies there, its size and since when; what goes away while it is looked at is left out, for others clear here too."""
    for file in place.iterdir() if place.is_dir() else ():
        with suppress(FileNotFoundError):
            found = file.stat()
            yield file, found.st_size, found.st_mtime
