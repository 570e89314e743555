"""The page in a real browser: what a person sees, presses and types, on a desk and on a phone."""

from __future__ import annotations

import asyncio
import re
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.pages import answered, ask, choose, page_of, ready, send, texts
from tests.programs import KEHOACH, clean
from tests.web_bot import FILE, web_bot

pytestmark = pytest.mark.browser
QUIETLY = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
DESK = {"width": 1000, "height": 800}
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo as `make run` starts it; its address."""
    folder = tmp_path_factory.mktemp("demo")
    with subprocess.Popen((*KEHOACH, "demo", "--port", "0"), cwd=folder, env=clean(), stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        said = "".join(program.stdout.readline().decode() for _ in range(5))
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, said
        yield found[0]
        program.terminate()
        program.communicate(timeout=10)
    assert program.returncode == 0


@pytest.fixture
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium, args=list(QUIETLY))
        yield running
        await running.close()


async def test_ask_follow_up_choice_reload(browser: Browser, demo: str) -> None:
    """A visitor asks the sample plan, asks on, presses a choice, and finds the whole talk again after a reload."""
    async with page_of(browser, demo, DESK) as page:
        await expect(page.locator("#clock")).to_contain_text("17/07/2014")
        assert "Xin chào" in (await texts(page, ".out"))[0]
        await ask(page, "Sở họp mấy ngày?")
        assert "1/2 ngày" in (await texts(page, ".out"))[-1]
        assert "II.2.a" in (await texts(page, ".out"))[-1]
        await ask(page, "còn VNPT?")
        assert "01 ngày" in (await texts(page, ".out"))[-1]
        choice = page.locator(".out").last.locator(".choice").first
        label = await choice.inner_text()
        await choice.click()
        await expect(page.locator(".out")).to_have_count(4)
        assert (await texts(page, ".in"))[-1].strip() == label
        await expect(page.locator(".choice[aria-pressed=true]")).to_have_text(label)
        await expect(page.locator(".pending, .failed")).to_have_count(0)
        before = await texts(page, ".in"), (await texts(page, ".out"))[1:]
        await page.reload()
        await ready(page)
        assert (await texts(page, ".in"), await texts(page, ".out")) == before
        await expect(page.locator(".choice[aria-pressed=true]")).to_have_text(label)


async def test_phone(browser: Browser, demo: str) -> None:
    """On the narrowest phone nothing overflows sideways, everything to press is large enough, and the newest message is in view."""
    async with page_of(browser, demo, PHONE) as page:
        for question in ("Đơn vị tôi phải làm gì?", "Chương trình đại hội gồm những nội dung gì?", "nguyen van muc II.2.a"):
            await ask(page, question)
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        for button in await page.locator("button:visible, select:visible").all():
            box = await button.bounding_box()
            assert box is not None
            assert box["height"] >= 36
            assert box["width"] >= 44
            assert box["x"] + box["width"] <= PHONE["width"]
        await expect(page.locator(".out").last).to_be_in_viewport()
        await expect(page.get_by_role("button", name="Gửi", exact=True)).to_be_in_viewport()


async def test_demo_switch(browser: Browser, demo: str) -> None:
    """The switch makes the visitor an officer whose own tasks are then known, and the page still knows it after a reload."""
    async with page_of(browser, demo, DESK) as page:
        role = page.get_by_label("Đóng vai")
        labels = await role.locator("option").all_inner_texts()
        assert len(labels) == 6
        await role.select_option(label=next(label for label in labels if "Sở" in label))
        await expect(page.locator(".out")).to_have_count(2)
        await ask(page, "viec cua toi")
        assert "31/07/2014" in (await texts(page, ".out"))[-1]
        chosen = await role.input_value()
        await page.reload()
        await ready(page)
        assert await role.input_value() == chosen != "dong vai khach"


async def test_a_broadcast_is_tried_on_the_sample_people(browser: Browser, demo: str) -> None:
    """As the secretariat: written, aimed, looked at and sent from the page; the report comes by itself, and says who it reached."""
    async with page_of(browser, demo, DESK) as page:
        await page.get_by_label("Đóng vai").select_option(label="Thường trực (thư ký)")
        await expect(page.locator(".out")).to_have_count(2)
        await ask(page, "/thongbao Mời {don_vi} dự họp trực tuyến.")
        await page.locator(".out").last.get_by_role("button", name="Tất cả đơn vị").click()
        await expect(page.locator(".out").last).to_contain_text("chưa gửi")
        preview = (await texts(page, ".out"))[-1]
        people = int(re.search(r"(\d+) người", preview)[1])  # type: ignore[index]
        assert people > 50
        assert "Chưa có cán bộ đầu mối" in preview
        await page.locator(".out").last.get_by_role("button", name="Gửi", exact=True).click()
        await expect(page.locator(".out").last).to_contain_text(f"Người nhận: {people}; đã gửi {people}.", timeout=30_000)


async def test_a_file_goes_with_a_broadcast_and_with_a_report(browser: Browser, demo: str) -> None:
    """Picked with the paper clip: the secretariat's goes along and can be saved; an officer's is kept for the unit; what is no paper is refused."""
    paper, picture = b"%PDF-1.7 " + bytes(3000), b"\xff\xd8\xff" + bytes(2000)
    async with page_of(browser, demo, PHONE) as page:
        role = page.get_by_label("Đóng vai")
        await role.select_option(label="Thường trực (thư ký)")
        await expect(page.locator(".out")).to_have_count(2)
        await ask(page, "/thongbao Mời {don_vi} họp theo giấy mời kèm theo.")
        await page.locator(".out").last.get_by_role("button", name="Tất cả đơn vị").click()
        await page.locator(".out").last.get_by_role("button", name="Kèm tệp").click()
        await expect(page.locator(".out").last).to_contain_text("gửi tệp hoặc ảnh vào đây")
        async with page.expect_file_chooser() as chosen:
            await page.get_by_role("button", name="Gửi tệp hoặc ảnh").click()
        await (await chosen.value).set_files({"name": "Giấy mời.pdf", "mimeType": "application/pdf", "buffer": paper})
        await expect(page.locator(".out").last).to_contain_text("Đã nhận tệp Giấy mời.pdf")
        assert (await texts(page, ".in"))[-1].strip() == "Tệp: Giấy mời.pdf"
        await page.locator(".out").last.get_by_role("button", name="Xem trước").click()
        await expect(page.locator(".out").last).to_contain_text("Kèm tệp Giấy mời.pdf.")
        async with page.expect_download() as saving:
            await page.locator(".out .file").last.click()
        assert (await saving.value).suggested_filename == "Giấy mời.pdf"
        assert (await asyncio.to_thread(Path(await (await saving.value).path()).read_bytes)) == paper
        await page.locator(".out").last.get_by_role("button", name="Gửi", exact=True).click()
        await expect(page.locator(".out").last).to_contain_text("đã gửi xong", timeout=30_000)

        await role.select_option(label=next(label for label in await role.locator("option").all_inner_texts() if "Sở" in label))
        await expect(page.locator(".out").last).to_contain_text("Sở")
        await page.get_by_label("Câu hỏi hoặc tin nhắn của anh/chị").fill("đã gửi kế hoạch số 12/KH-STTTT hôm qua")
        await page.locator("#file").set_input_files({"name": "ảnh công văn.jpg", "mimeType": "image/jpeg", "buffer": picture})
        await expect(page.locator(".out").last).to_contain_text("Đã lưu tệp ảnh công văn.jpg")
        await expect(page.locator(".log")).to_contain_text("12/KH-STTTT")
        await page.locator("#file").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"MZ not a paper"})
        await expect(page.locator(".out").last).to_contain_text("chỉ nhận ảnh, PDF, Word, Excel")
        await expect(page.locator(".pending, .failed")).to_have_count(0)
        before = await texts(page, ".in")
        await page.reload()
        await ready(page)
        assert await texts(page, ".in") == before


async def test_keyboard_and_screen_reader(browser: Browser, demo: str) -> None:
    """All of it works from the keyboard: the skip link, a choice by Enter, a new line by Shift+Enter; roles and names say what is what."""
    async with page_of(browser, demo, DESK) as page:
        await expect(page.get_by_role("log", name="Cuộc trao đổi")).to_be_attached()
        await expect(page.get_by_role("main")).to_be_attached()
        await expect(page.get_by_role("heading", level=1)).to_have_count(1)
        await expect(page.locator("#log")).to_have_attribute("aria-busy", "false")
        skip = page.get_by_role("link", name="Đến ô nhập câu hỏi")
        await skip.focus()
        await expect(skip).to_be_in_viewport()
        await page.keyboard.press("Enter")
        box = page.get_by_label("Câu hỏi hoặc tin nhắn của anh/chị")
        await expect(box).to_be_focused()
        await page.keyboard.type("dòng một")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("dòng hai")
        assert await box.input_value() == "dòng một\ndòng hai"
        await box.fill("")
        await page.locator(".choice").first.focus()
        await page.keyboard.press("Enter")
        await expect(page.locator(".in")).to_have_count(1)
        await expect(page.locator(".out")).to_have_count(2)


async def test_text_stays_text(browser: Browser, tmp_path: Path) -> None:
    """What anybody types is shown letter by letter and never becomes a part of the page, also after a reload."""
    attack = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>đậm</b> javascript:alert(1) &lt;i&gt;'
    async with web_bot(tmp_path) as bot, page_of(browser, bot.url, DESK) as page:
        title = await page.title()
        await ask(page, attack)
        for _ in range(2):
            assert (await texts(page, ".in"))[-1] == attack
            assert (await texts(page, ".out"))[-1] == f"Nghe: {attack}"
            assert await page.locator(".bubble").locator("img, script, b, i, a").count() == 0
            assert await page.title() == title
            await page.reload()
            await ready(page)


async def test_everything_a_reply_can_hold(browser: Browser, tmp_path: Path) -> None:
    """Bold, lists, quotations with their place, and files are shown as such; a file is saved under its own name."""
    async with web_bot(tmp_path) as bot, page_of(browser, bot.url, DESK) as page:
        await ask(page, "mau")
        shown = page.locator(".out").last
        assert await shown.locator("strong").all_inner_texts() == ["Ba việc phải làm", "trước 11/5", "5 ngày"]
        assert await shown.locator("ol > li").all_inner_texts() == ["Gửi danh sách trước 11/5", "Thi 😀", "Báo cáo"]
        assert await shown.locator("ul > li").all_inner_texts() == ["một", "hai"]
        assert await shown.locator("blockquote").inner_text() == "“gửi danh sách tiết mục\n\ntrước ngày 11 tháng 5”"
        assert await shown.locator("figcaption").inner_text() == "Mục 1.a"
        await ask(page, "tep")
        async with page.expect_download() as saved:
            await page.locator(".file").click()
        download = await saved.value
        await download.save_as(tmp_path / "saved")
        assert (tmp_path / "saved").read_bytes() == FILE.data
        assert download.suggested_filename.startswith("Kế hoạch")


async def test_server_goes_and_comes_back(browser: Browser, tmp_path: Path) -> None:
    """What is written while the server is away is sent when it is back, once, and the talk goes on without a reload."""
    async with browser_alone(browser) as page:
        async with web_bot(tmp_path) as bot:
            await page.goto(bot.url)
            await ready(page)
            await ask(page, "trước")
            port = bot.port
        await page.locator("#text").fill("lúc mất kết nối")
        await page.keyboard.press("Enter")
        await expect(page.locator(".pending")).to_have_count(1)
        await expect(page.locator("#state")).to_be_visible()
        async with web_bot(tmp_path, port=port) as bot:
            await expect(page.locator(".out").last).to_have_text(re.compile("Nghe: lúc mất kết nối"), timeout=20_000)
            await expect(page.locator(".pending")).to_have_count(0)
            await page.reload()
            await ready(page)
            assert await texts(page, ".in") == ["trước", "lúc mất kết nối"]
            assert await texts(page, ".out") == ["Nghe: trước", "Nghe: lúc mất kết nối"]


async def test_reload_before_the_answer(browser: Browser, tmp_path: Path) -> None:
    """A page that is reloaded while its message is on the way sends it again under the same key: it is heard once."""
    async with browser_alone(browser) as page:
        async with web_bot(tmp_path) as bot:
            await page.goto(bot.url)
            await ready(page)
            port = bot.port
        await page.locator("#text").fill("gửi rồi tải lại")
        await page.keyboard.press("Enter")
        await expect(page.locator(".pending")).to_have_count(1)
        async with web_bot(tmp_path, port=port) as bot:
            await page.reload()
            await ready(page)
            await expect(page.locator(".out").last).to_have_text(re.compile("Nghe: gửi rồi tải lại"))
            assert await texts(page, ".in") == ["gửi rồi tải lại"]


@asynccontextmanager
async def browser_alone(browser: Browser) -> AsyncIterator[Page]:
    """A page whose server may be away, so that failed requests are no fault."""
    context = await browser.new_context(viewport={"width": DESK["width"], "height": DESK["height"]}, locale="vi-VN")
    yield await context.new_page()
    await context.close()


async def test_windows_of_one_visitor(browser: Browser, tmp_path: Path) -> None:
    """Two windows of one visitor show the same talk at once; another browser shows none of it."""
    async with web_bot(tmp_path) as bot, page_of(browser, bot.url, DESK) as left, page_of(browser, bot.url, PHONE) as stranger:
        right = await left.context.new_page()
        await right.goto(bot.url)
        await ready(right)
        await ask(left, "hai cửa sổ")
        await expect(right.locator(".in .bubble")).to_have_text("hai cửa sổ")
        await expect(right.locator(".out").last).to_contain_text("Nghe: hai cửa sổ")
        await expect(stranger.locator(".in")).to_have_count(0)


async def test_join_report_correct_and_see_it_at_the_desk(browser: Browser, demo: str) -> None:
    """The secretariat makes a code; another visitor joins with it, reports by a tap and in words, corrects; the secretariat sees it.

    Each answer is waited for by what it says, not as the last one: a slow machine may still be at the one before.
    """
    async with page_of(browser, demo, DESK) as desk, page_of(browser, demo, PHONE) as page:
        await ask(desk, "dong vai thuong truc")
        await ask(desk, "moi so-hai-phong")
        code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", (await texts(desk, ".out"))[-1])
        assert code
        async with answered(page, "Hải Phòng"):
            await send(page, code[0].lower())
        async with answered(page, "cán bộ đầu mối"):
            await choose(page, "Đúng, tham gia")
        async with answered(page, "đang làm việc"):
            await send(page, "đang làm kế hoạch")
        async with answered(page, "16/07/2014"):
            await send(page, "đã gửi kế hoạch hôm qua, số 12/KH-STTTT")
        async with answered(page, "12/KH-STTTT"):
            await choose(page, "Đúng")
        async with answered(page, "21/KH-STTTT"):
            await send(page, "à nhầm, số 21/KH-STTTT")
        async with answered(page, "21/KH-STTTT"):
            await choose(page, "Đúng")
        async with answered(desk, "21/KH-STTTT"):
            await send(desk, "/donvi hải phòng")
        shown = next(text for text in reversed(await texts(desk, ".out")) if "21/KH-STTTT" in text)
        assert "đơn vị báo xong" in shown
        assert "cán bộ đầu mối" in shown
        async with answered(desk, "12/KH-STTTT"):
            await choose(desk, "Lịch sử: Gửi kế hoạch tổ chức về Bộ")
        history = next(text for text in reversed(await texts(desk, ".out")) if "12/KH-STTTT" in text)
        assert "đang làm" in history
