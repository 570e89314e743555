"""What an officer's own words report: state, day, figures, documents, reason, and when they report nothing at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.plan import Field, State
from knowledge.status_replies import listening
from knowledge.text import clean
from knowledge.told import Heard, Told
from tests.readers import congress, sport
from tests.status_accuracy import load

TODAY = date(2014, 12, 3)
WORDS = (
    "đã chưa xong gửi kế hoạch hội nghị báo cáo đang trình ký dự kiến lùi do vì vướng 120 đại biểu 8 tập thể 15/3 hôm qua tuần sau"
    " số 12/KH-STTTT xin gia hạn đến tháng 11 nhầm à ? . , \n rồi ạ bên em mai quý 1 năm sau trong đó hai trăm cá nhân nghe nói"
    " tại tai nên cho đừng dung sang còn cả ba việc trễ 5 ngày thứ bảy tháng sau mới được kẹt đề nghị riêng bị trả lại thực ra"
).split(" ")


def hear(text: str, today: date = TODAY, task: str | None = None, *, replying: bool = False) -> Heard:
    return listening(congress()).hear(text, today, task, replying=replying)


def told(text: str, today: date = TODAY, task: str | None = None) -> list[dict[str, Any]]:
    return [listening(congress()).telling(each) for each in hear(text, today, task).reports]


def one(text: str, today: date = TODAY, task: str | None = None) -> dict[str, Any]:
    (report,) = told(text, today, task)
    return report


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("chưa", "not_started"),
        ("chua lam gi ca", "not_started"),
        ("kế hoạch đang soạn", "preparing"),
        ("báo cáo trình ký rồi", "preparing"),
        ("mới làm được 40%", "preparing"),
        ("kế hoạch sắp xong", "preparing"),
        ("hội nghị sẽ tổ chức ngày 20/12", "scheduled"),
        ("mai em gửi kế hoạch", "scheduled"),
        ("đã gửi kế hoạch", "done"),
        ("xong rồi ạ", "done"),
        ("hội nghị tổ chức 30/11 rồi", "done"),
        ("gửi kế hoạch rồi, hơi muộn ạ", "done"),
        ("hội nghị lùi sang tháng 1", "delayed"),
        ("không kịp báo cáo đâu ạ", "delayed"),
        ("xin gia hạn báo cáo", "delayed"),
        ("hội nghị chưa làm được vì thiếu kinh phí", "delayed"),
    ],
)
def test_each_state_is_heard(text: str, state: str) -> None:
    """Not begun, under way, planned, accomplished (even if late), put off: each in the words people use."""
    assert one(text)["state"] == state


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("đã gửi kế hoạch hôm qua", {"date": "2014-12-02"}),
        ("đã gửi kế hoạch hôm thứ hai", {"date": "2014-12-01"}),
        ("đã gửi kế hoạch 20/7", {"date": "2014-07-20"}),
        ("kế hoạch gửi ngày 5 tháng 8 rồi", {"date": "2014-08-05"}),
        ("hội nghị dự kiến 15/3", {"date": "2015-03-15"}),
        ("hội nghị dự kiến 15.3.2015", {"date": "2015-03-15"}),
        ("hội nghị dự kiến đầu tháng 1", {"date_from": "2015-01-01", "date_to": "2015-01-10"}),
        ("hội nghị dự kiến giữa tháng sau", {"date_from": "2015-01-11", "date_to": "2015-01-20"}),
        ("hội nghị dự kiến hạ tuần tháng 2", {"date_from": "2015-02-21", "date_to": "2015-02-28"}),
        ("hội nghị dự kiến tuần sau", {"date_from": "2014-12-08", "date_to": "2014-12-14"}),
        ("hội nghị dự kiến quý I năm sau", {"date_from": "2015-01-01", "date_to": "2015-03-31"}),
        ("hội nghị dự kiến ngày 4 và 5/1", {"date_from": "2015-01-04", "date_to": "2015-01-05"}),
        ("hội nghị dự kiến từ 8/1 đến 10/1", {"date_from": "2015-01-08", "date_to": "2015-01-10"}),
        ("báo cáo sẽ gửi trước 10/1", {"date_to": "2015-01-09"}),
        ("hội nghị dời từ 10/12 sang 20/12", {"date": "2014-12-20"}),
        ("hội nghị 3 ngày nữa họp", {"date": "2014-12-06"}),
        ("báo cáo đang trình ký từ hôm qua", {}),
    ],
)
def test_days_are_found_on_the_side_of_today_they_are_told_on(text: str, days: dict[str, str]) -> None:
    """A day without its year is the nearest in the direction that is told; parts of months, weeks, quarters and limits are ranges."""
    assert {key: value for key, value in one(text).items() if key.startswith("date")} == days


def test_figures_and_form_go_to_the_fields_of_the_plan() -> None:
    """Figures stand before or behind their names, in digits or words; a share of one is not counted again."""
    report = one("Hội nghị biểu dương hôm 28/11: hai trăm ba mươi lăm đại biểu, trong đó 40 đại biểu nữ, 5tt, cá nhân: 18")
    assert (report["delegates"], report["collectives"], report["individuals"]) == (235, 5, 18)
    assert report["form"] == "Hội nghị biểu dương"
    assert one("đại biểu 90, tập thể 4, cá nhân 12") == {"delegates": 90, "collectives": 4, "individuals": 12}


def test_documents_are_official_numbers_and_not_those_of_the_plan() -> None:
    """Several numbers are joined; a number behind "số" counts; the plan's own documents are nobody's report."""
    assert one("đã gửi kế hoạch số 12/KH-STTTT, 13/TTr-STTTT")["documents"] == "12/KH-STTTT; 13/TTr-STTTT"
    assert one("kế hoạch gửi rồi, công văn số 345")["documents"] == "345"
    assert "documents" not in one("đã gửi kế hoạch, có dẫn 13/KH-HĐTĐKT")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("hội nghị dời sang 15/1 do trùng lịch thanh tra", "trùng lịch thanh tra"),
        ("vì bão nên hội nghị hoãn đến 20/12 ạ", "bão"),
        ("bị vướng đại hội đảng bộ nên phải lùi hội nghị sang tháng 1", "bị vướng đại hội đảng bộ"),
        ("xin lùi báo cáo đến 25/12, máy chủ đang hỏng", "máy chủ đang hỏng"),
        ("hội nghị tổ chức tại Hà Nội phải lùi sang 20/12", None),
    ],
)
def test_the_reason_is_the_messages_own_words(text: str, reason: str | None) -> None:
    """Why something is put off, cut out of the message where the telling ends; a place is no reason."""
    assert one(text).get("reason") == reason


def test_several_tasks_in_one_message_are_several_reports() -> None:
    """In the order told, over commas and lines; a state said of all holds for all."""
    assert [(r["milestone"], r["state"]) for r in told("hội nghị xong rồi, báo cáo đang viết")] == [("conference", "done"), ("report", "preparing")]
    assert [(r["milestone"], r["state"]) for r in told("1. Kế hoạch: đã gửi\n2. Hội nghị: chưa\n3. Báo cáo: chưa")] == [
        ("plan_sent", "done"), ("conference", "not_started"), ("report", "not_started"),
    ]  # fmt: skip
    assert {r["milestone"] for r in told("xong hết rồi ạ, cả hội nghị và báo cáo")} == {"conference", "report"}


def test_the_task_asked_about_helps_and_is_never_told() -> None:
    """"rồi" answers only a question; what was asked about is not copied into the report."""
    assert hear("rồi ạ") == Heard()
    assert one("rồi ạ", task="report") == {"state": "done"}
    assert one("tuần sau", task="report") == {"state": "scheduled", "date_from": "2014-12-08", "date_to": "2014-12-14"}


def test_an_answer_of_nothing_but_a_word_or_a_day() -> None:
    """Where a message is known to answer our asking, "rồi" tells that it is done and "tuần sau" that it is planned; a day that has been tells nothing."""
    assert hear("rồi nhé anh", replying=True).reports == (Told(None, State.DONE),)
    assert hear("27/12 nha", replying=True).reports == (Told(None, State.SCHEDULED, date(2014, 12, 27)),)
    assert hear("hôm qua", replying=True) == hear("27/12 nha") == Heard()


@pytest.mark.parametrize(
    "text",
    [
        "đã nhận", "cảm ơn anh", "vâng ạ", "nhầm nhóm, xin lỗi mọi người", "hạn gửi kế hoạch là bao giờ ạ", "tổ chức 15/3 có muộn không nhỉ?",
        "hội nghị mời 120 đại biểu được không anh?", "nghe nói Sở Đà Nẵng tổ chức hôm 20/11 rồi", "bên Bưu điện gửi kế hoạch rồi đấy",
        "năm ngoái bên em tổ chức 20/11, 80 đại biểu", "gửi kế hoạch rồi có cần gửi bản giấy không?", "Bộ bảo gửi kế hoạch trước tháng 8",
        "chúc mừng Sở Hải Phòng tổ chức thành công hội nghị!", "mai em nghỉ phép ạ", "em báo cáo anh là em đã nhận bàn giao ạ", "",
    ],
)  # fmt: skip
def test_what_is_no_report_is_left_alone(text: str) -> None:
    """Questions with days and figures in them, thanks, hearsay about others, another year, orders, small talk."""
    assert told(text) == []


def test_a_correction_is_known_as_one() -> None:
    """What replaces what was said before, and not the value that was wrong."""
    heard = hear("nhầm, 130 đại biểu chứ không phải 120")
    assert heard.correction
    assert dict(heard.reports[0].fields) == {"delegates": 130}
    assert one("đính chính: hội nghị ngày 28/11 không phải 27/11")["date"] == "2014-11-28"


def test_hearsay_ends_where_the_own_unit_begins() -> None:
    """"mấy sở khác xong rồi, bên em thì chưa" tells only of the speaker's unit."""
    assert one("mấy sở khác gửi kế hoạch xong rồi, bên em thì đang soạn")["state"] == "preparing"


def test_another_plan_is_heard_by_its_own_names() -> None:
    """Tasks, figures and choices of the second plan come out of its own file."""
    listener = listening(sport())
    heard = listener.hear("nộp phiếu đăng ký rồi, 18 VĐV, tập ở nhà thi đấu huyện", date(2026, 2, 10))
    assert listener.telling(heard.reports[0]) == {"milestone": "entry", "state": "done", "athlete_count": 18, "hall": "nhà thi đấu huyện"}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "khoảng một trăm hai mươi người", 120), ("number", "120 đại biểu", 120), ("number", "không nhớ", None), ("number", "nhiều lắm", None),
        ("date", "hôm qua", date(2014, 12, 2)), ("date", "15/12", date(2014, 12, 15)), ("date", "sắp tới", None),
        ("document", "12/KH-STTTT", "12/KH-STTTT"), ("document", "số 345", "345"), ("document", "chưa có", None),
        ("text", "hội nghị tổng kết", "hội nghị tổng kết"), ("text", "bỏ qua", None),
        ("choice", "sân trường", "sân trường"), ("choice", "chỗ khác", None),
    ],
)  # fmt: skip
def test_one_field_asked_for_is_read_by_its_type(kind: Any, text: str, value: Any) -> None:
    """A number, a day, an official number, words, one of the options; None where it is no such answer or is passed over."""
    field = Field(key="x", label="x", type=kind, options=("sân trường", "nhà thi đấu"))
    assert listening(congress()).value(text, field, TODAY) == value


@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)), st.sampled_from([None, "plan_sent", "report"]))
@example("SÒ$bAYDU%0", "plan_sent")  # what was learned overruled all the rules had read
def test_whatever_is_typed_is_read_by_the_contract(text: str, task: str | None) -> None:
    """No text breaks the reader; a report says something, once a task, its words come out of the message, and reading again gives the same."""
    heard = hear(text, task=task)
    assert heard == hear(text, task=task)
    tasks = [report.task for report in heard.reports]
    assert len(set(tasks)) == len(tasks)
    shown = clean(text)
    for report in heard.reports:
        telling = listening(congress()).telling(report)
        assert set(telling) - {"milestone"}
        assert report.reason in shown
        assert all(document in shown for document in report.documents)
        assert not report.ask_extension or report.state is State.DELAYED
        assert report.first is None or report.last is None or report.first <= report.last
        assert report.date is None or (report.first is None and report.last is None)


@given(st.integers(1, 10**7), st.sampled_from(["ngày", "hôm", "tuần"]))
def test_a_time_counted_from_another_task_is_a_day_of_the_calendar(count: int, unit: str) -> None:
    """Whatever figure stands there nothing breaks, and a figure nobody means names no day."""
    found = told(f"hội nghị dự kiến 20/1, còn báo cáo thì sau hội nghị {count} {unit}", date(2014, 12, 18))
    assert found[0]["milestone"] == "conference"
    assert found[0]["date"] == "2015-01-20"
    assert count <= 99 or all("date" not in each for each in found[1:])


def test_an_arrow_mends_a_figure_and_stays_in_the_words_of_a_reason() -> None:
    """"96 -> 69" is 69; a reason is a literal part of the message, arrows and doubled strokes too."""
    assert told("đính chính số đại biểu: 96 -> 69") == [{"delegates": 69}]
    (found,) = told("hội nghị lùi sang 26//3 vì đổi hội trường A -> B")
    assert found["reason"] == "đổi hội trường A -> B"
    assert found["date"].endswith("-03-26")


COLLECTED = [row for file in sorted((Path(__file__).parent / "status").glob("*.jsonl")) for row in load(file)]


@settings(max_examples=400)
@given(st.sampled_from(COLLECTED), st.floats(0, 1), st.booleans())
def test_a_message_cut_anywhere_breaks_nothing(row: dict[str, Any], where: float, first: bool) -> None:
    """The first or the last words of a real message: half a phrase at an end is read like any other words."""
    words = row["q"].split()
    cut = round(where * len(words))
    heard = hear(" ".join(words[:cut] if first else words[cut:]), date.fromisoformat(row["today"]), replying=True)
    assert all(report.state is None or isinstance(report.state, State) for report in heard.reports)


def test_half_a_correction_corrects_nothing() -> None:
    """"… mà là" with no figure behind it."""
    assert all(not report.fields for report in hear("không phải 9 tập thể mà là", replying=True).reports)


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("Nhờ Bộ cho đơn vị lùi báo cáo tới 15/4 được không ạ?", True),
        ("Gia hạn cho em báo cáo tới 15/4 được không ạ?", True),
        ("gia han cho em bao cao toi 15/4 duoc khong a?", True),
        ("đã nhờ văn thư gửi kế hoạch hôm 12/3 rồi, sao vẫn nhắc vậy?", True),
        ("Nếu tụi em làm 20/4 thì có bị coi là trễ không, hay được du di?", False),
        ("Lỡ nộp báo cáo trễ tới 20/4 thì có xin gia hạn được không?", False),
    ],
)
def test_what_is_only_supposed_is_no_report_and_a_plea_is_one(text: str, reported: bool) -> None:
    """"nếu", "lỡ" begin something supposed; "nhờ", "gia hạn" ask for it, with accents and without."""
    assert bool(told(text, date(2015, 3, 20))) is reported
