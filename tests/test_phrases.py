"""Phrases are found by whole syllables, accents count where they were typed, and only slips of the fingers are mended."""

from __future__ import annotations

import re
import string
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.phrases import Lexicon, Spot, is_stop
from knowledge.question import Reader
from knowledge.spans import outermost
from knowledge.syllable import fold
from knowledge.text import tokens, vocabulary, written
from tests.readers import congress, sport
from tests.test_syllable import a_syllable

NAMES = {"fine": ["mức phạt", "tiền phạt"], "post": ["bưu điện"], "plan": ["kế hoạch công tác"], "north": ["Sở"]}


def lexicon() -> Lexicon:
    """A few phrases of one group whose accents may be forgiven."""
    made = Lexicon()
    for key, phrases in NAMES.items():
        made.add("attr", key, phrases)
    return made


LEXICON = lexicon()


def found(text: str) -> set[str]:
    return {spot.key for spot in LEXICON.spot(tokens(text))}


@pytest.mark.parametrize(("key", "phrase"), [(key, phrase) for key, phrases in NAMES.items() for phrase in phrases])
def test_a_phrase_is_found_as_written_bare_and_in_capitals(key: str, phrase: str) -> None:
    """With its accents it is an exact find, without them or with other words around it a find."""
    spots = LEXICON.spot(tokens(phrase))
    assert [(s.key, s.start, s.end, s.exact) for s in spots] == [(key, 0, len(phrase.split()), True)]
    assert found(fold(phrase)) == found(phrase.upper()) == {key}
    if len(phrase.split()) > 1:
        assert found(f"xin hỏi {phrase} là bao nhiêu") == {key}


def test_a_typed_accent_counts() -> None:
    """A syllable typed with another accent is another word: alone it is never found, nor in a short phrase whose accents are not forgiven."""
    assert found("sờ") == found("số") == found("sơ") == set()
    strict = Lexicon()
    strict.add("unsaid", "fine", ["mức phạt"])
    assert strict.spot(tokens("mức phát")) == []
    assert [s.key for s in strict.spot(tokens("muc phat"))] == [s.key for s in strict.spot(tokens("mức phạt"))] == ["fine"]


def test_one_bare_syllable_is_not_enough_in_an_accented_message() -> None:
    """Bare "so" may be Sở only where nothing has accents."""
    assert found("so nào") == set()
    assert found("so nao") == {"north"}


def test_a_forgiven_accent_is_not_exact() -> None:
    """What had to be forgiven is told apart from what was written so."""
    assert [s.exact for s in LEXICON.spot(tokens("muc phat"))] == [False]
    assert [s.exact for s in LEXICON.spot(tokens("kế hoach công tác"))] == [False]


def test_a_phrase_does_not_cross_a_question() -> None:
    """The end of one question and the start of the next make no phrase."""
    assert found("đây là mức? phạt ai") == set()
    assert found("đây là mức phạt ai") == {"fine"}


@given(st.lists(a_syllable(), min_size=1, max_size=6))
def test_what_is_added_is_found(words: list[str]) -> None:
    """Any phrase put in is found where it stands, whole, and every find lies inside the message."""
    made = Lexicon()
    made.add("fact", "x", [" ".join(words)])
    message = written(f"vậy {' '.join(words)} nhé")
    spots = made.spot(message)
    assert Spot("fact", "x", 1, 1 + len(words), False) in spots
    assert all(0 <= s.start < s.end <= len(message) for s in spots)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 4)), max_size=12))
def test_longest_match_wins(places: list[tuple[int, int]]) -> None:
    """Of phrases inside one another only the longest stay, in the order of the message; every dropped one lies inside a longer one that stays."""
    spots = [Spot("kind", f"{start}-{size}", start, start + size, False) for start, size in places]
    kept = outermost(spots)
    assert [s.start for s in kept] == sorted(s.start for s in kept)
    for spot in spots:
        inside = [k for k in kept if k.start <= spot.start and spot.end <= k.end]
        assert inside
        assert (spot in kept) == all(k.size == spot.size for k in inside)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("kế hoahc công tác", "ke hoach cong tac"),
        ("kếhoạch công tác", "ke hoach cong tac"),
        ("kehoach công tác", "ke hoach cong tac"),
        ("buw điện", "buu dien"),
    ],
)
def test_slips_are_mended_against_the_plans_words(slip: str, meant: str) -> None:
    """Letters swapped, left out or run together become the one known word that fits."""
    assert [t.fold for t in LEXICON.mend(written(slip))] == meant.split()


@pytest.mark.parametrize("reader", [congress, sport], ids=["congress", "sport"])
@given(figure=st.from_regex(r"[0-9]{1,4}([/.,:-][0-9]{1,4}){0,2}|[0-9]{1,3}[a-z]{1,2}|[a-z]{1,3}[0-9]{1,3}", fullmatch=True))
def test_figures_are_never_mended(reader: Callable[[], Reader], figure: str) -> None:
    """What holds a digit stays exactly as typed, whatever stands beside it, but for a unit written to it, which stands apart ("45km"): one figure
    is never another."""
    mend = reader().lexicon.mend
    for before, behind in (("", ""), ("trước ngày", "năm 2014"), ("quý", ""), ("số", "ngày")):
        message = written(f"{before} {figure} {behind}")
        mended, split = mend(message), re.fullmatch(r"(\d+)([a-z]+)", figure)
        apart = written(f"{before} {split[1]} {split[2]} {behind}") if split else message
        assert mended == message or [t.raw for t in mended] == [t.raw for t in apart]


@pytest.mark.parametrize("reader", [congress, sport], ids=["congress", "sport"])
@pytest.mark.parametrize("numeral", "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split())
def test_roman_numerals_are_never_mended(reader: Callable[[], Reader], numeral: str) -> None:
    """Quarter II is never quarter III, congress XI never XII."""
    for text in (f"quý {numeral.upper()} năm 2015", f"lần thứ {numeral.upper()}", f"Mục {numeral.upper()}.2"):
        message = written(text)
        assert reader().lexicon.mend(message) == message


@pytest.mark.parametrize("word", sorted({word for phrase in vocabulary("words")["negations"] for word in phrase.split()}))
def test_negations_are_never_mended(word: str) -> None:
    """A word that denies stays what it is, with its accents and without."""
    for lexicon_of in (LEXICON, congress().lexicon, sport().lexicon):
        for text in (word, fold(word), f"có {word} phải gửi kế hoạch"):
            message = written(text)
            assert lexicon_of.mend(message) == message


def kind_initials() -> list[str]:
    """The names in capitals of the two plans' kinds of unit."""
    plans = (congress().plan, sport().plan)
    names = [name for plan in plans for kind in plan.kinds for group in (kind.names, *kind.members) for name in group]
    return sorted({t.raw for name in names for t in written(name) if t.raw.isalpha() and t.raw.isupper() and len(t.raw) > 2})


@given(st.data())
def test_names_in_capitals_are_never_mended(data: st.DataObject) -> None:
    """A unit's name one letter away from a known one is another unit: VNPB is not VNPT."""
    name = data.draw(st.sampled_from(kind_initials()))
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from(string.ascii_uppercase))
    other = data.draw(st.sampled_from([name[:at] + letter + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + name[at + 1 :]]))
    for text in (other, f"{other} tổ chức mấy ngày", f"còn {other} thì sao"):
        for lexicon_of in (congress().lexicon, sport().lexicon):
            message = written(text)
            assert [t.fold for t in lexicon_of.mend(message)] == [t.fold for t in message]


@given(st.lists(a_syllable(), min_size=1, max_size=8))
def test_what_is_a_syllable_is_no_slip(words: list[str]) -> None:
    """A message of proper syllables is left as typed, also where the plan does not know them."""
    message = written(" ".join(words))
    assert LEXICON.mend(message) == message


@given(st.text(max_size=60))
@example("0HA xe 45km")
def test_mending_never_raises(text: str) -> None:
    """Any text is mended or left, no punctuation is lost, and what is not as typed says so."""
    message = tokens(text)
    mended = congress().lexicon.mend(message)
    assert [t.point for t in mended if t.point] == [t.point for t in message if t.point]
    assert all(t in message or t.changed for t in mended)


def test_initials_stand_for_a_long_name() -> None:
    """The initials of three or more syllables find it; they take no word that is a name already, and none that is a syllable."""
    made = Lexicon()
    made.reserved = {"ubnd"}
    made.add_acronym("entity", "people", "Uỷ ban nhân dân")
    made.add_acronym("entity", "council", "Hội đồng khen thưởng")
    made.add_acronym("entity", "two", "hội nghị")
    made.add_acronym("entity", "word", "cán bộ ơi nhé")
    assert [s.key for s in made.spot(tokens("HĐKT họp"))] == ["council"]
    assert made.spot(tokens("UBND")) == made.spot(tokens("HN")) == []


@pytest.mark.parametrize(
    ("word", "stop"), [("ạ", True), ("nhé", True), ("cho", True), ("hội", False), ("thưởng", False), ("2014", False), ("chò", False)]
)
def test_words_without_content(word: str, stop: bool) -> None:
    """Courtesy and grammar carry no content; a word of content, a figure and another accent do."""
    assert is_stop(written(word)[0]) is stop
