"""People, their addresses and conversations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.store import codec
from bot.store.base import Known
from bot.store.sql import Row, Sql
from handlers.message import Address, Choice, Incoming
from handlers.records import Post
from handlers.turn import Conversation, Person, Role
from knowledge.context import Context

# After a day's silence what we asked and what we spoke of is past; a person starts afresh.
SILENCE = timedelta(hours=24)

KNOWN = """
SELECT a.person, a.closed, p.name, m.role, m.kind, u.code AS unit FROM addresses a
JOIN people p ON p.id = a.person LEFT JOIN memberships m ON m.plan = ? AND m.person = a.person
LEFT JOIN units u ON u.plan = m.plan AND u.code = m.unit AND u.gone IS NULL
WHERE a.bot = ? AND a.chat = ?
"""

POSTS = """
SELECT p.unit, p.role FROM posts p JOIN units u ON u.plan = p.plan AND u.code = p.unit AND u.gone IS NULL
WHERE p.plan = ? AND p.person = ? ORDER BY p.at, p.unit
"""


class People:
    """The verbs of who speaks, where, and for which unit."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def meet(self, incoming: Incoming, plan: str, at: datetime) -> Known:
        address = incoming.address
        # In a group the person is the sender, whose own chat with the bot has the sender's id.
        own = Address(address.bot, incoming.sender) if incoming.group else address
        row = self._sql.one(KNOWN, (plan, own.bot, own.chat))
        if row is None:
            person = Person(self._make(own, incoming, at), incoming.name)
        else:
            person = member(row, self._sql.run(POSTS, (plan, row["person"])))
            if row["closed"] is not None and not incoming.group:
                self._sql.run("UPDATE addresses SET closed = NULL WHERE bot = ? AND chat = ?", (own.bot, own.chat))
        if incoming.group:
            there = self._sql.one("SELECT closed FROM addresses WHERE bot = ? AND chat = ?", (address.bot, address.chat))
            if there is None:
                self._address(address, None, None, at)
            elif there["closed"] is not None:
                # Whoever is heard in a group again has let the bot in again.
                self._sql.run("UPDATE addresses SET closed = NULL WHERE bot = ? AND chat = ?", (address.bot, address.chat))
        return Known(person, self._conversation(address, at))

    def people_of(self, bot: str) -> int:
        row = self._sql.one("SELECT count(*) AS n FROM addresses WHERE bot = ? AND person IS NOT NULL", (bot,))
        return int(row["n"]) if row else 0

    def place_of(self, address: Address) -> int:
        row = self._sql.one(
            "SELECT count(*) AS n FROM addresses a JOIN addresses me ON me.bot = a.bot AND me.chat = ? "
            "WHERE a.bot = ? AND a.person IS NOT NULL AND (a.at, a.chat) <= (me.at, me.chat)",
            (address.chat, address.bot),
        )
        return int(row["n"]) if row else 0

    def _make(self, own: Address, incoming: Incoming, at: datetime) -> int:
        made = self._sql.run("INSERT INTO people (name, at) VALUES (?, ?) RETURNING id", (incoming.name, codec.when(at)))
        number: int = made[0]["id"]
        # Seen in a group only, a person has not let the bot write to them yet.
        self._address(own, number, "unreached" if incoming.group else None, at)
        return number

    def _address(self, address: Address, person: int | None, closed: str | None, at: datetime) -> None:
        self._sql.run(
            "INSERT INTO addresses (bot, chat, person, closed, at) VALUES (?, ?, ?, ?, ?)",
            (address.bot, address.chat, person, closed, codec.when(at)),
        )

    def _conversation(self, address: Address, at: datetime) -> Conversation:
        row = self._sql.one(
            "SELECT context, waiting, offered, offered_at, at FROM conversations WHERE bot = ? AND chat = ?",
            (address.bot, address.chat),
        )
        if row is None or codec.moment(row["at"]) < at - SILENCE:
            return Conversation(Context())
        return Conversation(
            Context.load(row["context"]),
            codec.load_waiting(row["waiting"]),
            codec.load_choices(row["offered"]),
            codec.moment(row["offered_at"]) if row["offered_at"] else None,
        )

    def save_conversation(self, address: Address, conversation: Conversation, at: datetime) -> None:
        # What was offered is written by `offer` when it is shown, so that a message in between takes nothing away.
        self._sql.run(
            "INSERT INTO conversations (bot, chat, context, waiting, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
            "SET context = excluded.context, waiting = excluded.waiting, at = excluded.at",
            (
                address.bot,
                address.chat,
                conversation.context.dump(),
                codec.dump_waiting(conversation.waiting),
                codec.when(at),
            ),
        )

    def offer(self, address: Address, choices: tuple[Choice, ...], at: datetime) -> None:
        self._sql.run(
            "UPDATE conversations SET offered = ?, offered_at = ? WHERE bot = ? AND chat = ?",
            (codec.dump_choices(choices), codec.when(at), address.bot, address.chat),
        )

    def set_kind(self, plan: str, person: int, kind: str | None) -> None:
        self._sql.run(
            "INSERT INTO memberships (plan, person, role, kind) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET kind = excluded.kind",
            (plan, person, Role.VISITOR.value, kind),
        )

def member(row: Row, posts: Sequence[Row]) -> Person:
    """A person as a row of people joined to memberships and the rows of posts say; an unknown role may only ask."""
    known = row["role"] in Role.__members__.values()
    held = tuple(Post(post["unit"], Role(post["role"])) for post in posts)
    return Person(row["person"], row["name"], Role(row["role"]) if known else Role.VISITOR, row["kind"], row["unit"], held)
