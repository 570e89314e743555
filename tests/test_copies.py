"""Copies of the database: whole whatever is going on, refused where they are bad, put back without losing what was there."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import open_store
from bot.store.base import StoreError
from bot.store.copies import CopyError, InUse, back_up, held, look_at, put_back, thin_out
from bot.web.server import take_port
from tests.programs import KEHOACH, clean, kehoach


def kept(file: Path) -> str | None:
    """What a database holds under the name the tests use."""
    store = open_store(str(file))
    with store.batch() as work:
        found = work.get("test")
    store.close()
    return found


def put(file: Path, value: str) -> None:
    store = open_store(str(file))
    with store.batch() as work:
        work.put("test", value)
    store.close()


def test_a_copy_is_whole_while_it_is_written_to(tmp_path: Path) -> None:
    """Two values that are always written together are together in every copy, however many writes fall into it; writes go on."""
    store = open_store(str(tmp_path / "bot.db"))
    with store.batch() as work:
        for n in range(3000):
            work.put(f"filler{n}", "x" * 400)
        work.put("a", "0")
        work.put("z", "0")
    stop, written = threading.Event(), [0]

    def write() -> None:
        mine = open_store(str(tmp_path / "bot.db"), 30)
        while not stop.is_set():
            written[0] += 1
            with mine.batch() as work:
                work.put("a", str(written[0]))
                work.put("z", str(written[0]))
        mine.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for n in range(10):
            before = written[0]
            back_up(tmp_path / "bot.db", tmp_path / f"copy{n}")
            with closing(sqlite3.connect(tmp_path / f"copy{n}")) as copy:
                pair = [value for (value,) in copy.execute("SELECT value FROM meta WHERE key IN ('a', 'z')")]
            assert pair[0] == pair[1]
            assert int(pair[0]) >= before - 1
    finally:
        stop.set()
        thread.join()
        store.close()
    assert written[0] > 10
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith("copy")) == [f"copy{n}" for n in range(10)]


def _text(file: Path) -> None:
    file.write_text("không phải cơ sở dữ liệu, chỉ là chữ " * 50, "utf-8")


def _other(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE notes (id INTEGER)")
        database.commit()


def _broken(file: Path) -> None:
    put(file, "x" * 100_000)
    back_up(file, file.with_name("whole"))
    data = bytearray(file.with_name("whole").read_bytes())
    data[len(data) // 2 : len(data) // 2 + 6000] = b"\xff" * 6000
    file.write_bytes(data)


def _newer(file: Path) -> None:
    put(file, "1")
    with closing(sqlite3.connect(file)) as database:
        database.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('kehoach', '9999_later', '2040-01-01')")
        database.commit()


@pytest.mark.parametrize(
    ("make", "reason"),
    [(lambda file: None, "missing"), (_text, "foreign"), (_other, "foreign"), (_broken, "damaged"), (_newer, "newer")],
)
def test_a_bad_copy_is_refused_and_nothing_is_moved(tmp_path: Path, make: Callable[[Path], None], reason: str) -> None:
    """Missing, foreign, damaged or newer: the reason is told, the database stays as it was."""
    put(tmp_path / "bot.db", "ours")
    (tmp_path / "in").mkdir()
    make(tmp_path / "in" / "copy.sqlite3")
    with pytest.raises(CopyError) as told:
        put_back(tmp_path / "in" / "copy.sqlite3", tmp_path / "bot.db", tmp_path / "aside.db")
    assert told.value.reason == reason
    assert kept(tmp_path / "bot.db") == "ours"
    assert not (tmp_path / "aside.db").exists()


def test_put_back_keeps_what_was_there(tmp_path: Path) -> None:
    """The copy's state is back, also where the database is damaged and a log of it lies beside; the old one is there under another name."""
    database = tmp_path / "bot.db"
    put(database, "good")
    back_up(database, tmp_path / "copy")
    put(database, "later")
    database.write_bytes(b"rubbish" * 1000)
    with pytest.raises(StoreError):
        kept(database)
    (tmp_path / "bot.db-wal").write_bytes(b"an old log")
    assert put_back(tmp_path / "copy", database, tmp_path / "aside.db")
    assert kept(database) == "good"
    assert (tmp_path / "aside.db").read_bytes().startswith(b"rubbish")
    assert (tmp_path / "aside.db-wal").read_bytes() == b"an old log"
    look_at(tmp_path / "copy")


def test_the_latest_nights_stay(tmp_path: Path) -> None:
    """Fourteen of the nights' copies stay, the latest; what somebody made by hand and other databases' are not touched."""
    for day in range(1, 21):
        (tmp_path / f"kehoach-203104{day:02}.sqlite3").touch()
    for name in ("kehoach-20310401-080000.sqlite3", "kehoach-dien-tap-20310401.sqlite3", "kehoach.sqlite3"):
        (tmp_path / name).touch()
    assert thin_out(tmp_path, "kehoach", 14) == 6
    names = {file.name for file in tmp_path.iterdir()}
    assert len(names) == 17
    assert "kehoach-20310406.sqlite3" not in names
    assert {"kehoach-20310407.sqlite3", "kehoach-20310401-080000.sqlite3", "kehoach-dien-tap-20310401.sqlite3"} <= names


def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    """One process at a time holds a name; killed with -9 it holds it no longer; another name is free meanwhile."""
    database = str(tmp_path / "bot.db")
    held_by = f"from bot.store.copies import held; from pathlib import Path\nwith held(Path({database!r}), 'run'): print('held', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", held_by], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=clean()) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(InUse), held(tmp_path / "bot.db", "run"):
            pass
        with held(tmp_path / "bot.db", "chat"):
            pass
        other.kill()
        other.wait()
        with held(tmp_path / "bot.db", "run"):
            pass


async def started(folder: Path) -> asyncio.subprocess.Process:
    """The configured program, once it runs."""
    program = await asyncio.create_subprocess_exec(*KEHOACH, "run", cwd=folder, env=clean(), stdout=asyncio.subprocess.PIPE)
    assert program.stdout is not None
    async with asyncio.timeout(30):
        while b"Ctrl+C" not in (line := await program.stdout.readline()):
            assert line
    return program


def said(folder: Path, *arguments: str) -> tuple[int, str]:
    done = kehoach(*arguments, folder=folder)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode() + done.stderr.decode()


async def test_restore_drill(tmp_path: Path) -> None:
    """A copy is made beside the running bot; restoring is refused until it has ended, also killed; then the copy's day is back."""
    with take_port("127.0.0.1", 0) as free, take_port("127.0.0.1", 0) as spare:
        port, other_port = free.getsockname()[1], spare.getsockname()[1]
    (tmp_path / ".env").write_text(f"KEHOACH_WEB=on\nKEHOACH_PORT={port}\nKEHOACH_DATA=du-lieu\n", "utf-8")
    (tmp_path / "mot.csv").write_text("Mã;Tên đơn vị;Loại\nmoi-1;Đơn vị một;dn\n", "utf-8")
    (tmp_path / "hai.csv").write_text("Mã;Tên đơn vị;Loại\nmoi-2;Đơn vị hai;dn\n", "utf-8")
    bot = await started(tmp_path)
    ask = asyncio.to_thread
    assert (await ask(said, tmp_path, "units", "import", "mot.csv", "--yes"))[0] == 0
    code, shown = await ask(said, tmp_path, "backup")
    assert (code, "Đã sao lưu" in shown) == (0, True)
    (copy,) = (tmp_path / "du-lieu" / "backups").iterdir()
    assert copy.stat().st_mode & 0o077 == 0
    assert (await ask(said, tmp_path, "units", "import", "hai.csv", "--yes"))[0] == 0
    code, shown = await ask(said, tmp_path, "restore", str(copy))
    assert (code, "hãy dừng bot" in shown) == (2, True)
    other = await ask(kehoach, "run", folder=tmp_path, KEHOACH_PORT=str(other_port))
    assert (other.returncode, "Một bot khác đang chạy" in other.stderr.decode()) == (2, True)
    bot.kill()
    await bot.wait()
    code, shown = await ask(said, tmp_path, "restore", ".env")
    assert (code, "không phải bản sao" in shown) == (2, True)
    code, shown = await ask(said, tmp_path, "restore", str(copy))
    assert (code, "Đã khôi phục" in shown, "truoc-khoi-phuc" in shown) == (0, True, True)
    listed = (await ask(said, tmp_path, "units", "list"))[1]
    assert ("moi-1" in listed, "moi-2" in listed) == (True, False)
    again = await started(tmp_path)
    again.terminate()
    assert await again.wait() == 0
