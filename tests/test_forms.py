"""A form's number is told wherever the plan names it, and none is told for a paper the plan gives none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.forms import forms_of
from tests.readers import asked, said, sport


@pytest.mark.parametrize(
    ("sentence", "forms"),
    [
        ("Phiếu đăng ký theo Mẫu 01, danh sách vận động viên theo Mẫu 02.", {"01": "phieu dang ky", "02": "sach dong vien"}),
        ("Thôn gửi biên bản bình xét (Mẫu số 02) về xã.", {"02": "bien xet"}),
        ("Nộp kế hoạch nghiên cứu (mẫu KHKT-02).", {"khkt-02": "nghien cuu"}),
        ("Trường mẫu giáo gửi 2 mẫu nước.", {}),
    ],
)
def test_the_forms_of_a_sentence(sentence: str, forms: dict[str, str]) -> None:
    """Each with the words of the paper that takes it."""
    found = {form.number: form.words for form in forms_of(sentence)}
    assert found.keys() == forms.keys()
    assert all(found[number] >= set(words.split()) for number, words in forms.items())


@given(st.text(alphabet="mẫuMẪU số01 (),.theoAb-/", max_size=60))
def test_any_sentence_is_read(sentence: str) -> None:
    """Nothing raises, and every number has a digit."""
    assert all(any(c.isdigit() for c in form.number) for form in forms_of(sentence))


@pytest.mark.parametrize(("text", "number"), [("danh sách vận động viên ghi vào mẫu số mấy?", "Mẫu 02"), ("phieu dang ky cua truong dung mau nao", "Mẫu 01")])
def test_the_form_asked_for_is_told(text: str, number: str) -> None:
    """With its number."""
    assert number in said(asked(sport(), text))


@pytest.mark.parametrize("text", ["Đơn xin nghỉ phép của trọng tài dùng mẫu số mấy?", "Giấy ủy quyền viết theo mẫu nào?"])
def test_a_paper_without_a_form_has_none(text: str) -> None:
    """No other paper's form is told for it."""
    outcome = asked(sport(), text)
    assert not outcome.facts, said(outcome)
