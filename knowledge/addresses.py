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
APART = 0.2
"""How much likelier than the next one with an address it must be."""
_STREET = re.compile(r"\bso (?:nha )?\d+[a-z]?(?:/\d+)*,? (?:duong|pho|ngo|hem|dai lo|quoc lo|tinh lo)\b")


def address_asked(reading: Reading, candidates: Sequence[Candidate]) -> Fact | None:
    """The likeliest fact with an address, where one is asked for: the likeliest of all, or no other with one is as likely."""
    asked = any(s.group == "family" and s.key == FAMILY for s in reading.ask.spots)
    likely = [c for c in candidates[:4] if c.score >= candidates[0].score - NEAR] if asked else []
    found = [c for c in likely if _STREET.search(fold(c.fact.answer.lower()))]
    alone = len(found) == 1 or (len(found) > 1 and found[0].score - found[1].score > APART)
    return found[0].fact if found and (alone or found[0] is candidates[0]) else None
