"""Every day the plan sets, told in one reply; an address that stands within another sentence; whom to call."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.wording.dates import day
from knowledge.in_time import MOST, milestones
from knowledge.load import load_plan
from knowledge.plan import Deadline, Fact
from knowledge.question import Reader
from knowledge.wants import TIMED
from tests.readers import asked, congress, said, sport

OTHERS = sorted((Path(__file__).parent / "other_plans").iterdir())


def limits(reader: Reader) -> list[Fact]:
    timed = {a.key for a in reader.plan.attributes if a.family in TIMED}
    return [f for f in reader.plan.facts if f.attribute in timed and isinstance(f.value, Deadline)]


@pytest.mark.parametrize("folder", OTHERS, ids=[folder.name for folder in OTHERS])
def test_no_day_is_left_out_and_none_told_twice(folder: Path) -> None:
    """In any plan: in their order, each task's among them, and every other day unless there is no room."""
    plan = load_plan(folder)
    timed = {a.key for a in plan.attributes if a.family in TIMED}
    facts = [f for f in plan.facts if f.attribute in timed and isinstance(f.value, Deadline)]
    told = milestones(facts, plan)
    lasts = [f.value.last for f in told if isinstance(f.value, Deadline)]
    assert lasts == sorted(lasts)
    assert len(told) == len(set(told)) <= MOST
    if len(told) < MOST:
        assert {f.value for f in facts if f.id in {task.fact for task in plan.tasks}} <= {f.value for f in told}


@pytest.mark.parametrize("question", ["Liệt kê các mốc thời gian quan trọng của cả kế hoạch", "kế hoạch có những mốc nào", "tom tat het cac moc giup em"])
def test_all_days_of_the_plan_in_one_reply(question: str) -> None:
    """Each item with its own last day, the earliest first."""
    reply = said(asked(congress(), question))
    days = [day(f.value.last) for f in limits(congress()) if isinstance(f.value, Deadline)]
    assert all(each in reply for each in days)
    assert [reply.index(each) for each in dict.fromkeys(sorted(days, key=lambda d: (d[6:], d[3:5])))] == sorted(reply.index(each) for each in set(days))


def test_a_kind_of_unit_is_told_its_own_days() -> None:
    """Of another kind's nothing is said."""
    reply = said(asked(congress(), "các mốc thời gian cần nhớ", "vnpt"))
    assert "VNPT" in reply
    assert "Đại hội Thi đua Bộ phải" not in reply


def test_an_address_within_another_sentence() -> None:
    """Asked for outright, or of somebody who has to find it; where the likeliest fact has none, nothing is told."""
    assert "12 đường Lê Lợi" in said(asked(sport(), "cho xin số nhà mấy, đường gì của nhà thi đấu tỉnh"))
    assert asked(congress(), "Đại hội Thi đua Bộ họp ở số nhà mấy, đường nào?").status == "unknown"


@pytest.mark.parametrize("question", ["Gặp trục trặc thì gọi cho ai?", "có sự cố gọi cho ai", "Who should I call if I have a problem, and what number?"])
def test_whom_to_call(question: str) -> None:
    """The office the plan names."""
    fact = sport().plan.ask_whom_fact
    assert fact in asked(sport(), question).facts
