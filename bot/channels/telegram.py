"""Telegram by telegram.Bot: polling that acknowledges after the commit, or a webhook; sends, marks and answers to presses."""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import telegram
from telegram import error as tg

from bot.channels.base import Abilities, Mark, MaybeSent, Misconfigured, NotSent, Part, Receive, SendError, TooLarge, Wait
from bot.channels.http import Patience, Route
from bot.channels.telegram_files import Read, Uploads, nothing_kept
from bot.channels.telegram_polling import Pauses, Poller
from bot.channels.telegram_render import Keys, keyboard, markup, rendered, styles, ticked
from bot.channels.telegram_request import AiohttpRequest, meaning, quiet_library
from bot.channels.telegram_updates import PRESS_KEY, UNREADABLE, WANTED, Ignored, Json, Me, heard
from handlers.message import Address, Incoming, Reply, Stored

log = logging.getLogger(__name__)
Result = TypeVar("Result")

_REMEMBERED_KEYBOARDS = 2000


@dataclass(frozen=True, slots=True)
class Account:
    """A Telegram bot and how it is reached.

    `api_url` is the server without "/bot". With `public_url` (https) and `secret` the bot hears by webhook at
    public_url + `path`, else by polling. `commands` are (name, Vietnamese description) for Telegram's menu. `poll` is a
    long poll's length in seconds; `pace` is in sends a second, `paid` too, of pushed messages that are paid for (0: none);
    `pause` the first wait after trouble, doubled up to `longest_pause`.
    """

    token: str = field(repr=False)
    name: str = "telegram"
    api_url: str = "https://api.telegram.org"
    route: Route = field(default_factory=Route)
    public_url: str | None = None
    secret: str | None = field(default=None, repr=False)
    commands: tuple[tuple[str, str], ...] = ()
    pace: float = 30
    paid: float = 0
    patience: Patience = field(default_factory=Patience)
    poll: int = 30
    pause: float = 1.0
    longest_pause: float = 30.0

    def __post_init__(self) -> None:
        if self.public_url is not None and not self.secret:
            raise ValueError("a webhook needs a secret")

    @property
    def path(self) -> str:
        """The webhook's path on the web server."""
        return f"/webhook/{self.name}"


class Bot(telegram.Bot):
    """telegram.Bot that does not show its token."""

    def __repr__(self) -> str:
        return "Bot(telegram)"

    async def show(self, method: str, values: Json) -> str:
        """Call a method that answers with a message, and give its id; the message itself, dear to take apart, is not."""
        return str((await self.shown(method, values))["message_id"])

    async def shown(self, method: str, values: Json) -> Json:
        """The same, with the message as it came."""
        found: Json = await self._post(method, values)
        return found

    async def updates(self, asked: Json, patience: float) -> list[Json]:
        """Updates as they came, not as telegram.Update: one update the library cannot read would stop the whole batch for ever."""
        found = await self._post("getUpdates", asked, read_timeout=patience)
        return [update for update in found if isinstance(update, dict) and isinstance(update.get("update_id"), int)]


class Telegram:
    """The channel of one Telegram bot. `now` tells the moment a press came, `read` gives a kept file's bytes; `ignored` counts what the core does not get."""

    def __init__(self, account: Account, now: Callable[[], datetime], read: Read = nothing_kept) -> None:
        quiet_library()
        self._uploads = Uploads(read)
        self.account = account
        self.name = account.name
        self.abilities = Abilities(
            longest=4096, buttons=True, edits=True, files_out=True, per_second=account.pace, per_chat=1, per_group=20, paid=account.paid
        )
        self.ignored: Counter[str] = Counter()
        self.receive: Receive | None = None
        self._now = now
        self._request = AiohttpRequest(account.route, account.patience)
        server = account.api_url.rstrip("/").removesuffix("/bot")
        self._bot = Bot(account.token, f"{server}/bot", f"{server}/file/bot", self._request, self._request)
        self._me: Me | None = None
        self._poller = Poller(self._updates, self.messages, self._stop_webhook)
        self._keyboards: OrderedDict[tuple[str, str], Keys] = OrderedDict()

    def silence(self) -> float | None:
        """Seconds since Telegram last answered the poll; None before the first answer and in webhook mode."""
        return self._poller.silence()

    async def open(self) -> None:
        """Check the token, set polling or webhook and the menu; raises Misconfigured. Without network it warns, `listen` tries on."""
        await self._request.initialize()
        try:
            await self._introduce()
        except (NotSent, MaybeSent, Wait) as trouble:
            log.warning("%s: Telegram cannot be reached (%s); trying on", self.name, trouble.reason)

    async def listen(self, receive: Receive) -> None:
        """Poll until cancelled, or hand `receive` to the webhook and return; raises Misconfigured."""
        pauses = Pauses(self.name, self.account.pause, self.account.longest_pause)
        while self._me is None:
            try:
                await self._introduce()
            except (NotSent, MaybeSent, Wait) as trouble:
                await pauses.after(trouble)
        self.receive = receive
        if self.account.public_url is None:
            await self._poller.run(receive, pauses)

    def render(self, reply: Reply) -> tuple[Part, ...]:
        """The reply as Telegram messages of at most 4,096 UTF-16 units."""
        return rendered(reply)

    async def send(self, address: Address, part: Part, key: str, plain: bool = False) -> str:
        """Send one part, `plain` without its styles; Telegram knows no keys, so the same part sent twice is seen twice."""
        chat, thread = _chat(address)
        entities = None if plain else styles(part.entities)
        paid = True if part.pushed and self.abilities.paid else None
        values: Json = {"chat_id": chat, "message_thread_id": thread, "reply_markup": keyboard(part.choices), "allow_paid_broadcast": paid}
        if isinstance(part.attachment, Stored):
            values |= {"caption": part.text or None, "caption_entities": entities}
            return await self._uploads.send(part.attachment, lambda method, more: self._call(self._bot.shown(method, values | more)))
        if part.attachment is None:
            values |= {"text": part.text, "entities": entities, "link_preview_options": {"is_disabled": True}}
            return await self._call(self._bot.show("sendMessage", values))
        file = telegram.InputFile(part.attachment.data, part.attachment.name)
        values |= {"document": file, "caption": part.text or None, "caption_entities": entities}
        return await self._call(self._bot.show("sendDocument", values))

    async def mark(self, address: Address, mark: Mark) -> None:
        """Tick the pressed choice on its message. The keyboard is known from the press; after a restart there is nothing to do."""
        place = (address.chat, mark.message)
        before = self._keyboards.get(place)
        if before is None or (after := ticked(before, mark.pressed)) == before:
            return
        chat, _ = _chat(address)
        try:
            values = {"chat_id": chat, "message_id": int(mark.message), "reply_markup": markup(after)}
            await self._call(self._bot.show("editMessageReplyMarkup", values))
        except SendError as refused:
            if "message is not modified" not in refused.reason.lower():
                raise
        self._keyboards[place] = after

    async def edit(self, address: Address, message: str, part: Part) -> None:
        """Put a text with its buttons in the place of a message; the same text again is no error."""
        values: Json = {"chat_id": _chat(address)[0], "message_id": int(message), "text": part.text, "entities": styles(part.entities)}
        try:
            await self._call(self._bot.show("editMessageText", values | {"reply_markup": keyboard(part.choices)}))
        except SendError as refused:
            if "message is not modified" not in refused.reason.lower():
                raise

    async def delete(self, address: Address, message: str) -> None:
        """Delete a message, which Telegram allows for 48 hours."""
        await self._call(self._bot.delete_message(_chat(address)[0], int(message)))

    async def pressed(self, key: str) -> None:
        """Stop the pressed button's waiting sign; a failure is only noted, for the press itself is already kept."""
        if not key.startswith(PRESS_KEY):
            return
        try:
            await self._call(self._bot.answer_callback_query(key.removeprefix(PRESS_KEY)))
        except SendError as trouble:
            log.debug("%s: a press was not answered (%s)", self.name, trouble.reason)

    @property
    def username(self) -> str:
        """The bot's name on Telegram, once it is known."""
        return self._me.username if self._me else ""

    async def fetch(self, ref: str, most: int) -> bytes:
        """The bytes of a file somebody sent, at most `most`."""
        found = await self._call(self._bot.get_file(ref))
        if (found.file_size or 0) > most:
            raise TooLarge("too large")
        return await self._request.download(found.file_path or "", most)

    async def menu(self, address: Address, commands: Sequence[tuple[str, str]]) -> None:
        """The menu of one chat, by the role of the person there."""
        chat, _ = _chat(address)
        await self._call(self._bot.set_my_commands(commands, scope=telegram.BotCommandScopeChat(chat)))

    async def close(self) -> None:
        await self._request.shutdown()

    def messages(self, updates: Sequence[Json]) -> tuple[Incoming, ...]:
        """What the core gets of some updates; the rest is counted."""
        if self._me is None:
            raise RuntimeError("open first")
        got: list[Incoming] = []
        for update in updates:
            message = heard(update, self.name, self._me, self._now())
            if isinstance(message, Ignored):
                self.ignored[message.why] += 1
                level = logging.WARNING if message.why == UNREADABLE else logging.DEBUG
                log.log(level, "%s: update %s left aside: %s", self.name, update.get("update_id"), message.why)
            else:
                got.append(message)
                self._remember_keyboard(message, update)
        return tuple(got)

    async def _introduce(self) -> None:
        """Ask who we are, set how we hear, then the menu, whose failure harms nobody."""
        user = await self._call(self._bot.get_me())
        if self.account.public_url is None:
            await self._call(self._bot.delete_webhook())
        else:
            await self._set_webhook(self.account.public_url.rstrip("/") + self.account.path)
        try:
            if self.account.commands:
                await self._call(self._bot.set_my_commands(self.account.commands))
        except SendError as trouble:
            log.warning("%s: the command menu was not set (%s)", self.name, trouble.reason)
        self._me = Me(user.id, user.username or "")

    async def _set_webhook(self, url: str) -> None:
        try:
            await self._call(self._bot.set_webhook(url, allowed_updates=WANTED, secret_token=self.account.secret))
        except (NotSent, MaybeSent, Wait, Misconfigured):
            raise
        except SendError as refused:
            raise Misconfigured(f"Telegram refuses the webhook: {refused.reason}") from None

    async def _updates(self, offset: int | None) -> list[Json]:
        asked = {"timeout": self.account.poll, "limit": 100, "allowed_updates": list(WANTED), "offset": offset}
        return await self._call(self._bot.updates(asked, self.account.poll + self.account.patience.read))

    async def _stop_webhook(self) -> None:
        await self._call(self._bot.delete_webhook())

    def _remember_keyboard(self, message: Incoming, update: Json) -> None:
        rows = ((update.get("callback_query") or {}).get("message") or {}).get("reply_markup", {}).get("inline_keyboard")
        if not rows or message.message is None:
            return
        keys = tuple(tuple((key["text"], key.get("callback_data", "")) for key in row) for row in rows)
        self._keyboards[(message.address.chat, message.message)] = keys
        while len(self._keyboards) > _REMEMBERED_KEYBOARDS:
            self._keyboards.popitem(last=False)

    async def _call(self, request: Awaitable[Result]) -> Result:
        """Await a request of the library's; everything that goes wrong becomes one of the contract's errors."""
        try:
            return await request
        except SendError:
            raise
        except tg.TelegramError as error:
            found = meaning(error, self.account.token)
        except Exception as error:  # noqa: BLE001 - the contract knows no other errors
            # Telegram answered "ok" with something the library cannot read: it may well have arrived.
            found = MaybeSent(f"unreadable answer ({type(error).__name__})")
        raise found


def _chat(address: Address) -> tuple[int | str, int | None]:
    """Telegram's chat id and, in a forum, the topic's."""
    chat, _, thread = address.chat.partition("/")
    return (int(chat) if chat.removeprefix("-").isdigit() else chat), (int(thread) if thread.isdigit() else None)
