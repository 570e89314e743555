"""What any kind of unit has to do is told when that kind is named, and nothing else is taken for that question."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.message import plain
from tests.accuracy import ask
from tests.readers import congress

READER = congress()
TODAY = date(2014, 7, 10)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Theo kế hoạch thì VNPT phải làm những gì?", "vnpt"),
        ("Sở có những đầu việc nào phải làm", "so"),
        ("Liệt kê nhiệm vụ của doanh nghiệp trong đợt này", "dn"),
        ("cho em hỏi cục tần số cần làm mấy việc ạ", "bo"),
        ("Sở TTTT Hà Nội phải làm những việc gì ạ", "so"),
        ("các việc sở phải làm là gì", "so"),
        ("Sở tôi có những nhiệm vụ gì", "so"),
    ],
)
@pytest.mark.parametrize("unit", [None, "bo"])
def test_the_tasks_of_the_kind_that_is_named(text: str, kind: str, unit: str | None) -> None:
    """All of them with their facts, whoever asks; only "of ours" is asked for one's own unit."""
    outcome = ask(READER, text, unit, (), TODAY)
    wanted = unit if unit and "tôi" in text else kind
    plan = READER.plan
    assert outcome.status == "answered"
    assert set(outcome.facts) == {plan.fact_for(task, wanted).id for task in plan.tasks_for(wanted)}
    assert "còn 21 ngày" in plain(outcome.decision.replies[0])


@pytest.mark.parametrize(
    "text",
    ["VNPT phải làm gì để hội nghị sinh động?", "Sở với VNPT phải làm những gì khác nhau?", "Sở làm gì khi có vướng mắc?", "Sở phải gửi những gì về Bộ?"],
)
def test_what_is_asked_more_narrowly_is_a_question(text: str) -> None:
    """A purpose, a comparison, a condition, another verb: the plan is searched for that."""
    assert len(ask(READER, text, None, (), TODAY).facts) < 3
