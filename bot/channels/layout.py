"""A reply laid out as styled text and cut into parts no longer than a channel takes, counted in UTF-16 units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.channels.base import Entity
from handlers.message import Block, Items, Paragraph, Quote, Span

GAP = "\n\n"
BOLD, QUOTE = "bold", "quote"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""All of Unicode's control characters (category Cc) but the line end and the tabulator."""


@dataclass(frozen=True, slots=True)
class Run:
    """A style from `start` to `end`, in code points of the text it belongs to."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Styled:
    """Text with its runs."""

    text: str
    runs: tuple[Run, ...] = ()

    def part(self, start: int, end: int) -> Styled:
        """What stands between two code points, without the white space at its ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        clipped = (Run(run.kind, max(run.start, start) - start, min(run.end, end) - start) for run in self.runs)
        return Styled(self.text[start:end], tuple(run for run in clipped if run.start < run.end))

    def then(self, other: Styled) -> Styled:
        """The other one as the next paragraph."""
        shift = len(self.text) + len(GAP)
        moved = tuple(Run(run.kind, run.start + shift, run.end + shift) for run in other.runs)
        return Styled(self.text + GAP + other.text, self.runs + moved)


def units(text: str) -> int:
    """The length in UTF-16 units, as Telegram and Zalo count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def entities(styled: Styled) -> tuple[Entity, ...]:
    """The runs with offset and length in UTF-16 units."""
    return tuple(Entity(run.kind, units(styled.text[: run.start]), units(styled.text[run.start : run.end])) for run in styled.runs)


def laid_out(blocks: Iterable[Block], longest: int) -> tuple[Styled, ...]:
    """The blocks packed into as few texts of at most `longest` units as paragraph borders allow; empty when they hold no text."""
    packed: list[Styled] = []
    for piece in (piece for block in blocks for piece in _pieces(_styled(block), longest)):
        if packed and units(packed[-1].text) + len(GAP) + units(piece.text) <= longest:
            packed[-1] = packed[-1].then(piece)
        else:
            packed.append(piece)
    return tuple(packed)


def clean(text: str) -> str:
    """NFC without what no platform takes: control characters and halves of surrogate pairs."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", whole))


def _styled(block: Block) -> Styled:
    match block:
        case Paragraph(spans):
            return _spans([spans], [""])
        case Items(items, numbered):
            return _spans(items, [f"{n}. " if numbered else "• " for n in range(1, len(items) + 1)])
        case Quote(text, source):
            words, place = f"“{clean(text)}”", clean(source)
            return Styled(f"{words}\n({place})", (Run(QUOTE, 0, len(words)),))


def _spans(lines: Iterable[tuple[Span, ...]], marks: Iterable[str]) -> Styled:
    text, runs = "", []
    for line, mark in zip(lines, marks, strict=True):
        text += ("\n" if text else "") + mark
        for span in line:
            start, text = len(text), text + clean(span.text)
            if span.strong and span.text.strip():
                runs.append(Run(BOLD, start, len(text)))
    return Styled(text, tuple(runs))


def _pieces(whole: Styled, longest: int) -> Iterator[Styled]:
    start, end = 0, len(whole.text)
    while start < end:
        cut = _cut(whole.text, start, longest)
        piece = whole.part(start, cut)
        if piece.text:
            yield piece
        start = cut


def _cut(text: str, start: int, longest: int) -> int:
    """Where to cut: at a line, a sentence, a word, or between letters, the first of these that leaves a fair piece."""
    end = _reach(text, start, longest)
    if end == len(text):
        return end
    fair = start + (end - start) // 2
    for border, least in ((r"\n", fair), (r"(?<=[.!?;:…])\s", fair), (r"\s", start)):
        at = max((start + match.start() for match in re.finditer(border, text[start : end + 1])), default=start)
        if at > least:
            return at
    while end > start + 1 and _joined(text, end):
        end -= 1
    return end


def _reach(text: str, start: int, longest: int) -> int:
    """The furthest code point that fits."""
    end = min(len(text), start + longest)
    while units(text[start:end]) > longest:
        end -= max(1, (units(text[start:end]) - longest) // 2)
    return end


def _joined(text: str, at: int) -> bool:
    """Whether the letters around a place belong to one sign: a combining mark, a joiner, a skin tone, half a flag."""
    before, after = text[at - 1], text[at]
    if unicodedata.category(after) in ("Mn", "Me", "Mc") or "\u200d" in (before, after) or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    # Flags are pairs of letters of their own: a cut is between two of them only behind an even number.
    run = next((n for n in range(at) if not _flag(text[at - 1 - n])), at)
    return _flag(after) and run % 2 == 1


def _flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
