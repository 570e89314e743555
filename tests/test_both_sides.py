"""Two things held against each other are both told, whichever words they are compared with; what compares nothing is left as it was."""

from __future__ import annotations

import pytest

from knowledge.both_sides import both_sides
from knowledge.context import Context
from tests.readers import SPORT_DAY, asked, congress, other, said, sport

PAIRS = {
    "Giải nhì đồng đội với giải nhất cá nhân chênh nhau bao nhiêu tiền?": ("Giải nhì đồng đội được 7.000.000", "Giải nhất cá nhân được 1.500.000"),
    "giai nhat ca nhan hon giai ba dong doi bao nhieu": ("Giải nhất cá nhân được 1.500.000", "Giải ba đồng đội được 5.000.000"),
    "Trường tiểu học được đưa đi ít vận động viên hơn trường THCS phải không?": ("tiểu học cử không quá 12", "trung học cơ sở cử không quá 20"),
    "Ở vòng cụm tiểu học với THPT bên nào thi lâu hơn?": ("tiểu học thi 01 ngày", "trung học phổ thông thi 03 ngày"),
}


@pytest.mark.parametrize("text", PAIRS)
def test_both_are_told_in_the_order_of_the_question(text: str) -> None:
    """Each by its own fact."""
    found = said(asked(sport(), text))
    first, second = (found.find(part) for part in PAIRS[text])
    assert 0 <= first < second, found


@pytest.mark.parametrize(
    "text", ["Giải nhất đồng đội được hơn 8 triệu phải không?", "Giải nhất đồng đội và giấy khen trao ở đâu?", "Giải nhất đồng đội thưởng bao nhiêu?"]
)
def test_what_compares_nothing_is_answered_alone(text: str) -> None:
    """An amount that is more than another, two things that are not compared, one thing."""
    assert "Giải nhì" not in said(asked(sport(), text))


@pytest.mark.parametrize("thing", ["Giải nhất đồng đội", "Trường tiểu học", "giai ba ca nhan", "Lễ khai mạc"])
def test_one_thing_against_itself_is_no_pair(thing: str) -> None:
    """Nothing on either side tells one fact from another."""
    _, readings = sport().read(f"{thing} với {thing} bên nào nhiều hơn?", None, Context(), SPORT_DAY)
    for reading in readings:
        assert reading.candidates
        assert both_sides(sport(), reading, (), reading.candidates) is None


@pytest.mark.parametrize(
    ("plan", "question", "opens"),
    [
        ("chong-han-man-2027", "Đợt 1 lấy nước hay đợt 2 lấy nước kéo dài hơn?", "Lần lượt 15 và 11 ngày"),
        ("chien-dich-sot-xuat-huyet-2026", "Từ ngày đầu đợt 1 tới đợt 2 cách nhau mấy ngày?", "Cách nhau 147 ngày"),
        ("", "Khoảng cách từ hạn gửi kế hoạch đến hạn báo cáo kết quả là bao lâu, cách nhau mấy ngày?", "Cách nhau 243 ngày"),
        ("", "Đại hội của VNPT làm trước hay sau đại hội của Bộ?", "Trước."),
        ("", "Bộ làm đại hội sau hay trước VNPT?", "Sau."),
        ("", "Các đơn vị báo cáo kết quả trước hay sau đại hội của Bộ?", "Trước."),
    ],
)
def test_days_and_spans_are_reckoned(plan: str, question: str, opens: str) -> None:
    """How long each is, how far apart they are, which comes first; what each is stands below."""
    assert said(asked(other(plan) if plan else congress(), question)).startswith(opens)


def test_whether_a_day_is_too_early_is_asked_of_what_is_not_over() -> None:
    """Of the congress, not of the paper that was due months before."""
    assert said(asked(congress(), "Sở em họp luôn tháng 11/2014 thì có sớm quá không ạ?", "so")).startswith("Kịp: ngày 30/11/2014")
