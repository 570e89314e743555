"""What units said of their tasks, and the questions nobody could answer yet."""

from __future__ import annotations

from datetime import datetime

from bot.store import codec
from bot.store.sql import Row, Sql
from handlers.message import Address
from handlers.turn import State, Status


class Statuses:
    """The verbs of statuses and unanswered questions."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def save_status(self, plan: str, unit: str, task: str, state: State, words: str, person: int, at: datetime) -> None:
        self._sql.run(
            "INSERT INTO statuses (plan, unit, task, state, words, person, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (plan, unit, task, state.value, words, person, codec.when(at)),
        )

    def undo_status(self, plan: str, unit: str, task: str, person: int, at: datetime) -> bool:
        """Take back this person's last standing word of a unit on a task; False where there is none."""
        rows = self._sql.run(
            "UPDATE statuses SET undone = ? WHERE id = (SELECT max(id) FROM statuses "
            "WHERE plan = ? AND unit = ? AND task = ? AND person = ? AND undone IS NULL) RETURNING 1",
            (codec.when(at), plan, unit, task, person),
        )
        return bool(rows)

    def status(self, plan: str, unit: str, task: str) -> Status | None:
        row = self._sql.one(
            "SELECT unit, task, state, at, person FROM statuses "
            "WHERE plan = ? AND unit = ? AND task = ? AND undone IS NULL ORDER BY id DESC LIMIT 1",
            (plan, unit, task),
        )
        return status(row) if row else None

    def keep_unanswered(self, plan: str, address: Address, person: int, text: str, reason: str, at: datetime) -> None:
        self._sql.run(
            "INSERT INTO unanswered (plan, bot, chat, person, text, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (plan, address.bot, address.chat, person, text, reason, codec.when(at)),
        )


def status(row: Row) -> Status:
    """A row of statuses as it is handed out."""
    return Status(row["unit"], row["task"], State(row["state"]), codec.moment(row["at"]), row["person"])
