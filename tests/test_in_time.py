"""Every day the plan sets, told in one reply; an address that stands within another sentence; whom to call."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.wording.dates import day
from knowledge.in_time import MOST, milestones
from knowledge.load import load_plan
from knowledge.plan import Deadline, Fact, Plan
from knowledge.wants import TIMED
from tests.readers import asked, congress, said, sport

OTHERS = sorted((Path(__file__).parent / "other_plans").iterdir())


def limits(plan: Plan) -> list[Fact]:
    timed = {a.key for a in plan.attributes if a.family in TIMED}
    return [f for f in plan.facts if f.attribute in timed and isinstance(f.value, Deadline)]


@pytest.mark.parametrize("folder", OTHERS, ids=[folder.name for folder in OTHERS])
def test_no_day_is_left_out_and_none_told_twice(folder: Path) -> None:
    """In any plan: in their order, each task's among them, and every other day unless there is no room."""
    plan = load_plan(folder)
    facts = limits(plan)
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
    days = [day(f.value.last) for f in limits(congress().plan) if isinstance(f.value, Deadline)]
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


@pytest.mark.parametrize("question", ["Gặp trục trặc thì gọi cho ai?", "có sự cố thì gọi cho ai", "Who should I call if I have a problem?"])
def test_whom_to_call(question: str) -> None:
    """The office the plan names."""
    fact = sport().plan.ask_whom_fact
    assert fact in asked(sport(), question).facts


@pytest.mark.parametrize("question", ["Trong ba nơi thì nơi nào họp ngắn nhất?", "ai làm muộn nhất", "Cả ngành ai tổ chức sau cùng, Bộ hay mấy đơn vị?"])
def test_whose_is_the_most(question: str) -> None:
    """Every kind's is told, so that anybody sees it."""
    plan = congress().plan
    told = [plan.fact(id) for id in asked(congress(), question).facts]
    assert {kind for fact in told for kind in fact.kinds} == {kind.key for kind in plan.kinds}
    assert len({fact.attribute for fact in told}) == 1


def test_who_has_the_last_word_is_no_kind_of_unit() -> None:
    """"sau cùng" of a decision."""
    assert "Bộ trưởng" in said(asked(congress(), "Ai là người quyết định sau cùng danh sách đại biểu của đại hội Bộ?"))


def test_whose_else_a_value_is() -> None:
    """All that have it but those that are ruled out."""
    reply = said(asked(congress(), "Ngoài VNPT, nơi nào nữa cũng dùng tên “Đại hội Thi đua”?"))
    assert "Bộ Thông tin và Truyền thông tổ chức “Đại hội Thi đua”" in reply
    assert "VNPT" not in reply


@pytest.mark.parametrize(
    ("history", "question", "item"),
    [
        (["noi dung dai hoi co may phan"], "phan ap chot la gi", "Mục thứ 5"),
        (["Sau khai mạc là gì", "à báo cáo tổng kết hả"], "rồi tới gì nữa?", "Mục thứ 3"),
        (["trong chương trình có phần tham luận với giao lưu không"], "xong cái đó mới tới khen thưởng hả", "Mục thứ 4"),
        (["Nội dung hội nghị gồm gì?", "Có mục tham luận với giao lưu không?"], "đủ chưa hay còn mục nào nữa", "Phát động thi đua"),
    ],
)
def test_items_beside_what_was_told(history: list[str], question: str, item: str) -> None:
    """By its place from the end, behind the one told last, the rest of the list."""
    assert item in said(asked(congress(), question, None, history))


def test_a_year_nobody_names_is_of_the_whole_message() -> None:
    """What stands behind it in the same breath is asked of that year, too."""
    assert asked(congress(), "Nhiệm kỳ sau, tức 2016-2020, hội nghị điển hình tiên tiến sẽ tổ chức năm nào?").status == "unknown"
