"""What is nearly told and is not: a sum where none is stated, what stands in a form, who else there is, an award of somebody else's, his telephone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from knowledge.pair import Pair
from knowledge.plan import Amount, Deadline, Fact, Listing, Plan
from knowledge.preferring import held_on
from knowledge.question import Reading
from knowledge.telephones import of_another_ones_telephone
from knowledge.text import Token, folded_set, folded_table, vocabulary, written
from knowledge.wants import TIMELY, has
from knowledge.winners import of_prizes_not_counted, of_who_has_won, of_who_was_chosen, of_whom_only_a_sum_is_told, of_why_it_was_chosen


def near_miss(reading: Reading, fact: Fact, plan: Plan) -> str:
    """In a few words why a fact tells what is beside the question and not what is asked, or ""."""
    asked = " " + " ".join(word.fold for word in reading.ask.words) + " "
    pair = Pair(reading, fact, plan, asked, _told(fact.answer, fact.quote))
    return next((miss.why for miss in MISSES if miss.holds(pair)), "")


@lru_cache(maxsize=4096)
def _told(answer: str, quote: str) -> str:
    return " " + " ".join(word.fold for text in (answer, quote) for word in written(text)) + " "


def of_another_conference(pair: Pair) -> bool:
    """"hội nghị tổng kết họp hôm nào", where the fact tells of the one to begin with, or only of the report of that name."""
    named, held = set(_CONFERENCE.findall(pair.asked)), set(_CONFERENCE.findall(pair.told))
    reported = pair.want.type == "date" and " hoi nghi " not in pair.told and any(f" bao cao {one} " in pair.told for one in named)
    return reported or bool(named and held and not named & held)


_CONFERENCE = re.compile(r" hoi nghi (tong ket|so ket|trien khai|phat dong|cong bo|doi thoai|tap huan) ")


def of_why_just_this(pair: Pair) -> bool:
    """A reason asked for a figure that the fact has not, or for what is not otherwise."""
    if pair.want.type != "reason":
        return False
    figures = set(re.findall(r" (\d+) (?!nam (?:qua|nay|gan day))", pair.asked))
    return bool(figures and not figures & set(re.findall(r"\d+", pair.told))) or bool(_RATHER.search(pair.asked) and not _RATHER.search(pair.told))


# "sao chỉ mở ba ngày mà không mở năm ngày", "sao lại không có nghề ấy", "vì sao không thi ở đó luôn": why it is not otherwise
_RATHER = re.compile(r" chi (?:\w+ ){1,6}ma (?:khong|chu khong) | lai khong | (?:vi sao|tai sao) (?:\w+ ){1,4}khong (?!duoc )")


def of_no_head_count(pair: Pair) -> bool:
    """"danh sách dự phòng phải có mấy người", "có ít nhất 5 cá nhân": how many people, where the fact has no number of anybody."""
    want, people = pair.want, folded_set("asking", "counting", "people")
    if pair.reading.follow or isinstance(pair.fact.value, Listing):
        return False
    if want.confirm:
        claimed = re.search(r" \d+ (?:ca nhan|tap the) ", pair.asked)
        return bool(claimed) and not re.search(r"\d", pair.fact.answer)
    if want.type != "count" or want.noun[:1] == ("suat",) or not ((want.noun[:1] and want.noun[0] in people) or want.noun in (("ca", "nhan"), ("tap", "the"))):
        return False
    heads = people | folded_set("asking", "counting", "of_people") | {"ca", "tap", "doi"}
    return not any(set(found.split()[1:]) & heads for found in _COUNTED.findall(pair.told))


_COUNTED = re.compile(r"(?<= )(?:\d[\d.]*|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?: [a-z]+){1,3}")


def of_no_measure(pair: Pair) -> bool:
    """"mỗi mũi bao nhiêu ml": how much in a unit the fact has no figure of."""
    want, measures = pair.want, folded_set("asking", "beside", "measures")
    return want.type == "count" and not want.confirm and bool(want.noun) and want.noun[0] in measures and f" {want.noun[0]} " not in pair.told


def of_no_sum(pair: Pair) -> bool:
    """"bằng khen thì kèm theo bao nhiêu tiền": how much, where the fact has no figure of money and does not say that there is nothing to pay."""
    if pair.want.type != "money" or pair.want.confirm:
        return False
    return not _SUM.search(pair.told) and "%" not in pair.fact.answer and not has(pair.told, folded_table("asking", "beside", "no_money"))


_SUM = re.compile(r" \d[\d.,]* (?:\w+ )?(?:dong|trieu|ty|ti|nghin|ngan) |\d{1,3}(?:\.\d{3})+")


def of_what_is_in_a_form(pair: Pair) -> bool:
    """"phiếu đăng ký có những cột gì", "đơn đăng ký có phải dán ảnh không", "theo mẫu số mấy": of a form, what the fact does not speak of."""
    if pair.want.type in (*TIMELY, "date"):
        return False
    table, bare = vocabulary("asking")["beside"], all(word.bare for word in pair.words)
    asked = " " + " ".join(word.fold if bare else word.canon for word in pair.words) + " "
    its_number, a_form = (has(asked, folded_table("asking", "beside", key) if bare else table[key]) for key in ("its_number", "forms"))
    if not (its_number or a_form):
        return False
    told = " " + " ".join(word.canon for text in (pair.fact.answer, pair.fact.quote) for word in written(text)) + " "
    if its_number and not has(told, table["numbered"]):
        return True
    inside = zip(table["in_a_form"], folded_table("asking", "beside", "in_a_form"), strict=True)
    heads = ((part, folded, part.split()[0] if folded.startswith("anh ") else part) for part, folded in inside)  # of a photo's size the photo tells
    return a_form and any(f" {folded if bare else part} " in asked and f" {head} " not in told for part, folded, head in heads)


def of_the_others(pair: Pair) -> bool:
    """"ngoài trưởng ban ra còn những ai": who else, where one alone is told."""
    return bool(_OTHERS.search(pair.asked)) and not isinstance(pair.fact.value, Listing)


_OTHERS = re.compile(r" ngoai (?:\w+ ){1,8}con (?:\w+ )?(?:ai|nguoi nao) ")


def of_another_giver(pair: Pair) -> bool:
    """"Bằng khen của Thủ tướng", where the fact tells of the minister's."""
    if pair.want.confirm:
        return False
    asked, told = _givers(pair.words), _givers(written(pair.fact.answer)) | _givers(written(pair.fact.quote))
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


def of_a_claimed_place(pair: Pair) -> bool:
    """"tổ chức ở 57 Huỳnh Thúc Kháng phải không": an address is claimed, of which the fact knows nothing."""
    words = pair.words
    for at, number, name in zip(words, words[1:], words[2:], strict=False):
        led = at.fold in folded_set("asking", "beside", "at") and number.fold.isdecimal() and not number.point
        if led and name.raw[:1].isupper() and not name.raw.isupper():
            return f" {number.fold} " not in pair.told and f" {name.fold} " not in pair.told
    return False


def of_a_sibling(pair: Pair) -> bool:
    """"thủ khoa môn chuyên", where the fact speaks of "thủ khoa các môn chung", and both are things the plan tells apart by their last word."""
    also = {c.fact.entity for c in pair.reading.candidates if c.fact.attribute == pair.fact.attribute}
    for spot in () if pair.reading.follow or pair.want.confirm else pair.reading.ask.spots:
        said = tuple(word.fold for word in pair.words[spot.start : spot.end])
        if spot.group != "entity" or len(said) < 2 or spot.key in also or f" {' '.join(said)} " in pair.told:
            continue
        names = {tuple(word.fold for word in written(name)) for e in pair.plan.entities if e.key != spot.key for name in (e.label, *e.names)}
        alike = (f" {' '.join(name)} " for name in names if name[:-1] == said[:-1] and name[-1] != said[-1])
        if any(name in pair.told and name not in pair.asked for name in alike):
            return True
    return False


def of_board(pair: Pair) -> bool:
    """"có lo cơm trưa cho đoàn không": food or a bed, where the fact tells what people are paid, or where something is, and speaks of neither."""
    table, bare = vocabulary("asking")["beside"], all(word.bare for word in pair.words)
    asked = " " + " ".join(word.fold if bare else word.canon for word in pair.words) + " "
    astray = any(c.fact.id == pair.fact.id and c.entity < 0 for c in pair.reading.candidates)
    beside = isinstance(pair.fact.value, Amount) or pair.want.type in ("place", "body")
    if astray or not beside or not has(asked, folded_table("asking", "beside", "board") if bare else table["board"]):
        return False
    return not has(" " + " ".join(word.canon for text in (pair.fact.answer, pair.fact.quote) for word in written(text)) + " ", table["board_told"])


def of_a_share(pair: Pair) -> bool:
    """"xã Mường Nhé được chia mấy suất", where the fact tells how many there are in all."""
    words = pair.words
    heads = folded_set("asking", "beside", "units")
    for n in range(2, len(words) - 2):
        if words[n].fold not in ("duoc", "bi") or not _SHARED.match(" ".join(w.fold for w in words[n + 1 : n + 5])):
            continue
        whose = [k for k in range(n) if words[k].fold in heads or f"{words[k].fold} {words[k + 1].fold}" in heads]
        named = [f" {words[k].fold} {words[k + 1].fold} " for k in whose]
        if not named or pair.fact.kinds or has(pair.told, folded_table("asking", "beside", "each_unit")):
            return False
        return not any(name in pair.told for name in named)
    return False


_SHARED = re.compile(r"(?:\w+ )?(?:chia|giao|phan bo|phan|rot|cap) (?:\w+ )?(?:may|bao nhieu)\b")


def of_leave_to_be_late(pair: Pair) -> bool:
    """"ai duyệt cho lui hạn nộp": leave to be late, of which the fact says nothing."""
    put_off = folded_table("asking", "beside", "put_off")
    return has(pair.asked, put_off) and not has(pair.told, put_off) and bool(_GRANTED.search(pair.asked))


_GRANTED = re.compile(r" (?:duyet|cho phep|chap thuan|dong y|cho lui|cho gia han) ")


def of_a_chat(pair: Pair) -> bool:
    """"có lập nhóm Zalo không": a chat, where the fact names none."""
    chats = folded_table("asking", "beside", "chats")
    return has(pair.asked, chats) and not has(pair.told, chats)


def of_an_account(pair: Pair) -> bool:
    """"xin số tài khoản để chuyển khoản": an account to pay into, where the fact names none."""
    return " so tai khoan " in pair.asked and " tai khoan " not in pair.told


def of_how_soon_behind(pair: Pair) -> bool:
    """"đại hội xong thì báo cáo trong mấy ngày": so long behind something, where the fact counts no days from anything."""
    return bool(_HOW_SOON.search(pair.asked)) and not _SO_LONG_BEHIND.search(pair.told)


_HOW_SOON = re.compile(r" (?:xong|sau khi) (?:\w+ ){1,8}(?:trong|sau|trong vong) (?:vong )?(?:may|bao nhieu|toi da may) (?:ngay|hom|tuan|thang) ")
_SO_LONG_BEHIND = re.compile(r" (?:\d+|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) (?:ngay|tuan|thang|gio) ")


def of_one_of_the_whole(pair: Pair) -> bool:
    """"xã Ea Lâm phải làm bao nhiêu km": one unit's share by its name, where the fact tells what all of them do together."""
    if pair.want.type not in ("count", "amount", "money") or pair.fact.kinds or not _THE_WHOLE.search(pair.told) or _THE_WHOLE.search(pair.asked):
        return False
    heads, words = folded_set("asking", "beside", "units"), pair.words
    for n, head in enumerate(words[:-1]):
        name = words[n + 1]
        if head.fold in heads and name.raw[:1].isupper() and not head.point and f" {name.fold} " not in pair.told:
            return True
    return False


_THE_WHOLE = re.compile(r" (?:toan|ca|het thay) (?:tinh|huyen|thanh pho|quoc|nganh|xa|tong cong ty|dot|chien dich|bao nhieu|may) | tong (?:so|cong) ")


def of_another_day(pair: Pair) -> bool:
    """"cuộc họp xét ngày 11/5 bắt đầu lúc mấy giờ", where the fact is of what is held on another day, and something else on that one."""
    days = {when.first for when in pair.reading.dates if when.precision == "day" and not (when.relative or when.before or when.after)}
    if pair.want.type not in ("clock", "place") or len(days) != 1 or pair.reading.follow:
        return False
    day = next(iter(days))
    its = held_on(pair.plan, day)
    return bool(its) and pair.fact.entity not in its and any(isinstance(f.value, Deadline) for f in pair.plan.facts if f.entity == pair.fact.entity)


def of_those_it_counts(pair: Pair) -> bool:
    """"khu vực Mường Khê gồm những xã nào", where the fact tells how many there are of something else."""
    if not isinstance(pair.fact.value, Amount) or pair.want.confirm:
        return False
    asked = _GOES_INTO.search(pair.asked)
    return asked is not None and f" {asked[1]} " not in pair.told


_GOES_INTO = re.compile(r" gom (?:co )?(?:nhung|cac) (\w+) nao ")


def of_a_post_not_told(pair: Pair) -> bool:
    """"ai là chánh văn phòng Sở", where the fact tells what the office does."""
    if pair.want.type != "person" or pair.want.confirm or pair.reading.follow:
        return False
    asked = [post for post in folded_table("asking", "lists", "posts") if f" ai la {post} " in pair.asked or f" ai lam {post} " in pair.asked]
    return bool(asked) and not has(pair.told, [*asked, *(post.replace("pho ", "pho truong ", 1) for post in asked)])


def of_last_year(pair: Pair) -> bool:
    """"năm ngoái chi bao nhiêu tiền": the year before, of which the fact does not speak. Not what is so since then, nor "nằm ngoài nhóm"."""
    if pair.want.confirm or not _LAST_YEAR.search(pair.asked) or has(pair.asked, folded_table("asking", "ordinals", "this_year")):
        return False
    accented = {word.canon for word in pair.words if not word.bare}
    return not _LAST_YEAR.search(pair.told) and (not accented or set(vocabulary("asking")["ordinals"]["last"]) <= accented)


_LAST_YEAR = re.compile(r"(?<! tu)(?<!\d) nam ngoai ")


def of_a_certified_copy(pair: Pair) -> bool:
    """"giấy khai sinh photo có phải công chứng không", where the fact says nothing of it."""
    bare = all(word.bare for word in pair.words)
    sorts = folded_table("asking", "beside", "certified")
    asked = " " + " ".join(word.fold if bare else word.canon for word in pair.words) + " "  # "tổng cộng chừng nào" certifies nothing
    named = has(asked, sorts if bare else vocabulary("asking")["beside"]["certified"])
    return pair.want.type not in TIMELY and named and not has(pair.told, sorts)


class Miss(NamedTuple):
    """What may be nearly told: when it is, and why it is beside the question in a few words.

    `final`: no likelihood outweighs it where the rules stated the fact; `never`: nor is a fact stated at a second look that is beside the question so.
    """

    holds: Callable[[Pair], bool]
    why: str
    final: bool = True
    never: bool = True


MISSES = (
    Miss(of_no_sum, "a sum, where none is stated"),
    Miss(of_what_is_in_a_form, "what stands in a form"),
    Miss(of_the_others, "who else there is"),
    Miss(of_another_giver, "an award of somebody else's"),
    Miss(of_a_claimed_place, "a place, where none is stated", never=False),
    Miss(lambda pair: of_another_ones_telephone(pair.reading, pair.fact, pair.plan), "somebody else's telephone", never=False),
    Miss(of_a_sibling, "another one of a pair", never=False),
    Miss(of_board, "food or a bed, where only a sum is told", never=False),
    Miss(of_a_share, "a share, where only the whole is told", never=False),
    Miss(of_whom_only_a_sum_is_told, "who it is, where only a sum is told", never=False),
    Miss(of_no_head_count, "how many, where nobody is counted", final=False),
    Miss(of_another_conference, "another conference"),
    Miss(of_no_measure, "a measure, where none is stated"),
    Miss(of_leave_to_be_late, "leave to be late"),
    Miss(of_a_chat, "a chat of which nothing is stated"),
    Miss(of_an_account, "an account, where none is stated"),
    Miss(of_who_has_won, "who has won"),
    Miss(of_why_just_this, "why it was chosen"),
    Miss(of_prizes_not_counted, "how many, where nobody is counted", final=False),
    Miss(of_how_soon_behind, "how soon behind, where no days are counted"),
    Miss(of_one_of_the_whole, "a share, where only the whole is told", never=False),
    Miss(of_why_it_was_chosen, "why it was chosen"),
    Miss(of_who_was_chosen, "who was chosen"),
    Miss(of_last_year, "another year's", never=True),
    Miss(of_a_post_not_told, "somebody of another rank", never=False),
    Miss(of_another_day, "what is held on another day"),
    Miss(of_those_it_counts, "which they are, where they are only counted"),
    Miss(of_a_certified_copy, "whether a copy is certified"),
)
"""In the order they are looked for."""
