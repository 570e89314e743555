"""A message taken apart: what is told, what is asked, and of whom."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.ask import Ask, one
from knowledge.claimed_each import claimed_each
from knowledge.phrases import Lexicon, Spot, is_stop
from knowledge.plan import Plan
from knowledge.syllable import legal
from knowledge.text import Token, folded_set, folded_table, vocabulary
from knowledge.wants import has, wants

_ENDS, _TOLD = (".", "?", "!", ";", "\n"), ("entity", "task", "member")


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
    words = _without_excluded(words)
    sentences = [_without_only(_without_aim(sentence)) for sentence in _sentences(words)]
    asking = [s for s in sentences if s[-1].point == "?"] or [s for s in sentences if _asks(s, lexicon)]
    if not asking:
        whole = one(words, lexicon, events)
        series = _series(_pieces(words, lexicon), lexicon)
        if len(series) > 1:
            return Message(words, tuple(one(piece, lexicon, events) for piece in series), whole.kinds, True)
        return Message(words, (whole,), whole.kinds, False)
    if len(asking) == 1 and len(sentences) > 1 and asking[0] is sentences[-1] and _leans_on(sentences[-2], asking[0], lexicon):
        # "Sở em muốn làm cả ngày. Như vậy có đúng kế hoạch không ạ?"
        asking = [(_story(sentences) if _refers_back(asking[0], lexicon) else sentences[-2]) + asking[0]]
    stories = [one(s, lexicon, events) for s in sentences] if len(sentences) > 1 or len(words) > 18 else []
    told = tuple(Spot(s.group, s.key, -1, -1, s.weak, s.exact) for story in stories for s in story.spots if s.group in _TOLD and s.size > 1)
    parts = [part for sentence in asking for part in _parts(sentence, lexicon)]
    asks = [one(part, lexicon, events) for part in parts]
    asks = _joined(asks, lexicon, events)
    if len(asks) > 1 and asks[-1].kinds and not any(ask.kinds or ask.excluded or ask.want.type for ask in asks[:-1]):
        # "hình thức và thời gian của sở"
        asks = [replace(ask, kinds=asks[-1].kinds) for ask in asks]
    kinds = tuple(dict.fromkeys(k for s in stories for k in s.kinds))
    return Message(words, tuple(asks), kinds, True, told)


def _without_excluded(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """"ý em là bản kế hoạch, chứ không phải báo cáo": without what is said not to be meant, at the end of a sentence that still says something."""
    folds = [w.fold for w in words]
    at = next((n for n in range(3, len(words) - 3) if folds[n : n + 3] == ["chu", "khong", "phai"]), None)
    if at is None:
        at = next((n for n in range(3, len(words) - 2) if folds[n : n + 2] == ["khong", "phai"] and words[n - 1].point == ","), None)
    if at is None:
        return words
    end = next((n + 1 for n in range(at, len(words)) if words[n].point in (",", *_ENDS)), len(words))
    tail = {folds[end - 1], " ".join(folds[end - 2 : end])}
    if end - at > 10 or tail & (folded_set("asking", "confirming", "tail") | {"khong", "dung khong"}):
        return words
    return (*words[: at - 1], replace(words[at - 1], point=words[end - 1].point), *words[end:])


def _without_aim(sentence: tuple[Token, ...]) -> tuple[Token, ...]:
    """"Đại hội rơi vào mùa nào, để em canh đặt vé máy bay?": without what the asker wants to know it for, which the plan need not speak of."""
    aim = folded_set("asking", "aims", "so_that")
    leads = folded_set("words", "own_pronouns") | folded_set("asking", "aims", "beneficiaries") | folded_set("asking", "aims", "goes_on")
    for n in range(4, len(sentence) - 2):
        led = sentence[n].fold in aim and (sentence[n].bare or sentence[n].canon in vocabulary("asking")["aims"]["so_that"])
        if not led or sentence[n + 1].fold not in leads or wants(sentence[n:]).type or sentence[n + 2].fold == "chuc":
            continue  # "để tổ chức xong": no team's aim
        asked = wants(sentence[:n])
        if asked.type or asked.confirm or sentence[n - 1].point == ",":
            return (*sentence[: n - 1], replace(sentence[n - 1], point=sentence[-1].point))
    return sentence


def _without_only(sentence: tuple[Token, ...]) -> tuple[Token, ...]:
    """"Chương trình có phần tham luận hay chỉ giao lưu thôi?": whether there is the first; the other is what there would be without it."""
    folds = [t.fold for t in sentence]
    for n in range(3, len(sentence) - 2):
        only = n + (2 if folds[n + 1] == "la" else 1)
        if folds[n] == "hay" and folds[only] == "chi" and "co" in folds[: n - 1] and "khong" not in folds[:n] and len(sentence) - n <= _SHORT_OTHER:
            return (*sentence[:n], replace(sentence[n], raw=_WHETHER, canon=_WHETHER, fold="khong", bare=False, point=sentence[-1].point or "?"))
    return sentence


_SHORT_OTHER = 8
_WHETHER = vocabulary("words")["whether"]


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


def _leans_on(before: tuple[Token, ...], sentence: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """Whether a question cannot be read without the sentence before it."""
    return _hollow(sentence) or _refers_back(sentence, lexicon) or _goes_on(before, sentence, lexicon)


def _refers_back(sentence: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """"Trong kế hoạch có câu nào nói vậy không": a question about what was told before it, that names nothing of its own."""
    text = " " + " ".join(t.fold for t in sentence) + " "
    own = any(s.group in ("fact", "task", "unsaid", "value") and s.size > 2 for s in lexicon.spot(sentence))
    return has(text, folded_table("words", "refers_back")) and not own and wants(sentence).type in ("", "confirm", "claim", "what")


def _story(sentences: Sequence[tuple[Token, ...]]) -> tuple[Token, ...]:
    """All that is told before the question, as far back as it is short; "chuyện này" may be the first of it."""
    out: tuple[Token, ...] = ()
    for sentence in reversed(sentences[:-1]):
        if out and len(out) + len(sentence) > _LONG_STORY:
            break
        out = sentence + out
    return out


_LONG_STORY = 32


def _goes_on(before: tuple[Token, ...], sentence: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """"Dân giàu, nước mạnh… rồi gì nữa": a question that names nothing, behind a few words that name something."""
    names = ("attr", "fact", "entity", "kind", "value", "task", "family", "unsaid")
    return len(before) <= 8 and not any(s.group in names for s in lexicon.spot(sentence)) and any(s.group in ("fact", "value") for s in lexicon.spot(before))


def _counts(sentence: tuple[Token, ...], n: int) -> bool:
    """Whether "còn" here begins "còn bao lâu", "còn mấy ngày", which belongs to what stands before."""
    return sentence[n].fold == "con" and n + 1 < len(sentence) and sentence[n + 1].fold in ("bao", "may", "lai", "duoc", "kip", "han")


def _held_against(sentence: tuple[Token, ...], n: int) -> bool:
    """Whether "với" here goes with a word that compares ("khác với của Bộ ở chỗ nào")."""
    return sentence[n].fold == "voi" and sentence[n - 1].fold in folded_set("words", "held_against")


def _with_whom(sentence: tuple[Token, ...], n: int) -> bool:
    """"phản ánh với ai": whom somebody turns to."""
    return sentence[n].fold == "voi" and n + 1 < len(sentence) and sentence[n + 1].fold == "ai" and n > 1


def _pieces(sentence: tuple[Token, ...], lexicon: Lexicon) -> list[tuple[Token, ...]]:
    """Cut at every comma and joining word, but within what the plan itself writes so ("đại hội, hội nghị")."""
    joins = frozenset(vocabulary("words")["joins"])
    whole = {n for s in lexicon.spot(sentence) if s.size > 2 and not s.weak and s.group in ("entity", "kind") for n in range(s.start + 1, s.end)}
    cuts = [n + 1 for n, t in enumerate(sentence[:-1]) if t.point in (",", "&", ":", "+") and n + 1 not in whole]
    plain = () if 3 * sum(not t.bare for t in sentence) >= 2 * len(sentence) else ("va", "con", "voi")  # "một con chó" in a text with accents is no "còn"
    at = [n for n, t in enumerate(sentence) if n and (t.canon in joins or (t.bare and t.fold in plain))]
    cuts += [n for n in at if not (_counts(sentence, n) or _held_against(sentence, n) or _with_whom(sentence, n))]
    cuts += [n for n, t in enumerate(sentence) if t.fold == "roi" and {wants(sentence[:n]).type, wants(sentence[n:]).type} <= _VALUES]
    cuts += _second_words(sentence)
    bounds = sorted({0, *cuts, len(sentence)})
    return [sentence[a:b] for a, b in itertools.pairwise(bounds)]


def _second_words(sentence: tuple[Token, ...]) -> list[int]:
    """Where a second question word follows right behind a first ("mấy giờ ngày nào")."""
    at = [n for n in range(len(sentence) - 1) if f"{sentence[n].fold} {sentence[n + 1].fold}" in folded_set("asking", "pairs", "value")]
    until = {n for n in at if sentence[n + 1].fold == "gio" and sentence[n - 1].fold in ("den", "toi")}  # "từ mấy giờ tới mấy giờ" is one question
    return [b for a, b in itertools.pairwise(at) if 2 <= b - a <= 3 and a > 1 and b not in until]  # "mấy giờ ngày nào thì bắt đầu …" is one question


def brief(piece: tuple[Token, ...]) -> bool:
    """A piece that is hardly more than a question word: it asks another value of what was just asked about."""
    return len(piece) <= 5 and any(f"{a.fold} {b.fold}" in folded_set("asking", "pairs", "value") for a, b in itertools.pairwise(piece))


def _parts(sentence: tuple[Token, ...], lexicon: Lexicon) -> list[tuple[Token, ...]]:
    """Cut at commas and joining words where both sides ask something of their own."""
    pieces = _pieces(sentence, lexicon)
    if len(pieces) == 1 or len(pieces) > _MOST_PIECES:
        return [sentence]
    if each := claimed_each(pieces, lexicon):
        return each
    out: list[tuple[Token, ...]] = []
    series = _series(pieces, lexicon)
    between = has(" " + " ".join(t.fold for t in sentence) + " ", folded_table("words", "gap"))  # "khoảng cách giữa hạn … và hạn …"
    if between or _compares(sentence, lexicon):
        return [sentence]
    if series:
        return series
    while len(pieces) > 1 and (_told(pieces, lexicon) or _settled(pieces[0])):
        pieces = pieces[1:]
    for piece in pieces:
        last = out[-1] if out else ()
        counts = _counts_else(piece, last)
        apart = counts or _whole(piece, lexicon) or brief(piece) or _of_another_kind(piece, last, lexicon) or _another_value(piece, last)
        about = _asks_value(piece, lexicon) and _is_about(last, lexicon)
        before = out and (counts or about or _whole(last, lexicon) or _asks_twice(last, piece))
        ends = [t.fold for t in last[-2:]]  # "cờ thi đua thì | kèm thưởng mấy triệu", "được giấy khen thì có | kèm tiền không"
        topic = bool(last) and (ends[-1] == "thi" or ends == ["thi", "co"]) and not last[-1].point
        if out and (topic or not (apart and before)):
            out[-1] = out[-1] + piece
        else:
            out.append(piece)
    return out


_MOST_PIECES = 40
"""Nobody asks so many things in one sentence; each piece is read by itself and again with those before it."""


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


def _asks_twice(before: tuple[Token, ...], piece: tuple[Token, ...]) -> bool:
    """"tổ chức cái gì, trong bao lâu": each side of the comma has a question word of its own."""
    return bool(before) and before[-1].point == "," and piece[0].fold != "va" and brief(piece) and wants(before).type not in ("", "confirm", wants(piece).type)


def _counts_else(piece: tuple[Token, ...], before: tuple[Token, ...]) -> bool:
    """"dài bao nhiêu từ và một người được gửi mấy bài": each side counts things of its own."""
    one, other = wants(before), wants(piece)
    counted = min(one.at, other.at) > 0 and "count" in (one.type, other.type) and {one.type, other.type} <= _VALUES  # "mấy đội không đạt" are some of them
    return bool(before and one.noun and other.noun) and counted and one.noun[:1] != other.noun[:1]


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
        spots = [s for s in lexicon.spot(piece) if s.group == "attr" and (s.size > 1 or not legal(piece[s.start].canon))]
        strong = frozenset(s.key for s in spots if not s.weak)
        keys = strong or (frozenset(s.key for s in spots) if len(piece) <= 5 else frozenset())
        firm += bool(strong)
        brief_enough = len(piece) <= 7 or (bool(strong) and min(s.start for s in spots) <= 1 and len(piece) <= 10)
        if keys and brief_enough and not any(keys == k for k in named):
            named.append(keys)
            short.append(lead + piece if not short else piece)
        elif not short:
            lead += piece
        elif len(piece) > 5:
            return []
    if not firm:
        return []
    return short if len(short) >= 3 or (len(short) == 2 and len(pieces) <= 3 and len(lead) <= 4) else []


def _settled(piece: tuple[Token, ...]) -> bool:
    """"85 năm ngày thành lập Đảng thì rõ rồi, thế 40 năm …": what is not asked any more."""
    text = " " + " ".join(t.fold for t in piece) + " "
    return any(text.endswith(f" {phrase} ") for phrase in folded_table("words", "settled"))


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
    spots = lexicon.spot(piece)
    lead = max((s.end for s in spots if s.group == "asks" and s.start <= 2), default=0)  # "à cho hỏi hạn gửi …"
    return any(s.group in ("attr", "fact") and not s.weak and (s.size > 2 or (s.size > 1 and s.start <= lead)) for s in spots)


def _joined(asks: list[Ask], lexicon: Lexicon, events: frozenset[str]) -> list[Ask]:
    """Drop pieces that are only courtesy ("được không ạ?"), joining them to the one before."""
    if len(asks) > 1 and len(asks[0].words) == 1 and not asks[0].content and not asks[0].kinds:
        asks = asks[1:]  # "Nào, VNPT họp mấy ngày"
    held: list[list[Ask]] = []
    for ask in asks:
        only_names = ask.want.type == "list" and len(ask.words) <= 4  # "…, kể tên giúp"
        if held and not ask.kinds and (only_names or (not ask.content and ask.want.type in ("confirm", ""))):
            held[-1].append(ask)
        else:
            held.append([ask])
    out = [one(tuple(word for ask in each for word in ask.words), lexicon, events) if len(each) > 1 else each[0] for each in held]
    if len(out) > 1:
        solid = [a for a in out if _solid(a)]
        out = solid or out
    return out[:4]


def _solid(ask: Ask) -> bool:
    return bool(ask.kinds) or ask.want.type not in ("", "confirm") or any(s.group in _CONTENT for s in ask.spots)
