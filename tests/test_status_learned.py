"""What replies teach: the file is of the replies there are, changes nothing outside replies, and never stands in the way of the rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import status_learned
from knowledge.learned import digest, learn, parse
from knowledge.load import PLANS
from knowledge.plan import State
from knowledge.status_dates import AHEAD, NEAR, PAST, days
from knowledge.status_learned import NONE, OTHER, REASONS, SPANS, STATES, SURE, UNSAID, WHY, Weighed, shipped
from knowledge.status_replies import ReplyReader
from knowledge.status_reply import TURN
from knowledge.status_spans import ANOTHER, TOLD
from knowledge.status_text import spoken
from knowledge.text import clean
from tests.readers import congress
from tests.status_accuracy import figures, judge, learned_of, load, plans_with_replies, taught_by

TODAY = date(2014, 12, 3)
READER = congress()
RULES = ReplyReader(READER, None)
FILES = next(files for plan, files in plans_with_replies() if plan.parent == PLANS)


def test_the_shipped_model_is_of_the_replies_there_are() -> None:
    """`make learn` was run after the last change of the replies and of the words."""
    model = shipped()
    assert model is not None
    assert [each.digest for each in model.models] == [digest(rows) for rows in taught_by()]


@given(st.text(max_size=80))
def test_a_reply_is_written_in_a_file_and_read_back(text: str) -> None:
    """No sign in a message breaks the lines of the file."""
    reply = RULES.reply(text)
    model = learn([(reply.said, (NONE,)), (["xong"], (State.DONE.value,)), *((reply.clause(n), (WHY,)) for n in range(len(reply.clauses)))], "x")
    assert parse(model.text) == model


def test_tasks_units_fields_days_and_figures_are_one_word_each() -> None:
    """What is learned of one plan's names and figures holds for any other's."""
    said = RULES.reply("Sở em gửi kế hoạch ngày 12/3, 120 đại biểu").said
    begins, ends = [n for n, word in enumerate(said) if word == TURN][:2]
    assert said[begins + 1 : ends] == ["@unit", "@task", "ngay", "@day", ",", "#", "@field"]


@pytest.mark.parametrize("file", FILES[:3], ids=[file.stem for file in FILES[:3]])
def test_only_replies_are_weighed(file: Path) -> None:
    """A message that answers nothing is read by the rules alone."""
    both = ReplyReader(READER, shipped())
    for row in load(file):
        assert both.hear(row["q"], TODAY) == RULES.hear(row["q"], TODAY)


def test_a_set_left_out_is_read_hardly_worse_for_what_others_teach() -> None:
    """The rules were mended on every set, so nothing is to be won there; what was learned elsewhere must not undo it.

    Every eighth of the other sets stands in for all of them and the lessons, which take twenty times as long and teach more.
    """
    file = next(file for file in FILES if file.stem == "replies_zc")
    lessons = sorted((file.parent / "lessons").glob("*.jsonl"))
    both = ReplyReader(READER, learned_of([file, *lessons, *(each for n, each in enumerate(FILES) if n % 8)]))
    counts = [[right for _, right, _ in figures(judge(reader, row) for row in load(file))] for reader in (RULES, both)]
    assert all(learned >= 0.95 * rules for rules, learned in zip(*counts, strict=True))


def test_a_state_is_overruled_only_by_far() -> None:
    """A little better is not enough; the rules know why they read what they read."""
    near = Weighed(1.0, {State.DONE: 0.6, State.DELAYED: 0.6 + SURE["state"] - 0.01, None: 0.0}, 5)
    far = Weighed(1.0, {State.DONE: 0.1, State.DELAYED: 0.1 + SURE["state"] + 0.01, None: 0.0}, 5)
    assert near.beside(State.DONE) is State.DONE
    assert far.beside(State.DONE) is State.DELAYED


def test_a_reason_is_found_by_what_was_learned() -> None:
    """A clause that no rule knows says why; one beside it belongs to it; what the rules found stays in it."""
    both = ReplyReader(READER, shipped())
    heard = both.hear("hội nghị dời qua 12/12 nha chị, ống nước vỡ ướt hết hội trường", TODAY, replying=True).reports
    assert [report.reason for report in heard] == ["ống nước vỡ ướt hết hội trường"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Dự thảo lấy ý kiến các phòng từ 24/11, sếp đòi xem hôm 28/11, em hẹn 9/12 gửi", {"date": date(2014, 12, 9)}),
        ("chưa đụng vào, tuần này cả phòng chạy quyết toán", {"first": None, "last": None}),
        ("hội nghị họp 28/11 rồi, mời 90 mà 74 đại biểu đến dự thôi", {"date": date(2014, 11, 28), "fields": (("delegates", 74),)}),
        ("cái kế hoạch ấy em nhận bàn giao mà người trước chưa viết chữ nào", {"task": "plan_sent"}),
        ("xin thông báo hội nghị hoãn từ 9/12 qua 23/12 vì mất điện", {"date": date(2014, 12, 23), "ask_extension": False}),
    ],
)
def test_what_belongs_to_a_report_is_found_by_what_was_learned(said: str, told: dict[str, object]) -> None:
    """Of several days, figures and tasks the report's own are told; of letters, obstacles and slips none is."""
    (report,) = ReplyReader(READER, shipped()).hear(said, TODAY, replying=True).reports
    assert {key: getattr(report, key) for key in told} == told


def test_a_task_named_in_clauses_of_its_own_is_not_missed() -> None:
    """A second task that the rules heard nothing of."""
    heard = ReplyReader(READER, shipped()).hear("kế hoạch số 88/KH-VTX gửi 21/7 rồi; hội nghị giữa tháng 12, ngày nào còn tuỳ hội trường", TODAY, replying=True)
    assert [(report.task, report.first) for report in heard.reports] == [("plan_sent", None), ("conference", date(2014, 12, 11))]


@pytest.mark.parametrize("file", FILES[3:6], ids=[file.stem for file in FILES[3:6]])
def test_what_was_learned_invents_nothing(file: Path) -> None:
    """Days, figures and tasks are among those that stand in the message or that the rules told."""
    both = ReplyReader(READER, shipped())
    for row in load(file):
        today = date.fromisoformat(row["today"])
        reply, ruled = both.reply(row["q"], today), RULES.hear(row["q"], today, row.get("task"), replying=True).reports
        figures_there = {value for value, _, _ in reply.figures} | {value for told in ruled for _, value in told.fields}
        tasks_there = {cue.group for cue in reply.tasks} | {told.task for told in ruled} | {None}
        for told in both.hear(row["q"], today, row.get("task"), replying=True).reports:
            assert told.task in tasks_there
            assert all(value in figures_there for _, value in told.fields if isinstance(value, int))
            assert told.date is None or told.date in _days(both, row["q"], today) | {each.date for each in ruled}


def _days(reader: ReplyReader, text: str, today: date) -> set[date]:
    words = reader.reply(text, today).words
    return {day.first for way in (PAST, AHEAD, NEAR) for day in days(words, today, way)}


@pytest.mark.parametrize("file", FILES[-3:], ids=[file.stem for file in FILES[-3:]])
def test_a_reason_is_a_part_of_the_message(file: Path) -> None:
    """Whatever clauses are put together, they are read as typed."""
    both = ReplyReader(READER, shipped())
    for row in load(file):
        for report in both.hear(row["q"], TODAY, replying=True).reports:
            assert report.reason in clean(spoken(row["q"]))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the files are looked for: all are there but the states'."""
    monkeypatch.setattr(status_learned, "HERE", tmp_path)
    for name in SPANS:
        (tmp_path / name).write_text(learn([(["a"], (TOLD,)), (["b"], (ANOTHER,))], "x").text, "utf-8")
    (tmp_path / REASONS).write_text(learn([(["a"], (WHY,)), (["b"], (OTHER,))], "x").text, "utf-8")
    shipped.cache_clear()
    yield tmp_path / STATES
    shipped.cache_clear()


@pytest.mark.parametrize("name", [REASONS, *SPANS])
def test_only_all_whole_files_are_read(place: Path, name: str) -> None:
    """What this and the next tests leave out or spoil is all there is."""
    place.write_text(learn([(["a"], (NONE,)), (["b"], ("done",))], "x").text, "utf-8")
    assert shipped() is not None
    (place.parent / name).unlink()
    shipped.cache_clear()
    assert shipped() is None


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"learned 2 x y\nnone\tdone\n"], ids=["missing", "empty", "no text", "cut off"])
def test_without_a_whole_file_the_rules_read_alone(place: Path, content: bytes | None) -> None:
    """Nothing is raised, and reports are still heard."""
    if content is not None:
        place.write_bytes(content)
    assert shipped() is None
    assert ReplyReader(READER, shipped()).hear("đã gửi kế hoạch", TODAY, replying=True) == RULES.hear("đã gửi kế hoạch", TODAY, replying=True)


@pytest.mark.parametrize("name", ["maybe", UNSAID])
def test_a_file_with_other_classes_is_none(place: Path, name: str) -> None:
    """A model that knows no "none", or a state there is not, is another program's."""
    place.write_text(learn([(["a"], (name,)), (["b"], ("done",))], "x").text, "utf-8")
    assert shipped() is None
