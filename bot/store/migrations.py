"""The tables, as numbered steps that are never edited once released."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("kehoach")

# Times are ISO 8601 text in UTC, of one width. Only the outbox, leases and holds stand in real time; every other moment is the
# office's, which a rehearsal may have moved.
FIRST = """
CREATE TABLE inbox (
    bot TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('kept', 'handled', 'failed')),
    body TEXT NOT NULL,
    error TEXT,
    at TEXT NOT NULL,
    PRIMARY KEY (bot, key)
) STRICT;
CREATE INDEX inbox_open ON inbox (bot, at) WHERE state != 'handled';

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE memberships (
    plan TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    kind TEXT,
    unit TEXT,
    PRIMARY KEY (plan, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_unit ON memberships (plan, unit) WHERE unit IS NOT NULL;

-- One person may have several addresses; a group has none. closed says why nothing can be sent there.
CREATE TABLE addresses (
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    person INTEGER REFERENCES people (id),
    closed TEXT,
    at TEXT NOT NULL,
    PRIMARY KEY (bot, chat)
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_person ON addresses (person);

CREATE TABLE conversations (
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    context TEXT NOT NULL,
    waiting TEXT,
    offered TEXT,
    offered_at TEXT,
    at TEXT NOT NULL,
    PRIMARY KEY (bot, chat)
) STRICT, WITHOUT ROWID;

CREATE TABLE units (
    plan TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (plan, code)
) STRICT, WITHOUT ROWID;

-- The history of what units said; undone says when a row was taken back.
CREATE TABLE statuses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    plan TEXT NOT NULL,
    unit TEXT NOT NULL,
    task TEXT NOT NULL,
    state TEXT NOT NULL,
    words TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    undone TEXT,
    FOREIGN KEY (plan, unit) REFERENCES units (plan, code)
) STRICT;
CREATE INDEX statuses_last ON statuses (plan, unit, task, id) WHERE undone IS NULL;

CREATE TABLE unanswered (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    plan TEXT NOT NULL,
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    person INTEGER REFERENCES people (id),
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- One message to one recipient. lane: 0 reply, 1 bulk. body is the reply as JSON, empty until a reminder is claimed. until: when
-- a waiting row may go, or when the lease of a sending one ends. part counts the parts that have gone.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    person INTEGER REFERENCES people (id),
    lane INTEGER NOT NULL CHECK (lane IN (0, 1)),
    op TEXT NOT NULL CHECK (op IN ('send', 'edit', 'delete')),
    state TEXT NOT NULL CHECK (
        state IN ('queued', 'waiting', 'sending', 'sent', 'failed', 'unknown', 'expired', 'cleared')
    ),
    reason TEXT,
    until TEXT,
    body TEXT,
    part INTEGER NOT NULL DEFAULT 0,
    plain INTEGER NOT NULL DEFAULT 0,
    unknowns INTEGER NOT NULL DEFAULT 0,
    moves INTEGER NOT NULL DEFAULT 0,
    queued TEXT NOT NULL,
    expires TEXT NOT NULL,
    settled TEXT
) STRICT;
CREATE INDEX outbox_next ON outbox (bot, lane, id) WHERE state IN ('queued', 'waiting');
CREATE INDEX outbox_chat ON outbox (bot, chat, lane, id) WHERE state IN ('queued', 'waiting', 'sending');
CREATE INDEX outbox_person ON outbox (person, settled) WHERE lane = 1;

CREATE TABLE attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    outbox INTEGER NOT NULL REFERENCES outbox (id),
    part INTEGER NOT NULL,
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    message TEXT,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX attempts_outbox ON attempts (outbox);
CREATE INDEX attempts_at ON attempts (bot, at);

-- slot is the nominal offset in days; deadline the day it counts from, so a moved deadline has reminders of its own.
CREATE TABLE reminders (
    plan TEXT NOT NULL,
    task TEXT NOT NULL,
    unit TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people (id),
    deadline TEXT NOT NULL,
    slot INTEGER NOT NULL,
    outbox INTEGER NOT NULL REFERENCES outbox (id),
    at TEXT NOT NULL,
    PRIMARY KEY (plan, task, unit, person, deadline, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminders_outbox ON reminders (outbox);

-- Until when a bot may send nothing, and why.
CREATE TABLE holds (
    bot TEXT PRIMARY KEY,
    until TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (bot, direction, key)
) STRICT;
CREATE INDEX log_chat ON log (bot, chat, id);

CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    person INTEGER REFERENCES people (id),
    act TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""


@migrations(name="0001_first")
def first(db: Database) -> None:
    """Everything the first release keeps."""
    db.executescript(FIRST)
