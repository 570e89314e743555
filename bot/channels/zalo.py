"""A Zalo bot as a channel: words only, choices as numbers or words to type, files as links."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.channels.base import Abilities, Mark, MaybeSent, Misconfigured, NotSent, Part, Receive, SendError, Wait
from bot.channels.http import Patience, Route
from bot.channels.layout import BOLD, entities, laid_out, units
from bot.channels.telegram_polling import Pauses
from bot.channels.zalo_client import Client, Idle
from bot.channels.zalo_updates import UNREADABLE, Ignored, Json, Me, heard, updates_in
from handlers.message import Address, Choice, Incoming, Reply, words
from handlers.wording import to_choose, to_type

log = logging.getLogger(__name__)

LONGEST = 1900
"""UTF-16 units of a message; Zalo takes 2,000."""

_LINK_ROOM = 300


@dataclass(frozen=True, slots=True)
class Account:
    """A Zalo bot and how it is reached.

    `name` is its name in the settings. With `public_url` (https) and `secret` the bot hears by webhook at public_url + `path`, else by
    polling. `styled`: bold is sent as a style. `link` makes a link to an attachment of an outbox part, None where there can be none.
    `pace` are sends a second.
    """

    token: str = field(repr=False)
    name: str = "zalo"
    api_url: str = "https://bot-api.zaloplatforms.com"
    route: Route = field(default_factory=Route)
    public_url: str | None = None
    secret: str | None = field(default=None, repr=False)
    styled: bool = False
    link: Callable[[str], str] | None = None
    pace: float = 5.0
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


class Zalo:
    """The channel of one Zalo bot; `ignored` counts what the core does not get."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.name = account.name
        self.abilities = Abilities(
            longest=LONGEST, buttons=False, edits=False, files_out=False, per_second=account.pace, per_chat=1, per_group=20,
            links=account.link is not None,
        )  # fmt: skip
        self.ignored: Counter[str] = Counter()
        self.receive: Receive | None = None
        self._client = Client(account.api_url, account.token, account.route, account.patience)
        self._me: Me | None = None

    @property
    def title(self) -> str:
        """The name people see, once it is known."""
        return self._me.name if self._me else ""

    async def open(self) -> None:
        """Check the token, set polling or webhook; raises Misconfigured. Without network it warns, `listen` tries on."""
        await self._client.start()
        try:
            await self._introduce()
        except (NotSent, MaybeSent, Wait, Idle) as trouble:
            log.warning("%s: Zalo cannot be reached (%s); trying on", self.name, trouble.reason)

    async def listen(self, receive: Receive) -> None:
        """Poll until cancelled, or hand `receive` to the webhook and return; raises Misconfigured."""
        pauses = Pauses(self.name, self.account.pause, self.account.longest_pause)
        while self._me is None:
            try:
                await self._introduce()
            except (NotSent, MaybeSent, Wait, Idle) as trouble:
                await pauses.after(trouble)
        self.receive = receive
        if self.account.public_url is None:
            await self._poll(receive, pauses)

    def render(self, reply: Reply) -> tuple[Part, ...]:
        """Texts of at most 1,900 units, cut at paragraphs; choices under the last, numbered or as words to type; a file as its text."""
        longest = LONGEST - _LINK_ROOM if reply.attachment else LONGEST
        texts = [(each.text, entities(each)) for each in laid_out(reply.blocks, longest)] or [("…", ())]
        if reply.attachment and self.account.link is None:
            texts += [(piece, ()) for piece in _pieces(reply.attachment.public_text)]
        tail = to_type(reply.choices) if reply.by_word else to_choose(reply.choices)
        if tail:
            last, styles = texts[-1]
            if units(last) + units(tail) + 2 <= longest:
                texts[-1] = (f"{last}\n\n{tail}", styles)
            else:
                texts.append((tail, ()))
        parts = [Part(text, styles) for text, styles in texts]
        choices: tuple[Choice, ...] = () if reply.by_word else reply.choices
        parts[-1] = Part(parts[-1].text, parts[-1].entities, choices, reply.attachment if self.account.link else None)
        return tuple(parts)

    async def send(self, address: Address, part: Part, key: str, plain: bool = False) -> str:
        """Send one part. Zalo knows no keys: the same part sent twice is seen twice."""
        text = part.text
        if part.attachment is not None and self.account.link is not None:
            link = self.account.link(key)
            if part.attachment.media_type.startswith("image/"):
                return _message(await self._client.call("sendPhoto", {"chat_id": address.chat, "photo": link, "caption": text}))
            text = f"{text}\n\n{part.attachment.name}: {link}"
        bold = [{"start": run.offset, "len": run.length, "st": ["b"]} for run in part.entities if run.kind == BOLD]
        styles = bold if self.account.styled and bold and not plain else None
        return _message(await self._client.call("sendMessage", {"chat_id": address.chat, "text": text, "text_styles": styles}))

    async def fetch(self, ref: str, most: int) -> bytes:
        """The bytes of a picture somebody sent; its address is public and does not hold for long."""
        return await self._client.download(ref, most)

    async def mark(self, address: Address, mark: Mark) -> None:
        """Zalo changes no message."""

    async def pressed(self, key: str) -> None:
        """There is nothing to press."""

    async def close(self) -> None:
        await self._client.stop()

    def messages(self, updates: Sequence[Json]) -> tuple[Incoming, ...]:
        """What the core gets of some updates; the rest is counted."""
        if self._me is None:
            raise RuntimeError("open first")
        got: list[Incoming] = []
        for update in updates:
            message = heard(update, self.name, self._me)
            if isinstance(message, Ignored):
                self.ignored[message.why] += 1
                log.log(logging.WARNING if message.why == UNREADABLE else logging.DEBUG, "%s: an update left aside: %s", self.name, message.why)
            else:
                got.append(message)
        return tuple(got)

    async def _introduce(self) -> None:
        """Ask who we are, then set how we hear: a webhook and polling exclude each other."""
        me = await self._client.call("getMe", {})
        if not isinstance(me, dict) or "id" not in me:
            raise MaybeSent("unreadable account")
        if self.account.public_url is None:
            await self._client.call("deleteWebhook", {})
        else:
            url = self.account.public_url.rstrip("/") + self.account.path
            try:
                await self._client.call("setWebhook", {"url": url, "secret_token": self.account.secret})
            except (NotSent, MaybeSent, Wait, Misconfigured):
                raise
            except SendError as refused:
                raise Misconfigured(f"Zalo refuses the webhook: {refused.reason}") from None
        self._me = Me(str(me["id"]), str(me.get("display_name") or me.get("account_name") or ""))

    async def _poll(self, receive: Receive, pauses: Pauses) -> None:
        """One update a call, consumed when it is read: it is held here until the core has committed it, and only then the next is asked for."""
        held: tuple[Incoming, ...] = ()
        while True:
            try:
                if not held:
                    found = await self._client.call("getUpdates", {"timeout": str(self.account.poll)}, wait=self.account.poll)
                    held = self.messages(updates_in(found))
                if held:
                    await receive(held)
                held = ()
            except Idle:
                pauses.over()
            except Misconfigured:
                raise
            except Exception as trouble:  # noqa: BLE001 - a poller that dies unseen is deaf for ever
                await pauses.after(trouble)
            else:
                pauses.over()


def _message(result: object) -> str:
    if isinstance(result, dict) and result.get("message_id"):
        return str(result["message_id"])
    raise MaybeSent("no id of the message in the answer")


def _pieces(text: str) -> list[str]:
    return [each.text for each in laid_out([words(part) for part in text.split("\n\n")], LONGEST)]
