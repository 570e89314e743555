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
from knowledge.load import PLANS, load_plan
from knowledge.plan import State
from knowledge.question import Reader
from knowledge.status_learned import NONE, OTHER, REASONS, STATES, SURE, UNSAID, WHY, Weighed, shipped
from knowledge.status_replies import ReplyReader
from knowledge.status_text import spoken
from knowledge.text import clean
from tests.status_accuracy import figures, judge, learned_of, load, plans_with_replies, taught_by

TODAY = date(2014, 12, 3)
READER = Reader(load_plan(PLANS / "dai-hoi-thi-dua-2014"))
RULES = ReplyReader(READER, None)
FILES = next(files for plan, files in plans_with_replies() if plan.parent == PLANS)


def test_the_shipped_model_is_of_the_replies_there_are() -> None:
    """`make learn` was run after the last change of the replies and of the words."""
    model = shipped()
    assert model is not None
    assert [model.states.digest, model.reasons.digest] == [digest(rows) for rows in taught_by()]


@given(st.text(max_size=80))
def test_a_reply_is_written_in_a_file_and_read_back(text: str) -> None:
    """No sign in a message breaks the lines of the file."""
    reply = RULES.reply(text)
    model = learn([(reply.said, (NONE,)), (["xong"], (State.DONE.value,)), *((reply.clause(n), (WHY,)) for n in range(len(reply.clauses)))], "x")
    assert parse(model.text) == model


def test_tasks_units_days_and_figures_are_one_word_each() -> None:
    """What is learned of one plan's names and figures holds for any other's."""
    said = RULES.reply("Sở em gửi kế hoạch ngày 12/3, 120 đại biểu").said
    plain = said[said.index("|") + 1 :]
    assert plain == ["@unit", "@task", "ngay", "@day", ",", "#", "dai", "bieu"]


@pytest.mark.parametrize("file", FILES[:3], ids=[file.stem for file in FILES[:3]])
def test_only_replies_are_weighed(file: Path) -> None:
    """A message that answers nothing is read by the rules alone."""
    both = ReplyReader(READER, shipped())
    for row in load(file):
        assert both.hear(row["q"], TODAY) == RULES.hear(row["q"], TODAY)


def test_a_set_left_out_is_read_hardly_worse_for_what_the_others_teach(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules were mended on every set, so nothing is to be won there; what was learned elsewhere must not undo it.

    The mean of two orders of the messages stands in for that of six, which takes three times as long and is no worse.
    """
    monkeypatch.setattr("knowledge.learned.RUNS", 2)
    file = next(file for file in FILES if file.stem == "replies_zc")
    both = ReplyReader(READER, learned_of([file]))
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


@pytest.mark.parametrize("file", FILES[-3:], ids=[file.stem for file in FILES[-3:]])
def test_a_reason_is_a_part_of_the_message(file: Path) -> None:
    """Whatever clauses are put together, they are read as typed."""
    both = ReplyReader(READER, shipped())
    for row in load(file):
        for report in both.hear(row["q"], TODAY, replying=True).reports:
            assert report.reason in clean(spoken(row["q"]))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the files are looked for: the clauses' is there, the states' not yet."""
    monkeypatch.setattr(status_learned, "HERE", tmp_path)
    (tmp_path / REASONS).write_text(learn([(["a"], (WHY,)), (["b"], (OTHER,))], "x").text, "utf-8")
    shipped.cache_clear()
    yield tmp_path / STATES
    shipped.cache_clear()


def test_both_whole_files_are_read(place: Path) -> None:
    """What the next tests leave out or spoil is all there is."""
    place.write_text(learn([(["a"], (NONE,)), (["b"], ("done",))], "x").text, "utf-8")
    assert shipped() is not None
    (place.parent / REASONS).unlink()
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
