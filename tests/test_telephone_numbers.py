"""Telephone numbers are found however they are parted, and days, sums and hours are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.telephone_numbers import telephone_numbers


@given(st.from_regex(r"0[1-9][0-9]{7,9}", fullmatch=True), st.lists(st.sampled_from(["", " ", ".", "-"]), min_size=10, max_size=10))
def test_a_number_is_one_however_it_is_parted(digits: str, signs: list[str]) -> None:
    """At most one sign between two digits."""
    typed = digits[:2] + "".join(sign + digit for sign, digit in zip(signs, digits[2:], strict=False))
    assert telephone_numbers(f"gọi {typed}, gặp anh Vinh") == {digits}


@pytest.mark.parametrize("text", ["", "ngày 01-04-2027", "từ 05/3/2027 đến 20/4/2027", "08.00 - 11.30", "0,5 ngày", "15.000.000 đồng", "số 08/KH-UBND"])
def test_what_is_no_number(text: str) -> None:
    """A day, hours, a sum, a document."""
    assert telephone_numbers(text) == set()


def test_a_service_has_fewer_digits() -> None:
    """1900 and four more."""
    assert telephone_numbers("tổng đài 1900 1234") == {"19001234"}
