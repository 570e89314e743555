"""The state that all that was gathered of one task comes to, and whether it is a report at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.plan import State
from knowledge.status_found import Found
from knowledge.status_signs import state_of
from knowledge.syllable import fold
from knowledge.told import Heard


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is read for: the task named (`key`) and the one asked about (`prompted`), whether it corrects what was said before and in which
    state that stands, the day it is, and the last day of the task (None where there is none)."""

    key: str | None
    prompted: str | None
    correction: bool
    standing: State | None
    today: dt.date
    limit: dt.date | None


@dataclass(frozen=True, slots=True)
class Ruled:
    """A message read by the rules: what is heard, and of each task (None: of none named) what was gathered, in what words, and the places of these;
    `asked` where anything was."""

    heard: Heard = field(default_factory=Heard)
    told: Mapping[str | None, Found] = field(default_factory=dict)
    asked: Asked | None = None
    said: Mapping[str | None, str] = field(default_factory=dict)
    places: Mapping[str | None, frozenset[int]] = field(default_factory=dict)


def settled(found: Found, asked: Asked, kept: bool) -> tuple[State | None, bool]:
    """(The state or None, whether this is a report). `kept`: values of the task's own fields were given."""
    state = state_of(found.signs, day_ahead=any(d.last >= asked.today for d in found.ahead))
    if state is None and (asked.key or (asked.prompted and found.near)) and not kept and not asked.correction:
        state = _by_day(found, asked.today)
    if state is None and found.documents and (asked.key or asked.prompted) and not asked.correction:
        state = State.DONE
    if state is None and found.signs.act and any("/" in d for d in found.documents) and not (found.signs.any or asked.correction):
        state = State.DONE  # "em gửi hai văn bản luôn: 102/KH-VTC và 99/TTr-VTC"
    if state is None and asked.key and found.signs.only_prepares and not asked.correction:
        state = State.PREPARING  # "kế hoạch dự thảo lần 2"
    if state is None and asked.key and found.signs.performs and not asked.correction:
        state = State.DONE
    if state is None and asked.key and found.near and kept and not asked.correction:
        state = _by_day(found, asked.today)
    if state is None and not kept and not ((asked.correction or found.only_papers) and (found.near or found.documents)):
        return None, False
    if state is None and asked.key and not kept and not asked.correction:
        return None, False
    if asked.correction and (asked.standing is not None or asked.key is None) and state is State.SCHEDULED and not found.signs.ahead:
        state = None
    if asked.correction and asked.standing is None and state is None and asked.key and found.near:
        state = _by_day(found, asked.today)
    if state is State.SCHEDULED and not (asked.key or asked.prompted or kept or (found.ahead and (found.signs.act or found.signs.firm))):
        if not found.signs.not_yet:
            return None, False
        state = State.NOT_STARTED
    if state is State.SCHEDULED and found.documents and any(d.single and d.first == asked.today for d in found.near):
        state = State.DONE  # "em nộp lúc 3h chiều nay, số 150"
    if state is State.SCHEDULED and not found.signs.sooner and (found.reason or (found.obstacle and found.signs.not_yet)):
        waits = found.reason and not found.obstacle and {*_fold_words(found.reason)[:2]} & _WAITING
        state = State.PREPARING if waits and not found.signs.not_yet and not found.signs.only_later else State.DELAYED
    made = found.signs.done and not found.signs.not_sent
    if state in (State.NOT_STARTED, State.PREPARING) and found.signs.not_yet and found.reason and not (found.signs.way or made):
        state = State.DELAYED
    if state is State.PREPARING and found.signs.only_later and found.circumstance:
        state = State.DELAYED
    beyond = asked.limit is not None and asked.today <= asked.limit and any(d.first > asked.limit for d in found.ahead)
    if state is State.SCHEDULED and found.signs.plea and beyond:
        state = State.DELAYED  # "xin phép cho đơn vị nộp kế hoạch vào 20/8"
    if state is State.DELAYED and asked.key and found.signs.performs and not (found.signs.extension or found.signs.returned):
        state = State.DONE
    if state is State.NOT_STARTED and found.obstacle:
        state = State.DELAYED
    if state is State.DELAYED and found.signs.only_later and _in_time(found, asked):
        state = State.SCHEDULED
    return state, True


_WAITING = frozenset(["cho", "doi"])


def _fold_words(text: str) -> list[str]:
    return fold(text.lower()).split()


def _in_time(found: Found, asked: Asked) -> bool:
    """"tháng 7 mới làm được", where July is within the task's time and nothing else says that it is late."""
    late = found.signs.delayed or found.signs.extension or found.reason or found.obstacle
    day = found.ahead[-1] if found.ahead else None
    return not late and day is not None and asked.limit is not None and asked.today <= asked.limit and day.last <= asked.limit


def _by_day(found: Found, today: dt.date) -> State | None:
    """A task with a day and no other word: planned where the day is to come, done where it has been."""
    if not found.near or found.signs.any:
        return None
    day = found.near[0]
    if day.last > today:
        return State.SCHEDULED
    return State.DONE if day.single else None
