"""What every channel promises, as one suite: a channel joins by a Wire over its platform's real wire and a subclass with a `wire` fixture."""

from __future__ import annotations

import asyncio
import logging
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from bot.channels.base import Channel, Mark, MaybeSent, NotSent, Part, RefusedStyle, SendError
from handlers.message import Address, Arrival, Attachment, Block, Choice, Incoming, Items, Paragraph, Quote, Reply, Span, plain, words

HOSTILE = (
    "*đậm* _nghiêng_ `mã` ~gạch~",
    "<b>x</b> & </script> <!--",
    "[chữ](https://example.org) {red}x{/red}",
    "dòng một\ndòng hai",
    "\\ \" ' %s {0} $1",
    "😀👨‍👩‍👧‍👦🇻🇳 ệ̣",
    "/start @moi_nguoi #the",
)
FILE = Attachment("Kế hoạch số 1.txt", "text/plain", "Đại hội thi đua".encode(), "Toàn văn: Đại hội thi đua")


@dataclass(frozen=True)
class Seen:
    """A message of the bot's as its reader sees it; `bold` are the emphasised runs, `choices` the labels that can be pressed."""

    text: str
    bold: Sequence[str] = ()
    choices: Sequence[str] = ()
    file: tuple[str, bytes] | None = None


@dataclass
class Wire:
    """A channel on its platform's wire, listening, with one person who has written.

    `troubles` names everything `strike` can do to the next send and the error it must become; `secrets` must never be shown.
    """

    channel: Channel
    address: Address
    troubles: Mapping[str, type[SendError]]
    secrets: Sequence[str] = ()
    kept: list[Incoming] = field(default_factory=list)
    tried: int = 0
    refuse: Exception | None = None

    async def receive(self, batch: Sequence[Incoming]) -> None:
        """The core's part: keep the batch, or nothing at all."""
        self.tried += 1
        if self.refuse:
            raise self.refuse
        self.kept += batch

    async def say(self, text: str) -> None:
        """The person writes; returns when the platform has got it and believes it kept or will bring it again."""
        raise NotImplementedError

    async def press(self, message: str, choice: Choice) -> None:
        """The person presses a choice under a message."""
        raise NotImplementedError

    async def again(self) -> None:
        """The platform brings the last message once more, as after a lost confirmation."""
        raise NotImplementedError

    async def seen(self) -> Sequence[Seen]:
        """What the person has been shown, oldest first."""
        raise NotImplementedError

    def strike(self, trouble: str) -> None:
        """Let the next send meet a trouble."""
        raise NotImplementedError

    def calm(self) -> None:
        """End a trouble that does not end by itself."""

    def complaints(self) -> Sequence[str]:
        """What the platform would not have taken."""
        return ()

    async def heard(self, count: int) -> None:
        """Wait until so many messages are kept."""
        async with asyncio.timeout(10):
            while len(self.kept) < count:  # noqa: ASYNC110 - the wire has no event for it
                await asyncio.sleep(0.01)


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


async def send(wire: Wire, reply: Reply, key: str = "k") -> list[str]:
    parts = wire.channel.render(reply)
    return [await wire.channel.send(wire.address, part, f"{key}/{n}") for n, part in enumerate(parts)]


class ChannelConformance:
    """Subclass it, give it a `wire` fixture."""

    async def test_what_is_written_arrives_as_written(self, wire: Wire) -> None:
        """Every sign a person types reaches the core, in the right conversation, with a moment and a key."""
        texts = [f"x {text}" for text in HOSTILE] + [unicodedata.normalize("NFD", "Hạn nộp kế hoạch")]
        for text in texts:
            await wire.say(text)
        await wire.heard(len(texts))
        assert [message.text for message in wire.kept] == texts
        for message in wire.kept:
            assert (message.address, message.arrival, message.group) == (wire.address, Arrival.TEXT, False)
            assert message.sender == wire.address.chat
            assert message.at.tzinfo is not None
            assert message.key

    async def test_every_message_has_a_key_of_its_own(self, wire: Wire) -> None:
        """The same words twice are two messages, in their order."""
        for text in ("có", "có", "không"):
            await wire.say(text)
        await wire.heard(3)
        assert len({message.key for message in wire.kept}) == 3
        assert [message.text for message in wire.kept] == ["có", "có", "không"]

    async def test_a_message_brought_again_has_the_same_key(self, wire: Wire) -> None:
        """What the platform repeats can be told from what a person repeats."""
        await wire.say("có")
        await wire.heard(1)
        await wire.again()
        await wire.heard(2)
        assert wire.kept[0].key == wire.kept[1].key

    async def test_what_was_not_kept_comes_again(self, wire: Wire) -> None:
        """A core that cannot keep a message gets it again, with its key, when it can."""
        wire.refuse = OSError("disk full")
        saying = asyncio.create_task(wire.say("có"))
        async with asyncio.timeout(10):
            while not wire.tried:  # noqa: ASYNC110 - the wire has no event for it
                await asyncio.sleep(0.01)
        assert not wire.kept
        wire.refuse = None
        await saying
        await wire.heard(1)
        assert [message.text for message in wire.kept] == ["có"]

    async def test_a_press_is_what_its_choice_says(self, wire: Wire) -> None:
        """A pressed choice arrives as its command, with the message it stood under; answering and marking it never fail."""
        choice = Choice("Đã nộp", "xong gui ke hoach")
        message = (await send(wire, Reply((words("Đã nộp chưa?"),), (choice, Choice("Chưa", "chua")))))[-1]
        if not wire.channel.abilities.buttons:
            # Printed as a numbered list, or as words to type where a number would be read as a value.
            assert "1. Đã nộp" in (await wire.seen())[-1].text
            await send(wire, Reply((words("Số đại biểu?"),), (choice,), by_word=True), "by word")
            assert choice.says in (await wire.seen())[-1].text
            assert "1. " not in (await wire.seen())[-1].text
            return
        await wire.press(message, choice)
        await wire.heard(1)
        press = wire.kept[0]
        assert (press.text, press.arrival, press.message, press.address) == (choice.says, Arrival.PRESS, message, wire.address)
        await wire.channel.pressed(press.key)
        await wire.channel.mark(wire.address, Mark(message, press.text))
        await wire.channel.mark(wire.address, Mark(message, press.text))
        assert not wire.complaints()

    async def test_a_reply_is_shown_whole(self, wire: Wire) -> None:
        """Paragraphs, lists, emphasis, the quoted clause with its place: all of it is there, the emphasis not as signs."""
        blocks: tuple[Block, ...] = (
            Paragraph((Span("Hạn: "), Span("31/7/2014", strong=True))),
            Items(((Span("một"),), (Span("hai", strong=True),)), numbered=True),
            Quote("trước tháng 8 năm 2014", "Mục III.1"),
        )
        await send(wire, Reply(blocks))
        seen = (await wire.seen())[-1]
        assert squeezed(seen.text) == squeezed(plain(Reply(blocks)))
        if seen.bold:
            assert list(seen.bold) == ["31/7/2014", "hai"]
        assert not wire.complaints()

    async def test_nothing_typed_becomes_markup(self, wire: Wire) -> None:
        """Signs of any markup are shown as they are, emphasised or not, and nothing is refused for them."""
        for number, text in enumerate(HOSTILE):
            await send(wire, Reply((words(text), words(text, strong=True))), str(number))
        assert [squeezed(message.text) for message in await wire.seen()] == [squeezed(text + text) for text in HOSTILE]
        assert not wire.complaints()

    async def test_what_is_too_long_is_split_without_loss(self, wire: Wire) -> None:
        """However long, a reply is shown complete and in order within the platform's limit, its choices at the end."""
        for unit in ("chữ ", "Một câu dài. ", "😀", "ế"):
            reply = Reply((words("Đầu"), words(unit * (9000 // len(unit))), words("Cuối")), (Choice("Tiếp", "tiep"),))
            parts = wire.channel.render(reply)
            assert all(len(part.text.encode("utf-16-le")) // 2 <= wire.channel.abilities.longest for part in parts)
            assert [bool(part.choices) for part in parts] == [False] * (len(parts) - 1) + [True]
            await send(wire, reply, unit)
            seen = await wire.seen()
            assert squeezed(plain(reply)) in squeezed("".join(message.text for message in seen[-len(parts) :]))
            assert list(seen[-1].choices) == ["Tiếp"] or "Tiếp" in seen[-1].text
        assert not wire.complaints()

    async def test_no_part_is_ever_empty(self, wire: Wire) -> None:
        """A reply without words is still at least one part with something in it."""
        for reply in (Reply(()), Reply((words(" "),)), Reply((words("x"),), attachment=FILE)):
            assert wire.channel.render(reply)
        await send(wire, Reply((words("\u200bx"),)))
        assert not wire.complaints()

    async def test_a_file_arrives_or_its_words_do(self, wire: Wire) -> None:
        """A file comes with its name and bytes; where files cannot go, the public text stands in for it."""
        await send(wire, Reply((words("Văn bản đây."),), attachment=FILE))
        seen = await wire.seen()
        if wire.channel.abilities.files_out:
            assert seen[-1].file == (FILE.name, FILE.data)
        else:
            assert squeezed(FILE.public_text) in squeezed("".join(message.text for message in seen))

    async def test_plain_has_the_same_words(self, wire: Wire) -> None:
        """Sent plain after a refusal, a part says the same without styles."""
        (part,) = wire.channel.render(Reply((words("Hạn: 31/7", strong=True),)))
        await wire.channel.send(wire.address, part, "plain", plain=True)
        assert "Hạn: 31/7" in (await wire.seen())[-1].text

    async def test_the_same_key_twice(self, wire: Wire) -> None:
        """Where the channel says it is idempotent a part sent twice is shown once; where not, twice: an outcome must not be guessed."""
        for _ in range(2):
            await wire.channel.send(wire.address, Part("một lần"), "same/0")
        shown = [message for message in await wire.seen() if message.text == "một lần"]
        assert len(shown) == (1 if wire.channel.abilities.idempotent else 2)

    async def test_every_trouble_has_its_meaning(self, wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
        """Each way a send can fail is one of the contract's errors, with a reason that shows no secret, and the next send goes through."""
        caplog.set_level(logging.DEBUG)
        for trouble, expected in wire.troubles.items():
            wire.strike(trouble)
            with pytest.raises(SendError) as caught:
                await wire.channel.send(wire.address, Part(f"thử {trouble}"), trouble)
            wire.calm()
            assert isinstance(caught.value, expected), (trouble, caught.value)
            assert isinstance(caught.value, RefusedStyle) == (expected is RefusedStyle), trouble
            assert caught.value.reason
            assert not any(secret in caught.value.reason + repr(caught.value) + caplog.text for secret in wire.secrets)
            await wire.channel.send(wire.address, Part(f"sau {trouble}"), f"sau {trouble}")
        assert [m.text for m in await wire.seen() if m.text.startswith("sau ")] == [f"sau {t}" for t in wire.troubles]

    async def test_not_sent_means_not_shown(self, wire: Wire) -> None:
        """What is called not sent can be sent again without a double; only what is called maybe may have been shown."""
        for trouble, expected in wire.troubles.items():
            wire.strike(trouble)
            with pytest.raises(SendError):
                await wire.channel.send(wire.address, Part(f"lời {trouble}"), trouble)
            shown = any(message.text == f"lời {trouble}" for message in await wire.seen())
            assert not shown or expected is MaybeSent, trouble

    async def test_answering_a_press_never_raises(self, wire: Wire) -> None:
        """A press that is unknown or long gone is nothing to stumble over."""
        for key in ("", "x", "cb0", "không có"):
            await wire.channel.pressed(key)

    async def test_closing_is_safe_and_final(self, wire: Wire) -> None:
        """Closing twice is harmless, presses are harmless afterwards."""
        await wire.channel.close()
        await wire.channel.close()
        await wire.channel.pressed("cb1")
        assert not any(secret in repr(wire.channel) for secret in wire.secrets)

    async def test_not_open_is_not_sent(self, wire: Wire) -> None:
        """After closing, a send that cannot happen is certain not to have happened."""
        await wire.channel.close()
        (ended,) = await asyncio.gather(wire.channel.send(wire.address, Part("x"), "closed"), return_exceptions=True)
        assert isinstance(ended, str | NotSent)
