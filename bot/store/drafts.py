"""Reports that are understood and not confirmed yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.store import codec
from bot.store.sql import Row, Sql
from handlers.message import Address
from handlers.records import Draft


class Drafts:
    """The verbs of drafts."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def keep_draft(self, plan: str, address: Address, person: int, draft: Draft, at: datetime) -> None:
        """New under its id, or changed; whose it is stays."""
        self._sql.run(
            "INSERT INTO drafts (id, plan, person, bot, chat, message, unit, state, body, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET message = coalesce(excluded.message, message), unit = excluded.unit, state = excluded.state, "
            "body = excluded.body, at = excluded.at WHERE plan = excluded.plan",
            (
                draft.id, plan, person, address.bot, address.chat, draft.message, draft.unit, draft.state, codec.dump_draft(draft), codec.when(at),
            ),
        )

    def settle_draft(self, plan: str, id: int, state: str, at: datetime) -> None:
        self._sql.run("UPDATE drafts SET state = ?, settled = ? WHERE plan = ? AND id = ?", (state, codec.when(at), plan, id))

    def draft(self, plan: str, id: int) -> Draft | None:
        return _draft(self._sql.one("SELECT * FROM drafts WHERE plan = ? AND id = ?", (plan, id)))

    def draft_of(self, plan: str, address: Address, message: str) -> Draft | None:
        return _draft(
            self._sql.one(
                "SELECT * FROM drafts WHERE bot = ? AND chat = ? AND message = ? AND plan = ? ORDER BY id DESC LIMIT 1",
                (address.bot, address.chat, message, plan),
            )
        )

    def drafts(self, plan: str, unit: str) -> Sequence[Draft]:
        rows = self._sql.run("SELECT * FROM drafts WHERE plan = ? AND unit = ? AND state = 'open' ORDER BY id", (plan, unit))
        return [draft for draft in map(_draft, rows) if draft]


def _draft(row: Row | None) -> Draft | None:
    """A row as it is handed out; one that an older version wrote in another form is as good as none."""
    if row is None:
        return None
    draft = codec.load_draft(row["body"])
    if draft is None:
        return None
    return replace(draft, id=row["id"], state=row["state"], person=row["person"], at=codec.moment(row["settled"] or row["at"]))
