"""Joining through the real core: several people, their chats, and what the tables hold afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.base import Abilities
from bot.clock import ZONE, Clock
from bot.core import Core
from bot.decisions import HANDLERS
from bot.lookups import fresh_code
from bot.store import open_store
from bot.store.base import Sent
from handlers.join_commands import code_in
from handlers.message import Address, Arrival, Incoming, plain
from handlers.records import Person, Role
from handlers.turn import Office
from tests.small_plan import CLASS_10A, CLUB, PLAN, READER

BEGUN = datetime(2031, 5, 6, 9, 0, tzinfo=ZONE)
ROOMY = Abilities(longest=100_000, buttons=True, edits=False, files_out=True, per_second=1000, per_chat=1000, per_group=1000)
CHIEF, MATE, LAN, NAM, PHONE = "1", "2", "3", "4", "5"
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


class Chats:
    """Several people before one core; what each was sent, and the choices last offered."""

    def __init__(self, file: Path, *, approval: bool = False) -> None:
        self.clock = Clock(BEGUN)
        self.store = open_store(str(file))
        office = Office(approval=approval)
        self.core = Core(self.store, READER, HANDLERS, self.clock, office, {"thu": ROOMY}, secretariat=[Address("thu", CHIEF)])
        self.core.prepare([CLASS_10A, CLUB])
        self.sent: dict[str, list[str]] = {}
        self.buttons: dict[str, dict[str, str]] = {}
        self._count = 0

    def say(self, who: str, text: str, name: str = "", arrival: Arrival = Arrival.TEXT) -> str:
        """What this person is told at once; others' messages wait in `sent`."""
        self._count += 1
        before = len(self.sent.get(who, []))
        self.core.receive([Incoming(Address("thu", who), str(self._count), who, text, self.clock.now(), arrival, name=name, message=str(self._count))])
        while claims := self.core.exchange("thu", (), 100).claims:
            for claim in claims:
                if claim.reply:
                    self.sent.setdefault(claim.address.chat, []).append(plain(claim.reply))
                    self.buttons.setdefault(claim.address.chat, {}).update({choice.label: choice.says for choice in claim.reply.choices})
            self.core.exchange("thu", [Sent(claim, str(claim.id), last=True, at=self.clock.real()) for claim in claims], 0)
        return "\n".join(self.sent.get(who, [])[before:])

    def press(self, who: str, label: str) -> str:
        return self.say(who, self.buttons[who][label], arrival=Arrival.PRESS)

    def code(self, text: str) -> str:
        """The code the chief is given for these words."""
        found = CODE.search(self.say(CHIEF, text))
        assert found
        return found[0]

    def people(self, unit: str) -> list[Person]:
        with self.store.batch() as work:
            return list(work.people(PLAN.key, unit))

    def audit(self) -> list[str]:
        return [row["act"] for row in self.store._sql.run("SELECT act FROM audit ORDER BY id")]  # type: ignore[attr-defined]


@pytest.fixture
def chats(tmp_path: Path) -> Iterator[Chats]:
    made = Chats(tmp_path / "bot.db")
    yield made
    made.store.close()


def test_a_code_lets_its_unit_in_at_once(chats: Chats) -> None:
    """By a deep link or typed: unit and name are confirmed, the secretariat is told, the role and its menu follow, and it is audited."""
    code = chats.code("moi 10a")
    assert "Chi hội lớp 10A" in chats.say(LAN, code.replace("-", ""), "Lan", Arrival.START)
    assert chats.people("10a") == []
    chats.press(LAN, "Đúng, tham gia")
    (lan,) = chats.people("10a")
    assert (lan.name, lan.role, lan.units) == ("Lan", Role.OFFICER, ("10a",))
    assert "Lan vừa là" in chats.sent[CHIEF][-1]
    assert "SettleRequest" in chats.audit()
    with chats.store.batch() as work:
        assert [order.what for order in work.open_orders(PLAN.key, 9) if order.job.value == "menu"][-1] == (str(lan.id),)
    assert "Chi hội lớp 10A" in chats.say(NAM, f"mã của em là {code.lower()} ạ", "Nam")


def test_a_code_used_by_the_wrong_person_is_undone_by_one_tap(chats: Chats) -> None:
    """The secretariat presses Gỡ under the notice; the person is told, and the second press says that it is done."""
    chats.say(NAM, chats.code("moi 10a"), "Nam")
    chats.press(NAM, "Đúng, tham gia")
    assert "Đã gỡ Nam" in chats.press(CHIEF, "Gỡ")
    assert chats.people("10a") == []
    assert "không còn thuộc" in chats.sent[NAM][-1]
    assert "đã được gỡ" in chats.press(CHIEF, "Gỡ")


def test_without_a_code_the_secretariat_decides(chats: Chats) -> None:
    """The unit is searched for, the request waits; the first who presses decides, the second learns what was decided."""
    chats.say(MATE, chats.code("moi thuong truc"), "Minh")
    chats.press(MATE, "Đúng, tham gia")
    chats.say(LAN, "em là đầu mối lớp 10a", "Lan")
    assert "được duyệt tôi sẽ báo" in chats.press(LAN, "Đúng, tham gia")
    assert "Lan xin làm" in chats.sent[CHIEF][-1]
    assert "Lan xin làm" in chats.sent[MATE][-1]
    assert "Đã duyệt" in chats.press(MATE, "Duyệt")
    assert "đã được nhận" in chats.press(CHIEF, "Từ chối")
    assert [person.name for person in chats.people("10a")] == ["Lan"]
    assert "Thường trực đã duyệt" in chats.sent[LAN][-1]


def test_approval_may_be_wanted_for_codes_too(tmp_path: Path) -> None:
    """With that setting a code also waits."""
    chats = Chats(tmp_path / "bot.db", approval=True)
    chats.say(LAN, chats.code("moi 10a"), "Lan")
    chats.press(LAN, "Đúng, tham gia")
    assert chats.people("10a") == []
    chats.press(CHIEF, "Từ chối")
    assert chats.people("10a") == []
    assert "chưa được duyệt" in chats.sent[LAN][-1]
    chats.store.close()


def test_codes_end(chats: Chats) -> None:
    """Revoked, expired, used up (to the secretariat): each said plainly; a request begun before the revocation ends with it."""
    code = chats.code("moi 10a")
    chats.say(LAN, code, "Lan")
    chats.say(CHIEF, "huy ma 10a")
    chats.press(LAN, "Đúng, tham gia")
    assert chats.people("10a") == []
    assert "thu hồi" in chats.say(NAM, code)
    late = chats.code("moi 10a")
    chats.clock.resume(BEGUN + timedelta(days=31))
    assert "hết hạn" in chats.say(NAM, late)
    office = chats.code("moi thuong truc")
    chats.say(MATE, office, "Minh")
    chats.press(MATE, "Đúng, tham gia")
    assert "đã dùng" in chats.say(NAM, office)


def test_guessing_is_slowed_and_told_once(chats: Chats) -> None:
    """After five wrong codes in an hour even a right one is not looked at; the secretariat hears of it once; an hour later it works again."""
    right = chats.code("moi 10a")
    for number in range(5):
        assert "không đúng" in chats.say(NAM, f"0000-0000-0000-000{number}", "Nam")
    assert "sau một giờ" in chats.say(NAM, right)
    assert "sau một giờ" in chats.say(NAM, right)
    assert sum("gõ sai mã mời" in text for text in chats.sent[CHIEF]) == 1
    chats.clock.resume(BEGUN + timedelta(minutes=61))
    assert "Chi hội lớp 10A" in chats.say(NAM, right)


def test_every_code_made_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code is known for one however it is typed: what is drawn without a figure, which would pass for words run together, is drawn again."""
    drawn = iter("ABCDEFGHJKMNPQRS" + "ABCDEFGHJKMNPQR7")
    monkeypatch.setattr("bot.lookups.secrets.choice", lambda _: next(drawn))
    code = fresh_code()
    assert code == "ABCD-EFGH-JKMN-PQR7"
    for typed in (code, code.replace("-", ""), code.replace("-", " "), code.lower()):
        assert code_in(typed) == code.replace("-", "")


def test_one_person_may_have_two_accounts(chats: Chats) -> None:
    """A link code joins the second account: it speaks for the same unit, and holds for one use."""
    chats.say(LAN, chats.code("moi 10a"), "Lan")
    chats.press(LAN, "Đúng, tham gia")
    found = CODE.search(chats.say(LAN, "/lienket"))
    assert found
    assert "Đã nối" in chats.say(PHONE, f"LIENKET {found[0]}")
    assert len(chats.people("10a")) == 1
    assert "Chi hội lớp 10A" in chats.say(PHONE, "/donvi")
    assert "đã dùng" in chats.say(NAM, found[0])


def test_somebody_with_two_accounts_says_where_to_be_reminded(chats: Chats) -> None:
    """The channel that is asked for comes first whatever was used last; a channel one has not written to is no channel of one's own."""
    zalo = Address("zalo", "z")
    chats.say(LAN, chats.code("moi 10a"), "Lan")
    chats.press(LAN, "Đúng, tham gia")
    found = CODE.search(chats.say(LAN, "/lienket"))
    assert found
    assert "chưa có tài khoản" in chats.say(LAN, "nhắc tôi qua Zalo")
    chats.core.receive([Incoming(zalo, "1", "z", found[0], chats.clock.now())])
    assert "nhắc anh/chị qua zalo" in chats.say(LAN, "nhắc tôi qua Zalo ạ")
    (lan,) = chats.people("10a")
    chats.say(LAN, "xin chào")
    with chats.store.batch() as work:
        assert work.address_of(lan.id) == zalo


def test_a_second_unit_is_added_or_moved_to(chats: Chats) -> None:
    """Who belongs to a unit and joins another is asked whether to add or to move; speaking for one is switched."""
    for unit in ("10a", "sen"):
        chats.say(LAN, chats.code(f"moi {unit}"), "Lan")
        chats.press(LAN, "Đúng, tham gia" if unit == "10a" else "Thêm đơn vị này")
    assert [len(chats.people(unit)) for unit in ("10a", "sen")] == [1, 1]
    chats.say(LAN, "noi thay sen")
    assert chats.people("sen")[0].unit == "sen"
    chats.say(NAM, chats.code("moi 10a"), "Nam")
    chats.press(NAM, "Đúng, tham gia")
    chats.say(NAM, chats.code("moi sen"))
    chats.press(NAM, "Chuyển hẳn sang")
    assert [person.name for person in chats.people("10a")] == ["Lan"]


def test_leaving_and_being_given_a_role(chats: Chats) -> None:
    """A leader reads and no longer reports; who leaves is out, and the secretariat is told."""
    chats.say(LAN, chats.code("moi 10a"), "Lan")
    chats.press(LAN, "Đúng, tham gia")
    (lan,) = chats.people("10a")
    chats.say(CHIEF, f"lanh dao {lan.id} 10a")
    assert chats.people("10a")[0].role is Role.LEADER
    assert "lãnh đạo" in chats.say(LAN, "xong thi")
    chats.say(LAN, "/roi")
    assert "đã rời" in chats.press(LAN, "Rời Chi hội lớp 10A")
    assert chats.people("10a") == []
    assert "Lan đã rời" in chats.sent[CHIEF][-1]


def test_erased_is_erased_and_reports_stay(chats: Chats) -> None:
    """After /xoadulieu nobody of that name is there; what the unit was reported to have done is."""
    chats.say(LAN, chats.code("moi 10a"), "Lan Phương")
    chats.press(LAN, "Đúng, tham gia")
    chats.say(LAN, "chưa làm thi")
    chats.say(LAN, "/xoadulieu")
    assert "Đã xoá" in chats.press(LAN, "Xoá dữ liệu của tôi")
    assert chats.people("10a") == []
    with chats.store.batch() as work:
        status = work.status(PLAN.key, "10a", "thi")
    assert status is not None
    assert status.who == ""
    rows = "\n".join(chats.store._sql._connection().iterdump())  # type: ignore[attr-defined]
    assert "Lan Phương" not in rows


def test_the_settings_name_the_first_of_the_office(chats: Chats) -> None:
    """The account of KEHOACH_SECRETARIAT is an admin from its first message; nobody else is."""
    assert "Thường trực gồm 1 người" in chats.say(CHIEF, "/thuongtruc")
    assert "không có quyền" in chats.say(NAM, "/thuongtruc")
