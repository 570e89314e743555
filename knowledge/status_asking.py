"""Where a message tells something although it asks: what is told before the question, and what asks for more time."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.status_found import Found
from knowledge.status_parts import Part
from knowledge.status_text import Cue, Word, among, cues, listed


def taken_back(words: Sequence[Word], part: Part, found: Sequence[Cue]) -> bool:
    """"hôm qua nói gửi rồi là sai", "tưởng gửi rồi": what is told only to be denied."""
    here = [cue for cue in found if part.start <= cue.start < part.end]
    if any(cue.group == "talk.retracts" for cue in here):
        return True
    return any(cue.group == "talk.thought" and cue.start - part.start <= (2 if part.start == 0 else 0) for cue in here)


def denies_a_day(words: Sequence[Word]) -> bool:
    """"không phải 3/3 đâu, mùng 5/3 cơ": a day told before is not the one."""
    folds = [w.fold for w in words]
    return any(folds[n : n + 2] == ["khong", "phai"] and "/" in folds[n + 2] and folds[n + 2][0].isdecimal() for n in range(len(folds) - 2))


def second_choice(words: Sequence[Word], part: Part) -> bool:
    """"…, không thì sang tháng 3": what will be only if the first does not come true."""
    folds = [w.fold for w in words[part.start : part.start + 4]]
    return any(" ".join(folds[:k]) in listed("talk", "otherwise") for k in (2, 3, 4))


def asking_leave(made: Sequence[Part], found: Sequence[Cue]) -> set[int]:
    """Sentences that tell of a delay and then ask whether a later day will do ("không kịp, thứ 5 em nộp được không")."""
    late: set[int] = set()
    asked: dict[int, set[str]] = {}
    for part in made:
        here = [cue for cue in found if part.start <= cue.start < part.end]
        questions = {" ".join(cue.phrase) for cue in here if cue.group == "talk.questions"}
        asked.setdefault(part.sentence, set()).update(questions)
        if not questions and any(cue.group == "verbs.delays" for cue in here):
            late.add(part.sentence)
    leave = listed("talk", "asks_leave")
    return {each for each in late if asked[each] & leave and asked[each] <= leave | listed("talk", "closing_questions")}


def supposed(words: Sequence[Word], made: Sequence[Part]) -> set[int]:
    """Sentences that ask of what is only supposed ("nếu làm 20/4 thì có bị coi là trễ không")."""
    begins = {part.sentence: part.start for part in reversed(made)}
    return {part.sentence for part in made if part.asks and _supposes(words[begins[part.sentence]])}


def of_no_report(words: Sequence[Word]) -> bool:
    """Whether a message begins with what is only supposed or passes on what others did: nothing is heard in it but by a rule."""
    return bool(words) and (_supposes(words[0]) or any(cue.group == "talk.hearsay" and cue.start == 0 for cue in cues(words)))


def only_supposed(words: Sequence[Word], part: Part, *, put_off: bool) -> bool:
    """"giả sử lùi đến tháng 6 thì …", "nếu bão vào thì chắc phải hoãn": nothing is told but what might be; "nếu không đổi thì 20/12" tells a day.

    `put_off`: the part tells of a delay, and no day.
    """
    folds = [w.fold for w in words[part.start : part.end]]
    return "thi" in folds and (folds[:2] == ["gia", "su"] or (put_off and _supposes(words[part.start])))


def _supposes(word: Word) -> bool:
    """"nếu", "lỡ", "giá"; without its accents only the first is no other word ("gia hạn", "lo", "nhờ")."""
    return among(word, "talk", "supposing") and (word.fold == "neu" or word.canon != word.fold)


def received(words: Sequence[Word], found: Sequence[Cue]) -> bool:
    """"đã nhận KH số 13/KH-HĐTĐKT ngày 03/6 ạ": what came in, and nothing of the unit's own work."""
    at = next((n for n, w in enumerate(words[:6]) if w.fold == "nhan" and not (n and words[n - 1].fold == "xac")), None)
    if at is None or (at and words[at - 1].fold not in _CAME):
        return False
    return not any(cue.start > at and cue.group in _OWN_WORK and not _named_so(words, cue) for cue in found)


def _named_so(words: Sequence[Word], cue: Cue) -> bool:
    """"kế hoạch tổ chức …": the words of an act in the name of a paper."""
    return cue.group == "verbs.acts" and cue.start > 1 and f"{words[cue.start - 2].fold} {words[cue.start - 1].fold}" in _PAPERS


_CAME = frozenset(["da", "vua", "moi", "duoc", "em", "minh"])
_OWN_WORK = frozenset(
    ["verbs.acts", "verbs.finished", "verbs.ahead", "verbs.firm_ahead", "verbs.under_way", "verbs.prepares", "verbs.delays", "verbs.extensions", "no.not_yet"]
)
_PAPERS = frozenset(["ke hoach", "cong van", "van ban", "thong bao", "quyet dinh"])


def tells_before_asking(
    words: Sequence[Word], part: Part, made: Sequence[Part], found: Sequence[Cue], gathered: Found, *, begun: bool = False
) -> bool:
    """"đã gửi kế hoạch hôm 9/7 rồi, sao vẫn nhắc?": what is told as done (or as fixed) before the comma is told, whatever is asked behind it.

    `begun`: something was told so in this sentence before.
    """
    last = part is made[-1] or all(each.sentence != part.sentence or each.start <= part.start for each in made)
    cued = any(cue.group == "talk.questions" and part.start <= cue.start < part.end for cue in found)
    conditional = any(_supposes(w) for w in words[part.start : part.end])
    if last or cued or conditional:
        return False
    ours = any(cue.group == "talk.ours" and part.start <= cue.start < part.end and (cue.end - cue.start > 1 or cue.start == part.start) for cue in found)
    rest = {" ".join(c.phrase) for c in found if c.group == "talk.questions" and c.start >= part.end}
    asks_it = bool(rest) and rest <= listed("talk", "asks_leave")  # "20/8 bên em nộp, được không ạ"
    told = gathered.signs.firm or (gathered.signs.future and gathered.signs.act)
    fixed = told and bool(gathered.ahead) and ours and not asks_it
    return begun or fixed or (gathered.signs.done and bool(part.tasks or gathered.past or words[part.end - 1].fold == "roi"))
