"""What a unit has to do and how far it says it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers import enrolment, report_form, report_past
from handlers.deadlines import due, late
from handlers.message import Choice
from handlers.records import Role
from handlers.telling import fitting, merged, says_something
from handlers.turn import Decision, Outcome, SaveStatus, State, Turn, UndoStatus, Unit
from handlers.wording import choices, report_choices, reports
from handlers.wording import statuses as told
from knowledge.plan import Task
from knowledge.told import Told

_MOST = 5
"""Choices under one message; more is no choice on a phone."""


def show_tasks(turn: Turn) -> Outcome:
    """Every task of the asker's kind of unit; asks the kind first where it is not known."""
    kind = turn.kind or turn.reader.kind_of(turn.incoming.text)  # "Sở tôi có những nhiệm vụ gì" says it
    if kind is None:
        return enrolment.ask(turn, "viec cua toi")
    return tasks_of(turn, kind)


def tasks_of(turn: Turn, kind: str) -> Outcome:
    """Every task of a kind, the earliest first, with the last day and the days left; for an officer's own kind also how far the unit is."""
    plan = turn.reader.plan
    unit = enrolment.joined(turn)
    unit = unit if unit and unit.kind == kind else None
    tasks = plan.tasks_for(kind)
    whose = unit.name if unit else plan.kind(kind).short or plan.kind(kind).label
    if not tasks:
        return Outcome(Decision((told.no_tasks(whose, choices.first_steps()[1:]),)))
    facts = tuple(plan.fact_for(task, kind) for task in tasks)
    lines = tuple(
        told.task_line(
            task,
            due(turn, task, unit),
            plan.clause(fact.clause).cited,
            turn.now,
            _state(turn, unit, task),
            turn.records.receipt(unit.code, task.key) if unit else None,
        )
        for task, fact in zip(tasks, facts, strict=True)
    )
    offered = _to_report(turn, unit, tasks) if unit else (*enrolment.next_clause(plan, kind, turn), choices.DOCUMENT, choices.CHANGE_KIND)
    drafts = turn.records.drafts(unit.code) if unit and turn.person.at(unit.code) is Role.OFFICER else ()
    waits = [draft for draft in drafts if not draft.form or says_something(draft.reports[0])]
    offered = (*(report_choices.look(draft) for draft in waits[-1:]), *offered)
    ids, clauses = tuple(dict.fromkeys(f.id for f in facts)), tuple(dict.fromkeys(f.clause for f in facts))
    return Outcome(Decision((told.tasks(whose, lines, len(waits), offered),)), "answered", ids, clauses)


def report(turn: Turn, state: State, named: Sequence[str]) -> Outcome:
    """Record how far the officer's unit is with a task; asks which where none was named and several are open."""
    unit = enrolment.joined(turn)
    if unit is None:
        return _not_joined(turn)
    if turn.person.at(unit.code) is Role.LEADER:
        return Outcome(Decision((reports.leaders_read((choices.MY_TASKS,)),)), "unknown")
    own = turn.reader.plan.tasks_for(unit.kind)
    if not named:
        open_tasks = tuple(task for task in own if _state(turn, unit, task) is not State.DONE)
        prompted = next((task for task in open_tasks if task.key == turn.records.prompted()), None)
        if prompted is None and len(open_tasks) != 1:
            return _which(turn, state, open_tasks)
        return _saved(turn, unit, prompted or open_tasks[0], state)
    task = next((task for task in own if task.key in named), None)
    if task is None:
        return Outcome(Decision((told.not_yours(turn.reader.plan.task(named[0]), unit, (choices.MY_TASKS,)),)))
    return _saved(turn, unit, task, state)


def undo(turn: Turn, named: Sequence[str]) -> Outcome:
    """Take back this person's last report on a task."""
    unit = enrolment.joined(turn)
    if unit is None:
        return _not_joined(turn)
    own = turn.reader.plan.tasks_for(unit.kind)
    mine = tuple(task for task in own if _by_me(turn, unit, task))
    if not named:
        if len(mine) == 1:
            return _undone(turn, unit, mine[0])
        return Outcome(Decision((told.which_undo(tuple(choices.undo_named(task) for task in mine or own)),)), "clarify")
    task = next((task for task in own if task.key in named), None)
    if task is None:
        return Outcome(Decision((told.not_yours(turn.reader.plan.task(named[0]), unit, (choices.MY_TASKS,)),)))
    return _undone(turn, unit, task) if task in mine else Outcome(Decision((told.nothing_to_undo(task),)))


def _saved(turn: Turn, unit: Unit, task: Task, state: State) -> Outcome:
    """Kept at once; then what this state needs is asked, or what is next is said."""
    plan = turn.reader.plan
    known = turn.records.status(unit.code, task.key)
    new = Told(task.key, state, ask_extension=state is State.DELAYED)
    whole = fitting(merged(replace(known.told, state=known.state), new), task) if known else new
    missed = late(turn, task, unit, whole)
    still = [t for t in plan.tasks_for(unit.kind) if (state if t == task else _state(turn, unit, t)) is not State.DONE]
    ahead = task if task in still else next(iter(still), None)
    coming = (ahead, due(turn, ahead, unit)) if ahead else None
    saved = SaveStatus(unit.code, task.key, state, turn.incoming.text, whole, late=missed is not None)
    form = report_form.first_question(turn, unit, task, whole)
    offered = (choices.undo(task), choices.MY_TASKS)
    reply = told.noted(unit, task, state, coming, turn.now, missed, offered) if form is None else told.noted_only(unit, task, state, missed)
    if form is None:
        return Outcome(Decision((reply,), actions=(saved,)))
    asked = reports.with_question(reply, form.reply, (choices.undo(task),))
    return Outcome(Decision((asked,), form.waiting, (saved, form.action)))


def _undone(turn: Turn, unit: Unit, task: Task) -> Outcome:
    stands = report_past.before_last(turn, unit, task)
    reply = told.undone(task, stands.state if stands else None, (choices.MY_TASKS,))
    return Outcome(Decision((reply,), actions=(UndoStatus(unit.code, task.key),)))


def _which(turn: Turn, state: State, tasks: Sequence[Task]) -> Outcome:
    if not tasks:
        return Outcome(Decision((told.nothing_open((choices.MY_TASKS,)),)))
    return Outcome(Decision((told.which_task(state, tuple(choices.report_named(state, task) for task in tasks[:_MOST])),)), "clarify")


def _not_joined(turn: Turn) -> Outcome:
    return Outcome(Decision((told.not_joined(turn.office.contact, (choices.MY_TASKS, choices.DOCUMENT)),)))


def _to_report(turn: Turn, unit: Unit, tasks: Sequence[Task]) -> tuple[Choice, ...]:
    """The open tasks as done, the first one also as under way."""
    still = [task for task in tasks if _state(turn, unit, task) is not State.DONE]
    done = tuple(choices.report_named(State.DONE, task) for task in still[: _MOST - 2])
    under_way = tuple(choices.report_named(State.PREPARING, task) for task in still[:1])
    return (*done, *under_way, choices.DOCUMENT)


def _state(turn: Turn, unit: Unit | None, task: Task) -> State | None:
    status = turn.records.status(unit.code, task.key) if unit else None
    return status.state if status else None


def _by_me(turn: Turn, unit: Unit, task: Task) -> bool:
    status = turn.records.status(unit.code, task.key)
    return status is not None and status.by == turn.person.id
