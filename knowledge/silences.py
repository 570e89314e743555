"""Where what a question asks for is known to be something the plan does not state, and outweighs every fact."""

from __future__ import annotations

from knowledge.lexicon import families
from knowledge.match import Candidate, Silence
from knowledge.phrases import is_stop
from knowledge.plan import Deadline, Duration
from knowledge.preferring import led_by_examples, tells_where_to
from knowledge.question import Reader, Reading
from knowledge.results import LIMITS
from knowledge.text import written


def unsaid_of(reader: Reader, reading: Reading, best: Candidate | None) -> Silence | None:
    """The thing not stated that a question asks for, where it outweighs every fact."""
    for silence in reading.silences:
        if silence.key == "example":
            continue
        if best is None:
            return silence
        rivals = [
            s
            for s in reading.ask.spots
            if ((s.group == "fact" and s.key == best.fact.id) or (s.group == "attr" and s.key == best.fact.attribute and not s.weak))
            and s.start < silence.end
            and silence.start < s.end
        ]
        if not silence.own and best.cover >= 0.9 and best.near >= 0.35:
            continue
        if not silence.own and reading.follow and _just_told(reading, silence, best):
            continue  # "đăng ký theo Mẫu số 01 trước ngày 10/5"; "thế điền mẫu nào"
        limit = best.fact.value if isinstance(best.fact.value, Deadline) else None
        told_by = families().get(silence.key, {}).get("told_by", "")
        if limit and told_by == "its hours" and best.type >= 1.0 and (limit.opens or limit.closes):
            continue  # "mốc cuối là ngày giờ nào", where a time limit has its hour
        if limit and told_by == "its days" and best.type >= 0.5:
            continue  # "phỏng vấn mấy hôm", where it is held from day to day
        if told_by == "its days" and isinstance(best.fact.value, Duration) and best.type >= 1.0 and max(best.name, best.entity) >= 0.5:
            continue  # "sửa xong thì tối đa bao lâu", where so long is set for the repair
        where_to = told_by == "where to" and any(c.fact.entity == best.fact.entity and tells_where_to(c) for c in reading.candidates[:6])
        if where_to and (best.entity > 0.5 or (reading.follow and tells_where_to(best))):
            continue  # "hồ sơ nộp đâu", where "hồ sơ gửi về Vụ Tổ chức cán bộ trước …" is stated
        if limit and told_by == "a single day" and limit.first == limit.last and best.entity > 0.5:
            continue  # "tập huấn nhằm thứ mấy trong tuần", where the day is stated
        if not silence.own and silence.size <= 2 and best.cover >= 0.8 and best.near >= 0.3 and best.attr >= 0.9:
            continue
        if not silence.own and silence.size <= 2 and best.cover >= 0.5 and _speaks_of(reader, best, silence, reading):
            continue
        if not silence.own and reading.ask.want.type == "claim" and best.attr >= 0.9 and best.type >= 0.6:
            continue  # "58 tuổi vẫn thuộc diện …": a number of what the fact counts
        if not silence.own and best.attr >= 0.9 and best.taught >= LIMITS["taught"] and best.taught - reading.quiet >= LIMITS["louder"]:
            continue
        if not silence.own and best.entity > 0.5 and best.taught >= LIMITS["taught"] and best.taught - reading.quiet >= LIMITS["louder"] and best.type >= 0:
            continue  # "thứ bảy làm được những loại thủ tục nào", where the thing is named and the examples speak loudly for it
        known_by = max(best.attr, best.name, best.entity) > 0.3 or reading.ask.want.type != "confirm"
        if not silence.own and known_by and best.cover >= 0.5 and led_by_examples(reading.candidates, reading.quiet, weak=True, by=LIMITS["led_far"]) is best:
            continue  # "hạn đăng ký đi học là bao giờ", where the examples speak for it
        if not silence.own and best.name >= 0.8 and best.cover >= 0.9 and best.taught - reading.quiet >= LIMITS["louder"]:
            continue  # "treo băng rôn 85 năm thì ghi là kỷ niệm gì"
        told = any(t.point in (",", ":") for t in reading.ask.words[max(0, silence.end - 1) : max(0, reading.ask.want.at)])
        if told and not silence.own and best.attr >= 0.9 and best.type >= 0.6 and silence.size <= 2:
            continue
        if any(s.size > silence.size or (s.size == silence.size and not silence.own) for s in rivals):
            continue
        if best.near > 0.8 or best.score > LIMITS["silence"] + 0.3 * (silence.size - 2) or (best.name >= 1.0 and silence.size <= 1):
            continue
        return silence
    example = next((s for s in reading.silences if s.key == "example"), None)
    if (
        example is not None
        and not (best is not None and (spoken_for(best) or _named_outright(best)))
        and example.near >= LIMITS["silent"]
        and reading.quiet - (best.taught if best is not None else 0.0) >= LIMITS["agreed"]
        and (best is None or example.near > best.near + (0.2 if best.name >= 0.8 and best.cover >= 0.6 else LIMITS["ahead"]))
    ):
        return example
    return None


def _named_outright(best: Candidate) -> bool:
    """"nộp báo cáo trước ngày mấy": the thing, what is asked of it and the sort of answer all fit one fact, and nothing else is said."""
    return best.entity > 0.5 and best.attr >= 0.9 and best.type >= 1.0 and best.cover >= 0.9


def spoken_for(best: Candidate) -> bool:
    """Whether every rule speaks for a fact: the thing, the attribute and the sort of answer, in words that are like its examples."""
    return best.attr >= 0.9 and best.entity > 0.5 and best.type >= 0.6 and best.cover >= 0.8 and (best.near >= LIMITS["known"] or best.taught >= 1.0)


def _just_told(reading: Reading, silence: Silence, best: Candidate) -> bool:
    """Whether the fact told last is the best one again, and holds every word of content by which a family is asked for."""
    told = {w.fold for w in written(best.fact.answer)}
    said = [w.fold for w in reading.ask.words[max(0, silence.start) : silence.end] if not is_stop(w)]
    paper = str(families().get(silence.key, {}).get("type")) == "document"
    return bool(said) and paper and reading.before is not None and best.fact.id in reading.before.facts and told.issuperset(said)


def _speaks_of(reader: Reader, best: Candidate, silence: Silence, reading: Reading) -> bool:
    """"Lúc thi có mấy xe cứu thương": the best fact holds all the words by which a family of things is asked for."""
    return reader.index.holds(best.fact, reading.ask.words, range(silence.start, silence.end))
