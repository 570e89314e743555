"""Who may do what, as one table: every command and every action by every role; one that is missing here fails."""

from __future__ import annotations

import typing
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from handlers import actions as do
from handlers import broadcast_commands, desk_commands, group_commands, join_commands, report_commands, router, schedule_commands, wording
from handlers.message import Address, Arrival, Reply, plain
from handlers.records import Draft, Post, Request, Role, Via
from handlers.records_broadcasts import Broadcast
from handlers.records_groups import Group
from handlers.roles import COMMANDS, may_use, permits
from handlers.turn import Office, Person, State
from knowledge.told import Told
from tests.small_plan import NOON, Roster, turn

VISITOR = Person(1)
OFFICER = Person(2, role=Role.OFFICER, unit="10a", posts=(Post("10a", Role.OFFICER),))
OTHER = Person(3, role=Role.OFFICER, unit="sen", posts=(Post("sen", Role.OFFICER),))
LEADER = Person(4, role=Role.LEADER, unit="10a", posts=(Post("10a", Role.LEADER),))
SECRETARIAT = Person(5, role=Role.SECRETARIAT)
ADMIN = Person(6, role=Role.ADMIN)
PEOPLE = {"visitor": VISITOR, "officer": OFFICER, "other": OTHER, "leader": LEADER, "secretariat": SECRETARIAT, "admin": ADMIN}

EVERYBODY = "visitor officer other leader secretariat admin"
OFFICE = "secretariat admin"
REPORTERS = "officer other secretariat admin"
UNITS = "officer other leader secretariat admin"

# What is typed or pressed for a command -> who may use it. Whose unit it then touches is checked action by action, below.
TYPED = {
    join_commands.UseCode: ("K7QF-3M9T-W2PX-8HJD", EVERYBODY),
    join_commands.WishToJoin: ("tham gia", EVERYBODY),
    join_commands.PickUnit: ("tham gia sen", EVERYBODY),
    join_commands.Agree: ("dong y 7", EVERYBODY),
    join_commands.Rename: ("sua ten 7", EVERYBODY),
    join_commands.Withdraw: ("rut yeu cau 7", EVERYBODY),
    join_commands.ShowMine: ("/donvi", "officer other leader"),
    join_commands.Speak: ("noi thay sen", EVERYBODY),
    join_commands.Leave: ("roi 10a", EVERYBODY),
    join_commands.LinkAccount: ("/lienket", EVERYBODY),
    join_commands.Prefer: ("nhac toi qua zalo", EVERYBODY),
    join_commands.ShowData: ("/dulieu", EVERYBODY),
    join_commands.EraseData: ("/xoadulieu", EVERYBODY),
    join_commands.Decide: ("duyet 7", OFFICE),
    join_commands.UndoJoin: ("go yeu cau 7", OFFICE),
    join_commands.ShowRequests: ("yeu cau", OFFICE),
    join_commands.ShowPeople: ("nguoi 10a", OFFICE),
    join_commands.GiveRole: ("lanh dao 2 10a", OFFICE),
    join_commands.RemovePerson: ("go nguoi 2 10a", OFFICE),
    join_commands.Invite: ("moi 10a", OFFICE),
    join_commands.InviteAll: ("moi tat ca", OFFICE),
    join_commands.Revoke: ("huy ma 10a", OFFICE),
    join_commands.ShowOffice: ("/thuongtruc", OFFICE),
    join_commands.InviteOffice: ("moi thuong truc", "admin"),
    join_commands.DropOffice: ("thoi thuong truc 5", "admin"),
    report_commands.Confirm: ("dung 4", REPORTERS),
    report_commands.Fix: ("sua 4", REPORTERS),
    report_commands.Drop: ("bo tin 4", REPORTERS),
    report_commands.Look: ("xem 4", REPORTERS),
    report_commands.Assign: ("viec 4 thi", REPORTERS),
    report_commands.SetState: ("muc 4 xong", REPORTERS),
    report_commands.SetNumber: ("sua so 4 date 5", REPORTERS),
    report_commands.SkipField: ("bo qua 4 date", REPORTERS),
    report_commands.StopForm: ("thoi 4", REPORTERS),
    report_commands.Attach: ("tep cua thi", REPORTERS),
    report_commands.TellAll: ("bao tien do", EVERYBODY),
    report_commands.TellOne: ("bao thi", EVERYBODY),
    report_commands.ShowHistory: ("lich su thi", UNITS),
    report_commands.Enter: ("ghi ho 10a", OFFICE),
    report_commands.Reopen: ("mo lai thi 10a", OFFICE),
    report_commands.UndoFor: ("hoan tac thi 10a", OFFICE),
    desk_commands.ApplyRoster: ("cap nhat don vi 3", OFFICE),
    desk_commands.ApplyMail: ("cap nhat cong van 3", OFFICE),
    desk_commands.OpenDesk: ("ban lam viec", OFFICE),
    desk_commands.ShowProgress: ("tien do dang-ky", OFFICE),
    desk_commands.ShowSilent: ("chua bao dang-ky", OFFICE),
    desk_commands.AskSilent: ("hoi chua bao dang-ky", OFFICE),
    desk_commands.AskUnit: ("hoi don vi 10a", OFFICE),
    desk_commands.ShowUnit: ("don vi 10a", OFFICE),
    desk_commands.TakeReceipt: ("da nhan dang-ky 10a", OFFICE),
    desk_commands.DropReceipt: ("chua nhan dang-ky 10a", OFFICE),
    desk_commands.ShowAwaited: ("bao xong chua nhan", OFFICE),
    desk_commands.ShowUndelivered: ("tin khong toi", OFFICE),
    desk_commands.SendFile: ("tep 3", OFFICE),
    desk_commands.Export: ("xuat excel", OFFICE),
    schedule_commands.Snooze: ("nhac lai thi 3 ngay", EVERYBODY),
    schedule_commands.ShowCalendar: ("/lich", EVERYBODY),
    schedule_commands.SendCalendar: ("tep lich", EVERYBODY),
    schedule_commands.ShowReminders: ("/nhac", EVERYBODY),
    schedule_commands.ShowSkipped: ("nhac bo qua", OFFICE),
    schedule_commands.SetMute: ("tat nhac 10a", OFFICE),
    schedule_commands.SetDay: ("ngay nghi 5/5/2031", OFFICE),
    schedule_commands.SetPolicy: ("nhac luc 9 gio", OFFICE),
    schedule_commands.Extend: ("/giahan thi cho tat ca den 20/8/2031", OFFICE),
    schedule_commands.ConfirmExtension: ("dung gia han 3", OFFICE),
    schedule_commands.ShowExtensions: ("cac gia han", OFFICE),
    schedule_commands.Revoke: ("thu hoi gia han 3", OFFICE),
    broadcast_commands.Compose: ("/thongbao", OFFICE),
    broadcast_commands.ShowBroadcasts: ("cac thong bao", OFFICE),
    broadcast_commands.Handle: ("gui tin 9", OFFICE),
    broadcast_commands.Acknowledge: ("da nhan tin 9", EVERYBODY),
    group_commands.UseGroup: ("/nhom 10a", EVERYBODY),
    group_commands.DropGroup: ("go nhom 5", f"officer leader {OFFICE}"),
    group_commands.ShowGroups: ("cac nhom", UNITS),
}

REPLY = Reply(())
DRAFT = Draft(4, "10a", (Told("thi", State.DONE),), person=2)
OWN = Request(7, 1, "10a", Role.OFFICER, "Lan", "proposed", 3, NOON)
SOON = NOON + timedelta(days=1)
GROUP = Group(5, Address("telegram", "-100"), "10a")
# An action -> who may have it done, in an office that is no demo.
DONE: tuple[tuple[do.Action, str], ...] = (
    (do.KeepKind("chihoi"), EVERYBODY),
    (do.TakePart("10a"), ""),
    (do.RenameSelf("Lan"), EVERYBODY),
    (do.KeepRequest(7, "10a", Role.OFFICER, "Lan"), EVERYBODY),
    (do.SettleRequest(7, "joined"), f"visitor {OFFICE}"),
    (do.SettleRequest(7, "withdrawn"), f"visitor {OFFICE}"),
    (do.SettleRequest(7, "undone"), OFFICE),
    (do.LeaveUnit(2, "10a"), f"officer {OFFICE}"),
    (do.SpeakFor("10a"), "officer leader"),
    (do.SetPost(2, "10a", Role.LEADER), OFFICE),
    (do.SetRole(5, Role.VISITOR), "admin"),
    (do.KeepInvitation("x", Role.OFFICER, "10a", SOON), OFFICE),
    (do.KeepInvitation("x", Role.SECRETARIAT, None, SOON), "admin"),
    (do.KeepInvitation("x", Role.OFFICER, None, SOON, 2), "officer"),
    (do.RevokeInvitations("10a"), OFFICE),
    (do.LinkAccount(2, 3), EVERYBODY),
    (do.PreferChannel("zalo"), EVERYBODY),
    (do.PreferChannel("other"), ""),
    (do.CountMiss(), EVERYBODY),
    (do.EraseSelf(), EVERYBODY),
    (do.SaveStatus("10a", "thi", State.DONE), "officer"),
    (do.SaveStatus("10a", "thi", State.DONE, via=Via.OFFICE), OFFICE),
    (do.SaveStatus("10a", "thi", State.PREPARING, via=Via.REOPENED), OFFICE),
    (do.UndoStatus("10a", "thi"), f"officer {OFFICE}"),
    (do.KeepDraft(DRAFT), "officer"),
    (do.KeepDraft(replace(DRAFT, via=Via.OFFICE)), OFFICE),
    (do.SettleDraft(4, "saved"), f"officer {OFFICE}"),
    (do.ConfirmReceipt("10a", "thi", "45", None), OFFICE),
    (do.UndoReceipt("10a", "thi"), OFFICE),
    (do.KeepFiles("10a"), f"officer {OFFICE}"),
    (do.AttachFile(3, "10a", "thi"), f"officer {OFFICE}"),
    (do.Order(1, do.Job.EXPORT), OFFICE),
    (do.Tell(1, REPLY), EVERYBODY),
    (do.TellOffice(REPLY), EVERYBODY),
    (do.PromptUnits(("10a",)), OFFICE),
    (do.Order(1, do.Job.CALENDAR, ("10a",)), f"officer leader {OFFICE}"),
    (do.Order(1, do.Job.CALENDAR), OFFICE),
    (do.PutOff("10a", "thi", SOON), "officer"),
    (do.ExtendTask(3, "thi", "all", "", SOON.date(), "45/CV"), OFFICE),
    (do.RevokeExtension(3), OFFICE),
    (do.SetMute("10a", "", True), OFFICE),
    (do.SetDay(SOON.date(), False), OFFICE),
    (do.SetPolicy("hour", 9), OFFICE),
    (do.KeepBroadcast(Broadcast(9, "Mời họp")), OFFICE),
    (do.Enclose(9), OFFICE),
    (do.MoveBroadcast(9, "stopped"), OFFICE),
    (do.AcknowledgeBroadcast(9), EVERYBODY),
    (do.SetGroup(GROUP), f"officer leader {OFFICE}"),
    (do.DropGroup(5), f"officer leader {OFFICE}"),
    (do.DropGroup(6), ""),
    (do.KeepUnanswered("?", "not_stated"), EVERYBODY),
)


@dataclass(frozen=True)
class Records(Roster):
    """One draft, one request."""

    def draft(self, id: int) -> Draft | None:
        return DRAFT if id == DRAFT.id else None

    def accounts(self) -> Sequence[str]:
        return ["zalo"]

    def group(self, id: int) -> Group | None:
        return GROUP if id == GROUP.id else None

    def request(self, id: int) -> Request | None:
        return OWN if id == OWN.id else None


def rooms() -> set[type]:
    found = (join_commands, report_commands, desk_commands, schedule_commands, broadcast_commands, group_commands)
    return {kind for room in found for kind in typing.get_args(room.Command)}


def test_every_command_and_action_stands_in_the_tables() -> None:
    """A new command or action that nobody thought about fails here, and is refused to everybody until it has a row."""
    assert set(TYPED) == rooms() == set(COMMANDS)
    assert {type(action) for action, _ in DONE} == set(typing.get_args(do.Action))
    assert not may_use(ADMIN, object())


@pytest.mark.parametrize("command", TYPED, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("who", PEOPLE)
def test_a_command_by_a_role(command: type, who: str) -> None:
    """Typed by hand, or pressed as a button copied from another chat: who may not is told so, and nothing is done."""
    text, allowed = TYPED[command]
    if command is join_commands.ShowMine and who not in allowed.split():
        return  # for whoever belongs to no unit the same words pick a kind of unit
    for arrival in (Arrival.TEXT, Arrival.PRESS):
        outcome = router.decide(turn(text, PEOPLE[who], records=Records(), arrival=arrival))
        refused = outcome.decision.replies == (wording.not_allowed(),)
        assert refused is (who not in allowed.split())
        if refused:
            assert outcome.decision.actions == ()


@pytest.mark.parametrize(("action", "allowed"), DONE, ids=lambda each: type(each).__name__ if not isinstance(each, str) else "")
def test_an_action_by_a_role(action: do.Action, allowed: str) -> None:
    """What a decision asks for is checked once more against the person, the unit and the draft it touches."""
    may = {who for who, person in PEOPLE.items() if permits(person, action, Records(), Office())}
    assert may == set(allowed.split())


OF_GROUPS = (group_commands.UseGroup, group_commands.DropGroup, broadcast_commands.Acknowledge, group_commands.ShowGroups)


def test_a_group_is_its_units_own() -> None:
    """What is said in a group about the group itself does nothing for a stranger to its unit; the list of groups is for private talk."""
    for command in OF_GROUPS[:2]:
        for who in ("visitor", "other"):
            decision = router.route(turn(TYPED[command][0], PEOPLE[who], records=Records(), group=True))
            assert decision.actions == ()


def test_nothing_of_the_rooms_is_for_a_group() -> None:
    """Whoever says it in a group is asked to write in private; but for what is about the group itself."""
    for command, (text, _) in TYPED.items():
        if command in (join_commands.UseCode, join_commands.ShowMine, *OF_GROUPS):
            continue
        decision = router.route(turn(text, ADMIN, records=Records(), group=True))
        assert decision.actions == ()
        assert "nhắn trực tiếp" in plain(decision.replies[0])


def test_only_the_demo_switches_parts() -> None:
    """Taking a part is for the demo alone."""
    assert permits(VISITOR, do.TakePart("10a"), Records(), Office(demo=True))
