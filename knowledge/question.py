"""A message and what was said before -> frames: what is asked, of whom, and which facts it may mean."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from knowledge import lexicon as lexicons
from knowledge import pairings
from knowledge.ask import Ask, of_somebody, one
from knowledge.asks import Message, brief, take_apart
from knowledge.context import Context, Frame, akin_first
from knowledge.dates import When, find
from knowledge.documents import document_numbers, documents_named, years_named
from knowledge.match import WEIGHTS, Candidate, Index, Silence
from knowledge.memo import Memo
from knowledge.phrases import Lexicon, Spot, crosses, inside
from knowledge.plan import Fact, Plan
from knowledge.signs import Signs
from knowledge.syllable import fold
from knowledge.taught import Taught
from knowledge.text import Token, folded_set, folded_table, forms, tokens, vocabulary
from knowledge.trees import shipped
from knowledge.turned_to import kind_turned_to, same_of_another_first, same_thing_first
from knowledge.wants import TIMED, TIMELY, has, wants


@dataclass(frozen=True, slots=True)
class Reading:
    """One question with everything that may answer it: candidates best first, silences best first, dates named, kinds meant.

    `strange` counts words of content no phrase covers and the plan never uses beside their neighbours.
    `source` of the kinds: named, told, inherited, own or "". `follow` is true where the question leans on what was said before.
    """

    ask: Ask
    candidates: tuple[Candidate, ...]
    silences: tuple[Silence, ...]
    dates: tuple[When, ...]
    kinds: tuple[str, ...]
    source: str
    follow: bool
    known: float
    before: Frame | None
    strange: int = 0
    quiet: float = 0.0


class Reader:
    """A plan made ready for questions. Its lexicon, its index and what it was taught are built when they are first needed (`prepare` builds them at
    once), read-only afterwards, safe to share: a command that asks nothing of the plan's text does not wait for them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.hints = tuple(dict.fromkeys(task.deadline.last for task in plan.tasks))
        self._days: dict[date, tuple[tuple[Fact, ...], frozenset[str]]] = {}
        self._mended: Memo[tuple[Token, ...]] = Memo()
        self._taken: Memo[Message] = Memo()
        self._held = {a.family for a in plan.attributes if a.family}
        self._unsaid = {u.key: u.label for u in plan.not_stated}
        self._years = frozenset(int(y) for s in plan.sources for y in re.findall(r"\b(?:19|20)\d\d\b", s.text)) | {plan.year}
        self._ordinals = frozenset(o.lower() for s in plan.sources for o in re.findall(rf"{vocabulary('asking')['ordinals']['occasion']} ([IVX]+|\d+)", s.text))
        everything = " ".join((*(s.text for s in plan.sources), *(name for e in plan.entities for name in (e.label, *e.names))))
        self._written = fold(everything.lower())
        self._kind_words = {k.key: forms(k.label, k.short, *k.names) for k in plan.kinds}
        self._thing_words = {e.key: forms(e.label, *e.names) for e in plan.entities}
        self.labels = {e.key: e.label for e in plan.entities}
        self._called = "|".join(f" {fold(name.lower())} " for e in plan.entities for name in (e.label, *e.names))
        self._documents = frozenset(documents_named(re.findall(r"[\w/]+", self._written)))
        self._numbers = frozenset(n for s in plan.sources for n in document_numbers(s.text))

    def __getstate__(self) -> dict[str, object]:
        """What is kept of a plan made ready: all but what only the making needed and what was last asked (`Memo` forgets by itself)."""
        return {name: value for name, value in self.__dict__.items() if name != "_asked"} | {"_days": {}}

    @cached_property
    def _asked(self) -> list[tuple[Token, ...]]:
        return [tokens(example.text) for example in self.plan.examples]

    @cached_property
    def lexicon(self) -> Lexicon:
        """The plan's own words beside those every office shares."""
        return lexicons.build(self.plan, [words for words, example in zip(self._asked, self.plan.examples, strict=True) if example.facts])

    @cached_property
    def index(self) -> Index:
        """Facts and example questions by their words."""
        return Index(self.plan, self._asked)

    @cached_property
    def taught(self) -> Taught:
        """What the example questions teach."""
        return Taught(self.plan, self._asked, lambda words: one(tuple(words), self.lexicon, self.events).spots)

    @cached_property
    def events(self) -> frozenset[str]:
        """The kinds that are an event of their own and no unit's."""
        return frozenset(kind.key for kind in self.plan.kinds if kind.event)

    @cached_property
    def signs(self) -> Signs:
        """What speaks for each fact, as figures."""
        return Signs(self.plan, self.index, shipped().common, pairings.shipped())

    def prepare(self) -> Reader:
        """Build everything now; the reader itself."""
        _ = self.lexicon, self.index, self.taught, self.signs
        return self

    def in_force(self, day: date) -> tuple[tuple[Fact, ...], frozenset[str]]:
        """The facts in force on a day, and their ids; the days last asked for are remembered."""
        known = self._days.get(day)
        if known is None:
            facts = self.plan.facts_on(day)
            known = facts, frozenset(fact.id for fact in facts)
            self._days = {**self._days, day: known} if len(self._days) < 32 else {day: known}
        return known

    def words_of(self, fact: Fact) -> set[str]:
        """The words of a fact, of its thing and of its kinds of unit, as they are written and without their accents."""
        return forms(fact.answer, *fact.names).union(self._thing_words[fact.entity], *(self._kind_words[kind] for kind in fact.kinds))

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The message as tokens, slips mended against this plan's words."""
        words = tokens(text)
        return self._mended.of(words, lambda: self.lexicon.mend(words))

    def message(self, text: str) -> Message:
        """The message taken apart into what is told and what is asked."""
        words = self.tokens(text)
        return self._taken.of(words, lambda: take_apart(words, self.lexicon, self.plan))  # one route after the other asks for it

    def kind_of(self, text: str) -> str | None:
        """The one kind of unit a text names, or None."""
        message = self.message(text)
        named = dict.fromkeys(k for ask in message.asks for k in ask.kinds) | dict.fromkeys(message.kinds)
        return next(iter(named)) if len(named) == 1 else None

    def is_question(self, text: str) -> bool:
        """Whether a text asks something (rather than only stating, greeting or thanking)."""
        return self.message(text).asking

    def strange_numbers(self, words: Sequence[Token]) -> tuple[str, ...]:
        """Documents in a message, by their number or their sort and number ("Nghị định 65/2014"), that no source of this plan bears or cites."""
        bare = (n for n in documents_named([t.fold for t in words]) if n not in self._documents)
        folds = [t.fold for t in words]
        # "Điều 10 Luật …": an article of a law no source speaks of
        articles = {f"{a} {b}" for a, b in itertools.pairwise(folds) if a in folded_set("asking", "documents", "articles") and b.isdecimal()}
        unknown = (article for article in articles if article not in self._written)
        return (*unknown, *(n for t in words if "/" in t.raw or "-" in t.raw for n in document_numbers(t.raw) if n not in self._numbers), *bare)

    def strange_years(self, words: Sequence[Token]) -> tuple[int, ...]:
        """Years a message names by themselves ("năm 2027", "2025-2030") that no source of this plan speaks of."""
        periods = [int(y) for t in words if "-" in t.fold and re.fullmatch(r"20\d\d-20\d\d", t.fold) for y in t.fold.split("-")]
        return tuple(y for y in (*years_named(words), *periods) if y not in self._years)

    def strange_ordinals(self, words: Sequence[Token]) -> tuple[str, ...]:
        """Ordinals of occasions ("lần thứ VIII") that no source of this plan speaks of, where it speaks of any."""
        folds = [t.fold for t in words]
        named = [b for n, (a, b) in enumerate(itertools.pairwise(folds)) if a in ("thu", "lan") and "lan" in folds[max(0, n - 1) : n + 1]]
        return tuple(o for o in named if re.fullmatch(r"[ivx]{1,5}", o) and self._ordinals and o not in self._ordinals)

    def read(self, text: str, kind: str | None, context: Context, today: date) -> tuple[Message, tuple[Reading, ...]]:
        """Every question of a message with the facts it may mean. `kind`: the asker's own kind of unit."""
        message = self.message(text)
        readings: list[Reading] = []
        for ask in message.asks:
            readings.append(self.reading(ask, message, kind, context, today, readings[-1] if readings else None))
        return message, tuple(readings)

    def reading(self, ask: Ask, message: Message, kind: str | None, context: Context, today: date, earlier: Reading | None) -> Reading:
        """One question of a message; `earlier`: the reading of the one before it in the same message."""
        dates = find(ask.words, today, self.hints)
        if ask.want.type in ("fits", "late") and not dates:
            dates = tuple(replace(d, start=0, end=0) for d in find(self._points_at(ask, message, context), today, self.hints))
        before = context.frames[0] if context.frames else None
        if before is not None and not ask.kinds and (meant := kind_turned_to(ask, self._kind_words)):
            ask = replace(ask, kinds=(meant,))
        likeness, silent, like = self.index.examples.near(ask.words)
        if earlier is not None and brief(ask.words):
            silent = 0.0  # "…, ngày nào?" is like many a question by itself
        skip = ask.skip | {n for d in dates for n in range(d.start, d.end)}
        spots = ask.spots
        if not any(s.group in ("fact", "entity", "task") for s in spots):
            spots += message.told
        taught, quiet = self.taught.of(ask.words, ask.spots)
        own = [n for n in ask.content if n not in skip]
        if earlier is not None and len(own) < 3 and earlier.candidates and earlier.quiet < earlier.candidates[0].taught:
            taught, quiet = {}, 0.0  # "…, ngày nào?" belongs to what was asked before it
        elif before is not None and len(own) < 3 and self._leans(ask, ()):
            taught, quiet = {}, 0.0 if ask.want.type in ("date", "duration", "left") else quiet  # "vậy của VNPT thì sao" is no question by itself
        found = self.index.candidates(ask.words, spots, ask.want, skip, likeness, taught)
        follow = before is not None and self._leans(ask, found)
        if earlier is not None and earlier.candidates and earlier.candidates[0].score > 1.0:
            found = self._with_before(found, Frame((earlier.candidates[0].fact.id,)), ask, ask.spots, part=True)
        elif follow and before is not None:
            found = self._with_before(found, before, ask, [s for s in spots if s.start >= 0 or s.group == "member"])
        kinds, source = self._audience(ask, message, kind, context, follow, earlier)
        return Reading(
            ask, tuple(found[:12]), self._silences(ask, silent, like), dates, kinds, source, follow, self.index.known(ask.words, own), before,
            self._strangers(ask, own), quiet,
        )  # fmt: skip

    def _points_at(self, ask: Ask, message: Message, context: Context) -> Sequence[Token]:
        """Where the day stands that is judged: in the message, or in the one before it ("12/8 em mới gửi được", "như vậy còn kịp không")."""
        back = has(" " + " ".join(t.fold for t in ask.words) + " ", folded_table("asking", "confirming", "points_back"))
        return message.words if "?" in context.said or not back else (*message.words, *self.tokens(context.said))

    def _strangers(self, ask: Ask, places: Sequence[int]) -> int:
        covered = {n for s in ask.spots for n in range(s.start, s.end) if not s.weak and s.group not in ("joins", "item_words")}
        words, known = ask.words, (self.lexicon.pairs, self.lexicon.reworded)
        count = 0
        for n in places:
            if n in covered:
                continue
            before = n > 0 and any(f"{words[n - 1].fold} {words[n].fold}" in pairs for pairs in known)
            behind = n + 1 < len(words) and any(f"{words[n].fold} {words[n + 1].fold}" in pairs for pairs in known)
            count += not (before or behind)
        return count

    def _leans(self, ask: Ask, found: Sequence[Candidate]) -> bool:
        """Whether a question needs what was said before: it names nothing the plan could answer, or says so ("còn …", "cái đó")."""
        short = len(ask.words) <= 14
        named = any(s.group == "fact" or (s.group == "entity" and s.size > 1) for s in ask.spots)
        marked = bool(ask.marks & {"follows"}) or bool(ask.marks & {"ordinal"})
        return short and (marked or not named)

    def _with_before(self, found: list[Candidate], before: Frame, ask: Ask, spots: Sequence[Spot], *, part: bool = False) -> list[Candidate]:
        facts = [f for f in self.plan.facts if f.id in before.facts]
        if not facts:
            return found
        entities = {f.entity for f in facts}
        attributes = {f.attribute for f in facts}
        things = [s for s in ask.spots if s.group == "entity"]
        weak = 3 if part else 2  # behind a comma "ngày nào" names no attribute of its own
        names_attr = any(
            s.group in ("attr", "fact") and not (s.weak and s.size < weak) and not any(e.start <= s.start and s.end <= e.end for e in things) for s in ask.spots
        )
        names_entity = any(s.group in ("entity", "member") for s in spots)
        out = []
        seen = {c.fact.id for c in found}
        more = [f for f in self.plan.facts if f.id not in seen and f.entity in entities]
        for candidate in (*found, *(self.index.bare(f, ask.want) for f in more)):
            bonus = 0.0
            if candidate.fact.entity in entities and not names_entity:
                bonus += WEIGHTS["after_entity"] * (2 if part and not names_attr and len(ask.words) <= 6 else 1)
            if candidate.fact.attribute in attributes and not names_attr and not part and candidate.type > -1:
                bonus += WEIGHTS["after_attr"]
            if candidate.fact.id in before.facts and part and ask.want.type in TIMELY and not (names_attr or names_entity):
                bonus += WEIGHTS["after_attr"]  # "…, còn bao nhiêu ngày" is asked of the day just told
            elif candidate.fact.id in before.facts and part:
                bonus -= WEIGHTS["again"]  # a second half asks for more than the first was told
            elif candidate.fact.id in before.facts and not names_attr and not names_entity:
                bonus += 0.15
            out.append(replace(candidate, score=candidate.score + bonus))
        out.sort(key=lambda c: -c.score)
        return out if part else same_of_another_first(ask, same_thing_first(ask, akin_first(out, facts), facts, self.index.usual), facts)

    def _audience(
        self, ask: Ask, message: Message, kind: str | None, context: Context, follow: bool, earlier: Reading | None
    ) -> tuple[tuple[str, ...], str]:
        if ask.kinds:
            beside = kind is not None and "own" in ask.marks and "compares" in ask.marks and kind not in ask.kinds
            return (*ask.kinds, kind) if beside and kind else ask.kinds, "named"
        if "own" in ask.marks and kind and not ask.excluded:
            return (kind,), "own"
        if message.kinds:
            return message.kinds, "told"
        if earlier is not None and earlier.source in ("named", "told", "inherited") and "all_kinds" not in ask.marks:
            return earlier.kinds, earlier.source
        if ask.excluded:
            others = tuple(k.key for k in self.plan.kinds if not k.event and k.key not in ask.excluded)
            return others, "named"
        if context.kinds and (follow or not kind) and not set(context.kinds) <= set(ask.excluded):
            return context.kinds, "inherited"
        if kind:
            return (kind,), "own"
        return (), ""

    def _silences(self, ask: Ask, silent: float, like: str) -> tuple[Silence, ...]:
        out: list[Silence] = []
        firm = [s for s in ask.spots if s.group in ("attr", "fact", "days_left", "kind", "entity", "asks") and not s.weak and s.size > 1]
        for spot in ask.spots:
            if spot.group not in ("unsaid", "family") or spot.weak:
                continue
            if any(inside(spot, o) for o in ask.spots if o.group in ("kind", "entity", "fact", "task", "value")):
                continue
            beside = _in_the_story(spot, ask) or _of_several(spot, ask) or self._in_a_name(spot, ask) or _pointed_at(spot, ask)
            if spot.group == "family" and (beside or of_somebody(spot, ask)):
                continue
            if any(f.group == "attr" and 0 <= spot.start - f.end <= 1 and f.start < spot.start for f in firm):
                continue
            # "số lượng cá nhân điển hình": what stands first is what is asked for
            leads = ask.words[spot.start].fold in folded_set("asking", "counting", "leads")
            if any(crosses(spot, f) and not ((leads or self._of_no_limit(spot, f)) and spot.start < f.start) for f in firm):
                continue
            counted = ask.want.type == "count" and any(f.group == "attr" and f.start <= ask.want.at < f.end and not crosses(spot, f) for f in firm)
            if spot.group == "family" and counted and not leads:
                continue  # "cuộc thi trang trí gian hàng có mấy giải"
            if spot.group == "unsaid":
                out.append(_silence(spot, self._unsaid[spot.key], own=True))
            elif ask.want.type in TIMELY and (ask.want.type != "fits" or "in_time" in ask.marks) and not lexicons.families()[spot.key].get("insists"):
                continue  # "chiều tôi fax bản kế hoạch thì còn kịp không"
            elif ask.want.type not in lexicons.families()[spot.key].get("yields", ()):
                out.append(_silence(spot, lexicons.label_of(spot.key), own=leads))
        if silent > 0:
            out.append(Silence("example", "", 1.3 * silent, 0, silent))
        out.sort(key=lambda s: (-s.size, -s.score))
        return tuple(out)

    def _in_a_name(self, spot: Spot, ask: Ask) -> bool:
        """"khi nào gắn số nhà mới": two words or more that are part of what a thing of the plan is called ("biển số nhà")."""
        return spot.size > 1 and f" {' '.join(w.fold for w in ask.words[spot.start : spot.end])} " in self._called

    def _of_no_limit(self, spot: Spot, other: Spot) -> bool:
        """"cụ thể ngày mấy": what is longer than the name of an attribute it crosses, and that is no limit's ("cụ thể ngày chót")."""
        return spot.size > other.size and other.group == "attr" and self.index.attributes[other.key].family not in TIMED


def _in_the_story(spot: Spot, ask: Ask) -> bool:
    """"em đang soạn diễn văn, cần đủ bốn dịp kỷ niệm": named before a comma behind which something else is asked that the plan knows."""
    if 0 <= ask.want.at < spot.start and any(t.point == "," for t in ask.words[ask.want.at : spot.start]) and len(ask.words) - ask.want.at > 6:
        return not wants(ask.words[spot.start :]).type  # "sự nghiệp gì của đất nước, em viết diễn văn nên cần chép cho đúng"
    comma = next((n + 1 for n in range(spot.end - 1, len(ask.words) - 1) if ask.words[n].point in (",", ":", ";", "-")), None)
    if comma is None or 0 <= ask.want.at < comma:
        return False
    return ask.knows_till >= comma and len(ask.content) - bisect_left(ask.content, comma) >= 3


def _of_several(spot: Spot, ask: Ask) -> bool:
    """"mấy điển hình … đối xử thế nào": some of them, where something else than their number is asked."""
    return ask.words[spot.start].fold == "may" and ask.want.at >= spot.end


def _pointed_at(spot: Spot, ask: Ask) -> bool:
    """"ai góp tiền cho chương trình này": a thing before "này" is the one all of it is about, and is not asked for."""
    return spot.end < len(ask.words) and ask.words[spot.end].fold == "nay" and not ask.words[spot.end - 1].point and ask.want.at < spot.start


def _silence(spot: Spot, label: str, *, own: bool = False) -> Silence:
    return Silence(spot.key, label, 0.5 + 0.2 * spot.size, spot.size, 0.0, spot.start, spot.end, own)
