"""What a question says outright, whatever the rules and the second look made of it: that it holds two things against each other, which form it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.addresses import address_asked, where_it_is
from knowledge.both_sides import both_sides, held_apart
from knowledge.claims import Verdict
from knowledge.forms import form_asked, forms_of
from knowledge.listed_in import group_asked
from knowledge.match import Candidate
from knowledge.plan import Fact
from knowledge.posts import post_asked, post_claimed
from knowledge.preferring import of_that_day
from knowledge.prizes import prizes_counted
from knowledge.question import Reader, Reading
from knowledge.results import Result, Stated
from knowledge.rows_of import is_another_one
from knowledge.said_before import said_before
from knowledge.second_look import FINAL
from knowledge.sent_by import way_asked
from knowledge.titles import name_asked

OF_ANOTHER_RANK = "somebody of another rank"
SAID = 0.9
"""A fact that holds so much of a claim, and has what it claims outright, says otherwise in that one word."""


def outright(reader: Reader, reading: Reading, found: Result, candidates: Sequence[Candidate], facts: Sequence[Fact]) -> Result:
    """What was found, or what it should have been; `candidates` best first, of the facts in force."""
    if (claim := post_claimed(reading, found.facts if isinstance(found, Stated) else (), facts)) is not None:
        return Stated((claim[0],), reading.kinds, reading, Verdict("right" if claim[1] else "wrong"))
    if isinstance(found, Stated):
        found = replace(found, facts=of_that_day(reader, reading, found.facts)) if len(found.facts) > 1 else found
        settled, told = found.verdict == Verdict("same"), found.facts
    else:
        settled, told = found.why in FINAL, ()
    claimed = not isinstance(found, Stated) and found.why == OF_ANOTHER_RANK and reading.ask.want.confirm and bool(candidates)
    if claimed and min(candidates[0].cover, candidates[0].attr) >= SAID:
        return Stated((candidates[0].fact,), reading.kinds, reading, Verdict("wrong"))  # "Phó Giám đốc Sở làm trưởng đoàn à"
    if settled:
        return found
    apart = held_apart(reading.ask.words, told)
    if isinstance(found, Stated) and found.verdict is None and apart is not None and apart.kind in ("gap", "lengths"):
        return replace(found, verdict=apart, maybe=None)  # which is before the other is told by their order in the question alone
    if (two := both_sides(reader, reading, told, candidates)) is not None:
        return Stated(two, (), reading, held_apart(reading.ask.words, two), compare=True)
    if (group := group_asked(reading, facts, reader.labels)) is not None and group not in told:
        return Stated((group,), reading.kinds, reading)
    if not any(forms_of(fact.answer) for fact in told) and (form := form_asked(reading, facts)) is not None:
        return Stated((form,), reading.kinds, reading)
    if not any("\u201c" in fact.answer for fact in told) and (named := name_asked(reading, candidates)) is not None:
        return Stated((named,), reading.kinds, reading)
    if not told and (place := address_asked(reading, candidates)) is not None and not is_another_one(reading.ask.words, place, reader.labels):
        return Stated((place,), reading.kinds, reading)
    if (place := where_it_is(reading, facts)) is not None and place not in told:
        return Stated((place,), reading.kinds, reading)
    if (way := way_asked(reading, told, candidates)) is not None:
        return Stated((way,), reading.kinds, reading)
    if (counted := prizes_counted(reading, facts)) is not None and counted not in told:
        return Stated((counted,), reading.kinds, reading)
    if (post := post_asked(reading, facts)) is not None and post not in told:
        return Stated((post,), reading.kinds, reading)
    if not told and (again := said_before(reading, facts)) is not None:
        return Stated((again,), reading.kinds, reading)
    return found
