"""The real program against the fake Bot API server: a code, a report with a photo, files and lists in and out, menus by role."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl

from tests.fakes.telegram_server import TelegramServer
from tests.test_end_to_end_telegram import PATIENCE, program

CHIEF, LAN = 1, 2
PHOTO = b"\xff\xd8\xff\xe0" + b"photo" * 100


async def told(server: TelegramServer, chat: int, words: str) -> str:
    """Wait until a chat is told something; the newest message that says it."""
    await server.wait_for(lambda: any(words in shown.text for shown in server.to(chat)), PATIENCE)
    return next(shown.text for shown in reversed(server.to(chat)) if words in shown.text)


async def joins(server: TelegramServer, chat: int) -> None:
    """The office (CHIEF) makes a code for the Hanoi department, and somebody joins by it."""
    server.says(CHIEF, "moi so-ha-noi")
    found = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", await told(server, CHIEF, "Mã mời"))
    assert found
    server.says(chat, f"/start {found[0].replace('-', '')}")
    await told(server, chat, "Đúng không ạ?")
    press(server, chat, "Đúng, tham gia")
    await told(server, chat, "Xong ạ")


def press(server: TelegramServer, chat: int, label: str) -> None:
    """Press the newest button of this label in a chat."""
    for shown in reversed(server.to(chat)):
        for row in shown.buttons:
            for name, says in row:
                if name == label:
                    server.presses_button(chat, shown.message_id, says)
                    return
    raise AssertionError(f"no button {label!r}: {[shown.buttons for shown in server.to(chat)]}")


async def test_an_officer_joins_reports_with_a_photo_and_the_office_sees_it(tmp_path: Path) -> None:
    """From the first account of the settings to a photo kept by content and sent back as a plain file."""
    async with program(tmp_path, settings={"KEHOACH_SECRETARIAT": f"telegram:{CHIEF}"}) as bot:
        server = bot.server
        await bot.start()
        await joins(server, LAN)
        await told(server, CHIEF, "vừa là cán bộ đầu mối")
        await server.wait_for(lambda: "baocao" in server.menus.get(LAN, ()), PATIENCE)

        server.sends_photo(LAN, PHOTO, "đã gửi kế hoạch hôm qua, số 12/KH-STTTT")
        await told(server, LAN, "Đúng chưa ạ?")
        press(server, LAN, "Đúng")
        await told(server, LAN, "Ghi nhận")
        await told(server, LAN, "Đã lưu tệp")
        server.sends(LAN, "virus.pdf.exe", b"MZ\x90\x00" * 50)
        await told(server, LAN, "chỉ nhận ảnh, PDF, Word, Excel")

        server.says(CHIEF, "don vi so-ha-noi")
        page = await told(server, CHIEF, "Tệp đã gửi")
        assert "đơn vị báo xong" in page
        label = next(name for shown in server.to(CHIEF) for row in shown.buttons for name, _ in row if name.startswith("Tệp:"))
        press(server, CHIEF, label)
        await server.wait_for(lambda: any(shown.file for shown in server.to(CHIEF)), PATIENCE)
        (name, data) = next(shown.file for shown in server.to(CHIEF) if shown.file)
        assert name.endswith(".jpg")
        assert data == PHOTO
        kept = list((tmp_path / "files").rglob("*.jpg"))
        assert [path.read_bytes() for path in kept] == [PHOTO]
        assert kept[0].stat().st_mode & 0o077 == 0
        assert await bot.end() == 0


async def test_lists_go_in_and_sheets_come_out(tmp_path: Path) -> None:
    """The secretariat sends a list of units, sees what it would change, agrees; gets invitations and the progress as Excel files."""
    async with program(tmp_path, settings={"KEHOACH_SECRETARIAT": f"telegram:{CHIEF}"}) as bot:
        server = bot.server
        await bot.start()
        server.sends(CHIEF, "don-vi.csv", "Mã;Tên đơn vị;Loại\nmoi-1;Sở Thử nghiệm;so\nmoi 2;Hỏng;so\n".encode("utf-8-sig"))
        preview = await told(server, CHIEF, "Mới: 1;")
        assert "Dòng 3" in preview
        press(server, CHIEF, "Cập nhật danh sách")
        await told(server, CHIEF, "Đã cập nhật")
        server.says(CHIEF, "don vi moi-1")
        await told(server, CHIEF, "Sở Thử nghiệm")
        server.says(CHIEF, "/moi")
        await server.wait_for(lambda: sum(bool(shown.file) for shown in server.to(CHIEF)) == 2, PATIENCE)
        sheet, page = (shown.file for shown in server.to(CHIEF) if shown.file)
        assert sheet
        assert page
        book = openpyxl.load_workbook(io.BytesIO(sheet[1]))
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        assert rows[2][1] == "Sở Thử nghiệm"
        assert str(rows[2][4]).startswith("https://t.me/kehoach_bot?start=")
        assert b"<svg" in page[1]
        server.says(CHIEF, "/xuat")
        await server.wait_for(lambda: sum(bool(shown.file) for shown in server.to(CHIEF)) == 3, PATIENCE)
        server.sends(CHIEF, "cong-van.csv", "Đơn vị,Số đến,Ngày đến,Trích yếu\nSở Thử nghiệm,45,1/7/2014,Báo cáo kết quả\n".encode())
        await told(server, CHIEF, "Ghi đã nhận: 1")
        press(server, CHIEF, "Ghi đã nhận")
        await told(server, CHIEF, "Đã cập nhật 1 dòng")
        server.sends(CHIEF, "hong.xlsx", b"PK\x03\x04 not a book")
        await told(server, CHIEF, "không đọc được tệp")
        assert await bot.end() == 0
