"""Where a message tells something although it asks: what is told before the question, and what asks for more time."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.status_found import Found
from knowledge.status_parts import Part
from knowledge.status_text import Cue, Word, listed


def taken_back(words: Sequence[Word], part: Part, found: Sequence[Cue]) -> bool:
    """"hôm qua nói gửi rồi là sai", "tưởng gửi rồi": what is told only to be denied."""
    here = [cue for cue in found if part.start <= cue.start < part.end]
    if any(cue.group == "talk.retracts" for cue in here):
        return True
    return words[part.start].fold in listed("talk", "thought") or any(cue.group == "talk.thought" and cue.start == part.start for cue in here)


def asking_leave(made: Sequence[Part], found: Sequence[Cue]) -> set[int]:
    """Sentences that tell of a delay and then ask whether a later day will do ("không kịp, thứ 5 em nộp được không")."""
    out: set[int] = set()
    for part in made:
        here = [cue for cue in found if part.start <= cue.start < part.end]
        late = any(cue.group == "verbs.delays" for cue in here) and not any(cue.group == "talk.questions" for cue in here)
        rest = [each for each in made if each.sentence == part.sentence and each.start > part.start]
        asked = {" ".join(cue.phrase) for cue in found if cue.group == "talk.questions" and any(r.start <= cue.start < r.end for r in rest)}
        if late and asked and asked <= listed("talk", "asks_leave"):
            out.add(part.sentence)
    return out


def tells_before_asking(words: Sequence[Word], part: Part, made: Sequence[Part], found: Sequence[Cue], gathered: Found) -> bool:
    """"đã gửi kế hoạch hôm 9/7 rồi, sao vẫn nhắc?": what is told as done before the comma is told, whatever is asked behind it."""
    last = part is made[-1] or all(each.sentence != part.sentence or each.start <= part.start for each in made)
    cued = any(cue.group == "talk.questions" and part.start <= cue.start < part.end for cue in found)
    conditional = any(w.fold in ("neu", "gia", "lo") for w in words[part.start : part.end])
    return not (last or cued or conditional) and gathered.signs.done and bool(part.tasks or gathered.past or words[part.end - 1].fold == "roi")
