"""A reply as Telegram shows it: nothing lost, nothing too long, nothing marked up."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.base import Part
from bot.channels.telegram_render import keyboard, rendered, styles, ticked
from handlers.message import Attachment, Block, Choice, Items, Paragraph, Quote, Reply, Span, plain, words
from tests.fakes.telegram_rules import check, units

LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(" \n.?😀👨‍👩‍👧ế"), max_size=40).map(lambda t: t * 30)
SPANS = st.lists(st.builds(Span, LETTERS, st.booleans()), min_size=1, max_size=3).map(tuple)
BLOCKS = st.one_of(
    SPANS.map(Paragraph), st.builds(Items, st.lists(SPANS, max_size=4).map(tuple), st.booleans()), st.builds(Quote, LETTERS, LETTERS)
)
FILE = Attachment("kế hoạch.docx", "application/octet-stream", b"x", "ở trang")


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def accepted(part: Part) -> None:
    """The Bot API's own rules on the part."""
    runs = styles(part.entities) or []
    markup = keyboard(part.choices)
    more = {"reply_markup": markup} if markup else {}
    if part.attachment:
        check("sendDocument", {"chat_id": 1, "caption": part.text, "caption_entities": runs, **more}, {"document"})
    else:
        check("sendMessage", {"chat_id": 1, "text": part.text, "entities": runs, **more}, set())


@settings(max_examples=150)
@given(st.lists(BLOCKS, min_size=1, max_size=4), st.booleans())
def test_whatever_is_said_fits_and_is_complete(blocks: list[Block], with_file: bool) -> None:
    """Any reply becomes parts the Bot API takes, and together they say all of it in its order."""
    reply = Reply(tuple(blocks), attachment=FILE if with_file else None)
    parts = rendered(reply)
    for part in parts:
        accepted(part)
    assert squeezed("".join(part.text for part in parts)) in (squeezed(plain(reply)), "…")


@settings(max_examples=50)
@given(
    st.text(st.sampled_from("aế😀👍🏽 .\n") | st.characters(exclude_categories=("Cs", "Cc")), min_size=30, max_size=60).map(
        lambda t: "x".join([t] * 400)
    )
)
def test_a_long_paragraph_is_cut_without_loss(text: str) -> None:
    """A paragraph of many thousand letters is cut so that every part fits and none begins inside a letter."""
    parts = rendered(Reply((words("." + text + "."),)))
    assert len(parts) >= 3
    assert all(units(part.text) <= 4096 for part in parts)
    assert squeezed("".join(part.text for part in parts)) == squeezed("." + text + ".")


def test_parts_end_where_paragraphs_end() -> None:
    """What does not fit goes to the next part as a whole paragraph."""
    parts = rendered(Reply(tuple(words(letter * 1500) for letter in "abcd")))
    assert [part.text for part in parts] == ["a" * 1500 + "\n\n" + "b" * 1500, "c" * 1500 + "\n\n" + "d" * 1500]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Một câu. " * 600, "."),
        ("dòng một\n" * 600, "một"),
        ("chữ " * 1500, "chữ"),
        ("x" * 9000, "x"),
    ],
)
def test_a_paragraph_too_long_is_cut_at_lines_sentences_words(text: str, ends: str) -> None:
    """The cut falls behind a line, else a sentence, else a word, else anywhere."""
    first = rendered(Reply((words(text),)))[0].text
    assert first.endswith(ends)
    assert 2000 < units(first) <= 4096


@pytest.mark.parametrize("sign", ["😀", "👨‍👩‍👧‍👦", "👍🏽", "🇻🇳", "e\u0323\u0302\u0301"])
def test_no_sign_is_cut_in_two(sign: str) -> None:
    """A cut never falls inside an emoji family, a flag, a skin tone or a letter with its marks."""
    whole = unicodedata.normalize("NFC", sign)
    for shift in range(len(whole)):
        parts = rendered(Reply((words("x" * shift + sign * 3000),)))
        assert all(part.text.strip("x").replace(whole, "") == "" for part in parts)


def test_emphasis_and_quotations_are_entities_in_utf16_units() -> None:
    """Bold and quotation are said beside the text, counted as Telegram counts, behind an emoji too."""
    part = rendered(Reply((Paragraph((Span("😀 "), Span("31/7", strong=True))), Quote("trước tháng 8", "Mục III.1"))))[0]
    assert part.text == "😀 31/7\n\n“trước tháng 8”\n(Mục III.1)"
    assert [(e.kind, e.offset, e.length) for e in part.entities] == [("bold", 3, 4), ("quote", 9, 15)]


def test_a_style_goes_on_over_a_cut() -> None:
    """A long quotation stays one in every part."""
    parts = rendered(Reply((Quote("lời văn. " * 1000, "Mục I"),)))
    assert len(parts) == 3
    assert all(part.entities[0].kind == "quote" for part in parts)


@pytest.mark.parametrize("text", ["*đậm* _nghiêng_", "<b>x</b> & <", "[a](http://x)", "`mã` ~~x~~ ||y||", "{red}x{/red}"])
def test_signs_of_markup_stay_what_they_are(text: str) -> None:
    """Stars, brackets and ampersands a person typed are shown as typed."""
    part = rendered(Reply((words(text),)))[0]
    assert (part.text, part.entities) == (text, ())


def test_choices_and_file_ride_on_the_last_part() -> None:
    """However many parts there are, the buttons and the file come with the last one."""
    choice = Choice("Xong", "xong")
    parts = rendered(Reply((words("a " * 3000),), (choice,), FILE))
    assert [bool(part.choices) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert [part.attachment for part in parts if part.attachment] == [FILE]
    assert parts[-1].attachment


def test_words_too_long_for_a_caption_stand_before_the_file() -> None:
    """A caption takes 1,024 letters; a longer text is a message of its own."""
    assert [bool(p.attachment) for p in rendered(Reply((words("a" * 1024),), attachment=FILE))] == [True]
    assert [bool(p.attachment) for p in rendered(Reply((words("a" * 1025),), attachment=FILE))] == [False, True]


def test_an_empty_reply_is_still_a_message() -> None:
    """Nothing to say is never sent as an empty text, which Telegram refuses."""
    assert [part.text for part in rendered(Reply(()))] == ["…"]
    assert rendered(Reply((words(" \n"),)))[0].text == "…"


def test_buttons_stand_two_to_a_row_where_they_are_short() -> None:
    """Two short labels share a row, a long one has its own, an endless one is cut."""
    labels = ["Đã xong", "Đang làm", "Xem nguyên văn cả mục này", "Không"]
    shown = keyboard([Choice(label, f"c{n}") for n, label in enumerate([*labels, "dài " * 40])])
    assert shown
    rows = [[key["text"] for key in row] for row in shown["inline_keyboard"]]
    assert rows[:3] == [["Đã xong", "Đang làm"], ["Xem nguyên văn cả mục này"], ["Không"]]
    assert len(rows[3][0]) <= 60
    assert rows[3][0].endswith("…")


def test_a_tick_stands_on_the_pressed_choice_only() -> None:
    """Pressing another choice moves the tick; pressing the same one changes nothing."""
    keys = ((("A", "a"), ("B", "b")),)
    once = ticked(keys, "a")
    assert once == ((("✓ A", "a"), ("B", "b")),)
    assert ticked(once, "a") == once
    assert ticked(once, "b") == ((("A", "a"), ("✓ B", "b")),)


def test_what_no_platform_takes_is_left_out() -> None:
    """Control characters and broken halves of emoji cannot spoil a message; letters are composed."""
    assert rendered(Reply((words("a\x00b\x1bc\ud83d ế"),)))[0].text == "abc? ế"
