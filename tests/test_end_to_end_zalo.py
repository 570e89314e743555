"""The real program against the fake Zalo server: ask, follow up, choose by number and by word, report, and kill -9 in the middle."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.fakes.zalo_server import TOKEN, ZaloServer
from tests.light_plan import light_plan

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
CHIEF, LAN = "a" * 20, "b" * 20


@dataclass
class Program:
    """`python -m bot run` with a Zalo bot and nothing else, started and killed as often as a test likes."""

    server: ZaloServer
    folder: Path
    output: str = ""
    process: asyncio.subprocess.Process | None = None
    settings: dict[str, str] = field(default_factory=dict)

    async def start(self) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KEHOACH_", "TELEGRAM_", "ZALO_"))}
        own = {"ZALO_BOT_TOKENS": TOKEN, "ZALO_BOT_API_URL": self.server.url, "KEHOACH_DATA": str(self.folder), "PYTHONPATH": str(ROOT)}
        own["KEHOACH_PLAN"] = str(light_plan(self.folder / "plan"))
        own["KEHOACH_SECRETARIAT"] = f"zalo:{CHIEF}"
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            cwd=self.folder, env=inherited | own | self.settings, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(how)
        printed, _ = await asyncio.wait_for(self.process.communicate(), PATIENCE)
        self.output += printed.decode()
        assert self.process.returncode is not None
        return self.process.returncode


@asynccontextmanager
async def program(folder: Path) -> AsyncIterator[Program]:
    """A program not yet started; at the end it is gone, has shown no secret and broken no rule of Zalo's."""
    async with ZaloServer() as server:
        it = Program(server, folder)
        try:
            yield it
        finally:
            if it.process is not None and it.process.returncode is None:
                await it.end(signal.SIGKILL)
        assert server.complaints == []
        assert TOKEN not in it.output
        assert "Traceback" not in it.output


async def told(server: ZaloServer, chat: str, words: str) -> str:
    """Wait until a chat is told something; the newest message that says it."""
    await server.wait_for(lambda: any(words in shown.text for shown in server.to(chat)), PATIENCE)
    return next(shown.text for shown in reversed(server.to(chat)) if words in shown.text)


async def test_a_day_on_zalo(tmp_path: Path) -> None:
    """Ask, ask on, choose by number, join by a typed code, report by a word and in words, send a picture; the office sees it."""
    async with program(tmp_path) as bot:
        server = bot.server
        await bot.start()
        server.says(LAN, "xin chào")
        first = await told(server, LAN, "Nhắn số để chọn")
        number = re.search(r"(\d)\. Sở Thông tin và Truyền thông", first)
        assert number
        server.says(LAN, number[1])
        await told(server, LAN, "Tôi đã ghi nhận anh/chị ở khối")
        server.says(LAN, "họp mấy ngày?")
        assert "II.2.a" in await told(server, LAN, "1/2 ngày")
        server.says(LAN, "còn VNPT?")
        await told(server, LAN, "01 ngày")

        server.says(CHIEF, "moi so-ha-noi")
        code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", await told(server, CHIEF, "Mã mời"))
        assert code
        server.says(LAN, code[0].lower())
        assert "1. Đúng, tham gia" in await told(server, LAN, "Đúng không ạ?")
        server.says(LAN, "1")
        await told(server, LAN, "Xong ạ")
        assert "go yeu cau" in await told(server, CHIEF, "vừa là cán bộ đầu mối")
        server.says(LAN, "đang làm kế hoạch")
        await told(server, LAN, "đang làm việc")
        server.sends_picture(LAN, b"\xff\xd8\xff\xe0" + b"x" * 300, "đã gửi kế hoạch hôm qua, số 12/KH-STTTT")
        await told(server, LAN, "Đúng chưa ạ?")
        server.says(LAN, "đúng rồi")
        await told(server, LAN, "Ghi nhận: Sở Thông tin và Truyền thông thành phố Hà Nội, “Gửi kế hoạch")
        await told(server, LAN, "Đã lưu tệp")
        server.event("message.unsupported.received", LAN)
        await told(server, LAN, "chỉ đọc được tin nhắn bằng chữ")
        server.says(CHIEF, "don vi so-ha-noi")
        assert "12/KH-STTTT" in await told(server, CHIEF, "đơn vị báo xong")
        server.says(CHIEF, "/ban")
        await told(server, CHIEF, "/3000 tin tháng này")
        assert await bot.end() == 0


async def test_killed_in_the_middle_nothing_kept_is_lost(tmp_path: Path) -> None:
    """Kill -9 while questions come in, twice: everything that was read is answered after the restart, nothing is answered twice."""
    async with program(tmp_path) as bot:
        server = bot.server
        people = [f"{n:020x}" for n in range(1, 13)]
        for person in people:
            server.says(person, "Sở gửi kế hoạch trước khi nào?")
        for shown in (3, 7):
            await bot.start()
            await server.wait_for(lambda shown=shown: len(server.shown) >= shown, PATIENCE)  # type: ignore[misc]
            assert await bot.end(signal.SIGKILL) == -signal.SIGKILL
        await bot.start()
        await server.wait_for(lambda: all(server.to(person) for person in people), PATIENCE)
        assert await bot.end() == 0
        twice = [person for person in people if len(server.to(person)) > 1]
        # A send under way when it died may have arrived: a reply goes once more then, and only then.
        assert len(twice) <= 2


async def broadcast_with_a_picture(server: ZaloServer, client: aiohttp.ClientSession, base: str) -> None:
    """A picture under /thongbao comes back with the preview as a picture by its link, and so to the unit's officer."""
    server.says(CHIEF, "moi so-ha-noi")
    code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", await told(server, CHIEF, "Mã mời"))
    assert code
    server.says(LAN, code[0])
    await told(server, LAN, "Đúng không ạ?")
    server.says(LAN, "1")
    await told(server, LAN, "Xong ạ")
    # Pushed messages rest at night; the test may run at any hour.
    server.says(CHIEF, "giờ yên lặng 3 3")
    await told(server, CHIEF, "Không có giờ yên lặng")
    picture = b"\xff\xd8\xff\xe0" + b"y" * 500
    server.sends_picture(CHIEF, picture, "/thongbao Mời {don_vi} họp theo giấy mời.")
    await told(server, CHIEF, "Đã nhận tệp")
    server.says(CHIEF, "tat ca")
    preview = await told(server, CHIEF, "chưa gửi")
    assert "Chỉ nhận được tên tệp" not in preview
    server.says(CHIEF, "gui tin " + preview.split("tin số ")[1].split(" ")[0])
    await server.wait_for(lambda: [shown for shown in server.to(LAN) if shown.photo], PATIENCE)
    (shown,) = [shown for shown in server.to(LAN) if shown.photo]
    assert "Mời Sở Thông tin và Truyền thông thành phố Hà Nội họp" in shown.text
    async with client.get(base + str(shown.photo).removeprefix("https://127.0.0.1")) as response:
        assert await response.read() == picture
    await told(server, CHIEF, "đã gửi xong")


async def test_by_webhook_with_files_as_links(tmp_path: Path) -> None:
    """Zalo posts to the same web server; a forged post is refused, a message brought twice is answered once, a file comes by its link."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base, secret = f"http://127.0.0.1:{port}", "0123456789abcdef"
    async with program(tmp_path) as bot, aiohttp.ClientSession() as client:
        server = bot.server
        bot.settings = {
            "ZALO_BOT_MODE": "webhook", "ZALO_BOT_WEBHOOK_SECRET": secret, "KEHOACH_PUBLIC_URL": "https://127.0.0.1", "KEHOACH_PORT": str(port),
        }  # fmt: skip
        await bot.start()
        await server.wait_for(lambda: server.webhook, PATIENCE)
        assert server.webhook == {"url": "https://127.0.0.1/webhook/zalo", "secret_token": secret}
        server.webhook["url"] = f"{base}/webhook/zalo"
        server.says(CHIEF, "/xuat")
        link = re.search(r"https://127\.0\.0\.1(/tep/\S+)", await told(server, CHIEF, "/tep/"))
        assert link
        async with client.get(base + link[1]) as response:
            assert response.status == 200
            assert (await response.read())[:2] == b"PK"
        async with client.post(f"{base}/webhook/zalo", json={"event_name": "x"}, headers={"X-Bot-Api-Secret-Token": "no"}) as response:
            assert response.status == 403
        await broadcast_with_a_picture(server, client, base)
        before = len(server.to(CHIEF))
        server.says(CHIEF, "họp mấy ngày vậy, VNPT?")
        await server.wait_for(lambda: len(server.to(CHIEF)) > before, PATIENCE)
        server.bring_again()
        server.says(CHIEF, "cảm ơn")
        await told(server, CHIEF, "Không có gì ạ")
        assert len(server.to(CHIEF)) == before + 2
        assert await bot.end() == 0


async def test_a_wrong_token_ends_the_start_with_a_plain_word(tmp_path: Path) -> None:
    """ok:false on HTTP 200 is understood: the program says what to mend and stops with code 2."""
    async with program(tmp_path) as bot:
        bot.settings = {"ZALO_BOT_TOKENS": "1:sai-ma-bi-mat"}
        await bot.start()
        assert bot.process is not None
        printed, _ = await asyncio.wait_for(bot.process.communicate(), PATIENCE)
        assert bot.process.returncode == 2
        assert "Zalo không nhận mã bot" in printed.decode()
        assert "sai-ma-bi-mat" not in printed.decode()
