"""Who belongs to which unit and to the secretariat, what is kept of a person, and where a person can be written to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.store import codec
from bot.store.base import Conflict
from bot.store.people import POSTS, member
from bot.store.sql import Row, Sql
from handlers.message import Address
from handlers.records import OFFICE, Person, Role

WHO = """
SELECT p.id AS person, p.name, m.role, m.kind, u.code AS unit FROM people p
LEFT JOIN memberships m ON m.plan = ? AND m.person = p.id LEFT JOIN units u ON u.plan = m.plan AND u.code = m.unit AND u.gone IS NULL
"""
AT_UNIT = WHO + "WHERE p.id IN (SELECT person FROM posts WHERE plan = ? AND unit = ?) ORDER BY p.id"  # noqa: S608
LAST_USED = """
SELECT a.bot, a.chat FROM addresses a LEFT JOIN conversations c ON c.bot = a.bot AND c.chat = a.chat
WHERE a.person = ? AND a.closed IS NULL
ORDER BY a.bot IS (SELECT p.prefers FROM people p WHERE p.id = a.person) DESC, coalesce(c.at, a.at) DESC, a.bot, a.chat LIMIT 1
"""
_NOBODY = '{"blocks":[]}'


class Posts:
    """The verbs of posts, roles and a person's own data."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def join(self, plan: str, person: int, unit: str | None, role: Role, at: datetime) -> None:
        """This unit and no other (None: none), with this role."""
        self._sql.run("DELETE FROM posts WHERE plan = ? AND person = ?", (plan, person))
        if unit is not None:
            self.add_post(plan, person, unit, role, at)
        self._member(plan, person, role, unit)

    def add_post(self, plan: str, person: int, unit: str, role: Role, at: datetime) -> None:
        """One more unit; the first one is spoken for first, and a role of the office stays."""
        if self._sql.one("SELECT 1 FROM units WHERE plan = ? AND code = ? AND gone IS NULL", (plan, unit)) is None:
            raise Conflict(f"no unit {unit!r} in plan {plan!r}")
        self._sql.run(
            "INSERT INTO posts (plan, person, unit, role, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET role = excluded.role",
            (plan, person, unit, role.value, codec.when(at)),
        )
        self._reconcile(plan, person, prefer=None)
        # Who joins on the day of a slot is reminded as well: the slots of that day are gone through again from this person on.
        self._sql.run(
            "UPDATE slots SET state = 'open', person = ?, unit = '' WHERE plan = ? AND state = 'done' AND due >= ?",
            (person, plan, codec.when(at.replace(hour=0, minute=0, second=0, microsecond=0))),
        )

    def leave(self, plan: str, person: int, unit: str) -> None:
        self._sql.run("DELETE FROM posts WHERE plan = ? AND person = ? AND unit = ?", (plan, person, unit))
        self._reconcile(plan, person, prefer=None)

    def speak_for(self, plan: str, person: int, unit: str) -> None:
        self._reconcile(plan, person, prefer=unit)

    def set_role(self, plan: str, person: int, role: Role) -> None:
        """A role of the office, or (VISITOR) that of the person's posts."""
        now = self._sql.one("SELECT unit FROM memberships WHERE plan = ? AND person = ?", (plan, person))
        self._member(plan, person, role, now["unit"] if now else None)
        if role not in OFFICE:
            self._reconcile(plan, person, prefer=None)

    def _reconcile(self, plan: str, person: int, prefer: str | None) -> None:
        """Bring the membership in line with the posts: the unit spoken for first, and its role where there is none of the office."""
        now = self._sql.one("SELECT role, unit FROM memberships WHERE plan = ? AND person = ?", (plan, person))
        posts = self._sql.run(POSTS, (plan, person))
        wanted = prefer or (now["unit"] if now else None)
        first = next((post for post in posts if post["unit"] == wanted), posts[0] if posts else None)
        office = now is not None and now["role"] in {role.value for role in OFFICE}
        role = Role(now["role"]) if now and office else Role(first["role"]) if first else Role.VISITOR
        self._member(plan, person, role, first["unit"] if first else None)

    def _member(self, plan: str, person: int, role: Role, unit: str | None) -> None:
        self._sql.run(
            "INSERT INTO memberships (plan, person, role, unit) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET role = excluded.role, unit = excluded.unit",
            (plan, person, role.value, unit),
        )

    def person(self, plan: str, person: int) -> Person | None:
        row = self._sql.one(WHO + "WHERE p.id = ?", (plan, person))
        return self._whole(plan, row) if row else None

    def people(self, plan: str, unit: str) -> Sequence[Person]:
        rows = self._sql.run(AT_UNIT, (plan, plan, unit))
        return [self._whole(plan, row) for row in rows]

    def office(self, plan: str) -> Sequence[Person]:
        few = "WHERE p.id IN (SELECT person FROM memberships INDEXED BY memberships_office WHERE plan = ? AND role IN ('secretariat', 'admin')) ORDER BY p.id"
        rows = self._sql.run(WHO + few, (plan, plan))
        return [self._whole(plan, row) for row in rows]

    def manned(self, plan: str) -> frozenset[str]:
        return frozenset(row["unit"] for row in self._sql.run("SELECT DISTINCT unit FROM posts WHERE plan = ?", (plan,)))

    def _whole(self, plan: str, row: Row) -> Person:
        return member(row, self._sql.run(POSTS, (plan, row["person"])))

    def rename(self, person: int, name: str) -> None:
        self._sql.run("UPDATE people SET name = ? WHERE id = ?", (name, person))

    def address_of(self, person: int) -> Address | None:
        """Where a person last wrote and can be written to."""
        row = self._sql.one(LAST_USED, (person,))
        return Address(*row) if row else None

    def addresses(self, person: int) -> Sequence[Address]:
        return [Address(*row) for row in self._sql.run("SELECT bot, chat FROM addresses WHERE person = ? ORDER BY at", (person,))]

    def open_addresses(self, person: int) -> Sequence[Address]:
        rows = self._sql.run("SELECT bot, chat FROM addresses WHERE person = ? AND closed IS NULL ORDER BY at", (person,))
        return [Address(*row) for row in rows]

    def prefer(self, person: int, bot: str) -> None:
        """Through which bot a person wants to be written to."""
        self._sql.run("UPDATE people SET prefers = ? WHERE id = ?", (bot, person))

    def link(self, address: Address, person: int) -> int | None:
        """The address belongs to `person` from now on; the posts of whom it belonged to come along. That person's id."""
        row = self._sql.one("SELECT person FROM addresses WHERE bot = ? AND chat = ?", (address.bot, address.chat))
        before: int | None = row["person"] if row else None
        if before is None or before == person:
            return before
        self._sql.run("UPDATE addresses SET person = ? WHERE bot = ? AND chat = ?", (person, address.bot, address.chat))
        if self._sql.one("SELECT 1 FROM addresses WHERE person = ?", (before,)) is None:
            self._sql.run("UPDATE OR IGNORE posts SET person = ? WHERE person = ?", (person, before))
            self._sql.run("DELETE FROM posts WHERE person = ?", (before,))
            plans = [row["plan"] for row in self._sql.run("SELECT plan FROM memberships WHERE person = ?", (before,))]
            self._sql.run("DELETE FROM memberships WHERE person = ?", (before,))
            for plan in plans:
                self._reconcile(plan, person, prefer=None)
        return before

    def erase(self, person: int) -> None:
        """Forget a person: name, units, accounts, what was typed. Reports stay with their units, without name or words."""
        for address in self.addresses(person):
            where = (address.bot, address.chat)
            self._sql.run("DELETE FROM conversations WHERE bot = ? AND chat = ?", where)
            self._sql.run("DELETE FROM log WHERE bot = ? AND chat = ?", where)
            self._sql.run("DELETE FROM unanswered WHERE bot = ? AND chat = ?", where)
            self._sql.run("DELETE FROM drafts WHERE bot = ? AND chat = ?", where)
            # Keys stay, so that what the platform sends again is known; the words go.
            self._sql.run(
                "UPDATE inbox SET body = json_set(body, '$.text', '', '$.name', '', '$.files', json('[]')) "
                "WHERE bot = ? AND json_extract(body, '$.chat') = ?",
                where,
            )
        self._sql.run(
            "UPDATE outbox SET state = 'cleared', reason = 'erased' WHERE person = ? AND state IN ('queued', 'waiting')", (person,)
        )
        self._sql.run("UPDATE outbox SET body = ? WHERE person = ?", (_NOBODY, person))
        # What the secretariat was told of the person went out long ago; the name goes from our copy of it.
        self._sql.run(
            "UPDATE outbox SET body = replace(body, p.name, '…') FROM (SELECT name FROM people WHERE id = ?) AS p "
            "WHERE p.name != '' AND outbox.state = 'sent' AND outbox.key LIKE '%office%'",
            (person,),
        )
        self._sql.run("UPDATE requests SET name = '' WHERE person = ?", (person,))
        self._sql.run("UPDATE requests SET state = 'withdrawn' WHERE person = ? AND state IN ('proposed', 'waiting')", (person,))
        self._sql.run("UPDATE statuses SET words = '' WHERE person = ?", (person,))
        self._sql.run("UPDATE files SET person = NULL WHERE person = ?", (person,))
        self._sql.run("UPDATE groups SET person = NULL WHERE person = ?", (person,))
        for table in ("posts", "memberships", "addresses", "misses"):
            self._sql.run(f"DELETE FROM {table} WHERE person = ?", (person,))  # noqa: S608
        self._sql.run("UPDATE people SET name = '', prefers = NULL WHERE id = ?", (person,))
