"""A chat message as tokens: raw, canonical and folded side by side, short forms written out, Telex and VNI residue read."""

from __future__ import annotations

import itertools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from knowledge.syllable import canonical, decode, fold, legal, parts_of_bare

LONGEST = 4096
_LOOKALIKES = str.maketrans(
    {
        "Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "–": "-", "—": "-", "‑": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"',
        "…": ".", "\u00a0": " ", "？": "?", "！": "!", "，": ",",
    }
)  # fmt: skip
_FRACTIONS = {"½": "1/2", "¼": "1/4", "¾": "3/4"}
_TOKEN = re.compile(
    r"(?P<number>\d+[abAB]?(?:/\d+)?[-/][A-Za-zĐđ][\wĐđ]*(?:[-/&][A-Za-zĐđƯư]+\d{0,2})*)"
    r"|(?P<figure>\d+(?:[/.,:-]\d+)+(?:h\b)?)"
    r"|(?P<word>[^\W_]+(?:[&'][^\W_]+)*)"
    r"|(?P<point>[?!.,;:\n()/+~%=&-])"
)
_SHORT_WITH_SLASH = re.compile(r"\b([ab]/c)\b", re.IGNORECASE)
_ORDINARY = re.compile(r"[\w\s!-/:-@\[-`{-~]*")
_GLUED = re.compile(r"(ct|kh|nq|qđ|qd|nđ|cv|tb|CT|KH|NQ|QĐ|NĐ|CV|TB)(\d{1,4})")
_ROMAN = re.compile(r"q?[ivx]+")
"""A number in letters, by itself or of a quarter ("QIII")."""
_DROPPED = re.compile(r"(?<![ncgkpt])g$")
"""The last letter of a syllable whose "n" before it was left out; before an "h" it may as well be a "c"."""
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, figure or document number.

    `raw` as typed, `canon` lower case with accents in one spelling, `fold` without. `bare` where no accent was typed. `point` is the
    punctuation right behind it, "" where there is none. `caps` where it was typed in capitals.
    """

    raw: str
    canon: str
    fold: str
    bare: bool
    point: str = ""
    caps: bool = False
    changed: bool = False


@cache
def vocabulary(name: str) -> Mapping[str, Any]:
    """A table of knowledge/vietnamese/, read once."""
    return tomllib.loads(files("knowledge").joinpath("vietnamese", f"{name}.toml").read_text(encoding="utf-8"))


class Phrases(tuple[str, ...]):
    """Phrases, and the same between blanks, as they are looked for in a text."""

    bounded: tuple[str, ...]

    def __new__(cls, phrases: Iterable[str]) -> Phrases:
        made = super().__new__(cls, phrases)
        made.bounded = tuple(f" {phrase} " for phrase in made)
        return made


@cache
def folded_table(name: str, *path: str | int) -> Phrases:
    """A list (or the words of a string) in a table of knowledge/vietnamese/, without accents and in its order; empty where there is none."""
    found: Any = vocabulary(name)
    for step in path:
        found = found.get(step, ()) if isinstance(found, Mapping) else found[step]
    words = found.split() if isinstance(found, str) else found
    return Phrases(" ".join(token.fold for token in _split(clean(word))) or fold(word) for word in words)


@cache
def folded_set(name: str, *path: str | int) -> frozenset[str]:
    """The same as a set."""
    return frozenset(folded_table(name, *path))


def clean(text: str) -> str:
    """NFC, without invisible characters, with look-alike letters and dashes made one; at most 4,096 characters."""
    text = unicodedata.normalize("NFC", text[:LONGEST]).translate(_LOOKALIKES)
    for sign, written in _FRACTIONS.items():
        text = text.replace(sign, f" {written} ")
    if _ORDINARY.fullmatch(text):
        return text
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cf", "Cc", "Mn", "So", "Co", "Cs"))


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The message's tokens, short forms written out (one short form may become several tokens)."""
    pieces = [_piece(piece) for piece in text[:LONGEST].split(" ") if piece]
    found: list[Token] = []
    steady, foreign = True, False
    for piece in pieces:
        if piece is None:
            found, steady, foreign = _split(clean(text)), False, True
            break
        found.extend(piece.tokens)
        steady, foreign = steady and piece.steady, foreign or piece.foreign
    if steady and not foreign:
        return tuple(found)
    if foreign:
        found = _from_english(found)
    out: list[Token] = []
    for n, token in enumerate(found):
        before = out[-1].fold if out else ""
        behind = ":" if token.point == ":" else found[n + 1].fold if n + 1 < len(found) else ""
        out.extend([token] if token.changed else _written_out(token, before, behind))
    return tuple(out)


@lru_cache(maxsize=4096)
def written(text: str) -> tuple[Token, ...]:
    """Tokens of a text that is written properly (a plan's own words): nothing is read into it."""
    return tuple(_split(clean(text)))


def forms(*texts: str) -> set[str]:
    """The words of texts that are written properly, each with its accents and without."""
    return {form for text in texts for word in written(text) for form in (word.canon, word.fold)}


def _split(text: str) -> list[Token]:
    text = _SHORT_WITH_SLASH.sub(lambda m: m.group(1).replace("/", ""), text)
    out: list[Token] = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "point":
            titled = match.group() == "." and out and out[-1].raw.lower() in vocabulary("teencode")["titled"]["before_a_name"]
            if out and not titled and (not out[-1].point or out[-1].point in (",", ")")):
                last = out[-1]  # built, not replaced: a plan's examples are read at each start
                out[-1] = Token(last.raw, last.canon, last.fold, last.bare, match.group(), last.caps, last.changed)
            continue
        raw = match.group().removesuffix("'s")
        if glued := _GLUED.fullmatch(raw):
            out.extend(Token(part.upper(), part.lower(), fold(part), True, "", part.isalpha()) for part in glued.groups())
            continue
        out.append(_token(raw))
    return out


@lru_cache(maxsize=16384)
def _token(raw: str) -> Token:
    canon = canonical(raw.lower())
    folded = fold(canon)
    return Token(raw, canon, folded, canon == folded, "", raw.isupper() and len(raw) > 1)


def _make(like: Token, text: str, *, bare: bool = False) -> list[Token]:
    made = []
    for word in text.split():
        canon = canonical(word.lower())
        made.append(Token(like.raw, canon, fold(canon), bare, "", False, True))
    if made:
        made[-1] = replace(made[-1], point=like.point)
    return made


_SYLLABLE = 8
"""No Vietnamese syllable is longer; what is may be very long, and is not remembered."""


@lru_cache(maxsize=20_000)
def _stands(raw: str, bare: bool) -> bool:
    """Whether a word in small letters is meant as it is typed, whatever stands beside it: most are, and a plan's examples are read at each start."""
    table, low = vocabulary("teencode"), raw.lower()
    if low in table["always"] or low in table["slips"] or any(entry["short"] == low for entry in table["near"]):
        return False
    if low.isalpha() and not legal(low):
        return False
    return not bare or decode(low) is None or bool(parts_of_bare(low)) or low in _english()


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two blanks. `steady` where it reads the same whatever stands beside it, `foreign` where it may be English."""

    tokens: tuple[Token, ...]
    steady: bool
    foreign: bool


@lru_cache(maxsize=20_000)
def _piece(text: str) -> _Piece | None:
    """None where it belongs to what is before it, or is too long to be remembered."""
    if len(text) > 2 * _SYLLABLE or not text[0].isalnum():
        return None
    found = tuple(_split(clean(text)))
    lows = [token.raw.lower() for token in found]
    steady = all(not token.caps and len(token.raw) <= _SYLLABLE and _stands(token.raw, token.bare) for token in found)
    return _Piece(found, steady, any(low in vocabulary("english")["says"] and not legal(low) for low in lows))


def _written_out(token: Token, before: str, behind: str) -> list[Token]:
    if not token.caps and len(token.raw) <= _SYLLABLE and _stands(token.raw, token.bare):
        return [token]
    table = vocabulary("teencode")
    low = token.raw.lower()
    if len(token.raw) == 1 and _is_a_letter(token.raw, before):
        return [token]  # "giải B" is a name, "b gửi chưa" is not
    if token.caps and _ROMAN.fullmatch(low):
        return [token]  # "lần thứ IX" is no Telex
    if token.caps and (office := table["office"].get(token.raw)):
        for entry in table["near"]:
            if entry["short"] == fold(token.raw) and (said := _reading(entry["readings"], before, behind, last=False)):
                return _make(token, said)
        return _make(token, office)
    if not token.caps or len(token.raw) <= 2:
        for entry in table["near"]:
            if entry["short"] == low and (said := _reading(entry["readings"], before, behind, last=True)):
                return _make(token, said)
        if (said := table["always"].get(low)) is not None or (said := table["slips"].get(low)) is not None:
            return _make(token, said)
    if low.isalpha() and not legal(low):
        if (office := _office_small().get(low) or (None if token.caps else _run_together().get(low))) is not None:
            return _make(token, office)
        if not token.caps and low not in _english() and (longer := _DROPPED.sub("ng", low)) != low and legal(longer):
            return _make(token, longer, bare=longer.isascii())  # "khôg"
        if not token.bare and legal(low[:-1]) and _TONE_KEYS.get(low[-1], " ") in unicodedata.normalize("NFD", low):
            return _make(token, low[:-1])  # "đầuf": its tone typed again
        squeezed = low if _ROMAN.fullmatch(low) else _REPEATED.sub(r"\1", low)
        if squeezed != low and legal(squeezed):
            return _make(token, squeezed, bare=squeezed.isascii())
    if token.bare and (decoded := decode(low)) is not None and not (parts_of_bare(low) or low in _english()):
        return _make(token, decoded)
    return [token]


_TONE_KEYS = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
"""The keys of Telex, and the marks they set."""


def _is_a_letter(raw: str, before: str) -> bool:
    """Whether a single letter numbers what is named before it."""
    table = vocabulary("teencode")["lettered"]
    return before in table["any"] or (raw.isupper() and before in table["capital"]) or (raw in "bcd" and before in table["numbered"])


def _reading(readings: Sequence[Mapping[str, Any]], before: str, behind: str, *, last: bool) -> str | None:
    for reading in readings:
        near = reading["near"]
        numbered = reading.get("numbered", False) and behind[:1].isdecimal()
        if before in near or behind in near or before in reading.get("before", ()) or behind in reading.get("behind", ()) or numbered:
            return str(reading["says"])
        if near == ["*"] and last:
            return str(reading["says"])
    return None


_MOSTLY = 0.75
"""The share of a run of words beside Vietnamese ones that must be known as English."""
_MEASURED = re.compile(r"(\d+)-(year|month|week|day|hour|minute)s?")
_WH = frozenset(["how", "who", "when", "where", "what", "which"])
_ASKING = frozenset(["and", "how", "who", "when", "where", "what", "which"])


def _from_english(found: list[Token], whole: float = 0.5) -> list[Token]:
    """English words said in Vietnamese: all of them in an English message or run of words (`whole`: of which share they must be known), else only
    those that are no Vietnamese syllable."""
    if not all(token.bare for token in found):
        runs = itertools.groupby(found, key=lambda token: token.bare)
        return [token for bare, run in runs for token in (_from_english(list(run), whole=_MOSTLY) if bare else run)]
    says, mixed, units = (vocabulary("english")[name] for name in ("says", "mixed", "units"))
    known = [token.raw.lower() in says for token in found]
    if not any(known):
        return found
    foreign = sum(k and not legal(t.raw.lower()) for k, t in zip(known, found, strict=True))
    if not foreign:
        return found
    english = foreign >= 2 and sum(known) >= len(found) * whole
    out: list[Token] = []
    asked = _whether(found) if english else []
    n = 0
    while n < len(found):
        for size in (7, 6, 5, 4, 3, 2, 1):
            run = found[n : n + size]
            phrase = " ".join(t.raw.lower() for t in run)
            if len(run) == size and phrase in says and (english or phrase in mixed):
                said = _make(run[-1], says[phrase])
                # "Where do we send …" is asked the other way round in Vietnamese.
                late = english and says[phrase] in vocabulary("english")["last"] and (not out or out[-1].point in _ENDS)
                (asked if late else out).extend(said)
                n += size
                break
        else:
            measured = _MEASURED.fullmatch(found[n].raw.lower()) if english else None
            out.extend(_make(found[n], f"{measured[1]} {units[measured[2]]}") if measured else [found[n]])
            n += 1
        over = bool(out) and (out[-1].point in _ENDS or (out[-1].point == "," and found[min(n, len(found) - 1)].raw.lower() in _ASKING))
        ahead = [t.raw.lower() for t in found[n : n + 3]]
        over = over or (bool(out) and ahead[:1] == ["and"] and not _WH.isdisjoint(ahead[1:]))  # "… and in which quarter"
        if asked and (n == len(found) or over):
            point = out[-1].point if out else ""
            if out:
                out[-1] = replace(out[-1], point="")
            out.extend(asked[:-1])
            out.append(replace(asked[-1], point=point))
            asked = []
    return out


_ENDS = (".", "?", "!", ";", "\n")


def _whether(found: Sequence[Token]) -> list[Token]:
    """What stands at the end of a question that wants a yes or no ("Is there parking at the hall"): the "không" of "có … không"."""
    table, lows = vocabulary("english"), [token.raw.lower() for token in found]
    asks = lows[0] in table["whether"] and _WH.isdisjoint(lows) and not any(token.point in _ENDS for token in found[:-1])
    return _make(found[-1], vocabulary("words")["whether"]) if asks else []


@cache
def _office_small() -> Mapping[str, str]:
    return {short.lower(): says for short, says in vocabulary("teencode")["office"].items() if len(short) > 1}


@cache
def _run_together() -> Mapping[str, str]:
    """"đbiểu", "dbieu": the second syllable whole behind the first letter of the first."""
    said = [phrase.split(" ") for phrase in vocabulary("teencode")["short"]["run_together"]]
    spelled = {first[0] + second: f"{first} {second}" for first, second in said}
    return {fold(short): says for short, says in spelled.items()} | spelled


@cache
def _english() -> frozenset[str]:
    return frozenset(vocabulary("english")["leave_alone"])
