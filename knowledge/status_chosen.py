"""Which of the days in a report count, and for what."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.plan import State
from knowledge.status_calendar import Day
from knowledge.status_dates import NEAR, days
from knowledge.status_fields import Given
from knowledge.status_found import Found
from knowledge.status_numbers import is_share, numeral
from knowledge.status_parts import Part
from knowledge.status_relative import LENGTHS, MOST
from knowledge.status_text import Cue, Word, accented, among, listed

_MUST = frozenset(["phai", "bi", "da", "tam", "xin", "danh", "se"])


def of_papers(found: Sequence[Day], documents: Sequence[Given]) -> tuple[Day, ...]:
    """The days with those marked that stand right behind a document's number."""
    ends = {document.end for document in documents}
    return tuple(replace(day, paper=True) if day.start in ends else day for day in found)


def behind_another(words: Sequence[Word], part: Part, named: Sequence[Cue], told: Mapping[str | None, Found]) -> tuple[Day, ...]:
    """"báo cáo thì sau hội nghị 1 tuần": the day that is so long behind a task's day told before; none where nothing is counted so."""
    for cue in named:
        if part.start < cue.start < part.end and words[cue.start - 1].fold == "sau" and cue.group in told and cue.group not in part.tasks:
            day = next((d for d in (*told[cue.group].ahead, *told[cue.group].past) if d.single), None)
            read = numeral([w.fold for w in words[: part.end]], cue.end)
            counted = read is not None and read[0] <= MOST and read[1] < part.end
            length = LENGTHS.get(words[read[1]].fold, 0) if read and counted else 0
            if day is not None and read and length:
                then = day.first + dt.timedelta(days=read[0] * length)
                return (Day(cue.end - part.start, read[1] + 1 - part.start, then, then),)
    return ()


def the_same_day(words: Sequence[Word], part: Part, last: Day | None) -> tuple[Day, ...]:
    """"chiều cùng ngày gửi báo cáo": the day that was told last; none where none was, or another is named beside it."""
    folds = [w.fold for w in words[part.start : part.end]]
    at = next((n for n, pair in enumerate(itertools.pairwise(folds)) if pair in (("cung", "ngay"), ("cung", "hom"))), None)
    if last is None or at is None or folds[at + 2 : at + 3] == ["voi"]:
        return ()
    return (replace(last, start=at, end=at + 2, to=False, acted=True),)


_MISTAKEN = ("nham sang", "nham thanh", "nham qua", "lon sang", "lon thanh", "nham thanh ngay", "nham sang ngay")


def words_of(here: Sequence[Word], said: str, shown: str) -> set[int]:
    """The words of a part that stand in a literal piece of the message."""
    at = shown.find(said, here[0].start) if said and here else -1
    return {n for n, word in enumerate(here) if at >= 0 and at <= word.start < at + len(said)}


def chosen(found: Sequence[Day], state: State | None) -> Day | None:
    """The day that counts: where something is moved to, else the first (of something late: the last) that is named."""
    found = [day for day in found if not day.paper] or (list(found) if state in (State.DONE, None) else [])
    if not found:
        return None
    moved = [day for day in found if day.to]
    exact = [day for day in found if day.single]
    if state is State.DELAYED:
        return moved[-1] if moved else found[-1]
    acted = [day for day in found if day.acted]
    if state is State.SCHEDULED:
        return (moved[-1:] or [day for day in acted if day.single] or exact or acted or found)[0]
    if state is State.PREPARING and acted:
        return acted[0]
    return (moved[-1:] or [day for day in exact if day.acted] or exact or found)[0]


def told_days(found: Sequence[Day], state: State | None, today: dt.date) -> Sequence[Day]:
    """Without the days that cannot belong to a state: of something not done yet no day that has been."""
    if state is State.NOT_STARTED:
        found = [day for day in found if day.acted or not day.single]  # "mai họp phòng rồi mới phân công" is no day of the task's
    if state in (State.NOT_STARTED, State.PREPARING, State.SCHEDULED):
        return [day for day in found if day.last > today] or [day for day in found if day.last >= today]
    if state is State.DONE:
        return [day for day in found if day.first <= today]  # "…, bản cứng mai em chuyển phát"
    return found


def only_a_day(words: Sequence[Word], today: dt.date) -> Day | None:
    """The day to come that is all a message says ("tuần sau nha"); None where it says anything else."""
    found = days(words, today, NEAR)
    named = {n for day in found for n in range(day.start, day.end)}
    rest = [word.fold for n, word in enumerate(words) if n not in named and not among(word, "talk", "courtesy")]
    said = not rest or " ".join(rest) in listed("talk", "new_day")
    return found[0] if len(found) == 1 and said and found[0].last > today else None


def not_meant(words: Sequence[Word], day: Day) -> bool:
    """"chứ không phải 27/11", "hạn 31/7", "như báo hôm trước": a day that is named and not told."""
    before = " ".join(w.fold for w in words[max(0, day.start - 4) : day.start])
    aimed = any(w.canon in accented("verbs", "aims") for w in words[max(0, day.start - 2) : day.start])  # "nhắm 12/11" is no slip
    if not aimed and any(before.endswith(phrase) or f"{phrase} ngay" in before for phrase in listed("talk", "rather_than")):
        return True
    if before.split()[-1:] in (["ban"], ["tin"], ["file"], ["nhan"]) and before.split()[-2:-1] != ["van"]:
        return True  # "bản hôm qua bị lỗi"
    if day.end - day.start == 1 and is_share(words, day.start):
        return True  # "đã làm được 4/7 cụm"
    if [w.fold for w in words[day.start : day.end]] in (["hom", "nay"], ["bua", "nay"]) and numeral([*before.split()[-1:]], 0):
        return True  # "chờ ký 3 hôm nay": for so many days
    now = day.end - day.start == 1 and words[day.start].fold == "nay" and words[day.end : day.end + 1]
    if now and words[day.end].fold in ("lui", "doi", "hoan", "xin"):
        return True  # "lịch cũ là 6/3, nay lùi 10 ngày"
    if words[day.end : day.end + 1] and words[day.end].fold == "nua" and "khong" in before.split():
        return True  # "không làm 28/11 nữa"
    denied = {w.fold for w in words[max(0, day.start - 7) : day.start]} & {"khong", "chua"}
    if denied and (before.split()[-1:] == ["lich"] or (words[day.end : day.end + 1] and words[day.end].fold == "duoc")):
        return True  # "chưa thể tổ chức theo lịch 14/11", "không làm tháng này được"
    if before.split()[-2:-1] == ["kip"] or before.split()[-1:] == ["kip"] or before.endswith("kip trong"):
        return True  # "không kịp tháng 11": what is missed is not what is planned
    if before.split()[-1:] == ["huy"] or before.endswith(("huy lich", "bo lich", "huy ngay", "rut ngay", "rut lai ngay", "bo ngay")):
        return True  # "huỷ lịch 5/12"
    around = (*words[max(0, day.start - 5) : day.start], *words[day.end : day.end + 2])
    stands = {"van", "giu", "nhu"} & {w.fold for w in around}  # "vẫn theo lịch cũ 20/12", "lịch cũ 25/11 vẫn giữ"
    if not stands and any(before.endswith(f"{was} {that}".rstrip()) for was in listed("talk", "formerly") for that in ("la", "ngay", "la ngay", "")):
        return True  # "lịch cũ là 23/12"
    if before.endswith(_MISTAKEN) and not any(w.point for w in words[max(0, day.start - 2) : day.start]):
        return True  # "16/1 chứ ạ, chị đọc nhầm sang 16/2 rồi"
    behind = [w.fold for w in words[day.end : day.end + 3]]
    if words[day.start].fold == "truoc" and before.split()[-2:-1] == ["khong"] and before.split()[-1:] in (["xong"], ["gui"], ["nop"], ["lam"]):
        return True  # "không xong trước 31/7 đâu"
    if before.endswith(_MOVED_FROM) and any(w.fold in _ONWARD or "/" in w.fold for w in words[day.end : day.end + 6]):
        return True  # "hội nghị chuyển từ 14/11 lên sớm hơn, 7/11"
    if before.split()[-1:] == ["ram"]:
        return True  # "sau rằm tháng giêng": a day of another calendar
    if before.split()[-1:] == ["ca"] or any(pair == ("het", "han") for pair in itertools.pairwise(behind)):
        return True  # "giữ hồ sơ cả tuần nay", "còn 8 ngày nữa mới hết hạn"
    at = next((n for n, w in enumerate(behind) if w in listed("verbs", "puts_off") and {*behind[n + 1 : n + 2]}.isdisjoint(("tat", "thanh", "thien"))), None)
    if at is not None and all(w in _MUST for w in behind[:at]) and not any(w.point for w in words[day.end - 1 : day.end + at]) and not day.to:
        return True  # "hội nghị 5/3 phải hoãn"
    for_it = before.split()
    if "han" in for_it[-3:-1] and not {*for_it} & {"gia", "lui", "xin", "la", "den", "toi"} and {*for_it[-2:]} & {"y", "kien", "ky", "hop"}:
        return True  # "hạn góp ý 25/7"
    last = before.split()[-2:]
    return bool(last) and (last == ["han", "chot"] or (last[-1] == "han" and last[0] not in ("gia", "lui", "xin")))


_ONWARD = frozenset({"sang", "qua", "len", "den", "xuong", "ve"})
_MOVED_FROM = ("chuyen tu", "doi tu", "lui tu", "chuyen tu ngay", "doi tu ngay", "lui tu ngay")


def since(words: Sequence[Word], day: Day) -> bool:
    """"bị sập từ hôm qua": since when something is in the way."""
    return day.start > 0 and words[day.start - 1].fold == "tu"


def later_today(words: Sequence[Word], day: Day) -> bool:
    """"chiều nay em gửi", "nốt hôm nay": the rest of today, unless the words say that it has been."""
    f = [w.fold for w in words]
    return f[day.start : day.start + 2] in (["chieu", "nay"], ["toi", "nay"]) or f[max(0, day.start - 1) : day.start] in (["trong"], ["not"], ["noi"])


def is_past_relative(words: Sequence[Word]) -> bool:
    """Whether "hôm qua", "bữa kia" stand there."""
    f = [w.fold for w in words]
    return any(a in ("hom", "bua") and b in ("qua", "kia") for a, b in zip(f, f[1:], strict=False))
