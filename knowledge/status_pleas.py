"""Pleas for more time, and things moved to another time, in whatever order their words come."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from knowledge.status_numbers import numeral
from knowledge.status_text import Cue, Word, accented, listed
from knowledge.text import folded_set

_GRANTED = frozenset({"lui", "khat", "gia", "hoan"})
_MOVED = frozenset({"chuyen", "doi", "day"})
_TILL = frozenset({"qua", "sang", "het", "ra"})
_FEASTS = frozenset({"ram", "tet", "le"})
_TIMES = frozenset({"thang", "tuan", "ngay", "quy", "dau", "giua", "cuoi", "nam", "hom"})


def begs_leave(words: Sequence[Word], acts: Collection[int]) -> bool:
    """"xem xét cho phép đơn vị được nộp chậm hơn", "cho Sở lùi hạn", "cho bên tôi thêm 5 ngày"; `acts` are the places of acts that end a task."""
    folds = [w.fold for w in words]
    for n, word in enumerate(words):
        if word.fold != "cho" or (not word.bare and word.canon != "cho"):
            continue
        more = next((k for k in range(n + 2, min(n + 5, len(folds))) if folds[k] == "them"), None)
        counted = numeral(folds, more + 1) if more is not None else None
        if counted and (folds[counted[1] : counted[1] + 1] == [] or folds[counted[1]] in _TIMES | {"bua", "buoi"}):
            return True
        before = set(folds[max(0, n - 6) : n])
        before |= {f"{a} {b}" for a, b in itertools.pairwise(folds[max(0, n - 6) : n])}
        put_off = set(folds[n + 1 : n + 6]) & _GRANTED or any(w.canon in accented("verbs", "moves") for w in words[n + 1 : n + 6])
        if (n == 0 or before & listed("verbs", "leave_of")) and put_off:
            return True
        if n + 2 < len(folds) and folds[n + 1] in listed("talk", "speakers") and n + 2 in acts and set(folds[n + 3 : n + 5]) & listed("verbs", "later"):
            return True  # "kế hoạch cho tui nộp muộn ít bữa hí"
        who = next((k for k in range(n + 2, min(n + 5, len(folds) - 1)) if folds[k] in _TILL and folds[k - 1] in listed("talk", "speakers")), None)
        if who is not None and any(act > who for act in acts) and (folds[who + 1] in _TIMES | _FEASTS or folds[who + 1][:1].isdecimal()):
            return True  # "cho tụi em qua rằm tháng giêng hãy tổ chức được không"
        may = "duoc" in folds[-3:] and any(word[:1].isdecimal() or word in _TIMES for word in folds[n:])
        if n == 0 and may and any(n < act <= n + 4 for act in acts):
            return True  # "cho đơn vị nộp ngày 8/8 được chứ"
        if n and (folds[n - 1] in listed("talk", "addressed") or folds[n - 1] == "oi") and n <= 3 and set(folds[n + 1 : n + 6]) & _GRANTED:
            return True  # "anh cho tụi em khất tới 20/8"
        asked = n == 0 or (before | set(folds[n + 1 : n + 2])) & listed("verbs", "leave_of")
        act = next((k for k in range(n + 1, min(n + 9, len(folds))) if k in acts), None)
        if asked and act is not None and (set(folds[n + 1 : act]) | set(folds[act + 1 : act + 9])) & listed("verbs", "later"):
            return True
    if any(word in _GRANTED - {"gia"} and _asked_before(folds, n) for n, word in enumerate(folds)):
        return True  # "đề nghị được lùi thời hạn gửi báo cáo"
    return any(pair == ("gia", "han") and folds[n + 2 : n + 3] != ["thi"] and _asked_before(folds, n) for n, pair in enumerate(itertools.pairwise(folds)))


def _asked_before(folds: Sequence[str], n: int) -> bool:
    """"đề nghị Bộ gia hạn": a word that asks stands before a place."""
    lead = folds[max(0, n - 4) : n]
    if any(a in folded_set("words", "unasked") and b == "xin" for a, b in itertools.pairwise(folds[max(0, n - 5) : n])):
        return False
    return "van" not in lead and bool(({*lead} | {f"{a} {b}" for a, b in itertools.pairwise(lead)}) & listed("verbs", "leave_of"))


def unasked(words: Sequence[Word], at: int) -> bool:
    """"chúng tôi KHÔNG xin lùi": a plea that is not made."""
    return at > 0 and words[at - 1].fold in folded_set("words", "unasked")


def pleads(words: Sequence[Word], start: int, end: int, found: Sequence[Cue]) -> bool:
    """Whether words [start, end) beg for more time, whatever else they ask."""
    return begs_leave(words[start:end], {cue.start - start for cue in found if cue.group == "verbs.acts" and start <= cue.start < end})


def moved_on(folds: Sequence[str]) -> bool:
    """"chuyển hội nghị sang cuối tháng 1"."""
    for n, word in enumerate(folds):
        to = next((k for k in range(n + 1, min(n + 6, len(folds) - 1)) if folds[k] in ("sang", "qua")), None) if word in _MOVED else None
        if to is not None and (folds[to + 1] in _TIMES or folds[to + 1][:1].isdecimal()):
            return True
    return False
