"""Invitations, requests to join, and wrong codes."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.store import codec
from bot.store.sql import Row, Sql
from handlers.records import Invitation, Misses, Request, Role

# Of a code's sixteen signs of five bits, four find the row and twelve (60 bits) prove that one has it.
_FINDS = 4
_HOUR = timedelta(hours=1)
_KEPT = timedelta(days=1)
_NOTHING = hashlib.sha256(b"").hexdigest()


class Joining:
    """The verbs of joining."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def invite(
        self, plan: str, code: str, role: Role, unit: str | None, linked: int | None, expires: datetime, by: int | None, at: datetime
    ) -> None:
        """Keep a code's hash."""
        selector, proof = _parted(code)
        self._sql.run(
            "INSERT INTO invitations (plan, selector, proof, role, unit, linked, expires, person, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (plan, selector, proof, role.value, unit, linked, codec.when(expires), by, codec.when(at)),
        )

    def revoke_invitations(self, plan: str, unit: str | None, at: datetime) -> int:
        """No open code of a unit (None: to the secretariat) holds any longer; how many there were."""
        rows = self._sql.run(
            "UPDATE invitations SET revoked = ? WHERE plan = ? AND unit IS ? AND linked IS NULL AND revoked IS NULL RETURNING 1",
            (codec.when(at), plan, unit),
        )
        return len(rows)

    def use_invitation(self, id: int, at: datetime) -> None:
        """Once more used; one to the office or to a second account holds for one use only."""
        self._sql.run("UPDATE invitations SET used = used + 1 WHERE id = ?", (id,))
        self._sql.run("UPDATE invitations SET revoked = ? WHERE id = ? AND unit IS NULL AND revoked IS NULL", (codec.when(at), id))

    def invitation(self, plan: str, code: str) -> Invitation | None:
        selector, proof = _parted(code)
        found: Row | None = None
        rows = self._sql.run("SELECT * FROM invitations WHERE plan = ? AND selector = ? ORDER BY id", (plan, selector))
        # Every row is compared, and one there is not, so that the time tells nothing.
        for row in rows:
            if hmac.compare_digest(row["proof"], proof):
                found = row
        hmac.compare_digest(_NOTHING, proof)
        return _invitation(found) if found else None

    def invitations(self, plan: str, unit: str | None, at: datetime) -> Sequence[Invitation]:
        rows = self._sql.run(
            "SELECT * FROM invitations WHERE plan = ? AND unit IS ? AND linked IS NULL AND revoked IS NULL AND expires > ? ORDER BY id",
            (plan, unit, codec.when(at)),
        )
        return [_invitation(row) for row in rows]

    def keep_request(self, plan: str, person: int, request: Request, at: datetime) -> None:
        self._sql.run(
            "INSERT INTO requests (id, plan, person, unit, role, name, state, invitation, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET unit = excluded.unit, role = excluded.role, name = excluded.name, state = excluded.state, "
            "invitation = excluded.invitation WHERE person = excluded.person",
            (
                request.id, plan, person, request.unit, request.role.value, request.name, request.state, request.invitation, codec.when(at),
            ),
        )

    def settle_request(self, id: int, state: str, by: int, at: datetime) -> None:
        self._sql.run(
            "UPDATE requests SET state = ?, decided = ?, settled = ? WHERE id = ?", (state, by, codec.when(at), id)
        )

    def request(self, plan: str, id: int) -> Request | None:
        row = self._sql.one("SELECT * FROM requests WHERE plan = ? AND id = ?", (plan, id))
        return _request(row) if row else None

    def requests(self, plan: str, state: str) -> Sequence[Request]:
        return [
            _request(row)
            for row in self._sql.run("SELECT * FROM requests WHERE plan = ? AND state = ? ORDER BY id LIMIT 200", (plan, state))
        ]

    def miss(self, person: int, at: datetime) -> None:
        self._sql.run("INSERT INTO misses (person, at) VALUES (?, ?)", (person, codec.when(at)))
        self._sql.run("DELETE FROM misses WHERE at < ?", (codec.when(at - _KEPT),))

    def misses(self, person: int, at: datetime) -> Misses:
        row = self._sql.one(
            "SELECT count(*) AS n, coalesce(sum(person = ?), 0) AS mine FROM misses WHERE at > ?", (person, codec.when(at - _HOUR))
        )
        return Misses(row["mine"], row["n"]) if row else Misses()


def _parted(code: str) -> tuple[str, str]:
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    return signs[:_FINDS], hashlib.sha256(signs[_FINDS:].encode()).hexdigest()


def _invitation(row: Row) -> Invitation:
    return Invitation(
        row["id"], Role(row["role"]), row["unit"], row["linked"], codec.moment(row["expires"]), row["revoked"] is not None, row["used"]
    )


def _request(row: Row) -> Request:
    return Request(
        row["id"], row["person"], row["unit"], Role(row["role"]), row["name"], row["state"], row["invitation"], codec.moment(row["at"])
    )
