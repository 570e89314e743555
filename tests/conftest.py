"""What every test stands on: programs that may be missing, and no deadline for generated examples."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

from tests import KEPT

# Each marker that stands for a program, with the names it goes by; add one here and in pyproject.toml for the next.
PROGRAMS = {"browser": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "chrome")}
WAITING = ("test_end_to_end", "test_browser", "test_run", "test_app")
"""How the files of tests that mostly wait begin."""
HEAVY = (("test_accuracy",), ("test_status_accuracy", "test_status_learned", "test_near_misses"))
"""How those begin that only reckon, for minutes; two lots."""
MISSING = "no program for "

# Speed is measured by `make bench`, never asserted: a busy machine must not fail a test.
settings.register_profile("kehoach", deadline=None)
settings.load_profile("kehoach")


def find_program(marker: str) -> str | None:
    """Where the program a marker stands for is, or None."""
    return next((found for name in PROGRAMS[marker] if (found := shutil.which(name))), None)


def required() -> frozenset[str]:
    """The markers whose programs must be there, from KEHOACH_REQUIRE (comma-separated)."""
    return frozenset(filter(None, os.environ.get("KEHOACH_REQUIRE", "").replace(" ", "").split(",")))


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and KEPT not in os.environ:  # the workers are started with it
        os.environ[KEPT] = tempfile.mkdtemp(prefix="kehoach-tests-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(KEPT, ""), ignore_errors=True))
    unknown = required() - PROGRAMS.keys()
    if unknown:
        raise pytest.UsageError(f"KEHOACH_REQUIRE knows {', '.join(PROGRAMS)}; not {', '.join(sorted(unknown))}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that mostly wait come first with two of the workers, those that only reckon with the others, so that no processor is idle meanwhile.

    A worker begins with a share of the tests as they stand (and takes from the others when it has done): each of the four is given what it begins with.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    waiting = [item for item in items if item.path.stem.startswith(WAITING)]
    files = sorted({item.path for item in waiting})
    begins = [
        [item for item in waiting if item.path in files[::2]],
        [item for item in waiting if item.path in files[1::2]],
        *([item for item in items if item.path.stem.startswith(lot)] for lot in HEAVY),
    ]
    rest = [item for item in items if not item.path.stem.startswith((*WAITING, *HEAVY[0], *HEAVY[1]))]
    left, items[:] = len(items), []
    for n, some in enumerate(begins):
        share = left // max(1, workers - n)  # as pytest-xdist deals them out
        room = max(0, share - len(some))
        items += [*some, *rest[:room]]
        left, rest = left - share, rest[room:]
    items += rest


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in PROGRAMS.keys() & {mark.name for mark in item.iter_markers()}:
        if find_program(marker):
            continue
        if marker in required():
            pytest.fail(f"{MISSING}{marker}, but KEHOACH_REQUIRE asks for it", pytrace=False)
        pytest.skip(MISSING + marker)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run's very last line says which tests did not run for want of a program."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput") or config.option.collectonly:
        return
    reasons = (str(report.longrepr[2]) for report in reporter.stats.get("skipped", ()) if isinstance(report.longrepr, tuple))
    missed = Counter(reason.rpartition(MISSING)[2] for reason in reasons if MISSING in reason)
    said = ", ".join(f"{number} for want of {PROGRAMS[marker][0]} ({marker})" for marker, number in sorted(missed.items()))
    reporter.write_line(f"Tests that did not run: {said}" if said else "No test was left out for want of a program.")


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium to drive with Playwright (`executable_path`); for tests marked `browser`."""
    found = find_program("browser")
    if found is None:
        pytest.skip(MISSING + "browser")
    return Path(found)
