"""Who may do what: the one place where roles are checked, for commands before they are obeyed and for actions before they are carried out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from handlers import actions as do
from handlers import broadcast_commands, desk_commands, group_commands, join_commands, report_commands, schedule_commands
from handlers.records import OFFICE, Person, Records, Role, Via
from handlers.turn import Office

_EVERYBODY = frozenset(Role)
_REPORTERS = frozenset({Role.OFFICER, *OFFICE})
_OF_UNITS = frozenset({Role.OFFICER, Role.LEADER, *OFFICE})

COMMANDS: Mapping[type, frozenset[Role]] = {
    # joining: everybody for himself, the office for others, an admin for the office
    join_commands.UseCode: _EVERYBODY,
    join_commands.WishToJoin: _EVERYBODY,
    join_commands.PickUnit: _EVERYBODY,
    join_commands.Agree: _EVERYBODY,
    join_commands.Rename: _EVERYBODY,
    join_commands.Withdraw: _EVERYBODY,
    join_commands.ShowMine: _EVERYBODY,
    join_commands.Speak: _EVERYBODY,
    join_commands.Leave: _EVERYBODY,
    join_commands.LinkAccount: _EVERYBODY,
    join_commands.Prefer: _EVERYBODY,
    join_commands.ShowData: _EVERYBODY,
    join_commands.EraseData: _EVERYBODY,
    join_commands.Decide: OFFICE,
    join_commands.UndoJoin: OFFICE,
    join_commands.ShowRequests: OFFICE,
    join_commands.ShowPeople: OFFICE,
    join_commands.GiveRole: OFFICE,
    join_commands.RemovePerson: OFFICE,
    join_commands.Invite: OFFICE,
    join_commands.InviteAll: OFFICE,
    join_commands.Revoke: OFFICE,
    join_commands.ShowOffice: OFFICE,
    join_commands.InviteOffice: frozenset({Role.ADMIN}),
    join_commands.DropOffice: frozenset({Role.ADMIN}),
    # reports: officers report, leaders read, the office also speaks for units
    report_commands.Confirm: _REPORTERS,
    report_commands.Fix: _REPORTERS,
    report_commands.Drop: _REPORTERS,
    report_commands.Look: _REPORTERS,
    report_commands.Assign: _REPORTERS,
    report_commands.SetState: _REPORTERS,
    report_commands.SetNumber: _REPORTERS,
    report_commands.SkipField: _REPORTERS,
    report_commands.StopForm: _REPORTERS,
    report_commands.TellAll: _EVERYBODY,
    report_commands.TellOne: _EVERYBODY,
    report_commands.Attach: _REPORTERS,
    report_commands.ShowHistory: _OF_UNITS,
    report_commands.Enter: OFFICE,
    report_commands.Reopen: OFFICE,
    report_commands.UndoFor: OFFICE,
    # the desk: the office alone sees every unit
    desk_commands.ApplyRoster: OFFICE,
    desk_commands.ApplyMail: OFFICE,
    desk_commands.OpenDesk: OFFICE,
    desk_commands.ShowProgress: OFFICE,
    desk_commands.ShowSilent: OFFICE,
    desk_commands.AskSilent: OFFICE,
    desk_commands.AskUnit: OFFICE,
    desk_commands.ShowUnit: OFFICE,
    desk_commands.TakeReceipt: OFFICE,
    desk_commands.DropReceipt: OFFICE,
    desk_commands.ShowAwaited: OFFICE,
    desk_commands.ShowUndelivered: OFFICE,
    desk_commands.SendFile: OFFICE,
    desk_commands.Export: OFFICE,
    # the schedule: people put their own reminders off and see their own calendar, the office sets what holds for all
    schedule_commands.Snooze: _EVERYBODY,
    schedule_commands.ShowCalendar: _EVERYBODY,
    schedule_commands.SendCalendar: _EVERYBODY,
    schedule_commands.ShowReminders: _EVERYBODY,
    schedule_commands.ShowSkipped: OFFICE,
    schedule_commands.SetMute: OFFICE,
    schedule_commands.SetDay: OFFICE,
    schedule_commands.SetPolicy: OFFICE,
    schedule_commands.Extend: OFFICE,
    schedule_commands.ConfirmExtension: OFFICE,
    schedule_commands.ShowExtensions: OFFICE,
    schedule_commands.Revoke: OFFICE,
    # broadcasts: the office's, but for the one word of whoever got one
    broadcast_commands.Compose: OFFICE,
    broadcast_commands.ShowBroadcasts: OFFICE,
    broadcast_commands.Handle: OFFICE,
    broadcast_commands.Acknowledge: _EVERYBODY,
    # groups: a unit's own people say which is theirs, in the group itself
    group_commands.UseGroup: _EVERYBODY,
    group_commands.DropGroup: _OF_UNITS,
    group_commands.ShowGroups: _OF_UNITS,
}
"""Which roles may use each command of the rooms (join, report, desk). One that is missing here may be used by nobody."""


def may_use(person: Person, command: object) -> bool:
    """Whether this person may use a command; what it does to which unit is then checked action by action."""
    return person.role in COMMANDS.get(type(command), frozenset())


def permits(person: Person, action: do.Action, records: Records, office_of: Office) -> bool:
    """Whether this person may have this action done; the demo's switch only in the demo."""
    office = person.role in OFFICE
    match action:
        case do.TakePart():
            return office_of.demo
        case do.KeepKind() | do.RenameSelf() | do.CountMiss() | do.EraseSelf() | do.KeepUnanswered() | do.TellOffice() | do.Tell():
            return True
        case do.KeepRequest():
            return True
        case do.PreferChannel(bot):
            return bot in records.accounts()
        case do.SettleRequest(id, state):
            return office or _own_request(person, id, state, records)
        case do.LeaveUnit(who, unit):
            return office or (who == person.id and unit in person.units)
        case do.SpeakFor(unit):
            return unit in person.units
        case do.SetPost() | do.RevokeInvitations():
            return office
        case do.SetRole():
            return person.role is Role.ADMIN
        case do.KeepInvitation(_, role, unit, _, linked):
            return linked == person.id if linked is not None else (office if unit is not None else person.role is Role.ADMIN and role in OFFICE)
        case do.LinkAccount(_, invitation):
            return invitation > 0
        case do.SaveStatus(unit, _, _, _, _, via):
            return office if via is not Via.UNIT else person.at(unit) is Role.OFFICER
        case do.UndoStatus(unit):
            return office or person.at(unit) is Role.OFFICER
        case do.KeepDraft(draft):
            return office if draft.via is not Via.UNIT else person.at(draft.unit) is Role.OFFICER
        case do.SettleDraft(id):
            found = records.draft(id)
            return found is not None and (office or person.at(found.unit) is Role.OFFICER)
        case do.Order(_, do.Job.CALENDAR, (unit,)):
            return office or unit in person.units
        case do.ConfirmReceipt() | do.UndoReceipt() | do.PromptUnits() | do.Order():
            return office
        case do.ExtendTask() | do.RevokeExtension() | do.SetMute() | do.SetDay() | do.SetPolicy():
            return office
        case do.KeepBroadcast() | do.Enclose() | do.MoveBroadcast():
            return office
        case do.AcknowledgeBroadcast():
            return True
        case do.SetGroup(group):
            return office or person.at(group.unit) in (Role.OFFICER, Role.LEADER)
        case do.DropGroup(id):
            there = records.group(id)
            return there is not None and (office or person.at(there.unit) in (Role.OFFICER, Role.LEADER))
        case do.PutOff(unit):
            return person.at(unit) is Role.OFFICER
        case do.KeepFiles(unit) | do.AttachFile(_, unit):
            return office or person.at(unit) is Role.OFFICER
        case _:
            assert_never(action)


def _own_request(person: Person, id: int, state: str, records: Records) -> bool:
    """A person may confirm or take back an own request; only a code that needs no approval joins at once."""
    request = records.request(id)
    if request is None or request.person != person.id or request.state not in ("proposed", "waiting"):
        return False
    return state in ("waiting", "withdrawn") or (state == "joined" and request.invitation is not None)
