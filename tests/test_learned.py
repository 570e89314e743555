"""What example questions teach: the same examples the same model, a file that is whole or is not read, a shipped model that is up to date."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import main
from knowledge import learned
from knowledge.learned import FILE, SILENT, digest, learn, parse
from knowledge.load import load_plan
from knowledge.question import Reader

SAMPLE = Path("knowledge/plans/dai-hoi-thi-dua-2014")
OTHER = Path("tests/other_plans/tiem-soi-2026")
ROWS = [(("han", "nop"), ("deadline",)), (("nop", "dau"), ("place",)), (("mua", "xe"), (SILENT,)), (("han", "cuoi"), ("deadline",))]
MODEL = learn(ROWS, digest(ROWS))


def test_the_same_examples_teach_the_same() -> None:
    """No chance in it: two models of the same rows are one text, and what was taught is found again."""
    assert learn(ROWS, digest(ROWS)).text == MODEL.text
    best = MODEL.scores(("han", "nop"))
    assert MODEL.classes[best.index(max(best))] == "deadline"


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=6)
CLASSES = st.lists(st.sampled_from("123456"), min_size=1, max_size=2, unique=True).map(tuple)


@given(st.lists(st.tuples(WORDS, CLASSES), min_size=1, max_size=12))
def test_the_quick_way_gives_the_same_to_the_last_letter(rows: list[tuple[list[str], tuple[str, ...]]]) -> None:
    """Numbers side by side or one by one: the file is the same, so that nobody's answers hang on which was taken."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learned, "MANY", 1)
        quick = learn(rows, "x").text
        patch.setattr(learned, "DENSE", 0)
        assert learn(rows, "x").text == quick


def test_a_file_gives_back_what_was_learned() -> None:
    """Written and read, a model is equal and scores the same."""
    read = parse(MODEL.text)
    assert read == MODEL
    assert read is not None
    assert read.scores(("nop", "dau")) == MODEL.scores(("nop", "dau"))


@given(st.integers(0, len(MODEL.text) - 1))
def test_a_file_cut_off_anywhere_is_not_read(at: int) -> None:
    """Stopped while writing, or a disk that was full: half a model is none."""
    assert parse(MODEL.text[:at]) is None


@given(st.integers(0, len(MODEL.text) - 1), st.characters(codec="utf-8"))
def test_a_file_changed_by_hand_is_read_only_where_its_words_are_the_same(at: int, char: str) -> None:
    """No changed weight is ever used (the digest of the examples alone may differ, and then it is learned anew)."""
    changed = MODEL.text[:at] + char + MODEL.text[at + 1 :]
    read = parse(changed)
    assert read is None or (read.classes, read.lines) == (MODEL.classes, MODEL.lines)


@given(st.text())
def test_any_other_text_is_none(text: str) -> None:
    """Whatever lies under the name, reading it raises nothing."""
    assert parse(text) is None


def test_the_shipped_model_is_of_the_shipped_questions() -> None:
    """`kehoach plan learn` was run after the last change of the questions and names."""
    plan = load_plan(SAMPLE)
    assert plan.learned is not None
    assert Reader(plan).taught.learned is plan.learned


def test_an_old_file_is_left_aside_and_learned_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `kehoach plan learn` wrote is used, until a question is changed."""
    folder = tmp_path / OTHER.name
    shutil.copytree(OTHER, folder)
    assert main(["plan", "learn", str(folder)]) == 0
    assert FILE in capsys.readouterr().out
    plan = load_plan(folder)
    assert plan.learned is not None
    assert Reader(plan).taught.learned is plan.learned
    fewer = replace(plan, examples=plan.examples[:-1])
    assert Reader(fewer).taught.learned.digest != plan.learned.digest


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence with the file's name, no stack trace."""
    folder = tmp_path / OTHER.name
    shutil.copytree(OTHER, folder)
    (folder / FILE).mkdir()
    assert main(["plan", "learn", str(folder)]) == 1
    told = capsys.readouterr()
    assert FILE in told.out + told.err
    assert "Traceback" not in told.out + told.err
