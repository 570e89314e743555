"""A reply as one web message: plain complete text, with the runs the page shows as bold, quotation and list items."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from typing import Any

from bot.channels.base import Entity, Part
from handlers.message import Attachment, Block, Choice, Items, Paragraph, Quote, Reply, Span, Stored

BOLD, QUOTE, SOURCE, BULLET, NUMBER = "bold", "quote", "source", "bullet", "number"
GAP = "\n\n"


class _Text:
    """Text that grows and remembers its runs in UTF-16 units, as a browser counts."""

    def __init__(self) -> None:
        self.text = ""
        self.units = 0
        self.runs: list[Entity] = []

    def add(self, text: str, kind: str | None = None) -> None:
        start = self.units
        self.text += text
        self.units += len(text.encode("utf-16-le", "surrogatepass")) // 2
        if kind and self.units > start:
            self.runs.append(Entity(kind, start, self.units - start))

    def add_spans(self, spans: Iterable[Span]) -> None:
        for span in spans:
            self.add(span.text, BOLD if span.strong else None)

    def add_block(self, block: Block) -> None:
        match block:
            case Paragraph(spans):
                self.add_spans(spans)
            case Items(items, numbered):
                for place, item in enumerate(items, 1):
                    self._add_item(item, NUMBER if numbered else BULLET, f"{place}. " if numbered else "• ", last=place == len(items))
            case Quote(text, source):
                self.add(f"“{text}”", QUOTE)
                self.add("\n")
                self.add(f"({source})", SOURCE)

    def _add_item(self, item: tuple[Span, ...], kind: str, mark: str, *, last: bool) -> None:
        start = self.units
        self.add(mark)
        self.add_spans(item)
        self.runs.append(Entity(kind, start, self.units - start))
        if not last:
            self.add("\n")


def lay_out(reply: Reply) -> Part:
    """The reply as one part; an item's run covers its whole line, mark included."""
    laid = _Text()
    for place, block in enumerate(reply.blocks):
        if place:
            laid.add(GAP)
        laid.add_block(block)
    return Part(laid.text, tuple(laid.runs), reply.choices, reply.attachment)


def dump_part(part: Part) -> str:
    """A part as the JSON text the log keeps; a file's bytes ride in it as base64, a stored file by its place."""
    body: dict[str, Any] = {"text": part.text, "styles": [[e.kind, e.offset, e.length] for e in part.entities]}
    if part.choices:
        body["choices"] = [[choice.label, choice.says] for choice in part.choices]
    match part.attachment:
        case Attachment(name, media_type, data):
            body["file"] = {"name": name, "type": media_type, "data": base64.b64encode(data).decode()}
        case Stored(path, name, media_type, _, size):
            body["file"] = {"name": name, "type": media_type, "path": path, "size": size}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def load_file(body: str) -> Attachment | Stored | None:
    """The file in `dump_part`'s text, None where it has none."""
    file = json.loads(body).get("file")
    if file and "path" in file:
        return Stored(file["path"], file["name"], file["type"], "", file["size"])
    return Attachment(file["name"], file["type"], base64.b64decode(file["data"]), "") if file else None


def load_choices(body: str) -> tuple[Choice, ...]:
    """The choices in `dump_part`'s text."""
    return tuple(Choice(label, says) for label, says in json.loads(body).get("choices", ()))
