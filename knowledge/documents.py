"""Documents and years that a text names: by their number, by their sort and number, by "năm 2014"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from knowledge.syllable import fold
from knowledge.text import Token, folded_set


def document_numbers(text: str) -> list[str]:
    """Numbers of documents, in capitals without accents ("13/KH-HDTDKT"); "40-year" is none."""
    found = re.findall(r"\b\d+(?:/\d+)?[-/][A-Za-zĐđ][\wĐđ]*(?:[-/&][A-Za-zĐđƯư]+)*", text)
    return [fold(m.lower()).upper() for m in found if "/" in m or not m.islower()]


def documents_named(folds: Sequence[str]) -> list[str]:
    """Documents named by their sort and number, as "nghi dinh 65"."""
    sorts, lead = folded_set("asking", "documents", "sorts"), folded_set("asking", "documents", "lead")
    out = []
    for n in range(len(folds) - 2):
        sort = f"{folds[n]} {folds[n + 1]}"
        number = folds[n + 2] if folds[n + 2] not in lead else folds[n + 3] if n + 3 < len(folds) else ""
        if sort in sorts and (found := re.match(r"(\d{1,4})(?!\d|[/.]\d{1,2}[/.])", number)):
            out.append(f"{sort} {found[1]}")
    return out


def years_named(words: Sequence[Token]) -> tuple[int, ...]:
    """Years a message names by themselves ("năm 2027"), not inside a date or a period."""
    behind = folded_set("asking", "ordinals", "year_behind")
    return tuple(int(b.fold) for a, b in itertools.pairwise(words) if a.fold in behind and re.fullmatch(r"(?:19|20)\d\d", b.fold))
