"""What a turn is played with: the handlers the core calls, so that it names none of them, and where and when it is played."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.channels.base import Abilities
from bot.clock import Clock
from handlers.broadcast_texts import worded, worded_for_group
from handlers.message import Address, Reply
from handlers.records_broadcasts import Broadcast, Tally
from handlers.reminders import Due, Planned
from handlers.turn import Action, Decision, Office, Person, Records, Turn, Unit
from handlers.wording.broadcasts import extension_notice, progress, report
from handlers.wording.quotas import crowded
from handlers.wording.schedule import unanswered
from knowledge.plan import Deadline, Plan, Reminders, Task
from knowledge.question import Reader


@dataclass(frozen=True, slots=True)
class Script:
    """What the bot says and decides; every one a pure function.

    `planned` gives the slots of a task's last day; `reminder` words what is due of a person, `prompt` asks how far a unit is with some
    tasks, `unanswered` tells the office how many units do not answer. `permits` checks an action against its person, `not_allowed` says
    that it may not be, `crowded` that a bot has no place for somebody any more (with the name of another channel),
    `extended` the text officers are told an extension with, `broadcast` one broadcast to one unit's officer,
    `broadcast_to_group` to its group, `progress` how far one is,
    `reported` how one ended.
    `rehearsal` marks a message as one of a rehearsal.
    """

    route: Callable[[Turn], Decision]
    apology: Callable[[], Reply]
    rehearsal: Callable[[Reply], Reply]
    planned: Callable[[str, date, Reminders, Callable[[date], date]], Sequence[Planned]]
    reminder: Callable[[Plan, Sequence[Due], datetime, Office], Reply]
    prompt: Callable[[Plan, Sequence[Due], Unit, datetime], Reply]
    permits: Callable[[Person, Action, Records, Office], bool]
    not_allowed: Callable[[], Reply]
    crowded: Callable[[str], Reply] = crowded
    unanswered: Callable[[Task, int], Reply] = unanswered
    extended: Callable[[Task, date, str], str] = extension_notice
    broadcast: Callable[[Plan, Broadcast, Unit, tuple[Task, Deadline] | None, datetime], Reply] = worded
    broadcast_to_group: Callable[[Plan, Broadcast, Unit, tuple[Task, Deadline] | None, datetime], Reply] = worded_for_group
    progress: Callable[[Broadcast, Tally, int, Mapping[str, float]], Reply] = progress
    reported: Callable[[Broadcast, Tally], Reply] = report


@dataclass(frozen=True, slots=True)
class Quota:
    """What a bot may use up: places for people, messages a month (`inbound`: those that come in count too) from a day of the month on."""

    people: int
    messages: int
    inbound: bool = False
    reset_day: int = 1


@dataclass(frozen=True, slots=True)
class Stage:
    """The plan, the script, the clock and the office; `abilities` by a bot's name; `writable`: a rehearsal's limits; `secretariat`: the
    accounts the settings name; `quotas` by a bot's name, where it has one."""

    reader: Reader
    script: Script
    clock: Clock
    office: Office
    writable: Callable[[Address], bool]
    abilities: dict[str, Abilities] = field(default_factory=dict)
    secretariat: frozenset[Address] = frozenset()
    quotas: dict[str, Quota] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        return self.reader.plan

    def logged(self, bot: str) -> bool:
        """A channel that shows its conversations from our own log is the one where the same key twice shows once."""
        return bot in self.abilities and self.abilities[bot].idempotent

    def numbered(self, bot: str) -> bool:
        """Whether choices are printed as a numbered list."""
        return bot in self.abilities and not self.abilities[bot].buttons


def rates(stage: Stage) -> Mapping[str, float]:
    """Pushed messages a second, by the bot's name."""
    return {bot: can.paid or can.per_second for bot, can in stage.abilities.items()}
