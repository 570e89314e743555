"""Whose words a report's parts are: the speaker's own unit's, now; what is said of others, of other years, of orders is left aside."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from knowledge.status_parts import Part
from knowledge.status_pleas import pleads
from knowledge.status_text import Cue, Word, accented, listed
from knowledge.syllable import legal


def listed_together(words: Sequence[Word], made: Sequence[Part], names: Sequence[Cue]) -> list[Part]:
    """Parts that are only a name ("kế hoạch, hội nghị, báo cáo đều xong") share what is said of the next one, or else of the last."""
    out: list[Part] = []
    waiting: list[Part] = []
    for part in made:
        in_names = {n for cue in names for n in range(cue.start, cue.end)}
        only = bool(part.tasks) and all(n in in_names or words[n].fold in listed("talk", "all_of") for n in range(part.start, part.end))
        same = [each for each in waiting if each.sentence == part.sentence]
        if only:
            before = out[-1] if out and out[-1].sentence == part.sentence and out[-1].tasks and not same else None
            if before is not None:
                out[-1] = replace(before, tasks=(*before.tasks, *(t for t in part.tasks if t not in before.tasks)))
            else:
                waiting = [*same, part]
            continue
        if same and part.tasks:
            shared = (*(task for each in same for task in each.tasks), *part.tasks)
            out.append(replace(part, tasks=tuple(dict.fromkeys(shared))))
        else:
            out += [*waiting, part]
        waiting = []
    return [*out, *waiting]


def own_parts(words: Sequence[Word], made: Sequence[Part], found: Sequence[Cue], year: int, named: Sequence[Cue]) -> list[Part]:
    """The parts that speak of the speaker's own unit and of this time: what is said of others goes on until "bên em" comes.

    `named`: the names of tasks, whatever they mean there ("kế hoạch" + "phòng chống bão" is another plan).
    """
    out: list[Part] = []
    sentence, others, then, strange = -1, False, False, False
    for part in made:
        here = [cue for cue in found if part.start <= cue.start < part.end]
        groups = {cue.group for cue in here}
        ours = any(cue.group == "talk.ours" and (cue.end - cue.start > 1 or cue.start == part.start) and not _hears(words, cue, here) for cue in here)
        if part.sentence != sentence:
            sentence, others, then, strange = part.sentence, False, False, False
        because = min((cue.start for cue in here if cue.group == "verbs.because"), default=part.end)
        past = any(cue.group == "talk.other_times" and cue.start < because and not _dates(words, cue) for cue in here)
        then = then or past or _of_another_year(words[part.start : part.end], year)
        if "talk.corrections" in groups or {" ".join(w.fold for w in words[part.start : part.start + k]) for k in (1, 2)} & listed("talk", "this_time"):
            then = False  # "lần trước tôi ghi …, tên đúng phải là …", "lần trước dời qua 10/9 nhưng …, giờ dự kiến 24/9"
        if groups & {"verbs.extensions", "verbs.plea"}:
            strange = False
        if ours or (part.tasks and (words[part.start].fold in _BUT or strange)):
            others = strange = False
        elif _of_others(words, part, here, groups):
            others = True
        if _strange_event(words, here, named):
            strange = True
        elif not (others or then or strange or _of_other_papers(part, here) or _begs(words, part, here) or _forbids(words, part)):
            out.append(part)
    return out


_KIA = frozenset(["chi", "anh", "em", "co", "ban", "bac", "nguoi", "hom", "bua", "ngay", "mai", "sang", "chieu", "tuan", "thang", "nam"])
_YEARS = frozenset(["nam", "hoi", "dot", "ky", "khoa"])
_BUT = frozenset(["con", "rieng", "ma", "nhung"])
"""What turns from others' to one's own ("…, còn báo cáo của mình chưa")."""


def _of_others(words: Sequence[Word], part: Part, here: Sequence[Cue], groups: set[str]) -> bool:
    """Whether a part tells of somebody else: hearsay, somebody's order (not where more time is asked for), another's event."""
    ordered = any(cue.group == "talk.orders" and not _by_rule(cue, here) for cue in here) and "verbs.extensions" not in groups
    ordered = ordered and not pleads(words, part.start, part.end, here)
    because = min((cue.start for cue in here if cue.group == "verbs.because"), default=part.end)
    # "vì hội trường có đơn vị khác đặt trước", "hội trường người ta mượn"
    hearsay = any(cue.group == "talk.hearsay" and cue.start < because and not _takes(words, cue) for cue in here)
    return hearsay or ordered or _names_others(words, part, here) or _another_acts(part, here)


def _takes(words: Sequence[Word], cue: Cue) -> bool:
    """"người ta mượn": somebody has what we need, and does nothing of ours."""
    return cue.end < len(words) and words[cue.end].fold in listed("talk", "takes")


def _hears(words: Sequence[Word], cue: Cue, here: Sequence[Cue]) -> bool:
    """"mình đọc báo thấy …", "em nghe nói …", "em thấy Sóc Trăng …": who speaks only passes on what others did."""
    return any((c.group == "talk.hearsay" or _sees(words, c)) and 0 <= c.start - cue.end <= 1 for c in here)


def _sees(words: Sequence[Word], cue: Cue) -> bool:
    """"thấy Sóc Trăng": a name behind what is only seen."""
    seen = cue.group == "no.not_work" and cue.phrase == ("thay",) and cue.end < len(words)
    return seen and words[cue.end].raw.istitle() and len(words[cue.end].raw) > 1


def _dates(words: Sequence[Word], cue: Cue) -> bool:
    """"gửi từ 25/7 năm ngoái", "tháng 12 năm trước": a day of our own, with its year."""
    return cue.start > 0 and any(sign.isdigit() for sign in words[cue.start - 1].fold)


def _by_rule(cue: Cue, here: Sequence[Cue]) -> bool:
    """"đã gửi về Bộ theo quy định": the rule behind what was done."""
    return cue.phrase[0] == "theo" and any(c.group in ("verbs.done_before", "verbs.finished") and c.start < cue.start for c in here)


def _names_others(words: Sequence[Word], part: Part, here: Sequence[Cue]) -> bool:
    """"bên Đà Nẵng", "anh Nam bên cục", "Sở Y tế gửi rồi đấy": a side that is not the speaker's."""
    if any(a.fold not in _KIA and b.canon == "kia" for a, b in itertools.pairwise(words[part.start : part.start + 4])):
        return True  # "nhà mạng kia mới làm đại hội"
    if any(cue.group == "talk.remarks" for cue in here) and any(cue.group == "talk.bodies" for cue in here):
        return True
    for cue in here:
        if _sees(words, cue):
            return True
        if cue.group == "talk.side" and cue.end < len(words) and not words[cue.end - 1].point:
            behind = words[cue.end]
            if cue.start and words[cue.start - 1].fold in listed("talk", "speakers"):
                continue  # "dạ em bên Bạc Liêu, kế hoạch gởi 22/7"
            end = _name_ends(words, cue.end)
            if words[end : end + 1] and words[end].fold in listed("talk", "speakers") and not words[end - 1].point:
                continue  # "bên Viễn thông Hậu Giang em chốt 25 tháng 11"
            if behind.raw[:1].isupper() or behind.fold in listed("talk", "bodies") or (len(behind.canon) > 3 and not legal(behind.canon)):
                return True
    return False


def _name_ends(words: Sequence[Word], at: int) -> int:
    """Where a name that begins at a word ends: behind its capitals, of which two may have one small word between ("Viễn thông Hậu Giang")."""
    while at < len(words) and any(word.raw[:1].isupper() for word in words[at : at + 2]):
        at += 1
    return at


def _strange_event(words: Sequence[Word], here: Sequence[Cue], named: Sequence[Cue]) -> bool:
    """"họp phụ huynh", "kế hoạch phòng chống bão", "báo cáo quý III": an act or a paper whose object is nobody's task; "chung với …" is ours."""
    because = min((cue.start for cue in here if cue.group == "verbs.because"), default=10_000)
    joined = {cue for cue in named if cue.start and words[cue.start - 1].fold in ("voi", "vao", "cung", "chung")}
    ends = {cue.end for cue in here if cue.group == "verbs.acts"} | {cue.end for cue in named if cue not in joined}
    reports = {cue.end for cue in named if " ".join(cue.phrase) in listed("talk", "speaking")}
    before = [cue for cue in here if cue.start < because]
    if any(" ".join(w.fold for w in words[n : n + 2]) in listed("talk", "held_with") for cue in before for n in range(max(0, cue.start - 6), cue.start)):
        return False  # "hội nghị kết hợp tổng kết công tác năm"
    if any(cue.group == "talk.others_events" and cue.start in ends for cue in before):
        return True
    return any(cue.group == "talk.periodic" and _of_report(words, cue, reports) for cue in before)


def _of_report(words: Sequence[Word], cue: Cue, reports: set[int]) -> bool:
    """"báo cáo ứng dụng CNTT quý 3": a time behind the name of a report, with no more than its subject between."""
    end = max((end for end in reports if end <= cue.start), default=-1)
    between = words[end : cue.start] if end >= 0 else ()
    speaker = listed("verbs", "hands_in_who") | listed("verbs", "acts") | {"trong", "truoc", "vao", "da", "se", "ket", "qua"}
    return end >= 0 and len(between) <= 5 and not any(w.point or w.fold in speaker for w in between)


def _of_other_papers(part: Part, here: Sequence[Cue]) -> bool:
    """"giấy mời đã gửi": what is done with a paper that is none of the task's."""
    return not part.tasks and any(cue.group == "talk.other_papers" and cue.start == part.start for cue in here)


def _begs(words: Sequence[Word], part: Part, here: Sequence[Cue]) -> bool:
    """"chị gửi lại giúp em công văn": an act somebody else is asked for."""
    lead = words[part.start].fold in listed("talk", "addressed")
    acts = [cue for cue in here if cue.group == "verbs.acts" and cue.start - part.start in (1, 2)]
    return lead and any(w.fold in listed("talk", "as_a_favour") for act in acts for w in words[act.end : min(part.end, act.end + 4)])


def _forbids(words: Sequence[Word], part: Part) -> bool:
    """"đừng có ghi là xong": what is not to be done; without accents ("dung") only before words of writing and of mistakes."""
    first, behind = words[part.start], {w.fold for w in words[part.start + 1 : part.start + 3]}
    return first.canon in accented("talk", "do_not") or (first.fold in listed("talk", "do_not") and first.bare and bool(behind & listed("talk", "noted")))


def _another_acts(part: Part, here: Sequence[Cue]) -> bool:
    """"Công đoàn họp hôm qua": a body of its own that acts itself."""
    acts = {cue.start for cue in here if cue.group == "verbs.acts"}
    return any(cue.group == "talk.other_bodies" and cue.start == part.start and {cue.end, cue.end + 1} & acts for cue in here)


def _of_another_year(words: Sequence[Word], year: int) -> bool:
    """"năm 2010", "hồi 2010": a year before the plan's own."""
    return any(a.fold in _YEARS and b.fold.isdecimal() and len(b.fold) == 4 and int(b.fold) < year for a, b in zip(words, words[1:], strict=False))
