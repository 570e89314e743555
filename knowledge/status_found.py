"""What is gathered of one task from the parts of a message, and what of it belongs to which task."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from knowledge.plan import State
from knowledge.status_dates import Day
from knowledge.status_fields import Given
from knowledge.status_signs import Signs
from knowledge.status_text import Word

_ALL = frozenset(["ca", "het", "deu"])


@dataclass(frozen=True, slots=True)
class Found:
    """What is gathered of one task."""

    signs: Signs = field(default_factory=Signs)
    past: tuple[Day, ...] = ()
    ahead: tuple[Day, ...] = ()
    near: tuple[Day, ...] = ()
    documents: tuple[str, ...] = ()
    fields: tuple[Given, ...] = ()
    reason: str = ""
    obstacle: str = ""
    circumstance: str = ""
    bare: bool = True
    whole: bool = False
    corrects: bool = False

    @property
    def only_papers(self) -> bool:
        """Whether nothing is told but an official number, perhaps with its day ("234/KH-CVT, 28/7")."""
        return self.bare and any("/" in paper for paper in self.documents)

    def days(self, state: State | None) -> tuple[Day, ...]:
        """The days named, read in the direction of a state."""
        if state is State.DONE:
            return self.past
        return self.ahead if state in (State.SCHEDULED, State.DELAYED) else self.near

    def joined(self, other: Found) -> Found:
        """Both together; what was told first of a field stays, unless the other is told as what counts."""
        after = {given.key for given in other.fields if given.counts}
        mine = tuple(given for given in self.fields if given.counts or given.key not in after)
        keys = {given.key for given in mine}
        if self.signs.done and not self.signs.delayed and other.signs.firm and other.signs.future and other.signs.act and not other.signs.done:
            return replace(self, signs=replace(self.signs, done=False, sent=False), past=(), ahead=(), near=()).joined(other)  # "vừa họp xong, chốt 12/12 làm"
        rehearses = self.signs.only_prepares and self.signs.future and not (self.signs.preparing or self.signs.done)
        if self.near and rehearses and other.signs.future and other.near and not other.signs.only_prepares:
            return replace(self, past=(), ahead=(), near=()).joined(other)  # "10/11 họp trù bị, 11/11 chính thức"
        if self.signs.done and not self.signs.sent and other.signs.future and other.signs.act and other.signs.preparing and not other.signs.done:
            return replace(self, signs=replace(self.signs, done=False)).joined(other)  # "xong rồi mà mai mới có người đóng dấu gửi"
        if self.signs.sent and other.signs.not_sent and not other.signs.done:
            return replace(self, signs=replace(self.signs, sent=False)).joined(other)  # "chuyển cho văn phòng rồi, văn phòng chưa gửi Bộ"
        if self.signs.returned and other.signs.sent:
            return replace(self, signs=replace(self.signs, returned=False)).joined(other)  # "bị trả lại, em vừa gửi lại"
        if self.signs.not_yet and other.signs.way and other.circumstance and not (other.signs.only_prepares or other.signs.done):
            other = replace(other, signs=replace(other.signs, way=False, preparing=False))  # "chưa làm gì, cả phòng đang chạy đợt thanh tra"
        mended = other.corrects and bool(other.near and self.near) and not self.signs.delayed  # "ngày 12/12, à nhầm 22/12"
        return Found(
            self.signs.joined(other.signs),
            other.past if mended else self.past + other.past,
            other.ahead if mended else self.ahead + other.ahead,
            other.near if mended else self.near + other.near,
            tuple(dict.fromkeys(self.documents + other.documents)),
            mine + tuple(given for given in other.fields if given.key not in keys),
            self.reason or other.reason,
            self.obstacle or other.obstacle,
            self.circumstance or other.circumstance,
            self.bare and other.bare,
            self.whole or other.whole,
        )


def takes_all(here: Sequence[Word]) -> bool:
    """Whether a part speaks of all the tasks ("cả ba việc", "đều xong"); "gửi cả bản giấy" is all copies of one."""
    behind = [*(w.fold for w in here[1:]), ""]
    return any(word.fold in _ALL and not (word.fold == "ca" and then == "ban") for word, then in zip(here, behind, strict=True))


def gathered(told: Mapping[str | None, Found], fields: Mapping[str, Collection[str]]) -> dict[str | None, Found]:
    """What was said without a task belongs to the one task that is named; with several it stands alone only if it says a state.

    `fields`: the keys of each task's own fields; figures that are none of the one task's, told of something done, are another's.
    """
    named = [key for key in told if key is not None]
    if None not in told or not named:
        return dict(told)
    loose = told[None]
    if len(named) == 1 and loose.signs.done and loose.fields and not told[named[0]].signs.done and not {f.key for f in loose.fields} & {*fields[named[0]]}:
        return dict(told)  # "vừa bế mạc xong, 95 đại biểu, báo cáo thứ hai tới em gửi"
    if len(named) == 1:
        mine = told[named[0]]
        only = loose.signs.only_prepares and loose.signs.future and not loose.signs.preparing
        if mine.signs.future and only and not (loose.signs.delayed or loose.signs.not_yet or loose.signs.done):
            loose = replace(loose, signs=Signs(), past=(), ahead=(), near=())  # "t2 họp hội đồng chốt danh sách, hội nghị 12/2"
        if mine.signs.future and loose.signs.preparing and not (loose.signs.done or loose.signs.delayed or loose.signs.not_yet):
            loose = replace(loose, signs=Signs())  # "quyết định ký hôm kia; hội nghị thứ sáu này"
        if loose.signs.sent and mine.signs.sent and loose.past and mine.past:
            loose = replace(loose, past=(), ahead=(), near=())  # "phụ lục gửi hôm qua, còn kế hoạch thì gửi từ mùng 10"
        return {named[0]: loose.joined(mine)}
    if loose.signs.done and loose.whole:
        # "cả 3 việc xong hết rồi: kế hoạch gửi 18/7, …": no day of these is one to come
        told = {key: value if value.signs.told else replace(value, signs=replace(value.signs, future=False)) for key, value in told.items()}
    if loose.signs.done and not loose.whole and any(value.signs.ahead or value.signs.future for value in told.values()):
        loose = replace(loose, signs=Signs())  # "vừa họp xong: hội nghị chốt 5/3, báo cáo nộp 20/3"
    shared = Found(signs=loose.signs) if loose.signs.done else Found()
    return {
        key: loose.joined(value) if key == named[0] else value if value.signs.told else shared.joined(value)
        for key, value in told.items()
        if key is not None
    }
