"""What any store must do with what goes out; imported as store_contract.py is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.store.base import Claim, Given, Hold, Lane, Outgoing, Put, Rewritten, Round, Sent, Store
from handlers.message import Address, words
from handlers.message import Reply as Answer
from handlers.turn import Conversation, Role, State, WaitingKind
from knowledge.context import Context
from tests.store_contract import AT, HOME, LATER, LEASE, REAL, message, officer

LAST = date(2031, 5, 10)
HELLO = Answer((words("hello"),))


def outgoing(key: str, chat: str = "1", lane: Lane = Lane.REPLY, expires: datetime = LATER, person: int | None = None) -> Outgoing:
    return Outgoing(key, Address("bot", chat), lane, HELLO, REAL, expires, person)


def put(store: Store, *rows: Outgoing) -> None:
    with store.batch() as work:
        for row in rows:
            work.queue(row)


def take(store: Store, want: int = 100, busy: Sequence[str] = (), now: datetime = REAL) -> Sequence[Claim]:
    with store.batch() as work:
        return work.claim("bot", want, busy, now, now + timedelta(minutes=2))


def end(store: Store, outcome: Sent | Put | Given | Rewritten) -> None:
    with store.batch() as work:
        work.record(outcome)


def remind(store: Store, limit: int = 100, days: int = 3, kinds: Sequence[str] = ("so",), deadline: date = LAST, escalate: int = 0) -> int:
    """Open a slot afresh and go through it; how many reminders that made."""
    with store.batch() as work:
        work.void_slots("p", AT - timedelta(seconds=1))
        work.open_slot("p", "task", deadline, days, AT, AT)
        round = Round("p", "task", tuple(kinds), deadline, deadline, days, escalate)
        while work.remind(round, AT, REAL, limit):
            pass
        (slot,) = work.slot_states("p", 100)
    assert slot.state == "done"
    return slot.made


def still(store: Store, claim: Claim) -> list[bool]:
    with store.batch() as work:
        return [work.still_due(slot, date.fromisoformat(slot.deadline)) for slot in claim.slots]


def test_outbox_key_is_once(store: Store) -> None:
    """A message queued twice under one key goes once."""
    put(store, outgoing("x"), outgoing("x"))
    assert [claim.key for claim in take(store)] == ["x"]
    assert take(store) == []


def test_claims_in_order(store: Store) -> None:
    """One at a time per chat and oldest first, replies before bulk also within a chat, no chat that is busy."""
    put(store, outgoing("b1", "1", Lane.BULK), outgoing("b2", "2", Lane.BULK), outgoing("r1", "1"), outgoing("r1b", "1"), outgoing("r3", "3"))
    first = take(store, busy=["3"])
    assert [claim.key for claim in first] == ["r1", "b2"]
    assert [claim.key for claim in take(store)] == ["r3"]
    for key in ("r1b", "b1"):
        end(store, Sent(first[0], "m", True, REAL))
        first = take(store)
        assert [claim.key for claim in first] == [key]


def test_claims_at_most_what_is_wanted(store: Store) -> None:
    """As many as asked for, replies first, and another bot's never."""
    put(store, *(outgoing(f"b{n}", f"{n}", Lane.BULK) for n in range(5)), outgoing("r", "9"))
    with store.batch() as work:
        work.queue(Outgoing("else", Address("other", "1"), Lane.REPLY, HELLO, REAL, LATER))
    assert [claim.key for claim in take(store, want=2)] == ["r", "b0"]


def test_waiting_rows(store: Store) -> None:
    """A row put back waits for its moment and holds those behind it in its chat; its reason is kept while it waits."""
    put(store, outgoing("x"), outgoing("y"))
    (claim,) = take(store)
    end(store, Put(claim, "no network", REAL, REAL + timedelta(seconds=30)))
    assert take(store) == []
    with store.batch() as work:
        assert work.due("bot", REAL) == REAL + timedelta(seconds=30)
    assert [claim.key for claim in take(store, now=REAL + timedelta(seconds=30))] == ["x"]


def test_due(store: Store) -> None:
    """Nothing is due in an empty outbox or for a chat that is being written to; a queued row is due now."""
    with store.batch() as work:
        assert work.due("bot", REAL) is None
    put(store, outgoing("x"), outgoing("y"))
    with store.batch() as work:
        assert work.due("bot", REAL) == REAL
    take(store)
    with store.batch() as work:
        assert work.due("bot", REAL) is None


def test_parts(store: Store) -> None:
    """After a part the row goes on with the next, and a part recorded twice counts once."""
    put(store, outgoing("x"))
    (claim,) = take(store)
    end(store, Sent(claim, "m0", False, REAL))
    end(store, Sent(claim, "m0", False, REAL))
    (again,) = take(store)
    assert (again.part, again.reply) == (1, HELLO)
    end(store, Sent(again, "m1", True, REAL))
    assert take(store) == []


def test_retry_marks(store: Store) -> None:
    """A row put back remembers that its outcome was unknown once and that it must go plain."""
    put(store, outgoing("x"))
    (claim,) = take(store)
    end(store, Put(claim, "cut", REAL, REAL, unknown=True))
    (claim,) = take(store)
    assert (claim.unknowns, claim.plain) == (1, False)
    end(store, Put(claim, "entities", REAL, REAL, plain=True))
    (claim,) = take(store)
    assert (claim.unknowns, claim.plain) == (1, True)


def test_closing_an_address(store: Store) -> None:
    """A closed address fails what waits for it and gets no reminders, until its person writes again."""
    officer(store, "1")
    put(store, outgoing("x"), outgoing("y"))
    (claim,) = take(store)
    end(store, Given(claim, "failed", "blocked", REAL, closes=True))
    assert take(store) == []
    assert remind(store) == 0
    with store.batch() as work:
        work.meet(message("again"), "p", AT)
    assert remind(store) == 1


def test_moved_chat(store: Store) -> None:
    """When a chat has another id its rows and its conversation go there, also where the new id is known already."""
    put(store, outgoing("x"), outgoing("y"))
    with store.batch() as work:
        work.meet(message(), "p", AT)
        work.save_conversation(HOME, Conversation(Context(), WaitingKind("x")), AT)
    (claim,) = take(store)
    end(store, Rewritten(claim, "-100", "migrated", REAL))
    (claim,) = take(store)
    assert (claim.key, claim.address.chat, claim.moves) == ("x", "-100", 1)
    with store.batch() as work:
        assert work.meet(message("n", "-100"), "p", AT).conversation.waiting == WaitingKind("x")
        work.meet(message("n2", "-200"), "p", AT)
    end(store, Rewritten(claim, "-200", "migrated", REAL))
    assert [claim.address.chat for claim in take(store)] == ["-200"]


def test_sweep(store: Store) -> None:
    """Rows that are too old expire; rows under way come back when their lease has ended, or at once at a start."""
    put(store, outgoing("old", "1", expires=REAL), outgoing("x", "2"), outgoing("y", "3"))
    with store.batch() as work:
        assert work.sweep("bot", REAL, orphans=False) == []
    first = take(store)
    assert [claim.key for claim in first] == ["x", "y"]
    with store.batch() as work:
        assert work.sweep("bot", REAL, orphans=False) == []
        assert work.sweep("other", LATER, orphans=True) == []
        assert [claim.key for claim in work.sweep("bot", REAL, orphans=True)] == ["x", "y"]
        assert [claim.key for claim in work.sweep("bot", LEASE, orphans=False)] == ["x", "y"]


def test_hold(store: Store) -> None:
    """A bot's hold is kept, replaced and lifted."""
    with store.batch() as work:
        assert work.held("bot") is None
        work.hold("bot", Hold(REAL, "429"))
        work.hold("bot", Hold(LATER, "429 again"))
        assert work.held("bot") == Hold(LATER, "429 again")
        work.hold("bot", None)
        assert work.held("bot") is None


def test_recent(store: Store) -> None:
    """What was sent of late is known with its moment, groups told from people."""
    person = officer(store, "1")
    put(store, outgoing("x", "1", person=person), outgoing("y", "-2"))
    for claim in take(store):
        end(store, Sent(claim, "m", True, REAL))
    with store.batch() as work:
        assert work.recent("bot", REAL) == [("1", False, REAL), ("-2", True, REAL)]
        assert work.recent("bot", LATER) == []


def test_remind_once(store: Store) -> None:
    """A slot reminds each officer of a kind once, however often it is asked; somebody who joins later is reminded then."""
    for chat in "123":
        officer(store, chat)
    officer(store, "4", "C")
    assert (remind(store), remind(store)) == (3, 0)
    officer(store, "5", "B")
    assert (remind(store), remind(store)) == (1, 0)
    assert remind(store, days=1) == 4
    assert remind(store, deadline=date(2031, 6, 10)) == 4


def test_remind_in_pages(store: Store) -> None:
    """A page goes through no more posts than its limit, and pages add up."""
    for chat in "12345":
        officer(store, chat)
    with store.batch() as work:
        work.open_slot("p", "task", LAST, 3, AT, AT)
        round = Round("p", "task", ("so",), LAST, LAST, 3, 0)
        made = []
        for _ in range(3):
            more = work.remind(round, AT, REAL, 2)
            made.append((more, work.slot_states("p", 9)[0].made))
    assert made == [(True, 2), (True, 4), (False, 5)]


def test_remind_only_what_is_open(store: Store) -> None:
    """A unit that has reported its task done is not reminded; taken back, it is."""
    person = officer(store, "1")
    with store.batch() as work:
        work.save_status("p", "A", "task", State.DONE, "", person, AT)
    assert remind(store) == 0
    with store.batch() as work:
        work.undo_status("p", "A", "task", person, AT)
    assert remind(store) == 1


def test_reminder_says_what_it_is_about(store: Store) -> None:
    """A claimed reminder has no words but its slot; given words, it keeps them for the parts that follow."""
    person = officer(store, "1")
    remind(store)
    (claim,) = take(store)
    assert claim.reply is None
    assert claim.person == person
    (slot,) = claim.slots
    assert (slot.plan, slot.task, slot.unit, slot.person, slot.deadline, slot.days) == ("p", "task", "A", person, "2031-05-10", 3)
    with store.batch() as work:
        work.word(claim, HELLO)
    end(store, Sent(claim, "m", False, REAL))
    (claim,) = take(store)
    assert (claim.part, claim.reply) == (1, HELLO)


def test_still_due(store: Store) -> None:
    """A reminder has lost its point when the task is done, the officer has left the unit, or a later slot has come."""
    person = officer(store, "1")
    remind(store)
    (claim,) = take(store)
    assert still(store, claim) == [True]
    with store.batch() as work:
        work.save_status("p", "A", "task", State.DONE, "", person, AT)
    assert still(store, claim) == [False]
    with store.batch() as work:
        work.undo_status("p", "A", "task", person, AT)
        work.join("p", person, "B", Role.OFFICER, AT)
    assert still(store, claim) == [False]
    officer(store, "1")
    assert still(store, claim) == [True]
    remind(store, days=1)
    assert still(store, claim) == [False]


def test_pushed(store: Store) -> None:
    """Bulk messages that reached a person are counted for a cap; replies are not."""
    person = officer(store, "1")
    put(store, outgoing("b", "1", Lane.BULK, person=person), outgoing("r", "1", person=person))
    for _ in range(2):
        end(store, Sent(take(store)[0], "m", True, REAL))
    with store.batch() as work:
        assert work.pushed_since(person, REAL) == 1
        assert work.pushed_since(person, LATER) == 0
