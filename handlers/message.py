"""What comes in from a channel and what goes out to one, in no channel's own terms."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """Where a conversation lives: `bot` is a name from the settings (never a token), `chat` the platform's id of the chat."""

    bot: str
    chat: str

    def __str__(self) -> str:
        return f"{self.bot}:{self.chat}"


class Arrival(enum.StrEnum):
    """How a message came: typed, a pressed choice, a correction of an earlier one, a deep link, or something without text."""

    TEXT = "text"
    PRESS = "press"
    EDIT = "edit"
    START = "start"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a message: `ref` is what its channel fetches it by. `size` in bytes and `media_type` as the platform tells them, if it does."""

    ref: str
    name: str = ""
    media_type: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message from a person.

    `key` is the platform's own id of the update: (address.bot, key) is handled at most once.
    `sender` differs from `address.chat` only in groups. `text` is what was typed, or the `says` of the pressed
    choice, or the payload of a deep link; at most 4,096 characters are read. `message` is the platform's id of
    the message itself (for PRESS: of the message whose button was pressed; for EDIT: of the edited one).
    `at` is an aware datetime. `group` is true in a group chat, where only messages meant for the bot arrive; `title` is the group's.
    """

    address: Address
    key: str
    sender: str
    text: str
    at: datetime
    arrival: Arrival = Arrival.TEXT
    name: str = ""
    message: str | None = None
    group: bool = False
    files: tuple[File, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; user text is always a Span and never markup."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of spans."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list, bulleted or numbered; each item is a run of spans."""

    items: tuple[tuple[Span, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the plan, verbatim, with the place they stand in."""

    text: str
    source: str


Block = Paragraph | Items | Quote


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to press: pressing it sends `says`, a complete unaccented command of at most 64 bytes that can also be typed."""

    label: str
    says: str

    def __post_init__(self) -> None:
        if not self.says.isascii() or len(self.says) > 64 or not self.says.strip():
            raise ValueError(f"says must be 1-64 ASCII bytes: {self.says!r}")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send: its bytes, a file name and a media type; `public_text` stands in for it where files cannot go."""

    name: str
    media_type: str
    data: bytes
    public_text: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is kept, by its place below the data folder: a thousand messages name it, none of them holds its bytes.

    `size` is in bytes; else as `Attachment`.
    """

    path: str
    name: str
    media_type: str
    public_text: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """One message out. Channels render, split and, where there are no buttons, number the choices.

    `by_word`: where there are no buttons the choices are words to type and never numbers (inside a form, and in pushed messages).
    """

    blocks: tuple[Block, ...]
    choices: tuple[Choice, ...] = ()
    attachment: Attachment | Stored | None = None
    by_word: bool = False


def words(text: str, *, strong: bool = False) -> Paragraph:
    """A paragraph of one span."""
    return Paragraph((Span(text, strong),))


def plain(reply: Reply) -> str:
    """The reply as plain NFC text without its choices: paragraphs apart by an empty line, items behind "• " or their number."""
    parts: list[str] = []
    for block in reply.blocks:
        match block:
            case Paragraph(spans):
                parts.append("".join(span.text for span in spans))
            case Items(items, numbered):
                marks = (f"{n}. " if numbered else "• " for n in range(1, len(items) + 1))
                parts.append("\n".join(mark + "".join(s.text for s in item) for mark, item in zip(marks, items, strict=True)))
            case Quote(text, source):
                parts.append(f"“{text}”\n({source})")
    return "\n\n".join(parts)
