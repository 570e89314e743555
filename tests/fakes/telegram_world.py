"""The people and groups of the fake Telegram: what they write, what they see, and the queue of updates with its true offset rule."""

from __future__ import annotations

import itertools
import re
import time
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram_rules import Wrong, units

Json = dict[str, Any]
FORGET_PRESS_AFTER = 150.0


@dataclass
class Shown:
    """A message of the bot's as its reader sees it; `buttons` are rows of (label, data), `at` a monotonic second."""

    chat: int
    message_id: int
    text: str
    at: float
    entities: list[Json] = field(default_factory=list)
    buttons: list[list[tuple[str, str]]] = field(default_factory=list)
    file: tuple[str, bytes] | None = None
    thread: int | None = None
    edits: int = 0
    kind: str = ""
    file_id: str = ""

    def styled(self, kind: str) -> list[str]:
        """The runs of text an entity type covers."""
        wide = self.text.encode("utf-16-le")
        runs = [(2 * e["offset"], 2 * (e["offset"] + e["length"])) for e in self.entities if e["type"] == kind]
        return [wide[start:end].decode("utf-16-le") for start, end in runs]


class World:
    """Chats that have written, messages shown, updates not yet acknowledged."""

    def __init__(self, username: str) -> None:
        self.me: Json = {"id": 7_000_000_001, "is_bot": True, "first_name": "Kế hoạch", "username": username}
        self.chats: dict[int, Json] = {}
        self.shown: list[Shown] = []
        self.updates: list[Json] = []
        self.acknowledged: list[int] = []
        self.files: dict[str, bytes] = {}
        self.uploads: dict[str, tuple[str, str, bytes]] = {}
        self.presses: dict[str, float] = {}
        self.answered: list[str] = []
        self._said: dict[tuple[int, int], Json] = {}
        self._messages_of: dict[int, int] = {}
        self._last: Json = {}
        self._ids = itertools.count(101)
        self._message_ids = itertools.count(1)

    # What people do; each returns the update's id.

    def says(self, chat: int, text: str, **more: Any) -> int:
        """A person writes to the bot in private."""
        self.chats.setdefault(chat, {"id": chat, "type": "private", "first_name": f"Người {chat}"})
        return self._arrives("message", self._message(chat, chat, text, more))

    def sends(self, chat: int, name: str, data: bytes, caption: str = "") -> int:
        """A person sends a document, perhaps with words under it."""
        file = f"file{len(self.files) + 1}"
        self.files[file] = data
        document = {"file_id": file, "file_unique_id": file, "file_name": name, "mime_type": "application/octet-stream", "file_size": len(data)}
        return self.says(chat, "", document=document, **({"caption": caption} if caption else {}))

    def sends_photo(self, chat: int, data: bytes, caption: str = "") -> int:
        """A person sends a photo, which comes in two sizes."""
        small, large = f"file{len(self.files) + 1}", f"file{len(self.files) + 2}"
        self.files |= {small: b"\xff\xd8\xffsmall", large: data}
        sizes = [{"file_id": id, "file_unique_id": id, "width": w, "height": w, "file_size": len(self.files[id])} for id, w in ((small, 90), (large, 900))]
        return self.says(chat, "", photo=sizes, **({"caption": caption} if caption else {}))

    def file_of(self, id: str) -> Json:
        """Where a file can be fetched."""
        if id not in self.files:
            raise Wrong("Bad Request: wrong file_id or the file is temporarily unavailable")
        return {"file_id": id, "file_unique_id": id, "file_size": len(self.files[id]), "file_path": f"documents/{id}"}

    def says_in(self, group: int, person: int, text: str, **more: Any) -> int:
        """A person writes in a group (the id negative); mentions and commands get their entities as clients set them."""
        self.chats.setdefault(group, {"id": group, "type": "supergroup", "title": "Nhóm"})
        return self._arrives("message", self._message(group, person, text, more))

    def edits(self, chat: int, message_id: int, text: str, later: int = 5) -> int:
        """The writer edits an earlier message, `later` seconds after it."""
        message = self._said[(chat, message_id)]
        edited = {**message, "text": text, "edit_date": message["date"] + later, "entities": _entities(text)}
        return self._arrives("edited_message", edited)

    def presses_button(self, chat: int, message_id: int, data: str, person: int | None = None) -> int:
        """Somebody presses a button that stands under one of the bot's messages."""
        shown = self.one(chat, message_id)
        if data not in [key[1] for row in shown.buttons for key in row]:
            raise AssertionError(f"no button {data!r} under message {message_id}: {shown.buttons}")
        query = f"{next(self._ids)}{abs(chat)}"
        self.presses[query] = time.monotonic()
        update = {"id": query, "from": _person(person or chat), "chat_instance": "1", "data": data, "message": self.message(shown)}
        return self._arrives("callback_query", update)

    def bring_again(self) -> None:
        """Deliver the last update once more, as after an acknowledgment that got lost."""
        assert self._last
        self.updates.append(self._last)

    def message_of(self, update_id: int) -> int:
        """The id of the message an update brought."""
        return self._messages_of[update_id]

    # What the bot does.

    def taken(self, kind: str, file: tuple[str, bytes]) -> str:
        """A file the bot carries up; its id. What is no picture is no photo."""
        if kind == "photo" and not file[1].startswith((b"\xff\xd8\xff", b"\x89PNG")):
            raise Wrong("Bad Request: IMAGE_PROCESS_FAILED")
        id = f"up{len(self.uploads) + 1}"
        self.uploads[id] = (kind, *file)
        return id

    def show(self, values: Json, file_id: str = "", kind: str = "") -> Json:
        """Put a message of the bot's before its readers, with a file by its id, which is good for its own kind only."""
        if file_id and self.uploads.get(file_id, ("",))[0] != kind:
            raise Wrong("Bad Request: wrong file identifier/HTTP URL specified")
        file = self.uploads[file_id][1:] if file_id else None
        chat = self.known(values["chat_id"])
        text: str = values.get("text") or values.get("caption") or ""
        entities: list[Json] = values.get("entities") or values.get("caption_entities") or []
        thread = values.get("message_thread_id")
        shown = Shown(chat, next(self._message_ids), text, time.monotonic(), entities, _rows(values), file, thread, 0, kind, file_id)
        self.shown.append(shown)
        return self.message(shown)

    def replace_buttons(self, values: Json) -> Json:
        shown = self.one(self.known(values["chat_id"]), values["message_id"])
        rows = _rows(values)
        if rows == shown.buttons:
            raise Wrong("Bad Request: message is not modified: specified new message content and reply markup are exactly the same")
        shown.buttons, shown.edits = rows, shown.edits + 1
        return self.message(shown)

    def replace_text(self, values: Json) -> Json:
        shown = self.one(self.known(values["chat_id"]), values["message_id"])
        rows = _rows(values)
        if (values["text"], rows) == (shown.text, shown.buttons):
            raise Wrong("Bad Request: message is not modified: specified new message content and reply markup are exactly the same")
        shown.text, shown.entities, shown.buttons, shown.edits = values["text"], values.get("entities") or [], rows, shown.edits + 1
        return self.message(shown)

    def take_away(self, values: Json) -> bool:
        self.shown.remove(self.one(self.known(values["chat_id"]), values["message_id"]))
        return True

    def answer(self, query: str) -> bool:
        if time.monotonic() - self.presses.get(query, float("-inf")) > FORGET_PRESS_AFTER:
            raise Wrong("Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.answered.append(query)
        return True

    def due(self, offset: int | None, limit: int) -> list[Json]:
        """The updates from an offset on; those below it are acknowledged and gone for ever."""
        if offset is not None and offset < 0:
            offset = self.updates[offset]["update_id"] if -offset <= len(self.updates) else None
        if offset is not None:
            self.acknowledge([u["update_id"] for u in self.updates if u["update_id"] < offset])
        return self.updates[:limit]

    def acknowledge(self, ids: list[int]) -> None:
        self.acknowledged += ids
        self.updates = [u for u in self.updates if u["update_id"] not in set(ids)]

    def known(self, chat: Any) -> int:
        """The chat if it has written first; Telegram knows no other to a bot."""
        if chat not in self.chats:
            raise Wrong("Bad Request: chat not found")
        return int(chat)

    def one(self, chat: int, message_id: int) -> Shown:
        found = [s for s in self.shown if (s.chat, s.message_id) == (chat, message_id)]
        if not found:
            raise Wrong("Bad Request: message to edit not found")
        return found[0]

    def message(self, shown: Shown) -> Json:
        """One of the bot's messages as the Bot API writes it."""
        message: Json = {"message_id": shown.message_id, "from": self.me, "chat": self.chats[shown.chat], "date": int(time.time())}
        if shown.file and shown.kind == "photo":
            sizes = ((f"{shown.file_id}s", 90), (shown.file_id, 900))
            message["photo"] = [{"file_id": id, "file_unique_id": id, "width": width, "height": width} for id, width in sizes]
        elif shown.file:
            message["document"] = {"file_id": shown.file_id, "file_unique_id": shown.file_id, "file_name": shown.file[0]}
        if shown.text:
            message["caption" if shown.file else "text"] = shown.text
        if shown.buttons:
            rows = [[{"text": label, "callback_data": data} for label, data in row] for row in shown.buttons]
            message["reply_markup"] = {"inline_keyboard": rows}
        return message

    def _message(self, chat: int, person: int, text: str, more: Json) -> Json:
        message: Json = {"message_id": next(self._message_ids), "from": _person(person), "chat": self.chats[chat], "date": int(time.time())}
        message |= {"text": text, "entities": _entities(text)} if text else {}
        return {**message, **more}

    def _arrives(self, kind: str, content: Json) -> int:
        update_id = next(self._ids)
        if "message_id" in content:
            self._said[(content["chat"]["id"], content["message_id"])] = content
            self._messages_of[update_id] = content["message_id"]
        self._last = {"update_id": update_id, kind: content}
        self.updates.append(self._last)
        return update_id


def _person(id: int) -> Json:
    return {"id": id, "is_bot": False, "first_name": f"Người {id}", "language_code": "vi"}


def _rows(values: Json) -> list[list[tuple[str, str]]]:
    rows = values.get("reply_markup", {}).get("inline_keyboard", [])
    return [[(key["text"], key["callback_data"]) for key in row] for row in rows]


def _entities(text: str) -> list[Json]:
    found = [("bot_command", m) for m in re.finditer(r"(?<!\S)/\w+(@\w+)?", text)]
    found += [("mention", m) for m in re.finditer(r"(?<![\w/])@\w+", text)]
    return [{"type": kind, "offset": units(text[: m.start()]), "length": units(m.group())} for kind, m in found]
