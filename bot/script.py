"""The handlers the core calls, as one value, so that the core names none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.message import Reply
from handlers.turn import Decision, Office, Turn, Unit
from knowledge.plan import Plan, Task


@dataclass(frozen=True, slots=True)
class Script:
    """What the bot says and decides; every one a pure function.

    `due` gives the slots of this moment's day, each a task and the days before its deadline; `reminder` words one for a unit.
    `rehearsal` marks a message as one of a rehearsal.
    """

    route: Callable[[Turn], Decision]
    apology: Callable[[], Reply]
    rehearsal: Callable[[Reply], Reply]
    due: Callable[[Plan, datetime], Sequence[tuple[Task, int]]]
    reminder: Callable[[Plan, Task, Unit, datetime, Office], Reply]
