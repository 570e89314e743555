"""The room of broadcasts: composed, aimed, previewed, approved, sent, stopped, counted, acknowledged, corrected."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from handlers import broadcast_texts, previews
from handlers.actions import AcknowledgeBroadcast, Job, KeepBroadcast, MoveBroadcast, Order, TellOffice
from handlers.audience import read
from handlers.broadcast_commands import Acknowledge, Command, Compose, Handle, ShowBroadcasts, Verb, parse
from handlers.message import Arrival, Reply
from handlers.records import OFFICE
from handlers.records_broadcasts import Audience, Broadcast
from handlers.schedule_commands import day_in
from handlers.spoken import words
from handlers.turn import Decision, Outcome, Turn, WaitingBroadcast
from handlers.wording import broadcasts as told
from handlers.wording import enclosures
from handlers.wording import previews as preview_words

_SHORTEST = 10
_HOUR = re.compile(r"(\d{1,2})\s*(?:h|g|gio|:)\s*(\d{2})?")
SAME = timedelta(hours=24)
OPEN = ("draft", "approval", "scheduled")
_CHANGES = frozenset(
    (Verb.AIM, Verb.SEND, Verb.AGAIN, Verb.ACK, Verb.ASK, Verb.TIME, Verb.EDIT, Verb.FILE, Verb.NO_FILE, Verb.GROUPS, Verb.APPROVE)
)
"""What can be done with one that has not gone out."""


def obey(turn: Turn, command: Command) -> Outcome:
    """Carry a command out."""
    match command:
        case Compose(ask=True):
            return _text(turn, Broadcast(turn.records.next_id(), "", by=turn.person.id, ask=True), told.ASKING)
        case Compose(text):
            return _text(turn, Broadcast(turn.records.next_id(), "", by=turn.person.id), text) if text else _compose(turn)
        case ShowBroadcasts():
            return Outcome(Decision((told.every(turn.records.broadcasts()),)))
        case Acknowledge(id):
            return _acknowledged(turn, id)
        case Handle(verb, id, text):
            found = turn.records.broadcast(id)
            if found is None:
                return Outcome(Decision((told.none_such(),)), "unknown")
            return _handle(turn, verb, found, text)
        case _:
            assert_never(command)


def awaited(turn: Turn) -> Outcome | None:
    """What was asked for: the text, the audience, the moment. It comes before every other reading, for a text may begin like a command."""
    waiting = turn.conversation.waiting
    text = turn.incoming.text.strip()
    if not isinstance(waiting, WaitingBroadcast) or turn.incoming.arrival is not Arrival.TEXT or text.startswith("/") or turn.incoming.group:
        return None
    if turn.person.role not in OFFICE or " ".join(words(text)) in ("huy", "thoi", "bo qua"):
        return None
    found = turn.records.broadcast(waiting.id) or Broadcast(waiting.id, "", by=turn.person.id)
    match waiting.what:
        case "text":
            return _text(turn, found, text) if len(text) >= _SHORTEST else None
        case "whom" if isinstance(parse(turn), Handle | ShowBroadcasts) and not isinstance(read(turn, text), Audience):
            return None
        case "whom":
            return _aim(turn, found, text) if len(text) < broadcast_texts.LONGEST and not text.isdecimal() else None
        case "file":
            return None
        case _:
            return _at(turn, found, text)


def _compose(turn: Turn, of: Broadcast | None = None) -> Outcome:
    kept = (KeepBroadcast(of),) if of else ()
    return Outcome(Decision((told.compose(),), WaitingBroadcast(of.id if of else turn.records.next_id(), "text"), kept))


def _text(turn: Turn, of: Broadcast, text: str) -> Outcome:
    again = broadcast_texts.mistake(text)
    if again is not None:
        return Outcome(Decision((again,), WaitingBroadcast(of.id, "text")), "clarify")
    kept = replace(of, text=text, state="draft")
    if kept.audience is not None:
        return previews.preview(turn, kept)
    return Outcome(Decision((told.whom(turn.reader.plan, kept.id),), WaitingBroadcast(kept.id, "whom"), (KeepBroadcast(kept),)), "clarify")


def _aim(turn: Turn, of: Broadcast, text: str) -> Outcome:
    found = read(turn, text)
    if not isinstance(found, Audience):
        reply = told.whom_again(turn.reader.plan, of.id, found or "")
        return Outcome(Decision((reply,), WaitingBroadcast(of.id, "whom")), "clarify")
    return previews.preview(turn, replace(of, audience=found, state="draft"))


def _handle(turn: Turn, verb: Verb, of: Broadcast, text: str) -> Outcome:
    if verb in _CHANGES and of.state not in OPEN:
        return Outcome(Decision((told.already(of),)))
    match verb:
        case Verb.AIM:
            return _aim(turn, of, text) if text else Outcome(Decision((told.whom(turn.reader.plan, of.id),), WaitingBroadcast(of.id, "whom")))
        case Verb.SEND | Verb.AGAIN:
            return _send(turn, of, again=verb is Verb.AGAIN)
        case Verb.APPROVE:
            return _approve(turn, of)
        case Verb.ACK:
            return previews.preview(turn, replace(of, ack=text != "khong", state="draft"))
        case Verb.ASK:
            return previews.preview(turn, replace(of, ask=text != "khong", state="draft"))
        case Verb.GROUPS:
            chosen = {"co": "too", "chi": "only"}.get(text, "")
            return previews.preview(turn, replace(of, audience=replace(of.audience or Audience(), groups=chosen), state="draft"))
        case Verb.TIME:
            return _at(turn, of, text) if text else Outcome(Decision((told.when(),), WaitingBroadcast(of.id, "moment")), "clarify")
        case Verb.FILE:
            return Outcome(Decision((enclosures.ask(of),), WaitingBroadcast(of.id, "file")), "clarify")
        case Verb.NO_FILE:
            return _text(turn, replace(of, file=None), of.text) if of.text else _compose(turn, replace(of, file=None))
        case Verb.EDIT:
            return Outcome(Decision((told.edit(of.text),), WaitingBroadcast(of.id, "text")), "clarify")
        case Verb.CANCEL:
            return _cancel(of)
        case Verb.STOP | Verb.GO_ON:
            return _halt(turn, of, stop=verb is Verb.STOP)
        case Verb.RESEND | Verb.RESEND_UNKNOWN:
            again = Audience(of=of.id, part="failed" if verb is Verb.RESEND else "unknown", groups=_groups(of))
            return previews.preview(turn, Broadcast(turn.records.next_id(), of.text, again, ack=of.ack, by=turn.person.id, ask=of.ask, file=of.file))
        case Verb.CORRECT:
            new = Broadcast(turn.records.next_id(), "", Audience(of=of.id, part="sent", groups=_groups(of)), by=turn.person.id)
            return Outcome(Decision((told.correct(),), WaitingBroadcast(new.id, "text"), (KeepBroadcast(new),)), "clarify")
        case Verb.UNACKED:
            missing = [each for each in turn.records.recipients(of.id, 1000) if each.acked is None and each.state in ("sent", "unknown")]
            return Outcome(Decision((told.unacked(of, missing, _names(turn)),)))
        case Verb.EXPORT:
            return Outcome(Decision((told.exporting(),), actions=(Order(turn.records.next_id(), Job.EXPORT_BROADCAST, (str(of.id),)),)))
        case Verb.RECALL:
            return _recall(turn, of)
        case Verb.SHOW:
            if of.state == "draft" and of.text and of.audience:
                return previews.preview(turn, of)
            return Outcome(Decision((_page(turn, of),)))
        case _:
            assert_never(verb)


def _send(turn: Turn, of: Broadcast, *, again: bool) -> Outcome:
    if of.audience is None or not of.text:
        return Outcome(Decision((told.whom(turn.reader.plan, of.id),), WaitingBroadcast(of.id, "whom")), "clarify")
    if of.file is not None and of.file.state != "kept":
        return Outcome(Decision((enclosures.not_yet(of),)), "clarify")
    before = turn.records.sent_before(of.text, turn.now - SAME)
    if before is not None and before.id != of.id and not again and of.audience.of is None:
        return Outcome(Decision((told.same_again(of, before),)), "clarify")
    people = previews.reach(turn, of).many
    if not people:
        return Outcome(Decision((preview_words.nobody(of, (), 0),), WaitingBroadcast(of.id, "whom")), "clarify")
    if previews.needs_approval(turn, people):
        if len(turn.records.office()) < 2:
            return Outcome(Decision((told.no_second(turn.office.approve_above),)))
        asked = replace(of, state="approval")
        others = TellOffice(told.please_approve(asked, turn.person, people, previews.described(turn, of.audience)))
        return Outcome(Decision((told.waits_for_approval(asked, people),), actions=(KeepBroadcast(asked), others)))
    return _started(turn, of, people)


def _approve(turn: Turn, of: Broadcast) -> Outcome:
    if of.state != "approval":
        return Outcome(Decision((told.already(of),)))
    if of.by == turn.person.id:
        return Outcome(Decision((told.not_your_own(),)))
    return _started(turn, replace(of, approved=turn.person.id), previews.reach(turn, of).many)


def _started(turn: Turn, of: Broadcast, people: int) -> Outcome:
    later = of.starts is not None and of.starts > turn.now
    going = replace(of, state="scheduled" if later else "freezing")
    reply = told.scheduled(going, people) if later else told.progress(going, turn.records.tally(of.id), people, turn.records.rates())
    return Outcome(Decision((reply,), actions=(KeepBroadcast(going, progress=not later),)))


def _at(turn: Turn, of: Broadcast, text: str) -> Outcome:
    """A day and an hour to send it at; without a day the next time it is that hour."""
    clock = _HOUR.search(" ".join(words(text.replace(":", "h"))))
    day = day_in(turn, text) or turn.today
    hour, minute = (int(clock[1]), int(clock[2] or 0)) if clock else (turn.records.policy().hour, 0)
    if not (hour < 24 and minute < 60) or (clock is None and day == turn.today):
        return Outcome(Decision((told.when(),), WaitingBroadcast(of.id, "moment")), "clarify")
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=turn.now.tzinfo)
    if moment <= turn.now:
        return Outcome(Decision((told.past(moment),), WaitingBroadcast(of.id, "moment")), "clarify")
    return previews.preview(turn, replace(of, starts=moment, state="draft"))


def _cancel(of: Broadcast) -> Outcome:
    if of.state not in OPEN:
        return Outcome(Decision((told.already(of),)))
    return Outcome(Decision((told.cancelled(),), actions=(MoveBroadcast(of.id, "cancelled"),)))


def _halt(turn: Turn, of: Broadcast, *, stop: bool) -> Outcome:
    tally = turn.records.tally(of.id)
    if stop:
        if of.state not in ("freezing", "sending", "resuming"):
            return Outcome(Decision((told.already(of),)))
        halted = replace(of, state="stopped")
        return Outcome(Decision((told.progress(halted, tally, of.total, {}),), actions=(MoveBroadcast(of.id, "stopped"),)))
    if of.state != "stopped":
        return Outcome(Decision((told.already(of),)))
    going = replace(of, state="resuming" if of.frozen else "freezing")
    return Outcome(Decision((told.progress(going, tally, of.total, turn.records.rates()),), actions=(MoveBroadcast(of.id, going.state),)))


def _recall(turn: Turn, of: Broadcast) -> Outcome:
    if of.state in OPEN:
        return _cancel(of)
    if of.state == "recalled":
        return Outcome(Decision((told.already(of),)))
    id = turn.records.next_id()
    return Outcome(Decision((told.recalling(of),), actions=(MoveBroadcast(of.id, "recalled"), Order(id, Job.RECALL, (str(of.id),)))))


def _acknowledged(turn: Turn, id: int) -> Outcome:
    found = turn.records.broadcast(id)
    if found is None or found.state in OPEN:
        return Outcome(Decision((told.none_such(),)), "unknown")
    # In a group many may press; it is thanked for once.
    replies = () if turn.incoming.group and turn.records.acknowledged_here(id) else (told.thanks(),)
    return Outcome(Decision(replies, turn.conversation.waiting, (AcknowledgeBroadcast(id),)))


def _page(turn: Turn, of: Broadcast) -> Reply:
    if of.state in OPEN:
        return told.draft(of, previews.described(turn, of.audience) if of.audience else "")
    tally = turn.records.tally(of.id)
    return told.report(of, tally) if of.state in ("done", "recalled") else told.progress(of, tally, of.total, turn.records.rates())


def _groups(of: Broadcast) -> str:
    return of.audience.groups if of.audience else ""


def _names(turn: Turn) -> dict[str, str]:
    return {unit.code: unit.name for unit in turn.records.roster()}
