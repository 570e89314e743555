"""What was told of a task, put together: its fields by the plan's own keys, and a new word laid over an old one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.plan import Field, State, Task
from knowledge.told import Told

Value = int | str | date
"""What a field holds: a number, words (of documents several, joined by "; "), a day."""

DATE = Field("date", "", "date")
REASON = Field("reason", "", "text")
"""Asked for where a state needs them and the task has no field of its own for them; wording names them."""


def needed(task: Task, state: State) -> tuple[Field, ...]:
    """What is worth asking for once a task is in a state: its figures when it is done, the day when it is planned, day and reason when late."""
    match state:
        case State.DONE:
            return task.fields
        case State.SCHEDULED:
            return (_own(task, DATE),)
        case State.DELAYED:
            return (_own(task, DATE), _own(task, REASON))
        case _:
            return ()


def field_of(task: Task, key: str) -> Field | None:
    """A field of a task by its key, or one of the general ones; None where there is none (any more)."""
    return next((field for field in (*task.fields, DATE, REASON) if field.key == key), None)


def value_of(told: Told, field: Field) -> Value | None:
    """What was told for a field; None where nothing was. The one day, the one number of a document stand in whatever their field is called."""
    own = dict(told.fields).get(field.key)
    if own is not None:
        return own
    if field.key == REASON.key:
        return told.reason or None
    match field.type:
        case "date":
            return told.date or told.last
        case "document":
            return "; ".join(told.documents) or None
        case _:
            return None


def with_value(told: Told, field: Field, value: Value) -> Told:
    """The same with this value for a field."""
    if field.key == REASON.key and isinstance(value, str):
        return replace(told, reason=value)
    if field.key == DATE.key and isinstance(value, date):
        return replace(told, date=value, first=None, last=None)
    if field.type == "document" and isinstance(value, str):
        return replace(told, documents=tuple(part.strip() for part in value.split(";") if part.strip()))
    return replace(told, fields=tuple({**dict(told.fields), field.key: value}.items()))


def merged(old: Told, new: Told) -> Told:
    """What stands once `new` is said over `old` about the same task.

    In the same state what was not said anew stays. In another state the days and figures of the old one no longer hold (planned is not
    held), its documents and words do.
    """
    same = new.state in (None, old.state)
    kept = old.fields if same else tuple((key, value) for key, value in old.fields if isinstance(value, str))
    dated = new.date is not None or new.last is not None
    days = new if dated or not same else old
    return Told(
        task=new.task or old.task,
        state=new.state or old.state,
        date=days.date,
        first=days.first,
        last=days.last,
        reason=new.reason or (old.reason if same else ""),
        documents=new.documents or old.documents,
        ask_extension=new.ask_extension or (same and old.ask_extension),
        fields=tuple({**dict(kept), **dict(new.fields)}.items()),
    )


def fitting(told: Told, task: Task) -> Told:
    """Without the fields this task does not collect (any more), and as this task's."""
    keys = {field.key for field in task.fields}
    return replace(told, task=task.key, fields=tuple((key, value) for key, value in told.fields if key in keys))


def says_something(told: Told) -> bool:
    """Whether anything beside the state is told."""
    return told != Told(told.task, told.state, ask_extension=told.ask_extension)


def _own(task: Task, general: Field) -> Field:
    """The task's own field for a general one, where it has it."""
    return next((field for field in task.fields if field.key == general.key), general)
