"""Telephone numbers in a text, however they are parted ("0900 000 216", "0238.3765218", "1900 1234")."""

from __future__ import annotations

import re

_RUN = re.compile(r"\b(?:0\d|1[89]00)[\d .-]{3,}\d\b")
LEAST, LEAST_OF_A_SERVICE = 9, 8
"""Digits of a number, and of one that begins with 1800 or 1900; a day ("01-04-2027") has eight."""


def telephone_numbers(text: str) -> set[str]:
    """The digits of each, in one piece."""
    runs = (re.sub(r"\D", "", run) for run in _RUN.findall(text))
    return {digits for digits in runs if len(digits) >= (LEAST_OF_A_SERVICE if digits[0] == "1" else LEAST)}
