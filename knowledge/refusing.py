"""What tells that the best fact found is no answer: it speaks of another year, another number, somebody else, or of nothing that is asked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from functools import cache

from knowledge.ask import UNITS, Ask
from knowledge.documents import years_named
from knowledge.errands import wants_a_file
from knowledge.focus import focus
from knowledge.forms import has_no_form
from knowledge.lengths import hour_in
from knowledge.match import Candidate
from knowledge.near_misses import near_miss
from knowledge.phrases import is_stop
from knowledge.plan import Deadline, Fact, Listing, Plan
from knowledge.question import Reader, Reading
from knowledge.ranks import of_another_prize, of_the_opposite
from knowledge.results import LIMITS, Result, Stated
from knowledge.rows_of import is_another_one
from knowledge.telephones import of_somebody_else
from knowledge.text import Token, folded_set, folded_table, vocabulary, written
from knowledge.wants import has


def only_its_subject(reader: Reader, reading: Reading, best: Candidate) -> bool:
    """"tập huấn xong có được cấp chứng chỉ không": of all that is asked the fact shares nothing but what it is about."""
    ask = reading.ask
    if ask.want.type != "confirm" or reading.follow or best.entity < 0.5 or best.attr >= 0.3 or best.name >= 0.3 or best.near >= LIMITS["led"]:
        return False
    if hour_in(ask.words) is not None and isinstance(best.fact.value, Deadline) and (best.fact.value.opens or best.fact.value.closes):
        return False  # "tới 20 giờ mới khai mạc, đúng không"
    named = {n for s in ask.spots if s.group in ("entity", "kind", "task", "value") for n in range(s.start, s.end)}
    rest = [n for n in ask.content if n not in named]
    return bool(rest) and not any(reader.index.knows(best.fact, ask.words, [n]) for n in rest)


def of_another_rank(reading: Reading, best: Candidate) -> bool:
    """"phó trưởng ban là ai": a deputy, a secretary, where the fact speaks of none."""
    ranks = vocabulary("asking")["ranks"]
    other, heads = ranks["other"], folded_set("asking", "ranks", "head")
    bare = folded_set("asking", "ranks", "other")
    pairs = [(a, b) for a, b in itertools.pairwise(reading.ask.words) if b.canon in ranks["head"] or (b.bare and b.fold in heads)]
    asked = {f"{a.fold} {b.fold}" for a, b in pairs if a.canon in other or (a.bare and a.fold in bare)}
    told = [f"{a.fold} {b.fold}" for text in (best.fact.answer, best.fact.quote) for a, b in itertools.pairwise(written(text))]
    asks = [a for a, b in itertools.pairwise(reading.ask.words) if b.fold in ("la", "thi", "ai")] if reading.follow else []
    alone = any(a.canon in other or (a.bare and a.fold in bare) for a in asks)  # "thế phó là ai"
    return bool(asked - set(told)) or _of_the_head(reading, told) or (alone and not any(pair.split()[0] in bare for pair in told))


def _of_the_head(reading: Reading, told: Sequence[str]) -> bool:
    """"trưởng phòng là ai", where the fact speaks of the deputy alone; `told`: its words in pairs."""
    words, deputies, posts = reading.ask.words, folded_set("asking", "ranks", "other"), folded_set("asking", "lists", "posts")
    if reading.ask.want.type != "person" or reading.follow:
        return False
    heads = {f"{a.fold} {b.fold}" for n, (a, b) in enumerate(itertools.pairwise(words)) if not n or words[n - 1].fold not in deputies} & posts
    at = [n for n, pair in enumerate(told) if pair in heads]
    return bool(at) and all(n and told[n - 1].split()[0] in deputies for n in at)


def unnamed_by(reading: Reading, best: Candidate) -> bool:
    """"theo mẫu số mấy", "công ty nào góp": which one of a sort is asked, and the fact names none of that sort."""
    words, told = reading.ask.words, written(f"{best.fact.answer} {best.fact.quote}")
    kinds = {n for s in reading.ask.spots if s.group in ("kind", "all_kinds") for n in range(s.start, s.end)}
    for n, word in enumerate(words):
        numbered = word.fold == "may" and n > 1 and words[n - 1].fold in folded_set("asking", "which", "by")
        if reading.follow and not (numbered and best.entity > 0.5):
            continue
        at = n - 1 if numbered else n
        if not (numbered or word.fold in ("nao", "gi")) or at - 1 in kinds:
            continue
        if size := _sort_before(words, at, "things"):
            thing = [w.fold for w in words[at - size : at]]
            return not any([w.fold for w in told[k : k + size]] == thing for k in range(len(told)))
        if size := _sort_before(words, at, "bodies"):
            body = [w.fold for w in words[at - size : at]]
            # "Công ty Minh Phát" names one, "các công ty" none
            return not any([w.fold for w in told[k : k + size]] == body and told[k + size].raw[:1].isupper() for k in range(len(told) - size))
    return False


@cache
def _sorts(name: str) -> frozenset[str]:
    return frozenset(" ".join(w.canon for w in written(sort)) for sort in vocabulary("asking")["which"][name])


def _sort_before(words: Sequence[Token], at: int, name: str) -> int:
    """How many words before a place are one of the sorts listed, 0 where none is; accents that were typed count."""
    for size in (2, 1):
        run = words[at - size : at] if at >= size else ()
        typed = " ".join(w.canon for w in run) in _sorts(name)
        if run and (typed or (all(w.bare for w in run) and " ".join(w.fold for w in run) in folded_set("asking", "which", name))):
            return size
    return 0


def why_of_what_is(reader: Reader, reading: Reading, best: Candidate) -> bool:
    """"sao lại chọn Đà Nẵng": a reason is asked, and the fact gives none."""
    if reading.ask.want.type != "reason" or reading.follow or reader.index.attributes[best.fact.attribute].type == "reason":
        return False
    return not has(" " + " ".join(w.canon for w in written(f"{best.fact.answer} {best.fact.quote}")) + " ", vocabulary("asking")["lists"]["because"])


def of_its_end(reading: Reading, best: Candidate) -> bool:
    """"mấy giờ thì tan": when it ends, where only the beginning is stated."""
    text = " " + " ".join(w.fold for w in reading.ask.words) + " "
    told = " " + " ".join(w.fold for w in written(best.fact.answer)) + " "
    return has(text, folded_table("asking", "which", "ends")) and not has(told, folded_table("asking", "which", "till")) and best.type > 0


def of_no_signer(reading: Reading, best: Candidate) -> bool:
    """"chỉ thị ấy do ai ký": who signed, where the fact tells only whose it is."""
    if reading.ask.want.type != "person" or reading.follow:
        return False
    signs, at = vocabulary("asking")["lists"]["signs"], reading.ask.want.at
    beside = reading.ask.words[max(0, at - 1) : at + 2]
    asked = any(word.canon in signs or (word.bare and word.fold in folded_set("asking", "lists", "signs")) for word in beside)
    return asked and not any(word.canon in signs for word in written(f"{best.fact.answer} {best.fact.quote}"))


def of_something_else(reader: Reader, reading: Reading, best: Candidate) -> str:
    """In a few words why the best fact is not what is asked for, or ""."""
    if of_its_end(reading, best):
        return "its end, where it only begins"
    if unnamed_by(reading, best) or of_another_prize(reading, best):
        return "one of a sort it does not name"
    if has_no_form(reading, best):
        return "what stands in a form"
    if of_somebody_else(reader, reading, best):
        return "somebody else's telephone"
    if why := near_miss(reading, best.fact, reader.plan):
        return why
    if of_the_opposite(reading, best.fact, reader.labels[best.fact.entity]):
        return "told of its opposite"
    if not reading.follow and best.name < 1.0 and is_another_one(reading.ask.words, best.fact, reader.labels):
        return "another one of a row"
    if of_no_signer(reading, best):
        return "who signed what only has an issuer"
    if why_of_what_is(reader, reading, best):
        return "why, of what is only stated"
    if wants_a_file(reading, best):
        return "a paper to be sent"
    if of_another_event(reading, best, {e.key for e in reader.plan.entities if e.default}):
        return "another event's"
    return ""


def of_another_year(reader: Reader, reading: Reading, result: Stated) -> bool:
    """Whether the question names, by itself, a year before the plan's that nothing stated speaks of ("Năm ngoái 2013 …").

    Or any year but the plan's own, where what is stated speaks of another ("kinh phí năm 2027", told for 2026) and no claim or day is judged.
    """
    if reading.ask.want.confirm and (result.verdict is not None or _tells_a_year(reader, result)):
        return False
    texts = [part for f in result.facts for part in (f.answer, f.quote, *f.names)]
    unsaid = [y for y in years_named(reading.ask.words) if not any(str(y) in text for text in texts)]
    judged = reading.ask.want.confirm or reading.ask.want.type in ("fits", "left", "late")
    told = not judged and any(_YEAR.search(text) for text in texts)
    return any(y < reader.plan.year or (told and y != reader.plan.year and str(y) not in reader.plan.title) for y in unsaid)


_YEAR = re.compile(r"\b20\d\d\b")


def _tells_a_year(reader: Reader, result: Stated) -> bool:
    """"kỳ trước tổ chức năm 2009 phải không": what is stated is the year asked about."""
    return len(result.facts) == 1 and reader.index.attributes[result.facts[0].attribute].type == "year"


def another_number(ask: Ask, best: Candidate, title: str) -> bool:
    """"kỷ niệm 60 năm là ngày gì": a count of years that neither the best fact nor the plan's title speaks of."""
    said = f"{best.fact.answer} {best.fact.quote} {title}"
    pairs = itertools.pairwise(t.fold for t in ask.words)
    return any(a.isdecimal() and 1 < len(a) < 4 and b in folded_set("asking", "counting", "years") and not re.search(rf"\b{a}\b", said) for a, b in pairs)


def of_another_event(reading: Reading, best: Candidate, usual: Collection[str]) -> bool:
    """"Đại hội của Bộ là lần thứ mấy": which time it is, asked of an event of its own and known only of another."""
    ask = reading.ask
    spots = {s.key for s in ask.spots if s.group == "entity"}
    return ask.want.type == "ordinal" and bool(ask.kinds) and not best.fact.kinds and best.fact.entity not in spots | set(usual) and best.name < 0.8


def of_what_was_refused(reader: Reader, last: Result | None, result: Stated) -> bool:
    """"Chỉ thị 34 dài mấy trang, chia làm mấy phần": a second half that is asked of the first one's thing, and finds another's."""
    usual = {e.key for e in reader.plan.entities if e.default}
    things = {s.key for s in last.reading.ask.spots if s.group == "entity"} - usual if last is not None and last.reading is not None else set()
    return bool(things) and not any(fact.entity in things for fact in result.facts)


def points_back(reading: Reading) -> bool:
    """"Em xem con số đó là bao nhiêu": what was asked just before, once more."""
    return bool(_THAT_NUMBER.search(f" {' '.join(word.fold for word in reading.ask.words)} "))


_THAT_NUMBER = re.compile(r" (?:(?:con so|so tien|khoan tien|muc tien|khoan) (?:do|ay|kia)|muc (?:ay|kia)) ")  # "mức độ" points at nothing


def unheld(reading: Reading, best: Candidate) -> bool:
    """"có 15 người thôi thì có cần tổ chức không": a number of something the fact does not count, and the examples speak for silence."""
    ask = reading.ask
    if ask.want.type != "claim" or best.type >= 0.6 or reading.follow:
        return False
    return max(best.attr, best.name) < 0.3 and best.near < LIMITS["unlike"] and best.taught < reading.quiet - LIMITS["agreed"]


def of_nothing_known(reading: Reading, best: Candidate) -> bool:
    """"bao giờ MobiFone cổ phần hóa xong": a time asked of what the plan has no words for, found only because it has times."""
    if reading.ask.want.type not in ("date", "duration", "year") or reading.follow or not reading.strange:
        return False
    return best.cover < 0.5 and best.near < LIMITS["far"] and best.entity <= 0.3 and best.name < 0.3


def to_nothing(reading: Reading) -> bool:
    """"còn Cần Thơ?" behind small talk: a follow-up that names nothing of the plan, to nothing it could follow."""
    ask = reading.ask
    named = any(s.group in ("attr", "fact", "entity", "task", "value", "family", "unsaid", "kind", "own") for s in ask.spots)
    behind = reading.before is not None and reading.before.facts
    return not behind and ask.words[0].fold == "con" and len(ask.words) <= 4 and not named and ask.want.type == ""


def counts_what_is_not_counted(reading: Reading, fact: Fact) -> bool:
    """"VNPT được cử 300 đại biểu đúng không": a claimed number of what the fact names without any number."""
    said = {w.fold for w in written(fact.answer)}
    asked = {s.start for s in reading.ask.spots if s.group == "attr" and s.key == fact.attribute}
    named = any(n + 1 in asked for n, word in enumerate(reading.ask.words) if re.fullmatch(r"\d{1,4}", word.fold))
    return named and (fact.value is None or isinstance(fact.value, Listing)) and not any(w[:1].isdecimal() for w in said)


def counts_from(reading: Reading) -> bool:
    """Whether a question counts from some day on ("kể từ khi nhận")."""
    return any((a.fold, b.fold) == ("ke", "tu") for a, b in itertools.pairwise(reading.ask.words))


def of_a_units_progress(reading: Reading) -> bool:
    """"Viettel nộp kế hoạch chưa": how far a unit is, which no plan states."""
    ask, tail = reading.ask, folded_set("asking", "confirming", "tail")
    words = list(ask.words)
    folds = [w.fold for w in words]
    units = [s.end for s in ask.spots if s.group == "kind"] + [n + 2 for n in range(len(folds)) if tuple(folds[n : n + 2]) == UNITS]
    for end in units:  # "tới giờ sở nào nộp kế hoạch sớm nhất", "đơn vị nào gửi đầu tiên": who of them all has done best
        acts = any(f in folded_set("asking", "confirming", "handed_in") for f in folds[end + 1 : end + 3])
        if folds[end : end + 1] == ["nao"] and acts and has(f" {' '.join(folds)} ", folded_table("asking", "ranks", "best")):
            return True
    while words and (words[-1].fold in tail and words[-1].fold != "chua"):
        words.pop()
    named = [s for s in ask.spots if s.group in ("kind", "own")]
    if not words or words[-1].fold != "chua" or not named or ask.want.type not in ("", "confirm"):
        return False
    first = min(s.start for s in named)
    handed_in = folded_set("asking", "confirming", "handed_in")
    return first <= 2 and any(w.fold in handed_in for w in words[first:-1])


def of_another_span(reader: Reader, reading: Reading, best: Candidate) -> bool:
    """"phải báo trong vòng mấy ngày kể từ khi phát sinh": so long from something on, where the fact tells how long something lasts.

    Also "họp xong thì trong vòng 5 ngày phải báo cáo", "có mấy ngày làm việc": so many days, where the fact tells the last one.
    """
    words = [token.fold for token in reading.ask.words]
    if isinstance(best.fact.value, Deadline) and (many := _SO_MANY_DAYS.search(f" {' '.join(words)} ")):
        return many[0] not in f" {' '.join(w.fold for w in written(best.fact.answer))} "
    if not counts_from(reading) or reading.ask.want.type not in ("duration", "minutes", "amount"):
        return False
    return best.type >= 0.6 and not any(reader.index.knows(best.fact, reading.ask.words, [n, n + 1]) for n, w in enumerate(words[:-1]) if w == "ke")


_SO_MANY_DAYS = re.compile(r" (?:ngay lam viec|trong vong \d+ (?:ngay|hom|bua|tuan)) (?!nua|toi)")


def topic(reading: Reading) -> tuple[int, ...]:
    """The words of content behind "nói gì về", "nhắc đến": what the document is looked through for."""
    words = [token.fold for token in reading.ask.words]
    for phrase in folded_table("asking", "topics", "says"):
        said = phrase.split()
        at = next((n for n in range(len(words)) if words[n : n + len(said)] == said), -1)
        if at >= 0 and reading.ask.want.at < at + len(said):
            behind = range(at + len(said), len(words))
            return tuple(n for n in behind if not is_stop(reading.ask.words[n]) and n not in reading.ask.skip)
    return ()


def off_the_subject(reading: Reading, best: Candidate, plan: Plan) -> bool:
    """Whether a bare follow-up ("ở đâu?") finds only what is said of something else than was just spoken of."""
    if not reading.follow or reading.before is None or not reading.before.facts:
        return False
    if reading.ask.want.type in ("date", "year", "duration", "left", "late", "fits"):
        return False
    spoken_of = {f.entity for f in plan.facts if f.id in reading.before.facts}
    alike = {f.attribute for f in plan.facts if f.id in reading.before.facts}
    if best.fact.attribute in alike and "follows" in reading.ask.marks and best.cover >= 0.5:
        return False  # "hạng nhất được mấy triệu?", "thế còn về nhì?"
    named = any(s.group in ("entity", "fact", "task", "value") and s.size > 1 for s in reading.ask.spots)
    own = [n for n, token in enumerate(reading.ask.words) if not is_stop(token) and n not in reading.ask.skip]
    return (not own or (len(own) == 1 and best.near < LIMITS["alike"])) and not named and not reading.ask.kinds and best.fact.entity not in spoken_of


def of_another_subject(reading: Reading, best: Candidate) -> bool:
    """"danh sách đại biểu gửi trước ngày nào": a time asked of something the plan knows, found only for something else."""
    ask = reading.ask
    if reading.follow or ask.want.type != "date" or best.entity > 0.5 or best.name >= 0.8 or best.near >= LIMITS["alike"]:
        return False
    subjects = [s for s in ask.spots if s.group == "attr" and not s.weak and s.start == 0 and s.size > 2]
    return bool(subjects) and all(s.key != best.fact.attribute for s in subjects)


def elsewhere(reading: Reading, best: Candidate, plan: Plan) -> bool:
    """Whether the question names something whose facts do not hold what is asked, and the best fact is about something else."""
    usual = {e.key for e in plan.entities if e.default}
    named = {s.key for s in reading.ask.spots if s.group == "entity" and s.size > 1}
    if not named or best.fact.entity in named or best.entity > 0.5 or best.name >= 0.8 or best.near >= LIMITS["alike"]:
        return False
    if not named & usual:
        return best.cover < LIMITS["told"]
    rivals = {f.entity for f in plan.facts if f.attribute == best.fact.attribute}
    return best.fact.entity not in usual and best.attr > LIMITS["led"] and len(rivals) > 1 and best.cover < LIMITS["told"]


def turns_on_a_strange_word(reader: Reader, reading: Reading, best: Candidate) -> bool:
    """Whether the question turns on a word the best fact knows nothing of ("… bằng chất liệu gì")."""
    ask = reading.ask
    if ask.want.type in ("left", "late", "fits", "date", "duration", "") or "compares" in ask.marks:
        return False
    if ask.want.type == "money" and best.type >= 1.0 and best.entity > 0.5:
        return False  # "xã đoạt giải nhất bỏ túi mấy triệu"
    places = focus(ask.words, ask.want.at, ask.skip)
    if not places:
        return False
    for spot in ask.spots:
        mine = (
            (spot.group == "attr" and spot.key == best.fact.attribute and not spot.weak)
            or (spot.group == "entity" and spot.key == best.fact.entity)
            or (spot.group in ("fact", "value") and spot.key == best.fact.id)
            or spot.group in ("kind", "task")
        )
        if spot.group == "attr" and not spot.weak and spot.start <= ask.want.at < spot.end:
            return False
        if mine and any(spot.start <= n < spot.end for n in (*places, ask.want.at)):
            return False
    if not reader.lexicon.novel([ask.words[n] for n in sorted(places)]) or reader.index.knows(best.fact, ask.words, places):
        return False
    return best.near < LIMITS["strange"] or not any(reader.index.knows(best.fact, ask.words, [n]) for n in places)


def names_nothing(reading: Reading, best: Candidate) -> bool:
    """A follow-up that does not say by itself what it asks about (as "thế kéo co đấu ngày nào" does)."""
    return reading.follow and not (best.name >= 0.7 and best.type <= -1 and reading.before is not None and best.fact.id in reading.before.facts)
