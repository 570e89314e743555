"""The fact nearest to a question that is not answered: told as that alone, never as the answer."""

from __future__ import annotations

from datetime import date
from operator import itemgetter

from knowledge.plan import Fact
from knowledge.question import Reader
from knowledge.refusing import counts_from
from knowledge.results import Unclear, Unstated
from knowledge.second_look import LONGEST, in_order
from knowledge.signs import LOOKED_AT
from knowledge.trees import shipped

ALIKE = 0.2
"""How likely the likeliest fact must be, as the second look puts them in order. Of 338 refused questions that had an answer in their plan, it was told beside
the refusal of 135, with the first by the rules' own score of 72; of 2,280 that had none 573 were told a neighbour, with the other 662."""
QUIETER, FAR = 0.1, 0.6
"""By so much less than for silence the examples may speak for a neighbour: of what is known not to be stated, of anything else."""
OF_ANOTHER = "somebody else's telephone"
MOST_STRANGE = 3
"""With more words that the plan knows nothing of, a question is about something else."""


def nearest(reader: Reader, result: Unstated | Unclear, today: date) -> Fact | None:
    """What comes nearest to the question and is alike enough to be of use; None where nothing is, or the asker's kind of unit has no such fact.

    A follow-up ("còn bên kia?") has too few words of its own. Where so long from some day on is asked, any length told would be taken for the
    answer. Where what is not stated has a name of its own and the examples speak for silence, a neighbour is of no use.
    """
    reading = result.reading
    if result.why == OF_ANOTHER:
        return None  # a number beside somebody's name would be taken for his
    if reading is None or reading.strange > MOST_STRANGE or reading.follow or counts_from(reading):
        return None
    _, live = reader.in_force(today)
    mine = set(reading.kinds)
    told = [c for c in reading.candidates if c.fact.id in live][:LOOKED_AT]
    loud = reading.quiet - (QUIETER if isinstance(result, Unstated) and result.label else FAR)
    if all(c.taught <= loud for c in told):
        return None
    _, chances = in_order(reader.signs, shipped(), reading, told, leaning=False)
    likely = [(chance, n) for n, chance in enumerate(chances) if not (mine and told[n].fact.kinds and not mine & set(told[n].fact.kinds))]
    chance, best = max(likely, key=itemgetter(0), default=(0.0, 0))
    fact = told[best].fact
    return fact if chance >= ALIKE and told[best].taught > loud and len(fact.answer) <= LONGEST else None
