"""One question's words, what they name and which kinds of unit it is asked of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from knowledge.dates import find
from knowledge.phrases import Lexicon, Spot, is_stop
from knowledge.spans import outermost, within
from knowledge.text import Token, folded_set, folded_table, vocabulary
from knowledge.wants import Wants, has, wants

_ANY_DAY = date(2020, 1, 1)
UNITS = ("don", "vi")
"""What is counted where a kind of unit is ("bao nhiêu sở")."""


@dataclass(frozen=True)
class Ask:
    """One thing asked: its tokens, what they name, the kinds of unit named (and those expressly not meant), and the answer wanted."""

    words: tuple[Token, ...]
    spots: tuple[Spot, ...]
    kinds: tuple[str, ...]
    excluded: tuple[str, ...]
    want: Wants
    marks: frozenset[str]

    @cached_property
    def skip(self) -> frozenset[int]:
        """Token places that name an audience or belong to every office's question words."""
        out: set[int] = set()
        for spot in self.spots:
            if spot.group in ("kind", "asks", "confirm_end", "confirm_inside", "follows", "own", "in_time", "days_left", "days_late", "compares", "all_kinds"):
                out.update(range(spot.start, spot.end))
            if spot.group == "kind":
                out.update(self._name_behind(spot.end))
        return frozenset(out)

    @cached_property
    def content(self) -> tuple[int, ...]:
        """Token places of words that carry content of their own, `skip` aside."""
        return tuple(n for n, token in enumerate(self.words) if n not in self.skip and not is_stop(token))

    @cached_property
    def knows_till(self) -> int:
        """The last place where something begins that the plan knows by more than one word; -1 where nothing does."""
        known = (s.start for s in self.spots if s.group in ("attr", "fact", "entity", "value") and s.size > 1 and not s.weak)
        return max(known, default=-1)

    @cached_property
    def name_places(self) -> frozenset[int]:
        """Token places of what follows a kind's name in the name of one unit."""
        return frozenset(n for spot in self.spots if spot.group == "kind" for n in self._name_behind(spot.end))

    def _name_behind(self, at: int) -> range:
        """The rest of a name that begins with a kind's: the words in capitals right behind it ("Sở" + "…", "công ty" + "…")."""
        end = at
        while end < len(self.words) and self.words[end].raw[:1].isupper() and not self.words[end].changed and not self.words[end - 1].point:
            end += 1
        return range(at, end)


def one(words: tuple[Token, ...], lexicon: Lexicon, events: frozenset[str]) -> Ask:
    """Some words as one question."""
    spots = lexicon.spot(words)
    named = {s.start for s in spots if s.group == "kind"}
    spots = [s for s in spots if not (s.group == "days_left" and s.end in named)]  # "còn mấy công ty khác": some of them, not how many days
    of_each = [s for s in spots if s.group == "all_kinds"]  # "mỗi nơi tổ chức dài bao nhiêu" names no "nơi tổ chức"
    spots = [s for s in spots if s.group not in ("attr", "family", "unsaid") or not any(each.start < s.start < each.end < s.end for each in of_each)]
    kinds, excluded, keep, foreign = _kinds(words, spots, events, lexicon)
    groups: dict[str, list[Spot]] = {}
    for spot in spots:
        if spot.group != "kind":
            groups.setdefault("what" if spot.group in ("attr", "fact", "family", "unsaid") else spot.group, []).append(spot)
    whole = [s for s in spots if s.group == "entity"]
    longer = [s for s in spots if s.group in ("attr", "fact", "task", "unsaid") and not s.weak]
    in_longer, in_entity = within(longer), within(whole)
    groups["entity"] = [e for e in groups.get("entity", []) if not in_longer(e)]
    groups["task"] = [t for t in groups.get("task", []) if not in_entity(t)]
    in_timed = within(groups.get("in_time", []))  # "chậm so với kế hoạch" holds no two things against each other
    groups["compares"] = [c for c in groups.get("compares", []) if not in_timed(c)]
    chosen = [s for group, found in groups.items() for s in (outermost(found) if group != "what" else found)]
    marks = frozenset(s.group for s in chosen) | (frozenset(["foreign"]) if foreign else frozenset())

    def dated() -> bool:
        return any(when.precision != "year" for when in find(words, _ANY_DAY))

    want = wants(words, marks, dated)
    if want.type == "count" and any(k.start <= want.at + 1 < k.end for k in keep):
        several = want.confirm and "compares" in marks  # "sở tui với mấy cục có chung thời lượng không"
        want = replace(want, type="confirm", noun=()) if several else replace(want, noun=UNITS)
    if want.type == "date" and want.at >= 0 and words[want.at].fold in folded_set("asking", "lengths", "long"):
        # "bao lâu thì phải báo cáo" names no length
        chosen = [s for s in chosen if not (s.group == "attr" and s.start <= want.at < s.end)]
    if want.type == "what" and has(f" {' '.join(w.fold for w in words)} ", folded_table("words", "among")):
        chosen = [s for s in chosen if not (s.group == "attr" and s.start <= want.at < s.end)]
    return Ask(words, tuple(chosen + keep), kinds, excluded, want, marks)


def _kinds(
    words: Sequence[Token], spots: Sequence[Spot], events: frozenset[str], lexicon: Lexicon
) -> tuple[tuple[str, ...], tuple[str, ...], list[Spot], bool]:
    """Kinds named, kinds expressly not meant, their spots, and whether another body of the same sort is named ("Bộ Y tế")."""
    bare = all(t.bare or t.changed for t in words)
    named = outermost([s for s in spots if s.group == "kind"])
    in_body = within([s for s in spots if s.group in ("entity", "fact") and s.size > 1])
    occasions = [s for s in spots if s.group == "entity"]
    barred = [s for s in spots if s.group == "excludes"]
    keep: list[Spot] = []
    out: list[str] = []
    foreign = False
    for spot in named:
        if in_body(spot):
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
        lead = [w.fold for w in words[max(0, spot.start - 3) : max(0, spot.start - 1)]]  # "còn của Bộ?", "còn cuộc của Bộ"
        goes_on = bool(set(lead[-1:]) & folded_set("words", "goes_on"))
        goes_on |= len(lead) > 1 and lead[0] in folded_set("words", "goes_on") and lead[1] in folded_set("words", "gatherings")
        turned = any(w.fold in folded_set("words", "turned_to") for w in words[max(0, spot.start - 3) : spot.start])  # "đổi sang cho Bộ thì …"
        turned |= spot.start == 1 and before is not None and before.fold == "cua" and len(words) <= _SHORT  # "của Bộ thì sao"
        turned |= " ".join(w.fold for w in words[max(0, spot.start - 2) : spot.start]) in folded_set("words", "asked_for")  # "hỏi cho Bộ cơ"
        # "VNPT với Bộ": named beside another
        paired = before is not None and before.fold in ("voi", "va") and any(o.end == spot.start - 1 for o in named)
        beside = [w.fold for w in words[spot.end : spot.end + 2]] in (["va", "cua"], ["voi", "cua"])
        held = behind is not None and (behind.fold in ("khac", "giong") or beside) and not words[spot.end - 1].point  # "của Bộ khác gì so với bên Sở"
        against = spot.start > 1 and before is not None and words[spot.start - 2].fold in ("voi", "va") and before.fold == "cua"  # "khác với của Bộ"
        since = max((o.end for o in named if o.end < spot.start and o.key != spot.key), default=spot.start)
        against |= before is not None and before.fold == "cua" and any(o is not spot and words[o.start - 1].fold == "cua" for o in named if o.start)
        apart = {w.fold for w in words[since : spot.start]}  # "hình thức của sở khác hình thức của Bộ chỗ nào"
        against |= before is not None and before.fold == "cua" and bool(apart & folded_set("words", "held_against"))
        if spot.key in events and not inside and before is not None and _leads(before) and not (goes_on or turned or paired or against or held):
            continue
        gives = [w.fold for w in words[spot.end : spot.end + 2] if w.fold != "co"][:1]  # "Bộ cho tụi tôi họp bao lâu", "Bộ có chịu không"
        if spot.key in events and spot.size == 1 and not words[spot.start].point and set(gives) & folded_set("words", "gives"):
            continue
        if spot.key not in events and (_sent_to(words, spot.start) or _likened(words, spot.start)):
            continue
        if any(0 <= spot.start - b.end <= 1 for b in barred) or (before is not None and before.raw.lower() in folded_set("words", "bars")):
            out.append(spot.key)
            continue
        keep.append(spot)
    kinds = tuple(dict.fromkeys(s.key for s in keep))
    return kinds, tuple(k for k in dict.fromkeys(out) if k not in kinds), keep, foreign


def _sent_to(words: Sequence[Token], at: int) -> bool:
    """"gửi về Sở Y tế": whether a name is where something goes."""
    if not at or words[at - 1].fold not in folded_set("words", "sent_to"):
        return False
    ahead = " " + " ".join(word.fold for word in words[max(0, at - 1 - _SENT) : at - 1]) + " "
    return has(ahead, folded_table("words", "sent"))


def _likened(words: Sequence[Token], at: int) -> bool:
    """"họp trọn ngày y như VNPT": whether a name is only what something is likened to."""
    return " ".join(word.fold for word in words[max(0, at - 2) : at]) in folded_set("words", "like")


_SENT = 4
"""So many words before the name of a body something may be sent there."""
_SHORT = 6
"""Words of a follow-up that hardly says more than whose it is."""


def _other_body(head: Token, words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a name goes on with words in capitals that are not the plan's own: "Bộ" + "Y tế"."""
    first = words[at]
    if not first.raw[:1].isupper() or first.raw.isdecimal() or is_stop(first) or first.changed or first.fold in folded_set("words", "brand_tails"):
        return False
    return f"{head.fold} {first.fold}" not in lexicon.pairs


def _leads(before: Token) -> bool:
    """Whether a word before a name makes it somebody acted upon ("gửi về Bộ"), not somebody the question is for."""
    return before.canon in vocabulary("words")["not_before"] or (before.bare and before.fold in folded_set("words", "not_before"))


def of_somebody(spot: Spot, ask: Ask) -> bool:
    """"ông ấy tên gì": what somebody spoken of is called is no name of an event."""
    who = [word.fold for word in ask.words[: spot.start]]
    return len(who) == 2 and who[0] in folded_set("asking", "somebody", "called") and who[1] in folded_set("asking", "somebody", "spoken_of")
