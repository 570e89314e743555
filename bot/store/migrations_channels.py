"""The later changes of the tables: through which of several channels somebody wants to be reminded."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.migrations import migrations as migrations


@migrations(name="0003_prefers")
def prefers(db: Database) -> None:
    """The bot a person wants to be written to through, where there are several addresses."""
    db.execute("ALTER TABLE people ADD COLUMN prefers TEXT")


# Slots of the plan's reminders that have come: open while its reminders are made page by page (person, unit: how far), done, or skipped with
# the reason. A reminder's stage: 0 its unit's officer, 1 the unit's leader, 2 an officer of the unit above. Snoozed reminders have slots
# below -100000. extensions move a task's last day for all, a kind or a unit; mutes silence reminders; days are the office's own calendar.
SCHEDULE = """
ALTER TABLE reminders ADD COLUMN stage INTEGER NOT NULL DEFAULT 0;

CREATE TABLE slots (
    plan TEXT NOT NULL,
    task TEXT NOT NULL,
    deadline TEXT NOT NULL,
    slot INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'skipped')),
    reason TEXT,
    due TEXT NOT NULL,
    person INTEGER NOT NULL DEFAULT 0,
    unit TEXT NOT NULL DEFAULT '',
    made INTEGER NOT NULL DEFAULT 0,
    silent INTEGER NOT NULL DEFAULT 0,
    at TEXT NOT NULL,
    PRIMARY KEY (plan, task, deadline, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX slots_open ON slots (plan, due) WHERE state = 'open';
CREATE INDEX slots_at ON slots (plan, at);

CREATE TABLE snoozes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    plan TEXT NOT NULL,
    task TEXT NOT NULL,
    unit TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people (id),
    until TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done')),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX snoozes_open ON snoozes (plan, until) WHERE state = 'open';

CREATE TABLE extensions (
    id INTEGER PRIMARY KEY,
    plan TEXT NOT NULL,
    task TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('all', 'kind', 'unit')),
    target TEXT NOT NULL,
    last TEXT NOT NULL,
    document TEXT NOT NULL,
    person INTEGER REFERENCES people (id),
    at TEXT NOT NULL,
    revoked TEXT
) STRICT;
CREATE INDEX extensions_task ON extensions (plan, task) WHERE revoked IS NULL;

CREATE TABLE mutes (
    plan TEXT NOT NULL,
    unit TEXT NOT NULL,
    task TEXT NOT NULL,
    person INTEGER REFERENCES people (id),
    at TEXT NOT NULL,
    PRIMARY KEY (plan, unit, task)
) STRICT, WITHOUT ROWID;

CREATE TABLE days (
    day TEXT PRIMARY KEY,
    works INTEGER NOT NULL,
    person INTEGER REFERENCES people (id),
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""


@migrations(name="0004_schedule")
def schedule(db: Database) -> None:
    """Reminders that move around days off, escalate, are snoozed, muted and extended."""
    db.executescript(SCHEDULE)


# A message to many. whom is the audience as JSON (None while it is not chosen); cursor: the last person frozen; progress: the key of the outbox row that
# shows how far it is. An outbox row of a broadcast carries its number in broadcast.
BROADCASTS = """
CREATE TABLE broadcasts (
    id INTEGER PRIMARY KEY,
    plan TEXT NOT NULL,
    text TEXT NOT NULL,
    whom TEXT,
    state TEXT NOT NULL CHECK (state IN
        ('draft', 'approval', 'scheduled', 'freezing', 'sending', 'stopped', 'resuming', 'done', 'cancelled', 'recalled')),
    ack INTEGER NOT NULL DEFAULT 0,
    person INTEGER REFERENCES people (id),
    starts TEXT,
    approved INTEGER REFERENCES people (id),
    at TEXT NOT NULL,
    cursor INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    frozen INTEGER NOT NULL DEFAULT 0,
    progress TEXT
) STRICT;
CREATE INDEX broadcasts_open ON broadcasts (plan, state) WHERE state NOT IN ('draft', 'done', 'cancelled', 'recalled');

CREATE TABLE recipients (
    broadcast INTEGER NOT NULL REFERENCES broadcasts (id),
    person INTEGER NOT NULL REFERENCES people (id),
    unit TEXT NOT NULL,
    outbox INTEGER REFERENCES outbox (id),
    acked TEXT,
    PRIMARY KEY (broadcast, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipients_outbox ON recipients (outbox);

ALTER TABLE outbox ADD COLUMN broadcast INTEGER;
CREATE INDEX outbox_cast ON outbox (broadcast, id) WHERE broadcast IS NOT NULL AND state IN ('queued', 'waiting', 'sending');
"""


@migrations(name="0005_broadcasts")
def broadcasts(db: Database) -> None:
    """Messages to many, with their recipients."""
    db.executescript(BROADCASTS)


INDEXES = """
CREATE INDEX units_parent ON units (plan, parent);
CREATE INDEX statuses_said ON statuses (plan, unit, task, at);
CREATE INDEX memberships_office ON memberships (plan, person) WHERE role IN ('secretariat', 'admin');
DROP INDEX outbox_next;
CREATE INDEX outbox_queued ON outbox (bot, lane, id) WHERE state = 'queued';
CREATE INDEX outbox_waiting ON outbox (bot, lane, until) WHERE state = 'waiting';
"""


@migrations(name="0006_indexes")
def indexes(db: Database) -> None:
    """What is looked up for one unit or one chat, and what waits for a moment, so that a step costs the same however many there are."""
    db.executescript(INDEXES)


@migrations(name="0007_asking_broadcasts")
def asking_broadcasts(db: Database) -> None:
    """Broadcasts that ask how far units are."""
    db.executescript("ALTER TABLE broadcasts ADD COLUMN ask INTEGER NOT NULL DEFAULT 0")


@migrations(name="0008_enclosures")
def enclosures(db: Database) -> None:
    """Broadcasts that carry a file."""
    db.executescript("""
ALTER TABLE broadcasts ADD COLUMN file INTEGER REFERENCES files (id);
CREATE INDEX broadcasts_file ON broadcasts (file) WHERE file IS NOT NULL;
""")


# A unit's group chats. A recipient is a person or a group, which then has a chat and the name it had.
GROUPS = """
CREATE TABLE groups (
    id INTEGER PRIMARY KEY,
    plan TEXT NOT NULL,
    bot TEXT NOT NULL,
    chat TEXT NOT NULL,
    unit TEXT NOT NULL,
    title TEXT NOT NULL,
    person INTEGER REFERENCES people (id),
    at TEXT NOT NULL,
    UNIQUE (plan, bot, chat),
    FOREIGN KEY (plan, unit) REFERENCES units (plan, code)
) STRICT;
CREATE INDEX groups_unit ON groups (plan, unit);

CREATE TABLE recipients_of (
    id INTEGER PRIMARY KEY,
    broadcast INTEGER NOT NULL REFERENCES broadcasts (id),
    person INTEGER REFERENCES people (id),
    bot TEXT,
    chat TEXT,
    name TEXT NOT NULL DEFAULT '',
    unit TEXT NOT NULL,
    outbox INTEGER REFERENCES outbox (id),
    acked TEXT,
    CHECK ((person IS NULL) = (chat IS NOT NULL) AND (bot IS NULL) = (chat IS NULL))
) STRICT;
INSERT INTO recipients_of (broadcast, person, unit, outbox, acked) SELECT broadcast, person, unit, outbox, acked FROM recipients;
DROP TABLE recipients;
ALTER TABLE recipients_of RENAME TO recipients;
CREATE UNIQUE INDEX recipients_person ON recipients (broadcast, person) WHERE person IS NOT NULL;
CREATE UNIQUE INDEX recipients_group ON recipients (broadcast, bot, chat) WHERE person IS NULL;
CREATE INDEX recipients_outbox ON recipients (outbox);
"""


@migrations(name="0009_groups")
def groups(db: Database) -> None:
    """Work groups of units, which broadcasts can go to."""
    db.executescript(GROUPS)
