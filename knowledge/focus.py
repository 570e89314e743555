"""The words a question turns on: what stands right beside its question word, which a fact must know to be the answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from knowledge.phrases import is_stop
from knowledge.text import Token

_BEHIND = frozenset(["nao", "gi", "ai", "dau", "lau", "gio", "sao"])
_PLAIN = frozenset(
    """cai dieu viec noi dung don vi co quan nguoi loai kieu phan muc thu ngay thang gio nam tuan quy lan cho noi dau luc khi hom bua thoi diem gian moc lam phai
    to chuc duoc la co ke hoach van ban quy dinh neu yeu cau theo ve cua gom nhung cac bao may can hoi tham gia thuc hien dong chi ong ba anh chi em ten so buoc y nay
    dien ra han tra loi cap doi tuong truong hop thanh phan nhom muc dich nham goi dat mang ra xong nop gui bat dau ket thuc toi da thieu it nhat hon tung moi khoang
    lam sao nhu the don buoi tieng phut dong tien nghin trieu ty gom thuoc danh""".split()
)
"""Folded words that ask for the kind of thing rather than name one: every fact knows them."""


def focus(words: Sequence[Token], at: int, skip: Collection[int]) -> tuple[int, ...]:
    """The places of up to two words of content next to the question word at `at` (-1: none), nearest first; `skip` are never taken."""
    if at < 0 or at >= len(words):
        return ()
    if words[at].fold in ("may", "nhieu"):
        ahead = _run(words, range(at + 1, min(at + 4, len(words))), skip)
        if ahead:
            return ahead
    start = at - 1 if words[at].fold in _BEHIND else at - 1
    return _run(words, range(start, max(-1, start - 5), -1), skip)


def _half(words: Sequence[Token], n: int, places: Sequence[int]) -> bool:
    """Whether a word of no content of its own is the second half of a word ("chất liệu"): right beside the question word, behind one of content."""
    return n == places[0] and n > 0 and not is_stop(words[n - 1]) and words[n - 1].fold not in _PLAIN and not words[n - 1].point and words[n].canon in _HALVES


_HALVES = frozenset(["liệu", "thứ", "chuẩn", "bản", "thể", "tin", "tính", "chuyện", "hiệu", "vị", "bộ", "phận", "phòng", "chốt"])


def _run(words: Sequence[Token], places: Sequence[int], skip: Collection[int]) -> tuple[int, ...]:
    found: list[int] = []
    for n in places:
        if words[n].point in ("?", ".", ";") and found:
            break
        if n in skip or is_stop(words[n]) or words[n].fold in _PLAIN:
            if found:
                break
            if words[n].fold in _PLAIN or n in skip or not _half(words, n, places):
                continue
        found.append(n)
        if len(found) == 2:
            break
    return tuple(found)
