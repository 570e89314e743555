"""Which of several facts alike is meant: by whose limit it is, by where a paper goes, by what was just told; and whose number, whose reason is none."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.claims import Verdict
from knowledge.context import Context
from knowledge.results import Result, Stated, add, apart
from tests.readers import CONGRESS_DAY, asked, congress, other, said


@pytest.mark.parametrize(
    ("plan", "first", "then"),
    [
        ("bau-truong-thon-2027", "Phòng Nội vụ số điện thoại bao nhiêu?", "vậy số của bên Công an huyện?"),
        ("ocop-cap-tinh-2027", "Có thắc mắc thì gọi ai, số mấy?", "thế còn số của Sở Y tế?"),
        ("hoi-thi-tho-gioi-2027", "Cho em xin email liên hệ", "còn số của bên Ban Kiểm tra?"),
        ("le-hoi-den-2027", "Giải nhất kéo co được mấy triệu?", "thế giải đặc biệt thì sao"),
    ],
)
def test_another_one_behind_what_was_told(plan: str, first: str, then: str) -> None:
    """A telephone or a prize was told, and of nobody else and no other is it known."""
    reader = other(plan)
    assert asked(reader, first).status == "answered"
    assert asked(reader, then, history=[first]).status == "unknown"


@pytest.mark.parametrize(
    ("plan", "first", "then", "told"),
    [
        ("le-hoi-den-2027", "Muốn thuê gian thì đăng ký ở đâu ạ?", "thế hạn chót ngày nào?", "02 tháng 3"),
        ("hoi-thi-tho-gioi-2027", "Gửi khiếu nại kết quả thi trong bao lâu?", "đơn này cần chữ ký ai vậy?", "đội trưởng"),
    ],
)
def test_a_follow_up_stays_with_what_was_told(plan: str, first: str, then: str, told: str) -> None:
    """Its own limit before those of other things; "that paper" before the plan's own signer."""
    assert told in said(asked(other(plan), then, history=[first]))


@pytest.mark.parametrize(
    ("plan", "today", "question", "told"),
    [
        ("bau-truong-thon-2027", date(2027, 4, 12), "4 giờ chiều nay 12/4 tổ em mới đem biên bản kiểm phiếu lên xã, vậy có trễ không?", "Kịp: ngày 12/04/2027"),
        ("le-hoi-den-2027", date(2027, 3, 5), "Báo cáo của sở với báo cáo của xã phường, cái nào nộp trước?", "31 tháng 3"),
        ("ocop-cap-tinh-2027", date(2027, 9, 20), "Xã với sở, bên nào phải gửi báo cáo sớm hơn?", "25 tháng 10"),
        ("le-hoi-den-2027", date(2027, 3, 11), "Thuê gian thì nộp cam kết an toàn thực phẩm cho ai, nay 11/3 nộp còn kịp không?", "Kịp: ngày 11/03/2027"),
        ("tet-trong-cay-2027", date(2027, 3, 17), "nay 17/3 mới vẽ xong sơ đồ lô rừng, nộp hồ sơ hỗ trợ còn được không", "Đã quá hạn: ngày 17/03/2027"),
        ("hoi-thi-tho-gioi-2027", date(2027, 9, 1), "thi thực hành mấy hôm nào vậy", "15 và ngày 16"),
        ("hoi-thi-tho-gioi-2027", date(2027, 6, 1), "Bộ câu hỏi ôn tập có mấy câu?", "500 câu hỏi"),
        ("tet-trong-cay-2027", date(2027, 1, 12), "bao nhiêu trường được danh hiệu trường học xanh", "05 trường"),
        ("tet-trong-cay-2027", date(2027, 1, 12), "Giải nhì mấy suất vậy?", "02 giải nhì"),
        ("bau-truong-thon-2027", date(2027, 2, 1), "Vướng thì gọi cho ai, số mấy?", "0203 3868 517"),
        ("bau-truong-thon-2027", date(2027, 2, 1), "ảnh thẻ nộp kèm hồ sơ mấy tấm", "02 ảnh"),
        ("sang-kien-bo-xay-dung-2027", date(2027, 9, 1), "When and where does the honouring ceremony take place?", "08 tháng 10"),
    ],
)
def test_the_right_one_of_several(plan: str, today: date, question: str, told: str) -> None:
    """Whose limit it is, both of two, a verdict that only the second half asks for, what is counted by the way."""
    assert told in said(asked(other(plan), question, today=today))


@pytest.mark.parametrize(
    ("plan", "question"),
    [
        ("ocop-cap-tinh-2027", "Bản giới thiệu chủ thể theo mẫu số mấy vậy?"),
        ("bau-truong-thon-2027", "Hội nghị tổng kết bầu cử họp hôm nào?"),
        ("bau-truong-thon-2027", "Làm trưởng thôn được mấy khoá liên tiếp?"),
        ("le-hoi-den-2027", "Sao lễ hội chỉ mở ba ngày mà không mở năm ngày?"),
        ("hoi-thi-tho-gioi-2027", "Sao kỳ này lại không có nghề điều độ?"),
        ("tet-trong-cay-2027", "Khách ở xa dự lễ thì có nhà khách nào để ngủ lại không, chỗ nào?"),
        ("tet-trong-cay-2027", "Công ty nào góp khoản xã hội hóa 3 tỷ vậy?"),
        ("tet-trong-cay-2027", "Vườn ươm mở cửa từ mấy giờ tới mấy giờ vậy?"),
        ("hoi-thi-tho-gioi-2027", "Cho xin số điện thoại bên ban an toàn"),
    ],
)
def test_what_only_lies_near(plan: str, question: str) -> None:
    """A form's number, a conference of which only the report is told, terms of office, why it is not otherwise, a bed, who gave."""
    assert asked(other(plan), question, today=date(2027, 2, 1)).status == "unknown"


@pytest.mark.parametrize(
    ("question", "unit", "history", "told", "not_told"),
    [
        ("Mở đầu chương trình là tuyên dương khen thưởng phải không?", "so", [], "Khai mạc", "Có,"),
        ("lùi sang 12/4/2015 thì sao?", "so", ["Sở em họp ngày 20/3/2015 được không?"], "Đã quá hạn", "Kịp"),
        ("Tập đoàn định họp ngày 20/12/2014, có hợp với thời hạn không?", "vnpt", [], "Kịp: ngày 20/12/2014", "Không đúng"),
        ("em bên doanh nghiệp ạ", None, ["Họp mấy ngày?"], "1/2 ngày", "VNPT"),
        ("em bên doanh nghiệp ạ", None, ["Ai ký kế hoạch?"], "Tôi đã ghi nhận", "Nguyễn Bắc Sơn"),
        ("Cục em có được gọi là đại hội như VNPT không?", None, [], "Hội nghị điển hình", "chưa rõ"),
    ],
)
def test_of_the_plan_that_ships(question: str, unit: str | None, history: list[str], told: str, not_told: str) -> None:
    """Which item stands first, a day one might choose, a day that is within the limit, a kind of unit that nobody names in full."""
    reply = said(asked(congress(), question, unit, history))
    assert told in reply
    assert not_told not in reply


def test_two_answers_without_what_both_hold() -> None:
    """Each keeps what it alone states; where one states nothing of its own they are no two answers. A verdict is kept beside what was told before."""
    reader = congress()
    reading = reader.read("Sở họp mấy ngày?", None, Context(), CONGRESS_DAY)[1][0]
    one, two, three = reader.plan.facts[:3]
    a, b = Stated((one,), (), reading), Stated((one, two), (), reading)
    assert apart(a, b) == (a, Stated((two,), (), reading))
    assert apart(a, a) is None
    results: list[Result] = [a]
    add(results, Stated((three,), (), reading))
    add(results, a)
    assert [r.facts for r in results if isinstance(r, Stated)] == [(one,), (three,)]
    add(results, Stated((one,), (), reading, Verdict("in_time")))
    assert [r.verdict for r in results if isinstance(r, Stated)] == [Verdict("in_time"), None]


def test_a_number_asked_for_again_is_not_another_question() -> None:
    """"Con số đó là bao nhiêu", behind what the plan is silent on."""
    text = "Bên em mở hội nghị, không biết mỗi đại biểu được chi bao nhiêu tiền ăn trưa, nghe trong kế hoạch của Bộ có. Con số đó là bao nhiêu ạ?"
    assert asked(congress(), text, "dn").status == "unknown"


def test_gone_about_it_hands_in_nothing() -> None:
    """"Gần gũi" is no "gửi": a name is asked about, not a limit."""
    text = "Cục tôi đặt tên là Hội nghị biểu dương Người tốt, việc tốt cho gần gũi, như vậy có đúng với kế hoạch không?"
    assert "Có thể lấy tên" in said(asked(congress(), text, "bo"))
