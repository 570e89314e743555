"""What something is called: "cuộc thi nấu ăn tên gì" asks for the name that stands in quotation marks, in whatever sentence the plan says it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.match import Candidate
from knowledge.plan import Fact
from knowledge.question import Reading

_ASKED = re.compile(r" ten (?:goi )?(?:la )?(?:gi|chi) ")
_NAME = re.compile("\u201c[^\u201d]+\u201d")
LIKELY = 0.5
"""How much of the question such a fact must explain where it is not of the thing that is named."""


def name_asked(reading: Reading, candidates: Sequence[Candidate]) -> Fact | None:
    """The likeliest fact that says the name of what is asked about, where a name is asked for."""
    if reading.follow or not _ASKED.search(" " + " ".join(word.fold for word in reading.ask.words) + " "):
        return None
    likely = (c for c in candidates[:5] if c.entity >= 0.5 or c.name > 0 or (c.cover >= LIKELY and c.entity > -0.5))
    return next((c.fact for c in likely if _NAME.search(c.fact.answer)), None)
