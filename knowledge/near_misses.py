"""What is nearly told and is not: a sum where none is stated, what stands in a form, who else there is, an award of somebody else's, his telephone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from knowledge.plan import Amount, Fact, Listing, Plan
from knowledge.prizes import rank_counted
from knowledge.question import Reading
from knowledge.telephones import of_another_ones_telephone
from knowledge.text import Token, folded_set, folded_table, vocabulary, written
from knowledge.wants import has


def near_miss(reading: Reading, fact: Fact, plan: Plan) -> str:
    """In a few words why a fact tells what is beside the question and not what is asked, or ""."""
    asked = " " + " ".join(word.fold for word in reading.ask.words) + " "
    told = " " + " ".join(word.fold for text in (fact.answer, fact.quote) for word in written(text)) + " "
    if of_no_sum(reading, fact, told):
        return "a sum, where none is stated"
    if reading.ask.want.type not in ("fits", "left", "late", "date") and of_what_is_in_a_form(reading.ask.words, fact):
        return "what stands in a form"
    if of_the_others(asked, fact):
        return "who else there is"
    if not reading.ask.want.confirm and of_another_giver(reading.ask.words, fact):
        return "an award of somebody else's"
    if of_a_claimed_place(reading, told):
        return "a place, where none is stated"
    if of_another_ones_telephone(reading, fact, plan):
        return "somebody else's telephone"
    if of_a_sibling(reading, fact, plan, told):
        return "another one of a pair"
    if of_board(reading, fact):
        return "food or a bed, where only a sum is told"
    if of_a_share(reading, fact, told):
        return "a share, where only the whole is told"
    if of_whom_only_a_sum_is_told(reading, asked, told, fact):
        return "who it is, where only a sum is told"
    if of_no_head_count(reading, fact, told):
        return "how many, where nobody is counted"
    if of_another_conference(reading, asked, told):
        return "another conference"
    if of_no_measure(reading, told):
        return "a measure, where none is stated"
    if has(asked, folded_table("asking", "beside", "put_off")) and not has(told, folded_table("asking", "beside", "put_off")) and _GRANTED.search(asked):
        return "leave to be late"
    if has(asked, folded_table("asking", "beside", "chats")) and not has(told, folded_table("asking", "beside", "chats")):
        return "a chat of which nothing is stated"
    if reading.ask.want.type in ("what", "person", "body", "") and isinstance(fact.value, Amount) and _WON.search(asked):
        return "who has won"
    if reading.ask.want.type == "reason" and of_why_just_this(asked, told):
        return "why it was chosen"
    if not reading.ask.want.confirm and rank_counted(reading) and not re.search(r" \d+ (?:giai|suat|phan) ", told):
        return "how many, where nobody is counted"
    if re.search(r" (?:chon|lua) ", told):
        return ""
    return "why it was chosen" if _CHOSE.search(asked) else "who was chosen" if _CHOSEN.search(asked) else ""


_UNIT = "(?:" + "|".join(folded_table("asking", "beside", "units")) + ")"
_WON = re.compile(
    rf" (?:ai|(?:doi|nguoi|em|doan|nhom|lop|tinh|{_UNIT}) nao) (?:da |se |duoc |vua )?(?:gianh|doat|rinh|vo dich|ve nhat|thang (?:giai|cuoc|tran)) "
)
# "sao chỉ mở ba ngày mà không mở năm ngày", "sao lại không có nghề ấy", "vì sao không thi ở đó luôn": why it is not otherwise
_RATHER = re.compile(r" chi (?:\w+ ){1,6}ma (?:khong|chu khong) | lai khong | (?:vi sao|tai sao) (?:\w+ ){1,4}khong (?!duoc )")
_CONFERENCE = re.compile(r" hoi nghi (tong ket|so ket|trien khai|phat dong|cong bo|doi thoai|tap huan) ")
_GRANTED = re.compile(r" (?:duyet|cho phep|chap thuan|dong y|cho lui|cho gia han) ")
_CHOSE = re.compile(r" (?:vi sao|tai sao|sao) (?:\w+ ){0,4}(?:chon|lua) ")
_CHOSEN = re.compile(rf" nhung {_UNIT} nao (?:da |se )?duoc (?:\w+ )?chon ")


def of_another_conference(reading: Reading, asked: str, told: str) -> bool:
    """"hội nghị tổng kết họp hôm nào", where the fact tells of the one to begin with, or only of the report of that name."""
    named, held = set(_CONFERENCE.findall(asked)), set(_CONFERENCE.findall(told))
    reported = reading.ask.want.type == "date" and " hoi nghi " not in told and any(f" bao cao {one} " in told for one in named)
    return reported or bool(named and held and not named & held)


def of_why_just_this(asked: str, told: str) -> bool:
    """A reason asked for a figure that the fact has not, or for what is not otherwise."""
    figures = set(re.findall(r" (\d+) ", asked))
    return bool(figures and not figures & set(re.findall(r"\d+", told))) or bool(_RATHER.search(asked) and not _RATHER.search(told))


def of_no_head_count(reading: Reading, fact: Fact, told: str) -> bool:
    """"danh sách dự phòng phải có mấy người", "có ít nhất 5 cá nhân": how many people, where the fact has no number of anybody."""
    want, people = reading.ask.want, folded_set("asking", "counting", "people")
    if reading.follow or isinstance(fact.value, Listing):
        return False
    if want.confirm:
        claimed = re.search(r" \d+ (?:ca nhan|tap the) ", " " + " ".join(word.fold for word in reading.ask.words) + " ")
        return bool(claimed) and not re.search(r"\d", fact.answer)
    if want.type != "count" or want.noun[:1] == ("suat",) or not ((want.noun[:1] and want.noun[0] in people) or want.noun in (("ca", "nhan"), ("tap", "the"))):
        return False
    heads = people | folded_set("asking", "counting", "of_people") | {"ca", "tap", "doi"}
    return not any(set(found.split()[1:]) & heads for found in _COUNTED.findall(told))


_COUNTED = re.compile(r"(?<= )(?:\d[\d.]*|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?: [a-z]+){1,3}")


def of_no_measure(reading: Reading, told: str) -> bool:
    """"mỗi mũi bao nhiêu ml": how much in a unit the fact has no figure of."""
    want, measures = reading.ask.want, folded_set("asking", "beside", "measures")
    return want.type == "count" and not want.confirm and bool(want.noun) and want.noun[0] in measures and f" {want.noun[0]} " not in told


def of_no_sum(reading: Reading, fact: Fact, told: str) -> bool:
    """"bằng khen thì kèm theo bao nhiêu tiền": how much, where the fact has no figure of money and does not say that there is nothing to pay."""
    want = reading.ask.want
    if want.type != "money" or want.confirm:
        return False
    return not _SUM.search(told) and "%" not in fact.answer and not has(told, folded_table("asking", "beside", "no_money"))


_SUM = re.compile(r" \d[\d.,]* (?:\w+ )?(?:dong|trieu|ty|ti|nghin|ngan) |\d{1,3}(?:\.\d{3})+")


def of_what_is_in_a_form(words: Sequence[Token], fact: Fact) -> bool:
    """"phiếu đăng ký có những cột gì", "đơn đăng ký có phải dán ảnh không", "theo mẫu số mấy": of a form, what the fact does not speak of."""
    table, bare = vocabulary("asking")["beside"], all(word.bare for word in words)
    asked = " " + " ".join(word.fold if bare else word.canon for word in words) + " "
    its_number, a_form = (has(asked, folded_table("asking", "beside", key) if bare else table[key]) for key in ("its_number", "forms"))
    if not (its_number or a_form):
        return False
    told = " " + " ".join(word.canon for text in (fact.answer, fact.quote) for word in written(text)) + " "
    if its_number and not has(told, table["numbered"]):
        return True
    inside = zip(table["in_a_form"], folded_table("asking", "beside", "in_a_form"), strict=True)
    heads = ((part, folded, part.split()[0] if folded.startswith("anh ") else part) for part, folded in inside)  # of a photo's size the photo tells
    return a_form and any(f" {folded if bare else part} " in asked and f" {head} " not in told for part, folded, head in heads)


def of_the_others(asked: str, fact: Fact) -> bool:
    """"ngoài trưởng ban ra còn những ai": who else, where one alone is told."""
    return bool(_OTHERS.search(asked)) and not isinstance(fact.value, Listing)


_OTHERS = re.compile(r" ngoai (?:\w+ ){1,8}con (?:\w+ )?(?:ai|nguoi nao) ")


def of_another_giver(words: Sequence[Token], fact: Fact) -> bool:
    """"Bằng khen của Thủ tướng", where the fact tells of the minister's."""
    asked, told = _givers(words), _givers(written(fact.answer)) | _givers(written(fact.quote))
    return bool(asked and told) and not asked & told


def _givers(words: Sequence[Token]) -> set[str]:
    """Whose award it is, of each that is named with its giver right behind it."""
    awards, givers = folded_set("asking", "beside", "awards"), folded_table("asking", "beside", "givers")
    out = set()
    for n, (a, b) in enumerate(itertools.pairwise(words)):
        if f"{a.fold} {b.fold}" in awards and not b.point:
            behind = " " + " ".join(word.fold for word in words[n + 2 : n + 6]) + " "
            out |= {giver for giver in givers if behind.startswith((f" {giver} ", f" cua {giver} "))}
    return out


def of_a_claimed_place(reading: Reading, told: str) -> bool:
    """"tổ chức ở 57 Huỳnh Thúc Kháng phải không": an address is claimed, of which the fact knows nothing."""
    words = reading.ask.words
    for at, number, name in zip(words, words[1:], words[2:], strict=False):
        led = at.fold in folded_set("asking", "beside", "at") and number.fold.isdecimal() and not number.point
        if led and name.raw[:1].isupper() and not name.raw.isupper():
            return f" {number.fold} " not in told and f" {name.fold} " not in told
    return False


def of_a_sibling(reading: Reading, fact: Fact, plan: Plan, told: str) -> bool:
    """"thủ khoa môn chuyên", where the fact speaks of "thủ khoa các môn chung", and both are things the plan tells apart by their last word."""
    asked = " " + " ".join(word.fold for word in reading.ask.words) + " "
    also = {c.fact.entity for c in reading.candidates if c.fact.attribute == fact.attribute}
    for spot in () if reading.follow or reading.ask.want.confirm else reading.ask.spots:
        said = tuple(word.fold for word in reading.ask.words[spot.start : spot.end])
        if spot.group != "entity" or len(said) < 2 or spot.key in also or f" {' '.join(said)} " in told:
            continue
        names = {tuple(word.fold for word in written(name)) for e in plan.entities if e.key != spot.key for name in (e.label, *e.names)}
        alike = (f" {' '.join(name)} " for name in names if name[:-1] == said[:-1] and name[-1] != said[-1])
        if any(name in told and name not in asked for name in alike):
            return True
    return False


def of_board(reading: Reading, fact: Fact) -> bool:
    """"có lo cơm trưa cho đoàn không": food or a bed, where the fact tells what people are paid, or where something is, and speaks of neither."""
    table, bare = vocabulary("asking")["beside"], all(word.bare for word in reading.ask.words)
    asked = " " + " ".join(word.fold if bare else word.canon for word in reading.ask.words) + " "
    astray = any(c.fact.id == fact.id and c.entity < 0 for c in reading.candidates)
    beside = isinstance(fact.value, Amount) or reading.ask.want.type in ("place", "body")
    if astray or not beside or not has(asked, folded_table("asking", "beside", "board") if bare else table["board"]):
        return False
    return not has(" " + " ".join(word.canon for text in (fact.answer, fact.quote) for word in written(text)) + " ", table["board_told"])


def of_a_share(reading: Reading, fact: Fact, told: str) -> bool:
    """"xã Mường Nhé được chia mấy suất", where the fact tells how many there are in all."""
    words = reading.ask.words
    heads = folded_set("asking", "beside", "units")
    for n in range(2, len(words) - 2):
        if words[n].fold not in ("duoc", "bi") or not _SHARED.match(" ".join(w.fold for w in words[n + 1 : n + 5])):
            continue
        whose = [k for k in range(n) if words[k].fold in heads or f"{words[k].fold} {words[k + 1].fold}" in heads]
        named = [f" {words[k].fold} {words[k + 1].fold} " for k in whose]
        return bool(named) and not fact.kinds and not has(told, folded_table("asking", "beside", "each_unit")) and not any(name in told for name in named)
    return False


_SHARED = re.compile(r"(?:\w+ )?(?:chia|giao|phan bo|phan|rot|cap) (?:\w+ )?(?:may|bao nhieu)\b")


def of_whom_only_a_sum_is_told(reading: Reading, asked: str, told: str, fact: Fact) -> bool:
    """"5 tập thể dẫn đầu là những đơn vị nào", "tên loại hóa chất là gì": who or what it is called, where the plan tells how much it is."""
    named = _ARE_WHO.search(asked) or any(found not in told for found in _WHICH_GIVER.findall(asked)) or (_CALLED.search(asked) and "\u201c" not in fact.answer)
    return not reading.ask.want.confirm and isinstance(fact.value, Amount) and bool(named)


_CALLED = re.compile(r" ten (?:cua |cac |nhung |loai )?(?:\w+ ){1,8}la (?:gi|chi) ")


_WHICH_GIVER = re.compile(r" (?=(doanh nghiep|cong ty|ngan hang|nha tai tro) nao )")
_ARE_WHO = re.compile(r" la (?:nhung |cac )?(?:ai|(?:don vi|tap the|ca nhan|doi|nguoi|vi|ong ba|nha|truong|xa|phuong|co quan|em|chau) nao) ")
