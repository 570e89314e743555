"""How many prizes of a rank there are: told of within a sentence on all of them ("04 giải Nhất, 08 giải Nhì, 12 giải Ba")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.plan import Fact
from knowledge.question import Reading
from knowledge.syllable import fold
from knowledge.text import folded_set

_NUMBER = r"\b\d+ (?:suat )?giai {rank}\b"
_HOW_MANY = (
    r"(?:may|bao nhieu) (?:(?:suat |cai |phan |chiec )?giai|suat|(?:doi|nguoi|em|ban|thi sinh|don vi) (?:duoc|dat|nhan|co) giai) {rank}\b"
    r"|giai {rank} (?:\w+ ){{0,2}}?(?:may|bao nhieu) (?:suat|cai|phan|chiec|giai)\b"
)


def rank_counted(reading: Reading) -> str:
    """The rank ("nhi") whose number of prizes is asked for, or claimed; "" where none is."""
    words = " ".join([word.fold for word in reading.ask.words])
    if "giai" not in words and "suat" not in words:
        return ""
    ways = _HOW_MANY, *([_NUMBER] if reading.ask.want.confirm else [])
    return next((rank for rank in sorted(folded_set("asking", "which", "ranks")) for way in ways if re.search(way.format(rank=rank), words)), "")


def prizes_counted(reading: Reading, facts: Sequence[Fact]) -> Fact | None:
    """The one fact that tells how many prizes there are of the rank whose number is asked for or claimed, where one alone does."""
    rank = rank_counted(reading)
    told = [fact for fact in facts if rank and re.search(_NUMBER.format(rank=rank), fold(fact.answer.lower()))]
    return told[0] if len(told) == 1 else None
