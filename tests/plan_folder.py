"""A small plan folder in good order, for tests to spoil in one place."""

from __future__ import annotations

from pathlib import Path

PLAN = """\
key = "hoi-trai"
edition = 1
title = "Kế hoạch hội trại"
issuer = "Huyện đoàn"
year = 2031
ask_whom = "Ban Tổ chức"
left_out = [{ clause = "2", why = "chỉ là lời chào" }]

[[kinds]]
key = "xa"
label = "Đoàn xã"
everyone_else = true
patterns = ["Đoàn xã {}", "xã {}"]
places = [["An Bình"], ["Tân Lập", "TL"]]

[[kinds]]
key = "truong"
label = "Đoàn trường"

[[entities]]
key = "hoi-trai"
label = "hội trại"
default = true

[[attributes]]
key = "deadline"
label = "hạn đăng ký"
type = "date"
family = "deadline"

[[attributes]]
key = "prize"
label = "tiền thưởng"
type = "money"

[[clauses]]
key = "1"
cited = "Mục 1"

[[clauses]]
key = "2"
cited = "Mục 2"

[[sources]]
key = "ke-hoach"
title = "Kế hoạch hội trại"
file = "ke-hoach.txt"

[[facts]]
id = "han"
entity = "hoi-trai"
attribute = "deadline"
kinds = []
source = "ke-hoach"
clause = "1"
answer = "Đăng ký trước tháng 3 năm 2031."
quote = "Đăng ký trước tháng 3 năm 2031"
value = { before = "2031-03", words = "trước tháng 3 năm 2031" }

[[facts]]
id = "thuong"
entity = "hoi-trai"
attribute = "prize"
source = "ke-hoach"
clause = "1"
answer = "Giải nhất 5.000.000 đồng."
quote = "Giải nhất 5.000.000 đồng"
value = { amount = 5000000, unit = "đồng" }

[[tasks]]
key = "register"
label = "Đăng ký"
kinds = ["xa", "truong"]
deadline = "fact"
fact = "han"

[[tasks.fields]]
key = "camps"
label = "Số trại"
type = "number"

[[not_stated]]
key = "dia-diem"
label = "địa điểm"
families = ["venue"]

[reminders]
offsets = [7, 1]
hour = 9
"""

SOURCE = """\
1. Đăng ký trước tháng
   3 năm 2031. Giải nhất 5.000.000 đồng.
2. Chào các bạn.
"""

QUESTIONS = """\
{"q": "Hạn đăng ký?", "facts": ["han"]}
{"q": "Đăng ký trước khi nào?", "facts": ["han"], "unit": "xa"}
{"q": "Giải nhất bao nhiêu tiền?", "facts": ["thuong"]}

{"q": "giai nhat duoc may trieu", "facts": ["thuong"]}
{"q": "Trại dựng ở đâu?", "facts": []}
"""


def write(folder: Path, plan: str = PLAN, source: str = SOURCE, questions: str = QUESTIONS) -> Path:
    """A plan folder of these texts."""
    (folder / "sources").mkdir(parents=True)
    (folder / "plan.toml").write_text(plan, encoding="utf-8")
    (folder / "sources" / "ke-hoach.txt").write_text(source, encoding="utf-8")
    (folder / "questions.jsonl").write_text(questions, encoding="utf-8")
    return folder
