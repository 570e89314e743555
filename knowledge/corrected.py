"""What somebody meant instead of what was just told: "à nhầm, mình hỏi ký túc xá cơ", "ý em hỏi danh hiệu cho cả thôn cơ, ai quyết"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.match import Candidate
from knowledge.phrases import is_stop
from knowledge.preferring import NEARLY, first
from knowledge.question import Reader, Reading
from knowledge.text import folded_table, vocabulary
from knowledge.wants import has


def meant_first(reader: Reader, reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """Where the best was just told and is said not to be meant, another goes first that tells the same, or is of the thing named, and has the words
    the best has not; of one alone that tells the same it need have none."""
    told = reading.before.facts if reading.before is not None else ()
    best = candidates[0] if candidates else None
    if best is None or best.fact.id not in told or not corrects(reading):
        return candidates
    known = reader.words_of(best.fact)
    strange = [form for word in reading.ask.words if not is_stop(word) and (form := word.fold if word.bare else word.canon) not in known]
    alike = [c for c in candidates[1:] if c.fact.attribute == best.fact.attribute and c.fact.id not in told]
    named = [c for c in candidates[1:] if best.entity < 0 and c.entity > 0.5]
    shared, _, meant = max(((_shared(reader, c, strange), c.score, c) for c in (*alike, *named)), key=lambda other: other[:2], default=(0, 0.0, None))
    if shared == 0:
        meant = alike[0] if len(alike) == 1 and strange and best.score - alike[0].score <= NEARLY else None
    return first(meant, candidates)


def _shared(reader: Reader, candidate: Candidate, words: Sequence[str]) -> int:
    known = reader.words_of(candidate.fact)
    return sum(word in known for word in words)


def corrects(reading: Reading) -> bool:
    """Whether a message says that something else was meant than what was answered: "à nhầm, …", "mình hỏi … cơ"; "cho em hỏi", "nhằm" do not."""
    words = reading.ask.words
    bare = all(word.bare for word in words)
    text = " " + " ".join(word.fold if bare else word.canon for word in words) + " "

    def said(name: str) -> bool:
        return has(text, [phrase for phrase in folded_table("words", name) if " " in phrase] if bare else vocabulary("words")[name])

    last, ends = vocabulary("words")["rather"], [word for n, word in enumerate(words) if word.point or n == len(words) - 1]
    rather = any(word.canon in last or (word.bare and word.fold in folded_table("words", "rather")) for word in ends)
    return said("corrects") or (rather and said("corrects_behind"))
