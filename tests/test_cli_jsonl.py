"""One line in, one line out, whatever the line: the contract checks and other programs build on."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.commands.ask import load_reader
from bot.commands.jsonl import answers
from knowledge.question import Reader
from tests.mini_plan import write_plan
from tests.programs import KEHOACH, clean, kehoach

KEYS = ["id", "status", "text", "facts", "clauses", "choices"]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The smallest plan; what is asked is not the point here."""
    return load_reader(write_plan(tmp_path_factory.mktemp("mini") / "plan"))


def served(reader: Reader, *lines: bytes | dict[str, Any]) -> list[dict[str, Any]]:
    """What these lines are answered with."""
    return list(answers(reader, (line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)))


def test_contract(tmp_path: Path) -> None:
    """The whole contract in one run: order, keys, history, BOM, CRLF, blank and bad lines, exit code, no locale, no files."""
    lines = [
        '\ufeff{"id": 1, "text": "Sở họp mấy ngày?", "today": "2014-07-10", "extra": [1]}\r'.encode(),
        '{"id": "b", "text": "c\\u00f2n VNPT?", "history": ["Sở họp mấy ngày?"], "unit": null, "today": "2014-07-10"}'.encode(),
        b"",
        b"not json",
        b'{"id": "c", "text": "a", "unit": "xyz"}',
        b'{"id": "d", "text": "a", "today": "2014-02-30"}',
        '{"id": "e", "text": "hạn gửi kế hoạch", "unit": "so", "today": "2014-07-15", "history": null}'.encode(),
    ]
    done = kehoach("ask", "--jsonl", folder=tmp_path, given=b"\n".join(lines))
    out = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 1
    assert [answer["id"] for answer in out] == [1, "b", None, "c", "d", "e"]
    assert [answer["line"] for answer in out if "error" in answer] == [4, 5, 6]
    assert all(set(answer) == {"id", "line", "error"} for answer in out if "error" in answer)
    for answer in (out[0], out[1], out[5]):
        assert list(answer) == KEYS
        assert answer["status"] == "answered"
    assert "1/2 ngày" in out[0]["text"]
    assert "01 ngày" in out[1]["text"]
    assert "31/07/2014" in out[5]["text"]
    assert out[5]["clauses"] == ["III.2"]
    assert "Sở".encode() not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_each_line_is_flushed(tmp_path: Path) -> None:
    """Another program may ask one question, read its answer, and then ask the next; all good lines end with code 0."""
    command = (*KEHOACH, "ask", "--jsonl", "--plan", str(write_plan(tmp_path / "plan")))
    with subprocess.Popen(command, cwd=tmp_path, env=clean(), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for number in range(3):
            program.stdin.write(json.dumps({"id": number, "text": "xin chào"}).encode() + b"\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["id"] == number
        program.stdin.close()
    assert program.returncode == 0


def test_reader_that_leaves(tmp_path: Path) -> None:
    """Whoever stops reading (head) gets no traceback."""
    given = json.dumps({"text": "xin chào"}).encode() + b"\n"
    command = (*KEHOACH, "ask", "--jsonl", "--plan", str(write_plan(tmp_path / "plan")))
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, env=clean(), stdin=pipe, stdout=pipe, stderr=pipe) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdin.write(given)
        program.stdin.flush()
        program.stdout.readline()
        program.stdout.close()
        program.stdin.write(given * 3)
        program.stdin.close()
        assert program.stderr.read() == b""


def test_broken_plan(tmp_path: Path) -> None:
    """With a plan that has mistakes nothing is answered."""
    done = kehoach("ask", "--jsonl", "--plan", str(tmp_path), folder=tmp_path, given=b'{"text": "a"}\n')
    assert (done.returncode, done.stdout) == (1, b"")
    assert "plan.toml" in done.stderr.decode()


@pytest.mark.parametrize(
    "line",
    [
        {"id": 1},
        {"id": 1, "text": None},
        {"id": 1, "text": 5},
        {"id": 1, "text": "a", "unit": 5},
        {"id": 1, "text": "a", "unit": ["so"]},
        {"id": 1, "text": "a", "history": "a"},
        {"id": 1, "text": "a", "history": [1]},
        {"id": 1, "text": "a", "today": 20140715},
        {"id": 1, "text": "a", "today": "15/07/2014"},
        {"id": 1, "text": "a", "today": "9999-12-31"},
        b"[]",
        b'"a"',
        b'{"id": NaN, "text": "a"}',
        b'{"id": [1], "text": "a"}',
        b"\xff\xfe{",
        b"[" * 100_000,
        b'{"id": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda line: str(line)[:40],
)
def test_bad_line(reader: Reader, line: bytes | dict[str, Any]) -> None:
    """A bad line is named by number and, where it has one, by id, and costs no other line."""
    before, bad, after = served(reader, {"id": "a", "text": "xin chào"}, line, {"id": "z", "text": "xin chào"})
    assert set(bad) == {"id", "line", "error"}
    assert bad["line"] == 2
    assert bad["id"] == (1 if isinstance(line, dict) else None)
    assert before["text"] == after["text"]


def test_lines_are_independent(reader: Reader) -> None:
    """What one line says or picks is unknown to the next, and the same line always has the same answer."""
    asked = {"id": 1, "text": "đơn vị tôi phải làm gì", "today": "2014-07-10"}
    first, _, again = served(reader, asked, {"id": 2, "text": "viec cua toi", "history": ["toi la lop"], "today": "2014-07-10"}, asked)
    assert first == again


def test_history_is_the_same_person(reader: Reader) -> None:
    """Earlier messages count as turns of the same person: a kind of unit stated before is known afterwards."""
    stated, told = served(
        reader,
        {"text": "viec cua toi", "history": ["toi la lop"], "today": "2014-07-10"},
        {"text": "viec cua toi", "unit": "lop", "today": "2014-07-10"},
    )
    assert stated["text"] == told["text"]
    assert stated["status"] == "answered"


WORDS = st.sampled_from(["hạn", "nộp", "danh sách", "lớp", "mấy ngày", "1", "2", "còn", "?", "kinh phí", "31/7", "\ud800", "\x00", "😀", "nguyen van 1"])
TEXTS = st.text(max_size=60) | st.lists(WORDS, max_size=8).map(" ".join)
QUESTIONS = st.fixed_dictionaries(
    {"text": TEXTS},
    optional={
        "id": st.none() | st.text(max_size=5) | st.integers(),
        "unit": st.sampled_from([None, "lop", "khong-co"]),
        "history": st.none() | st.lists(TEXTS, max_size=3),
        "today": st.sampled_from([None, "2014-07-10", "2015-04-01", "9999-12-31", "0001-01-01", "1900-01-01", "2199-12-31", "2014-13-01"]),
        "khác": st.text(max_size=3),
    },
)
LINES = st.one_of(st.binary(max_size=60).map(lambda raw: raw.replace(b"\n", b"")), QUESTIONS.map(lambda question: json.dumps(question).encode()))


@example([b'{"text": ":", "history": ["HAN"]}'])
@given(st.lists(LINES, max_size=4))
def test_any_line_gets_one_answer(reader: Reader, lines: list[bytes]) -> None:
    """Whatever the bytes, each line that is not blank gets exactly one answer or error, which is JSON in UTF-8."""
    found = served(reader, *lines)
    assert len(found) == sum(bool(line.removeprefix(b"\xef\xbb\xbf").strip()) for line in lines)
    for answer in found:
        assert json.loads(json.dumps(answer, ensure_ascii=False).encode()) == answer
        if "error" in answer:
            assert not answer["error"].startswith("internal error")
            continue
        assert list(answer) == KEYS
        assert answer["status"] in ("answered", "clarify", "unknown")
        assert answer["text"].strip()
        assert answer["status"] == "answered" or answer["facts"] == []
