"""A whole office in a test: the real core and handlers over a database, with several people in chats of their own and a platform that may fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.channels.base import Abilities
from bot.clock import ZONE, Clock
from bot.core import Core
from bot.decisions import HANDLERS
from bot.store import open_store
from bot.store.base import Given, Outcome, Put, Sent
from handlers.message import Address, Arrival, Incoming, Reply, plain
from handlers.turn import Office, Role, Unit
from knowledge.question import Reader
from tests.small_plan import READER

START = datetime(2031, 4, 14, 9, 0, tzinfo=ZONE)
UNITS = (
    *(Unit(f"l{n}", f"Chi hội lớp {n}", "chihoi") for n in range(1, 9)),
    Unit("sen", "Câu lạc bộ Hoa Sen", "clb"),
    Unit("cuc", "Câu lạc bộ Hoa Cúc", "clb"),
)
_BUTTONS = Abilities(longest=4096, buttons=True, edits=True, files_out=True, per_second=30, per_chat=1, per_group=20)


class Room:
    """People by the names of their chats; "lan" and "minh" are of the office."""

    def __init__(
        self,
        folder: Path | str = ":memory:",
        approve_above: int = 200,
        reader: Reader = READER,
        units: Sequence[Unit] = UNITS,
        clock: Clock | None = None,
    ) -> None:
        where = folder if isinstance(folder, str) else str(folder / "bot.db")
        self.reader, self.clock = reader, clock or Clock(START)
        self.core = Core(open_store(where), reader, HANDLERS, self.clock, Office(approve_above=approve_above), {"thu": _BUTTONS})
        self.core.prepare(units)
        self.blocked: set[str] = set()
        self.lost: set[str] = set()
        self._said = 0
        for name in ("lan", "minh"):
            self.office(name)

    def office(self, name: str) -> None:
        """One more of the secretariat."""
        with self.core.store.batch() as work:
            person = work.meet(self._incoming(name, "x"), self.reader.plan.key, self.clock.now()).person.id
            work.rename(person, name.title())
            work.set_role(self.reader.plan.key, person, Role.SECRETARIAT)

    def officer(self, name: str, unit: str, role: Role = Role.OFFICER) -> int:
        """Somebody who belongs to a unit."""
        with self.core.store.batch() as work:
            person = work.meet(self._incoming(name, "x"), self.reader.plan.key, self.clock.now()).person.id
            work.rename(person, name.title())
            work.add_post(self.reader.plan.key, person, unit, role, self.clock.now())
        return person

    def say(self, name: str, text: str, arrival: Arrival = Arrival.TEXT) -> str:
        """What somebody is answered."""
        return "\n--\n".join(plain(reply) for reply in self.replies(name, text, arrival))

    def replies(self, name: str, text: str, arrival: Arrival = Arrival.TEXT) -> Sequence[Reply]:
        """The same, with the choices."""
        self.core.receive([self._incoming(name, text, arrival)])
        return [reply for chat, reply in self.send(lane=0) if chat == name]

    def press(self, name: str, label: str, text: str) -> str:
        """Press the button of this label under what is answered to a text."""
        for reply in self.replies(name, text):
            for choice in reply.choices:
                if choice.label == label:
                    return self.say(name, choice.says, Arrival.PRESS)
        raise AssertionError(f"no button {label!r}")

    def tick(self, later: timedelta = timedelta()) -> None:
        """Time goes on, and what is due is put into the outbox."""
        if later:
            self.clock.resume(self.clock.now() + later)
        while self.core.tick():
            pass

    def send(self, most: int = 10_000, lane: int | None = None) -> list[tuple[str, Reply]]:
        """What goes out now, at most so many; who has blocked the bot is refused for good."""
        out: list[tuple[str, Reply]] = []
        found = self.core.exchange("thu", (), 1)
        while (found.claims or found.again) and len(out) < most:
            ended: list[Outcome] = []
            for claim in found.claims:
                real = self.core.clock.real()
                if lane is not None and claim.lane != lane:
                    # Not asked for: it stays where it is.
                    self.core.exchange("thu", [Put(claim, "later", real, real)], 0)
                    return out
                if claim.address.chat in self.blocked:
                    ended.append(Given(claim, "failed", "Forbidden: bot was blocked by the user", real, closes=True))
                    continue
                if claim.address.chat in self.lost:
                    ended.append(Given(claim, "unknown", "the connection broke", real))
                    continue
                ended.append(Sent(claim, str(claim.id), last=True, at=real))
                if claim.reply is not None:
                    out.append((claim.address.chat, claim.reply))
            found = self.core.exchange("thu", ended, 1 if len(out) < most else 0)
        return out

    def received(self) -> dict[str, list[str]]:
        """Ticks, then everything that goes out, by the chat."""
        self.tick()
        out: dict[str, list[str]] = {}
        for chat, reply in self.send():
            out.setdefault(chat, []).append(plain(reply))
        return out

    def close(self) -> None:
        """Let go of the database."""
        self.core.store.close()

    def _incoming(self, name: str, text: str, arrival: Arrival = Arrival.TEXT) -> Incoming:
        self._said += 1
        return replace(Incoming(Address("thu", name), str(self._said), name, text, self.clock.now(), arrival), name=name.title())


def attended(**officers: str) -> Iterator[Room]:
    """A room with these officers, name=unit; closed afterwards."""
    room = Room()
    for name, unit in officers.items():
        room.officer(name, unit)
    yield room
    room.close()
