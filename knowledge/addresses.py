"""Addresses within a sentence: "tại Khu thể thao …, số 210 đường …" tells where something is, though the plan has no fact for its address alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.match import Candidate
from knowledge.plan import Fact
from knowledge.question import Reading
from knowledge.syllable import fold

FAMILY = "address"
"""Which family of attributes asks for one (families.toml)."""
NEAR = 0.6
"""How much less likely than the best a fact with an address may be."""
_STREET = re.compile(r"\bso (?:nha )?\d+[a-z]?(?:/\d+)*,? (?:duong|pho|ngo|hem|dai lo|quoc lo|tinh lo)\b")


def address_asked(reading: Reading, candidates: Sequence[Candidate]) -> Fact | None:
    """The likeliest fact, where an address is asked for and it has one."""
    asked = any(s.group == "family" and s.key == FAMILY for s in reading.ask.spots)
    likely = [c for c in candidates[:4] if c.score >= candidates[0].score - NEAR] if asked else []
    return next((c.fact for c in likely if _STREET.search(fold(c.fact.answer.lower()))), None)
