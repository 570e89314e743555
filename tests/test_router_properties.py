"""What holds for every message, every choice and every state of a conversation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import router
from handlers.actions import KeepDraft
from handlers.commands import Unknown, parse
from handlers.message import Arrival, Choice, plain
from handlers.router import decide, route
from handlers.turn import Action, Conversation, Outcome, Person, SaveStatus, WaitingKind
from knowledge.context import Context
from tests.readers import congress
from tests.small_plan import CLUB_OFFICER, NOON, NOTHING_SAID, OFFICER, PLAN, PUPIL, STRANGER, turn

PEOPLE = (STRANGER, PUPIL, OFFICER, CLUB_OFFICER)
OFFERED = (Choice("Việc của tôi", "viec cua toi"), Choice("Văn bản", "van ban"))
STATES = (
    NOTHING_SAID,
    Conversation(Context(), WaitingKind()),
    Conversation(Context(), None, OFFERED, NOON - timedelta(minutes=5)),
    Conversation(Context(), WaitingKind(), OFFERED, NOON - timedelta(days=3)),
)
OPENINGS = tuple(
    """/start|xin chào|/viec|/trogiup|/donvi|van ban|nguyen van|nguyen van 1.a|nguyen van 1|nguyen van 9.z|xong|hoan tac|dang lam dang-ky
    |lui thi|toi la clb|bạn là ai|/khongco|huy
    |báo tiến độ|đã gửi danh sách hôm qua|hội thi lùi sang 30/5|lịch sử hội thi""".replace("\n    ", "").split("|")
)


def said(outcome: Outcome) -> str:
    return "\n\n".join(plain(reply) for reply in outcome.decision.replies)


def every_choice() -> dict[str, Choice]:
    """Every choice the handlers offer from any opening, and from those again, until there are no new ones."""
    found: dict[str, Choice] = {}
    left = list(OPENINGS)
    while left:
        text = left.pop()
        for person in PEOPLE:
            for reply in route(turn(text, person)).replies:
                for choice in reply.choices:
                    if choice.says not in found:
                        found[choice.says] = choice
                        left.append(choice.says)
    return found


def test_many_choices_are_offered() -> None:
    """The walk over the choices reaches every kind of command, so that the promises below speak of something."""
    found = every_choice()
    assert {"viec cua toi", "van ban", "toi la clb", "nguyen van 1 a" if "nguyen van 1 a" in found else "nguyen van 1.a"} <= set(found)
    assert {"dung 1", "sua 1", "bo tin 1", "bao thi", "len lich thi", "thoi 1"} <= set(found)
    assert {"xong dang-ky", "dang lam dang-ky", "hoan tac dang-ky", "van ban huong-dan"} <= set(found)


@pytest.mark.parametrize("says", sorted(every_choice()))
def test_what_a_button_says_is_a_command(says: str) -> None:
    """Every choice any handler offers is taken by the route of commands, so it can never be misunderstood."""
    assert not isinstance(parse(says, PLAN), Unknown)
    for person in PEOPLE:
        assert (router.room(turn(says, person)) or router.command(turn(says, person))) is not None


@pytest.mark.parametrize("says", sorted(every_choice()))
@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: str(p.id))
def test_a_choice_means_the_same_in_every_state(says: str, person: Person) -> None:
    """Typed, typed in capitals, or pressed, today or next week: the same decision in every state of the conversation."""
    decisions = {
        decide(turn(text, person, state, arrival=arrival))
        for state in STATES
        for text, arrival in ((says, Arrival.TEXT), (says.upper(), Arrival.TEXT), (says, Arrival.PRESS))
    }
    same = {replace(d, decision=replace(d.decision, actions=tuple(_wordless(a) for a in d.decision.actions))) for d in decisions}
    assert len(same) == 1


def _wordless(action: Action) -> Action:
    if isinstance(action, KeepDraft):
        return replace(action, draft=replace(action.draft, words=""))
    return replace(action, words="") if isinstance(action, SaveStatus) else action


@pytest.mark.parametrize("says", sorted(every_choice()))
def test_a_number_is_what_it_stands_for(says: str) -> None:
    """A bare number read through the list gives the decision of the choice it stands for."""
    listed = Conversation(Context(), None, (*OFFERED, Choice("?", says)), NOON - timedelta(minutes=9))
    for person in PEOPLE:
        assert decide(turn("3", person, listed)) == decide(turn(says, person, arrival=Arrival.PRESS))


def test_a_group_is_offered_nothing_personal() -> None:
    """What is offered under an answer in a group works there."""
    for text in (*OPENINGS, "Mỗi tiết mục mấy phút?", "giải nhất bao nhiêu tiền?"):
        for choice in (c for reply in route(turn(text, OFFICER, group=True)).replies for c in reply.choices):
            assert "nhắn trực tiếp" not in said(decide(turn(choice.says, OFFICER, group=True)))


def test_what_an_answer_offers_is_understood() -> None:
    """Every choice under the answers to the plan's own questions is itself answered, whoever presses it."""
    reader = congress()
    seen: set[str] = set()
    for example in reader.plan.examples[::8]:
        for kind in (None, reader.plan.kinds[0].key):
            person = Person(1, kind=kind)
            offered = [c for reply in route(replace(turn(example.text, person), reader=reader)).replies for c in reply.choices]
            for choice in offered:
                if choice.says not in seen:
                    seen.add(choice.says)
                    assert decide(replace(turn(choice.says, person), reader=reader)).status != "unknown", choice
    assert len(seen) > 10
