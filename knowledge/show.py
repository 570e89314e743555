"""A plan printed as people read it: units, tasks with their deadlines, what each clause states, and what the plan is silent on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from knowledge.load import wording
from knowledge.plan import Deadline, Fact, Plan, Reminders, Source, Task, UnitKind


def show(plan: Plan) -> str:
    """The whole plan as plain NFC text in Vietnamese."""
    heads = wording("show")["heads"]
    parts = [
        "\n".join((plan.title.upper(), _say("issuer", issuer=plan.issuer, year=plan.year, edition=plan.edition), _say("ask_whom", whom=plan.ask_whom))),
        _part(heads["sources"], [_source(source) for source in plan.sources]),
        _part(heads["kinds"], [_kind(kind) for kind in plan.kinds]),
        _part(heads["tasks"], [_task(plan, task) for task in plan.tasks]),
        heads["facts"],
        *_clauses(plan),
        _part(heads["not_stated"], [gap.label for gap in plan.not_stated]),
        "\n".join((heads["reminders"], _reminders(plan.reminders))),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def deadline(found: Deadline) -> str:
    """A deadline in the plan's words with the days that follow from them."""
    if found.first == found.last:
        return _say("on", words=found.words, last=day(found.last))
    if found.first:
        return _say("window", words=found.words, first=day(found.first), last=day(found.last))
    return _say("day", words=found.words, last=day(found.last))


def day(found: date) -> str:
    """A day as it is written in Viet Nam: 31/07/2014."""
    return f"{found:%d/%m/%Y}"


def _say(name: str, **about: object) -> str:
    return wording("show")["lines"][name].format(**about)


def _part(head: str, lines: list[str]) -> str:
    return "\n".join((head, *(f"• {line}" for line in lines))) if lines else ""


def _source(source: Source) -> str:
    return _say(
        "source",
        title=source.title,
        number=_say("number", number=source.number) if source.number else "",
        date=_say("date", date=day(source.date)) if source.date else "",
        issuer=_say("of", issuer=source.issuer) if source.issuer else "",
    )


def _kind(kind: UnitKind) -> str:
    line = _say("members", label=kind.label, count=len(kind.members)) if kind.members else _say("kind", label=kind.label)
    return line + (_say("everyone_else") if kind.everyone_else else "") + (_say("event") if kind.event else "")


def _task(plan: Plan, task: Task) -> str:
    lines = [
        _say("task", label=task.label, deadline=deadline(task.deadline)),
        "  " + _say("task_kinds", kinds=_kinds(plan, task.kinds)),
    ]
    if task.fields:
        lines.append("  " + _say("task_fields", fields=", ".join(field.label.lower() for field in task.fields)))
    return "\n".join(lines)


def _kinds(plan: Plan, keys: tuple[str, ...]) -> str:
    return "; ".join(plan.kind(key).short for key in keys)


def _clauses(plan: Plan) -> Iterator[str]:
    left = {row.clause: row.why for row in plan.left_out}
    for clause in plan.clauses:
        facts = [_fact(plan, fact) for fact in plan.facts if fact.clause == clause.key]
        why = [_say("left_out", why=left[clause.key])] if clause.key in left else []
        yield _part(". ".join(part for part in (clause.cited, clause.heading) if part), facts + why)


def _fact(plan: Plan, fact: Fact) -> str:
    answer = fact.answer
    if fact.since:
        title = next(source.title for source in plan.sources if source.key == fact.source)
        answer = _say("since", answer=answer, since=day(fact.since), source=title)
    return _say("fact_kinds", kinds=_kinds(plan, fact.kinds), answer=answer) if fact.kinds else _say("fact", answer=answer)


def _reminders(policy: Reminders) -> str:
    before = [_say("same_day") if offset == 0 else _say("before", days=offset) for offset in policy.offsets if offset >= 0]
    start, end = policy.quiet
    return _say(
        "reminders", hour=policy.hour, before=", ".join(before), every=policy.late_every, most=policy.late_most, start=start, end=end,
        days=_say("working_days") if policy.working_days else "", daily=policy.daily_most,
    )  # fmt: skip
