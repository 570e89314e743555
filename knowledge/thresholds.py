"""A figure held against the least or the most that a fact allows: "giữ hạng 7 năm" where 09 years are the least, "65 người" where 60 are the most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from knowledge.plan import Fact
from knowledge.text import Token, folded_set, folded_table, written
from knowledge.wants import has

BEHIND = 9
"""So many words behind a figure "trở lên" may still be of it ("từ 70% số người dự họp trở lên")."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The least (`least`) or the most of something: how many, of what (folded), as the plan writes it ("09 năm").

    `beyond`: the figure itself is not enough, or too many.
    """

    number: Fraction
    unit: str
    least: bool
    beyond: bool
    words: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a question says ("7 năm") and the bound it was held against; `fits`: whether it is within."""

    said: str
    bound: Bound
    fits: bool


def held(words: Sequence[Token], fact: Fact) -> Held | None:
    """The one figure of a question that one bound of the fact is for; None where there is none or several, or where the figure is claimed to be the plan's."""
    if has(" " + " ".join(w.fold for w in words) + " ", folded_table("asking", "confirming", "equal")):
        return None
    limits = bounds(written(fact.answer))
    found = [(bound, figure) for bound in limits for figure in _figures(words, bound.unit)]
    if not found and [bound.unit for bound in limits] == ["%"] and (share := _share(words)) is not None:
        found = [(limits[0], share)]
    if len({figure for _, figure in found}) != 1:
        return None
    each = [Held(shown, bound, _fits(number, bound)) for bound, (number, shown) in found]
    return next((one for one in each if not one.fits), each[0])


def _fits(number: Fraction, bound: Bound) -> bool:
    if bound.least:
        return number > bound.number if bound.beyond else number >= bound.number
    return number < bound.number if bound.beyond else number <= bound.number


def bounds(words: Sequence[Token]) -> list[Bound]:
    """Every least and most a text states, in its order."""
    out = []
    folds = [w.fold for w in words]
    people = folded_set("asking", "counting", "people") | folded_set("asking", "counting", "of_people")
    for n, (number, unit, shown) in _numbered(words):
        ahead, behind = " " + " ".join(folds[max(0, n - 3) : n]) + " ", " " + " ".join(folds[n + 1 : n + BEHIND]) + " "
        if from_to := _FROM_TO.search(" " + " ".join(folds[max(0, n - 5) : n]) + " "):
            out.append(Bound(_number(from_to[1]), unit, True, False, shown.replace(words[n].raw, from_to[1], 1)))
            out.append(Bound(number, unit, False, bool(from_to[2]), shown))
            continue
        for name, least, beyond in _SIDES:
            leads = any(ahead.endswith(f" {phrase} ") for phrase in folded_table("asking", "bounds", name))
            if beyond and folds[n - 2 : n - 1] and folds[n - 2] in people and " ".join(folds[n + 2 : n + 3]) in folded_set("asking", "bounds", "then"):
                continue  # "người dưới 14 tuổi phải có người lớn chạy cùng" shuts nobody out
            if leads or (not beyond and has(behind, folded_table("asking", "bounds", f"{name}_behind"))):
                out.append(Bound(number, unit, least, beyond, shown))
                break
    return out


_FROM_TO = re.compile(r" (?:tu|du) (\d+) (?:\w+ )?den (?:het |du )?(duoi )?$")
_SIDES = (("least", True, False), ("most", False, False), ("more", True, True), ("less", False, True))


def _figures(words: Sequence[Token], unit: str) -> list[tuple[Fraction, str]]:
    """The figures of a unit in a question; people are counted by many words."""
    people = folded_set("asking", "counting", "people") | folded_set("asking", "counting", "of_people")
    return [(number, shown) for _, (number, of, shown) in _numbered(words) if of == unit or (of in people and unit in people)]


def _share(words: Sequence[Token]) -> tuple[Fraction, str] | None:
    """"họp có 90 người, 60 người giơ tay": the share of the fewer in all of them, in percent; None where not just two are counted."""
    counted = _numbered(words)
    if len(counted) != 2 or len({of for _, (_, of, _) in counted}) != 1:
        return None
    (fewer, _, part), (whole, _, said) = sorted((figure for _, figure in counted), key=lambda figure: figure[0])
    if not 0 < fewer < whole or "%" in said:
        return None
    percent = 100 * fewer / whole
    shown = f"{round(float(percent), 1):g}".replace(".", ",")
    return percent, f"{part.split()[0]}/{said} ({shown}%)"


def _numbered(words: Sequence[Token]) -> list[tuple[int, tuple[Fraction, str, str]]]:
    """Numbers with what they count, each with its place; times and money are none."""
    out = []
    no_unit, no_amount = folded_set("asking", "bounds", "no_unit"), folded_set("asking", "bounds", "no_amount")
    for n, word in enumerate(words):
        if not re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d{1,2})?", word.fold) or (n and words[n - 1].fold in no_amount):
            continue
        if word.point == "%":
            out.append((n, (_number(word.fold), "%", f"{word.raw}%")))
        elif n + 1 < len(words) and not word.point and words[n + 1].fold.isalpha() and words[n + 1].fold not in no_unit:
            out.append((n, (_number(word.fold), words[n + 1].fold, f"{word.raw} {words[n + 1].raw.rstrip('.,;:!?')}")))
    return out


def _number(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", "."))
