"""The clerk does what is too long for a turn: Excel files, sheets of invitations, imports, fetching and sending files, menus."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import assert_never

from bot import clerk_night, files, invitations, mail, roster
from bot.channels.base import Fetches, HasMenu, Revises, SendError, TooLarge, Wait
from bot.faults import place
from bot.reports.data import Preset, Progress
from bot.reports.ics import attachment as calendar_file
from bot.reports.progress import attachment
from bot.reports.recipients import attachment as recipients_file
from bot.running import Runtime
from bot.sheets import Sheet, SheetError, read_sheet
from bot.store.base import FileRow, OrderRow, StoreError, View
from handlers.actions import Job
from handlers.help import commands_for
from handlers.message import Attachment, Reply
from handlers.schedule import AHEAD
from handlers.turn import Role
from handlers.wording import broadcasts as broadcast_words
from handlers.wording import desk as desk_words
from handlers.wording import enclosures as enclosure_words
from handlers.wording import imports as words
from handlers.wording import invitations as invitation_words
from handlers.wording import schedule as schedule_words
from knowledge.plan import Plan

log = logging.getLogger(__name__)

PAGE = 100
DELETABLE = timedelta(hours=48)
"""How long a platform that deletes at all deletes a message."""

DELETE_EVERY = 0.07
"""Seconds between two deletions: half of the pace, so that replies go on."""

IDLE = 20.0


class Clerk:
    """One task of the running bot. What it was at when the bot stopped is done again at the next start, with the same result."""

    def __init__(self, runtime: Runtime, folder: Path, database: Path) -> None:
        """`folder` is the data folder, below which files are kept, copies of `database` among them."""
        self._runtime, self._database = runtime, database
        self._folder = folder
        self._awake = asyncio.Event()
        self._desk = runtime.engine.core.desk
        self._plan: Plan = runtime.engine.core.stage.plan

    def wake(self) -> None:
        """There may be something to do."""
        self._awake.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            try:
                while await self.work():
                    pass
            except StoreError:
                pass  # the core says so; what was not written is done again
            except Exception as error:  # noqa: BLE001 - the clerk must not stay away unseen
                log.error("the clerk failed: %s", place(error))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._awake.wait(), IDLE)
            self._awake.clear()

    async def work(self) -> bool:
        """Do what is open, a page of it; whether there was anything."""
        orders = await self._runtime.engine.run(partial(self._desk.open_orders, 10))
        for order in orders:
            await self._do(order)
        wanted = await self._runtime.engine.run(partial(self._desk.wanted_files, 10))
        for file in wanted:
            await self._keep(file)
        if orders or wanted:
            for delivery in self._runtime.deliveries.values():
                delivery.wake()
        return bool(orders or wanted)

    async def _do(self, order: OrderRow) -> None:
        failed = False
        try:
            replies = await self._done(order)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - one order's fault must not stop those behind it
            log.error("order %s (%s) failed: %s", order.id, order.job.value, place(error))
            replies, failed = (words.failed(),), True
        await self._runtime.engine.run(partial(self._desk.finish_order, order, replies, failed=failed))

    async def _done(self, order: OrderRow) -> Sequence[Reply]:
        match order.job:
            case Job.EXPORT:
                return await self._runtime.engine.read(partial(self._export, order))
            case Job.INVITE_SHEET:
                return await self._invite()
            case Job.LOOK_AT_FILE:
                return await self._look(order)
            case Job.APPLY_ROSTER | Job.APPLY_MAIL:
                return await self._apply(order)
            case Job.SEND_FILE:
                return await self._send(order)
            case Job.EXPORT_BROADCAST:
                return await self._recipients(order)
            case Job.RECALL:
                return await self._recall(order)
            case Job.CALENDAR:
                return await self._calendar(order)
            case Job.MENU:
                await self._menu(order)
                return ()
            case Job.NIGHT:
                await clerk_night.night(self._runtime, self._folder, self._database, order.what[0])
                return ()
            case _:
                assert_never(order.job)

    def _export(self, order: OrderRow, view: View) -> Sequence[Reply]:
        plan, now = self._plan, self._runtime.clock.now()
        data = Progress(
            plan, now, tuple(view.units(plan.key)), tuple(view.standings(plan.key)), tuple(view.history(plan.key)), tuple(view.people(plan.key)),
            tuple(view.extensions(plan.key)),
        )
        said = desk_words.exported(now)
        return (desk_words.file(said, attachment(data, Preset.asked(order.what), said)),)

    async def _invite(self) -> Sequence[Reply]:
        units = await self._runtime.engine.read(lambda view: view.units(self._plan.key))
        if not units:
            return (invitation_words.no_units(),)
        expires = self._runtime.clock.now() + timedelta(days=self._runtime.office.invite_days)
        made = invitations.cards(units, expires, self._username(), await self._zalo_bots())
        for start in range(0, len(made), PAGE):
            await self._runtime.engine.run(partial(self._desk.invite, [card.kept for card in made[start : start + PAGE]], None))
        sheets = await asyncio.to_thread(invitations.attachments, made, self._plan.title)
        return tuple(invitation_words.sheet(each, len(made)) for each in sheets)

    async def _look(self, order: OrderRow) -> Sequence[Reply]:
        replies: list[Reply] = []
        for file in order.files:
            try:
                data = await self._fetch(file)
                sheet = await asyncio.to_thread(read_sheet, data, file.name)
            except SheetError as error:
                replies.append(words.unreadable(error.reason))
                continue
            except TooLarge:
                replies.append(words.unreadable("too_big"))
                continue
            except SendError:
                replies.append(words.unreadable("not_fetched"))
                continue
            self._place(order.id).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._place(order.id).write_bytes(data)
            replies.append(await self._runtime.engine.read(lambda view, sheet=sheet: self._preview(order.id, sheet, view)))  # type: ignore[misc]
        return tuple(replies)

    def _preview(self, id: int, sheet: Sheet, view: View) -> Reply:
        there = tuple(view.units(self._plan.key))
        if sheet.kind == "units":
            found = roster.look(sheet, self._plan, there)
            lines = [*words.roster_changes(found.new, found.changed, found.gone, found.same), *words.mistakes(found.mistakes)]
            return words.preview(lines, words.roster_choice(id) if found.changes else None)
        post = self._post(sheet, view)
        lines = [*words.mail_changes(len(post.new), len(post.changed), post.same), *words.mistakes(post.mistakes)]
        return words.preview(lines, words.mail_choice(id) if post.rows else None)

    def _post(self, sheet: Sheet, view: View) -> mail.Post:
        had = {(each.unit, each.task): each.receipt for each in view.standings(self._plan.key) if each.receipt}
        return mail.look(sheet, self._plan, tuple(view.units(self._plan.key)), had, self._runtime.clock.now().date())

    async def _apply(self, order: OrderRow) -> Sequence[Reply]:
        looked_at = int(order.what[0]) if order.what else 0
        if not self._place(looked_at).is_file():
            return (words.order_gone(),)
        sheet = await asyncio.to_thread(lambda: read_sheet(self._place(looked_at).read_bytes(), ""))
        engine = self._runtime.engine
        if order.job is Job.APPLY_MAIL:
            rows = await engine.read(lambda view: self._post(sheet, view).rows)
            for start in range(0, len(rows), PAGE):
                await engine.run(partial(self._desk.apply_receipts, rows[start : start + PAGE], order.person))
            return (words.applied(len(rows)),)
        found = await engine.read(lambda view: roster.look(sheet, self._plan, tuple(view.units(self._plan.key))))
        units, gone = found.units, [unit.code for unit in found.gone]
        for start in range(0, max(len(units), 1), PAGE):
            page = units[start : start + PAGE]
            await engine.run(partial(self._desk.apply_units, page, gone if start == 0 else (), order.person))
        return (words.applied(len(units) + len(gone)),)

    async def _send(self, order: OrderRow) -> Sequence[Reply]:
        id = int(order.what[0]) if order.what else 0
        file = await self._runtime.engine.read(lambda view: view.file(id))
        if file is None or file.state != "kept" or not file.path or not (self._folder / file.path).is_file():
            return (words.no_file(),)
        data = await asyncio.to_thread((self._folder / file.path).read_bytes)
        name = files.safe_name(file.name, Path(file.path).suffix)
        return (desk_words.file(name, Attachment(name, "application/octet-stream", data, name)),)

    async def _calendar(self, order: OrderRow) -> Sequence[Reply]:
        now = self._runtime.clock.now()
        code = order.what[0] if order.what else None
        found = await self._runtime.engine.run(partial(self._desk.coming, now, now + AHEAD, code))
        units = await self._runtime.engine.read(lambda view: view.units(self._plan.key))
        unit = next((unit for unit in units if unit.code == code), None)
        return (schedule_words.file(await asyncio.to_thread(calendar_file, self._plan, found, now, unit)),)

    async def _recipients(self, order: OrderRow) -> Sequence[Reply]:
        of = await self._runtime.engine.run(partial(self._desk.broadcast, int(order.what[0])))
        if of is None:
            return (words.order_gone(),)

        def made(view: View) -> Sequence[Reply]:
            names = {unit.code: unit.name for unit in view.units(self._plan.key)}
            return (desk_words.file(broadcast_words.exported(of.id), recipients_file(of, view.recipients(of.id), names)),)

        return await self._runtime.engine.read(made)

    async def _recall(self, order: OrderRow) -> Sequence[Reply]:
        """Delete what a broadcast has sent, at half the pace so that replies go on."""
        id = int(order.what[0])
        deleted = left = 0
        for address, message in await self._runtime.engine.run(partial(self._desk.arrived, id, datetime.now(UTC) - DELETABLE)):
            channel = self._runtime.channels.get(address.bot)
            if not isinstance(channel, Revises):
                left += 1
                continue
            try:
                await channel.delete(address, message)
                deleted += 1
            except Wait as trouble:
                await asyncio.sleep(trouble.seconds)
                left += 1
            except SendError:
                left += 1
            await asyncio.sleep(DELETE_EVERY)
        return (broadcast_words.recalled(id, deleted, left),)

    async def _menu(self, order: OrderRow) -> None:
        person = int(order.what[0]) if order.what else order.person or 0
        who = await self._runtime.engine.run(partial(self._desk.person, person))
        menu = commands_for(who.role if who else Role.VISITOR)
        for address in await self._runtime.engine.run(partial(self._desk.addresses, person)):
            channel = self._runtime.channels.get(address.bot)
            if isinstance(channel, HasMenu):
                try:
                    await channel.menu(address, menu)
                except SendError as trouble:
                    log.warning("%s: a menu was not set (%s)", address.bot, trouble.reason)

    async def _keep(self, file: FileRow) -> None:
        """Fetch one file that came with a message, check it and keep it; its sender is told."""
        engine = self._runtime.engine
        try:
            data = await self._fetch(file)
        except TooLarge:
            await engine.run(partial(self._desk.refuse_file, file, "too large", words.file_refused("too large")))
            return
        except SendError as trouble:
            log.warning("file %s was not fetched (%s)", file.id, trouble.reason)
            await engine.run(partial(self._desk.refuse_file, file, "lost", words.file_refused("lost")))
            return
        kind = files.kind_of(data, file.name)
        if kind is None:
            await engine.run(partial(self._desk.refuse_file, file, "kind", words.file_refused("kind")))
            return
        kept = await asyncio.to_thread(files.keep, self._folder, file.id, data, kind, self._runtime.clock.now())
        name, broadcast = files.safe_name(file.name, kind.ending), await engine.run(partial(self._desk.broadcast_with, file.id))
        said = words.file_kept(name) if broadcast is None else enclosure_words.kept(name, broadcast)
        await engine.run(partial(self._desk.keep_file, file, kept.path, kind.media_type, kept.size, kept.digest, said))

    async def _fetch(self, file: FileRow) -> bytes:
        channel = self._runtime.channels.get(file.address.bot)
        if not isinstance(channel, Fetches):
            raise SendError("this channel carries no files")
        if file.size is not None and file.size > files.MOST:
            raise TooLarge("too large")
        return await channel.fetch(file.ref, files.MOST)

    async def _zalo_bots(self) -> list[str]:
        """The Zalo bots by the names people see, the one with the most free places first."""
        states = {state.bot: state for state in await self._runtime.engine.run(self._runtime.engine.core.quota_states)}
        free = {name: states[name].most_people - states[name].people for name in states if states[name].people < states[name].most_people}
        order = sorted(free, key=lambda name: -free[name])
        titles = (str(getattr(self._runtime.channels.get(name), "title", "")) for name in order)
        return [title for title in titles if title]

    def _place(self, order: int) -> Path:
        return self._folder / "orders" / str(order)

    def _username(self) -> str:
        names = (getattr(channel, "username", "") for channel in self._runtime.channels.values())
        return next((name for name in names if name), "")
