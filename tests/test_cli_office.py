"""The commands that write to the office's tables, as typed in a terminal."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl

from tests.programs import kehoach

LIST = "Mã;Tên đơn vị;Loại\nso-ha-noi;Sở mới;so\nmoi-1;Đơn vị thử;dn\n"


def said(folder: Path, *arguments: str, given: bytes = b"") -> tuple[int, str]:
    done = kehoach(*arguments, folder=folder, given=given)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def run(folder: Path, *, approval: str = "off") -> None:
    """A configured bot in a folder: its tables lie below it."""
    (folder / ".env").write_text(f"KEHOACH_WEB=on\nKEHOACH_DATA=du-lieu\nKEHOACH_APPROVAL={approval}\n", "utf-8")


def test_a_list_is_shown_before_it_is_written(tmp_path: Path) -> None:
    """Not agreed to, nothing changes; agreed to, it does; the second time there is nothing to do."""
    run(tmp_path)
    (tmp_path / "ds.csv").write_text(LIST, "utf-8")
    code, shown = said(tmp_path, "units", "import", "ds.csv", given=b"khong\n")
    assert (code, "Chưa cập nhật gì" in shown, "Mới: 1; thay đổi: 1;" in shown) == (1, True, True)
    assert "moi-1" not in said(tmp_path, "units", "list")[1]
    code, shown = said(tmp_path, "units", "import", "ds.csv", given="có\n".encode())
    assert (code, "Đã cập nhật" in shown) == (0, True)
    listed = said(tmp_path, "units", "list")[1]
    assert "Có 2 đơn vị" in listed
    assert "so-ha-noi\tso\t0\tSở mới" in listed
    code, shown = said(tmp_path, "units", "import", "ds.csv", "--yes")
    assert (code, "Không có gì để cập nhật" in shown) == (0, True)


def test_mistakes_end_with_code_1_and_wrong_use_with_2(tmp_path: Path) -> None:
    """Bad rows are named and the rest is written; no file, no list, no such unit: one sentence."""
    run(tmp_path)
    (tmp_path / "ds.csv").write_text(LIST + "x y;Hỏng;so\n", "utf-8")
    code, shown = said(tmp_path, "units", "import", "ds.csv", "--yes")
    assert (code, "Dòng 4" in shown) == (1, True)
    for arguments in (["units", "import", "khong-co.csv"], ["units", "import", ".env"], ["units", "invite", "--unit", "khong-co"], ["units"]):
        code, shown = said(tmp_path, *arguments)
        assert code == 2
        assert "lỗi:" in shown


def test_invitations_are_written_and_kept_as_hashes(tmp_path: Path) -> None:
    """An Excel file and a page to print for the units asked for; the tables hold no code."""
    run(tmp_path)
    code, shown = said(tmp_path, "units", "invite", "--unit", "so-ha-noi", "--out", "ra/moi", "--days", "7")
    assert (code, "1 đơn vị" in shown) == (0, True)
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "ra/moi.xlsx").read_bytes()))
    row = list(book.worksheets[0].iter_rows(values_only=True))[2]
    assert row[0] == "so-ha-noi"
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}", str(row[2]))
    page = (tmp_path / "ra/moi.html").read_text("utf-8")
    assert str(row[2]) in page
    assert "<svg" in page
    assert "http" not in page.replace("http://www.w3.org", "")
    signs = str(row[2]).replace("-", "").encode()
    assert all(signs[4:] not in file.read_bytes() for file in (tmp_path / "du-lieu").iterdir() if file.is_file())
    assert said(tmp_path, "units", "invite", "--missing", "--out", "tat-ca")[0] == 0


def test_the_first_of_the_secretariat_is_invited_by_a_code(tmp_path: Path) -> None:
    """`kehoach secretariat invite` prints one code, which holds once."""
    run(tmp_path)
    code, shown = said(tmp_path, "secretariat", "invite")
    assert code == 0
    assert len(re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", shown)) == 1


def test_incoming_mail_is_recorded(tmp_path: Path) -> None:
    """A list of incoming mail becomes receipts; again it changes nothing."""
    run(tmp_path)
    (tmp_path / "cv.csv").write_text("Đơn vị,Số đến,Ngày đến,Trích yếu\nSở TTTT Hà Nội,45,16/7/2014,Kế hoạch tổ chức\n", "utf-8")
    code, shown = said(tmp_path, "received", "import", "cv.csv", "--yes")
    assert (code, "Đã cập nhật 1 dòng" in shown) == (0, True)
    code, shown = said(tmp_path, "received", "import", "cv.csv", "--yes")
    assert (code, "đã có sẵn: 1" in shown) == (0, True)
