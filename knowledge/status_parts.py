"""A report cut into the parts that each speak of one thing, with the tasks of the plan each part names."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from knowledge.plan import Plan
from knowledge.status_calendar import WEEKDAYS
from knowledge.status_text import Cue, Phrases, Word, accented, among, listed

_ENDS = frozenset(".;!?\n")
_WEEKDAYS = frozenset({*(f"thu {day}" for day in WEEKDAYS), "chu nhat"})
_YEARS = frozenset(["sang nam", "nam sau", "nam toi"])
_JOINS = frozenset({"con", "nhung", "ma", "rieng", "song", "tuy"})
_ABOUT = ("ve", "viec")
_LINKS = frozenset("to chuc cua ve ket qua viec phan ban cac cong tac hoi the tong".split())


@dataclass(frozen=True, slots=True)
class Part:
    """Words [start, end) of a message, the tasks they name (keys, in order), and whether the sentence they stand in asks something."""

    start: int
    end: int
    tasks: tuple[str, ...]
    asks: bool
    sentence: int


class Names:
    """The names of a plan's tasks, the longest first."""

    def __init__(self, plan: Plan) -> None:
        self._phrases = Phrases((task.key, (*task.names, task.label)) for task in plan.tasks)

    def all(self, words: Sequence[Word]) -> tuple[Cue, ...]:
        """Every name there is, whatever it means there."""
        return self._phrases.find(words)

    def find(self, words: Sequence[Word], cues: Sequence[Cue], first: Collection[str] = ()) -> tuple[Cue, ...]:
        """The tasks named, left to right: the head of a run of nouns only ("kế hoạch tổ chức hội nghị" is the first of them).

        Of several tasks with one name those of `first` are meant.
        """
        found = sorted(self._phrases.find(words), key=lambda cue: (cue.start, cue.start - cue.end, cue.group not in first))
        behind = {(cue.start, cue.group) for cue in cues}
        out: list[Cue] = []
        for cue in found:
            if _is_talk(words, cue, behind) or _announces(words, cue, found):
                continue
            if out and (cue.start < out[-1].end or _counts_from(words, out[-1], cue)):
                continue
            if out and _follows(words, out[-1], cue):
                out[-1] = Cue(out[-1].group, out[-1].start, cue.end, out[-1].phrase)
                continue
            out.append(cue)
        # "báo cáo kết quả: hội nghị ngày 14/10 …" is headed by what it is, and tells of something else
        if len(out) > 1 and out[0].start == 0 and words[out[0].end - 1].point == ":" and out[1].start == out[0].end and out[1].group != out[0].group:
            return tuple(out[1:])
        return tuple(out)


def _counts_from(words: Sequence[Word], before: Cue, cue: Cue) -> bool:
    """"báo cáo thì sau hội nghị 1 tuần": one task's time counted from another's."""
    return words[cue.start - 1].fold == "sau" and not any(w.point for w in words[before.end - 1 : cue.start]) and cue.start - before.end <= 4


def _follows(words: Sequence[Word], before: Cue, cue: Cue) -> bool:
    """Whether a name only completes the one before it."""
    between = words[before.end : cue.start]
    if any(w.point for w in (*words[before.end - 1 : before.end], *between)):
        return False
    about = any((a.fold, b.fold) == _ABOUT for a, b in itertools.pairwise(between))  # "Kế hoạch số 58/KH-BĐT về việc tổ chức Hội nghị"
    return about or (len(between) <= 3 and all(w.fold in _LINKS for w in between))


def _announces(words: Sequence[Word], cue: Cue, names: Sequence[Cue]) -> bool:
    """"trân trọng báo cáo: kế hoạch đã gửi": a word for speaking, and then what is told."""
    speaks = " ".join(cue.phrase) in listed("talk", "speaking") and words[cue.end - 1].point == ":" and cue.start > 0
    return speaks and any(other.start == cue.end and other.group != cue.group for other in names)


def _is_talk(words: Sequence[Word], cue: Cue, behind: set[tuple[int, str]]) -> bool:
    """Whether the words of a task speak of something else here: of the plan itself, of another body's event, or to somebody."""
    point = words[cue.end - 1].point
    if not point and (cue.end, "talk.others_events") in behind:
        return True
    if len(cue.phrase) > 2:
        return False
    near = range(cue.end, min(cue.end + 4, len(words)))
    if any((n, "talk.of_others") in behind and not any(w.point for w in words[cue.end - 1 : n]) for n in near):
        return True
    last = words[cue.start - 1].fold if cue.start and not words[cue.start - 1].point else ""
    if not point and (cue.end, "talk.not_a_report_behind") in behind and " ".join(cue.phrase) in listed("talk", "speaking"):
        return True
    if last in listed("talk", "body_heads") and " ".join(cue.phrase) in listed("verbs", "acts"):
        return True
    acts = " ".join(cue.phrase) in listed("verbs", "acts") - listed("verbs", "acts_as_nouns")  # "tổ chức chung với công đoàn"
    if (last and among(words[cue.start - 1], "talk", "according_to")) or (not point and not acts and (cue.end, "talk.not_a_task_behind") in behind):
        return True
    if " ".join(cue.phrase) not in listed("talk", "speaking"):
        return False
    if last in listed("talk", "speaks_always"):
        return True
    # "báo cáo là số 06/BC-CNTT"
    numbered = [w.fold for w in words[cue.end : cue.end + 1]] == ["la"] and any(among(w, "fields", "document_before") for w in words[cue.end + 1 : cue.end + 2])
    if not point and not numbered and (cue.end, "talk.speaks_behind") in behind and last not in listed("talk", "not_speaking_before"):
        return True
    told = cue.start == 0 or last in listed("talk", "speaks_before") or words[cue.start - 1].point in _ENDS
    return told and point in (":", ",") and (cue.end, "talk.ours") in behind


def parts(words: Sequence[Word], names: Sequence[Cue], cues: Sequence[Cue]) -> tuple[Part, ...]:
    """The parts of a message, in order; `cues` are all the phrases found in it."""
    out: list[Part] = []
    asking = [cue for cue in cues if cue.group == "talk.questions"]
    for sentence, (start, end) in enumerate(_sentences(words)):
        here = [cue for cue in names if start <= cue.start < end]
        # "gì cho hội nghị" without accents is no "cho hỏi"
        asks = _asks(words, start, end, [cue for cue in asking if not any(cue.start < name.start < cue.end for name in here)])
        turns = {cue.start for cue in cues if cue.group == "talk.in_truth"}
        for first, last in _pieces(words, start, end, here, turns):
            keys = tuple(dict.fromkeys(cue.group for cue in here if first <= cue.start < last))
            out.append(Part(first, last, keys, asks and not (first > start and _answers(words, first, end, cues)), sentence))
    return tuple(out)


def _answers(words: Sequence[Word], first: int, end: int, cues: Sequence[Cue]) -> bool:
    """"sao gấp thế, bên em mới họp xong": what is told of ourselves behind a sigh that looks like a question."""
    ours = any(cue.group == "talk.ours" and cue.start == first and cue.end - cue.start > 1 for cue in cues)
    return ours and words[end - 1].point != "?" and not any(cue.group == "talk.questions" and first <= cue.start < end for cue in cues)


def _sentences(words: Sequence[Word]) -> list[tuple[int, int]]:
    out, start = [], 0
    for n, word in enumerate(words):
        if word.point in _ENDS or n == len(words) - 1:
            out.append((start, n + 1))
            start = n + 1
    return out


def _pieces(words: Sequence[Word], start: int, end: int, names: Sequence[Cue], turns: Collection[int]) -> list[tuple[int, int]]:
    """A sentence cut where another task's part begins, and at "nhưng", "còn"; commas cut too, and what follows leans on what was before."""
    cuts = {start}
    for n in range(start + 1, end):
        # "ngày 25, 26/9" is one range
        two_days = words[n - 1].fold.isdecimal() and "/" in words[n].fold and words[n].fold.split("/")[0].isdecimal()
        years = n - start > 1 and f"{words[n - 2].fold} {words[n - 1].fold}" in _YEARS and words[n].fold[:1].isdecimal()  # "sang năm, 11/2"
        weekday = n - start > 1 and f"{words[n - 2].fold} {words[n - 1].fold}" in _WEEKDAYS and "/" in words[n].fold and words[n - 1].point == ","
        one_day = weekday or years
        comma = words[n - 1].point in (",", "(", ")") and not one_day and not (two_days and int(words[n - 1].fold) < int(words[n].fold.split("/")[0]) <= 31)
        # "rút còn 70"
        left = words[n - 1].fold in ("rut", "giam", "chi") and not words[n - 1].point
        seal = n + 1 < end and words[n].bare and words[n + 1].fold == "dau" and words[n - 1].fold in ("thieu", "dong", "cho", "xin")  # "con dau"
        still = left or seal or words[n - 1].fold == "thi"  # "phòng thì còn 3 người"
        open_still = words[n].fold == "con" and n + 1 < end and (still or words[n + 1].fold in ("dang", "chua", "thieu", "lai"))
        # "hội nghị riêng được": "riêng" begins something only behind a sign or before a name
        apart = words[n].fold == "rieng" and not words[n - 1].point and not any(cue.start in (n + 1, n + 2) for cue in names)
        # "bà con" goes on with nothing; without accents "con" does only behind a sign or before a name
        goes_on = words[n].fold in _JOINS and (words[n].bare or words[n].canon in accented("talk", "joins"))
        joined = goes_on and not open_still and not apart
        # since the last cut: in "xong hội nghị, chưa có báo cáo" the comma has parted the tasks already
        before = [cue.group for cue in names if max(cuts) <= cue.start < n]
        another = bool(before) and any(cue.start == n and cue.group != before[-1] for cue in names)
        listing = words[n - 1].fold in ("lan", "va", "voi", "ca", "cung")
        headed = words[n - 1].point == ":" and not before and any(cue.start == n for cue in names)  # "cả 3 việc xong rồi: kế hoạch gửi 18/7"
        if comma or joined or headed or (n in turns and words[n - 1].fold != "dung"):  # "đúng ra là 83"
            cuts.add(n)
        elif another and not listing:
            cuts.add(_begins(words, max(cuts), n))
    edges = sorted(cuts)
    return [(a, b) for a, b in zip(edges, [*edges[1:], end], strict=True) if a < b]


def _begins(words: Sequence[Word], last: int, n: int) -> int:
    """Where the part that names another task at n begins: at the "và" before its verb ("… và dự kiến tổ chức hội nghị"), at the "rồi" before its day
    ("… rồi 26/3 gửi báo cáo"), else at its name."""
    then = next((k for k in range(n - 2, max(last, n - 5), -1) if words[k].fold == "roi" and words[k + 1].fold[:1].isdecimal()), None)
    if then is not None and not any(w.point for w in words[then:n]):
        return then
    lead = next((k for k in range(n - 2, max(last, n - 5), -1) if words[k].fold == "va"), None)
    return n if lead is None or any(w.point for w in words[lead:n]) or words[lead + 1].fold not in _AHEAD_WORDS else lead


_AHEAD_WORDS = frozenset({"du", "se", "dang", "chuan", "sap", "chua", "da"})


def _asks(words: Sequence[Word], start: int, end: int, asking: Sequence[Cue]) -> bool:
    """Whether a sentence asks: by its sign, or by a word that asks (at its end: "… chưa ạ", "… à")."""
    marked = words[end - 1].point == "?"
    tail, closing = end, listed("talk", "closing_questions")
    while tail > start and (among(words[tail - 1], "talk", "courtesy") or among(words[tail - 1], "talk", "several")):
        tail -= 1
    if any(_alternative(words, n, start, end) for n in range(start + 2, end - 1)):
        return True
    breath = max((n + 1 for n in range(start, tail - 1) if words[n].point in (",", ":", "(", ")")), default=start)
    if tail - breath > 2 and words[tail - 1].fold == "chua" and (any(w.fold == "da" for w in words[breath : tail - 2]) or _came(words, breath)):
        return True  # "đã nhận được kế hoạch chưa"
    for cue in asking:
        if not start <= cue.start < end:
            continue
        phrase = " ".join(cue.phrase)
        if phrase in closing:
            last = cue.end >= end - 1 or words[cue.end - 1].point == "," or _to_somebody(words, cue, end)
            if marked or (phrase in listed("talk", "closing_alone") and last):
                return True
            continue
        if phrase in listed("talk", "indefinite") and _indefinite(words, cue, start):
            continue
        return True
    return marked


def _came(words: Sequence[Word], start: int) -> bool:
    """"nhận được giấy mời … chưa"."""
    return [w.fold for w in words[start : start + 2]] in (["nhan", "duoc"], ["thay", "duoc"])


def _to_somebody(words: Sequence[Word], cue: Cue, end: int) -> bool:
    """"chưa về hả chị kế toán": behind the word that asks stands only who is asked."""
    return cue.end < end and words[cue.end].fold in listed("talk", "addressed") and end - cue.end <= 4


def _alternative(words: Sequence[Word], n: int, start: int, end: int) -> bool:
    """"là 31/7 hay hết tháng 8 vậy": one thing or another, nothing of them told as done."""
    told = {w.fold for w in words[start:end]} & {"roi", "da", "xong", "vua"}
    return words[n].canon == "hay" and not told and words[n + 1].fold not in ("qua", "lam", "ghe", "la", "khong") and not words[n].point


def _indefinite(words: Sequence[Word], cue: Cue, start: int) -> bool:
    """"chưa làm gì", "không ai", "từ đời nào", "mấy hôm nay", "đâu ạ": no question."""
    before = [w.fold for w in words[max(start, cue.start - 8) : cue.start]]
    behind = words[cue.end].fold if cue.end < len(words) else ""
    if cue.phrase == ("sao",) and not {*before[-2:]} & listed("no", "plain"):
        return False  # "đã đủ chưa, em trả lời sao"
    if any(w in ("chua", "khong", "chang", "cha", "deu", "bat") for w in before):
        return True
    if cue.phrase == ("ai",) and "duoc" in [w.fold for w in words[cue.end : cue.end + 3]]:
        return True  # "lụt to thế ai đi được"
    if cue.phrase == ("ai",) and any(w.canon in accented("talk", "rhetorical") for w in words[max(start, cue.start - 7) : cue.start]):
        return True  # "19/11 chứ 9/11 là chủ nhật ai đi họp"
    match cue.phrase:
        case ("gi",):
            if before[-2:] == ["roi", "con"]:
                return True  # "tổ chức rồi còn gì"
            later = listed("talk", "addressed") | {"bao", "em", "se", "toi", "minh", "thay"}
            return behind == "do" or (before[-1:] == ["co"] and behind in later)  # "có gì anh báo em", "có gì báo sau"
        case ("dau",):
            return behind in ("chua", "a", "vao", "nhe", "anh", "chi", "day", "ma", "chau", "bac", "co", "chu", "em", "ad", "") or "co" in before[-1:]
        case ("nao",):
            if behind == "thi" and {"chua", "khong", "bao", "nhan"} & {w.fold for w in words[cue.end : cue.end + 6]}:
                return True  # "ngày nào thì chưa ấn định", "ngày nào thì em báo lại"
            whenever = {*before[-1:]} <= {"bua", "khi", "luc", "hom"} and bool({"de", "doi", "cho"} & {*before[-3:]})  # "để bữa nào rảnh"
            return whenever or (before[-1:] in (["doi"], ["hom"], ["luc"], ["the"]) and behind in ("roi", ""))
        case ("bao", "gio") | ("khi", "nao") | ("luc", "nao"):
            return any(w.fold in ("thi", "moi", "bao") for w in words[cue.end : cue.end + 6])  # "bao giờ xong em báo"
        case ("may",):
            if before and (before[-1].isdecimal() or before[-1] in ("muoi", "tram", "chuc")):
                return True  # "hai mươi mấy"
            if words[cue.start].bare and behind not in listed("talk", "asked_how_many"):
                return True  # "máy"
            return behind in listed("talk", "some")
        case _:
            return False
