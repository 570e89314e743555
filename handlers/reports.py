"""The room of reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.message import Reply
from handlers.report_commands import Command
from handlers.turn import Decision, Outcome, Turn, Unit
from knowledge.plan import Plan, Task


def obey(turn: Turn, command: Command) -> Outcome:
    """Carry a command out."""
    return Outcome(Decision())


def awaited(turn: Turn) -> Outcome | None:
    """The answer to what this room asked; None where it is none."""
    return None


def told(turn: Turn) -> Outcome | None:
    """A report in somebody's own words; None where the message is no report."""
    return None


def files(turn: Turn) -> Outcome | None:
    """A message with files; None where it has none."""
    return None


def prompt(plan: Plan, tasks: Sequence[Task], unit: Unit, now: datetime) -> Reply:
    """The words of a prompt."""
    return Reply(())
