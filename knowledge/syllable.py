"""Vietnamese syllables: folding, tone placement, what is legal, and what Telex or VNI typing left behind."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_MARK_OF = {tone: mark for mark, tone in TONES.items()}
_ONSETS = frozenset(
    ["", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x".split()]
)
_RIMES = frozenset(
    """a ai ao au ay ac ach am an ang anh ap at ă ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây â
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh uênh ui um un ung uôc uôi uôm uôn uông uôt
    uơ up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu ynh yt""".split()
)
_TELEX_PAIRS = {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ", "aw": "ă", "ow": "ơ", "uw": "ư"}
_VNI_HATS = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}, "9": {"d": "đ"}}
_VNI_TONES = {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j"}
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_TELEX_HINT = re.compile(r"[fjwz]|[sfrxj]$|[aeo]{2}|dd|[aeiouy][sfrxj][a-z]")
_FOLD = {ord("đ"): "d", ord("Đ"): "D", ord("ð"): "d", ord("Ð"): "D"}


_EITHER = frozenset("hklmst")
_Y_FOR_I = {f"{onset}i": f"{onset}y" for onset in (*_EITHER, "qu")}
"""Both letters are written after these ("kí", "ký"; "quí", "quý"): one spelling here."""


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """Lower case without accents: "Đại hội" -> "dai hoi". Length in characters may change for non-Vietnamese text."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFD", text.translate(_FOLD))
    return "".join(c for c in spread if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=65536)
def parts(syllable: str) -> tuple[str, str, str] | None:
    """(onset, rime without tone, tone letter or "") of a lower-case NFC syllable, or None where it is no legal one."""
    tone, letters = "", []
    for char in unicodedata.normalize("NFD", syllable):
        if char in TONES:
            if tone:
                return None
            tone = TONES[char]
        else:
            letters.append(char)
    bare = unicodedata.normalize("NFC", "".join(letters))
    for cut in (3, 2, 1, 0):
        onset, rime = bare[:cut], bare[cut:]
        if onset not in _ONSETS or len(onset) != cut:
            continue
        if onset == "gi" and not rime:
            onset, rime = "g", "i"
        if onset == "qu" and rime and rime[0] in "yiaeoâăêơ" and ("u" + rime in _RIMES or rime in _RIMES):
            break
        if rime in _RIMES and onset != "q":
            break
    else:
        return None
    if _STOPPED.search(rime) and tone not in ("s", "j", ""):
        return None
    return (onset, rime, tone) if _spelt(onset, rime) else None


def _spelt(onset: str, rime: str) -> bool:
    """Whether the onset is written as it must be before this vowel: ngh and k before e, ê, i, y; ng and c elsewhere."""
    if rime == "êng":
        return onset == "gi"  # "giêng", "giếng", "giềng": the i of iêng is written once
    front = rime[:1] in ("e", "ê", "i", "y")
    if onset in ("ng", "c"):
        return not front
    if onset == "g":
        return not front or rime == "i"
    if onset in ("ngh", "gh", "k"):
        return front
    return True


def legal(syllable: str) -> bool:
    """Whether this lower-case NFC text can be a Vietnamese syllable (typed with its accents or without)."""
    return parts(syllable) is not None or parts_of_bare(syllable)


_BARE_RIMES = frozenset(fold(rime) for rime in _RIMES)


def parts_of_bare(syllable: str) -> bool:
    """Whether a text without accents can be a syllable that lost them."""
    if not syllable.isascii():
        return False
    for cut in (3, 2, 1, 0):
        onset, rime = syllable[:cut], syllable[cut:]
        if (onset in _ONSETS or onset == "d") and len(onset) == cut and rime in _BARE_RIMES and _spelt(onset, rime):
            return True
    return syllable in ("gi", "quy", "qui")


def put_tone(onset: str, rime: str, tone: str) -> str:
    """The syllable with its tone where the newer orthography writes it ("hoà", "thuỷ"): one canonical spelling."""
    if not tone:
        return onset + rime
    vowels = [n for n, c in enumerate(rime) if fold(c) in "aeiouy"]
    marked = [n for n in vowels if rime[n] in "ăâêôơư"]
    if marked:
        at = marked[-1]
    elif len(vowels) == 1 or rime[:2] in ("oa", "oe", "uy") or vowels[-1] < len(rime) - 1:
        at = vowels[1] if len(vowels) > 1 else vowels[0]
    else:
        at = vowels[0]
    return unicodedata.normalize("NFC", onset + rime[: at + 1] + _MARK_OF[tone] + rime[at + 1 :])


@lru_cache(maxsize=65536)
def canonical(syllable: str) -> str:
    """The same syllable in one spelling whatever the place of its tone mark; unchanged where it is no legal syllable."""
    if syllable.isascii():
        return _Y_FOR_I.get(syllable, syllable)
    found = parts(syllable)
    if found is None:
        return syllable
    onset, rime, tone = found
    return put_tone(onset, "y" if (rime == "i" and onset in _EITHER) or (onset, rime) == ("qu", "i") else rime, tone)


@lru_cache(maxsize=16384)
def decode(token: str) -> str | None:
    """What a lower-case ASCII token typed with Telex or VNI but no input method stands for, or None where it is no such thing.

    Only results that are legal and carry an accent count: decode("hooji") == "hội", decode("ke61") == "kế".
    """
    if len(token) < 2 or not token.isascii() or not token[0].isalpha():
        return None
    if any(c.isdecimal() for c in token):
        return _settle(*_vni(token)) if len(token) > 2 else None
    return _settle(*_telex(token)) if _TELEX_HINT.search(token) else None


def _settle(letters: str, tone: str) -> str | None:
    found = parts(letters)
    if found is None or found[2]:
        return None
    whole = canonical(put_tone(found[0], found[1], tone))
    return whole if not whole.isascii() and parts(whole) else None


def _vni(token: str) -> tuple[str, str]:
    letters, tone = list[str](), ""
    for char in token:
        if char in _VNI_TONES and letters:
            tone = _VNI_TONES[char]
        elif char in _VNI_HATS:
            hats = _VNI_HATS[char]
            for n in range(len(letters) - 1, -1, -1):
                if letters[n] in hats:
                    letters[n] = hats[letters[n]]
                    if char == "7" and letters[n] == "ơ" and n and letters[n - 1] == "u":
                        letters[n - 1] = "ư"
                    break
            else:
                return "", ""
        else:
            letters.append(char)
    return "".join(letters), tone


def _telex(token: str) -> tuple[str, str]:
    letters, tone = list[str](), ""
    for n, char in enumerate(token):
        if char in "sfrxj" and letters and any(c in "aeiouyăâêôơư" for c in letters) and not (tone and n < len(token) - 1):
            if tone:
                return "", ""
            tone = char
        elif char == "w":
            if not _hook(letters):
                return "", ""
        elif letters and (pair := _TELEX_PAIRS.get(letters[-1] + char)):
            letters[-1] = pair
        elif char in "aeo" and (late := _late_hat(letters, char)) is not None:
            letters[late] = _TELEX_PAIRS[char * 2]
        elif char == "d" and letters and letters[0] == "d" and len(letters) > 1:
            letters[0] = "đ"
        else:
            letters.append(char)
    return "".join(letters), tone


def _hook(letters: list[str]) -> bool:
    for n in range(len(letters) - 1, -1, -1):
        if letters[n] in "aou":
            letters[n] = {"a": "ă", "o": "ơ", "u": "ư"}[letters[n]]
            if letters[n] == "ơ" and n and letters[n - 1] == "u" and (n < 2 or letters[n - 2] != "q"):
                letters[n - 1] = "ư"
            return True
    return False


def _late_hat(letters: list[str], char: str) -> int | None:
    """Where a hat typed after the coda belongs ("hoachja" no, "dieenf" no, "hocoj" yes only behind consonants)."""
    if not letters or letters[-1] in "aeiouy":
        return None
    for n in range(len(letters) - 1, -1, -1):
        if letters[n] == char:
            return n
    return None
