"""Who has said nothing yet, and asking exactly them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.message import Block, Choice, Items, Paragraph, Reply, Span, words
from handlers.records import Unit
from handlers.wording.desk import as_of, last_day, ratio
from knowledge.plan import Deadline, Task, UnitKind

_NAMED = 5
"""Units named in a sentence; a longer list has pages of its own."""


def tasks(now: datetime, lines: Sequence[tuple[Task, Deadline, int, int]], offered: tuple[Choice, ...]) -> Reply:
    """Every task with how many units are silent, of how many."""
    head = Paragraph((Span("Đơn vị chưa báo.", strong=True), Span(f" {as_of(now)}")))
    shown = tuple(
        (Span(task.label, strong=True), Span(f" ({last_day(due, now)}): {ratio(silent, total)} đơn vị"))
        for task, due, silent, total in lines
    )
    return Reply((head, Items(shown)), offered)


def of_task(
    task: Task,
    due: Deadline,
    now: datetime,
    kinds: Sequence[tuple[UnitKind, int, int]],
    names: Sequence[tuple[UnitKind, Sequence[Unit]]],
    part: str,
    reached: str,
    offered: tuple[Choice, ...],
) -> Reply:
    """Who is silent on a task: counts by kind, then the names of a page, by kind; `part` says which of them, `reached` whom a question would reach."""
    many = sum(silent for _, silent, _ in kinds)
    head = Paragraph((Span(task.label, strong=True), Span(f" ({last_day(due, now)}): {many} đơn vị chưa báo.")))
    counts = Items(tuple((Span(f"{kind.short or kind.label}: {ratio(silent, total)}"),) for kind, silent, total in kinds))
    shown: list[Block] = [head, counts, *((words(part),) if part else ())]
    for kind, units in names:
        shown.append(words(f"{kind.short or kind.label}:"))
        shown.append(Items(tuple((Span(unit.name),) for unit in units)))
    return Reply((*shown, words(f"{reached} {as_of(now)}")), offered)


def part(first: int, last: int, total: int) -> str:
    """Which of them a page shows."""
    return "" if last - first + 1 >= total else f"Tên đơn vị, từ {first} đến {last} trên {total}."


def nobody_silent(task: Task, kind: UnitKind | None, now: datetime, offered: tuple[Choice, ...]) -> Reply:
    """Everybody has said something."""
    whose = kind.short or kind.label if kind else "Mọi đơn vị"
    return Reply((words(f"{whose} đều đã báo về việc “{task.label}”. {as_of(now)}"),), offered)


def reached(people: int, units: int, before: int, without: int) -> str:
    """Whom a question would reach; `before` units were asked today already, `without` have nobody to ask."""
    if not people and before:
        return f"{before} đơn vị có người tham gia đều đã được hỏi trong hôm nay."
    if not people:
        return "Chưa hỏi được ai, vì các đơn vị này chưa có người tham gia."
    lacking = f"; {without} đơn vị chưa có người tham gia nên không hỏi được" if without else ""
    return f"Nếu hỏi, {people} người của {units} đơn vị sẽ nhận được{lacking}."


def sure(task: Task, people: int, units: int, without: Sequence[Unit], offered: tuple[Choice, ...]) -> Reply:
    """Many would be asked: is that meant?"""
    asked = f"Tôi sẽ hỏi {people} người của {units} đơn vị chưa báo về việc “{task.label}”. Anh/chị bấm Đồng ý, hoặc gõ: {offered[0].says}."
    return Reply((words(asked), *_lacking(without)), offered)


def asked(task: Task | None, people: int, units: int, before: int, without: Sequence[Unit], offered: tuple[Choice, ...]) -> Reply:
    """The question goes out; `before` units were asked today already."""
    about = f"việc “{task.label}”" if task else "các việc chưa xong"
    said = f"Tôi đang hỏi {people} người của {units} đơn vị về {about}. Ai đã được hỏi trong hôm nay thì không bị hỏi lại."
    known = (words(f"{before} đơn vị khác đã được hỏi trong hôm nay, tôi không hỏi lại."),) if before else ()
    return Reply((words(said), *known, *_lacking(without)), offered)


def asked_already(units: int, without: Sequence[Unit], offered: tuple[Choice, ...]) -> Reply:
    """All of them were asked today."""
    said = "Đơn vị này đã được hỏi trong hôm nay" if units == 1 else f"{units} đơn vị này đã được hỏi trong hôm nay"
    return Reply((words(f"{said}, tôi không hỏi lại để khỏi làm phiền. Mai anh/chị có thể hỏi tiếp."), *_lacking(without)), offered)


def nobody_there(without: Sequence[Unit], offered: tuple[Choice, ...]) -> Reply:
    """None of these units has an officer to ask."""
    return Reply((words("Chưa hỏi được ai."), *_lacking(without)), offered)


def nothing_to_ask(unit: Unit, offered: tuple[Choice, ...]) -> Reply:
    """The unit has reported everything as done."""
    return Reply((words(f"{unit.name} đã báo xong mọi việc của kế hoạch, không còn việc nào để hỏi."),), offered)


def _lacking(without: Sequence[Unit]) -> tuple[Paragraph, ...]:
    """Which units have nobody to ask."""
    if not without:
        return ()
    names = ", ".join(unit.name for unit in without[:_NAMED])
    more = f" và {len(without) - _NAMED} đơn vị khác" if len(without) > _NAMED else ""
    return (words(f"Chưa có cán bộ đầu mối nào tham gia: {names}{more}. Anh/chị gửi mã mời giúp tôi."),)
