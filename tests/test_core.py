"""Turns, reruns and reminders, in the core alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import Clock
from bot.core import PAGE, Core
from bot.store import open_store
from bot.store.base import Lane, Outgoing, Sent, Store
from handlers.message import Address, Arrival, Choice, Reply, words
from handlers.turn import Conversation, Office, Role, State
from tests.fakes.channel import FREE
from tests.rig import MORNING, SCRIPT, Fault, claimed, make_core, said, wording
from tests.small_plan import PLAN, READER

EIGHT = MORNING + timedelta(minutes=1)


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


@pytest.fixture
def core(store: Store) -> Core:
    return make_core(store)


def answers(core: Core) -> list[str]:
    """What would be sent now, every part of it, as if it were."""
    texts = []
    found = core.exchange("fake", (), 100)
    while found.claims or found.again:
        texts += [wording(claim) for claim in found.claims]
        found = core.exchange("fake", [Sent(claim, "m", True, core.clock.real()) for claim in found.claims], 100)
    return texts


def inbox(core: Core, key: str) -> str | None:
    with core.store.batch() as work:
        found = work.message_of("fake", key)
    return found[1] if found else None


def at(core: Core, moment: timedelta) -> None:
    """Put the clock to so much behind the morning."""
    core.clock.resume(MORNING + moment)


def test_same_update_twice(core: Core) -> None:
    """The same update, in one batch, in two, or after a restart, is answered once."""
    core.receive([said("a"), said("a")])
    core.receive([said("a"), said("b")])
    again = make_core(core.store)
    again.receive([said("b")])
    assert answers(again) == ["= a", "= b"]


def test_handler_raises(core: Core, caplog: pytest.LogCaptureFixture) -> None:
    """A handler that raises costs its own message only: it is kept as failed, apologised for, and logged without its words."""
    core.receive([said("a"), said("boom secret", key="k7"), said("b", chat="2")])
    assert answers(core) == ["= a", "= b", "sorry"]
    assert (inbox(core, "a"), inbox(core, "k7"), inbox(core, "b")) == ("handled", "failed", "handled")
    assert [record.getMessage().partition(".py")[0] for record in caplog.records] == ["message k7 of fake failed: Fault at rig"]
    assert "secret" not in caplog.text


def test_nothing_written_but_the_failure(core: Core) -> None:
    """An action that contradicts the tables undoes the actions before it, the person and the conversation."""
    core.receive([said("spoil")])
    assert answers(core) == ["sorry"]
    sql = core.store._sql  # type: ignore[attr-defined]
    for table in ("people", "addresses", "conversations", "memberships", "unanswered"):
        assert sql.run(f"SELECT * FROM {table}") == [], table  # noqa: S608 - our own names


def test_rerun(core: Core) -> None:
    """A failed message can be run again when the fault is mended; a handled or unknown one cannot."""
    core.receive([said("boom"), said("a")])
    answers(core)
    assert core.rerun("fake", "boom")
    assert (inbox(core, "boom"), answers(core)) == ("failed", [])
    core.stage = replace(core.stage, script=replace(SCRIPT, route=lambda turn: SCRIPT.route(replace(turn, incoming=said("mended")))))
    assert core.rerun("fake", "boom")
    assert (inbox(core, "boom"), answers(core)) == ("handled", ["= mended"])
    assert not core.rerun("fake", "boom")
    assert not core.rerun("fake", "a")
    assert not core.rerun("fake", "never")


def test_apology_that_fails(store: Store) -> None:
    """Even when the apology cannot be worded the messages behind are answered."""
    core = make_core(store)

    def broken() -> Reply:
        raise Fault

    core.stage = replace(core.stage, script=replace(SCRIPT, apology=broken))
    core.receive([said("boom"), said("a", chat="2")])
    assert answers(core) == ["= a"]
    assert inbox(core, "boom") == "failed"


def test_kept_messages_are_taken_up(core: Core) -> None:
    """What was only kept is handled at a start, or when it comes again, and once."""
    core.keep([said(f"m{n}", chat=str(n)) for n in range(PAGE + 1)])
    assert answers(core) == []
    core.receive([said("m0")])
    assert core.take_up() == PAGE
    assert core.take_up() == 0
    assert len(answers(core)) == PAGE + 1


def test_unreadable_characters(core: Core) -> None:
    """Half a character, a NUL and an endless text are taken like any other message."""
    core.receive([said("x\ud800\x00y", key="odd", name="\udfff"), said("z" * 10_000, key="long", chat="2")])
    odd, long = answers(core)
    assert odd.startswith("= x?")
    assert len(long) == 4096 + 2


def test_edit_is_a_turn(core: Core) -> None:
    """A corrected message is answered anew."""
    core.receive([said("a", key="1"), said("b", key="2", arrival=Arrival.EDIT)])
    assert answers(core) == ["= a", "= b"]


def test_replies_stay_in_order(core: Core) -> None:
    """Several replies to one message go in their order, one after the other."""
    core.receive([said("two"), said("a")])
    assert answers(core) == ["one", "two", "= a"]


def test_status_and_undo(core: Core) -> None:
    """What a person says of their unit is kept with the plan's key and can be taken back."""
    core.receive([said("join 10A"), said("done 10A dang-ky")])
    with core.store.batch() as work:
        status = work.status(PLAN.key, "10A", "dang-ky")
        assert status is not None
        assert status.state is State.DONE
        assert status.at.tzinfo is not None
    core.receive([said("undo 10A dang-ky")])
    with core.store.batch() as work:
        assert work.status(PLAN.key, "10A", "dang-ky") is None


def test_turn_sees_what_was_before(core: Core) -> None:
    """A turn sees the person as the turns before left them, in the same batch too."""
    seen = []

    def watch(turn: object) -> object:
        seen.append((turn.person.kind, turn.person.unit, turn.person.role, turn.today))  # type: ignore[attr-defined]
        return SCRIPT.route(turn)  # type: ignore[arg-type]

    core.stage = replace(core.stage, script=replace(SCRIPT, route=watch))  # type: ignore[arg-type]
    core.receive([said("kind clb"), said("join 10A"), said("x")])
    assert seen == [
        (None, None, Role.VISITOR, MORNING.date()),
        ("clb", None, Role.VISITOR, MORNING.date()),
        ("clb", "10A", Role.OFFICER, MORNING.date()),
    ]


def offered(core: Core) -> Conversation:
    with core.store.batch() as work:
        return work.meet(said("x"), PLAN.key, core.clock.now()).conversation


def test_numbers_count_from_when_they_were_shown(core: Core) -> None:
    """Without buttons the choices of a reply are remembered from the moment it goes out; a pushed message takes nothing over."""
    core.abilities["fake"] = replace(FREE, buttons=False)
    core.receive([said("choose")])
    assert offered(core).offered == ()
    at(core, timedelta(hours=1))
    assert answers(core) == ["choose"]
    shown = offered(core)
    assert [choice.says for choice in shown.offered] == ["mot", "hai"]
    assert shown.offered_at is not None
    assert timedelta(hours=1) <= shown.offered_at - MORNING < timedelta(hours=1, seconds=5)
    real = core.clock.real()
    with core.store.batch() as work:
        pushed = Reply((words("push"),), (Choice("Ba", "ba"),))
        work.queue(Outgoing("push", Address("fake", "1"), Lane.BULK, pushed, real, real + timedelta(hours=1)))
    assert answers(core) == ["push"]
    assert offered(core) == shown


def test_buttons_need_no_numbers(core: Core) -> None:
    """Where there are buttons a bare number means nothing."""
    core.receive([said("choose")])
    assert answers(core) == ["choose"]
    assert offered(core).offered == ()


def test_rehearsal(store: Store) -> None:
    """In a rehearsal every message is marked, and only addresses that may be written to get any."""
    core = make_core(store, office=Office(rehearsal=True), writable=lambda address: address.chat == "1")
    core.receive([said("a"), said("b", chat="2")])
    assert answers(core) == ["[R]= a"]
    assert core.exchange("fake", (), 9).due is None


def test_channel_of_our_own_has_a_log(core: Core) -> None:
    """Where we show the conversation ourselves each message is a line of it, also one whose handler fails; elsewhere none is."""
    core.receive([said("a")])
    core.abilities["web"] = replace(FREE, idempotent=True)
    core.receive([said("b", bot="web"), said("boom", bot="web")])
    rows = core.store._sql.run("SELECT direction, key FROM log ORDER BY id")  # type: ignore[attr-defined]
    assert [tuple(row) for row in rows] == [("in", "b"), ("in", "boom")]


def test_flood_is_capped(core: Core, caplog: pytest.LogCaptureFixture) -> None:
    """No fault of ours sends one person more than a dozen pushed messages a day; replies are not counted."""
    core.receive([said("join 10A")])
    answers(core)
    with core.store.batch() as work:
        person = work.meet(said("x"), PLAN.key, MORNING).person.id
        real = core.clock.real()
        for number in range(40):
            work.queue(
                Outgoing(f"b{number}", Address("fake", "1"), Lane.BULK, Reply((words("b"),)), real, real + timedelta(hours=1), person)
            )
    core.receive([said("a")])
    assert answers(core) == ["= a", *["b"] * 12]


def test_clock_goes_on_after_a_restart(store: Store) -> None:
    """A demo that is started again goes on from its last moment; one that is to start elsewhere starts there."""
    core = make_core(store)
    at(core, timedelta(days=2))
    while core.tick():
        pass
    again = make_core(store, Clock(MORNING))
    assert timedelta(days=2) <= again.clock.now() - MORNING < timedelta(days=2, seconds=5)
    elsewhere = make_core(store, Clock(EIGHT))
    assert elsewhere.clock.now() - EIGHT < timedelta(seconds=5)


def test_real_clock_writes_nothing(store: Store) -> None:
    """A tick with nothing due writes nothing at all when the clock is the real one."""
    core = Core(store, READER, SCRIPT, Clock(), Office())
    core.prepare()
    core.tick()
    changes = store._sql._database.conn.total_changes  # type: ignore[attr-defined]
    assert not core.tick()
    assert store._sql._database.conn.total_changes == changes  # type: ignore[attr-defined]


def test_abilities_of_strangers(core: Core) -> None:
    """A bot the core was told nothing of is answered all the same."""
    core.receive([said("choose", bot="new")])
    assert [wording(claim) for claim in claimed(core, bot="new")] == ["choose"]
