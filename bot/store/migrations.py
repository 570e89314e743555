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


# Who belongs to which unit, what units told and the secretariat received, and what is done after a turn. `settled`, `closed` and the
# like say when something ended; nothing that was said is ever deleted but a person's own data.
OFFICE = """
ALTER TABLE units ADD COLUMN short_names TEXT NOT NULL DEFAULT '[]';
ALTER TABLE units ADD COLUMN parent TEXT;
ALTER TABLE units ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN gone TEXT;

ALTER TABLE statuses ADD COLUMN told TEXT NOT NULL DEFAULT '{}';
ALTER TABLE statuses ADD COLUMN via TEXT NOT NULL DEFAULT 'unit';
ALTER TABLE statuses ADD COLUMN late INTEGER NOT NULL DEFAULT 0;

CREATE TABLE posts (
    plan TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people (id),
    unit TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('officer', 'leader')),
    at TEXT NOT NULL,
    PRIMARY KEY (plan, person, unit),
    FOREIGN KEY (plan, unit) REFERENCES units (plan, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX posts_unit ON posts (plan, unit);
INSERT INTO posts (plan, person, unit, role, at)
    SELECT m.plan, m.person, m.unit, m.role, p.at FROM memberships m JOIN people p ON p.id = m.person
    WHERE m.unit IS NOT NULL AND m.role IN ('officer', 'leader');

-- A code's first letters find it, the hash of the rest proves it. linked: the person whose second account it joins.
CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    plan TEXT NOT NULL,
    selector TEXT NOT NULL,
    proof TEXT NOT NULL,
    role TEXT NOT NULL,
    unit TEXT,
    linked INTEGER REFERENCES people (id),
    expires TEXT NOT NULL,
    revoked TEXT,
    used INTEGER NOT NULL DEFAULT 0,
    person INTEGER REFERENCES people (id),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX invitations_selector ON invitations (selector);
CREATE INDEX invitations_unit ON invitations (plan, unit);

CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    plan TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people (id),
    unit TEXT,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'waiting', 'joined', 'denied', 'withdrawn', 'undone')),
    invitation INTEGER REFERENCES invitations (id),
    decided INTEGER REFERENCES people (id),
    settled TEXT,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX requests_state ON requests (plan, state);
CREATE INDEX requests_person ON requests (person);

CREATE TABLE misses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX misses_at ON misses (at);

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY,
    plan TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people (id),
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    message TEXT,
    unit TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'saved', 'dropped')),
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    settled TEXT
) STRICT;
CREATE INDEX drafts_unit ON drafts (plan, unit) WHERE state = 'open';
CREATE INDEX drafts_message ON drafts (bot, chat, message) WHERE message IS NOT NULL;

CREATE TABLE receipts (
    plan TEXT NOT NULL,
    unit TEXT NOT NULL,
    task TEXT NOT NULL,
    number TEXT NOT NULL,
    day TEXT,
    person INTEGER REFERENCES people (id),
    at TEXT NOT NULL,
    PRIMARY KEY (plan, unit, task),
    FOREIGN KEY (plan, unit) REFERENCES units (plan, code)
) STRICT, WITHOUT ROWID;

-- job: an order's number where the file came with one. path is below the data folder.
CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    plan TEXT NOT NULL,
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    person INTEGER REFERENCES people (id),
    unit TEXT,
    task TEXT,
    job INTEGER,
    ref TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER,
    path TEXT,
    digest TEXT,
    state TEXT NOT NULL CHECK (state IN ('wanted', 'kept', 'refused')),
    reason TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL
) STRICT;
CREATE INDEX files_wanted ON files (id) WHERE state = 'wanted';
CREATE INDEX files_unit ON files (plan, unit);
CREATE INDEX files_job ON files (job) WHERE job IS NOT NULL;

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    plan TEXT NOT NULL,
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    person INTEGER REFERENCES people (id),
    job TEXT NOT NULL,
    what TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'failed')),
    at TEXT NOT NULL,
    settled TEXT
) STRICT;
CREATE INDEX orders_open ON orders (id) WHERE state = 'open';

-- Somebody asked a unit's officers how far they are; task is '' where all that is not done was meant.
CREATE TABLE prompts (
    plan TEXT NOT NULL,
    task TEXT NOT NULL,
    unit TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people (id),
    day TEXT NOT NULL,
    outbox INTEGER NOT NULL REFERENCES outbox (id),
    at TEXT NOT NULL,
    PRIMARY KEY (plan, task, unit, person, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX prompts_outbox ON prompts (outbox);

CREATE INDEX audit_at ON audit (at);
"""


@migrations(name="0002_office")
def office(db: Database) -> None:
    """Units and people, reports and receipts, files and orders."""
    db.executescript(OFFICE)
