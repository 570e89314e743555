"""A chat message becomes tokens: nothing typed is lost, nothing raises, short forms are written out and accents respected."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.syllable import canonical, fold, parts
from knowledge.text import LONGEST, clean, tokens, vocabulary, written
from tests.test_syllable import a_syllable, typed

ODD = "½ ¼ Ð – … \u200b \ufe0f \ud800 \x00 ' '' & 's a/c A/C 1/2 34-CT/TW 5/8/2014 7h30 KH13 aaaa ??? ạ 😀 ² ٣ İ ß ﬁ"
ANY = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(ODD.split(" ")), max_size=14).map(" ".join),
)


def sentence() -> st.SearchStrategy[str]:
    return st.lists(a_syllable(), min_size=1, max_size=12).map(" ".join)


def canons(text: str) -> list[str]:
    return [token.canon for token in tokens(text)]


@settings(max_examples=300)
@given(ANY)
def test_any_text_becomes_tokens(text: str) -> None:
    """No text raises; every token has the text it was typed as, a fold, and a place in the message's order."""
    for read in (tokens(text), written(text)):
        for token in read:
            assert token.raw
            assert token.canon
            assert not any(c.isspace() for c in token.canon)
    assert len(clean(text)) <= LONGEST * 7


def test_only_so_much_is_read() -> None:
    """Nothing behind the 4,096th character counts."""
    text = "hạn nộp " * 512
    assert len(text) == LONGEST
    assert tokens(text + "khi nào") == tokens(text)


SAID = st.sampled_from(
    ["ko", "k", "v", "vậy", "ạ?", "nộp,", "VNPT", "KH", "giải", "B", "b", "how", "many", "is", "(kế", "hoạch)", "a/c", "2011", "-2015", "IX", "?", "chi", "ở"]
)


@settings(max_examples=300)
@given(st.one_of(ANY, st.lists(st.one_of(SAID, a_syllable()), max_size=14).map(" ".join)))
def test_which_blanks_stand_between_words_does_not_matter(text: str) -> None:
    """Words are looked up one by one where blanks part them: that is the same as to read the whole."""
    assert tokens(text) == tokens(text.replace(" ", "\u00a0"))


@given(st.one_of(sentence(), ANY))
def test_decomposed_text_is_the_same_text(text: str) -> None:
    """NFD, as some phones send it, gives the tokens of NFC."""
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(unicodedata.normalize("NFC", text))


@given(sentence(), st.sampled_from(["\u200b", "\u200d", "\ufeff", "\ufe0f", "\u2060", "\u00ad"]), st.data())
def test_invisible_characters_are_not_there(text: str, invisible: str, data: st.DataObject) -> None:
    """Zero-width characters, selectors and soft hyphens from a copied text change nothing, wherever they stand."""
    at = data.draw(st.integers(0, len(text)))
    assert tokens(text[:at] + invisible + text[at:]) == tokens(text)


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        ("Ðại hội", "Đại hội"),
        ("Ɖơn vị", "Đơn vị"),
        ("2014–2015", "2014-2015"),
        ("nửa\u00a0ngày", "nửa ngày"),
        ("½ ngày", "1/2 ngày"),
        ("khi nào？", "khi nào?"),
        ("“hội nghị”", '"hội nghị"'),
        ("hoà", "hòa"),
        ("quí", "quý"),
    ],
)
def test_look_alikes_are_one(odd: str, plain: str) -> None:
    """Letters, dashes, blanks and signs that only look like the usual ones are read as the usual ones."""
    assert [(t.canon, t.fold, t.point) for t in tokens(odd)] == [(t.canon, t.fold, t.point) for t in tokens(plain)]


@given(sentence())
def test_accents_typed_are_kept(text: str) -> None:
    """A sentence typed with its accents is read as typed, syllable by syllable, beside its fold; nothing in it is bare."""
    read = written(text)
    assert [t.canon for t in read] == text.split()
    assert [t.fold for t in read] == [fold(word) for word in text.split()]
    assert not any(t.bare for t in read)


@given(st.lists(a_syllable(), min_size=1, max_size=9), st.sampled_from([0, 1]), st.booleans())
def test_residue_in_a_sentence_is_read(words: list[str], way: int, tone_last: bool) -> None:
    """Telex and VNI residue becomes the accented syllable, unless the keys pressed are a word of their own (bare Vietnamese, English, a short form)."""
    said = vocabulary("teencode")
    own = {*said["always"], *said["slips"], *(entry["short"] for entry in said["near"]), *(k.lower() for k in said["office"])}
    english = {*vocabulary("english")["leave_alone"], *vocabulary("english")["says"]}
    keys = [typed(word, way, tone_last=tone_last) for word in words]
    clear = [
        (k, w) for k, w in zip(keys, words, strict=True) if len(w) > 1 and k not in own | english and (parts(k) is None or not k.isascii())
    ]
    text = " ".join(k for k, _ in clear)
    assert [t.canon for t in tokens(text)] == [w if fold(w) != k else k for k, w in clear]


@pytest.mark.parametrize(
    ("text", "one"),
    [("Kế hoạch 13/KH-HĐTĐKT", "13/KH-HĐTĐKT"), ("Chỉ thị số 34-CT/TW", "34-CT/TW"), ("nộp 5/8/2014", "5/8/2014"), ("họp 1/2 ngày", "1/2"),
     ("30.000.000 đồng", "30.000.000"), ("05-08-2014", "05-08-2014"), ("lúc 7:30", "7:30"), ("lúc 7h30", "7h30")],
)  # fmt: skip
def test_figures_stay_whole(text: str, one: str) -> None:
    """Dates, fractions, sums, clock times and document numbers are one token each, as typed."""
    assert one in [t.raw for t in tokens(text)]


@pytest.mark.parametrize("point", ["?", "!", ".", ";", "\n"])
def test_punctuation_stands_behind_its_word(point: str) -> None:
    """A sign belongs to the word before it and is no token."""
    first, second = tokens(f"hạn nộp{point} khi nào")[1:3]
    assert (first.raw, first.point, second.raw, second.point) == ("nộp", point, "khi", "")


# What the words beside it decide, and what is English, is read elsewhere.
ALONE = sorted(
    set(vocabulary("teencode")["always"])
    - {entry["short"] for entry in vocabulary("teencode")["near"]}
    - set(vocabulary("english")["says"])
)


@pytest.mark.parametrize("short", ALONE)
def test_a_short_form_is_written_out(short: str) -> None:
    """Every short form of the table is read as what it stands for, with accents, whatever stands beside it."""
    said = vocabulary("teencode")["always"][short]
    full = [canonical(word) for word in said.split()]
    assert canons(f"xong {short} mượn") == ["xong", *full, "mượn"]


@pytest.mark.parametrize("short", [s for s in ALONE if len(s) > 2 and s.isalpha()])
def test_capitals_are_no_short_form(short: str) -> None:
    """A name in capitals is not chat: it is left as typed or read as the office abbreviation it is."""
    office = vocabulary("teencode")["office"].get(short.upper(), short)
    assert canons(short.upper()) == [canonical(word.lower()) for word in office.split()]


@given(sentence())
def test_a_written_text_is_not_interpreted(text: str) -> None:
    """A plan's own words are taken as they stand: no short form, no residue, nothing changed."""
    assert not any(token.changed for token in written(f"{text} dc ko hooji KH13"))


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("When is the deadline?", ["khi nào", "hạn chót"]),
        ("How many delegates", ["bao nhiêu"]),
        ("how long does the conference last", ["bao lâu", "hội nghị", "kéo dài"]),
        ("How many hours does the meeting last?", ["bao nhiêu giờ cuộc họp"]),
        ("When and where is the meeting?", ["khi nào và ở đâu"]),
        ("Who can I call if the schedule is unclear?", ["gọi cho ai", "vướng mắc"]),
    ],
)
def test_simple_english_is_said_in_vietnamese(english: str, said: list[str]) -> None:
    """An English question is read with the Vietnamese words it means."""
    text = " ".join(canons(english))
    assert all(words in text for words in said)


@pytest.mark.parametrize("text", ["has cap truong", "hop may ngay", "ban to chuc la ai", "so nao", "hai ba"])
def test_bare_vietnamese_is_not_residue(text: str) -> None:
    """Bare syllables that could be keys of something else stay bare syllables."""
    assert canons(text)[1:] == text.split()[1:]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gửi đbiểu với hsơ", "gửi đại biểu với hồ sơ"),
        ("tphần gồm ai", "thành phần gồm ai"),
        ("tiền xăg thág này khôg", "tiền xăng tháng này không"),
        ("phiếu b trả sao", "phiếu b trả sao"),
        ("số đại biểu k ghi", "số đại biểu không ghi"),
        ("họp ở TP.HCM à", "họp ở thành phố hồ chí minh à"),
    ],
)
def test_short_ways_of_writing(typed: str, meant: str) -> None:
    """Two syllables run together, a dropped "n", the letter of a paper, a point that ends no sentence."""
    assert " ".join(canons(typed)) == meant
    assert not any(token.point == "." for token in tokens(typed))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Is there a budget?", "kinh phí không"),
        ("Partner Nhật hỏi who signed this plan ạ", "partner nhật hỏi ai ký này kế hoạch ạ"),
        ("Which one is the 40-year one", "40 năm"),
    ],
)
def test_english_within_and_by_itself(typed: str, meant: str) -> None:
    """A run of English is read as such beside Vietnamese; what wants a yes or no ends in "không"; "40-year" is a number of years."""
    assert meant in " ".join(canons(typed))
