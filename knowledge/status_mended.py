"""A figure that is put in another's place: "105, à nhầm 115"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.status_fields import FieldNames, Given
from knowledge.status_numbers import numeral
from knowledge.status_parts import Part
from knowledge.status_text import Cue, Word, accented, among, listed

_MENDS = ("talk.corrections", "fields.counting")
"""Behind these a figure alone is the one that counts."""


def mended_figures(fields: FieldNames, words: Sequence[Word], part: Part, found: Sequence[Cue], before: Sequence[Given]) -> tuple[Given, ...]:
    """"105, à nhầm 115": the figure told last, as what counts; `before`: those told in the part before."""
    here = words[part.start : part.end]
    cue = next((c for c in found if c.group in _MENDS and part.start <= c.start and c.end < part.end), None)
    folds = [w.fold for w in here]
    lead = next((n for n, fold in enumerate(folds) if fold not in listed("talk", "in_all") | {"ma"}), 0)
    alone = numeral(folds, lead) if before and before[-1].value == 0 else None
    rest = here[alone[1] :] if alone else ()
    if cue is None and alone and (folds[alone[1] : alone[1] + 1] == ["chu"] or all(among(w, "talk", "courtesy") or w.fold in ("thoi", "co") for w in rest)):
        # "không phải 9 tập thể đâu, 19 nha", "báo dư 5 người, đúng ra là 83"
        return (Given(before[-1].key, alone[0], part.start, part.start + alone[1], counts=True),)
    if cue is None and folds[:2] == ["ma", "la"] and len(here) > 2:
        cue = Cue("", part.start, part.start + 2, ())  # "không phải 11 tập thể mà là 12"
    told = fields.numbers(here, set()) if cue is not None and cue.end < part.end else []
    if cue is not None and told and told[-1].end <= cue.start - part.start:
        read = numeral(folds, cue.end - part.start)
        if read and all(among(w, "talk", "courtesy") for w in here[read[1] :]):
            return (*told[:-1], Given(told[-1].key, read[0], told[-1].start, read[1], counts=True))  # "50 đại biểu à quên 55"
    unmeant = cue is None or " ".join(cue.phrase) in listed("talk", "rather_than")
    if cue is None or unmeant or len(here) > 8 or not before or not isinstance(before[-1].value, int) or fields.numbers(here, set()):
        return ()
    n = cue.end + (words[cue.end].fold in listed("fields", "about"))
    if n and words[n - 1].canon in accented("talk", "miscounted"):
        return ()  # "đếm dư 2 người"
    read = numeral([w.fold for w in words[: part.end]], n)
    return (Given(before[-1].key, read[0], n, read[1], counts=True),) if read and read[1] >= part.end - 1 else ()
