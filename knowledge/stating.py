"""Which facts to state, in which order and for whom, once a question is understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge.claims import alike, verify
from knowledge.match import Candidate
from knowledge.phrases import is_stop
from knowledge.plan import Deadline, Duration, Fact, Listing
from knowledge.question import Reader, Reading
from knowledge.results import LIMITS, Result, Stated, Unstated
from knowledge.rows_of import goes_on, next_in_row, with_number
from knowledge.syllable import fold
from knowledge.telephones import asks_their_number, number_of_those_told, of_a_number_as_before
from knowledge.text import folded_set, forms
from knowledge.wants import TIMED


def _names_only(reading: Reading, attribute: str) -> bool:
    """"Hạn là bữa nào vậy": nothing of what is meant but an attribute, which several things may have."""
    ask = reading.ask
    covered = {n for s in ask.spots if s.group == "attr" and s.key == attribute for n in range(s.start, s.end)}
    rest = [n for n, word in enumerate(ask.words) if n not in ask.skip and not is_stop(word) and n not in covered]
    return bool(covered) and not rest and ask.want.type == "date"


def _rest_of_a_list(reading: Reading, candidates: Sequence[Candidate]) -> Fact | None:
    """"Ngoài A với B thì còn gì nữa": the list in which these are, near the one thing found."""
    text = " ".join(word.fold for word in reading.ask.words)
    if not _BESIDE.match(text) or isinstance(candidates[0].fact.value, Listing):
        return None
    near = (c.fact for c in candidates[1:8] if isinstance(c.fact.value, Listing) and c.score >= candidates[0].score - _NEAR_LIST)
    return next(near, None)


_BESIDE = re.compile(r"(?:\w+ )?ngoai (?:\w+ ){1,14}con .*\b(?:gi|nao|nhung)\b")
_NEAR_LIST = 1.2


NAMED = 0.8
"""A fact of which a question names so much is named outright."""
SHORT = 7
"""A follow-up of no more words names nothing but whose it is ("còn bên em thì sao")."""


def same_again(reader: Reader, reading: Reading, facts: Sequence[Fact], today: date) -> Result | None:
    """A follow-up that names only another audience or only leans back: the same thing as before, for whom it names now."""
    before = reading.before
    if before is not None and before.facts and (_meant_otherwise(reading) or _says_which(reading, facts)):
        told = tuple(f for f in facts if f.id in before.facts)
        return Stated(told, before.kinds, reading) if told else None
    if before is not None and before.facts and asks_their_number(reading.ask.words):
        reached = number_of_those_told(facts, [f for f in facts if f.id in before.facts], reader.plan)
        return Stated((reached,), before.kinds, reading) if reached else Unstated("", reading, "somebody else's telephone")
    if of_a_number_as_before(reading, reader.plan):
        return Unstated("", reading, "somebody else's telephone")
    if before is None or not reading.follow:
        return None
    if reading.ask.want.type == "date" and (day := _with_day(reader, reading, facts)):
        return Stated((day,), before.kinds, reading)
    if reading.ask.want.type == "clock" and (hours := _with_hours(reading, facts)):
        return Stated(hours, before.kinds, reading)
    if same := _turned_to(reader, reading, facts) or _with_span(reading, facts) or _with_count(reading, facts):
        return Stated((same,), before.kinds, reading)
    content = [s for s in reading.ask.spots if s.group in ("attr", "fact", "family", "unsaid") or (s.group == "entity" and s.size > 1)]
    # "còn cơ quan tôi thì sao", of whatever kind it is: not of the one just asked about
    unknown = "own" in reading.ask.marks and reading.source in ("", "inherited") and reading.ask.words[0].fold in folded_set("words", "turns_to")
    ours = "own" in reading.ask.marks and reading.source == "own" and len(reading.ask.words) <= SHORT
    if content or reading.ask.want.type not in ("", "confirm", "what", "how") or not (reading.ask.kinds or unknown or ours):
        return None
    if before.unsaid:
        return Unstated(before.unsaid, reading)
    stated = [f for f in facts if f.id in before.facts]
    if not stated:
        return None
    out: list[Fact] = []
    for fact in stated:
        others = [f for f in facts if f.attribute == fact.attribute and f.kinds and f not in stated] if unknown else []
        out.extend(f for f in (others or _for_kinds(facts, fact, reading.kinds)) if f not in out)
    if not out:
        return None
    kinds = () if unknown else reading.kinds
    return Stated(tuple(out), kinds, reading, verify(reader, reading, out, today))


def _turned_to(reader: Reader, reading: Reading, facts: Sequence[Fact]) -> Fact | None:
    """Where nothing is asked but what was just told, of something else ("còn khoá A"): that fact of it, or the same one where it speaks of both.

    "còn nữ thì sao", behind "từ 20 năm đối với nam, từ 15 năm đối với nữ".
    """
    ask = reading.ask
    last = next((f for f in facts if reading.before is not None and f.id in reading.before.facts[:1]), None)
    if last is not None and ask.want.type in ("", "how", "what") and (numbered := with_number(ask.words, last, facts)):
        return numbered
    if last is not None and goes_on(ask.words) and len(ask.words) <= SHORT and (behind := next_in_row(ask.words, last, facts, reader.labels)):
        fits = {c.fact.id for c in reading.candidates if c.type >= 0.6}  # "bậc kế tiếp thì mấy đồng"
        if behind.id in fits:
            return behind
    turned = (ask.words[0].fold in folded_set("words", "turns_to") or goes_on(ask.words)) and ask.want.type in ("", "how") and len(ask.words) <= SHORT
    if last is None or not turned or any(s.group in ("fact", "attr", "value", "task") for s in ask.spots):
        return None
    if other := next_in_row(ask.words, last, facts, reader.labels):
        return other
    if ask.kinds or "own" in ask.marks or any(s.group == "entity" for s in ask.spots):
        return None
    tail = folded_set("asking", "confirming", "tail") | folded_set("words", "sides")
    words = (word for n, word in enumerate(ask.words) if n not in ask.skip)
    said = {word.fold if word.bare else word.canon for word in words if word.fold not in tail or word.raw.isupper()}  # "A" is no "ạ"
    return last if said and said <= forms(last.answer) else None


def _with_day(reader: Reader, reading: Reading, facts: Sequence[Fact]) -> Fact | None:
    """"vậy hạn chót hôm nào", behind where to register: the one time limit just told, where only a limit is named."""
    told = [f for f in facts if reading.before is not None and f.id in reading.before.facts]
    limits = {a.key for a in reader.plan.attributes if a.family in TIMED}
    one = len(told) == 1 and isinstance(told[0].value, Deadline) and told[0].attribute in limits and not reading.ask.kinds
    one &= any(word.fold == "han" for word in reading.ask.words)
    return told[0] if one and any(_names_only(reading, key) for key in limits) else None


def _with_hours(reading: Reading, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """"ngày đó nhận tới mấy giờ": the time limit just told, where it has its hour and nothing else is named."""
    before = reading.before.facts if reading.before is not None else ()
    named = any(s.group in ("fact", "task") or (s.group == "entity" and s.size > 1) for s in reading.ask.spots)
    turns = reading.ask.words[0].fold in folded_set("words", "turns_to")  # "còn lúc kê hàng thì từ mấy giờ"
    told = () if named or turns else tuple(f for f in facts if f.id in before)
    things = {f.entity for f in told}
    if any(c.type >= 1.0 and c.fact.entity in things and c.fact.id not in before for c in reading.candidates[:5]):
        return ()  # the hour is stated by itself
    return told if all(isinstance(f.value, Deadline) and (f.value.opens or f.value.closes) for f in told) else ()


def _with_span(reading: Reading, facts: Sequence[Fact]) -> Fact | None:
    """"rồi họ trả lời trong bao lâu", behind "… và được trả lời trong 03 ngày làm việc": how long, or when, which what was just told says by the way."""
    best, ask = reading.candidates[0] if reading.candidates else None, reading.ask
    last = [f for f in facts if reading.before is not None and f.id in reading.before.facts]
    says = {"duration": (_LENGTH, Duration), "date": (_DAY, Deadline)}.get(ask.want.type)
    if best is None or says is None or len(last) != 1 or isinstance(last[0].value, says[1]):
        return None
    own = [word for n, word in enumerate(ask.words) if n not in ask.skip and not is_stop(word)]
    known = sum(word.fold in forms(last[0].answer) for word in own)
    elsewhere = best.fact.entity != last[0].entity and best.cover <= 0.5 and not best.name
    return last[0] if elsewhere and own and 2 * known >= len(own) and says[0].search(fold(last[0].answer.lower())) else None


def _with_count(reading: Reading, facts: Sequence[Fact]) -> Fact | None:
    """"vậy cá nhân thì mấy người", behind "… cho 12 tập thể và 30 cá nhân": how many of something what was just told counts by the way."""
    ask = reading.ask
    last = [f for f in facts if reading.before is not None and f.id in reading.before.facts]
    if ask.want.type != "count" or len(last) != 1 or len(ask.words) > SHORT:
        return None
    own = " ".join(word.fold for n, word in enumerate(ask.words[: ask.want.at]) if n not in ask.skip and not is_stop(word))
    return last[0] if " " in own and re.search(rf"\d {re.escape(own)}\b", fold(last[0].answer.lower())) else None


_LENGTH = re.compile(r"\d (?:ngay|gio|phut|tuan|thang)\b")
_DAY = re.compile(r"\b(?:thang|quy|ngay) \d|\d/\d{1,2}/\d{4}")


def _meant_otherwise(reading: Reading) -> bool:
    """"chứ không phải Ban Chỉ đạo à?": something else than was just told, which is told again."""
    words = reading.ask.words
    lead = " ".join(w.fold for w in words[:3])
    return reading.ask.want.confirm and len(words) <= SHORT + 2 and lead in folded_set("words", "meant_otherwise")


def _says_which(reading: Reading, facts: Sequence[Fact]) -> bool:
    """"ý em là cái kế hoạch cơ": what was told already is what is meant."""
    ask = reading.ask
    lead = " ".join(w.fold for w in ask.words[:3])
    if ask.want.type not in ("", "what", "confirm") or len(ask.words) > SHORT + 5 or lead not in folded_set("words", "meaning"):
        return False
    known = {word for f in facts if reading.before is not None and f.id in reading.before.facts for word in forms(f.answer)}
    idle = folded_set("asking", "confirming", "tail") | {"co", "kia", "cai", "vu", "ban"}
    own = [word.fold for n, word in enumerate(ask.words) if n > 2 and n not in ask.skip and word.fold not in idle]
    return bool(own) and all(word in known for word in own)


def state(reader: Reader, reading: Reading, candidates: Sequence[Candidate], facts: Sequence[Fact], today: date) -> Result:
    """The best fact as it stands for the kinds meant, with what ties with it or belongs to it; `candidates` best first, never empty."""
    best = candidates[0]
    if (whole := _rest_of_a_list(reading, candidates)) is not None:
        return Stated((whole,), reading.kinds, reading)
    tops = [best]
    named = any(s.group == "entity" and s.size > 1 for s in reading.ask.spots) or best.name > 0.5
    tie = LIMITS["tie_bare"] if not reading.follow and _names_only(reading, best.fact.attribute) else LIMITS["tie"]
    tops.extend(
        other
        for other in candidates[1:6]
        if (
            other.fact.attribute == best.fact.attribute
            and other.fact.entity != best.fact.entity
            and not named
            and best.score - other.score < tie
        )
    )
    by_id = {f.id: f for f in facts}
    also = {s.key for s in reading.ask.spots if s.group == "entity" and s.size > 1}
    also |= {by_id[s.key].entity for s in reading.ask.spots if s.group == "fact" and s.key in by_id}
    also -= {best.fact.entity}
    for other in candidates[1:]:
        if (
            other.fact.attribute == best.fact.attribute
            and other.fact.entity in also
            and best.fact.entity != other.fact.entity
            and not other.entity < 0
        ):
            tops.append(other)
            also.discard(other.fact.entity)
    types = reader.index.attributes
    if reading.ask.want.type == "reason" and types[best.fact.attribute].type != "reason":
        why = next((c for c in candidates[1:8] if types[c.fact.attribute].type == "reason" and _akin(c.fact, best.fact) and c.score > LIMITS["why"]), None)
        why = why if why is not None and why.taught > best.taught - LIMITS["why_taught"] else None  # "… là động lực để làm gì" asks what it is
        tops = [why] if why is not None else tops
    second = next((c for c in candidates[1:3] if c.fact.id != best.fact.id), None)
    if (
        second is not None
        and len(tops) == 1
        and second.fact.entity == best.fact.entity
        and second.fact.attribute != best.fact.attribute
        and second.type >= best.type
        and best.score - second.score < LIMITS["second"]
        and reading.ask.want.type in ("", "what", "how", "reason", "confirm")
        and len(best.fact.answer) + len(second.fact.answer) < 420
    ):
        tops.append(second)
    compare = "compares" in reading.ask.marks or len(reading.kinds) > 1
    kinds = reading.kinds
    if "all_kinds" in reading.ask.marks and reading.source != "named":
        kinds = ()
    if reading.source in ("named", "own", "told") and kinds and not any(_for_kinds(facts, top.fact, kinds) for top in tops):
        near = next(
            (c for c in candidates[1:8] if _near_enough(c, best) and c.fact.kinds and _for_kinds(facts, c.fact, kinds)),
            None,
        )
        tops = [near] if near is not None else tops
    out: list[Fact] = []
    scores = {c.fact.id: c.score for c in candidates}
    for top in tops:
        got = _for_kinds(facts, top.fact, kinds)
        if top.fact not in got and top.fact.kinds and max(top.entity, top.name) > 0.5:
            astray = all(f.entity != top.fact.entity and scores.get(f.id, 0.0) < top.score - LIMITS["aside"] for f in got)
            got = [top.fact] if astray and _only_sent_to(reading) else got
        if top.name >= NAMED and reading.source != "named" and top.fact not in got and all(f.entity != top.fact.entity for f in got):
            got = [top.fact]  # "cuốn sổ tay của Sở chừng nào mới ra": it is named, whoever asks
        if not got and reading.source == "named" and top.fact.kinds:
            continue
        if top.entity > 0.5 and top.fact in got and "compares" not in reading.ask.marks:
            got = [f for f in got if f.entity == top.fact.entity]  # "văn phòng khoa 22/2 mới nộp danh sách": a thing is named, not what each has to do
        out.extend(f for f in got or _for_kinds(facts, top.fact, ()) if f not in out)
    if not out:
        out = _for_kinds(facts, best.fact, ())
    if reading.source == "named" and any(f.kinds for f in out):
        for kind in (k for k in kinds if not any(k in f.kinds or not f.kinds for f in out)):
            beside = [c.fact for c in candidates if c.score > best.score - LIMITS["aside"] and c.fact.entity == best.fact.entity]
            out.extend([f for f in beside if kind in f.kinds and f not in out][:1])
    of_all = best.cover >= LIMITS["covered"] and best.taught >= LIMITS["vouched"] and not best.fact.kinds  # "bên nào có nhiều đội hơn"
    # "báo cáo của sở với báo cáo của xã thì cái nào phải nộp trước"
    named = best.entity > 0.5 and len(out) > 1 and all(isinstance(f.value, Deadline) for f in out)
    if reading.ask.want.type == "what" and compare and best.attr < 0.3 and len(reading.kinds) > 1 and not (of_all or named):
        out = contrast(facts, reading.kinds) or out
    verdict = verify(reader, reading, out, today)
    if verdict is None and "compares" in reading.ask.marks and len(reading.kinds) > 1:
        verdict = alike(out, reading.kinds)
    return Stated(tuple(out), kinds, reading, verdict, compare=compare)


def _only_sent_to(reading: Reading) -> bool:
    """"3 giờ chiều mới mang biên bản lên xã": whether a kind of unit is named only as where something goes."""
    words, towards = reading.ask.words, folded_set("asking", "lists", "towards")
    kinds = [s for s in reading.ask.spots if s.group == "kind"]
    return bool(kinds) and all(any(w.fold in towards for w in words[max(0, s.start - 3) : s.start]) for s in kinds)


def _near_enough(other: Candidate, best: Candidate) -> bool:
    """Whether a fact may stand in for the best, which is of other kinds: nearly as likely, or the same thing asked outright."""
    if best.taught - other.taught > LIMITS["taught"]:
        return False  # "gửi kế hoạch rồi thì Bộ làm gì với nó": learned as quite another question
    if best.entity > 0.5 and other.entity <= 0.5:
        return False  # "kế hoạch chuyển tận tay Bộ thì đã quá hạn chưa": the thing is named, and stands for others
    return other.score > best.score - LIMITS["aside"] or (other.attr >= 0.9 and other.entity > 0.5 and other.score > LIMITS["answer"])


def _akin(one: Fact, other: Fact) -> bool:
    return one.entity == other.entity or one.clause == other.clause


def contrast(facts: Sequence[Fact], kinds: Sequence[str], named: Sequence[str] = (), thing: str = "") -> list[Fact]:
    """What the plan states for each of these kinds by itself: the attributes named (of the `thing` first), else the four first every one of them has."""
    out: list[Fact] = []
    for attribute in named:
        mine = sorted((f for f in facts if f.attribute == attribute and f.kinds), key=lambda f: f.entity != thing)
        if mine:
            out.extend(f for f in _for_kinds(facts, mine[0], kinds) if f not in out)
    if named:
        return out if len(out) > len(named) else []
    shared = [
        a
        for a in dict.fromkeys(f.attribute for f in facts if f.kinds)
        if all(any(f.attribute == a and k in f.kinds for f in facts) for k in kinds)
    ]
    shared = [a for a in shared if len({f.id for f in facts if f.attribute == a and f.kinds}) > 1]
    typed = {f.attribute for f in facts if isinstance(f.value, Duration | Deadline)}
    shared.sort(key=lambda a: a not in typed)
    for attribute in shared[:4]:
        first = next(f for f in facts if f.attribute == attribute and kinds[0] in f.kinds)
        out.extend(f for f in _for_kinds(facts, first, kinds) if f not in out)
    return out


def _for_kinds(facts: Sequence[Fact], fact: Fact, kinds: Sequence[str]) -> list[Fact]:
    """The fact as it stands for these kinds (all kinds where none is given); empty where the plan states it for others only."""
    if not fact.kinds:
        return [fact]
    alike = [f for f in facts if f.attribute == fact.attribute and f.kinds]
    home = [f for f in alike if f.entity == fact.entity]
    if not kinds:
        return home
    out: list[Fact] = []
    for kind in kinds:
        for f in (*([fact] if kind in fact.kinds else []), *home, *alike):
            if kind in f.kinds:
                if f not in out:
                    out.append(f)
                break
    return out
