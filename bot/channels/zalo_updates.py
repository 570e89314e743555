"""Zalo's updates as the core's messages: words, pictures with their caption, and what has no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from handlers.message import Address, Arrival, File, Incoming

Json = dict[str, Any]
LONGEST_READ = 4096
UNREADABLE = "unreadable"
_WORDLESS = frozenset({"message.sticker.received", "message.voice.received", "message.unsupported.received", "message.link.received"})


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account: its id and the name people see."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """An update the core does not get; it is acknowledged and counted under `why`."""

    why: str


def updates_in(body: Any) -> list[Json]:
    """The updates of a webhook body or of a poll's result: flat, wrapped in `result`, or a list of them; none in an empty probe."""
    found = body.get("result", body) if isinstance(body, dict) else body
    many = found if isinstance(found, list) else [found]
    return [update for update in many if isinstance(update, dict) and update.get("event_name")]


def heard(update: Json, bot: str, me: Me) -> Incoming | Ignored:
    """One update as a message for the core. Never raises."""
    try:
        return _heard(update, bot, me)
    except (AttributeError, LookupError, TypeError, ValueError, ArithmeticError, OSError):
        return Ignored(UNREADABLE)


def _heard(update: Json, bot: str, me: Me) -> Incoming | Ignored:
    event, message = str(update["event_name"]), update.get("message")
    if not isinstance(message, dict):
        return Ignored(event if event not in _WORDLESS else UNREADABLE)
    sender, chat = message["from"], message["chat"]
    if sender.get("is_bot") or str(sender["id"]) == me.id:
        return Ignored("echo")
    group = str(chat.get("chat_type", "PRIVATE")).upper() == "GROUP"
    files: tuple[File, ...] = ()
    match event:
        case "message.text.received":
            text = str(message["text"])
        case "message.image.received":
            text = str(message.get("caption") or "")
            url = str(message.get("photo_url") or message["photo"])
            files = (File(url, f"anh-{message['message_id']}.jpg", "image/jpeg"),)
        case _ if event in _WORDLESS:
            text = ""
        case _:
            return Ignored(event)
    if group:
        text = _without_name(text, me)
    return Incoming(
        address=Address(bot, str(chat["id"])),
        key=f"m{message['message_id']}",
        sender=str(sender["id"]),
        text=text[:LONGEST_READ],
        at=datetime.fromtimestamp(int(message["date"]) / 1000, UTC),
        arrival=Arrival.TEXT if text.strip() else Arrival.OTHER,
        name=str(sender.get("display_name") or ""),
        message=str(message["message_id"]),
        group=group,
        files=files,
    )


def _without_name(text: str, me: Me) -> str:
    """In a group Zalo brings only what names the bot; the name is no part of what is asked."""
    return text.replace(f"@{me.name}", " ").strip() if me.name else text
