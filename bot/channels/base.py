"""The contract every channel keeps: how it hears, what it can show, and the closed list of ways a send can end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from handlers.message import Address, Attachment, Choice, Incoming, Reply, Stored


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a channel can do. `longest` is in UTF-16 units after formatting; `per_second` and `per_chat` are sends a second, `per_group` a minute."""

    longest: int
    buttons: bool
    edits: bool
    files_out: bool
    per_second: float
    per_chat: float
    per_group: float
    paid: float = 0
    """Pushed messages a second where the platform sells more than `per_second`, which then holds for the rest alone; 0: it is not bought."""
    idempotent: bool = False
    """True where sending the same part key twice shows it once (web), so an unknown outcome may simply be sent again."""
    links: bool = False
    """A file can be had by a link, where `files_out` is not given."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A styled run: `kind` is bold or quote, on the web also source, bullet or number; offset and length in UTF-16 units of the part's text."""

    kind: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Part:
    """One platform message: a reply is rendered to one or more; choices and attachment ride on the last."""

    text: str
    entities: tuple[Entity, ...] = ()
    choices: tuple[Choice, ...] = ()
    attachment: Attachment | Stored | None = None
    pushed: bool = False
    """Of a reminder or a broadcast, not of an answer: what a platform may ask money for."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Show on an earlier message of ours which of its choices was pressed (only where the channel edits)."""

    message: str
    pressed: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Put this part in the place of an earlier message of ours (only where the channel edits)."""

    message: str
    part: Part


class SendError(Exception):
    """A send that did not succeed; `reason` is short, in English, without secrets, and is stored."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotSent(SendError):
    """It certainly did not arrive (DNS, connect, pool, 5xx before acceptance is NOT this): try again with back-off."""


class Wait(SendError):
    """The platform asks to wait (429): one deadline for the whole bot, then again; `seconds` from now."""

    def __init__(self, reason: str, seconds: float) -> None:
        super().__init__(reason)
        self.seconds = seconds


class MaybeSent(SendError):
    """It may have arrived (read timeout, cut connection, 5xx, unreadable answer): unknown; replies are retried once, bulk never."""


class Closed(SendError):
    """This address will not take messages (blocked, deactivated, kicked, not found): final, the address is closed."""


class Refused(SendError):
    """The platform refuses this message for good (bad request): final."""


class RefusedStyle(Refused):
    """It was refused for its formatting: send it plain once, then final."""


class Moved(SendError):
    """The chat has another id now: rewrite the address and send once more."""

    def __init__(self, reason: str, chat: str) -> None:
        super().__init__(reason)
        self.chat = chat


class TooLarge(SendError):
    """A file has more bytes than were asked for."""


class Misconfigured(SendError):
    """The bot itself is refused (token, two pollers): nothing can be sent until a person mends it."""


Receive = Callable[[Sequence[Incoming]], Awaitable[None]]
"""Hands a batch to the core; returns only after the commit. Raises when nothing was kept: then the channel must not acknowledge."""


class Channel(Protocol):
    """A platform. `name` is the bot's name in the settings and the `bot` of its addresses."""

    name: str
    abilities: Abilities

    async def open(self) -> None:
        """Check the account and prepare; raises Misconfigured with a plain reason."""
        ...

    async def listen(self, receive: Receive) -> None:
        """Hear until cancelled; a channel heard through the web server returns at once."""
        ...

    def render(self, reply: Reply) -> tuple[Part, ...]:
        """The reply within this channel's limits; never empty."""
        ...

    async def send(self, address: Address, part: Part, key: str, plain: bool = False) -> str:
        """Send one part and return the platform's message id; `key` names the part for ever; raises SendError children only."""
        ...

    async def mark(self, address: Address, mark: Mark) -> None:
        """Show a pressed choice; raises SendError children only."""
        ...

    async def pressed(self, key: str) -> None:
        """Answer a press after the commit (outside the outbox, may be lost); never raises."""
        ...

    async def close(self) -> None:
        """Let go of connections; safe to call twice."""
        ...


@runtime_checkable
class Fetches(Protocol):
    """A channel that carries files to us."""

    async def fetch(self, ref: str, most: int) -> bytes:
        """The bytes of a file by its `ref`; TooLarge where there are more than `most`, else SendError children only."""
        ...


@runtime_checkable
class Revises(Protocol):
    """A channel that can change and delete what it has sent."""

    async def edit(self, address: Address, message: str, part: Part) -> None:
        """Put this part in the place of a message; raises SendError children only."""
        ...

    async def delete(self, address: Address, message: str) -> None:
        """Delete a message; raises SendError children only."""
        ...


@runtime_checkable
class HasMenu(Protocol):
    """A channel that shows a menu of commands."""

    async def menu(self, address: Address, commands: Sequence[tuple[str, str]]) -> None:
        """Show these commands in one chat; raises SendError children only."""
        ...
