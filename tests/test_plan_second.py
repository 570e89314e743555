"""A plan unlike the one that ships is a folder and nothing more: hours, money, phone numbers, prizes, other units, a later dispatch."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from knowledge.load import load_plan
from knowledge.plan import Amount, Deadline, Duration, Plan
from knowledge.show import show

TESTS = Path(__file__).parent
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(TESTS / "plans" / "hoi-khoe-phu-dong-2026")


def test_its_values_are_typed(plan: Plan) -> None:
    """Windows with hours, moments, money, counts, minutes and plain texts are read as what they are."""
    values = {fact.id: fact.value for fact in plan.facts}
    assert values["dk-han"] == Deadline(
        words="từ 8 giờ ngày 02/02/2026 đến 17 giờ ngày 20/02/2026",
        last=date(2026, 2, 20),
        first=date(2026, 2, 2),
        opens=datetime(2026, 2, 2, 8, tzinfo=ZONE),
        closes=datetime(2026, 2, 20, 17, tzinfo=ZONE),
    )
    assert values["khai-mac-ngay"] == Deadline(
        "7 giờ 30 phút ngày 20 tháng 4", date(2026, 4, 20), date(2026, 4, 20), datetime(2026, 4, 20, 7, 30, tzinfo=ZONE)
    )
    assert values["cap-truong-han"] == Deadline("trước ngày 01 tháng 3 năm 2026", date(2026, 2, 28))
    assert values["tt-han"] == Deadline("chậm nhất ngày 05/3/2026", date(2026, 3, 5))
    assert values["kinh-phi"] == Amount(Fraction(850_000_000), "đồng")
    assert values["so-vdv-thpt"] == Amount(Fraction(25), "vận động viên")
    assert values["hiep-7"] == Duration(minutes=25)
    assert values["dien-thoai"] == "0259 382 4416"
    assert values["dk-email"] == "hoikhoe@sonha.example"


def test_tasks_differ_by_kind(plan: Plan) -> None:
    """Schools and sports centres have their own tasks; the finals and the clubs have none."""
    assert [task.key for task in plan.tasks_for("thpt")] == ["entry", "school_round", "school_report"]
    assert [task.key for task in plan.tasks_for("trung-tam")] == ["referee_list"]
    assert plan.tasks_for("clb") == plan.tasks_for("chung-ket") == ()
    assert plan.task("entry").fields[1].options == ("sân trường", "nhà thi đấu huyện")


def test_a_later_dispatch_moves_a_deadline(plan: Plan) -> None:
    """From 18/02/2026 registration ends a week later, in the facts in force and in the task; before that day nothing has changed."""
    entry, before, after = plan.task("entry"), date(2026, 2, 17), date(2026, 2, 18)
    assert {"dk-han", "dk-han-moi"} & {fact.id for fact in plan.facts_on(before)} == {"dk-han"}
    assert {"dk-han", "dk-han-moi"} & {fact.id for fact in plan.facts_on(after)} == {"dk-han-moi"}
    assert plan.due(entry, before).last == date(2026, 2, 20)
    assert plan.due(entry, after).closes == datetime(2026, 2, 27, 17, tzinfo=ZONE)
    assert plan.due(plan.task("school_report"), after) == plan.task("school_report").deadline


def test_it_is_printed_with_its_later_dispatch(plan: Plan) -> None:
    """The print says since when and by which document a fact holds, and shows both ends of a window."""
    text = show(plan)
    assert "(từ 18/02/2026, theo Công văn về việc gia hạn đăng ký Hội khỏe Phù Đổng)" in text
    assert "(từ 02/02/2026 đến 20/02/2026)" in text
    assert "số 215/KH-SGDĐT, ngày 12/01/2026" in text


def test_its_question_set_is_sound(plan: Plan) -> None:
    """At least 120 questions, a third without an answer, none among the plan's own examples, every pattern a regular expression."""
    lines = (TESTS / "questions" / "hoi-khoe-phu-dong-2026.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) >= 120
    assert len({row["id"] for row in rows}) == len({(row["q"], *row["history"]) for row in rows}) == len(rows)
    assert 3 * len([row for row in rows if row["expect"] == "unknown"]) >= len(rows)
    own = {example.text for example in plan.examples}
    kinds = {kind.key for kind in plan.kinds}
    for row in rows:
        assert row["q"] not in own
        assert row["unit"] is None or row["unit"] in kinds
        assert row["must"] or row["expect"] == "unknown"
        assert date.fromisoformat(row["today"]).year == plan.year
        for expression in (*row["must"], *row["must_not"]):
            re.compile(expression)
