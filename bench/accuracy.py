"""How many questions are answered right and how many rightly refused, as they stand in tests/questions and with noise.

Of a plan whose examples hold questions of its own sets (the one that ships), each set is asked of a bot that was taught all but these: three bots,
each without a third of the sets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.noise import VARIANTS
from knowledge.load import load_plan
from knowledge.plan import Plan
from knowledge.question import Reader
from tests.accuracy import judge, load, plain_words, plans_with_questions

FOLDS = 3
"""Bots that each know a part of the sets; learning one takes the better part of a minute."""

Asked = tuple[Reader, dict[str, Any]]
"""A row of a set with the reader it is put to."""


def main() -> None:
    """Print one line a set as written, then, for the plan that ships, what noise changes."""
    for folder, files in plans_with_questions():
        _print_plan(folder, files, noisy=len(files) > 1)


def _print_plan(folder: Path, files: list[Path], *, noisy: bool) -> None:
    plan = load_plan(folder)
    taught = {plain_words(example.text) for example in plan.examples}
    own = [file for file in files if any(plain_words(str(row["q"])) in taught for row in load(file))]
    readers = dict.fromkeys(files, Reader(plan))
    if noisy and own:
        print(f"   {folder.name}, as written, each set with what the others teach")
        readers |= {file: reader for n in range(FOLDS) for reader in [_without(plan, own[n::FOLDS])] for file in own[n::FOLDS]}
    else:
        print(f"   {folder.name}, as written")
    rows = {file: [(readers[file], row) for row in load(file)] for file in files}
    for file in files:
        _print(file.stem[:11], rows[file])
    if not noisy:
        return
    asked = [each for file in files for each in rows[file]]
    _print("all", asked)
    print(f"   {folder.name}, what each kind of noise changes")
    for name, noise in VARIANTS.items():
        _print(name, [(reader, {**row, "q": said}) for reader, row in asked if (said := noise(str(row["q"]))) != row["q"]])


def _without(plan: Plan, files: Sequence[Path]) -> Reader:
    """A reader of the plan that was not taught the questions of these sets."""
    asked = {plain_words(str(row["q"])) for row in load(*files)}
    examples = tuple(example for example in plan.examples if plain_words(example.text) not in asked)
    return Reader(replace(plan, examples=examples, learned=None)).prepare()


def _print(name: str, asked: Sequence[Asked]) -> None:
    answerable = sum(row["expect"] != "unknown" for _, row in asked)
    got = Counter(judge(reader, row).verdict for reader, row in asked)
    print(
        f"      {name:11} {answerable:4} answerable: {_share(got['right'], answerable)} right, {_share(got['refused'], answerable)} refused;"
        f" {len(asked) - answerable:4} not stated: {_share(got['kept'], len(asked) - answerable)} refused;"
        f" wrong facts in {_share(got['wrong'] + got['let'], len(asked))} of all",
        flush=True,
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f} %" if whole else "  –    "
