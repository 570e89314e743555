"""A message taken apart: what is told, what is asked, and of whom."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge.dates import find
from knowledge.phrases import Lexicon, Spot, is_stop, longest
from knowledge.plan import Plan
from knowledge.text import Token, folded_set, vocabulary
from knowledge.wants import Wants, wants

_ANY_DAY = date(2020, 1, 1)
UNITS = ("don", "vi")
"""What is counted where a kind of unit is ("bao nhiêu sở")."""
_ENDS = (".", "?", "!", ";", "\n")


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked: its tokens, what they name, the kinds of unit named (and those expressly not meant), and the answer wanted."""

    words: tuple[Token, ...]
    spots: tuple[Spot, ...]
    kinds: tuple[str, ...]
    excluded: tuple[str, ...]
    want: Wants
    marks: frozenset[str]

    @property
    def skip(self) -> frozenset[int]:
        """Token places that name an audience or belong to every office's question words."""
        out: set[int] = set()
        for spot in self.spots:
            if spot.group in ("kind", "asks", "confirm_end", "confirm_inside", "follows", "own", "in_time", "days_left", "days_late", "compares", "all_kinds"):
                out.update(range(spot.start, spot.end))
            if spot.group == "kind":
                out.update(self._name_behind(spot.end))
        return frozenset(out)

    def _name_behind(self, at: int) -> range:
        """The rest of a name that begins with a kind's: the words in capitals right behind it ("Sở" + "…", "công ty" + "…")."""
        end = at
        while end < len(self.words) and self.words[end].raw[:1].isupper() and not self.words[end].changed and not self.words[end - 1].point:
            end += 1
        return range(at, end)


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message: its questions in order, the kinds named anywhere in it, and all its tokens."""

    words: tuple[Token, ...]
    asks: tuple[Ask, ...]
    kinds: tuple[str, ...]
    asking: bool
    told: tuple[Spot, ...] = ()


def take_apart(words: tuple[Token, ...], lexicon: Lexicon, plan: Plan) -> Message:
    """Split a message into its questions; a message that asks nothing is one Ask with `asking` false."""
    events = frozenset(kind.key for kind in plan.kinds if kind.event)
    sentences = _sentences(words)
    asking = [s for s in sentences if s[-1].point == "?"] or [s for s in sentences if _asks(s, lexicon)]
    if not asking:
        whole = one(words, lexicon, events)
        series = _series(_pieces(words), lexicon)
        if len(series) > 1:
            return Message(words, tuple(one(piece, lexicon, events) for piece in series), whole.kinds, True)
        return Message(words, (whole,), whole.kinds, False)
    if len(asking) == 1 and len(sentences) > 1 and asking[0] is sentences[-1] and (_hollow(asking[0]) or _goes_on(sentences[-2], asking[0], lexicon)):
        # "Sở em muốn làm cả ngày. Như vậy có đúng kế hoạch không ạ?"
        asking = [sentences[-2] + asking[0]]
    stories = [one(s, lexicon, events) for s in sentences] if len(sentences) > 1 or len(words) > 18 else []
    told = tuple(Spot(s.group, s.key, -1, -1, s.weak, s.exact) for story in stories for s in story.spots if s.group in ("entity", "task") and s.size > 1)
    parts = [part for sentence in asking for part in _parts(sentence, lexicon)]
    asks = [one(part, lexicon, events) for part in parts]
    asks = _joined(asks, lexicon, events)
    if len(asks) > 1 and asks[-1].kinds and not any(ask.kinds or ask.excluded or ask.want.type for ask in asks[:-1]):
        # "hình thức và thời gian của sở"
        asks = [replace(ask, kinds=asks[-1].kinds) for ask in asks]
    kinds = tuple(dict.fromkeys(k for s in stories for k in s.kinds))
    return Message(words, tuple(asks), kinds, True, told)


def _sentences(words: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    out, start = [], 0
    for n, token in enumerate(words):
        if token.point in _ENDS or n == len(words) - 1:
            out.append(words[start : n + 1])
            start = n + 1
    return [s for s in out if s]


def _asks(sentence: tuple[Token, ...], lexicon: Lexicon) -> bool:
    if any(spot.group in ("asks", "days_left", "days_late") for spot in lexicon.spot(sentence)):
        return True
    want = wants(sentence)
    return bool(want.type) or want.confirm


_CONTENT = frozenset(["attr", "fact", "entity", "unsaid", "family"])


def _hollow(sentence: tuple[Token, ...]) -> bool:
    """Whether a sentence only asks whether what was said before it is right."""
    return len(sentence) <= 10 and all(is_stop(t) or t.fold in folded_set("words", "hollow") for t in sentence)


def _goes_on(before: tuple[Token, ...], sentence: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """"Dân giàu, nước mạnh… rồi gì nữa": a question that names nothing, behind a few words that name something."""
    names = ("attr", "fact", "entity", "kind", "value", "task", "family", "unsaid")
    return len(before) <= 8 and not any(s.group in names for s in lexicon.spot(sentence)) and any(s.group in ("fact", "value") for s in lexicon.spot(before))


def _counts(sentence: tuple[Token, ...], n: int) -> bool:
    """Whether "còn" here begins "còn bao lâu", "còn mấy ngày", which belongs to what stands before."""
    return sentence[n].fold == "con" and n + 1 < len(sentence) and sentence[n + 1].fold in ("bao", "may", "lai", "duoc")


def _pieces(sentence: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """Cut at every comma and joining word."""
    joins = frozenset(vocabulary("words")["joins"])
    cuts = [n + 1 for n, t in enumerate(sentence[:-1]) if t.point in (",", "&", ":", "+")]
    cuts += [n for n, t in enumerate(sentence) if n and (t.canon in joins or (t.bare and t.fold in ("va", "con", "voi"))) and not _counts(sentence, n)]
    cuts += _second_words(sentence)
    bounds = sorted({0, *cuts, len(sentence)})
    return [sentence[a:b] for a, b in itertools.pairwise(bounds)]


def _second_words(sentence: tuple[Token, ...]) -> list[int]:
    """Where a second question word follows right behind a first ("mấy giờ ngày nào")."""
    at = [n for n in range(len(sentence) - 1) if f"{sentence[n].fold} {sentence[n + 1].fold}" in folded_set("asking", "pairs", "value")]
    return [b for a, b in itertools.pairwise(at) if 2 <= b - a <= 3]


def brief(piece: tuple[Token, ...]) -> bool:
    """A piece that is hardly more than a question word: it asks another value of what was just asked about."""
    return len(piece) <= 5 and any(f"{a.fold} {b.fold}" in folded_set("asking", "pairs", "value") for a, b in itertools.pairwise(piece))


def _parts(sentence: tuple[Token, ...], lexicon: Lexicon) -> list[tuple[Token, ...]]:
    """Cut at commas and joining words where both sides ask something of their own."""
    pieces = _pieces(sentence)
    out: list[tuple[Token, ...]] = []
    series = _series(pieces, lexicon)
    if series and _compares(sentence, lexicon):
        return [sentence]
    if series:
        return series
    while len(pieces) > 1 and _told(pieces, lexicon):
        pieces = pieces[1:]
    for piece in pieces:
        last = out[-1] if out else ()
        apart = _whole(piece, lexicon) or brief(piece) or _of_another_kind(piece, last, lexicon) or _another_value(piece, last)
        if out and not (apart and (_whole(out[-1], lexicon) or (_asks_value(piece, lexicon) and _is_about(out[-1], lexicon)))):
            out[-1] = out[-1] + piece
        else:
            out.append(piece)
    return out


def _asks_value(piece: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """Whether a piece asks a value of its own and holds nothing against anything ("… khác nhau chỗ nào")."""
    return wants(piece).type in _VALUES and not any(s.group == "compares" for s in lexicon.spot(piece))


def _compares(sentence: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """"tên gọi, số ngày của sở với VNPT khác nhau chỗ nào": several attributes of two kinds held against each other, one question."""
    spots = lexicon.spot(sentence)
    kinds = {s.key for s in spots if s.group == "kind"} | {s.group for s in spots if s.group == "own"}
    return len(kinds) > 1 and any(s.group == "compares" for s in spots)


def _another_value(piece: tuple[Token, ...], before: tuple[Token, ...]) -> bool:
    """"lúc mấy giờ, ở phòng nào": a short piece that asks another sort of value of the same thing."""
    want = wants(piece).type
    return len(piece) <= 7 and want in _VALUES and wants(before).type not in ("", want)


_VALUES = frozenset(["date", "year", "duration", "clock", "money", "person", "body", "place", "count", "reason"])


def _of_another_kind(piece: tuple[Token, ...], before: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """"…, còn của Bộ thì ai quyết": the same thing asked of another kind of unit, with a question word of its own."""
    want = wants(piece)
    if not want.type or want.type in ("confirm", "what") or not before:
        return False
    named, earlier = ({s.key for s in lexicon.spot(words) if s.group == "kind"} for words in (piece, before))
    return bool(named and earlier) and not named & earlier


def _series(pieces: Sequence[tuple[Token, ...]], lexicon: Lexicon) -> list[tuple[Token, ...]]:
    """"tên gọi, số ngày, hạn báo cáo": several attributes named one after the other, each a question."""
    named: list[frozenset[str]] = []
    firm = 0
    short: list[tuple[Token, ...]] = []
    lead: tuple[Token, ...] = ()
    for piece in pieces:
        spots = [s for s in lexicon.spot(piece) if s.group == "attr" and s.size > 1]
        strong = frozenset(s.key for s in spots if not s.weak)
        keys = strong or (frozenset(s.key for s in spots) if len(piece) <= 5 else frozenset())
        firm += bool(strong)
        if keys and len(piece) <= 7 and not any(keys == k for k in named):
            named.append(keys)
            short.append(lead + piece if not short else piece)
        elif not short:
            lead += piece
        elif len(piece) > 5:
            return []
    if not firm:
        return []
    return short if len(short) >= 3 or (len(short) == 2 and len(pieces) <= 3 and len(lead) <= 4) else []


def _told(pieces: Sequence[tuple[Token, ...]], lexicon: Lexicon) -> bool:
    """Whether the first piece is only the story before a question that stands by itself."""
    rest = tuple(t for p in pieces[1:] for t in p)
    long = sum(len(p) for p in pieces) > 22 and len(rest) >= 6
    return long and not _is_about(pieces[0], lexicon) and not _whole(pieces[0], lexicon) and any(_whole(p, lexicon) for p in pieces[1:])


def _whole(piece: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """Whether a piece asks something by itself: a question word and something it is about."""
    want = wants(piece)
    spots = lexicon.spot(piece)
    strong = [s for s in spots if s.group in ("attr", "fact", "family", "unsaid") and not s.weak and s.size > 1]
    asked_for = [s for s in spots if s.group in ("unsaid", "family") and not s.weak and s.size > 1]
    if asked_for and (want.type or max(s.size for s in asked_for) > 2 or len(piece) <= 5):
        return True
    if not ((want.type and want.type not in ("confirm", "what")) or (want.type == "what" and strong) or (want.confirm and strong)):
        return False
    return bool(strong) or any(s.group in _CONTENT for s in spots)


def _is_about(piece: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """Whether a piece names an attribute outright ("mở đại hội hay hội nghị, trong bao lâu")."""
    return any(s.group == "attr" and not s.weak and (s.size > 2 or (s.size > 1 and s.start == 0)) for s in lexicon.spot(piece))


def _joined(asks: list[Ask], lexicon: Lexicon, events: frozenset[str]) -> list[Ask]:
    """Drop pieces that are only courtesy ("được không ạ?"), joining them to the one before."""
    out: list[Ask] = []
    for ask in asks:
        content = [n for n, t in enumerate(ask.words) if not is_stop(t) and n not in ask.skip]
        if out and not content and not ask.kinds and ask.want.type in ("confirm", ""):
            out[-1] = one(out[-1].words + ask.words, lexicon, events)
        else:
            out.append(ask)
    if len(out) > 1:
        solid = [a for a in out if _solid(a)]
        out = solid or out
    return out[:4]


def _solid(ask: Ask) -> bool:
    return bool(ask.kinds) or ask.want.type not in ("", "confirm") or any(s.group in _CONTENT for s in ask.spots)


def one(words: tuple[Token, ...], lexicon: Lexicon, events: frozenset[str]) -> Ask:
    """Some words as one question."""
    spots = lexicon.spot(words)
    kinds, excluded, keep, foreign = _kinds(words, spots, events, lexicon)
    groups: dict[str, list[Spot]] = {}
    for spot in spots:
        if spot.group != "kind":
            groups.setdefault("what" if spot.group in ("attr", "fact", "family", "unsaid") else spot.group, []).append(spot)
    whole = [s for s in spots if s.group == "entity"]
    longer = [s for s in spots if s.group in ("attr", "fact", "task", "unsaid") and not s.weak]
    groups["entity"] = [e for e in groups.get("entity", []) if not any(o.start <= e.start and e.end <= o.end and o.size > e.size for o in longer)]
    groups["task"] = [t for t in groups.get("task", []) if not any(e.start <= t.start and t.end <= e.end and e.size > t.size for e in whole)]
    chosen = [s for group, found in groups.items() for s in (longest(found) if group != "what" else found)]
    marks = frozenset(s.group for s in chosen) | (frozenset(["foreign"]) if foreign else frozenset())

    def dated() -> bool:
        return any(when.precision != "year" for when in find(words, _ANY_DAY))

    want = wants(words, marks, dated)
    if want.type == "count" and any(k.start <= want.at + 1 < k.end for k in keep):
        want = replace(want, noun=UNITS)
    if want.type == "date" and want.at >= 0 and words[want.at].fold in folded_set("asking", "lengths", "long"):
        # "bao lâu thì phải báo cáo" names no length
        chosen = [s for s in chosen if not (s.group == "attr" and s.start <= want.at < s.end)]
    return Ask(words, tuple(chosen + keep), kinds, excluded, want, marks)


def _kinds(
    words: Sequence[Token], spots: Sequence[Spot], events: frozenset[str], lexicon: Lexicon
) -> tuple[tuple[str, ...], tuple[str, ...], list[Spot], bool]:
    """Kinds named, kinds expressly not meant, their spots, and whether another body of the same sort is named ("Bộ Y tế")."""
    bare = all(t.bare for t in words)
    named = longest([s for s in spots if s.group == "kind"])
    bodies = [s for s in spots if s.group in ("entity", "fact") and s.size > 1]
    occasions = [s for s in spots if s.group == "entity"]
    barred = [s for s in spots if s.group == "excludes"]
    keep: list[Spot] = []
    out: list[str] = []
    foreign = False
    for spot in named:
        if any(b.start <= spot.start and spot.end <= b.end and b.size > spot.size for b in bodies):
            continue
        before = words[spot.start - 1] if spot.start else None
        behind = words[spot.end] if spot.end < len(words) else None
        plain = spot.size == 1 and words[spot.start].bare and not spot.exact
        if plain and not (
            (before is not None and before.fold in folded_set("words", "kind_before"))
            or (behind is not None and behind.fold in folded_set("words", "kind_behind"))
            or (before is None and behind is None)
        ):
            continue
        if plain and not bare:
            continue
        if spot.size == 1 and behind is not None and not words[spot.start].point and _other_body(words[spot.start], words, spot.end, lexicon):
            foreign = True
            continue
        inside = any(spot.start <= o.start and o.end <= spot.end for o in occasions)
        goes_on = spot.start > 1 and words[spot.start - 2].fold in folded_set("words", "goes_on")  # "còn của Bộ?"
        turned = any(w.fold in folded_set("words", "turned_to") for w in words[max(0, spot.start - 3) : spot.start])  # "đổi sang cho Bộ thì …"
        # "VNPT với Bộ": named beside another
        paired = before is not None and before.fold in ("voi", "va") and any(o.end == spot.start - 1 for o in named)
        if spot.key in events and not inside and before is not None and _leads(before) and not (goes_on or turned or paired):
            continue
        if spot.key in events and spot.size == 1 and behind is not None and not words[spot.start].point and behind.fold in folded_set("words", "gives"):
            continue  # "Bộ cho tụi tôi họp bao lâu"
        if any(0 <= spot.start - b.end <= 1 for b in barred):
            out.append(spot.key)
            continue
        keep.append(spot)
    kinds = tuple(dict.fromkeys(s.key for s in keep))
    return kinds, tuple(k for k in dict.fromkeys(out) if k not in kinds), keep, foreign


def _other_body(head: Token, words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a name goes on with words in capitals that are not the plan's own: "Bộ" + "Y tế"."""
    first = words[at]
    if not first.raw[:1].isupper() or first.raw.isdecimal() or is_stop(first) or first.changed:
        return False
    return f"{head.fold} {first.fold}" not in lexicon.pairs


def _leads(before: Token) -> bool:
    """Whether a word before a name makes it somebody acted upon ("gửi về Bộ"), not somebody the question is for."""
    return before.canon in vocabulary("words")["not_before"] or (before.bare and before.fold in folded_set("words", "not_before"))
