"""A figure held against the least or the most a fact allows: which it is, whether it is within, and when it is none of this."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.plan import Fact
from knowledge.text import tokens, written
from knowledge.thresholds import Bound, bounds, held
from tests.readers import asked, other, said


def fact(answer: str) -> Fact:
    return Fact("muc", "thi", "muc", (), "goc", "2", answer, answer, None)


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("Có thời gian giữ hạng tối thiểu 09 năm.", [("09 năm", True, False)]),
        ("Mỗi xã cử không quá 60 người.", [("60 người", False, False)]),
        ("Hộ nuôi từ 50 con lợn trở lên được tiêm tại chuồng.", [("50 con", True, False)]),
        ("Dành cho người từ đủ 18 đến 60 tuổi.", [("18 tuổi", True, False), ("60 tuổi", False, False)]),
        ("Đạt từ 15 đến dưới 20 điểm thì được bằng khen.", [("15 điểm", True, False), ("20 điểm", False, True)]),
        ("Phải có từ 90% số hộ trở lên.", [("90%", True, False)]),
        ("Được từ 70% số người dự họp trở lên tán thành.", [("70%", True, False)]),
        ("Người từ đủ 10 tuổi được dự, trẻ dưới 14 tuổi phải có người lớn đi cùng.", [("10 tuổi", True, False)]),
        ("Đường rộng trên 5 mét.", [("5 mét", True, True)]),
        ("Bài dài tối đa 1.500 từ, lãi không quá 6,5%.", [("1.500 từ", False, False), ("6,5%", False, False)]),
        ("Mỗi đội có 3 người, họp ngày 25 tháng 9 tại số 12 đường Lê Lợi.", []),
        ("Nộp trước ngày 20 tháng 4, tối đa 5.000.000 đồng.", []),
    ],
)
def test_the_least_and_the_most_are_found(answer: str, found: list[tuple[str, bool, bool]]) -> None:
    """As the plan writes them; a number that is no bound, a day and a sum are none."""
    assert [(each.words, each.least, each.beyond) for each in bounds(written(answer))] == found


@given(st.integers(1, 400), st.integers(1, 400), st.booleans())
def test_a_figure_is_within_its_bound_or_not(figure: int, bound: int, least: bool) -> None:
    """Up to the most and from the least on, whatever the figures."""
    got = held(tokens(f"xã em cử {figure} người được không"), fact(f"Mỗi xã cử {'ít nhất' if least else 'tối đa'} {bound} người."))
    assert got is not None
    assert (got.bound, got.fits) == (Bound(Fraction(bound), "nguoi", least, False, f"{bound} người"), figure >= bound if least else figure <= bound)


@pytest.mark.parametrize(
    "question",
    ["cử tối đa 50 người phải không", "cử người nào được không", "cử 5 người với 7 người được không", "họp 3 ngày được không", "cử 1,500 người được không", ""],
)
def test_what_is_held_against_nothing(question: str) -> None:
    """What the bound itself is claimed to be, no figure, two of them, a figure of something else."""
    assert held(tokens(question), fact("Mỗi xã cử không quá 60 người.")) is None


@pytest.mark.parametrize(
    ("plan", "question", "opens"),
    [
        ("thang-hang-y-te-2027", "Em giữ hạng III được 7 năm rồi, lên hạng II được không?", "Chưa đạt: 7 năm, trong khi mức tối thiểu là 09 năm."),
        ("thang-hang-y-te-2027", "Chị giữ hạng III 12 năm rồi thi lên hạng II được chứ?", "Đạt: 12 năm, mức tối thiểu là 09 năm."),
        ("thang-hang-y-te-2027", "Nhà cách trường 25 km có được trả tiền thuê chỗ nghỉ không?", "Chưa đạt: 25 km, trong khi mức tối thiểu là 30 km."),
    ],
)
def test_the_reply_says_how_it_stands(plan: str, question: str, opens: str) -> None:
    """Both figures as they were written, then the fact itself."""
    assert said(asked(other(plan), question)).startswith(opens)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 99))
def test_a_share_is_reckoned_from_two_figures(part: int, whole: int, least: int) -> None:
    """The fewer of all of them, in percent; nothing where both are as many."""
    got = held(tokens(f"xã em có {whole} hộ, {part} hộ đồng ý thì được không"), fact(f"Cần ít nhất {least}% số hộ đồng ý."))
    if part == whole:
        assert got is None
    else:
        assert got is not None
        assert got.fits == (100 * min(part, whole) >= least * max(part, whole))


@pytest.mark.parametrize(
    ("plan", "question", "opens"),
    [
        ("hoi-thao-hoi-dien-2026", "Đoàn có 40 người mà có 14 người nữ thì đủ tỷ lệ nữ không", "Đạt: 14/40 người (35%)"),
        ("cuoc-thi-an-ninh-mang-2027", "Sở em có 80 người, đăng ký được 45 người dự thi. Vậy đã đủ tỷ lệ kế hoạch giao chưa?", "Chưa đạt: 45/80 người"),
        ("dat-ten-duong-2027", "Tuyến nhà em 90 hộ, 50 hộ ký đồng ý thì đổi tên được không?", "Chưa đạt: 50/90 hộ (55,6%)"),
        ("dien-dan-tre-em-2027", "xã em cách chỗ tổ chức 32km thì được hỗ trợ tiền xe không", "Chưa đạt: 32 km"),
        ("hien-mau-giot-hong-2027", "Con em 17 tuổi có đủ tuổi hiến máu không?", "Chưa đạt: 17 tuổi"),
    ],
)
def test_figures_told_are_held_against_the_bound(plan: str, question: str, opens: str) -> None:
    """In the question or before it, a share or a figure with its unit run together."""
    assert said(asked(other(plan), question)).startswith(opens)
