"""The pace of one bot."""

from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import Abilities
from bot.pace import Pace


def abilities(per_second: float = 30, per_chat: float = 1, per_group: float = 20) -> Abilities:
    return Abilities(4096, buttons=True, edits=True, files_out=True, per_second=per_second, per_chat=per_chat, per_group=per_group)


def play(pace: Pace, wishes: list[tuple[int, bool, float]], now: float = 0.0) -> list[tuple[str, bool, float]]:
    """Send each wish (chat, group, seconds after the one before) as soon as the pace lets it; when each began."""
    sent = []
    for number, group, gap in wishes:
        now += gap
        chat = f"{'g' if group else 'c'}{number}"
        while True:
            if chat in pace.cooling(now):
                now += max(1e-6, pace.next_chat(now) or 0)
            elif (wait := pace.wait(now)) > 0:
                now += max(1e-6, wait)
            else:
                break
        pace.take(chat, group, now)
        sent.append((chat, group, now))
    return sent


def most_within(moments: list[float], seconds: float) -> int:
    """The most of these moments any half-open window of so many seconds holds."""
    return max((sum(1 for other in moments if at <= other < at + seconds) for at in moments), default=0)


wishes = st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.floats(0, 2)), max_size=60)


@given(wishes, st.sampled_from([1.0, 5.0, 30.0]))
def test_no_window_exceeds(wanted: list[tuple[int, bool, float]], per_second: float) -> None:
    """However people write, no second holds more sends than the platform takes, none more than one to a chat, no minute more than
    twenty to a group."""
    sent = play(Pace(abilities(per_second)), wanted)
    assert most_within([at for _, _, at in sent], 1.0) <= per_second
    for chat in {chat for chat, _, _ in sent}:
        moments = [at for other, _, at in sent if other == chat]
        assert most_within(moments, 1.0) <= 1
        if chat.startswith("g"):
            assert most_within(moments, 60.0) <= 20


@given(st.integers(1, 200))
def test_burst_is_spaced(count: int) -> None:
    """A burst to many chats goes out evenly: the full rate is used, and never more."""
    sent = play(Pace(abilities()), [(number, False, 0.0) for number in range(count)])
    moments = [at for _, _, at in sent]
    assert most_within(moments, 1.0) <= 30
    assert moments[-1] <= (count - 1) / 30 * 1.02 + 0.001


@given(st.lists(st.floats(0, 0.05), min_size=60, max_size=200), st.sampled_from([5.0, 30.0, 1500.0]))
def test_late_starts(late: list[float], per_second: float) -> None:
    """Starts that come late never crowd a second afterwards; where each is a little late only, the rate is held all the same."""
    for lateness, held in ((late, False), ([min(each, 0.007) for each in late], True)):
        pace, now, moments = Pace(abilities(per_second, per_chat=0)), 0.0, []
        for each in lateness:
            now += pace.wait(now) + each
            pace.take("1", False, now)
            moments.append(now)
        assert most_within(moments, 1.0) <= per_second
        if held and per_second <= 30:
            assert moments[-1] - moments[0] <= (len(moments) - 1) / per_second * 1.03


def test_room() -> None:
    """There is room for what may start soon: one or two at thirty a second, all at no limit, none long before its moment."""
    pace = Pace(abilities())
    assert pace.room(0.0, 16) == 1
    pace.take("1", False, 0.0)
    assert pace.room(0.001, 16) == 0
    assert 0 < pace.early(0.001) < pace.wait(0.001)
    assert pace.room(0.01, 16) == 1
    assert Pace(abilities(per_second=500)).room(0.0, 16) == 10
    for none in (0, math.inf):
        free = Pace(abilities(none, none, none))
        free.take("1", False, 0.0)
        assert free.room(0.0, 16) == 16
        assert free.cooling(0.0) == ()


@given(st.lists(st.tuples(st.integers(0, 500), st.booleans()), max_size=300))
def test_paid_pushes_leave_answers_their_own_pace(wanted: list[tuple[int, bool]]) -> None:
    """Where a thousand pushed messages a second are paid for, no second holds more, and none more than thirty of those that are not."""
    pace, now, sent = Pace(replace(abilities(per_chat=0, per_group=0), paid=1000)), 0.0, []
    for number, pushed in wanted:
        while (wait := pace.wait(now, pushed)) > 0:
            now += max(1e-6, wait)
        pace.take(str(number), False, now, pushed)
        sent.append((pushed, now))
    assert most_within([at for _, at in sent], 1.0) <= 1000
    assert most_within([at for pushed, at in sent if not pushed], 1.0) <= 30
    if wanted and all(pushed for _, pushed in wanted):
        assert now <= len(wanted) / 1000 * 1.02


def test_recall() -> None:
    """A new start goes on where the last one stopped: chats written to just before still wait."""
    pace = Pace(abilities())
    pace.recall([("1", False, 9.5), ("2", False, 8.5), ("3", True, 8.5)])
    assert pace.cooling(10.0) == ("1", "3")
    assert pace.longest > 2.9
