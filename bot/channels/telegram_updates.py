"""Telegram's updates as the core's messages: what was said to the bot, and in groups nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from handlers.message import Address, Arrival, File, Incoming

Json = dict[str, Any]

WANTED = ("message", "edited_message", "callback_query")
"""The kinds of update asked of Telegram (`allowed_updates`)."""

PRESS_KEY = "cb"
"""What the inbox key of a press begins with; the rest is what answerCallbackQuery wants."""

ASK, GROUP = "hoi", "nhom"
"""The commands heard in a group without the bot's name: /hoi, and /nhom, which says whose group it is."""

UNREADABLE = "unreadable"
LONGEST_READ = 4096
_EDITABLE = 48 * 3600
_WORDLESS = (
    "animation", "audio", "checklist", "contact", "dice", "document", "game", "live_photo", "location", "paid_media", "photo",
    "poll", "sticker", "story", "venue", "video", "video_note", "voice",
)  # fmt: skip
_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?=\s|$)\s*")


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """An update the core does not get; it is acknowledged and counted under `why`."""

    why: str


def heard(update: Json, bot: str, me: Me, now: datetime) -> Incoming | Ignored:
    """One update as a message for the core. `now` dates a press, which Telegram does not date. Never raises."""
    try:
        return _heard(update, bot, me, now)
    except (AttributeError, LookupError, TypeError, ValueError, ArithmeticError, OSError):
        # Not the shape Telegram documents: one such update must not stop those behind it.
        return Ignored(UNREADABLE)


def _heard(update: Json, bot: str, me: Me, now: datetime) -> Incoming | Ignored:
    number = int(update["update_id"])
    if "message" in update:
        return _message(update["message"], number, bot, me)
    if "edited_message" in update:
        return _edit(update["edited_message"], number, bot, me)
    if "callback_query" in update:
        return _press(update["callback_query"], bot, now)
    return Ignored(next((kind for kind in update if kind != "update_id"), "empty"))


def _message(message: Json, number: int, bot: str, me: Me) -> Incoming | Ignored:
    sender = message.get("from")
    if sender is None or (sender.get("is_bot") and "sender_chat" not in message):
        return Ignored("not from a person")
    wordless = next((kind for kind in _WORDLESS if kind in message), None)
    if "text" not in message and wordless is None:
        return Ignored("service message")
    files = _files(message)
    said = Incoming(
        address=_address(message, bot),
        # update_id starts anew at random after a silent week; with the message's own id it cannot repeat an old key.
        key=f"u{number}.{message['message_id']}",
        sender=str(sender["id"]),
        text=str(message.get("text") or message.get("caption") or ""),
        at=datetime.fromtimestamp(int(message["date"]), UTC),
        arrival=Arrival.TEXT if "text" in message or (files and message.get("caption")) else Arrival.OTHER,
        name=_name(sender),
        message=str(message["message_id"]),
        group=_is_group(message["chat"]),
        title=str(message["chat"].get("title") or ""),
        files=files,
    )
    meant = _meant(said, message, me) if said.group else said
    return Ignored("group talk") if meant is None else _as_command(meant)


def _files(message: Json) -> tuple[File, ...]:
    """A document, or the largest size of a photo, by Telegram's file id."""
    document = message.get("document")
    if document and "file_id" in document and "animation" not in message:
        size = document.get("file_size")
        named = (str(document.get("file_name") or "tep"), str(document.get("mime_type") or ""))
        return (File(str(document["file_id"]), *named, int(size) if size is not None else None),)
    photos = message.get("photo")
    if photos:
        largest = max(photos, key=lambda photo: int(photo.get("width", 0)) * int(photo.get("height", 0)))
        size = largest.get("file_size")
        return (File(str(largest["file_id"]), f"anh-{message['message_id']}.jpg", "image/jpeg", int(size) if size is not None else None),)
    return ()


def _edit(message: Json, number: int, bot: str, me: Me) -> Incoming | Ignored:
    if "text" not in message and "caption" not in message:
        return Ignored("edit without words")
    sent = int(message["date"])
    if int(message.get("edit_date") or sent) - sent > _EDITABLE:
        return Ignored("edit of an old message")
    said = _message(message, number, bot, me)
    return said if isinstance(said, Ignored) else replace(said, arrival=Arrival.EDIT)


def _press(query: Json, bot: str, now: datetime) -> Incoming | Ignored:
    message, says = query.get("message"), query.get("data")
    if message is None or not says:
        return Ignored("press without a message")
    return Incoming(
        address=_address(message, bot),
        key=f"{PRESS_KEY}{query['id']}",
        sender=str(query["from"]["id"]),
        text=str(says)[:LONGEST_READ],
        at=now,
        arrival=Arrival.PRESS,
        name=_name(query["from"]),
        message=str(message["message_id"]),
        group=_is_group(message["chat"]),
        title=str(message["chat"].get("title") or ""),
    )


def _meant(said: Incoming, message: Json, me: Me) -> Incoming | None:
    """The message without the bot's name if it is meant for the bot: by its name, by a reply to it, or by /hoi or /nhom."""
    command = _COMMAND.match(said.text)
    if command and command["bot"]:
        return said if command["bot"].lower() == me.username.lower() else None
    if command and command["name"].lower() in (ASK, GROUP):
        return said
    words = _without_mention(said.text, message.get("entities") or message.get("caption_entities") or (), me)
    if words != said.text:
        return replace(said, text=words or f"/{ASK}")  # a bare name is a call without a question
    return said if _answers_us(message, me) else None


def _without_mention(text: str, entities: Any, me: Me) -> str:
    wide = text.encode("utf-16-le")
    for entity in sorted(entities, key=lambda e: int(e["offset"]), reverse=True):
        start, end = 2 * int(entity["offset"]), 2 * (int(entity["offset"]) + int(entity["length"]))
        if _names(entity, wide[start:end].decode("utf-16-le", "replace"), me):
            wide = wide[:start] + wide[end:]
    left = wide.decode("utf-16-le", "replace")
    return text if left == text else _tidy(left)


def _names(entity: Json, words: str, me: Me) -> bool:
    if entity["type"] == "text_mention":
        return int(entity["user"]["id"]) == me.id
    return entity["type"] == "mention" and words.lower() == f"@{me.username.lower()}"


def _tidy(text: str) -> str:
    """What is left when a name is taken out: no double blanks, no comma or colon in front."""
    return re.sub(r"[ \t]{2,}", " ", text).strip().lstrip(",:;- ").strip()


def _answers_us(message: Json, me: Me) -> bool:
    earlier = message.get("reply_to_message") or {}
    # Every message of a forum topic "answers" the service message that opened it.
    return "forum_topic_created" not in earlier and (earlier.get("from") or {}).get("id") == me.id


def _as_command(said: Incoming) -> Incoming:
    """/start becomes START with its payload, /hoi with words those words, /command@bot the command."""
    command = _COMMAND.match(said.text)
    if command is None or said.arrival is not Arrival.TEXT:
        return replace(said, text=said.text[:LONGEST_READ])
    name, rest = command["name"].lower(), said.text[command.end() :].strip()[:LONGEST_READ]
    if name == "start":
        return replace(said, text=rest, arrival=Arrival.START)
    if name == ASK and rest:
        return replace(said, text=rest)
    return replace(said, text=f"/{name} {rest}".rstrip())


def _address(message: Json, bot: str) -> Address:
    """A forum's topic is a conversation of its own: its chat is "id/topic"."""
    chat = str(message["chat"]["id"])
    return Address(bot, f"{chat}/{message['message_thread_id']}" if message.get("is_topic_message") else chat)


def _is_group(chat: Json) -> bool:
    return chat["type"] in ("group", "supergroup")


def _name(person: Json) -> str:
    return " ".join(part for part in (person.get("first_name", ""), person.get("last_name", "")) if part)
