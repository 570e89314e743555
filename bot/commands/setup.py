"""What a command starts with: the settings, the plan, where the tables are, the clock and the roster."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.channels.web import NAME as WEB
from bot.clock import ZONE, Clock
from bot.commands.ask import load_reader
from bot.commands.words import Quit, say
from bot.roster import read_roster
from bot.settings import Loaded, Settings, SettingsError
from handlers.message import Address, Incoming
from handlers.turn import Office, Unit
from handlers.wording import demo as wording
from knowledge.question import Reader

DEMO_START = datetime(2014, 7, 17, 7, 59, tzinfo=ZONE)
DEMO = "demo.sqlite3"
RUNNING, TALKING = "run", "chat"
"""Locks beside the database: of a bot with its channels, and of a conversation on the terminal, which may go on beside it."""
NOBODY = 6
"""In the demo every so many units have no officer."""
ENV = Path(".env")


@dataclass(frozen=True, slots=True)
class Setup:
    """What a bot is started with: settings, plan, where its tables are, its clock, and the roster to load (at
    every start, or only where there is none yet)."""

    settings: Settings
    reader: Reader
    database: Path
    clock: Clock
    office: Office
    units: tuple[Unit, ...] = ()
    first_units: tuple[Unit, ...] = ()
    officers: Mapping[str, Incoming] = field(default_factory=dict)


def settings_of(load: Callable[[], Loaded]) -> Settings:
    """The settings; Quit with all that is wrong with them."""
    try:
        loaded = load()
    except SettingsError as error:
        raise Quit(str(error), 2) from None
    for warning in loaded.warnings:
        say(warning, sys.stderr)
    return loaded.settings


def configured(settings: Settings, plan: Path) -> Setup:
    """The bot of the settings; the plan's own roster is loaded where there is none yet."""
    reader = load_reader(plan)
    first = read_roster(plan / "units.csv")
    return Setup(settings, reader, settings.database, Clock(settings.today), office_of(settings), first_units=first)


def office_of(settings: Settings) -> Office:
    """What the settings say about the office."""
    return Office(
        contact=settings.contact,
        rehearsal=settings.today is not None,
        approval=settings.approval == "on",
        invite_days=settings.invite_days,
        approve_above=settings.approve_above,
    )


def demo_setup(settings: Settings, plan: Path) -> Setup:
    """The demo, with a database and a clock of its own."""
    office = Office(contact=settings.contact, demo=True)
    clock = Clock(settings.today or DEMO_START)
    units = read_roster(plan / "units.csv")
    return Setup(settings, load_reader(plan), settings.data / DEMO, clock, office, units, officers=_sample_people(units, clock.now()))


def _sample_people(units: Sequence[Unit], now: datetime) -> dict[str, Incoming]:
    """An invented officer for most units, so that reminders and broadcasts have somebody to go to; some units have none, as in life."""
    manned = (unit for number, unit in enumerate(units, 1) if number % NOBODY)
    return {
        unit.code: Incoming(Address(WEB, f"sample-{unit.code}"), f"sample/{unit.code}", "", "", now, name=wording.sample_person(number))
        for number, unit in enumerate(manned, 1)
    }
