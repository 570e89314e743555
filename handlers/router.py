"""Who answers a message: one list, read top to bottom, first match wins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, assert_never

from handlers import (
    broadcast_commands,
    broadcasts,
    commands,
    courtesy,
    demo,
    desk,
    desk_commands,
    documents,
    enclosures,
    enrolment,
    group_commands,
    groups,
    help,
    join_commands,
    joining,
    kind_tasks,
    questions,
    report_commands,
    reports,
    roles,
    schedule,
    schedule_commands,
    statuses,
    wording,
)
from handlers.commands import Command
from handlers.message import Arrival
from handlers.turn import (
    Decision,
    KeepKind,
    Outcome,
    Turn,
    WaitingBroadcast,
    WaitingEntry,
    WaitingExtension,
    WaitingField,
    WaitingFix,
    WaitingKind,
    WaitingName,
    WaitingReceipt,
    WaitingTask,
    WaitingUnit,
)
from handlers.wording import choices
from knowledge.syllable import fold

Route = Callable[[Turn], Outcome | None]
"""Decides the turn, or gives None where it is none of its business."""

LONGEST = 4096
"""Characters of a message that are read."""

_LIST_HOLDS = timedelta(minutes=10)
"""How long a bare number is read through the list last printed."""

_NUMBER = re.compile(r"(?:chon |so )?\(?(\d{1,2})[.)]?")


def route(turn: Turn) -> Decision:
    """What to say and do about one message."""
    return decide(turn).decision


def decide(turn: Turn) -> Outcome:
    """The same, with what the decision says of itself. Never raises, whatever was typed."""
    turn = _heard(turn)
    for each in ROUTES:
        outcome = each(turn)
        if outcome is not None:
            return _for_all(outcome) if turn.incoming.group else outcome
    raise AssertionError("the last route answers everything")


def nothing_to_read(turn: Turn) -> Outcome | None:
    """Stickers, pictures, empty messages; a deep link is empty too, and no such thing."""
    if turn.incoming.arrival is Arrival.START or (turn.incoming.arrival is not Arrival.OTHER and turn.incoming.text.strip()):
        return None
    return help.text_needed(turn)


def command(turn: Turn) -> Outcome | None:
    """A typed or pressed command: it means the same in every state of the conversation."""
    if turn.incoming.arrival is Arrival.START:
        code = None if turn.incoming.group else join_commands.code_in(turn.incoming.text)
        return enrolment.start(turn, turn.incoming.text) if code is None else joining.obey(turn, join_commands.UseCode(code))
    found = commands.parse(turn.incoming.text, turn.reader.plan)
    return None if found is None else _obey(turn, found)


def room(turn: Turn) -> Outcome | None:
    """A command of one of the rooms; who may not use it is told so, and nothing of it is for a group."""
    if turn.incoming.arrival is Arrival.START:
        return None
    for parse, obey in _ROOMS:
        found = parse(turn)
        if found is None:
            continue
        if turn.incoming.group and not isinstance(found, _OF_GROUPS):
            return help.in_private(turn)
        return obey(turn, found) if roles.may_use(turn.person, found) else Outcome(Decision((wording.not_allowed(),)), "unknown")
    return None


def form(turn: Turn) -> Outcome | None:
    """The answer to a field of a form or a receipt's number: numbers are values here, so it comes before the numbers of a list."""
    match turn.conversation.waiting:
        case WaitingField():
            return reports.awaited(turn)
        case WaitingReceipt():
            return desk.awaited(turn)
        case _:
            return None


def number(turn: Turn) -> Outcome | None:
    """A bare number chooses from the list last printed, for ten minutes."""
    offered, since = turn.conversation.offered, turn.conversation.offered_at
    if not offered or since is None or turn.incoming.arrival is Arrival.EDIT:
        return None
    written = _NUMBER.fullmatch(_figures(turn.incoming.text))
    if written is None:
        return None
    if turn.now - since > _LIST_HOLDS:
        return Outcome(Decision((wording.list_too_old(offered),), turn.conversation.waiting), "unknown")
    chosen = int(written[1])
    if not 1 <= chosen <= len(offered):
        return Outcome(Decision((wording.number_out_of_list(len(offered), offered),), turn.conversation.waiting), "unknown")
    says = replace(turn.incoming, text=offered[chosen - 1].says, arrival=Arrival.PRESS)
    return decide(replace(turn, incoming=says, conversation=replace(turn.conversation, offered=())))


def awaited(turn: Turn) -> Outcome | None:
    """The answer to what we asked; a question or a courtesy is not one."""
    match turn.conversation.waiting:
        case None:
            return None
        case WaitingKind(question):
            kind = enrolment.answered(turn)
            if kind is not None:
                return enrolment.settle(turn, kind, decide)
            return _not_an_answer(turn, question)
        case WaitingUnit() | WaitingName():
            return joining.awaited(turn)
        case WaitingFix() | WaitingEntry():
            return reports.awaited(turn)
        case WaitingReceipt():
            return desk.awaited(turn)
        case WaitingExtension():
            return schedule.awaited(turn)
        case WaitingField() | WaitingTask() | WaitingBroadcast():
            return None  # `form` had it; `told` reads it as what was prompted
        case _:
            assert_never(turn.conversation.waiting)


def stated(turn: Turn) -> Outcome | None:
    """Somebody says which unit he is of, and nothing else; a bare name says it where it is no follow-up either."""
    if turn.incoming.group:
        return None
    kind = enrolment.stated(turn)
    if kind is not None:
        return enrolment.settle(turn, kind, decide)
    kind = enrolment.bare_name(turn)
    # After a question the bare name of a kind asks the same of that kind.
    if kind is None or "?" in turn.incoming.text or turn.conversation.context.frames:
        return None
    return enrolment.settle(turn, kind, decide)


def introduced(turn: Turn) -> Outcome | None:
    """"Em ở Sở Cà Mau, hạn gửi là khi nào": answered for the kind said in passing, which is kept where none was known."""
    kind = enrolment.said_in_passing(turn) if turn.kind is None and not turn.incoming.group else None
    if kind is None:
        return None
    outcome = decide(replace(turn, person=replace(turn.person, kind=kind)))
    return replace(outcome, decision=replace(outcome.decision, actions=(KeepKind(kind), *outcome.decision.actions)))


def courteous(turn: Turn) -> Outcome | None:
    """Greetings, thanks and goodbyes that say nothing else."""
    found = courtesy.courtesy(turn.incoming.text)
    return None if found is None else help.courteous(turn, found)


def told(turn: Turn) -> Outcome | None:
    """A report in an officer's own words."""
    return None if turn.incoming.group else reports.told(turn)


_ROOMS: tuple[tuple[Callable[[Turn], Any], Callable[[Turn, Any], Outcome]], ...] = (
    (group_commands.parse, groups.obey),
    (broadcast_commands.parse, broadcasts.obey),
    (schedule_commands.parse, schedule.obey),
    (join_commands.parse, joining.obey),
    (report_commands.parse, reports.obey),
    (desk_commands.parse, desk.obey),
)

_OF_GROUPS = (group_commands.UseGroup, group_commands.DropGroup, broadcast_commands.Acknowledge)
"""What is said in the group it is about."""

ROUTES: tuple[Route, ...] = (
    enclosures.heard,
    reports.files,
    nothing_to_read,
    demo.take_part,
    broadcasts.awaited,
    room,
    command,
    form,
    number,
    awaited,
    told,
    stated,
    courteous,
    introduced,
    kind_tasks.answer,
    questions.answer,
)


def _heard(turn: Turn) -> Turn:
    """The turn as far as it is read; in a group nobody's own unit is known."""
    incoming = replace(turn.incoming, text=turn.incoming.text[:LONGEST])
    person = replace(turn.person, kind=None, unit=None, posts=()) if incoming.group else turn.person
    return replace(turn, incoming=incoming, person=person)


def _for_all(outcome: Outcome) -> Outcome:
    """For a group: without the choices that concern one person's unit."""
    replies = tuple(
        replace(reply, choices=tuple(c for c in reply.choices if c not in choices.PERSONAL)) for reply in outcome.decision.replies
    )
    return replace(outcome, decision=replace(outcome.decision, replies=replies))


def _figures(text: str) -> str:
    """Without accents, blanks around it, emoji frames ("1️⃣") and full-width forms."""
    shown = fold(unicodedata.normalize("NFKC", text)).strip()
    return "".join(char for char in shown if unicodedata.category(char) not in ("Me", "Mn", "Cf"))


def _not_an_answer(turn: Turn, question: str) -> Outcome | None:
    """Something else while we wait for a kind of unit: ask again only if no route has an answer to it."""
    if courtesy.courtesy(turn.incoming.text) or turn.reader.is_question(turn.incoming.text):
        return None
    outcome = questions.answer(turn)
    return enrolment.ask_again(turn, question) if outcome.status == "unknown" and len(turn.incoming.text) <= 40 else outcome


def _obey(turn: Turn, command: Command) -> Outcome:
    group = turn.incoming.group
    match command:
        case commands.Start(payload):
            return enrolment.start(turn, payload)
        case commands.Help():
            return help.usage(turn)
        case commands.ShowDocument(source):
            return documents.show_document(turn, source)
        case commands.ShowClause(said):
            return documents.show_clause(turn, said)
        case commands.Ask(""):
            return help.ask_away(turn)
        case commands.Ask(question):
            return questions.answer(replace(turn, incoming=replace(turn.incoming, text=question)))
        case commands.AskFact(fact):
            return questions.tell(turn, fact)
        case commands.Cancel():
            return help.cancelled(turn)
        case commands.Unknown(name):
            return help.unknown_command(turn, name)
        case commands.ShowTasks() | commands.ChangeKind() | commands.StateKind() | commands.Report() | commands.Undo() if group:
            return help.in_private(turn)
        case commands.ShowTasks():
            return statuses.show_tasks(turn)
        case commands.ChangeKind():
            return enrolment.change(turn)
        case commands.StateKind(kind):
            return enrolment.settle(turn, kind, decide)
        case commands.Report(state, tasks):
            return statuses.report(turn, state, tasks)
        case commands.Undo(tasks):
            return statuses.undo(turn, tasks)
        case _:
            assert_never(command)
