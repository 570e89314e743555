"""Lists people send: read from what offices use, held against what there is, every mistake named by its row."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import mail, roster
from bot.files import keep, kind_of, safe_name
from bot.sheets import SheetError, read_sheet
from handlers.actions import ConfirmReceipt
from handlers.records import Receipt
from handlers.turn import Unit
from handlers.wording.imports import MISTAKES, UNREADABLE
from tests.small_plan import CLASS_10A, CLUB, NOON, PLAN

HEAD = "Mã,Tên đơn vị,Loại,Tên gọi khác,Cấp trên,Ghi chú"
TODAY = dt.date(2031, 5, 6)


def csv(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


def looked(data: bytes, there: Sequence[Unit] = ()) -> roster.Look:
    return roster.look(read_sheet(data, "x.csv", ("units",)), PLAN, there)


def book(*rows: list[Any]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_of_any_office(encoding: str, mark: str) -> None:
    """UTF-8, UTF-16 and the old Windows code page; commas, semicolons, tabs; titles above the header; accents or none in it."""
    text = f"DANH SACH\n\nMa{mark}Ten don vi{mark}Loai\n10b{mark}Lop 10B{mark}Chi hoi\n"
    (unit,) = looked(text.encode(encoding)).new
    assert unit == Unit("10b", "Lop 10B", "chihoi")


def test_an_excel_file_with_titles_and_numbers() -> None:
    """Numbers as codes are codes; real dates are dates; the sheet with our columns is found."""
    made = openpyxl.Workbook()
    made.worksheets[0].append(["Ghi chú gì đó"])
    made.create_sheet("Danh sách").append(["Danh sách đơn vị năm 2031"])
    made.worksheets[1].append(["Mã đơn vị", "Tên đơn vị", "Loại đơn vị"])
    made.worksheets[1].append([101, "Lớp 10B", "Chi hội"])
    out = io.BytesIO()
    made.save(out)
    assert looked(out.getvalue()).new == (Unit("101", "Lớp 10B", "chihoi"),)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",A,chihoi", "no_code"), ("a b,A,chihoi", "bad_code"), ("x" * 33 + ",A,chihoi", "bad_code"), ("10a,,chihoi", "no_name"),
        ("10a,A,khác", "bad_kind"), ("10a,A,chihoi,,xx", "no_parent"), ("10a,A,chihoi,,10A", "circular"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_left_out(row: str, why: str) -> None:
    """Each with its row in the file and why; the good rows beside it count."""
    found = looked(csv("sen,Câu lạc bộ Sen,CLB", row))
    assert [unit.code for unit in found.new] == ["sen"]
    ((number, key, values),) = found.mistakes
    assert (number, key) == (3, why)
    assert MISTAKES[key].format(**values)


def test_the_same_code_twice_names_both_rows() -> None:
    """The first counts, the second is a mistake that says where the first stands."""
    found = looked(csv("10a,A,chihoi", "10A,B,chihoi"))
    assert [unit.name for unit in found.new] == ["A"]
    assert found.mistakes == ((3, "twice", {"code": "10A", "row": "2"}),)


def test_importing_twice_changes_nothing() -> None:
    """What is new, changed and gone is told apart; the same list again has no changes; a bad row never makes its unit gone."""
    there = (CLASS_10A, CLUB)
    found = looked(csv("10a,Lớp 10A,chihoi,10A; A10,,mới", "10b,Lớp 10B,chihoi", "sen,,clb"), there)
    assert [unit.code for unit in found.new] == ["10b"]
    assert [(before.name, after.name, after.short_names) for before, after in found.changed] == [("Chi hội lớp 10A", "Lớp 10A", ("10A", "A10"))]
    assert found.gone == ()
    again = looked(csv("10a,Lớp 10A,chihoi,10A; A10,,mới", "10b,Lớp 10B,chihoi"), found.units)
    assert not again.changes
    assert looked(csv("10b,B,chihoi"), there).gone == there


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x" * 5_000_001, "too_big"), (b"PK\x03\x04 no book", "unreadable"), (b"a,b\n1,2\n", "no_header"), (b"\x00\x01\x02", "unreadable"),
        (packed(xl__workbook_xml=b"\0" * 70_000_000), "too_big"), (b"", "no_header"), (("a\n" * 20_001).encode(), "too_long"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_plainly(data: bytes, reason: str) -> None:
    """Too big, packed to burst, no table, no header: one word each, and a sentence for it."""
    with pytest.raises(SheetError) as caught:
        read_sheet(data, "x")
    assert caught.value.reason == reason
    assert UNREADABLE[reason]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_list_or_refused(data: bytes) -> None:
    """No file breaks the reading of files."""
    try:
        sheet = read_sheet(data, "x")
    except SheetError:
        return
    assert sheet.kind in ("units", "received")


@given(st.lists(st.tuples(st.sampled_from(["10a", "10b", "a b", ""]), st.sampled_from(["A", ""]), st.sampled_from(["chihoi", "?"])), max_size=8))
def test_every_row_is_a_unit_or_a_mistake(rows: list[tuple[str, str, str]]) -> None:
    """Nothing in a list vanishes silently."""
    found = looked(csv(*(",".join(row) for row in rows)))
    filled = [row for row in rows if any(row)]
    assert len(found.new) + len(found.mistakes) == len(filled)


def posted(data: bytes, had: Sequence[Receipt] = ()) -> mail.Post:
    known = {(each.unit, each.task): each for each in had}
    return mail.look(read_sheet(data, "x", ("received",)), PLAN, (CLASS_10A, CLUB), known, TODAY)


def test_the_list_of_incoming_mail() -> None:
    """Units by what people call them, the task by its own column or by what the letter is about, days as dates or as written."""
    data = book(
        ["Số đến", "Ngày đến", "Đơn vị gửi", "Trích yếu"],
        [45, dt.date(2031, 5, 5), "Chi hội lớp 10A", "V/v gửi danh sách tiết mục"],
        ["46/VB", "4/5/2031", "clb sen", "danh sách"],
        [47, "31/12/2031", "10a", "danh sách"],
        [48, "4/5/2031", "đơn vị lạ", "danh sách"],
        [49, "4/5/2031", "10a", "chúc mừng năm mới"],
        [None, "4/5/2031", "10a", "danh sách"],
    )
    found = posted(data)
    assert found.new == (
        ConfirmReceipt("10a", "dang-ky", "45", dt.date(2031, 5, 5)),
        ConfirmReceipt("sen", "dang-ky-clb", "46/VB", dt.date(2031, 5, 4)),
    )
    assert [(row, why) for row, why, _ in found.mistakes] == [(4, "bad_day"), (5, "unknown_unit"), (6, "unknown_task"), (7, "no_number")]
    had = [Receipt(each.unit, each.task, each.number, each.day, NOON, 1) for each in found.new]
    again = posted(data, had)
    assert (again.rows, again.same) == ((), 2)


@pytest.mark.parametrize(
    ("data", "name", "ending"),
    [
        (b"\xff\xd8\xff\xe0", "a.exe", ".jpg"), (b"\x89PNG\r\n\x1a\n", "a", ".png"), (b"RIFF1234WEBP", "a", ".webp"), (b"%PDF-1.7", "a.txt", ".pdf"),
        (packed(word__document_xml=b""), "a", ".docx"), (packed(xl__workbook_xml=b""), "a", ".xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", ".xls"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a", ".doc"),
        (b"MZ\x90", "a.pdf", None), (b"<html>", "a.jpg", None), (packed(a_xml=b""), "a.docx", None), (b"", "a.pdf", None), (b"PK\x03\x04", "a.docx", None),
    ],
)  # fmt: skip
def test_a_file_is_what_its_content_is(data: bytes, name: str, ending: str | None) -> None:
    """The name decides nothing but which of two old Office formats it is."""
    found = kind_of(data, name)
    assert (found.ending if found else None) == ending


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("báo cáo.pdf", "báo cáo.jpg"), ("../../etc/passwd", "passwd.jpg"), ("..\\x\\a.exe", "a.jpg"), ("", "tep.jpg"), ("...", "tep.jpg"),
        ("a\u202egpj.exe", "agpj.jpg"), ("a\n\x00b.pdf", "ab.jpg"), ("<script>.pdf", "script.jpg"), ("a" * 300, "a" * 76 + ".jpg"),
    ],
)  # fmt: skip
def test_a_name_does_no_harm(name: str, safe: str) -> None:
    """No path, no hidden direction, no markup, no length without end."""
    assert safe_name(name, ".jpg") == safe


@given(st.text(max_size=200))
def test_any_name_is_made_safe(name: str) -> None:
    """Whatever a file is called, it gets a plain name in no folder."""
    safe = safe_name(name, ".pdf")
    assert safe == Path(safe).name
    assert len(safe) <= 80
    assert safe.endswith(".pdf")
    assert safe.isprintable()


def test_a_file_is_written_whole_and_for_us_alone(tmp_path: Path) -> None:
    """Below the data folder, by month, readable by nobody else; again is the same place."""
    kind = kind_of(b"%PDF-1.7", "a")
    assert kind
    kept = keep(tmp_path, 7, b"%PDF-1.7", kind, NOON)
    assert kept.path.startswith("files/2031-05/7-")
    assert (tmp_path / kept.path).read_bytes() == b"%PDF-1.7"
    assert (tmp_path / kept.path).stat().st_mode & 0o777 == 0o600
    assert keep(tmp_path, 7, b"%PDF-1.7", kind, NOON) == kept
    assert len(list((tmp_path / "files").rglob("*.pdf*"))) == 1
