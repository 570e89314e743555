"""How many prizes of a rank there are: told of within a sentence on all of them ("04 giải Nhất, 08 giải Nhì, 12 giải Ba")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.plan import Fact
from knowledge.question import Reading
from knowledge.syllable import fold
from knowledge.text import folded_set

_COUNTS = r"(?:may|bao nhieu) (?:(?:suat |cai |phan |chiec )?giai|suat) {rank}\b|giai {rank} (?:\w+ ){{0,2}}?(?:may|bao nhieu) (?:suat|cai|phan|chiec|giai)\b"
_CLAIMS = r"\b\d+ (?:suat )?giai {rank}\b"
_TOLD = r"\b\d+ (?:suat )?giai {rank}\b"


def prizes_counted(reading: Reading, facts: Sequence[Fact]) -> Fact | None:
    """The one fact that tells how many prizes there are of the rank whose number is asked for or claimed, where one alone does."""
    words = " ".join(word.fold for word in reading.ask.words)
    for rank in sorted(folded_set("asking", "which", "ranks")):
        claimed = reading.ask.want.confirm and re.search(_CLAIMS.format(rank=rank), words)
        if not claimed and not re.search(_COUNTS.format(rank=rank), words):
            continue
        told = [fact for fact in facts if re.search(_TOLD.format(rank=rank), fold(fact.answer.lower()))]
        return told[0] if len(told) == 1 else None
    return None
