"""The choices offered again and again: what their buttons read and the commands they stand for."""

from __future__ import annotations

from handlers.message import Choice
from handlers.turn import State
from knowledge.plan import Clause, Fact, Plan, Source, Task, UnitKind
from knowledge.syllable import fold

_LONGEST = 32
"""Characters of a task's or a unit's name that a button has room for on a phone."""

MY_TASKS = Choice("Đơn vị tôi phải làm gì?", "viec cua toi")
DOCUMENT = Choice("Gửi văn bản", "van ban")
CHANGE_KIND = Choice("Đổi đơn vị", "doi don vi")
HELP = Choice("Trợ giúp", "tro giup")
ASK = Choice("Hỏi", "hoi")
PERSONAL = (MY_TASKS, CHANGE_KIND)
"""What is no way on in a group."""

_REPORTS = {
    State.DONE: ("Đã xong", "xong"),
    State.PREPARING: ("Đang làm", "dang lam"),
    State.SCHEDULED: ("Đang làm", "dang lam"),
    State.NOT_STARTED: ("Chưa làm", "chua lam"),
    State.DELAYED: ("Xin lùi", "lui"),
}
"""What reports each state by one word; a day already set is told in words, so its button is that of work under way."""


def first_steps() -> tuple[Choice, ...]:
    """The way on when there is nothing better to offer."""
    return (MY_TASKS, DOCUMENT, HELP)


def kinds(plan: Plan) -> tuple[Choice, ...]:
    """One choice per kind of unit that can be somebody's own; an occasion is none."""
    return tuple(Choice(short(kind.short or kind.label), f"toi la {fold(kind.key)}") for kind in own_kinds(plan))


def own_kinds(plan: Plan) -> tuple[UnitKind, ...]:
    """The kinds of unit somebody can work at."""
    return tuple(kind for kind in plan.kinds if not kind.event) or plan.kinds


def clause(of: Clause) -> Choice:
    """A clause word for word."""
    return Choice(f"Nguyên văn {cited(of)}", f"nguyen van {fold(of.key)}")


def cited(of: Clause) -> str:
    """A clause as it is cited within a sentence."""
    return of.cited[:1].lower() + of.cited[1:]


def source(of: Source) -> Choice:
    """Another document of the plan."""
    return Choice(short(of.number or of.title), f"van ban {fold(of.key)}")


def report(state: State, task: Task) -> Choice:
    """A state of the one task a message is about."""
    label, says = _REPORTS[state]
    return Choice(label, f"{says} {fold(task.key)}")


def how_far(task: Task) -> tuple[Choice, ...]:
    """The states to choose from where a unit is asked about one task."""
    return tuple(report(state, task) for state in (State.DONE, State.PREPARING, State.NOT_STARTED, State.DELAYED))


def report_as(state: State, task: Task) -> Choice:
    """A state of one task, "lên lịch" too: its day is asked then."""
    if state is State.SCHEDULED:
        return Choice("Đã lên lịch", f"len lich {fold(task.key)}")
    return report(state, task)


def report_named(state: State, task: Task) -> Choice:
    """A state of one task among several."""
    label, says = _REPORTS[state]
    return Choice(f"{label}: {short(task.label)}", f"{says} {fold(task.key)}")


def ask_about(label: str, fact: Fact) -> Choice:
    """One fact of the plan, under a short word for what it is about."""
    return Choice(short(label[:1].upper() + label[1:]), f"hoi {fold(fact.id)}")


def undo(task: Task) -> Choice:
    """Hoàn tác."""
    return Choice("Hoàn tác", f"hoan tac {fold(task.key)}")


def undo_named(task: Task) -> Choice:
    """Hoàn tác, with the task named."""
    return Choice(f"Hoàn tác: {short(task.label)}", f"hoan tac {fold(task.key)}")


def short(text: str) -> str:
    """The text cut at a word so that a button has room for it."""
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
