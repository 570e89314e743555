"""The real program and a unit's group over the wire: set in the group, written to, followed when it migrates, let go when the bot is thrown out."""

from __future__ import annotations

import re
from pathlib import Path

from tests.fakes.telegram_faults import Fault
from tests.test_end_to_end_office import joins, press, told
from tests.test_end_to_end_telegram import PATIENCE, program

CHIEF, LAN, GROUP, MOVED = 1, 2, -100, -100200


async def test_a_group_from_its_first_word_to_its_last(tmp_path: Path) -> None:
    """Everybody of the audience and the group have it once, also when the group gets another id on the way; the group acknowledges by a press."""
    async with program(tmp_path, settings={"KEHOACH_SECRETARIAT": f"telegram:{CHIEF}"}) as bot:
        server = bot.server
        await bot.start()
        server.says(CHIEF, "giờ yên lặng 3 3")  # the test may run at any hour
        await told(server, CHIEF, "Không có giờ yên lặng")
        await joins(server, LAN)

        server.says_in(GROUP, LAN, "hôm nay trời đẹp")
        server.says_in(GROUP, LAN, "/nhom")
        await told(server, GROUP, "nhóm làm việc của Sở Thông tin và Truyền thông thành phố Hà Nội")
        await told(server, CHIEF, "nhóm “Nhóm”")
        server.chats[MOVED] = {**server.chats[GROUP], "id": MOVED}
        server.faults.append(Fault("migrate", chat=GROUP, to=MOVED))

        server.says(CHIEF, "/thongbao Mời {don_vi} dự họp trực tuyến.")
        await told(server, CHIEF, "Gửi cho ai")
        server.says(CHIEF, "tất cả, cả nhóm")
        await told(server, CHIEF, "1 người và 1 nhóm ở 1 đơn vị")
        press(server, CHIEF, "Yêu cầu xác nhận")
        await told(server, CHIEF, "Có yêu cầu xác nhận")
        press(server, CHIEF, "Gửi")
        await told(server, CHIEF, "Người nhận: 2; đã gửi 2")
        announced = [shown.chat for shown in server.shown if shown.text.startswith("Thông báo của thường trực") and shown.chat != CHIEF]
        assert sorted(announced) == [MOVED, LAN]
        (shown,) = [shown for shown in server.to(MOVED) if shown.buttons]
        server.presses_button(MOVED, shown.message_id, shown.buttons[0][0][1], 77)
        await told(server, MOVED, "Cảm ơn")
        server.says(CHIEF, "cac nhom")
        number = re.search(r"telegram, số (\d+)", await told(server, CHIEF, "Nhóm làm việc (1)"))
        assert number

        server.faults.append(Fault("kicked", chat=MOVED))
        server.says(CHIEF, "/thongbao Mời các nhóm họp lần thứ hai.")
        await server.wait_for(lambda: "Gửi cho ai" in server.to(CHIEF)[-1].text, PATIENCE)
        server.says(CHIEF, "chỉ nhóm")
        await told(server, CHIEF, "chỉ nhóm làm việc: 1 nhóm")
        press(server, CHIEF, "Gửi")
        await told(server, CHIEF, "Không gửi được 1: bot đã bị mời ra khỏi nhóm")
        server.says(CHIEF, f"go nhom {number[1]}")
        await told(server, CHIEF, "Đã gỡ nhóm “Nhóm”")
        assert await bot.end() == 0
        await server.wait_for(lambda: bool(server.to(GROUP)), PATIENCE)
        assert not any("trời đẹp" in shown.text for shown in server.shown)
