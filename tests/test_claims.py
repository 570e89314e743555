"""A claim in a question is checked against what the plan states: right only where it is right, in time only where it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answer import Stated, understand
from knowledge.claims import Verdict, verify
from knowledge.context import Context
from knowledge.plan import Amount, Fact
from knowledge.question import Reader
from tests.readers import CONGRESS_DAY, SPORT_DAY, asked, congress, said, sport
from tests.small_plan import READER

COUNT = st.integers(1, 40)


def verdict(reader: Reader, text: str, unit: str | None = None, today: date | None = None) -> Verdict | None:
    """The verdict on the first thing asked."""
    found = understand(reader, text, unit, Context(), today or (SPORT_DAY if reader is sport() else CONGRESS_DAY))
    first = found.results[0]
    assert isinstance(first, Stated), (text, first)
    return first.verdict


def kind(reader: Reader, text: str, unit: str | None = None) -> str:
    got = verdict(reader, text, unit)
    return got.kind if got else ""


@settings(max_examples=60)
@given(COUNT, st.sampled_from(["{w} tổ chức {n} ngày phải không?", "{w} họp {n} ngày đúng không?", "có phải {w} kéo dài {n} ngày không"]))
def test_a_length_claimed(count: int, words: str) -> None:
    """VNPT and the Ministry hold theirs in one day, a department in half a day: only that claim is right."""
    for who in ("VNPT", "Đại hội Thi đua Bộ"):
        assert kind(congress(), words.format(w=who, n=count)) == ("right" if count == 1 else "wrong")
    assert kind(congress(), words.format(w="Sở", n=count)) == "wrong"


@pytest.mark.parametrize("half", ["1/2 ngày", "nửa ngày", "½ ngày"])
def test_half_a_day_claimed(half: str) -> None:
    """Half a day is right for a department and wrong for VNPT, however it is written."""
    assert kind(congress(), f"Sở họp {half} phải không?") == "right"
    assert kind(congress(), f"VNPT họp {half} phải không?") == "wrong"


@given(COUNT, st.sampled_from([("tiểu học", 1), ("THCS", 2), ("THPT", 3)]))
def test_a_length_claimed_of_a_kind(count: int, school: tuple[str, int]) -> None:
    """Each kind of school has its own length, and a claim is held against that of the kind it names."""
    name, days = school
    assert kind(sport(), f"Vòng cụm trường {name} thi {count} ngày phải không?") == ("right" if count == days else "wrong")


@given(COUNT, st.sampled_from([("nhất", 10), ("nhì", 7), ("ba", 5)]), st.sampled_from(["{n} triệu", "{n}.000.000 đồng", "{n} tr"]))
def test_a_sum_claimed(count: int, prize: tuple[str, int], words: str) -> None:
    """A prize is as much as the plan says, in millions or in full."""
    name, millions = prize
    expected = "right" if count == millions else "wrong"
    assert kind(sport(), f"Giải {name} đồng đội được {words.format(n=count)} phải không?") == expected


@given(st.integers(1, 19))
def test_a_count_claimed(count: int) -> None:
    """Four referees a centre, no more and no fewer."""
    assert kind(sport(), f"Mỗi trung tâm cử {count} trọng tài phải không?") == ("right" if count == 4 else "wrong")


DAYS = st.integers(-200, 200).map(timedelta)
SAY = st.sampled_from(["{d.day}/{d.month}/{d.year}", "ngày {d:%d/%m/%Y}", "ngày {d.day} tháng {d.month} năm {d.year}", "{d:%d-%m-%Y}"])
ASK = {
    date(2014, 7, 31): ("Sở gửi kế hoạch {day} còn kịp không?", "nộp kế hoạch {day} có kịp không?"),
    date(2015, 3, 31): ("Sở báo cáo kết quả {day} có kịp không?", "VNPT tổ chức đại hội xong {day} có kịp không?"),
}


@settings(max_examples=80)
@given(st.sampled_from(sorted(ASK)), st.integers(0, 1), DAYS, SAY)
def test_a_day_in_time_or_late(last: date, which: int, off: timedelta, words: str) -> None:
    """Any day up to the last good one is in time, any later one late, by so many days."""
    day = last + off
    got = verdict(congress(), ASK[last][which].format(day=words.format(d=day)))
    assert got == (Verdict("late", day, off.days) if off.days > 0 else Verdict("in_time", day, -off.days))


@settings(max_examples=60)
@given(DAYS, SAY)
def test_a_day_in_a_window(off: timedelta, words: str) -> None:
    """The Ministry's congress is within quarter III of 2015: earlier is too early, later is late, by so many days."""
    first, last = date(2015, 7, 1), date(2015, 9, 30)
    day = first + off
    got = verdict(congress(), f"Đại hội Thi đua Bộ tổ chức {words.format(d=day)} có đúng hạn không?")
    expected = (
        Verdict("early", day, -off.days)
        if day < first
        else Verdict("late", day, (day - last).days)
        if day > last
        else Verdict("in_time", day, (last - day).days)
    )
    assert got == expected


@given(st.integers(-60, 60).map(timedelta))
def test_registration_is_a_window_too(off: timedelta) -> None:
    """Schools register from 02/02 to 20/02/2026."""
    first, last = date(2026, 2, 2), date(2026, 2, 20)
    day = first + off
    got = kind(sport(), f"Trường THPT đăng ký ngày {day:%d/%m/%Y} có kịp không?")
    assert got == ("early" if day < first else "late" if day > last else "in_time")


@given(st.integers(0, 23))
def test_the_hour_of_the_last_day_counts(hour: int) -> None:
    """On the last day registration ends at 17:00."""
    got = kind(sport(), f"Trường THPT đăng ký lúc {hour}h ngày 20/02/2026 có kịp không?")
    assert got == ("late" if hour > 17 else "in_time")


@settings(max_examples=40)
@given(st.dates(date(2013, 1, 1), date(2016, 12, 31)))
def test_today_is_judged_where_no_day_is_named(today: date) -> None:
    """A bare "còn kịp không?" is about today."""
    got = verdict(congress(), "Sở gửi kế hoạch còn kịp không?", today=today)
    last = date(2014, 7, 31)
    assert got == (Verdict("late", today, (today - last).days) if today > last else Verdict("in_time", today, (last - today).days))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hạn gửi kế hoạch là trước tháng 8 năm 2014 phải không?", "right"),
        ("Hạn gửi kế hoạch là trước tháng 9 năm 2014 phải không?", "wrong"),
        ("Sở phải báo cáo trước quý II năm 2015 đúng không?", "right"),
        ("Sở phải báo cáo trước quý IV năm 2015 đúng không?", "wrong"),
    ],
)
def test_a_limit_claimed(text: str, expected: str) -> None:
    """The plan's own limit is right, a later one is not."""
    assert kind(congress(), text) == expected


@pytest.mark.parametrize("text", ["Sở họp 1 ngày phải không?", "Sở họp 1/2 ngày phải không?", "so hop 3 ngay dung khong"])
def test_the_true_value_is_always_said(text: str) -> None:
    """Whether the claim is right or wrong, the reply opens with the verdict and states the plan's value and clause."""
    reply = said(asked(congress(), text))
    assert reply.startswith("Đúng." if "1/2" in text else "Không đúng.")
    assert "1/2 ngày" in reply
    assert "Mục II.2.a" in reply


@pytest.mark.parametrize("text", ["Sở họp mấy ngày?", "Hạn gửi kế hoạch khi nào?", "Ai ký kế hoạch này?", "VNPT gửi kế hoạch về đâu?"])
def test_what_claims_nothing_is_not_judged(text: str) -> None:
    """An open question gets no yes and no no."""
    assert verdict(congress(), text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VNPT và Sở hạn gửi kế hoạch có khác nhau không?", "same"),
        ("hạn báo cáo của VNPT và các sở có giống nhau không?", "same"),
        ("VNPT với Sở bên nào họp lâu hơn?", "differ"),
        ("VNPT khác gì các Sở?", "differ"),
    ],
)
def test_two_kinds_compared(text: str, expected: str) -> None:
    """Compared, two kinds are the same where the plan states the same for both, and differ where it does not."""
    assert kind(congress(), text) == expected


def test_a_comparison_states_both_sides() -> None:
    """The reply gives what is stated for each of the two, with both clauses."""
    outcome = asked(congress(), "VNPT và Sở họp mấy ngày?")
    assert set(outcome.facts) == {"thoi-luong-vnpt", "thoi-luong-chung"}
    assert set(outcome.clauses) == {"II.2.a", "II.2.b"}


@given(st.integers(0, 60), st.integers(0, 30), st.integers(0, 30))
def test_a_range_claimed(said_number: int, low: int, more: int) -> None:
    """Where the plan gives a range, every number in it is right and no other."""
    held = Amount(Fraction(low), "đại biểu", Fraction(low + more))
    fact = Fact("quan-so", "thi", "quan-so", (), "goc", "2", "Mỗi lớp cử đại biểu.", "Mỗi lớp", held)
    reading = READER.read(f"cử {said_number} đại biểu phải không", None, Context(), CONGRESS_DAY)[1][0]
    got = verify(READER, reading, [fact], CONGRESS_DAY)
    assert got == Verdict("right" if low <= said_number <= low + more else "wrong")


@settings(max_examples=40)
@given(st.integers(1, 400).filter(lambda n: n not in (13, 34)))
def test_a_documents_number_claimed(number: int) -> None:
    """A number no document bears is denied where a document of that sort is cited instead; alone, or of another sort, it stays unstated."""
    for text in (f"Kế hoạch này căn cứ Chỉ thị {number}-CT/TW của Bộ Chính trị, đúng không?", f"Kế hoạch này thực hiện chỉ thị số {number} phải không?"):
        found = understand(congress(), text, None, Context(), CONGRESS_DAY).results[0]
        assert isinstance(found, Stated), text
        assert found.verdict == Verdict("wrong")
        assert any("34-CT/TW" in fact.answer for fact in found.facts)
    strange = understand(congress(), f"Nghị định {number}/2011/NĐ-CP nói gì về khen thưởng?", None, Context(), CONGRESS_DAY).results[0]
    assert not isinstance(strange, Stated)


@pytest.mark.parametrize(
    ("reader", "text"), [(sport, "cho xin email với sđt liên hệ"), (congress, "Hội nghị của sở mấy ngày với tiền ăn trưa được chi nhiêu?")]
)
def test_two_things_joined_by_with(reader: Callable[[], Reader], text: str) -> None:
    """Each is asked by itself, also where the plan is silent on one of them."""
    assert len(reader().message(text).asks) == 2


@pytest.mark.parametrize("text", ["tới giờ sở nào nộp kế hoạch sớm nhất cả nước", "đơn vị nào gửi kế hoạch đầu tiên vậy"])
def test_who_has_done_best_so_far_is_in_no_plan(text: str) -> None:
    """How far units are stands in reports, not in the plan."""
    assert not any(isinstance(result, Stated) for result in understand(congress(), text, None, Context(), CONGRESS_DAY).results)
