"""Collects what the second look learns from: `python -m bench.second_look FILE` asks the questions of many plans and writes how the signs stood.

Of every plan in tests: its blind questions as they are, and its own examples asked of a reader that knows only the other half of them. Of the plan
that ships: the sets it was not taught. bench/second_look_fit.py learns from the file.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import knowledge.answer as answering
from knowledge.by_rules import by_rules
from knowledge.load import load_plan
from knowledge.pairings import Pairings, fact_terms
from knowledge.plan import Plan
from knowledge.question import Reader, Reading
from knowledge.results import Result, Stated
from knowledge.second_look import ENOUGH, TOO_LITTLE, outcome, worth_it
from knowledge.signs import LOOKED_AT, Commonness, Signs
from knowledge.text import tokens
from tests.accuracy import judge, load, plans_with_questions
from tests.test_accuracy import HELD_OUT

HALVES = 2
"""A plan's own examples are asked of a reader that knows one part of so many."""


def words_of(plan: Plan, files: Iterable[Path]) -> tuple[Counter[str], int]:
    """In how many of a plan's questions each word stands, and how many questions that are."""
    texts = [e.text for e in plan.examples] + [str(row["q"]) for row in load(*files)]
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({token.fold for token in tokens(text)})
    return counts, len(texts)


def collect(job: tuple[Path, list[Path], dict[str, int], int]) -> list[dict[str, Any]]:
    """Every question of one plan with its signs; the words' commonness is that of the other plans."""
    folder, files, counts, questions = job
    plan, common = load_plan(folder), Commonness(counts, questions)
    out = list(_asked(Reader(plan), common, _blind(plan, files), folder.name, blind=True))
    if len({file.stem for file in files} & set(HELD_OUT)):
        return out
    examples = list(plan.examples)
    random.Random(len(examples)).shuffle(examples)
    for half in range(HALVES):
        reader = Reader(replace(plan, examples=tuple(examples[half::HALVES]), learned=None))
        out.extend(_asked(reader, common, _own(plan, examples[(half + 1) % HALVES :: HALVES]), folder.name, blind=False))
    return out


def _blind(plan: Plan, files: Iterable[Path]) -> Iterator[tuple[dict[str, Any], frozenset[str]]]:
    for row in load(*files):
        facts = plan.facts if row["must"] else ()
        yield row, frozenset(f.id for f in facts if all(re.search(p, f.answer, re.IGNORECASE | re.MULTILINE) for p in row["must"]))


def _own(plan: Plan, examples: Iterable[Any]) -> Iterator[tuple[dict[str, Any], frozenset[str]]]:
    day = min((task.deadline.last for task in plan.tasks), default=date(plan.year, 6, 1)).isoformat()
    for e in examples:
        expect = "answer" if e.facts else "unknown"
        yield {"q": e.text, "unit": e.unit, "history": [], "today": day, "expect": expect, "must": [], "must_not": []}, frozenset(e.facts)


def _asked(
    reader: Reader, common: Commonness, rows: Iterable[tuple[dict[str, Any], frozenset[str]]], plan: str, *, blind: bool
) -> Iterator[dict[str, Any]]:
    signs = Signs(reader.plan, reader.index, common, Pairings({}))  # what goes with what is yet to be learned
    traced = list[tuple[Reading, Result, bool]]()

    def follow(reader: Reader, reading: Reading, today: date, *, leaning: bool = False) -> Result:
        traced.append((reading, result := by_rules(reader, reading, today, leaning=leaning), leaning))
        return result

    setattr(answering, "by_rules", follow)  # noqa: B010  # the rules' own word is learned from, not what a second look made of it
    setattr(answering, "second_look", lambda signs, reading, candidates, result, *_, **__: result)  # noqa: B010
    for row, gold in rows:
        traced.clear()
        verdict = judge(reader, row).verdict
        if not traced or (row["expect"] != "unknown" and not gold and verdict != "right"):
            continue
        reading, result, leaning = traced[-1]
        live = reader.in_force(date.fromisoformat(row["today"]))[1]
        seen = [c for c in reading.candidates if c.fact.id in live][:LOOKED_AT]
        if not seen:
            continue
        facts = {f.id for f in result.facts} if isinstance(result, Stated) else set()
        right = bool(facts & gold) if not blind else verdict == "right"
        meant = gold | {f.id for f in (result.facts[:1] if isinstance(result, Stated) and verdict == "right" and blind else ())}
        yield {
            "plan": plan,
            "of": str(row.get("id", "")),
            "blind": blind,
            "words": [token.fold for token in reading.ask.words],
            "seen": [c.fact.id for c in seen],
            "rows": signs.rows(reading, seen, leaning=leaning),
            "right": [c.fact.id in meant and row["expect"] != "unknown" for c in seen],
            "outcome": outcome(result),
            "stated": next((n for n, c in enumerate(seen) if isinstance(result, Stated) and c.fact in result.facts[:1]), -1),
            "facts": len(facts),
            "labelled": bool(getattr(result, "label", "")),
            "sort": type(result).__name__,
            "held": row["expect"] != "unknown",
            "again": worth_it(reading, [c for c in reading.candidates if c.fact.id in live], result, leaning=leaning),
            "good": right and row["expect"] != "unknown",
        }
    setattr(answering, "by_rules", by_rules)  # noqa: B010


def main() -> None:
    """Collect and write."""
    found = plans_with_questions()
    sets = [(folder, [f for f in files if n or f.stem in HELD_OUT]) for n, (folder, files) in enumerate(found)]
    known = {folder.name: words_of(load_plan(folder), files) for folder, files in sets[1:]}
    counts, questions = sum((c for c, _ in known.values()), Counter()), sum(n for _, n in known.values())
    jobs = []
    for folder, files in sets:
        mine, many = known.get(folder.name, (Counter(), 0))
        jobs.append((folder, files, dict(counts - mine), questions - many))
    with ProcessPoolExecutor() as pool:
        rows = [row for part in pool.map(collect, jobs) for row in part]
    words = {word: n for word, n in sorted(counts.items()) if n > 2}
    terms = {folder.name: fact_terms(load_plan(folder)) for folder, _ in sets}
    table = {"rows": rows, "terms": terms, "words": words, "questions": questions, "enough": ENOUGH, "too_little": TOO_LITTLE}
    Path(sys.argv[1]).write_text(json.dumps(table), "utf-8")
    print(f"{len(rows)} questions of {len(sets)} plans")


if __name__ == "__main__":
    main()
