"""Learns from the replies in tests/status what the bot lays over its rules: `python -m bench.learn` writes knowledge/vietnamese/replies.txt."""

from __future__ import annotations

from knowledge.learned import Row, digest, learn
from knowledge.load import load_plan
from knowledge.question import Reader
from knowledge.status import StatusReader
from knowledge.status_learned import FILE
from tests.status_accuracy import lessons, load, plans_with_replies


def collected() -> list[Row]:
    """What every reply of every set teaches, in the order of the sets."""
    out: list[Row] = []
    for plan, files in plans_with_replies():
        reader = StatusReader(Reader(load_plan(plan)))
        out.extend(lessons(reader, load(*files)))
    return out


def main() -> None:
    """Learn and write."""
    rows = collected()
    model = learn(rows, digest(rows))
    FILE.write_text(model.text, "utf-8")
    print(f"{FILE.name}: learned from {len(rows)} replies, {len(model.lines)} words and pairs, {len(model.text.encode()) // 1024} KB")


if __name__ == "__main__":
    main()
