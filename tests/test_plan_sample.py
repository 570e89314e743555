"""The plan that ships: everything its document says is held, and what it is silent on is known."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction

import pytest

from knowledge.agree import squeezed
from knowledge.load import PLANS, load_plan
from knowledge.plan import Deadline, Duration, Listing, Plan

FOLDER = PLANS / "dai-hoi-thi-dua-2014"
CLAUSES = "can-cu I.1 I.2 I.3 I.4 II.1.a II.1.b II.1.c II.1.d II.2.a II.2.b II.2.c II.3 III.1 III.2 III.3 noi-nhan ky".split()


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(FOLDER)


def value(plan: Plan, entity: str, attribute: str, kind: str) -> object:
    """The value of the one fact on a pair for a kind."""
    found = [f.value for f in plan.facts if (f.entity, f.attribute) == (entity, attribute) and (not f.kinds or kind in f.kinds)]
    assert len(found) == 1, found
    return found[0]


def test_every_clause_is_there_in_order(plan: Plan) -> None:
    """The clauses are the document's own, from its legal basis to its signature, and none is left out."""
    assert [clause.key for clause in plan.clauses] == CLAUSES
    assert not plan.left_out
    assert {fact.clause for fact in plan.facts} == set(CLAUSES)


def test_nearly_every_word_of_the_document_is_quoted(plan: Plan) -> None:
    """What no fact quotes is headings and connecting words only: under a twelfth of the text, and no run of 160 signs."""
    text = squeezed(plan.sources[0].text)
    quoted = bytearray(len(text))
    for fact in plan.facts:
        quote = squeezed(fact.quote)
        at = text.find(quote)
        while at >= 0:
            quoted[at : at + len(quote)] = b"\1" * len(quote)
            at = text.find(quote, at + 1)
    gaps = bytes(quoted).split(b"\1")
    assert sum(quoted) / len(text) > 11 / 12
    assert max(len(gap) for gap in gaps) < 160


def test_one_fact_for_one_pair_and_kind(plan: Plan) -> None:
    """No entity and attribute is stated twice for the same kind of unit, so that a look-up has one answer."""
    seen: set[tuple[str, str, str]] = set()
    for fact in plan.facts:
        for kind in fact.kinds or tuple(row.key for row in plan.kinds):
            pair = (fact.entity, fact.attribute, kind)
            assert pair not in seen, (fact.id, pair)
            seen.add(pair)


@pytest.mark.parametrize(
    ("kind", "days", "form", "last"),
    [
        ("bo", Fraction(1, 2), "Hội nghị điển hình tiên tiến", date(2015, 3, 31)),
        ("so", Fraction(1, 2), "Hội nghị điển hình tiên tiến", date(2015, 3, 31)),
        ("dn", Fraction(1, 2), "Hội nghị điển hình tiên tiến", date(2015, 3, 31)),
        ("vnpt", Fraction(1), "Đại hội Thi đua", date(2015, 3, 31)),
        ("dhbo", Fraction(1), "Đại hội Thi đua", date(2015, 9, 30)),
    ],
)
def test_what_each_kind_is_told(plan: Plan, kind: str, days: Fraction, form: str, last: date) -> None:
    """Each kind of unit has its own form, length and last day (II.2.a-c)."""
    assert value(plan, "hoi-nghi", "duration", kind) == Duration(days)
    told = value(plan, "hoi-nghi", "form", kind)
    assert (told.items[0] if isinstance(told, Listing) else told) == form
    held = value(plan, "hoi-nghi", "held", kind)
    assert isinstance(held, Deadline)
    assert held.last == last


def test_tasks_and_their_last_days(plan: Plan) -> None:
    """Units send a plan before August 2014, hold and report before quarter II of 2015; the Ministry holds its congress in quarter III."""
    found = {task.key: (task.kinds, task.deadline.first, task.deadline.last) for task in plan.tasks}
    units = ("bo", "so", "dn", "vnpt")
    assert found == {
        "plan_sent": (units, None, date(2014, 7, 31)),
        "conference": (units, None, date(2015, 3, 31)),
        "report": (units, None, date(2015, 3, 31)),
        "ministry_congress": (("dhbo",), date(2015, 7, 1), date(2015, 9, 30)),
    }
    assert [task.key for task in plan.tasks_for("vnpt")] == ["plan_sent", "conference", "report"]


def test_a_task_rests_on_the_clause_of_the_kind(plan: Plan) -> None:
    """VNPT's conference and report rest on II.2.b, everybody else's on II.2.a."""
    conference, report = plan.task("conference"), plan.task("report")
    assert [plan.fact_for(conference, kind).clause for kind in conference.kinds] == ["II.2.a", "II.2.a", "II.2.a", "II.2.b"]
    assert [plan.fact_for(report, kind).clause for kind in report.kinds] == ["II.2.a", "II.2.a", "II.2.a", "II.2.b"]


def test_what_is_collected(plan: Plan) -> None:
    """Status fields bear the keys that reports are exchanged with."""
    assert {task.key: [field.key for field in task.fields] for task in plan.tasks} == {
        "plan_sent": ["documents", "date"],
        "conference": ["date", "form", "delegates", "collectives", "individuals"],
        "report": ["documents", "date"],
        "ministry_congress": ["date", "delegates"],
    }


def test_anniversaries_each_and_together(plan: Plan) -> None:
    """Each anniversary is a fact of its own, with its years, and all stand in one list."""
    years = {fact.entity: fact.value.number for fact in plan.facts if fact.attribute == "years"}  # type: ignore[union-attr]
    assert years == {"thanh-lap-dang": 85, "giai-phong-mien-nam": 40, "cach-mang-thang-8": 70, "quoc-khanh": 70, "sinh-nhat-bac": 125}
    together = value(plan, "ngay-ky-niem", "list", "so")
    assert isinstance(together, Listing)
    assert len(together.items) == 6


def test_answers_are_short_whole_sentences(plan: Plan) -> None:
    """An answer ends with a full stop and fits a phone screen."""
    assert [fact.id for fact in plan.facts if not fact.answer.endswith((".", "”.")) or len(fact.answer) > 240] == []


def test_the_document_has_no_number_and_date_of_its_own(plan: Plan) -> None:
    """The text bears neither number nor date; that is known as not stated."""
    assert plan.sources[0].number is None
    assert plan.sources[0].date is None
    assert any(gap.entity == "van-ban" and "document_number" in gap.families for gap in plan.not_stated)


def test_questions_are_many_and_own(plan: Plan) -> None:
    """At least three questions a fact and eighty the plan does not answer, none twice."""
    texts = [example.text for example in plan.examples]
    assert len(set(texts)) == len(texts)
    assert len([example for example in plan.examples if not example.facts]) >= 80
    for fact in plan.facts:
        assert len([example for example in plan.examples if fact.id in example.facts]) >= 3, fact.id


def test_the_roster(plan: Plan) -> None:
    """The sample roster has the 63 provincial departments, the Ministry's units, 15 enterprises, VNPT and
    whoever holds the Ministry's own congress, each of a kind of the plan."""
    with (FOLDER / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = [row["kind"] for row in rows]
    assert list(rows[0]) == ["code", "name", "kind", "short_names", "parent", "note"]
    assert (kinds.count("so"), kinds.count("dn"), kinds.count("vnpt"), kinds.count("dhbo")) == (63, 15, 1, 1)
    assert kinds.count("bo") > 30
    codes = {row["code"] for row in rows}
    assert len(codes) == len(rows)
    assert len({row["name"] for row in rows}) == len(rows)
    assert all(row["parent"] in codes for row in rows if row["parent"])
    assert set(kinds) <= {kind.key for kind in plan.kinds}
