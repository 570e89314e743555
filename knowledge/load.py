"""A plan folder -> Plan, or everything that is wrong with it at once."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from knowledge import build, learned
from knowledge.agree import Agreement, Find, questioned
from knowledge.build import Sheet
from knowledge.mistakes import Mistake, Mistakes, PlanError, Spot, Wording
from knowledge.plan import Example, Fact, Plan, Source
from knowledge.rows import Lines, Row, clean, shown

PLANS = Path(__file__).parent / "plans"
"""The plans that ship with the program."""

_VIETNAMESE = Path(__file__).parent / "vietnamese"
_TABLES = ("kinds", "entities", "attributes", "clauses", "sources", "facts", "tasks", "not_stated", "left_out")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")


def load_plan(folder: Path) -> Plan:
    """The plan of a folder (plan.toml, sources/*.txt, questions.jsonl). Raises PlanError with every mistake found."""
    plan, found = read(folder)
    if plan is None or found:
        raise PlanError(found)
    return plan


def read(folder: Path) -> tuple[Plan | None, tuple[Mistake, ...]]:
    """The plan as far as it can be read, and its mistakes; None where plan.toml itself is unreadable."""
    mistakes = Mistakes(wording("mistakes"))
    sheet = _sheet(folder, mistakes)
    if sheet is None:
        return None, tuple(mistakes.found)
    plan = _plan(folder, sheet)
    find = build.Places(sheet).spot
    Agreement(plan, find, _families(), mistakes).check()
    plan = replace(plan, examples=_examples(folder / "questions.jsonl", plan, mistakes, find), learned=_learned(folder / learned.FILE))
    return plan, tuple(mistakes.found)


@cache
def wording(name: str) -> Wording:
    """One of the TOML files of knowledge/vietnamese, such as "mistakes"."""
    found: Wording = tomllib.loads((_VIETNAMESE / f"{name}.toml").read_text(encoding="utf-8"))
    return found


def _sheet(folder: Path, mistakes: Mistakes) -> Sheet | None:
    text = _text(folder / "plan.toml", "plan.toml", mistakes)
    if text is None:
        return None
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else len(text.splitlines())
        mistakes.add("no_toml", Spot("plan.toml", line), reason=_reason(str(error)), text=shown(text.splitlines()[line - 1].strip() if line else ""))
        return None
    return Sheet("plan.toml", raw, Lines(text), mistakes)


def _reason(error: str) -> str:
    for english, vietnamese in wording("mistakes")["toml"].items():
        if english in error:
            return vietnamese
    return _PLACE.sub("", error).strip()


def _plan(folder: Path, sheet: Sheet) -> Plan:
    top = sheet.top()
    sources = []
    for row in sheet.rows("sources"):
        name = row.optional("file") or ""
        sources.append(build.source(row, _source_text(folder, name, row)))
        row.done()
    facts = tuple(_dated(fact, sources) for fact in sheet.all("facts", build.fact))
    plan = Plan(
        key=top.key(),
        edition=top.number("edition"),
        title=top.text("title"),
        issuer=top.text("issuer"),
        year=top.number("year"),
        kinds=sheet.all("kinds", build.kind),
        entities=sheet.all("entities", build.entity),
        attributes=sheet.all("attributes", build.attribute),
        facts=facts,
        tasks=build.tasks(sheet, {fact.id: fact for fact in facts}),
        sources=tuple(sources),
        clauses=sheet.all("clauses", build.clause),
        not_stated=sheet.all("not_stated", build.not_stated),
        examples=(),
        ask_whom=top.text("ask_whom"),
        ask_whom_fact=top.optional("ask_whom_fact"),
        reminders=build.reminders(sheet),
        left_out=sheet.all("left_out", build.left_out),
    )
    for table in (*_TABLES, "reminders"):
        top.raw(table)
    top.done()
    return plan


def _learned(path: Path) -> learned.Learned | None:
    """What the examples taught, where the folder carries it; a file that cannot be read is as none, the bot then learns anew."""
    try:
        return learned.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def _dated(fact: Fact, sources: list[Source]) -> Fact:
    # A replacement without a day of its own holds from the day of the document that makes it.
    if fact.replaces is None or fact.since is not None:
        return fact
    return replace(fact, since=next((source.date for source in sources if source.key == fact.source), None))


def _source_text(folder: Path, name: str, row: Row) -> str:
    if not name:
        return ""
    home = folder / "sources"
    path = home / name
    if path.resolve().parent != home.resolve():
        row.wrong("source_place", "file", file=name)
        return ""
    return _text(path, f"sources/{name}", row.mistakes, row.spot("file")) or ""


def _text(path: Path, name: str, mistakes: Mistakes, named_at: Spot | None = None) -> str | None:
    """A file as NFC text with plain line ends; None, with the mistake noted, where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError:
        mistakes.add("no_file", named_at or Spot(name), file=name)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mistakes.add("no_utf8", Spot(name, data[: error.start].count(b"\n") + 1))
        return None
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def _examples(path: Path, plan: Plan, mistakes: Mistakes, find: Find) -> tuple[Example, ...]:
    text = _text(path, "questions.jsonl", mistakes)
    if text is None:
        return ()
    examples: dict[int, Example] = {}
    # Only a line end ends a line of JSONL; splitlines() would also cut at U+2028 inside a question.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            example = _example(line, Spot("questions.jsonl", number), mistakes)
            if example:
                examples[number] = example
    facts = {number: example.facts for number, example in examples.items()}
    units = {number: example.unit for number, example in examples.items() if example.unit}
    questioned(plan, facts, units, mistakes, find)
    return tuple(examples.values())


def _example(line: str, spot: Spot, mistakes: Mistakes) -> Example | None:
    try:
        raw = json.loads(line)
    except ValueError:
        mistakes.add("no_json", spot, got=shown(line))
        return None
    if not isinstance(raw, dict):
        mistakes.add("no_json", spot, got=shown(line))
        return None
    q, facts = raw.get("q"), raw.get("facts")
    if len(raw) == 2 and isinstance(q, str) and clean(q) and isinstance(facts, list) and all(isinstance(id, str) and id and clean(id) == id for id in facts):
        return Example(clean(q), tuple(dict.fromkeys(facts)), None)  # nothing to find fault with: of twenty thousand rows nearly all
    row = Row(raw, spot, Lines(""), mistakes)
    example = Example(row.text("q"), row.texts("facts"), row.optional("unit"))
    if "facts" not in raw:
        row.wrong("missing", None, key="facts")
    row.done()
    return example if example.text else None


def _families() -> frozenset[str] | None:
    path = _VIETNAMESE / "families.toml"
    if not path.exists():
        return None
    found: Mapping[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(found)
