"""`kehoach ask`: one question, answered as a person would see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import TypeVar

from bot.clock import ZONE
from bot.commands.words import CHAT, Quit, say, sentence
from bot.kept import reader_of
from bot.talk import Talk
from handlers.message import Reply, plain
from handlers.turn import Outcome
from knowledge.load import PLANS, load_plan
from knowledge.mistakes import PlanError
from knowledge.plan import Plan
from knowledge.question import Reader

T = TypeVar("T")
SAMPLE = PLANS / "dai-hoi-thi-dua-2014"
OPENING = time(8)
YEARS = range(1900, 2200)
"""Outside these a day is a slip of the pen, and near the calendar's ends days cannot be counted."""


def load_reader(folder: Path | None) -> Reader:
    """The plan of a folder (None: the sample plan) made ready; Quit with all its mistakes where it has some."""
    return _of(folder, reader_of)


def plan_of(folder: Path | None) -> Plan:
    """The plan of a folder, for who asks it nothing; Quit as above."""
    return _of(folder, load_plan)


def _of(folder: Path | None, read: Callable[[Path], T]) -> T:
    folder = folder or SAMPLE
    try:
        return read(folder)
    except PlanError as error:
        head = sentence("plan_broken", folder=folder, count=len(error.mistakes))
        raise Quit(f"{head}\n{error}", 1) from None


def moment_of(day: str | None) -> datetime:
    """The moment a question is asked at: now, or the opening hour of a day written as 2014-07-15; ValueError where it is none."""
    if day is None:
        return datetime.now(ZONE)
    asked = date.fromisoformat(day)
    if asked.year not in YEARS:
        raise ValueError("no year of an office")
    return datetime.combine(asked, OPENING, ZONE)


def text_of(replies: Iterable[Reply]) -> str:
    """Replies as plain text without their choices; a file stands there as its text."""
    return "\n\n".join(part for reply in replies for part in (plain(reply), reply.attachment.public_text if reply.attachment else "") if part)


def ask(text: str, kind: str | None, day: str | None, folder: Path | None, *, explain: bool) -> int:
    """Answer one question on the terminal; the exit code."""
    reader = load_reader(folder)
    try:
        now = moment_of(day)
    except ValueError:
        raise Quit(sentence("error", reason=sentence("bad_date", text=day)), 2) from None
    if kind is not None and kind not in (known.key for known in reader.plan.kinds):
        kinds = ", ".join(known.key for known in reader.plan.kinds)
        raise Quit(sentence("error", reason=sentence("bad_kind", kind=kind, kinds=kinds)), 2)
    talk = Talk(reader, now, kind)
    if explain:
        from bot.commands.explain import explain as understood

        say(understood(talk.turn(text)))
        say("")
    show(talk.hear(text))
    return 0


def show(outcome: Outcome) -> None:
    """The reply as on a terminal, its choices numbered."""
    replies = outcome.decision.replies
    say(text_of(replies))
    choices = [choice for reply in replies for choice in reply.choices]
    if choices:
        say("\n".join(["", CHAT["choose"], *(f"  {number}. {choice.label}" for number, choice in enumerate(choices, 1))]))
