"""How far something is, by the words of one part of a report."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.status_numbers import is_share, numeral
from knowledge.status_pleas import begs_leave, moved_on
from knowledge.status_signs import Signs
from knowledge.status_text import Cue, Word, accented, among, listed


def signs(words: Sequence[Word], start: int, end: int, cues: Sequence[Cue], *, past_day: bool, future_day: bool) -> Signs:
    """The signs in words [start, end). `past_day`, `future_day`: a day behind or before today is named there."""
    said = _Said(words, start, end, tuple(cue for cue in cues if start <= cue.start and cue.end <= end), past_day, future_day)
    delays = [cue for cue in said.of("verbs.delays") if not said.denied(cue)]
    done = said.done()
    extension = bool(said.of("verbs.extensions")) or begs_leave(words[start:end], {act.start - start for act in said.of("verbs.acts")})
    late = said.cannot()
    late = late or (bool(delays) and not (done and all(cue.phrase[0] in listed("verbs", "late_but_done") for cue in delays)))
    return Signs(
        done=done,
        delayed=late or extension,
        extension=extension,
        preparing=(not done and (said.under_way() or said.partly())) or said.prepared() or (not done and any(map(said.awaits, said.of("no.not_yet")))),
        ahead=any(not _NOT & {*said.before(cue, 1)} for cue in said.of("verbs.ahead")),
        firm=any(not _NOT & {*said.before(cue, 1)} for cue in said.of("verbs.firm_ahead")),
        not_yet=said.percent("0") or any(said.is_work(cue) and not said.awaits(cue) for cue in said.of("no.not_yet")),
        act=bool(said.of("verbs.acts") or said.of("verbs.finished")),
        way=said.under_way() and not said.only_waits(),
        future=future_day,
        sent=done and said.sent(),
        pending=said.pending(),
        plea=any(said.pleads(cue) for cue in said.of("verbs.plea")),
        not_sent=said.not_sent(),
        only_later=said.only_later(),
        performs=said.performs(),
        only_prepares=said.only_prepares(),
        sooner=bool(said.of("verbs.sooner")),
        returned=bool(said.of("verbs.returned")),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """The words [start, end) of a part, the phrases found in them, and on which side of today its days lie."""

    words: Sequence[Word]
    start: int
    end: int
    cues: tuple[Cue, ...]
    past_day: bool
    future_day: bool

    def of(self, group: str) -> tuple[Cue, ...]:
        return tuple(cue for cue in self.cues if cue.group == group)

    def before(self, cue: Cue, most: int) -> list[str]:
        return [_unlike(w) for w in self.words[max(self.start, cue.start - most) : cue.start]]

    def behind(self, cue: Cue, most: int) -> list[str]:
        return [w.fold for w in self.words[cue.end : min(self.end, cue.end + most)]]

    def pleads(self, cue: Cue) -> bool:
        """Whether "xin" asks for time; "xin phép báo lại", "xin anh thông cảm" ask for none."""
        behind = self.behind(cue, 4)
        courtesy = behind[:2] == ["phep", "bao"] or ("thong" in behind[:3] and "cam" in behind and "cho" not in behind)
        return not courtesy and not {*behind[:1]} & listed("verbs", "no_plea_of")

    def denied(self, delay: Cue) -> bool:
        """"không lùi", "chưa muộn": no delay; but "không kịp" is one by itself."""
        if delay.phrase[-1] in ("sang", "qua") and {*self.behind(delay, 1)} & {"hop", "hinh", "truc", "online", "dang", "lam"}:
            return True  # "chuyển sang họp trực tuyến"
        if delay.phrase[0] in listed("verbs", "denial_within"):
            return False
        lead = {*self.before(delay, 1), " ".join(self.before(delay, 2))}
        if lead & listed("words", "slow") or (lead & listed("verbs", "tells") and delay.phrase[0] in listed("verbs", "later")):
            return True  # "mạng chậm quá", "xin phép báo muộn"
        return bool(_NOT & set(self.before(delay, 2)))

    def is_work(self, cue: Cue) -> bool:
        """Whether "chưa" denies the unit's own work, not that something was received, seen or answered."""
        behind = self.behind(cue, 2)
        nothing = cue.phrase[0] == "co" and self.before(cue, 1) == ["khong"]  # "không có gì đâu em"
        return not nothing and not (behind and (behind[0] in listed("no", "not_work") or " ".join(behind) in listed("no", "not_work")))

    def awaits(self, cue: Cue) -> bool:
        """"sếp chưa duyệt", "chưa ai ký": only a word of others is missing."""
        explains = any(because.end <= cue.start for because in self.of("verbs.because"))
        return not explains and {*self.behind(cue, 1)} <= _OTHERS_WORD and bool(self.behind(cue, 1)) and cue.start > self.start

    def by_then(self, cue: Cue) -> bool:
        """"cuối tháng xong": finished at a time to come, where nothing says that it has been."""
        near = set(self.before(cue, 3)) | set(self.behind(cue, 1))
        return cue.phrase[-1] not in ("roi", "xuoi") and not near & {"da", "roi", "vua", "moi"}

    def cannot(self) -> bool:
        """"không làm kịp", "không tổ chức riêng được": an act that is denied as a thing of possibility, in one breath."""
        if moved_on([w.fold for w in self.words[self.start : self.end]]):
            return True
        for act in self.of("verbs.can"):
            before = self.words[max(self.start, act.start - 2) : act.start]
            behind = self.words[act.end : min(self.end, act.end + 5)]
            if any(w.fold in _CANNOT and not w.point for w in before) and any(w.fold in _ABLE for w in behind):
                return True
        return False

    def only_prepares(self) -> bool:
        """Whether the part has an act that prepares, and none that ends the task."""
        prepares = self.of("verbs.prepares")
        bodies = listed("talk", "body_heads")  # "họp ban tổ chức"
        acts = [act for act in self.of("verbs.acts") if not {*self.before(act, 1)} & bodies]
        ends = [act for act in acts if not any(p.start <= act.start and act.end <= p.end for p in prepares)]
        return bool(prepares) and all(" ".join(act.phrase) in listed("verbs", "acts_as_nouns") for act in ends)

    def performs(self) -> bool:
        """"em gửi chị kế hoạch ạ", "đơn vị nộp báo cáo kèm đây": handing in, said while it is done."""
        if self.future_day or self.of("verbs.firm_ahead") or any(w.fold in _WILL | _NOT | _UNREAL for w in self.words[self.start : self.end]):
            return False
        for act in self.of("verbs.hands_in"):
            before, behind = self.before(act, 2), self.behind(act, 8)
            ours = not before or before[-1] in listed("verbs", "hands_in_who") or " ".join(before) in listed("verbs", "hands_in_who")
            if ours and not {*before, *behind} & listed("verbs", "not_handing_in"):
                return True
        return False

    def only_later(self) -> bool:
        """"ra Tết mới làm được", "11/8 mới có người ký": an act that becomes possible only at a time to come."""
        f = [w.fold for w in self.words[self.start : self.end]] if self.future_day else []
        if any(f[n : n + 2] == ["moi", "co"] and {*f[n + 2 : n + 5]} & _OTHERS_WORD for n in range(len(f))):
            return True
        for act in self.of("verbs.can"):
            then = self.future_day or any(among(w, "verbs", "only_then") for w in self.words[self.start : act.start])
            if then and "moi" in self.before(act, 2) and "duoc" in self.behind(act, 3):
                return True
        return False

    def done(self) -> bool:
        """Whether something is told as accomplished."""
        if self.partly() or moved_on([w.fold for w in self.words[self.start : self.end]]):
            return False
        firm = bool(self.of("verbs.firm_ahead"))
        if firm and self.future_day and not self.past_day:
            return False
        if self.percent("100") or self.late_by():
            return True
        coming = self.future_day and not self.past_day
        if any(not self.unfinished(cue) and not (coming and self.by_then(cue)) for cue in self.of("verbs.finished")):
            return True
        if self.past_day and not coming and not firm and self.managed():
            return True
        will = firm or self.wills()
        prepares = self.of("verbs.prepares")
        return any(self.acted(act, prepares, will) for act in self.of("verbs.acts"))

    def late_by(self) -> bool:
        """"gửi trễ hạn 5 ngày": done, and late by so much, where nothing says that it is to come or begs for it."""
        if self.wills() or self.future_day or self.of("verbs.extensions") or self.of("verbs.plea") or self.of("verbs.ahead"):
            return False
        for act in self.of("verbs.acts"):
            behind = self.behind(act, 6)
            at = 1 if behind[:1] and behind[0] in listed("verbs", "later") else 0
            at += at > 0 and behind[at : at + 1] == ["han"]
            long = next((k for k in (at + 1, at + 2) if numeral(behind[at:k], 0) and behind[k : k + 1]), 0) if at else 0
            if long and behind[long] in ("ngay", "hom", "bua", "tuan") and not _NOT & set(self.before(act, 3)) and self.before(act, 1) != ["cho"]:
                return True
        return False

    def wills(self) -> bool:
        """Whether a word says that something is yet to be; the "định" of "quy định" does not."""
        folds = ["", *(w.fold for w in self.words[self.start : self.end])]
        return any(word in _WILL and not (word == "dinh" and last in _SET) for last, word in itertools.pairwise(folds))

    def managed(self) -> bool:
        """"26/12 mới làm được", "hôm qua mới đi bưu điện được": what became possible at last, on a day that has been."""
        folds = [_unlike(w) for w in self.words[self.start : self.end]]
        at = folds.index("moi") if "moi" in folds else len(folds)
        then = set(folds[at + 1 : at + 7])
        can = any(self.start + at < act.start <= self.start + at + 6 for act in self.of("verbs.acts"))
        return (("duoc" in then and can) or bool(set(folds[at + 1 : at + 2]) & {"den", "toi", "sang", "gui", "nop", "xong", "di"})) and not _NOT & set(folds)

    def under_way(self) -> bool:
        """Whether something is told as going on; "đang họp" is a person's moment, not a task's."""
        return any(
            not (cue.phrase == ("dang",) and {*self.behind(cue, 1)} & listed("verbs", "not_under_way"))
            and not (cue.phrase[0] not in _STILL and _NOT & {*self.before(cue, 3)})  # "chưa bắt tay vào làm"
            and not (cue.phrase == ("chi", "con") and numeral(self.behind(cue, 3), 0))  # "cá nhân chỉ còn 29"
            for cue in self.of("verbs.under_way")
        )

    def only_waits(self) -> bool:
        """"đang chờ hướng dẫn": nothing goes on but waiting, and not for a signature."""
        cues = self.of("verbs.under_way")
        return all(cue.phrase[-1] == "dang" and {*self.behind(cue, 1)} & {"cho", "doi"} for cue in cues) and not self.pending()

    def sent(self) -> bool:
        """Whether the act that ends a task is itself told as done."""
        prepares = self.of("verbs.prepares")
        firm = bool(self.of("verbs.firm_ahead"))
        will = firm or self.wills()
        return any(self.acted(act, prepares, will) for act in self.of("verbs.acts") if " ".join(act.phrase) not in listed("verbs", "makes"))

    def not_sent(self) -> bool:
        """Whether "chưa" stands right before the act that ends a task."""
        acts = {act.start for act in self.of("verbs.acts")}
        return any({cue.end, cue.end + 1} & acts for cue in self.of("no.not_yet"))

    def pending(self) -> bool:
        """Whether "chờ", "đợi" or "đang" stands before a signature, an approval, an opinion."""
        for cue in self.of("verbs.pending"):
            before = set(self.before(cue, 4))
            waits = self.words[self.start].canon in accented("words", "waiting") and cue.end - self.start < 9  # "xong rồi, chờ giám đốc đi Nhật về ký"
            if waits or ({"cho", "doi", "dang"} & before and not {"chua", "xong", "roi"} & before):
                return True
            if _NOT & {*self.before(cue, 1)} or (self.before(cue, 1) == ["chiu"] and _NOT & {*self.before(cue, 2)}):
                return True  # "xong rồi mà sếp chưa ký", "không chịu ký"
        return False

    def partly(self) -> bool:
        """"được 50%" is not all of it."""
        if any(behind[:1] == ["phan"] and behind[1:] and behind[1].isdecimal() for behind in (self.behind(cue, 2) for cue in self.of("verbs.finished"))):
            return True
        ended = self.of("verbs.finished") or self.of("verbs.hands_in")
        if not (ended or self.past_day) and self.words[self.end - 1].fold == "thoi" and any(w.canon in _JUST for w in self.words[self.start : self.end]):
            return True  # "mới họp trù bị thôi"
        if any(is_share(self.words[self.start : self.end], n) and _less(self.words[self.start + n].fold) for n in range(self.end - self.start)):
            return True  # "xong 8/10 đơn vị"
        part = any(w.point.startswith("%") and w.fold not in ("0", "100") for w in self.words[self.start : self.end])
        return part or bool(self.of("verbs.only_partly"))

    def percent(self, figure: str) -> bool:
        """"100%", "0%"."""
        return any(w.point.startswith("%") and w.fold == figure for w in self.words[self.start : self.end])

    def acted(self, act: Cue, prepares: Sequence[Cue], will: bool) -> bool:
        """Whether an act that ends a task is told as done: by "đã", by "rồi", or by a day that has been."""
        phrase = " ".join(act.phrase)
        if phrase in listed("verbs", "finished") or any(p.start <= act.start and act.end <= p.end for p in prepares):
            return False
        behind = self.behind(act, 6)
        if phrase in listed("verbs", "hands_on") and set(behind) & listed("verbs", "prepares"):
            return False  # "đã giao phòng Tổng hợp dự thảo"
        if (phrase == "giao" and behind[:1] and behind[0] in listed("talk", "addressed") | {"phong", "to", "van"}) or self.in_denial(act):
            return False  # "đã giao chị Hạnh", "đã làm gì đâu"
        if phrase in listed("talk", "speaking") and behind[:1] and {behind[0], " ".join(behind[:2])} & listed("talk", "speaks_behind"):
            return False  # "đã báo cáo UBND tỉnh xin chủ trương"
        if {*self.before(act, 1)} & listed("talk", "body_heads"):
            return False  # "thành lập Ban tổ chức"
        if phrase == "hop" and behind[:1] == ["chot"]:
            return False  # "tuần trước họp chốt rồi, 6/2 tổ chức"
        if (behind[:1] and behind[0] in ("mat", "hong")) or self.before(act, 2) in (["bat", "dau"], ["bat", "tay"]):
            return False  # "em làm mất rồi", "bắt đầu làm rồi"
        near = self.before(act, 2)
        if _NOT & set(self.before(act, 5)) or any(w in listed("verbs", "not_acted_before") for w in near):
            return False
        lead = set(self.before(act, 4))
        # "phải sang tháng 4 mới gửi được" is no perfect
        only_then = any(among(w, "verbs", "only_then") for w in self.words[self.start : act.start]) or self.future_day
        joined = phrase == "phat hanh" or self.before(act, 1) == ["va"]  # "đã ký phát hành", "đã ban hành và gửi Bộ"
        preparing = not joined and any(act.start - 3 <= p.start < act.start for p in prepares)
        perfect = bool((_PERFECT - {"moi"} if only_then else _PERFECT) & lead) and not preparing
        if phrase in listed("verbs", "acts_as_nouns") and not _PERFECT & set(self.before(act, 1)):
            return False
        over = self.over(act)
        if self.future_day and not self.past_day and not (perfect or over):
            return False
        return (perfect and (over or not will)) or over or (self.past_day and not self.future_day and not will)

    def in_denial(self, act: Cue) -> bool:
        """Whether an act is a piece of a longer phrase that denies it, or echoes one ("đã gửi đâu mà đã gửi")."""
        echoes = self.start > 1 and [w.fold for w in self.words[self.start - 1 : self.start + 2]] == ["dau", "ma", "da"]
        return echoes or any(cue.start <= act.start and act.end <= cue.end for cue in self.of("no.not_yet"))

    def over(self, act: Cue) -> bool:
        """Whether "rồi", "xong" follow, and end this act rather than one that only prepares."""
        behind = self.behind(act, 9)
        at = next((n for n, w in enumerate(behind) if w in ("roi", "xong")), None)
        if at is None or _NOT & set(behind) or "se" in behind:
            return False
        if behind[at] == "xong" and behind[at + 1 : at + 2] != ["roi"] and self.future_day and not self.past_day:
            return False  # "trước 20/12 tổ chức xong"
        if behind[at] == "roi" and any(cue.start < act.start and cue.phrase[-1] == "dang" for cue in self.of("verbs.under_way")):
            return False  # "đang in giấy mời với làm maket rồi"
        if behind[at] == "roi" and self.future_day and not self.past_day and self.before(act, 1) == ["la"]:
            return False  # "1 tuần nữa là tổ chức rồi"
        # "mai họp rồi" is not yet
        if behind[at] == "roi" and self.future_day and not self.past_day and _SOON & set(self.before(act, 2)):
            return False
        return not any(w in listed("verbs", "prepares") for w in behind[:at])

    def unfinished(self, cue: Cue) -> bool:
        """Whether "xong" is wished, planned, denied, or said of something smaller."""
        before, stops = self.before(cue, 4), listed("verbs", "not_finished_before")
        behind = self.behind(cue, 2)
        over = behind[:1] == ["roi"] or cue.phrase[-1] == "roi"
        if any(w in stops for w in before[-2:]) or any(" ".join(pair) in stops for pair in zip(before, before[1:], strict=False)):
            return not (before and before[-1] == "da")
        if _NOT & set(before) or any(w.canon in accented("words", "waiting") for w in self.words[max(self.start, cue.start - 4) : cue.start]):
            return True
        if not over and any(w.canon in _JUST or (w.bare and w.fold == "moi") for w in self.words[cue.end : min(self.end, cue.end + 3)]):
            return True  # "sửa xong em mới gửi được"
        if behind[:1] == ["thoi"] and "moi" in self.before(cue, 4):
            return True  # "mới họp phân công xong thôi"
        if any(w.canon in accented("verbs", "striving") for w in self.words[max(self.start, cue.start - 4) : cue.start]) and before[-1:] != ["da"]:
            return True  # "cố mùng 5 xong"
        if not over and before and re.fullmatch(r"\d{1,2}[hg]\d{0,2}", before[-1]):
            return True  # "chiều mai họp, 5h xong"
        if not over and any(c.end <= cue.start for c in self.of("verbs.ahead")):
            return True
        smaller = (*self.of("verbs.prepares"), *self.of("verbs.reads"))
        nearest = max((c for c in (*smaller, *self.of("verbs.acts")) if c.end <= cue.start), key=lambda c: c.end, default=None)
        if nearest is not None and nearest in smaller and cue.start - nearest.end <= 5:
            return True
        glued = not self.words[cue.end - 1].point and behind != ["truoc", "han"]
        return glued and not over and bool({*behind[:1], " ".join(behind)} & listed("verbs", "not_finished_behind"))

    def prepared(self) -> bool:
        """Whether an act that only prepares is told as under way or as done."""
        perfect = _PERFECT - {"moi"} if self.future_day and not self.past_day else _PERFECT  # "cuối tháng mới họp bàn"
        for cue in self.of("verbs.prepares"):
            before, behind = set(self.before(cue, 4)), set(self.behind(cue, 6))
            if not _NOT & before and (before & (perfect | _STILL) or behind & {"roi", "xong"}):
                return True
        return False


def _less(share: str) -> bool:
    some, whole = share.split("/")
    return int(some) < int(whole)


def _unlike(word: Word) -> str:
    """The word without accents, but for "mỗi" and "dạ", which are no "mới" and "đã"."""
    return word.canon if word.canon in accented("words", "near_perfect") else word.fold


_OTHERS_WORD = frozenset(["duyet", "ky", "ki"])
_NOT = listed("no", "plain")
_CANNOT = frozenset({"khong", "chang", "cha"})
_ABLE = frozenset({"kip", "duoc", "noi"})
_PERFECT = frozenset({"da", "vua", "moi"})
_STILL = frozenset({"dang", "con", "van"})
_JUST = accented("words", "just")
_SOON = frozenset({"mai", "mot", "toi", "sau", "kia"})
_WILL = frozenset({"se", "sap", "dinh"})
_SET = frozenset({"quy", "xac", "on", "nhat", "khang", "nhan", "chi", "quyet"})
_UNREAL = frozenset({"tuong", "neu", "de", "muon", "phai", "can", "duoc", "co"})
