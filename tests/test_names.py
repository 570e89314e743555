"""Units are found by what people call them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.names import Directory, words

UNITS = (
    ("ha-noi", ("Sở Thông tin và Truyền thông thành phố Hà Nội", "Sở TTTT HN")),
    ("ha-nam", ("Sở Thông tin và Truyền thông tỉnh Hà Nam",)),
    ("ben-tre", ("Sở Thông tin và Truyền thông tỉnh Bến Tre",)),
    ("son-la", ("Sở Thông tin và Truyền thông tỉnh Sơn La",)),
    ("hcm", ("Sở Thông tin và Truyền thông thành phố Hồ Chí Minh",)),
    ("tan-so", ("Cục Tần số vô tuyến điện", "Cục TSVTĐ")),
    ("thcs-2", ("Trường Trung học cơ sở số 2",)),
    ("thcs-12", ("Trường Trung học cơ sở số 12",)),
)
DIRECTORY = Directory(UNITS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("so tt hn", "ha-noi"), ("Sở TT&TT Hà Nội", "ha-noi"), ("stttt ha noi", "ha-noi"), ("em ở sở bến tre ạ", "ben-tre"), ("sơn la", "son-la"),
        ("bên sở sơn la", "son-la"), ("cuc tan so", "tan-so"), ("cục tsvtđ", "tan-so"), ("tp hcm", "hcm"), ("ho chi mih", "hcm"), ("so ho chi minhh", "hcm"),
        ("thcs số 12", "thcs-12"), ("trường trung học cơ sở số 2", "thcs-2"), ("ha-nam", "ha-nam"), ("HA-NAM", "ha-nam"),
    ],
)  # fmt: skip
def test_a_unit_is_found_by_what_people_call_it(text: str, code: str) -> None:
    """Initials of any part of a name, no accents, politeness around it, a slip in a longer word; the likeliest comes first."""
    assert DIRECTORY.find(text)[0].code == code


@pytest.mark.parametrize("text", ["", "abc xyz", "!!!", "xin chào anh chị", "9999"])
def test_what_names_no_unit_finds_none(text: str) -> None:
    """Nothing is guessed out of words no unit's name has."""
    assert DIRECTORY.find(text) == ()


def test_figures_are_never_forgiven_a_slip() -> None:
    """School number 3 is neither number 2 nor number 12."""
    assert [match.code for match in DIRECTORY.find("trường số 2")][:1] == ["thcs-2"]
    assert all(match.score < 0.95 for match in DIRECTORY.find("thcs số 3"))


@given(st.sampled_from([(code, name) for code, names in UNITS for name in (code, *names)]))
def test_every_name_finds_its_own_unit(entry: tuple[str, str]) -> None:
    """A whole name, a short name and a code are exact, with or without accents."""
    code, name = entry
    for text in (name, " ".join(words(name)), name.upper()):
        (match,) = DIRECTORY.find(text)
        assert (match.code, match.exact) == (code, True)


@given(st.text(max_size=60))
def test_any_text_is_searched(text: str) -> None:
    """Whatever is typed, scores lie between nothing and one, the best first, no unit twice."""
    found = DIRECTORY.find(text, 8)
    assert all(0 < match.score <= 1 for match in found)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert len({match.code for match in found}) == len(found)
