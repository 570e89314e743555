"""Reports in people's own words: whose they are, what is asked back, what an edit and a later word change, and who may do what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from handlers.actions import AttachFile, Job, KeepDraft, KeepFiles, Order, SaveStatus, SettleDraft, Tell, UndoStatus
from handlers.message import Arrival, File, plain
from handlers.records import Draft, KeptFile, Post, Receipt, Via
from handlers.reminders import Due
from handlers.reports import prompt
from handlers.router import decide, route
from handlers.telling import merged, needed, value_of, with_value
from handlers.turn import Conversation, Outcome, Person, Role, State, Status, Turn, WaitingEntry, WaitingField, WaitingFix, WaitingTask
from knowledge.context import Context
from knowledge.plan import Field, Task
from knowledge.told import Told
from tests.small_plan import CLASS_10A, CLUB, NOON, OFFICER, PLAN, STRANGER, Roster, turn

LEADER = Person(5, role=Role.LEADER, unit="10a", posts=(Post("10a", Role.LEADER),))
OFFICE = Person(6, role=Role.SECRETARIAT)
BOTH = Person(7, role=Role.OFFICER, unit="10a", posts=(Post("10a", Role.OFFICER), Post("sen", Role.OFFICER)))


@dataclass(frozen=True)
class Desk(Roster):
    """Drafts, people, files and a prompt beside the roster."""

    kept: tuple[Draft, ...] = ()
    asked: str | None = None
    had: tuple[KeptFile, ...] = ()
    came: tuple[Receipt, ...] = ()

    def draft(self, id: int) -> Draft | None:
        return next((draft for draft in self.kept if draft.id == id), None)

    def draft_of(self, message: str) -> Draft | None:
        return next((draft for draft in self.kept if draft.message == message), None)

    def drafts(self, unit: str) -> Sequence[Draft]:
        return [draft for draft in self.kept if draft.unit == unit and draft.state == "open"]

    def history(self, unit: str, task: str | None = None) -> Sequence[Status]:
        return [status for status in self.statuses if status.unit == unit and task in (None, status.task)]

    def people(self, unit: str) -> Sequence[Person]:
        return [OFFICER] if unit == "10a" else []

    def prompted(self) -> str | None:
        return self.asked

    def files(self, unit: str) -> Sequence[KeptFile]:
        return self.had

    def receipt(self, unit: str, task: str) -> Receipt | None:
        return next((receipt for receipt in self.came if (receipt.unit, receipt.task) == (unit, task)), None)

    def next_id(self) -> int:
        return 9


DRAFT = Draft(4, "10a", (Told("dang-ky", State.DONE, date(2031, 5, 5)),), "đã gửi danh sách hôm qua", person=3, message="m1")


def hear(text: str, person: Person = OFFICER, waiting: object = None, *, records: Roster | None = None, now: datetime = NOON) -> Outcome:
    return decide(turn(text, person, Conversation(Context(), waiting), records=records or Desk(), now=now))  # type: ignore[arg-type]


def said(outcome: Outcome) -> str:
    return "\n\n".join(plain(reply) for reply in outcome.decision.replies)


def draft(outcome: Outcome) -> Draft:
    (kept,) = [action.draft for action in outcome.decision.actions if isinstance(action, KeepDraft)]
    return kept


def edited(text: str, records: Roster) -> Turn:
    made = turn(text, OFFICER, records=records, arrival=Arrival.EDIT)
    return replace(made, incoming=replace(made.incoming, message="m1"))


def test_nothing_is_saved_before_it_is_confirmed() -> None:
    """Own words make a draft and an echo; only "đúng" makes a status, with what was told."""
    outcome = hear("đã gửi danh sách hôm qua")
    assert not [action for action in outcome.decision.actions if isinstance(action, SaveStatus)]
    assert draft(outcome).reports == (Told("dang-ky", State.DONE, date(2031, 5, 5)),)
    assert "Đúng chưa ạ?" in said(outcome)
    confirmed = hear("dung 4", records=Desk(kept=(DRAFT,)))
    (saved, settled) = confirmed.decision.actions
    assert saved == SaveStatus("10a", "dang-ky", State.DONE, DRAFT.words, DRAFT.reports[0])
    assert settled == SettleDraft(4, "saved")


@pytest.mark.parametrize(("day", "late"), [(date(2031, 5, 10), False), (date(2031, 5, 11), True)])
def test_late_is_told_by_the_day_it_was_done(day: date, late: bool) -> None:
    """What was done by the last day is in time even if it is told later; a day after it is noted and marked."""
    kept = replace(DRAFT, reports=(Told("dang-ky", State.DONE, day),))
    outcome = hear("dung 4", records=Desk(kept=(kept,)), now=NOON + timedelta(days=10))
    saved = outcome.decision.actions[0]
    assert isinstance(saved, SaveStatus)
    assert saved.late is late
    assert ("đánh dấu muộn" in said(outcome)) is late


def test_the_task_is_asked_where_it_is_not_certain() -> None:
    """"đang làm rồi ạ" while two tasks are open asks which; a prompt, the last question or the only open task decide it."""
    outcome = hear("tuần sau gửi ạ")
    assert draft(outcome).reports[0].task is None
    assert [choice.says for choice in outcome.decision.replies[0].choices] == ["viec 9 dang-ky", "viec 9 thi"]
    assert draft(hear("tuần sau gửi ạ", records=Desk(asked="dang-ky"))).reports[0].task == "dang-ky"
    assert draft(hear("tuần sau gửi ạ", waiting=WaitingTask("thi"))).reports[0].task == "thi"
    one_left = Desk((Status("10a", "dang-ky", State.DONE, NOON, 3),))
    assert draft(hear("tuần sau gửi ạ", records=one_left)).reports[0].task == "thi"
    loose = replace(DRAFT, reports=(Told(None, State.PREPARING),))
    assert draft(hear("viec 4 thi", records=Desk(kept=(loose,)))).reports[0].task == "thi"


def test_a_later_word_goes_over_the_draft_that_waits() -> None:
    """A correction and more of the same task change the draft; something else is a draft of its own."""
    waits = Desk(kept=(DRAFT,))
    assert draft(hear("à nhầm, danh sách gửi 4/5", records=waits)).id == 4
    other = hear("hội thi lùi sang 30/5 do mưa", records=waits)
    assert draft(other).id == 9
    assert draft(other).reports[0].task == "thi"


def test_an_edited_message_replaces_its_draft() -> None:
    """Open: replaced; saved: a correction is begun; no report any more: dropped, and it is said."""
    outcome = decide(edited("đã gửi danh sách hôm kia", Desk(kept=(DRAFT,))))
    assert (draft(outcome).id, draft(outcome).reports[0].date) == (4, date(2031, 5, 4))
    again = decide(edited("đã gửi danh sách hôm kia", Desk(kept=(replace(DRAFT, state="saved"),))))
    assert (draft(again).id, draft(again).correction) == (9, True)
    gone = decide(edited("cảm ơn anh", Desk(kept=(DRAFT,))))
    assert gone.decision.actions == (SettleDraft(4, "dropped"),)


@pytest.mark.parametrize("word", ["dung 4", "sua 4", "bo tin 4", "xem 4", "viec 4 thi", "muc 4 xong"])
def test_a_draft_is_its_units_own(word: str) -> None:
    """Another unit's officer who presses a copied button learns nothing and changes nothing; a visitor may not at all."""
    other = Person(4, role=Role.OFFICER, unit="sen")
    for person in (other, STRANGER, LEADER):
        outcome = hear(word, person, records=Desk(kept=(DRAFT,)))
        assert outcome.decision.actions == ()
        assert "danh sách" not in said(outcome).lower()


@pytest.mark.parametrize(("state", "words"), [("saved", "đã được ghi"), ("dropped", "đã bỏ")])
def test_a_button_pressed_again_says_what_became_of_it(state: str, words: str) -> None:
    """A draft that was confirmed or dropped is not confirmed again."""
    outcome = hear("dung 4", records=Desk(kept=(replace(DRAFT, state=state, at=NOON),)))
    assert outcome.decision.actions == ()
    assert words in said(outcome)


def test_a_plan_or_a_roster_changed_meanwhile_is_said() -> None:
    """A task the plan no longer gives, a unit no longer in the roster: a clear word, and the draft stays."""
    for kept in (replace(DRAFT, reports=(Told("gone", State.DONE),)), replace(DRAFT, unit="gone")):
        outcome = hear("dung 4", OFFICE, records=Desk(kept=(kept,)))
        assert outcome.decision.actions == ()
        assert said(outcome)


def test_figures_alone_ask_how_far_it_is() -> None:
    """A number told before any state asks for the state, and each choice answers it."""
    loose = replace(DRAFT, reports=(Told("thi", None, date(2031, 5, 20)),))
    outcome = hear("xem 4", records=Desk(kept=(loose,)))
    assert [choice.says for choice in outcome.decision.replies[0].choices][:2] == ["muc 4 xong", "muc 4 dang lam"]
    assert draft(hear("muc 4 len lich", records=Desk(kept=(loose,)))).reports[0].state is State.SCHEDULED


def test_a_form_asks_what_a_state_needs_and_takes_no_for_an_answer() -> None:
    """Put off: the new day, then the reason; a question is answered in between; what is not understood is asked once more, then left out."""
    begun = hear("lùi thi")
    waiting = begun.decision.waiting
    assert waiting == WaitingField(9, "thi", "date")
    records = Desk(kept=(replace(draft(begun), person=3),))
    asked = hear("mỗi tiết mục mấy phút?", waiting=waiting, records=records)
    assert "15 phút" in said(asked)
    assert asked.decision.waiting == waiting
    told = hear("30/5", waiting=waiting, records=records)
    assert draft(told).reports[0].date == date(2031, 5, 30)
    assert told.decision.waiting == WaitingField(9, "thi", "reason")
    unclear = hear("blah", waiting=waiting, records=records)
    assert unclear.decision.waiting == waiting
    left_out = hear("blah", waiting=waiting, records=Desk(kept=(replace(draft(unclear), person=3),)))
    assert left_out.decision.waiting == WaitingField(9, "thi", "reason")
    over = hear("thôi", waiting=waiting, records=records)
    assert over.decision.waiting is None


def test_a_number_in_a_form_is_a_value_and_no_choice() -> None:
    """Inside a form "2" is an answer even while a numbered list was just printed."""
    begun = hear("lùi thi")
    records = Desk(kept=(replace(draft(begun), person=3),))
    listed = Conversation(Context(), WaitingField(9, "thi", "date"), begun.decision.replies[0].choices, NOON)
    outcome = decide(turn("20/5", OFFICER, listed, records=records))
    assert draft(outcome).reports[0].date == date(2031, 5, 20)


def test_the_unit_named_is_the_unit_meant() -> None:
    """Who speaks for two units names one; a unit that is not one's own is refused."""
    assert draft(hear("Câu lạc bộ Sen đã gửi danh sách hôm qua", BOTH)).unit == "sen"
    assert draft(hear("đã gửi danh sách hôm qua", BOTH)).unit == "10a"
    outcome = hear("Câu lạc bộ Sen đã gửi danh sách hôm qua")
    assert outcome.decision.actions == ()
    assert "Câu lạc bộ Sen" in said(outcome)


def test_a_leader_reads_and_does_not_report() -> None:
    """By word or by tap, a leader is told who reports; history is open to him, another unit's is not."""
    for text in ("đã gửi danh sách hôm qua", "xong danh sách"):
        outcome = hear(text, LEADER)
        assert outcome.decision.actions == ()
        assert "lãnh đạo" in said(outcome)
    assert "lịch sử" in said(hear("lich su thi", LEADER))
    assert "không tìm thấy" in said(hear("lich su dang-ky-clb sen", LEADER))


def test_the_office_tells_for_a_unit() -> None:
    """What a unit told by telephone is kept as told by the office, and the unit's officers are told."""
    entered = hear("đã gửi danh sách hôm qua", OFFICE, WaitingEntry("10a"))
    assert draft(entered).via is Via.OFFICE
    confirmed = hear("dung 4", OFFICE, records=Desk(kept=(replace(DRAFT, via=Via.OFFICE),)))
    assert [type(action) for action in confirmed.decision.actions] == [SaveStatus, SettleDraft, Tell]
    assert hear("ghi ho 10a", OFFICE).decision.waiting == WaitingEntry("10a")
    assert "quyền" in said(hear("ghi ho 10a"))


def test_the_office_opens_again_and_takes_back() -> None:
    """A task reported as done is opened again, marked as such; a unit's last word is taken back; both say when there is none."""
    done = Desk((Status("10a", "thi", State.DONE, NOON, 3, told=Told("thi", State.DONE)),))
    outcome = hear("mo lai thi 10a", OFFICE, records=done)
    saved = outcome.decision.actions[0]
    assert isinstance(saved, SaveStatus)
    assert (saved.state, saved.via) == (State.PREPARING, Via.REOPENED)
    assert UndoStatus("10a", "thi") in hear("hoan tac thi 10a", OFFICE, records=done).decision.actions
    assert hear("mo lai thi 10a", OFFICE).decision.actions == ()
    assert hear("hoan tac thi 10a", OFFICE).decision.actions == ()


def test_the_history_shows_every_word() -> None:
    """Undone and late words are marked, and by whom a word was told."""
    words = (
        Status("10a", "thi", State.PREPARING, NOON, 3, id=1, who="Lan", undone=True),
        Status("10a", "thi", State.DONE, NOON, 6, id=2, who="Minh", via=Via.OFFICE, late=True),
    )
    shown = said(hear("lich su thi", records=Desk(words)))
    assert "đang làm (đã hoàn tác) (Lan)" in shown
    assert "đã xong (muộn) (thường trực ghi hộ, Minh)" in shown


def test_received_stands_apart_from_reported() -> None:
    """"Đơn vị báo xong" and "thường trực đã nhận" are two things in the unit's own list too."""
    done = (Status("10a", "dang-ky", State.DONE, NOON, 3),)
    assert "Thường trực chưa xác nhận" in said(hear("/viec", records=Desk(done)))
    received = Receipt("10a", "dang-ky", "45", date(2031, 5, 5), NOON, 6)
    assert "Thường trực đã nhận văn bản ngày 05/05/2031, số 45" in said(hear("/viec", records=Desk(done, came=(received,))))


def test_a_prompt_asks_for_what_is_open_with_the_days_left() -> None:
    """One task is asked by its states, several each by a way to report; where there are no buttons words are named, never numbers."""
    one = prompt(PLAN, [Due(task, CLASS_10A, task.deadline) for task in PLAN.tasks[:1]], CLASS_10A, NOON)
    assert [choice.says for choice in one.choices] == ["xong thi", "dang lam thi", "chua lam thi", "lui thi"]
    two = prompt(PLAN, [Due(task, CLASS_10A, task.deadline) for task in PLAN.tasks[:2]], CLASS_10A, NOON)
    assert [choice.says for choice in two.choices] == ["bao thi", "bao dang-ky"]
    assert one.by_word
    assert two.by_word
    assert "còn 16 ngày" in plain(one)


def test_a_file_goes_to_the_task_it_is_sent_with() -> None:
    """The caption tells the task and is itself a report; without one the task is asked; visitors' files are not kept."""

    def sent(text: str, person: Person = OFFICER, name: str = "ds.pdf", records: Roster | None = None) -> Outcome:
        made = turn(text, person, records=records or Desk())
        return decide(replace(made, incoming=replace(made.incoming, files=(File("f", name),))))

    outcome = sent("đã gửi danh sách hôm qua")
    assert KeepFiles("10a", "dang-ky") in outcome.decision.actions
    assert draft(outcome).reports[0].state is State.DONE
    loose = sent("")
    assert loose.decision.actions == (KeepFiles("10a", None),)
    assert loose.decision.replies[0].choices[0].says == "tep cua dang-ky"
    file = KeptFile(8, "10a", None, "ds.pdf", "application/pdf", 1, "kept", "", NOON)
    assert hear("tep cua thi", records=Desk(had=(file,))).decision.actions == (AttachFile(8, "10a", "thi"),)
    assert sent("", STRANGER).decision.actions == ()
    assert sent("", OFFICE, "donvi.xlsx").decision.actions == (Order(9, Job.LOOK_AT_FILE),)


def test_a_new_state_keeps_words_and_drops_what_was_planned() -> None:
    """Held is not planned: days and figures of another state go, documents and words stay; in the same state what was not said anew stays."""
    old = Told("t", State.SCHEDULED, date(2031, 5, 1), documents=("1/AB",), fields=(("form", "họp"), ("many", 5)))
    done = merged(old, Told("t", State.DONE))
    assert (done.date, done.documents, done.fields) == (None, ("1/AB",), (("form", "họp"),))
    same = merged(old, Told("t", None, fields=(("many", 6),)))
    assert (same.date, dict(same.fields)) == (date(2031, 5, 1), {"form": "họp", "many": 6})


def test_what_a_state_needs_comes_from_the_plan() -> None:
    """Done: the task's own fields; planned: the day; put off: day and reason; under way: nothing."""
    task = Task("t", "T", ("k",), PLAN.tasks[0].deadline, "f", (), (Field("many", "Số", "number"), Field("date", "Ngày", "date")))
    assert [field.key for field in needed(task, State.DONE)] == ["many", "date"]
    assert [field.key for field in needed(task, State.DELAYED)] == ["date", "reason"]
    assert needed(task, State.SCHEDULED) == (task.fields[1],)
    assert needed(task, State.PREPARING) == ()
    reason, papers = Field("reason", "", "text"), Field("d", "", "document")
    for field, value in ((task.fields[0], 7), (task.fields[1], date(2031, 1, 2)), (reason, "mưa"), (papers, "1/A; 2/B")):
        assert value_of(with_value(Told("t"), field, value), field) == value


def test_a_group_hears_no_reports() -> None:
    """In a group nobody reports, whatever is said there."""
    decision = route(turn("đã gửi danh sách hôm qua", OFFICER, group=True, records=Desk()))
    assert decision.actions == ()
    assert CLUB.name not in plain(decision.replies[0])


def test_what_is_wrong_is_mended_by_what_is_said_next() -> None:
    """After "sửa" the next message changes only what it tells; a question is answered instead."""
    kept = Desk(kept=(DRAFT,))
    assert draft(hear("ngày 4/5", waiting=WaitingFix(4), records=kept)).reports == (Told("dang-ky", State.DONE, date(2031, 5, 4)),)
    assert "15 phút" in said(hear("mỗi tiết mục mấy phút?", waiting=WaitingFix(4), records=kept))
    assert hear("abc", waiting=WaitingFix(4), records=kept).decision.waiting == WaitingFix(4)
