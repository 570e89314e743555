"""What lies right beside a fact of the plan is no answer: somebody else's telephone, another round, a reason, a file; and what only looks like it is one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rows_of import marked
from knowledge.text import tokens
from tests.readers import asked, congress, other, said, sport


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        ("dat-ten-duong-2027", "Cho tôi số điện thoại của Công an tỉnh"),
        ("dat-ten-duong-2027", "Số fax của Sở Xây dựng là bao nhiêu?"),
        ("dat-ten-duong-2027", "Vì sao biển số nhà phải làm bằng nhôm?"),
        ("dat-ten-duong-2027", "Xin file Mẫu số 02 để em điền cho nhanh"),
        ("hoi-thi-gvdg-2026", "Thông tư số 22 thì người ký là ai vậy?"),
        ("khoi-nghiep-hssv-2026", "số điện thoại của trường đại học an sơn là gì"),
        ("khoi-nghiep-hssv-2026", "Dịch giúp câu cảm ơn quý thầy cô sang tiếng Pháp"),
        ("ky-niem-thuy-nong-2027", "Cho xin số di động của Bộ trưởng"),
        ("ky-niem-thuy-nong-2027", "Mai thời tiết Đà Nẵng có mưa không?"),
        ("ngay-hoi-viec-lam", "Vòng loại cuộc thi phỏng vấn thử diễn ra hôm nào?"),
        ("tuyen-sinh-lop-10-2027", "Ban tổ chức có lo chỗ ngủ với cơm trưa cho cán bộ coi thi không?"),
        ("tuyen-sinh-lop-10-2027", "Thủ khoa môn chuyên lãnh mấy triệu?"),
        ("bieu-duong-cchc-2026", "Những tập thể dẫn đầu Chỉ số cải cách hành chính là các đơn vị nào?"),
        ("tuyen-quan-2027", "Cá nhân làm tốt công tác tuyển quân được thưởng mấy triệu?"),
        ("dai-hoi-tdtt-2027", "Cho xin số điện thoại của tổ cấp cứu"),
        ("thang-hang-y-te-2027", "Bệnh viện Đa khoa Trà Vinh được giao mấy chỉ tiêu hạng II?"),
        ("ngay-hoi-dai-doan-ket-2027", "Xã Mường Nhé được phân bao nhiêu suất quà?"),
        ("thang-hang-y-te-2027", "cho em xin stk để đóng phí dự thi"),
        ("dich-ta-lon-2027", "Hội nghị tổng kết họp ngày nào?"),
        ("thang-hang-y-te-2027", "Người đứng nhì kỳ thi được thưởng bao nhiêu?"),
        ("ngay-hoi-van-hoa-2027", "Năm vừa rồi xã nào đoạt giải nhất toàn đoàn thế?"),
        ("doi-thoai-ddci-2027", "Sao tỉnh lại chọn thứ Năm để họp đối thoại?"),
        ("doi-thoai-ddci-2027", "Mẫu số 01 có những mục gì vậy?"),
        ("chay-rung-2027", "Buổi diễn tập mấy giờ thì xong?"),
        ("hoi-giang-gdnn-2027", "Xin số máy của bác sĩ trực hội giảng"),
        ("hoi-giang-gdnn-2027", "Mỗi bài giảng phát cho giám khảo bao nhiêu kg tài liệu?"),
        ("hoi-giang-gdnn-2027", "Có nhóm Zalo nào của hội giảng để hỏi cho tiện không?"),
        ("danh-gia-can-bo-2026", "Nếu xin gia hạn nộp hồ sơ thì Sở có đồng ý không?"),
        ("tong-dieu-tra-nong-thon-2026", "Danh sách dự phòng của xã cần mấy người vậy?"),
    ],
)
def test_what_lies_beside_a_fact_is_no_answer(plan: str, text: str) -> None:
    """Nothing is stated, whatever the fact beside it looks like."""
    outcome = asked(other(plan), text)
    assert (outcome.status, outcome.facts) == ("unknown", ()), said(outcome)


@pytest.mark.parametrize(
    ("plan", "text", "told"),
    [
        ("dat-ten-duong-2027", "Cho tôi số điện thoại của ông Dũng", "0258 3456 186"),
        ("dat-ten-duong-2027", "bao giờ thì gắn số nhà mới cho dân", "tháng 10 năm 2027"),
        ("dat-ten-duong-2027", "Hội đồng nhân dân tỉnh quyết định tên đường vào tháng mấy?", "tháng 9 năm 2027"),
        ("khoi-nghiep-hssv-2026", "How much is the 1st prize?", "20.000.000"),
        ("khoi-nghiep-hssv-2026", "Mỗi bảng có mấy giải nhì?", "02 giải Nhì"),
        ("ky-niem-thuy-nong-2027", "hạn gửi bài cho cuốn sách 80 năm của Sở", "31 tháng 3"),
        ("tro-giup-phap-ly-2027", "Có người phiên dịch giúp bà con không?", "phiên dịch"),
        ("chuyen-doi-so-dn-2026", "Tỉnh hỗ trợ 80% chi phí mua phần mềm phải không?", "50%"),
    ],
)
def test_what_only_looks_like_it_is_answered(plan: str, text: str, told: str) -> None:
    """A name, a month inside an answer, part of what a thing is called, the plan's own title."""
    outcome = asked(other(plan), text)
    assert told in said(outcome)


@pytest.mark.parametrize(
    ("plan", "first", "then", "told"),
    [
        ("khoi-nghiep-hssv-2026", "Trường phổ thông nộp hồ sơ chậm nhất ngày nào?", "còn phía đại học thì sao?", "27 tháng 3"),
        ("ky-niem-thuy-nong-2027", "Sở báo cáo kết quả trước hôm nào?", "thế viện với trường?", "05 tháng 10"),
        ("chong-han-man-2027", "Đợt 1 lấy nước từ ngày nào?", "còn đợt 3?", "15 tháng 02"),
        ("ky-nang-so-2026", "Mỗi tỉnh cử mấy người học khóa B?", "còn khóa A thì sao?", "01 người"),
        ("ky-niem-thuy-nong-2027", "Điều kiện xét tặng Kỷ niệm chương đối với nam là gì?", "còn nữ thì sao?", "15 năm"),
    ],
)
def test_a_follow_up_turns_to_the_one_it_names(plan: str, first: str, then: str, told: str) -> None:
    """A kind of unit by part of its name, another one of a row: what was just told, told of that one."""
    assert told in said(asked(other(plan), then, history=[first]))


@pytest.mark.parametrize(
    ("plan", "first", "then"),
    [
        ("doi-thoai-ddci-2027", "Xin số điện thoại đầu mối của hội nghị", "còn chị kế toán thì số mấy"),
        ("chay-rung-2027", "Phương án phòng cháy của chủ rừng lập theo mẫu nào?", "báo cáo tổng kết thì theo mẫu số mấy"),
        ("ngay-hoi-van-hoa-2027", "Phần thể thao có những môn nào?", "vậy môn kéo co đấu ngày nào"),
    ],
)
def test_a_follow_up_finds_no_more_than_the_plan_states(plan: str, first: str, then: str) -> None:
    """Somebody else's number, the form of a paper that has none, a day of what has only a name."""
    assert asked(other(plan), then, history=[first]).facts == ()


def test_behind_a_telephone_a_number_is_one() -> None:
    """"số của bên …" asks for somebody else's, and what else is told of them is no answer."""
    first = "Số điện thoại hỏi đáp tuyển sinh là số mấy?"
    assert asked(other("tuyen-sinh-lop-10-2027"), "thế số của bên công an", history=[first]).facts == ()


@given(st.sampled_from(["đợt", "vòng", "cụm", "lượt"]), st.integers(1, 10), st.booleans())
def test_a_number_in_words_is_the_number(head: str, number: int, behind: bool) -> None:
    """"đợt 3", "đợt ba", "đợt lấy mẫu thứ ba" are one."""
    words = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
    spelt = f"{head} lấy mẫu thứ {words[number - 1]}" if behind else f"{head} {words[number - 1]}"
    assert marked(tokens(f"{head} {number} diễn ra hôm nào")) == marked(tokens(f"{spelt} diễn ra hôm nào")) == {head_of(head): str(number)}


def head_of(text: str) -> str:
    return tokens(text)[0].fold


@pytest.mark.parametrize("text", ["khóa tự học", "lớp học thứ tự", "đợt này", "bảng và cụm"])
def test_what_is_no_number_marks_nothing(text: str) -> None:
    """Words that only look like one without accents."""
    assert not marked(tokens(text))


def test_a_number_of_the_romans_is_one() -> None:
    """"Học kỳ II" is the second; "nhóm vi phạm" no sixth group."""
    assert marked(tokens("học kỳ II thi môn gì")) == {"hoc ky": "2"}
    assert marked(tokens("nhóm vi phạm bị loại")) == {}


def test_a_capital_letter_behind_a_course_is_its_name() -> None:
    """"Khóa B" is no "khóa bạn"."""
    assert [token.canon for token in tokens("Khóa B học ở đâu")][:2] == ["khoá", "b"]


def test_the_plan_that_ships_is_not_touched_by_it() -> None:
    """Its own conference and congress are told apart by their kinds, not by a stage."""
    assert asked(congress(), "Phần khai mạc đứng thứ mấy trong chương trình?").status == "answered"
    assert asked(sport(), "Số điện thoại liên hệ là gì?").status == "answered"


@pytest.mark.parametrize(
    ("plan", "question"),
    [
        ("tiep-nhan-hoc-bong-2027", "Lễ trao kết thúc mấy giờ để tôi còn đặt xe"),
        ("tiep-nhan-hoc-bong-2027", "Buổi họp xét ngày 11/5 khai mạc lúc mấy giờ"),
        ("tiep-nhan-hoc-bong-2027", "khu vực Yên Sơn gồm những xã nào"),
        ("tiep-nhan-hoc-bong-2027", "giấy khai sinh có phải đem công chứng không"),
        ("giao-ban-bao-chi-quy-2027", "ai là chánh văn phòng sở vậy"),
    ],
)
def test_what_is_only_near_it(plan: str, question: str) -> None:
    """An end where only the beginning is told, another day's hour, the members of what is only counted, a certified copy, whose post is not told."""
    assert asked(other(plan), question, today=date(2027, 3, 1)).status == "unknown"


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("Bà Hà là Phó Chủ tịch Hội phải không?", "Không đúng."),
        ("bà Hà là chánh văn phòng đúng không", "Đúng."),
        ("Ông Lương làm Chủ tịch Hội đồng xét chọn phải không", "Đúng."),
        ("bà Hà làm Chủ tịch Hội đồng đúng không ạ", "Không đúng."),
    ],
)
def test_a_claimed_post(question: str, opens: str) -> None:
    """Right where a sentence names the very person with it."""
    assert said(asked(other("tiep-nhan-hoc-bong-2027"), question)).startswith(opens)


def test_what_is_held_on_that_day() -> None:
    """Of two parts that begin at an hour each, the one of the day that is named is told."""
    told = said(asked(other("dien-tap-2027"), "Ngày 18/6 ra hiện trường lúc mấy giờ thì bắt đầu?", today=date(2027, 6, 16)))
    assert told.startswith("Phần thực binh")
    assert "vận hành cơ chế" not in told


def test_my_unit_behind_a_limit_of_another() -> None:
    """"Bên em là sở": the same limit, of the departments."""
    history = ["Xã gửi nội dung cho giao ban tháng trước ngày mấy?"]
    assert "trước ngày 20 hằng tháng" in said(asked(other("giao-ban-bao-chi-quy-2027"), "bên em là sở thì ngày nào?", history=history))
