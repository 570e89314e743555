"""The sample plan with a few of its example questions: a program that is started again and again is ready in a third of the time.

What is understood of everyday wording is then less; tests of that use the plan itself.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

from knowledge.load import PLANS

SAMPLE = PLANS / "dai-hoi-thi-dua-2014"
A_FACT, SILENT = 2, 20
"""So many questions are kept of each fact, and so many that the plan does not answer."""


def light_plan(folder: Path) -> Path:
    """Write it into this folder, unless it is there already."""
    if folder.exists():
        return folder
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("questions.jsonl", "learned.txt"))
    kept: Counter[tuple[str, ...]] = Counter()
    with (SAMPLE / "questions.jsonl").open(encoding="utf-8") as questions, (folder / "questions.jsonl").open("w", encoding="utf-8") as out:
        for line in questions:
            facts = tuple(json.loads(line)["facts"])
            if kept[facts] < (A_FACT if facts else SILENT):
                kept[facts] += 1
                out.write(line)
    return folder
