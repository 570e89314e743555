"""The clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import ZONE, Clock

START = datetime(2014, 7, 17, 7, 59, tzinfo=ZONE)


def test_real_clock() -> None:
    """Without a start the office's time is the real time, shown in Vietnam's zone."""
    clock = Clock()
    assert not clock.shifted
    assert abs(clock.now() - clock.real()) < timedelta(seconds=5)
    assert clock.now().utcoffset() == timedelta(hours=7)
    assert clock.real().utcoffset() == timedelta(0)


def test_starts_elsewhere() -> None:
    """A clock that is set begins at its start and goes on in real seconds; leases still see real time."""
    clock = Clock(START)
    first, second = clock.now(), clock.now()
    assert clock.shifted
    assert START <= first <= second < START + timedelta(seconds=5)
    assert clock.real() > datetime(2020, 1, 1, tzinfo=UTC)


def test_start_in_another_zone() -> None:
    """A start given in another zone is the same moment, shown in Vietnam's."""
    assert Clock(START.astimezone(UTC)).now().hour == 7


def test_resume() -> None:
    """A clock that is set goes on from a stored moment."""
    clock = Clock(START)
    clock.resume(START + timedelta(days=3))
    assert START + timedelta(days=3) <= clock.now() < START + timedelta(days=3, seconds=5)


def test_refuses() -> None:
    """A moment without a zone is nobody's, and the real clock cannot be set."""
    with pytest.raises(ValueError, match="aware"):
        Clock(datetime(2014, 7, 17))  # noqa: DTZ001 - what is refused
    with pytest.raises(ValueError, match="real clock"):
        Clock().resume(START)
