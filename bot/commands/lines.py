"""One JSON object a line in, one a line out, each line on its own: what the commands with --jsonl share."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NoReturn

from bot.commands.ask import moment_of

BOM = b"\xef\xbb\xbf"

Body = dict[str, Any]
"""One line's JSON object."""

Serve = Callable[[Any, Body], Body]
"""A line's id and object -> the object that answers it; BadLine where it cannot be served."""


class BadLine(Exception):
    """A line that cannot be served, with its id where it has one."""

    def __init__(self, reason: str, id: Any = None) -> None:
        super().__init__(reason)
        self.id = id


def serve_input(serve: Serve) -> int:
    """Serve standard input until it ends; 1 where a line could not be served, else 0."""
    bad = False
    for answer in served(serve, sys.stdin.buffer):
        bad = bad or "error" in answer
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    return 1 if bad else 0


def served(serve: Serve, lines: Iterable[bytes]) -> Iterator[Body]:
    """One answer for each line that is not blank, in order."""
    for number, line in enumerate(lines, 1):
        bare = line.removeprefix(BOM).strip()
        if not bare:
            continue
        try:
            yield _one(serve, bare)
        except BadLine as error:
            yield {"id": error.id, "line": number, "error": str(error)}


def _one(serve: Serve, line: bytes) -> Body:
    id, body = _object(line)
    try:
        return serve(id, body)
    except BadLine:
        raise
    except Exception as error:  # noqa: BLE001 - one line's fault must not cost the lines behind it
        traceback.print_exception(error, file=sys.stderr)
        raise BadLine(f"internal error: {type(error).__name__}", id) from None


def _object(line: bytes) -> tuple[Any, Body]:
    try:
        data = json.loads(line.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadLine("not a line of JSON in UTF-8") from None
    if not isinstance(data, dict):
        raise BadLine("not a JSON object")
    id = data.get("id")
    if not isinstance(id, str | int | float | None):
        raise BadLine("id must be a string or a number")
    return id, data


def text_in(id: Any, body: Body) -> str:
    """The text a line carries, without halves of surrogate pairs, which UTF-8 cannot carry."""
    text = body.get("text")
    if not isinstance(text, str):
        raise BadLine("text must be a string", id)
    return whole(text)


def moment_in(id: Any, body: Body) -> datetime:
    """The moment a line is said at: the opening hour of its `today`, now where it has none."""
    today = body.get("today")
    try:
        if isinstance(today, str | None):
            return moment_of(today)
    except ValueError:
        pass
    raise BadLine("today must be a day like 2014-07-15", id)


def one_of(id: Any, body: Body, name: str, known: tuple[str, ...]) -> str | None:
    """The value of a key that is one of those known, or None where it has none."""
    value = body.get(name)
    if value is not None and value not in known:
        raise BadLine(f"{name} must be one of {', '.join(known)}", id)
    return value


def whole(text: str) -> str:
    """The text without halves of surrogate pairs."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
