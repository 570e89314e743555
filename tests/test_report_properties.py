"""Whatever an officer does in whatever order, restarts included: nothing said is lost, and what stands is the last word not taken back."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.base import Abilities
from bot.clock import ZONE, Clock
from bot.core import Core
from bot.decisions import HANDLERS
from bot.store import open_store
from bot.store.base import Sent
from handlers.message import Address, Arrival, Incoming
from handlers.records import Status
from handlers.turn import Office
from tests.small_plan import CLASS_10A, CLUB, PLAN, READER

BEGUN = datetime(2031, 5, 6, 9, 0, tzinfo=ZONE)
HERE = Address("thu", "1")
PLAIN = Abilities(longest=100_000, buttons=False, edits=False, files_out=False, per_second=1000, per_chat=1000, per_group=1000)
SAID = (
    "đã gửi danh sách hôm qua", "hội thi lùi sang 30/5 do mưa", "xong danh sách", "đang làm hội thi", "à nhầm, hội thi 29/5", "danh sách chưa xong",
    "mỗi tiết mục mấy phút?", "đúng", "sửa", "bỏ", "ngày 5/5", "bỏ qua", "thôi", "hoàn tác danh sách", "hoàn tác hội thi", "cảm ơn", "hoàn tác",
    "lịch sử hội thi", "việc của tôi",
)  # fmt: skip
STEPS = st.lists(st.one_of(st.sampled_from(SAID), st.just("<press>"), st.just("<again>"), st.just("<restart>"), st.just("<edit>")), max_size=14)


@dataclass
class Talk:
    """One officer of a unit before the real core; `offered` is what the last message offered, `keys` the keys of what was sent."""

    file: Path
    offered: list[str] = field(default_factory=list)
    sent: list[Incoming] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.open()
        self.core.prepare([CLASS_10A, CLUB])
        self.hear("dong vai 10a")

    def open(self) -> None:
        """The program begun over the same file."""
        self.store = open_store(str(self.file))
        clock = Clock(BEGUN + timedelta(seconds=len(self.sent)))
        self.core = Core(self.store, READER, HANDLERS, clock, Office(demo=True), {"thu": PLAIN})

    def step(self, word: str) -> None:
        match word:
            case "<press>":
                self.hear(self.offered[0] if self.offered else "xong", Arrival.PRESS)
            case "<again>":
                self.core.receive(self.sent[-1:])
            case "<restart>":
                self.store.close()
                self.open()
            case "<edit>":
                texts = [each for each in self.sent if each.arrival is Arrival.TEXT]
                self.hear("danh sách gửi hôm kia rồi", Arrival.EDIT, texts[-1].message)
            case _:
                self.hear(word)

    def hear(self, text: str, arrival: Arrival = Arrival.TEXT, message: str | None = None) -> None:
        number = str(len(self.sent) + 1)
        incoming = Incoming(HERE, number, "7", text, BEGUN, arrival, message=message or f"m{number}")
        self.sent.append(incoming)
        self.core.receive([incoming])
        while claims := self.core.exchange("thu", (), 100).claims:
            self.core.exchange("thu", [Sent(claim, str(claim.id), last=True, at=BEGUN) for claim in claims], 0)
            self.offered = [choice.says for claim in claims if claim.reply for choice in claim.reply.choices]

    def history(self) -> list[Status]:
        with self.store.batch() as work:
            return [status for task in PLAN.tasks for status in work.history(PLAN.key, "10a", task.key)]

    def standing(self, task: str) -> Status | None:
        with self.store.batch() as work:
            return work.status(PLAN.key, "10a", task)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_nothing_said_is_lost_and_the_last_word_stands(steps: list[str]) -> None:
    """Messages, presses, duplicates, edits, undos and restarts in any order: the history only grows, an undo marks and never deletes, a
    message heard twice is heard once, and what stands is the last word of the history that is not undone."""
    with tempfile.TemporaryDirectory() as folder:
        talk = Talk(Path(folder) / "bot.db")
        before: list[Status] = []
        for step in steps:
            talk.step(step)
            now = talk.history()
            ids = [status.id for status in now]
            assert {status.id for status in before} <= set(ids)
            assert all(any(new.id == old.id and new.told == old.told and (new.undone or not old.undone) for new in now) for old in before)
            assert len(now) <= len(before) + 2
            if step in ("<again>", "<restart>"):
                assert now == before
            for task in PLAN.tasks:
                standing = [status for status in now if status.task == task.key and not status.undone]
                assert talk.standing(task.key) == (standing[-1] if standing else None)
            before = now
        talk.store.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SAID), max_size=6), st.sampled_from(["dung", "sua", "bo tin", "xem", "thoi"]), st.integers(1, 4))
def test_a_button_pressed_late_or_twice_ends_in_one_state(steps: list[str], word: str, id: int) -> None:
    """A draft's button pressed twice, in any state of the talk, adds at most one word to the history, and the second press none but a form's end."""
    with tempfile.TemporaryDirectory() as folder:
        talk = Talk(Path(folder) / "bot.db")
        for step in steps:
            talk.step(step)
        before = len(talk.history())
        talk.hear(f"{word} {id}", Arrival.PRESS)
        once = talk.history()
        talk.hear(f"{word} {id}", Arrival.PRESS)
        assert len(once) - before <= 2
        assert talk.history() == once
        talk.store.close()


def test_a_draft_of_another_unit_is_nobody_elses(tmp_path: Path) -> None:
    """A button copied out of another unit's chat neither saves nor shows anything."""
    talk = Talk(tmp_path / "bot.db")
    talk.step("đã gửi danh sách hôm qua")
    button = talk.offered[0]
    talk.step("dong vai sen")
    talk.hear(button, Arrival.PRESS)
    assert talk.history() == []
    talk.step("dong vai 10a")
    talk.hear(button, Arrival.PRESS)
    assert [status.task for status in talk.history()] == ["dang-ky"]
    talk.store.close()
