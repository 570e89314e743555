"""Dates as people write them: each spelling one day, each stretch its first and last good day, and nothing found that is no date."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.dates import READERS, When, _at, find, quarter
from knowledge.numerals import number
from knowledge.text import tokens

TODAY = date(2014, 7, 15)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
ANY_TODAY = st.one_of(st.dates(), st.sampled_from([date.min, date.max, date(2016, 2, 29), date(2014, 12, 31)]))
ROMAN = {1: "I", 2: "II", 4: "IV"}
UNITS = "không một hai ba bốn năm sáu bảy tám chín".split()
SPELLINGS = (
    "{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d:02}-{m:02}-{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "{d:02}.{m:02}.{y}", "ngày {d}/{m}/{y}", "Ngày {d:02}/{m:02}/{y}",
    "ngày {d} tháng {m} năm {y}", "ngày {d:02} tháng {m:02} năm {y}", "ngay {d} thang {m} nam {y}", "ngày {d} tháng {m} {y}", "ngày {d} tháng {m}/{y}",
    "hôm {d}/{m}/{y}", "{d}/{m}/{short:02}",
    "mùng {d} tháng {m} năm {y}", "mồng {d}/{m}/{y}", "{d}/{m} năm {y}",
)  # fmt: skip


def one(text: str, today: date = TODAY, hints: tuple[date, ...] = ()) -> When:
    found = find(tokens(text), today, hints)
    assert len(found) == 1, (text, found)
    return found[0]


def spelt(number: int) -> str:
    """1 to 31 in words."""
    if number <= 10:
        return [*UNITS, "mười"][number]
    tens, units = divmod(number, 10)
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm", 4: "bốn" if tens == 1 else "tư"}.get(units, UNITS[units])
    return f"{'mười' if tens == 1 else f'{UNITS[tens]} mươi'} {last}".strip()


@example(date(2000, 2, 29), "{d}/{m} năm {y}", date(2014, 7, 1))
@given(DAYS, st.sampled_from(SPELLINGS), DAYS)
def test_every_spelling_is_the_same_day(day: date, spelling: str, today: date) -> None:
    """A full date is read back from every way of writing it, alone and in a sentence, on any day."""
    text = spelling.format(d=day.day, m=day.month, y=day.year, short=day.year % 100)
    for message in (text, f"Nếu đơn vị gửi {text} thì có kịp không?"):
        when = one(message, today)
        assert (when.first, when.last, when.precision) == (day, day, "day")
        assert not any((when.before, when.after, when.relative))


@given(DAYS)
def test_a_day_in_words(day: date) -> None:
    """A day written out ("ngày hai mươi mốt tháng tám năm 2014") is that day."""
    when = one(f"ngày {spelt(day.day)} tháng {spelt(day.month)} năm {day.year}")
    assert (when.first, when.last) == (day, day)


@given(st.integers(1, 31))
def test_numbers_in_words(count: int) -> None:
    """Numbers are read from their words and from digits."""
    assert number([t.fold for t in tokens(spelt(count))]) == count
    assert number([str(count)]) == count


@pytest.mark.parametrize("words", [[], ["hoi"], ["hai", "ngay"], ["-1"], ["1/2"]])
def test_what_is_no_number(words: list[str]) -> None:
    """Other words are no number."""
    assert number(words) is None


@given(
    st.integers(0, 12),
    st.integers(1, 12),
    st.sampled_from(["ngày", "buổi", "ngay"]),
    st.sampled_from(["", "tổ chức ", "họp trong ", "trước "]),
)
def test_a_fraction_of_a_day_is_no_date(upper: int, lower: int, unit: str, lead: str) -> None:
    """What is written "1/2 ngày" is half a day and never the first of February."""
    assert find(tokens(f"{lead}{upper}/{lower} {unit}"), TODAY) == ()


@pytest.mark.parametrize(
    "text",
    ["31/2/2014", "30/2", "0/0/0", "99/99/2014", "29/2/2015", "Kế hoạch 13/KH-HĐTĐKT", "Chỉ thị 34-CT/TW", "quý V", "tháng 13", "quý 5", "số 12", "3 ngày",
     "hai tuần", "bao giờ", "ngày nào", "tháng mấy",
     "5/8/0000", "01/0000", "tháng 0/0000", "999999999 ngày nữa", "31/12/9999", "1/1/0001", "", "người tốt việc tốt",
     "trang nghiêm hay thoải mái", "không khí thoải mái"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    """Days no calendar of an office has, document numbers, lengths of time and question words are no dates."""
    assert find(tokens(text), TODAY) == ()


QUARTERS = ("quý {q} năm {y}", "quý {q}/{y}", "quy {q} nam {y}", "Q{q}/{y}", "q{q} {y}", "quý {r} năm {y}", "Quý {r}/{y}")


@given(st.integers(2000, 2099), st.integers(1, 4), st.sampled_from(QUARTERS))
def test_quarters(year: int, which: int, spelling: str) -> None:
    """A quarter in digits or roman numerals is its three months; "trước" it, its day before is the last good one."""
    if "{r}" in spelling and which not in ROMAN:
        which = 2
    text = spelling.format(q=which, r=ROMAN.get(which), y=year)
    first, last = quarter(year, which)
    assert (first.month, first.day, last.month) == (3 * which - 2, 1, 3 * which)
    assert (last + timedelta(days=1)).day == 1
    when = one(text)
    assert (when.first, when.last, when.precision, when.before) == (first, last, "quarter", False)
    assert one(f"trước {text}") == When(0, when.end + 1, first, last, "quarter", before=True)


def test_before_a_quarter_ends_the_day_before() -> None:
    """The words "trước quý II năm 2015" leave 31/03/2015 as the last good day."""
    when = one("hoàn thành trước quý II năm 2015")
    assert when.before
    assert when.first - timedelta(days=1) == date(2015, 3, 31)


MONTHS = ("tháng {m} năm {y}", "tháng {m}/{y}", "thang {m:02}/{y}", "tháng {w} năm {y}", "T{m}/{y}", "{m:02}/{y}")


@given(st.integers(2000, 2099), st.integers(1, 12), st.sampled_from(MONTHS))
def test_months(year: int, month: int, spelling: str) -> None:
    """A month with its year is all its days, leap years too."""
    when = one(spelling.format(m=month, y=year, w=spelt(month)))
    assert (when.first, when.last, when.precision) == (
        date(year, month, 1),
        date(year, month, calendar.monthrange(year, month)[1]),
        "month",
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("đầu tháng 8 năm 2014", (2014, 8, 1), (2014, 8, 10)),
        ("giữa tháng 8/2014", (2014, 8, 11), (2014, 8, 20)),
        ("cuối tháng 2/2016", (2016, 2, 21), (2016, 2, 29)),
        ("hết tháng 7 năm 2014", (2014, 7, 31), (2014, 7, 31)),
        ("năm 2015", (2015, 1, 1), (2015, 12, 31)),
        ("hôm nay", (2014, 7, 15), (2014, 7, 15)),
        ("ngày mai", (2014, 7, 16), (2014, 7, 16)),
        ("ngày kia", (2014, 7, 17), (2014, 7, 17)),
        ("hôm qua", (2014, 7, 14), (2014, 7, 14)),
        ("tuần này", (2014, 7, 14), (2014, 7, 20)),
        ("tuần sau", (2014, 7, 21), (2014, 7, 27)),
        ("tháng sau", (2014, 8, 1), (2014, 8, 31)),
        ("thứ sáu tuần sau", (2014, 7, 25), (2014, 7, 25)),
        ("thứ 6", (2014, 7, 18), (2014, 7, 18)),
        ("chủ nhật này", (2014, 7, 20), (2014, 7, 20)),
        ("hai tuần nữa", (2014, 7, 29), (2014, 7, 29)),
    ],
)
def test_stretches_and_relative_days(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    """Parts of a month, whole years, weekdays and days counted from today (Tuesday 15/07/2014)."""
    when = one(text)
    assert (when.first, when.last) == (date(*first), date(*last))


@given(DAYS, st.integers(0, 400))
def test_days_from_now(today: date, count: int) -> None:
    """The words "N ngày nữa" mean N days from today."""
    when = one(f"{count} ngày nữa", today)
    assert (when.first, when.relative) == (today + timedelta(days=count), True)


@given(DAYS, st.sampled_from(["", "ngày "]))
def test_before_and_after(day: date, lead: str) -> None:
    """Both "trước" and "sau" are told, the day itself stays the one named."""
    text = f"{lead}{day.day}/{day.month}/{day.year}"
    before, after, plain = one(f"trước {text}"), one(f"sau {text}"), one(text)
    assert (before.before, before.after) == (True, False)
    assert (after.before, after.after) == (False, True)
    assert (plain.before, plain.after) == (False, False)
    assert before.first == after.first == plain.first == day


@pytest.mark.parametrize(
    "text", ["báo cáo kết quả ngày 31/3/2015", "bao cao ket qua ngay 31/3/2015", "hiệu quả 31/3/2015", "thứ sáu 31/3/2015"]
)
def test_words_that_look_like_after(text: str) -> None:
    """A result is not "past" a day and Friday not "after" it."""
    assert [(when.first, when.after) for when in find(tokens(text), TODAY)][-1] == (date(2015, 3, 31), False)


@given(DAYS, st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_a_year_is_near(today: date, month: int, day: int) -> None:
    """Where no year is said it is the one to come, with at most some months of grace for what has just passed."""
    for text in (f"{day}/{month}", f"ngày {day} tháng {month}"):
        when = one(text, today)
        assert (when.first.day, when.first.month) == (day, month)
        assert -92 <= (when.first - today).days <= 366


@given(st.dates(date(2014, 1, 1), date(2015, 12, 31)))
def test_a_day_without_a_year_follows_a_milestone(today: date) -> None:
    """In the month of a deadline near today the deadline's year is meant."""
    hint = date(2015, 3, 31)
    if abs((hint - today).days) < 330:
        assert one("15/3", today, (hint,)).first == date(2015, 3, 15)


WORDS = "ngày tháng năm quý tuần trước sau đầu cuối giữa hết đến mùng thứ chủ nhật hôm nay mai qua nữa II IV q2 t8 tới ngoái sang mười hai"
PIECES = st.one_of(
    st.sampled_from(WORDS.split()),
    st.from_regex(r"[0-9]{1,4}([/.-][0-9]{1,4}){0,2}", fullmatch=True),
)


@settings(max_examples=120)
@given(st.lists(PIECES, max_size=12).map(" ".join), ANY_TODAY, st.lists(st.dates(), max_size=2))
def test_nothing_overlaps_and_nothing_raises(text: str, today: date, hints: list[date]) -> None:
    """Whatever stands side by side, on any day of the calendar: dates in order, none overlapping, each with its first day not after its last."""
    message = tokens(text)
    end = 0
    for when in find(message, today, hints):
        assert end <= when.start < when.end <= len(message)
        assert when.first <= when.last
        assert not (when.before and when.after)
        end = when.end


@given(st.text(max_size=80), ANY_TODAY)
def test_no_text_raises(text: str, today: date) -> None:
    """Any text on any day gives dates or none."""
    assert all(isinstance(when, When) for when in find(tokens(text), today))


def test_two_days_in_one_message() -> None:
    """Both ends of a window are found, left to right."""
    found = find(tokens("từ 20/7/2014 đến ngày 25 tháng 7 năm 2014"), TODAY)
    assert [when.first.day for when in found] == [20, 25]


SPOKEN = st.sampled_from(
    [
        *("ngay", "thang", "nam", "quy", "qui", "tuan", "hom", "bua", "mai", "nay", "sau", "toi", "truoc", "thu", "chu", "nhat", "sang"),
        *(
            "chieu",
            "bay",
            "gio",
            "hai",
            "tu",
            "muoi",
            "mot",
            "mung",
            "mong",
            "dau",
            "cuoi",
            "nua",
            "ii",
            "iv",
            "qii",
            "q3",
            "t8",
            "t12/2014",
        ),
        *("5", "15", "2014", "8/2014", "5/8", "15-7-2014", "3.8", "gui", "ke", "hoach", "don", "vi", "qua"),
    ]
)


@given(st.lists(SPOKEN, min_size=1, max_size=8), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_first_word_leaves_out_no_reader_that_would_find_a_day(words: list[str], today: date) -> None:
    """A date is looked for by the readers that its first word leaves; all of them, tried in order, find the same."""

    def by_all(n: int) -> When | None:
        for read in READERS:
            try:
                got = read(words, n, today, ())
            except (ValueError, OverflowError):
                continue
            if got is not None:
                return got
        return None

    assert [_at(words, n, today, ()) for n in range(len(words))] == [by_all(n) for n in range(len(words))]


@pytest.mark.parametrize(
    ("text", "day"),
    [("hôm nay 12 tháng 4", date(2027, 4, 12)), ("hôm nay mùng 5 tháng 4", date(2027, 4, 5)), ("mai nộp", date(2027, 4, 13))],
)
def test_today_with_its_date(text: str, day: date) -> None:
    """"hôm nay 12 tháng 4" names a day, not the month."""
    assert day in [when.last for when in find(tokens(text), date(2027, 4, 12))]


@pytest.mark.parametrize("text", ["ở Bệnh viện Bạch Mai", "hôm nay 5 người đi"])
def test_a_name_and_a_count_are_no_day(text: str) -> None:
    """"Bạch Mai" is no tomorrow, "hôm nay 5 người" no fifth."""
    assert all(when.last == date(2027, 4, 12) for when in find(tokens(text), date(2027, 4, 12)))
