"""How many questions are answered right and how many rightly refused, as they stand in tests/questions and with noise."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from bench.noise import VARIANTS
from knowledge.load import load_plan
from knowledge.question import Reader
from tests.accuracy import judge, load, plans_with_questions


def main() -> None:
    """Print one line a set as written, then, for the plan that ships, what noise changes."""
    for plan, files in plans_with_questions():
        _print_plan(plan, files, noisy=len(files) > 1)


def _print_plan(plan: Path, files: list[Path], *, noisy: bool) -> None:
    reader = Reader(load_plan(plan))
    print(f"   {plan.name}, as written")
    for file in files:
        _print(file.stem[:11], reader, load(file))
    if not noisy:
        return
    rows = load(*files)
    _print("all", reader, rows)
    print(f"   {plan.name}, what each kind of noise changes")
    for name, noise in VARIANTS.items():
        _print(name, reader, [{**row, "q": said} for row in rows if (said := noise(str(row["q"]))) != row["q"]])


def _print(name: str, reader: Reader, rows: list[dict[str, Any]]) -> None:
    answerable = sum(row["expect"] != "unknown" for row in rows)
    got = Counter(judge(reader, row).verdict for row in rows)
    print(
        f"      {name:11} {answerable:4} answerable: {_share(got['right'], answerable)} right, {_share(got['refused'], answerable)} refused;"
        f" {len(rows) - answerable:4} not stated: {_share(got['kept'], len(rows) - answerable)} refused;"
        f" wrong facts in {_share(got['wrong'] + got['let'], len(rows))} of all",
        flush=True,
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f} %" if whole else "  –    "
