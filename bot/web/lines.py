"""A line of the log as the page gets it."""

from __future__ import annotations

import json
from typing import Any

from bot.channels.web import browser_key
from bot.store.base import Entry


def line_json(entry: Entry) -> dict[str, Any]:
    """What the page shows of a line; `text` is plain, `styles` are [kind, offset, length] in UTF-16 units, files come without bytes."""
    body = json.loads(entry.body)
    line: dict[str, Any] = {"id": entry.id, "way": entry.direction, "at": entry.at.isoformat(timespec="seconds"), "text": body["text"]}
    if entry.direction == "in":
        line |= {"key": browser_key(entry.key), "pressed": body.get("message")}
        return line | ({"files": [name for _, name, *_ in body["files"]]} if body.get("files") else {})
    line |= {"styles": body.get("styles", []), "choices": body.get("choices", [])}
    file = body.get("file")
    if file:
        line["file"] = {"name": file["name"], "bytes": file["size"] if "path" in file else len(file["data"]) * 3 // 4}
    return line


def event(entry: Entry) -> bytes:
    """A line as one server-sent event whose id is the line's."""
    data = json.dumps(line_json(entry), ensure_ascii=False, separators=(",", ":"))
    # JSON escapes line breaks, so the data is always one line.
    return f"id: {entry.id}\nevent: line\ndata: {data}\n\n".encode("utf-8", "replace")
