"""`kehoach ask --jsonl`: one question a line in, one answer a line out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.commands.ask import load_reader, text_of
from bot.commands.lines import BadLine, Body, Serve, moment_in, one_of, serve_input, served, text_in, whole
from bot.talk import Talk
from knowledge.question import Reader


def jsonl(folder: Path | None) -> int:
    """Serve standard input until it ends; 1 where a line could not be served, else 0."""
    return serve_input(_asked(load_reader(folder)))


def answers(reader: Reader, lines: Iterable[bytes]) -> Iterator[Body]:
    """One answer for each line that is not blank, in order."""
    return served(_asked(reader), lines)


def _asked(reader: Reader) -> Serve:
    """A line as a question: `history` are earlier messages of the same person on the same day, the oldest first."""
    kinds = tuple(kind.key for kind in reader.plan.kinds)

    def serve(id: Any, body: Body) -> Body:
        text, history = text_in(id, body), body.get("history") or []
        unit = one_of(id, body, "unit", kinds)
        if not isinstance(history, list) or not all(isinstance(earlier, str) for earlier in history):
            raise BadLine("history must be a list of strings", id)
        talk = Talk(reader, moment_in(id, body), unit)
        for earlier in history:
            talk.hear(whole(earlier))
        outcome = talk.hear(text)
        return {
            "id": id,
            "status": outcome.status,
            "text": unicodedata.normalize("NFC", text_of(outcome.decision.replies)),
            "facts": list(outcome.facts),
            "clauses": list(outcome.clauses),
            "choices": [{"label": choice.label, "says": choice.says} for reply in outcome.decision.replies for choice in reply.choices],
        }

    return serve
