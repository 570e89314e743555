"""What any store must do; a test module of an engine imports every name of this one and gives the fixture `store`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import ZONE
from bot.store.base import Conflict, Store
from handlers.message import Address, Choice, Incoming, words
from handlers.message import Reply as Answer
from handlers.turn import Conversation, Role, State, Unit, WaitingKind
from knowledge.context import Context

AT = datetime(2031, 5, 7, 8, tzinfo=ZONE)
REAL = datetime(2026, 1, 1, tzinfo=UTC)
LEASE = REAL + timedelta(minutes=2)
LATER = REAL + timedelta(days=1)
HOME = Address("bot", "1")
HELLO = Answer((words("hello"),))
UNITS = (Unit("A", "Đơn vị A", "so"), Unit("B", "Đơn vị B", "so"), Unit("C", "Đơn vị C", "bo"))


def message(key: str = "k", chat: str = "1", sender: str | None = None, *, group: bool = False) -> Incoming:
    return Incoming(Address("bot", chat), key, sender or chat, "text", AT, name="Người", group=group)


def officer(store: Store, chat: str, unit: str = "A") -> int:
    with store.batch() as work:
        work.load_units("p", UNITS)
        person = work.meet(message(chat=chat), "p", AT).person.id
        work.join("p", person, unit, Role.OFFICER, AT)
    return person


def test_batch_is_all_or_nothing(store: Store) -> None:
    """An exception in a batch undoes all of it."""
    with pytest.raises(KeyError), store.batch() as work:  # noqa: PT012 - the batch is what is tried
        work.enter(message(), AT, "kept")
        raise KeyError
    with store.batch() as work:
        assert work.message_of("bot", "k") is None


def test_savepoint_undoes_only_itself(store: Store) -> None:
    """What a message wrote is undone alone; what stands before and behind it stays, and the transaction is healthy."""
    with store.batch() as work:
        work.put("before", "1")
        with pytest.raises(KeyError), work.message():  # noqa: PT012 - the savepoint is what is tried
            work.put("inside", "1")
            raise KeyError
        work.put("behind", "1")
        assert work.healthy()
    with store.batch() as work:
        assert (work.get("before"), work.get("inside"), work.get("behind")) == ("1", None, "1")


def test_conflict_is_no_store_failure(store: Store) -> None:
    """A row that contradicts the tables is the writer's mistake: the transaction stands and the savepoint is undone."""
    with store.batch() as work:
        person = work.meet(message(), "p", AT).person.id
        with pytest.raises(Conflict), work.message():
            work.save_status("p", "no such unit", "task", State.DONE, "", person, AT)
        with pytest.raises(Conflict):
            work.join("p", person, "no such unit", Role.OFFICER, AT)
        assert work.healthy()


def test_inbox_knows_its_keys(store: Store) -> None:
    """A message is kept once per bot and key, and comes back whole."""
    with store.batch() as work:
        assert work.enter(message(), AT, "kept")
        assert not work.enter(message(), AT, "kept")
        assert work.enter(Incoming(Address("other", "1"), "k", "1", "t", AT), AT, "kept")
        assert work.message_of("bot", "k") == (message(), "kept")


def test_inbox_states(store: Store) -> None:
    """Kept, handled and failed messages are told apart, the oldest first."""
    with store.batch() as work:
        for number, key in enumerate("cab"):
            work.enter(message(key), AT + timedelta(seconds=number), "kept")
        assert [m.key for m in work.open_messages("kept", 9)] == ["c", "a", "b"]
        work.settle(message("c"))
        work.settle(message("a"), "Fault at x:1")
        assert [m.key for m in work.open_messages("kept", 9)] == ["b"]
        assert [m.key for m in work.open_messages("failed", 9)] == ["a"]
        assert work.message_of("bot", "c") == (message("c"), "handled")


def test_meeting_a_person(store: Store) -> None:
    """The first message makes a person and an empty conversation; the next finds them."""
    with store.batch() as work:
        first = work.meet(message(), "p", AT)
        assert first.person.name == "Người"
        assert first.person.role is Role.VISITOR
        assert first.conversation == Conversation(Context())
        assert work.meet(message("k2"), "p", AT).person == first.person
        assert work.meet(message("k3", "2"), "p", AT).person.id != first.person.id


def test_group_is_nobodys(store: Store) -> None:
    """In a group the person is the sender, known again in their own chat; the conversation is the group's."""
    with store.batch() as work:
        work.save_conversation(Address("bot", "-5"), Conversation(Context(), WaitingKind("x")), AT)
        there = work.meet(message("a", "-5", "7", group=True), "p", AT)
        assert there.conversation.waiting == WaitingKind("x")
        alone = work.meet(message("b", "7"), "p", AT)
        assert alone.person.id == there.person.id
        assert alone.conversation.waiting is None


def test_membership_is_of_one_plan(store: Store) -> None:
    """The kind picked and the unit joined belong to a plan; another plan knows nothing of them."""
    with store.batch() as work:
        work.load_units("p", UNITS)
        person = work.meet(message(), "p", AT).person.id
        work.set_kind("p", person, "so")
        work.join("p", person, "A", Role.OFFICER, AT)
        here, there = work.meet(message(), "p", AT).person, work.meet(message(), "q", AT).person
        assert (here.kind, here.unit, here.role) == ("so", "A", Role.OFFICER)
        assert (there.kind, there.unit, there.role) == (None, None, Role.VISITOR)
        work.join("p", person, None, Role.VISITOR, AT)
        assert work.meet(message(), "p", AT).person.unit is None
        assert work.meet(message(), "p", AT).person.kind == "so"


def test_conversation_lapses(store: Store) -> None:
    """What we asked, spoke of and offered is remembered for a day of silence and no longer."""
    choices = (Choice("Một", "mot"),)
    with store.batch() as work:
        work.meet(message(), "p", AT)
        work.save_conversation(HOME, Conversation(Context(), WaitingKind("x")), AT)
        work.offer(HOME, choices, AT)
        soon = work.meet(message(), "p", AT + timedelta(hours=23)).conversation
        assert (soon.waiting, soon.offered, soon.offered_at) == (WaitingKind("x"), choices, AT)
        assert work.meet(message(), "p", AT + timedelta(hours=25)).conversation == Conversation(Context())


def test_saving_keeps_the_offer(store: Store) -> None:
    """A turn does not take away the numbers printed last."""
    with store.batch() as work:
        work.save_conversation(HOME, Conversation(Context()), AT)
        work.offer(HOME, (Choice("Một", "mot"),), AT)
        work.save_conversation(HOME, Conversation(Context()), AT)
        assert work.meet(message(), "p", AT).conversation.offered == (Choice("Một", "mot"),)


def test_roster(store: Store) -> None:
    """The roster is inserted, brought up to date, and unchanged rows are not counted."""
    with store.batch() as work:
        assert work.load_units("p", UNITS) == 3
        assert work.load_units("p", UNITS) == 0
        assert work.load_units("p", [Unit("A", "Tên mới", "so")]) == 1
        assert work.unit("p", "A") == Unit("A", "Tên mới", "so")
        assert work.unit("q", "A") is None
        assert [unit.code for unit in work.units("p", "so")] == ["A", "B"]


def test_status_history(store: Store) -> None:
    """The last word of a unit counts; its author can take it back, and the one before counts again; nobody takes back another's."""
    one, other = officer(store, "1"), officer(store, "2")
    with store.batch() as work:
        work.save_status("p", "A", "task", State.PREPARING, "đang làm", one, AT)
        work.save_status("p", "A", "task", State.DONE, "xong", other, AT + timedelta(minutes=1))
        last = work.status("p", "A", "task")
        assert last is not None
        assert (last.state, last.by, last.at) == (State.DONE, other, AT + timedelta(minutes=1))
        assert work.undo_status("p", "A", "task", other, AT)
        assert not work.undo_status("p", "A", "task", other, AT)
        before = work.status("p", "A", "task")
        assert before is not None
        assert before.state is State.PREPARING
        assert work.status("p", "B", "task") is None
        assert work.status("q", "A", "task") is None


def test_log_line_is_once(store: Store) -> None:
    """The same key again is the same line; incoming and outgoing keys do not meet; ids grow."""
    with store.batch() as work:
        first = work.append("k", HOME, "out", "{}", AT)
        assert work.append("k", HOME, "out", "{}", AT) == first
        assert work.append("k", HOME, "in", "{}", AT) > first
