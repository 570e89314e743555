"""The Excel file of the progress, read back: every unit and word is there, with its type, and no text becomes a formula."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.reports.cells import NAME, TEXT, sheet_name, text
from bot.reports.data import Preset, Progress
from bot.reports.progress import attachment, workbook
from handlers.records import Person, Post, Receipt, Role, Standing, Status, Unit, Via
from handlers.turn import State
from knowledge.plan import Field, Plan
from knowledge.told import Told
from tests.small_plan import CLASS_10A, CLUB, NOON, PLAN

FIELDS = (
    Field("documents", "Số văn bản", "document"),
    Field("date", "Ngày gửi", "date"),
    Field("so-nguoi", "Số người", "number"),
    Field("hinh-thuc", "Hình thức", "text"),
)
COLLECTING = replace(PLAN, tasks=tuple(replace(task, fields=FIELDS) if task.key == "dang-ky" else task for task in PLAN.tasks))
TOLD = Told("dang-ky", State.DONE, date(2031, 5, 5), documents=("12/DS", "13/DS"), fields=(("so-nguoi", 120), ("hinh-thuc", "Trực tuyến")))
WORD = Status("10a", "dang-ky", State.DONE, NOON - timedelta(hours=7), 3, 11, TOLD, "gửi rồi nhé", Via.UNIT, True, False, "Trần An")
DATA = Progress(
    COLLECTING,
    NOON,
    (CLASS_10A, Unit("10b", "Chi hội lớp 10B", "chihoi"), CLUB),
    (Standing("10a", "dang-ky", WORD, Receipt("10a", "dang-ky", "45", date(2031, 5, 6), NOON, 9)),),
    (replace(WORD, id=10, undone=True, told=Told("dang-ky", State.PREPARING), state=State.PREPARING), WORD),
    (Person(3, "Trần An", Role.OFFICER, unit="10a", posts=(Post("10a", Role.OFFICER),)),),
)


def moment(year: int, month: int, day: int, hour: int = 0) -> datetime:
    """As a cell has it: without a zone."""
    return datetime.combine(date(year, month, day), time(hour))


def opened(data: Progress, columns: Preset = Preset.FULL) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(data, columns)))


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet below its header, by column."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(map(str, rows[2]), row, strict=True)) for row in rows[3:]]


def test_the_sheets() -> None:
    """A summary, a sheet for each task in the plan's order, the history; the short file has no history."""
    names = ["Tổng hợp", "Dự thi", "Gửi danh sách tiết mục", "Gửi danh sách tiết mục của câu", "Lịch sử"]
    assert [name[:30].strip() for name in opened(DATA).sheetnames] == names
    assert [name[:30].strip() for name in opened(DATA, Preset.SHORT).sheetnames] == names[:-1]


def test_a_task_with_everything_known() -> None:
    """Codes, names, places, the plan's own fields by label, receipt and who reported when: dates are dates, numbers numbers."""
    done, silent = table(opened(DATA)["Gửi danh sách tiết mục"])
    assert done == {
        "Mã đơn vị": "10a", "Tên đơn vị": "Chi hội lớp 10A", "Khối": "Chi hội", "Tình trạng": "Đơn vị báo xong",
        "Số văn bản": "12/DS; 13/DS", "Ngày gửi": moment(2031, 5, 5), "Số người": 120, "Hình thức": "Trực tuyến",
        "Lý do": None, "Từ ngày": None, "Đến ngày": None, "Xin lùi hạn": None, "Xong sau hạn": "Có", "Đã nhận": "Có", "Số đến": "45",
        "Ngày đến": moment(2031, 5, 6), "Người báo": "Trần An", "Báo lúc": moment(2031, 5, 6, 5), "Nguồn": "Đơn vị báo",
        "Cán bộ đầu mối": "Trần An",
    }  # fmt: skip
    assert {key: value for key, value in silent.items() if value is not None} == {
        "Mã đơn vị": "10b", "Tên đơn vị": "Chi hội lớp 10B", "Khối": "Chi hội", "Tình trạng": "Chưa báo",
    }  # fmt: skip


def test_what_the_plan_does_not_ask_for_has_its_column() -> None:
    """A date, documents and a reason are shown also where the task has no field for them."""
    row = table(opened(DATA)["Dự thi"])[0]
    assert {"Ngày", "Văn bản", "Lý do"} <= set(row)
    assert not {"Ngày", "Văn bản"} & set(table(opened(DATA)["Gửi danh sách tiết mục"])[0])


def test_the_short_columns() -> None:
    """The short file has one line a unit that fits on a page."""
    done = table(opened(DATA, Preset.SHORT)["Gửi danh sách tiết mục"])[0]
    assert list(done) == ["Mã đơn vị", "Tên đơn vị", "Khối", "Tình trạng", "Ngày", "Văn bản", "Đã nhận", "Số đến", "Ngày đến"]
    assert list(done.values())[4:] == [moment(2031, 5, 5), "12/DS; 13/DS", "Có", "45", moment(2031, 5, 6)]


def test_the_summary_counts() -> None:
    """Per task and kind, and for all kinds together: counts as numbers, shares as numbers shown as percent."""
    sheet = opened(DATA)["Tổng hợp"]
    of_task = [row for row in table(sheet) if row["Việc"] == "Gửi danh sách tiết mục"]
    assert [row["Khối"] for row in of_task] == ["Chi hội", "Tất cả"]
    assert [
        (row["Số đơn vị"], row["Đơn vị báo xong"], row["Tỷ lệ báo xong"], row["Đã nhận văn bản"], row["Chưa báo"]) for row in of_task
    ] == [
        (2, 1, 0.5, 1, 1),
        (2, 1, 0.5, 1, 1),
    ]
    assert {row["Hạn cuối"] for row in of_task} == {moment(2031, 5, 10)}
    shares = [cell for row in sheet.iter_rows(min_row=4) for cell in row if cell.number_format == "0%"]
    assert len(shares) == 3 * len(table(sheet))


def test_the_history_is_whole() -> None:
    """Every word stands there, the undone ones marked, also of units and tasks that are gone."""
    gone = replace(WORD, unit="da-mat", task="viec-cu", told=Told("viec-cu"))
    first, second, third = table(opened(replace(DATA, history=(*DATA.history, gone)))["Lịch sử"])
    assert [first["Đã hoàn tác"], second["Đã hoàn tác"]] == ["Có", None]
    assert (first["Tình trạng"], second["Tình trạng"]) == ("Đang làm", "Đơn vị báo xong")
    assert second["Nội dung báo"] == "Số văn bản: 12/DS; 13/DS; Ngày gửi: 05/05/2031; Số người: 120; Hình thức: Trực tuyến"
    assert second["Nguyên văn"] == "gửi rồi nhé"
    assert (third["Mã đơn vị"], third["Tên đơn vị"], third["Việc"]) == ("da-mat", None, "viec-cu")


def test_every_sheet_is_as_of_a_moment_with_header_and_filters() -> None:
    """Each sheet says as of when, keeps its header in sight, filters exactly its rows and has widths that are no default."""
    for columns in Preset:
        for sheet in opened(DATA, columns):
            assert sheet["A2"].value == "Số liệu lúc 12 giờ 00 ngày 06/05/2031"
            assert sheet.freeze_panes == "C4"
            assert sheet.auto_filter.ref == f"A3:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
            assert all(8 <= sheet.column_dimensions[get_column_letter(n)].width <= 50 for n in range(1, sheet.max_column + 1))


NASTY = st.text(max_size=60) | st.sampled_from(
    ["=1+1", "+84 912", "-5", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")', "_x0041_", "\x00", "\ud800"]
)


@settings(max_examples=40, deadline=None)  # each writes two files and reads them back
@given(NASTY, NASTY, NASTY)
def test_no_text_becomes_a_formula(words: str, name: str, value: str) -> None:
    """Whatever people typed is a text in the file, as typed save for what no file of this kind can hold."""
    word = replace(WORD, words=words, who=name, told=replace(TOLD, documents=(value,), fields=(("hinh-thuc", value),)))
    unit = replace(CLASS_10A, name=name or "-")
    data = replace(DATA, units=(unit,), standings=(Standing("10a", "dang-ky", word),), history=(word,))
    book = opened(data)
    for sheet in (*book, *opened(data, Preset.SHORT)):
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert (table(book["Gửi danh sách tiết mục"])[0]["Hình thức"] or "") == text(value)
    assert (table(book["Lịch sử"])[0]["Nguyên văn"] or "") == text(words)


def test_a_text_too_long_is_cut() -> None:
    """A cell takes 32,767 characters; a longer text is cut there and the file stays whole."""
    data = replace(DATA, history=(replace(WORD, words="a" * 40_000),))
    assert table(opened(data)["Lịch sử"])[0]["Nguyên văn"] == "a" * TEXT


@given(st.text())
def test_text_for_a_cell(value: str) -> None:
    """A text keeps its letters, is in one spelling, and has nothing a file may not hold; doing it twice is doing it once."""
    made = text(value)
    assert len(made) <= TEXT
    assert unicodedata.is_normalized("NFC", made)
    assert text(made) == made
    assert all(char in "\t\n" or unicodedata.category(char) not in ("Cc", "Cs") for char in made)


@pytest.mark.parametrize("value", ["=1+1", "+84", "-5", "@A1"])
def test_such_a_cell_stays_text_when_edited(value: str) -> None:
    """The cell is marked as text, so that opening and leaving it does not make it a formula."""
    data = replace(DATA, history=(replace(WORD, words=value),))
    sheet = opened(data)["Lịch sử"]
    (cell,) = (cell for row in sheet.iter_rows(min_row=4) for cell in row if cell.value == value)
    assert cell.data_type == "s"
    assert cell.quotePrefix


@given(st.lists(st.text(max_size=50), max_size=12))
def test_sheet_names_are_valid_and_unlike(wanted: list[str]) -> None:
    """Any labels give names Excel takes: 1-31 units, none of its forbidden signs, no quote at an end, no two alike."""
    names: list[str] = []
    for label in wanted:
        names.append(sheet_name(label, names))
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= NAME for name in names)
    assert not [name for name in names if set(name) & set("[]:*?/\\") or name.startswith("'") or name.endswith("'")]
    assert len({name.casefold() for name in names}) == len(names)


def plan_of(label: str) -> Plan:
    return replace(COLLECTING, tasks=tuple(replace(task, label=label) for task in COLLECTING.tasks))


@pytest.mark.parametrize("label", ["Báo cáo: [quý II/2015]?", "Lịch sử", "tổng hợp", "x" * 60, "'"])
def test_tasks_may_be_called_anything(label: str) -> None:
    """Tasks with one label, a forbidden one or the name of another sheet each have a sheet of their own."""
    assert len(opened(replace(DATA, plan=plan_of(label))).sheetnames) == 5


def test_odd_values_do_not_stop_the_file() -> None:
    """A year no spreadsheet knows and a number too long for one are kept as text."""
    told = replace(TOLD, date=date(14, 7, 20), fields=(("so-nguoi", 10**18),))
    row = table(opened(replace(DATA, standings=(Standing("10a", "dang-ky", replace(WORD, told=told)),)))["Gửi danh sách tiết mục"])[0]
    assert row["Ngày gửi"] == "0014-07-20"
    assert row["Số người"] == "1000000000000000000"


def test_an_empty_plan_of_units() -> None:
    """Without units the file has its sheets and says nothing."""
    book = opened(Progress(PLAN, NOON))
    assert table(book["Dự thi"]) == []
    assert {row["Số đơn vị"] for row in table(book["Tổng hợp"])} == {0}


def test_the_preset_an_order_names() -> None:
    """An order names its columns; anything else is everything."""
    assert [Preset.asked(what) for what in ((), ("short",), ("full",), ("xyz",))] == [Preset.FULL, Preset.SHORT, Preset.FULL, Preset.FULL]


def test_the_attachment() -> None:
    """The file has a name with its day and Excel's media type."""
    made = attachment(DATA, Preset.SHORT, "x")
    assert made.name == "tien-do-2031-05-06.xlsx"
    assert made.media_type.endswith("spreadsheetml.sheet")
    assert made.data[:2] == b"PK"
