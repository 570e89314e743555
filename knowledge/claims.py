"""A claim inside a question ("1 ngày phải không?", "nộp 5/8 còn kịp không?") checked against what the plan states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from knowledge.dates import When, number
from knowledge.lengths import duration_in
from knowledge.plan import Amount, Deadline, Duration, Fact
from knowledge.text import Token
from knowledge.wants import TIMED

if TYPE_CHECKING:
    from knowledge.question import Reader, Reading

@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind`: right, wrong, in_time, late, early; `day` the day judged, `days` by how many days it is late or early."""

    kind: str
    day: date | None = None
    days: int = 0


def verify(reader: Reader, reading: Reading, facts: Sequence[Fact], today: date) -> Verdict | None:
    """The verdict on a claimed value, or None where nothing typed is claimed."""
    ask = reading.ask
    timely = {a.key for a in reader.plan.attributes if a.family in TIMED}
    timed = [f for f in facts if isinstance(f.value, Deadline) and f.attribute in timely]
    if timed and "compares" not in ask.marks and (ask.want.type in ("fits", "late") or (ask.want.confirm and reading.dates)):
        value = timed[0].value
        assert isinstance(value, Deadline)
        got = _date_verdict(value, reading, today)
        if got is not None:
            return got
    if not ask.want.confirm:
        return None
    lasting = [f.value for f in facts if isinstance(f.value, Duration)]
    claimed = duration_in(ask.words)
    if claimed is not None and lasting:
        return Verdict("right" if all(v.days == claimed for v in lasting) else "wrong")
    amounts = [f.value for f in facts if isinstance(f.value, Amount)]
    if len(amounts) == 1 and (said := _amount_in(ask.words, amounts[0])) is not None:
        return Verdict("right" if said == amounts[0].number else "wrong")
    return None


def _date_verdict(value: Deadline, reading: Reading, today: date) -> Verdict | None:
    ask = reading.ask
    dates = [d for d in reading.dates if d.precision != "year"]
    asked_today = ask.want.type in ("fits", "late")
    if not dates:
        return _judge(value, today) if asked_today else None
    claim = dates[-1]
    if claim.before and not claim.relative:
        same = claim.first - timedelta(days=1) == value.last
        return Verdict("right" if same else "wrong")
    if not claim.after and _is_limit(value, claim) and not (set(ask.marks) & {"in_time"}):
        return Verdict("right")
    judged = _judge(value, claim.last + timedelta(days=1) if claim.after else claim.last)
    if judged.kind == "late" and claim.first <= value.last and claim.precision != "day":
        return Verdict("late", claim.last, judged.days)
    return judged


def _is_limit(value: Deadline, claim: When) -> bool:
    return claim.last == value.last and (value.first is None or claim.first == value.first or claim.precision == "day")


def _judge(value: Deadline, day: date) -> Verdict:
    if day > value.last:
        return Verdict("late", day, (day - value.last).days)
    if value.first is not None and day < value.first:
        return Verdict("early", day, (value.first - day).days)
    return Verdict("in_time", day, (value.last - day).days)


def _amount_in(words: Sequence[Token], value: Amount) -> Fraction | None:
    unit = value.unit.split()[0].casefold() if value.unit else ""
    for n, word in enumerate(words):
        if word.canon == unit and n:
            said = number([w.fold for w in words[max(0, n - 1) : n]])
            if said is not None:
                return Fraction(said)
    return None
