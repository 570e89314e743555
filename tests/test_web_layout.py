"""A reply on the page is the reply: nothing is lost, added or misplaced on the way there."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web_layout import dump_part, lay_out, load_file
from bot.store.base import Entry
from bot.web.lines import event, line_json
from handlers.message import Address, Attachment, Block, Choice, Items, Paragraph, Quote, Reply, Span, Stored, plain
from tests.web_bot import SHOWCASE

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
SPANS = st.lists(st.builds(Span, TEXT, st.booleans()), max_size=3).map(tuple)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, SPANS),
    st.builds(Items, st.lists(SPANS, max_size=3).map(tuple), st.booleans()),
    st.builds(Quote, TEXT, TEXT),
)
CHOICES = st.lists(st.builds(Choice, TEXT, st.from_regex(r"[a-z][a-z ]{0,20}", fullmatch=True)), max_size=3).map(tuple)
FILES = st.none() | st.builds(Attachment, TEXT, st.just("text/plain"), st.binary(max_size=50), TEXT) | st.builds(Stored, TEXT, TEXT, TEXT, TEXT, st.integers(0))
REPLIES = st.builds(Reply, st.lists(BLOCKS, max_size=4).map(tuple), CHOICES, FILES)


def cut(text: str, offset: int, length: int) -> str:
    """A run as a browser cuts it, in UTF-16 units."""
    units = text.encode("utf-16-le")
    assert offset >= 0
    assert 2 * (offset + length) <= len(units)
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le")


@given(REPLIES)
def test_text_is_the_whole_reply(reply: Reply) -> None:
    """The page's text is the plain reply, and every strong span is a bold run of exactly its letters."""
    part = lay_out(reply)
    assert part.text == plain(reply)
    strong = [s.text for b in reply.blocks for s in _spans(b) if s.strong and s.text]
    assert [cut(part.text, e.offset, e.length) for e in part.entities if e.kind == "bold"] == strong


def _spans(block: Block) -> list[Span]:
    match block:
        case Paragraph(spans):
            return list(spans)
        case Items(items):
            return [span for item in items for span in item]
        case Quote():
            return []


def test_runs() -> None:
    """Lists, quotations and their places are runs of their own, counted as a browser counts, also behind an emoji."""
    part = lay_out(SHOWCASE)
    runs = [(e.kind, cut(part.text, e.offset, e.length)) for e in part.entities if e.kind != "bold"]
    assert runs == [
        ("number", "1. Gửi danh sách trước 11/5"),
        ("number", "2. Thi 😀"),
        ("number", "3. Báo cáo"),
        ("bullet", "• một"),
        ("bullet", "• hai"),
        ("quote", "“gửi danh sách tiết mục\n\ntrước ngày 11 tháng 5”"),
        ("source", "(Mục 1.a)"),
    ]


@given(REPLIES, st.integers(1, 2**53))
def test_event_is_one_line_of_data(reply: Reply, id: int) -> None:
    """Whatever a reply holds, its event is four lines with the log's number, and the page reads back what was laid out."""
    body = dump_part(lay_out(reply))
    entry = Entry(id, Address("web", "a"), "out", "web/k/0", body, datetime(2031, 5, 6, tzinfo=UTC))
    lines = event(entry).decode().split("\n")
    assert lines[0] == f"id: {id}"
    assert lines[1] == "event: line"
    assert lines[3:] == ["", ""]
    read = json.loads(lines[2].removeprefix("data: "))
    assert read == json.loads(json.dumps(line_json(entry)))
    assert read["text"] == plain(reply)
    assert read["choices"] == [[choice.label, choice.says] for choice in reply.choices]
    had, found = reply.attachment, load_file(body)
    assert (found is None) == (had is None)
    assert found is None or found == replace(had or found, public_text="")
