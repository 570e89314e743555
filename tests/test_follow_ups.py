"""What was said before completes what is asked now, and for whom: named before inherited before one's own unit before everybody."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.context import REMEMBERED, Context, Frame
from tests.readers import asked, congress, said, sport
from tests.small_plan import READER

LONG = {"so": "thoi-luong-chung", "dn": "thoi-luong-chung", "bo": "thoi-luong-chung", "vnpt": "thoi-luong-vnpt", "dhbo": "thoi-luong-bo"}
UNITS = [None, "bo", "so", "dn", "vnpt"]
NAMED = [
    ("Sở", "so"),
    ("các sở", "so"),
    ("VNPT", "vnpt"),
    ("doanh nghiệp", "dn"),
    ("Viettel", "dn"),
    ("Cục Tần số", "bo"),
    ("Sở Hà Nội", "so"),
]
FRAMES = st.builds(
    Frame,
    st.lists(st.text(max_size=8), max_size=3).map(tuple),
    st.lists(st.text(max_size=5), max_size=2).map(tuple),
    st.text(max_size=20),
    st.integers(-1, 9),
)
CONTEXTS = st.builds(Context, st.lists(FRAMES, max_size=REMEMBERED).map(tuple), st.lists(st.text(max_size=5), max_size=2).map(tuple))


@given(CONTEXTS)
def test_what_is_kept_is_read_back(context: Context) -> None:
    """A context survives the table it is kept in."""
    assert Context.load(context.dump()) == context


UNREADABLE = ["", "null", "[]", "{}", "1", '"x"', "{", '{"frames": 1, "kinds": []}',
              '{"frames": [[1]], "kinds": []}', '{"frames": [[[], [], "", null]], "kinds": []}',
              '{"kinds": []}', '{"frames": [], "kinds": 1}', '{"frames": {"a": 1}, "kinds": []}', '{"frames": null, "kinds": null}',
              '{"frames": [[[], [], "", Infinity]], "kinds": []}', "[" * 100_000]  # fmt: skip


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read_is_forgotten(text: str) -> None:
    """What an older release wrote, or nobody did, is the empty context."""
    assert Context.load(text) == Context()


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["frames", "kinds"]), inner),
)


@given(st.text(max_size=60) | JSON.map(json.dumps))
def test_no_kept_text_raises(text: str) -> None:
    """Whatever stands in the table, a context comes of it that can be kept again."""
    context = Context.load(text)
    assert Context.load(context.dump()) == context


@given(st.lists(FRAMES, max_size=9))
def test_only_so_much_is_remembered(frames: list[Frame]) -> None:
    """The newest frames are kept, newest first."""
    context = Context()
    for frame in frames:
        context = context.behind(frame, ())
    assert context.frames == tuple(reversed(frames))[:REMEMBERED]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(("name", "kind"), NAMED)
def test_a_named_kind_comes_first(name: str, kind: str, unit: str | None) -> None:
    """Who is named is answered for, whoever asks and whatever was said before."""
    for history in ((), ("VNPT tổ chức mấy ngày?",), ("Sở họp mấy ngày?",)):
        assert asked(congress(), f"{name} tổ chức mấy ngày?", unit, history).facts == (LONG[kind],)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("before", ["VNPT", "Sở"])
def test_then_the_kind_spoken_of(before: str, unit: str | None) -> None:
    """A follow-up without a name is about those spoken of last, not about the asker's own unit."""
    kind = {"VNPT": "vnpt", "Sở": "so"}[before]
    for follow in ("bao lâu?", "mấy ngày?", "bao lau vay"):
        assert asked(congress(), follow, unit, [f"Hình thức tổ chức của {before} là gì?"]).facts == (LONG[kind],)


@pytest.mark.parametrize("unit", [u for u in UNITS if u])
def test_then_ones_own(unit: str) -> None:
    """Where nobody is named and nothing was said, the answer is for the asker's own kind alone; "đơn vị tôi" comes before what was said."""
    assert asked(congress(), "Hội nghị kéo dài mấy ngày?", unit).facts == (LONG[unit],)
    assert asked(congress(), "Đơn vị tôi tổ chức mấy ngày?", unit, ["VNPT tổ chức mấy ngày?"]).facts == (LONG[unit],)


def test_then_everybody() -> None:
    """A stranger who names nobody gets what is stated for every kind."""
    assert set(asked(congress(), "Hội nghị kéo dài mấy ngày?").facts) == set(LONG.values())
    assert set(asked(sport(), "Vòng cụm thi mấy ngày?").facts) == {"cum-ngay-tieu-hoc", "cum-ngay-thcs", "cum-ngay-thpt"}


@pytest.mark.parametrize("barred", ["không phải VNPT", "chứ không phải VNPT", "trừ VNPT", "không thuộc VNPT"])
def test_who_is_excluded_is_not_meant(barred: str) -> None:
    """A kind named only to be excluded is not the audience: the asker's own kind is, or the one named beside it, or nobody alone."""
    assert asked(congress(), f"{barred} thì tổ chức mấy ngày?", "so").facts == (LONG["so"],)
    assert asked(congress(), f"Tôi ở Sở {barred}, tổ chức mấy ngày?").facts == (LONG["so"],)
    assert asked(congress(), f"{barred} thì tổ chức mấy ngày?").facts != (LONG["vnpt"],)


@pytest.mark.parametrize("lead", ["còn {k}?", "thế còn {k}?", "vậy {k} thì sao?", "con {k} thi sao"])
@pytest.mark.parametrize(
    ("kind", "fact"), [("Sở", "thoi-luong-chung"), ("doanh nghiệp", "thoi-luong-chung"), ("Viettel", "thoi-luong-chung")]
)
def test_the_same_of_another(lead: str, kind: str, fact: str) -> None:
    """A bare "còn …?" asks what was asked before, of somebody else."""
    assert asked(congress(), lead.format(k=kind), None, ["VNPT tổ chức mấy ngày?"]).facts == (fact,)
    assert asked(congress(), lead.format(k="VNPT"), "dn", ["Sở họp mấy ngày?"]).facts == ("thoi-luong-vnpt",)


@pytest.mark.parametrize(
    "before",
    [
        "Sở họp mấy giờ?",
        "Kinh phí của Sở là bao nhiêu?",
        "Sở họp ở hội trường nào?",
        "Số điện thoại liên hệ của Sở là bao nhiêu?",
        "Sở được cử bao nhiêu đại biểu?",
    ],
)
def test_silence_is_inherited_too(before: str) -> None:
    """What the plan does not state for one kind it does not state for the next: the same thing is named as unstated again."""
    first = asked(congress(), before)
    assert (first.status, first.facts) == ("unknown", ())
    for follow in ("còn VNPT?", "thế còn VNPT thì sao?"):
        second = asked(congress(), follow, None, [before])
        assert (second.status, second.facts) == ("unknown", ())
        assert said(second) == said(first)


def test_a_change_of_subject_and_back() -> None:
    """Another question in between does not lose whom it was about."""
    history = ["VNPT tổ chức mấy ngày?", "Ai ký kế hoạch này?"]
    assert asked(congress(), "mấy ngày?", None, history).facts == ("thoi-luong-vnpt",)


def test_another_value_of_the_same_thing() -> None:
    """A bare question word asks another thing of what was just asked about."""
    assert asked(sport(), "ở đâu?", None, ["Vòng cụm diễn ra khi nào?"]).facts == ("cum-o-dau",)
    assert asked(sport(), "mấy giờ?", None, ["Lễ khai mạc ngày nào?"]).facts == ("khai-mac-gio",)


@pytest.mark.parametrize(
    ("which", "item"), [("thứ nhất", "Khai mạc"), ("đầu tiên", "Khai mạc"), ("thứ hai", "Báo cáo tổng kết"), ("cuối cùng", "bế mạc")]
)
def test_one_item_of_a_list(which: str, item: str) -> None:
    """After a list one of its items can be asked for."""
    reply = asked(congress(), f"nội dung {which} là gì?", None, ["Đại hội gồm những nội dung gì?"])
    assert reply.facts == ("noi-dung",)
    assert item in said(reply).split("\n")[0]


@pytest.mark.parametrize("text", ["còn VNPT?", "mấy ngày?", "thế thì sao?", "cái đó ai làm?", "mục thứ hai là gì?"])
def test_a_follow_up_to_nothing(text: str) -> None:
    """With nothing said before, a follow-up states no fact of one kind alone and raises nothing."""
    outcome = asked(congress(), text)
    assert outcome.status in {"answered", "clarify", "unknown"}
    assert outcome.facts != ("thoi-luong-vnpt",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tôi ở câu lạc bộ", "clb"),
        ("CLB", "clb"),
        ("cau lac bo", "clb"),
        ("Chi hội lớp 10A", "chihoi"),
        ("chi hội hay câu lạc bộ?", None),
        ("xin chào", None),
        ("", None),
    ],
)
def test_the_kind_a_text_names(text: str, kind: str | None) -> None:
    """The one kind a text names, by its name, a short form or a unit of it; none where it names two or nobody."""
    assert READER.kind_of(text) == kind
