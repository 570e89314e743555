"""What the desk's commands are typed with, and what is none of them."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import roles
from handlers.desk_commands import (
    ApplyMail,
    ApplyRoster,
    AskSilent,
    AskUnit,
    Command,
    DropReceipt,
    Export,
    OpenDesk,
    SendFile,
    ShowAwaited,
    ShowProgress,
    ShowSilent,
    ShowUndelivered,
    ShowUnit,
    TakeReceipt,
    parse,
)
from handlers.desk_figures import Which
from handlers.message import Arrival, Choice
from handlers.records import OFFICE, KeptFile, Role, Unit
from handlers.router import decide
from handlers.turn import KeepUnanswered, Turn, Waiting, WaitingKind, WaitingReceipt, WaitingUnit
from handlers.wording import desk_choices as choices
from handlers.wording import in_private, not_allowed
from knowledge.plan import Task
from tests.desk_records import Desk, full, office
from tests.small_plan import CLASS_10A, CLUB, NOON, OFFICER, PLAN, PUPIL, STRANGER, turn

TASK = PLAN.task("dang-ky")
KIND = PLAN.kind("chihoi")
TYPED: tuple[tuple[str, Command], ...] = (
    ("/ban", OpenDesk()), ("bàn làm việc", OpenDesk()), ("/tiendo", ShowProgress()), ("tiến độ", ShowProgress()),
    ("Tien do dang-ky", ShowProgress("dang-ky")), ("tiến độ gửi danh sách tiết mục", ShowProgress("dang-ky")),
    ("tiến độ danh sách câu lạc bộ", ShowProgress("dang-ky-clb", "clb")), ("tien do dang-ky chi hoi", ShowProgress("dang-ky", "chihoi")),
    ("tien do dang-ky chihoi cham", ShowProgress("dang-ky", "chihoi", Which.LATE)),
    ("tien do dang-ky chua nhan 3", ShowProgress("dang-ky", None, Which.AWAITED, 3)),
    ("/tiendo dự thi", ShowProgress("thi")), ("tien do chi hoi lop 10a", ShowUnit("chi hoi lop 10a")),
    ("/chuabao", ShowSilent()), ("chưa báo đăng ký ạ", ShowSilent("dang-ky")), ("chua bao dang-ky chihoi 2", ShowSilent("dang-ky", "chihoi", 2)),
    ("hoi chua bao dang-ky", AskSilent("dang-ky")), ("hoi chua bao dang-ky chihoi dong y", AskSilent("dang-ky", "chihoi", True)),
    ("hoi don vi 10a", AskUnit("10a")), ("/donvi câu lạc bộ sen", ShowUnit("câu lạc bộ sen")), ("đơn vị 10a", ShowUnit("10a")),
    ("da nhan dang-ky 10a", TakeReceipt("dang-ky", "10a")), ("đã nhận danh sách Câu lạc bộ Sen", TakeReceipt("dang-ky-clb", "sen")),
    ("chua nhan dang-ky 10a", DropReceipt("dang-ky", "10a")), ("bao xong chua nhan", ShowAwaited()), ("bao xong chua nhan 2", ShowAwaited(2)),
    ("tin không tới", ShowUndelivered()), ("ai không nhận được tin", ShowUndelivered()),
    ("cap nhat don vi 7", ApplyRoster(7)), ("cap nhat cong van 7", ApplyMail(7)),
    ("tep 12", SendFile(12)), ("/xuat", Export()), ("xuất Excel", Export()), ("/xuat gọn", Export("short")), ("xuat excel day du", Export("full")),
)  # fmt: skip


@pytest.mark.parametrize(("text", "command"), TYPED)
def test_what_is_typed(text: str, command: Command) -> None:
    """Commands are read with and without accents, by slash or by words, tasks and units by key or by name."""
    assert parse(office(text)) == command


NO_COMMANDS = (
    "đã nhận", "đã nhận ạ", "Đã nhận được kế hoạch", "chưa nhận được văn bản", "chưa báo cáo được ạ", "tiến độ của em thế nào", "bạn ơi", "tệp",
    "hỏi đơn vị nào chủ trì", "đơn vị tôi phải làm gì", "đơn vị", "xuất sắc", "tep 1 2", "tien do dang-ky 0", "tien do dang-ky xyz", "",
    "đã nhận danh sách", "chưa nhận danh sách của lớp 1 lớp 2 lớp 3",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_COMMANDS)
def test_what_is_none(text: str) -> None:
    """Courtesies, reports and questions that begin like a command are left to others."""
    assert parse(office(text)) is None


@pytest.mark.parametrize("text", ["tiến độ", "chưa báo", "tiến độ dự thi", "đã nhận đăng ký chi hội lớp 10a", "đơn vị chi hội lớp 10A"])
def test_everyday_words_of_officers_are_not_the_desks(text: str) -> None:
    """An officer who speaks of progress or of what was received means something of his own."""
    assert parse(turn(text, OFFICER)) is None


@pytest.mark.parametrize("text", [text for text, _ in TYPED if not text.startswith("/donvi")])
@pytest.mark.parametrize("person", [STRANGER, PUPIL, OFFICER, replace(OFFICER, role=Role.LEADER)], ids=lambda p: p.role.value)
def test_nobody_else_sees_anything(text: str, person: object) -> None:
    """A button copied from the desk does nothing and shows nothing to anybody outside the office."""
    outcome = decide(turn(text, person, records=full(), arrival=Arrival.PRESS))  # type: ignore[arg-type]  # a Person
    command = parse(turn(text, person, records=full(), arrival=Arrival.PRESS))  # type: ignore[arg-type]  # a Person
    assert all(isinstance(action, KeepUnanswered) for action in outcome.decision.actions)
    if command is not None:
        assert outcome.decision.replies == (not_allowed(),)
    assert not any("Số liệu" in str(reply) for reply in outcome.decision.replies)


def test_nothing_of_the_desk_is_for_a_group() -> None:
    """In a group the office is asked to write in private."""
    in_group = turn("/ban", replace(OFFICER, role=Role.SECRETARIAT), records=full(), group=True)
    assert decide(in_group).decision.replies == (in_private(),)


def test_every_command_has_its_roles() -> None:
    """Each command of the desk is the office's, and no command is without a row."""
    assert {type(command) for _, command in TYPED} == set(Command.__args__)
    assert all(roles.COMMANDS[each] == OFFICE for each in Command.__args__)


WAITINGS: tuple[Waiting | None, ...] = (None, WaitingKind("hạn"), WaitingUnit(), WaitingReceipt("10a", "dang-ky"))


@pytest.mark.parametrize("text", [text for text, _ in TYPED])
def test_the_same_in_every_state_typed_or_pressed(text: str) -> None:
    """A command, typed or pressed, decides the same whatever we were waiting for."""
    decided = {repr(decide(office(text, waiting=waiting, arrival=how))) for waiting in WAITINGS for how in (Arrival.TEXT, Arrival.PRESS)}
    assert len(decided) == 1


CODES = st.from_regex(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,30}[A-Za-z0-9])?", fullmatch=True)
KEYS = st.from_regex(r"[a-z](?:[a-z0-9_-]{0,22}[a-z0-9])?", fullmatch=True)


@given(CODES, KEYS)
def test_every_button_fits_and_means_its_own_task_and_unit(code: str, key: str) -> None:
    """Whatever the codes and keys, a button has at most 64 bytes and is read as what it was made for."""
    task = Task(key, "Một việc", ("chihoi",), TASK.deadline, TASK.fact)
    plan = replace(PLAN, tasks=(task,))
    unit = Unit(code, "Đơn vị một", "chihoi")
    records = Desk(all_units=(unit,))

    def read(choice: Choice) -> Command | None:
        return parse(_about(plan, office(choice.says, records, arrival=Arrival.PRESS)))

    assert read(choices.receive(plan, task, unit)) == TakeReceipt(key, code)
    assert read(choices.undo_receipt(plan, task, unit)) == DropReceipt(key, code)
    assert read(choices.ask_unit(unit)) == AskUnit(code)
    assert isinstance(read(choices.unit(unit)), ShowUnit)
    assert read(choices.agree(plan, task, KIND)) == AskSilent(key, "chihoi", True)
    assert read(choices.more_units(plan, task, KIND, Which.PREPARING, 999)) == ShowProgress(key, "chihoi", Which.PREPARING, 999)
    assert len(choices.history(plan, task, unit).says) <= 64
    assert len(choices.reopen(plan, task, unit).says) <= 64


def _about(plan: object, of: Turn) -> Turn:
    return replace(of, reader=SimpleNamespace(plan=plan))  # type: ignore[arg-type]  # parsing needs the plan alone


def test_keys_that_begin_alike_are_not_cut() -> None:
    """Two long keys with one beginning stay whole on a button."""
    long = "bao-cao-ket-qua-dot-mot", "bao-cao-ket-qua-dot-hai"
    assert [choices.key(key, long) for key in long] == list(long)
    assert choices.key(long[0], long[:1]) == "bao-cao-ket-qua-dot"


@pytest.mark.parametrize("where", Which)
def test_every_group_has_its_button(where: Which) -> None:
    """Each group of units is opened by its own button and comes back as itself."""
    assert parse(office(choices.units_at(PLAN, TASK, None, where, 3).says)) == ShowProgress("dang-ky", None, where)


def test_labels_tell_units_apart() -> None:
    """A long name shows a short one, or else its end, where units differ."""
    long = Unit("a", "Trường Trung học phổ thông chuyên Nguyễn Huệ", "chihoi")
    assert choices.unit(long).label == "…học phổ thông chuyên Nguyễn Huệ"
    assert choices.unit(replace(long, short_names=("THPT Nguyễn Huệ",))).label == "THPT Nguyễn Huệ"
    assert choices.unit(CLUB).label == "Câu lạc bộ Sen"
    assert choices.file(KeptFile(3, "10a", None, "ke-hoach.pdf", "application/pdf", 1, "kept", "", NOON)).says == "tep 3"
    assert choices.people(CLASS_10A).says == "nguoi 10a"
