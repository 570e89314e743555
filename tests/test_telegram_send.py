"""What leaves for Telegram over real HTTP, and what each of Telegram's answers means."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.channels.base import Closed, Mark, MaybeSent, Misconfigured, Moved, NotSent, Part, Refused, RefusedStyle, SendError, Wait
from bot.channels.telegram import Account
from handlers.message import Address, Attachment, Choice, Paragraph, Quote, Reply, Span, Stored, words
from tests.fakes.telegram_faults import KINDS, Fault
from tests.fakes.telegram_server import TOKEN
from tests.fakes.telegram_talk import MENU, Talk, talk

CHAT = 42


@pytest_asyncio.fixture
async def tg() -> AsyncIterator[Talk]:
    async with talk() as both:
        both.server.says(CHAT, "/start")
        yield both


async def sent(tg: Talk, part: Part, plain: bool = False, chat: int = CHAT) -> str:
    return await tg.channel.send(tg.to(chat), part, "k", plain)


async def test_a_reply_is_shown_with_styles_and_buttons(tg: Talk) -> None:
    """Bold, quotation and buttons arrive as the reader should see them, without link previews, and Telegram has nothing to complain of."""
    reply = Reply(
        (Paragraph((Span("😀 Hạn: "), Span("31/7/2014", strong=True))), Quote("trước tháng 8", "Mục III.1")), (Choice("Xong", "xong"),)
    )
    message = await sent(tg, tg.channel.render(reply)[0])
    shown = tg.server.to(CHAT)[0]
    assert (str(shown.message_id), shown.styled("bold"), shown.styled("blockquote")) == (message, ["31/7/2014"], ["“trước tháng 8”"])
    assert shown.buttons == [[("Xong", "xong")]]
    assert not tg.server.complaints
    assert tg.server.made("sendMessage")[0].values["link_preview_options"] == {"is_disabled": True}


async def test_money_is_spent_on_pushed_messages_only() -> None:
    """Where faster sending is bought, reminders and broadcasts say so, answers do not; where it is not, nothing does."""
    for paid in (0, 500):
        async with talk(paid=paid) as tg:
            tg.server.says(CHAT, "/start")
            for pushed in (False, True):
                await tg.channel.send(tg.to(CHAT), Part("Hạn: 31/7", pushed=pushed), "k")
            asked = [call.values.get("allow_paid_broadcast") for call in tg.server.made("sendMessage")]
            assert asked == [None, True if paid else None]
            assert not tg.server.complaints


async def test_plain_means_without_styles(tg: Talk) -> None:
    """What was refused for its styles goes again with the same words and buttons and no entity."""
    part = tg.channel.render(Reply((words("đậm", strong=True),), (Choice("A", "a"),)))[0]
    await sent(tg, part, plain=True)
    shown = tg.server.to(CHAT)[0]
    assert (shown.text, shown.entities, shown.buttons) == ("đậm", [], [[("A", "a")]])


PAPER = Stored("files/1.pdf", "Giấy mời.pdf", "application/pdf", "")
PHOTO = Stored("files/2.jpg", "Ảnh.jpg", "image/jpeg", "")
ODD = Stored("files/3.jpg", "Ảnh lạ.jpg", "image/jpeg", "")
KEPT = {PAPER: b"%PDF-1.7" + bytes(5000), PHOTO: b"\xff\xd8\xff" + bytes(900), ODD: b"of odd measures"}


def read(file: Stored) -> bytes:
    """What is kept; the rest is gone."""
    if file not in KEPT:
        raise FileNotFoundError(file.path)
    return KEPT[file]


async def test_a_kept_file_goes_up_once() -> None:
    """However many get it, also at the same time, the bytes are carried once; each has it whole, with the words and the buttons."""
    async with talk(read=read) as tg:
        chats = range(1, 15)  # the fake takes no more in a second
        for chat in chats:
            tg.server.says(chat, "/start")
        for file, method in ((PAPER, "sendDocument"), (PHOTO, "sendPhoto")):
            (part,) = tg.channel.render(Reply((words("Mời họp", strong=True),), (Choice("Đã nhận", "da nhan tin 1"),), file))
            await asyncio.gather(*(sent(tg, part, chat=chat) for chat in chats))
            got = [tg.server.to(chat)[-1] for chat in chats]
            assert {(each.text, each.file) for each in got} == {("Mời họp", (file.name, KEPT[file]))}
            assert all(each.styled("bold") == ["Mời họp"] and each.buttons for each in got)
            assert len(tg.server.made(method)) == len(chats)
        assert [kind for kind, *_ in tg.server.uploads.values()] == ["document", "photo"]
        assert not tg.server.complaints


async def test_a_picture_that_is_no_photo_goes_as_a_document() -> None:
    """Telegram refuses pictures of odd measures; the same picture goes as a document, and is not tried as a photo again."""
    async with talk(read=read) as tg:
        tg.server.says(CHAT, "/start")
        for _ in range(2):
            await sent(tg, Part("Ảnh", attachment=ODD))
        assert [shown.file for shown in tg.server.to(CHAT)] == [(ODD.name, KEPT[ODD])] * 2
        assert (len(tg.server.made("sendPhoto")), len(tg.server.uploads)) == (1, 1)
        tg.server.complaints.clear()  # the one refusal is what this is about


async def test_an_id_that_is_no_good_any_more_is_got_anew() -> None:
    """Should Telegram forget a file, the bytes are carried once more; a file that is gone is refused for good."""
    async with talk(read=read) as tg:
        tg.server.says(CHAT, "/start")
        await sent(tg, Part("Tệp", attachment=PAPER))
        tg.server.uploads.clear()
        await sent(tg, Part("Tệp", attachment=PAPER))
        assert [shown.file for shown in tg.server.to(CHAT)] == [(PAPER.name, KEPT[PAPER])] * 2
        tg.server.complaints.clear()
        with pytest.raises(Refused):
            await sent(tg, Part("Tệp", attachment=replace(PAPER, path="files/gone.pdf")))


async def test_a_file_arrives_with_its_vietnamese_name(tg: Talk) -> None:
    """A document is carried byte for byte, with name, caption, styles and buttons."""
    data = bytes(range(256)) * 40
    file = Attachment('Kế hoạch "số 1".txt', "text/plain", data, "trên trang")
    await sent(tg, tg.channel.render(Reply((words("Văn bản", strong=True),), (Choice("A", "a"),), file))[0])
    shown = tg.server.to(CHAT)[0]
    assert shown.file == ('Kế hoạch "số 1".txt', data)
    assert (shown.text, shown.styled("bold"), shown.buttons) == ("Văn bản", ["Văn bản"], [[("A", "a")]])


async def test_a_forum_topic_is_answered_in_the_topic(tg: Talk) -> None:
    """The answer to a question in a forum's topic stands in that topic."""
    tg.server.says_in(-1001, CHAT, "/hoi hạn", is_topic_message=True, message_thread_id=77)
    await tg.channel.send(Address("telegram", "-1001/77"), Part("Hạn: 31/7"), "k")
    assert tg.server.to(-1001)[0].thread == 77


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("blocked", Closed),
        ("kicked", Closed),
        ("chat not found", Closed),
        ("entities", RefusedStyle),
        ("bad request", Refused),
        ("not ok", Refused),
        ("migrate", Moved),
        ("flood", Wait),
        ("token", Misconfigured),
        ("conflict", Misconfigured),
        ("server error", MaybeSent),
        ("html", MaybeSent),
        ("html 200", MaybeSent),
        ("firewall", MaybeSent),
        ("empty", MaybeSent),
        ("half", MaybeSent),
        ("slow", MaybeSent),
        ("cut before", MaybeSent),
        ("cut after", MaybeSent),
    ],
)
async def test_every_answer_has_its_meaning(tg: Talk, kind: str, expected: type[SendError]) -> None:
    """The table of errors: each way Telegram can answer, or not answer, is told apart; only what is final is final."""
    tg.server.faults.append(Fault(kind, seconds=3, to=-1002))
    with pytest.raises(SendError) as caught:
        await sent(tg, Part("x"))
    error = caught.value
    assert isinstance(error, expected)
    assert expected is not Refused or not isinstance(error, RefusedStyle)
    assert error.reason
    assert TOKEN not in error.reason
    if isinstance(error, Wait):
        assert error.seconds == 3
    if isinstance(error, Moved):
        assert error.chat == "-1002"


def test_no_fault_is_left_out_of_the_table() -> None:
    """Every fault the fake knows stands in the table above."""
    table = next(mark for mark in test_every_answer_has_its_meaning.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    assert {kind for kind, _ in table.args[1]} == set(KINDS)


async def test_without_a_connection_nothing_was_sent(tg: Talk) -> None:
    """While Telegram is away it is certain that nothing arrived; afterwards it goes on by itself."""
    await tg.server.outage()
    await asyncio.sleep(0.05)
    with pytest.raises(NotSent):
        await sent(tg, Part("x"))
    await tg.server.restore()
    await sent(tg, Part("x"))
    assert [shown.text for shown in tg.server.to(CHAT)] == ["x"]


async def test_what_may_have_arrived_did(tg: Talk) -> None:
    """A cut behind the acceptance is called unknown for a reason: the reader has the message."""
    tg.server.faults.append(Fault("cut after"))
    with pytest.raises(MaybeSent):
        await sent(tg, Part("x"))
    assert len(tg.server.to(CHAT)) == 1


async def test_a_chat_that_never_wrote_is_closed(tg: Talk) -> None:
    """A bot cannot write first; such an address takes no messages."""
    with pytest.raises(Closed):
        await sent(tg, Part("x"), chat=43)


async def test_a_closed_channel_sends_nothing(tg: Talk) -> None:
    """After close a send is certain not to have happened."""
    await tg.channel.close()
    with pytest.raises(NotSent):
        await sent(tg, Part("x"))


async def pressed_button(tg: Talk) -> tuple[int, str]:
    """Two buttons shown, the first pressed and heard; the message's id and the press's key."""
    await tg.listen()
    part = tg.channel.render(Reply((words("Đơn vị đã nộp chưa?"),), (Choice("Đã nộp", "xong"), Choice("Chưa", "chua"))))[0]
    message = int(await sent(tg, part))
    tg.server.presses_button(CHAT, message, "xong")
    await tg.server.wait_for(lambda: len(tg.kept) == 2)
    return message, tg.kept[1].key


async def test_a_press_is_answered_and_marked(tg: Talk) -> None:
    """The pressed button stops waiting and its message shows what was chosen; marking twice asks Telegram once."""
    message, key = await pressed_button(tg)
    await tg.channel.pressed(key)
    for _ in range(2):
        await tg.channel.mark(tg.to(CHAT), Mark(str(message), "xong"))
    assert key == "cb" + tg.server.answered[0]
    assert tg.server.to(CHAT)[0].buttons == [[("✓ Đã nộp", "xong"), ("Chưa", "chua")]]
    assert len(tg.server.made("editMessageReplyMarkup")) == 1


async def test_a_mark_that_already_stands_is_no_failure(tg: Talk) -> None:
    """An answer of "message is not modified" means that the tick is where it should be."""
    message, _ = await pressed_button(tg)
    tg.server.one(CHAT, message).buttons = [[("✓ Đã nộp", "xong"), ("Chưa", "chua")]]
    await tg.channel.mark(tg.to(CHAT), Mark(str(message), "xong"))
    assert tg.server.made("editMessageReplyMarkup")[0].status == 400


async def test_a_mark_nobody_remembers_is_left_out(tg: Talk) -> None:
    """After a restart the keyboard is not known any more: nothing is asked, nothing fails."""
    await tg.channel.mark(tg.to(CHAT), Mark("7", "xong"))
    assert not tg.server.made("editMessageReplyMarkup")


@pytest.mark.parametrize("kind", ["server error", "cut before", "blocked"])
async def test_a_mark_that_fails_says_how(tg: Talk, kind: str) -> None:
    """Marking raises only the contract's errors, and can be tried again."""
    message, _ = await pressed_button(tg)
    tg.server.faults.append(Fault(kind, "editMessageReplyMarkup"))
    with pytest.raises(SendError):
        await tg.channel.mark(tg.to(CHAT), Mark(str(message), "xong"))
    await tg.channel.mark(tg.to(CHAT), Mark(str(message), "xong"))
    assert tg.server.to(CHAT)[0].buttons[0][0] == ("✓ Đã nộp", "xong")


@pytest.mark.parametrize("key", ["cb000", "u5.5", ""])
async def test_answering_a_press_never_raises(tg: Talk, key: str) -> None:
    """A press too old, or no press at all, is nothing to stumble over."""
    await tg.channel.pressed(key)
    await tg.server.outage()
    await tg.channel.pressed(key)


async def test_the_menu_is_set_in_vietnamese(tg: Talk) -> None:
    """Telegram shows the commands with their descriptions."""
    assert tg.server.commands == [{"command": name, "description": says} for name, says in MENU]


async def test_a_wrong_token_is_said_plainly() -> None:
    """A token Telegram does not accept stops the channel with a reason a person understands."""
    async with talk() as both:
        both.server.token = "other"
        with pytest.raises(Misconfigured, match="does not accept the bot's token"):
            await both.channel.open()


async def test_many_sends_at_once_share_the_session(tg: Talk) -> None:
    """Sends under way at the same time do not wait for or disturb one another."""
    tg.server.pace = type(tg.server.pace)(None, None, None)
    ids = await asyncio.gather(*(sent(tg, Part(f"số {n}")) for n in range(100)))
    assert len(set(ids)) == 100
    assert {s.text for s in tg.server.to(CHAT)} == {f"số {n}" for n in range(100)}


@pytest.mark.filterwarnings("ignore")
async def test_the_token_is_never_shown(tg: Talk, caplog: pytest.LogCaptureFixture) -> None:
    """With every logger at DEBUG and every failure driven, neither the token nor what people say is written anywhere."""
    caplog.set_level(logging.DEBUG)
    asyncio.get_running_loop().set_debug(True)
    shown: list[str] = [repr(tg.channel), repr(tg.channel.account), repr(tg.channel._bot), str(tg.channel._bot)]
    tg.server.says(CHAT, "lời riêng của tôi")
    for kind in KINDS:
        tg.server.faults += [Fault(kind, seconds=0.7), Fault(kind, "getMe", seconds=0.7), Fault(kind, "getUpdates", seconds=0.7)]
        for doing in (sent(tg, Part("lời riêng của tôi")), tg.channel.open(), tg.channel._updates(None)):
            try:
                await doing
            except SendError as error:
                shown += [repr(error), str(error), repr(error.args), "".join(map(str, (error.__cause__, vars(error))))]
                shown.append(logging.Formatter().formatException((type(error), error, error.__traceback__)))
    await tg.server.outage()
    for doing in (sent(tg, Part("x")), tg.channel.open()):
        try:
            await doing
        except SendError as error:
            shown.append(logging.Formatter().formatException((type(error), error, error.__traceback__)))
    everything = "\n".join([*shown, caplog.text, *(repr(vars(record)) for record in caplog.records)])
    assert len(shown) > 40
    assert TOKEN not in everything
    assert TOKEN.partition(":")[2] not in everything
    assert "lời riêng" not in caplog.text


def test_a_webhook_needs_a_secret() -> None:
    """No webhook without the secret that proves who calls it."""
    with pytest.raises(ValueError, match="secret"):
        Account(TOKEN, public_url="https://bot.example")
