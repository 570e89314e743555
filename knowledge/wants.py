"""What kind of answer a question asks for, read off its question word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.lengths import amount_in, duration_in
from knowledge.memo import Memo
from knowledge.phrases import is_stop
from knowledge.text import Phrases, Token, folded_set, folded_table, vocabulary

TIMELY = ("fits", "left", "late")
"""Kinds of question that hold a day against a limit: what else one names is no more than what is done that day."""
TIMED = frozenset(["deadline", "date_held", "registration"])
"""Families whose dates somebody can be early or late for."""

Found = tuple[str, tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Wants:
    """The answer asked for.

    `type`: date, year, duration, minutes, clock, money, person, body, place, reason, count, amount, number, ordinal, left, late, fits, claim, confirm,
    list, what, how or "" (not said). `noun`: what is counted, folded. `confirm`: a yes or no is wanted. `at`: the token it turns on, -1 none.
    """

    type: str = ""
    noun: tuple[str, ...] = ()
    confirm: bool = False
    at: int = -1


def wants(tokens: Sequence[Token], marks: frozenset[str] = frozenset(), dated: Callable[[], bool] = bool) -> Wants:
    """Read the question word of one question. `marks`: the groups of generic phrases in it; `dated`: tells whether it names a day."""
    if not marks and dated is bool:
        return _PLAIN.of(tokens, lambda: _wants(tokens, marks, dated))  # one rule after the other asks it of the same piece
    return _wants(tokens, marks, dated)


def _wants(tokens: Sequence[Token], marks: frozenset[str], dated: Callable[[], bool]) -> Wants:
    text, confirm, (kind, noun, at) = _READ.of(tokens, lambda: _read(tokens))
    if kind in ("duration", "left", "count", "amount") and has(text, folded_table("words", "gap")):
        kind, noun = "date", ()  # "… cách nhau mấy tháng": of two days
    if kind == "duration" and has(text, folded_table("asking", "counting", "overdue")):
        kind = "late"  # "quá hạn nộp kế hoạch bao nhiêu ngày rồi"
    if kind == "place" and has(text, folded_table("asking", "counting", "taken_from")) and has(text, folded_table("asking", "counting", "money_words")):
        kind = ""  # "tiền để tổ chức kỳ thi lấy ở đâu ra"
    if kind == "place" and "compares" in marks:
        kind = "what"  # "khác nhau ở điểm nào"
    if kind == "reason" and "in_time" in marks and has(text, folded_table("asking", "confirming", "harmless")):
        kind = ""  # "họp sớm trong tháng 11 có sao không"
    if kind in ("", "duration", "left", "late", "amount", "count", "date", "list", "how"):
        judged = confirm or "in_time" in marks or _what_if(text)
        if "days_late" in marks:
            kind = "late"
        elif "days_left" in marks:
            kind = "left"
        elif kind in ("", "date", "list", "how") and judged and not (_latest(kind, text) or _punished(text)) and dated():
            kind = "fits"
        elif kind == "" and confirm and duration_in(tokens) is not None and not _priced(text, tokens):
            kind = "duration"
        elif kind == "" and confirm and (claimed := amount_in(tokens)) is not None:
            kind, noun = ("money" if claimed[1] in folded_set("asking", "counting", "money") else "claim"), (claimed[1],)
        elif kind == "" and "in_time" in marks and has(text, folded_table("asking", "confirming", "late")) and not _punished(text):
            kind = "fits"
    return Wants(kind or ("confirm" if confirm else ""), noun, confirm, at)


def _what_if(text: str) -> bool:
    """"thế lùi tới 10/4 thì sao"."""
    return has(text, folded_table("asking", "confirming", "what_if"))


def _punished(text: str) -> bool:
    return has(text, folded_table("asking", "confirming", "punished"))


def _priced(text: str, tokens: Sequence[Token]) -> bool:
    """"tiền ăn 200 nghìn một ngày phải không": a sum is claimed, for so long."""
    claimed = amount_in(tokens)
    return claimed is not None and claimed[1] in folded_set("asking", "counting", "money") and has(text, folded_table("asking", "counting", "money_words"))


def _latest(kind: str, text: str) -> bool:
    """"(sáng nay sếp hỏi) trễ nhất lúc nào phải nộp": the last day is asked; one counted from a day of the calendar is reckoned elsewhere."""
    return kind == "date" and not ("/" in text or " ngay " in text) and has(text, folded_table("asking", "confirming", "latest"))


_READ: Memo[tuple[str, bool, Found]] = Memo()
_PLAIN: Memo[Wants] = Memo()


def _read(tokens: Sequence[Token]) -> tuple[str, bool, Found]:
    words = [t.fold for t in tokens]
    text = f" {' '.join(words)} "
    return text, _confirm(words, text, tokens), _value(words, text, tokens)


def has(text: str, phrases: Sequence[str]) -> bool:
    """Whether a folded text with a blank at both ends holds one of these folded phrases."""
    bounded = phrases.bounded if isinstance(phrases, Phrases) else _bounded(tuple(phrases))
    for phrase in bounded:  # noqa: SIM110 -- asked a dozen times for every part of a question, a plain loop is twice as fast as any()
        if phrase in text:
            return True
    return False


@cache
def _bounded(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f" {phrase} " for phrase in phrases)


def _value(words: list[str], text: str, tokens: Sequence[Token]) -> Found:
    for says, at, _, _ in _rows("clock"):
        if has(text, says):
            return "clock", (), _at(words, at)
    if has(text, [f"bao lau {then}" for then in folded_table("asking", "counting", "then")]):
        return "date", (), _at(words, folded_table("asking", "lengths", "long"))  # "xong bao lâu thì phải báo cáo"
    if (why := _why_not(text, tokens)) >= 0:
        return "reason", (), why
    counted = _counted(words, text, tokens)
    if counted is not None:
        return counted
    if found := re.search(r" de (?:\w+ ){1,3}lam (?:gi|chi)(?= )", text):
        return "reason", (), text[: found.end()].count(" ") - 1  # "gửi cho ai và để họ làm gì"
    for says, at, kind, barred in _rows("after_counting"):
        if not has(text, says):
            continue
        n = _within(words, text, says, at)
        if n >= 0 and _meant(tokens, n, barred):
            return kind, (), n
    what, last = folded_set("asking", "what", "says"), folded_set("asking", "what", "last")
    accented = vocabulary("asking")["what"]["says"]
    tail = folded_set("asking", "confirming", "tail")
    for n, token in enumerate(tokens):
        ending = n + 1 == len(words) or bool(token.point) or words[n + 1] in tail
        if token.canon in accented or (token.bare and token.fold in what) or (token.bare and token.fold in last and ending):
            return "what", (), n
    return "", (), -1


def _why_not(text: str, tokens: Sequence[Token]) -> int:
    """Where "sao" stands in "sao năm nay làm ở công viên mà không ra bến", "ủa sao chỉ có một giải chứ không phải hai"; -1 where it does not."""
    opens = next((n for n, token in enumerate(tokens[:3]) if token.canon == "sao"), -1)
    return opens if opens >= 0 and has(text, folded_table("asking", "whynot", "instead")) else -1


def _within(words: Sequence[str], text: str, says: Sequence[str], at: Sequence[str]) -> int:
    """The place of the word a question turns on: within the first of these phrases that has it, else wherever it stands."""
    for phrase in says:
        found = text.find(f" {phrase} ")
        if found >= 0:
            begin = text[:found].count(" ")
            within = _at(words[begin : begin + phrase.count(" ") + 1], at)
            if within >= 0:
                return begin + within
    return _at(words, at)


def _meant(tokens: Sequence[Token], n: int, barred: frozenset[str]) -> bool:
    """Whether the word at n is the question word itself, not one that merely looks like it without accents ("đầu tiên")."""
    if tokens[n].fold in folded_set("asking", "focus", "behind") and not tokens[n].bare and tokens[n].canon not in vocabulary("asking")["focus"]["behind"]:
        return False
    if n and f"{tokens[n - 1].fold} {tokens[n].fold}" in folded_set("asking", "focus", "heard"):
        return False  # "nghe đâu dời rồi": hearsay
    return not (barred and n + 1 < len(tokens) and tokens[n + 1].fold in barred)


@cache
def _rows(group: str) -> list[tuple[tuple[str, ...], tuple[str, ...], str, frozenset[str]]]:
    return [
        (folded_table("asking", group, n, "says"), folded_table("asking", group, n, "at"), row.get("type", ""), folded_set("asking", group, n, "not_before"))
        for n, row in enumerate(vocabulary("asking")[group])
    ]


def _counted(words: list[str], text: str, tokens: Sequence[Token]) -> Found | None:
    """What "mấy" or "bao nhiêu" asks, by the words beside it."""
    accented = 3 * sum(not t.bare for t in tokens) >= len(tokens)
    for n, word in enumerate(words):
        if word == "may" and accented and tokens[n].bare and not tokens[n].changed:
            continue
        if word == "may" and not tokens[n].bare and tokens[n].canon not in vocabulary("asking")["counting"]["several"]:
            continue  # "dây máy"
        if word == "may" and words[n + 2 : n + 3] == ["nao"]:
            continue  # "mấy bữa nào thi": on which days
        if word == "may" and set(words[n + 2 : n + 4]) & folded_set("asking", "counting", "lately"):
            continue  # "sếp hỏi mấy bữa nay", "mấy buổi lễ này"
        if word == "may" and n < _HEARD and words[n + 1 : n + 2] and set(words[n + 2 : n + 6]) & folded_set("asking", "counting", "said"):
            continue  # "nghe mấy chị trong xóm nói"
        bao = n > 0 and words[n - 1] == "bao"
        if word != "may" and not (word == "nhieu" and (bao or tokens[n].canon in vocabulary("asking")["counting"]["how_many"])):
            continue
        if tokens[n].point == "%":
            return "count", ("phan", "tram"), n
        start = n - 1 if bao and word != "may" else n
        lead = words[start - 1] if start else ""
        behind = words[n + 1] if n + 1 < len(words) else ""
        if start and lead in folded_table("asking", "counting", "leads")[:1] and tokens[start - 1].canon not in vocabulary("asking")["counting"]["leads"]:
            of_days = behind in folded_set("asking", "counting", "days") and words[n + 2 : n + 3] != ["may"]
            lead = "" if of_days or not tokens[start - 1].bare else lead  # "sở mấy ngày"
        found = _beside(words, text, n, lead, behind) or _of_things(words, tokens, n, lead, behind)
        if found is not None:
            return found
    return None


_HEARD = 3
"""What was heard is told in the first words of a question."""


def _beside(words: list[str], text: str, n: int, lead: str, behind: str) -> Found | None:
    def among(name: str) -> frozenset[str]:
        return folded_set("asking", "counting", name)

    if lead in among("which_date") | {"nam"} and behind not in among("days"):
        return ("year" if lead == "nam" else "date"), (), n
    if lead in among("which_day") and behind not in among("days") | {"thang"}:
        daily = words[n] == "nhieu" and n > 2 and words[n - 3] in among("each")  # "một người một ngày bao nhiêu"
        paid = "money" if has(text, folded_table("asking", "counting", "money_words")) else "amount"
        return (paid if daily else "date"), (), n
    if lead == "thu" and words[n + 1 : n + 3] == ["trong", "tuan"]:
        return "date", (), n
    if lead == "thu" or (lead == "lan" and words[n] == "may"):
        return "ordinal", (), n
    if lead in folded_table("asking", "lengths", "no_amount")[:1] or lead == "hieu":
        return "number", (), n
    if behind == "ngay" and words[n + 2 : n + 3] == ["nao"]:
        return "date", (), n  # "mở vào mấy ngày nào"
    if behind in among("days") or behind in ("lau", "thoi") or (behind == "nguyen" and "ngay" in words):
        return "duration", (behind,), n
    if behind in among("spans") and has(text, folded_table("asking", "counting", "still")):
        return "left", (behind,), n
    further = words[n + 2] if n + 2 < len(words) else ""
    if not behind and lead in among("priced"):
        return "money", (), n
    if behind in among("money") or (behind in ("tram", "chuc") and (further in among("money") or (behind == "tram" and not further))):
        return "money", (behind,), n
    if behind in among("minutes"):
        return "minutes", (behind,), n
    return None


def _of_things(words: list[str], tokens: Sequence[Token], n: int, lead: str, behind: str) -> Found | None:
    others = vocabulary("asking")["counting"]["others"]
    if words[n] == "may" and any(t.canon in others or (t.bare and t.fold in folded_set("asking", "counting", "others")) for t in tokens[n + 2 :]):
        return None
    ahead = " " + " ".join(words[: max(0, n - 1)]) + " "
    asked = words[0] == "ai" or has(ahead, folded_table("asking", "counting", "asked_before"))
    if words[n] == "may" and behind in folded_set("asking", "counting", "people") and asked:
        return None  # "chừng nào trả tiền cho mấy người đi điều tra"
    several = folded_set("asking", "counting", "bodies") | folded_set("asking", "counting", "pieces")
    if words[n] == "may" and behind in several and _confirm(words, " " + " ".join(words) + " ", tokens):
        return None  # "xin mấy doanh nghiệp quen tài trợ được không"
    if words[n] == "may" and lead == "voi" and behind in folded_set("asking", "counting", "people") and _confirm(words, " " + " ".join(words) + " ", tokens):
        return None  # "giao lưu với mấy người điển hình có nằm trong chương trình không"
    if words[n] == "may" and "khac" in words[n + 2 : n + 5]:
        return None  # "như mấy đơn vị khác"
    if words[n] == "may" and words[n + 2 : n + 3] and words[n + 2] in ("do", "nay", "kia", "ay") and behind in folded_set("asking", "counting", "pointed_at"):
        return None  # "ai quyết mấy chuyện đó"
    addressed = folded_set("asking", "counting", "addressed")
    if words[n] == "may" and behind in addressed and (all(word in addressed for word in words[n + 2 :]) or tokens[n + 1].point):
        return None  # "… vậy mấy anh", "… hả mấy anh chị"
    if behind and behind not in folded_set("asking", "counting", "skip"):
        return "count", _noun(tokens, n + 1), n
    if lead in ("tre", "muon"):
        return "late", (), n
    return ("amount", (), n) if words[n] == "nhieu" else None


def _noun(tokens: Sequence[Token], start: int) -> tuple[str, ...]:
    """The thing counted: up to two words, as far as they carry content."""
    if tokens[start].fold == "suat" and start + 1 < len(tokens) and not (tokens[start].point or is_stop(tokens[start + 1])):
        start += 1  # "mấy suất giải nhì"
    out: list[str] = []
    for token in tokens[start : start + 2]:
        if out and is_stop(token):
            break
        out.append(token.fold)
        if token.point:
            break
    return tuple(out)


def _at(words: Sequence[str], which: Sequence[str]) -> int:
    return next((n for n, word in enumerate(words) if word in which), -1)


def _confirm(words: list[str], text: str, tokens: Sequence[Token]) -> bool:
    table = vocabulary("asking")["confirming"]
    tail = folded_set("asking", "confirming", "tail")
    end = len(words)
    while end and words[end - 1] in tail and tokens[end - 1].canon not in table["stands"]:
        end -= 1
    if not end:
        return False
    last = tokens[end - 1]
    if last.canon in table["ends"] or (last.bare and last.fold in folded_set("asking", "confirming", "ends_bare")):
        return True
    leads = any(t.canon in table["lead"] and (n == 0 or bool(tokens[n - 1].point) or is_stop(tokens[n - 1])) for n, t in enumerate(tokens))
    return leads or has(text, folded_table("asking", "confirming", "inside"))
