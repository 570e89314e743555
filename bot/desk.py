"""What is written beside the turns: rosters, invitations and receipts in pages, files and orders as they end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.acts import next_id, tell
from bot.policy import policy_of, workdays
from bot.script import rates
from bot.store.base import FileRow, Lane, Needs, OrderRow, Outgoing, Work
from handlers.actions import ConfirmReceipt, KeepInvitation
from handlers.calendar import Entry, Known, entries
from handlers.message import Address, Reply
from handlers.records_broadcasts import Broadcast
from handlers.turn import Person, Role, State, Unit

if TYPE_CHECKING:
    from bot.core import Core

KEEPS = timedelta(days=3)


class Desk:
    """Short transactions for the clerk and the command line, on the core's thread; each raises StoreError where nothing was kept."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._plan = core.stage.plan.key

    def _batch(self) -> AbstractContextManager[Work]:
        return self._core.batch()

    def apply_units(self, units: Sequence[Unit], gone: Sequence[str], by: int | None) -> int:
        """A page of a roster: new and changed units, and codes of those that are gone; how many rows changed."""
        now = self._core.clock.now()
        with self._batch() as work:
            changed = work.load_units(self._plan, units) + work.drop_units(self._plan, gone, now)
            if changed:
                work.audit(now, by, "ApplyUnits", f'{{"changed": {changed}}}')
        return changed

    def invite(self, invitations: Sequence[KeepInvitation], by: int | None) -> None:
        """A page of new codes."""
        now = self._core.clock.now()
        with self._batch() as work:
            for new in invitations:
                work.invite(self._plan, new.code, new.role, new.unit, new.person, new.expires, by, now)
            work.audit(now, by, "Invite", f'{{"codes": {len(invitations)}}}')

    def apply_receipts(self, rows: Sequence[ConfirmReceipt], by: int | None) -> None:
        """A page of the incoming-mail list."""
        now = self._core.clock.now()
        with self._batch() as work:
            for row in rows:
                work.confirm_receipt(self._plan, row.unit, row.task, row.number, row.day, by, now)
            work.audit(now, by, "ApplyReceipts", f'{{"rows": {len(rows)}}}')

    def coming(self, since: datetime, until: datetime, unit: str | None = None) -> tuple[Entry, ...]:
        """The reminders between two moments of the office, of every unit or of one, with what keeps them from being sent."""
        plan = self._core.stage.plan
        with self._batch() as work:
            units = [each for each in work.roster(plan.key) if unit in (None, each.code)]
            done = {(each.unit, each.task) for each in work.standings(plan.key) if each.status and each.status.state is State.DONE}
            known = Known(work.extensions(plan.key), work.mutes(plan.key), done, work.manned(plan.key))
            policy, before = policy_of(plan.reminders, work), workdays(work).before
        return entries(plan, policy, units, known, before, since, until)

    def officers(self) -> Mapping[str, Sequence[str]]:
        """The names of the officers of every unit, by its code."""
        with self._batch() as work:
            return {
                unit.code: [person.name or str(person.id) for person in work.people(self._plan, unit.code) if person.at(unit.code) is Role.OFFICER]
                for unit in work.roster(self._plan)
            }

    def progress(self) -> Sequence[tuple[int, str, str, str, Reply, bool]]:
        """Broadcasts whose progress is shown on a message: id, bot, chat, the platform's message id, the words, whether it has ended."""
        found = []
        with self._batch() as work:
            for id, bot, chat, message in work.progress_messages(self._plan):
                of = work.broadcast(self._plan, id)
                if of is not None:
                    ended = of.state in ("done", "cancelled", "recalled")
                    reply = self._core.stage.script.progress(of, work.tally(id), of.total, rates(self._core.stage))
                    found.append((id, bot, chat, message, reply, ended))
        return found

    def end_progress(self, id: int) -> None:
        """A broadcast's progress is not shown any longer."""
        with self._batch() as work:
            work.end_progress(id)

    def broadcast(self, id: int) -> Broadcast | None:
        """A broadcast in any state."""
        with self._batch() as work:
            return work.broadcast(self._plan, id)

    def broadcast_with(self, file: int) -> int | None:
        """The broadcast a file goes with."""
        with self._batch() as work:
            return work.broadcast_with(self._plan, file)

    def arrived(self, id: int, since: datetime) -> Sequence[tuple[Address, str]]:
        """The messages of a broadcast that have arrived since a real moment: where, and the platform's id of every part."""
        with self._batch() as work:
            return work.arrived(id, since)

    def purge(self, limit: int) -> int:
        """A page of what is over its time; how many rows."""
        with self._batch() as work:
            return work.purge(self._core.clock.now(), self._core.clock.real(), limit)

    def needs(self) -> Needs:
        """What needs a person."""
        with self._batch() as work:
            return work.needs(self._plan, self._core.clock.now(), self._core.clock.real())

    def tell_office(self, reply: Reply, key: str) -> None:
        """A pushed message to everybody of the secretariat, at a decent hour; the same key again changes nothing."""
        real = self._core.clock.real()
        with self._batch() as work:
            for member in work.office(self._plan):
                address = work.address_of(member.id)
                if address is not None:
                    work.queue(Outgoing(f"{key}/{member.id}", address, Lane.BULK, reply, real, real + KEEPS, member.id))

    def open_orders(self, limit: int) -> Sequence[OrderRow]:
        """What is to be done, the oldest first."""
        with self._batch() as work:
            return work.open_orders(self._plan, limit)

    def order(self, id: int) -> OrderRow | None:
        """An order in any state."""
        with self._batch() as work:
            return work.order_of(self._plan, id)

    def finish_order(self, order: OrderRow, replies: Sequence[Reply], *, failed: bool = False) -> None:
        """It has ended, and its result goes out; doing it twice changes nothing."""
        real = self._core.clock.real()
        with self._batch() as work:
            if not work.settle_order(order.id, "failed" if failed else "done", self._core.clock.now()):
                return
            for number, reply in enumerate(replies):
                key = f"order/{order.id}/{number}"
                work.queue(Outgoing(key, order.address, Lane.REPLY, reply, real, real + KEEPS, order.person))

    def wanted_files(self, limit: int) -> Sequence[FileRow]:
        """Files to fetch, the oldest first; those of orders are fetched with them."""
        with self._batch() as work:
            return work.wanted_files(limit)

    def keep_file(self, file: FileRow, path: str, media_type: str, size: int, digest: str, reply: Reply | None) -> None:
        """A file is kept at `path` below the data folder; its sender is told."""
        with self._batch() as work:
            work.keep_file(file.id, path, media_type, size, digest)
            self._answer(work, file, reply)

    def refuse_file(self, file: FileRow, reason: str, reply: Reply | None) -> None:
        """A file cannot be had or may not be kept; its sender is told."""
        with self._batch() as work:
            work.refuse_file(file.id, reason)
            self._answer(work, file, reply)

    def _answer(self, work: Work, file: FileRow, reply: Reply | None) -> None:
        if reply is not None:
            real = self._core.clock.real()
            work.queue(Outgoing(f"file/{file.id}", file.address, Lane.REPLY, reply, real, real + KEEPS, file.person))

    def tell(self, person: int, reply: Reply, key: str) -> Address | None:
        """A message to a person; the same key again changes nothing."""
        with self._batch() as work:
            return tell(self._core.stage, work, person, reply, key)

    def person(self, id: int) -> Person | None:
        with self._batch() as work:
            return work.person(self._plan, id)

    def addresses(self, person: int) -> Sequence[Address]:
        with self._batch() as work:
            return work.addresses(person)

    def next_id(self) -> int:
        """A number no request, draft or order has yet."""
        with self._batch() as work:
            return next_id(work)
