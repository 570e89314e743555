"""The program as a user starts it: a process of its own, in an empty folder, with nothing set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEHOACH = (sys.executable, "-m", "bot")


def clean(**more: str) -> dict[str, str]:
    """An environment without any setting of the bot, in a locale that knows no Vietnamese."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KEHOACH_", "TELEGRAM_", "LC_", "LANG", "PYTHON"))}
    return kept | {"LC_ALL": "C", "PYTHONPATH": str(ROOT)} | more


def kehoach(*arguments: str, folder: Path, given: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run to the end."""
    return subprocess.run((*KEHOACH, *arguments), input=given, capture_output=True, cwd=folder, env=clean(**more), timeout=60, check=False)
