"""The tables of a bot nobody has joined yet: what a question alone, without a database, is answered with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from handlers.records import Draft, Invitation, KeptFile, Misses, Person, QuotaState, Receipt, Request, Standing, Status, Unit
from handlers.records_broadcasts import Broadcast, Reachable, Recipient, Tally, Undelivered
from handlers.records_groups import Group
from handlers.records_schedule import Extension, Mute, Reached, SlotState
from knowledge.plan import Reminders


class NoRecords:
    """Records of an empty database: nobody has joined, nothing was said."""

    def unit(self, code: str) -> Unit | None:
        return None

    def units(self, kind: str) -> Sequence[Unit]:
        return [unit for unit in self.roster() if unit.kind == kind]

    def roster(self) -> Sequence[Unit]:
        return ()

    def person(self, id: int) -> Person | None:
        return None

    def people(self, unit: str) -> Sequence[Person]:
        return ()

    def policy(self) -> Reminders:
        return Reminders()

    def extensions(self) -> Sequence[Extension]:
        return ()

    def mutes(self) -> Sequence[Mute]:
        return ()

    def days(self) -> Mapping[date, bool]:
        return {}

    def works(self, day: date) -> bool:
        return day.weekday() < 5

    def slots(self) -> Sequence[SlotState]:
        return ()

    def reached(self) -> Sequence[Reached]:
        return ()

    def undelivered(self, days: int) -> Sequence[Undelivered]:
        return ()

    def unreachable(self) -> Sequence[Undelivered]:
        return ()

    def office(self) -> Sequence[Person]:
        return ()

    def manned(self) -> frozenset[str]:
        return frozenset()

    def invitation(self, code: str) -> Invitation | None:
        return None

    def invitations(self, unit: str | None) -> Sequence[Invitation]:
        return ()

    def request(self, id: int) -> Request | None:
        return None

    def requests(self, state: str) -> Sequence[Request]:
        return ()

    def misses(self) -> Misses:
        return Misses()

    def status(self, unit: str, task: str) -> Status | None:
        return None

    def history(self, unit: str, task: str | None = None) -> Sequence[Status]:
        return ()

    def standings(self) -> Sequence[Standing]:
        return ()

    def receipt(self, unit: str, task: str) -> Receipt | None:
        return None

    def files(self, unit: str) -> Sequence[KeptFile]:
        return ()

    def draft(self, id: int) -> Draft | None:
        return None

    def draft_of(self, message: str) -> Draft | None:
        return None

    def drafts(self, unit: str) -> Sequence[Draft]:
        return ()

    def prompted(self) -> str | None:
        return None

    def accounts(self) -> Sequence[str]:
        return ()

    def quotas(self) -> Sequence[QuotaState]:
        return ()

    def broadcast(self, id: int) -> Broadcast | None:
        return None

    def broadcasts(self) -> Sequence[Broadcast]:
        return ()

    def tally(self, id: int) -> Tally:
        return Tally()

    def recipients(self, id: int, limit: int) -> Sequence[Recipient]:
        return ()

    def reach(self, units: Collection[str], of: int | None = None, part: str = "") -> Sequence[Reachable]:
        return ()

    def sent_before(self, text: str, since: datetime) -> Broadcast | None:
        return None

    def group_here(self) -> Group | None:
        return None

    def group(self, id: int) -> Group | None:
        return None

    def groups(self, units: Collection[str] | None = None, of: int | None = None, part: str = "") -> Sequence[Group]:
        return ()

    def acknowledged_here(self, broadcast: int) -> bool:
        return False

    def without_buttons(self) -> Collection[str]:
        return ()

    def without_files(self) -> Collection[str]:
        return ()

    def rates(self) -> Mapping[str, float]:
        return {}

    def next_id(self) -> int:
        return 1

    def fresh_code(self) -> str:
        return "0000-0000-0000-0000"
