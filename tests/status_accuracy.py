"""Holds status replies against what they state; the suite's ratchet and the bench's figures rest on it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.learned import Row, digest, learn
from knowledge.load import PLANS
from knowledge.plan import Plan, State
from knowledge.question import Reader
from knowledge.status_learned import NONE, OTHER, UNSAID, WHY, Learned
from knowledge.status_replies import ReplyReader
from knowledge.status_reply import Reply
from knowledge.status_spans import ANOTHER, TOLD, Spans
from tests.readers import ready

Replied = tuple[dict[str, Any], Reply]
"""A row, and its message as what was learned sees it."""
LITERAL = ("form", "reason")
DATES = ("date", "date_from", "date_to")


@dataclass(frozen=True, slots=True)
class Judged:
    """One message: what it was read as, the mistakes in it, and how many single fields were right of how many."""

    row: dict[str, Any]
    reports: list[dict[str, Any]]
    mistakes: tuple[str, ...]
    right: int
    fields: int

    @property
    def update(self) -> bool:
        return bool(self.row["expect"].get("is_update", True))


def load(*files: Path) -> list[dict[str, Any]]:
    """The rows of some sets."""
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def lessons(replies: Iterable[Replied]) -> list[Row]:
    """What some rows teach: a reply's words and the states it may be read as; rows of lessons say that alone (knowledge/status_learned.py)."""
    out: list[Row] = []
    for row, reply in replies:
        expect = row.get("expect", {})
        stated = [expect.get("state"), *row.get("alt", {}).get("state", ())]
        right = row["is"] if "is" in row else [NONE] if expect.get("is_update") is False else stated
        out.append((reply.said, tuple(dict.fromkeys(str(state or UNSAID) for state in right))))
    return out


def _today(row: dict[str, Any]) -> date | None:
    return date.fromisoformat(row["today"]) if "today" in row else None


def clauses(replies: Iterable[Replied]) -> list[Row]:
    """What rows with one report teach of clauses: which of them say why."""
    out: list[Row] = []
    for row, dated in replies:
        expect = row.get("expect", {})
        if "is" in row or row.get("also") or expect.get("is_update") is False or expect.get("state") == State.DONE.value:
            continue
        told = [row["reason"]] if "reason" in row else [expect.get("reason"), *row.get("alt", {}).get("reason", ())]
        reply = replace(dated, today=None)
        for number in range(len(reply.clauses)):
            within = any(reason and _within(reply.literal(number, number), reason) for reason in told)
            out.append((reply.clause(number), (WHY if within else OTHER,)))
    return out


@dataclass(frozen=True, slots=True)
class Taught:
    """What replies teach: of states, of the clauses that say why, of which days, figures and tasks belong to a report, and of asking leave."""

    states: list[Row] = field(default_factory=list)
    reasons: list[Row] = field(default_factory=list)
    days: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    tasks: list[Row] = field(default_factory=list)
    leave: list[Row] = field(default_factory=list)

    def __iter__(self) -> Iterator[list[Row]]:
        return iter((self.states, self.reasons, self.days, self.figures, self.tasks, self.leave))


def spans(reader: ReplyReader, plan: Plan, replies: Iterable[Replied], taught: Taught) -> None:
    """What reports teach of the days, figures and tasks named in them; one that may as well be left untold teaches nothing."""
    numbers = {field.key for task in plan.tasks for field in task.fields if field.type == "number"}
    for row, reply in replies:
        expect, alt, more = row.get("expect", {"is_update": False}), row.get("alt", {}), row.get("also", ())
        if expect.get("is_update") is False:
            continue
        told = [(expect, alt), *((each, {}) for each in more)]
        state = State(expect["state"]) if "state" in expect else None
        sure, known = _values(told, DATES)
        of_year = [{_of_year(each) for each in some} for some in (sure, known)]
        for n, day in enumerate(reply.days):
            _teach(taught.days, reply.day(n, state), {(each.month, each.day) for each in (day.first, day.last)}, *of_year)
        sure, known = _values(told, numbers)
        for n, figure in enumerate(reply.figures):
            _teach(taught.figures, reply.figure(n, state), {figure[0]}, sure, known)
        sure, known = _values(told, ("milestone",))
        for n, cue in enumerate(reply.tasks):
            _teach(taught.tasks, reply.task(n, state), {reader.told_as(cue.group)}, sure, known)
        asks = {bool(value) for value in (expect.get("ask_extension"), *alt.get("ask_extension", ()))}
        if state is State.DELAYED and not more and len(asks) == 1:
            taught.leave.append((reply.said, (TOLD if True in asks else ANOTHER,)))


def _values(told: Iterable[tuple[dict[str, Any], dict[str, Any]]], keys: Collection[str]) -> tuple[set[Any], set[Any]]:
    """The values of some fields that must be told, and those that may be."""
    told = list(told)
    sure = {report[key] for report, alt in told for key in keys if key in report and None not in alt.get(key, ())}
    return sure, {value for report, alt in told for key in keys for value in (report.get(key), *alt.get(key, ())) if value is not None}


def _teach(rows: list[Row], said: list[str], values: set[Any], sure: set[Any], known: set[Any]) -> None:
    if values & sure or not values & known:
        rows.append((said, (TOLD if values & sure else ANOTHER,)))


def _of_year(day: str) -> tuple[int, int]:
    return date.fromisoformat(day).month, date.fromisoformat(day).day


def judge(reader: ReplyReader, row: dict[str, Any]) -> Judged:
    """Read one message and compare: every expected field with its alternatives, and nothing besides."""
    heard = reader.hear(row["q"], date.fromisoformat(row["today"]), row.get("task"), replying=True)
    got = [reader.telling(told) for told in heard.reports]
    if row["expect"].get("is_update") is False:
        return Judged(row, got, ("no report was told",) if got else (), 0, 0)
    if not got:
        return Judged(row, got, ("a report was not heard",), 0, len(row["expect"]))
    mistakes: list[str] = []
    right = fields = 0
    wanted = [(row["expect"], row.get("alt", {})), *((more, {}) for more in row.get("also", ()))]
    for number, (expect, alt) in enumerate(wanted):
        report = _same(got, expect, number)
        for key in sorted(set(expect) | set(report)):
            ok = _fits(key, report.get(key), expect.get(key), alt.get(key, []))
            fields += key in expect
            right += ok and key in expect
            if not ok:
                mistakes.append(f"{key}: {report.get(key)!r} instead of {expect.get(key)!r}")
    if len(got) > len(wanted):
        mistakes.append(f"{len(got)} reports instead of {len(wanted)}")
    return Judged(row, got, tuple(mistakes), right, fields)


def _same(got: list[dict[str, Any]], expect: dict[str, Any], number: int) -> dict[str, Any]:
    by_task = next((report for report in got if report.get("milestone") == expect.get("milestone")), None)
    return by_task if by_task is not None else got[number] if number < len(got) else {}


def _fits(key: str, value: Any, expected: Any, other: list[Any]) -> bool:
    options = [expected, *other]
    if value is None:
        return None in options
    if key in LITERAL:
        return any(_overlap(str(value), str(option)) for option in options if option is not None)
    if key == "documents":
        return any(str(value).lower() == str(option).lower() for option in options if option is not None)
    return value in [option for option in options if option is not None]


def _within(one: str, other: str) -> bool:
    a, b = (set(unicodedata.normalize("NFC", text).lower().split()) for text in (one, other))
    return bool(a) and len(a & b) >= 0.6 * len(a)


def _overlap(one: str, two: str) -> bool:
    a, b = (set(unicodedata.normalize("NFC", text).lower().split()) for text in (one, two))
    return bool(a & b) and len(a & b) / min(len(a), len(b)) >= 0.6 and len(a & b) / max(len(a), len(b)) >= 0.3


def figures(judged: Iterable[Judged]) -> Iterator[tuple[str, int, int]]:
    """Messages wholly right, non-updates left alone, single fields right: a name, how many, of how many."""
    rows = list(judged)
    updates = [each for each in rows if each.update]
    others = [each for each in rows if not each.update]
    yield "messages wholly right", sum(not each.mistakes for each in updates), len(updates)
    yield "non-updates left alone", sum(not each.mistakes for each in others), len(others)
    yield "single fields right", sum(each.right for each in updates), sum(each.fields for each in updates)


def taught_by(left_out: Collection[Path] = ()) -> Taught:
    """What the sets of replies and the lessons (which say of a reply no more than its state, or why) teach, but for some files left out."""
    taught = Taught()
    for plan, files in plans_with_replies():
        told = sorted((files[0].parent / "lessons").glob("*.jsonl")) if plan.parent == PLANS else []
        for file in (*files, *told):
            if file not in left_out:
                for rows, more in zip(taught, _taught_by(plan, file), strict=True):
                    rows.extend(more)
    return taught


@cache
def _taught_by(plan: Path, file: Path) -> Taught:
    """What one file teaches, read once however often it is learned from."""
    ready = _ready(plan)
    reader = ReplyReader(ready, None)
    replies = [(row, reader.reply(row["q"], _today(row))) for row in load(file)]
    taught = Taught(lessons(each for each in replies if "reason" not in each[0]), clauses(replies))
    spans(reader, ready.plan, replies, taught)
    return taught


@cache
def _ready(plan: Path) -> Reader:
    return ready(plan)


def learned_of(left_out: Collection[Path] = ()) -> Learned:
    """The models, learned anew."""
    states, reasons, *of_spans = (learn(rows, digest(rows)) for rows in taught_by(left_out))
    return Learned(states, reasons, Spans(*of_spans))


def plans_with_replies() -> list[tuple[Path, list[Path]]]:
    """Every plan folder at hand with its sets of replies: a set named as the plan belongs to it, the others to the plan that ships."""
    here = Path(__file__).parent
    sets = sorted((here / "status").glob("*.jsonl"))
    others = {folder.name: folder for folder in (*(here / "plans").iterdir(), *(here / "other_plans").iterdir()) if folder.is_dir()}
    sample = PLANS / "dai-hoi-thi-dua-2014"
    plans: dict[Path, list[Path]] = {}
    for file in sets:
        plans.setdefault(others.get(file.stem, sample), []).append(file)
    return list(plans.items())
