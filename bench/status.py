"""How well reports are read out of people's own words, and how long one takes beside taking a question apart."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date

from knowledge.load import PLANS, load_plan
from knowledge.question import Reader
from knowledge.status import StatusReader, listening
from tests.status_accuracy import figures, judge, load, plans_with_replies

ROUNDS = 5


def main() -> None:
    """Print one line a set of replies, then the time of a message and its ratio to the reference's."""
    for plan, files in plans_with_replies():
        listener = StatusReader(Reader(load_plan(plan)))
        for file in files:
            told = "; ".join(
                f"{name}: {right} of {whole} ({100 * right / whole:.1f} %)" for name, right, whole in figures(judge(listener, row) for row in load(file))
            )
            print(f"      {file.stem[:22]:22} {told}", flush=True)
    _print_times()


def _print_times() -> None:
    reader = Reader(load_plan(PLANS / "dai-hoi-thi-dua-2014"))
    listener = listening(reader)
    rows = [row for plan, files in plans_with_replies() if plan.parent == PLANS for row in load(*files)]
    ours = _times(lambda text: listener.hear(text, date(2014, 12, 3)), [row["q"] for row in rows])
    beside = _times(reader.message, [row["q"] for row in rows])
    print(
        f"      a message read as a report: p50 {statistics.median(ours):.2f} ms, p99 {sorted(ours)[int(0.99 * len(ours))]:.2f} ms;"
        f" taken apart as a question: p50 {statistics.median(beside):.2f} ms; ratio {statistics.median(ours) / statistics.median(beside):.2f}"
    )


def _times(read: Callable[[str], object], texts: list[str]) -> list[float]:
    """Milliseconds of each text, the best of some rounds."""
    best = [float("inf")] * len(texts)
    for _ in range(ROUNDS):
        for n, text in enumerate(texts):
            begun = time.perf_counter()
            read(text)
            best[n] = min(best[n], 1000 * (time.perf_counter() - begun))
    return best
