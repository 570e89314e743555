"""The tables of a plan.toml -> the plan's rows, each table by its own function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from knowledge.mistakes import Mistakes, Spot
from knowledge.plan import (
    Attribute,
    Clause,
    Deadline,
    Entity,
    Fact,
    Field,
    LeftOut,
    NotStated,
    Reminders,
    Source,
    Task,
    UnitKind,
)
from knowledge.rows import Lines, Row, shown
from knowledge.values import deadline, value

ATTRIBUTE_TYPES = (
    *("text", "list", "date", "clock", "duration", "count", "money", "place"),
    *("person", "body", "document", "phone", "email", "url", "reason", "yesno"),
)
FIELD_TYPES = ("number", "date", "text", "document", "choice")

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A parsed plan.toml with the places of its rows."""

    file: str
    raw: Mapping[str, object]
    lines: Lines
    mistakes: Mistakes

    def top(self) -> Row:
        """The keys before the first table."""
        return Row(self.raw, Spot(self.file), self.lines, self.mistakes)

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a [[table]]."""
        yield from self.nested(table, self.raw.get(table), 0)

    def nested(self, table: str, raw: object, offset: int) -> Iterator[Row]:
        """Rows given as a list, the first of them being the offset-th of its table in the file."""
        if raw is None:
            return
        if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
            self.mistakes.add("no_rows", Spot(self.file, self.lines.row(table, 0)), table=table)
            return
        for index, item in enumerate(raw, start=offset):
            name = item.get("key") or item.get("id") or item.get("clause") or index + 1
            yield Row(item, Spot(self.file, self.lines.row(table, index), f"[[{table}]] {shown(name)}"), self.lines, self.mistakes)

    def all(self, table: str, make: Callable[[Row], Made]) -> tuple[Made, ...]:
        """Every row of a table, made; unknown keys of each are noted."""
        made = []
        for row in self.rows(table):
            made.append(make(row))
            row.done()
        return tuple(made)


class Places:
    """Where the rows of a sheet stand, by table and key."""

    def __init__(self, sheet: Sheet) -> None:
        self._file = sheet.file
        self._lines: dict[tuple[str, str], int | None] = {}
        for table, rows in sheet.raw.items():
            for index, row in enumerate(rows if isinstance(rows, list) else ()):
                if isinstance(row, dict):
                    # The last of several rows with one key is the one to mend.
                    self._lines[table, str(row.get("id") or row.get("key"))] = sheet.lines.row(table, index)

    def spot(self, table: str, key: str) -> Spot:
        """The place of a row; without a line where the row has no header of its own."""
        return Spot(self._file, self._lines.get((table, key)), f"[[{table}]] {key}")


def kind(row: Row) -> UnitKind:
    """One of [[kinds]]. `patterns` x `places` spell out members that are called alike: "Sở … {}" for each place."""
    patterns, places = row.texts("patterns"), row.groups("places")
    if bool(patterns) != bool(places) or any("{}" not in pattern for pattern in patterns):
        row.wrong("bad_pattern", "patterns")
        patterns = ()
    spelt = tuple(tuple(pattern.replace("{}", place) for pattern in patterns for place in names) for names in places if patterns)
    label = row.text("label")
    return UnitKind(
        key=row.key(),
        label=label,
        short=row.optional("short") or label,
        names=row.texts("names"),
        members=row.groups("members") + spelt,
        everyone_else=row.yes("everyone_else"),
        event=row.yes("event"),
    )


def entity(row: Row) -> Entity:
    """One of [[entities]]."""
    return Entity(row.key(), row.text("label"), row.texts("names"), row.yes("default"))


def attribute(row: Row) -> Attribute:
    """One of [[attributes]]."""
    found = Attribute(row.key(), row.text("label"), row.text("type"), row.texts("names"), row.optional("family"))
    if found.type and found.type not in ATTRIBUTE_TYPES:
        row.wrong("unknown_type", "type", got=found.type, near=row.mistakes.near(found.type, ATTRIBUTE_TYPES))
    return found


def clause(row: Row) -> Clause:
    """One of [[clauses]]."""
    key = row.text("key")
    if key and (not key.isascii() or any(mark.isspace() for mark in key)):
        row.wrong("key_syntax", "key", key=key)
    return Clause(key, row.text("cited"), row.optional("heading") or "")


def source(row: Row, text: str) -> Source:
    """One of [[sources]], with its text already read."""
    return Source(
        key=row.key(),
        title=row.text("title"),
        file=row.text("file"),
        text=text,
        number=row.optional("number"),
        date=row.day("date"),
        issuer=row.optional("issuer"),
    )


def fact(row: Row) -> Fact:
    """One of [[facts]]."""
    return Fact(
        id=row.key("id"),
        entity=row.text("entity"),
        attribute=row.text("attribute"),
        kinds=row.texts("kinds"),
        source=row.text("source"),
        clause=row.text("clause"),
        answer=row.text("answer"),
        quote=row.text("quote"),
        value=value(row.raw("value"), row.spot("value"), row.mistakes),
        names=row.texts("names"),
        since=row.day("since"),
        replaces=row.optional("replaces"),
    )


def tasks(sheet: Sheet, facts: Mapping[str, Fact]) -> tuple[Task, ...]:
    """[[tasks]] with their [[tasks.fields]]; `deadline = "fact"` takes the deadline of the task's fact."""
    made, offset = [], 0
    for row in sheet.rows("tasks"):
        raw = row.raw("fields")
        fields = []
        for inner in sheet.nested("tasks.fields", raw, offset):
            fields.append(field(inner))
            inner.done()
        offset += len(raw) if isinstance(raw, list) else 0
        key, label, about, kinds, names = row.key(), row.text("label"), row.text("fact"), row.texts("kinds"), row.texts("names")
        if not kinds:
            row.wrong("missing", "kinds", key="kinds")
        due, told_as = _due(row, facts.get(about)), row.optional("told_as") or ""
        row.done()
        # Where there is no deadline a mistake is noted already; a stand-in lets the rest of the row be checked all the same.
        made.append(Task(key, label, kinds, due or Deadline("", date.max), about, names, tuple(fields), told_as))
    return tuple(made)


def _due(row: Row, about: Fact | None) -> Deadline | None:
    raw = row.raw("deadline")
    if isinstance(raw, dict):
        return deadline(raw, row.spot("deadline"), row.mistakes)
    if raw != "fact":
        row.wrong("no_deadline", "deadline", got=shown(raw))
        return None
    if about and isinstance(about.value, Deadline):
        return about.value
    if about:
        row.wrong("fact_without_deadline", "deadline", fact=about.id)
    return None


def field(row: Row) -> Field:
    """One of [[tasks.fields]]."""
    found = Field(row.key(), row.text("label"), row.text("type"), row.texts("names"), row.texts("options"))
    if found.type and found.type not in FIELD_TYPES:
        row.wrong("unknown_type", "type", got=found.type, near=row.mistakes.near(found.type, FIELD_TYPES))
    if (found.type == "choice") != bool(found.options):
        row.wrong("options", "options", key=found.key)
    return found


def not_stated(row: Row) -> NotStated:
    """One of [[not_stated]]."""
    return NotStated(row.key(), row.text("label"), row.texts("names"), row.optional("entity"), row.texts("families"))


def left_out(row: Row) -> LeftOut:
    """One of left_out."""
    return LeftOut(row.text("clause"), row.text("why"))


def reminders(sheet: Sheet) -> Reminders:
    """[reminders]; what is not given stays as usual."""
    raw, usual = sheet.raw.get("reminders", {}), Reminders()
    spot = Spot(sheet.file, sheet.lines.row("reminders", 0), "[reminders]")
    if not isinstance(raw, dict):
        sheet.mistakes.add("no_rows", spot, table="reminders")
        return usual
    row = Row(raw, spot, sheet.lines, sheet.mistakes)
    quiet = row.numbers("quiet", usual.quiet)
    found = Reminders(
        offsets=row.numbers("offsets", usual.offsets),
        hour=row.number("hour", usual.hour),
        late_every=row.number("late_every", usual.late_every),
        late_most=row.number("late_most", usual.late_most),
        working_days=row.yes("working_days") if row.has("working_days") else usual.working_days,
        quiet=(quiet[0], quiet[1]) if len(quiet) == 2 else (-1, -1),
        daily_most=row.number("daily_most", usual.daily_most),
        catch_up=row.number("catch_up", usual.catch_up),
        escalate_after=row.number("escalate_after", usual.escalate_after),
    )
    if not found.sound:
        row.wrong("bad_reminders")
    row.done()
    return found
