"""What is said everywhere: dates, marks, apologies, and no machine's tone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from handlers import wording
from handlers.message import Items, Quote, Reply, plain, words
from handlers.wording import choices, dates
from knowledge.plan import Deadline
from tests.small_plan import ZONE

LAST = Deadline("trước tháng 8 năm 2014", date(2014, 7, 31))


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ((2014, 7, 17), "còn 14 ngày"),
        ((2014, 7, 30), "còn 1 ngày"),
        ((2014, 7, 31), "hôm nay là ngày cuối"),
        ((2014, 8, 1), "đã quá hạn 1 ngày"),
        ((2014, 8, 4), "đã quá hạn 4 ngày"),
    ],
)
def test_days_left(on: tuple[int, int, int], said: str) -> None:
    """Days are counted from today to the last good day, whatever the hour."""
    for hour in (0, 8, 23):
        assert dates.left(LAST, datetime(*on, hour, 59, tzinfo=ZONE)) == said


def test_a_limit_in_one_line() -> None:
    """The plan's words, the last day and the days left; the day is not said twice where the plan's words hold it."""
    now = datetime(2014, 7, 17, 8, tzinfo=ZONE)
    assert dates.due(LAST, now) == "trước tháng 8 năm 2014 (chậm nhất 31/07/2014, còn 14 ngày)"
    assert dates.due(replace(LAST, words="chậm nhất ngày 31/07/2014"), now) == "chậm nhất ngày 31/07/2014 (còn 14 ngày)"
    assert dates.span(replace(LAST, first=date(2014, 7, 1))) == "từ 01/07/2014 đến 31/07/2014"
    assert dates.span(replace(LAST, first=date(2014, 7, 31))) == "thứ Năm, ngày 31/07/2014"
    exact = replace(LAST, opens=datetime(2014, 7, 1, 8, tzinfo=ZONE), closes=datetime(2014, 7, 31, 17, 5, tzinfo=ZONE))
    assert dates.span(exact) == "từ 8 giờ 00 ngày 01/07/2014 đến 17 giờ 05 ngày 31/07/2014"


@pytest.mark.parametrize("reply", [Reply((words("Xin chào"),)), Reply((Items(()),)), Reply((Quote("a", "b"),)), Reply(())])
def test_a_rehearsal_shows(reply: Reply) -> None:
    """In a rehearsal every message begins with its mark, once, and keeps all it had."""
    marked = wording.rehearsal(reply)
    assert plain(marked).startswith("[Diễn tập] ")
    assert wording.rehearsal(marked) == marked
    assert all(block in marked.blocks or isinstance(block, type(marked.blocks[0])) for block in reply.blocks)


def test_an_apology_says_the_message_is_kept() -> None:
    """When a handler failed the person hears that nothing is lost."""
    assert "đã được lưu lại" in plain(wording.apology())


def test_a_button_has_room_for_its_label() -> None:
    """Long names are cut at a word, short ones stay."""
    assert choices.short("Gửi kế hoạch") == "Gửi kế hoạch"
    cut = choices.short("Tổ chức Hội nghị biểu dương Người tốt, việc tốt")
    assert len(cut) <= 33
    assert cut.endswith("…")
    assert " " not in cut[-2:]
