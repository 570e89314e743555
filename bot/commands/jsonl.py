"""`kehoach ask --jsonl`: one JSON object a line in, one a line out, each line on its own."""

from __future__ import annotations

import json
import sys
import traceback
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from bot.commands.ask import load_reader, moment_of, text_of
from bot.talk import Talk
from knowledge.question import Reader

BOM = b"\xef\xbb\xbf"


class BadLine(Exception):
    """A line that cannot be served, with its id where it has one."""

    def __init__(self, reason: str, id: Any = None) -> None:
        super().__init__(reason)
        self.id = id


@dataclass(frozen=True, slots=True)
class Question:
    """A line of the input; `history` are earlier messages of the same person on the same day, the oldest first."""

    id: Any
    text: str
    unit: str | None
    history: tuple[str, ...]
    now: datetime


def jsonl(folder: Path | None) -> int:
    """Serve standard input until it ends; 1 where a line could not be served, else 0."""
    reader = load_reader(folder)
    bad = False
    for answer in answers(reader, sys.stdin.buffer):
        bad = bad or "error" in answer
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    return 1 if bad else 0


def answers(reader: Reader, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """One answer for each line that is not blank, in order."""
    for number, line in enumerate(lines, 1):
        bare = line.removeprefix(BOM).strip()
        if not bare:
            continue
        try:
            question = read_question(bare, reader)
            yield answer(reader, question)
        except BadLine as error:
            yield {"id": error.id, "line": number, "error": str(error)}


def read_question(line: bytes, reader: Reader) -> Question:
    """A line as a question; BadLine says what is wrong with it."""
    try:
        data = json.loads(line.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadLine("not a line of JSON in UTF-8") from None
    if not isinstance(data, dict):
        raise BadLine("not a JSON object")
    id = data.get("id")
    if not isinstance(id, str | int | float | None):
        raise BadLine("id must be a string or a number")
    text, unit, history, today = data.get("text"), data.get("unit"), data.get("history") or [], data.get("today")
    if not isinstance(text, str):
        raise BadLine("text must be a string", id)
    kinds = tuple(kind.key for kind in reader.plan.kinds)
    if unit is not None and unit not in kinds:
        raise BadLine(f"unit must be one of {', '.join(kinds)}", id)
    if not isinstance(history, list) or not all(isinstance(earlier, str) for earlier in history):
        raise BadLine("history must be a list of strings", id)
    if not isinstance(today, str | None):
        raise BadLine("today must be a day like 2014-07-15", id)
    try:
        now = moment_of(today)
    except ValueError:
        raise BadLine("today must be a day like 2014-07-15", id) from None
    return Question(id, _whole(text), unit, tuple(map(_whole, history)), now)


def answer(reader: Reader, question: Question) -> dict[str, Any]:
    """The answer as the contract has it: id, status, text, facts, clauses, choices. BadLine where the program itself failed."""
    try:
        talk = Talk(reader, question.now, question.unit)
        for earlier in question.history:
            talk.hear(earlier)
        outcome = talk.hear(question.text)
    except Exception as error:  # noqa: BLE001 - one question's fault must not cost the lines behind it
        traceback.print_exception(error, file=sys.stderr)
        raise BadLine(f"internal error: {type(error).__name__}", question.id) from None
    return {
        "id": question.id,
        "status": outcome.status,
        "text": unicodedata.normalize("NFC", text_of(outcome.decision.replies)),
        "facts": list(outcome.facts),
        "clauses": list(outcome.clauses),
        "choices": [{"label": choice.label, "says": choice.says} for reply in outcome.decision.replies for choice in reply.choices],
    }


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _whole(text: str) -> str:
    """The text without halves of surrogate pairs, which UTF-8 cannot carry."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
