"""The room of desk."""

from __future__ import annotations

from handlers.desk_commands import Command
from handlers.turn import Decision, Outcome, Turn


def obey(turn: Turn, command: Command) -> Outcome:
    """Carry a command out."""
    return Outcome(Decision())


def awaited(turn: Turn) -> Outcome | None:
    """The answer to what this room asked; None where it is none."""
    return None
