"""A question that only what was told before it explains, read once more together with that.

In the same message: "cậu chủ lực gãy tay bó bột. Giờ xin thay cậu khác vào có được không". Or by the bot: "vậy gửi về địa chỉ nào" behind a time limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge.ask import one
from knowledge.asks import Message
from knowledge.by_rules import by_rules
from knowledge.claims import Verdict
from knowledge.context import Context
from knowledge.halves import stated
from knowledge.match import Candidate
from knowledge.question import Reader, Reading
from knowledge.refusing import of_something_else
from knowledge.results import Result, Stated, Unclear, Unstated
from knowledge.second_look import FINAL, NEVER, look
from knowledge.text import Token, written
from knowledge.thresholds import held
from knowledge.trees import chance, shipped
from knowledge.wants import TIMELY

LONGEST = 60
"""So many words of a message, its question among them, are read together; what stands before is seldom of use."""
TOLD = 4
"""Fewer words than these before a question tell nothing."""
BEHIND = 6
"""More words than these behind a question say more than a courtesy."""
SHORT = 14
"""A question of so many words may need what was said in the message before."""
QUIET = 1.5
"""Where the examples speak so loudly for silence, no story changes that: of 85 such questions two were stated with theirs, neither rightly."""
LIKELY = 0.7
"""A fact this likely with the story is stated where by itself the question was refused."""
SILENT = FINAL | NEVER | {"taught to be unstated"}
"""Reasons for a refusal that no story changes."""
BESIDE = NEVER | {"one of a sort it does not name"}
"""What a fact may be wrong by, however likely it is with the story."""
SURE = 0.8
"""A fact this likely with the story is stated in place of another,"""
UNSURE = 0.7
"""unless that one is as likely with the story, too."""


def with_its_story(
    reader: Reader, message: Message, readings: Sequence[Reading], results: Sequence[Result], kind: str | None, context: Context, today: date
) -> Stated | None:
    """What the last question of a message comes to with all that was told before it; None where that is as it is by itself.

    The likelihood of the second look decides. With every plan asked by trees that only the other half of the plans had taught, of 5,555 questions about 70
    plans 45 more were answered rightly and 2 wrongly, and of 2,169 that no plan answers 5 more were answered; 7 that had taken another answer were put right.
    """
    if not readings:
        return None
    story = _before(message, readings[-1])
    if not any(_settled(result) for result in results):
        return _explained(reader, message, readings[-1], story, kind, context, today)
    only = results[0] if len(results) == len(readings) == 1 else None
    if isinstance(only, Stated) and only.verdict is None and not (only.compare or only.item or only.reading.follow) and len(story) >= TOLD:
        return _otherwise(reader, message, only, story, kind, today)
    return None


def other_half(reader: Reader, message: Message, reading: Reading, told: Stated, result: Result, kind: str | None, today: date) -> Stated | None:
    """A half of a message refused by itself, read with the words of the other, which was answered (`told`)."""
    if _settled(result):
        return None
    own = {id(word) for word in reading.ask.words}
    found = _read_with(reader, message, reading, tuple(word for word in message.words if id(word) not in own), kind, today)
    return found if found is not None and not set(found.facts) & set(told.facts) else None


def _explained(
    reader: Reader, message: Message, last: Reading, story: tuple[Token, ...], kind: str | None, context: Context, today: date
) -> Stated | None:
    """A question refused by itself, read with its story, or with what the bot told just before, or with what it was asked before."""
    if last.quiet >= QUIET:
        return None
    if len(story) >= TOLD:
        return _read_with(reader, message, last, story, kind, today)
    if len(last.ask.words) > SHORT or last.ask.want.confirm:
        return None  # "thế có phải mời Bộ trưởng không" claims something by itself
    told = frozenset(context.frames[0].facts if context.frames else ())
    before = next((written(fact.answer) for fact in reader.plan.facts if fact.id in told), ()) if last.follow else ()
    for words in (before, reader.tokens(context.said)):
        found = _read_with(reader, message, last, words, kind, today) if len(words) >= TOLD else None
        if found is not None and not told & {fact.id for fact in found.facts}:
            return replace(found, verdict=None)  # what was told before is no claim
    return None


def _read_with(reader: Reader, message: Message, last: Reading, story: tuple[Token, ...], kind: str | None, today: date) -> Stated | None:
    reading, candidates = _together(reader, message, last, story[-LONGEST:], kind, today)
    if not candidates:
        return None
    model = shipped()
    seen = look(reader.signs, model, reading, candidates, Unclear(reading, "below the limit"), leaning=False)
    if seen is None or chance(model.decide, seen.row) < LIKELY:
        return None
    ruled = by_rules(reader, reading, today)
    if not isinstance(ruled, Stated) and ruled.why in SILENT:
        return None
    return _stated(reader, reading, seen.candidate, candidates, today)


def _otherwise(reader: Reader, message: Message, only: Stated, story: tuple[Token, ...], kind: str | None, today: date) -> Stated | None:
    """A question answered by itself, where with its story another fact is much likelier."""
    reading, candidates = _together(reader, message, only.reading, story, kind, today)
    if not candidates:
        return None
    model = shipped()
    seen = look(reader.signs, model, reading, candidates, Unclear(reading, "below the limit"), leaning=False)
    if seen is None or seen.candidate.fact in only.facts or chance(model.decide, seen.row) < SURE:
        return None
    as_told = look(reader.signs, model, reading, candidates, replace(only, reading=reading), leaning=False)
    if as_told is not None and chance(model.decide, as_told.row) >= UNSURE:
        return None
    return _stated(reader, reading, seen.candidate, candidates, today)


def _together(
    reader: Reader, message: Message, last: Reading, story: tuple[Token, ...], kind: str | None, today: date
) -> tuple[Reading, list[Candidate]]:
    """A question read as one with the words before it, asking what it asks by itself, and the facts in force it may then mean."""
    ask = one((*story, *last.ask.words), reader.lexicon, reader.events)
    want = last.ask.want
    want = replace(want, at=want.at + len(story)) if want.at >= 0 else want
    ask = replace(ask, want=want, kinds=last.ask.kinds or ask.kinds)
    reading = reader.reading(ask, message, kind, Context(), today, None)
    live = reader.in_force(today)[1]
    return reading, [c for c in reading.candidates if c.fact.id in live]


def _stated(reader: Reader, reading: Reading, meant: Candidate, candidates: Sequence[Candidate], today: date) -> Stated | None:
    """What this fact tells, unless that is only beside the question."""
    if of_something_else(reader, reading, meant) in BESIDE:
        return None
    found = stated(reader, reading, [meant, *(c for c in candidates if c is not meant)], reader.in_force(today)[0], today)
    return found if isinstance(found, Stated) else None


def _settled(result: Result) -> bool:
    """Whether a result answers, or refuses for a reason that no story changes: one that is known, or a thing of which plans are often silent."""
    silent = result.reading is not None and any(s.group in ("unsaid", "family") and s.size > 1 and not s.weak for s in result.reading.ask.spots)
    if isinstance(result, Unstated) and silent and not result.why:
        return True
    return isinstance(result, Stated) or (isinstance(result, Unstated) and bool(result.label)) or result.why in SILENT


def by_figures_told(message: Message, result: Result) -> Result:
    """"Thôn có 200 hộ, mới 140 hộ được công nhận. Thế có đủ điều kiện không": the figures told before a question, held against the bound of what was found."""
    if not isinstance(result, Stated) or result.verdict is not None or len(result.facts) != 1 or not result.reading.ask.want.confirm:
        return result
    asked = result.reading.ask
    if asked.want.type in TIMELY or len(asked.words) == len(message.words):
        return result
    against = held(message.words, result.facts[0])
    return replace(result, verdict=Verdict("held", held=against), maybe=None) if against is not None else result


def _before(message: Message, last: Reading) -> tuple[Token, ...]:
    """The words of a message before its last question."""
    words, asked = message.words, last.ask.words
    end = next((n + 1 for n in range(len(words) - 1, -1, -1) if words[n] is asked[-1]), len(words))
    begin = max(0, end - len(asked))
    if len(words) - end > BEHIND:
        return ()  # what is asked for comes behind: "… Xin ban tổ chức cho số tài khoản"
    return words[max(0, end - LONGEST) : begin]
