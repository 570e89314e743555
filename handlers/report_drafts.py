"""Drafts: a report that is understood is echoed, mended, confirmed or dropped, and only then kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers import report_form
from handlers.actions import Action, KeepDraft, SaveStatus, SettleDraft, Tell
from handlers.deadlines import late
from handlers.message import Choice
from handlers.records import Draft, Role, Unit, Via
from handlers.telling import fitting, merged, with_value
from handlers.turn import Decision, Outcome, State, Turn, WaitingFix
from handlers.wording import choices as common
from handlers.wording import report_choices as choices
from handlers.wording import reports as words
from knowledge.plan import Deadline, Field, Task
from knowledge.told import Told

_MOST = 5
"""Choices under one message; more is no choice on a phone."""

Line = tuple[Task, Told, Deadline | None]
"""A report as it would be kept: its task, all that is told of it, and the deadline it came after (None: in time)."""


def begin(turn: Turn, draft: Draft) -> Outcome:
    """Keep a draft and echo it; asks first what is missing to make a report of it: the task, the state."""
    decision = ask(turn, draft)
    return Outcome(replace(decision, actions=(KeepDraft(draft), *decision.actions)), "clarify")


def ask(turn: Turn, draft: Draft) -> Decision:
    """What to say of a draft as it stands."""
    unit = turn.records.unit(draft.unit)
    if unit is None:
        return Decision((words.unit_gone(),))
    plan, tasks = turn.reader.plan, turn.reader.plan.tasks_for(unit.kind)
    if any(report.task is None for report in draft.reports):
        fits = [task for task in tasks if all(_may_be(report, task) for report in draft.reports if report.task is None)] or list(tasks)
        return Decision((words.which_task(tuple(choices.assign(plan, draft, task) for task in fits[:_MOST])),))
    shown = lines(turn, draft, unit)
    if not shown:
        return Decision((words.task_gone(),))
    stateless = next((task for task, told, _ in shown if told.state is None), None)
    if stateless is not None:
        return Decision((words.which_state(stateless, choices.states_of(draft)),))
    reply = words.understood(unit, shown, choices.echoed(draft), for_unit=draft.via is Via.OFFICE, again=draft.correction)
    return Decision((reply,))


def lines(turn: Turn, draft: Draft, unit: Unit) -> tuple[Line, ...]:
    """A draft's reports laid over what the unit said before; without those whose task the plan no longer gives this unit."""
    plan = turn.reader.plan
    own = {task.key: task for task in plan.tasks_for(unit.kind)}
    out = []
    for report in draft.reports:
        task = own.get(report.task or "")
        if task is None:
            continue
        told = fitting(report, task)
        known = turn.records.status(unit.code, task.key)
        if known is not None:
            told = fitting(merged(replace(known.told, state=known.state), told), task)
        out.append((task, told, late(turn, task, unit, told)))
    return tuple(out)


def confirm(turn: Turn, id: int) -> Outcome:
    """Keep what a draft tells; then ask for the figures it lacks, or say what is next."""
    draft = own(turn, id)
    if isinstance(draft, Outcome):
        return draft
    unit = turn.records.unit(draft.unit)
    if unit is None:
        return Outcome(Decision((words.unit_gone(),)))
    shown = lines(turn, draft, unit)
    if not shown or any(report.task is None for report in draft.reports) or any(told.state is None for _, told, _ in shown):
        return Outcome(ask(turn, draft), "clarify")
    kept = tuple(
        SaveStatus(unit.code, task.key, told.state or State.DONE, draft.words, told, draft.via, late is not None) for task, told, late in shown
    )
    settled: tuple[Action, ...] = (*kept, SettleDraft(draft.id, "saved"))
    said = {task.key: told.state for task, told, _ in shown}
    after = words.next_for(report_form.next_task(turn, unit, said), turn.now)
    if draft.via is Via.OFFICE:
        told_them = tuple(Tell(person.id, words.entered_for(unit, shown)) for person in turn.records.people(unit.code))
        offered: tuple[Choice, ...] = (choices.undo_for(turn.reader.plan, shown[0][0], unit),)
        return Outcome(Decision((words.saved(unit, shown, "", offered),), actions=(*settled, *told_them)))
    form = None if draft.form else report_form.first_question(turn, unit, shown[0][0], shown[0][1])
    reply = words.saved(unit, shown, "" if form else after, choices.after(shown[0][0] if len(shown) == 1 else None))
    if form is None:
        return Outcome(Decision((reply,), actions=settled))
    asked = words.with_question(reply, form.reply, reply.choices[:-1])
    return Outcome(Decision((asked,), form.waiting, (*settled, form.action)))


def fix(turn: Turn, id: int) -> Outcome:
    """Ask what is wrong; of a draft that was kept a correction is begun."""
    draft = own(turn, id, also="saved")
    if isinstance(draft, Outcome):
        return draft
    unit = turn.records.unit(draft.unit)
    if unit is None:
        return Outcome(Decision((words.unit_gone(),)))
    actions: tuple[Action, ...] = ()
    if draft.state == "saved":
        draft = replace(draft, id=turn.records.next_id(), state="open", correction=True, message=None, form=False, asked=())
        actions = (KeepDraft(draft),)
    shown = [f"{task.label}: {words.what(task, told)}" for task, told, _ in lines(turn, draft, unit)]
    tasks = turn.reader.plan.tasks_for(unit.kind) if len(draft.reports) == 1 else ()
    others = [task for task in tasks if task.key != draft.reports[0].task][: _MOST - 1]
    reply = words.what_to_fix(shown, choices.fixing(turn.reader.plan, draft, others))
    return Outcome(Decision((reply,), WaitingFix(draft.id), actions), "clarify")


def drop(turn: Turn, id: int) -> Outcome:
    """Do not keep a draft."""
    draft = own(turn, id)
    if isinstance(draft, Outcome):
        return draft
    return Outcome(Decision((words.dropped((common.MY_TASKS,)),), actions=(SettleDraft(draft.id, "dropped"),)))


def look(turn: Turn, id: int) -> Outcome:
    """Echo a draft again."""
    draft = own(turn, id)
    return draft if isinstance(draft, Outcome) else Outcome(ask(turn, draft), "clarify")


def assign(turn: Turn, id: int, task: str) -> Outcome:
    """What was told without a task, or of another one, is of this one."""
    draft = own(turn, id)
    if isinstance(draft, Outcome):
        return draft
    loose = any(report.task is None for report in draft.reports)
    if not loose and len(draft.reports) > 1:
        return Outcome(ask(turn, draft), "clarify")
    reports = tuple(replace(r, task=task) if r.task is None or not loose else r for r in draft.reports)
    return begin(turn, replace(draft, reports=_once(reports)))


def set_state(turn: Turn, id: int, state: State) -> Outcome:
    """So far the task is of which only figures were told."""
    draft = own(turn, id)
    if isinstance(draft, Outcome):
        return draft
    return begin(turn, replace(draft, reports=tuple(replace(r, state=r.state or state) for r in draft.reports)))


def set_number(turn: Turn, id: int, key: str, value: int) -> Outcome:
    """The number a correction gave is this field's."""
    draft = own(turn, id)
    if isinstance(draft, Outcome):
        return draft
    fields = {field.key: field for task in turn.reader.plan.tasks for field in task.fields if field.type == "number"}
    if key not in fields or not draft.reports:
        return Outcome(ask(turn, draft), "clarify")
    first, *rest = draft.reports
    return begin(turn, replace(draft, reports=(with_value(first, fields[key], value), *rest)))


def own(turn: Turn, id: int, also: str = "open") -> Draft | Outcome:
    """A draft this person may still decide on, or the word that says why not; `also` is one more state it may be in."""
    draft = turn.records.draft(id)
    if draft is None or not (turn.in_office or turn.person.at(draft.unit) is Role.OFFICER):
        return Outcome(Decision((words.no_draft(),)), "unknown")
    if draft.state in ("open", also):
        return draft
    if draft.state == "saved":
        return Outcome(Decision((words.saved_before(draft.at, (choices.fix(draft.id), common.MY_TASKS)),)))
    return Outcome(Decision((words.dropped_before(),)))


def numbers_of(turn: Turn, draft: Draft) -> Sequence[Field]:
    """The number fields a draft's task collects."""
    keys = {report.task for report in draft.reports}
    return [field for task in turn.reader.plan.tasks if task.key in keys for field in task.fields if field.type == "number"]


def _may_be(report: Told, task: Task) -> bool:
    """Whether what was told fits a task: it collects every figure that was told."""
    return {key for key, _ in report.fields} <= {field.key for field in task.fields}


def _once(reports: Sequence[Told]) -> tuple[Told, ...]:
    """One report a task, a later one laid over an earlier one."""
    out: dict[str | None, Told] = {}
    for report in reports:
        out[report.task] = merged(out[report.task], report) if report.task in out else report
    return tuple(out.values())
