"""Whether the tables of a plan agree: keys once, references met, quotes verbatim, clauses covered, questions for every fact."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.mistakes import Mistakes, Spot
from knowledge.plan import (
    Amount,
    Deadline,
    Duration,
    Fact,
    Listing,
    NotStated,
    Plan,
    Source,
    Task,
)

LEAST_QUESTIONS = 2
"""Every fact needs at least so many questions in questions.jsonl."""

Find = Callable[[str, str], Spot]
"""Where the row of a table with a key stands."""

_WANTED: Mapping[str, tuple[type, ...]] = {
    "date": (Deadline,),
    "duration": (Duration,),
    "money": (Amount,),
    "count": (Amount,),
    "clock": (str, Deadline),
    "phone": (str,),
    "email": (str,),
    "url": (str,),
}
"""The shapes a fact's value may have where its attribute's type asks for one; the other types need none."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A read plan with what is needed to say where it disagrees; `families` is None where they are not known."""

    plan: Plan
    find: Find
    families: frozenset[str] | None
    mistakes: Mistakes

    def check(self) -> None:
        """Note everything that does not agree."""
        self._once()
        self._kinds()
        self._entities()
        for attribute in self.plan.attributes:
            if attribute.family:
                self._family(attribute.family, self.find("attributes", attribute.key))
        for row in self.plan.facts:
            self._fact(row)
        for task in self.plan.tasks:
            self._task(task)
        for gap in self.plan.not_stated:
            self._gap(gap)
        self._top()
        self._covered()

    def _once(self) -> None:
        plan = self.plan
        tables: tuple[tuple[str, Iterable[str]], ...] = (
            ("kinds", (row.key for row in plan.kinds)),
            ("entities", (row.key for row in plan.entities)),
            ("attributes", (row.key for row in plan.attributes)),
            ("clauses", (row.key for row in plan.clauses)),
            ("sources", (row.key for row in plan.sources)),
            ("facts", (row.id for row in plan.facts)),
            ("tasks", (row.key for row in plan.tasks)),
            ("not_stated", (row.key for row in plan.not_stated)),
        )
        for table, keys in tables:
            seen: set[str] = set()
            for key in keys:
                if key and key in seen:
                    self.mistakes.add("twice", self.find(table, key), table=table, key=key)
                seen.add(key)
        for task in plan.tasks:
            fields = [field.key for field in task.fields]
            for key in {key for key in fields if fields.count(key) > 1}:
                self.mistakes.add("twice", self.find("tasks", task.key), table="tasks.fields", key=key)

    def _kinds(self) -> None:
        others = [kind.key for kind in self.plan.kinds if kind.everyone_else]
        if len(others) != 1:
            self.mistakes.add("everyone_else", Spot("plan.toml", None, "[[kinds]]"), count=len(others), kinds=", ".join(others) or "–")
        for kind in self.plan.kinds:
            if kind.event and kind.everyone_else:
                self.mistakes.add("event_everyone", self.find("kinds", kind.key))
        owners: dict[str, str] = {}
        for kind in self.plan.kinds:
            for name in {kind.label, *kind.names, *(name for member in kind.members for name in member)}:
                owner = owners.setdefault(name.casefold(), kind.key)
                if owner != kind.key:
                    self.mistakes.add("two_kinds", self.find("kinds", kind.key), name=name, one=owner, other=kind.key)

    def _entities(self) -> None:
        if not any(entity.default for entity in self.plan.entities):
            self.mistakes.add("default_entity", Spot("plan.toml", None, "[[entities]]"))

    def _family(self, family: str, spot: Spot) -> None:
        if self.families is not None:
            self._known("family", family, sorted(self.families), spot)

    def _fact(self, fact: Fact) -> None:
        plan, spot = self.plan, self.find("facts", fact.id)
        for kind in fact.kinds:
            self._known("kind", kind, [row.key for row in plan.kinds], spot)
        self._known("entity", fact.entity, [row.key for row in plan.entities], spot)
        self._known("attribute", fact.attribute, [row.key for row in plan.attributes], spot)
        self._known("clause", fact.clause, [row.key for row in plan.clauses], spot)
        self._known("source", fact.source, [row.key for row in plan.sources], spot)
        source = next((row for row in plan.sources if row.key == fact.source), None)
        if source and source.text and fact.quote:
            self._quoted(fact.quote, source, spot)
        attribute = next((row for row in plan.attributes if row.key == fact.attribute), None)
        wanted = _WANTED.get(attribute.type) if attribute else None
        if attribute and wanted and not isinstance(fact.value, wanted):
            self.mistakes.add("value_type", spot, attribute=fact.attribute, wanted=self.mistakes.term(attribute.type), got=self.mistakes.term(_shape(fact)))
        if isinstance(fact.value, Deadline) and fact.value.words and squeezed(fact.value.words).casefold() not in squeezed(fact.quote).casefold():
            self.mistakes.add("words_not_quoted", spot, words=fact.value.words)
        if fact.replaces:
            self._known("fact", fact.replaces, [row.id for row in plan.facts if row.id != fact.id], spot)
            if fact.since is None:
                self.mistakes.add("no_since", spot, fact=fact.replaces)

    def _quoted(self, quote: str, source: Source, spot: Spot) -> None:
        if squeezed(quote) in squeezed(source.text):
            return
        line, near = nearest(quote, source.text)
        self.mistakes.add("quote_not_found", spot, source=f"sources/{source.file}", quote=quote, line=line, near=near)

    def _task(self, task: Task) -> None:
        spot = self.find("tasks", task.key)
        for kind in task.kinds:
            self._known("kind", kind, [row.key for row in self.plan.kinds], spot)
        self._known("fact", task.fact, [row.id for row in self.plan.facts], spot)
        if task.told_as:
            self._known("told_as", task.told_as, [row.key for row in self.plan.tasks], spot)

    def _gap(self, gap: NotStated) -> None:
        spot = self.find("not_stated", gap.key)
        if gap.entity:
            self._known("entity", gap.entity, [row.key for row in self.plan.entities], spot)
        for family in gap.families:
            self._family(family, spot)
        if not gap.names and not gap.families:
            self.mistakes.add("missing", spot, key="names")

    def _top(self) -> None:
        if self.plan.ask_whom_fact:
            self._known("fact", self.plan.ask_whom_fact, [row.id for row in self.plan.facts], Spot("plan.toml", None, "ask_whom_fact"))
        for table in ("kinds", "entities", "attributes", "clauses", "sources", "facts", "tasks"):
            if not getattr(self.plan, table):
                self.mistakes.add("no_rows", Spot("plan.toml"), table=table)

    def _covered(self) -> None:
        covered = {fact.clause for fact in self.plan.facts}
        left = {row.clause for row in self.plan.left_out}
        for clause in self.plan.clauses:
            if clause.key not in covered | left:
                self.mistakes.add("not_covered", self.find("clauses", clause.key), clause=clause.key)
        for key in sorted(left):
            self._known("clause", key, [row.key for row in self.plan.clauses], Spot("plan.toml", None, "left_out"))
            if key in covered:
                self.mistakes.add("left_out_covered", Spot("plan.toml", None, "left_out"), clause=key)

    def _known(self, what: str, key: str, known: Sequence[str], spot: Spot) -> None:
        if key and key not in known:
            self.mistakes.add("unknown", spot, what=self.mistakes.term(what), key=key, near=self.mistakes.near(key, known))


def questioned(plan: Plan, lines: Mapping[int, tuple[str, ...]], kinds: Mapping[int, str], mistakes: Mistakes, find: Find) -> None:
    """Note questions that name an unknown fact or kind, and facts with too few questions; both mappings go by the line of questions.jsonl."""
    ids: Container[str] = {fact.id for fact in plan.facts}
    names = [fact.id for fact in plan.facts]
    counted = dict.fromkeys(names, 0)
    for line, facts in lines.items():
        for fact in facts:
            if fact in ids:
                counted[fact] += 1
            else:
                mistakes.add("unknown", Spot("questions.jsonl", line), what=mistakes.term("fact"), key=fact, near=mistakes.near(fact, names))
    known = [kind.key for kind in plan.kinds]
    for line, kind in kinds.items():
        if kind not in known:
            mistakes.add("unknown", Spot("questions.jsonl", line), what=mistakes.term("kind"), key=kind, near=mistakes.near(kind, known))
    for fact, count in counted.items():
        if count < LEAST_QUESTIONS:
            mistakes.add("few_questions", find("facts", fact), fact=fact, count=count, least=LEAST_QUESTIONS)


def squeezed(text: str) -> str:
    """NFC with every run of blanks and line ends as one blank: what “verbatim” compares."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def nearest(quote: str, text: str) -> tuple[int, str]:
    """The line of a text that looks most like a quote, counted from 1, and that line, cut around the likeness."""
    best = (0.0, 1, "")
    short = squeezed(quote)
    for number, line in enumerate(text.splitlines(), start=1):
        flat = squeezed(line)
        found = fuzz.partial_ratio_alignment(short, flat) if flat else None
        # A line much shorter than the quote always "fits" into it somewhere; weigh it by how much of the quote it can be.
        score = found.score * min(1.0, len(flat) / len(short)) if found else 0.0
        if found and score > best[0]:
            whole = len(flat) <= len(short) or found.dest_end <= found.dest_start
            best = (score, number, flat if whole else flat[found.dest_start : found.dest_end])
    return best[1], best[2]


def _shape(fact: Fact) -> str:
    match fact.value:
        case None:
            return "nothing"
        case Deadline():
            return "date"
        case Duration():
            return "duration"
        case Amount():
            return "count"
        case Listing():
            return "list"
        case _:
            return "text"
