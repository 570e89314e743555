"""`kehoach read-status`: the contract other programs build on, and what a person sees."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.commands.read_status import readings
from tests.programs import kehoach
from tests.readers import congress

GENERAL = {"milestone", "state", "date", "date_from", "date_to", "reason", "documents", "ask_extension"}
FIELDS = {"form", "delegates", "collectives", "individuals"}


def test_contract(tmp_path: Path) -> None:
    """Order, keys, BOM, CRLF, blank and bad lines, the task asked about, the exit code, no files left behind."""
    lines = [
        '\ufeff{"id": 1, "text": "đã tổ chức 15/3, 120 đại biểu, khen 8 tập thể 25 cá nhân", "today": "2015-03-17"}\r'.encode(),
        b"",
        '{"id": "b", "text": "chưa", "today": "2014-07-16", "task": "report"}'.encode(),
        '{"id": "c", "text": "cảm ơn", "today": "2014-07-16", "task": null}'.encode(),
        b'{"id": "d", "text": "xong", "task": "unknown"}',
        b'{"id": "e", "text": 3}',
        b"[]",
    ]
    done = kehoach("read-status", "--jsonl", folder=tmp_path, given=b"\n".join(lines))
    out = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 1
    assert out[0] == {
        "id": 1,
        "is_update": True,
        "reports": [{"milestone": "conference", "state": "done", "date": "2015-03-15", "delegates": 120, "collectives": 8, "individuals": 25}],
    }
    assert out[1] == {"id": "b", "is_update": True, "reports": [{"state": "not_started"}]}
    assert out[2] == {"id": "c", "is_update": False, "reports": []}
    assert [(line["id"], line["line"]) for line in out[3:]] == [("d", 5), ("e", 6), (None, 7)]
    assert all(set(line) == {"id", "line", "error"} for line in out[3:])
    assert list(tmp_path.iterdir()) == []


def test_another_plan_is_read_as_data(tmp_path: Path) -> None:
    """--plan takes any plan folder: its tasks and its fields are the keys."""
    plan = Path(__file__).parent / "plans" / "hoi-khoe-phu-dong-2026"
    line = '{"id": 1, "text": "đăng ký rồi, 18 VĐV", "today": "2026-02-10"}'
    done = kehoach("read-status", "--jsonl", "--plan", str(plan), folder=tmp_path, given=line.encode())
    assert json.loads(done.stdout)["reports"] == [{"milestone": "entry", "state": "done", "athlete_count": 18}]
    assert done.returncode == 0


def test_a_person_reads_it_in_the_plans_own_words(tmp_path: Path) -> None:
    """Without --jsonl each report is shown by the labels of the plan, dates as people write them."""
    done = kehoach("read-status", "hội nghị lùi sang 15/1 do trùng lịch thanh tra", "--today", "2014-12-10", folder=tmp_path)
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert shown.splitlines() == [
        "Việc: Tổ chức hội nghị, đại hội", "  Tình trạng: chậm hoặc xin lùi", "  Ngày: 15/01/2015", "  Lý do: trùng lịch thanh tra",
    ]  # fmt: skip
    assert "không báo tiến độ" in kehoach("read-status", "cảm ơn anh", folder=tmp_path).stdout.decode()


def test_wrong_use_is_said_plainly(tmp_path: Path) -> None:
    """No text, a day that is none, a task the plan does not have, a text beside --jsonl: one sentence and code 2."""
    for arguments in (["read-status"], ["read-status", "xong", "--today", "hôm nay"], ["read-status", "xong", "--task", "x"], ["read-status", "a", "--jsonl"]):
        done = kehoach(*arguments, folder=tmp_path)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
        assert done.stderr.decode().count("lỗi:") == 1


@given(st.lists(st.one_of(st.binary(max_size=40), st.text(max_size=40).map(lambda t: json.dumps({"id": 1, "text": t}).encode())), max_size=8))
def test_each_line_is_answered_by_one_line(lines: list[bytes]) -> None:
    """Whatever is on a line, it costs no other line, and reports carry only the contract's keys and the plan's fields."""
    flat = [piece for line in lines for piece in (line.split(b"\n") if b"\n" in line else [line])]
    out = list(readings(congress(), flat))
    assert len(out) == sum(bool(line.removeprefix(b"\xef\xbb\xbf").strip()) for line in flat)
    for answer in out:
        assert set(answer) in ({"id", "line", "error"}, {"id", "is_update", "reports"})
        assert all(set(report) <= GENERAL | FIELDS for report in answer.get("reports", ()))


def test_two_tasks_that_are_one_thing_are_told_as_one() -> None:
    """The Ministry's congress is a task of its own for its deadline, and told under the name of all congresses; never twice in one message."""
    lines = ["Đại hội Thi đua Bộ chốt ngày 28/8, 300 đại biểu", "hội nghị sở họp 28/11 rồi, Đại hội Thi đua Bộ thì 28/8 sang năm"]
    given = (json.dumps({"id": n, "text": text, "today": "2014-12-03"}).encode() for n, text in enumerate(lines))
    out = list(readings(congress(), given))
    assert out[0]["reports"] == [{"milestone": "conference", "state": "scheduled", "date": "2015-08-28", "delegates": 300}]
    assert [report.get("milestone") for report in out[1]["reports"]].count("conference") == 1
