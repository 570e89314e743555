"""The question word says what sort of answer is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.agrees import agrees
from knowledge.focus import focus
from knowledge.plan import Amount, Attribute, Deadline, Duration, Fact
from knowledge.syllable import fold
from knowledge.text import tokens
from knowledge.wants import Wants, wants
from tests.readers import congress, sport
from tests.test_text import ANY

ASKED = {
    "date": ["khi nào nộp", "bao giờ gửi kế hoạch", "hạn chót là ngày nào", "tổ chức vào tháng mấy", "họp quý mấy", "ngày mấy thi"],
    "clock": ["mấy giờ khai mạc", "bắt đầu lúc mấy giờ", "giờ nào tập trung"],
    "duration": ["họp mấy ngày", "kéo dài bao lâu", "tổ chức bao nhiêu ngày", "thi mấy buổi", "hội nghị sở mấy ngày"],
    "minutes": ["mỗi tiết mục bao nhiêu phút", "một hiệp mấy phút"],
    "money": ["thưởng bao nhiêu tiền", "nộp mấy triệu", "kinh phí bao nhiêu đồng"],
    "person": ["ai ký kế hoạch", "trưởng ban là ai", "đồng chí nào phụ trách"],
    "body": ["gửi cho ai", "báo cáo gửi về đâu", "cơ quan nào chủ trì", "vướng mắc thì hỏi ai"],
    "reason": ["vì sao phải tổ chức", "tại sao gia hạn", "tổ chức để làm gì", "sao năm nay họp ở sở mà không họp trực tuyến"],
    "count": ["có mấy nội dung", "được cử bao nhiêu đại biểu", "chia thành mấy nhóm"],
    "amount": ["được chi nhiêu"],
    "number": ["chỉ thị số mấy", "số hiệu bao nhiêu"],
    "ordinal": ["đại hội lần thứ mấy"],
    "year": ["lần trước tổ chức năm nào"],
    "how": ["tổ chức như thế nào", "làm ra sao"],
    "list": ["kể tên các môn thi", "liệt kê nơi nhận"],
    "what": ["hình thức tổ chức là gì", "trường tiểu học thi môn gì"],
    "left": ["còn mấy tuần nữa hết hạn"],
    "confirm": ["có phải gửi kế hoạch không", "được tranh giải không", "gửi kế hoạch chưa"],
    "": ["hội nghị điển hình tiên tiến", "cảm ơn nhiều lắm", "em gửi kế hoạch rồi"],
}
ROWS = [(kind, text) for kind, texts in ASKED.items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), ROWS)
def test_the_answer_asked_for(kind: str, text: str) -> None:
    """Each question word asks its sort of answer, with a courtesy behind it or not."""
    assert wants(tokens(text)).type == kind
    if kind not in ("", "confirm"):
        assert wants(tokens(f"{text} vậy ạ?")).type == kind


@pytest.mark.parametrize(("kind", "text"), [row for row in ROWS if row[0] not in ("what", "number", "how", "amount")])
def test_without_accents_the_same_is_asked(kind: str, text: str) -> None:
    """The question word is read in bare text too."""
    assert wants(tokens(fold(text))).type == kind


@pytest.mark.parametrize(
    "end", ["phải không", "đúng không", "không", "chưa", "à", "hả", "đúng chứ", "phải không ạ", "đúng không vậy anh", "được không"]
)
def test_yes_or_no(end: str) -> None:
    """A claim with any of these behind it wants a yes or a no, whatever its value is."""
    for claim in ("Sở họp 1 ngày", "đơn vị em phải gửi kế hoạch", "VNPT tổ chức đại hội"):
        assert wants(tokens(f"{claim} {end}?")).confirm
        assert not wants(tokens(claim)).confirm


@given(st.integers(1, 31))
def test_a_claim_wants_its_own_sort_of_value(count: int) -> None:
    """A yes or no about days is about a length of time, one about money about money, one about people about a count of them."""
    assert wants(tokens(f"họp {count} ngày phải không")) == Wants("duration", (), True, -1)
    assert wants(tokens(f"giải nhất {count} triệu phải không")).type == "money"
    claimed = wants(tokens(f"được cử {count} người phải không"))
    assert (claimed.type, claimed.noun) == ("claim", ("nguoi",))


@pytest.mark.parametrize("text", ["việc đầu tiên", "kế hoạch đầu tiên", "đầu mối", "số lượng", "nơi nhận", "ngày sinh Bác", "tài liệu"])
def test_words_that_only_look_like_question_words(text: str) -> None:
    """The word "đầu" is no "đâu"."""
    assert wants(tokens(text)) == Wants()


@pytest.mark.parametrize(
    ("text", "noun"),
    [("có mấy nội dung chính", "noi"), ("bao nhiêu vận động viên dự", "van"), ("được cử mấy người", "nguoi"), ("mấy môn thi", "mon")],
)
def test_what_is_counted(text: str, noun: str) -> None:
    """A count says what is counted."""
    want = wants(tokens(text))
    assert (want.type, want.noun[0]) == ("count", noun)


@given(ANY)
def test_no_text_raises(text: str) -> None:
    """Any text wants one of the known sorts of answer, and the word it turns on is one of its own."""
    read = tokens(text)
    want = wants(read)
    assert want.type in {*ASKED, "amount", "late", "fits", "claim"}
    assert -1 <= want.at < max(1, len(read))


def facts() -> list[tuple[Fact, Attribute]]:
    """Every fact of the two plans with its attribute."""
    plans = (congress().plan, sport().plan)
    return [(fact, next(a for a in plan.attributes if a.key == fact.attribute)) for plan in plans for fact in plan.facts]


def holds(kind: str, fact: Fact, attribute: Attribute) -> bool:
    """Whether a fact's value is of the sort asked for."""
    match kind, fact.value:
        case "clock", Deadline(opens=opens, closes=closes):
            return attribute.type == "clock" or bool(opens or closes)
        case "clock", _:
            return attribute.type == "clock"
        case "minutes", Duration(minutes=minutes):
            return bool(minutes)
        case ("count", Amount()) | ("duration", Duration()) | ("left" | "fits", Deadline()):
            return True
        case _:
            return False


@pytest.mark.parametrize("kind", ["clock", "minutes", "count", "duration", "left", "fits"])
def test_only_a_fact_of_that_sort_answers(kind: str) -> None:
    """Asked for a clock time, minutes, a count, a length or a time limit, no fact that holds none of it is the answer."""
    others = [(f, a) for f, a in facts() if not holds(kind, f, a)]
    assert others
    for fact, attribute in others:
        assert agrees(Wants(kind, ("người",)), fact, attribute, frozenset()) < 0, fact.id


@pytest.mark.parametrize(
    ("kind", "noun", "id"),
    [("money", (), "kinh-phi"), ("clock", (), "khai-mac-gio"), ("minutes", (), "hiep-7"), ("count", ("trong", "tai"), "so-trong-tai"),
     ("duration", (), "cum-ngay-thpt"),
     ("date", (), "dk-han"), ("left", (), "dk-han"), ("person", (), "btc-truong-ban"), ("number", (), "so-ke-hoach")],
)  # fmt: skip
def test_a_fact_of_that_sort_does(kind: str, noun: tuple[str, ...], id: str) -> None:
    """A fact that holds the sort of value asked for speaks for itself."""
    fact, attribute = next((f, a) for f, a in facts() if f.id == id)
    assert agrees(Wants(kind, noun), fact, attribute, frozenset()) > 0


@pytest.mark.parametrize(
    ("text", "turns_on"),
    [
        ("đại biểu mặc áo chất liệu gì", {"chất", "liệu"}),
        ("có mấy huấn luyện viên", {"huấn", "luyện"}),
        ("xe khách nào", {"xe", "khách"}),
        ("cảm ơn", set()),
    ],
)
def test_what_a_question_turns_on(text: str, turns_on: set[str]) -> None:
    """Up to two words of content right beside the question word, never more, none where nothing is asked."""
    words = tokens(text)
    at = wants(words).at if wants(words).at >= 0 else next((n for n, t in enumerate(words) if t.canon == "nào"), -1)
    places = focus(words, at, frozenset())
    assert {words[n].canon for n in places} == turns_on
    assert focus(words, at, frozenset(range(len(words)))) == ()
