"""The store on SQLite keeps the contract, and fails as a store should."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.store import migrations_channels, open_store
from bot.store.base import Round, Store, StoreError
from handlers.message import Address
from handlers.turn import Conversation, State
from knowledge.context import Context
from tests.store_contract import *  # noqa: F403 - the contract's tests run here
from tests.store_contract import AT, LATER, REAL, UNITS, message, officer
from tests.store_contract_outbox import *  # noqa: F403 - and these


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store in memory, and one in a file."""
    opened = open_store(":memory:" if request.param == "memory" else str(tmp_path / "new" / "bot.db"), wait=0.05)
    yield opened
    opened.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
def on_disk(path: Path) -> Iterator[Store]:
    opened = open_store(str(path), wait=0.05)
    with opened.batch() as work:
        work.put("begun", "1")
    yield opened
    opened.close()


def test_pragmas(on_disk: Store, path: Path) -> None:
    """The file is in WAL mode, every commit reaches the disk, references are checked, and every table is strict."""
    sql = on_disk._sql  # type: ignore[attr-defined]
    assert [sql.one(f"PRAGMA {name}")[0] for name in ("journal_mode", "synchronous", "foreign_keys")] == ["wal", 2, 1]
    with sqlite3.connect(path) as other:
        tables = other.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT GLOB '*sqlite_*'").fetchall()
    other.close()
    assert len(tables) > 12
    assert [name for name, strict in tables if not strict] == []


def test_hot_queries_use_indexes(on_disk: Store) -> None:
    """Finding the next message to send, the last status and a chat's log never reads a whole table."""
    from bot.store import outbox

    sql = on_disk._sql  # type: ignore[attr-defined]
    for query, names in (
        (outbox.TAKE, ("lease", "bot", "busy", "want")),
        ("SELECT 1 " + outbox.READY, ("bot", "busy")),
        (outbox.NEXT, ("bot", "lane")),
        (outbox.WAKE.replace("= ?", "= :bot", 1).replace("?", "1"), ("bot",)),
        (outbox.STALE.replace("= ?", "= :bot", 1).replace("?", "1"), ("bot",)),
    ):
        plan = [row["detail"] for row in sql.run("EXPLAIN QUERY PLAN " + query, dict.fromkeys(names, "[]") | {"want": 1})]
        assert any("INDEX outbox_" in step for step in plan)
        assert [step for step in plan if step.startswith("SCAN") and "json_each" not in step and "VIRTUAL" not in step] == []


def test_opening_again(path: Path) -> None:
    """What was committed is there after the file is opened again, and the tables are not made twice."""
    for number in range(3):
        store = open_store(str(path))
        with store.batch() as work:
            assert work.get("n") == (str(number - 1) if number else None)
            work.put("n", str(number))
        store.close()


def test_locked(on_disk: Store, path: Path) -> None:
    """While another process holds the lock nothing is kept; when it lets go, writing goes on."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"), on_disk.batch() as work:
        work.put("a", "1")
    other.execute("ROLLBACK")
    other.close()
    with on_disk.batch() as work:
        assert work.get("a") is None
        work.put("a", "2")


def test_full(on_disk: Store) -> None:
    """A full database keeps nothing of the batch, even if somebody swallows the error, and writes again when there is room."""
    sql = on_disk._sql  # type: ignore[attr-defined]
    pages = sql.one("PRAGMA page_count")[0]
    sql.run(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError), on_disk.batch() as work:  # noqa: PT012 - the batch is what is tried
        work.put("small", "1")
        try:
            work.put("big", "x" * 4096 * 50)
        except StoreError as error:
            assert "full" in str(error)  # noqa: PT017 - it is swallowed on purpose
        assert not work.healthy()
    with on_disk.batch() as work:
        assert work.get("small") is None
        work.put("big", "x" * 4096 * 50)


def test_gone(on_disk: Store, path: Path, tmp_path: Path) -> None:
    """A removed folder fails at once, instead of writing where nobody will read; brought back, it is written again."""
    on_disk.close()
    kept = tmp_path.with_name(tmp_path.name + "-kept")
    shutil.copytree(tmp_path, kept)
    with on_disk.batch() as work:
        work.put("lost", "1")
    shutil.rmtree(tmp_path)
    for _ in range(2):
        with pytest.raises(StoreError), on_disk.batch() as work:
            work.put("a", "1")
    kept.rename(tmp_path)
    with on_disk.batch() as work:
        assert work.get("begun") == "1"
        assert work.get("lost") is None
    assert path.exists()


def test_gone_under_way(on_disk: Store, path: Path) -> None:
    """A file removed between the beginning and the commit of a batch fails the batch."""
    with pytest.raises(StoreError, match="gone"), on_disk.batch() as work:  # noqa: PT012 - the batch is what is tried
        work.put("a", "1")
        path.rename(path.with_suffix(".old"))
    path.with_suffix(".old").rename(path)
    with on_disk.batch() as work:
        assert work.get("a") is None


def test_cannot_be_made(tmp_path: Path) -> None:
    """A database where a file stands in the way is said to be so, not crashed on."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError), open_store(str(tmp_path / "file" / "bot.db")).batch():
        pass


def test_not_a_database(path: Path) -> None:
    """A file that is no database is said to be none."""
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(StoreError, match="not a database"), open_store(str(path)).batch():
        pass


def test_views_read_beside_the_writer(on_disk: Store) -> None:
    """A view sees what is committed, not what is under way, does not wait for it, and can write nothing."""
    person = officer(on_disk, "1")
    view = on_disk.view()
    address = Address("bot", "1")
    with on_disk.batch() as work:
        work.append("k1", address, "out", "{}", AT)
        work.append("k2", address, "in", "{}", AT + timedelta(seconds=1))
        work.save_status("p", "A", "task", State.PREPARING, "", person, AT)
        work.save_status("p", "A", "task", State.DONE, "", person, AT)
        work.enter(message("m"), AT, "kept")
        assert view.log(address, 0, 9) == []
    assert [(line.key, line.direction) for line in view.log(address, 0, 9)] == [("k1", "out"), ("k2", "in")]
    assert [line.key for line in view.log(address, 1, 9)] == ["k2"]
    assert [line.key for line in view.latest(address, 1)] == ["k2"]
    assert [line.key for line in view.log(Address("bot", "2"), 0, 9)] == []
    entry = view.entry("bot", "k1")
    assert entry is not None
    assert entry.at == AT
    assert view.entry("bot", "k2") is None
    assert [standing.status.state for standing in view.standings("p") if standing.status] == [State.DONE]
    assert view.units("p") == list(UNITS)
    member = view.membership(address, "p")
    assert member is not None
    assert member.unit == "A"
    assert view.membership(Address("bot", "9"), "p") is None
    assert view.counts() == {"inbox.kept": 1, "people": 1}
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        view._connection.execute("DELETE FROM log")  # type: ignore[attr-defined]
    view.close()


def test_reminder_goes_where_the_person_wrote_last(on_disk: Store) -> None:
    """Of several addresses a person has, the open one last used is reminded, once."""
    person = officer(on_disk, "1")
    sql = on_disk._sql  # type: ignore[attr-defined]
    with on_disk.batch() as work:
        for chat in ("2", "3"):
            sql.run("INSERT INTO addresses (bot, chat, person, at) VALUES ('bot', ?, ?, ?)", (chat, person, "2031-05-01T00:00:00.000+00:00"))
        for chat, day in (("1", 1), ("2", 3), ("3", 5)):
            work.save_conversation(Address("bot", chat), Conversation(Context()), AT + timedelta(days=day))
        sql.run("UPDATE addresses SET closed = 'blocked' WHERE chat = '3'")
        last = date(2031, 5, 10)
        work.open_slot("p", "task", last, 3, AT, AT)
        assert not work.remind(Round("p", "task", ("so",), last, last, 3, 0), AT, REAL, 9)
        assert [claim.address.chat for claim in work.claim("bot", 9, (), REAL, LATER)] == ["2"]


def test_no_view_of_memory(tmp_path: Path) -> None:
    """What is not in a file, or not there, cannot be viewed."""
    for path in (":memory:", str(tmp_path / "none.db")):
        with pytest.raises(StoreError):
            open_store(path).view()


def test_engine_stays_inside() -> None:
    """No module outside bot/store names the engine."""
    root = Path(__file__).parents[1]
    sources = [path for folder in ("bot", "handlers", "knowledge") for path in (root / folder).rglob("*.py")]
    assert len(sources) > 20
    naming = [path.name for path in sources if "store" not in path.parts and "sqlite" in path.read_text("utf-8").replace(".sqlite3", "")]
    assert naming == []


def test_recipients_of_an_earlier_release_are_kept(path: Path) -> None:
    """A database from before there were groups: who got a broadcast, what became of it and who acknowledged it is there after the step up."""
    database = Database(path)
    migrations_channels.migrations.apply(database, stop_before="0008_enclosures")
    database.conn.executescript("""
INSERT INTO people (id, name, at) VALUES (1, 'Lan', '2031-01-01'), (2, 'Minh', '2031-01-01');
INSERT INTO broadcasts (id, plan, text, state, at, total, frozen) VALUES (7, 'p', 'Mời họp', 'done', '2031-01-01', 2, 1);
INSERT INTO outbox (id, key, bot, chat, person, lane, op, state, queued, expires, broadcast)
    VALUES (5, 'cast/7/1', 'b', 'c', 1, 1, 'send', 'sent', '2031-01-01', '2031-01-04', 7);
INSERT INTO recipients (broadcast, person, unit, outbox, acked) VALUES (7, 1, 'u', 5, '2031-01-02T00:00:00.000+00:00'), (7, 2, 'v', NULL, NULL);
""")
    database.conn.close()
    opened = open_store(str(path))
    with opened.batch() as work:
        found, tally = work.recipients(7, 10), work.tally(7)
        assert [(each.person, each.name, each.unit, each.state, each.acked is not None, each.group) for each in found] == [
            (1, "Lan", "u", "sent", True, False), (2, "Minh", "v", "unreachable", False, False)
        ]  # fmt: skip
        assert (tally.total, tally.sent, tally.unreachable, tally.acked) == (2, 1, 1, 1)
        assert work.acknowledge(7, 2, AT)
    opened.close()
