"""A plan made ready for questions, kept on disk: the next start takes it up in a third of a second instead of making it anew in two.

What is kept is named after everything it was made of: the files of the plan's folder, the modules and word lists of `knowledge`, and Python. A change
of any of them makes another name, so nothing stale is ever taken up. It stands where programs keep what can be made again (platformdirs' cache folder,
on Linux $XDG_CACHE_HOME or ~/.cache); where nothing can be written there, the plan is simply made ready each time.
"""

from __future__ import annotations

import gc
import hashlib
import pickle
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from platformdirs import user_cache_path

import knowledge
from knowledge.load import load_plan
from knowledge.plan import Example
from knowledge.question import Reader

ENOUGH = 100
"""Example questions from which on a plan is kept; smaller ones are ready at once."""
ROOM = 64_000_000
"""Bytes all kept plans may take; those not used for longest go first."""
SUFFIX = ".plan"
_CODE = Path(knowledge.__file__).parent
_BUILDING = {
    ("array", "_array_reconstructor"),
    ("array", "array"),
    ("builtins", "frozenset"),
    ("builtins", "list"),
    ("builtins", "set"),
    ("collections", "defaultdict"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("fractions", "Fraction"),
    ("zoneinfo", "ZoneInfo"),
}


def home() -> Path:
    """The folder plans are kept in."""
    return user_cache_path("kehoach-bot", appauthor=False)


def reader_of(folder: Path) -> Reader:
    """The plan of a folder made ready, as it was kept or made now. Raises PlanError with every mistake found."""
    name = _name(folder)
    kept = _kept(home() / name)
    if kept is not None:
        return kept
    reader = Reader(load_plan(folder))
    # What was changed while it was read would lie under the name of what stood there before; and who has no home has no place to keep anything.
    if len(reader.plan.examples) >= ENOUGH and home().is_absolute() and name == _name(folder):
        _keep(reader.prepare(), home() / name)
    return reader


def _name(folder: Path) -> str:
    seen = hashlib.sha256(f"{sys.version_info[:2]} {sys.byteorder}".encode())
    for path in sorted(_CODE.glob("*.py")) + sorted((_CODE / "vietnamese").iterdir()):
        stood = path.stat()
        seen.update(f"\n{path.name} {stood.st_size} {stood.st_mtime_ns}".encode())
    for path in _files(folder):
        with suppress(OSError):  # what cannot be read is a mistake the plan's own reading names
            data = path.read_bytes()
            seen.update(f"\n{path.name} {len(data)}\n".encode() + data)
    return seen.hexdigest()[:32] + SUFFIX


def _files(folder: Path) -> Iterator[Path]:
    yield from (folder / name for name in ("plan.toml", "questions.jsonl", "learned.txt"))
    with suppress(OSError):
        yield from sorted((folder / "sources").iterdir())


class _Pickler(pickle.Pickler):
    """Writes a time zone by its name (as Python writes it, with a call of getattr, it might not be taken up) and an example question, of which
    there are thousands, by its values: that takes a third of the time."""

    def reducer_override(self, value: object) -> Any:
        if isinstance(value, ZoneInfo):
            return ZoneInfo, (value.key,)
        if isinstance(value, Example):
            return Example, tuple(getattr(value, each.name) for each in fields(value))
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Takes up the values of `knowledge` and the few they are built of, and nothing else: a file laid there by somebody can start nothing."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _BUILDING or module.startswith("knowledge."):
            found = super().find_class(module, name)
            if not module.startswith("knowledge.") or (isinstance(found, type) and found.__module__ == module):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _kept(place: Path) -> Reader | None:
    collecting = gc.isenabled()
    gc.disable()  # nothing of what is taken up is let go of again; looking for that takes half the time
    try:
        with place.open("rb") as file:
            reader = _Unpickler(file).load()
        place.touch()
    except Exception:  # noqa: BLE001 - none there, cut off, changed, not readable: whatever is wrong with it, the plan is made anew
        return None
    finally:
        if collecting:
            gc.enable()
    return reader if isinstance(reader, Reader) else None


def _keep(reader: Reader, place: Path) -> None:
    whole = place.with_suffix(f".{uuid4().hex}")
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with whole.open("wb") as file:
            _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(reader)
        whole.replace(place)  # never half of it, whoever else writes it now
        _make_room(place.parent)
    with suppress(OSError):
        whole.unlink(missing_ok=True)


def _make_room(folder: Path) -> None:
    room = ROOM
    # All of them, also what a killed process left half written.
    for path in sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns, reverse=True):
        room -= path.stat().st_size
        if room < 0:
            path.unlink(missing_ok=True)
