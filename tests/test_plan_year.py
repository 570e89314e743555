"""A whole plan, day by day, with people who answer, do not, are given more time and are silenced: who got what when is one table to read.

`python -m tests.test_plan_year` writes the table anew; look the difference over before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.clock import ZONE, Clock
from bot.roster import read_roster
from handlers.message import Arrival, Reply, plain
from handlers.turn import Role
from knowledge.load import load_plan
from knowledge.question import Reader
from tests.office_room import Room
from tests.test_dialogues import SAMPLE

TABLE = Path(__file__).parent / "data" / "plan_year.md"
FIRST, LAST = date(2014, 5, 5), date(2015, 10, 30)
HOURS = (8, 14)
# The bot is down on these days: a Monday to a Friday, and over Tết.
DOWN = ((date(2014, 7, 14), date(2014, 7, 18)), (date(2015, 2, 18), date(2015, 2, 25)))
OFFICE = "lan"
LONGEST = 170


class Simulated(Clock):
    """Real time goes as the office's does."""

    def real(self) -> datetime:
        return self.now().astimezone(UTC)


class Year:
    """The sample plan, an officer of one unit of each kind, a leader, and what happens on which day."""

    def __init__(self) -> None:
        self.plan = load_plan(SAMPLE)
        units = read_roster(SAMPLE / "units.csv")
        firsts = [next(unit for unit in units if unit.kind == kind.key) for kind in self.plan.kinds]
        self.room = Room(reader=Reader(self.plan), units=firsts, clock=Simulated(datetime(2014, 5, 5, 7, 0, tzinfo=ZONE)))
        self.unit = dict(zip(("an", "binh", "chi", "dung", "hoa"), firsts, strict=True))
        for name, unit in self.unit.items():
            self.room.officer(name, unit.code)
        self.room.officer("thu", self.unit["chi"].code, Role.LEADER)
        self.last: dict[str, Reply] = {}
        send, first, report = self.plan.tasks[0].label, self.plan.tasks[1].label, self.plan.tasks[2].label
        self.events: dict[date, list[tuple[str, str]]] = {
            date(2014, 7, 1): [("an", "[Đã xong]")],
            date(2014, 7, 28): [(OFFICE, f"/giahan {send} cho {self.unit['binh'].code} đến 15/8/2014 theo Công văn 99/VP"), (OFFICE, "[Đúng, gia hạn]")],
            date(2014, 8, 13): [("binh", "[Đã xong]")],
            date(2014, 12, 1): [(OFFICE, f"tắt nhắc {self.unit['dung'].code}")],
            date(2015, 3, 17): [("an", "[Nhắc lại sau]"), ("binh", f"xong {first}")],
            date(2015, 3, 26): [(OFFICE, f"bật nhắc {self.unit['dung'].code}"), ("an", f"xong {report}")],
            date(2015, 9, 1): [("hoa", "[Đã xong]")],
        }

    def rows(self) -> Iterator[tuple[datetime, str, str]]:
        """When, who, what: what came by itself, and after an arrow what somebody said and was answered."""
        day = FIRST
        while day <= LAST:
            if not any(start <= day <= end for start, end in DOWN):
                yield from self._day(day)
            day += timedelta(days=1)

    def _day(self, day: date) -> Iterator[tuple[datetime, str, str]]:
        for hour in HOURS:
            now = datetime(day.year, day.month, day.day, hour, 0, 1, tzinfo=ZONE)
            self.room.clock.resume(now)
            self.room.tick()
            for chat, reply in self.room.send():
                self.last[chat] = reply
                yield now, chat, plain(reply)
        self.room.clock.resume(now + timedelta(hours=1))
        for who, text in self.events.get(day, ()):
            yield self.room.clock.now(), who, f"→ {text}"
            for reply in self._answers(who, text):
                self.last[who] = reply
                yield self.room.clock.now(), who, plain(reply)

    def _answers(self, who: str, text: str) -> list[Reply]:
        if not text.startswith("["):
            return list(self.room.replies(who, text))
        label = text.strip("[]")
        says = next(choice.says for choice in self.last[who].choices if choice.label == label)
        return list(self.room.replies(who, says, Arrival.PRESS))

    def skipped(self) -> list[str]:
        """What was not sent, and why, as the desk is told."""
        return plain(self.room.replies(OFFICE, "nhắc bỏ qua")[0]).split("\n\n", 1)[-1].splitlines()


def table() -> str:
    """All of it as Markdown."""
    year = Year()
    names = ", ".join(f"{name} ({unit.name})" for name, unit in year.unit.items())
    lines = [f"# {year.plan.title}", "", f"Đầu mối: {names}; lãnh đạo: thu; thường trực: lan, minh.", "", "| lúc | ai | tin |", "|---|---|---|"]
    for at, who, text in year.rows():
        said = " / ".join(line.strip() for line in text.splitlines() if line.strip())
        lines.append(f"| {at:%d/%m/%Y %H:%M} | {who} | {said if len(said) <= LONGEST else said[:LONGEST] + '…'} |")
    lines += ["", "Bỏ qua:", "", *year.skipped(), ""]
    year.room.close()
    return "\n".join(lines)


def test_who_got_what_when() -> None:
    """Year and a half of the sample plan, with days off, Tết, downtime, an extension, a silenced unit and escalation: the table is the same."""
    assert table().splitlines() == TABLE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
