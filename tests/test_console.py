"""The terminal holds the same conversation as every other channel, with numbers in place of buttons."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.base import NotSent
from bot.channels.console import HERE, Console
from bot.clock import ZONE
from handlers.message import Address, Attachment, Choice, Incoming, Reply, words
from tests.mini_plan import write_plan
from tests.programs import kehoach

NOON = datetime(2031, 5, 6, 12, tzinfo=ZONE)
OFFER = Reply((words("Chọn đi."),), (Choice("Một", "mot"), Choice("Hai", "hai")))


def console(shown: list[str], *lines: str) -> Console:
    """A terminal where these lines are typed, then Ctrl+D."""
    typed = iter([*(f"{line}\n" for line in lines), None])

    async def settled() -> bool:
        return True

    return Console(
        read=lambda: next(typed), write=shown.append, choose="Gõ số:", now=lambda: NOON, settled=settled, ended=lambda: shown.append("hết")
    )


async def test_hears_line_by_line() -> None:
    """Every line is one message with a key of its own; blank ones are none; the end is told once all was heard."""
    shown: list[str] = []
    heard: list[Incoming] = []

    async def receive(batch: object) -> None:
        assert isinstance(batch, list)
        heard.extend(batch)
        shown.append("nghe")

    async with asyncio.timeout(10):
        await console(shown, "  xin chào ", "", "2").listen(receive)
    assert [incoming.text for incoming in heard] == ["xin chào", "2"]
    assert len({incoming.key for incoming in heard}) == 2
    assert {incoming.address for incoming in heard} == {HERE}
    assert shown == ["nghe", "nghe", "hết"]


async def test_next_line_waits_for_the_answer() -> None:
    """What is typed ahead is read only when the answer before it has been said."""
    said = asyncio.Event()
    order: list[str] = []
    typed = iter(["một\n", "hai\n", None])

    async def settled() -> bool:
        return said.is_set()

    async def receive(batch: object) -> None:
        order.append("nghe")
        asyncio.get_running_loop().call_later(0.1, answer)

    def answer() -> None:
        order.append("đáp")
        said.set()

    def read() -> str | None:
        order.append("đọc")
        return next(typed)

    terminal = Console(read=read, write=order.append, choose="", now=lambda: NOON, settled=settled, ended=lambda: None)
    async with asyncio.timeout(10):
        await terminal.listen(receive)
    assert order[:4] == ["đọc", "nghe", "đáp", "đọc"]


async def test_answers_are_numbered_and_pushed_messages_are_not() -> None:
    """An answer's choices carry the numbers one may type; a reminder's do not, for numbers belong to the last answer."""
    shown: list[str] = []
    terminal = console(shown)
    (part,) = terminal.render(OFFER)
    await terminal.send(HERE, part, "terminal/abc/0/0")
    await terminal.send(HERE, part, "remind/plan/task/unit/1/2031-05-06/3/0")
    assert shown == ["Chọn đi.\n\nGõ số:\n  1. Một\n  2. Hai", "Chọn đi."]


async def test_a_file_stands_there_as_text() -> None:
    """Where no file can go its text is shown."""
    (part,) = console([]).render(Reply((words("Đây."),), attachment=Attachment("a.txt", "text/plain", b"", "Toàn văn.")))
    assert part.text == "Đây.\n\nToàn văn."


async def test_only_this_terminal() -> None:
    """A message for another terminal is not shown on this one."""
    shown: list[str] = []
    terminal = console(shown)
    with pytest.raises(NotSent):
        await terminal.send(Address("terminal", "khác"), terminal.render(OFFER)[0], "k")
    assert shown == []


def test_chat_program(tmp_path: Path) -> None:
    """`kehoach chat` answers what is typed, reads a number through the list it printed, keeps the talk, and ends with its input."""
    write_plan(tmp_path / "plan")
    settings = {"KEHOACH_PLAN": str(tmp_path / "plan")}
    first = kehoach("chat", folder=tmp_path, given=b"viec cua toi\n1\n", **settings)
    said = first.stdout.decode()
    assert (first.returncode, first.stderr) == (0, b"")
    assert "  1. Lớp" in said
    assert "Nộp danh sách" in said[said.index("  1. Lớp") :]
    assert said.endswith("Đã dừng.\n")
    again = kehoach("chat", folder=tmp_path, given=b"viec cua toi\n", **settings).stdout.decode()
    assert "Nộp danh sách" in again
    assert "  1. Lớp" not in again
