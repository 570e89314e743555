"""The same conversations on Telegram, Zalo and the web: they differ only where the channel must."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.telegram_render import rendered
from bot.channels.web_layout import lay_out
from bot.channels.zalo import Account, Zalo
from handlers.message import Arrival, Reply, plain
from knowledge.question import Reader
from tests.conformance import squeezed
from tests.dialogue import Bot, WholeCore, agrees, play, read
from tests.readers import congress
from tests.test_dialogues import FILES, ROSTER

ZALO = Zalo(Account("1:a"))


class ByNumber:
    """A bot whose choices are typed: a number from the list last printed, or the words where numbers would be values."""

    def __init__(self, core: WholeCore) -> None:
        self._core = core
        self._last: Reply | None = None
        self.replies: list[Reply] = []

    def say(self, text: str, arrival: Arrival) -> Sequence[Reply]:
        return self._heard(self._core.say(self._typed(text) if arrival is Arrival.PRESS else text, Arrival.TEXT))

    def wait_until(self, moment: datetime) -> Sequence[Reply]:
        return self._heard(self._core.wait_until(moment))

    def _typed(self, says: str) -> str:
        last = self._last
        if last is None or last.by_word:
            return says
        place = next((n for n, choice in enumerate(last.choices, 1) if choice.says == says), None)
        return says if place is None else str(place)

    def _heard(self, replies: Sequence[Reply]) -> Sequence[Reply]:
        self.replies += replies
        with_choices = [reply for reply in replies if reply.choices]
        self._last = with_choices[-1] if with_choices else None
        return replies


@pytest.fixture(scope="module")
def reader() -> Reader:
    return congress()


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_dialogue_by_numbers_and_words(file: Path, reader: Reader, tmp_path: Path) -> None:
    """Without buttons every step is taken by a number or by words, and the bot says what it says to a press; each reply reads the same on
    Telegram, on Zalo and on the web, but for how its choices are shown."""
    talk = read(file)
    with closing(WholeCore(reader, ROSTER, talk, tmp_path)) as core:
        bot = ByNumber(core)
        typed: Bot = bot
        offered: dict[str, str] = {}
        for step in talk.steps:
            said = play(typed, step, offered)
            assert agrees(step.expected, said), f"{file.name}:{step.line}: {step.happens}\n--- expected\n{step.expected}\n--- said\n{said}"
    for reply in bot.replies:
        whole = squeezed(plain(reply))
        assert whole in squeezed("".join(part.text for part in rendered(reply)))
        on_zalo = squeezed("".join(part.text for part in ZALO.render(reply)))
        assert whole in on_zalo
        for choice in reply.choices:
            assert squeezed(choice.says if reply.by_word else choice.label) in on_zalo
        assert _words(whole) in _words(squeezed(lay_out(reply).text))


def _words(text: str) -> str:
    """Without the marks of lists and quotes, which the page draws itself."""
    return re.sub(r"[•“”()\d.]", "", text)
