"""A unit by its own name: in which group it is, and what is told of that group."""

from __future__ import annotations

from datetime import date

import pytest

from tests.readers import asked, other, said

PLAN, TODAY = "kham-suc-khoe-can-bo-2027", date(2027, 3, 11)


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Ban Quản lý cụm công nghiệp khám hôm nào", "24/03/2027"),
        ("phòng năng lượng thì mấy giờ phải có mặt", "7 giờ 00"),
        ("em bên Văn phòng Sở, ngày nào phải đi khám ạ", "22/03/2027"),
        ("phòng thương mại đi nhóm mấy", "Nhóm 2"),
        ("trung tâm khuyến công thuộc nhóm nào", "Nhóm 3"),
        ("ban quan ly cum cong nghiep di nhom so may", "Nhóm 3"),
    ],
)
def test_what_is_told_of_its_group(question: str, holds: str) -> None:
    """The day, the hour, and the group itself."""
    told = asked(other(PLAN), question, None, [], TODAY)
    assert told.status == "answered", said(told)
    assert holds in said(told)


def test_another_unit_behind_an_answer() -> None:
    """What was just told of one group is told of the other's."""
    told = said(asked(other(PLAN), "Nhầm, ý tôi hỏi Phòng Quản lý thương mại cơ. Ngày nào?", None, ["Văn phòng Sở khám hôm nào?"], TODAY))
    assert "23/03/2027" in told
