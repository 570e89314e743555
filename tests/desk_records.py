"""A roster as the desk sees it: what units said, what was received, who is there and who was asked today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.message import Arrival
from handlers.records import UNTOLD, KeptFile, Person, Post, Receipt, Request, Role, Standing, Status, Unit
from handlers.turn import Conversation, State, Turn, Waiting
from knowledge.context import Context
from knowledge.told import Told
from tests.small_plan import CLASS_10A, CLUB, NOON, Roster, turn

CLASSES = tuple(Unit(f"lop-{n}", f"Chi hội lớp {n}", "chihoi", (f"lớp {n}",)) for n in range(1, 31))
SECRETARY = Person(9, "Nguyễn Thị Thường Trực", Role.SECRETARIAT)
ADMIN = Person(8, "Lê Văn Quản Trị", Role.ADMIN)


@dataclass(frozen=True)
class Desk(Roster):
    """The tables of a desk."""

    receipts: tuple[Receipt, ...] = ()
    members: tuple[Person, ...] = ()
    asked_today: frozenset[tuple[str, int]] = frozenset()
    waiting: int = 0
    kept: tuple[KeptFile, ...] = ()

    def standings(self) -> Sequence[Standing]:
        said = {(s.unit, s.task): s for s in self.statuses}
        had = {(r.unit, r.task): r for r in self.receipts}
        return [Standing(*pair, said.get(pair), had.get(pair)) for pair in {**said, **had}]

    def receipt(self, unit: str, task: str) -> Receipt | None:
        return next((receipt for receipt in self.receipts if (receipt.unit, receipt.task) == (unit, task)), None)

    def people(self, unit: str) -> Sequence[Person]:
        return [person for person in self.members if unit in person.units]

    def manned(self) -> frozenset[str]:
        return frozenset(unit for person in self.members for unit in person.units)

    def asked(self, task: str | None) -> frozenset[tuple[str, int]]:
        return self.asked_today

    def requests(self, state: str) -> Sequence[Request]:
        return [Request(n, n, "10a", Role.OFFICER, "", state, None, NOON) for n in range(self.waiting)]

    def files(self, unit: str) -> Sequence[KeptFile]:
        return [file for file in self.kept if file.unit == unit]

    def next_id(self) -> int:
        return 77


def officer(id: int, unit: str, role: Role = Role.OFFICER) -> Person:
    """Somebody who has joined a unit."""
    return Person(id, f"Người {id}", role, unit=unit, posts=(Post(unit, role),))


def said(unit: str, state: State, task: str = "dang-ky", days_ago: int = 0, told: Told = UNTOLD) -> Status:
    """A unit's word."""
    return Status(unit, task, state, NOON - timedelta(days=days_ago), 3, told=told)


def receipt(unit: str, task: str = "dang-ky", number: str = "", day: date | None = None) -> Receipt:
    """A document that came in."""
    return Receipt(unit, task, number, day, NOON, 9)


def full(*statuses: Status, **more: object) -> Desk:
    """Thirty classes, the class 10A and a club."""
    return Desk(statuses=statuses, all_units=(CLASS_10A, *CLASSES, CLUB), **more)  # type: ignore[arg-type]  # the fields of Desk by name


def office(text: str, records: Desk | None = None, *, waiting: Waiting | None = None, arrival: Arrival = Arrival.TEXT) -> Turn:
    """A message of the secretariat's."""
    return turn(text, SECRETARY, Conversation(Context(), waiting), records=records or full(), arrival=arrival)
