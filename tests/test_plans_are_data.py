"""A plan is a folder and nothing more: no word of any plan stands in the code or in what all plans share."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.test_house_rules import PACKAGES, ROOT, code, name, report, strings

PLANS = sorted(file.parent for place in ("knowledge/plans", "tests") for file in (ROOT / place).rglob("plan.toml"))
SHARED = sorted((ROOT / "knowledge" / "vietnamese").glob("*.toml"))
# The office's own words for the settings (bot/settings.toml and its like) may name the plan that ships with the bot.
SHIPPED = {"dai-hoi-thi-dua-2014"}
# A name shorter than this many syllables may be everybody's word (công ty, hội nghị); a longer one belongs to its plan.
NAME, SENTENCE = 5, 6
# A bare syllable of the calendar ("thứ trưởng" is no weekday) that a plan took for a kind of unit.
OURS = {"truong"}
# Short forms and bodies every office in the country writes so, whatever its plan.
EVERYBODYS = {"cntt", "ubnd", "thpt", "thcs", "tttt", "gdtx", "ttđt", "tt", "hội đồng thi đua khen thưởng", "cán bộ công nhân viên chức"}
# A report has these keys whatever the plan; a plan may name a field so, and then the field is that key.
GENERAL = {"date", "reason", "documents"}
# Proper names are given away by their capitals whatever their length.
PROPER = re.compile(r"\b(?:[A-Z][a-z]+[A-Z]\w*|[A-Z]{4,}\w*|\w*&\w*)\b")


@cache
def read(plan: Path) -> dict[str, Any]:
    return tomllib.loads((plan / "plan.toml").read_text("utf-8"))


def rows(data: dict[str, Any], *tables: str) -> Iterator[dict[str, Any]]:
    for table in tables:
        yield from (row for row in data.get(table, ()) if isinstance(row, dict))


def keys(data: dict[str, Any]) -> set[str]:
    """Every key a plan gives something of its own, without the words of the format itself."""
    fields = [field for task in rows(data, "tasks") for field in rows(task, "fields")]
    others = {row["key"] for row in (*rows(data, "entities", "attributes", "not_stated", "clauses", "sources"), *fields)}
    others |= {row["id"] for row in rows(data, "facts")} | {data["key"]}
    of_work = {row["key"] for row in rows(data, "kinds", "tasks")}
    return {*of_work, *filter(telling, others - format_words(data) - SHIPPED)} - OURS


def telling(key: str) -> bool:
    """Whether a key cannot be an everyday English word or one bare syllable (ngay, gio, role, limit) that means something else in code."""
    return bool(re.search(r"[-_.]", key)) or len(key) > len("nghieng")


def format_words(data: dict[str, Any]) -> set[str]:
    """Words any plan folder is written with (tables, columns, answer types) and the names of the tables all plans share."""
    types = {row["type"] for row in rows(data, "attributes") if "type" in row}
    return {*columns(data), *shared_words(), *types, "number", "date", "text", "document", "choice"}


@cache
def shared_words() -> frozenset[str]:
    """The names of the tables all plans share, and the answer types of their families; the same for every plan."""
    families = tomllib.loads((ROOT / "knowledge/vietnamese/families.toml").read_text("utf-8"))
    shared = {column for file in SHARED for column in columns(tomllib.loads(file.read_text("utf-8"))) if column.isascii()}
    return frozenset(shared | {row["type"] for row in families.values() if "type" in row})


def columns(value: object) -> Iterator[str]:
    """The keys of a table and of all within it."""
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from columns(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from columns(inner)


@cache
def spoken(text: str) -> tuple[str, ...]:
    """The syllables of a text, lower case, accents kept."""
    return tuple(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))


@cache
def written() -> list[tuple[str, int, str]]:
    """Every string of the code: its file, its line, and what it says; the same for every plan."""
    return [(name(path), line, text) for path in code(*PACKAGES) for line, text in strings(path)]


@cache
def places() -> list[tuple[str, str]]:
    """Every string of the code and every line of the shared tables, with where it stands; the same for every plan."""
    tables = [(f"{name(table)}:{n}", row) for table in SHARED for n, row in enumerate(table.read_text("utf-8").splitlines(), 1) if row[:1] != "#"]
    return [*((f"{path}:{line}", text) for path, line, text in written()), *tables]


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def phrases(data: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """What only this plan says: long names as they are, sentences by every run of SENTENCE syllables, proper names."""
    for row in rows(data, "kinds", "entities", "tasks"):
        for text in texts([row.get(column, []) for column in ("label", "short", "names", "members")]):
            said = spoken(text)
            if len(said) >= NAME:
                yield said
            yield from (spoken(proper) for proper in PROPER.findall(text))
    for text in (data["title"], data["issuer"], data["ask_whom"]):
        yield spoken(text)
    for row in rows(data, "facts"):
        for text in (row["answer"], row["quote"]):
            said = spoken(text)
            yield from (said[i : i + SENTENCE] for i in range(len(said) - SENTENCE + 1))


def hits(text: str, own: dict[str, set[tuple[str, ...]]]) -> set[tuple[str, ...]]:
    """Which phrases a text says; `own` has them by their first syllable."""
    said = spoken(text)
    return {phrase for i, first in enumerate(said) for phrase in own.get(first, ()) if said[i : i + len(phrase)] == phrase}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_no_key_of_a_plan_in_code(plan: Path) -> None:
    """No code asks for a kind, task, attribute, entity, field, clause or fact by its key."""
    own = keys(read(plan)) - GENERAL
    found = [f"{path}:{line} {text!r}" for path, line, text in written() if text in own]
    report(found, f"these are keys of {plan.name}; code must find them in the plan it was given")


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_no_words_of_a_plan_in_code_or_shared_tables(plan: Path) -> None:
    """No name or sentence of a plan stands in a string of the code or in knowledge/vietnamese."""
    own: dict[str, set[tuple[str, ...]]] = {}
    for phrase in {phrase for phrase in phrases(read(plan)) if phrase} - {spoken(said) for said in EVERYBODYS}:
        own.setdefault(phrase[0], set()).add(phrase)
    found = [f"{place} {' '.join(hit)!r}" for place, text in places() for hit in sorted(hits(text, own))]
    report(found, f"these are words of {plan.name}; they belong in its plan.toml")


def test_there_are_plans_to_hold_this_against() -> None:
    """At least one plan is found, and it gives keys and phrases to look for."""
    assert PLANS
    assert all(len(keys(read(plan))) > 10 and len(set(phrases(read(plan)))) > 50 for plan in PLANS)
