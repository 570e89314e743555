"""A reply as Telegram's messages: entities in UTF-16 units, choices as an inline keyboard, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels.base import Entity, Part
from bot.channels.layout import BOLD, QUOTE, clean, entities, laid_out, units
from handlers.message import Choice, Reply

LONGEST = 4096
LONGEST_CAPTION = 1024
_WIDE = 20
"""The longest label, in letters, that stands readably beside another one on a telephone."""
_LONGEST_LABEL = 60
_TICK = "✓ "
_KINDS = {BOLD: "bold", QUOTE: "blockquote"}

Json = dict[str, Any]


def rendered(reply: Reply) -> tuple[Part, ...]:
    """The reply as parts, choices and attachment on the last; a file whose words are too long for a caption gets a part of its own."""
    texts = laid_out(reply.blocks, LONGEST)
    parts = [Part(styled.text, entities(styled)) for styled in texts]
    if reply.attachment is None:
        last = parts.pop() if parts else Part("…")
        return (*parts, Part(last.text, last.entities, reply.choices))
    fits = bool(parts) and units(parts[-1].text) <= LONGEST_CAPTION
    last = parts.pop() if fits else Part("")
    return (*parts, Part(last.text, last.entities, reply.choices, reply.attachment))


def styles(runs: Sequence[Entity]) -> list[Json] | None:
    """The runs as Telegram's entities; None without runs."""
    return [{"type": _KINDS[run.kind], "offset": run.offset, "length": run.length} for run in runs] or None


def keyboard(choices: Sequence[Choice]) -> Json | None:
    """The choices as an inline keyboard, two short ones to a row; None without choices."""
    if not choices:
        return None
    rows: list[list[Choice]] = []
    for choice in choices:
        beside = rows and len(rows[-1]) == 1 and all(len(c.label) <= _WIDE for c in (*rows[-1], choice))
        if beside:
            rows[-1].append(choice)
        else:
            rows.append([choice])
    return markup(tuple(tuple((_label(c.label), c.says) for c in row) for row in rows))


Keys = tuple[tuple[tuple[str, str], ...], ...]
"""A keyboard as it stands on a message: rows of (label, callback data)."""


def ticked(keys: Keys, pressed: str) -> Keys:
    """The keyboard with a tick on the pressed choice and on no other."""
    return tuple(
        tuple(((_TICK if pressed in (says, label.removeprefix(_TICK)) else "") + label.removeprefix(_TICK), says) for label, says in row)
        for row in keys
    )


def markup(keys: Keys) -> Json:
    """The rows as Telegram's inline keyboard."""
    return {"inline_keyboard": [[{"text": label, "callback_data": says} for label, says in row] for row in keys]}


def _label(label: str) -> str:
    tidy = " ".join(clean(label).split())
    return tidy if len(tidy) <= _LONGEST_LABEL else tidy[: _LONGEST_LABEL - 1].rstrip() + "…"
