"""What a handler decided, done: each action becomes rows in the turn's transaction, with an audit row for what changes something."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, assert_never

from bot.policy import override
from bot.script import Stage
from bot.store.base import Lane, Outgoing, Work
from handlers import actions as do
from handlers.message import Address, Incoming, Reply
from handlers.records import OFFICE, Request
from handlers.records_broadcasts import Audience, Broadcast
from handlers.records_schedule import Extension, Mute
from handlers.turn import Person, Role

KEEPS = timedelta(hours=24)
_SILENT = (do.KeepKind, do.KeepDraft, do.SettleDraft, do.KeepUnanswered, do.Tell, do.TellOffice, do.CountMiss)
"""Actions that change nothing anybody would ask about later; the others leave an audit row."""


@dataclass(frozen=True, slots=True)
class Doer:
    """Carries out the actions of one turn. `now` is the office's moment."""

    stage: Stage
    work: Work
    incoming: Incoming
    person: Person
    now: datetime

    def carry_out(self, number: int, action: do.Action) -> None:
        """Carry out the turn's action of this number."""
        before = self._before(action)
        self._apply(number, action)
        if not isinstance(action, _SILENT):
            self.work.audit(self.now, self.person.id, type(action).__name__, _detail(action, before))

    def _apply(self, number: int, action: do.Action) -> None:
        match action:
            case do.SaveStatus() | do.UndoStatus() | do.ConfirmReceipt() | do.UndoReceipt() | do.KeepDraft() | do.SettleDraft():
                self._report(action)
            case do.KeepFiles() | do.AttachFile() | do.Order() | do.PromptUnits() | do.Tell() | do.TellOffice() | do.KeepUnanswered():
                self._afterwards(number, action)
            case do.KeepBroadcast() | do.Enclose() | do.MoveBroadcast() | do.AcknowledgeBroadcast() | do.SetGroup() | do.DropGroup():
                self._broadcast(action)
            case do.PutOff() | do.ExtendTask() | do.RevokeExtension() | do.SetMute() | do.SetDay() | do.SetPolicy():
                self._schedule(action)
            case do.KeepRequest() | do.SettleRequest() | do.KeepInvitation() | do.RevokeInvitations() | do.LinkAccount() | do.CountMiss():
                self._join(action)
            case _:
                self._belong(action)

    def _report(
        self, action: do.SaveStatus | do.UndoStatus | do.ConfirmReceipt | do.UndoReceipt | do.KeepDraft | do.SettleDraft
    ) -> None:
        work, plan, who, now = self.work, self.stage.plan.key, self.person.id, self.now
        match action:
            case do.SaveStatus(unit, task, state, words, told, via, late):
                work.save_status(plan, unit, task, state, words, who, now, told, via, late)
            case do.UndoStatus(unit, task):
                work.undo_status(plan, unit, task, None if self.person.role in OFFICE else who, now)
            case do.ConfirmReceipt(unit, task, number, day):
                work.confirm_receipt(plan, unit, task, number, day, who, now)
            case do.UndoReceipt(unit, task):
                work.undo_receipt(plan, unit, task)
            case do.KeepDraft(draft):
                work.keep_draft(plan, self.incoming.address, who, draft, now)
            case do.SettleDraft(id, state):
                work.settle_draft(plan, id, state, now)
            case _:
                assert_never(action)

    def _afterwards(
        self, number: int, action: do.KeepFiles | do.AttachFile | do.Order | do.PromptUnits | do.Tell | do.TellOffice | do.KeepUnanswered
    ) -> None:
        work, plan, who, now = self.work, self.stage.plan.key, self.person.id, self.now
        match action:
            case do.KeepFiles(unit, task):
                for file in self.incoming.files:
                    work.want_file(plan, self.incoming.address, who, file, unit, task, None, now)
            case do.AttachFile(file, unit, task):
                work.assign_file(file, unit, task)
            case do.Order(id, job, what):
                work.order(plan, self.incoming.address, who, id, job, what, now)
                for file in self.incoming.files:
                    work.want_file(plan, self.incoming.address, who, file, None, None, id, now)
            case do.PromptUnits(units, task):
                work.prompt(plan, task or "", units, now, self.stage.clock.real())
            case do.Tell(person, reply):
                tell(self.stage, work, person, reply, f"{self._name}/tell{number}")
            case do.TellOffice(reply, key):
                name = f"office/{key}/{now:%Y-%m-%dT%H}" if key else f"{self._name}/office{number}"
                for other in work.office(plan):
                    if other.id != who:
                        tell(self.stage, work, other.id, reply, f"{name}/{other.id}")
            case do.KeepUnanswered(text, reason):
                work.keep_unanswered(plan, self.incoming.address, who, text, reason, now)
            case _:
                assert_never(action)

    def _schedule(
        self, action: do.PutOff | do.ExtendTask | do.RevokeExtension | do.SetMute | do.SetDay | do.SetPolicy
    ) -> None:
        work, plan, who, now = self.work, self.stage.plan.key, self.person.id, self.now
        match action:
            case do.PutOff(unit, task, until):
                work.snooze(plan, task, unit, who, until, now)
            case do.ExtendTask(id, task, scope, target, last, document):
                work.extend(plan, Extension(id, task, scope, target, last, document, now), who)
                told = self.stage.script.extended(self.stage.plan.task(task), last, document)
                audience = Audience(kinds=(target,) if scope == "kind" else (), units=(target,) if scope == "unit" else (), task=task, place="open")
                notice = Broadcast(next_id(work), told, audience, "freezing", by=who)
                work.keep_broadcast(plan, notice, now)
            case do.RevokeExtension(id):
                work.revoke_extension(plan, id, now)
            case do.SetMute(unit, task, mute):
                if mute:
                    work.mute(plan, Mute(unit, task), who, now)
                else:
                    work.unmute(plan, Mute(unit, task))
            case do.SetDay(day, works):
                work.set_day(day, works, who, now)
            case do.SetPolicy(key, value):
                override(work, key, value)
            case _:
                assert_never(action)

    def _broadcast(
        self, action: do.KeepBroadcast | do.Enclose | do.MoveBroadcast | do.AcknowledgeBroadcast | do.SetGroup | do.DropGroup
    ) -> None:
        work, plan = self.work, self.stage.plan.key
        match action:
            case do.KeepBroadcast(broadcast, progress):
                work.keep_broadcast(plan, broadcast, self.now)
                if progress:
                    work.show_progress(broadcast.id, f"{self._name}/0")
            case do.Enclose(id):
                for file in self.incoming.files[:1]:
                    work.enclose(id, work.want_file(plan, self.incoming.address, self.person.id, file, None, None, None, self.now))
            case do.MoveBroadcast(id, state):
                work.move_broadcast(id, state)
            case do.AcknowledgeBroadcast(id):
                work.acknowledge(id, self.person.id, self.now)
                if self.incoming.group:
                    work.acknowledge_group(id, self.incoming.address, self.now)
            case do.SetGroup(group):
                work.set_group(plan, group, self.now)
            case do.DropGroup(id):
                work.drop_group(plan, id)
            case _:
                assert_never(action)

    def _join(
        self,
        action: do.KeepRequest | do.SettleRequest | do.KeepInvitation | do.RevokeInvitations | do.LinkAccount | do.CountMiss,
    ) -> None:
        work, plan, who, now = self.work, self.stage.plan.key, self.person.id, self.now
        match action:
            case do.KeepRequest(id, unit, role, name, invitation, state):
                work.keep_request(plan, who, Request(id, who, unit, role, name, state, invitation, now), now)
            case do.SettleRequest(id, state):
                self._settle_request(id, state)
            case do.KeepInvitation(code, role, unit, expires, linked):
                work.invite(plan, code, role, unit, linked, expires, who, now)
            case do.RevokeInvitations(unit):
                work.revoke_invitations(plan, unit, now)
            case do.LinkAccount(person, invitation):
                work.use_invitation(invitation, now)
                work.link(self.incoming.address, person)
                self._menu(person)
            case do.CountMiss():
                work.miss(who, now)
            case _:
                assert_never(action)

    def _belong(
        self,
        action: do.KeepKind | do.TakePart | do.RenameSelf | do.LeaveUnit | do.SpeakFor | do.SetPost | do.SetRole | do.PreferChannel | do.EraseSelf,
    ) -> None:
        work, plan, who, now = self.work, self.stage.plan.key, self.person.id, self.now
        match action:
            case do.KeepKind(kind):
                work.set_kind(plan, who, kind)
            case do.TakePart(unit, role):
                work.join(plan, who, unit, role, now)
                self._menu(who)
            case do.RenameSelf(name):
                work.rename(who, name)
            case do.LeaveUnit(person, unit):
                work.leave(plan, person, unit)
                self._menu(person)
            case do.SpeakFor(unit):
                work.speak_for(plan, who, unit)
            case do.SetPost(person, unit, role):
                work.add_post(plan, person, unit, role, now)
                self._menu(person)
            case do.SetRole(person, role):
                work.set_role(plan, person, role)
                self._menu(person)
            case do.PreferChannel(bot):
                work.prefer(who, bot)
            case do.EraseSelf():
                work.erase(who)
            case _:
                assert_never(action)

    def _settle_request(self, id: int, state: str) -> None:
        """What a request's new state means for who belongs where."""
        work, plan = self.work, self.stage.plan.key
        request = work.request(plan, id)
        if request is None:
            return
        work.settle_request(id, state, self.person.id, self.now)
        if state == "joined":
            if request.invitation is not None:
                work.use_invitation(request.invitation, self.now)
            if request.name:
                work.rename(request.person, request.name)
            if request.unit is not None:
                work.add_post(plan, request.person, request.unit, request.role, self.now)
            else:
                work.set_role(plan, request.person, request.role)
            self._menu(request.person)
        elif state == "undone":
            if request.unit is not None:
                work.leave(plan, request.person, request.unit)
            else:
                work.set_role(plan, request.person, Role.VISITOR)
            self._menu(request.person)

    def _menu(self, person: int) -> None:
        """A person's role has changed: the menus of that person's chats follow, after the turn."""
        id = next_id(self.work)
        self.work.order(self.stage.plan.key, self.incoming.address, self.person.id, id, do.Job.MENU, (str(person),), self.now)

    def _before(self, action: do.Action) -> Any:
        """What stood where the action writes, for the audit."""
        plan = self.stage.plan.key
        match action:
            case do.SaveStatus(unit, task) | do.UndoStatus(unit, task):
                status = self.work.status(plan, unit, task)
                return [status.id, status.state.value] if status else None
            case do.ConfirmReceipt(unit, task) | do.UndoReceipt(unit, task):
                receipt = self.work.receipt(plan, unit, task)
                return [receipt.number, receipt.day] if receipt else None
            case do.SettleRequest(id):
                request = self.work.request(plan, id)
                return request.state if request else None
            case do.TakePart() | do.LeaveUnit() | do.SpeakFor() | do.SetPost() | do.SetRole() | do.LinkAccount():
                person = self.work.person(plan, getattr(action, "person", self.person.id))
                return [person.role.value, list(person.units)] if person else None
            case _:
                return None

    @property
    def _name(self) -> str:
        return f"{self.incoming.address.bot}/{self.incoming.key}"


def tell(stage: Stage, work: Work, person: int, reply: Reply, key: str) -> Address | None:
    """A message to a person wherever the person last wrote; None where nobody can be reached. Its choices are words, never numbers."""
    address = work.address_of(person)
    if address is not None:
        real = stage.clock.real()
        work.queue(Outgoing(key, address, Lane.REPLY, dataclasses.replace(reply, by_word=True), real, real + KEEPS, person))
    return address


def next_id(work: Work) -> int:
    """The next number of requests, drafts and orders."""
    number = int(work.get("ids") or 0) + 1
    work.put("ids", str(number))
    return number


def _detail(action: do.Action, before: Any) -> str:
    """The action and what stood before it as JSON; never a code, nor what somebody typed."""
    hidden = {"code", "words", "reply", "told", "name"}
    body = {f.name: getattr(action, f.name) for f in dataclasses.fields(action) if f.name not in hidden}
    return json.dumps(body | {"before": before}, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
