"""The pace of one bot."""

from __future__ import annotations

import heapq
import math
from dataclasses import replace
from itertools import cycle

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import Abilities
from bot.pace import Pace, Slot


def abilities(per_second: float = 30, per_chat: float = 1, per_group: float = 20) -> Abilities:
    return Abilities(4096, buttons=True, edits=True, files_out=True, per_second=per_second, per_chat=per_chat, per_group=per_group)


def play(
    pace: Pace, wishes: list[tuple[int, bool, float]], now: float = 0.0, ways: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
) -> list[tuple[str, bool, float]]:
    """Send each wish (chat, group, seconds after the one before) as soon as the pace lets it, with the seconds to the platform and back
    of `ways` in turn; when each arrived, in the order of their starts."""
    arrived: list[tuple[str, bool, float]] = []
    on_their_way: list[tuple[float, int, Slot]] = []
    for (number, group, gap), (out, back) in zip(wishes, cycle(ways), strict=False):
        now += gap
        chat = f"{'g' if group else 'c'}{number}"
        while True:
            while on_their_way and on_their_way[0][0] <= now:
                ended, _, slot = heapq.heappop(on_their_way)
                pace.ended(slot, ended)
            if chat in pace.cooling(now):
                first = on_their_way[0][0] - now if on_their_way else math.inf
                now += max(1e-6, min(first, pace.next_chat(now) or math.inf))
            elif (wait := pace.wait(now)) > 0:
                now += max(1e-6, wait)
            else:
                break
        heapq.heappush(on_their_way, (now + out + back, len(arrived), pace.take(chat, group, now)))
        arrived.append((chat, group, now + out))
    return arrived


def most_within(moments: list[float], seconds: float) -> int:
    """The most of these moments any half-open window of so many seconds holds."""
    return max((sum(1 for other in moments if at <= other < at + seconds) for at in moments), default=0)


held_up = st.lists(st.tuples(st.floats(0, 0.2), st.floats(0, 0.2)), min_size=1, max_size=30)
"""Seconds by which sends are held up on the way there and back."""
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


@given(wishes, held_up)
def test_held_up_on_the_way(wanted: list[tuple[int, bool, float]], delays: list[tuple[float, float]]) -> None:
    """However long each send takes, two never arrive at a chat within a second, nor twenty-one at a group within a minute."""
    sent = play(Pace(abilities()), wanted, ways=tuple(delays))
    for chat in {chat for chat, _, _ in sent}:
        moments = [at for other, _, at in sent if other == chat]
        assert most_within(moments, 1.0) <= 1
        if chat.startswith("g"):
            assert most_within(moments, 60.0) <= 20


@given(held_up, st.integers(0, 2), st.integers(30, 120))
def test_a_burst_held_up_on_the_way(delays: list[tuple[float, float]], held: int, count: int) -> None:
    """Where some sends of a burst, or the first of it, are held up for up to a fifth of a second, no more of them arrive together than
    the platform takes."""
    ways = tuple((0.02 + out, 0.03 + back) if number % 3 == held else (0.02, 0.03) for number, (out, back) in enumerate(delays))
    arrived = [at for _, _, at in play(Pace(abilities()), [(number, False, 0.0) for number in range(count)], ways=ways)]
    assert most_within(arrived, 0.97 - 1e-9) <= 30
    assert max(arrived) <= count / 30 * 1.26 + 0.3


@given(st.lists(st.integers(0, 119), max_size=8), st.floats(0, 4), st.integers(30, 120))
def test_some_of_a_burst_stuck_on_the_way(stuck: list[int], seconds: float, count: int) -> None:
    """A send that is stuck for seconds keeps its place until it ends: whenever it arrives, it is not one too many."""
    ways = tuple((0.02 + seconds, 0.03) if number in stuck else (0.02, 0.03) for number in range(count))
    arrived = [at for _, _, at in play(Pace(abilities()), [(number, False, 0.0) for number in range(count)], ways=ways)]
    assert most_within(arrived, 0.97 - 1e-9) <= 30
    assert max(arrived) <= count / 22 * 1.03 + seconds + 1.1


@given(st.floats(0, 5), st.floats(0, 5), st.integers(30, 120))
def test_a_platform_that_stands_still(begins: float, seconds: float, count: int) -> None:
    """Where everything that arrives for a while is looked at only at its end, not more of it is looked at in a second than the platform
    takes: sixteen under way are all there are (bot/delivery.py)."""
    pace, now, under_way, seen = Pace(abilities()), 0.0, [], []  # type: ignore[var-annotated]
    for number in range(count):
        while True:
            for each in [each for each in under_way if each[0] <= now]:
                under_way.remove(each)
                pace.ended(each[1], each[0])
            wait = pace.wait(now)
            if len(under_way) == 16:
                wait = max(wait, min(end for end, _ in under_way) - now)
            if wait <= 0:
                break
            now += max(1e-6, wait)
        arrives = now + 0.002
        looked_at = begins + seconds if begins <= arrives < begins + seconds else arrives
        under_way.append((looked_at + 0.003, pace.take(str(number), False, now)))
        seen.append(looked_at)
    assert most_within(seen, 0.97 - 1e-9) <= 30


@given(st.integers(1, 200))
def test_burst_is_spaced(count: int) -> None:
    """A burst to many chats goes out evenly: the full rate is used, and never more, also where the way takes longer one time than another."""
    sent = play(Pace(abilities()), [(number, False, 0.0) for number in range(count)], ways=((0.0, 0.05), (0.0, 0.1), (0.0, 0.09)))
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
            pace.ended(pace.take("1", False, now), now)
            moments.append(now)
        assert most_within(moments, 1.0) <= per_second
        if held and per_second <= 30:
            assert moments[-1] - moments[0] <= (len(moments) - 1) / per_second * 1.03


def test_room() -> None:
    """There is room for what may start soon: one or two at thirty a second, all at no limit, none long before its moment."""
    pace = Pace(abilities())
    assert pace.room(0.0, 16) == 1
    pace.ended(pace.take("1", False, 0.0), 0.0)
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


def test_a_chat_waits_for_what_is_under_way() -> None:
    """A chat is free a second after its send has ended, not after it started; other chats need not wait."""
    pace = Pace(abilities())
    slot = pace.take("1", False, 0.0)
    assert pace.cooling(5.0) == ("1",)
    assert pace.chat_wait("1", 5.0) == math.inf
    assert (pace.next_chat(5.0), pace.chat_wait("2", 5.0)) == (None, 0)
    pace.ended(slot, 5.0)
    assert pace.cooling(5.9) == ("1",)
    assert 0.1 < pace.chat_wait("1", 5.9) < 0.102
    assert pace.cooling(6.1) == ()


def test_recall() -> None:
    """A new start goes on where the last one stopped: chats written to just before still wait."""
    pace = Pace(abilities())
    pace.recall([("1", False, 9.5), ("2", False, 8.5), ("3", True, 8.5)])
    assert pace.cooling(10.0) == ("1", "3")
    assert pace.longest > 2.9
