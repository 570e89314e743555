"""Whole conversations about the sample plan, as anybody can read them in tests/dialogues."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.roster import read_roster
from knowledge.load import PLANS
from knowledge.question import Reader
from tests.dialogue import Bot, Dialogue, WholeCore, agrees, play, read
from tests.readers import congress

FILES = sorted((Path(__file__).parent / "dialogues").glob("*.txt"))
SAMPLE = PLANS / "dai-hoi-thi-dua-2014"
ROSTER = read_roster(SAMPLE / "units.csv")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return congress()


def follow(file: Path, talk: Dialogue, bot: Bot) -> None:
    offered: dict[str, str] = {}
    for step in talk.steps:
        said = play(bot, step, offered)
        if not agrees(step.expected, said):
            pytest.fail(f"{file.name}:{step.line}: {step.happens}\n--- expected\n{step.expected}\n--- said\n{said}", pytrace=False)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_dialogue_through_the_core(file: Path, reader: Reader, tmp_path: Path) -> None:
    """With inbox, outbox, clock and database between, the bot says what the dialogue says, word for word."""
    talk = read(file)
    assert talk.steps
    with closing(WholeCore(reader, ROSTER, talk, tmp_path)) as bot:
        follow(file, talk, bot)


def test_there_are_dialogues() -> None:
    """The folder is not empty."""
    assert len(FILES) >= 8


@pytest.mark.parametrize(
    ("expected", "said", "same"),
    [
        ("a\nb", "a\nb", True),
        ("a", "a\nb", False),
        ("a…", "a\nb\nc", True),
        ("a\n…\nc", "a\nc", True),
        ("…b…", "a\nb c", True),
        ("…b…", "a\nc", False),
        ("a.", "ab", False),
        ("", "a", False),
    ],
)
def test_dots_stand_for_anything_and_nothing_else_does(expected: str, said: str, same: bool) -> None:
    """A dialogue is compared word for word, save where dots say otherwise."""
    assert agrees(expected, said) is same
