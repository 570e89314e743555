"""What a question says of somebody, of a year or of an hour, held against what the plan tells of it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.readers import asked, other, said

MOVE, FILM, INSPECTION = "di-doi-tru-so-2027", "thi-video-ngan-2027", "kiem-tra-cong-vu-2027"
MARCH = date(2027, 3, 1)


@pytest.mark.parametrize(("before", "then", "told"), [
    ("Giám đốc Trung tâm là ai?", "Ông ấy tên gì?", "Lê Quang Vinh"),
    ("Ai là Tổ trưởng Tổ công tác di dời?", "bà ấy họ tên là gì ạ", "Trần Thị Mai Hương"),
    ("Ai là Tổ trưởng Tổ công tác di dời?", "bà ấy giữ chức vụ gì", "Chủ tịch Ủy ban nhân dân xã"),
])  # fmt: skip
def test_who_was_just_told_of(before: str, then: str, told: str) -> None:
    """His name and his post stand in the sentence just told, which is told again."""
    outcome = asked(other(MOVE), then, None, [before], MARCH)
    assert outcome.status == "answered"
    assert told in said(outcome)


@pytest.mark.parametrize("then", ["vợ ông ấy tên gì?", "con trai ông ấy tên là gì"])
def test_nobody_of_his(then: str) -> None:
    """Who is his is another."""
    assert asked(other(MOVE), then, None, ["Giám đốc Trung tâm là ai?"], MARCH).status == "unknown"


def test_a_deputy_is_not_the_head() -> None:
    """Where only the head is told, nobody is told for the deputy."""
    assert asked(other(MOVE), "Ai làm tổ phó Tổ công tác di dời?", today=MARCH).facts == ()
    assert "Trần Thị Mai Hương" in said(asked(other(MOVE), "Ai làm tổ trưởng Tổ công tác di dời?", today=MARCH))


def test_a_deputy_alone() -> None:
    """"thế phó là ai", behind the head: nobody is told for the deputy."""
    assert asked(other(MOVE), "thế phó là ai?", None, ["Ai là Tổ trưởng Tổ công tác di dời?"], MARCH).facts == ()


def test_what_was_told_to_be_free() -> None:
    """"Có mất tiền không", behind a sentence that says that nothing is taken: no fee that the plan does not state."""
    outcome = asked(other(MOVE), "Có mất tiền không?", None, ["Những ai được trả kết quả tại nhà?"], MARCH)
    assert "không thu phí" in said(outcome)


@pytest.mark.parametrize("text", ["Năm ngoái xã chi bao nhiêu tiền cho việc di dời trụ sở?", "nam ngoai xa chi bao nhieu tien di doi tru so"])
def test_not_for_last_year(text: str) -> None:
    """A plan of this year tells no sum for the one before."""
    assert asked(other(MOVE), text, today=MARCH).facts == ()


@pytest.mark.parametrize("text", ["Tổng kinh phí di dời trụ sở là bao nhiêu, năm nay có khác năm ngoái không?", "tong kinh phi di doi tru so la bao nhieu"])
def test_this_year_is_told(text: str) -> None:
    """Where this year is meant, too, or none is named."""
    assert "1.250.000.000" in said(asked(other(MOVE), text, today=MARCH))


def test_no_place_for_an_hour() -> None:
    """Where only the place is told, it is no answer to when it opens."""
    assert asked(other(MOVE), "to tiep nhan luu dong o thanh son 1 sang may gio bat dau", today=MARCH).facts == ()


@pytest.mark.parametrize(("text", "kept"), [
    ("Nếu 6h tối 15/6 mới bấm gửi clip thì có được nhận không?", False),
    ("Nếu 3h chiều 15/6 mới bấm gửi clip thì có được nhận không?", True),
])  # fmt: skip
def test_the_last_day_itself(text: str, kept: bool) -> None:
    """Whoever names the very last day of a limit asks of that limit, and is told whether his hour is within it."""
    outcome = asked(other(FILM), text, today=date(2027, 6, 14))
    assert "17 giờ 00 ngày 15 tháng 6" in said(outcome)
    assert said(outcome).startswith("Kịp") is kept


def test_a_thing_named_is_not_lost_to_a_word_beside_it() -> None:
    """The hours of Saturday tell what is taken then; that plans are often silent on procedures decides nothing."""
    assert "hộ tịch và chứng thực" in said(asked(other(MOVE), "Thứ bảy lên làm được những loại thủ tục nào?", today=date(2027, 4, 9)))


@pytest.mark.parametrize("text", ["Gửi báo cáo qua đường nào?", "bao cao gui bang hinh thuc nao a"])
def test_by_which_way(text: str) -> None:
    """The sentence that says by which way papers go, though it is of the place they go to."""
    assert "Hệ thống quản lý văn bản" in said(asked(other(INSPECTION), text, today=MARCH))


def test_a_claimed_deputy() -> None:
    """Who is claimed to lead is a deputy, where the head does: that is wrong, and the right one is told; the head himself is right."""
    assert said(asked(other(INSPECTION), "Phó Giám đốc Sở Nội vụ làm trưởng đoàn à?", today=MARCH)).startswith("Không đúng.")
    assert not said(asked(other(INSPECTION), "Giám đốc Sở Nội vụ làm trưởng đoàn à?", today=MARCH)).startswith("Không đúng.")
