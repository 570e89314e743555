"""The smallest plan folder that is right, for tests about what is done with a plan rather than what it says."""

from __future__ import annotations

from pathlib import Path

SOURCE = "KẾ HOẠCH\n1. Các lớp nộp danh sách trước ngày 11 tháng 5 năm 2031.\n"
PLAN = """
key = "hat"
edition = 1
title = "Hội thi Tiếng hát"
issuer = "Đoàn trường"
year = 2031
ask_whom = "Ban Tổ chức"

[[kinds]]
key = "lop"
label = "Các lớp"
short = "Lớp"
names = ["lớp"]
everyone_else = true

[[entities]]
key = "danh-sach"
label = "danh sách"
names = ["danh sách"]
default = true

[[attributes]]
key = "han"
label = "hạn nộp"
type = "date"
names = ["hạn nộp", "hạn", "khi nào", "bao giờ"]

[[clauses]]
key = "1"
cited = "Mục 1"
heading = "Các lớp"

[[sources]]
key = "goc"
title = "Kế hoạch Hội thi Tiếng hát"
file = "goc.txt"

[[facts]]
id = "han-nop"
entity = "danh-sach"
attribute = "han"
kinds = []
source = "goc"
clause = "1"
answer = "Các lớp nộp danh sách trước ngày 11/5/2031."
quote = "Các lớp nộp danh sách trước ngày 11 tháng 5 năm 2031."
value = { before = "2031-05-11", words = "trước ngày 11 tháng 5 năm 2031" }

[[tasks]]
key = "nop"
label = "Nộp danh sách"
kinds = ["lop"]
deadline = "fact"
fact = "han-nop"
names = ["nộp danh sách"]
"""
QUESTIONS = ("Hạn nộp danh sách khi nào?", "Bao giờ nộp danh sách?")


def write_plan(folder: Path, more: str = "") -> Path:
    """The plan as a folder; `more` lines are added to its questions."""
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "goc.txt").write_text(SOURCE, "utf-8")
    (folder / "plan.toml").write_text(PLAN, "utf-8")
    asked = "".join(f'{{"q": "{question}", "facts": ["han-nop"]}}\n' for question in QUESTIONS)
    (folder / "questions.jsonl").write_text(asked + more, "utf-8")
    return folder
