"""Prints the project's figures: `python -m bench`, or some of them by name: `python -m bench questions turns`."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import time

SECTIONS = {
    "accuracy": "right and wrong answers on tests/questions and on noisy variants of them",
    "delivery": "a broadcast at the legal rate beside python-telegram-bot's own limiter; kill -9; a long queue; the tick",
    "questions": "time of a question, for the sample plan and for one fifty times its size",
    "reports": "reports a second kept durably, beside bare rows",
    "status": "reports read out of people's own words on tests/status, and the time of one",
    "turns": "durable turns a second over HTTP beside python-telegram-bot's echo example; memory and start-up",
}


def main() -> None:
    """Run the sections asked for, each in a module of its own with a `main()`."""
    asking = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asking.add_argument("sections", nargs="*", metavar="SECTION", help="; ".join(f"{name}: {what}" for name, what in SECTIONS.items()))
    chosen = asking.parse_args().sections or list(SECTIONS)
    unknown = [name for name in chosen if name not in SECTIONS]
    if unknown:
        asking.error(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores")
    for name in chosen:
        print(f"\n== {name}: {SECTIONS[name]}", flush=True)
        begun = time.monotonic()
        importlib.import_module(f"bench.{name}").main()
        print(f"   ({time.monotonic() - begun:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
