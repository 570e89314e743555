"""Initials that sound alike (ch and tr, s and x, l and n, d, gi and r) are mended where the plan uses the pair with the other one."""

from __future__ import annotations

import pytest

from tests.readers import CONGRESS_DAY, asked, congress, other, said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("trương trình đại hội gồm những gì", "chương trình đại hội gồm những gì"),
        ("hội nghị tổ trức mấy ngày", "hội nghị tổ chức mấy ngày"),
        ("thành phần nãnh đạo nào dự", "thành phần lãnh đạo nào dự"),
        ("được tập thể xuy tôn là ai", "được tập thể suy tôn là ai"),
        ("dao lưu điển hình thế nào", "giao lưu điển hình thế nào"),
        ("lội dung hội nghị có mấy phần", "nội dung hội nghị có mấy phần"),
    ],
)
def test_the_word_meant_is_read(typed: str, meant: str) -> None:
    """The tokens are those of the right spelling, and so is the answer."""
    assert [token.canon for token in congress().tokens(typed)] == [token.canon for token in congress().tokens(meant)]
    assert said(asked(congress(), typed, None, [], CONGRESS_DAY)) == said(asked(congress(), meant, None, [], CONGRESS_DAY))


@pytest.mark.parametrize("typed", ["bác tài chở đoàn tới", "trả lời cho xã", "sáng nay nắng", "làm nốt phần còn lại", "chợ trên phố"])
def test_words_that_are_meant_stay(typed: str) -> None:
    """A word of its own, beside words no plan puts it with, is nobody's slip."""
    assert [token.raw for token in congress().tokens(typed)] == [token.canon for token in congress().tokens(typed)]


def test_a_name_is_never_another() -> None:
    """"Lam Sơn" is no slip for the plan's "Nam Sơn"; a capital that only begins the message is none of a name's."""
    assert "lam" in [token.canon for token in other("phan-loai-rac-2027").tokens("phường Lam Sơn thu gom rác hôm nào")]
    assert congress().tokens("Trương trình đại hội gồm những gì")[0].canon == "chương"
