"""What something is called is told from whatever sentence of the plan says its name."""

from __future__ import annotations

import pytest

from tests.readers import asked, other, said


@pytest.mark.parametrize(
    ("plan", "question", "name"),
    [
        ("lien-hoan-am-thuc-2027", "Hội thi nấu ăn năm nay lấy tên gì vậy?", "Đầu bếp biển xanh"),
        ("ngay-hoi-dai-doan-ket-2027", "Chuyên mục trên đài truyền hình tên là gì?", "Ngày hội non sông"),
        ("ngay-hoi-dai-doan-ket-2027", "cuoc thi anh do ten chi", "Sắc màu đoàn kết"),
    ],
)
def test_the_name_is_told(plan: str, question: str, name: str) -> None:
    """The fact is about something else, its day or its place."""
    assert name.lower() in said(asked(other(plan), question)).lower()


def test_what_has_no_name_is_given_none() -> None:
    """How much of it there is is no name."""
    assert asked(other("dich-ta-lon-2027"), "Tên loại hóa chất tỉnh cấp là gì?").facts == ()
