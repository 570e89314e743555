"""The chat page and what its script asks for: the conversation so far, its stream, new messages, files."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.channels import web_layout
from bot.channels.base import NotSent
from bot.channels.web import WebChannel, address_of
from bot.files import MOST, read
from bot.store.base import StoreError
from bot.web import stream, uploads
from bot.web.guard import TooLarge, read_body, same_origin
from bot.web.lines import line_json
from bot.web.visitors import Limits, give_session, session_of
from handlers.message import Address, Choice, Reply
from handlers.message import File as FileOf

HERE = Path(__file__).parent
WORDS: dict[str, dict[str, str]] = tomllib.loads((HERE / "words.toml").read_text("utf-8"))
HISTORY = 200
LONGEST = 4096
_LONGEST_NAME = 200
LONGEST_CAPTION = 500
"""Letters that go with a file: percent-encoded they stand in a header, of which servers in front of us take a few thousand signs."""

_IDS = 2**63  # the database's own limit
MOST_BYTES = 32_768
MOST_STREAMS = 6
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
_LINE = re.compile(r"\d{1,18}")


@dataclass(frozen=True, slots=True)
class Face:
    """What the page shows of the bot it belongs to.

    `roles` are what the demo's switch offers (none: there is no switch), `role` gives the one a conversation is in by its `says`.
    """

    title: str
    issuer: str
    welcome: Reply
    now: Callable[[], datetime]
    contact: str = ""
    badge: str = ""
    public_url: str | None = None
    roles: tuple[Choice, ...] = ()
    role: Callable[[Address], Awaitable[str]] | None = None
    heartbeat: float = 15.0


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as the page posts it; `pressed` is the id of the line whose choice was pressed."""

    key: str
    text: str
    pressed: str | None


def read_message(body: bytes) -> Incoming:
    """From the page's JSON; ValueError where it is anything else."""
    data = json.loads(body)
    if not isinstance(data, dict):
        raise ValueError("not an object")
    key, text, pressed = data.get("key"), data.get("text"), data.get("pressed")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise ValueError("no key")
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        raise ValueError("no text")
    if pressed is not None and not (isinstance(pressed, str) and _LINE.fullmatch(pressed)):
        raise ValueError("no line")
    # Half a surrogate pair cannot be kept as UTF-8.
    return Incoming(key, text.encode("utf-8", "replace").decode(), pressed)


class Chat:
    """The page of one web channel."""

    def __init__(self, channel: WebChannel, face: Face) -> None:
        self.channel = channel
        self.face = face
        self._limits = Limits()
        self._streams: dict[str, int] = {}
        self._page = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True).get_template("chat.html")

    def routes(self) -> list[BaseRoute]:
        """Everything the page needs, `/` included."""
        return [
            Route("/", self.page),
            Route("/chat/history", self.history),
            Route("/chat/stream", self.stream),
            Route("/chat/messages", self.post, methods=["POST"]),
            Route("/chat/files", self.post_file, methods=["POST"]),
            Route("/chat/files/{id:int}", self.file),
            Mount("/static", _Assets(directory=HERE / "static")),
        ]

    async def page(self, request: Request) -> Response:
        """The page itself; it gives a new browser its session and writes nothing."""
        response = HTMLResponse(self._page.render(face=self.face, longest=LONGEST, version=_version()))
        give_session(request, response, secure=(self.face.public_url or "").startswith("https://"))
        return response

    async def history(self, request: Request) -> Response:
        """The last lines, the greeting for an empty conversation, the office's time and the role played."""
        session = session_of(request)
        if session is None:
            return _refused(401, "no_session")
        address = address_of(session)
        try:
            entries = await self.channel.log.latest(address, HISTORY)
            role = await self.face.role(address) if self.face.role else ""
        except StoreError:
            return _refused(503, "busy", wait=2)
        welcome = web_layout.lay_out(self.face.welcome)
        return JSONResponse(
            {
                "lines": [line_json(entry) for entry in entries],
                "now": self.face.now().isoformat(timespec="seconds"),
                "role": role,
                "welcome": json.loads(web_layout.dump_part(welcome)),
            }
        )

    async def stream(self, request: Request) -> Response:
        """The lines behind Last-Event-ID (or `after`) and every new one, as server-sent events."""
        session = session_of(request)
        if session is None:
            return _refused(401, "no_session")
        address = address_of(session)
        if self._streams.get(address.chat, 0) >= MOST_STREAMS:
            return _refused(429, "streams", wait=10)
        last = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
        after = int(last) if _LINE.fullmatch(last) else 0
        return StreamingResponse(
            self._counted(address, after),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def _counted(self, address: Address, after: int) -> AsyncIterator[bytes]:
        self._streams[address.chat] = self._streams.get(address.chat, 0) + 1
        try:
            async for event in stream.events(self.channel, address, after, self.face.heartbeat):
                yield event
        finally:
            self._streams[address.chat] -= 1
            if not self._streams[address.chat]:
                del self._streams[address.chat]

    async def post(self, request: Request) -> Response:
        """Take one message and answer 202 once it is kept for good; the same key again changes nothing."""
        session = self._admitted(request, "application/json")
        if isinstance(session, Response):
            return session
        try:
            message = read_message(await read_body(request, MOST_BYTES))
        except TooLarge:
            return _refused(413, "long")
        except (ValueError, RecursionError):
            return _refused(400, "unreadable")
        try:
            await self.channel.hear(address_of(session), message.key, message.text, message.pressed)
        except (StoreError, NotSent):
            return _refused(503, "busy", wait=2)
        return JSONResponse({"key": message.key}, 202)

    def _admitted(self, request: Request, media_type: str) -> str | Response:
        """The session of a browser that may post this now, or what it is refused with."""
        if not same_origin(request, self.face.public_url):
            return _refused(403, "foreign")
        session = session_of(request)
        if session is None:
            return _refused(401, "no_session")
        if request.headers.get("content-type", "").partition(";")[0].strip() != media_type:
            return _refused(415, "unreadable")
        wait = self._limits.wait(request, session)
        return _refused(429, "fast", wait=wait) if wait else session

    async def post_file(self, request: Request) -> Response:
        """Take one file and the words that go with it; 202 once both are kept. Its key, name and words stand percent-encoded in headers."""
        session = self._admitted(request, "application/octet-stream")
        if isinstance(session, Response):
            return session
        key, name, text = (unquote(request.headers.get(f"x-{part}", "")) for part in ("key", "name", "text"))
        if self.channel.folder is None or not _KEY.fullmatch(key) or not name or len(name) > _LONGEST_NAME or len(text) > LONGEST_CAPTION:
            return _refused(400, "unreadable")
        try:
            data = await read_body(request, MOST)
            ref = await asyncio.to_thread(uploads.lay, self.channel.folder, data)
            await self.channel.hear(address_of(session), key, text.strip(), files=(FileOf(ref, name, "", len(data)),))
        except TooLarge:
            return _refused(413, "file_large")
        except (uploads.NoRoom, OSError):
            return _refused(507, "no_room")
        except (StoreError, NotSent):
            return _refused(503, "busy", wait=2)
        return JSONResponse({"key": key}, 202)

    async def file(self, request: Request) -> Response:
        """A file of this conversation, to be saved and never shown."""
        session = session_of(request)
        id = int(request.path_params["id"])
        entries = await self.channel.log.lines(address_of(session), id - 1, 1) if session and id < _IDS else ()
        found = web_layout.load_file(entries[0].body) if entries and entries[0].id == id else None
        if found is None:
            return _refused(404, "not_found")
        try:
            file = await asyncio.to_thread(read, self.channel.folder, found)
        except OSError:
            return _refused(404, "not_found")
        return Response(
            file.data,
            media_type="application/octet-stream",
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"},
        )


class _Assets(StaticFiles):
    """The page's own files; their addresses carry a version, so a browser may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def _refused(status: int, reason: str, wait: float = 0.0) -> JSONResponse:
    headers = {"Retry-After": str(max(1, round(wait)))} if wait else {}
    return JSONResponse({"error": WORDS["error"][reason], "wait": round(wait, 2)}, status, headers)


def _version() -> str:
    """Changes whenever a file the page loads does, so that no browser keeps an old one."""
    files = sorted((HERE / "static").iterdir())
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
