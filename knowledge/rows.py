"""Reads the tables of a TOML text row by row, and notes everything missing, of a wrong type, or unknown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime

from knowledge.mistakes import Mistakes, Spot

_HEADER = re.compile(r"^\s*\[\[?\s*([\w.\-]+)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^[a-z0-9][a-z0-9._-]*$")


class Lines:
    """Where the rows and keys of a TOML text stand, since the parser does not say."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._headers: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines, start=1):
            header = _HEADER.match(line)
            if header:
                self._headers.setdefault(header.group(1), []).append(number)
        self._starts = sorted(n for numbers in self._headers.values() for n in numbers)

    def row(self, table: str, index: int) -> int | None:
        """The line of a table's row, counted from 0; None where it is not written with a header of its own."""
        numbers = self._headers.get(table, [])
        return numbers[index] if index < len(numbers) else None

    def key(self, start: int | None, key: str) -> int | None:
        """The line of a key in the row that starts at a line (None: before the first header)."""
        first = start or 0
        end = next((n for n in self._starts if n > first), len(self._lines) + 1)
        written = re.compile(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*=")
        return next((n for n in range(first + 1, end) if written.match(self._lines[n - 1])), None)


def clean(text: str) -> str:
    """NFC, without blanks at the ends."""
    return unicodedata.normalize("NFC", text).strip()


class Row:
    """One row of a table. Every reader notes what is wrong and goes on with an empty value; `done` notes the keys nobody read."""

    def __init__(self, raw: Mapping[str, object], spot: Spot, lines: Lines, mistakes: Mistakes) -> None:
        self._raw = raw
        self._spot = spot
        self._start = spot.line
        self._lines = lines
        self._read: list[str] = []
        self.mistakes = mistakes

    def spot(self, key: str | None = None) -> Spot:
        """Where this row, or a key of it, stands."""
        return self._spot.at(self._lines.key(self._start, key)) if key else self._spot

    def wrong(self, kind: str, key: str | None = None, /, **about: object) -> None:
        """Note a mistake of this row, or of a key of it."""
        self.mistakes.add(kind, self.spot(key), **about)

    def has(self, key: str) -> bool:
        return key in self._raw

    def raw(self, key: str) -> object:
        """The value as the parser gave it; None where it is not there."""
        if key not in self._read:
            self._read.append(key)
        return self._raw.get(key)

    def text(self, key: str) -> str:
        """A text that must be there and not be empty."""
        found = self.optional(key)
        if found is None and not self._mistyped(key, str):
            self.wrong("missing", key, key=key)
        return found or ""

    def optional(self, key: str) -> str | None:
        """A text, or None where it is not there."""
        value = self.raw(key)
        if isinstance(value, str):
            return clean(value) or None
        if value is not None:
            self._type(key, "text", value)
        return None

    def key(self, key: str = "key") -> str:
        """A key that must be there: small unaccented letters, digits, hyphens."""
        found = self.text(key)
        if found and not _KEY.match(found):
            self.wrong("key_syntax", key, key=found)
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where it is not there."""
        value = self.raw(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and clean(item) for item in value):
            self._type(key, "texts", value)
            return ()
        return tuple(dict.fromkeys(clean(item) for item in value))

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts; a lone text counts as a list of one."""
        value = self.raw(key)
        if value is None:
            return ()
        rows = [[item] if isinstance(item, str) else item for item in value] if isinstance(value, list) else [None]
        if not all(isinstance(row, list) and row and all(isinstance(item, str) and clean(item) for item in row) for row in rows):
            self._type(key, "groups", value)
            return ()
        return tuple(tuple(dict.fromkeys(clean(item) for item in row)) for row in rows if row)

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number; without a default it must be there."""
        value = self.raw(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is not None:
            self._type(key, "number", value)
        elif default is None:
            self.wrong("missing", key, key=key)
        return default or 0

    def numbers(self, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
        """A list of whole numbers."""
        value = self.raw(key)
        if value is None:
            return default
        if not isinstance(value, list) or not all(isinstance(n, int) and not isinstance(n, bool) for n in value):
            self._type(key, "numbers", value)
            return default
        return tuple(value)

    def yes(self, key: str) -> bool:
        """Whether the value is true; false where it is not there."""
        value = self.raw(key)
        if value is not None and not isinstance(value, bool):
            self._type(key, "yes", value)
        return value is True

    def day(self, key: str) -> date | None:
        """A day, written "2014-08-01" or 2014-08-01."""
        value = self.raw(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                pass
        if value is not None:
            self._type(key, "day", value)
        return None

    def done(self) -> None:
        """Note every key of the row that nobody has read."""
        for key in self._raw:
            if key not in self._read:
                self.wrong("unknown_key", key, key=key, near=self.mistakes.near(key, self._read))

    def _mistyped(self, key: str, wanted: type) -> bool:
        value = self._raw.get(key)
        return value is not None and not isinstance(value, wanted)

    def _type(self, key: str, wanted: str, value: object) -> None:
        self.wrong("wrong_type", key, key=key, wanted=self.mistakes.term(wanted), got=shown(value))


def shown(value: object) -> str:
    """A wrong value as it is shown back, cut short."""
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
