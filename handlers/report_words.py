"""Reports in an officer's own words, at any time: heard, given their unit and task, and made a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers import courtesy, report_drafts
from handlers.actions import KeepDraft, SettleDraft
from handlers.message import Arrival
from handlers.records import Draft, Role, Unit, Via
from handlers.report_commands import waiting_draft
from handlers.spoken import Words, name_words, words
from handlers.telling import merged
from handlers.turn import Decision, Outcome, State, Turn, WaitingEntry, WaitingFix, WaitingTask
from handlers.wording import choices as common
from handlers.wording import report_choices as choices
from handlers.wording import reports as wording
from handlers.wording import statuses
from knowledge.told import Heard, Told

_MOST = 5
_NUMBER = re.compile(r"\d{1,6}")


def told(turn: Turn) -> Outcome | None:
    """A report in somebody's own words, echoed before it is kept; None where the message is no report."""
    if turn.incoming.arrival is Arrival.PRESS:
        return None
    mine = [code for code in turn.person.units if turn.person.at(code) is Role.OFFICER]
    if not mine:
        return _leader(turn)
    if turn.incoming.arrival is Arrival.EDIT and turn.incoming.message:
        before = turn.records.draft_of(turn.incoming.message)
        if before is not None and before.via is Via.UNIT and before.unit in mine:
            return _edited(turn, before)
    unit = _unit(turn, mine)
    if unit is None:
        return None
    heard = _hear(turn, unit, _prompted(turn))
    if not heard.reports:
        return _bare_number(turn, unit) if heard.correction else None
    other = _named(turn, [u for u in turn.records.roster() if u.code not in mine])
    if other is not None:
        return Outcome(Decision((wording.others(other.name),)), "unknown")
    return _drafted(turn, unit, heard)


def awaited(turn: Turn) -> Outcome | None:
    """The answer to "what is wrong?" or "what has the unit told?"; a question is answered instead."""
    match turn.conversation.waiting:
        case WaitingFix(id):
            return _mended(turn, id)
        case WaitingEntry(code):
            return _entered(turn, code)
        case _:
            return None


def _drafted(turn: Turn, unit: Unit, heard: Heard) -> Outcome:
    """A new draft, or more of the one that waits."""
    waits = waiting_draft(turn)
    reports = heard.reports
    if heard.correction and len(reports) == 1 and reports[0].state in (None, State.SCHEDULED):
        # a day of what was held is looked for behind today, of what is planned before it
        task = _with_task(turn, unit, reports[0], correction=True).task
        said = turn.records.status(unit.code, task) if task else None
        if said is not None:
            reports = turn.listener.hear(turn.incoming.text, turn.today, task, _keys(turn, unit), standing=said.state).reports or reports
    if waits is not None and waits.unit == unit.code and waits.via is Via.UNIT and not waits.form and _continues(waits, heard):
        return report_drafts.begin(turn, replace(waits, reports=_laid_over(waits.reports, reports), words=f"{waits.words}\n{turn.incoming.text}"))
    resolved = tuple(_with_task(turn, unit, report, correction=heard.correction) for report in reports)
    strange = next((report for report in resolved if report.task and not _is_own(turn, unit, report.task)), None)
    if strange is not None and strange.task is not None and all(not _is_own(turn, unit, r.task) for r in resolved if r.task):
        return Outcome(Decision((statuses.not_yours(turn.reader.plan.task(strange.task), unit, (common.MY_TASKS,)),)))
    draft = Draft(
        turn.records.next_id(),
        unit.code,
        tuple(report for report in resolved if report.task is None or _is_own(turn, unit, report.task)),
        turn.incoming.text,
        message=turn.incoming.message,
        prompted=_prompted(turn),
        correction=heard.correction,
        edition=turn.reader.plan.edition,
    )
    return report_drafts.begin(turn, draft)


def _edited(turn: Turn, before: Draft) -> Outcome | None:
    """An edited message replaces the draft it made; of one that was kept it is a correction."""
    unit = turn.records.unit(before.unit)
    if unit is None:
        return None
    heard = _hear(turn, unit, before.prompted)
    if not heard.reports:
        if before.state != "open":
            return None
        return Outcome(Decision((wording.edit_dropped(),), actions=(SettleDraft(before.id, "dropped"),)))
    reports = tuple(_with_task(turn, unit, report, correction=heard.correction) for report in heard.reports)
    if before.state == "open":
        return report_drafts.begin(turn, replace(before, reports=reports, words=turn.incoming.text))
    again = replace(before, id=turn.records.next_id(), state="open", correction=True, reports=reports, words=turn.incoming.text)
    return report_drafts.begin(turn, again)


def _mended(turn: Turn, id: int) -> Outcome | None:
    draft = report_drafts.own(turn, id)
    if isinstance(draft, Outcome):
        return None
    unit = turn.records.unit(draft.unit)
    if unit is None or not draft.reports:
        return None
    about = draft.reports[0].task if len(draft.reports) == 1 else None
    heard = turn.listener.hear(turn.incoming.text, turn.today, about, _keys(turn, unit), standing=_standing(turn, draft, unit))
    if heard.reports:
        return report_drafts.begin(turn, replace(draft, reports=_laid_over(draft.reports, heard.reports)))
    number = _lone_number(turn)
    fields = report_drafts.numbers_of(turn, draft)
    if number is not None and fields:
        return Outcome(Decision((wording.which_number(number, choices.numbers(draft, fields[:_MOST], number)),)), "clarify")
    if turn.reader.is_question(turn.incoming.text) or courtesy.courtesy(turn.incoming.text):
        return None
    return Outcome(Decision((wording.not_a_fix(choices.echoed(draft)[2:]),), turn.conversation.waiting), "clarify")


def _entered(turn: Turn, code: str) -> Outcome | None:
    unit = turn.records.unit(code)
    if unit is None or not turn.in_office:
        return None
    heard = turn.listener.hear(turn.incoming.text, turn.today, None, _keys(turn, unit))
    if not heard.reports:
        if turn.reader.is_question(turn.incoming.text) or courtesy.courtesy(turn.incoming.text):
            return None
        return Outcome(Decision((wording.not_an_entry(unit),), turn.conversation.waiting), "clarify")
    reports = tuple(_with_task(turn, unit, report, correction=heard.correction) for report in heard.reports)
    draft = Draft(turn.records.next_id(), unit.code, reports, turn.incoming.text, Via.OFFICE, message=turn.incoming.message, edition=turn.reader.plan.edition)
    return report_drafts.begin(turn, draft)


def _bare_number(turn: Turn, unit: Unit) -> Outcome | None:
    """"à nhầm, 130": the number replaces one of those told before; where there are several it is asked which."""
    number = _lone_number(turn)
    if number is None:
        return None
    draft = waiting_draft(turn)
    actions: tuple[KeepDraft, ...] = ()
    if draft is None or draft.unit != unit.code:
        said = [status for status in turn.records.history(unit.code) if not status.undone]
        if not said:
            return None
        last = said[-1]
        draft = Draft(
            turn.records.next_id(), unit.code, (Told(last.task, None),), turn.incoming.text, correction=True, edition=turn.reader.plan.edition
        )
        actions = (KeepDraft(draft),)
        given = {key for key, value in last.told.fields if isinstance(value, int)}
    else:
        given = {key for report in draft.reports for key, value in report.fields if isinstance(value, int)}
    fields = report_drafts.numbers_of(turn, draft)
    likely = [field for field in fields if field.key in given] or list(fields)
    if not likely:
        return None
    return Outcome(Decision((wording.which_number(number, choices.numbers(draft, likely[:_MOST], number)),), actions=actions), "clarify")


def _with_task(turn: Turn, unit: Unit, report: Told, *, correction: bool) -> Told:
    """The report with the task it must be of; without one where that is not certain."""
    if report.task is not None:
        return report
    tasks = turn.reader.plan.tasks_for(unit.kind)
    keys = {key for key, _ in report.fields}
    fitting = [task for task in tasks if keys <= {field.key for field in task.fields}]
    if correction:
        said = [status for status in turn.records.history(unit.code) if not status.undone and status.task in {task.key for task in fitting}]
        if said:
            return replace(report, task=said[-1].task)
    prompted = _prompted(turn)
    if prompted is not None and any(task.key == prompted for task in fitting):
        return replace(report, task=prompted)
    still = [task for task in fitting if not _done(turn, unit, task.key)] or fitting
    if len(still) == 1:
        return replace(report, task=still[0].key)
    return report


def _standing(turn: Turn, draft: Draft, unit: Unit) -> State | None:
    """The state of what is mended: the draft's, else what the unit said last."""
    report = draft.reports[0]
    said = turn.records.status(unit.code, report.task) if report.task else None
    return report.state or (said.state if said else None) or State.PREPARING


def _done(turn: Turn, unit: Unit, task: str) -> bool:
    status = turn.records.status(unit.code, task)
    return status is not None and status.state is State.DONE


def _continues(draft: Draft, heard: Heard) -> bool:
    """Whether a message tells more of what waits: a correction, or the same tasks."""
    tasks = {report.task for report in draft.reports}
    if heard.correction:
        return all(report.task is None or report.task in tasks for report in heard.reports)
    return all(report.task is not None and report.task in tasks for report in heard.reports)


def _laid_over(reports: Sequence[Told], more: Sequence[Told]) -> tuple[Told, ...]:
    """New words over those of a draft; a word without a task is of the first report that has such figures, else of the first."""
    out = list(reports)
    for new in more:
        keys = {key for key, _ in new.fields}
        at = next((n for n, old in enumerate(out) if new.task is not None and old.task == new.task), None)
        if at is None and new.task is None:
            at = next((n for n, old in enumerate(out) if keys and keys <= {key for key, _ in old.fields}), 0)
        if at is None:
            out.append(new)
        else:
            out[at] = merged(out[at], new)
    return tuple(out)


def _unit(turn: Turn, mine: Sequence[str]) -> Unit | None:
    """The unit that is spoken for: the one of one's own that the message names, else the first."""
    own = [unit for code in mine if (unit := turn.records.unit(code)) is not None]
    return (_named(turn, own) if len(own) > 1 else None) or next(iter(own), None)


def _named(turn: Turn, among: Sequence[Unit]) -> Unit | None:
    """A unit whose whole name or a short name of it stands in the message."""
    said = words(turn.incoming.text)
    return next((unit for unit in among if any(_within(name_words(name), said) for name in (unit.name, *unit.short_names))), None)


def _within(name: Words, said: Words) -> bool:
    return len(name) > 1 and any(said[n : n + len(name)] == name for n in range(len(said) - len(name) + 1))


def _prompted(turn: Turn) -> str | None:
    """The task we asked about last, just now in this chat or by a push within a day."""
    waiting = turn.conversation.waiting
    return waiting.task if isinstance(waiting, WaitingTask) else turn.records.prompted()


def _hear(turn: Turn, unit: Unit, prompted: str | None) -> Heard:
    return turn.listener.hear(turn.incoming.text, turn.today, prompted, _keys(turn, unit))


def _keys(turn: Turn, unit: Unit) -> tuple[str, ...]:
    return tuple(task.key for task in turn.reader.plan.tasks_for(unit.kind))


def _is_own(turn: Turn, unit: Unit, task: str | None) -> bool:
    return any(each.key == task for each in turn.reader.plan.tasks_for(unit.kind))


def _lone_number(turn: Turn) -> int | None:
    numbers = [word for word in words(turn.incoming.text) if _NUMBER.fullmatch(word)]
    return int(numbers[0]) if len(numbers) == 1 else None


def _leader(turn: Turn) -> Outcome | None:
    """A leader reads; who reports is told."""
    led = [code for code in turn.person.units if turn.person.at(code) is Role.LEADER]
    if not led or not turn.listener.hear(turn.incoming.text, turn.today).reports:
        return None
    return Outcome(Decision((wording.leaders_read((common.MY_TASKS,)),)), "unknown")
