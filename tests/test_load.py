"""A plan folder is read whole, or every mistake in it is told at once."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from knowledge.check import check, unreached
from knowledge.load import PLANS, load_plan, wording
from knowledge.mistakes import PlanError
from knowledge.plan import Amount, Deadline
from knowledge.show import show
from tests.plan_folder import PLAN, QUESTIONS, write

SHIPPED = sorted(path.parent for path in PLANS.glob("*/plan.toml"))


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
def test_the_shipped_plans_load(folder: Path) -> None:
    """Every plan that ships has no mistake and bears its folder's name."""
    assert load_plan(folder).key == folder.name


def test_a_folder_becomes_a_plan(tmp_path: Path) -> None:
    """Values are typed, spelt-out members complete, tasks take their fact's deadline, a quote may run over a line end."""
    plan = load_plan(write(tmp_path / "p"))
    assert plan.fact("han").value == Deadline("trước tháng 3 năm 2031", date(2031, 2, 28))
    assert plan.fact("thuong").value == Amount(5000000, "đồng")  # type: ignore[arg-type]
    assert plan.task("register").deadline == plan.fact("han").value
    assert plan.kind("xa").members == (("Đoàn xã An Bình", "xã An Bình"), ("Đoàn xã Tân Lập", "Đoàn xã TL", "xã Tân Lập", "xã TL"))
    assert plan.kind("xa").short == "Đoàn xã"
    assert [example.facts for example in plan.examples] == [("han",), ("han",), ("thuong",), ("thuong",), ()]
    assert plan.examples[1].unit == "xa"
    assert (plan.reminders.offsets, plan.reminders.hour, plan.reminders.late_every) == ((7, 1), 9, 3)
    assert plan.left_out[0].clause == "2"


def test_windows_bytes_are_read(tmp_path: Path) -> None:
    """A byte order mark, CRLF and decomposed letters (NFD) make no difference."""
    folder = write(tmp_path / "p")
    for path in (folder / "plan.toml", folder / "sources" / "ke-hoach.txt", folder / "questions.jsonl"):
        text = unicodedata.normalize("NFD", path.read_text(encoding="utf-8")).replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_plan(folder) == load_plan(write(tmp_path / "q"))


# What is spoilt (old text, new text), the kind of mistake, and what its place must name.
SPOILT = [
    ('edition = 1\n', "", "missing", "edition"),
    ("edition = 1", 'edition = "một"', "wrong_type", "dòng 2"),
    ('issuer = "Huyện đoàn"', 'issuer = ""', "missing", "issuer"),
    ('year = 2031', 'year = 2031\nsigner = "A"', "unknown_key", "dòng 6"),
    ('label = "Đoàn xã"', 'lable = "Đoàn xã"', "unknown_key", "[[kinds]] xa"),
    ("[[not_stated]]", "[[not_sated]]", "unknown_key", "not_sated"),
    ('key = "xa"\n', 'key = "Xã"\n', "key_syntax", "[[kinds]] Xã"),
    ('key = "truong"', 'key = "xa"', "twice", "[[kinds]] xa"),
    ('id = "thuong"', 'id = "han"', "twice", "[[facts]] han"),
    ("everyone_else = true\n", "", "everyone_else", "[[kinds]]"),
    ('label = "Đoàn trường"', 'label = "Đoàn trường"\neveryone_else = true', "everyone_else", "[[kinds]]"),
    ('label = "Đoàn trường"', 'label = "Đoàn trường"\nnames = ["xã An Bình"]', "two_kinds", "[[kinds]] truong"),
    ('patterns = ["Đoàn xã {}", "xã {}"]', 'patterns = ["Đoàn xã"]', "bad_pattern", "[[kinds]] xa"),
    ("default = true\n", "", "default_entity", "[[entities]]"),
    ('type = "money"', 'type = "mony"', "unknown_type", "[[attributes]] prize"),
    ('family = "deadline"', 'family = "deadlin"', "unknown", "[[attributes]] deadline"),
    ('file = "ke-hoach.txt"', 'file = "khac.txt"', "no_file", "[[sources]] ke-hoach"),
    ('file = "ke-hoach.txt"', 'file = "../plan.toml"', "source_place", "[[sources]] ke-hoach"),
    ('entity = "hoi-trai"\nattribute = "prize"', 'entity = "hoi-tra"\nattribute = "prize"', "unknown", "[[facts]] thuong"),
    ('attribute = "prize"', 'attribute = "price"', "unknown", "[[facts]] thuong"),
    ('kinds = []', 'kinds = ["huyen"]', "unknown", "[[facts]] han"),
    ('source = "ke-hoach"\nclause = "1"\nanswer = "Đ', 'source = "cong-van"\nclause = "1"\nanswer = "Đ', "unknown", "[[facts]] han"),
    ('clause = "1"\nanswer = "Đ', 'clause = "9"\nanswer = "Đ', "unknown", "[[facts]] han"),
    ('quote = "Giải nhất 5.000.000 đồng"', 'quote = "Giải nhất 6.000.000 đồng"', "quote_not_found", "[[facts]] thuong"),
    ('words = "trước tháng 3 năm 2031"', 'words = "trước tháng 4 năm 2031"', "words_not_quoted", "[[facts]] han"),
    ('before = "2031-03"', 'before = "2031-13"', "bad_date", "[[facts]] han"),
    ('before = "2031-03"', 'before = "2031-02-30"', "bad_date", "[[facts]] han"),
    ('before = "2031-03"', 'from = "2031-03"', "no_deadline", "[[facts]] han"),
    ('before = "2031-03"', 'from = "2031-03-05", to = "2031-03-01"', "backwards", "[[facts]] han"),
    (', words = "trước tháng 3 năm 2031"', "", "no_words", "[[facts]] han"),
    ('value = { amount = 5000000, unit = "đồng" }', 'value = { amount = "năm triệu", unit = "đồng" }', "no_amount", "[[facts]] thuong"),
    ('value = { amount = 5000000, unit = "đồng" }', "value = { days = 0 }", "no_duration", "[[facts]] thuong"),
    ('value = { amount = 5000000, unit = "đồng" }', "value = { tien = 5 }", "no_value", "[[facts]] thuong"),
    ('value = { amount = 5000000, unit = "đồng" }', "value = { items = [] }", "no_value", "[[facts]] thuong"),
    ('value = { amount = 5000000, unit = "đồng" }', 'value = "năm triệu"', "value_type", "[[facts]] thuong"),
    ('value = { amount = 5000000, unit = "đồng" }', 'value = { amount = 5000000, unit = "đồng" }\nreplaces = "han"', "no_since", "[[facts]] thuong"),
    ('deadline = "fact"', 'deadline = "sớm"', "no_deadline", "[[tasks]] register"),
    ('deadline = "fact"\nfact = "han"', 'deadline = "fact"\nfact = "thuong"', "fact_without_deadline", "[[tasks]] register"),
    ('fact = "han"', 'fact = "hann"', "unknown", "[[tasks]] register"),
    ('kinds = ["xa", "truong"]', 'kinds = ["xa", "thon"]', "unknown", "[[tasks]] register"),
    ('kinds = ["xa", "truong"]\n', "", "missing", "[[tasks]] register"),
    ('type = "number"', 'type = "choice"', "options", "[[tasks.fields]] camps"),
    ('type = "number"', 'type = "so"', "unknown_type", "[[tasks.fields]] camps"),
    ('families = ["venue"]', 'entity = "trai"\nfamilies = ["venue"]', "unknown", "[[not_stated]] dia-diem"),
    ('families = ["venue"]\n', "", "missing", "[[not_stated]] dia-diem"),
    ('families = ["venue"]', 'families = ["venues"]', "unknown", "[[not_stated]] dia-diem"),
    ("hour = 9", "hour = 24", "bad_reminders", "[reminders]"),
    ("offsets = [7, 1]", 'offsets = ["7"]', "wrong_type", "[reminders]"),
    ('ask_whom = "Ban Tổ chức"', 'ask_whom = "Ban Tổ chức"\nask_whom_fact = "ai"', "unknown", "ask_whom_fact"),
    ('left_out = [{ clause = "2", why = "chỉ là lời chào" }]\n', "", "not_covered", "[[clauses]] 2"),
    ('left_out = [{ clause = "2"', 'left_out = [{ clause = "1"', "left_out_covered", "left_out"),
]  # fmt: skip


def said(kind: str) -> re.Pattern[str]:
    """What is said of a kind of mistake, its gaps filled with anything."""
    return re.compile(re.sub(r"\\{\w+\\}", ".*", re.escape(wording("mistakes")[kind]["what"])).replace(r"\{\{\}\}", r"\{\}"), re.DOTALL)


@pytest.mark.parametrize(("old", "new", "kind", "place"), SPOILT, ids=[f"{n}-{row[2]}" for n, row in enumerate(SPOILT)])
def test_each_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, kind: str, place: str) -> None:
    """A spoilt plan.toml is refused, and the mistake is told with its file, its place and a remedy."""
    assert PLAN.count(old) >= 1
    head, tail = PLAN.rsplit(old, 1) if kind == "twice" else PLAN.split(old, 1)
    with pytest.raises(PlanError) as refused:
        load_plan(write(tmp_path / "p", plan=head + new + tail))
    told = [m for m in refused.value.mistakes if said(kind).fullmatch(m.what)]
    assert told, refused.value
    assert any(place in m.place or place in m.what for m in told), told
    assert all(m.file == "plan.toml" and m.remedy for m in told)


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    """Mistakes of every file come in one go, and each prints with its file, its place and its remedy."""
    plan = PLAN.replace("before = \"2031-03\"", "before = \"mai\"").replace("camps", "số trại").replace("hour = 9", "hour = \"9\"")
    questions = QUESTIONS.replace('["thuong"]', '["thuon"]').replace('"unit": "xa"', '"unit": "xã"') + "không phải JSON\n"
    found = check(write(tmp_path / "p", plan=plan, questions=questions))
    assert {m.file for m in found} == {"plan.toml", "questions.jsonl"}
    places = [m.place for m in found if m.file == "questions.jsonl"]
    assert [place for place in places if place.startswith("dòng")] == ["dòng 7", "dòng 3", "dòng 5", "dòng 2"]
    assert len(found) >= 8
    assert all(str(m).startswith(f"{m.file}, ") and m.remedy in str(m) for m in found)


def test_a_fact_needs_two_questions(tmp_path: Path) -> None:
    """A fact nobody has asked twice is told, at the fact."""
    found = check(write(tmp_path / "p", questions=QUESTIONS.replace('"Hạn đăng ký?", "facts": ["han"]', '"Hạn đăng ký?", "facts": []')))
    assert [(m.file, "[[facts]] han" in m.place) for m in found] == [("plan.toml", True)]
    assert said("few_questions").fullmatch(found[0].what)


def test_the_nearest_place_of_a_wrong_quote(tmp_path: Path) -> None:
    """A quote that is not verbatim is told with the line of its source that is most like it."""
    (found,) = check(write(tmp_path / "p", plan=PLAN.replace('quote = "Giải nhất 5.000.000 đồng"', 'quote = "Giải nhất: 5.000.000 đồng"')))
    assert "dòng 2" in found.remedy
    assert "Giải nhất 5.000.000 đồng" in found.remedy


def test_did_you_mean(tmp_path: Path) -> None:
    """A mistyped key is answered with the nearest known one."""
    (found,) = check(write(tmp_path / "p", plan=PLAN.replace('attribute = "prize"', 'attribute = "prise"')))
    assert "prize" in found.remedy
    assert "deadline" not in found.remedy


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('label = "Đoàn xã"', 'label = "Đoàn xã', 11),
        ('label = "Đoàn xã"', "label = Đoàn xã", 11),
        ('label = "Đoàn xã"', 'label "Đoàn xã"', 11),
        ("[[kinds]]", "[[kinds]", 9),
        ("edition = 1", 'key = "khac"', 2),
    ],
)
def test_unreadable_toml_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int) -> None:
    """A plan.toml that is no TOML is told in Vietnamese, with the line."""
    (found,) = check(write(tmp_path / "p", plan=PLAN.replace(old, new, 1)))
    assert (found.file, found.place) == ("plan.toml", f"dòng {line}")
    reasons = wording("mistakes")["toml"].values()
    assert any(reason in found.what for reason in reasons), found.what


@pytest.mark.parametrize("name", ["plan.toml", "sources/ke-hoach.txt", "questions.jsonl"])
def test_another_encoding_is_told(tmp_path: Path, name: str) -> None:
    """A file saved as UTF-16 is told as such, with what to do."""
    folder = write(tmp_path / "p")
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_bytes(text.encode("utf-16"))
    found = check(folder)
    assert [m.what for m in found if m.file == name] == [wording("mistakes")["no_utf8"]["what"]]


@pytest.mark.parametrize("name", ["plan.toml", "questions.jsonl"])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    """A folder without its plan or its questions is told so."""
    folder = write(tmp_path / "p")
    (folder / name).unlink()
    assert name in check(folder)[0].what


def test_a_later_source_replaces_a_fact(tmp_path: Path) -> None:
    """From the day of a later document its fact holds, before that day the one it replaces."""
    later = """
[[sources]]
key = "cong-van"
title = "Công văn gia hạn"
file = "cong-van.txt"
number = "12/CV"
date = 2031-02-20

[[clauses]]
key = "cv"
cited = "Công văn 12/CV"

[[facts]]
id = "han-moi"
entity = "hoi-trai"
attribute = "deadline"
source = "cong-van"
clause = "cv"
answer = "Đăng ký đến hết ngày 10/3/2031."
quote = "gia hạn đăng ký đến hết ngày 10/3/2031"
value = { by = "2031-03-10", words = "hết ngày 10/3/2031" }
replaces = "han"
"""
    asked = '{"q": "Hạn mới?", "facts": ["han-moi"]}\n{"q": "Gia hạn đến bao giờ?", "facts": ["han-moi"]}\n'
    folder = write(tmp_path / "p", plan=PLAN + later, questions=QUESTIONS + asked)
    (folder / "sources" / "cong-van.txt").write_text("Nay gia hạn đăng ký đến hết ngày 10/3/2031.", encoding="utf-8")
    plan = load_plan(folder)
    assert plan.fact("han-moi").since == date(2031, 2, 20)
    assert [fact.id for fact in plan.facts_on(date(2031, 2, 19))] == ["han", "thuong"]
    assert [fact.id for fact in plan.facts_on(date(2031, 2, 20))] == ["thuong", "han-moi"]


def test_questions_are_put_to_the_engine_given(tmp_path: Path) -> None:
    """Questions that do not reach their fact, or reach one where there is none, are told; one of several facts is enough."""
    folder = write(tmp_path / "p")
    assert check(folder, lambda plan: unreached(plan, lambda example: example.facts)) == ()
    found = check(folder, lambda plan: unreached(plan, lambda example: ["han"]))
    assert [m.place for m in found] == ["“Giải nhất bao nhiêu tiền?”", "“giai nhat duoc may trieu”", "“Trại dựng ở đâu?”"]
    assert said("not_reached").fullmatch(found[0].what)
    assert said("reached").fullmatch(found[2].what)


def test_a_plan_with_mistakes_is_not_asked(tmp_path: Path) -> None:
    """The engine is never built on a plan that does not load."""
    folder = write(tmp_path / "p", plan=PLAN.replace("edition = 1\n", ""))
    assert [m.file for m in check(folder, lambda plan: pytest.fail("asked"))] == ["plan.toml"]


def test_show_prints_what_people_read(tmp_path: Path) -> None:
    """The print has the units, the task with the plan's words and the last day, every answer under its clause, and the reminders."""
    text = show(load_plan(write(tmp_path / "p")))
    assert "• Đăng ký: trước tháng 3 năm 2031 (chậm nhất 28/02/2031)" in text
    assert "Đơn vị: Đoàn xã; Đoàn trường" in text
    assert "Mục 1\n• Đăng ký trước tháng 3 năm 2031.\n• Giải nhất 5.000.000 đồng." in text
    assert "• Không đưa vào: chỉ là lời chào" in text
    assert "• địa điểm" in text
    assert "lúc 9 giờ: 7 ngày trước hạn, 1 ngày trước hạn" in text


def test_the_wording_has_every_kind_of_mistake() -> None:
    """Every kind of mistake the code may note has its words, and no words are left without use."""
    code = "".join((PLANS.parent / f"{name}.py").read_text(encoding="utf-8") for name in ("rows", "values", "build", "agree", "load", "check"))
    noted = set(re.findall(r"(?:wrong|\.add)\(\s*\"(\w+)\"", code))
    assert noted == set(wording("mistakes")) - {"place", "terms", "toml"}
