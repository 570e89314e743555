"""How well a fact's value answers what a question asks for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from knowledge.ask import UNITS
from knowledge.plan import Amount, Attribute, Deadline, Duration, Fact, Listing
from knowledge.syllable import fold
from knowledge.text import folded_set, folded_table, vocabulary, written
from knowledge.wants import TIMED, Wants, has

_MONTH = re.compile(r"\b(?:thang|quy) (?:\d|[ivx])|\d/\d{1,2}/\d{4}")
_DAY = re.compile(r"\bngay \d{1,2} (?:hang|moi) thang\b")
_NUMBER = re.compile(r"\d")


def is_money(unit: str) -> bool:
    """Whether a unit, as the plan writes it, is one of money ("đồng", not "động")."""
    return bool({word.canon for word in written(unit)} & set(vocabulary("asking")["counting"]["money"]))


@cache
def _tells_a_month(answer: str) -> bool:
    return bool(_MONTH.search(fold(answer.lower())))


@cache
def _tells_a_day(answer: str) -> bool:
    return bool(_DAY.search(fold(answer.lower())))


@cache
def _tells_money(text: str) -> bool:
    """Whether words speak of money ("tiền", "500.000 đồng"), not of a council or of athletes."""
    table = vocabulary("asking")["counting"]
    said = [word.canon for word in written(text)]
    return any(w in table["money_words"] or (w in table["money"] and a[:1].isdecimal()) for a, w in itertools.pairwise(["", *said]))


@cache
def tells_a_place(answer: str) -> bool:
    """Whether an answer says where to or where beside what it is about ("… gửi về Phòng Y tế huyện trước ngày 15")."""
    return has(f" {' '.join(w.fold for w in written(answer))} ", _places())


@cache
def _places() -> tuple[str, ...]:
    table = vocabulary("asking")["places"]
    return tuple(f"{fold(lead)} {fold(head)}" for lead in table["before"] for head in table["heads"])


def agrees(want: Wants, fact: Fact, attribute: Attribute, terms: frozenset[str]) -> float:
    """How well a fact's value answers what is wanted: 1 it does, 0 no word on it, -1 it is another sort of thing, -3 it cannot be it.

    `terms` are the folded syllables by which the fact and its attribute are known.
    """
    if want.type in _OF_ANY_SORT:
        return 0.0
    value = fact.value
    kind = attribute.type
    match want.type:
        case "date":
            if isinstance(value, Deadline) or kind == "date":
                return 1.0
            if _tells_a_month(fact.answer):
                return -0.2  # "… quyết định tại kỳ họp tháng 9": who it is, and when
            if value is None and _tells_a_day(fact.answer):
                return 0.0  # "trước ngày 20 hằng tháng"
            return -1.0 if isinstance(value, Duration) or kind in ("person", "body", "list", "money", "place") else -0.4
        case "year":
            dated = isinstance(value, Deadline) or kind == "date" or re.search(r"\b(?:19|20)\d\d\b", fact.answer)
            return 0.6 if dated else -1.5
        case "left" | "late" | "fits":
            return 1.0 if isinstance(value, Deadline) and attribute.family in TIMED else -1.0
        case "duration":
            if isinstance(value, Duration):
                return 1.0
            if isinstance(value, Amount) and set(want.noun) & {w.fold for w in written(value.unit)}:
                return 1.0  # "mấy buổi", where sittings are counted
            if value is None and _lasting(want.noun, fact.answer):
                return 0.5  # "trước mấy ngày", where "trước ngày đại hội ít nhất 20 ngày" is stated
            in_days = bool(set(want.noun) & _IN_DAYS)
            return (0.6 if in_days and _is_span(value) else -0.6) if isinstance(value, Deadline) else -1.0  # "phỏng vấn mấy hôm", held from day to day
        case "minutes":
            return 1.0 if isinstance(value, Duration) and value.minutes else (0.5 if "phut" in terms else -3.0)
        case "clock":
            if kind == "clock" or (isinstance(value, Deadline) and (value.opens or value.closes)):
                return 1.0
            return 0.3 if "gio" in terms and kind in ("text", "list") else -3.0
        case "money":
            if kind == "money" or (isinstance(value, Amount) and is_money(value.unit)):
                return 1.0
            return 0.2 if _tells_money(f"{fact.answer} {attribute.label}") else -0.4 if want.confirm else -3.0
        case "person":
            if kind in ("person", "body"):
                return 0.6
            return 0.3 if kind == "list" else -0.8 if isinstance(value, Deadline | Duration | Amount) else -0.2
        case "body" | "place" if isinstance(value, Deadline) and tells_a_place(fact.answer):
            return 0.0
        case "body":
            return 0.6 if kind in ("body", "person", "place") else -0.6 if isinstance(value, Deadline | Duration | Amount) else 0.0
        case "place":
            return 1.0 if kind == "place" else 0.3 if kind == "body" else -0.9 if isinstance(value, Deadline | Duration | Amount) or kind == "person" else -0.3
        case "reason":
            if kind == "reason":
                return 1.2
            return -0.6 if isinstance(value, Deadline | Duration | Amount) else -0.3
        case "count":
            return _counts(want.noun, value, kind, terms, fact.answer)
        case "list":
            return 0.3 if isinstance(value, Listing) or kind == "list" else -0.6 if isinstance(value, Amount | Duration | Deadline) else 0.0
        case "claim":
            if "%" in want.noun:
                return 0.6 if "%" in fact.answer else -0.6
            if isinstance(value, Duration):
                return 0.6 if value.minutes and "phut" in want.noun else 0.0
            return 0.6 if isinstance(value, Amount) and set(want.noun) & {w.fold for w in written(value.unit)} else 0.0
        case "ordinal":
            return 0.5 if isinstance(value, Amount | Listing) or "thu" in terms else -0.3
        case "number":
            return 0.8 if kind in ("document", "phone") else 0.0
        case "amount":
            return 0.3 if isinstance(value, Amount) else -1.0 if isinstance(value, Deadline) else 0.0
    return 0.0


_OF_ANY_SORT = frozenset(["how", "what", "confirm", ""])


def _is_span(value: Deadline) -> bool:
    """Whether days from one to another are set that something may last, and not a quarter or a season in which it may happen."""
    return value.first is not None and timedelta(0) < value.last - value.first <= _LONGEST_SPAN


def _lasting(noun: Sequence[str], answer: str) -> bool:
    """Whether an answer counts the time asked for: its days where days are asked."""
    units = "ngay" if set(noun) & _IN_DAYS else "|".join(set(noun) & _TIMES)
    return bool(units) and bool(re.search(rf"\b\d+ (?:{units})\b(?! (?:\d|thang))", fold(answer.lower())))


_IN_DAYS = frozenset(["ngay", "hom", "bua"])
_LONGEST_SPAN = timedelta(days=14)


def _numbered(answer: str, noun: Sequence[str]) -> bool:
    """Whether an answer counts these things ("bộ 500 câu hỏi"): units are of any sort ("05 trường"), and a share is a prize."""
    heads = folded_table("asking", "beside", "units") if tuple(noun[:2]) == UNITS else ("giai" if noun[0] == "suat" else noun[0],)
    return bool(re.search(rf"\b\d+ (?:{'|'.join(map(re.escape, heads))})\b", fold(answer.lower())))


_TIMES = frozenset(["nam", "thang", "tuan", "ngay", "hom", "bua", "gio", "phut", "buoi", "lan"])


def _of_people(unit: frozenset[str] | set[str]) -> bool:
    """Whether a unit counts people ("giáo viên", "tình nguyện viên")."""
    return bool(unit & folded_set("asking", "counting", "of_people"))


def _counts(noun: Sequence[str], value: object, kind: str, terms: frozenset[str], answer: str) -> float:
    if tuple(noun[:2]) == ("phan", "tram"):
        return 1.0 if "%" in answer or "phan tram" in fold(answer.lower()) else -2.0
    known = bool(noun) and all(word in terms for word in noun)
    people = folded_set("asking", "counting", "people")
    if noun and noun[0] in folded_set("asking", "counting", "pieces") and kind in ("text", "list"):
        return 0.1 if _NUMBER.search(answer) else -1.0  # "ảnh 3x4 nộp mấy tấm", where "02 ảnh 3x4" is stated
    if len(noun) > 1 and re.search(rf"\b\d+ {re.escape(' '.join(noun))}\b", fold(answer.lower())) and not isinstance(value, Amount):
        return 0.7  # "thi tại 42 điểm thi đặt ở …": by the way
    if noun and kind != "count" and not isinstance(value, Amount | Listing) and noun[0] not in _TIMES and _numbered(answer, noun):
        return 0.3  # "gồm mấy câu", where "bộ 500 câu hỏi" is stated
    if isinstance(value, Amount):
        unit = {word.fold for word in written(value.unit)}
        if unit & set(noun[:2]):
            return 1.0
        if is_money(value.unit):
            counted = noun and _numbered(answer, noun)  # "mấy suất", of prizes
            return 0.2 if counted else -1.0 if known else -3.0  # "mấy giải ba", where only what it is worth is stated
        return 0.8 if set(noun[:1]) & people and _of_people(unit) else 0.2 if known else -3.0
    if isinstance(value, Listing):
        within = len(noun) > 1 and any(f" {' '.join(noun)} " in f" {fold(item.lower())} " for item in value.items)
        return 0.7 if known and not within else -2.0  # "cần mấy báo cáo tham luận" counts no items
    if kind in ("text", "list") and known:
        return 0.1 if _NUMBER.search(answer) else -1.0
    return -3.0
