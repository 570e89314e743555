"""Whose telephone or mail is asked for: of the one the plan's own is of, or of somebody whom it only names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from knowledge.match import Candidate
from knowledge.phrases import is_stop
from knowledge.plan import Fact, Plan
from knowledge.question import Reader, Reading
from knowledge.telephone_numbers import telephone_numbers
from knowledge.text import Token, folded_set, folded_table, vocabulary, written
from knowledge.wants import has


def of_somebody_else(reader: Reader, reading: Reading, best: Candidate) -> bool:
    """"cho xin số điện thoại của trưởng ban": a telephone of somebody whom the fact with the number does not name."""
    words, kinds = reading.ask.words, reader.index.attributes
    sorts = {kinds[s.key].type for s in reading.ask.spots if s.group == "attr" and not s.weak} & {"phone", "email"}
    if not sorts or (reading.ask.want.type in _OF_TIME and best.type >= 0.6):
        return False  # "đường dây nóng hoạt động mấy giờ"
    text = " " + " ".join(w.fold for w in words) + " "
    posts = [post for post in folded_table("asking", "lists", "posts") if f" {post} " in text]
    titled = (b for a, b in itertools.pairwise(words) if a.fold in folded_set("asking", "lists", "titles"))
    names = [name.fold for name in titled if name.raw[:1].isupper() and not name.raw.isupper()]
    if reading.follow and not posts:
        return False
    first = min(s.start for s in reading.ask.spots if s.group == "attr" and not s.weak and kinds[s.key].type in sorts)
    bodies = [] if names else _bodies(words, first)
    if kinds[best.fact.attribute].type not in sorts:
        return bool(posts or names or bodies) or (has(text, folded_table("asking", "beside", "numbers")) and not _PHONE.search(best.fact.answer))
    told = " " + " ".join(w.fold for text in (best.fact.answer, best.fact.quote) for w in written(text)) + " "
    by = {word.fold for word in words} & folded_set("asking", "lists", "reached_by")
    if names and all(f" {name} " in told for name in names):
        return False  # "anh Việt trưởng phòng", where the number is Việt's
    return any(f" {name} " not in told for name in (*posts, *bodies, *by, *names))


_OF_TIME = frozenset(["clock", "date", "duration", "minutes"])
_PHONE = re.compile(r"\d{3}|@")


def asks_whom_to_call(reader: Reader, reading: Reading) -> bool:
    """"…, số máy bao nhiêu": a telephone or an address for mail is asked for outright."""
    kinds = reader.index.attributes
    return any(s.group == "attr" and not s.weak and s.size > 1 and kinds[s.key].type in ("phone", "email") for s in reading.ask.spots)


def _bodies(words: Sequence[Token], first: int) -> list[str]:
    """"email của Tạp chí Nông nghiệp": the bodies named as those whose it is, each by the word for its sort and the one behind; `first`: the place of the
    mail or the telephone, ahead of which "danh sách của phòng …" is another thing's."""
    heads, own = folded_set("asking", "lists", "owners"), folded_set("asking", "counting", "addressed") | folded_set("words", "own_pronouns")
    found = []
    for n, size in itertools.product(range(1, len(words) - 1), (1, 2)):
        head, behind = " ".join(w.fold for w in words[n : n + size]), words[n + size] if n + size < len(words) else None
        of_them = words[n - 1].fold in folded_set("asking", "lists", "of_them") and head in heads and (n > first or words[n - 1].fold != "cua")
        doing = " ".join(w.fold for w in words[n + size : n + size + 2]) in folded_set("asking", "lists", "doing")  # "bên Sở phụ trách hội giảng"
        if of_them and behind is not None and not doing and not words[n + size - 1].point and behind.fold not in own:
            found.append(head if is_stop(behind) and size > 1 else f"{head} {behind.fold}")
    return found


def of_another_ones_telephone(reading: Reading, fact: Fact, plan: Plan) -> bool:
    """"cho xin số ổng luôn": of somebody just told, who is not the one whose number the plan has."""
    before = reading.before.facts if reading.before is not None and reading.follow else ()
    if not before or fact.id in before or not re.search(r"\d{3}", fact.answer):
        return False
    him = vocabulary("asking")["beside"]["him"]  # "ký túc xá cơ" speaks of no "cô"
    pronoun = any(word.canon in him or (word.bare and word.fold in folded_set("asking", "beside", "him")) for word in reading.ask.words)
    reached = {a.key for a in plan.attributes if a.type in ("phone", "email")}
    if not pronoun or fact.attribute not in reached:
        return False
    names = {name for told in plan.facts if told.id in before for name in _names(told.answer)}
    its = _names(fact.answer)
    return bool(names and its) and not names & its


def asks_their_number(words: Sequence[Token]) -> bool:
    """"số điện thoại của ông ấy": whose telephone it is was said before."""
    return bool(_THEIRS.search(" " + " ".join(word.fold for word in words) + " "))


_THEIRS = re.compile(
    r" (?:so|sdt|dien thoai|so may|di dong) (?:cua )?(?:(?:ong|ba|anh|chi|co|chu|thay|bac|nguoi) (?:ay|do)|ong ta|ba ta|co ta) "
    r"(?:(?:la|bao|nhieu|may|thi|sao|gi|luon|voi|a|nhe|di|nua|nao) )*$"
)


def number_of_those_told(facts: Sequence[Fact], told: Sequence[Fact], plan: Plan) -> Fact | None:
    """The fact with the telephone of somebody who was just told: that itself, or the one that has somebody of the same name."""
    own = [f for f in told if telephone_numbers(f.answer)]
    names = {name for fact in told for name in _names(fact.answer)}
    phones = {a.key for a in plan.attributes if a.type == "phone"}
    namesakes = [f for f in facts if f.attribute in phones and _names(f.answer) & names]
    return next(iter((*own, *namesakes)), None)


def of_a_number_as_before(reading: Reading, plan: Plan) -> bool:
    """"vậy số của bên công an", behind a telephone or mail: whose number the plan does not have."""
    said = " ".join(word.fold for word in reading.ask.words)
    asked = _NUMBER_OF.match(said) if reading.before is not None else None
    if asked is None or reading.before is None:
        return False
    reached = {a.key for a in plan.attributes if a.type in ("phone", "email")}
    if not any(f.id in reading.before.facts and f.attribute in reached for f in plan.facts):
        return False
    named = said[asked.end() :].split()[:2]
    if not named or named[0] in folded_set("words", "own_pronouns"):
        return False
    whose = " ".join(named)
    told = (f" {' '.join(w.fold for text in (f.answer, f.quote) for w in written(text))} " for f in plan.facts if f.attribute in reached)
    return not any(f" {whose} " in text for text in told)


_NUMBER_OF = re.compile(r"(?:(?:vay|the|con|thi|a|da|cho|xin|em) )*(?:so|sdt) (?:cua ben|cua phia|cua|ben|may cua) ")


def _names(text: str) -> set[str]:
    """Two words in capitals side by side, which is how people are called."""
    words = written(text)
    return {f"{a.canon} {b.canon}" for a, b in itertools.pairwise(words) if a.raw[:1].isupper() and b.raw[:1].isupper() and not a.point}
