"""The figures, words and numbers of documents that a report gives for a plan's own fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.plan import Field, Plan, Task
from knowledge.spans import outermost
from knowledge.status_numbers import figures, numeral
from knowledge.status_text import ARROW, Cue, Phrases, Word, accented, among, listed
from knowledge.syllable import legal

_NUMBER = re.compile(r"\d{1,5}[a-zA-Z]?/[A-Za-zĐđ][\wĐđ]*(?:[-&/][\wĐđ&]+)*")
_BARE_NUMBER = re.compile(r"\d{1,5}")
_PAPERS = frozenset(["ban", "van", "cong", "quyet", "dinh", "trinh", "cao", "hoach", "kh", "cv", "bc", "qd"])
"""Last syllables and short names of papers that bear numbers."""
BETWEEN = 5
"""So many words may stand between a figure and the name of what it counts."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value given for a field of a key, by words [start, end); `counts`: it is said to be the one that counts ("tổng là 11")."""

    key: str
    value: int | str
    start: int
    end: int
    counts: bool = False


class FieldNames:
    """The names of all fields of a plan's tasks."""

    def __init__(self, plan: Plan) -> None:
        self.tasks = plan.tasks
        fields = [(task, field) for task in plan.tasks for field in task.fields]
        self._numbers = Phrases((field.key, (*field.names, field.label)) for _, field in fields if field.type == "number")
        self._texts = Phrases((field.key, field.names) for _, field in fields if field.type == "text")
        self._labels = Phrases((field.key, (field.label,)) for _, field in fields if field.type == "text")
        self._options = Phrases(
            (f"{field.key}\n{option}", (option,)) for _, field in fields if field.type == "choice" for option in field.options
        )
        self._plan_numbers = frozenset(m.upper() for source in plan.sources for m in _NUMBER.findall(source.text))

    def numbers(self, words: Sequence[Word], taken: set[int]) -> list[Given]:
        """Numbers beside the names of number fields; `taken` are words that belong to days or documents."""
        cues = outermost(self._numbers.find(words))
        f = figures(words)
        first_is_name = _names_lead(words, f, cues, taken)
        out: list[Given] = []
        used: set[int] = set()
        for cue in cues:
            if cue.end - cue.start == 1 and cue.end < len(words) and words[cue.end].fold == "la" and legal(words[cue.start].raw.lower()):
                continue  # "dự là 17/9": so short a word is another one there
            people = cue.end - cue.start == 1 and among(words[cue.start], "fields", "count_words")
            if people and _staff(words, cue.start):
                continue  # "phòng còn có 3 người"
            if _in_part(words, cue.start) and (people if not out else any(g.key == cue.group for g in out)):
                continue  # "75 người, trong đó 20 nữ"; "165 đại biểu, trong đó 22 cá nhân" gives two fields
            sides = (_behind, _before) if first_is_name else (_before, _behind)
            for side in sides:
                if cue.end - cue.start == 1 and among(words[cue.start], "fields", "count_words") and _honoured(words, cue.start):
                    break  # "khen 33 người"
                got = _becomes(words, cue) or side(words, f, cue, taken, used)
                if got is not None:
                    value, start, end = got
                    become = start == 1 and words[0].fold == "thanh"  # "thêm 2 tập thể nữa, thành 13 tập thể"
                    out.append(Given(cue.group, value, start, end, become or _counting(words, start)))
                    used.update(range(start, end))
                    break
        return sorted(out, key=lambda given: not given.counts)

    def denied(self, words: Sequence[Word]) -> tuple[str, Given | None] | None:
        """A field whose figure is denied ("không phải 11 tập thể"), and the one that stands before it ("45 chứ không phải 54 cá nhân")."""
        f = [w.fold for w in words]
        for cue in outermost(self._numbers.find(words)):
            start = next((n for n in range(max(0, cue.start - 3), cue.start) if (read := numeral(f, n)) and read[1] <= cue.start), None)
            if start is None or not _denied(words, start):
                continue
            lead = next((n for n in range(max(0, start - 5), start) if (read := numeral(f, n)) and read[1] < start), None)
            read = numeral(f, lead) if lead is not None else None
            return cue.group, Given(cue.group, read[0], lead, read[1], counts=True) if read and lead is not None else None
        return None

    def counted_at(self, words: Sequence[Word], at: int) -> bool:
        """Whether a figure with a number field's name behind it stands at a place ("60 đại biểu")."""
        read = numeral(figures(words), at)
        return read is not None and any(cue.start == read[1] for cue in self._numbers.find(words))

    def named(self, words: Sequence[Word]) -> str | None:
        """The first number field that is named, by its key."""
        return next((cue.group for cue in outermost(self._numbers.find(words)) if cue.end - cue.start > 1 or words[cue.start].raw.isupper()), None)

    def beside(self, words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> list[Cue | None]:
        """For each of these words [start, end) the name of a number field right beside it, behind it before ahead of it; None where there is none."""
        cues = outermost(self._numbers.find(words))
        out: list[Cue | None] = []
        for start, end in spans:
            behind = next((c for c in cues if 0 <= c.start - end <= 1 and not any(w.point for w in words[end - 1 : c.start])), None)
            ahead = next((c for c in cues if 0 <= start - c.end <= 2 and not any(w.point.strip(":") for w in words[c.end - 1 : start])), None)
            out.append(behind or ahead)
        return out

    def texts(self, words: Sequence[Word], shown: str) -> list[Given]:
        """Literal words that name the value of a text field ("hội nghị biểu dương …"), or stand behind its label."""
        out: list[Given] = []
        for cue in outermost(self._texts.find(words)):
            word = words[cue.start]
            long = cue.end - cue.start > 1 or word.raw.isupper() or not legal(word.canon)
            label = any(c.start == cue.start and c.end == cue.end for c in self._labels.find(words))
            if not long or label:
                continue
            if not any(given.key == cue.group for given in out):
                out.append(Given(cue.group, shown[words[cue.start].start : words[cue.end - 1].end], cue.start, cue.end, _counting(words, cue.start)))
        for cue in self._labels.find(words):
            if any(given.key == cue.group for given in out):
                continue
            end = cue.end
            while end < len(words) and not words[end - 1].point.strip(":-"):
                end += 1
            begun = cue.end + 1 if words[cue.end : cue.end + 1] and words[cue.end].fold in ("la", "theo") else cue.end
            if begun < end and not all(among(w, "talk", "courtesy") for w in words[begun:end]):
                out.append(Given(cue.group, shown[words[begun].start : words[end - 1].end], cue.start, end))
        return out

    def options(self, words: Sequence[Word]) -> list[Given]:
        """Options of choice fields that are named."""
        out = []
        for cue in self._options.find(words):
            key, option = cue.group.split("\n")
            out.append(Given(key, option, cue.start, cue.end))
        return out

    def documents(self, words: Sequence[Word], shown: str) -> list[Given]:
        """Official numbers, those of the plan's own documents aside; a bare number only behind "số", "công văn số" and the like."""
        out: list[Given] = []
        n = 0
        while n < len(words):
            raw = shown[words[n].start : words[n].end]
            if _NUMBER.fullmatch(raw) and raw.upper() not in self._plan_numbers and not (n and words[n - 1].fold in listed("talk", "according_to")):
                if not _cited(words, n) and not _denied(words, n):
                    out.append(Given("", raw, n, n + 1))
            elif _BARE_NUMBER.fullmatch(raw) and n and _numbers_a_paper(words, n):
                counted = n + 1 < len(words) and not words[n].point and words[n + 1].fold in listed("fields", "counted")
                of_many = n > 1 and words[n - 2].fold in listed("fields", "sums")
                # "số 115 Trần Duy Hưng" is a house
                house = n + 1 < len(words) and not words[n].point and words[n + 1].raw.istitle() and not (n > 1 and words[n - 2].fold in _PAPERS)
                gone = any(w.fold in listed("talk", "no_more") for w in words[n + 1 : n + 5])
                if not (counted or of_many or house or gone or _no_paper(words, n, raw)):
                    out.append(Given("", raw, n, n + 1))
            n += 1
        return out


def _numbers_a_paper(words: Sequence[Word], n: int) -> bool:
    """"số 118", "số công văn là 118"."""
    if words[n - 1].point.strip(":"):
        return False
    told = words[n - 1].fold == "la" and n > 2 and any(among(w, "fields", "document_before") for w in words[max(0, n - 4) : n - 2])
    return among(words[n - 1], "fields", "document_before") or (told and f"{words[n - 3].fold} {words[n - 2].fold}" in listed("fields", "document_before"))


def _no_paper(words: Sequence[Word], n: int, raw: str) -> bool:
    """"thiếu số 0", "bão số 5"."""
    lead = words[n - 2] if n > 1 else None
    return raw == "0" or (lead is not None and (among(lead, "fields", "no_document") or (len(raw) == 1 and lead.fold in ("thieu", "du", "sot"))))


def _cited(words: Sequence[Word], at: int) -> bool:
    """"thực hiện Công văn 1863/BTTTT-TCCB của Bộ": a paper that is acted upon, not one of the unit's own."""
    behind = [w.fold for w in words[at + 1 : at + 3]] if not words[at].point else []
    lead = " ".join(w.fold for w in words[max(0, at - 5) : at])
    return " ".join(behind) in listed("talk", "of_others") or any(f" {lead} ".find(f" {phrase} ") >= 0 for phrase in listed("talk", "acted_upon"))


def fits(task: Task, key: str) -> bool:
    """Whether a task collects a field of this key."""
    return any(field.key == key for field in task.fields)


def _counting(words: Sequence[Word], start: int) -> bool:
    """Whether the figure at a word is said to be the one that counts: behind "tổng", "thực ra là"."""
    lead = words[max(0, start - 4) : start]
    while any(w.point in (",", ";", ".") for w in lead):
        lead = lead[1:]
    said = " ".join(w.fold for w in lead)
    return any(f" {phrase} " in f" {said} " for phrase in listed("fields", "counting"))


def _honoured(words: Sequence[Word], at: int) -> bool:
    """Whether the word before the figure before a place honours people."""
    lead = [w.fold for w in words[max(0, at - 4) : at]]
    return any(phrase in " ".join(lead) for phrase in listed("fields", "honours")) and any(w.isdecimal() for w in lead)


def _staff(words: Sequence[Word], at: int) -> bool:
    """Whether people counted are those of an office ("ban tổ chức 12 người"), not those who come ("phòng họp 50 người dự")."""
    lead = [w.fold for w in words[max(0, at - 6) : at - 1]]
    office = next((n for n, fold in enumerate(lead) if fold in listed("talk", "body_heads")), None)
    comes = {w.fold for w in words[at + 1 : at + 3]} & listed("fields", "comes")
    return office is not None and not comes and all(fold in listed("fields", "staffed") for fold in lead[office + 1 :])


def _in_part(words: Sequence[Word], at: int) -> bool:
    """Whether a place stands behind "trong đó": what is told there is a share of something told before."""
    for n in range(at - 1, max(-1, at - 8), -1):
        if words[n].point in (";", ".", "\n"):
            return False
        if " ".join(w.fold for w in words[n : n + 2]) in listed("fields", "part_of"):
            return True
    return False


def _becomes(words: Sequence[Word], cue: Cue) -> tuple[int, int, int] | None:
    """"thêm 2 cá nhân nữa thành 29": the figure a name's own has become."""
    at = cue.end + (words[cue.end : cue.end + 1] != () and cue.end < len(words) and words[cue.end].fold == "nua")
    at += at < len(words) and words[at].fold == "la"  # "thêm 2 tập thể nữa là thành 8"
    if at >= len(words) or words[at].fold not in ("thanh", "len") or not (cue.start and words[cue.start - 1].fold[:1].isdecimal()):
        return None
    read = numeral([w.fold for w in words], at + 1)
    return (read[0], at + 1, read[1]) if read else None


def _names_lead(words: Sequence[Word], f: Sequence[str], cues: Sequence[Cue], taken: set[int]) -> bool:
    """Whether figures stand behind their names in this message ("đại biểu 120, tập thể 8")."""
    before = sum(_before(words, f, cue, taken, set()) is not None for cue in cues)
    behind = sum(_behind(words, f, cue, taken, set()) is not None for cue in cues)
    if before != behind or not cues:
        return behind > before
    return _before(words, f, cues[0], taken, set()) is None


def _before(words: Sequence[Word], f: Sequence[str], cue: Cue, taken: set[int], used: set[int]) -> tuple[int, int, int] | None:
    """The figure ahead of a name: its value, and the words [start, end); `f` are the words as figures read them."""
    n = cue.start - 1
    while n >= 0 and cue.start - n <= BETWEEN and numeral(f, n) is None and _between(words[n]) and not words[n].point and not words[n].raw.isdecimal():
        n -= 1
    if n < 0 or words[n].point or n in taken or n in used:
        return None
    for start in range(max(0, n - 6), n + 1):
        read = numeral(f, start)
        if read and read[1] == n + 1 and not any(m in taken or m in used for m in range(start, n + 1)):
            if any(words[m].point for m in range(start, n)):
                continue
            if _denied(words, start) or (start and words[start - 1].canon in accented("talk", "miscounted")):
                return None  # "báo thiếu 2 người"
            return read[0], start, n + 1
    return None


def _between(word: Word) -> bool:
    """What may stand between a figure and the name behind it: "18 vị đại biểu", "92 là số đại biểu"."""
    return among(word, "fields", "count_words") or word.fold == "la"


def _behind(words: Sequence[Word], f: Sequence[str], cue: Cue, taken: set[int], used: set[int]) -> tuple[int, int, int] | None:
    """The figure behind a name, over words like "là", "khoảng", "được biểu dương" and signs like ":"."""
    n, about = cue.end, listed("fields", "about")
    if n < len(words) and words[n].fold == "tu" and (first := numeral(f, n + 1)) and f[first[1] : first[1] + 1] and f[first[1]] in listed("fields", "changes"):
        n = first[1]  # "đại biểu từ 90 tăng lên 105"
    while n < len(words) and n - cue.end < BETWEEN and words[n - 1].point in ("", ":", "~", "=", "-", "("):
        if n in taken or n in used:
            return None
        step = 2 if len(f) > n + 1 and f"{words[n].fold} {words[n + 1].fold}" in about else 1 if among(words[n], "fields", "about") else 0
        read = numeral(f, n) if not step else None  # "tầm 60" is no eight
        if read and not any(m in taken or m in used for m in range(n, read[1])):
            arrow = words[read[1] - 1].point == ARROW  # "96 -> 69", "96 thành 69"
            mended = numeral(f, read[1] + (not arrow)) if arrow or f[read[1] : read[1] + 1] == ["thanh"] else None
            if mended:
                return mended[0], n, mended[1]
            share = words[read[1] - 1].point.startswith("%")  # "đại biểu đủ 100%"
            return None if share or _denied(words, n) else (read[0], n, read[1])
        if not step:
            return None
        n += step
    return None


def _denied(words: Sequence[Word], at: int) -> bool:
    """Whether a number is the one that is not meant: "chứ không phải 100", "không đủ 100", "thay vì 100"."""
    said = " ".join(w.fold for w in words[max(0, at - 4) : at])
    if words[at - 1 : at] and words[at - 1].point:
        return False  # "ghi nhầm, 152 mới đúng"
    return any(said.endswith(phrase) for phrase in listed("talk", "rather_than"))


def own_fields(task: Task) -> tuple[Field, ...]:
    """The fields of a task that are not among the general keys of a report."""
    return tuple(field for field in task.fields if field.key not in ("date", "documents", "reason"))
