"""Forms by their numbers: a plan that says "biên bản bình xét (Mẫu số 02)" in a sentence on something else tells all the same which form the minutes take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.match import Candidate
from knowledge.phrases import is_stop
from knowledge.plan import Fact
from knowledge.question import Reading
from knowledge.text import Token, folded_set, folded_table, written
from knowledge.wants import has

LEAST = 2
"""Words of the paper that a question must name."""
REACH = 9
"""Words before a form's number that may name the paper."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form named in a sentence: the words before its number, as written and without accents."""

    number: str
    words: frozenset[str]


def form_asked(reading: Reading, facts: Sequence[Fact]) -> Fact | None:
    """The fact that tells the number of the form asked for; None where none is asked for, or where no one form is named better than any other."""
    words = reading.ask.words
    if not has(f" {' '.join(w.fold for w in words)} ", folded_table("asking", "forms", "asked")):
        return None
    named = {form.number.lstrip("0") for form in forms_of(" ".join(word.raw for word in words))}
    if len(named) == 1:  # "Mẫu 03 là mẫu gì"
        by_number = [fact for fact in facts if any(form.number.lstrip("0") in named for form in forms_of(fact.answer))]
        return by_number[0] if len(by_number) == 1 else None
    asked = _content(words)
    if len(asked) < LEAST and reading.before is not None:
        last = next((f for f in facts if f.id in reading.before.facts), None)
        asked |= _content(written(last.answer)[:REACH]) if last else set()
    found: dict[str, tuple[int, Fact]] = {}
    for fact in facts:
        for form in forms_of(fact.answer):
            shared = len(asked & form.words)
            if shared > found.get(form.number, (LEAST - 1, fact))[0]:
                found[form.number] = shared, fact
    most = max((shared for shared, _ in found.values()), default=0)
    best = [fact for shared, fact in found.values() if shared == most]
    return best[0] if len(best) == 1 else None


@cache
def forms_of(text: str) -> tuple[Form, ...]:
    """The forms a sentence names by number."""
    words, out, begun = written(text), [], 0
    for n, word in enumerate(words):
        if word.fold not in folded_set("asking", "forms", "called"):
            continue
        at = n + 1 + (n + 1 < len(words) and words[n + 1].fold in folded_set("asking", "forms", "number"))
        end = at + 1 + (at + 1 < len(words) and words[at].point == "-")  # "KHKT-02"
        number = "-".join(part.fold for part in words[at:end])
        begun = max((k + 1 for k in range(begun, n) if words[k].point == ";"), default=begun)  # "biên bản họp; báo cáo (Mẫu số 02)"
        if any(c.isdigit() for c in number):
            out.append(Form(number, frozenset(_content(words[max(begun, n - REACH) : n]))))
            begun = end
    return tuple(out)


def has_no_form(reading: Reading, best: Candidate) -> bool:
    """"biên bản viết theo mẫu số mấy", where the fact tells the numbers of other papers' forms."""
    if best.attr >= 0.9 or not has(f" {' '.join(w.fold for w in reading.ask.words)} ", folded_table("asking", "forms", "asked")):
        return False
    asked, forms = _content(reading.ask.words), forms_of(best.fact.answer)
    return bool(forms) and len(asked) >= LEAST and not any(form.words & asked for form in forms)


def _content(words: Sequence[Token]) -> set[str]:
    idle = folded_set("asking", "forms", "idle") | folded_set("asking", "forms", "called") | folded_set("asking", "forms", "number")
    return {word.fold for word in words if not is_stop(word) and word.fold not in idle}
