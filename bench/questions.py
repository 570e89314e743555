"""How long one question takes in process, from the message to the decision with its words."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from bench.grown import grown
from knowledge.load import PLANS, load_plan
from knowledge.plan import Plan
from knowledge.question import Reader
from tests.accuracy import ask, load

ROOT = Path(__file__).parents[1]
TIMES = 50
IMPORT = "import time; begun = time.perf_counter(); import knowledge.answer; print(time.perf_counter() - begun)"


def main() -> None:
    """Print p50 and p99 for the sample plan and the grown one, and what importing and preparing cost."""
    plan = load_plan(next(folder for folder in sorted(PLANS.iterdir()) if (folder / "plan.toml").is_file()))
    rows = load(*sorted((ROOT / "tests" / "questions").glob("dev_*.jsonl")))
    asked = [(str(row["q"]), row["unit"], date.fromisoformat(str(row["today"]))) for row in rows]
    _print("sample plan", plan, asked)
    _print(f"{TIMES} times as large", grown(plan, TIMES), asked)
    took = statistics.median(float(_fresh(IMPORT)) for _ in range(5))
    print(f"   import knowledge.answer: {took:.2f} s (median of 5 fresh processes)")


def _print(name: str, plan: Plan, asked: list[tuple[str, object, date]]) -> None:
    begun = time.perf_counter()
    reader = Reader(plan).prepare()
    ready = time.perf_counter() - begun
    for text, unit, today in asked[:50]:
        ask(reader, text, unit, (), today)  # type: ignore[arg-type]  # a kind key or None, as in the file
    took = []
    for text, unit, today in asked:
        begun = time.perf_counter()
        ask(reader, text, unit, (), today)  # type: ignore[arg-type]  # the same
        took.append((time.perf_counter() - begun) * 1000)
    took.sort()
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    print(f"   {name}: {len(plan.facts)} facts, made ready in {ready:.2f} s")
    print(f"      {len(took)} questions: p50 {p50:.2f} ms, p99 {p99:.2f} ms, worst {took[-1]:.1f} ms", flush=True)


def _fresh(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
