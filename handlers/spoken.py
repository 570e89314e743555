"""The words commands are typed with, without accents, and the politeness around them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from handlers.turn import State
from knowledge.syllable import fold
from knowledge.text import tokens

Words = tuple[str, ...]
"""Words in lower case and without accents."""

SHORT = 24
"""Longer messages are stories with a question in them, never a command."""

START = frozenset({"start", "bat dau"})
HELP = frozenset(
    """tro giup|giup|giup do|help|menu|huong dan|huong dan su dung|cach dung|cach su dung|cac lenh|danh sach lenh|giup toi|giup em|giup minh
    |giup voi|hoi gi duoc|hoi duoc gi|hoi duoc nhung gi|lam duoc gi|ban lam duoc gi|ban giup duoc gi""".replace("\n    ", "").split("|")
)
DOCUMENT = frozenset(
    """van ban|gui van ban|xem van ban|tai van ban|toan van|gui toan van|xem toan van|van ban goc|gui van ban goc|xem van ban goc
    |van ban ke hoach|gui van ban ke hoach|toan van ke hoach|xem toan van ke hoach|gui toan van ke hoach|file ke hoach|gui file ke hoach
    |gui file|tai file|xem ke hoach|doc ke hoach|tai ke hoach""".replace("\n    ", "").split("|")
)
CHANGE = frozenset(
    "doi don vi|chon don vi|chon lai don vi|doi loai don vi|sua don vi|thay doi don vi|chon loai don vi|don vi khac".split("|")
)
CANCEL = frozenset("huy|huy bo|bo qua|thoi|thoi khoi|khong can nua".split("|"))
ASK = frozenset({"hoi", "dat cau hoi"})
CLAUSE = ("xem nguyen van", "trich nguyen van", "doc nguyen van", "nguyen van")
CITED = ("xem muc", "doc muc", "noi dung muc", "muc")
ASKED_OF_CLAUSE = (
    "co noi dung gi", "noi nhung gi", "noi ve gi", "noi gi", "quy dinh nhung gi", "quy dinh gi", "ghi nhung gi", "ghi gi", "viet gi", "neu gi", "co gi",
    "gom nhung gi", "gom gi", "la gi", "noi dung gi", "the nao", "noi the nao", "ve gi", "yeu cau gi",
)  # fmt: skip
"""What is asked of a clause behind its place ("mục II.2.b nói gì")."""
PART = frozenset("muc diem khoan dieu phan cua o tai".split())
UNDO = ("hoan tac",)
STATES = (
    (State.DONE, ("da lam xong", "lam xong", "da xong", "bao xong", "xong", "da hoan thanh", "hoan thanh")),
    (State.PREPARING, ("dang lam", "dang chuan bi", "dang thuc hien")),
    (State.SCHEDULED, ("da len lich", "len lich", "da chot lich", "chot lich")),
    (State.NOT_STARTED, ("chua lam xong", "chua lam", "chua xong", "chua thuc hien")),
    (State.DELAYED, ("xin lui han", "xin lui", "lui han", "lui")),
)
SLASHES = {"help": "tro giup", "trogiup": "tro giup", "menu": "tro giup", "viec": "viec cua toi", "donvi": "doi don vi"}
SLASHES_WITH_REST = {
    "vanban": "van ban", "nguyenvan": "nguyen van", "xong": "xong", "danglam": "dang lam", "chualam": "chua lam", "lui": "lui",
    "hoantac": "hoan tac",
}  # fmt: skip

_OURS = r"(?:don vi|dv|co quan|ben|phong|ben don vi)(?: (?:cua )?(?:toi|em|minh|tui|ta|chung toi|chung em|chung minh|bon em))?"
_BODY = r"(?:so|cuc|vu|vien|truong|bao|cong ty|trung tam|tap doan) (?:em|toi|minh|tui|ben em|chung toi|chung em)"
_WE = rf"(?:{_OURS}|toi|em|minh|tui|chung toi|chung em|chung minh|bon em|{_BODY})"
_WHAT = r"(?:(?:nhung |cac |cai )?(?:gi|chi|(?:viec|cong viec|nhiem vu|dau viec|phan viec) (?:gi|nao|chi)|gi nua|(?:may|bao nhieu) (?:viec|nhiem vu|dau viec)))"
_DOCUMENT = r"(?:theo|trong) (?:(?:ban |van ban )?ke hoach(?: nay| cua bo)?|dot nay|van ban nay)"
_TAIL = rf"(?: (?:the|vay|nhi|ha|day|bay gio|nua|dot nay|lan nay|{_DOCUMENT}))*"
_TO_DO = r"(?: (?:can|phai|can phai) (?:lam|thuc hien))"
TASKS = re.compile(
    rf"(?:(?:cho )?{_WE} (?:hoi|biet|xem) )?(?:vay |the )?(?:{_DOCUMENT} (?:thi )?)?"
    rf"(?:(?:{_WE} )(?:(?:se|con|can|phai|dang|duoc giao|co) )+(?:(?:lam|thuc hien|chuan bi|hoan thanh|trien khai) )?{_WHAT}{_TO_DO}?"
    rf"|(?:{_OURS}|{_BODY}) (?:lam|thuc hien|trien khai) {_WHAT}"
    rf"|(?:xem |liet ke )?(?:(?:cac|nhung|danh sach) )?(?:viec|nhiem vu|cong viec|dau viec){_TO_DO}?"
    rf"(?: cua)? {_WE}(?: la| gom)?(?: {_WHAT})?"
    rf"|(?:viec|nhiem vu|cong viec){_TO_DO}|(?:cac|nhung) (?:viec|nhiem vu|cong viec|dau viec)(?: ma)? {_WE}{_TO_DO}(?: la gi)?){_TAIL}"
)
"""“Đơn vị tôi phải làm gì?”, “việc của tôi” and the like, as a whole message."""

# Politeness at the two ends of a message. "giup" is also a command: a message is tried whole before it is tried without these.
_BEFORE = frozenset("da vang ad admin bot oi anh chi ban em toi minh xin cho muon hay giup nho vui long lam on de".split())
_AFTER = frozenset("a ah nhe nha nhes di voi ad admin oi anh chi ban em toi minh dum giup gium ho please cho day bot roi luon".split())

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> Words:
    """The words of a text; punctuation and emoji are dropped, other scripts stay."""
    return tuple(_WORD.findall(fold(unicodedata.normalize("NFKC", text))))


@lru_cache(maxsize=8192)
def name_words(name: str) -> Words:
    """The words of one of a plan's own names, remembered; never of what a person typed."""
    return words(name)


@lru_cache(maxsize=32)
def readings(text: str) -> tuple[Words, ...]:
    """The words as typed and, for a short message, as they were meant (short forms written out, Telex residue read)."""
    said = words(text)
    if len(said) > SHORT:
        return (said,)
    meant = tuple(token.fold for token in tokens(text))
    return (said,) if meant == said else (said, meant)


@lru_cache(maxsize=32)
def hearings(text: str) -> tuple[Words, ...]:
    """All the ways to hear a message, each once: as typed and as meant, either with and without its politeness."""
    return tuple(dict.fromkeys(heard for said in readings(text) for heard in (said, bare(said)) if heard))


def bare(said: Words) -> Words:
    """The words without the politeness at both ends, nor the one for whom between "gửi" and what is to be sent."""
    first, said = 0, without_tail(said)
    while first < len(said) and said[first] in _BEFORE:
        first += 1
    said = said[first:]
    return said[:1] + said[2:] if said[:1] == ("gui",) and said[1:2] and said[1] in _BEFORE else said


def without_tail(said: Words) -> Words:
    """The words without the politeness at the end ("ạ", "nhé", "giúp em với")."""
    last = len(said)
    while last and said[last - 1] in _AFTER and not _is_substance(said[:last][-2:]):
        last -= 1
    return said[:last]


def is_cry_for_help(said: Words) -> bool:
    """“Giúp em với ạ”: nothing but politeness around the one word."""
    return "giup" in said and all(word in _BEFORE or word in _AFTER for word in said)


def _is_substance(pair: Words) -> bool:
    """A last word that looks polite and is not: the "bản" of "văn bản", the letter of a clause."""
    return len(pair) == 2 and (pair == ("van", "ban") or (pair[1] == "a" and pair[0].isdigit()))


@cache
def _openings(heads: tuple[str, ...]) -> dict[str, tuple[Words, ...]]:
    """Phrases as words, by their first."""
    split = [tuple(head.split()) for head in heads if head.strip()]
    return {first: tuple(words for words in split if words[0] == first) for first in dict.fromkeys(words[0] for words in split)}


def after(said: Words, heads: tuple[str, ...]) -> Words | None:
    """What follows the first of these phrases the words begin with; None where they begin with none."""
    if not said or (len(heads) == 1 and not heads[0].startswith(said[0])):
        return None  # most messages begin with none, and this is asked dozens of times of each
    for opening in _openings(heads).get(said[0], ()):
        if said[: len(opening)] == opening:
            return said[len(opening) :]
    return None
