"""The same question as phones, keyboards and hurried fingers write it is the same question."""

from __future__ import annotations

import random
import unicodedata
import zlib
from collections.abc import Callable

import pytest

from bench.noise import bare, nfd, telex, vni
from knowledge.plan import Example
from knowledge.question import Reader
from tests.readers import asked, congress, sport

HOW_MANY = 20
ENOUGH = 0.85


def swapped(text: str) -> str:
    """Two letters of one longer word swapped, never in a name, a figure or at the word's edges; the same in every run."""
    dice = random.Random(zlib.crc32(text.encode()))
    words = text.split(" ")
    places = [n for n, word in enumerate(words) if len(word) >= 4 and word.isalpha() and word.islower()]
    if places:
        n = dice.choice(places)
        at = dice.randrange(1, len(words[n]) - 2)
        words[n] = words[n][:at] + words[n][at + 1] + words[n][at] + words[n][at + 2 :]
    return " ".join(words)


NOISE: dict[str, Callable[[str], str]] = {"bare": bare, "telex": telex, "vni": vni, "nfd": nfd, "swapped": swapped}


def questions(reader: Reader) -> list[Example]:
    """Examples of the plan's own, typed with accents and answered, spread over all of it."""
    clear = [e for e in reader.plan.examples if e.facts and not e.text.isascii() and bare(e.text) != e.text]
    return clear[:: len(clear) // HOW_MANY][:HOW_MANY]


@pytest.mark.parametrize("name", NOISE)
def test_noise_changes_little(name: str) -> None:
    """Of forty questions of two plans at least 85 in 100 get the facts of the clean form, whatever was done to their letters."""
    pairs = [(reader, e, NOISE[name](e.text)) for reader in (congress(), sport()) for e in questions(reader)]
    assert len(pairs) == 2 * HOW_MANY
    lost = [noisy for reader, e, noisy in pairs if asked(reader, noisy, e.unit).facts != asked(reader, e.text, e.unit).facts]
    assert len(lost) <= (1 - ENOUGH) * len(pairs), lost


@pytest.mark.parametrize("reader", [congress, sport])
def test_decomposed_text_is_no_noise(reader: Callable[[], Reader]) -> None:
    """NFD input is NFC input: the whole decision is the same, word for word."""
    for example in questions(reader()):
        spread = unicodedata.normalize("NFD", example.text)
        assert spread != example.text
        composed, decomposed = asked(reader(), example.text, example.unit), asked(reader(), spread, example.unit)
        assert decomposed.decision.replies == composed.decision.replies
        assert (decomposed.status, decomposed.facts, decomposed.clauses) == (composed.status, composed.facts, composed.clauses)


@pytest.mark.parametrize("reader", [congress, sport])
def test_case_and_blanks_are_no_noise(reader: Callable[[], Reader]) -> None:
    """Lower case, more blanks and invisible characters change no facts."""
    for example in questions(reader()):
        facts = asked(reader(), example.text, example.unit).facts
        for other in (
            f"  {example.text}  ",
            example.text.replace(" ", "  "),
            example.text.replace(" ", " \u200b"),
            example.text.replace(" ", "\u00a0"),
        ):
            assert asked(reader(), other, example.unit).facts == facts
