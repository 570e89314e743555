"""The same question as hurried fingers, old keyboards and other programs write it."""

from __future__ import annotations

import random
import re
import unicodedata
import zlib
from collections.abc import Callable

_SHAPES = {
    "ă": ("aw", "a8"),
    "â": ("aa", "a6"),
    "đ": ("dd", "d9"),
    "ê": ("ee", "e6"),
    "ô": ("oo", "o6"),
    "ơ": ("ow", "o7"),
    "ư": ("uw", "u7"),
}
_TONES = {"\u0301": ("s", "1"), "\u0300": ("f", "2"), "\u0309": ("r", "3"), "\u0303": ("x", "4"), "\u0323": ("j", "5")}
_SHORT = {
    "bao nhiêu": "bn",
    "bao giờ": "bh",
    "thế nào": "tn",
    "như thế nào": "ntn",
    "đơn vị": "đv",
    "kế hoạch": "KH",
    "báo cáo": "BC",
    "hội nghị": "HN",
    "đại hội": "ĐH",
    "thời gian": "tg",
    "doanh nghiệp": "DN",
    "không": "ko",
    "được": "đc",
    "gì": "j",
    "rồi": "r",
    "với": "vs",
    "trước": "trc",
    "mọi người": "mn",
    "vậy": "v",
}
_BESIDE = {"a": "s", "b": "v", "c": "x", "d": "s", "e": "r", "g": "h", "h": "j", "i": "o", "k": "l", "l": "k", "m": "n", "n": "m", "o": "i", "p": "o",
           "q": "w", "r": "t", "s": "a", "t": "y", "u": "y", "v": "b", "x": "z", "y": "u"}  # fmt: skip


def bare(text: str) -> str:
    """Without diacritics: "may gio hop"."""
    flat = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(char for char in flat if not unicodedata.combining(char)))


def telex(text: str) -> str:
    """As Telex typing with the input method off: "mays giowf"."""
    return re.sub(r"[^\W\d_]+", lambda word: _typed(word[0], 0), unicodedata.normalize("NFC", text))


def vni(text: str) -> str:
    """As VNI typing with the input method off: "ma1y gio72"."""
    return re.sub(r"[^\W\d_]+", lambda word: _typed(word[0], 1), unicodedata.normalize("NFC", text))


def nfd(text: str) -> str:
    """Decomposed, as some phones and systems send it."""
    return unicodedata.normalize("NFD", text)


def slipped(text: str) -> str:
    """One wrong key, dropped or swapped letter in a longer word; two in a long message. Never in a word with digits or capitals."""
    dice = random.Random(zlib.crc32(text.encode()))
    words = text.split(" ")
    places = [n for n, word in enumerate(words) if len(word) >= 4 and word.isalpha() and word.islower()]
    for n in dice.sample(places, min(len(places), 1 + (len(words) > 12))):
        words[n] = _slip(words[n], dice)
    return " ".join(words)


def short(text: str) -> str:
    """With the short forms of chat and office."""
    for long, brief in sorted(_SHORT.items(), key=lambda pair: -len(pair[0])):
        text = re.sub(rf"(?<!\w){long}(?!\w)", brief, text, flags=re.IGNORECASE)
    return text


VARIANTS: dict[str, Callable[[str], str]] = {"bare": bare, "telex": telex, "vni": vni, "nfd": nfd, "typos": slipped, "short forms": short}


def _typed(word: str, way: int) -> str:
    shaped, tone = [], ""
    for char in word:
        kept = ""
        for mark in unicodedata.normalize("NFD", char):
            tone, kept = (_TONES[mark][way], kept) if mark in _TONES else (tone, kept + mark)
        plain = unicodedata.normalize("NFC", kept)
        keys = _SHAPES.get(plain.lower(), (plain, plain))[way]
        shaped.append(keys.capitalize() if plain.isupper() else keys)
    return "".join(shaped) + tone


def _slip(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word) - 1)
    match dice.randrange(3):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case _:
            return word[:at] + _BESIDE.get(bare(word[at]), word[at]) + word[at + 1 :]
