"""A plan's facts by what its example questions teach: how well a question fits each, and the plan's silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge.learned import SILENT, digest, learn, stride
from knowledge.phrases import Spot
from knowledge.plan import Fact, Plan
from knowledge.text import Token

_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")


class Taught:
    """What the examples teach: as the plan carries it, or learned now where it carries nothing or something older."""

    def __init__(self, plan: Plan, asked: Sequence[Sequence[Token]], named: Callable[[Sequence[Token]], Sequence[Spot]]) -> None:
        """`asked` are the tokens of the plan's example questions, in order; `named` finds the units named in one."""
        classes_of = {fact.id: _class(fact) for fact in plan.facts}
        right = [tuple(dict.fromkeys(classes_of[id] for id in example.facts)) or (SILENT,) for example in plan.examples]
        same = digest([([word.fold for word in words], names) for words, names in zip(asked, right, strict=True)])
        if plan.learned is not None and plan.learned.digest == same:
            self.learned = plan.learned
        else:
            step = stride(len(right), len({name for names in right for name in names}))
            self.learned = learn([(general(words, named(words)), names) for words, names in zip(asked[::step], right[::step], strict=True)], same)
        numbers = {name: n for n, name in enumerate(self.learned.classes)}
        self._silent = numbers.get(SILENT, -1)
        self._class_of = [(numbers[classes_of[fact.id]], n) for n, fact in enumerate(plan.facts) if classes_of[fact.id] in numbers]

    def of(self, words: Sequence[Token], spots: Sequence[Spot]) -> tuple[dict[int, float], float]:
        """How well a question fits each fact (by its number in the plan), and the plan's silence: about 1 where it does, mostly below 0.5 where not."""
        scores = self.learned.scores(general(words, spots))
        return {number: scores[n] for n, number in self._class_of}, scores[self._silent] if self._silent >= 0 else 0.0


def general(words: Sequence[Token], spots: Sequence[Spot]) -> list[str]:
    """Folded words with the name of a unit as its kind and a day as a day: what is asked does not hang on which one it is."""
    kinds = {n: spot for spot in spots if spot.group == "kind" for n in range(spot.start, spot.end)}
    out: list[str] = []
    for n, word in enumerate(words):
        spot = kinds.get(n)
        if spot is not None and n > spot.start:
            continue
        out.append(f"@{spot.key}" if spot is not None else "@day" if _DAY.fullmatch(word.fold) else word.fold)
    return out


def _class(fact: Fact) -> str:
    """What an example that asks for a fact teaches: itself, or what it is to all kinds of units alike ("mấy ngày" asks it of any)."""
    return f"{fact.entity} {fact.attribute}" if fact.kinds else fact.id
