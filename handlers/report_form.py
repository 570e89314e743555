"""Forms: after a state the few fields it needs are asked one by one, each may be left out, and the whole is echoed at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handlers import courtesy, questions
from handlers.actions import KeepDraft, SettleDraft
from handlers.deadlines import due, late
from handlers.message import Reply
from handlers.records import Draft, Role, Unit
from handlers.telling import field_of, fitting, merged, needed, says_something, value_of, with_value
from handlers.turn import Decision, Outcome, State, Turn, WaitingField
from handlers.wording import choices as common
from handlers.wording import report_choices as choices
from handlers.wording import reports as words
from knowledge.plan import Deadline, Field, Task
from knowledge.told import Told

_TRIED = "?"
"""Before a key in a draft's `asked`: an answer to it was not understood once."""


@dataclass(frozen=True, slots=True)
class Question:
    """The next field of a form: what to say, what we then wait for, and the draft to keep."""

    reply: Reply
    waiting: WaitingField
    action: KeepDraft


def next_task(turn: Turn, unit: Unit, said: Mapping[str, State | None]) -> tuple[Task, Deadline] | None:
    """The unit's next open task, `said` being what it says just now; None where nothing is open."""
    plan = turn.reader.plan
    for task in plan.tasks_for(unit.kind):
        status = turn.records.status(unit.code, task.key)
        state = said.get(task.key) or (status.state if status else None)
        if state is not State.DONE:
            return task, due(turn, task, unit)
    return None


def first_question(turn: Turn, unit: Unit, task: Task, told: Told) -> Question | None:
    """Begin a form for what a report on a task lacks; None where it lacks nothing."""
    if told.state is None or not _lacking(task, told, told.state, ()):
        return None
    begun = Told(task.key, told.state, ask_extension=told.ask_extension)
    edition = turn.reader.plan.edition
    draft = Draft(turn.records.next_id(), unit.code, (begun,), turn.incoming.text, form=True, edition=edition)
    return _question(task, told, draft, first=True)


def awaited(turn: Turn, waiting: WaitingField) -> Outcome | None:
    """The answer to a field; a question or a courtesy is answered and the form goes on; what is no value is asked once more."""
    found = _form(turn, waiting.draft)
    if found is None:
        return None
    draft, unit, task = found
    field = field_of(task, waiting.field)
    if field is None:
        return None
    heard = turn.listener.hear(turn.incoming.text, turn.today, task.key)
    if any(report.task not in (None, task.key) for report in heard.reports):
        return None  # a report of its own, about something else
    told = _answer(turn, task, field, draft.reports[0])
    if told is not None:
        return _go_on(turn, unit, task, replace(draft, reports=(told,), asked=(*draft.asked, field.key)))
    if turn.reader.is_question(turn.incoming.text) or courtesy.courtesy(turn.incoming.text):
        outcome = questions.answer(turn)
        decision = replace(outcome.decision, replies=(*outcome.decision.replies, words.still_asking(field)), waiting=waiting)
        return replace(outcome, decision=decision)
    if _TRIED + field.key in draft.asked:
        return _go_on(turn, unit, task, replace(draft, asked=(*draft.asked, field.key)))
    kept = KeepDraft(replace(draft, asked=(*draft.asked, _TRIED + field.key)))
    return Outcome(Decision((words.ask_again(field, choices.field(draft, field)),), waiting, (kept,)), "clarify")


def skip(turn: Turn, id: int, key: str) -> Outcome:
    """Leave a field out; pressed again, or after the end, it says so."""
    found = _form(turn, id)
    if found is None:
        return Outcome(Decision((words.form_over((common.MY_TASKS,)),)))
    draft, unit, task = found
    waiting = turn.conversation.waiting
    asked = key or (waiting.field if isinstance(waiting, WaitingField) and waiting.draft == id else "")
    return _go_on(turn, unit, task, replace(draft, asked=tuple(dict.fromkeys((*draft.asked, asked)))))


def stop(turn: Turn, id: int) -> Outcome:
    """Nothing more to add."""
    found = _form(turn, id)
    if found is None:
        return Outcome(Decision((words.form_over((common.MY_TASKS,)),)))
    draft, unit, task = found
    return _finish(turn, unit, task, draft)


def _answer(turn: Turn, task: Task, field: Field, so_far: Told) -> Told | None:
    """What is told with this answer; an answer may tell more fields at once ("120 đại biểu, khen 8 tập thể")."""
    text = turn.incoming.text
    value = turn.listener.value(text, field, turn.today)
    if value is not None and field.type == "text" and ("?" in text or courtesy.courtesy(text)):
        return None
    heard = [report for report in turn.listener.hear(text, turn.today, task.key).reports if report.task in (None, task.key)]
    more = fitting(replace(heard[0], state=None, reason=""), task) if heard else None
    if more is not None and field.type != "text" and says_something(replace(more, state=None)):
        told = merged(so_far, more)
        return told if value is None or value_of(told, field) is not None else with_value(told, field, value)
    return None if value is None else with_value(so_far, field, value)


def _go_on(turn: Turn, unit: Unit, task: Task, draft: Draft) -> Outcome:
    told = _over_known(turn, unit, task, draft.reports[0])
    question = _question(task, told, draft, first=False)
    if question is None:
        return _finish(turn, unit, task, draft)
    return Outcome(Decision((question.reply,), question.waiting, (question.action,)), "clarify")


def _finish(turn: Turn, unit: Unit, task: Task, draft: Draft) -> Outcome:
    """At the end the whole is echoed to be confirmed; where nothing was added, what is next is said."""
    if says_something(draft.reports[0]):
        told = _over_known(turn, unit, task, draft.reports[0])
        reply = words.understood(unit, ((task, told, late(turn, task, unit, told)),), choices.echoed(draft), for_unit=False, again=False)
        return Outcome(Decision((reply,), actions=(KeepDraft(draft),)), "clarify")
    after = words.next_for(next_task(turn, unit, {}), turn.now)
    return Outcome(Decision((words.only_next(after, (common.MY_TASKS,)),), actions=(SettleDraft(draft.id, "dropped"),)))


def _question(task: Task, told: Told, draft: Draft, *, first: bool) -> Question | None:
    lacking = _lacking(task, told, told.state or State.DONE, draft.asked)
    if not lacking:
        return None
    field = lacking[0]
    reply = words.ask_field(field, choices.field(draft, field), first=first)
    return Question(reply, WaitingField(draft.id, task.key, field.key), KeepDraft(draft))


def _lacking(task: Task, told: Told, state: State, asked: tuple[str, ...]) -> list[Field]:
    return [field for field in needed(task, state) if field.key not in asked and value_of(told, field) is None]


def _over_known(turn: Turn, unit: Unit, task: Task, told: Told) -> Told:
    known = turn.records.status(unit.code, task.key)
    return merged(replace(known.told, state=known.state, task=task.key), told) if known else told


def _form(turn: Turn, id: int) -> tuple[Draft, Unit, Task] | None:
    """An open form of a unit this person reports for; None where it has ended or is somebody else's."""
    draft = turn.records.draft(id)
    if draft is None or not draft.form or draft.state != "open" or turn.person.at(draft.unit) is not Role.OFFICER:
        return None
    unit = turn.records.unit(draft.unit)
    task = next((task for task in turn.reader.plan.tasks_for(unit.kind) if task.key == draft.reports[0].task), None) if unit else None
    return (draft, unit, task) if unit and task else None
