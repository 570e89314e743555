"""The command line's Vietnamese, out of words.toml, and the one place that writes to the terminal."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import TextIO

_WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
HELP = _WORDS["help"]
CHAT = _WORDS["chat"]
USAGE = _WORDS["usage"]
OFFICE = _WORDS["office"]
READ = _WORDS["read"]
EXPLAIN = _WORDS["explain"]
COPIES = _WORDS["copies"]
REFUSED = _WORDS["refused"]


class Quit(Exception):
    """End the program with `code` after saying `words` on the error stream."""

    def __init__(self, words: str, code: int) -> None:
        super().__init__(words)
        self.words = words
        self.code = code


def sentence(key: str, **values: object) -> str:
    """A sentence of the table `say`, filled in."""
    return _WORDS["say"][key].format(**values)


def say(text: str, stream: TextIO | None = None) -> None:
    """Write a line at once."""
    stream = stream or sys.stdout
    stream.write(f"{text}\n")
    stream.flush()


def speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale says; what a terminal cannot show becomes "?"."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
