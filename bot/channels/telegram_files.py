"""Kept files on their way through Telegram: each goes up once, then by the id Telegram has given it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

import telegram

from bot.channels.base import Refused
from handlers.message import Stored

Json = dict[str, Any]
Read = Callable[[Stored], bytes]
"""The bytes of a kept file; OSError where it is there no longer."""

Post = Callable[[str, Json], Awaitable[Json]]
"""Calls a method with what it needs beside the words and gives the message that is shown; raises SendError children only."""

_PICTURES = ("image/jpeg", "image/png")
_LARGEST_PICTURE = 10_000_000
_REMEMBERED = 200


def nothing_kept(file: Stored) -> bytes:
    """For a bot that keeps no files."""
    raise FileNotFoundError(file.name)


class Uploads:
    """Sends kept files: pictures as pictures, the rest as documents. The ids are of this bot alone and are forgotten when it stops."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._known: OrderedDict[str, tuple[str, str]] = OrderedDict()
        self._no_pictures: set[str] = set()
        self._first: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def send(self, file: Stored, post: Post) -> str:
        """Send a file and give the message's id. Of many at once the first one carries it up, the others wait for its id."""
        if file.path not in self._known:
            async with self._first[file.path]:
                if file.path not in self._known:
                    return await self._carry(file, post)
        method, id = self._known[file.path]
        try:
            return str((await post(method, {_field(method): id}))["message_id"])
        except Refused as refused:
            # Telegram keeps ids for good; should one be refused all the same, the bytes are still here.
            if "file" not in refused.reason.lower():
                raise
            self._known.pop(file.path, None)
            return await self._carry(file, post)

    async def _carry(self, file: Stored, post: Post) -> str:
        try:
            data = await asyncio.to_thread(self._read, file)
        except OSError as error:
            raise Refused("the file is kept no longer") from error
        picture = file.media_type in _PICTURES and len(data) <= _LARGEST_PICTURE and file.path not in self._no_pictures
        method = "sendPhoto" if picture else "sendDocument"
        try:
            shown = await post(method, {_field(method): telegram.InputFile(data, file.name)})
        except Refused as refused:
            # A picture of odd measures is no photo to Telegram; as a document it goes.
            if not picture or not any(word in refused.reason.lower() for word in ("photo", "image")):
                raise
            self._no_pictures.add(file.path)
            return await self._carry(file, post)
        if (id := _id(shown)) is not None:
            self._known[file.path] = (method, id)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return str(shown["message_id"])


def _field(method: str) -> str:
    return "photo" if method == "sendPhoto" else "document"


def _id(shown: Json) -> str | None:
    """The id under which Telegram has the file of a message, of a photo that of its largest size."""
    photo, document = shown.get("photo"), shown.get("document")
    if photo:
        return str(photo[-1]["file_id"])
    return str(document["file_id"]) if document else None
