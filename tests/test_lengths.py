"""Lengths of time, sums and clock times are read from digits and from words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lengths import amount_in, duration_in, hour_in
from knowledge.text import tokens
from tests.test_dates import spelt


@pytest.mark.parametrize(
    "text",
    [
        "1/2 ngày",
        "nửa ngày",
        "½ ngày",
        "nua ngay",
        "họp nửa ngày thôi phải không",
        "Sở họp 1/2 ngày đúng không?",
        "trong vòng nửa ngày nhé",
    ],
)
def test_half_a_day(text: str) -> None:
    """Half a day in every way of writing it."""
    assert duration_in(tokens(text)) == Fraction(1, 2)


@given(
    st.integers(1, 31),
    st.sampled_from(["{n} ngày", "tổ chức {n:02} ngày phải không?", "hop {n} ngay dung khong", "trong {n} ngày, đúng chứ"]),
)
def test_whole_days(count: int, words: str) -> None:
    """A number of days in digits."""
    assert duration_in(tokens(words.format(n=count))) == count


@given(st.integers(2, 20))
def test_days_in_words(count: int) -> None:
    """A number of days in words."""
    assert duration_in(tokens(f"họp {spelt(count)} ngày à")) == count


@pytest.mark.parametrize(
    "text", ["mấy ngày", "bao nhiêu ngày", "ngày 5 tháng 8", "ngày 2/3", "họp ngày nào", "", "5/8/2014", "hai buổi hội nghị"]
)
def test_no_length_is_claimed(text: str) -> None:
    """Question words and dates claim no length."""
    assert duration_in(tokens(text)) is None


@pytest.mark.parametrize("text", ["một ngày rưỡi", "ngày rưỡi"])
def test_a_day_and_a_half(text: str) -> None:
    """The half is not lost."""
    assert duration_in(tokens(text)) == Fraction(3, 2)


@given(
    st.integers(1, 999), st.sampled_from([("nghìn", 10**3), ("ngàn", 10**3), ("triệu", 10**6), ("tr", 10**6), ("tỷ", 10**9), ("tỉ", 10**9)])
)
def test_sums_in_thousands_and_millions(count: int, scale: tuple[str, int]) -> None:
    """A sum said in thousands, millions or milliards is that many đồng."""
    word, factor = scale
    assert amount_in(tokens(f"giải nhất {count} {word} phải không")) == (Fraction(count * factor), "dong")


@given(st.integers(1, 10**9))
def test_sums_in_full(sum_: int) -> None:
    """Points between thousands belong to the figure."""
    text = f"{sum_:,}".replace(",", ".")
    assert amount_in(tokens(f"được {text} đồng đúng không")) == (Fraction(sum_), "dong")
    assert amount_in(tokens(f"được {sum_} đồng đúng không")) == (Fraction(sum_), "dong")


@given(st.integers(1, 5000), st.sampled_from([("em", "em"), ("đại biểu", "dai"), ("vận động viên", "van"), ("trọng tài", "trong")]))
def test_counts_with_their_unit(count: int, unit: tuple[str, str]) -> None:
    """A number of something comes with the first word of what is counted."""
    said, folded = unit
    assert amount_in(tokens(f"mỗi trường cử {count} {said} à")) == (Fraction(count), folded)


@pytest.mark.parametrize("text", ["", "mấy em", "bao nhiêu tiền", "Kế hoạch số 13", "2 ngày"])
def test_no_amount_is_claimed(text: str) -> None:
    """Question words, numbers of documents and lengths of time are no amounts."""
    assert amount_in(tokens(text)) is None


@given(st.integers(0, 23), st.integers(0, 59))
def test_clock_times(hour: int, minute: int) -> None:
    """Hours with and without minutes, in the ways they are written."""
    for text in (f"{hour}h{minute:02}", f"{hour}:{minute:02}", f"{hour} giờ {minute}", f"lúc {hour}h{minute:02} ngày mai"):
        assert hour_in(tokens(text)) == (hour, minute)
    for text in (f"{hour}h", f"{hour} giờ", f"trước {hour} giờ nhé"):
        assert hour_in(tokens(text)) == (hour, 0)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("8 giờ tối", (20, 0)),
        ("3h chiều", (15, 0)),
        ("3 gio chieu", (15, 0)),
        ("1 giờ trưa", (13, 0)),
        ("5 giờ 30 chiều", (17, 30)),
        ("12 giờ trưa", (12, 0)),
        ("11 giờ trưa", (11, 0)),
        ("12 giờ đêm", (24, 0)),
        ("2 giờ đêm", (2, 0)),
        ("8 giờ tới 10 giờ", (8, 0)),
        ("9 giờ sáng", (9, 0)),
        ("8 giờ rưỡi chiều", (20, 30)),
        ("tối nay 8h", (20, 0)),
        ("tối nay 23/4 tầm 8 giờ tôi mới về", (20, 0)),
        ("chiều qua sếp hỏi 8 giờ sáng mai", (8, 0)),
    ],
)
def test_an_hour_of_the_second_half_of_the_day(text: str, hour: tuple[int, int]) -> None:
    """Evening and afternoon hours are counted on; "tới" is no evening."""
    assert hour_in(tokens(text)) == hour


@pytest.mark.parametrize("text", ["mấy giờ", "25h", "24 giờ", "bây giờ", "", "giờ nào", "5/8"])
def test_no_clock_time(text: str) -> None:
    """What no clock shows is no clock time."""
    assert hour_in(tokens(text)) is None


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    """Any text claims something or nothing."""
    read = tokens(text)
    length, amount, hour = duration_in(read), amount_in(read), hour_in(read)
    assert length is None or length > 0
    assert amount is None or amount[0] >= 0
    assert hour is None or (0 <= hour[0] < 24 and 0 <= hour[1] < 60)


@given(st.integers(1, 99), st.integers(1, 999))
def test_a_sum_in_two_scales(whole: int, part: int) -> None:
    """Milliards and millions ("2 tỷ 450 triệu") are one sum; what is counted behind a sum is no part of it."""
    milliards, millions = Fraction(whole * 10**9), Fraction(part * 10**6)
    assert amount_in(tokens(f"tổng {whole} tỷ {part} triệu phải không")) == (milliards + millions, "dong")
    assert amount_in(tokens(f"tong {whole} ty {part} trieu ko")) == (milliards + millions, "dong")
    assert amount_in(tokens(f"có {whole} tỷ {part} người góp")) == (milliards, "dong")


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("1 triệu rưỡi đúng không", 1_500_000),
        ("1tr5 à", 1_500_000),
        ("2 tỷ 450 phải không", 2_450_000_000),
        ("2,45 tỷ hả", 2_450_000_000),
        ("1 triệu 500 nghìn", 1_500_000),
        ("3 tỷ 20 triệu 500 nghìn đồng", 3_020_500_000),
    ],
)
def test_a_sum_as_people_say_it(text: str, sum_: int) -> None:
    """A half more, the next scale left out, a comma."""
    assert amount_in(tokens(text)) == (Fraction(sum_), "dong")


@pytest.mark.parametrize("text", ["chiều 16/4 tầm 5 giờ", "chiều ngày 16/4 lúc 5h", "chiều mai cỡ 5 giờ"])
def test_the_part_of_a_day_may_stand_before_its_date(text: str) -> None:
    """The hour is of that half of the day."""
    assert hour_in(tokens(text)) == (17, 0)
