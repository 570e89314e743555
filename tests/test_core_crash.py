"""Killed at any moment the bot loses nothing it acknowledged and answers nothing twice, but for what is shown to be in doubt."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.crash_bot import CHATS, update

MESSAGES, KILLS = 90, 40

if not hasattr(os, "fork"):
    pytest.skip("needs fork", allow_module_level=True)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_again_and_again(tmp_path: Path, seed: int) -> None:
    """Forty times killed with SIGKILL, before an SQL statement, before a send or after it: every acknowledged message is handled, its
    replies arrive once and in order, except those whose sending was in doubt, which the tables say."""
    command = [sys.executable, "-m", "tests.crash_bot", str(tmp_path), str(seed), str(KILLS), str(MESSAGES)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=Path(__file__).parents[1], check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    killed = done.stdout.count("killed")
    assert killed >= 10, done.stdout
    assert (tmp_path / "acknowledged").read_text() == str(MESSAGES)

    with sqlite3.connect(tmp_path / "bot.db") as db:
        inbox = dict(db.execute("SELECT key, state FROM inbox"))
        outbox = {key: (number, state) for number, key, state in db.execute("SELECT id, key, state FROM outbox")}
        doubted = {number for (number,) in db.execute("SELECT outbox FROM attempts WHERE outcome = 'unknown'")}
    db.close()
    sent = [line.split("\t") for line in (tmp_path / "sent").read_text().splitlines()]
    arrived = Counter(key.rpartition("/")[0] for key, _, _ in sent)

    wanted = set()
    for number in range(MESSAGES):
        message = update(number)
        assert inbox[message.key] == ("failed" if message.text == "boom" else "handled")
        names = {"boom": ("sorry",), "two": ("0", "1")}.get(message.text, ("0",))
        wanted |= {f"fake/{message.key}/{name}" for name in names}
    assert set(outbox) == wanted
    for key, (number, state) in outbox.items():
        assert state in ("sent", "unknown")
        assert arrived[key] == 1 or number in doubted, f"{key} arrived {arrived[key]} times"
        assert arrived[key] <= 2
    assert len(doubted) <= killed * 5

    order = defaultdict(list)
    for key, chat, _ in sent:
        if outbox[key.rpartition("/")[0]][0] not in doubted:
            order[chat].append(key)
    assert len(order) == CHATS
    assert all(keys == sorted(keys) for keys in order.values())
