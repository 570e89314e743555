"""Greetings, thanks, agreement and goodbyes, when a message is nothing else."""

from __future__ import annotations

import enum
import re
from itertools import pairwise

from handlers.spoken import Words, readings


class Courtesy(enum.StrEnum):
    """What a courteous message is."""

    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    AGREED = "agreed"
    ASKING_LEAVE = "asking leave"
    WHO = "who"


# A message is courtesy only if every word of it is explained here; one word of substance and it is a question.
_FILLERS = frozenset(
    """anh chi em ban co chu bac cau ong ba thay ad admin bot oi a ah ak aj da nhe nha nhes nhen hen ne nheee minh toi tui moi nguoi ca nha
    nhieu lam rat that qua luon the vay nay roi ma thi vi xin kinh gui quy ac dong chi ta hihi hi haha hehe huhu hj kk kkk""".split()
)
_CUES = (
    (Courtesy.THANKS, frozenset("cam camon cmon thank thanks thanh tks thx tk thks ty thanksss camsa".split())),
    (Courtesy.GOODBYE, frozenset("biet bye bai goodbye bb pp byebye".split())),
    (Courtesy.ASKING_LEAVE, frozenset("hoi phien".split())),
    (Courtesy.GREETING, frozenset("chao hello helo hi hii hey alo aloo loo halo hallo morning afternoon evening kinhchao".split())),
    (
        Courtesy.AGREED,
        frozenset(
            "ok oke okie okay oki okla okela okee vang uh u uhm um uhum dc duoc hieu ro hay tot tuyet nhat on chuan dung thoi da haha hihi hehe".split()
        ),
    ),
)
_COMPANY = {
    Courtesy.THANKS: frozenset(
        "cam on un ta da vi su ho tro giup do thong tin tra loi nhiet tinh kip thoi you much very hoi dap dap kiu chan thanh xin tot ok oke vang hieu".split()
    ),
    Courtesy.GOODBYE: frozenset("tam biet chao hen gap lai sau nhe good bye see you cam on ok".split()),
    Courtesy.ASKING_LEAVE: frozenset(
        "cho hoi chut voi ti ty xiu cai mot viec chao hello hi alo phep duoc lam phien muon dieu 1 dinh can tam".split()
    ),
    Courtesy.GREETING: frozenset("xin chao buoi sang chieu toi trua good ngay lanh tot vui ve there rat vui duoc gap".split()),
    Courtesy.AGREED: frozenset("da hieu biet ro nhan thong tin on tri nhat dung duoc tot roi thoi day rui r hay".split()),
}
_KNOWN = {kind: cues | _COMPANY[kind] | _FILLERS for kind, cues in _CUES}
_THANKS_ALONE = frozenset({"cam", "thanh"})
_WHO = re.compile(
    r"(?:xin hoi |cho (?:toi|em|minh) hoi )?(?:(?:ban|em|ad|bot|day|anh|chi) )(?:ten )?(?:la )?(?:ai|gi|bot|may|nguoi that|nguoi|robot|tro ly gi|phan mem)"
    r"(?: (?:hay|hay la|or) (?:nguoi|may|bot|robot|nguoi that))?(?: (?:vay|the|a|ah|ha|ak|nhi|day|phai khong|khong|ko|k|dung khong))*"
)
_KEEN = frozenset("👍🙏❤♥💖😊🙂😄😀😁🥰👌👏💐🌹🌷🤝✅🫡☺")


_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")


def courtesy(text: str) -> Courtesy | None:
    """What courtesy this message is, or None where it says anything else."""
    if not readings(text)[0]:
        return _by_sign(text)
    return next((kind for said in readings(text) if (kind := _spoken(said))), None)


def _spoken(said: Words) -> Courtesy | None:
    if len(said) > 14:
        return None
    if _WHO.fullmatch(" ".join(said)):
        return Courtesy.WHO
    said = tuple(_DRAWN_OUT.sub(r"\1", word) for word in said) if _DRAWN_OUT.search(" ".join(said)) else said  # "chàooo" is "chào", "okkk" is "ok"
    for kind, cues in _CUES:
        if not cues.isdisjoint(said) and _KNOWN[kind].issuperset(said) and _is_whole(kind, said):
            return kind
    return None


def _is_whole(kind: Courtesy, said: Words) -> bool:
    """Words that are a courtesy only in company: "cảm" needs its "ơn", "hỏi" somebody who asks leave to."""
    match kind:
        case Courtesy.THANKS if _THANKS_ALONE.intersection(said):
            return any(f"{first} {second}" in ("cam on", "cam un", "cam ta", "thanh kiu") for first, second in pairwise(said))
        case Courtesy.GOODBYE if "biet" in said:
            return "tam" in said
        case Courtesy.ASKING_LEAVE:
            return bool({"cho", "xin", "muon", "phep", "can", "phien", "dinh"}.intersection(said)) and "hoi" in said
        case _:
            return True


def _by_sign(text: str) -> Courtesy | None:
    signs = [char for char in text if not char.isspace() and char not in "\ufe0f\u200d" and not "\U0001f3fb" <= char <= "\U0001f3ff"]
    if signs and all(char in _KEEN for char in signs):
        return Courtesy.AGREED
    return None
