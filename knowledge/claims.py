"""A claim inside a question ("1 ngày phải không?", "nộp 5/8 còn kịp không?") checked against what the plan states."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from knowledge.agrees import is_money
from knowledge.counted import Limit, limit
from knowledge.dates import When
from knowledge.documents import years_named
from knowledge.lengths import amount_in, duration_in, hour_in
from knowledge.monthly import Monthly, held_monthly
from knowledge.numerals import number
from knowledge.phrases import is_stop
from knowledge.plan import Amount, Deadline, Duration, Fact, Listing
from knowledge.syllable import fold
from knowledge.telephone_numbers import telephone_numbers
from knowledge.text import Token, folded_set, folded_table, vocabulary, written
from knowledge.thresholds import Held, held
from knowledge.wants import TIMED, TIMELY, has
from knowledge.weekly import Weekly, held_weekly

if TYPE_CHECKING:
    from knowledge.question import Reader, Reading


_QUOTED = re.compile("\u201c([^\u201d]+)\u201d")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind`: right, wrong, some, in_time, late, early, same, differ, gap, before, behind, lengths, listed, unlisted, held.

    `some`: right for some kinds of unit, and none is named; `day` the day judged, `days` by how many days it is late or early, or how many lie between
    two days; `limit` where the last day was counted from one that the question names; `held`: a figure and its bound; `recurring`: the limit of
    every week or month; `lengths`: of two spans, in days.
    """

    kind: str
    day: date | None = None
    days: int = 0
    limit: Limit | None = None
    held: Held | None = None
    recurring: Weekly | Monthly | None = None
    lengths: tuple[int, ...] = ()


def verify(reader: Reader, reading: Reading, facts: Sequence[Fact], today: date) -> Verdict | None:
    """The verdict on a claimed value, or None where nothing typed is claimed."""
    ask = reading.ask
    timely = {a.key for a in reader.plan.attributes if a.family in TIMED}
    timed = [f.value for f in facts if isinstance(f.value, Deadline) and f.attribute in timely]
    asks_whether = ask.want.type in ("fits", "late") and reading.dates  # "có lệch kế hoạch không" compares nothing
    if timed and ("compares" not in ask.marks or asks_whether) and (ask.want.type in ("fits", "late") or (ask.want.confirm and reading.dates)):
        got = _date_verdict(timed[0], reading, timely, today)
        if got is not None:
            return got
    days = list(dict.fromkeys(f.value.last for f in facts if isinstance(f.value, Deadline)))
    if len(days) == 2 and has(" " + " ".join(w.fold for w in ask.words) + " ", folded_table("words", "gap")):
        return Verdict("gap", days=abs((days[1] - days[0]).days))
    if (until := limit(reading, facts, today)) is not None:
        over = (until.done - until.last).days if until.done else 0
        return Verdict("late" if over > 0 else "in_time", until.done, abs(over), until)
    if len(facts) == 1 and (in_the_week := held_weekly(reading, facts[0])) is not None:
        return Verdict(in_the_week[0], recurring=in_the_week[1])
    if len(facts) == 1 and (in_the_month := held_monthly(reading, facts[0])) is not None:
        return Verdict(*in_the_month[:3], recurring=in_the_month[3])
    if not ask.want.confirm:
        return None
    if (number_right := _telephone_verdict(ask.words, facts)) is not None:
        return number_right
    if len(facts) == 1 and ask.want.type not in TIMELY and (against := held(ask.words, facts[0])) is not None:
        return Verdict("held", held=against)
    if (at_its_hour := _hour_verdict(ask.words, facts)) is not None:
        return at_its_hour
    lasting = [f.value for f in facts if isinstance(f.value, Duration)]
    claimed = duration_in(ask.words)
    if claimed is not None and lasting:
        fits = [v.days == claimed for v in lasting]
        return Verdict("right" if all(fits) else "some" if any(fits) and not reading.kinds and all(f.kinds for f in facts) else "wrong")
    amounts = [f.value for f in facts if isinstance(f.value, Amount)]
    named = _named(reader, reading, facts)
    if named is not None:
        return named
    said = amount_in(ask.words)
    minutes = {v.minutes for v in lasting if v.minutes}
    if len(minutes) == 1 and said is not None and said[1] == "phut":
        return Verdict("right" if said[0] == minutes.pop() else "wrong")
    if len(amounts) == 1 and said is not None:
        return _amount_verdict(amounts[0], *said)
    only_a_year = claimed is None and hour_in(ask.words) is None and all(when.precision == "year" for when in reading.dates)
    return _year_verdict(ask.words, facts[0]) if only_a_year and len(facts) == 1 else None


def _telephone_verdict(words: Sequence[Token], facts: Sequence[Fact]) -> Verdict | None:
    """"số 0900 000 216 là của cô Hà phải không": a telephone is claimed where one is told."""
    claimed = telephone_numbers(" ".join(word.raw for word in words))
    told = {number for fact in facts for number in telephone_numbers(fact.answer)}
    return Verdict("right" if claimed <= told else "wrong") if claimed and told else None


def _year_verdict(words: Sequence[Token], fact: Fact) -> Verdict | None:
    """"lần trước tổ chức năm 2009 đúng không": the one year claimed is the one year told."""
    claimed, told = set(years_named(words)), set(years_named(written(fact.answer)))
    text = " " + " ".join(w.fold for w in words) + " "
    if len(claimed) != 1 or len(told) != 1 or not has(text, folded_table("asking", "confirming", "equal")):
        return None
    return Verdict("right" if claimed == told else "wrong")


def _hour_verdict(words: Sequence[Token], facts: Sequence[Fact]) -> Verdict | None:
    """"khai mạc lúc 2 giờ chiều phải không": the hour claimed is the one stated; half a day's hour may be either half's ("8 giờ")."""
    hours = [f.value for f in facts if isinstance(f.value, str) and _CLOCK.fullmatch(f.value)]
    hours += [f"{at:%H:%M}" for f in facts if isinstance(f.value, Deadline) and (at := f.value.opens or f.value.closes)]
    said = hour_in(words)
    several = any(len(_CLOCKS.findall(f.answer)) > 1 for f in facts)  # "bắt đầu lúc 7 giờ, kết thúc lúc 11 giờ 30"
    if len(hours) != 1 or several or said is None or not has(" " + " ".join(w.fold for w in words) + " ", folded_table("asking", "confirming", "equal")):
        return None
    hour, minute = (int(part) for part in hours[0].split(":"))
    plain = said[0] <= 12 and not any(w.canon in vocabulary("asking")["lengths"]["day_parts"] for w in words)
    return Verdict("right" if said[1] == minute and (said[0] == hour or (plain and (said[0] - hour) % 12 == 0)) else "wrong")


_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_CLOCKS = re.compile(r"\d ?(?:gi\u1edd|h|:)")


def cited_instead(strange: Sequence[str], facts: Sequence[Fact]) -> Fact | None:
    """"căn cứ Chỉ thị 35-CT/TW phải không": the fact that cites a document of the same sort by its number, where the one claimed (`strange`) is
    cited nowhere; numbers as written ("35-CT/TW") or as sort and number ("chi thi 35")."""
    for claimed in strange:
        sign = fold(claimed.lstrip("0123456789").lower())  # the "Đ" of "HĐTĐKT" is compared without its stroke
        sort = claimed.rpartition(" ")[0]
        for fact in facts:
            words = written(fact.quote)
            text = f" {' '.join(w.fold for w in words)} "
            same = any(fold(w.raw.lower()).lstrip("0123456789") == sign for w in words) if not sort else f" {sort} so " in text
            if same and len(sort or sign) > 2:
                return fact
    return None


def alike(facts: Sequence[Fact], kinds: Sequence[str]) -> Verdict | None:
    """Whether the plan states the same for every one of these kinds, attribute by attribute."""
    if len(kinds) < 2:
        return None
    same = True
    for attribute in {f.attribute for f in facts}:
        values = []
        for kind in kinds:
            mine = next((f for f in facts if f.attribute == attribute and (kind in f.kinds or not f.kinds)), None)
            values.append(mine and (mine.value if mine.value is not None else mine.answer, duration_in(written(mine.answer))))
        same = same and all(_equal(v, values[0]) for v in values)
    return Verdict("same" if same else "differ")


def _equal(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str) and (quoted := set(_QUOTED.findall(one))):
        return quoted == set(_QUOTED.findall(other))  # 'VNPT tổ chức “Đại hội Thi đua”': what is named is the same, whoever is
    if isinstance(one, tuple) and isinstance(other, tuple):
        return all(_equal(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, Deadline) and isinstance(other, Deadline):
        return (one.first, one.last, one.opens, one.closes) == (other.first, other.last, other.opens, other.closes)
    return one == other


def _named(reader: Reader, reading: Reading, facts: Sequence[Fact]) -> Verdict | None:
    """A claim that names a value: right where it is one of the stated facts', wrong where it is another's; "có tên trong danh sách" likewise."""
    values = [s for s in reading.ask.spots if s.group == "value" and s.size > 1]
    mine = {f.id for f in facts}
    said = [s for s in values if s.key in mine]
    text = " " + " ".join(w.fold for w in reading.ask.words) + " "
    lists = [f.value for f in facts if isinstance(f.value, Listing)]
    if lists and len(facts) == 1 and has(text, folded_table("asking", "lists", "listed")):
        items = [item for v in lists for item in v.items]
        if said or any(_mentioned(item, text) for item in items) or _leads(text, items):
            return Verdict("listed")
        # What is only like an item ("Trung ương") is neither denied nor granted: the list speaks for itself.
        return None if _touched(reading.ask.words, items) else Verdict("unlisted")
    by_id = {f.id: f for f in reader.plan.facts}
    things = {f.entity for f in facts if f.kinds}
    kinds = {k for f in facts for k in f.kinds}
    others = [s for s in values if s.key not in mine and by_id[s.key].entity in things and by_id[s.key].kinds and not kinds & set(by_id[s.key].kinds)]
    if others and not said and any(f.kinds for f in facts):
        spread = {f" {' '.join(w.fold for w in reading.ask.words[s.start : s.end])} " for s in others}
        if not any(part in f" {fold(f.answer)} " for part in spread for f in facts):
            return Verdict("wrong")
    return None


def _leads(text: str, items: Sequence[str]) -> bool:
    """Whether a head of a unit is asked about where a list has those who lead it."""
    heads, lead = folded_table("asking", "lists", "heads"), folded_table("asking", "lists", "led_by")
    return has(text, heads) and any(has(f" {fold(item.lower())} ", lead) for item in items)


def _touched(words: Sequence[Token], items: Sequence[str]) -> bool:
    """Whether two words of content side by side stand so in some item."""
    shown = [f" {' '.join(w.fold for w in written(item))} " for item in items]
    pairs = [f" {a.fold} {b.fold} " for a, b in itertools.pairwise(words) if not ((is_stop(a) and is_stop(b)) or a.point)]
    return any(pair in item for pair in pairs for item in shown)


def _mentioned(item: str, text: str) -> bool:
    words = [w.fold for w in written(item) if not is_stop(w)]
    return bool(words) and sum(f" {w} " in text for w in words) / len(words) >= 0.7


def _date_verdict(value: Deadline, reading: Reading, timely: Collection[str], today: date) -> Verdict | None:
    ask = reading.ask
    dates = [d for d in reading.dates if d.precision != "year"]
    asked_today = ask.want.type in ("fits", "late")
    if (late := _late_by(ask.words)) and all(d.relative for d in dates):
        return Verdict("late", value.last + timedelta(days=late), late)
    if not dates:
        return _judge(value, today) if asked_today else None
    because = next((n for n, w in enumerate(ask.words) if n and w.canon in vocabulary("status")["verbs"]["explains"]), len(ask.words))
    claim = next((d for d in reversed(dates) if d.end <= because), dates[-1])  # "báo cáo 2/4 vì hội nghị mãi 28/3 mới họp, có ổn không"
    if _without_year(claim, ask.words) and claim.first.year != value.last.year and "in_time" not in ask.marks:
        claim = replace(claim, first=_moved(claim.first, value.last.year), last=_moved(claim.last, value.last.year))  # "cũng quý III luôn à"
    if claim.before and not claim.relative:
        last = claim.first - timedelta(days=1)
        if last == value.last:
            return Verdict("right")
        return Verdict("wrong") if last > value.last or claim.precision in ("quarter", "year") else _judge(value, last)
    if not claim.after and hour_in(ask.words) is None and _is_limit(value, claim) and not (set(ask.marks) & {"in_time"}):
        return Verdict("right")
    if claim.precision in ("quarter", "month") and "in_time" not in ask.marks and _in_another_year(value, claim, ask.words):
        return Verdict("right")  # "quý 3 đúng không", asked the year before
    named = any(s.group == "attr" and s.key in timely and not s.weak and s.size > 1 for s in ask.spots)
    if ask.want.confirm and named and "in_time" not in ask.marks and claim.precision == "day" and not claim.relative and not claim.after:
        return Verdict("right" if _is_limit(value, claim) else "wrong")
    judged = _judge(value, claim.last + timedelta(days=1) if claim.after else claim.last)
    hour = hour_in(ask.words)
    if judged.kind == "in_time" and judged.days == 0 and value.closes is not None and hour is not None and hour > (value.closes.hour, value.closes.minute):
        return Verdict("late", judged.day, 0)
    if judged.kind == "late" and claim.first <= value.last and claim.precision != "day":
        return Verdict("late", claim.last, judged.days)
    return judged


def _without_year(claim: When, words: Sequence[Token]) -> bool:
    """Whether a quarter or a month is named, and no year."""
    return claim.precision in ("quarter", "month") and not claim.relative and not any("20" in word.fold for word in words)


def _moved(day: date, year: int) -> date:
    """The same day of another year; the last of February where that year has no 29th."""
    return day.replace(year=year) if (day.month, day.day) != (2, 29) else date(year, 2, 28)


def _late_by(words: Sequence[Token]) -> int:
    """By how many days a question itself says somebody is late ("nộp trễ hai hôm được không"); 0 where it does not."""
    units = vocabulary("asking")["confirming"]["late_units"]
    for n, word in enumerate(words[:-2]):
        if word.canon in vocabulary("asking")["confirming"]["late_by"] or (word.bare and word.fold in folded_set("asking", "confirming", "late_by")):
            many = number([words[n + 1].fold])
            if many and many < 1000 and (days := next((units[unit] for unit in units if fold(unit) == words[n + 2].fold), 0)):
                return many * int(days)
    return 0


def _is_limit(value: Deadline, claim: When) -> bool:
    return claim.last == value.last and (value.first is None or claim.first == value.first or claim.precision == "day")


def _in_another_year(value: Deadline, claim: When, words: Sequence[Token]) -> bool:
    """Whether a quarter or month named without its year is the plan's of another year."""
    if any(word.fold[:2] == "20" and len(word.fold) == 4 for word in words) or any("20" in word.fold for word in words[claim.start : claim.end]):
        return False
    first = value.first if value.first is not None else value.last.replace(day=1)
    return claim.first.year != first.year and (claim.first.month, claim.first.day, claim.last.month) == (first.month, first.day, value.last.month)


def _judge(value: Deadline, day: date) -> Verdict:
    if day > value.last:
        return Verdict("late", day, (day - value.last).days)
    if value.first is not None and day < value.first:
        return Verdict("early", day, (value.first - day).days)
    return Verdict("in_time", day, (value.last - day).days)


def _amount_verdict(held: Amount, said: Fraction, unit: str) -> Verdict | None:
    units = {w.fold for w in written(held.unit)}
    if unit not in units or (unit == "dong" and not is_money(held.unit)):
        return None
    low, high = held.number, held.to if held.to is not None else held.number
    return Verdict("right" if low <= said <= high else "wrong")
