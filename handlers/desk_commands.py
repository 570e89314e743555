"""The commands of the desk room, as typed or pressed."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class DeskNothing:
    """Stands until there is a command."""


Command = DeskNothing


def parse(turn: Turn) -> Command | None:
    """The command a message is, or None where it is none of this room's."""
    return None
