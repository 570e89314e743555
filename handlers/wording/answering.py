"""How an answer about the plan is put: the fact first, then the day it falls on, then the clause it rests on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from handlers.message import Block, Choice, Items, Paragraph, Reply, Span, words
from handlers.wording.dates import day, left, span
from knowledge.claims import Verdict
from knowledge.counted import Limit
from knowledge.plan import Deadline, Fact, Listing, Plan
from knowledge.syllable import fold
from knowledge.thresholds import Held
from knowledge.wants import TIMED

_ROOM = 350
"""Characters a single fact's answer has on a phone."""


def facts(
    plan: Plan,
    stated: Sequence[Fact],
    now: datetime,
    verdict: Verdict | None = None,
    kinds: Sequence[str] = (),
    *,
    listed: bool = False,
    moved: Collection[Deadline] = (),
) -> tuple[Block, ...]:
    """One fact as a paragraph, several as a list; then one line with the day (none for a limit that was moved) and one with the clauses.

    Where the days differ, each stands with its own item.
    """
    shown = _distinct(stated)
    limits = _limits(plan, shown, now, moved)
    apart = len(set(limits.values())) > 1  # each with its own fact, else nobody sees which is whose
    blocks: list[Block] = []
    opening = _opening(verdict)
    if len(shown) == 1:
        fact = shown[0]
        if listed and isinstance(fact.value, Listing) and len(fact.value.items) > 2:
            lead = opening or f"{_lead(plan, fact)}:"
            blocks.append(words(lead, strong=True))
            blocks.append(Items(tuple((Span(item),) for item in fact.value.items), numbered=True))
        else:
            who = "" if {*kinds} & {*fact.kinds} else _whom(plan, fact, ())
            tail = (Span(f" ({who})"),) if who else ()
            blocks.append(Paragraph((Span(f"{opening} {fact.answer}".strip(), strong=True), *tail)))
    else:
        if opening:
            blocks.append(words(opening, strong=True))
        blocks.append(Items(tuple(_for_whom(plan, fact, kinds, limits.get(fact.id, "") if apart else "") for fact in shown)))
    if apart:
        blocks.append(words(f"Hôm nay {day(now.date())}."))
    elif limits:
        until = next(iter(limits.values()))
        blocks.append(words(f"{until[0].upper()}{until[1:]} (hôm nay {day(now.date())})."))
    blocks.append(words(clauses(plan, shown)))
    return tuple(blocks)


def extended(last: date, document: str, whose: str, now: datetime) -> Block:
    """The day an extension gives, before what the plan itself says."""
    whom = f" cho {whose}" if whose else ""
    over = (now.date() - last).days
    left_over = f"đã quá hạn {over} ngày" if over > 0 else "hôm nay là ngày cuối" if over == 0 else f"còn {-over} ngày"
    told = f"Đã gia hạn{whom} đến {day(last)}, theo {document}"
    return Paragraph((Span(told, strong=True), Span(f"; {left_over}. Hạn này thay cho hạn ghi trong kế hoạch.")))


def item(plan: Plan, fact: Fact, number: int) -> tuple[Block, ...]:
    """One item of a list."""
    items = fact.value.items if isinstance(fact.value, Listing) else ()
    which = len(items) if number == -1 else number
    if not 1 <= which <= len(items):
        return (words(f"Kế hoạch chỉ nêu {len(items)} mục:"), Items(tuple((Span(i),) for i in items), numbered=True), words(clauses(plan, [fact])))
    return (words(f"Mục thứ {which}: {items[which - 1]}.", strong=True), words(clauses(plan, [fact])))


def order(plan: Plan, fact: Fact, first: int, second: int) -> tuple[Block, ...]:
    """Which of two items of a list stands before the other."""
    items = fact.value.items if isinstance(fact.value, Listing) else ()
    one, other = (items[n - 1].rstrip(" .;") for n in (first, second))
    where = "trước" if first < second else "sau"
    return (words(f"“{one}” (mục thứ {first}) {where} “{other}” (mục thứ {second}).", strong=True), words(clauses(plan, [fact])))


def clauses(plan: Plan, stated: Sequence[Fact]) -> str:
    """"Căn cứ: Mục II.2.a; Mục III.2." and, where a later document changed it, that document."""
    cited = dict.fromkeys(plan.clause(f.clause).cited for f in stated)
    text = f"Căn cứ: {'; '.join(cited)}."
    later = [f for f in stated if f.replaces]
    if later:
        sources = {s.key: s for s in plan.sources}
        named = dict.fromkeys(sources[f.source].number or sources[f.source].title for f in later)
        text += f" Theo văn bản sửa đổi: {'; '.join(named)}."
    return text


def unstated(label: str, plan: Plan, contact: str, beside: Fact | None = None, kinds: Sequence[str] = ()) -> tuple[Block, ...]:
    """The plan is silent: what was asked, what comes nearest to it, and whom to ask."""
    what = _lower(label) if label else "điều anh/chị hỏi"
    return (words(f"Kế hoạch không nêu {what}.", strong=True), *_beside(plan, beside, kinds), words(ask_whom(plan, contact)))


def unclear(plan: Plan, contact: str, beside: Fact | None = None, kinds: Sequence[str] = ()) -> tuple[Block, ...]:
    """Not a question this plan answers, as far as we understood it."""
    return (
        words("Tôi không tìm thấy nội dung này trong Kế hoạch, hoặc chưa hiểu ý câu hỏi.", strong=True),
        *_beside(plan, beside, kinds),
        words(f"Anh/chị thử hỏi lại ngắn hơn giúp tôi. {ask_whom(plan, contact)}"),
    )


def _beside(plan: Plan, fact: Fact | None, kinds: Sequence[str]) -> tuple[Block, ...]:
    """The nearest fact, said to be no more than that."""
    if fact is None:
        return ()
    said = "".join(span.text for span in _for_whom(plan, fact, kinds)).rstrip(".")
    return (words(f"Nội dung gần nhất trong kế hoạch: {said} ({plan.clause(fact.clause).cited})."),)


def may_be(plan: Plan, fact: Fact, kinds: Sequence[str]) -> Block:
    """The other thing a question may mean, behind the likelier one."""
    said = "".join(span.text for span in _for_whom(plan, fact, kinds)).rstrip(".")
    return words(f"Nếu anh/chị hỏi ý khác, kế hoạch còn nêu: {said} ({plan.clause(fact.clause).cited}).")


def also_unstated(label: str) -> Block:
    """One part of a longer question the plan is silent on."""
    what = _lower(label) if label else "phần còn lại của câu hỏi"
    return words(f"Riêng {what}: Kế hoạch không nêu.")


def ask_whom(plan: Plan, contact: str) -> str:
    """Whom to ask, with the clause that says so and the office's own line."""
    clause = ""
    if plan.ask_whom_fact:
        clause = f" ({plan.clause(plan.fact(plan.ask_whom_fact).clause).cited})"
    line = f" Liên hệ: {contact}." if contact else ""
    return f"Cần thêm thông tin, anh/chị hỏi {plan.ask_whom}{clause}.{line}"


def reply(blocks: Sequence[Block], choices: tuple[Choice, ...]) -> Reply:
    """The blocks as one message."""
    return Reply(tuple(blocks), choices)


def _for_whom(plan: Plan, fact: Fact, kinds: Sequence[str], until: str = "") -> tuple[Span, ...]:
    """A fact as an item, led by the kinds it is stated for where its own words do not name them; `until`: its day."""
    who = _whom(plan, fact, kinds)
    said = Span(f"{fact.answer.rstrip('.')} ({until})." if until else fact.answer)
    return (Span(f"{who}: ", strong=True), said) if who else (said,)


def _whom(plan: Plan, fact: Fact, kinds: Sequence[str]) -> str:
    every = [kind.key for kind in plan.kinds if not kind.event]
    mine = [key for key in fact.kinds if not kinds or key in kinds]
    if not mine or set(every) <= set(fact.kinds):
        return ""
    said = f" {fold(fact.answer)} "
    short = [plan.kind(key).short for key in mine]
    return "" if all(fold(name) in said for name in short) else ", ".join(short)


def _counted(limit: Limit, days: int) -> str:
    """A limit counted from a day the question names: the last day, and how the other stands to it."""
    work = ", tính ngày làm việc, chưa trừ ngày lễ" if limit.working else ""
    until = f"hạn là {day(limit.last)} (tính từ ngày {day(limit.since)}{work})"
    if limit.done is None:
        return f"{until[0].upper()}{until[1:]}."
    if limit.done > limit.last:
        return f"Đã quá hạn: {until}, ngày {day(limit.done)} chậm {days} ngày."
    return f"Kịp: {until}, ngày {day(limit.done)} " + (f"sớm hơn hạn {days} ngày." if days else "là ngày cuối.")


def _held(held: Held) -> str:
    """A figure against the least or the most, both as they are written."""
    least, beyond, words = held.bound.least, held.bound.beyond, held.bound.words
    bound = f"phải {'trên' if least else 'dưới'} {words}" if beyond else f"mức {'tối thiểu' if least else 'tối đa'} là {words}"
    if held.fits:
        return f"Đạt: {held.said}, {bound}." if least else f"Trong mức: {held.said}, {bound}."
    return f"Chưa đạt: {held.said}, trong khi {bound}." if least else f"Không: {held.said} là vượt, {bound}."


def _opening(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    on = day(verdict.day) if verdict.day else ""
    if verdict.limit is not None:
        return _counted(verdict.limit, verdict.days)
    if verdict.recurring is not None and verdict.kind in ("in_time", "late"):
        over = f", ngày {on} chậm {verdict.days} ngày" if on and verdict.kind == "late" else ""
        return f"{'Kịp' if verdict.kind == 'in_time' else 'Không kịp'}: hạn là {verdict.recurring.words}{over}."
    match verdict.kind:
        case "right":
            return "Đúng."
        case "wrong":
            return "Không đúng."
        case "some":
            return "Tùy loại đơn vị."
        case "in_time":
            sooner = f", sớm hơn hạn {verdict.days} ngày" if verdict.days else ""
            return f"Kịp: ngày {on} còn trong hạn{sooner}."
        case "late":
            return f"Đã quá hạn: ngày {on} chậm {verdict.days} ngày." if verdict.days else f"Đã quá hạn: đã qua giờ chót trong ngày {on}."
        case "early":
            return f"Chưa đến thời gian: ngày {on} sớm hơn {verdict.days} ngày."
        case "listed":
            return "Có."
        case "unlisted":
            return "Không thấy nêu trong danh sách."
        case "held" if verdict.held is not None:
            return _held(verdict.held)
        case "gap":
            return f"Cách nhau {verdict.days} ngày{_months(verdict.days)}."
        case "before":
            return "Trước."
        case "behind":
            return "Sau."
        case "lengths":
            return f"Lần lượt {' và '.join(str(days) for days in verdict.lengths)} ngày, tính cả ngày đầu và ngày cuối."
        case "same":
            return "Như nhau."
        case "differ":
            return "Khác nhau."
        case _:
            return ""


def _months(days: int) -> str:
    """" (khoảng 8 tháng)" from two months on; the year's mean month."""
    return f" (khoảng {round(days / 30.44)} tháng)" if days >= 55 else ""


def _limits(plan: Plan, shown: Sequence[Fact], now: datetime, moved: Collection[Deadline]) -> dict[str, str]:
    """For each fact with a time limit: the last day (and the first, where it is ahead) with the days left."""
    timely = {a.key for a in plan.attributes if a.family in TIMED}
    out: dict[str, str] = {}
    for fact in shown:
        limit = fact.value
        if not isinstance(limit, Deadline) or fact.attribute not in timely or limit in moved:
            continue
        opens = limit.first is not None and limit.first > now.date() and limit.first != limit.last
        ahead = f"còn {(limit.first - now.date()).days} ngày đến ngày đầu, " if opens and limit.first else ""
        out[fact.id] = f"{span(limit)}; {ahead}{left(limit, now)}{' đến ngày cuối' if ahead else ''}"
    return out


def _distinct(stated: Sequence[Fact]) -> list[Fact]:
    out: list[Fact] = []
    for fact in stated:
        if all(fact.answer != other.answer for other in out):
            out.append(fact)
    return out


def _lead(plan: Plan, fact: Fact) -> str:
    entity = next(e.label for e in plan.entities if e.key == fact.entity)
    attribute = next(a.label for a in plan.attributes if a.key == fact.attribute)
    text = f"{attribute} ({entity})"
    return text[0].upper() + text[1:]


def _lower(label: str) -> str:
    return label if len(label) > 1 and label[1].isupper() else label[0].lower() + label[1:]
