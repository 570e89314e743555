"""Reading a dialogue file, and playing it through the real core with its database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.channels.base import Abilities
from bot.clock import ZONE, Clock
from bot.core import Core
from bot.decisions import HANDLERS
from bot.store import open_store
from bot.store.base import Sent
from handlers.message import Address, Arrival, Incoming, Reply, plain
from handlers.turn import Office, Unit
from knowledge.question import Reader

_HEAD = re.compile(r"(Lúc|Đơn vị|Nhóm|Diễn tập): *(.+)")
_HERE = Address("thu", "1")
_PLAIN = Abilities(longest=1_000_000, buttons=False, edits=False, files_out=True, per_second=1000, per_chat=1000, per_group=1000)


@dataclass(frozen=True, slots=True)
class Step:
    """What happens, written behind ">" (a message, or a pressed [label]) or "@" (time goes on to a moment); then the expected words."""

    line: int
    happens: str
    expected: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A whole file: when it begins, the unit its person speaks for (or none), whether it is in a group or a rehearsal, and its steps."""

    at: datetime
    unit: str | None
    group: bool
    rehearsal: bool
    steps: tuple[Step, ...]


class Bot(Protocol):
    """Something a dialogue can be played with."""

    def say(self, text: str, arrival: Arrival) -> Sequence[Reply]: ...
    def wait_until(self, moment: datetime) -> Sequence[Reply]: ...


def read(file: Path) -> Dialogue:
    """The dialogue of a file; ValueError where a line stands outside any step."""
    head: dict[str, str] = {}
    steps: list[Step] = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        if line.startswith((">", "@")):
            steps.append(Step(number, line, ""))
        elif steps:
            steps[-1] = replace(steps[-1], expected=f"{steps[-1].expected}\n{line}")
        elif found := _HEAD.fullmatch(line):
            head[found[1]] = found[2].strip()
        elif line.strip():
            raise ValueError(f"{file.name}:{number}: {line!r} is said by nobody")
    done = tuple(replace(step, expected=step.expected.strip()) for step in steps)
    return Dialogue(moment(head["Lúc"]), head.get("Đơn vị"), "Nhóm" in head, "Diễn tập" in head, done)


def moment(text: str) -> datetime:
    """17/07/2014 08:00, in the office's own zone."""
    return datetime.strptime(text.strip(), "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)


def play(bot: Bot, step: Step, offered: dict[str, str]) -> str:
    """What the bot says in a step, as it is written in a file; `offered` collects what the buttons say, by label."""
    word = step.happens[1:].strip()
    if step.happens.startswith("@"):
        replies = bot.wait_until(moment(word))
    elif label := re.fullmatch(r"\[(.+)\]", word):
        replies = bot.say(offered[label[1]], Arrival.PRESS)
    else:
        replies = bot.say(word, Arrival.TEXT)
    offered.update((choice.label, choice.says) for reply in replies for choice in reply.choices)
    return "\n--\n".join(map(written, replies))


def written(reply: Reply) -> str:
    """A reply as a dialogue file shows it: its words, its file, its buttons."""
    parts = [plain(reply)]
    if reply.attachment:
        parts.append(f"[tệp {reply.attachment.name}]")
    if reply.choices:
        parts.append(" ".join(f"[{choice.label}]" for choice in reply.choices))
    return "\n".join(parts)


def agrees(expected: str, said: str) -> bool:
    """Whether words are as expected; "…" stands for anything, line ends included."""
    parts = [re.escape("\n".join(line.rstrip() for line in part.split("\n"))) for part in expected.replace("\n…\n", "…").split("…")]
    return re.fullmatch("(?:.|\n)*".join(parts), said.strip()) is not None


class WholeCore:
    """The real core over a database in a file, its outbox read as a channel reads it."""

    def __init__(self, reader: Reader, roster: Sequence[Unit], talk: Dialogue, folder: Path) -> None:
        self._clock = Clock(talk.at)
        self._talk, self._heard = talk, 0
        self._store = open_store(str(folder / "bot.db"))
        self._core = Core(self._store, reader, HANDLERS, self._clock, Office("", demo=True, rehearsal=talk.rehearsal), {"thu": _PLAIN})
        self._core.prepare(roster)
        if talk.unit:
            self.say(f"dong vai {talk.unit}", Arrival.TEXT)

    def close(self) -> None:
        self._store.close()

    def say(self, text: str, arrival: Arrival) -> Sequence[Reply]:
        self._heard += 1
        now = self._clock.now()
        self._core.receive([Incoming(_HERE, str(self._heard), "7", text, now, arrival, group=self._talk.group)])
        return self._sent()

    def wait_until(self, moment: datetime) -> Sequence[Reply]:
        self._clock.resume(moment)
        while self._core.tick():
            pass
        return self._sent()

    def _sent(self) -> Sequence[Reply]:
        """Everything that waits, message after message: a chat gets its next one when the last is out."""
        replies: list[Reply] = []
        while claims := self._core.exchange("thu", (), 100).claims:
            self._core.exchange("thu", [Sent(claim, str(claim.id), last=True, at=self._clock.real()) for claim in claims], 0)
            replies += [claim.reply for claim in claims if claim.reply]
        return replies
