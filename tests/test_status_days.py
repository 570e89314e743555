"""The days a report names: ways of saying them, and that no word is passed over at which one begins."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge import status_dates
from knowledge.status_dates import AHEAD, NEAR, PAST
from knowledge.status_replies import listening
from knowledge.status_text import apart, placed, spoken
from tests.readers import congress
from tests.status_accuracy import load, plans_with_replies

TODAY = date(2014, 11, 27)
FILES = max((files for _, files in plans_with_replies()), key=len)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ngày đầu tiên của tháng 12", [("2014-12-01", "2014-12-01")]),
        ("ngày cuối cùng tháng 7", [("2014-07-31", "2014-07-31")]),
        ("thứ hai đầu tiên của tháng 12", [("2014-12-01", "2014-12-01")]),
        ("tháng sau nữa", [("2015-01-01", "2015-01-31")]),
        ("tháng giêng", [("2015-01-01", "2015-01-31")]),
        ("đến hết tháng 1 năm sau", [("2015-01-31", "2015-01-31")]),
        ("18 hoặc 19/12", [("2014-12-18", "2014-12-19")]),
        ("khoảng 8 đến 12/12, ngày cụ thể báo sau", [("2014-12-08", "2014-12-12")]),
        ("xin thêm 10 ngày kể từ 30/11", [("2014-12-10", "2014-12-10")]),
        ("định 9/1 nhưng lùi lại đúng một tuần", [("2015-01-09", "2015-01-09"), ("2015-01-16", "2015-01-16")]),
        ("hội nghị mai không làm được, lùi 4 hôm", [("2014-11-28", "2014-11-28"), ("2014-12-02", "2014-12-02")]),
        ("6/12 (thứ bảy)", [("2014-12-06", "2014-12-06")]),
        ("hôm chúa nhựt", [("2014-11-23", "2014-11-23")]),
        ("mai mốt khô ráo mới gửi", []),
        ("trình 2 tuần nay", []),
        ("122 đb, 11 tt, 29 cn", []),
        ("lùi 4 hôm nữa", [("2014-12-01", "2014-12-01")]),
    ],
)
def test_ways_of_naming_days(text: str, named: list[tuple[str, str]]) -> None:
    """Each day from its first to its last, nearest to today."""
    found = listening(congress()).reply(text, TODAY).days
    assert [(str(day.first), str(day.last)) for day in found] == named


@pytest.mark.parametrize("file", FILES[:4], ids=[file.stem for file in FILES[:4]])
@pytest.mark.parametrize("way", [PAST, AHEAD, NEAR])
def test_no_word_at_which_a_day_begins_is_passed_over(file: Path, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking at every word of a message finds the same days."""
    said = [spoken(row["q"]) for row in load(file)]
    words = [placed(text, congress().tokens(apart(text))) for text in said]
    found = [status_dates.days(each, TODAY, way) for each in words]
    monkeypatch.setattr(status_dates, "may_begin", lambda word: True)
    assert [status_dates.days(each, TODAY, way) for each in words] == found
    assert any(found)
