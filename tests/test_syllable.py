"""Vietnamese syllables: one spelling each, no accent lost or made up, and Telex or VNI residue read back."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge import lexicon
from knowledge.syllable import canonical, decode, fold, legal, parts
from knowledge.text import vocabulary, written
from tests.readers import congress, sport

TONES = {"\u0301": ("s", "1"), "\u0300": ("f", "2"), "\u0309": ("r", "3"), "\u0303": ("x", "4"), "\u0323": ("j", "5")}
SHAPES = {
    "â": ("aa", "a6"),
    "ê": ("ee", "e6"),
    "ô": ("oo", "o6"),
    "ă": ("aw", "a8"),
    "ơ": ("ow", "o7"),
    "ư": ("uw", "u7"),
    "đ": ("dd", "d9"),
}
WAYS = {"telex": 0, "vni": 1}


def typed(syllable: str, way: int, *, tone_last: bool) -> str:
    """A lower-case syllable as its keys are pressed; the tone behind its vowel or at the end of the syllable."""
    keys, tone = [], ""
    for letter in unicodedata.normalize("NFC", syllable):
        marks = unicodedata.normalize("NFD", letter)
        shape = unicodedata.normalize("NFC", "".join(m for m in marks if m not in TONES))
        keys.append(SHAPES.get(shape, (shape, shape))[way])
        for mark in marks:
            if mark in TONES:
                tone = TONES[mark][way]
                if not tone_last:
                    keys.append(tone)
    return "".join(keys) + (tone if tone_last else "")


@cache
def syllables() -> tuple[str, ...]:
    """Every legal syllable with an accent in what the two plans and every office say, in the one spelling they are kept in."""
    texts = [str(vocabulary("words")["stop"]).replace("_", " "), *(" ".join(f.get("strong", ())) for f in lexicon.families().values())]
    for reader in (congress(), sport()):
        texts += [s.text for s in reader.plan.sources] + [e.text for e in reader.plan.examples]
    words = {token.canon for text in texts for token in written(text)}
    return tuple(sorted(w for w in words if w.isalpha() and not w.isascii() and parts(w)))


def a_syllable() -> st.SearchStrategy[str]:
    return st.deferred(lambda: st.sampled_from(syllables()))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("tone_last", [True, False], ids=["tone at the end", "tone behind its vowel"])
def test_what_keys_leave_behind_is_read_back(way: int, tone_last: bool) -> None:
    """Every syllable of two letters or more that the plans and the word lists use, typed in Telex or VNI with the input method off, is itself again."""
    assert len(syllables()) > 700
    read = {s: decode(typed(s, way, tone_last=tone_last)) for s in syllables() if len(s) > 1}
    assert {s: got for s, got in read.items() if got != s} == {}


@pytest.mark.parametrize(
    ("keys", "meant"), [("hooji", "hội"), ("ke61", "kế"), ("dduwowngf", "đường"), ("quys", "quý"), ("d9a5i", "đại"), ("gif", "gì")]
)
def test_the_tone_may_stand_anywhere(keys: str, meant: str) -> None:
    """The tone key may come early or late in the syllable."""
    assert decode(keys) == meant


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", max_size=9))
@example("k1i")
def test_only_a_legal_syllable_with_an_accent_is_read(keys: str) -> None:
    """Whatever is typed, decoding gives a legal Vietnamese syllable with an accent in its one spelling, or nothing."""
    got = decode(keys)
    if got is not None:
        assert parts(got) is not None
        assert not got.isascii()
        assert canonical(got) == got


@pytest.mark.parametrize("word", ["ngay", "hop", "dai", "gui", "vnpt", "2014", "a", "", "xyz", "34-ct", "đại", "thi", "1/2"])
def test_what_is_no_residue_is_left_alone(word: str) -> None:
    """Bare syllables, figures, names in letters and words already accented are no residue."""
    assert decode(word) is None


def every_place(syllable: str) -> list[str]:
    """The same letters with the tone mark on each vowel in turn."""
    spread = unicodedata.normalize("NFD", syllable)
    tone = next((c for c in spread if c in TONES), "")
    shape = unicodedata.normalize("NFC", "".join(c for c in spread if c not in TONES))
    start = 2 if re.match(r"qu|gi[aeiouyăâêôơư]", shape) else 0
    vowels = [n for n, c in enumerate(shape) if n >= start and fold(c) in "aeiouy"]
    return [unicodedata.normalize("NFC", shape[: n + 1] + tone + shape[n + 1 :]) for n in vowels]


@given(a_syllable())
def test_the_place_of_the_tone_mark_does_not_matter(syllable: str) -> None:
    """Both "hoà" and "hòa" are one spelling, and so is the same mark on any other vowel of the syllable."""
    assert {canonical(other) for other in every_place(syllable)} == {syllable}


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hoà"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("ủy", "uỷ"), ("kí", "ký"), ("quí", "quý"), ("lượng", "lựơng")]
)
def test_two_habits_of_spelling_are_one(one: str, other: str) -> None:
    """Old and new places of the tone mark, i and y, and a misplaced mark give one spelling."""
    assert canonical(one) == canonical(other)


@given(st.one_of(a_syllable(), st.text(max_size=12), st.text("aăâeêioôơuưyđqghnt\u0301\u0300\u0309\u0303\u0323", max_size=7)))
def test_one_spelling_stays_one(text: str) -> None:
    """Bringing a text to its one spelling a second time changes nothing, whatever the text is."""
    assert canonical(canonical(text)) == canonical(text)


@given(st.text([chr(n) for n in range(0x20, 0x7F)], max_size=60))
def test_a_bare_text_folds_to_itself(text: str) -> None:
    """Folding takes accents and capitals away and nothing else: a bare lower-case text stays as it is."""
    assert fold(text.lower()) == text.lower()


@given(st.one_of(a_syllable(), st.text(max_size=40)))
def test_folding_is_done_once(text: str) -> None:
    """A folded text is its own fold, and decomposed text folds like composed text."""
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(a_syllable())
def test_a_syllable_is_legal_with_its_accents_and_without(syllable: str) -> None:
    """What officers type bare is a syllable as well."""
    assert legal(syllable)
    assert fold(syllable).isascii()
    assert legal(fold(syllable))


def test_one_i_is_written_once() -> None:
    """"gi" before "iêng" keeps one of the two: the first month of the old calendar is no slip of the fingers."""
    assert [canonical(word) for word in ("giêng", "giếng", "giềng")] == ["giêng", "giếng", "giềng"]
    assert parts("giêng") is not None
    assert parts("kêng") is None


@pytest.mark.parametrize("word", ["vnpt", "xml", "bcdf", "màt", "hộich", "kế̀", "zoom", "đđ"])
def test_what_is_no_syllable(word: str) -> None:
    """Strings of consonants, a falling tone before a stop, two tones and foreign letters are no syllables."""
    assert not legal(word)
    assert parts(word) is None
