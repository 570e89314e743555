"""In which of a row of groups a unit is: "phòng kế hoạch tài chính đi nhóm số mấy"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.plan import Fact, Listing
from knowledge.question import Reading
from knowledge.text import written


def group_asked(reading: Reading, facts: Sequence[Fact], labels: Mapping[str, str]) -> Fact | None:
    """The list a unit named in the question stands in, where the group is asked for by the word all of its row begin with; `labels` by the entity's key."""
    named = {spot.key for spot in reading.ask.spots if spot.group == "member"}
    found = [fact for fact in facts if fact.id in named and isinstance(fact.value, Listing)]
    if len(found) != 1:
        return None
    heads = [written(label)[0].fold for label in labels.values()]
    head = written(labels[found[0].entity])[0].fold
    asked = " " + " ".join(word.fold for word in reading.ask.words) + " "
    return found[0] if heads.count(head) > 1 and re.search(rf" {re.escape(head)} (?:so |thu )?(?:may|nao) ", asked) else None
