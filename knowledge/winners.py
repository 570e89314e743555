"""Who has won, who was chosen and why, how many prizes there are: what a plan does not tell that tells what a prize is worth."""

from __future__ import annotations

import re

from knowledge.pair import Pair
from knowledge.plan import Amount
from knowledge.prizes import rank_counted
from knowledge.text import folded_table


def of_whom_only_a_sum_is_told(pair: Pair) -> bool:
    """"5 tập thể dẫn đầu là những đơn vị nào", "tên loại hóa chất là gì": who or what it is called, where the plan tells how much it is."""
    if pair.want.confirm or not isinstance(pair.fact.value, Amount):
        return False
    giver = any(found not in pair.told for found in _WHICH_GIVER.findall(pair.asked))
    return giver or bool(_ARE_WHO.search(pair.asked)) or (bool(_CALLED.search(pair.asked)) and "\u201c" not in pair.fact.answer)


_CALLED = re.compile(r" ten (?:cua |cac |nhung |loai )?(?:\w+ ){1,8}la (?:gi|chi) ")
_WHICH_GIVER = re.compile(r" (?=(doanh nghiep|cong ty|ngan hang|nha tai tro) nao )")
_ARE_WHO = re.compile(r" la (?:nhung |cac )?(?:ai|(?:don vi|tap the|ca nhan|doi|nguoi|vi|ong ba|nha|truong|xa|phuong|co quan|em|chau) nao) ")


def of_who_has_won(pair: Pair) -> bool:
    """"đội nào giành giải nhất", where the plan tells what the prize is worth."""
    return pair.want.type in ("what", "person", "body", "") and isinstance(pair.fact.value, Amount) and bool(_WON.search(pair.asked))


_UNIT = "(?:" + "|".join(folded_table("asking", "beside", "units")) + ")"
_WON = re.compile(
    rf" (?:ai|(?:doi|nguoi|em|doan|nhom|lop|tinh|{_UNIT}) nao) (?:da |se |duoc |vua )?(?:gianh|doat|rinh|vo dich|ve nhat|thang (?:giai|cuoc|tran)) "
)


def of_prizes_not_counted(pair: Pair) -> bool:
    """"có mấy giải ba", where the fact tells of the prize and not how many there are."""
    return not pair.want.confirm and bool(rank_counted(pair.reading)) and not re.search(r" \d+ (?:giai|suat|phan) ", pair.told)


def of_why_it_was_chosen(pair: Pair) -> bool:
    """"sao lại chọn xã ấy", where the fact tells of no choice."""
    return not _TELLS_A_CHOICE.search(pair.told) and bool(_CHOSE.search(pair.asked))


def of_who_was_chosen(pair: Pair) -> bool:
    """"những đơn vị nào được chọn", where the fact tells of no choice."""
    return not _TELLS_A_CHOICE.search(pair.told) and bool(_CHOSEN.search(pair.asked))


_TELLS_A_CHOICE = re.compile(r" (?:chon|lua) ")
_CHOSE = re.compile(r" (?:vi sao|tai sao|sao) (?:\w+ ){0,4}(?:chon|lua) ")
_CHOSEN = re.compile(rf" nhung {_UNIT} nao (?:da |se )?duoc (?:\w+ )?chon ")
