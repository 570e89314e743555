"""The real program and a broadcast over the wire: progress on one message, a question in between, stop and go on, kill -9, recall."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path

from bot.clock import Clock
from bot.store import open_store
from handlers.turn import Role
from tests.fakes.telegram_server import TelegramServer
from tests.test_end_to_end_office import press, told
from tests.test_end_to_end_telegram import PATIENCE, Program, program

CHIEF, STRANGER = 1, 2
PEOPLE = range(100, 190)
PLAN = "dai-hoi-thi-dua-2014"
TEXT = "Mời {don_vi} dự họp trực tuyến."


async def manned(bot: Program) -> None:
    """Everybody has written once; then each is an officer of a unit."""
    await bot.start()
    for person in (CHIEF, STRANGER, *PEOPLE):
        bot.server.says(person, "xin chào")
    await bot.server.wait_for(lambda: all(bot.server.to(person) for person in PEOPLE), PATIENCE)
    assert await bot.end() == 0
    store, now = open_store(str(bot.folder / "kehoach.sqlite3")), Clock().now()
    with store.batch() as work:
        units = work.roster(PLAN)
        for person in PEOPLE:
            found = work._sql.one("SELECT person FROM addresses WHERE chat = ?", (str(person),))  # type: ignore[attr-defined]
            work.add_post(PLAN, found["person"], units[person % len(units)].code, Role.OFFICER, now)
        # Pushed messages rest at night; the test may run at any hour.
        work.put("policy", '{"quiet": [3, 3]}')
    store.close()


def got(server: TelegramServer) -> Counter[int]:
    """How many announcements each chat shows."""
    return Counter(shown.chat for shown in server.shown if shown.text.startswith("Thông báo của thường trực") and shown.chat in PEOPLE)


async def composed(bot: Program) -> None:
    """Up to the first that has gone out."""
    server = bot.server
    await bot.start()
    server.says(CHIEF, f"/thongbao {TEXT}")
    await told(server, CHIEF, "Gửi cho ai")
    press(server, CHIEF, "Tất cả đơn vị")
    await told(server, CHIEF, f"{len(PEOPLE)} người")
    press(server, CHIEF, "Gửi")
    await server.wait_for(lambda: len(got(server)) >= 5, PATIENCE)


async def recalled(server: TelegramServer) -> None:
    """The office takes the latest broadcast back: nobody has it any more."""
    server.says(CHIEF, "cac thong bao")
    await told(server, CHIEF, "Các thông báo")
    press(server, CHIEF, "Thu hồi")
    await told(server, CHIEF, f"đã xóa {len(PEOPLE)} tin")
    assert not got(server)


async def test_stopped_gone_on_with_counted_and_recalled(tmp_path: Path) -> None:
    """A question overtakes what waits; stopped, nothing more goes; the one progress message shows it all; recalled, the messages are gone."""
    async with program(tmp_path, settings={"KEHOACH_SECRETARIAT": f"telegram:{CHIEF}"}) as bot:
        await manned(bot)
        server = bot.server
        await composed(bot)
        server.says(STRANGER, "Sở gửi kế hoạch trước khi nào?")
        await server.wait_for(lambda: any("tháng 8" in shown.text for shown in server.to(STRANGER)), PATIENCE)
        assert len(got(server)) < len(PEOPLE)
        press(server, CHIEF, "Dừng")
        await told(server, CHIEF, "đã dừng")
        stopped = len(got(server))
        await server.wait_for(lambda: any(shown.edits and "đã dừng" in shown.text for shown in server.to(CHIEF)), PATIENCE)
        assert len(got(server)) <= stopped + 16  # what was under way when it was stopped
        press(server, CHIEF, "Tiếp tục")
        await told(server, CHIEF, "đã gửi xong")
        assert got(server) == Counter(dict.fromkeys(PEOPLE, 1))
        await server.wait_for(lambda: any(shown.edits and "100%" in shown.text for shown in server.to(CHIEF)), PATIENCE)
        await recalled(server)
        assert await bot.end() == 0


async def test_killed_in_the_middle_everybody_gets_it(tmp_path: Path) -> None:
    """Kill -9 twice while it goes out: everybody has it at the end; more than once only who is listed as unknown."""
    async with program(tmp_path, settings={"KEHOACH_SECRETARIAT": f"telegram:{CHIEF}"}) as bot:
        await manned(bot)
        server = bot.server
        await composed(bot)
        for most in (25, 55):
            await server.wait_for(lambda most=most: len(got(server)) >= most, PATIENCE)  # type: ignore[misc]
            assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
            await bot.start()
        await told(server, CHIEF, "đã gửi xong")
        missed = {person for person in PEOPLE if person not in got(server)}
        doubled = {person for person, times in got(server).items() if times > 1}
        assert doubled == set()
        assert missed <= bot.unknown()
        assert await bot.end() == 0


async def test_with_a_file_that_goes_up_once(tmp_path: Path) -> None:
    """A document under /thongbao is shown at the preview and comes to everybody whole; recalled, it is gone."""
    paper = b"%PDF-1.7 " + bytes(20_000)
    async with program(tmp_path, settings={"KEHOACH_SECRETARIAT": f"telegram:{CHIEF}"}) as bot:
        await manned(bot)
        server = bot.server
        await bot.start()
        server.sends(CHIEF, "giay moi.pdf", paper, f"/thongbao {TEXT}")
        await told(server, CHIEF, "Đã nhận tệp giay moi.pdf")
        press(server, CHIEF, "Tất cả đơn vị")
        await told(server, CHIEF, "Kèm tệp giay moi.pdf.")
        press(server, CHIEF, "Gửi")
        await told(server, CHIEF, "đã gửi xong")
        assert got(server) == Counter(dict.fromkeys(PEOPLE, 1))
        # The preview has it too.
        assert Counter(shown.file for shown in server.shown if shown.file) == {("giay moi.pdf", paper): len(PEOPLE) + 1}
        assert len(server.uploads) == 1
        assert await bot.end() == 0
        await bot.start()
        await recalled(server)
        assert await bot.end() == 0
