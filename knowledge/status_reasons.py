"""Why something is not done, in the words of the message itself."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.status_parts import Part
from knowledge.status_text import Cue, Word, accented, among, listed

_STOPS = frozenset(".;!?\n")
_NO_CIRCUMSTANCE = frozenset(
    {"verbs.delays", "verbs.extensions", "verbs.ahead", "verbs.firm_ahead", "verbs.finished", "verbs.plea", "talk.corrections", "talk.questions"}
)
_TELLING = ("verbs.acts", "verbs.finished", "verbs.ahead", "verbs.delays", "no.not_yet", "talk.courtesy")
_SNAGS = frozenset(["vuong", "ket", "mac"])
_ENDING = ("verbs.delays", "verbs.ahead", "verbs.extensions", "verbs.acts", "verbs.under_way")


def reason(words: Sequence[Word], start: int, end: int, found: Sequence[Cue], shown: str) -> str:
    """The literal reason told in the sentence that words [start, end) begin; "" where none is told."""
    last = end
    while last < len(words) and words[last - 1].point not in _STOPS:
        last += 1
    here = [cue for cue in found if start <= cue.start < end]
    for cue in here:
        if cue.group == "verbs.because" and cue.start > start and words[cue.start - 1].fold == "thoi":
            continue  # "tầm 50 thôi vì đơn vị nhỏ"
        if cue.group == "verbs.because" and (_explains(words, cue) or _tells(cue, start, here)):
            return _literal(words, cue.end, _until(words, cue.end, last, found), shown)
    so = next((cue for cue in here if cue.group == "verbs.therefore" and cue.start > start + 1), None)
    for cue in here:
        if cue.group == "verbs.hindered":
            behind = [w.fold for w in words[cue.end : cue.end + 3]]
            if {w.fold for w in words[max(start, cue.start - 2) : cue.start]} & listed("no", "plain") and cue.phrase[0] in _SNAGS:
                continue  # "không có vướng gì"
            if cue.phrase == ("doi",) and behind[:1] and behind[0] in ("em", "toi", "minh", "tui", "ben"):
                continue  # "anh đợi em sang tháng 3"
            if cue.phrase[0] == "quen" and not words[cue.end - 1].point and {*behind[: 1 + (behind[:1] == ["chua"])]} & {"bao", "nhan", "noi"}:
                continue  # "quên chưa báo"
            if cue.phrase[-1] in ("cho", "doi") and (_names_a_day(behind) or "chi" in [w.fold for w in words[max(0, cue.start - 2) : cue.start]]):
                continue  # "chờ ngày 9/1 là lên sân khấu", "chỉ còn chờ"
            if cue.phrase[-1] == "doi" and cue.end < len(words) and words[cue.end].fold in ("qua", "sang", "lai", "ngay", "lich"):
                continue  # "phai doi qua 16/1" without accents puts off
            if so is not None and so.end == cue.start:
                return _literal(words, _clause(words, start, so.start), so.start, shown)  # "GĐ mới về nên phải chờ"
            begun = start + (words[start].fold in ("nhung", "ma"))
            if cue.start > begun and words[cue.end - 1].point == "," and cue.end == end and cue.phrase[-1] not in ("cho", "doi"):
                return _literal(words, begun, cue.end, shown)  # "bí thư tỉnh bận, giờ dự kiến 24/9"
            why = _literal(words, cue.start, _until(words, cue.start, last, found), shown)
            lead = start
            if cue.start <= start + 1 and start and words[start - 1].point == ",":
                lead = max((n + 1 for n in range(start - 1) if words[n].point), default=0)
            tells = any(lead <= c.start < start and c.group in _TELLING for c in found)
            # "hội trường có đám cưới, kẹt rồi": what is in the way stands before so short a word
            return why if len(why.split()) > 2 or lead == cue.start or tells else _literal(words, lead, cue.end, shown)
    for cue in here:
        if cue.group == "verbs.therefore" and cue.start > start and not _told_done(here, cue.start):
            comma = next((n + 1 for n in range(cue.end, last - 1) if words[n].point == ","), None)
            put_off = comma is not None and any(c.start >= comma and c.group == "verbs.delays" for c in found)
            if comma is not None and put_off and not any(cue.end <= c.start < comma and c.group in _ENDING for c in found):
                return _literal(words, start, comma, shown)  # "bão nên tàu không vào được, dời hội nghị"
            return _literal(words, start, cue.start, shown)
    return ""


def before_reason(words: Sequence[Word], part: Part, named: Sequence[Cue], found: Sequence[Cue]) -> tuple[str, ...]:
    """The tasks a part names but for those that stand only behind the word that begins a reason, where nothing follows from it."""
    here = [cue for cue in found if part.start <= cue.start < part.end]
    if any(cue.group == "verbs.therefore" for cue in here):
        return part.tasks
    because = min((cue.end for cue in here if cue.group == "verbs.because" and _explains(words, cue)), default=part.end)
    ahead = {cue.group for cue in named if part.start <= cue.start < because}
    return tuple(task for task in part.tasks if task in ahead)


def _told_done(here: Sequence[Cue], end: int) -> bool:
    """"văn bản đã phát hành chiều 31/7 nên vẫn tính đúng hạn": what stands before "nên" is done, and hinders nothing."""
    perfect = {cue.end for cue in here if cue.group == "verbs.done_before" and cue.phrase[0] == "da"}
    return any(cue.group == "verbs.acts" and cue.start in perfect and cue.end <= end for cue in here)


def _names_a_day(behind: Sequence[str]) -> bool:
    """"(đến) ngày 9/1": what is waited for is a day."""
    at = 1 if behind[:1] and behind[0] in ("den", "toi") else 0
    return behind[at : at + 1] == ["ngay"] and behind[at + 1 : at + 2] != [] and behind[at + 1][:1].isdecimal()


def obstacle(words: Sequence[Word], start: int, end: int, found: Sequence[Cue], shown: str) -> str:
    """A part that names what stands in the way, whole; "" where it names nothing of the kind."""
    if words[start].canon in accented("words", "so_that"):
        return ""  # "để nghỉ Tết xong mới tính"
    here = [cue for cue in found if start <= cue.start < end]
    named = any(cue.group == "verbs.obstacles" and not (cue.start > start and words[cue.start - 1].fold in listed("no", "plain")) for cue in here)
    return _literal(words, start, end, shown) if named else ""


def circumstance(words: Sequence[Word], start: int, end: int, found: Sequence[Cue], shown: str, *, loose: bool) -> str:
    """A clause of its own that says how things stand ("kế toán đang tổng hợp số liệu"): beside something late, why it is; "" where it is none.

    `loose`: any longer clause is taken for one, whatever its words ("ai cũng tối mắt với báo xuân").
    """
    if start < end and words[start].fold in ("ma", "nhung"):
        start += 1
    here = [cue for cue in found if start <= cue.start < end]
    first = words[start].fold if start < len(words) else ""
    stated = any(among(w, "verbs", "circumstances") for w in words[start + 2 : min(end, start + 5)])  # "bên em đang có đoàn kiểm tra"
    office = [w.fold for w in words[start : start + 2]] == ["co", "quan"]
    named = bool(first) and not office and among(words[start], "verbs", "no_circumstance_first") and not (stated and first in ("ben", "don"))
    if " ".join(w.fold for w in words[start : start + 2]) in listed("verbs", "unknown_yet") and {w.fold for w in words[start:end]} & listed("verbs", "times"):
        return ""  # "chưa rõ ngày"
    rather = any(" ".join(w.fold for w in words[n : n + 2]) in listed("talk", "rather_than") for n in range(start, end - 1))  # "không phải 12/12 nữa"
    if end - start < 3 or rather or named or any(_tells_more(words, cue, start) for cue in here):
        return ""
    says = any(among(words[n], "verbs", "circumstances") for n in range(start, end))
    return _literal(words, start, end, shown) if says or (loose and end - start >= 4) else ""


def _tells_more(words: Sequence[Word], cue: Cue, start: int) -> bool:
    """Whether a phrase makes of a clause more than a circumstance; "ai cũng" asks nothing, and we may stand inside one ("vợ em mới sinh")."""
    if cue.group == "talk.questions" and cue.phrase == ("ai",) and cue.end < len(words) and words[cue.end].fold == "cung":
        return False
    if cue.phrase == ("lich",) and {w.fold for w in words[max(start, cue.start - 5) : cue.start]} & listed("no", "plain"):
        return False  # "lãnh đạo chưa bố trí được lịch"
    if cue.group == "verbs.delays" and cue.start > start and words[cue.start - 1].fold in ("ve", "den", "toi", "len") and len(cue.phrase) == 1:
        return False  # "số liệu các chi nhánh về chậm quá"
    return cue.group in _NO_CIRCUMSTANCE or (cue.group == "talk.ours" and cue.start == start and words[start].fold not in ("ben", "don"))


def _explains(words: Sequence[Word], cue: Cue) -> bool:
    """"do", "vì", "tại" explain; "tại Hà Nội", "do Sở tổ chức" and "vì thế" do not."""
    behind = words[cue.end].fold if cue.end < len(words) else ""
    if cue.phrase == ("tai",):
        after = words[cue.end].raw if cue.end < len(words) else ""  # nothing behind it explains nothing
        return bool(after) and words[cue.start].bare and behind not in listed("verbs", "places") and not after.istitle()
    if cue.phrase == ("do",) and cue.start and words[cue.start - 1].fold == "gi":
        return False  # "gì đó"
    if cue.phrase in (("vi",), ("do",)):
        return behind not in ("the", "vay", "do", "")
    return bool(behind)


def _tells(cue: Cue, start: int, here: Sequence[Cue]) -> bool:
    """Whether a clause that begins with "tại" says something ("tại hội trường đang sửa") rather than where."""
    saying = ("verbs.under_way", "verbs.obstacles", "no.negations")
    late = cue.start == start or any(c.group in ("verbs.delays", "no.negations", "no.not_yet") and c.end <= cue.start for c in here)
    return late and any(c.group in saying and cue.end < c.start < cue.end + 4 + 99 * (cue.start == start) for c in here)


def _until(words: Sequence[Word], start: int, last: int, found: Sequence[Cue]) -> int:
    """Where a reason ends: at the sentence's end, at "nên", "nhưng", at "chắc", or behind a comma where something else is told."""
    ends = {cue.start for cue in found if cue.group in _ENDING}
    turns = listed("verbs", "therefore") | listed("verbs", "turns")
    behind_comma = listed("verbs", "turns_behind_comma")
    for n in range(start + 1, last):
        # "phải xin ý kiến" is something they wait for, not something that is asked for here
        if words[n].fold in turns and _turns(words[n]) and not (words[n].fold == "xin" and words[n - 1].fold in listed("verbs", "no_plea_behind")):
            return n
        comma = words[n - 1].point in (",", "(")
        if comma and (n in ends or words[n].fold in behind_comma or words[n].fold[:1].isdecimal()):
            return n
    return last


def _turns(word: Word) -> bool:
    """Whether a word is one that turns, and not another with its letters ("danh sách")."""
    return among(word, "verbs", "turns") or word.fold in listed("verbs", "therefore")


def _clause(words: Sequence[Word], start: int, end: int) -> int:
    """Where the last clause of words [start, end) begins."""
    return max((n + 1 for n in range(start, end - 1) if words[n].point in (",", "(")), default=start)


def _literal(words: Sequence[Word], start: int, end: int, shown: str) -> str:
    while end > start and among(words[end - 1], "talk", "courtesy"):
        end -= 1
    if end <= start:
        return ""
    return shown[words[start].start : words[end - 1].end].strip(" ,.;:-")
