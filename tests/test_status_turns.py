"""Turns of speech in reports: what is late by so much, what is not to be noted, whose day it is that is named, what is summed up."""

from __future__ import annotations

from datetime import date

import pytest

from tests.test_status_reader import one, told


@pytest.mark.parametrize(
    ("text", "today", "wanted"),
    [
        ("KH gửi trễ hạn 4 ngày, tức 4/8", date(2014, 8, 11), {"state": "done", "date": "2014-08-04"}),
        ("cho đơn vị nộp kế hoạch chậm 5 ngày", date(2014, 8, 11), {"state": "delayed", "ask_extension": True}),
        ("chắc kế hoạch nộp trễ 2 ngày", date(2014, 7, 30), {"state": "delayed"}),
        ("xin phép báo muộn: hôm 9/4 bên em đã họp hội nghị", date(2015, 4, 13), {"state": "done", "date": "2015-04-09"}),
        ("Văn bản đã phát hành chiều 30/7 nên vẫn kịp hạn", date(2014, 8, 1), {"state": "done", "date": "2014-07-30"}),
        ("kế hoạch tuần tới em gửi, tuần này kẹt thi nâng bậc", date(2014, 7, 22), {"date_from": "2014-07-28", "date_to": "2014-08-03"}),
        ("sớm nhất mùng 6 tháng sau mới gửi được kế hoạch ạ", date(2014, 7, 29), {"date": "2014-08-06"}),
        ("phải đến mùng 6 tháng sau mới gửi kế hoạch được", date(2014, 7, 22), {"state": "delayed", "date": "2014-08-06"}),
        ("phai den mung 6 thang sau moi gui ke hoach duoc", date(2014, 7, 22), {"state": "delayed", "date": "2014-08-06"}),
        ("hội nghị bế mạc lúc 10h30 nay rồi", date(2015, 3, 12), {"state": "done", "date": "2015-03-12"}),
        ("đúng 1 tuần nữa là tổ chức hội nghị rồi", date(2014, 11, 3), {"state": "scheduled", "date": "2014-11-10"}),
        ("phụ lục mới gửi hôm qua, còn kế hoạch thì gửi từ mùng 9 rồi", date(2014, 7, 18), {"state": "done", "date": "2014-07-09"}),
        ("kế hoạch không xong trước 31/7 đâu, đang sáp nhập phòng", date(2014, 7, 28), {"state": "delayed", "date_to": None}),
        ("hội nghị dời qua sau rằm tháng giêng", date(2015, 2, 6), {"state": "delayed", "date_from": None}),
        ("hội nghị chiều 14/11 đông quá", date(2014, 11, 17), {"date": "2014-11-14"}),
        ("vẫn 27/2 nhé, hội nghị không đổi", date(2015, 2, 13), {"state": "scheduled", "date": "2015-02-27"}),
        ("cho sở em khất kế hoạch tới 5/8 nghe, phó giám đốc mới đổi hôm kia", date(2014, 7, 31), {"date": "2014-08-05", "ask_extension": True}),
        ("dời hội nghị sang 5/12 vì hội trường đã có đơn vị khác đặt", date(2014, 11, 18), {"state": "delayed", "date": "2014-12-05"}),
        ("dự tính 19/3 mở hội nghị", date(2015, 2, 27), {"state": "scheduled", "date": "2015-03-19"}),
        ("đính chính ngày họp hội nghị là 29/11 chứ không phải 30/11 (30/11 chủ nhật)", date(2014, 12, 3), {"date": "2014-11-29"}),
    ],
)
def test_a_day_belongs_to_what_it_is_told_of(text: str, today: date, wanted: dict[str, object]) -> None:
    """Days of what is in the way, of the message itself, of a day's other name are no days of the task."""
    got = one(text, today)
    assert {key: got.get(key) for key in wanted} == wanted


def test_the_time_of_a_draft_is_no_day_of_the_task() -> None:
    """"nay em mới gõ dự thảo" plans nothing for today; "chiều nay gửi" does."""
    assert one("nay em mới gõ dự thảo báo cáo", date(2014, 11, 14)) == {"milestone": "report", "state": "preparing"}
    assert one("sắp xong rồi, 5h chiều nay gửi", date(2014, 11, 14))["date"] == "2014-11-14"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("đã họp hội nghị 28/11, 45 đồng chí dự", {"delegates": 45}),
        ("Tập thể được vinh danh: 07; cá nhân: 21", {"collectives": 7, "individuals": 21}),
        ("hội nghị vẫn 25/12, đại biểu rút còn 70", {"delegates": 70}),
        ("em báo lộn: cá nhân 29 người, còn 92 là số đại biểu", {"individuals": 29, "delegates": 92}),
        ("số đại biểu báo dư 5 người, đúng ra là 83", {"delegates": 83}),
        ("không phải 16 tập thể đâu, 15 thôi", {"collectives": 15}),
        ("cá nhân tiêu biểu tổng là 20 chứ không phải 19", {"individuals": 20}),
        ("có 1 thay đổi: đại biểu từ 90 tăng lên 105", {"delegates": 105}),
    ],
)
def test_a_figure_is_a_figure(text: str, fields: dict[str, int]) -> None:
    """And no reason, whatever stands between it and its name."""
    got = one(text)
    assert {key: got.get(key) for key in fields} == fields
    assert "reason" not in got


def test_two_tasks_with_a_day_each() -> None:
    """"… rồi 26/3 gửi báo cáo": the day before a verb belongs to what follows."""
    reports = told("dự tính 19/3 mở hội nghị rồi 26/3 gửi báo cáo luôn", date(2015, 2, 27))
    assert [(each["milestone"], each["date"]) for each in reports] == [("conference", "2015-03-19"), ("report", "2015-03-26")]


def test_several_tasks_summed_up_share_what_is_said_of_them() -> None:
    """"cả ba việc A, B, C đều xong"."""
    reports = told("Cả ba việc kế hoạch, hội nghị, báo cáo đều xong xuôi")
    assert [(each["milestone"], each["state"]) for each in reports] == [("plan_sent", "done"), ("conference", "done"), ("report", "done")]


@pytest.mark.parametrize("text", ["báo cáo chưa xong, đừng có ghi là xong", "bao cao chua xong, dung co ghi la xong"])
def test_what_is_not_to_be_noted_is_not_told(text: str) -> None:
    """What follows "đừng" undoes nothing that is told before it."""
    assert one(text)["state"] == "not_started"


@pytest.mark.parametrize("text", ["hội trường A ngày 19 còn trống không để em đăng ký", "to chuc o dau, tai", "chua gui duoc tai"])
def test_asked_on_the_way_or_cut_off(text: str) -> None:
    """A question within a sentence reports nothing; a message cut off behind a word that would explain breaks nothing."""
    assert all("reason" not in each for each in told(text))
