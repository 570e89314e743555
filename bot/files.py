"""Files that came with messages: checked by content, named harmlessly, kept below the data folder, never run."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from handlers.message import Attachment, Stored

MOST = 10_000_000
"""Bytes of a file that is kept."""

_LONGEST = 80
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNSAFE = re.compile(r"[^\w .,()+-]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is, by its content: its media type and the ending it gets."""

    media_type: str
    ending: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a file lies below the data folder, what it is, its size in bytes and its SHA-256."""

    path: str
    kind: Kind
    size: int
    digest: str


def kind_of(data: bytes, name: str) -> Kind | None:
    """What a file is by its first bytes (of an Office file also by what is packed in it); None where it is none of what is kept."""
    if data.startswith(b"\xff\xd8\xff"):
        return Kind("image/jpeg", ".jpg")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind("image/png", ".png")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind("image/webp", ".webp")
    if data.startswith(b"%PDF-"):
        return Kind("application/pdf", ".pdf")
    if data.startswith(_OLE):
        excel = Path(name).suffix.lower() == ".xls"
        return Kind("application/vnd.ms-excel", ".xls") if excel else Kind("application/msword", ".doc")
    return _packed(data) if data.startswith(b"PK\x03\x04") else None


def safe_name(name: str, ending: str) -> str:
    """The name as it is shown and sent: no path, no control or direction signs, at most 80 characters, the ending of what the file is."""
    shown = "".join(char for char in unicodedata.normalize("NFC", name) if unicodedata.category(char)[0] != "C")
    stem = Path(shown.replace("\\", "/")).name
    stem = stem[: stem.rfind(".")] if "." in stem.strip(".") else stem
    stem = " ".join(_UNSAFE.sub(" ", stem).split()).strip(". ")[: _LONGEST - len(ending)].strip()
    return (stem or "tep") + ending


def keep(folder: Path, id: int, data: bytes, kind: Kind, at: datetime) -> Kept:
    """Write a file whole or not at all, readable by us alone. The same file again lies in the same place."""
    digest = hashlib.sha256(data).hexdigest()
    place = Path("files") / f"{at:%Y-%m}" / f"{id}-{digest[:8]}{kind.ending}"
    target = folder / place
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = target.with_name(target.name + ".part")
    handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        written.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            written.unlink()
        raise
    return Kept(str(place), kind, len(data), digest)


def read(folder: Path | None, file: Attachment | Stored) -> Attachment:
    """A file with its bytes; a stored one is read from below the data folder. OSError where it is there no longer."""
    if isinstance(file, Attachment):
        return file
    if folder is None:
        raise FileNotFoundError("no files are kept")
    place = (folder / file.path).resolve()
    if not place.is_relative_to(folder.resolve()):
        raise FileNotFoundError("not below the data folder")
    return Attachment(file.name, file.media_type, place.read_bytes(), file.public_text)


def _packed(data: bytes) -> Kind | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = set(packed.namelist())
    except zipfile.BadZipFile:
        return None
    if "word/document.xml" in names:
        return Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
    if "xl/workbook.xml" in names:
        return Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
    return None
