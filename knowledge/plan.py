"""A plan as data: what it asks of whom, by when, and where it says so.

Every term with its Vietnamese: plan = kế hoạch, kind = loại đơn vị, task = nhiệm vụ, deadline = thời hạn, field = chỉ tiêu
thu thập, fact = điều kế hoạch nêu, clause = mục, source = văn bản, entity = điều được nói tới, attribute = điều được hỏi.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TypeVar

from knowledge.learned import Learned


class State(enum.StrEnum):
    """How far a unit is with a task: chưa làm, đang chuẩn bị, đã lên lịch, đã xong, chậm."""

    NOT_STARTED = "not_started"
    PREPARING = "preparing"
    SCHEDULED = "scheduled"
    DONE = "done"
    DELAYED = "delayed"


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit the plan speaks to (loại đơn vị).

    `names` are what people type for the kind as a whole, `members` the units named one by one that belong to it
    (each a tuple: the full name first, then what people type for it). `everyone_else` marks the one kind a unit of the sector not
    named anywhere else falls into. `event` marks a kind that is an occasion rather than an addressee.
    """

    key: str
    label: str
    short: str
    names: tuple[str, ...] = ()
    members: tuple[tuple[str, ...], ...] = ()
    everyone_else: bool = False
    event: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """Something the plan speaks of and a question can be about (điều được nói tới): an event, a document, a body, a task.

    `default` marks what an attribute is about when the question names nothing.
    """

    key: str
    label: str
    names: tuple[str, ...] = ()
    default: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """What can be asked of an entity (điều được hỏi).

    `names` are the phrases people ask it with. `type` is the answer's type: text, list, date, clock, duration, count, money,
    place, person, body, document, phone, email, url, reason, yesno. `family` names one of the families of
    knowledge/vietnamese/families.toml whose question phrases it shares, or is None.
    """

    key: str
    label: str
    type: str
    names: tuple[str, ...] = ()
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit or window (thời hạn), both ends inclusive.

    `first` and `last` are the first and the last good day; `first` is None where there is only an end. `opens` and `closes`
    are the exact moments (aware, Asia/Ho_Chi_Minh) where the plan gives a clock time. `words` are the plan's own.
    """

    words: str
    last: date
    first: date | None = None
    opens: datetime | None = None
    closes: datetime | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """How long something lasts, in days (half a day is 1/2) or, where the plan says so, in minutes."""

    days: Fraction | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit as people say it: 6 "nội dung", 50000000 "đồng", 40 "năm"; `to` closes a range."""

    number: Fraction
    unit: str
    to: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Items in the plan's order, each short enough for a line."""

    items: tuple[str, ...]


Value = Deadline | Duration | Amount | Listing | str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A document (văn bản): its text verbatim as NFC, with number, date and issuer where it has them."""

    key: str
    title: str
    file: str
    text: str
    number: str | None = None
    date: date | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the plan states.

    `kinds` is empty where it holds for everyone. `answer` is the short sentence a person gets, `quote` stands verbatim in
    `source`. `names` are further phrases that point to this very fact. `value` lets a claim be verified and dates be counted.
    `replaces` names the fact this one replaces from `since` on (a later source).
    """

    id: str
    entity: str
    attribute: str
    kinds: tuple[str, ...]
    source: str
    clause: str
    answer: str
    quote: str
    value: Value = None
    names: tuple[str, ...] = ()
    since: date | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class NotStated:
    """Something the plan is silent on (điều kế hoạch không nêu): a label, the phrases that ask it, and the entity it is about (None: any)."""

    key: str
    label: str
    names: tuple[str, ...] = ()
    entity: str | None = None
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """Something to collect with a status (chỉ tiêu thu thập). `type`: number, date, text, document, choice (with `options`)."""

    key: str
    label: str
    type: str
    names: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Something a kind of unit has to do (nhiệm vụ), with its deadline and the fact it rests on.

    `told_as`: the key of the task under which `read-status` tells it too, where the same thing has another deadline for another kind; else "".
    """

    key: str
    label: str
    kinds: tuple[str, ...]
    deadline: Deadline
    fact: str
    names: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    told_as: str = ""


@dataclass(frozen=True, slots=True)
class Reminders:
    """The plan's reminder policy, which the office may override.

    `offsets` are days before the last good day; once it is past one comes every `late_every` days, `late_most` at most. `hour` is that of
    the day. `working_days`: a slot on a day off moves to the working day before. `quiet` are the hours between which nothing is pushed,
    `daily_most` the reminders a person gets in a day. A slot missed while the bot was down is made up for within `catch_up` hours; after
    `escalate_after` unanswered reminders (0: never) the unit's leader hears too, then the unit above it, then the secretariat.
    """

    offsets: tuple[int, ...] = (30, 14, 7, 3, 1, 0)
    hour: int = 8
    late_every: int = 3
    late_most: int = 5
    working_days: bool = True
    quiet: tuple[int, int] = (21, 7)
    daily_most: int = 3
    catch_up: int = 96
    escalate_after: int = 3

    @property
    def sound(self) -> bool:
        """Whether every figure is one that can be kept."""
        start, end = self.quiet
        return (
            0 <= self.hour <= 23
            and self.late_every >= 1
            and 0 <= self.late_most <= 50
            and 0 <= start <= 23
            and 0 <= end <= 23
            and self.daily_most >= 1
            and self.catch_up >= 0
            and self.escalate_after >= 0
            and not self.hushes(self.hour)
            and all(0 <= offset <= 366 for offset in self.offsets)
        )

    def hushes(self, hour: int) -> bool:
        """Whether an hour of the day is a quiet one."""
        start, end = self.quiet
        return start <= hour < end if start <= end else hour >= start or hour < end


@dataclass(frozen=True, slots=True)
class Example:
    """A question as a person would word it, with the ids of the facts that answer it (empty: the plan does not state it)."""

    text: str
    facts: tuple[str, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered part of the plan (mục): its key as people cite it, how it is cited in a reply, and its text's first words as a heading."""

    key: str
    cited: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A clause no fact covers, on purpose, and why."""

    clause: str
    why: str


Row = TypeVar("Row", UnitKind, Task, Clause)


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan. Tables are in the order of the plan folder; keys are unique and every reference among them resolves."""

    key: str
    edition: int
    title: str
    issuer: str
    year: int
    kinds: tuple[UnitKind, ...]
    entities: tuple[Entity, ...]
    attributes: tuple[Attribute, ...]
    facts: tuple[Fact, ...]
    tasks: tuple[Task, ...]
    sources: tuple[Source, ...]
    clauses: tuple[Clause, ...]
    not_stated: tuple[NotStated, ...]
    examples: tuple[Example, ...]
    ask_whom: str
    ask_whom_fact: str | None
    reminders: Reminders = Reminders()
    left_out: tuple[LeftOut, ...] = ()
    learned: Learned | None = None

    def kind(self, key: str) -> UnitKind:
        """The kind with this key; KeyError where there is none."""
        return _find(self.kinds, key)

    def fact(self, id: str) -> Fact:
        """The fact with this id; KeyError where there is none."""
        for fact in self.facts:
            if fact.id == id:
                return fact
        raise KeyError(id)

    def task(self, key: str) -> Task:
        """The task with this key; KeyError where there is none."""
        return _find(self.tasks, key)

    def clause(self, key: str) -> Clause:
        """The clause with this key; KeyError where there is none."""
        return _find(self.clauses, key)

    def facts_on(self, day: date) -> tuple[Fact, ...]:
        """The facts in force on a day: without those of a later source that do not hold yet, and those it has replaced."""
        begun = tuple(fact for fact in self.facts if fact.since is None or fact.since <= day)
        replaced = {fact.replaces for fact in begun}
        return tuple(fact for fact in begun if fact.id not in replaced)

    def fact_for(self, task: Task, kind: str) -> Fact:
        """The fact a task rests on, in the clause that speaks to this kind: it shares entity and attribute with `task.fact`."""
        rests = self.fact(task.fact)
        for fact in self.facts:
            if kind in fact.kinds and (fact.entity, fact.attribute) == (rests.entity, rests.attribute):
                return fact
        return rests

    def due(self, task: Task, day: date) -> Deadline:
        """The deadline of a task as it stands on a day: its own, or that of the fact which has replaced the one it rests on."""
        found, seen = task.deadline, [task.fact]
        while later := next((f for f in self.facts if f.replaces == seen[-1] and f.id not in seen and (not f.since or f.since <= day)), None):
            found = later.value if isinstance(later.value, Deadline) else found
            seen.append(later.id)
        return found

    def tasks_for(self, kind: str) -> tuple[Task, ...]:
        """The tasks of one kind of unit, the earliest deadline first."""
        return tuple(sorted((t for t in self.tasks if kind in t.kinds), key=lambda t: t.deadline.last))


def _find(rows: tuple[Row, ...], key: str) -> Row:
    for row in rows:
        if row.key == key:
            return row
    raise KeyError(key)
