"""Where something went wrong, in words that may be logged."""

from __future__ import annotations

import traceback
from pathlib import PurePath


def place(error: BaseException) -> str:
    """The error's type and the line it came from; never its own words, which may quote a message, a token or a number."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"
    return f"{type(error).__name__} at {where}"
