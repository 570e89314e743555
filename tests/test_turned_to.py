"""A follow-up that turns to another kind of unit, or to the next of a row, is told the same of that one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.readers import asked, other, said

YOUTH, WATER, TODAY = "dai-hoi-doan-truong-2027", "nuoc-sach-nong-thon-2027", date(2027, 3, 1)


@pytest.mark.parametrize(
    ("before", "then", "holds"),
    [
        ("Đại hội khoa làm mấy ngày", "thế của trường thì sao", "1,5 ngày"),
        ("Đại hội khoa làm mấy ngày", "còn cấp trường", "1,5 ngày"),
        ("Đại hội khoa làm mấy ngày", "vậy chi đoàn thì mấy ngày", "1/2 ngày"),
        ("Đại hội khoa tối đa mấy đại biểu", "vậy của trường thì mấy đại biểu", "180"),
        ("Khoa nộp hồ sơ xin duyệt trước mấy ngày", "còn chi đoàn thì mấy ngày", "07 ngày"),
    ],
)
def test_another_kind_of_unit(before: str, then: str, holds: str) -> None:
    """By its name, or by the one word of it behind "của"; where only the number is asked it is the number of what was just told."""
    told = asked(other(YOUTH), then, None, [before], TODAY)
    assert told.status == "answered", said(told)
    assert holds in said(told)


@pytest.mark.parametrize("then", ["bậc kế tiếp thì mấy đồng?", "bậc sau nữa bao nhiêu tiền", "bậc 2 thì sao"])
def test_the_next_of_a_row(then: str) -> None:
    """The price of the next step, not the first once more."""
    assert "7.800" in said(asked(other(WATER), then, None, ["Giá 10 khối đầu là bao nhiêu?"], TODAY))


def test_so_long_for_another_step() -> None:
    """How long the repair may last is stated, though the plan is silent on how long it lasts itself."""
    told = said(asked(other(WATER), "vậy sửa xong thì tối đa bao lâu?", None, ["Báo mất nước rồi bao lâu công ty phải tới?"], TODAY))
    assert "24 giờ" in told


def test_a_limit_counted_from_the_day_that_is_named() -> None:
    """The papers are due twenty days ahead of the congress, whenever that is; the last day for congresses is another limit."""
    told = said(asked(other(YOUTH), "24/4 khoa em đại hội mà hôm nay 10/4 mới xong hồ sơ, nộp giờ còn kịp không?", None, [], date(2027, 4, 10)))
    assert told.startswith("Đã quá hạn: hạn là 04/04/2027")


def test_the_thing_spoken_of_goes_on() -> None:
    """How long one may speak is asked of the paper spoken of, not of the congress."""
    told = said(asked(other(YOUTH), "được nói tối đa bao lâu?", None, ["Em muốn viết bài tham luận", "hạn gửi bài hôm nào ạ"], TODAY))
    assert "07 phút" in told


@pytest.mark.parametrize("question", ["Văn phòng Đoàn trường ở đâu", "cho em hỏi Văn phòng Đoàn trường nằm ở phòng nào vậy ạ"])
def test_where_something_is(question: str) -> None:
    """The room stands behind the name in a sentence on where papers go."""
    assert "phòng 105 nhà A1" in said(asked(other(YOUTH), question, None, [], TODAY))


def test_a_list_of_theirs_is_no_mail_of_theirs() -> None:
    """"Danh sách của phòng" goes to the one address there is."""
    told = said(asked(other("kham-suc-khoe-can-bo-2027"), "Danh sách người khám của phòng thì gửi vào mail nào?", None, [], TODAY))
    assert "khamsuckhoe.sct@lamgiang.example" in told


@pytest.mark.parametrize(("history", "question"), [([], "hồ sơ khen thưởng nộp cho ai"), (["Hồ sơ khen thưởng gồm những gì?"], "vậy gửi cho ai?")])
def test_where_papers_go_by_their_limit(history: list[str], question: str) -> None:
    """The plan has no fact of its own for it; the time limit of the same thing says where to."""
    assert "Vụ Tổ chức cán bộ" in said(asked(other("tong-ket-nam-cong-tac-2027"), question, None, history, date(2027, 10, 20)))
