"""Replies, messages and what we wait for, as JSON in the tables, and moments as text."""

from __future__ import annotations

import base64
import dataclasses
import enum
import functools
import json
import types
import typing
from datetime import UTC, date, datetime
from typing import Any, assert_never

from bot.clock import ZONE
from handlers import turn as turns
from handlers.message import Address, Arrival, Attachment, Block, Choice, File, Incoming, Items, Paragraph, Quote, Reply, Span, Stored
from handlers.records import UNTOLD, Draft
from handlers.records_broadcasts import Audience
from knowledge.told import Told

_dumps = functools.partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def when(moment: datetime) -> str:
    """An aware moment as ISO 8601 in UTC, always of one width so that texts compare as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def moment(text: str) -> datetime:
    """From `when`'s text: aware, in Asia/Ho_Chi_Minh."""
    return datetime.fromisoformat(text).astimezone(ZONE)


def dump_reply(reply: Reply) -> str:
    """A reply as JSON; an attachment's bytes ride in it as base64, a stored file by its place."""
    body: dict[str, Any] = {"blocks": [_block(block) for block in reply.blocks]}
    if reply.by_word:
        body["by_word"] = True
    if reply.choices:
        body["choices"] = [[choice.label, choice.says] for choice in reply.choices]
    match reply.attachment:
        case Attachment(name, media_type, data, text):
            body["file"] = {"name": name, "type": media_type, "data": base64.b64encode(data).decode(), "text": text}
        case Stored(path, name, media_type, text, size):
            body["file"] = {"name": name, "type": media_type, "path": path, "text": text, "size": size}
    return _dumps(body)


def load_reply(text: str) -> Reply:
    """From `dump_reply`'s text; blocks of a kind not known here are left out."""
    body = json.loads(text)
    blocks = tuple(block for block in map(_unblock, body["blocks"]) if block is not None)
    choices = load_choices(body.get("choices"))
    file = body.get("file")
    by_word = bool(body.get("by_word"))
    if file is None:
        return Reply(blocks, choices, by_word=by_word)
    if "path" in file:
        return Reply(blocks, choices, Stored(file["path"], file["name"], file["type"], file["text"], file["size"]), by_word)
    attachment = Attachment(file["name"], file["type"], base64.b64decode(file["data"]), file["text"])
    return Reply(blocks, choices, attachment, by_word)


def dump_choices(choices: tuple[Choice, ...]) -> str:
    """Choices as JSON."""
    return _dumps([[choice.label, choice.says] for choice in choices])


def load_choices(rows: str | list[list[str]] | None) -> tuple[Choice, ...]:
    """From `dump_choices`'s text or its rows; None is no choices."""
    found: list[list[str]] = json.loads(rows) if isinstance(rows, str) else rows or []
    return tuple(Choice(label, says) for label, says in found)


def dump_incoming(incoming: Incoming) -> str:
    """A message as JSON, whole."""
    body: dict[str, Any] = {
        "bot": incoming.address.bot,
        "chat": incoming.address.chat,
        "key": incoming.key,
        "sender": incoming.sender,
        "text": incoming.text,
        "at": when(incoming.at),
        "arrival": incoming.arrival.value,
        "name": incoming.name,
        "message": incoming.message,
        "group": incoming.group,
    }
    if incoming.title:
        body["title"] = incoming.title
    if incoming.files:
        body["files"] = [[file.ref, file.name, file.media_type, file.size] for file in incoming.files]
    return _dumps(body)


def load_incoming(text: str) -> Incoming:
    """From `dump_incoming`'s text; an arrival not known here is OTHER."""
    body = json.loads(text)
    address = Address(body.pop("bot"), body.pop("chat"))
    arrival, at = body.pop("arrival"), moment(body.pop("at"))
    files = tuple(File(*file) for file in body.pop("files", ()))
    known = arrival in Arrival.__members__.values()
    return Incoming(address=address, at=at, arrival=Arrival(arrival) if known else Arrival.OTHER, files=files, **body)


def dump_waiting(waiting: turns.Waiting | None) -> str | None:
    """What we wait for as JSON, under its class's name; any dataclass of the Waiting union will do."""
    if waiting is None:
        return None
    return _dumps({"is": type(waiting).__name__} | {f.name: _plain(getattr(waiting, f.name)) for f in dataclasses.fields(waiting)})


def load_waiting(text: str | None) -> turns.Waiting | None:
    """From `dump_waiting`'s text; a kind or a field not known here (an older or newer version) is None."""
    if not text:
        return None
    try:
        body = json.loads(text)
        kind = _waiting_kinds()[body.pop("is")]
        hints = _hints(kind)
        waiting: turns.Waiting = kind(**{name: _typed(hints[name], value) for name, value in body.items()})
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return waiting


def dump_audience(audience: Audience | None) -> str | None:
    """Who is written to as JSON; only what narrows it down stands in it."""
    if audience is None:
        return None
    return _dumps({f.name: _plain(getattr(audience, f.name)) for f in dataclasses.fields(audience) if getattr(audience, f.name)})


def load_audience(text: str | None) -> Audience | None:
    """From `dump_audience`'s text."""
    if text is None:
        return None
    hints = _hints(Audience)
    return Audience(**{name: _typed(hints[name], value) for name, value in json.loads(text).items()})


def dump_told(told: Told) -> str:
    """What was told of a task as JSON; only what was told stands in it."""
    body = {f.name: _plain(getattr(told, f.name)) for f in dataclasses.fields(told) if getattr(told, f.name)}
    if told.fields:
        body["fields"] = [[key, _tagged(value)] for key, value in told.fields]
    return _dumps(body)


def load_told(text: str) -> Told:
    """From `dump_told`'s text; what cannot be read is as if untold."""
    if text == "{}":
        return UNTOLD
    try:
        body = json.loads(text)
        fields = tuple((str(key), _untagged(value)) for key, value in body.pop("fields", ()))
        hints = _hints(Told)
        return Told(**({"task": None} | {name: _typed(hints[name], value) for name, value in body.items()}), fields=fields)
    except (KeyError, TypeError, ValueError, AttributeError):
        return UNTOLD


def dump_draft(draft: Draft) -> str:
    """A draft as JSON, without what the table's own columns hold."""
    body = {name: _plain(getattr(draft, name)) for name in ("unit", "words", "via", "prompted", "form", "asked", "correction", "edition", "message")}
    return _dumps(body | {"reports": [dump_told(told) for told in draft.reports]})


def load_draft(text: str) -> Draft | None:
    """From `dump_draft`'s text; None where it is of another form."""
    try:
        body = json.loads(text)
        reports = tuple(map(load_told, body.pop("reports")))
        hints = _hints(Draft)
        return Draft(id=0, reports=reports, **{name: _typed(hints[name], value) for name, value in body.items()})
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _tagged(value: int | str | date) -> int | str | list[str]:
    """A field's value; a day is told apart from a text that looks like one."""
    return [value.isoformat()] if isinstance(value, date) else value


def _untagged(value: Any) -> int | str | date:
    if isinstance(value, list):
        return date.fromisoformat(value[0])
    if not isinstance(value, int | str):
        raise TypeError(f"{value!r} is no value of a field")
    return value


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _waiting_kinds() -> dict[str, Any]:
    kinds = typing.get_args(turns.Waiting) or (turns.Waiting,)
    return {kind.__name__: kind for kind in kinds}


def _plain(value: Any) -> Any:
    match value:
        case enum.Enum():
            return value.value
        case datetime():
            return when(value)
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
        case _ if dataclasses.is_dataclass(value):
            return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        case _:
            return value


def _typed(hint: Any, value: Any) -> Any:
    """`value` of JSON as the type a dataclass field says."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return None if value is None else _typed(next(arg for arg in args if arg is not type(None)), value)
    if origin is tuple:
        inner = args[:1] * len(value) if args[-1] is Ellipsis else args
        return tuple(_typed(arg, item) for arg, item in zip(inner, value, strict=True))
    if hint is datetime:
        return moment(value)
    if hint is date:
        return date.fromisoformat(value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        hints = _hints(hint)
        return hint(**{name: _typed(hints[name], item) for name, item in value.items()})
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint(value)
    if not isinstance(value, hint):
        raise TypeError(f"{value!r} is no {hint}")
    return value


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(spans):
            return {"p": _runs(spans)}
        case Items(items, numbered):
            return {"items": [_runs(item) for item in items], "numbered": numbered}
        case Quote(text, source):
            return {"quote": text, "source": source}
        case _:
            assert_never(block)


def _unblock(body: dict[str, Any]) -> Block | None:
    match body:
        case {"p": runs}:
            return Paragraph(_spans(runs))
        case {"items": items, "numbered": numbered}:
            return Items(tuple(_spans(item) for item in items), numbered)
        case {"quote": text, "source": source}:
            return Quote(text, source)
        case _:
            return None


def _runs(spans: tuple[Span, ...]) -> list[str | list[str]]:
    return [[span.text] if span.strong else span.text for span in spans]


def _spans(runs: list[str | list[str]]) -> tuple[Span, ...]:
    return tuple(Span(run) if isinstance(run, str) else Span(run[0], strong=True) for run in runs)
