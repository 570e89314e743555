"""The shape of a reply: the fact first, then the day and the clause, short, with a way on, and never more than the plan says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.message import Items, Paragraph, Reply, plain
from handlers.turn import KeepUnanswered
from handlers.wording import answering
from handlers.wording.dates import day
from knowledge.claims import Verdict
from knowledge.plan import Example, Fact, Listing, Plan
from knowledge.question import Reader
from tests.readers import asked, congress, said, sport
from tests.small_plan import NOON, PLAN, ZONE

PHONE = 350
WORDS = "Sở VNPT họp gửi kế hoạch hạn mấy ngày khi nào ở đâu ai ký kinh phí và ? còn không phải trước 5/8/2014 đại hội báo cáo"
READERS = {"congress": congress, "sport": sport}


def own_question(reader: Reader, fact: Fact) -> Example | None:
    """The first example that asks for this fact and no other."""
    return next((e for e in reader.plan.examples if e.facts == (fact.id,)), None)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_every_fact_has_its_reply(reader: Callable[[], Reader]) -> None:
    """Each fact of the plan, asked with its own example: the answer first, its clause, under 350 characters where it alone is stated."""
    ready = reader()
    clauses = {c.key: c.cited for c in ready.plan.clauses}
    reached = 0
    for fact in ready.plan.facts:
        example = own_question(ready, fact)
        assert example is not None, fact.id
        outcome = asked(ready, example.text, example.unit)
        if outcome.facts != (fact.id,):
            continue
        reached += 1
        text = said(outcome)
        assert outcome.status == "answered"
        assert outcome.clauses == (fact.clause,)
        assert clauses[fact.clause] in text
        assert text == text.strip()
        assert len(text) < PHONE or isinstance(outcome.decision.replies[0].blocks[1], Items), (example.text, len(text))
    assert reached >= 0.9 * len(ready.plan.facts)


def consistent(reader: Reader, text: str, unit: str | None = None) -> None:
    """The status says what the facts say: answered has facts and their clauses or is a courtesy, all else has none."""
    outcome = asked(reader, text, unit)
    known = {f.id: f for f in reader.plan.facts}
    assert set(outcome.facts) <= set(known)
    assert list(outcome.clauses) == list(dict.fromkeys(known[id].clause for id in outcome.facts))
    assert len(set(outcome.facts)) == len(outcome.facts)
    if outcome.status != "answered":
        assert outcome.facts == ()
    if outcome.status == "unknown":
        assert any(isinstance(a, KeepUnanswered) for a in outcome.decision.actions)
    assert len(outcome.decision.replies) == 1
    assert 0 < len(outcome.decision.replies[0].choices) <= 3 or outcome.facts == ()


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_status_and_facts_agree(reader: Callable[[], Reader]) -> None:
    """Over the plan's own questions: unknown has no facts and is kept, answered has facts with their clauses in order, and up to three ways on."""
    examples = reader().plan.examples
    for example in examples[:: max(1, len(examples) // 90)]:
        for unit in (None, example.unit, reader().plan.kinds[0].key):
            consistent(reader(), example.text, unit)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join))
def test_status_and_facts_agree_on_any_words(text: str) -> None:
    """The same for whatever order the plan's words come in, as long as something is said of the plan."""
    outcome = asked(congress(), text)
    assert outcome.status == "answered" or outcome.facts == outcome.clauses == ()


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_what_is_offered_is_understood(reader: Callable[[], Reader]) -> None:
    """Every choice under a reply, answered or not, is itself understood by whoever was offered it."""
    examples = reader().plan.examples
    seen: set[tuple[str, str | None]] = set()
    for example in examples[:: max(1, len(examples) // 40)]:
        for unit in (None, *(k.key for k in reader().plan.kinds[:4])):
            for choice in asked(reader(), example.text, unit).decision.replies[0].choices:
                if (choice.says, unit) not in seen:
                    seen.add((choice.says, unit))
                    assert asked(reader(), choice.says, unit).status != "unknown", (choice, unit)
                    assert len(choice.says.encode()) <= 64
    assert len(seen) > 20


LIMITS = {
    "Hạn gửi kế hoạch của Sở là khi nào?": ("trước tháng 8 năm 2014", date(2014, 7, 31)),
    "Sở phải báo cáo kết quả trước khi nào?": ("trước quý II năm 2015", date(2015, 3, 31)),
}


@pytest.mark.parametrize("question", LIMITS)
@settings(max_examples=40)
@given(today=st.dates(date(2012, 1, 1), date(2017, 12, 31)))
def test_a_deadline_on_any_day(question: str, today: date) -> None:
    """Asked on any day: the plan's own words, the last good day, and the days left, the last day itself, or the days gone by."""
    words, last = LIMITS[question]
    text = said(asked(congress(), question, today=today))
    days = (last - today).days
    left = f"còn {days} ngày" if days > 0 else f"đã quá hạn {-days} ngày" if days < 0 else "hôm nay là ngày cuối"
    assert words in text
    assert f"hậm nhất {day(last)}" in text
    assert left in text
    assert f"hôm nay {day(today)}" in text
    assert len(text) < PHONE


@settings(max_examples=40)
@given(today=st.dates(date(2014, 1, 1), date(2016, 12, 31)))
def test_a_window_on_any_day(today: date) -> None:
    """A window shows both its ends, and the days to the one that comes next."""
    text = said(asked(congress(), "Đại hội Thi đua Bộ tổ chức khi nào?", today=today))
    first, last = date(2015, 7, 1), date(2015, 9, 30)
    assert f"{day(first)} đến {day(last)}" in text
    if today < first:
        assert f"còn {(first - today).days} ngày đến ngày đầu" in text
    elif today < last:
        assert f"còn {(last - today).days} ngày" in text
    elif today > last:
        assert f"đã quá hạn {(today - last).days} ngày" in text


@pytest.mark.parametrize("today", [date(2026, 2, 10), date(2026, 2, 17), date(2026, 2, 18), date(2026, 2, 25)])
def test_a_later_document_counts_from_its_day(today: date) -> None:
    """Before the dispatch the first deadline is stated, from its day on the new one, with the document that moved it."""
    outcome = asked(sport(), "Hạn đăng ký của trường THPT là khi nào?", today=today)
    moved = today >= date(2026, 2, 18)
    assert outcome.facts == (("dk-han-moi",) if moved else ("dk-han",))
    assert ("27/02/2026" in said(outcome)) is moved
    assert ("341/SGDĐT-CTTT" in said(outcome)) is moved


TIMED_PLAN = replace(PLAN, attributes=tuple(replace(a, family="deadline") if a.key == "han" else a for a in PLAN.attributes))
"""The small plan with its time limits told apart from other dates."""


def blocks(verdict: Verdict | None, *ids: str, now: datetime = NOON, plan: Plan = PLAN) -> str:
    return plain(Reply(answering.facts(plan, [plan.fact(id) for id in ids or ("han-dang-ky",)], now, verdict)))


@pytest.mark.parametrize(
    ("verdict", "opening"),
    [
        (Verdict("right"), "Đúng."),
        (Verdict("wrong"), "Không đúng."),
        (Verdict("some"), "Tùy loại đơn vị."),
        (Verdict("in_time", date(2031, 5, 9), 1), "Kịp: ngày 09/05/2031 còn trong hạn, sớm hơn hạn 1 ngày."),
        (Verdict("in_time", date(2031, 5, 10), 0), "Kịp: ngày 10/05/2031 còn trong hạn."),
        (Verdict("late", date(2031, 5, 12), 2), "Đã quá hạn: ngày 12/05/2031 chậm 2 ngày."),
        (Verdict("late", date(2031, 5, 8), 0), "Đã quá hạn: đã qua giờ chót trong ngày 08/05/2031."),
        (Verdict("early", date(2031, 5, 1), 19), "Chưa đến thời gian: ngày 01/05/2031 sớm hơn 19 ngày."),
        (Verdict("listed"), "Có."),
        (Verdict("unlisted"), "Không thấy nêu trong danh sách."),
        (Verdict("same"), "Như nhau."),
        (Verdict("differ"), "Khác nhau."),
    ],
)
def test_a_verdict_opens_the_reply(verdict: Verdict, opening: str) -> None:
    """The verdict comes first and the fact it rests on right behind it."""
    text = blocks(verdict)
    assert text.startswith(opening)
    assert PLAN.fact("han-dang-ky").answer in text
    assert blocks(None).startswith(PLAN.fact("han-dang-ky").answer)


def test_several_facts_are_a_list() -> None:
    """Each on its line, each answer once, each clause once, in the order of the facts."""
    text = blocks(None, "han-dang-ky", "han-dang-ky-clb", "han-dang-ky")
    lines = [line for line in text.split("\n") if line.startswith("• ")]
    assert len(lines) == 2
    assert PLAN.fact("han-dang-ky").answer in lines[0]
    assert text.endswith("Căn cứ: Mục 1.a; Mục 1.b.")


@pytest.mark.parametrize("number", range(-1, 9))
def test_an_item_of_a_list(number: int) -> None:
    """An item there is is given with its number; one there is not, with the whole list instead."""
    fact = congress().plan.fact("noi-dung")
    assert isinstance(fact.value, Listing)
    items = fact.value.items
    text = plain(Reply(answering.item(congress().plan, fact, number)))
    assert "Mục II.3" in text
    if number == -1 or 1 <= number <= len(items):
        assert text.startswith(f"Mục thứ {number if number > 0 else len(items)}: {items[number - 1 if number > 0 else -1]}")
    else:
        assert all(item in text for item in items)


def test_nothing_is_said_that_the_plan_does_not_say() -> None:
    """Every paragraph of a reply is a fact's own sentence, a verdict, a count of days or the clause: nothing is made up."""
    known = {f.answer for f in sport().plan.facts}
    for example in [e for e in sport().plan.examples if e.facts]:
        outcome = asked(sport(), example.text, example.unit)
        if len(outcome.facts) != 1:
            continue
        reply = outcome.decision.replies[0]
        first = reply.blocks[0]
        assert isinstance(first, Paragraph)
        sentence = "".join(span.text for span in first.spans)
        assert any(answer in sentence for answer in known) or isinstance(reply.blocks[1], Items)


def test_whom_to_ask_is_always_said() -> None:
    """A refusal names what was asked, whom to ask with the clause, and the office's own line where it has one."""
    text = plain(Reply(answering.unstated("Kinh phí tổ chức", congress().plan, "Vụ TĐKT, 024 1234")))
    assert text.startswith("Kế hoạch không nêu kinh phí tổ chức.")
    assert congress().plan.ask_whom in text
    assert "(Mục III.3)" in text
    assert text.endswith("Liên hệ: Vụ TĐKT, 024 1234.")
    assert "Liên hệ" not in plain(Reply(answering.unclear(PLAN, "")))


@pytest.mark.parametrize(
    ("hour", "said_left"), [(8, "hôm nay là ngày cuối"), (16, "hôm nay là ngày cuối"), (17, "đã hết hạn lúc 17 giờ 00 hôm nay")]
)
def test_the_hour_of_the_last_day_counts(hour: int, said_left: str) -> None:
    """On the last day after the plan's hour it is over, and the reply says so."""
    assert said_left in blocks(None, "han-dang-ky-clb", now=datetime(2031, 5, 8, hour, 30, tzinfo=ZONE), plan=TIMED_PLAN)
