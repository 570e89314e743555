"""The hands and eyes of a test on the page: open it, type, press, wait for what it says."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, expect


@asynccontextmanager
async def page_of(browser: Browser, url: str, size: dict[str, int]) -> AsyncIterator[Page]:
    """The page, loaded; at its end nothing may have gone wrong in the console and nothing may have been asked of another site."""
    wrong: list[str] = []
    context = await browser.new_context(viewport={"width": size["width"], "height": size["height"]}, locale="vi-VN", reduced_motion="reduce")
    page = await context.new_page()
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(url) else wrong.append(request.url))
    await page.goto(url)
    await ready(page)
    yield page
    assert wrong == []
    await context.close()


async def ready(page: Page) -> None:
    await expect(page.locator("html[data-ready]")).to_be_attached()


async def ask(page: Page, text: str) -> None:
    """Type a message, send it with Enter, wait for the answer."""
    before = await page.locator(".out").count()
    await send(page, text)
    await expect(page.locator(".out")).to_have_count(before + 1)


async def send(page: Page, text: str) -> None:
    await page.get_by_label("Câu hỏi hoặc tin nhắn của anh/chị").fill(text)
    await page.keyboard.press("Enter")


@asynccontextmanager
async def answered(page: Page, wanted: str) -> AsyncIterator[None]:
    """Wait for one more answer that holds these words, whatever else comes meanwhile."""
    answers = page.locator(".out .bubble", has_text=wanted)
    before = await answers.count()
    yield
    await expect(answers).to_have_count(before + 1)


async def texts(page: Page, kind: str) -> list[str]:
    return await page.locator(f"{kind} .bubble").all_inner_texts()


async def choose(page: Page, label: str) -> None:
    """Press the newest choice of this label."""
    await page.locator(".choice", has_text=re.compile(f"^{re.escape(label)}$")).last.click()
