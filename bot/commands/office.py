"""Commands that write to the office's tables: `kehoach units`, `kehoach secretariat`, `kehoach received`; they may run beside the bot."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot import mail, roster
from bot.commands.setup import ENV, Setup, configured, demo_setup, settings_of
from bot.commands.words import OFFICE, Quit, say, sentence
from bot.core import Core
from bot.decisions import HANDLERS
from bot.lookups import fresh_code
from bot.settings import load_settings
from bot.sheets import BIGGEST, Sheet, SheetError, read_sheet
from bot.store import open_store
from bot.store.base import StoreError
from handlers.actions import KeepInvitation
from handlers.records import Role
from handlers.turn import Unit
from handlers.wording import dates
from handlers.wording import imports as words

PAGE = 100
OFFICE_CODE = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Opened:
    """The tables of the configured bot (without .env: of the demo), and what it is configured with."""

    setup: Setup
    core: Core

    @property
    def plan(self) -> str:
        return self.setup.reader.plan.key

    def units(self) -> tuple[Unit, ...]:
        with self.core.batch() as work:
            return tuple(work.roster(self.plan))


@contextmanager
def opened() -> Iterator[Opened]:
    """Open the tables; Quit where they cannot be used."""
    settings = settings_of(load_settings if ENV.exists() else partial(load_settings, None))
    setup = (configured if ENV.exists() else demo_setup)(settings, settings.plan)
    setup.database.parent.mkdir(parents=True, exist_ok=True)
    core = Core(open_store(str(setup.database)), setup.reader, HANDLERS, setup.clock, setup.office)
    try:
        core.prepare(setup.units)
        core.found(setup.first_units)
        yield Opened(setup, core)
    except StoreError as error:
        raise Quit(sentence("no_store", database=setup.database, reason=error), 2) from None
    finally:
        core.store.close()


def import_units(file: Path, *, sure: bool) -> int:
    """Show what a list of units would change, then, agreed to, change it."""
    with opened() as office:
        sheet = _read(file, "units")
        found = roster.look(sheet, office.setup.reader.plan, office.units())
        _show([*words.roster_changes(found.new, found.changed, found.gone, found.same), *words.mistakes(found.mistakes)])
        if not found.changes:
            say(OFFICE["nothing"])
            return 1 if found.mistakes else 0
        if not (sure or _agreed()):
            say(OFFICE["left"])
            return 1
        for start in range(0, max(len(found.units), 1), PAGE):
            gone = [unit.code for unit in found.gone] if start == 0 else []
            office.core.desk.apply_units(found.units[start : start + PAGE], gone, None)
        say(OFFICE["applied"].format(rows=len(found.units) + len(found.gone)))
        return 1 if found.mistakes else 0


def list_units() -> int:
    """Every unit with its kind and how many people it has."""
    with opened() as office:
        with office.core.batch() as work:
            rows = [(unit, len(work.people(office.plan, unit.code))) for unit in work.roster(office.plan)]
        for unit, people in rows:
            say(f"{unit.code}\t{unit.kind}\t{people}\t{unit.name}")
        say(OFFICE["units"].format(units=len(rows), manned=sum(people > 0 for _, people in rows)))
    return 0


def invite(codes: Sequence[str], out: Path | None, days: int | None, *, missing: bool) -> int:
    """Write the sheet of invitations: for the named units, for those without anybody, or for all."""
    with opened() as office:
        units = _chosen(office, codes, missing=missing)
        if not units:
            say(OFFICE["no_units"])
            return 1
        expires = office.core.clock.now() + timedelta(days=days or office.setup.office.invite_days)
        from bot import invitations  # with Excel, templates and QR codes, for which no other command needs to wait

        made = invitations.cards(units, expires, "")
        stem = out or Path("ma-moi")
        files = {stem.with_suffix(".xlsx"): invitations.workbook(made), stem.with_suffix(".html"): invitations.page(made, office.setup.reader.plan.title)}
        for start in range(0, len(made), PAGE):
            office.core.desk.invite([card.kept for card in made[start : start + PAGE]], None)
        for file, data in files.items():
            write(file, data)
        say(OFFICE["invited"].format(units=len(made), files=", ".join(map(str, files)), until=dates.day(expires.date())))
    return 0


def invite_office() -> int:
    """Print a code that makes whoever types it an admin of the secretariat, once."""
    with opened() as office:
        expires = office.core.clock.now() + OFFICE_CODE
        code = fresh_code()
        office.core.desk.invite([KeepInvitation(code, Role.ADMIN, None, expires)], None)
        say(OFFICE["office_code"].format(code=code, until=dates.moment(expires)))
    return 0


def import_received(file: Path, *, sure: bool) -> int:
    """Show what a list of incoming mail would record, then, agreed to, record it."""
    with opened() as office:
        sheet = _read(file, "received")
        with office.core.batch() as work:
            had = {(each.unit, each.task): each.receipt for each in work.standings(office.plan) if each.receipt}
        post = mail.look(sheet, office.setup.reader.plan, office.units(), had, office.core.clock.now().date())
        _show([*words.mail_changes(len(post.new), len(post.changed), post.same), *words.mistakes(post.mistakes)])
        if not post.rows:
            say(OFFICE["nothing"])
            return 1 if post.mistakes else 0
        if not (sure or _agreed()):
            say(OFFICE["left"])
            return 1
        for start in range(0, len(post.rows), PAGE):
            office.core.desk.apply_receipts(post.rows[start : start + PAGE], None)
        say(OFFICE["applied"].format(rows=len(post.rows)))
        return 1 if post.mistakes else 0


def _chosen(office: Opened, codes: Sequence[str], *, missing: bool) -> list[Unit]:
    units = office.units()
    known = {unit.code.lower() for unit in units}
    unknown = [code for code in codes if code.lower() not in known]
    if unknown:
        raise Quit(sentence("error", reason=OFFICE["unknown_units"].format(codes=", ".join(unknown))), 2)
    with office.core.batch() as work:
        manned = work.manned(office.plan)
    wanted = {code.lower() for code in codes}
    return [unit for unit in units if (not wanted or unit.code.lower() in wanted) and not (missing and unit.code in manned)]


def _read(file: Path, kind: str) -> Sheet:
    try:
        if file.stat().st_size > BIGGEST:
            raise SheetError("too_big")
        return read_sheet(file.read_bytes(), file.name, (kind,))
    except OSError:
        raise Quit(sentence("error", reason=OFFICE["no_file"].format(file=file)), 2) from None
    except SheetError as error:
        raise Quit(sentence("error", reason=f"{file}: {words.UNREADABLE[error.reason]}"), 2) from None


def write(file: Path, data: bytes) -> None:
    """Write a file only its owner may read; Quit where that is not possible."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        file.chmod(0o600)
    except OSError:
        raise Quit(sentence("error", reason=OFFICE["not_written"].format(file=file)), 2) from None


def _show(lines: Sequence[str]) -> None:
    say("\n".join(lines))


def _agreed() -> bool:
    sys.stdout.write(OFFICE["agree"])
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in OFFICE["yes"].split("|")
