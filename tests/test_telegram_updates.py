"""Raw Telegram updates in, the core's messages out, or the reason why not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.telegram_updates import Ignored, Me, heard
from handlers.message import Address, Arrival, Incoming

ME = Me(7_000_000_001, "kehoach_bot")
NOW = datetime(2014, 7, 17, 1, 0, tzinfo=UTC)
SENT = 1405555200
PERSON = {"id": 42, "is_bot": False, "first_name": "Lan", "last_name": "Nguyễn"}
PRIVATE = {"id": 42, "type": "private", "first_name": "Lan"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Tổ giúp việc"}
OURS = {"message_id": 5, "from": {"id": ME.id, "is_bot": True, "first_name": "Bot"}, "chat": GROUP, "date": SENT, "text": "Chào"}


def message(chat: dict[str, Any] = PRIVATE, **more: Any) -> dict[str, Any]:
    return {"message_id": 9, "from": PERSON, "chat": chat, "date": SENT, **more}


def said(text: str, chat: dict[str, Any] = PRIVATE, **more: Any) -> dict[str, Any]:
    return {"update_id": 100, "message": message(chat, text=text, **more)}


def mention(text: str, name: str, chat: dict[str, Any] = GROUP, **more: Any) -> dict[str, Any]:
    offset = len(text[: text.index(name)].encode("utf-16-le")) // 2
    return said(text, chat, entities=[{"type": "mention", "offset": offset, "length": len(name)}], **more)


def got(update: dict[str, Any]) -> Incoming:
    found = heard(update, "telegram", ME, NOW)
    assert isinstance(found, Incoming), found
    return found


def why(update: dict[str, Any]) -> str:
    found = heard(update, "telegram", ME, NOW)
    assert isinstance(found, Ignored), found
    return found.why


def test_a_text_brings_everything_the_core_needs() -> None:
    """A private text becomes a message with the person's name, Telegram's moment and a key of its own."""
    assert got(said("Hạn nộp là khi nào?")) == Incoming(
        Address("telegram", "42"), "u100.9", "42", "Hạn nộp là khi nào?", datetime(2014, 7, 17, tzinfo=UTC), Arrival.TEXT, "Lan Nguyễn", "9"
    )


@pytest.mark.parametrize(
    ("text", "arrival", "read"),
    [
        ("/start", Arrival.START, ""),
        ("/start MA-so_123", Arrival.START, "MA-so_123"),
        ("/START x", Arrival.START, "x"),
        ("/start@kehoach_bot x", Arrival.START, "x"),
        ("/hoi hạn nộp?", Arrival.TEXT, "hạn nộp?"),
        ("/hoi\nhạn nộp?", Arrival.TEXT, "hạn nộp?"),
        ("/hoi", Arrival.TEXT, "/hoi"),
        ("/trogiup", Arrival.TEXT, "/trogiup"),
        ("/trogiup@kehoach_bot", Arrival.TEXT, "/trogiup"),
        ("/startle", Arrival.TEXT, "/startle"),
        ("/ 5", Arrival.TEXT, "/ 5"),
        ("a /start", Arrival.TEXT, "a /start"),
    ],
)
def test_commands_in_private(text: str, arrival: Arrival, read: str) -> None:
    """/start is a START with its payload, /hoi asks what stands behind it, other commands lose only the bot's name."""
    found = got(said(text))
    assert (found.arrival, found.text) == (arrival, read)


@pytest.mark.parametrize("kind", ["sticker", "photo", "voice", "document", "location", "contact", "poll", "video_note"])
def test_things_without_words_arrive_as_such(kind: str) -> None:
    """A sticker, a picture, a voice message reaches the core as OTHER, with its caption for text."""
    assert got({"update_id": 1, "message": message(**{kind: {}})}).arrival is Arrival.OTHER
    assert got({"update_id": 1, "message": message(**{kind: {}}, caption="Báo cáo")}).text == "Báo cáo"


@pytest.mark.parametrize("service", ["new_chat_title", "pinned_message", "message_auto_delete_timer_changed", "left_chat_member"])
def test_service_messages_are_nobodys_words(service: str) -> None:
    """What Telegram itself writes into a chat is acknowledged and not answered."""
    assert why({"update_id": 1, "message": message(**{service: {}})}) == "service message"


def test_other_bots_are_not_talked_to() -> None:
    """Two bots in a group can never answer each other without end."""
    robot = {"id": 5, "is_bot": True, "first_name": "Bot khác"}
    assert why({"update_id": 1, "message": message(GROUP, text="/hoi gì", **{"from": robot})}) == "not from a person"


def test_an_anonymous_administrator_is_a_person() -> None:
    """An administrator who writes in the group's name is heard although Telegram calls the sender a bot."""
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    assert got({"update_id": 1, "message": message(GROUP, text="/hoi hạn", sender_chat=GROUP, **{"from": anonymous})}).text == "hạn"


@pytest.mark.parametrize(
    ("update", "text"),
    [
        (mention("@kehoach_bot hạn nộp?", "@kehoach_bot"), "hạn nộp?"),
        (mention("@KeHoach_Bot, hạn nộp?", "@KeHoach_Bot"), "hạn nộp?"),
        (mention("😀😀 hỏi @kehoach_bot chút", "@kehoach_bot"), "😀😀 hỏi chút"),
        (mention("@kehoach_bot", "@kehoach_bot"), "/hoi"),
        (said("/hoi hạn nộp?", GROUP), "hạn nộp?"),
        (said("/hoi@kehoach_bot hạn nộp?", GROUP), "hạn nộp?"),
        (said("/trogiup@kehoach_bot", GROUP), "/trogiup"),
        (said("còn VNPT?", GROUP, reply_to_message=OURS), "còn VNPT?"),
        (said("Bot ơi", GROUP, entities=[{"type": "text_mention", "offset": 0, "length": 3, "user": {"id": ME.id}}]), "ơi"),
    ],
)
def test_in_a_group_what_is_meant_for_the_bot_is_heard(update: dict[str, Any], text: str) -> None:
    """A mention, a reply, /hoi and a command with the bot's name reach the core, without the name and as the group's."""
    found = got(update)
    assert (found.text, found.group, found.address.chat, found.sender) == (text, True, "-1001", "42")


@pytest.mark.parametrize(
    "update",
    [
        said("trưa nay ăn gì?", GROUP),
        said("/trogiup", GROUP),
        said("/start", GROUP),
        said("/hoi@bot_khac hạn nộp?", GROUP),
        mention("@bot_khac hạn nộp?", "@bot_khac"),
        said("kehoach_bot là gì", GROUP),
        said("thư gửi a@kehoach_bot.vn", GROUP),
        said("ừ", GROUP, reply_to_message={**OURS, "from": PERSON}),
        said("ừ", GROUP, reply_to_message={**OURS, "forum_topic_created": {"name": "Kế hoạch"}}),
        {"update_id": 1, "message": message(GROUP, sticker={})},
        {"update_id": 1, "edited_message": message(GROUP, text="sửa lại", edit_date=SENT + 5)},
    ],
)
def test_in_a_group_nothing_else_is_heard(update: dict[str, Any]) -> None:
    """What people say among themselves never reaches the core."""
    assert why(update) == "group talk"


def test_a_group_picture_may_name_the_bot_in_its_caption() -> None:
    """A mention in a caption counts as one in a text."""
    entities = [{"type": "mention", "offset": 0, "length": 12}]
    found = got({"update_id": 1, "message": message(GROUP, photo=[], caption="@kehoach_bot xem giúp", caption_entities=entities)})
    assert (found.arrival, found.text) == (Arrival.OTHER, "xem giúp")


def test_a_forums_topics_are_conversations_of_their_own() -> None:
    """Two topics of one forum do not share what is being talked about."""
    found = got(said("/hoi hạn", GROUP, is_topic_message=True, message_thread_id=77))
    assert found.address.chat == "-1001/77"


def test_an_edit_is_a_correction_of_its_message() -> None:
    """An edited question arrives as EDIT with the id of the message it corrects and a key of its own."""
    found = got({"update_id": 101, "edited_message": message(text="Sở nộp khi nào?", edit_date=SENT + 60)})
    assert (found.arrival, found.text, found.message, found.key) == (Arrival.EDIT, "Sở nộp khi nào?", "9", "u101.9")


@pytest.mark.parametrize(("later", "heard_of"), [(48 * 3600, True), (48 * 3600 + 1, False)])
def test_edits_of_old_messages_are_left_aside(later: int, heard_of: bool) -> None:
    """Two days after it was written a message is no longer answered anew."""
    found = heard({"update_id": 1, "edited_message": message(text="x", edit_date=SENT + later)}, "telegram", ME, NOW)
    assert isinstance(found, Incoming) is heard_of


def test_an_edit_without_words_is_left_aside() -> None:
    """A live location that moves is no message."""
    assert why({"update_id": 1, "edited_message": message(location={}, edit_date=SENT + 5)}) == "edit without words"


def test_a_press_says_what_its_choice_says() -> None:
    """A press carries the choice's command, the id of the message it stood on, and the moment it came."""
    query = {"id": "555", "from": PERSON, "chat_instance": "1", "data": "xong bo", "message": {**OURS, "chat": PRIVATE}}
    found = got({"update_id": 7, "callback_query": query})
    assert found == Incoming(Address("telegram", "42"), "cb555", "42", "xong bo", NOW, Arrival.PRESS, "Lan Nguyễn", "5")


def test_a_press_on_a_message_too_old_to_read_still_counts() -> None:
    """Telegram hides old messages (date 0), yet a button pressed last week works."""
    hidden = {"message_id": 5, "chat": PRIVATE, "date": 0}
    query = {"id": "5", "from": PERSON, "chat_instance": "1", "data": "xong bo", "message": hidden}
    assert got({"update_id": 7, "callback_query": query}).at == NOW


@pytest.mark.parametrize("kind", ["my_chat_member", "inline_query", "poll_answer", "a_kind_of_next_year"])
def test_unknown_updates_are_named_and_left_aside(kind: str) -> None:
    """An update the bot has no use for is ignored under its own name, whatever Telegram invents."""
    assert why({"update_id": 1, kind: {}}) == kind


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": {"from": PERSON, "text": "x"}},
        {"update_id": 1, "message": {**message(text="x"), "chat": []}},
        {"update_id": 1, "message": {**message(text="x"), "date": 10**20}},
        {"update_id": 1, "callback_query": {"id": "1", "data": "x", "message": "?"}},
        mention("@kehoach_bot x", "@kehoach_bot") | {"message": message(GROUP, text="x", entities=[{}])},
    ],
)
def test_an_update_of_another_shape_cannot_stop_the_rest(update: dict[str, Any]) -> None:
    """What is not as Telegram documents it is counted as unreadable; it never raises."""
    assert why(update) == "unreadable"


def test_a_new_message_is_not_taken_for_an_old_one_when_ids_start_anew() -> None:
    """After a silent week Telegram's update ids begin at random; the key still differs."""
    again = {"update_id": 100, "message": {**message(text="x"), "message_id": 900}}
    assert got(again).key != got(said("x")).key


def test_at_most_4096_characters_are_read() -> None:
    """However long a text is, the core reads the first 4,096 characters."""
    assert len(got(said("a" * 5000)).text) == 4096
