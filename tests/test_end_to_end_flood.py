"""The real program and thousands of people, at the pace that can be bought: kill -9 again and again, questions in between."""

from __future__ import annotations

import signal
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests.crowd import stand_by
from tests.fakes.telegram_server import Pace, TelegramServer
from tests.test_end_to_end_office import press, told
from tests.test_end_to_end_telegram import PATIENCE, QUESTION, program

CHIEF, STRANGER = 1, 10
PEOPLE = range(1000, 3000)
KILLS = 5
SETTINGS = {"TELEGRAM_PAID_PACE": "1000", "KEHOACH_SECRETARIAT": f"telegram:{CHIEF}"}
# A window is a little shorter than the platform's, because arrivals jitter on a busy machine.
BOUGHT = Pace(overall=(1000, 0.9))


def got(server: TelegramServer) -> Counter[int]:
    """How many announcements each chat shows."""
    return Counter(shown.chat for shown in server.shown if shown.chat in PEOPLE)


def listed(folder: Path) -> set[int]:
    """The chats whose message is listed as unknown."""
    with closing(sqlite3.connect(folder / "kehoach.sqlite3")) as database:
        return {int(chat) for (chat,) in database.execute("SELECT chat FROM outbox WHERE state = 'unknown'")}


def done(folder: Path) -> bool:
    """Whether the broadcast is over."""
    with closing(sqlite3.connect(folder / "kehoach.sqlite3")) as database:
        return bool(database.execute("SELECT count(*) FROM broadcasts WHERE state = 'done'").fetchone()[0])


async def test_killed_five_times_everybody_gets_it(tmp_path: Path) -> None:
    """Two thousand people, kill -9 five times: who is without it is listed as unknown; sent again to those alone, everybody has it, and
    twice only who was listed. Questions in between are answered while most still wait."""
    async with program(tmp_path, pace=BOUGHT, settings=SETTINGS) as bot:
        server = bot.server
        id = stand_by(server, tmp_path / "kehoach.sqlite3", PEOPLE, "Mời các đơn vị dự họp trực tuyến.")
        for kill in range(KILLS):
            await bot.start()
            begun = len(server.shown)
            server.says(STRANGER + kill, QUESTION)
            await server.wait_for(lambda kill=kill: server.to(STRANGER + kill), PATIENCE)  # type: ignore[misc]
            assert len(server.shown) < len(PEOPLE)
            await server.wait_for(lambda begun=begun: len(server.shown) >= begun + 200, PATIENCE)  # type: ignore[misc]
            assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
        await bot.start()
        await server.wait_for(lambda: done(tmp_path), PATIENCE)
        unknown = listed(tmp_path)
        missed = {person for person in PEOPLE if person not in got(server)}
        assert missed <= unknown
        assert [person for person, times in got(server).items() if times > 1] == []

        server.says(CHIEF, f"xem tin {id}")
        await told(server, CHIEF, "đã gửi xong")
        if unknown:
            press(server, CHIEF, "Gửi lại cho người không rõ")
            await told(server, CHIEF, f"{len(unknown)} người")
            press(server, CHIEF, "Gửi")
            await server.wait_for(lambda: set(got(server)) == set(PEOPLE), PATIENCE)
            await told(server, CHIEF, f"Người nhận: {len(unknown)}; đã gửi {len(unknown)}")
        assert set(got(server)) == set(PEOPLE)
        assert {person for person, times in got(server).items() if times > 1} <= unknown
        assert await bot.end() == 0
