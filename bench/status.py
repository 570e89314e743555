"""How well reports are read out of people's own words, and how long one takes beside taking a question apart."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from knowledge.load import PLANS, load_plan
from knowledge.question import Reader
from knowledge.status_replies import ReplyReader, listening
from tests.status_accuracy import figures, judge, learned_of, load, plans_with_replies

ROUNDS = 5
FOLDS = 12


def main() -> None:
    """Print one line a set of replies, then the time of a message and its ratio to the reference's."""
    print(f"   what replies teach is learned without the set and its {FOLDS - 1} neighbours; the rules were mended on every set")
    for plan, files in plans_with_replies():
        reader = Reader(load_plan(plan))
        whole: Counter[str] = Counter()
        for start in range(0, len(files), FOLDS):
            fold = files[start : start + FOLDS]
            listener = ReplyReader(reader, learned_of(fold))
            for file in fold:
                found = list(figures(judge(listener, row) for row in load(file)))
                for name, right, total in found:
                    whole.update({name: right, f"all {name}": total})
                print(f"      {file.stem[:22]:22} {_line(found)}", flush=True)
        if len(files) > 1:
            print(f"      {'all':22} {_line([(name, whole[name], whole[f'all {name}']) for name, _, _ in found])}", flush=True)
    _print_times()


def _line(found: Iterable[tuple[str, int, int]]) -> str:
    return "; ".join(f"{name}: {right} of {total} ({100 * right / total:.1f} %)" for name, right, total in found)


def _print_times() -> None:
    reader = Reader(load_plan(PLANS / "dai-hoi-thi-dua-2014"))
    listener = listening(reader)
    rows = [row for plan, files in plans_with_replies() if plan.parent == PLANS for row in load(*files)]
    ours = _times(lambda text: listener.hear(text, date(2014, 12, 3), replying=True), [row["q"] for row in rows])
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
