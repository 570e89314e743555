"""A plan made ready is kept and taken up again: the same to every question, never stale, and never in the way."""

from __future__ import annotations

import json
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import kept
from bot.kept import home, reader_of
from knowledge.load import PLANS, load_plan
from knowledge.mistakes import PlanError
from knowledge.plan import Plan
from knowledge.question import Reader
from tests.accuracy import judge, load

TESTS = Path(__file__).parent
SECOND = TESTS / "plans" / "hoi-khoe-phu-dong-2026"
ROWS = load(*sorted((TESTS / "questions").glob("hoi-khoe-phu-dong-2026*.jsonl")))


@pytest.fixture(autouse=True)
def _a_cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    monkeypatch.setattr(kept, "ENOUGH", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SECOND, tmp_path / "plan"))


def files() -> list[Path]:
    return sorted(home().iterdir()) if home().is_dir() else []


def test_what_was_kept_answers_like_what_was_made(folder: Path) -> None:
    """Every question of the second plan, to one reader made now and one taken up."""
    assert ROWS
    made = reader_of(folder)
    (file,) = files()
    taken = kept._kept(file)
    assert taken is not None
    assert reader_of(folder) is not made
    assert taken.plan == made.plan == load_plan(folder)
    for row in ROWS:
        one, other = judge(made, row), judge(taken, row)
        assert (other.text, other.outcome.facts) == (one.text, one.outcome.facts), row["q"]
    assert files() == [file]


def test_the_plan_that_ships_is_kept_too() -> None:
    """All sorts of values a plan may hold are taken up; the shipped one has most of them."""
    assert isinstance(_taken_up(PLANS / "dai-hoi-thi-dua-2014"), Reader)


@pytest.mark.parametrize("plan", ["hien-mau-giot-hong-2027", "tiem-soi-2026"])
def test_other_plans_are_kept_too(plan: str) -> None:
    """Plans of other people."""
    assert isinstance(_taken_up(TESTS / "other_plans" / plan), Reader)


def _taken_up(plan: Path) -> Reader | None:
    reader_of(plan)
    return kept._kept(files()[0])


def test_what_was_asked_before_is_not_kept(folder: Path) -> None:
    """No message of anybody goes to disk."""
    made = reader_of(folder)
    made.message("một câu hỏi rất riêng tư")
    (file,) = files()
    kept._keep(made, file)
    assert "riêng tư".encode() not in file.read_bytes()


@pytest.mark.parametrize("name", ["plan.toml", "questions.jsonl"])
def test_a_changed_plan_is_made_anew(folder: Path, name: str) -> None:
    """One other word anywhere in the folder, and what was kept no longer holds."""
    made = reader_of(folder)
    assert isinstance(kept._kept(files()[0]), Reader)
    path = folder / name
    if name == "plan.toml":
        old = made.plan.title
        path.write_text(path.read_text("utf-8").replace(old, old + " (mới)"), encoding="utf-8")
        assert reader_of(folder).plan.title == old + " (mới)"
    else:
        fact = made.plan.facts[0].id
        with path.open("a", encoding="utf-8") as file:
            file.write("\n" + json.dumps({"q": "câu mới toanh", "facts": [fact]}, ensure_ascii=False) + "\n")
        assert reader_of(folder).plan.examples[-1].text == "câu mới toanh"
    assert len(files()) == 2


def test_a_plan_with_mistakes_is_refused_though_a_good_one_was_kept(folder: Path) -> None:
    """Its mistakes are named as ever."""
    reader_of(folder)
    path = folder / "plan.toml"
    path.write_text(path.read_text("utf-8") + "\nkhong phai toml\n", encoding="utf-8")
    with pytest.raises(PlanError):
        reader_of(folder)
    assert len(files()) == 1


def test_other_code_makes_it_anew(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module or a word list of another size or day gives another name."""
    code = tmp_path / "code"
    (code / "vietnamese").mkdir(parents=True)
    (code / "a.py").write_text("x = 1\n")
    (code / "vietnamese" / "words.toml").write_text("a = 1\n")
    monkeypatch.setattr(kept, "_CODE", code)
    names = [kept._name(folder)]
    for path in (code / "a.py", code / "vietnamese" / "words.toml"):
        os.utime(path, ns=(1, 1))
        names.append(kept._name(folder))
    assert len(set(names)) == 3


class Touches:
    """What a hostile file would have done when it is taken up."""

    def __init__(self, what: Callable[..., object], *arguments: object) -> None:
        self.what, self.arguments = what, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.what, self.arguments


def test_a_file_laid_there_starts_nothing(folder: Path, tmp_path: Path) -> None:
    """Only values of `knowledge` are taken up: neither a call of the system nor one of a name that a module of ours happens to know."""
    made = reader_of(folder)
    (file,) = files()
    trace = tmp_path / "trace"
    hostile = pickle.dumps(Touches(os.mkdir, str(trace)))
    borrowed = b"\x80\x04cknowledge.load\nPath\n(X" + len(str(trace)).to_bytes(4, "little") + str(trace).encode() + b"tR."
    dotted = b"\x80\x04\x8c\x0eknowledge.load\x8c\x0aPath.touch\x93(X" + len(str(trace)).to_bytes(4, "little") + str(trace).encode() + b"tR."
    for data in (hostile, borrowed, dotted):
        file.write_bytes(data)
        assert reader_of(folder).plan == made.plan
        assert not trace.exists()
        assert file.read_bytes() != data  # made anew, and kept again


@pytest.mark.parametrize("spoil", [lambda data: b"", lambda data: data[: len(data) // 2], lambda data: b"x" * 100, lambda data: pickle.dumps([1])])
def test_a_spoilt_file_is_made_anew(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    """Cut off, empty, other things in it: the plan is read, and kept whole again."""
    made = reader_of(folder)
    (file,) = files()
    file.write_bytes(spoil(file.read_bytes()))
    assert reader_of(folder).plan == made.plan
    assert isinstance(kept._kept(file), Reader)


def test_where_nothing_can_be_kept_the_plan_is_made_each_time(folder: Path) -> None:
    """A file stands where the folder should be."""
    home().write_text("no folder")
    assert reader_of(folder).plan == reader_of(folder).plan
    assert home().read_text() == "no folder"


def test_a_small_plan_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ready at once, and whoever writes a plan would leave one file for each try."""
    monkeypatch.setattr(kept, "ENOUGH", 10_000)
    assert isinstance(reader_of(folder), Reader)
    assert not files()


def test_a_plan_changed_while_it_is_read_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the new one would be taken up for the old one, once that stands there again."""

    def changed(path: Path) -> Plan:
        plan = load_plan(path)
        (path / "sources" / "ghi-chu.txt").write_text("thêm")
        return plan

    monkeypatch.setattr(kept, "load_plan", changed)
    assert isinstance(reader_of(folder), Reader)
    assert not files()


def test_who_has_no_home_keeps_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder named "~" appears where the program was started."""
    monkeypatch.setattr(kept, "user_cache_path", lambda *_, **__: Path("~/.cache"))
    monkeypatch.chdir(tmp_path)
    assert isinstance(reader_of(folder), Reader)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan"]


def test_what_a_killed_process_left_makes_room_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a file, under the name it had while it was written."""
    home().mkdir()
    half = home() / "half.0123"
    half.write_bytes(b"x" * 1000)
    os.utime(half, ns=(1, 1))
    reader_of(folder)
    (file,) = [path for path in files() if path != half]
    monkeypatch.setattr(kept, "ROOM", file.stat().st_size + 500)
    file.unlink()
    reader_of(folder)
    assert files() == [file]


def test_what_was_not_used_for_longest_makes_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files together stay under the room there is; what was just taken up counts as used."""
    reader_of(folder)
    (first,) = files()
    os.utime(first, ns=(1, 1))
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    path = other / "questions.jsonl"
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    monkeypatch.setattr(kept, "ROOM", first.stat().st_size * 3 // 2)
    reader_of(other)
    (left,) = files()
    assert left != first
    reader_of(folder)
    assert files() == [first]
