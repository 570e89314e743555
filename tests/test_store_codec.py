"""Replies, messages and questions of ours survive the tables."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.store import codec
from handlers.message import Address, Arrival, Attachment, Choice, Incoming, Items, Paragraph, Quote, Reply, Span, Stored
from handlers.turn import WaitingKind

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
spans = st.lists(st.builds(Span, texts, st.booleans()), max_size=3).map(tuple)
blocks = st.one_of(
    st.builds(Paragraph, spans), st.builds(Items, st.lists(spans, max_size=3).map(tuple), st.booleans()), st.builds(Quote, texts, texts)
)
says = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=64)
choices = st.lists(st.builds(Choice, texts, says), max_size=3).map(tuple)
files = st.none() | st.builds(Attachment, texts, texts, st.binary(max_size=50), texts) | st.builds(Stored, texts, texts, texts, texts, st.integers(0))
replies = st.builds(Reply, st.lists(blocks, max_size=4).map(tuple), choices, files)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 - bounds
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
)
messages = st.builds(
    Incoming, st.builds(Address, texts, texts), texts, texts, texts, moments, st.sampled_from(Arrival), texts, st.none() | texts, st.booleans()
)


@given(replies)
def test_reply(reply: Reply) -> None:
    """Any reply comes back equal, its file's bytes too."""
    assert codec.load_reply(codec.dump_reply(reply)) == reply


@given(messages)
def test_incoming(incoming: Incoming) -> None:
    """Any message comes back equal."""
    assert codec.load_incoming(codec.dump_incoming(incoming)) == incoming


@given(moments, moments)
def test_moments_sort_as_text(one: datetime, other: datetime) -> None:
    """The tables compare moments as text, so texts must sort as moments do, whatever zone they were given in."""
    there = timezone(timedelta(hours=7))
    assert (codec.when(one) < codec.when(other.astimezone(there))) == (one < other)
    assert codec.moment(codec.when(one.astimezone(there))) == one


def test_unknown_kinds() -> None:
    """What a newer version wrote is left out: an unknown block, an unknown arrival, an unknown or changed question."""
    assert codec.load_reply('{"blocks": [{"hologram": 1}, {"p": ["a"]}]}') == Reply((Paragraph((Span("a"),)),))
    incoming = Incoming(Address("b", "c"), "k", "s", "t", datetime(2030, 1, 1, tzinfo=UTC))
    later = json.dumps(json.loads(codec.dump_incoming(incoming)) | {"arrival": "thought"})
    assert codec.load_incoming(later).arrival is Arrival.OTHER
    for text in ('{"is": "WaitingHologram"}', '{"is": "WaitingKind", "colour": 1}', '{"is": "WaitingKind", "question": 7}', "{", "[]", "", None):
        assert codec.load_waiting(text) is None


def test_waiting() -> None:
    """What we asked comes back equal."""
    waiting = WaitingKind("hạn nộp?")
    assert codec.load_waiting(codec.dump_waiting(waiting)) == waiting
    assert codec.dump_waiting(None) is None


def test_typed_fields() -> None:
    """A question of ours may hold dates, choices of a closed list, tuples and values not known yet: each comes back as its type."""
    cases: tuple[tuple[object, object], ...] = (
        (date, date(2031, 5, 1)),
        (date | None, None),
        (tuple[str, ...], ("a", "b")),
        (tuple[Arrival, int], (Arrival.EDIT, 3)),
        (Choice, Choice("Có", "co")),
    )
    for hint, value in cases:
        assert codec._typed(hint, json.loads(json.dumps(codec._plain(value)))) == value
