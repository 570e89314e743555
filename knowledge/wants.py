"""What kind of answer a question asks for, read off its question word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.lengths import amount_in, duration_in
from knowledge.plan import Amount, Attribute, Deadline, Duration, Fact, Listing
from knowledge.phrases import is_stop
from knowledge.syllable import fold
from knowledge.text import Token, written

TIMED = frozenset(["deadline", "date_held", "registration"])
"""Families whose dates somebody can be early or late for."""

_DAYS = frozenset(["ngay", "hom", "bua", "buoi", "tieng"])
_SPANS = frozenset(["tuan", "thang", "quy"])
_MONEY = frozenset(["tien", "trieu", "dong", "ty", "ti", "nghin", "ngan", "xu", "cu"])
_PEOPLE = frozenset(["nguoi", "dai", "suat", "thanh", "ca", "khach", "ong", "ba", "vi", "chi", "em", "dua", "can", "thi", "hoc", "giao"])
_OTHERS = frozenset(["gi", "nao", "sao", "dau", "ai", "bao", "may", "chi"])
_SKIP = frozenset(["la", "cai", "chiec", "vay", "the", "a", "nhi", "ha", "roi", "nua", "thi", "ta", "ad", "do", "z", "den", "toi", "dau", "qua", "cho", "tro"])


@dataclass(frozen=True, slots=True)
class Wants:
    """`type`: date, duration, clock, money, person, place, body, reason, count, left, late, ordinal, confirm, choice, what, how or "" (not said); `noun`: what is counted, folded."""

    type: str = ""
    noun: tuple[str, ...] = ()
    confirm: bool = False
    at: int = -1


def wants(tokens: Sequence[Token], marks: frozenset[str] = frozenset(), dated: Callable[[], bool] = bool) -> Wants:
    """Read the question word of one question. `marks`: the groups of generic phrases in it; `dated`: tells whether it names a day."""
    words = [t.fold for t in tokens]
    canon = [t.canon for t in tokens]
    text = " " + " ".join(words) + " "
    confirm = _confirm(words, canon, tokens)
    kind, noun, at = _value(words, canon, text, tokens)
    if kind in ("", "duration", "left", "late", "amount", "count", "date"):
        if "days_late" in marks:
            kind = "late"
        elif "days_left" in marks:
            kind = "left"
        elif kind in ("", "date") and (confirm or "in_time" in marks) and dated():
            kind = "fits"
        elif kind == "" and confirm and duration_in(tokens) is not None:
            kind = "duration"
        elif kind == "" and confirm and (claimed := amount_in(tokens)) is not None:
            kind, noun = ("money", (claimed[1],)) if claimed[1] in _MONEY else ("claim", (claimed[1],))
        elif kind == "" and "in_time" in marks and _has(text, "kip", "han", "tre", "muon", "som", "qua han"):
            kind = "fits"
    return Wants(kind or ("confirm" if confirm else ""), noun, confirm, at)


def _has(text: str, *phrases: str) -> bool:
    return any(f" {phrase} " in text for phrase in phrases)


def _value(words: list[str], canon: list[str], text: str, tokens: Sequence[Token]) -> tuple[str, tuple[str, ...], int]:
    if _has(text, "may gio", "gio nao", "luc may gio", "bao nhieu gio", "gio giac"):
        return "clock", (), _at(words, "gio")
    for n, word in enumerate(words):
        behind = words[n + 1] if n + 1 < len(words) else ""
        before = words[n - 1] if n else ""
        if word == "may" or (word == "nhieu" and before == "bao"):
            start = n if word == "may" else n - 1
            lead = words[start - 1] if start else ""
            if lead in ("thang", "quy", "mung", "mong", "nam") and behind not in _DAYS:
                return ("date" if lead != "nam" else "year"), (), n
            if lead == "ngay" and behind not in _DAYS | {"thang"}:
                return "date", (), n
            if lead == "thu" or (lead == "lan" and word == "may"):
                return "ordinal", (), n
            if lead == "so" or (lead == "hieu"):
                return "number", (), n
            if behind in _DAYS or (behind == "nguyen" and "ngay" in words):
                return "duration", (behind,), n
            if behind == "lau":
                return "duration", (), n
            if behind in _SPANS and _has(text, "con", "nua", "tre", "muon", "cach"):
                return "left", (behind,), n
            if behind in _MONEY:
                return "money", (behind,), n
            if behind == "phut" or behind == "giay":
                return "minutes", (behind,), n
            if word == "may" and n + 1 < len(words) and set(words[n + 2 :]) & _OTHERS:
                continue
            if behind and behind not in _SKIP:
                return "count", _noun(tokens, n + 1), n
            if lead in ("tre", "muon"):
                return "late", (), n
            if word == "nhieu":
                return "amount", (), n
    if _has(text, "bao lau", "lau khong", "lau mau"):
        return "duration", (), _at(words, "lau")
    if _has(text, "bao gio", "khi nao", "luc nao", "hoi nao", "chung nao", "ngay nao", "hom nao", "bua nao", "thang nao", "quy nao", "moc nao", "thoi diem nao", "ky han nao", "han chot", "han cuoi", "khi mo", "tuan nao"):
        return "date", (), _at(words, "nao", "gio", "chot", "cuoi", "mo")
    if _has(text, "nam nao"):
        return "year", (), _at(words, "nao")
    if _has(text, "vi sao", "tai sao", "sao phai", "de lam gi", "lam chi", "de chi", "nham gi", "muc dich gi", "nham muc dich"):
        return "reason", (), _at(words, "sao", "gi", "chi")
    if _has(text, "cho ai", "voi ai", "gap ai", "hoi ai", "bao ai", "nho ai", "keu ai", "tim ai", "goi ai"):
        return "body", (), _at(words, "ai")
    for n, word in enumerate(canon):
        if word == "ai" and words[n - 1 : n] != ["mac"]:
            return "person", (), n
    if _has(text, "dong chi nao", "nguoi nao", "ong nao", "can bo nao", "chuc danh nao", "vi nao", "lanh dao nao", "ho ten", "ten ai"):
        return "person", (), _at(words, "nao")
    if _has(text, "ve dau", "len dau", "toi dau", "den dau", "cho nao", "noi nao", "o dau", "dau", "tai dau", "co quan nao", "don vi nao", "ra dau"):
        n = _at(words, "dau", "nao")
        if n >= 0 and (words[n] != "dau" or canon[n] in ("đâu", "dau")) and not (words[n] == "dau" and n + 1 < len(words) and words[n + 1] in ("tien", "viec", "thang", "nam", "moi", "quy", "muc")):
            return "body", (), n
    if _has(text, "the nao", "nhu the nao", "ra sao", "lam sao", "nhu nao", "kieu gi", "the nao la"):
        return "how", (), _at(words, "nao", "sao")
    for n, word in enumerate(canon):
        last = n + 1 == len(words) or bool(tokens[n].point) or words[n + 1] in _TAIL
        if word in ("gì", "nào") or (tokens[n].bare and word in ("gi", "nao")) or (word == "chi" and last):
            return "what", (), n
    return "", (), -1


def _noun(tokens: Sequence[Token], start: int) -> tuple[str, ...]:
    """The thing counted: up to two words, as far as they carry content."""
    out: list[str] = []
    for token in tokens[start : start + 2]:
        if out and is_stop(token):
            break
        out.append(token.fold)
        if token.point:
            break
    return tuple(out)


def _at(words: Sequence[str], *which: str) -> int:
    for n, word in enumerate(words):
        if word in which:
            return n
    return -1


_ENDS = frozenset("khong chua ha hả chu nhi ho hu sao u phai dung hen chang a".split())
_TAIL = frozenset("a ad anh chi em ban ta nhi vay the nhe nha oi roi do z day co chu thay bac ong hen luon he hay".split())


def _confirm(words: list[str], canon: list[str], tokens: Sequence[Token]) -> bool:
    end = len(words)
    while end and (words[end - 1] in _TAIL) and canon[end - 1] not in ("à", "hả", "chứ"):
        end -= 1
    if not end:
        return False
    last, word = canon[end - 1], words[end - 1]
    if last in ("à", "hả", "chưa", "không", "chứ", "hở", "ha", "hử", "chăng", "nhỉ"):
        return True
    if tokens[end - 1].bare and word in ("khong", "chua", "ha", "chu", "chang", "nhi", "ho"):
        return True
    text = " " + " ".join(words) + " "
    return _has(text, "co phai", "co dung", "phai khong", "dung khong", "duoc khong", "co duoc", "phai chang", "co can", "hay khong", "co khong", "dung chua", "duoc chua", "duoc chu", "lieu", "dung chu", "phai chu", "chuan khong", "chuan chua", "dung hay sai", "dung hong", "dung roi", "dung hem")


def agrees(want: Wants, fact: Fact, attribute: Attribute, terms: frozenset[str]) -> float:
    """How well a fact's value answers what is wanted: 1 it does, 0 no word on it, -1 it is another sort of thing, -3 it cannot be it.

    `terms` are the folded syllables by which the fact and its attribute are known.
    """
    value = fact.value
    kind = attribute.type
    match want.type:
        case "date":
            if isinstance(value, Deadline) or kind == "date":
                return 1.0
            return -1.0 if isinstance(value, Duration) or kind in ("person", "body", "list", "money", "place") else -0.4
        case "year":
            return 0.6 if isinstance(value, Deadline | Amount) or kind in ("date", "count") or "nam" in terms else -0.5
        case "left" | "late" | "fits":
            return 1.0 if isinstance(value, Deadline) and attribute.family in TIMED else -1.0
        case "duration":
            if isinstance(value, Duration):
                return 1.0
            return -0.6 if isinstance(value, Deadline) else -1.0
        case "minutes":
            return 1.0 if isinstance(value, Duration) and value.minutes else (0.5 if "phut" in terms else -3.0)
        case "clock":
            if kind == "clock" or (isinstance(value, Deadline) and (value.opens or value.closes)):
                return 1.0
            return 0.3 if "gio" in terms and kind in ("text", "list") else -3.0
        case "money":
            if kind == "money" or (isinstance(value, Amount) and set(fold(value.unit).split()) & _MONEY):
                return 1.0
            return 0.2 if set(terms) & {"tien", "dong", "trieu"} else -3.0
        case "person":
            return 0.6 if kind in ("person", "body") else 0.2 if kind == "list" else -0.8 if isinstance(value, Deadline | Duration | Amount) else 0.0
        case "body":
            return 0.6 if kind in ("body", "person", "place") else -0.6 if isinstance(value, Deadline | Duration | Amount) else 0.0
        case "reason":
            return 0.8 if kind == "reason" else -0.6 if isinstance(value, Deadline | Duration | Amount) else 0.0
        case "count":
            return _counts(want.noun, value, kind, terms)
        case "claim":
            return 0.6 if isinstance(value, Amount) and set(want.noun) & {w.fold for w in written(value.unit)} else 0.0
        case "ordinal":
            return 0.5 if isinstance(value, Amount | Listing) or "thu" in terms else -0.3
        case "number":
            return 0.8 if kind in ("document", "phone") else 0.0
        case "amount":
            return 0.3 if isinstance(value, Amount) else 0.0
        case "how" | "what" | "confirm" | "":
            return 0.0
    return 0.0


def _counts(noun: Sequence[str], value: object, kind: str, terms: frozenset[str]) -> float:
    known = bool(noun) and all(word in terms for word in noun)
    if isinstance(value, Amount):
        unit = set(word.fold for word in written(value.unit))
        return 1.0 if unit & set(noun[:2]) else (0.2 if known else -3.0)
    if isinstance(value, Listing):
        return 0.7 if known else -2.0
    if kind in ("text", "list") and known:
        return 0.1
    return -3.0
