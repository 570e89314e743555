"""What units said of their tasks, what the secretariat received, and the questions nobody could answer yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.store import codec
from bot.store.sql import Row, Sql
from handlers.message import Address
from handlers.records import Receipt, Standing, Status, Via
from handlers.turn import State
from knowledge.told import Told

STATUS = """
SELECT s.id, s.unit, s.task, s.state, s.at, s.person, s.told, s.words, s.via, s.late, s.undone, p.name AS who
FROM statuses s JOIN people p ON p.id = s.person WHERE s.plan = ?
"""
# The last standing word of every unit on every task, read along the index.
LAST = STATUS + "AND s.id IN (SELECT max(id) FROM statuses WHERE plan = ? AND undone IS NULL GROUP BY unit, task)"  # noqa: S608 - our own words
RECEIPTS = "SELECT * FROM receipts WHERE plan = ?"
HISTORY = 100


class Statuses:
    """The verbs of statuses, receipts and unanswered questions."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def save_status(
        self,
        plan: str,
        unit: str,
        task: str,
        state: State,
        words: str,
        person: int,
        at: datetime,
        told: Told | None = None,
        via: Via = Via.UNIT,
        late: bool = False,
    ) -> int:
        """A unit's new word on a task, whole; the row's id."""
        rows = self._sql.run(
            "INSERT INTO statuses (plan, unit, task, state, words, person, at, told, via, late) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (
                plan, unit, task, state.value, words, person, codec.when(at), codec.dump_told(told or Told(None)), via.value, int(late),
            ),
        )
        id: int = rows[0]["id"]
        return id

    def undo_status(self, plan: str, unit: str, task: str, person: int | None, at: datetime) -> bool:
        """Take back this person's (None: anybody's) last standing word of a unit on a task; False where there is none."""
        rows = self._sql.run(
            "UPDATE statuses SET undone = ? WHERE id = (SELECT max(id) FROM statuses "
            "WHERE plan = ? AND unit = ? AND task = ? AND (? IS NULL OR person = ?) AND undone IS NULL) RETURNING 1",
            (codec.when(at), plan, unit, task, person, person),
        )
        return bool(rows)

    def status(self, plan: str, unit: str, task: str) -> Status | None:
        row = self._sql.one(
            STATUS + "AND s.unit = ? AND s.task = ? AND s.undone IS NULL ORDER BY s.id DESC LIMIT 1", (plan, unit, task)
        )
        return status(row) if row else None

    def history(self, plan: str, unit: str, task: str | None = None) -> Sequence[Status]:
        rows = self._sql.run(
            STATUS + "AND s.unit = ? AND (? IS NULL OR s.task = ?) ORDER BY s.id DESC LIMIT ?", (plan, unit, task, task, HISTORY)
        )
        return [status(row) for row in reversed(rows)]

    def standings(self, plan: str) -> Sequence[Standing]:
        return standings(self._sql.run(LAST, (plan, plan)), self._sql.run(RECEIPTS, (plan,)))

    def confirm_receipt(self, plan: str, unit: str, task: str, number: str, day: date | None, by: int | None, at: datetime) -> None:
        self._sql.run(
            "INSERT INTO receipts (plan, unit, task, number, day, person, at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
            "SET number = excluded.number, day = excluded.day, person = excluded.person, at = excluded.at",
            (plan, unit, task, number, day.isoformat() if day else None, by, codec.when(at)),
        )

    def undo_receipt(self, plan: str, unit: str, task: str) -> bool:
        return bool(self._sql.run("DELETE FROM receipts WHERE plan = ? AND unit = ? AND task = ? RETURNING 1", (plan, unit, task)))

    def receipt(self, plan: str, unit: str, task: str) -> Receipt | None:
        row = self._sql.one(RECEIPTS + " AND unit = ? AND task = ?", (plan, unit, task))
        return receipt(row) if row else None

    def keep_unanswered(self, plan: str, address: Address, person: int, text: str, reason: str, at: datetime) -> None:
        self._sql.run(
            "INSERT INTO unanswered (plan, bot, chat, person, text, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (plan, address.bot, address.chat, person, text, reason, codec.when(at)),
        )


def status(row: Row) -> Status:
    """A row of STATUS as it is handed out."""
    return Status(
        unit=row["unit"],
        task=row["task"],
        state=State(row["state"]),
        at=codec.moment(row["at"]),
        by=row["person"],
        id=row["id"],
        told=codec.load_told(row["told"]),
        words=row["words"],
        via=Via(row["via"]),
        late=bool(row["late"]),
        undone=row["undone"] is not None,
        who=row["who"],
    )


def receipt(row: Row) -> Receipt:
    """A row of receipts as it is handed out."""
    day = date.fromisoformat(row["day"]) if row["day"] else None
    return Receipt(row["unit"], row["task"], row["number"], day, codec.moment(row["at"]), row["person"] or 0)


def standings(words: Sequence[Row], receipts: Sequence[Row]) -> Sequence[Standing]:
    """Last words and receipts joined by unit and task."""
    had = {(row["unit"], row["task"]): receipt(row) for row in receipts}
    said = [status(row) for row in words]
    known = {(each.unit, each.task) for each in said}
    silent = [Standing(unit, task, None, had[(unit, task)]) for unit, task in had if (unit, task) not in known]
    return [Standing(each.unit, each.task, each, had.get((each.unit, each.task))) for each in said] + silent
