"""Runs question sets through the router as conversations and judges the replies; the suite's ratchet and the bench's figures rest on it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from handlers.message import Address, Incoming, plain
from handlers.no_records import NoRecords
from handlers.router import decide
from handlers.turn import Conversation, KeepKind, Outcome, Person, Turn
from knowledge.context import Context
from knowledge.load import PLANS
from knowledge.question import Reader

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with its outcome.

    `verdict`: right, refused (an answer was there), wrong (a wrong fact stated), kept (rightly refused), let (answered what is
    not held).
    """

    row: dict[str, Any]
    outcome: Outcome
    text: str
    verdict: str

    @property
    def good(self) -> bool:
        return self.verdict in ("right", "kept")


def ask(reader: Reader, text: str, unit: str | None, history: Iterable[str], today: date) -> Outcome:
    """The outcome of a question behind its history, all on one day by one person."""
    now = datetime.combine(today, time(9), ZONE)
    person, conversation = Person(1, kind=unit), Conversation(Context())
    outcome: Outcome | None = None
    for n, said in enumerate([*history, text]):
        incoming = Incoming(Address("test", "1"), str(n), "1", said, datetime.now(UTC))
        outcome = decide(Turn(incoming, person, conversation, reader, NoRecords(), now))
        for action in outcome.decision.actions:
            if isinstance(action, KeepKind):
                person = Person(1, kind=action.kind)
        decision = outcome.decision
        conversation = Conversation(decision.context or conversation.context, decision.waiting)
    assert outcome is not None
    return outcome


def judge(reader: Reader, row: dict[str, Any]) -> Judged:
    """Ask one row of a question set and hold the reply against its patterns."""
    outcome = ask(reader, str(row["q"]), row["unit"], row["history"], date.fromisoformat(str(row["today"])))
    text = unicodedata.normalize("NFC", "\n".join(plain(r) for r in outcome.decision.replies))
    room = 1500 if {"listing", "compare", "compound"} & set(row.get("tags", ())) else 700
    text = text[:room]
    hits = all(re.search(p, text, re.IGNORECASE | re.MULTILINE) for p in row["must"])
    bad = any(re.search(p, text, re.IGNORECASE) for p in row["must_not"])
    match row["expect"]:
        case "unknown":
            verdict = "kept" if outcome.status == "unknown" and not bad else "let"
        case "answer_or_clarify" if outcome.status == "clarify":
            verdict = "right"
        case _:
            verdict = "refused" if outcome.status == "unknown" else "right" if hits and not bad else "wrong"
    return Judged(row, outcome, text, verdict)


def plain_words(text: str) -> str:
    """A question's words, whatever its case and signs: two that differ in nothing else are the same."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))


def load(*paths: Path) -> list[dict[str, Any]]:
    """The rows of some question sets."""
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def plans_with_questions() -> list[tuple[Path, list[Path]]]:
    """Every plan folder that has question sets in tests/questions, the one that ships first: its sets are named dev_*, another plan's after its key."""
    tests = Path(__file__).parent
    shipped = next(path.parent for path in sorted(PLANS.glob("*/plan.toml")))
    found = [(shipped, sorted((tests / "questions").glob("dev_*.jsonl")))]
    others = sorted(path.parent for folder in ("plans", "other_plans") for path in (tests / folder).glob("*/plan.toml"))
    for plan in others:
        mine = tests / "questions" / f"{plan.name}.jsonl"
        if mine.is_file():
            found.append((plan, [mine]))
    return found
