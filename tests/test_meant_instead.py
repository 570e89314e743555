"""Follow-ups that turn: to what was meant instead, to the next of a row, to the number of whoever was just told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.readers import asked, other, said


@pytest.mark.parametrize(
    ("plan", "first", "then", "told"),
    [
        ("hoi-thao-hoi-dien-2026", "Về thể thao thì liên hệ ai?", "à nhầm, tôi muốn hỏi bên văn nghệ cơ, gặp ai?", "Lê Quốc Bảo"),
        ("tro-giup-phap-ly-2027", "Vướng mắc thì liên hệ ai?", "số máy của chị ấy là bao nhiêu ạ", "0212 3866 115"),
        ("chong-han-man-2027", "Đợt 1 lấy nước từ ngày nào?", "đợt sau đó thì sao", "10 tháng 01"),
        ("chong-han-man-2027", "Đợt 2 lấy nước từ ngày nào?", "dot sau thi sao", "15 tháng 02"),
    ],
)
def test_a_follow_up_turns(plan: str, first: str, then: str, told: str) -> None:
    """Not what was told once more, nor the "next occasion" no plan speaks of."""
    outcome = asked(other(plan), then, history=[first])
    assert outcome.status == "answered"
    assert told in said(outcome)


@pytest.mark.parametrize("again", ["{}", "cho em hỏi lại: {}", "Cho em hỏi, {} ạ", "em muốn hỏi {}"])
@pytest.mark.parametrize(
    ("plan", "question"),
    [
        ("chong-han-man-2027", "đợt 1 lấy nước từ ngày nào"),
        ("hoi-thao-hoi-dien-2026", "về thể thao thì liên hệ ai"),
        ("dien-dan-tre-em-2027", "diễn đàn nhằm mục đích gì"),
    ],
)
def test_what_is_asked_twice_is_told_twice(plan: str, question: str, again: str) -> None:
    """"Cho em hỏi" corrects nothing, nor does "nhằm"."""
    first, second = (asked(other(plan), text, history=before) for text, before in ((question, []), (again.format(question), [question])))
    assert first.status == "answered"
    assert second.facts[:1] == first.facts[:1], said(second)


def test_whoever_has_no_number_has_none() -> None:
    """The signer was told, and the plan's only number is somebody else's."""
    assert asked(other("tro-giup-phap-ly-2027"), "vậy số điện thoại của ông ấy?", history=["Ai ký kế hoạch này?"]).status == "unknown"


def test_a_head_is_not_the_deputy() -> None:
    """The plan names the deputy alone."""
    outcome = asked(other("tro-giup-phap-ly-2027"), "Trưởng phòng Tư pháp là ai vậy?")
    assert outcome.status == "unknown"


@pytest.mark.parametrize(
    ("plan", "question", "told"),
    [
        ("hoi-thi-tho-gioi-2027", "cho xin địa chỉ email để em gửi file danh sách", "hoithithogioi@dienlucduyenhai.vn"),
        ("pccc-rung-2027", "Số 0900 305 118 là của ông Y Thanh Niê phải không?", "Đúng."),
        ("pccc-rung-2027", "Số máy 0900 305 181 để gọi khi vướng mắc, đúng không?", "Không đúng."),
        ("hoi-thi-gvdg-2026", "Mẫu 03 là mẫu gì thế?", "Báo cáo kết quả tham gia Hội thi"),
        ("tap-huan-luu-tru-2026", "phiếu khảo sát hạ tầng thì điền mẫu số mấy", "Mẫu số 02"),
    ],
)
def test_numbers_and_addresses_are_told(plan: str, question: str, told: str) -> None:
    """An address a file goes to, a telephone that is claimed, a form by its number and the number of a form."""
    assert told in said(asked(other(plan), question, today=date(2026, 4, 1)))
