"""The fact nearest to a question that is not answered: told as that alone, never as the answer."""

from __future__ import annotations

from datetime import date

from knowledge.plan import Fact
from knowledge.question import Reader
from knowledge.refusing import counts_from
from knowledge.results import LIMITS, Unclear, Unstated

LONGEST = 260
"""Characters of an answer that may be told beside a refusal."""
OF_ANOTHER = "somebody else's telephone"
MOST_STRANGE = 3
"""With more words that the plan knows nothing of, a question is about something else."""


def nearest(reader: Reader, result: Unstated | Unclear, today: date) -> Fact | None:
    """What comes nearest to the question and is alike enough to be of use; None where nothing is, or the asker's kind of unit has no such fact.

    A follow-up ("còn bên kia?") has too few words of its own. Where so long from some day on is asked, any length told would be taken for the
    answer. Where the examples speak for silence, and the more so where what is not stated has a name of its own, a neighbour is of no use.
    """
    reading = result.reading
    if result.why == OF_ANOTHER:
        return None  # a number beside somebody's name would be taken for his
    if reading is None or reading.strange > MOST_STRANGE or reading.follow or counts_from(reading):
        return None
    _, live = reader.in_force(today)
    mine = set(reading.kinds)
    room = LIMITS["beside_named"] if isinstance(result, Unstated) and result.label else LIMITS["beside_quiet"]
    for candidate in reading.candidates:
        fact = candidate.fact
        if fact.id not in live or (mine and fact.kinds and not mine & set(fact.kinds)):
            continue
        alike = candidate.near >= LIMITS["beside_near"] or candidate.taught >= LIMITS["beside_taught"]
        of_use = candidate.score >= LIMITS["beside"] and alike and candidate.taught > reading.quiet - room
        return fact if of_use and len(fact.answer) <= LONGEST else None
    return None
