"""A small plan made by hand, unlike the one that ships, and a turn of a conversation about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.message import Address, Arrival, Incoming
from handlers.no_records import NoRecords
from handlers.records import Records
from handlers.turn import Conversation, Office, Person, Role, Status, Turn, Unit
from knowledge.context import Context
from knowledge.plan import (
    Attribute,
    Clause,
    Deadline,
    Duration,
    Entity,
    Example,
    Fact,
    Plan,
    Source,
    Task,
    UnitKind,
)
from knowledge.question import Reader

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2031, 5, 6, 12, 0, tzinfo=ZONE)

TEXT = """KẾ HOẠCH HỘI THI TIẾNG HÁT THÁNG NĂM

1. Đăng ký
a) Các chi hội gửi danh sách tiết mục trước ngày 11 tháng 5 năm 2031.
Danh sách ghi rõ tên từng người.
b) Câu lạc bộ ngoài trường gửi danh sách chậm nhất 17 giờ ngày 08/5/2031.

2. Thi
Các chi hội thi từ ngày 20 đến ngày 22 tháng 5 năm 2031.
Mỗi tiết mục kéo dài 15 phút.
Chung kết: mỗi tiết mục kéo dài 15 phút.
"""

_SIGN = Deadline("trước ngày 11 tháng 5 năm 2031", date(2031, 5, 10))
_SIGN_CLUB = Deadline("chậm nhất 17 giờ ngày 08/5/2031", date(2031, 5, 8), closes=datetime(2031, 5, 8, 17, 0, tzinfo=ZONE))
_RACE = Deadline("từ ngày 20 đến ngày 22 tháng 5 năm 2031", date(2031, 5, 22), first=date(2031, 5, 20))

PLAN = Plan(
    key="hat-thang-nam",
    edition=1,
    title="Hội thi Tiếng hát tháng Năm",
    issuer="Đoàn trường",
    year=2031,
    kinds=(
        UnitKind("chihoi", "Chi hội các lớp", "Chi hội", ("chi hội", "lớp"), (("Chi hội lớp 10A", "10A"),), everyone_else=True),
        UnitKind("clb", "Câu lạc bộ ngoài trường", "Câu lạc bộ", ("câu lạc bộ", "CLB")),
        UnitKind("chungket", "Đêm chung kết", "Chung kết", ("đêm chung kết",), event=True),
    ),
    entities=(Entity("thi", "hội thi", ("hội thi",), default=True), Entity("dangky", "đăng ký", ("danh sách", "đăng ký"))),
    attributes=(
        Attribute("han", "thời hạn", "date", ("hạn", "bao giờ", "khi nào")),
        Attribute("noi-dung", "nội dung", "text", ("nội dung", "ghi những gì")),
        Attribute("dai", "thời lượng", "duration", ("bao lâu", "mấy phút")),
    ),
    facts=(
        Fact(
            "han-dang-ky",
            "dangky",
            "han",
            ("chihoi",),
            "goc",
            "1.a",
            "Chi hội gửi danh sách trước ngày 11/05/2031.",
            "gửi danh sách tiết mục trước ngày 11 tháng 5 năm 2031",
            _SIGN,
        ),
        Fact(
            "han-dang-ky-clb",
            "dangky",
            "han",
            ("clb",),
            "goc",
            "1.b",
            "Câu lạc bộ gửi danh sách chậm nhất 17 giờ ngày 08/05/2031.",
            "gửi danh sách chậm nhất 17 giờ ngày 08/5/2031",
            _SIGN_CLUB,
        ),
        Fact(
            "ghi-ten", "dangky", "noi-dung", ("chihoi",), "goc", "1.a", "Danh sách ghi tên từng người.", "Danh sách ghi rõ tên từng người"
        ),
        Fact(
            "ngay-thi",
            "thi",
            "han",
            ("chihoi",),
            "goc",
            "2",
            "Thi từ 20/05/2031 đến 22/05/2031.",
            "từ ngày 20 đến ngày 22 tháng 5 năm 2031",
            _RACE,
        ),
        Fact("thoi-luong", "thi", "dai", (), "goc", "2", "Mỗi tiết mục 15 phút.", "Mỗi tiết mục kéo dài 15 phút", Duration(minutes=15)),
    ),
    tasks=(
        Task("thi", "Dự thi", ("chihoi",), _RACE, "ngay-thi", ("hội thi",)),
        Task("dang-ky", "Gửi danh sách tiết mục", ("chihoi",), _SIGN, "han-dang-ky", ("danh sách", "đăng ký")),
        Task("dang-ky-clb", "Gửi danh sách tiết mục của câu lạc bộ", ("clb",), _SIGN_CLUB, "han-dang-ky-clb", ("danh sách",)),
    ),
    sources=(
        Source("goc", "Kế hoạch Hội thi Tiếng hát tháng Năm", "goc.txt", TEXT, "12/KH-ĐT", date(2031, 4, 1), "Đoàn trường"),
        Source(
            "huong-dan",
            "Hướng dẫn chấm thi",
            "huong-dan.txt",
            "Giám khảo chấm theo thang điểm 10.\n",
            "15/HD-ĐT",
            date(2031, 4, 20),
            "Đoàn trường",
        ),
    ),
    clauses=(Clause("1.a", "Mục 1.a"), Clause("1.b", "Mục 1.b"), Clause("2", "Mục 2"), Clause("3", "Mục 3")),
    not_stated=(),
    examples=(
        Example("Chi hội gửi danh sách khi nào?", ("han-dang-ky",), "chihoi"),
        Example("Câu lạc bộ gửi danh sách khi nào?", ("han-dang-ky-clb",), "clb"),
        Example("Mỗi tiết mục mấy phút?", ("thoi-luong",)),
        Example("Giải nhất bao nhiêu tiền?", ()),
    ),
    ask_whom="Ban Tổ chức hội thi",
    ask_whom_fact=None,
)

READER = Reader(PLAN)
CLASS_10A = Unit("10a", "Chi hội lớp 10A", "chihoi")
CLUB = Unit("sen", "Câu lạc bộ Sen", "clb")


@dataclass(frozen=True)
class Roster(NoRecords):
    """Units and their last statuses, as the tables would show them."""

    statuses: tuple[Status, ...] = ()
    all_units: tuple[Unit, ...] = (CLASS_10A, CLUB)

    def roster(self) -> Sequence[Unit]:
        return self.all_units

    def unit(self, code: str) -> Unit | None:
        return next((unit for unit in self.all_units if unit.code == code), None)

    def status(self, unit: str, task: str) -> Status | None:
        return next((status for status in self.statuses if (status.unit, status.task) == (unit, task)), None)


STRANGER = Person(1)
PUPIL = Person(2, kind="chihoi")
OFFICER = Person(3, role=Role.OFFICER, unit="10a")
CLUB_OFFICER = Person(4, role=Role.OFFICER, unit="sen")
NOTHING_SAID = Conversation(Context())


def turn(
    text: str,
    person: Person = STRANGER,
    conversation: Conversation = NOTHING_SAID,
    *,
    records: Records | None = None,
    now: datetime = NOON,
    arrival: Arrival = Arrival.TEXT,
    group: bool = False,
    office: Office | None = None,
) -> Turn:
    """One message about the small plan."""
    incoming = Incoming(Address("thu", "1"), "1", "1", text, now, arrival, group=group)
    return Turn(incoming, person, conversation, READER, records or Roster(), now, office or Office())
