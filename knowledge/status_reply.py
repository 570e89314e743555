"""A reply as what was learned sees it: its words in some views, its clauses, and the days, tasks and figures in it with what stands around them.

The plan's tasks, its kinds of unit, its fields beside a figure, days and figures each stand as one word, so that what is learned holds for any plan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.plan import State
from knowledge.status_dates import NEAR, Day, days
from knowledge.status_fields import FieldNames
from knowledge.status_numbers import figures, numeral
from knowledge.status_text import Cue, Word, among

TURN = "|"
"""What stands between two views of a reply's words."""
OPENS, CLOSES = "^", "$"
MOST = 20
"""So many days, figures and names of tasks are looked at: nobody tells more, and each is seen with all the words there are."""
ENDS = 3
"""So many words at each end of a reply are seen as such."""
CLOSE, NEARBY = 3, 6
"""So many words on each side of a day, a task, a figure are seen with their distance from it, and as standing near it."""

_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}/\d{4}")


@dataclass(frozen=True)
class Reply:
    """A reply's words in the text `shown`, the names of tasks in it, the places of the words that name a unit, and the day it is (None: unknown).

    `heads`: the places of those names that the rules hold for names of what is told; `found`: the phrases of status.toml in it;
    `fields`: the names of the plan's fields.
    """

    words: Sequence[Word]
    shown: str
    tasks: Sequence[Cue]
    units: Collection[int]
    today: dt.date | None
    heads: Collection[int] = ()
    found: Sequence[Cue] = ()
    fields: FieldNames | None = None

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The first days named in it, each the nearest to today; none where that is unknown."""
        return days(self.words, self.today, NEAR)[:MOST] if self.today else ()

    @cached_property
    def figures(self) -> tuple[tuple[int, int, int], ...]:
        """The first whole numbers outside days, in digits or words: the value, and the words [start, end)."""
        of_days = {n for day in self.days for n in range(day.start, day.end)}
        out: list[tuple[int, int, int]] = []
        folded, n = figures(self.words), 0
        while n < len(folded) and len(out) < MOST:
            read = None if n in of_days else numeral(folded, n)
            if read is not None and of_days.isdisjoint(range(n, read[1])):
                out.append((read[0], n, read[1]))
            n = max(n + 1, read[1] if read else 0)
        return tuple(out)

    @cached_property
    def counts(self) -> dict[int, Cue]:
        """The names of number fields beside figures, by the figure's place among them."""
        beside = self.fields.beside(self.words, [(start, end) for _, start, end in self.figures]) if self.fields and self.figures else ()
        return {n: cue for n, cue in enumerate(beside) if cue is not None}

    @cached_property
    def size(self) -> int:
        """How many words there are beside names, days, figures and signs."""
        return sum(bool(token) and token[0].isalpha() for token in self._tokens)

    @property
    def said(self) -> list[str]:
        """All of it, with and without accents, by its ends, and as the phrases and days found in it."""
        sides = [f"b:{token}" for token in self._tokens[:ENDS]] + [f"e:{token}" for token in self._tokens[-ENDS:]]
        found = sorted(self.found, key=lambda cue: (cue.start, cue.end))
        when = [f"{self._when(day)}{'' if day.single else '…'}" for day in self.days] or ["@dayless"] * (self.today is not None)
        return [
            *self._views(0, len(self.words)),
            *(TURN, *when, *sides),
            *(TURN, OPENS, *(f"g:{cue.group}" for cue in found), CLOSES),
        ]

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """The words [start, end) between two signs."""
        ends = [n + 1 for n, word in enumerate(self.words) if word.point or n + 1 == len(self.words)]
        return list(zip([0, *ends], ends, strict=False))

    def clause(self, number: int) -> list[str]:
        """One clause, with where it stands and whether it names a task."""
        start, end = self.clauses[number]
        named = any(start <= cue.start and cue.end <= end for cue in self.tasks)
        place = ("@first", "@second", "@behind")[min(number, 2)]
        last = "@last" if number + 1 == len(self.clauses) else "@goes_on"
        return [*self._views(start, end), place, last, "@named" if named else "@unnamed"]

    def day(self, number: int, state: State | None) -> list[str]:
        """One of the days, in a report of this state, with what stands around it."""
        day = self.days[number]
        own = " ".join("#" if any(map(str.isdigit, word.fold)) else word.fold for word in self.words[day.start : day.end])
        when = self._when(day)
        return self._span(day.start, day.end, state, own, f"n:{min(number, 2)}/{min(len(self.days), 3)}", when, f"1:{day.single}", f"u:{day.until}")

    def task(self, number: int, state: State | None) -> list[str]:
        """One of the tasks' names, likewise."""
        named = [*dict.fromkeys(cue.group for cue in self.tasks)]
        cue = self.tasks[number]
        return self._span(cue.start, cue.end, state, "@task", f"n:{min(named.index(cue.group), 2)}/{min(len(named), 3)}", f"h:{cue.start in self.heads}")

    def figure(self, number: int, state: State | None) -> list[str]:
        """One of the figures, likewise."""
        value, start, end = self.figures[number]
        return self._span(start, end, state, f"@{len(str(value))}", f"n:{min(number, 3)}/{min(len(self.figures), 4)}")

    def _span(self, start: int, end: int, state: State | None, own: str, place: str, *more: str) -> list[str]:
        """Words [start, end): what they are, the words on their two sides, those of their clause, and all there are."""
        before = [*reversed(self._around[:start]), OPENS][:NEARBY]
        behind = [*self._around[end:], CLOSES][:NEARBY]
        clause = next((place for place in self.clauses if place[0] <= start < place[1]), (0, 0))
        told = f"s:{state.value if state else None}"
        return [
            *(f"l{n}:{token}" for n, token in enumerate(before[:CLOSE])),
            *(f"r{n}:{token}" for n, token in enumerate(behind[:CLOSE])),
            *(TURN, *(f"l:{token}" for token in self._signed(before, start - 1, -1))),
            *(TURN, *(f"r:{token}" for token in self._signed(behind, end, 1))),
            *(TURN, told, *more, *(told + each for each in more), place, told + place, f"o:{own}", f"{told} {own}"),
            *(TURN, *(f"c:{token}" for token in self._around[slice(*clause)])),
            *(TURN, *(f"a:{token}" for token in self._around)),
        ]

    def literal(self, first: int, last: int) -> str:
        """The clauses from the first to the last, as typed."""
        start, end = self.clauses[first][0], self.clauses[last][1]
        while end > start and among(self.words[end - 1], "talk", "courtesy"):
            end -= 1
        return self.shown[self.words[start].start : self.words[end - 1].end].strip(" ,.;:-") if end > start else ""

    def _when(self, day: Day) -> str:
        today = self.today or day.first
        return "@past" if day.last < today else "@ahead" if day.first > today else "@today"

    @cached_property
    def _names(self) -> dict[int, str]:
        """What the words of names stand for, by their places."""
        names = dict.fromkeys(self.units, "@unit")
        names |= {n: "@field" for cue in self.counts.values() for n in range(cue.start, cue.end)}
        return names | {n: "@task" for cue in self.tasks for n in range(cue.start, cue.end)}

    @cached_property
    def _begun(self) -> frozenset[int]:
        """The places where a name begins, and those of all other words."""
        begins = {cue.start for cue in (*self.tasks, *self.counts.values())} | {n for n in self.units if n - 1 not in self.units}
        return frozenset(n for n in range(len(self.words)) if n in begins or n not in self._names)

    @cached_property
    def _tokens(self) -> list[str]:
        """A word each without accents; "" within a name."""
        return [
            self._names.get(n) or ("#" if any(map(str.isdigit, word.fold)) else word.fold) if n in self._begun else ""
            for n, word in enumerate(self.words)
        ]

    @cached_property
    def _around(self) -> list[str]:
        """The same, where each of a day's and of a name's words stands for it, and an official number is no figure."""
        of_days = {n for day in self.days for n in range(day.start, day.end)}
        return [self._names.get(n) or ("@day" if n in of_days else _sort(word) or word.fold) for n, word in enumerate(self.words)]

    def _views(self, start: int, end: int) -> list[str]:
        """Words [start, end) and their signs, with and then without accents; a task's name, a unit's, a field's, a day, a figure as one word each."""
        accented: list[str] = []
        plain: list[str] = []
        for n in range(start, end):
            word = self.words[n]
            if n in self._begun:
                stands = self._names.get(n) or _sort(word)
                accented.append(stands or word.canon)
                plain.append(stands or word.fold)
            if word.point:
                accented.append(_sign(word))
                plain.append(_sign(word))
        return [*accented, TURN, *plain]

    def _signed(self, tokens: Sequence[str], start: int, step: int) -> list[str]:
        """Words going away from something, each behind the sign that parts it from the one before."""
        out: list[str] = []
        for n, token in enumerate(tokens):
            parting = start + n * step - (step > 0)
            sign = _sign(self.words[parting]) if 0 <= parting < len(self.words) else ""
            out.extend((sign, token) if sign else (token,))
        return out


def _sign(word: Word) -> str:
    """The sign behind a word, on one line."""
    return "¶" if word.point == "\n" else word.point


def _sort(word: Word) -> str:
    """What a word with figures stands for; "" for any other."""
    if _DAY.fullmatch(word.fold):
        return "@day"
    if any(char.isdigit() for char in word.fold):
        return "@number" if "/" in word.fold else "#"
    return ""
