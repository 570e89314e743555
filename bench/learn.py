"""Learns from the replies in tests/status what the bot lays over its rules: `python -m bench.learn` writes its files in knowledge/vietnamese."""

from __future__ import annotations

from knowledge.status_learned import FILES, HERE
from tests.status_accuracy import learned_of


def main() -> None:
    """Learn and write."""
    for name, model in zip(FILES, learned_of().models, strict=True):
        (HERE / name).write_text(model.text, "utf-8")
        print(f"{name}: {len(model.lines)} words and pairs, {len(model.text.encode()) // 1024} KB")


if __name__ == "__main__":
    main()
