"""A whole bot behind the web chat, real but for what it says: database file, core thread, delivery, HTTP server on the loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.channels.web import WebChannel
from bot.clock import ZONE, Clock
from bot.core import Core
from bot.delivery import Delivery
from bot.engine import Engine, Log
from bot.script import Script
from bot.store.sqlite import SqliteStore
from bot.web.app import Health, build, own_names
from bot.web.chat import Chat, Face
from bot.web.server import WebServer, take_port
from handlers import demo
from handlers.message import Address, Attachment, Choice, Items, Paragraph, Quote, Reply, Span, Stored, words
from handlers.turn import Decision, Office, Turn, Unit
from knowledge.plan import Plan, UnitKind
from knowledge.question import Reader

PLAN = Plan(
    key="hat-thang-nam",
    edition=1,
    title="Kế hoạch Hội thi Tiếng hát tháng Năm",
    issuer="Đoàn trường",
    year=2031,
    kinds=(UnitKind("chihoi", "Chi hội các lớp", "Chi hội"), UnitKind("clb", "Câu lạc bộ", "CLB"), UnitKind("ck", "Chung kết", "CK", event=True)),
    entities=(),
    attributes=(),
    facts=(),
    tasks=(),
    sources=(),
    clauses=(),
    not_stated=(),
    examples=(),
    ask_whom="Ban Tổ chức",
    ask_whom_fact=None,
)
READER = Reader(PLAN)
ROSTER = (Unit("10A", "Chi hội lớp 10A", "chihoi"), Unit("11B", "Chi hội lớp 11B", "chihoi"), Unit("SEN", "Câu lạc bộ Sen", "clb"))
START = datetime(2031, 5, 6, 12, 0, tzinfo=ZONE)
SHOWCASE = Reply(
    (
        words("Ba việc phải làm", strong=True),
        Items(((Span("Gửi danh sách "), Span("trước 11/5", strong=True)), (Span("Thi 😀"),), (Span("Báo cáo"),)), numbered=True),
        Items(((Span("một"),), (Span("hai"),))),
        Quote("gửi danh sách tiết mục\n\ntrước ngày 11 tháng 5", "Mục 1.a"),
        Paragraph((Span("Còn "), Span("5 ngày", strong=True), Span("."))),
    )
)
FILE = Attachment("Kế hoạch <b>.txt", "text/html", b"<script>alert(1)</script>", "Toan van")


KEPT = Stored("files/1.pdf", "Giấy mời.pdf", "application/pdf", "", 8)
"""Kept in the bot's folder, if a test puts it there."""


def say(turn: Turn) -> Decision:
    """A bot of few words: it shows one of everything a reply can hold, and else repeats what it heard."""
    part = demo.take_part(turn)
    if part is not None:
        return part.decision
    match turn.incoming.text:
        case "mau":
            return Decision((SHOWCASE,))
        case "tep":
            return Decision((Reply((words("Văn bản đây."),), attachment=FILE),))
        case "tep giu":
            return Decision((Reply((words("Tệp đây."),), attachment=KEPT),))
        case "tep mat":
            return Decision((Reply((words("Tệp đây."),), attachment=replace(KEPT, path="files/../../ngoai.txt")),))
        case "chon":
            return Decision((Reply((words("Chọn một."),), (Choice("Thứ nhất", "mot"), Choice("Thứ hai", "hai"))),))
        case "hai tin":
            return Decision((Reply((words("tin 1"),)), Reply((words("tin 2"),))))
        case text if turn.incoming.files:
            (file,) = turn.incoming.files
            return Decision((Reply((words(f"Nhận: {file.name} {file.size} {text!r} {turn.incoming.arrival.value}"),)),))
        case text:
            return Decision((Reply((words(f"Nghe: {text}"),)),))


SCRIPT = Script(
    route=say,
    apology=lambda: Reply((words("Xin lỗi anh/chị."),)),
    rehearsal=lambda reply: reply,
    planned=lambda task, last, policy, before: (),
    reminder=lambda *_: Reply((words("Nhắc"),)),
    prompt=lambda *_: Reply((words("Hỏi"),)),
    permits=lambda *_: True,
    not_allowed=lambda: Reply((words("Không được"),)),
)


@dataclass
class WebBot:
    """A running bot; `url` is where its page is."""

    url: str
    core: Core
    engine: Engine
    channel: WebChannel
    server: WebServer

    @property
    def port(self) -> int:
        return self.server.port


@asynccontextmanager
async def web_bot(folder: Path, *, heartbeat: float = 15.0, port: int = 0, public_url: str | None = None, wait: float = 2.0) -> AsyncIterator[WebBot]:
    """A bot with its database in `folder`; another one there later goes on with the same conversations."""
    clock = Clock(START)
    core = Core(SqliteStore(str(folder / "web.sqlite3"), wait), READER, SCRIPT, clock, Office(demo=True), {"web": WebChannel.abilities})
    engine = Engine(core)
    channel = WebChannel(Log(engine), clock.now, folder)
    delivery = Delivery(channel, engine)
    engine.received = lambda batch: delivery.wake()
    await engine.run(lambda: core.desk.apply_units(ROSTER, (), None))

    async def part(address: Address) -> str:
        return demo.part_of(await engine.read(lambda view: view.membership(address, PLAN.key)))

    face = Face(
        title=PLAN.title,
        issuer=PLAN.issuer,
        welcome=Reply((words("Chào anh/chị."),), (Choice("Thử chọn", "chon"),)),
        now=clock.now,
        badge="Bản chạy thử",
        public_url=public_url,
        roles=demo.parts(PLAN, ROSTER),
        role=part,
        heartbeat=heartbeat,
    )

    async def health() -> Health:
        return Health(True, {"database": "ok", "bots": {"web": "ok"}})

    async def counters() -> dict[str, float]:
        return {key: float(value) for key, value in (await engine.read(lambda view: view.counts())).items()}

    app = build(chat=Chat(channel, face), names=own_names("127.0.0.1", public_url), health=health, counters=counters)
    server = WebServer(app, take_port("127.0.0.1", port))
    await channel.listen(engine.receive)
    tasks = [asyncio.create_task(delivery.run()), asyncio.create_task(server.serve())]
    await server.started()
    try:
        yield WebBot(f"http://127.0.0.1:{server.port}", core, engine, channel, server)
    finally:
        await channel.close()
        server.stop()
        delivery.stop()
        await asyncio.gather(*tasks)
        await engine.close()


