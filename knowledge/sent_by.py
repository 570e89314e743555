"""By which way papers go: "gửi báo cáo qua đường nào", where the sentence that tells when or where to tells that, too."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.match import Candidate
from knowledge.plan import Fact
from knowledge.question import Reading
from knowledge.text import folded_table, written
from knowledge.wants import has

AMONG = 4
"""So many of the likeliest facts may be meant."""


def way_asked(reading: Reading, told: Sequence[Fact], candidates: Sequence[Candidate]) -> Fact | None:
    """The likeliest fact that tells a way things are sent; None where none is asked for, or what was found tells one already."""
    if not has(f" {' '.join(word.fold for word in reading.ask.words)} ", folded_table("asking", "sent_by", "asked")):
        return None
    if any(_tells_a_way(fact) for fact in told):
        return None
    return next((c.fact for c in candidates[:AMONG] if c.score > 0 and _tells_a_way(c.fact)), None)


def _tells_a_way(fact: Fact) -> bool:
    return has(f" {' '.join(word.fold for word in written(fact.answer))} ", folded_table("asking", "sent_by", "ways"))
