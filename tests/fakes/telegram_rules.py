"""What the Bot API demands of a call: names, types and limits, from its machine-readable description (Bot API 10.3, MIT data)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

SPEC = json.loads((Path(__file__).parents[1] / "data" / "telegram-bot-api.json").read_text("utf-8"))
METHODS: dict[str, dict[str, list[Any]]] = SPEC["methods"]
TYPES: dict[str, dict[str, list[Any]]] = SPEC["types"]
ENTITY_TYPES = {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre"}


class Wrong(Exception):
    """A call the Bot API would refuse; the text is its description."""


def units(text: str) -> int:
    """UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def decoded(method: str, fields: dict[str, str]) -> dict[str, Any]:
    """The text fields of a form as the JSON values their types ask for."""
    values: dict[str, Any] = {}
    for name, text in fields.items():
        kind = METHODS.get(method, {}).get(name, ["String"])[0]
        values[name] = text if kind in ("String", "InputFile or String") else _loaded(name, text)
    return values


def check(method: str, values: dict[str, Any], files: set[str]) -> None:
    """Raise Wrong unless the call has just the parameters, types and sizes the Bot API takes."""
    if method not in METHODS:
        raise Wrong("Not Found: method not found")
    declared = METHODS[method]
    for name in values.keys() | files:
        if name not in declared:
            raise Wrong(f"Bad Request: unknown parameter {name}")
    for name, (kind, required) in declared.items():
        if name in values:
            _typed(f"{method}.{name}", values[name], kind)
        elif required and name not in files:
            raise Wrong(f"Bad Request: parameter {name} is required")
    if "parse_mode" in values:
        raise Wrong("Bad Request: this project sends entities, never markup")
    _limits(method, values)


def _loaded(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise Wrong(f"Bad Request: can't parse {name}") from None


def _typed(where: str, value: Any, kind: str) -> None:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            raise Wrong(f"Bad Request: {where} must be an Array")
        for item in value:
            _typed(where, item, kind.removeprefix("Array of "))
        return
    alternatives = re.split(r", | or | and ", kind)
    if len(alternatives) > 1:
        if not any(_fits(where, value, one) for one in alternatives):
            raise Wrong(f"Bad Request: {where} must be {kind}")
        return
    plain = {"Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": (int, float), "InputFile": str}
    if kind in plain:
        if not isinstance(value, plain[kind]) or (isinstance(value, bool) and plain[kind] is not bool):  # type: ignore[arg-type]
            raise Wrong(f"Bad Request: {where} must be {kind}")
        return
    _object(where, value, kind)


def _fits(where: str, value: Any, kind: str) -> bool:
    try:
        _typed(where, value, kind)
    except Wrong:
        return False
    return True


def _object(where: str, value: Any, kind: str) -> None:
    if not isinstance(value, dict):
        raise Wrong(f"Bad Request: {where} must be a {kind}")
    declared = TYPES[kind]
    if not declared:  # a union of types, told apart by its "type"
        return
    for name in value:
        if name not in declared:
            raise Wrong(f"Bad Request: {where}.{name} does not exist")
    for name, (inner, required) in declared.items():
        if name in value:
            _typed(f"{where}.{name}", value[name], inner)
        elif required:
            raise Wrong(f"Bad Request: {where}.{name} is required")


def _limits(method: str, values: dict[str, Any]) -> None:
    if method in ("sendMessage", "editMessageText"):
        _text(values["text"], 4096, "message text is empty", "message is too long")
        _entities(values["text"], values.get("entities", []))
    if method in ("sendDocument", "sendPhoto"):
        caption = values.get("caption", "")
        if units(caption) > 1024:
            raise Wrong("Bad Request: message caption is too long")
        _entities(caption, values.get("caption_entities", []))
    if "reply_markup" in values:
        _keyboard(values["reply_markup"])
    if method == "answerCallbackQuery" and len(values.get("text", "")) > 200:
        raise Wrong("Bad Request: MESSAGE_TOO_LONG")
    if method == "setMyCommands":
        _commands(values["commands"])
    if method == "setWebhook":
        _webhook(values)
    if method == "getUpdates" and not (1 <= values.get("limit", 100) <= 100 and 0 <= values.get("timeout", 0) <= 50):
        raise Wrong("Bad Request: limit is 1-100 and timeout at most 50")


def _text(text: str, longest: int, empty: str, long: str) -> None:
    if not text.strip():
        raise Wrong(f"Bad Request: {empty}")
    if units(text) > longest:
        raise Wrong(f"Bad Request: {long}")


def _entities(text: str, entities: list[dict[str, Any]]) -> None:
    wide = text.encode("utf-16-le")
    for entity in entities:
        start, length = entity["offset"], entity["length"]
        if entity["type"] not in ENTITY_TYPES:
            raise Wrong(f"Bad Request: can't parse entities: unsupported type {entity['type']}")
        if start < 0 or length <= 0 or 2 * (start + length) > len(wide):
            raise Wrong("Bad Request: can't parse entities: entity is outside the text")
        try:
            wide[2 * start : 2 * (start + length)].decode("utf-16-le")
        except UnicodeDecodeError:
            raise Wrong("Bad Request: can't parse entities: entity splits a surrogate pair") from None


def _keyboard(markup: dict[str, Any]) -> None:
    rows = markup["inline_keyboard"]
    keys = [key for row in rows for key in row]
    if len(keys) > 100 or any(not 1 <= len(row) <= 8 for row in rows):
        raise Wrong("Bad Request: reply markup is too long")
    for key in keys:
        if not key["text"].strip():
            raise Wrong("Bad Request: text buttons must be non-empty")
        if not 1 <= len(key.get("callback_data", "").encode()) <= 64:
            raise Wrong("Bad Request: BUTTON_DATA_INVALID")


def _commands(commands: list[dict[str, Any]]) -> None:
    if not 1 <= len(commands) <= 100:
        raise Wrong("Bad Request: too many commands specified")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise Wrong("Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise Wrong("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")


def _webhook(values: dict[str, Any]) -> None:
    if not values["url"].startswith("https://"):
        raise Wrong("Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", values.get("secret_token", "")):
        raise Wrong("Bad Request: this project's webhooks have a secret token")
