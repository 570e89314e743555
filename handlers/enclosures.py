"""Files and pictures that go with broadcasts: taken in while one is composed, and said where they cannot go."""

from __future__ import annotations

from dataclasses import replace

from handlers import broadcast_texts, broadcasts
from handlers.actions import Enclose, KeepBroadcast
from handlers.broadcast_commands import Compose, parse
from handlers.message import Arrival
from handlers.records_broadcasts import Broadcast
from handlers.turn import Decision, Outcome, Turn, WaitingBroadcast
from handlers.wording import broadcasts as told
from handlers.wording import enclosures as wording


def heard(turn: Turn) -> Outcome | None:
    """A file sent while a broadcast is composed, or under /thongbao: it goes with the broadcast; its caption is the text where there is none."""
    if not turn.incoming.files or not turn.in_office or turn.incoming.arrival is Arrival.EDIT:
        return None
    command, waiting = parse(turn), turn.conversation.waiting
    if isinstance(command, Compose):
        return _enclosed(turn, Broadcast(turn.records.next_id(), "", by=turn.person.id, ask=command.ask), told.ASKING if command.ask else command.text)
    if command is None and isinstance(waiting, WaitingBroadcast):
        found = turn.records.broadcast(waiting.id) or Broadcast(waiting.id, "", by=turn.person.id)
        return _enclosed(turn, found, turn.incoming.text.strip()) if found.state in broadcasts.OPEN else None
    return None


def _enclosed(turn: Turn, of: Broadcast, caption: str) -> Outcome:
    """The broadcast is kept with it; what is still missing of it is asked for. It is shown whole once the file is there."""
    text = of.text or caption
    wrong = broadcast_texts.mistake(text) if text else None
    kept = replace(of, text="" if wrong else text, state="draft", file=None)
    actions = (KeepBroadcast(kept), Enclose(kept.id))
    coming = wording.coming()
    if wrong is not None:
        return Outcome(Decision((coming, wrong), WaitingBroadcast(kept.id, "text"), actions), "clarify")
    if not text:
        return Outcome(Decision((wording.text_for_it(),), WaitingBroadcast(kept.id, "text"), actions), "clarify")
    if kept.audience is None:
        return Outcome(Decision((coming, told.whom(turn.reader.plan, kept.id)), WaitingBroadcast(kept.id, "whom"), actions), "clarify")
    return Outcome(Decision((coming,), None, actions))
